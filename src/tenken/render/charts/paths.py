"""Shapes as SVG paths, in millimetres from the upper left corner of their drawing.

All shapes of one style go into one path: 300 shapes in one take a page 7 ms, one by one 53. What a style looks like is
said in ``templates/report/charts/base.html``, where a brand's colours take the place of ours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

Length: TypeAlias = int | float | Fraction
"""Millimetres."""
Path: TypeAlias = str
"""What stands in the attribute ``d``."""


class Style(StrEnum):
    """How a shape is drawn."""

    DEEP = "deep"
    """Filled in the deep colour; the other fills likewise."""
    MIDDLE = "middle"
    PALE = "pale"
    """The empty part of a bar."""
    TINT = "tint"
    WHITE = "white"
    INK = "ink"
    WARNING = "warning"
    WARNING_TINT = "warning-tint"
    FRAMED = "framed"
    """White with a thin deep frame: a scale, a box."""
    PROPOSAL = "proposal"
    """White with a frame strong enough to stand beside a filled shape."""
    FALL = "fall"
    """Warning tint with a warning frame."""
    MARKER = "marker"
    """White with a frame in ink: last year's triangle."""
    RULE = "rule"
    """A thin grey line; the other lines likewise."""
    RULE_DEEP = "rule-deep"
    AXIS = "axis"
    GREY_LINE = "grey-line"
    CRITICAL = "critical"
    """A heavy frame in ink."""
    THRESHOLD = "threshold"
    """The heaviest line in ink."""
    LINE = "line"
    """A line of a graph, in the deep colour."""
    DASHED = "dashed"
    GAP = "gap"
    """A white line that parts what is filled."""
    HATCH = "hatch"
    HATCH_WARNING = "hatch-warning"
    WARNING_LINE = "warning-line"


@dataclass(frozen=True, slots=True)
class Shape:
    """All shapes of one style in a drawing."""

    style: Style
    path: Path


def shape(style: Style, parts: Iterable[Path]) -> Shape:
    """Several paths as the one of that style."""
    return Shape(style, "".join(parts))


def drawn(*shapes: Shape) -> tuple[Shape, ...]:
    """Those shapes that have anything to draw, in order: the last one lies on top."""
    return tuple(entry for entry in shapes if entry.path)


def rect(left: Length, top: Length, width: Length, height: Length) -> Path:
    """A rectangle; nothing where it has no extent."""
    if width <= 0 or height <= 0:
        return ""
    return f"M{_mm(left)} {_mm(top)}h{_mm(width)}v{_mm(height)}h{_mm(-width)}z"


def line(x1: Length, y1: Length, x2: Length, y2: Length) -> Path:
    """A straight line."""
    return f"M{_mm(x1)} {_mm(y1)}L{_mm(x2)} {_mm(y2)}"


def polyline(points: Sequence[tuple[Length, Length]]) -> Path:
    """A line through those points; nothing for fewer than two."""
    if len(points) < 2:  # noqa: PLR2004 - one point is no line
        return ""
    return "M" + "L".join(f"{_mm(x)} {_mm(y)}" for x, y in points)


def polygon(points: Sequence[tuple[Length, Length]]) -> Path:
    """A closed line through those points."""
    return f"{way}z" if (way := polyline(points)) else ""


def steps(points: Sequence[tuple[Length, Length]]) -> Path:
    """A line that keeps its height until the next point, as a score does between two dates."""
    if len(points) < 2:  # noqa: PLR2004 - nor does it make a step
        return ""
    first, *rest = points
    return f"M{_mm(first[0])} {_mm(first[1])}" + "".join(f"H{_mm(x)}V{_mm(y)}" for x, y in rest)


def diamond(x: Length, y: Length, half: Length) -> Path:
    """A square on its tip, around its centre."""
    return polygon([(x - half, y), (x, y - half), (x + half, y), (x, y + half)])


def square(x: Length, y: Length, half: Length) -> Path:
    """A square around its centre."""
    return rect(x - half, y - half, 2 * half, 2 * half)


def triangle(x: Length, tip: Length, half: Length, height: Length) -> Path:
    """A triangle that stands on its tip, as last year's mark; with a negative height it points upwards."""
    return polygon([(x, tip), (x - half, tip - height), (x + half, tip - height)])


def circle(x: Length, y: Length, radius: Length) -> Path:
    """A circle around its centre."""
    bow = f"a{_mm(radius)} {_mm(radius)} 0 1 0"
    return f"M{_mm(x - radius)} {_mm(y)}{bow} {_mm(2 * radius)} 0{bow} {_mm(-2 * radius)} 0z"


def strike(x: Length, y: Length, half: Length) -> Path:
    """A stroke from lower left to upper right through a centre: what it crosses out is no more."""
    return line(x - half, y + half, x + half, y - half)


def hatch(left: Length, top: Length, width: Length, height: Length, every: Length = 1.5) -> Path:
    """Lines that rise to the right and fill a rectangle, ending at its edges."""
    if width <= 0 or height <= 0:
        return ""
    low, right = top + height, left + width
    parts, start = [], left - height + every
    while start < right:
        x1, x2 = max(start, left), min(start + height, right)
        parts.append(line(x1, low - (x1 - start), x2, low - (x2 - start)))
        start += every
    return "".join(parts)


def _mm(value: Length) -> str:
    """Two decimals are a hundredth of a millimetre; a zero has no sign."""
    told = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return "0" if told == "-0" else told
