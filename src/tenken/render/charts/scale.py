"""The scale of page 1: the score between 0 and 100, where it may go, what bars the way, and the bands of the grades.

Geometry alone: millimetres, path data and labels on lines of fixed pitch. What the labels say is the caller's; on which
side they stand so that none covers another is decided here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tenken.core.model import Grade
from tenken.render.charts.paths import Shape, Style, drawn, hatch, line, rect, shape, triangle
from tenken.render.charts.ruler import POINT, Anchor, Mark, Ruler, half_widths, ruler

WIDTH, HEIGHT = 130.0, 13.0
"""Millimetres."""
TOP, BAR = 6.0, 6.0
"""Where the bar begins below the upper edge, and how high it is."""
MARK = 2.3
"""Millimetres around a triangle in which no other label may stand."""
LABEL = 8.3 * POINT / 2
"""Width of a half-width character of the labels, at their largest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The shapes of the scale, and the labels above and below it."""

    shapes: tuple[Shape, ...]
    """A frame; the bar up to the score; an outline from there to where promises lead, in a draft to the best that is
    possible; hatching over what critical questions bar; thresholds, the next grade's heavier; a triangle at last year's
    score, like for like.
    """
    above: Ruler
    below: Ruler


def at(score: Fraction) -> float:
    """Where a score, a fraction of 1, stands."""
    return float(score * WIDTH)


def scale(
    score: Fraction,
    grades: Sequence[Grade],
    *,
    grade: str | None = None,
    cap: str | None = None,
    towards: tuple[Fraction, str] | None = None,
    last: tuple[Fraction, str] | None = None,
) -> Scale:
    """The scale of a score (a fraction of 1) with the bands of those grades, best first.

    ``grade`` is the letter that was reached, ``cap`` the best letter that critical questions leave; ``towards`` is
    where the outline ends and ``last`` last year's score, each with its label.
    """
    letters = [entry.letter for entry in grades]
    barred = grades[letters.index(cap) - 1].least if cap in letters[1:] else None
    wanted = grades[letters.index(grade) - 1].least if grade in letters[1:] else None
    hatch_from = max(barred / 100 * WIDTH, at(score)) if barred is not None else WIDTH
    stands = [entry.least for entry in grades if entry.least > 0]
    return Scale(
        shapes=drawn(
            shape(Style.FRAMED, [rect(0, TOP, WIDTH, BAR)]),
            shape(Style.HATCH, [hatch(hatch_from, TOP, WIDTH - hatch_from, BAR)]),
            shape(Style.PROPOSAL, [rect(at(score), TOP + 1.5, at(towards[0]) - at(score), BAR - 3) if towards else ""]),
            shape(Style.DEEP, [rect(0, TOP, at(score), BAR)]),
            shape(Style.AXIS, [_threshold(least) for least in stands if least != wanted]),
            shape(Style.THRESHOLD, [_threshold(wanted)] if wanted else []),
            shape(Style.MARKER, [triangle(at(last[0]), TOP - 0.4, 1.7, 3)] if last else []),
        ),
        above=ruler(above(towards, last), WIDTH, 8.2),
        below=ruler(below(grades, grade), WIDTH, 9),
    )


def _threshold(least: int) -> str:
    x = least / 100 * WIDTH
    return line(x, TOP - 1, x, TOP + BAR + 1)


def below(grades: Sequence[Grade], grade: str | None) -> list[Mark]:
    """The thresholds, and each letter in the middle of its band, the firm's own in brackets."""
    labels = [Mark(entry.least / 100 * WIDTH, str(entry.least)) for entry in grades if entry.least > 0]
    tops = [100, *(entry.least for entry in grades)]
    bands = [
        Mark((entry.least + top) / 200 * WIDTH, f"[{entry.letter}]" if entry.letter == grade else entry.letter)
        for entry, top in zip(grades, tops, strict=False)
    ]
    return [*labels, *bands]


def above(towards: tuple[Fraction, str] | None, last: tuple[Fraction, str] | None) -> list[Mark]:
    """Last year's label on one side of its triangle, and where it leads as near to its place as that leaves room."""
    if last is None:
        return [Mark(_start(towards), towards[1], Anchor.START)] if towards else []
    x, wide = at(last[0]), _wide(last[1])
    placed: list[tuple[float, list[Mark]]] = []
    for start in (x + MARK, x - MARK - wide):
        if not 0 <= start <= WIDTH - wide:
            continue
        mark = Mark(start, last[1], Anchor.START)
        if towards is None:
            return [mark]
        wish, goal = _start(towards), _wide(towards[1])
        left, right = min(start, x - MARK) - 2 * LABEL - goal, max(start + wide, x + MARK) + 2 * LABEL
        if left >= 0:
            placed.append((abs(min(wish, left) - wish), [mark, Mark(min(wish, left), towards[1], Anchor.START)]))
        if right <= WIDTH - goal:
            placed.append((abs(max(wish, right) - wish), [mark, Mark(max(wish, right), towards[1], Anchor.START)]))
    return min(placed, key=lambda entry: entry[0])[1]


def _start(towards: tuple[Fraction, str]) -> float:
    """Where a label begins that stands in the middle over its place, within the drawing."""
    wide = _wide(towards[1])
    return min(max(at(towards[0]) - wide / 2, 0.0), WIDTH - wide)


def _wide(text: str) -> float:
    return half_widths(text) * LABEL
