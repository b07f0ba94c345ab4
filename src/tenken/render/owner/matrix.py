"""The matrix of page 2: the gaps by importance and effort, named as far as the page has room for them.

Which gap stands in which cell is the Report's; here it is worked out how much of each name is set.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tenken.core.report.report import Report
from tenken.core.scoring.gaps import Importance
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.render.owner.fitting import BLANK, on_lines, width
from tenken.render.owner.verdict import symbol
from tenken.words import Words

PAGE_WIDTH = 176.0
"""Millimetres."""
FIRST_COLUMN = 24.0
SIZE = 2.822
"""Millimetres of 8 points, in which the matrix is set."""
LINES = (5.0, 4.3)
"""Heights of a line of the matrix, the roomier first."""
EDGE = 3.2
"""What a row is higher than its lines."""
LEAST_LINES = 3
"""Of a row, for the name of its importance."""
CELL_EDGE = 4.0
"""Millimetres of a cell that its text leaves free, for what the widths are rounded by, too."""


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """A row of the matrix as it is set: an importance with a text for each effort."""

    importance: Importance
    cells: tuple[str, ...]
    quick: bool
    """Whether what takes hours is shaded."""


@dataclass(frozen=True, slots=True)
class FittedMatrix:
    """The matrix as far as the page has room for it."""

    lines: tuple[MatrixLine, ...]
    line_height: float
    height: float
    """Millimetres of its rows."""
    whole: bool = False
    """Whether every label is whole."""
    numbers: bool = False
    """Whether the gaps are named by their numbers only."""


NO_MATRIX = FittedMatrix((), LINES[0], 0.0)


def fit_matrix(report: Report, words: Words, room: float) -> FittedMatrix:
    """The matrix as full as the room allows.

    A label that is too long for one line takes two where there is room, in the most important rows first, and is cut
    off where there is none. Where not even one line for each gap finds room, numbers stand alone.
    """
    across = ((PAGE_WIDTH - FIRST_COLUMN) / len(report.matrix.columns) - CELL_EDGE) / SIZE
    never = () if report.checklist.has_critical else (Importance.TOP, Importance.HIGH)
    rows = [row for row in report.matrix.rows if row.importance not in never]
    items = [[[_item(step, report, words) for step in steps] for steps in row.cells] for row in rows]
    whole = [max(LEAST_LINES, *(sum(_takes(text, across) for text in cell) for cell in row)) for row in items]
    least = [max(LEAST_LINES, *(len(cell) for cell in row)) for row in items]
    edges = EDGE * len(rows)
    for height in LINES:
        most = int((room - edges) / height)
        if sum(whole) <= most or (height == LINES[-1] and sum(least) <= most):
            spare, lines = most - sum(least), []
            for row, cells, full, few in zip(rows, items, whole, least, strict=True):
                tall = min(full, few + spare)
                spare -= tall - few
                texts = tuple("\n".join(_set(cell, across, tall)) for cell in cells)
                lines.append(MatrixLine(row.importance, texts, row.importance is not Importance.LOW))
            full = sum(whole) <= most
            return FittedMatrix(tuple(lines), height, min(sum(whole), most) * height + edges, whole=full)
    height, used, lines = LINES[-1], 0.0, []
    for row in rows:
        if any(row.cells):
            texts = tuple(_numbers(steps, report, words, across) for steps in row.cells)
            lines.append(MatrixLine(row.importance, texts, row.importance is not Importance.LOW))
            used += max(LEAST_LINES, *(text.count("\n") + 1 for text in texts))
    height = next((height for height in LINES if used * height + EDGE * len(lines) <= room), height)
    return FittedMatrix(tuple(lines), height, used * height + EDGE * len(lines), numbers=True)


def _item(step: RoadmapStep, report: Report, words: Words) -> str:
    values = {"symbol": symbol(step.gap.status), "number": _number(step, report)}
    return words("report.glance.item", label=words.text(step.gap.question.name), **values)


def _takes(text: str, across: float) -> int:
    return on_lines(text, across, 2).count("\n") + 1


def _set(cell: Sequence[str], across: float, most: int) -> Iterator[str]:
    """The items of a cell on at most so many lines: the first ones whole, the others cut off."""
    spare = most - len(cell)
    for text in cell:
        lines = 2 if spare > 0 and _takes(text, across) > 1 else 1
        spare -= lines - 1
        yield on_lines(text, across, lines)


def _numbers(steps: Sequence[RoadmapStep], report: Report, words: Words, across: float) -> str:
    """The gaps of a cell by their numbers, as many on a line as it holds."""
    told, line = [], ""
    for step in steps:
        item = words("report.glance.item_number", symbol=symbol(step.gap.status), number=_number(step, report))
        if line and width(line) + 1 + width(item) > across:
            told.append(line)
            line = ""
        line += (BLANK if line else "") + item
    return "\n".join([*told, line] if line else told)


def _number(step: RoadmapStep, report: Report) -> str:
    return report.numbers[step.gap.question.id]
