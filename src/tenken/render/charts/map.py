"""The map of page 2: a row for each area, a cell for each question, and the areas' scores as bars.

Geometry alone: millimetres, path data and labels on lines of fixed pitch. The symbols in the cells are text that the
template sets in lines of equal pitch over the drawing. How much of each gap the matrix below can name in the room that
the map leaves is worked out here, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tenken.core.report.at_a_glance import AreaRow, Cell
from tenken.render.charts.paths import Shape, Style, circle, drawn, line, rect, shape, triangle
from tenken.render.charts.ruler import Mark, Ruler, ruler

WIDTH = 176.0
"""Millimetres, as wide as the page's text."""
NAMES = 50.0
"""Room for the areas' names, left of the cells."""
CELLS = 91.0
"""Room for the cells."""
BAR_LEFT, BAR_WIDTH = 144.0, 24.0
"""Where the bars begin, and how long 100 points are."""
HEAD = 7.0
"""Above the first row: the numbers of the columns and of the scale."""
LARGEST, SMALLEST = 7.0, 3.6
"""Sides of a cell, gap included."""
FEW, LOWER = 9, 8.0
"""Lines, the total included, up to which a line may be 10 mm high, and how high it is beyond that at most."""
MOST_ROOM = 114.0
"""Millimetres for all lines, so that the matrix keeps its place on the page."""
NUMBERED = 4.8
"""Side of a cell from which every column has its number; below, every fifth."""
GAP = 0.7
"""Between two cells."""


@dataclass(frozen=True, slots=True)
class CellLine:
    """One line of cells: most areas have one, an area of very many questions has several."""

    row: AreaRow
    first: bool
    """Whether it carries the area's name and its bar."""
    cells: tuple[Cell | None, ...]
    """By column up to the last that was asked; ``None`` where no question was asked."""
    middle: float
    """Millimetres from the top of the drawing to the middle of the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """The paths of the map, by how they are drawn, and where its text stands."""

    height: float
    pitch: float
    """Height of a line."""
    side: float
    """Width of a cell, gap included."""
    lines: tuple[CellLine, ...]
    shapes: tuple[Shape, ...]
    """Frames of the questions, heavy where they are critical, tinted where these fall short; a square in the corner
    where evidence is in date, a dot in the middle where there is no answer; bars, dark as far as evidence goes and
    parted at the grades; a triangle on a stem at last year's score, like for like; a rule above the total.
    """
    columns: Ruler
    """The numbers of the columns and of the scale."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What the bar of an area, or of the total, shows; fractions of 1."""

    score: Fraction
    evidenced: Fraction
    last: Fraction | None


def draw(rows: Sequence[AreaRow], total: Bar | None, notches: Sequence[int], highest: float = 10.0) -> Map:
    """The map of those areas, with the total below them.

    ``notches`` are the least points of the grades, ``highest`` is how high a line may be in millimetres.
    """
    longest = max((cell.column for row in rows for cell in row.cells), default=1)
    columns = min(longest, int(CELLS / SMALLEST))
    count = sum(_lines_of(row, columns) for row in rows) + 1
    pitch = max(4.6, min(highest if count <= FEW else LOWER, MOST_ROOM / count))
    side = min(LARGEST, CELLS / columns, pitch - 0.5)
    lines: list[CellLine] = []
    for row in rows:
        asked = {cell.column: cell for cell in row.cells}
        last = max(asked, default=1)
        for first in range(1, last + 1, columns):
            shown = range(first, min(first + columns, last + 1))
            middle = HEAD + (len(lines) + 0.5) * pitch
            lines.append(CellLine(row, first == 1, tuple(asked.get(column) for column in shown), middle))
    bars = [(entry.middle, bar_of(entry.row)) for entry in lines if entry.first]
    bars.append((HEAD + (len(lines) + 0.5) * pitch, total))
    scored = [(y, bar) for y, bar in bars if bar is not None]
    half = min(1.9, pitch / 4.5)
    inner = side - GAP
    cells = [
        (cell, NAMES + at * side + GAP / 2, entry.middle - inner / 2)
        for entry in lines
        for at, cell in enumerate(entry.cells)
        if cell is not None
    ]
    dot = min(1.0, inner / 5)
    corner = inner - dot - 0.45
    numbered = [at for at in range(1, columns + 1) if side >= NUMBERED or at == 1 or at % 5 == 0]
    below = HEAD + len(lines) * pitch
    parts = [BAR_LEFT + BAR_WIDTH * least / 100 for least in notches if least]
    stood = [(BAR_LEFT + float(bar.last) * BAR_WIDTH, y) for y, bar in scored if bar.last is not None]
    return Map(
        height=below + pitch,
        pitch=pitch,
        side=side,
        lines=tuple(lines),
        shapes=drawn(
            shape(Style.WARNING_TINT, [rect(x, y, inner, inner) for cell, x, y in cells if cell.critical_open]),
            shape(Style.RULE, [rect(x, y, inner, inner) for cell, x, y in cells if not cell.critical]),
            shape(Style.CRITICAL, [rect(x, y, inner, inner) for cell, x, y in cells if cell.critical]),
            shape(
                Style.INK,
                [
                    *(rect(x + corner, y + corner, dot, dot) for cell, x, y in cells if cell.evidenced),
                    *(circle(x + inner / 2, y + inner / 2, dot / 2) for cell, x, y in cells if cell.status is None),
                ],
            ),
            shape(Style.PALE, [_bar(y, half, Fraction(1)) for y, _ in scored]),
            shape(Style.MIDDLE, [_bar(y, half, bar.score) for y, bar in scored]),
            shape(Style.DEEP, [_bar(y, half, bar.evidenced) for y, bar in scored]),
            shape(Style.GAP, [line(x, y - half, x, y + half) for y, _ in scored for x in parts]),
            shape(Style.AXIS, [line(x, y - half, x, y + half) for x, y in stood]),
            shape(Style.MARKER, [triangle(x, y - half, 1.1, 1.8) for x, y in stood]),
            shape(Style.RULE_DEEP, [line(0, below, WIDTH, below)]),
        ),
        columns=ruler(
            [
                *(Mark(NAMES + (at - 0.5) * side, str(at)) for at in numbered),
                *(Mark(BAR_LEFT + BAR_WIDTH * points / 100, str(points)) for points in (0, 50, 100)),
            ],
            WIDTH,
        ),
    )


def _lines_of(row: AreaRow, columns: int) -> int:
    return max(1, -(-max((cell.column for cell in row.cells), default=1) // columns))


def bar_of(row: AreaRow) -> Bar | None:
    """The bar of an area; ``None`` where nothing of it applies."""
    tally = row.page.score.tally
    if tally.score is None or tally.evidenced is None:
        return None
    return Bar(tally.score, tally.evidenced, row.like_last)


def _bar(y: float, half: float, score: Fraction) -> str:
    """A bar as long as that score, around that height."""
    return rect(BAR_LEFT, y - half, float(score) * BAR_WIDTH, 2 * half)
