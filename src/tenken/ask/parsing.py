"""Days, amounts and names of files as people write them, for every way of asking: 2026/11/21, 1,200万円.

Nothing that only a machine would read: week dates (2026-W47-6) and digits in a row name a day, too, but whoever types
one has most likely mistyped something else. Excel sheets understand more, since programs change what stands in them.
"""

import re
import unicodedata
from datetime import date
from urllib.parse import unquote

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)")


LONGEST = 100
"""Characters of a day or an amount, with every blank and sign that somebody may add."""

ERAS = {"令": date(2019, 5, 1), "平": date(1989, 1, 8), "昭": date(1926, 12, 25)}
"""Japanese eras with their first days."""
ERAS |= {letter: ERAS[name] for letter, name in zip("RHS", "令平昭", strict=True)}
_ERA_DAY = re.compile(r"(令和|平成|昭和|[RrHhSs])([0-9]{1,3}|元)(?:年|[-/.])([0-9]{1,2})(?:月|[-/.])([0-9]{1,2})日?")


def day_of(written: str) -> date | None:
    """The day that was meant, or ``None`` if that cannot be said."""
    if len(written) > LONGEST:  # normalising takes time that grows with the square of the marks
        return None
    plain = unicodedata.normalize("NFKC", written).strip()
    found, era = _DAY.fullmatch(plain), _ERA_DAY.fullmatch(plain)
    try:
        if found:
            year, month, day = (int(part) for part in found.groups() if part)
            return date(year, month, day)
        return _day_of_era(*era.groups()) if era else None
    except ValueError:  # the 31st of February
        return None


def _day_of_era(era: str, year: str, month: str, day: str) -> date | None:
    """The day, ``None`` before the era began; later days are counted on, as forms printed before its end do."""
    first = ERAS[era[0].upper()]
    found = date(first.year - 1 + (1 if year == "元" else int(year)), int(month), int(day))
    return found if found >= first else None


_AMOUNT = re.compile(r"(-?)(?:(\d{1,9})兆)?(?:(\d{1,9})億)?(?:(\d{1,9})万)?(\d{0,18})", re.ASCII)
_SCALES = (10**12, 10**8, 10**4, 1)


def amount(written: str) -> int | None:
    """The whole number that was meant, or ``None`` if that cannot be said."""
    if len(written) > LONGEST:
        return None
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
