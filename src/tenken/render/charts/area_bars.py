"""Every area's score as a bar, dark as far as evidence in date supports it, and the total below; at most two shades.

The rows of the table beside the drawing have its pitch, so that name, figures and bar stand on one line.
"""

from dataclasses import dataclass
from fractions import Fraction

from tenken.core.model import Text
from tenken.core.report.report import Report
from tenken.core.scoring.score import shown
from tenken.templating import ems
from tenken.words import Words

WIDTH, HEAD = 88.0, 5.0
"""Millimetres: the drawing's width, and what stands above its first row."""
LINE, TWO_LINES = 7.0, 9.0
"""Millimetres from row to row, where every name takes one line and where one of them takes two."""
LONGEST = 19.0
"""Ems of a name on one line."""


@dataclass(frozen=True, slots=True)
class BarRow:
    """One area, or the total (which has no number)."""

    number: int | None
    title: Text | None
    points: int | None
    """As shown; ``None``: not scored."""
    evidenced: int | None


@dataclass(frozen=True, slots=True)
class AreaBars:
    """The drawing in millimetres, and the rows that stand beside it."""

    rows: tuple[BarRow, ...]
    pitch: float
    height: float
    grid: str
    """Lines at the least points of each grade, and at both ends."""
    whole: str
    score: str
    evidenced: str
    rule: str
    """Above the total."""
    marks: tuple[tuple[int, float], ...]
    """The points written above the drawing, with the distance of each from its left edge."""


def area_bars(report: Report, words: Words) -> AreaBars:
    """The bars of an assessment that is scored, with names as wide as that language has them."""
    card = report.scorecard
    rows = [
        BarRow(page.number, page.score.area.title, shown(page.score.tally.score), shown(page.score.tally.evidenced))
        for page in report.areas
    ]
    rows.append(BarRow(None, None, shown(card.score), shown(card.evidenced)))
    widest = max(ems(f"{row.number} {words.text(row.title)}") for row in rows[:-1] if row.title) if rows[1:] else 0
    pitch = LINE if widest <= LONGEST else TWO_LINES
    height = HEAD + pitch * len(rows)
    least = sorted({0, 100, *(grade.least for grade in report.checklist.grades)})
    tops = [HEAD + pitch * at + (pitch - 4) / 2 for at in range(len(rows))]
    return AreaBars(
        rows=tuple(rows),
        pitch=pitch,
        height=height,
        grid="".join(f"M{_mm(_x(points))} {_mm(HEAD - 1)}V{_mm(height)}" for points in least),
        whole="".join(_bar(top, 100) for top in tops),
        score="".join(_bar(top, row.points) for top, row in zip(tops, rows, strict=True)),
        evidenced="".join(_bar(top, row.evidenced) for top, row in zip(tops, rows, strict=True)),
        rule=f"M0 {_mm(height - pitch)}H{_mm(WIDTH)}",
        marks=tuple((points, _x(points)) for points in least),
    )


def _x(points: int | Fraction) -> float:
    return 1 + float(points) * (WIDTH - 4) / 100


def _bar(top: float, points: int | None) -> str:
    return f"M{_mm(_x(0))} {_mm(top)}H{_mm(_x(points))}v4H{_mm(_x(0))}z" if points else ""


def _mm(value: float) -> str:
    return f"{value:.2f}"
