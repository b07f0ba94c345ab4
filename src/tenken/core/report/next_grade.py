"""What it takes to reach the next better grade: points, critical questions, and the shortest way there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tenken.core.model import Checklist, Status
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.core.scoring.score import Scorecard, band, cap_of, capped, find_gate, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class NextGrade:
    """The next better grade and the way to it."""

    letter: str
    least: int
    """The points out of 100 that it begins with."""
    points: int
    """Printed points still missing; 0 where only critical questions bar the way."""
    gate: tuple[RoadmapStep, ...]
    """The critical questions in its way, by date."""
    gate_status: Status
    """What they must become: yes, or partial where that is enough."""
    shortest: tuple[RoadmapStep, ...]
    """The fewest gaps that lead there once they are closed: those in the way, then the weightiest."""
    shortest_score: Fraction
    """The score with those closed, as a fraction of 1."""
    reached_on: date | None
    """The day on which keeping the promises leads there; ``None`` where they alone do not."""
    reached_score: Fraction | None
    """The score of that day."""
    promises: int
    """How many promises are to be kept until then; all of them where they do not lead there."""


def grade_once_closed(checklist: Checklist, scorecard: Scorecard, closed: Collection[str], score: Fraction) -> str:
    """The grade at that score, with the questions of those ids answered yes and all others as they are."""
    rest = [item for item in scorecard.questions if item.question.id not in closed]
    grade = capped(checklist, band(checklist, score), find_gate(checklist, rest)[0])
    assert grade is not None  # there is a score
    return grade


def find_next_grade(
    checklist: Checklist, scorecard: Scorecard, steps: Sequence[RoadmapStep], on: date
) -> NextGrade | None:
    """The way to the next grade; ``None`` at the best one, in a draft, and where nothing is scored."""
    letters = [grade.letter for grade in checklist.grades]
    if scorecard.draft or scorecard.score is None or scorecard.grade in (None, letters[0]):
        return None
    wanted = checklist.grades[letters.index(scorecard.grade) - 1]

    def bars(step: RoadmapStep, status: Status | None) -> bool:
        cap = cap_of(checklist.gate, status) if step.gap.question.critical else None
        return cap is not None and letters.index(cap) > letters.index(wanted.letter)

    gate = [step for step in steps if bars(step, step.gap.status)]
    others = sorted((step for step in steps if step not in gate), key=lambda step: -step.points)
    shortest, score = list(gate), scorecard.score + sum((step.points for step in gate), Fraction(0))
    for step in others:
        if score * 100 >= wanted.least:
            break
        shortest.append(step)
        score += step.points
    reached_on, reached_score, promises = _kept(checklist, scorecard, steps, letters.index(wanted.letter), on)
    return NextGrade(
        letter=wanted.letter,
        least=wanted.least,
        points=max(0, wanted.least - (shown(scorecard.score) or 0)),
        gate=tuple(sorted(gate, key=lambda step: step.due)),
        gate_status=Status.YES if any(bars(step, Status.PARTIAL) for step in gate) else Status.PARTIAL,
        shortest=tuple(shortest),
        shortest_score=score,
        reached_on=reached_on,
        reached_score=reached_score,
        promises=promises,
    )


def _kept(
    checklist: Checklist, scorecard: Scorecard, steps: Sequence[RoadmapStep], wanted: int, on: date
) -> tuple[date | None, Fraction | None, int]:
    """When the promises alone lead to the grade of that position, with which score, and after how many of them."""
    letters = [grade.letter for grade in checklist.grades]
    promises = sorted((step for step in steps if step.promised), key=lambda step: step.due)
    closed: set[str] = set()
    score = scorecard.score or Fraction(0)
    for at, step in enumerate(promises, 1):
        closed.add(step.gap.question.id)
        score += step.points
        if at < len(promises) and promises[at].due == step.due:
            continue
        if letters.index(grade_once_closed(checklist, scorecard, closed, score)) <= wanted:
            return max(step.due, on), score, at
    return None, None, len(promises)
