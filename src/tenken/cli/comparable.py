"""Two years held against each other: whether they may be, asking where they seem to be of two firms."""

import unicodedata
from collections.abc import Mapping

from tenken.cli.context import Hall
from tenken.core.problem import UsageProblem
from tenken.core.scoring.score import side
from tenken.core.years.comparison import Comparison, compare
from tenken.store.checklist import editions
from tenken.store.years import Year


def compare_years(hall: Hall, last: Year, this: Year, *, force: bool = False) -> Comparison:
    """What changed between two years.

    Raises UsageProblem where they are in the wrong order, or, without ``force``, the same or of two organisations.
    """
    if this.assessment.date < last.assessment.date:
        days = {"this_day": this.assessment.date.isoformat(), "last_day": last.assessment.date.isoformat()}
        raise UsageProblem("older", {"this": this.name, "last": last.name, **days})
    refuse_unlike(hall, last, this, force=force)
    found = compare(
        side(last.checklist, last.assessment),
        side(this.checklist, this.assessment),
        editions.between(last.checklist, this.checklist, hall.places),
    )
    if found.by_id_only:
        references = {"last": last.checklist.reference, "this": this.checklist.reference}
        hall.talk(hall.words("diff.by_id_only", **references))
    return found


def refuse_unlike(hall: Hall, last: Year, this: Year, *, force: bool) -> None:
    """Raise UsageProblem where two years should not be compared: the same file twice, or two organisations."""
    if last.sha256 == this.sha256 and not force:
        raise UsageProblem("same-file", {"last": last.name, "this": this.name})
    names = {"last": last.assessment.organisation.name, "this": this.assessment.organisation.name}
    if _plainly(names["last"]) == _plainly(names["this"]):
        return
    if force:
        hall.talk(hall.words("cli.diff.unlike", **names))
    elif not (hall.can_ask and _agreed(hall, names)):
        raise UsageProblem("other-organisation", names)


def _plainly(name: str) -> str:
    """A name without what makes no difference: width of letters, capitals, blanks."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _agreed(hall: Hall, names: Mapping[str, str]) -> bool:
    from tenken.ask.prompter import TerminalPrompter  # noqa: PLC0415 - loaded only where a person is asked

    w = hall.words
    choices = [("no", w("cli.new.no")), ("yes", w("cli.new.yes"))]
    question = w("cli.diff.unlike_ask", **names)
    return TerminalPrompter().choose(question, choices, w("cli.answer.choose_hint"), "no") == "yes"
