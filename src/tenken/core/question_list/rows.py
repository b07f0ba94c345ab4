"""What each row below the headings is: a question with what stands beside it, the heading of an area, or nothing.

What a question's cells mean is ``questions``' business.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from tenken.core.merge.grid import CellKind, CellPosition, GridCell
from tenken.core.problem import Problem, Values
from tenken.core.question_list.headings import TEXTS, Heading, ListField
from tenken.core.question_list.table import ListTable

LONGEST_AREA = 100
"""Characters of the name of an area; what is longer is no heading."""
MOST_QUESTIONS = 1_000
"""Of a list; nobody answers more, and a report of 1,500 pages holds no more."""

CheckText: TypeAlias = Callable[[str], tuple[str, Values] | None]
"""Why a text cannot be kept, as a sentence with its values; ``None`` where it can."""


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in a cell, and where."""

    text: str
    at: CellPosition


@dataclass(slots=True)
class QuestionRow:
    """A row that asks something."""

    at: CellPosition
    """Where the question stands."""
    area: str
    """The heading it stands under; empty where there is none."""
    cells: dict[Heading, list[Said]]

    def said(self, of: ListField) -> list[tuple[Heading, Said]]:
        """What the columns of a field say."""
        return [(heading, said) for heading, told in self.cells.items() if heading.field is of for said in told]


@dataclass(slots=True)
class ReadRows:
    """All rows, and what became of those that ask nothing."""

    rows: list[QuestionRow] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    """How many rows were left out, continued the one above, or held formulas, by the key of the sentence."""
    first: dict[str, str] = field(default_factory=dict)
    """The first place of each."""
    problems: list[Problem] = field(default_factory=list)

    def count(self, what: str, place: str) -> None:
        """Note one more."""
        self.counts[what] += 1
        self.first.setdefault(what, place)


class _Reader:
    """Goes through the rows of one table from top to bottom."""

    def __init__(self, table: ListTable, file: str, check: CheckText) -> None:
        self.table, self.file, self.check = table, file, check
        self.read = ReadRows()
        self.area = self.heading = ""
        self.questions = {column.at for column in table.of(ListField.QUESTION)}
        self.areas = {column.at for column in table.of(ListField.AREA)}
        self.numbers = {column.at for column in table.of(ListField.NUMBER)}
        self.used = {column.at for column in table.columns}
        texts = {column.at for column in table.columns if column.field in TEXTS}
        self.heads = self.areas | {column for column in range(min(self.questions)) if column not in texts}
        self.heads |= self.numbers
        """Columns in which the heading of an area may stand alone."""
        self.across = {first for first, (_, right) in table.grid.merged if right > first[1]}
        """The first cells of blocks that reach over several columns."""
        self.by_row: dict[int, dict[int, GridCell]] = defaultdict(dict)
        for (row, column), cell in table.grid.cells.items():
            if row >= table.first_row:
                self.by_row[row][column] = cell
        self.above = dict(self._merged())

    def _merged(self) -> Iterator[tuple[CellPosition, CellPosition]]:
        """For each cell below the first of a merged block, that first one."""
        last = max(self.by_row, default=-1)
        for (top, left), (bottom, _) in self.table.grid.merged:
            if left in self.used:
                for row in range(max(top + 1, self.table.first_row), min(bottom, last) + 1):
                    yield (row, left), (top, left)

    def place(self, row: int, column: int) -> str:
        return self.table.grid.address((row, column))

    def text(self, row: int, column: int) -> str:
        """What a cell says; what cannot be taken is a problem."""
        cell = self.by_row[row].get(column)
        if cell is None:
            return ""
        text = cell.text
        if cell.kind is CellKind.FORMULA:
            text = self.table.grid.formulas.get((row, column), "")
            if not text:
                self.fault("list-formula", row, column)
                return ""
            self.read.count("formula", self.place(row, column))
        elif cell.kind is CellKind.ERROR:
            self.fault("list-error-cell", row, column)
            return ""
        if (row, column) in self.table.grid.cleared:
            self.read.count("cleared", self.place(row, column))
        if fault := self.check(text):
            self.fault(fault[0], row, column, fault[1])
            return ""
        return text.strip()

    def fault(self, what: str, row: int, column: int, values: Values | None = None) -> None:
        place = self.place(row, column)
        self.read.problems.append(Problem(file=self.file, what=what, path=(place,), values=values or {}))

    def all(self) -> ReadRows:
        """Every row, until there are too many questions."""
        last = max(self.by_row, default=self.table.first_row - 1)
        numbered = self._is_numbered()
        for row in range(self.table.first_row, last + 1):
            self._row(row, numbered=numbered)
        self._leave()
        if not self.read.rows and not self.read.problems:
            at = (self.table.heading_rows[0], min(self.questions))
            self.fault("list-no-questions", *at)
        if (n := len(self.read.rows)) > MOST_QUESTIONS:
            at = self.read.rows[MOST_QUESTIONS].at
            self.read.problems.clear()
            self.fault("list-too-many", *at, {"n": n, "most": MOST_QUESTIONS})
        return self.read

    def _is_numbered(self) -> bool:
        """Whether most rows with a question have a number, so that one without is the heading of an area."""
        asked = [cells for cells in self.by_row.values() if self.questions & set(cells)]
        return 2 * sum(bool(self.numbers & set(cells)) for cells in asked) > len(asked)

    def _row(self, row: int, *, numbered: bool) -> None:
        cells = self.by_row.get(row, {})
        written = [column for column, cell in cells.items() if cell.text.strip() or cell.kind is not CellKind.TEXT]
        place = self.place(row, min(self.questions))
        if not written:
            self.read.count("empty", place)
        elif self.table.repeats(row):
            self.read.count("headings", place)
        elif self._is_heading(row, written, numbered=numbered):
            self._alone(row, written)
        elif self.questions & set(written):
            self._question(row, written, numbered=numbered)
        elif (row, min(self.questions)) in self.above and self.read.rows and self.used & set(written) - self.numbers:
            self._continue(row, written)
        elif set(written) <= self.heads or (len(written) == 1 and (row, written[0]) in self.across):
            self._alone(row, written)
        elif self.used & set(written) - self.numbers:
            self.fault("list-no-question", row, min(self.questions))
        else:
            self.read.count("nothing_known", place)

    def _is_heading(self, row: int, written: list[int], *, numbered: bool) -> bool:
        """Whether the only text of a row stands where the questions do and is the heading of an area all the same."""
        if len(written) > 1 or written[0] not in self.questions or not numbered:
            return False
        text = self.by_row[row][written[0]].text.strip()
        return len(text) <= LONGEST_AREA and not text.endswith(("?", "?", "か。", "か", "。", "."))

    def _alone(self, row: int, written: list[int]) -> None:
        """A row that has only a number, or the heading of an area."""
        texts = {column: self.text(row, column) for column in written}
        names = [text for column, text in texts.items() if column not in self.numbers] or list(texts.values())
        name = names[0]
        if not any(letter.isalpha() for letter in name):
            self.read.count("number_only", self.place(row, written[0]))
        else:
            self._leave()
            self.heading = self.place(row, written[-1])
            self._enter(name, row, written[-1])

    def _leave(self) -> None:
        """Note a heading below which no question stood."""
        if self.heading:
            self.read.count("area_empty", self.heading)
        self.heading = ""

    def _enter(self, name: str, row: int, column: int) -> None:
        name = " ".join(name.split())
        if len(name) > LONGEST_AREA:
            self.fault("list-long-area", row, column, {"length": len(name), "most": LONGEST_AREA})
        self.area = name

    def _cells(self, row: int, written: list[int]) -> dict[Heading, list[Said]]:
        """What the row says in the columns that are known; what was merged with cells above says what they say."""
        found: dict[Heading, list[Said]] = {}
        for column in self.table.columns:
            at = (row, column.at)
            text = self.text(row, column.at) if column.at in written else ""
            if not text and column.at not in self.questions and at in self.above and column.at not in self.areas:
                at = self.above[at]
                text = self.text(*at)
            if text:
                found.setdefault(column.heading, []).append(Said(text, at))
        return found

    def _question(self, row: int, written: list[int], *, numbered: bool) -> None:
        cells = self._cells(row, written)
        entered = [said for heading, told in cells.items() if heading.field is ListField.AREA for said in told]
        if entered:
            self._enter(entered[0].text, *entered[0].at)
        at = (row, min(self.questions & set(written)))
        if numbered and len(written) == 1:
            self.read.count("unnumbered", self.place(*at))
        if any(heading.field is ListField.QUESTION for heading in cells):
            self.heading = ""
            self.read.rows.append(QuestionRow(at, self.area, cells))

    def _continue(self, row: int, written: list[int]) -> None:
        """Add what a row says to the question above, whose cell reaches down to it."""
        before = self.read.rows[-1]
        for column in self.table.columns:
            if (
                column.at in written
                and column.at not in self.numbers | self.areas
                and (text := self.text(row, column.at))
            ):
                before.cells.setdefault(column.heading, []).append(Said(text, (row, column.at)))
        self.read.count("continued", self.place(row, min(self.questions)))


def read_rows(table: ListTable, file: str, check: CheckText) -> ReadRows:
    """Every row of the table, in order."""
    return _Reader(table, file, check).all()


def joined(said: Mapping[str, list[str]]) -> dict[str, str]:
    """Several cells of one text, one below the other, by language."""
    return {language: "\n".join(dict.fromkeys(texts)) for language, texts in said.items()}
