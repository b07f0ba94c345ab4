"""The score of every year as a line over the bands of the grades, and like for like as a dashed one beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tenken.core.model import Grade
from tenken.core.scoring.score import shown
from tenken.core.years.trend import Trend

WIDTH, LEFT, TOP, HEIGHT = 176.0, 14.0, 4.0, 52.0
"""Millimetres: the drawing, what the letters of the grades take, where 100 points lie, and how far 0 lies below."""


@dataclass(frozen=True, slots=True)
class YearMark:
    """One year's figures, and where they are written."""

    score: int | None
    like: int | None
    x: float
    score_y: float
    """Top of its figure, from the top of the drawing; the same for the next."""
    like_y: float


@dataclass(frozen=True, slots=True)
class Band:
    """A grade, and where its letter is written."""

    letter: str
    y: float


@dataclass(frozen=True, slots=True)
class TrendLine:
    """The drawing in millimetres."""

    width: float
    height: float
    tinted: str
    """Every second band."""
    grid: str
    line: str
    discs: str
    dashed: str
    squares: str
    years: tuple[YearMark, ...]
    bands: tuple[Band, ...]


def trend_line(trend: Trend) -> TrendLine:
    """The lines of the years, oldest first; a year that is not scored breaks them."""
    points = [(shown(point.card.score), shown(point.like_for_like)) for point in trend.points]
    step = min((WIDTH - LEFT - 24) / max(len(points) - 1, 1), 60)
    places = [LEFT + 12 + step * at for at in range(len(points))]
    grades = trend.points[-1].side.checklist.grades
    scores = [(x, score) for x, (score, _) in zip(places, points, strict=True)]
    likes = [(x, like) for x, (_, like) in zip(places, points, strict=True)]
    bands = _bands(grades)
    return TrendLine(
        width=WIDTH,
        height=TOP + HEIGHT + 3,
        tinted="".join(f"M{LEFT:.2f} {top:.2f}H{WIDTH:.2f}V{foot:.2f}H{LEFT:.2f}z" for top, foot in bands[::2]),
        grid="".join(f"M{LEFT:.2f} {foot:.2f}H{WIDTH:.2f}" for _, foot in bands),
        line=_line(scores),
        discs="".join(_disc(x, _y(score)) for x, score in scores if score is not None),
        dashed=_line(likes),
        squares="".join(f"M{x - 1:.2f} {_y(like) - 1:.2f}h2v2h-2z" for x, like in likes if like is not None),
        years=tuple(_mark(x, score, like) for x, (score, like) in zip(places, points, strict=True)),
        bands=tuple(
            Band(grade.letter, (top + foot) / 2 - 2.5) for grade, (top, foot) in zip(grades, bands, strict=True)
        ),
    )


def _bands(grades: Sequence[Grade]) -> list[tuple[float, float]]:
    tops = [100, *(grade.least for grade in grades[:-1])]
    return [(_y(top), _y(grade.least)) for top, grade in zip(tops, grades, strict=True)]


def _mark(x: float, score: int | None, like: int | None) -> YearMark:
    """The larger figure above its point and the smaller one below, unless the score alone is there."""
    above = score is None or like is None or score >= like
    score_y = 0.0 if score is None else _y(score) - 7 if above else _y(score) + 1.6
    like_y = 0.0 if like is None else _y(like) + 1.4 if above else _y(like) - 6
    return YearMark(score, like, x, score_y, like_y)


def _line(points: Sequence[tuple[float, int | None]]) -> str:
    path, begun = "", False
    for x, score in points:
        if score is not None:
            path += f"{'L' if begun else 'M'}{x:.2f} {_y(score):.2f}"
        begun = score is not None
    return path


def _disc(x: float, y: float) -> str:
    return f"M{x - 1.2:.2f} {y:.2f}a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0 -2.4 0z"


def _y(points: int) -> float:
    return TOP + (100 - points) * HEIGHT / 100
