"""All gaps as one plan: whose they are, how many a month bears, and how the score grows if they are closed in time.

The days come from ``core.scoring.roadmap``; what became of last year's promises comes from ``core.years.promises``, so
that every page counts the same postponements. How the plan is drawn is the renderers' business.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import accumulate, groupby

from tenken.core.model import Checklist
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.core.scoring.score import Scorecard, grade_once_closed
from tenken.core.years.comparison import Comparison
from tenken.core.years.promises import Promise, PromiseOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanGroup:
    """What one person has to do, by date."""

    person: str | None
    """``None``: the owner, whose name is not known."""
    steps: tuple[RoadmapStep, ...]

    @property
    def promised(self) -> int:
        """How many of them are promised."""
        return sum(step.promised for step in self.steps)

    @property
    def overdue(self) -> int:
        """How many of the promises are overdue."""
        return sum(step.overdue for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLoad:
    """How much is due in a month; what is overdue counts in the month of the assessment."""

    month: date
    """Its first day."""
    promised: int
    proposed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePoint:
    """The score, as a fraction of 1, once everything that is due until a day is done."""

    on: date
    promised: Fraction
    """If the promises are kept and nothing else is done."""
    all: Fraction
    """If the proposals are followed, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeReached:
    """The first day on which a better grade is reached."""

    letter: str
    on: date
    score: Fraction
    """On that day, as a fraction of 1."""
    promises_only: bool
    """Whether keeping the promises is enough for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Every gap once, with the counts that the pages tell of it."""

    groups: tuple[PlanGroup, ...]
    """In order of their earliest dates, without what is ``later``."""
    later: tuple[RoadmapStep, ...]
    """Proposals for a day after the next twelve months, by date."""
    months: tuple[MonthLoad, ...]
    """From the month of the assessment to that of the last date in ``groups``, without a gap."""
    track: tuple[ScorePoint, ...]
    """One point for each day on which something is due, and the day of the assessment first; without ``later``."""
    reached: tuple[GradeReached, ...]
    """Every better grade that the promises reach, then every one that all reach together, worst grade first."""
    steps: tuple[RoadmapStep, ...]

    @property
    def promised(self) -> int:
        """How many gaps have a promised date."""
        return sum(step.promised for step in self.steps)

    @property
    def proposed(self) -> int:
        """How many have only a proposed one."""
        return len(self.steps) - self.promised

    @property
    def overdue(self) -> int:
        """How many promises are past on the day of the assessment."""
        return sum(step.overdue for step in self.steps)

    @property
    def put_off(self) -> int:
        """How many promises were put off at least once."""
        return sum(bool(step.moved) for step in self.steps)

    @property
    def put_off_twice(self) -> int:
        """How many of those were put off more than once."""
        return sum(len(step.moved) > 1 for step in self.steps)

    @property
    def dropped(self) -> tuple[RoadmapStep, ...]:
        """The gaps for which something was promised last year and nothing is promised any more."""
        return tuple(step for step in self.steps if step.dropped)


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseCounts:
    """What became of last year's promises, in numbers that add up to ``total``."""

    total: int
    kept: int
    put_off: int
    overdue: int
    dropped: int
    running: int
    unconfirmed: int
    moot: int


def with_history(steps: Iterable[RoadmapStep], comparison: Comparison | None) -> tuple[RoadmapStep, ...]:
    """The steps with the postponements of all years, and with what was promised last year and is promised no more."""
    if comparison is None:
        return tuple(steps)
    found: dict[str, Promise] = {}
    for promise in comparison.promises:
        for change in promise.followed_by:
            found.setdefault(change.question.id, promise)
    told = []
    for step in steps:
        past = found.get(step.gap.question.id)
        if past and step.promised:
            earlier = {*step.moved, *past.moved, *((past.due,) if past.due else ())}
            told.append(replace(step, moved=tuple(sorted(day for day in earlier if day < step.due))))
        elif past and past.outcome is PromiseOutcome.DROPPED:
            told.append(replace(step, dropped=past.due))
        else:
            told.append(step)
    return tuple(told)


def lay_out(checklist: Checklist, scorecard: Scorecard, steps: Sequence[RoadmapStep], on: date) -> Plan:
    """The plan of all steps, which come in order of their priority."""
    by_date = sorted(steps, key=lambda step: step.due)
    soon = [step for step in by_date if not step.later]
    people = dict.fromkeys(step.person for step in soon)
    months = [max(step.due, on).replace(day=1) for step in soon]
    promised = Counter(month for month, step in zip(months, soon, strict=True) if step.promised)
    every = Counter(months)
    calendar = _months(on, max(months, default=on))
    return Plan(
        groups=tuple(
            PlanGroup(person=person, steps=tuple(step for step in soon if step.person == person)) for person in people
        ),
        later=tuple(step for step in by_date if step.later),
        months=tuple(
            MonthLoad(month=month, promised=promised[month], proposed=every[month] - promised[month])
            for month in calendar
        )
        if soon
        else (),
        track=_track(scorecard, soon, on),
        reached=(
            *_reached(checklist, scorecard, [step for step in soon if step.promised], on, promises_only=True),
            *_reached(checklist, scorecard, soon, on, promises_only=False),
        ),
        steps=tuple(steps),
    )


def _months(first: date, last: date) -> list[date]:
    """The first day of every month from that of one day to that of another."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _track(scorecard: Scorecard, soon: Sequence[RoadmapStep], on: date) -> tuple[ScorePoint, ...]:
    if scorecard.score is None:
        return ()
    points = [ScorePoint(on=on, promised=scorecard.score, all=scorecard.score)]
    for day, due in groupby(soon, key=lambda step: max(step.due, on)):
        closed = list(due)
        kept = sum((step.points for step in closed if step.promised), Fraction(0))
        done = sum((step.points for step in closed), Fraction(0))
        points.append(ScorePoint(on=day, promised=points[-1].promised + kept, all=points[-1].all + done))
    return tuple(points)


def _reached(
    checklist: Checklist, scorecard: Scorecard, steps: Sequence[RoadmapStep], on: date, *, promises_only: bool
) -> list[GradeReached]:
    """The first day of each better grade, once the steps are done in order of their dates."""
    if scorecard.score is None or scorecard.grade is None:
        return []
    letters = [grade.letter for grade in checklist.grades]
    best = letters.index(scorecard.grade)
    reached = []
    scores = list(accumulate((step.points for step in steps), initial=scorecard.score))[1:]
    closed: set[str] = set()
    for at, (step, score) in enumerate(zip(steps, scores, strict=True)):
        closed.add(step.gap.question.id)
        if at + 1 < len(steps) and steps[at + 1].due == step.due:
            continue  # the whole day's work counts
        grade = grade_once_closed(checklist, scorecard, closed, score)
        for position in range(best - 1, letters.index(grade) - 1, -1):
            day = max(step.due, on)
            reached.append(GradeReached(letter=letters[position], on=day, score=score, promises_only=promises_only))
        best = min(best, letters.index(grade))
    return reached


def count_promises(comparison: Comparison | None) -> PromiseCounts | None:
    """What became of last year's promises; ``None`` where last year is not known."""
    if comparison is None:
        return None
    outcomes = Counter(promise.outcome for promise in comparison.promises)
    late = sum(promise.days_late > 0 for promise in comparison.promised(PromiseOutcome.SLIPPED))
    return PromiseCounts(
        total=len(comparison.promises),
        kept=outcomes[PromiseOutcome.KEPT],
        put_off=outcomes[PromiseOutcome.SLIPPED] - late,
        overdue=late,
        dropped=outcomes[PromiseOutcome.DROPPED],
        running=outcomes[PromiseOutcome.RUNNING],
        unconfirmed=outcomes[PromiseOutcome.UNCONFIRMED],
        moot=outcomes[PromiseOutcome.MOOT],
    )
