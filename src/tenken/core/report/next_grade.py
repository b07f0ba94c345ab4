"""What it takes to reach the next better grade: points, critical questions, and the shortest way there."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tenken.core.model import Checklist, Status
from tenken.core.report.plan import Plan
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.core.scoring.score import Scorecard, cap_of, shown


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


def find_next_grade(checklist: Checklist, scorecard: Scorecard, plan: Plan) -> NextGrade | None:
    """The way to the next grade; ``None`` at the best one, in a draft, and where nothing is scored."""
    letters = [grade.letter for grade in checklist.grades]
    if scorecard.draft or scorecard.score is None or scorecard.grade in (None, letters[0]):
        return None
    wanted = checklist.grades[letters.index(scorecard.grade) - 1]

    def bars(step: RoadmapStep, status: Status | None) -> bool:
        cap = cap_of(checklist.gate, status) if step.gap.question.critical else None
        return cap is not None and letters.index(cap) > letters.index(wanted.letter)

    steps = plan.steps
    gate = [step for step in steps if bars(step, step.gap.status)]
    others = sorted((step for step in steps if step not in gate), key=lambda step: -step.points)
    shortest, score = list(gate), scorecard.score + sum((step.points for step in gate), Fraction(0))
    for step in others:
        if score * 100 >= wanted.least:
            break
        shortest.append(step)
        score += step.points
    kept = next((entry for entry in plan.reached if entry.promises_only and entry.letter == wanted.letter), None)
    promised = [step for step in steps if step.promised and (kept is None or step.due <= kept.on)]
    return NextGrade(
        letter=wanted.letter,
        least=wanted.least,
        points=max(0, wanted.least - (shown(scorecard.score) or 0)),
        gate=tuple(sorted(gate, key=lambda step: step.due)),
        gate_status=Status.YES if any(bars(step, Status.PARTIAL) for step in gate) else Status.PARTIAL,
        shortest=tuple(shortest),
        shortest_score=score,
        reached_on=kept.on if kept else None,
        reached_score=kept.score if kept else None,
        promises=len(promised),
    )
