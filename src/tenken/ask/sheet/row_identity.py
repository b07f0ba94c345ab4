"""Which question a row of a returned page is about, by what people see of it: the printed number and the question.

The hidden id alone would stay where it was while a part of the row's columns is sorted, cut or pasted, and the answers
would go to other questions. Where what is seen and what is hidden contradict each other, the row is refused. The
columns that are seen are found by what stands in them, so that sheets of every age are held to the same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from tenken.ask.sheet.cell_parsing import UnclearError, value_of
from tenken.ask.sheet.layout import CARRIED, FIRST, ID, NO_ID, NUMBER, PARTS, PIECE_OF, PROMISE, PROPOSED, folded
from tenken.core.merge.answer_fields import PIECE, AnswerField, AnswerPart, FieldValues
from tenken.core.merge.grid import CellKind, CellPosition, Grid, GridCell
from tenken.core.model import Checklist
from tenken.core.problem import Values
from tenken.words import LANGUAGES, Words

NEW = "+"
"""Begins the name of a piece of evidence that was not handed out."""
BOTH = 2
"""The number and the question."""
_DASH = re.compile("[\u2010-\u2015\u2212ー]")

Refusals: TypeAlias = list[tuple[str, str, Values]]
"""Cell, sentence, and what it fills in."""
_Heads: TypeAlias = Mapping[str, CellPosition]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a page: which question it is, and the cells of its parts."""

    grid: Grid
    number: int
    question_id: str
    piece: str
    """Which piece its evidence is."""
    columns: Mapping[int, AnswerPart]
    marks: Mapping[str, int]
    """The columns of last year's answer, of the promise and of what is proposed, by their keys."""

    def spots(self) -> Iterator[tuple[AnswerField, CellPosition]]:
        """Every field of which the row says something, and its place."""
        for column, part in self.columns.items():
            yield AnswerField(part, self.piece if part in PIECE else ""), (self.number, column)

    def says(self, base: FieldValues) -> bool:
        """Whether its evidence is what was handed out."""
        try:
            return all(
                value_of(field.part, self.grid.cells.get(at)) == base.get(field)
                for field, at in self.spots()
                if field.piece
            )
        except UnclearError:
            return False


@dataclass(frozen=True)
class SeenIdentity:
    """What people tell the questions of an edition by."""

    checklist: Checklist

    @cached_property
    def known(self) -> frozenset[str]:
        """The ids of the questions."""
        return frozenset(question.id for _, question in self.checklist.questions)

    @cached_property
    def _numbers(self) -> Mapping[str, str]:
        return self.checklist.numbers()

    @cached_property
    def _printed(self) -> Mapping[str, str]:
        return {number: question_id for question_id, number in self._numbers.items()}

    @cached_property
    def _asked(self) -> Mapping[str, frozenset[str]]:
        """The questions of a wording or a short name, in either language."""
        asked: dict[str, set[str]] = {}
        for lang in LANGUAGES:
            for _, question in self.checklist.questions:
                for text in (question.text, question.name):
                    asked.setdefault(_first_line(Words(lang).text(text)), set()).add(question.id)
        asked.pop("", None)
        return {text: frozenset(ids) for text, ids in asked.items()}

    def numbered(self, cell: GridCell | None) -> frozenset[str]:
        """The question of a printed number, or of an id; none where it is neither."""
        written = _DASH.sub("-", folded(cell.text if cell else ""))
        found = written if written in self.known else self._printed.get(written)
        return frozenset() if found is None else frozenset({found})

    def worded(self, cell: GridCell | None) -> frozenset[str]:
        """The questions whose wording or name begins the cell; none where somebody worded it anew."""
        return self._asked.get(_first_line(cell.text), frozenset()) if cell else frozenset()

    def label(self, question_id: str) -> str:
        """The printed number of a question; the id of one that the edition lacks."""
        return self._numbers.get(question_id, question_id)


@dataclass(frozen=True, slots=True)
class _SeenColumns:
    """Where a page shows the number and the question; ``None`` where the column is gone."""

    number: int | None
    question: int | None

    def of(self, row: int, grid: Grid) -> list[GridCell | None]:
        return [None if column is None else grid.cells.get((row, column)) for column in (self.number, self.question)]


def rows(
    grid: Grid, heads: _Heads, seen: SeenIdentity, base: Mapping[str, FieldValues], refused: Refusals
) -> list[Row]:
    """The rows of a page that say something of a question; what belongs to none, or to two, is refused."""
    found = list(_rows(grid, heads, seen, refused))
    return _each_piece_once(found, base) if PIECE_OF in heads else found


def _rows(grid: Grid, heads: _Heads, seen: SeenIdentity, refused: Refusals) -> Iterator[Row]:
    top, ids = heads[ID]
    columns = {column: PARTS[head] for head, (_, column) in heads.items() if head in PARTS}
    marks = {head: column for head, (_, column) in heads.items() if head in (CARRIED, PROMISE, *PROPOSED.values())}
    further = NUMBER in heads
    shown = _seen_columns(grid, heads, seen)
    for row in sorted({row for row, _ in grid.cells if row > top}):
        filled = [column for column in columns if (row, column) in grid.cells]
        hidden = _text(grid.cells.get((row, ids))).strip()
        if hidden == NO_ID:
            continue
        number, question = shown.of(row, grid)
        readings = [named for named in (seen.numbered(number), seen.worded(question)) if named]
        place = grid.address((row, filled[0] if filled else ids))
        if _bare(shown, number, question) and not filled and hidden:
            continue  # its cells went elsewhere: this is no row in which somebody emptied an answer
        # Further evidence is named by its number alone; a row pasted beside the list by number and question.
        question_id = hidden if hidden or len(readings) < (1 if further else BOTH) else _one(readings)
        if question_id not in seen.known:
            if filled or hidden:
                refused.append((place, "sheet-no-number" if further else "sheet-no-question", {}))
            continue
        if any(question_id not in named for named in readings) or (_bare(shown, number, question) and hidden):
            values = {"seen": _seen(seen, readings, number), "hidden": seen.label(question_id)}
            refused.append((place, "sheet-mixed-row", values))
            yield Row(grid, row, question_id, FIRST, {}, {})
            continue
        yield Row(grid, row, question_id, _piece(grid, heads, row) if further else FIRST, columns, marks)


def _bare(shown: _SeenColumns, number: GridCell | None, question: GridCell | None) -> bool:
    """Whether nothing is seen of the question although the page has a place for it."""
    return shown != _SeenColumns(None, None) and number is None and question is None


def _one(readings: Sequence[frozenset[str]]) -> str:
    """The only question that everything seen agrees on; empty where there is none."""
    common = frozenset.intersection(*readings) if readings else frozenset()
    return next(iter(common)) if len(common) == 1 else ""


def _seen(seen: SeenIdentity, readings: Sequence[frozenset[str]], number: GridCell | None) -> str:
    """What the row shows, as printed numbers."""
    told = dict.fromkeys(seen.label(question_id) for ids in readings for question_id in sorted(ids))
    return " / ".join(told) or _text(number)[:40] or "–"


def _piece(grid: Grid, heads: _Heads, row: int) -> str:
    named = grid.cells.get((row, heads[PIECE_OF][1])) if PIECE_OF in heads else None
    return _text(named).strip() or _new_piece(grid, row)


def _new_piece(grid: Grid, row: int) -> str:
    return f"{NEW}{grid.name}{row + 1}"


def _each_piece_once(found: Sequence[Row], base: Mapping[str, FieldValues]) -> list[Row]:
    """A copied row of evidence is a further piece, not a change of the one it was copied from; a mere copy is none."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in found:
        groups.setdefault((row.question_id, row.piece), []).append(row)
    kept: list[Row] = []
    for (question_id, _), group in groups.items():
        handed_out = base.get(question_id, {})
        first = next((row for row in group if row.columns and row.says(handed_out)), group[0])
        copies = [row for row in group if row is not first and row.columns and not row.says(handed_out)]
        kept += [first, *(replace(row, piece=_new_piece(row.grid, row.number)) for row in copies)]
    return sorted(kept, key=lambda row: row.number)


def _seen_columns(grid: Grid, heads: _Heads, seen: SeenIdentity) -> _SeenColumns:
    """The columns in which most of the numbers and most of the questions stand."""
    top = heads[ID][0]
    taken = {column for _, column in heads.values()}
    numbers: dict[int, int] = {}
    questions: dict[int, int] = {}
    for (row, column), cell in grid.cells.items():
        if row > top and column not in taken and cell.kind is CellKind.TEXT:
            for counts, ids in ((numbers, seen.numbered(cell)), (questions, seen.worded(cell))):
                if ids:
                    counts[column] = counts.get(column, 0) + 1
    number = heads[NUMBER][1] if NUMBER in heads else _most(numbers)
    return _SeenColumns(number, _most(questions))


def _most(counts: Mapping[int, int]) -> int | None:
    """The column of the highest count, the leftmost of several."""
    return min(counts, key=lambda column: (-counts[column], column), default=None)


def _first_line(text: str) -> str:
    return folded(text.strip().split("\n", 1)[0])


def _text(cell: GridCell | None) -> str:
    return cell.text if cell else ""
