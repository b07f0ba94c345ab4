"""Two years held against each other: whether they may be, asking where they seem to be of two firms."""

from collections.abc import Mapping

from tenken.cli.context import AppContext
from tenken.core.audit.verdicts import is_of
from tenken.core.model import same_firm, same_name
from tenken.core.problem import UsageProblem
from tenken.core.scoring.score import scored
from tenken.core.years.comparison import Comparison, compare
from tenken.store.assessment.document import content_digest
from tenken.store.checklist import editions
from tenken.store.years import YearFile


def compare_years(app: AppContext, last: YearFile, this: YearFile, *, force: bool = False) -> Comparison:
    """What changed between two years.

    Raises UsageProblem where they are in the wrong order, or, without ``force``, the same or of two organisations.
    """
    if is_of(this.assessment, content_digest(last.assessment)):
        raise UsageProblem("audit-is-no-year", {"this": this.name, "last": last.name})
    if this.assessment.date < last.assessment.date:
        days = {"this_day": this.assessment.date.isoformat(), "last_day": last.assessment.date.isoformat()}
        raise UsageProblem("older", {"this": this.name, "last": last.name, **days})
    refuse_unlike(app, last, this, force=force)
    found = compare(
        scored(last.checklist, last.assessment),
        scored(this.checklist, this.assessment),
        editions.between(last.checklist, this.checklist, app.checklist_path),
    )
    if found.by_id_only:
        references = {"last": last.checklist.reference, "this": this.checklist.reference}
        app.message(app.words("diff.by_id_only", **references))
    return found


def refuse_unlike(app: AppContext, last: YearFile, this: YearFile, *, force: bool) -> None:
    """Raise UsageProblem where two years should not be compared: the same file twice, or two organisations."""
    if last.sha256 == this.sha256 and not force:
        raise UsageProblem("same-file", {"last": last.name, "this": this.name})
    names = {"last": last.assessment.organisation.name, "this": this.assessment.organisation.name}
    if same_firm(last.assessment.organisation, this.assessment.organisation):
        return
    by_id = same_name(names["last"], names["this"])
    if force:
        app.message(app.words("cli.diff.unlike_id" if by_id else "cli.diff.unlike", **names))
    elif not (app.can_ask and _agreed(app, names, by_id=by_id)):
        raise UsageProblem("other-firm-id" if by_id else "other-organisation", names)


def _agreed(app: AppContext, names: Mapping[str, str], *, by_id: bool) -> bool:
    from tenken.ask.prompter import TerminalPrompter  # noqa: PLC0415 - loaded only where a person is asked

    w = app.words
    choices = [("no", w("cli.new.no")), ("yes", w("cli.new.yes"))]
    question = w("cli.diff.unlike_id_ask" if by_id else "cli.diff.unlike_ask", **names)
    return TerminalPrompter().choose(question, choices, w("cli.answer.choose_hint"), "no") == "yes"
