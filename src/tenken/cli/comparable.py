"""Two years held against each other: whether they may be, asking where they seem to be of two firms."""

from tenken.cli.context import AppContext
from tenken.core.problem import Values
from tenken.core.years.comparison import Comparison
from tenken.store import years
from tenken.store.years import YearFile


def compare_years(app: AppContext, last: YearFile, this: YearFile, *, force: bool = False) -> Comparison:
    """What changed between two years.

    Raises UsageProblem where they are in the wrong order, or, without ``force``, the same or of two organisations.
    """
    years.refuse_order(last, this)
    refuse_unlike(app, last, this, force=force)
    found = years.compared(last, this, app.checklist_path)
    if found.by_id_only:
        references = {"last": last.checklist.reference, "this": this.checklist.reference}
        app.message(app.words("diff.by_id_only", **references))
    return found


def refuse_unlike(app: AppContext, last: YearFile, this: YearFile, *, force: bool) -> None:
    """Raise UsageProblem where two years should not be compared: the same file twice, or two organisations."""
    if last.sha256 == this.sha256 and not force:
        raise years.same_file(last, this)
    unlike = years.other_firm(last, this)
    if unlike is None:
        return
    names, by_id = unlike.values, unlike.what == "other-firm-id"
    if force:
        app.message(app.words("cli.diff.unlike_id" if by_id else "cli.diff.unlike", **names))
    elif not (app.can_ask and _agreed(app, names, by_id=by_id)):
        raise unlike


def _agreed(app: AppContext, names: Values, *, by_id: bool) -> bool:
    from tenken.ask.prompter import TerminalPrompter  # noqa: PLC0415 - loaded only where a person is asked

    w = app.words
    choices = [("no", w("cli.new.no")), ("yes", w("cli.new.yes"))]
    question = w("cli.diff.unlike_id_ask" if by_id else "cli.diff.unlike_ask", **names)
    return TerminalPrompter().choose(question, choices, w("cli.answer.choose_hint"), "no") == "yes"
