"""A workbook in which text of others stays text: cells, looks, print set-up, and the same bytes each time.

Knows XlsxWriter and nothing of what is told; which sheets and columns there are is ``as_xlsx``'s business. Nothing here
guesses what a text means: a formula, a link or a number exists only where our own code wrote one. What Excel cannot
hold is shortened with a mark, never silently.
"""

import io
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any, TypeAlias, assert_never

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tenken.render.cells import DANGEROUS
from tenken.screen import wrap
from tenken.words import Words

LONGEST = 32_767
"""UTF-16 units that a cell holds; XlsxWriter would cut what is longer without a word."""
MOST_LINES = 253
"""Line feeds that Excel promises to show in a cell."""
LONGEST_NAME = 80
"""Characters of a name in a head; a page's holds 255 units in all, and each & counts twice there."""
A4 = 9
LINE_HEIGHT, HIGHEST = 17, 409
"""Points of a line in a cell, and of the highest row there can be."""

_UNSPEAKABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters, half characters, and what XML has no place for; ``sanitize`` lets hardly any of them in."""

CellStyle: TypeAlias = Mapping[str, object]
"""Properties of a cell format, by XlsxWriter's names."""
CellValue: TypeAlias = str | int | Fraction | date | None

DEEP, WARNING, QUIET, LINE, PALE = "#0d4f5c", "#b3342b", "#5a6772", "#c3ced4", "#e9f0f1"
"""The report's own colours."""

LOOKS: dict[str, CellStyle] = {
    "fact": {"valign": "vcenter", "text_wrap": True, "bottom": 1, "bottom_color": LINE},
    "cell": {"valign": "top", "text_wrap": True, "border": 1, "border_color": LINE},
    "head": {
        "bold": True,
        "font_color": "#ffffff",
        "bg_color": DEEP,
        "border": 1,
        "border_color": LINE,
        "text_wrap": True,
        "valign": "vcenter",
    },
    "input_head": {"font_color": DEEP, "bg_color": "#fff4cf"},
    "input": {"bg_color": "#fffbee"},
    "title": {"font_size": 14, "bold": True, "font_color": DEEP, "valign": "vcenter"},
    "name": {"font_size": 18, "bold": True, "text_wrap": True, "valign": "vcenter"},
    "section": {
        "font_size": 11,
        "bold": True,
        "font_color": DEEP,
        "bottom": 1,
        "bottom_color": DEEP,
        "valign": "bottom",
    },
    "figure": {"font_size": 14, "bold": True, "align": "center", "valign": "vcenter"},
    "grade": {"font_size": 26, "font_color": DEEP},
    "middle": {"valign": "vcenter"},
    "quiet": {"font_size": 9, "font_color": QUIET, "valign": "top"},
    "small": {"font_size": 9, "font_color": QUIET, "text_wrap": True},
    "strong": {"bold": True},
    "warn": {"bold": True, "font_color": WARNING},
    "center": {"align": "center"},
    "target": {"italic": True},
    "literal": {"num_format": "@"},
    "hundredths": {"num_format": "0.00"},
    # Dark where it is worst, so that grey paper tells the same; the word itself is always there.
    "status_yes": {"bg_color": "#e6f2ee"},
    "status_partial": {"bg_color": "#f5d88f"},
    "status_unknown": {"bg_color": "#c0b8cf", "bold": True},
    "status_no": {"bg_color": "#dc8f86", "bold": True},
    "status_na": {"font_color": QUIET, "italic": True},
    "status_unanswered": {"font_color": WARNING, "bold": True},
}
"""The looks of a cell by name; several are laid on top of each other."""


class GrowingSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet whose rows have a height to begin with, and still grow when somebody writes more into them."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        if tag == "row":  # marked as custom, a height would stay for good
            attributes = [(name, value) for name, value in attributes if name != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


class Book:
    """A workbook in the making."""

    def __init__(self, words: Words, properties: Mapping[str, str], created: date) -> None:
        """Start one; ``created`` stands in the file as the day on which it was made."""
        self._stream = io.BytesIO()
        self._font = words("workbook.font")
        options = {
            "in_memory": True,  # also what gives every part the same time stamp
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            # The scheme would put a theme's font before the named one; 128 makes Excel look for a Japanese substitute.
            "default_format_properties": {
                "font_name": self._font,
                "font_size": 10,
                "font_scheme": "none",
                "font_family": 3,
                "font_charset": 128,
            },
        }
        self._book = Workbook(self._stream, options)
        described = {key: one_line(text) for key, text in properties.items()}
        self._book.set_properties({**described, "created": datetime.combine(created, time())})
        self._formats: dict[tuple[str, ...], Any] = {}
        self._looks = {**LOOKS, "day": {"num_format": words("workbook.date")}, "quoted": {"quote_prefix": True}}
        self._cut = words("workbook.cut")

    def sheet(self, name: str) -> "Sheet":
        """A new sheet after the others."""
        return Sheet(self, self._book.add_worksheet(name, GrowingSheet), name)

    def look(self, *names: str) -> Any:
        """The format of those looks, the later ones on top."""
        if names not in self._formats:
            properties: dict[str, object] = {}
            for name in names:
                properties |= self._looks[name]
            self._formats[names] = self._book.add_format(properties)
        return self._formats[names]

    def rule(self, properties: CellStyle) -> Any:
        """A format for a rule that colours cells by what stands in them."""
        return self._book.add_format(properties)

    def fitted(self, text: str) -> str:
        """The text as a cell can hold it: nothing unspeakable, and with a mark where something had to go."""
        spoken = _UNSPEAKABLE.sub(lambda found: f"\\u{{{ord(found.group()):x}}}", text)
        *lines, last = spoken.split("\n", MOST_LINES)
        spoken = "\n".join([*lines, last.replace("\n", " ")])
        units = spoken.encode("utf-16-le")
        if len(units) <= 2 * LONGEST:
            return spoken
        room = 2 * LONGEST - len(self._cut.encode("utf-16-le"))
        return units[:room].decode("utf-16-le", errors="ignore") + self._cut

    def margin(self, left: str, right: str) -> str:
        """A page's head or foot; & is a command there, and a digit after a size would be taken for part of it."""
        style = f'&8&"{self._font},Regular"'
        return f"&L{style}{left}&R{style}{right}"

    def content(self) -> bytes:
        """The finished file."""
        self._book.close()
        return self._stream.getvalue()


class Sheet:
    """One sheet of a workbook; rows and columns count from 0."""

    def __init__(self, book: Book, sheet: Any, name: str) -> None:
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


def one_line(text: str, longest: int = 250) -> str:
    """The text on one line, shortened with … where it is longer."""
    line = " ".join(_UNSPEAKABLE.sub(" ", text).split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def lines(text: str, columns: int) -> int:
    """How many lines a text takes in a cell of that width; a Japanese character takes a little less than two digits."""
    seen = columns * (HIGHEST // LINE_HEIGHT)  # what comes after that is below the highest row
    return wrap(text[:seen], columns).count("\n") + 1


def capital(head: str) -> str:
    """A head as it begins a column."""
    return head[:1].upper() + head[1:]


def in_margin(text: str, longest: int = LONGEST_NAME) -> str:
    """A text of others as a page's head or foot may hold it."""
    return one_line(text, longest).replace("&", "&&")


def quoted(text: str) -> str:
    """A text inside a formula."""
    return '"' + text.replace('"', '""') + '"'
