"""A sheet of a workbook as it was read: cells at places, each with what kind of thing stood there.

Numbers stay the text that they were, so that nothing here is a float. Who reads workbooks is ``store``'s business, what
the cells mean is ``ask``'s.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


class CellKind(StrEnum):
    """What stood in a cell."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    """Its text is the day in ISO form."""
    OTHER = "other"
    """A time of day or a truth value."""
    FORMULA = "formula"
    ERROR = "error"
    """What Excel shows where a formula failed, e.g. #N/A."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """What stood in one cell; an empty cell is no cell."""

    kind: CellKind
    text: str


CellPosition: TypeAlias = tuple[int, int]
"""Row and column, from 0."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet."""

    name: str
    cells: Mapping[CellPosition, GridCell]
    formulas: Mapping[CellPosition, str] = field(default_factory=dict)
    """What the workbook showed last where a formula stands."""
    merged: tuple[tuple[CellPosition, CellPosition], ...] = ()
    """Cells that were made one: the first and the last of each block. Only the first says something."""
    cleared: frozenset[CellPosition] = frozenset()
    """Where characters were taken away that nobody sees."""

    def address(self, at: CellPosition) -> str:
        """A cell's place as a spreadsheet's reader knows it, e.g. ``Sheet1!E12``."""
        row, column = at
        cell = f"{letters(column)}{row + 1}"
        return f"{self.name}!{cell}" if self.name else cell


def letters(column: int) -> str:
    """The name of a column, A for 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
