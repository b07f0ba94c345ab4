"""What is proposed for each gap that nobody has promised to close: who, and until when; and how that becomes a promise.

A proposal is computed and says nothing of what the firm means to do: only a person makes it a promise, with one key in
every way of asking. The days are ``roadmap``'s, so that what is promised is what the report proposes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tenken.core.model import Action, Answer, Assessment
from tenken.core.scoring.gaps import find
from tenken.core.scoring.roadmap import plan, who
from tenken.core.scoring.score import Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Who would close a gap, and until when, as long as nobody has promised a day."""

    person: str | None
    """``None``: the owner, whose name the file does not say."""
    due: date

    def promised_in(self, answer: Answer) -> Answer:
        """The answer with the proposal as its promise; what is promised already stays."""
        action = answer.action or Action()
        promise = Action(owner=action.owner or self.person, due=action.due or self.due, moved=action.moved)
        return answer if promise == answer.action else replace(answer, action=promise)


def proposals(card: Scorecard, assessment: Assessment) -> Mapping[str, Proposal]:
    """The proposal of each question that falls short and has no promised day, by the question's id.

    A question that is not answered yet has the day that its remedy allows: how full the months are is not known before
    there is a gap.
    """
    found = find(card)
    told = {
        step.gap.question.id: Proposal(person=step.person, due=step.due)
        for step in plan((gap for gap in found if gap.status is not None), assessment)
        if not step.promised
    }
    for gap in found:
        question, action = gap.question, gap.question_score.answer.action
        if gap.status is None and not (action and action.due):
            due = assessment.date + timedelta(days=question.remedy.within_days)
            told[question.id] = Proposal(person=who(question, action, assessment.roles), due=due)
    return told
