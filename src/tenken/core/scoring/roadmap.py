"""When the gaps are to be closed, and by whom: what the firm has promised, and a proposal for the rest.

A promised date always wins over the proposed one. How proposals spread over the months is ``capacity``'s business;
what became of last year's promises is a comparison and does not live here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from tenken.core.model import Action, Assessment, FirmRole, Question
from tenken.core.scoring.capacity import Task, spread
from tenken.core.scoring.evidence_validity import add_months
from tenken.core.scoring.gaps import Gap

DAYS_OF_A_MONTH = 30
DAYS_OF_A_QUARTER = 90
MONTHS_AHEAD = 12
"""Proposals for a day after that many months are counted together as later."""


class Phase(StrEnum):
    """How soon: within 30 days, within 90 days, within the year or later."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapStep:
    """A finding with who closes it and until when."""

    gap: Gap
    owner: str | None
    """The name promised, if there is one."""
    role: FirmRole
    """Who it falls to otherwise."""
    person: str | None
    """The name promised, else who holds the role, else who holds the owner's; ``None``: the owner, whose name is not
    known."""
    due: date
    """The promised day, else the proposed one."""
    promised: bool
    """Whether the day is the firm's own promise and no proposal."""
    overdue: bool
    days_late: int
    """Days from a promised day to the assessment; 0 if that is not past."""
    moved: tuple[date, ...]
    """Days promised before, oldest first."""
    dropped: date | None = None
    """The day that was promised last year, where nothing is promised any more."""
    phase: Phase
    later: bool
    """Whether it is a proposal for a day after the next twelve months."""

    @property
    def points(self) -> Fraction:
        """What the total gains once this gap alone is closed, as a fraction of 1."""
        return self.gap.points


def phase_of(days: int) -> Phase:
    """The phase of something due in that many days; what is overdue belongs to the first."""
    if days <= DAYS_OF_A_MONTH:
        return Phase.MONTH
    return Phase.QUARTER if days <= DAYS_OF_A_QUARTER else Phase.YEAR


def who(question: Question, action: Action | None, roles: Mapping[FirmRole, str]) -> str | None:
    """Who closes a gap: the name promised, else who holds the remedy's role, else the owner (``None``: no name)."""
    owner = action.owner if action else None
    return owner or roles.get(question.remedy.role) or roles.get(FirmRole.OWNER)


def plan(gaps: Iterable[Gap], assessment: Assessment) -> tuple[RoadmapStep, ...]:
    """A step for each finding, in the findings' order; days are counted from the assessment's date.

    ``gaps`` are all that fall short, in order of their priority: how many there are decides which days are proposed.
    """
    found, on, roles = list(gaps), assessment.date, assessment.roles
    tasks = []
    for gap in found:
        question, action = gap.question, gap.question_score.answer.action
        tasks.append(
            Task(
                question_id=question.id,
                person=who(question, action, roles),
                promised=action.due if action else None,
                earliest=on + timedelta(days=question.remedy.within_days),
                critical=question.critical,
            )
        )
    days, horizon = spread(tasks, on), add_months(on, MONTHS_AHEAD)
    steps = []
    for gap, task in zip(found, tasks, strict=True):
        action, due = gap.question_score.answer.action, days[task.question_id]
        steps.append(
            RoadmapStep(
                gap=gap,
                owner=action.owner if action else None,
                role=gap.question.remedy.role,
                person=who(gap.question, action, roles),
                due=due,
                promised=task.promised is not None,
                overdue=due < on,
                days_late=max(0, (on - due).days),
                moved=action.moved if action else (),
                phase=phase_of((due - on).days),
                later=task.promised is None and due > horizon,
            )
        )
    return tuple(steps)
