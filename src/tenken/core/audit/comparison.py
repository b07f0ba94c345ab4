"""A firm's own answers and an audit of them, held against each other: no two years, and nothing of it is a score."""

from collections.abc import Mapping
from dataclasses import dataclass

from tenken.core.audit.verdicts import (
    Extent,
    Optimism,
    Outcome,
    extent,
    optimism,
    optimism_by_area,
    outcome,
    said_and_judged,
)
from tenken.core.model import Area, Status
from tenken.core.scoring.score import QuestionScore, ScoredAssessment


@dataclass(frozen=True, slots=True)
class CheckedQuestion:
    """A question that was looked at."""

    number: str
    item: QuestionScore
    """As the audit has it; the firm's own answer is in it."""
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditComparison:
    """All that is told of both."""

    own: ScoredAssessment
    audited: ScoredAssessment
    extent: Extent
    optimism: Optimism | None
    """``None`` where no checked question applies both times."""
    areas: tuple[tuple[Area, Optimism], ...]
    table: Mapping[tuple[Status | None, Status], int]
    """How many checked questions the firm called this and the auditor that."""
    checked: tuple[CheckedQuestion, ...]
    """In checklist order."""

    def with_outcome(self, wanted: Outcome) -> tuple[CheckedQuestion, ...]:
        """The checked questions with which that happened."""
        return tuple(entry for entry in self.checked if entry.outcome is wanted)


def held_against(own: ScoredAssessment, audited: ScoredAssessment) -> AuditComparison:
    """The firm's own answers and the audit of them."""
    questions = audited.scorecard.questions
    numbers = audited.checklist.numbers()
    return AuditComparison(
        own=own,
        audited=audited,
        extent=extent(questions),
        optimism=optimism(questions),
        areas=optimism_by_area(audited.scorecard),
        table=said_and_judged(questions),
        checked=tuple(
            CheckedQuestion(numbers[item.question.id], item, outcome(item.answer))
            for item in questions
            if item.answer.verdict
        ),
    )
