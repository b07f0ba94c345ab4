"""Days, amounts and names of files as people write them, for every way of asking: 2026/11/21, 1,200万円.

Nothing that only a machine would read: week dates (2026-W47-6) and digits in a row name a day, too, but whoever types
one has most likely mistyped something else. Excel sheets understand more, since programs change what stands in them.
"""

import re
import unicodedata
from datetime import date
from urllib.parse import unquote

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)")


def day_of(written: str) -> date | None:
    """The day that was meant, or ``None`` if that cannot be said."""
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", written).strip())
    if not found:
        return None
    try:
        year, month, day = (int(part) for part in found.groups() if part)
        return date(year, month, day)
    except ValueError:  # the 31st of February
        return None


_AMOUNT = re.compile(r"(-?)(?:(\d{1,9})兆)?(?:(\d{1,9})億)?(?:(\d{1,9})万)?(\d{0,18})", re.ASCII)
_SCALES = (10**12, 10**8, 10**4, 1)


def amount(written: str) -> int | None:
    """The whole number that was meant, or ``None`` if that cannot be said."""
    bare = re.sub(r"[,、\s¥円人%]", "", unicodedata.normalize("NFKC", written))
    bare = re.sub(r"^[−△▲]", "-", bare)
    found = _AMOUNT.fullmatch(bare)
    if not found or not re.search(r"\d", bare):
        return None
    sign, *parts = found.groups()
    total = sum(int(part) * scale for part, scale in zip(parts, _SCALES, strict=True) if part)
    return -total if sign else total


_WHOLE_PATH = re.compile(r"[A-Za-z]:[\\/]|[\\/]|~[^\\/]*[\\/]|file:/", re.IGNORECASE)
"""How the whole path of a file begins: on Windows, elsewhere, in a person's home, in a browser."""


def name_of_file(written: str) -> str:
    """What is kept of a file that somebody names: a whole path without its folder, anything else as it was written.

    A whole path tells user names and servers, and leads nowhere on another machine. Addresses (``https:``) and places
    in the office are no paths; a path within a folder says where to look below the assessment's own.
    """
    bare = written.strip().strip("\"'")
    if not _WHOLE_PATH.match(bare):
        return written
    if bare[:5].lower() == "file:":
        bare = unquote(bare)
    name = re.split(r"[\\/]", bare.rstrip("\\/ "))[-1].strip()
    return name or written
