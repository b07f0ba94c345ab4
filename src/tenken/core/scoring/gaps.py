"""What is missing and how much it matters: a Finding for every question that falls short, in order of priority.

When it should be closed is ``roadmap``'s business, and how it reads is the renderers'. The texts of a finding come from
the checklist, never from here.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tenken.core.model import Area, Effort, Question, Status
from tenken.core.scoring.score import QuestionScore, Scorecard, halves

HEAVY = 3
"""Weight × shortfall from which a question that is not critical is of middle importance."""


class Importance(StrEnum):
    """How much a gap matters, whatever it costs to close it."""

    TOP = "top"
    """Critical, and not in place or not known."""
    HIGH = "high"
    """Critical, and partly in place."""
    MIDDLE = "middle"
    """Not critical, and heavy."""
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that falls short of yes."""

    question_score: QuestionScore
    priority: Fraction
    points: Fraction
    """What the total gains once this gap alone is closed, as a fraction of 1; gains of several gaps add up."""

    @property
    def area(self) -> Area:
        """The control area it belongs to."""
        return self.question_score.area

    @property
    def question(self) -> Question:
        """The question it is about."""
        return self.question_score.question

    @property
    def status(self) -> Status | None:
        """What was answered; ``None``: nothing yet."""
        return self.question_score.status

    @property
    def importance(self) -> Importance:
        """How much it matters."""
        return importance(self.question, self.status)

    @property
    def quick(self) -> bool:
        """Whether a few hours close a gap that matters."""
        return self.question.remedy.effort is Effort.HOURS and self.importance is not Importance.LOW


def shortfall(status: Status | None) -> Fraction:
    """How far an answer falls short of yes: 1, or ½ for a partial."""
    return Fraction(2 - halves(status), 2)


def importance(question: Question, status: Status | None) -> Importance:
    """How much a gap matters: by whether it is critical, then by weight × shortfall."""
    if question.critical:
        return Importance.HIGH if status is Status.PARTIAL else Importance.TOP
    return Importance.MIDDLE if question.weight * shortfall(status) >= HEAVY else Importance.LOW


def priority(question: Question, status: Status | None) -> Fraction:
    """Weight × shortfall × (2 if critical) ÷ effort, with shortfall 1, or ½ for a partial."""
    return question.weight * shortfall(status) * (2 if question.critical else 1) / question.remedy.effort.factor


def find(scorecard: Scorecard) -> tuple[Gap, ...]:
    """Every applicable question that is not a yes, most urgent first; ties stay in checklist order."""
    tallies = {entry.area.id: entry.tally for entry in scorecard.areas}
    weights = sum(entry.area.weight for entry in scorecard.areas if entry.tally.weight)

    def points(item: QuestionScore) -> Fraction:
        share = Fraction(item.area.weight, weights) / tallies[item.area.id].weight
        return share * item.question.weight * shortfall(item.status)

    found = [
        Gap(item, priority(item.question, item.status), points(item))
        for item in scorecard.questions
        if item.status not in (Status.YES, Status.NA)
    ]
    return tuple(sorted(found, key=lambda gap: -gap.priority))
