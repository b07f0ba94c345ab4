"""What numbers and days have in common when people write them: widths, numerals, dashes; and how one is refused."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache

from tenken.core.problem import Values

LONGEST = 100
"""Characters of a number or a day, with every blank and word that somebody may add; more is not looked at."""
_QUOTED = 40
"""Characters of what was written that a refusal repeats."""

_SAME = ("<wide>", "<narrow>", "<square>", "<noBreak>")
"""Kinds of characters that are another one in another width. Not among them: ² and ⑩, with which 10² would be 102."""

DASHES = "-−‐‑‒–—―ー"
"""Everything that a keyboard gives for a minus or a hyphen; the last is the long vowel beside the Japanese zero."""

ONES = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")}
ONES |= {"零": 0, "○": 0, "◯": 0, "壱": 1, "弐": 2, "参": 3}
TENS = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_NUMERALS = f"[{''.join((*ONES, *TENS))}]+(?=[年月日])"


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Why what somebody wrote is not taken."""

    what: str
    """The key of a sentence, e.g. ``reading.too-large``."""
    values: Values = field(default_factory=dict)
    """What it fills in, always with ``written``, the beginning of what was read."""


def refused(reason: str, written: str, **values: str | int) -> NotUnderstood:
    """What was written, refused for that reason of ``[reading]``."""
    return NotUnderstood(f"reading.{reason}", {"written": beginning_of(written), **values})


def beginning_of(written: str) -> str:
    """As much of what was written as a refusal repeats."""
    bare = written.strip()
    return bare if len(bare) <= _QUOTED else f"{bare[:_QUOTED]}…"


def plain(written: str) -> str:
    """What was written in half width and small letters, with single blanks; the caller bounds its length."""
    half = "".join(_half(character) for character in written)
    return " ".join(unicodedata.normalize("NFC", half).casefold().split())


@cache
def _half(character: str) -> str:
    if unicodedata.decomposition(character).startswith(_SAME):
        return unicodedata.normalize("NFKC", character)
    return character


def listed(words: str) -> tuple[str, ...]:
    """Words with blanks between them, one by one."""
    return tuple(words.split())


def with_figures(text: str) -> str:
    """A day with its kanji numerals as figures: 十一月三日 becomes 11月3日, 二〇二六年 2026年."""
    return re.sub(_NUMERALS, lambda found: str(_whole(found[0])), text)


def _whole(numerals: str) -> int:
    """The number of kanji numerals below ten thousand, place by place or with 十, 百 and 千."""
    if not any(numeral in TENS for numeral in numerals):
        return int("".join(str(ONES[numeral]) for numeral in numerals))
    total = ones = 0
    for numeral in numerals:
        if numeral in TENS:
            total, ones = total + (ones or 1) * TENS[numeral], 0
        else:
            ones = ONES[numeral]
    return total + ones
