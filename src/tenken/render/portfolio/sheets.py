"""A list about many firms as a workbook of one sheet, and as CSV; what stands in it is its module's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tenken.excel.book import CellValue, ReportBook
from tenken.excel.safe_cells import capital, comma_separated
from tenken.screen import width
from tenken.words import Words


@dataclass(frozen=True, slots=True)
class ListHead:
    """What stands around the rows of a list."""

    title: str
    """At the foot of its pages, and in the file's properties."""
    tab: str
    """The name of the sheet."""
    columns: Sequence[tuple[str, int]]
    """The head of each column, and its width in characters."""


def one_sheet(around: ListHead, rows: Iterable[Sequence[CellValue]], day: date, words: Words) -> bytes:
    """A head row that stays in sight, a row for each entry, and filters; equal bytes for equal lists."""
    book = ReportBook(words, {"title": around.title}, day)
    sheet = book.sheet(around.tab)
    for at, (head, wide) in enumerate(around.columns):
        sheet.raw.set_column(at, at, wide)
        sheet.text(0, at, capital(head), "head")
    sheet.height(0, max(-(-width(head) // (wide - 1)) for head, wide in around.columns))
    last = 0
    for last, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            sheet.put(last, place, value, "cell")
    sheet.raw.freeze_panes(1, 1)
    sheet.raw.autofilter(0, 0, max(1, last), len(around.columns) - 1)
    sheet.raw.repeat_rows(0)
    sheet.raw.set_footer(book.margin(f"{around.title}  {words.day(day)}", words("clients.page")))
    return book.content()


def csv_list(around: ListHead, rows: Iterable[Sequence[CellValue]]) -> bytes:
    """The same columns and rows as CSV; days in ISO's way, nothing where a cell is empty."""
    heads = [head for head, _ in around.columns]
    return comma_separated([heads, *([_plain(cell) for cell in row] for row in rows)])


def _plain(cell: CellValue) -> str | int:
    return cell if isinstance(cell, int) else str(cell or "")
