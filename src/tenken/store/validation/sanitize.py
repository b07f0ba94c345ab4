"""The first check on anything read: every text, number, date and depth in a TOML document, whatever its key.

Texts come out in NFC without soft hyphens and invisible or direction-changing characters; a control character is a
problem and not repaired. Numbers have a range and are never floats, dates are local days of this century. What a key
means, and whether it may stand there, is ``schema``'s business. Reasons and attacks: SECURITY notes in CONTRIBUTING.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import TypeAlias

from tenken.core.model import FIRST_DAY, LAST_DAY, LONGEST_NOTE
from tenken.core.problem import KeyPath, Values

LONGEST_KEY = 200
DEEPEST = 8
LARGEST = 10**15

# Bidi controls, zero-width space and joiners outside their scripts, word joiner, byte-order mark, soft hyphen.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_MARKS = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff\ufe20-\ufe2f]{8})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff\ufe20-\ufe2f]+"
)

Fault: TypeAlias = tuple[KeyPath, str, Values]
"""Where, which sentence, and what it fills in."""


def clean(text: str) -> str:
    """A text as tenken keeps it: NFC, lines ending in a newline, tabs as blanks, nothing invisible."""
    if text.isprintable() and (text.isascii() or (unicodedata.is_normalized("NFC", text) and not _MARKS.search(text))):
        return text
    text = text.replace("\r\n", "\n").replace("\t", " ")
    return _MARKS.sub(r"\1", unicodedata.normalize("NFC", _INVISIBLE.sub("", text)))


class Sanitizer:
    """Walks a parsed document once, cleaning it and noting every fault with its key path."""

    def __init__(self) -> None:
        """Start without faults."""
        self.faults: list[Fault] = []

    def cleaned(self, value: object, path: KeyPath = ()) -> object:
        """The value, cleaned; lists become tuples. Faulty values are noted and passed on as ``None``."""
        if len(path) > DEEPEST:
            return self._refuse(path, "too-deep", {"most": DEEPEST})
        match value:
            case dict():
                return dict(self._members(value, path))
            case list():
                return tuple(self.cleaned(item, (*path, position)) for position, item in enumerate(value))
            case str():
                return self._text(value, path)
            case bool():
                return value
            case int():
                return value if abs(value) <= LARGEST else self._refuse(path, "too-large")
            case float():
                return self._refuse(path, "no-decimals")
            case datetime() | time():
                return self._refuse(path, "day-only")
            case date():
                return value if FIRST_DAY <= value <= LAST_DAY else self._refuse(path, "year-range")
            case _:
                return self._refuse(path, "no-such-value")

    def _members(self, table: Mapping[str, object], path: KeyPath) -> Iterator[tuple[str, object]]:
        for key, value in table.items():
            if (not key.isprintable() and _CONTROL.search(key)) or len(key) > LONGEST_KEY:
                self._refuse((*path, key), "strange-key")
            yield key, self.cleaned(value, (*path, key))

    def _text(self, value: str, path: KeyPath) -> object:
        text = clean(value)
        found = None if text.isprintable() else _CONTROL.search(text)
        if found:
            return self._refuse(path, "control-character", {"character": f"U+{ord(found.group()):04X}"})
        if len(text) > LONGEST_NOTE:
            return self._refuse(path, "too-long", {"length": len(text), "most": LONGEST_NOTE})
        return text

    def _refuse(self, path: KeyPath, what: str, values: Values | None = None) -> object:
        self.faults.append((path, what, values or {}))
        return None


def line(written: str) -> str:
    """A line of text as the file will keep it."""
    return clean(written).strip()


def maybe(written: str | None) -> str | None:
    """The same, ``None`` where nothing is left of it."""
    return (line(written) or None) if written else None
