"""Text of others in a table: what could be taken for a formula, what a cell or a printed margin cannot hold; and CSV.

Knows nothing of XlsxWriter, so that a table in CSV does not load it.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

DANGEROUS = tuple("=+-@\t\r\n＝＋－＠'")
"""First characters that a spreadsheet may take for a formula, those that it drops before it looks for one, and the mark
itself that keeps it from doing so."""
LONGEST = 32_767
"""UTF-16 units that a cell holds; XlsxWriter would cut what is longer without a word."""
MOST_LINES = 253
"""Line feeds that Excel promises to show in a cell."""
LONGEST_NAME = 80
"""Characters of a name in a head; a page's holds 255 units in all, and each & counts at least twice there."""
MARGIN_SIZE = 10
"""Points of what stands in a page's head or foot."""

_PICTURE = re.compile(r"&&(?=G|\[Picture\])")
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters, half characters, and what XML has no place for; ``sanitize`` lets hardly any of them in."""


def comma_separated(rows: Iterable[Sequence[str | int]]) -> bytes:
    """The rows as CSV in UTF-8 with a byte-order mark; a number stays one, also below zero."""
    stream = io.StringIO()
    csv.writer(stream).writerows([cell if type(cell) is int else harmless(str(cell)) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def harmless(cell: str) -> str:
    """The cell with ``'`` before anything that a spreadsheet could run, also once it has dropped blanks before it."""
    if cell[:1].isalnum():  # most cells
        return cell
    return f"'{cell}" if cell.startswith(DANGEROUS) or cell.lstrip().startswith(DANGEROUS) else cell


def quoted(text: str) -> str:
    """A text inside a formula."""
    return '"' + text.replace('"', '""') + '"'


def fitted(text: str, cut: str) -> str:
    """The text as a cell can hold it: nothing that XML cannot say, and ``cut`` at the end where something had to go."""
    spoken = _UNSPEAKABLE.sub(lambda found: f"\\u{{{ord(found.group()):x}}}", text)
    *lines, last = spoken.split("\n", MOST_LINES)
    spoken = "\n".join([*lines, last.replace("\n", " ")])
    units = spoken.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return spoken
    room = 2 * LONGEST - len(cut.encode("utf-16-le"))
    return units[:room].decode("utf-16-le", errors="ignore") + cut


def one_line(text: str, longest: int = 250) -> str:
    """The text on one line, shortened with … where it is longer."""
    line = " ".join(_UNSPEAKABLE.sub(" ", text).split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def in_margin(text: str, longest: int = LONGEST_NAME) -> str:
    """A text of others as a page's head or foot may hold it: on one line, its & no command.

    At most so many characters, and twice as many UTF-16 units.
    """
    line = one_line(text, longest)
    shown = _uncommanding(line)
    while _units(shown) > 2 * longest:
        line = line.removesuffix("…")[:-1] + "…"
        shown = _uncommanding(line)
    return shown


def _uncommanding(line: str) -> str:
    """Each & doubled; before what XlsxWriter would take for a picture, the size that the margin has anyway."""
    return _PICTURE.sub(f"&&&{MARGIN_SIZE}", line.replace("&", "&&"))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def capital(head: str) -> str:
    """A head as it begins a column."""
    return head[:1].upper() + head[1:]
