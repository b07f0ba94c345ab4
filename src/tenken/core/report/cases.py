"""Real cases as a report cites them: each once, by a number, with the gaps that it speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass

from tenken.core.library import Case, Library
from tenken.core.scoring.roadmap import RoadmapStep


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseUse:
    """A real case and the gaps of this firm that it speaks of."""

    number: int
    """By which the report cites it, from 1."""
    case: Case
    steps: tuple[RoadmapStep, ...]
    """Most urgent first."""


def cases_of(steps: Sequence[RoadmapStep], library: Library) -> tuple[CaseUse, ...]:
    """The cases to which gaps point, in the order in which the gaps first name them."""
    named: dict[str, list[RoadmapStep]] = {}
    for step in steps:
        if step.gap.question.case in library.cases:
            named.setdefault(step.gap.question.case or "", []).append(step)
    return tuple(
        CaseUse(number=number, case=library.cases[key], steps=tuple(found))
        for number, (key, found) in enumerate(named.items(), 1)
    )
