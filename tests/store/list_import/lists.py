"""Lists of questions as consultants send them, and as they should not: small builders of workbooks and of CSV."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter

HEADS = ("No.", "分野", "質問", "証跡", "重要度", "必須")
ROWS = (
    ("1", "組織", "責任者を決めていますか。", "任命書", "高", "○"),
    ("2", "", "ルールを文書にしていますか。", "規程", "中", ""),
    ("3", "", "年に1回、ルールを見直していますか。", "", "", ""),
    ("4", "技術", "パスワードを使い回していませんか(使い回していない=はい)。", "", "5", "yes"),
)
"""A plain list that nothing is wrong with."""

Sheet = Callable[[Any], None]


def book(*sheets: Sheet | Sequence[Sequence[object]], names: Sequence[str] = ()) -> bytes:
    """A workbook whose sheets are rows of cells, or are written by a function."""
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False})
    for at, content in enumerate(sheets):
        sheet = made.add_worksheet(names[at] if at < len(names) else None)
        if callable(content):
            content(sheet)
        else:
            fill(sheet, content)
    made.close()
    return stream.getvalue()


def fill(sheet: Any, rows: Sequence[Sequence[object]]) -> None:
    """Write the cells that say something."""
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell not in ("", None):
                sheet.write(row, column, cell)


def separated(rows: Sequence[Sequence[str]], separator: str = ",") -> str:
    """The rows as text."""
    return "".join(separator.join(f'"{cell}"' if separator in cell else cell for cell in row) + "\n" for row in rows)


def plain(*, separator: str = ",") -> str:
    """The plain list as text."""
    return separated((HEADS, *ROWS), separator)


def with_row(*cells: str) -> str:
    """The plain list with one more row."""
    return separated((HEADS, *ROWS, cells))
