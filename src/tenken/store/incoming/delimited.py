"""Tables of others as text, read: bytes of a CSV in any of the usual encodings become a grid of cells.

Commas, semicolons and tabs are all tried; which of them parts the columns is the caller's to say, who knows what the
columns are called. What the cells mean is not known here.
"""

import csv
import io

from tenken.core.merge.grid import CellKind, Grid, GridCell
from tenken.core.problem import FileProblems, Problem, Values
from tenken.store.validation.sanitize import clean, hides

SEPARATORS = (",", ";", "\t")
MOST_ROWS = 10_000
MOST_COLUMNS = 256
MOST_CELLS = 100_000
"""As many as a workbook may have."""

_UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_NOT_TEXT = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")


def decoded(content: bytes, name: str) -> tuple[str, str]:
    """The text and the encoding it is written in; raises FileProblems where it is no text."""
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise _refused(name, "list-empty")
    if content.startswith(_NOT_TEXT):
        raise _refused(name, "list-no-text")
    kinds = ["utf-8-sig", "cp932"]
    if content[:2] in _UTF16:
        kinds = ["utf-16"]
    elif 0 in content:  # commas and line ends have a byte of nothing before or after them
        kinds = ["utf-16-le" if content[1::2].count(0) > content[::2].count(0) else "utf-16-be"]
    for kind in kinds:
        try:
            text = content.decode(kind)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, kind.removesuffix("-sig")
    raise _refused(name, "list-no-text")


def parse(text: str, name: str, separator: str) -> Grid:
    """The cells of a text with that separator; raises FileProblems where quotes do not close."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    cells: dict[tuple[int, int], GridCell] = {}
    cleared = set()
    try:
        for row, values in enumerate(reader):
            if row >= MOST_ROWS or len(values) > MOST_COLUMNS or len(cells) > MOST_CELLS:
                raise _refused(name, "list-too-big", {"rows": MOST_ROWS, "columns": MOST_COLUMNS})
            for column, value in enumerate(values):
                if value.strip():
                    cells[row, column] = GridCell(CellKind.TEXT, clean(value))
                    if hides(value):
                        cleared.add((row, column))
    except csv.Error:
        line = max(1, reader.line_num)
        raise FileProblems([Problem(file=name, what="list-quotes", line=line, column=1)]) from None
    return Grid("", cells, cleared=frozenset(cleared))


def _refused(name: str, what: str, values: Values | None = None) -> FileProblems:
    return FileProblems([Problem(file=name, what=what, values=values or {})])
