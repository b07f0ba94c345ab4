"""Tables for spreadsheets: CSV that Excel opens in the right characters, and cells that never become formulas."""

import csv
import io
from collections.abc import Iterable, Sequence

DANGEROUS = tuple("=+-@\t\r＝＋－＠'")
"""First characters that a spreadsheet may take for a formula, and the mark itself that keeps it from doing so."""


def comma_separated(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as CSV in UTF-8 with a byte-order mark."""
    stream = io.StringIO()
    csv.writer(stream).writerows([harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def harmless(cell: str) -> str:
    """The cell with ``'`` before anything that a spreadsheet could run."""
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell
