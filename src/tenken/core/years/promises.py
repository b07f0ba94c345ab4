"""What became of last year's promises: kept, slipped, dropped, still running, or not to be told yet.

A promise is an action (owner, date) on a question that fell short last year. It is followed along the lineage: a
promise on a question that was split is kept when all of its parts are in place. Dates are local days; nothing here
knows today.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tenken.core.model import Action, Question, Status
from tenken.core.scoring.score import QuestionScore, ScoredAssessment
from tenken.core.years.changes import QuestionChange


class PromiseOutcome(StrEnum):
    """What became of a promise."""

    KEPT = "kept"
    """The gap is closed."""
    SLIPPED = "slipped"
    """The gap is open, and the date was put off or has passed."""
    DROPPED = "dropped"
    """The gap is open, and nobody, or no date, is promised any more."""
    RUNNING = "running"
    """The gap is open, and the promised date is still to come."""
    UNCONFIRMED = "unconfirmed"
    """The answer of this year is not confirmed yet."""
    MOOT = "moot"
    """The question is retired, not applicable or not asked any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One promise of last year and what became of it."""

    question: Question
    """As it was asked last year."""
    number: str
    """Its printed number then."""
    followed_by: tuple[QuestionChange, ...]
    """The questions of this year that it lives on in."""
    owner: str | None
    due: date | None
    """The date as it was promised last year."""
    outcome: PromiseOutcome
    now_due: date | None = None
    """The date as it is promised now, where the gap is open."""
    first_due: date | None = None
    """The date that was promised at the very first."""
    moved: tuple[date, ...] = ()
    """The dates from which it was put off, in all years together, oldest first."""
    days_late: int = 0
    """Days by which the date now promised lies before this year's assessment; 0 if it does not."""
    shown_on: date | None = None
    """Where the gap is closed: the day of the evidence that shows it, where there is any since last year."""

    @property
    def times(self) -> int:
        """How often the date was put off, in all years together."""
        return len(self.moved)

    @property
    def in_time(self) -> bool:
        """Whether evidence shows a kept promise to be kept by its date; later evidence shows neither yes nor no."""
        return self.shown_on is not None and self.due is not None and self.shown_on <= self.due


def find_promises(
    last: ScoredAssessment, this: ScoredAssessment, changes: Sequence[QuestionChange]
) -> tuple[Promise, ...]:
    """Every promise that last year's assessment held on a gap, in order of its date."""
    followers: dict[str, list[QuestionChange]] = {}
    for change in changes:
        if change.this.asked:
            for origin in change.origins:
                followers.setdefault(origin.id, []).append(change)
    numbers = last.checklist.numbers()
    found = []
    for item in last.scorecard.questions:
        action = item.answer.action
        if action is not None and item.status not in (Status.YES, Status.NA):
            followed_by = tuple(followers.get(item.question.id, ()))
            number = numbers[item.question.id]
            found.append(_promise(item, action, followed_by, number=number, last=last, this=this))
    return tuple(sorted(found, key=lambda promise: promise.due or date.max))


def _promise(
    item: QuestionScore,
    action: Action,
    followed_by: tuple[QuestionChange, ...],
    *,
    number: str,
    last: ScoredAssessment,
    this: ScoredAssessment,
) -> Promise:
    applicable = [change for change in followed_by if change.this.counts]
    answered = [change for change in applicable if change.this.status is not None]
    open_gaps = [change for change in answered if change.this.gap]
    actions = [found for change in open_gaps if (found := this.questions[change.question.id].answer.action)]
    now = max(actions, key=lambda found: found.due or date.min, default=None)
    now_due = now.due if now else None
    late = (this.assessment.date - now_due).days if now_due and now_due < this.assessment.date else 0
    earlier = {*action.moved, *(now.moved if now else ()), *((action.due,) if action.due else ())}
    moved = tuple(sorted(day for day in earlier if now_due is None or day < now_due))
    put_off = bool(now_due and action.due and now_due > action.due)
    taken_back = now is None or (action.due is not None and now_due is None)
    if not applicable:
        outcome = PromiseOutcome.MOOT
    elif open_gaps:
        outcome = (
            PromiseOutcome.DROPPED
            if taken_back
            else PromiseOutcome.SLIPPED
            if put_off or late
            else PromiseOutcome.RUNNING
        )
    else:
        outcome = PromiseOutcome.UNCONFIRMED if len(answered) < len(applicable) else PromiseOutcome.KEPT
    return Promise(
        question=item.question,
        number=number,
        followed_by=followed_by,
        owner=action.owner,
        due=action.due,
        outcome=outcome,
        now_due=now_due,
        first_due=min((*moved, action.due) if action.due else moved, default=None),
        moved=moved if now_due else action.moved,
        days_late=late,
        shown_on=_shown_on(answered, last, this) if outcome is PromiseOutcome.KEPT else None,
    )


def _shown_on(closed: Sequence[QuestionChange], last: ScoredAssessment, this: ScoredAssessment) -> date | None:
    """The day by which evidence newer than last year's assessment shows all of the questions."""
    days = []
    for change in closed:
        evidence = this.questions[change.question.id].answer.evidence
        dated = [piece.dated for piece in evidence if piece.dated]
        since = [day for day in dated if last.assessment.date < day <= this.assessment.date]
        if not since:
            return None
        days.append(min(since))
    return max(days, default=None)
