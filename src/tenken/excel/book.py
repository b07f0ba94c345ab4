"""A workbook while it is written: the file, its formats, its sheets, print set-up, and the same bytes each time.

Which sheets and columns there are is the business of whoever writes one. Nothing here guesses what a text means: a
formula, a link or a number exists only where our own code wrote one. What Excel cannot hold is shortened with a mark,
never silently.
"""

import io
from collections.abc import Mapping
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any, TypeAlias, assert_never

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tenken.excel.row_heights import HIGHEST, LINE_HEIGHT
from tenken.excel.safe_cells import DANGEROUS, MARGIN_SIZE, fitted, one_line
from tenken.excel.styles import DEEP, LOOKS, CellStyle
from tenken.words import Words

A4 = 9
"""XlsxWriter's number of the paper."""
OPTIONS = {
    "in_memory": True,  # also what gives every part the same time stamp
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

CellValue: TypeAlias = str | int | Fraction | date | None


class GrowingSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet whose rows have a height to begin with, and still grow when somebody writes more into them."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        if tag == "row":  # marked as custom, a height would stay for good
            attributes = [(name, value) for name, value in attributes if name != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


class Book:
    """A workbook in the making; each of its formats is made once."""

    def __init__(self, properties: Mapping[str, str], created: date, letters: CellStyle | None = None) -> None:
        """Start one; ``created`` stands in the file as the day on which it was made, ``letters`` are for every cell."""
        self._stream = io.BytesIO()
        self.raw = Workbook(self._stream, {**OPTIONS, **({"default_format_properties": letters} if letters else {})})
        described = {key: one_line(text) for key, text in properties.items()}
        self.raw.set_properties({**described, "created": datetime.combine(created, time())})
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def format(self, properties: CellStyle) -> Any:
        """The format with these properties."""
        known = tuple(sorted(properties.items()))
        if known not in self._formats:
            self._formats[known] = self.raw.add_format(properties)
        return self._formats[known]

    def rule(self, properties: CellStyle) -> Any:
        """A format that a rule lays over cells, by what stands in them."""
        return self.raw.add_format(properties)

    def content(self) -> bytes:
        """The finished file."""
        self.raw.close()
        return self._stream.getvalue()


class ReportBook(Book):
    """A workbook that tells: its cells have looks by name, and its rows grow with what somebody adds."""

    def __init__(self, words: Words, properties: Mapping[str, str], created: date) -> None:
        """Start one in that language's letters."""
        self._font = words("workbook.font")
        # The scheme would put a theme's font before the named one; 128 makes Excel look for a Japanese substitute.
        substitute = {"font_scheme": "none", "font_family": 3, "font_charset": 128}
        super().__init__(properties, created, {"font_name": self._font, "font_size": 10, **substitute})
        self._looks = {**LOOKS, "day": {"num_format": words("workbook.date")}, "quoted": {"quote_prefix": True}}
        self._cut = words("workbook.cut")

    def sheet(self, name: str) -> "Sheet":
        """A new sheet after the others."""
        return Sheet(self, self.raw.add_worksheet(name, GrowingSheet), name)

    def look(self, *names: str) -> Any:
        """The format of those looks, the later ones on top."""
        properties: dict[str, object] = {}
        for name in names:
            properties |= self._looks[name]
        return self.format(properties)

    def fitted(self, text: str) -> str:
        """The text as a cell can hold it, with a mark where something had to go."""
        return fitted(text, self._cut)

    def margin(self, left: str, right: str) -> str:
        """A page's head or foot in the workbook's letters."""
        return margin(self._font, left, right)


def margin(font: str, left: str, right: str) -> str:
    """A page's head or foot; & is a command there, and a digit after a size would be taken for part of it."""
    style = f'&{MARGIN_SIZE}&"{font},Regular"'
    return f"&L{style}{left}&R{style}{right}"


class Sheet:
    """One sheet of a workbook; rows and columns count from 0."""

    def __init__(self, book: ReportBook, sheet: Any, name: str) -> None:
        """Take over a sheet of XlsxWriter's, which is then set up for A4 landscape."""
        self.name = name
        self.raw = sheet
        self._book = book
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.65, bottom=0.6)
        sheet.fit_to_pages(1, 0)

    def text(self, row: int, column: int, text: str, *looks: str) -> None:
        """A text, whatever it looks like; one that could be taken for a formula stays text when it is edited, too."""
        written = self._book.fitted(text)
        quoted = ("quoted",) if written.startswith(DANGEROUS) else ()
        code = self.raw.write_string(row, column, written, self._book.look(*looks, *quoted))
        assert code == 0, (self.name, row, column, code)

    def put(self, row: int, column: int, cell: CellValue, *looks: str) -> None:
        """A cell by the type of what stands in it, never by how it reads."""
        match cell:
            case None:
                self.raw.write_blank(row, column, None, self._book.look(*looks))
            case str():
                self.text(row, column, cell, *looks)
            case date():
                self.day(row, column, cell, *looks)
            case int() | Fraction():
                self.number(row, column, cell, *looks)
            case _:
                assert_never(cell)

    def number(self, row: int, column: int, value: int | Fraction, *looks: str) -> None:
        """A number; a priority is a whole number of sixteenths, which a cell holds exactly."""
        code = self.raw.write_number(row, column, float(value), self._book.look(*looks))
        assert code == 0, (self.name, row, column, code)

    def day(self, row: int, column: int, day: date, *looks: str) -> None:
        """A day that Excel can sort, filter and reckon with."""
        code = self.raw.write_datetime(row, column, day, self._book.look(*looks, "day"))
        assert code == 0, (self.name, row, column, code)

    def formula(self, row: int, column: int, formula: str, value: str | int, *looks: str) -> None:
        """A formula of our own and what it comes to on the assessment's day, for those who do not reckon."""
        code = self.raw.write_formula(row, column, formula, self._book.look(*looks), value)
        assert code == 0, (self.name, row, column, code)

    def height(self, row: int, lines: int, least: int = 0) -> None:
        """Room for so many lines; not every program finds the height of a row by itself."""
        self.raw.set_row(row, min(HIGHEST, max(least, lines * LINE_HEIGHT + 4)))

    def across(self, row: int, columns: tuple[int, int], text: str, *looks: str) -> None:
        """A text over several columns."""
        self.raw.merge_range(row, columns[0], row, columns[1], "", self._book.look(*looks))
        self.text(row, columns[0], text, *looks)

    def bars(self, first: int, column: int, last: int, most: int) -> None:
        """Bars behind the numbers of a column, from 0 to the most there can be."""
        bar = {
            "type": "data_bar",
            "min_type": "num",
            "max_type": "num",
            "min_value": 0,
            "max_value": most,
            "bar_color": "#9cc3c4",
            "bar_border_color": DEEP,
            "bar_solid": True,
            "data_bar_2010": True,
        }
        code = self.raw.conditional_format(first, column, last, column, bar)
        assert code == 0, (self.name, column, code)

    def rule(self, cells: str, formula: str, properties: CellStyle, *, several: str = "", last: bool = False) -> None:
        """Colour cells for which the formula holds; ``several`` names them where they do not touch."""
        how = {"type": "formula", "criteria": formula, "format": self._book.rule(properties), "stop_if_true": last}
        code = self.raw.conditional_format(cells, {**how, **({"multi_range": several} if several else {})})
        assert code == 0, (self.name, cells, code)
