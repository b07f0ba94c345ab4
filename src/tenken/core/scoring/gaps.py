"""What is missing and how much it matters: a Finding for every question that falls short, in order of priority.

When it should be closed is ``roadmap``'s business, and how it reads is the renderers'. The texts of a finding come from
the checklist, never from here.
"""

from dataclasses import dataclass
from fractions import Fraction

from tenken.core.model import Area, Question, Status
from tenken.core.scoring.score import Judged, Scorecard, halves


@dataclass(frozen=True, slots=True)
class Finding:
    """A question that falls short of yes."""

    judged: Judged
    priority: Fraction

    @property
    def area(self) -> Area:
        """The control area it belongs to."""
        return self.judged.area

    @property
    def question(self) -> Question:
        """The question it is about."""
        return self.judged.question

    @property
    def status(self) -> Status | None:
        """What was answered; ``None``: nothing yet."""
        return self.judged.status


def priority(question: Question, status: Status | None) -> Fraction:
    """Weight × shortfall × (2 if critical) ÷ effort, with shortfall 1, or ½ for a partial."""
    shortfall = Fraction(2 - halves(status), 2)
    return question.weight * shortfall * (2 if question.critical else 1) / question.remedy.effort.factor


def find(scorecard: Scorecard) -> tuple[Finding, ...]:
    """Every applicable question that is not a yes, most urgent first; ties stay in checklist order."""
    found = [
        Finding(item, priority(item.question, item.status))
        for item in scorecard.judged
        if item.status not in (Status.YES, Status.NA)
    ]
    return tuple(sorted(found, key=lambda finding: -finding.priority))
