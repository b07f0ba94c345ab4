"""An assessment begun from what somebody says of the firm: the fields that are asked first, and the value they make.

The file it goes into is the command's business.
"""

from collections.abc import Callable, Mapping
from datetime import date

from tenken.ask.subject.read import SubjectReading, read_subject
from tenken.core.model import Assessment, AssessmentKind, Checklist, Depth, Fact, Organisation
from tenken.core.scoring.applicability import USUAL, rule_of

FIRST_FIELDS = ("name", "assessor", "employees", "persons", "depth")
"""What is asked before the facts, in that order."""


def first_facts(checklist: Checklist) -> tuple[Fact, ...]:
    """The facts that are asked when an assessment begins: but those that follow from a figure or are usual."""
    return tuple(fact for fact in checklist.facts if fact.id not in USUAL and rule_of(checklist, fact.id) is None)


def blank(checklist: Checklist, today: date, firm_id: str, kind: AssessmentKind = AssessmentKind.SELF) -> Assessment:
    """An assessment of a firm that has no name yet, begun today."""
    return Assessment(
        checklist=checklist.reference,
        digest=checklist.digest,
        kind=kind,
        depth=Depth.STANDARD,
        date=today,
        organisation=Organisation(name="", id=firm_id),
    )


def begun(
    checklist: Checklist, given: Mapping[str, str], today: date, clean: Callable[[str], str], firm_id: str
) -> SubjectReading:
    """The assessment that begins with what was typed, or why it cannot yet; the name and the depth are needed."""
    wanted = {"name": "", "depth": "", **given}
    return read_subject(checklist, blank(checklist, today, firm_id), wanted, today, clean)
