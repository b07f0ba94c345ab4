"""When the gaps are to be closed: findings with an owner and a date, laid into three phases.

A promised date always wins over the computed one. Whether a promise was kept since last year is a comparison and does
not live here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tenken.core.model import FirmRole
from tenken.core.scoring.gaps import Gap

DAYS_OF_A_MONTH = 30
DAYS_OF_A_QUARTER = 90


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
    due: date
    promised: bool
    """Whether the date is the firm's own promise and not computed."""
    overdue: bool
    moved: tuple[date, ...]
    phase: Phase


def phase_of(days: int) -> Phase:
    """The phase of something due in that many days; what is overdue belongs to the first."""
    if days <= DAYS_OF_A_MONTH:
        return Phase.MONTH
    return Phase.QUARTER if days <= DAYS_OF_A_QUARTER else Phase.YEAR


def plan(gaps: Iterable[Gap], on: date) -> tuple[RoadmapStep, ...]:
    """A step for each finding, in the findings' order; days are counted from the assessment's date."""
    steps = []
    for gap in gaps:
        action = gap.question_score.answer.action
        promised = action.due if action else None
        due = promised or on + timedelta(days=gap.question.remedy.within_days)
        steps.append(
            RoadmapStep(
                gap=gap,
                owner=action.owner if action else None,
                role=gap.question.remedy.role,
                due=due,
                promised=promised is not None,
                overdue=due < on,
                moved=action.moved if action else (),
                phase=phase_of((due - on).days),
            )
        )
    return tuple(steps)
