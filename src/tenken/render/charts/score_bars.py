"""Every area's score as a bar, dark as far as evidence in date supports it, and the total below; at most two shades.

The rows of the table beside the drawing have its pitch, so that name, figures and bar stand on one line.
"""

from dataclasses import dataclass

from tenken.core.model import Text
from tenken.core.report.report import Report
from tenken.core.scoring.score import shown
from tenken.templating import ems
from tenken.words import Words

WIDTH = {"ja": 86.0, "en": 77.0}
"""Millimetres that the names leave in each language."""
HEAD = 4.0
"""Millimetres above the first row."""
PITCHES = ((6, 7), (9, 6), (13, 5))
"""Up to so many rows stand so many millimetres apart; more of them as close as the last."""
TWO_LINES = 9
"""Millimetres from row to row where a name takes two lines."""
BAR = 0.55
"""Share of a row that its bar fills."""
LONGEST = {"ja": 20.0, "en": 27.0}
"""Ems of a name on one line, as ``ems`` measures it: Latin letters are narrower than it says, and set smaller."""


@dataclass(frozen=True, slots=True)
class BarRow:
    """One area, or the total (which has no number)."""

    number: int | None
    title: Text | None
    points: int | None
    """As shown; ``None``: not scored."""
    evidenced: int | None


@dataclass(frozen=True, slots=True)
class ScoreBars:
    """The drawing in millimetres, and the rows that stand beside it."""

    rows: tuple[BarRow, ...]
    pitch: int
    width: float
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


def score_bars(report: Report, words: Words) -> ScoreBars:
    """The bars of an assessment that is scored, with names as wide as that language has them."""
    card = report.scorecard
    rows = [
        BarRow(page.number, page.score.area.title, shown(page.score.tally.score), shown(page.score.tally.evidenced))
        for page in report.areas
    ]
    rows.append(BarRow(None, None, shown(card.score), shown(card.evidenced)))
    widest = max(ems(f"{row.number} {words.text(row.title)}") for row in rows[:-1] if row.title) if rows[1:] else 0
    width = WIDTH[words.lang]
    close = next((apart for most, apart in PITCHES if len(rows) <= most), PITCHES[-1][1])
    pitch = close if widest <= LONGEST[words.lang] else TWO_LINES
    bar = min(pitch * BAR, 4)
    height = HEAD + pitch * len(rows)
    least = sorted({0, 100, *(grade.least for grade in report.checklist.grades)})
    tops = [HEAD + pitch * at + (pitch - bar) / 2 for at in range(len(rows))]
    return ScoreBars(
        rows=tuple(rows),
        pitch=pitch,
        width=width,
        height=height,
        grid="".join(f"M{_mm(_x(points, width))} {_mm(HEAD - 0.5)}V{_mm(height)}" for points in least),
        whole="".join(_bar(top, 100, width, bar) for top in tops),
        score="".join(_bar(top, row.points, width, bar) for top, row in zip(tops, rows, strict=True)),
        evidenced="".join(_bar(top, row.evidenced, width, bar) for top, row in zip(tops, rows, strict=True)),
        rule=f"M0 {_mm(height - pitch)}H{_mm(width)}",
        marks=tuple((points, _x(points, width)) for points in least),
    )


def _x(points: int, width: float) -> float:
    return 1 + points * (width - 4) / 100


def _bar(top: float, points: int | None, width: float, bar: float) -> str:
    return f"M{_mm(_x(0, width))} {_mm(top)}H{_mm(_x(points, width))}v{_mm(bar)}H{_mm(_x(0, width))}z" if points else ""


def _mm(value: float) -> str:
    return f"{value:.2f}"
