"""How the workbook looks: calm, one deep colour and one warning colour, and yellow where somebody is to write.

Every text goes through ``Page.text`` or ``Page.rich``, so that none becomes a formula, a number or a link, whatever it
starts with.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil
from typing import Any, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tenken.ask.handout import Handout
from tenken.core.merge.answer_fields import AnswerPart, FieldValue
from tenken.core.model import FIRST_DAY, LAST_DAY, Status
from tenken.screen import width
from tenken.words import Language, Words

INK, SOFT, DEEP, WARN, LINE, WASH = "#1C2730", "#5A6772", "#0D4F5C", "#B3342B", "#C9D3D9", "#F1F5F6"
PAPER = "#FFFFFF"
FIELD = "#FFFBEA"
"""Where to write."""
STATUS_COLOURS = {
    Status.YES: ("#DDF0EC", DEEP),
    Status.PARTIAL: ("#FFEFC7", "#6B4700"),
    Status.NO: ("#F9DEDB", "#8E251D"),
    Status.UNKNOWN: ("#E8E4F3", "#473A70"),
    Status.NA: ("#E9EDEF", SOFT),
}
"""Ground and letters; the words stand there as well, so that nothing depends on colour."""
MISSING = "#F9DEDB"
"""Where something has to be written."""
FONTS: dict[Language, str] = {"ja": "BIZ UDPGothic", "en": "Calibri"}
"""The report's own letters, in every Windows since 2018; a program that lacks them takes others."""
SMALL = 9
"""Points, for what explains."""
DAYS: dict[Language, str] = {"ja": "yyyy/m/d", "en": "yyyy-mm-dd"}
A4 = 9
LONGEST_FOOTER = 60
LEADING = 1.25
"""Height of a line by the size of its letters."""
USUAL = 10
PER_CHARACTER = 10.5
"""How many points of half a letter's width a character of column width takes."""
SLACK = 1.06
"""What is lost at the ends of lines."""
HIGHEST = 400
"""Points; Excel allows 409."""
LOCK = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True}
"""What a protected sheet still allows. There is no password: the lock is against slips of the hand."""

Run: TypeAlias = tuple[Mapping[str, Any], str]
"""A stretch of text with its own letters."""


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook, words: Words) -> None:
        """Start without any."""
        self._book = book
        letters = {"font_name": FONTS[words.lang], "font_size": USUAL, "font_color": INK}
        self._usual: dict[str, Any] = {**letters, "valign": "top", "text_wrap": True}
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, **properties: Any) -> Format:
        """The format with these properties beside the usual ones."""
        wanted = {**self._usual, **properties}
        known = tuple(sorted(wanted.items()))
        if known not in self._made:
            self._made[known] = self._book.add_format(wanted)
        return self._made[known]

    def paint(self, **properties: Any) -> Format:
        """What a rule lays over a cell, and nothing else."""
        return self._book.add_format(properties)


class InputPage:
    """One sheet while it is written."""

    def __init__(self, sheet: Worksheet, look: Styles, brief: Handout) -> None:
        """Start with an empty sheet."""
        self.sheet, self.look, self.brief = sheet, look, brief
        self.words = brief.words

    def text(self, row: int, column: int, content: str, **style: Any) -> None:
        """Write a text as a text; what Excel would cut is an error and never written silently."""
        self._text(row, column, content, self.look(**style))

    def _text(self, row: int, column: int, content: str, style: Format) -> None:
        if not content:
            self.sheet.write_blank(row, column, None, style)
        elif self.sheet.write_string(row, column, content, style):
            raise ValueError(column)

    def rich(self, row: int, column: int, runs: Sequence[Run], **style: Any) -> None:
        """Write a text whose stretches look different."""
        told = [(letters, stretch) for letters, stretch in runs if stretch]
        if len(told) < 2:  # noqa: PLR2004 - Excel wants at least two
            letters, content = told[0] if told else ({}, "")
            self.text(row, column, content, **{**style, **letters})
            return
        pieces = [piece for letters, stretch in told for piece in (self.look(**letters), stretch)]
        if self.sheet.write_rich_string(row, column, *pieces, self.look(**style)):
            raise ValueError(column)

    def formula(self, row: int, column: int, formula: str, now: str | float, **style: Any) -> None:
        """Write one of our own formulas, with what it comes to now for programs that do not calculate."""
        self.sheet.write_formula(row, column, f"={formula}", self.look(**style), now)

    def field(self, row: int, column: int, content: str = "", **style: Any) -> None:
        """A cell to write in. Its form is text, so that what somebody types is never a formula."""
        self._text(row, column, content, self._field("@", **style))

    def fill(self, row: int, column: int, value: FieldValue, part: AnswerPart, **style: Any) -> None:
        """A cell to write in, with what was answered so far."""
        if part in (AnswerPart.DATED, AnswerPart.DUE):
            day = self._field(DAYS[self.words.lang], align="center", **style)
            if isinstance(value, date):
                self.sheet.write_datetime(row, column, value, day)
            else:
                self.sheet.write_blank(row, column, None, day)
        elif part is AnswerPart.STATUS:
            self.field(
                row, column, self.words.status(Status(str(value))) if value else "", bold=True, align="center", **style
            )
        else:
            self.field(row, column, str(value or ""), indent=1, **style)

    def _field(self, form: str, **style: Any) -> Format:
        edge = {"border": 1, "border_color": LINE}
        return self.look(**{"bg_color": FIELD, "locked": False, "num_format": form, **edge, **style})

    def choose(self, top: int, last: int, column: int, source: str | list[str], error: str) -> None:
        """A drop-down."""
        told = {"error_title": self.words("sheet.choose_title"), "error_message": error}
        self.sheet.data_validation(top, column, last, column, {"validate": "list", "source": source, **told})

    def days(self, top: int, last: int, column: int) -> None:
        """A warning, no more, where something is no date: reading understands more ways to write one than Excel."""
        years = {"criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY}
        told = {"error_title": self.words("sheet.day_title"), "error_message": self.words("sheet.day_error")}
        rule = {"validate": "date", **years, "error_type": "warning", **told}
        self.sheet.data_validation(top, column, last, column, rule)

    def when(self, area: tuple[int, int, int, int], condition: str, **style: Any) -> None:
        """Let an area (top, left, bottom, right) look otherwise where a condition on its first cell holds."""
        options = {"type": "formula", "criteria": f"={condition}", "format": self.look.paint(**style)}
        self.sheet.conditional_format(*area, options)

    def finish(self, area: tuple[int, int, int, int], *, landscape: bool = False) -> None:
        """Lock it; print the area on A4, as wide as the page, with the firm's name and the page's number below."""
        sheet = self.sheet
        sheet.protect("", LOCK)
        sheet.ignore_errors({"number_stored_as_text": "A1:AZ5000"})
        sheet.hide_gridlines(2)
        sheet.set_paper(A4)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.print_area(*area)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        whose = self.brief.assessment.organisation.name[:LONGEST_FOOTER].replace("&", "&&")
        sheet.set_footer(f"&L&8{self.words('sheet.footer', name=whose)}&R&8&P / &N")

    def spoken(self, sentence: str, **cells: str) -> str:
        """A sentence as a part of a formula that fills in other parts: ``"… "&C5&" …"``."""
        told = self.words(sentence, **{name: f"\0{name}\0" for name in cells})
        parts = enumerate(told.split("\0"))
        return "&".join(cells[part] if at % 2 else quoted(part) for at, part in parts if part)


def height(runs: Sequence[Run], columns: int) -> float:
    """How high, in points, a text stands in a column of that many characters, its Latin words kept whole.

    Programs differ in whether they fit rows to their text when they open a file, so the rows are given a height.
    """
    paragraphs: list[list[tuple[float, int]]] = [[]]
    for letters, stretch in runs:
        first, *rest = (width(part) for part in stretch.split("\n"))
        size = float(letters.get("font_size", USUAL))
        paragraphs[-1].append((size, first))
        paragraphs += [[(size, part)] for part in rest]
    total = 0.0
    for paragraph in paragraphs:
        lines = ceil(SLACK * sum(size * taken for size, taken in paragraph) / (columns * PER_CHARACTER))
        total += max(1, lines) * max(size for size, _ in paragraph) * LEADING
    return total


def quoted(text: str) -> str:
    """A text inside a formula."""
    return '"' + text.replace('"', '""') + '"'
