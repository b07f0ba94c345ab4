"""How the workbook looks: calm, one deep colour and one warning colour, and yellow where somebody is to write.

Every text goes through ``Page.text`` or ``Page.rich``, so that none becomes a formula, a number or a link, whatever it
starts with.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tenken.ask.handout import Handout
from tenken.core.merge.answer_fields import AnswerPart, FieldValue
from tenken.core.model import FIRST_DAY, LAST_DAY, Status
from tenken.core.report.brand import INK
from tenken.excel.book import A4, Book, margin
from tenken.excel.row_heights import USUAL, Run
from tenken.excel.safe_cells import in_margin, quoted
from tenken.excel.styles import DEEP, QUIET
from tenken.words import Language

LINE, WASH = "#C9D3D9", "#F1F5F6"
"""Lighter than the report's: the form is worked in, the report looked at."""
FIELD = "#FFFBEA"
"""Where to write."""
STATUS_COLOURS = {
    Status.YES: ("#DDF0EC", DEEP),
    Status.PARTIAL: ("#FFEFC7", "#6B4700"),
    Status.NO: ("#F9DEDB", "#8E251D"),
    Status.UNKNOWN: ("#E8E4F3", "#473A70"),
    Status.NA: ("#E9EDEF", QUIET),
}
"""Ground and letters; the words stand there as well, so that nothing depends on colour."""
MISSING = "#F9DEDB"
"""Where something has to be written."""
FONTS: dict[Language, str] = {"ja": "BIZ UDPGothic", "en": "Calibri"}
"""The report's own letters, in every Windows since 2018; a program that lacks them takes others."""
NARROW: dict[Language, str] = {"ja": "BIZ UDGothic", "en": "Calibri"}
"""Letters whose digits are narrow, for days."""
SMALL = 9.2
"""Points, for what explains: 9 where a program prints at 98 % what would fit as it is."""
LANDSCAPE, PORTRAIT = 1010, 690
"""Pixels across A4 between the margins, less the twentieth by which programs differ: what is no wider is not shrunk."""
SIDE, PADDING, DIGIT = 0.3, 5, 7
"""Inches of the margins at the sides; pixels beside the text of a column, and of a digit in the letters of a width."""
DAYS: dict[Language, str] = {"ja": "yyyy/m/d", "en": "yyyy-mm-dd"}
HIGHEST = 400
"""Points; Excel allows 409."""
MARGIN = 8
"""Points above and below the text of a row, together."""
LOCK = {"autofilter": True, "format_columns": True, "format_rows": True}
"""What a protected sheet still allows. There is no password: the lock is against slips of the hand. Sorting is not
allowed: Excel would sort only unlocked cells, the answers without their questions."""


def pixels(width: int) -> int:
    """How wide a column of so many characters is."""
    return width * DIGIT + PADDING


def characters(wide: int) -> int:
    """The widest column that fits into so many pixels, in characters."""
    return (wide - PADDING) // DIGIT


class InputPage:
    """One sheet while it is written."""

    def __init__(self, book: Book, name: str, handout: Handout) -> None:
        """Start with an empty sheet after the others of the book."""
        self.sheet, self.handout, self.words = book.raw.add_worksheet(name), handout, handout.words
        self._book = book
        letters = {"font_name": FONTS[self.words.lang], "font_size": USUAL, "font_color": INK}
        self._usual = {**letters, "valign": "top", "text_wrap": True}

    def look(self, **properties: Any) -> Any:
        """The format with these properties beside the usual ones."""
        return self._book.format({**self._usual, **properties})

    def text(self, row: int, column: int, content: str, **style: Any) -> None:
        """Write a text as a text; what Excel would cut is an error and never written silently."""
        self._text(row, column, content, self.look(**style))

    def _text(self, row: int, column: int, content: str, style: Any) -> None:
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
            letters = {"font_name": NARROW[self.words.lang], "align": "center"}
            day = self._field(DAYS[self.words.lang], **letters, **style)
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

    def _field(self, form: str, **style: Any) -> Any:
        edge = {"border": 1, "border_color": LINE}
        return self.look(**{"bg_color": FIELD, "locked": False, "num_format": form, **edge, **style})

    def choose(self, top: int, last: int, column: int, source: str | list[str], error: str = "") -> None:
        """A drop-down; with an error nothing else may be typed."""
        told = {"error_title": self.words("sheet.choose_title"), "error_message": error, "show_error": bool(error)}
        self.sheet.data_validation(top, column, last, column, {"validate": "list", "source": source, **told})

    def days(self, top: int, last: int, column: int) -> None:
        """A warning, no more, where something is no date: reading understands more ways to write one than Excel."""
        years = {"criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY}
        told = {"error_title": self.words("sheet.day_title"), "error_message": self.words("sheet.day_error")}
        rule = {"validate": "date", **years, "error_type": "warning", **told}
        self.sheet.data_validation(top, column, last, column, rule)

    def when(self, area: tuple[int, int, int, int], condition: str, **style: Any) -> None:
        """Let an area (top, left, bottom, right) look otherwise where a condition on its first cell holds."""
        options = {"type": "formula", "criteria": f"={condition}", "format": self._book.rule(style)}
        self.sheet.conditional_format(*area, options)

    def finish(self, area: tuple[int, int, int, int], *, landscape: bool = False, footer: str = "sheet.footer") -> None:
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
        sheet.set_margins(left=SIDE, right=SIDE, top=0.4, bottom=0.55)
        whose = self.words(footer, name=in_margin(self.handout.assessment.organisation.name))
        sheet.set_footer(margin(FONTS[self.words.lang], whose, "&P / &N"))

    def spoken(self, sentence: str, **cells: str) -> str:
        """A sentence as a part of a formula that fills in other parts: ``"… "&C5&" …"``."""
        told = self.words(sentence, **{name: f"\0{name}\0" for name in cells})
        parts = enumerate(told.split("\0"))
        return "&".join(cells[part] if at % 2 else quoted(part) for at, part in parts if part)
