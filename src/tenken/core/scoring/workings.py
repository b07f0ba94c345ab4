"""How a score was made, as a table that a reader can do again by hand: one row an area, and the sum.

The score itself is ``score``'s business; this only lays out what went into it.
"""

from dataclasses import dataclass
from fractions import Fraction

from tenken.core.model import Area, Checklist
from tenken.core.scoring.score import Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingsRow:
    """One area in the table by which the score can be recomputed; all figures exact."""

    number: int
    area: Area
    earned: Fraction
    """Σ weight · value."""
    weight: int
    """Σ weight."""
    points: Fraction | None
    """The area's score out of 100."""
    product: Fraction | None
    """Area weight × points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreWorkings:
    """How the total was made: product ÷ weights = points."""

    rows: tuple[WorkingsRow, ...]
    weights: int
    product: Fraction
    points: Fraction | None


def worked_out(checklist: Checklist, scorecard: Scorecard) -> ScoreWorkings:
    """How the total of a scorecard was made, area by area."""
    rows = []
    for entry in scorecard.areas:
        share = entry.tally.score
        points = None if share is None else share * 100
        rows.append(
            WorkingsRow(
                number=checklist.areas.index(entry.area) + 1,
                area=entry.area,
                earned=Fraction(entry.tally.earned_halves, 2),
                weight=entry.tally.weight,
                points=points,
                product=None if points is None else points * entry.area.weight,
            )
        )
    return ScoreWorkings(
        rows=tuple(rows),
        weights=sum(row.area.weight for row in rows if row.product is not None),
        product=sum((row.product for row in rows if row.product is not None), Fraction(0)),
        points=None if scorecard.score is None else scorecard.score * 100,
    )
