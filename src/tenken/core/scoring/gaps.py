"""What is missing and how much it matters: a Finding for every question that falls short, in order of priority.

When it should be closed is ``roadmap``'s business, and how it reads is the renderers'. The texts of a finding come from
the checklist, never from here.
"""

from dataclasses import dataclass
from fractions import Fraction

from tenken.core.model import Area, Question, Status
from tenken.core.scoring.score import QuestionScore, Scorecard, halves


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that falls short of yes."""

    question_score: QuestionScore
    priority: Fraction

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


def priority(question: Question, status: Status | None) -> Fraction:
    """Weight × shortfall × (2 if critical) ÷ effort, with shortfall 1, or ½ for a partial."""
    shortfall = Fraction(2 - halves(status), 2)
    return question.weight * shortfall * (2 if question.critical else 1) / question.remedy.effort.factor


def find(scorecard: Scorecard) -> tuple[Gap, ...]:
    """Every applicable question that is not a yes, most urgent first; ties stay in checklist order."""
    found = [
        Gap(item, priority(item.question, item.status))
        for item in scorecard.questions
        if item.status not in (Status.YES, Status.NA)
    ]
    return tuple(sorted(found, key=lambda gap: -gap.priority))
