"""Where the table of a list begins and which column is what: the row of headings, found and read.

What the rows below say is ``rows``' business.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tenken.core.merge.grid import CellKind, CellPosition, Grid, letters
from tenken.core.problem import FileProblems, Problem
from tenken.core.question_list.headings import (
    LONGEST,
    TEXTS,
    WEAK,
    Heading,
    ListField,
    heading_of,
    language_of,
    weakness,
)

FIRST_ROWS = 40
"""In which the headings are looked for."""
MOST_COLUMNS = 256
MOST_HEADINGS = 3
"""Rows of headings, one below the other."""
MOST_NAMED = 12
"""Headings that are named where none is the question's."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column whose heading is known."""

    at: int
    """From 0."""
    written: str
    """Its heading."""
    heading: Heading

    @property
    def field(self) -> ListField:
        """What it says."""
        return self.heading.field

    @property
    def letter(self) -> str:
        """Its name in a spreadsheet."""
        return letters(self.at)


@dataclass(frozen=True, slots=True)
class ListTable:
    """A table with its headings."""

    grid: Grid
    heading_rows: tuple[int, ...]
    """From 0."""
    columns: tuple[Column, ...]
    not_used: tuple[tuple[int, str], ...]
    """Columns with a heading that is not known: place and heading."""
    title: str = ""
    """What stands alone above the headings."""

    @property
    def first_row(self) -> int:
        """Where the questions begin."""
        return self.heading_rows[-1] + 1

    def of(self, field: ListField) -> tuple[Column, ...]:
        """The columns of that field."""
        return tuple(column for column in self.columns if column.field is field)

    def repeats(self, row: int) -> bool:
        """Whether the row is the headings once more, as at the top of each printed page."""
        said = [self.grid.cells.get((row, column.at)) for column in self.columns]
        return all(
            cell is not None and cell.text == column.written for cell, column in zip(said, self.columns, strict=True)
        )


def choose(grids: Sequence[Grid], file: str) -> tuple[ListTable, tuple[str, ...]]:
    """The table of the one sheet that has questions, and the names of the other sheets.

    Raises FileProblems where no sheet has a column of questions, or more than one.
    """
    found = [(grid, _heading_row(grid)) for grid in grids]
    with_questions = [(grid, row) for grid, row in found if row is not None]
    if len(with_questions) > 1:
        names = " / ".join(grid.name for grid, _ in with_questions)
        raise FileProblems([Problem(file=file, what="list-several-sheets", values={"sheets": names})])
    if not with_questions:
        raise FileProblems([_no_question(grids, file)])
    grid, row = with_questions[0]
    return _table(grid, row, file), tuple(other.name for other in grids if other is not grid)


def fitness(grid: Grid) -> int:
    """How many columns are known, to tell the right way of reading a file from the wrong ones."""
    row = _heading_row(grid)
    return 0 if row is None else len(_headings(grid, row))


def _no_question(grids: Sequence[Grid], file: str) -> Problem:
    """No heading is the question's: what stands where headings were looked for."""
    rows = [(_texts(grid, row), grid, row) for grid in grids for row in range(FIRST_ROWS)]
    texts, grid, row = max(rows, key=lambda entry: len(entry[0]), default=({}, None, 0))
    if grid is None or not texts:
        return Problem(file=file, what="list-empty")
    named = list(texts.values())[:MOST_NAMED]
    written = " / ".join(text if len(text) <= LONGEST else f"{text[:LONGEST]}…" for text in named)
    place = grid.address((row, min(texts)))
    return Problem(file=file, what="list-no-question-column", path=(place,), values={"headings": written})


def _texts(grid: Grid, row: int) -> dict[int, str]:
    """What a row says, by column."""
    said = ((column, grid.cells.get((row, column))) for column in range(MOST_COLUMNS))
    return {column: " ".join(cell.text.split()) for column, cell in said if cell and cell.text.strip()}


def _headings(grid: Grid, row: int) -> dict[int, Heading]:
    """The headings of a row that are known, by column; of a field's weak ones only the likeliest counts."""
    texts = _texts(grid, row)
    known = {column: found for column, text in texts.items() if (found := heading_of(text))}
    dropped: set[int] = set()
    for field in WEAK:
        mine = {column: found for column, found in known.items() if found.field is field}
        weak = sorted((weakness(texts[column], field), column) for column, found in mine.items() if found.weak)
        dropped |= {column for _, column in weak[len(weak) == len(mine) :]}
    return {column: found for column, found in known.items() if column not in dropped}


def _asks(headings: dict[int, Heading]) -> bool:
    return any(found.field is ListField.QUESTION for found in headings.values())


def _heading_row(grid: Grid) -> int | None:
    """The row that heads the questions: the one with the most known headings, of equal ones the first."""
    rows = sorted({row for row, _ in grid.cells if row < FIRST_ROWS})
    counted = [(len(found), -row) for row in rows if _asks(found := _headings(grid, row))]
    return -max(counted)[1] if counted else None


def _table(grid: Grid, row: int, file: str) -> ListTable:
    found, rows = _headings(grid, row), [row]
    texts, problems = _texts(grid, row), []
    for below in range(row + 1, row + MOST_HEADINGS):
        second, said = _headings(grid, below), _texts(grid, below)
        if not second or 2 * len(second) < len(said) or _is_data(grid, below, found):
            break
        rows.append(below)
        for column, heading in second.items():
            before = found.get(column)
            if before and before.field is not heading.field:
                values = {"first": grid.address((row, column)), "above": texts[column], "below": said[column]}
                place = grid.address((below, column))
                problems.append(Problem(file=file, what="list-two-headings", path=(place,), values=values))
            elif before is None:
                found[column], texts[column] = heading, said[column]
    columns = [Column(column, texts[column], found[column]) for column in sorted(found)]
    columns = list(_told_apart(_numbered(columns), grid, row, file, problems))
    if problems:
        raise FileProblems(problems)
    not_used = tuple((column, text) for column, text in sorted(texts.items()) if column not in found)
    return ListTable(grid, tuple(rows), tuple(columns), not_used, _title(grid, row))


def _numbered(columns: list[Column]) -> list[Column]:
    """The columns; where none has numbers, references before the questions are those of the questions themselves."""
    if any(column.field in (ListField.NUMBER, ListField.ID) for column in columns):
        return columns
    asked = min(column.at for column in columns if column.field is ListField.QUESTION)
    first = next(
        (column for column in columns if column.heading == Heading(ListField.REFS) and column.at < asked), None
    )
    as_number = replace(first, heading=Heading(ListField.NUMBER)) if first else None
    return [as_number if as_number and column is first else column for column in columns]


def _is_data(grid: Grid, row: int, found: dict[int, Heading]) -> bool:
    """Whether a row below headings says something in the column of the questions that is no heading."""
    at = [column for column, heading in found.items() if heading.field is ListField.QUESTION]
    cells = [cell for column in at if (cell := grid.cells.get((row, column)))]
    return any(cell.kind is not CellKind.TEXT or not heading_of(cell.text) for cell in cells)


def _told_apart(
    columns: Sequence[Column], grid: Grid, row: int, file: str, problems: list[Problem]
) -> Iterator[Column]:
    """The columns, those of one field with the languages that tell them apart; two that say the same are a problem."""
    by_field: dict[tuple[ListField, str | None], list[Column]] = defaultdict(list)
    for column in columns:
        by_field[column.field, column.heading.standard].append(column)
    for (field, standard), same in by_field.items():
        if len(same) == 1 or (field is ListField.REFS and standard is None):
            yield from same
            continue
        spoken = [column.heading.language or language_of(column.written) for column in same]
        if field in TEXTS and len(set(spoken)) == len(same):
            for column, language in zip(same, spoken, strict=True):
                yield replace(column, heading=replace(column.heading, language=language))
            continue
        first, *others = same
        for column in others:
            values = {"first": grid.address((row, first.at)), "name": first.written, "again": column.written}
            place = grid.address((row, column.at))
            problems.append(Problem(file=file, what="list-two-columns", path=(place,), values=values))


def _title(grid: Grid, row: int) -> str:
    """The only text of a row above the headings; of several the first."""
    for above in range(row):
        texts = list(_texts(grid, above).values())
        cell: CellPosition | None = next((at for at in grid.cells if at[0] == above), None)
        if len(texts) == 1 and cell and grid.cells[cell].kind is CellKind.TEXT:
            return texts[0]
    return ""
