"""The first check on anything read: every text, number, date and depth in a TOML document, whatever its key.

Texts come out in NFC without soft hyphens and directing characters; control characters and what looks like nothing are
problems and not repaired. Their length and the marks in a row are bounded before they are normalised. Numbers have a
range and are never floats, dates are local days of this century. What a key means, and whether it may stand there, is
``schema``'s business. Reasons and attacks: SECURITY notes in CONTRIBUTING.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import cache
from typing import TypeAlias

from tenken.core.model import FIRST_DAY, LAST_DAY, LONGEST_NOTE
from tenken.core.problem import KeyPath, Values
from tenken.store.validation.characters import CONTROL, INVISIBLE, PLAIN, hidden, stacked

LONGEST_KEY = 200
DEEPEST = 8
LARGEST = 10**15

LONGEST_WRITTEN = 4 * LONGEST_NOTE
"""Characters of a text before it is cleaned: a decomposed syllable of Korean has three, one of kana two."""
MOST_VALUES = 50_000
"""Of a document; a questionnaire of 119 questions with ten pieces of evidence each has some 6,000."""

_MARKS_TOLD = 8
_MARKS_MOVED = 32
"""In a row, before normalising, whose time grows with the square of their number."""

Fault: TypeAlias = tuple[KeyPath, str, Values]
"""Where, which sentence, and what it fills in."""


def clean(text: str) -> str:
    """A text as tenken keeps it: NFC, lines ending in a newline, tabs as blanks, nothing invisible."""
    if PLAIN.fullmatch(text):
        return text
    text = text.replace("\r\n", "\n").replace("\t", " ")
    text = _stacked(_MARKS_MOVED).sub(r"\1", hidden().sub("", text))
    return _stacked(_MARKS_TOLD).sub(r"\1", unicodedata.normalize("NFC", text))


def hides(text: str) -> bool:
    """Whether ``clean`` takes characters away that nobody sees."""
    return not PLAIN.fullmatch(text) and bool(hidden().search(text))


_stacked = cache(stacked)


class TooManyValues(Exception):
    """A document has more values than any checklist or assessment."""


class Sanitizer:
    """Walks a parsed document once, cleaning it and noting every fault with its key path."""

    def __init__(self) -> None:
        """Start without faults."""
        self.faults: list[Fault] = []
        self._values = 0

    def cleaned(self, value: object, path: KeyPath = ()) -> object:
        """The value, cleaned; lists become tuples. Faulty values are noted and passed on as ``None``.

        Raises TooManyValues where the document has more than ``MOST_VALUES``.
        """
        self._values += 1
        if self._values > MOST_VALUES:
            raise TooManyValues
        if len(path) > DEEPEST:
            return self._refuse(path, "too-deep", {"most": DEEPEST})
        match value:
            case dict():
                return dict(self._members(value, path))
            case list():
                return tuple(self.cleaned(item, (*path, position)) for position, item in enumerate(value))
            case str():
                return self._text(value, path)
            case _:
                return self._scalar(value, path)

    def _scalar(self, value: object, path: KeyPath) -> object:
        match value:
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
            odd = not PLAIN.fullmatch(key) and any(found.search(key) for found in (CONTROL, hidden(), INVISIBLE))
            if odd or len(key) > LONGEST_KEY:
                self._refuse((*path, key), "strange-key")
            yield key, self.cleaned(value, (*path, key))

    def _text(self, value: str, path: KeyPath) -> object:
        if len(value) > LONGEST_WRITTEN:
            return self._refuse(path, "too-long", {"length": len(value), "most": LONGEST_NOTE})
        text = value
        if not PLAIN.fullmatch(value):
            text = clean(value)
            for what, characters in (("control-character", CONTROL), ("invisible-character", INVISIBLE)):
                if found := characters.search(text):
                    return self._refuse(path, what, {"character": f"U+{ord(found.group()):04X}"})
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
