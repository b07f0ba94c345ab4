"""Whole numbers as people write them: １，２００名, 約1.5万円, 三億二千万, 1.2k, minus 500 thousand yen.

A rough figure is fine, a range is not: nobody can say which end was meant. Words around a number are passed over only
where they change nothing about it. Everything is counted in whole numbers and fractions, never in floats.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction
from functools import cache

from tenken.ask.reading.spelling import DASHES, LONGEST, ONES, TENS, NotUnderstood, listed, plain, refused
from tenken.core.model import LIMITS


class Counted(StrEnum):
    """What a number counts, where the place that asks for it says so."""

    PEOPLE = "people"
    YEN = "yen"
    PERCENT = "percent"


COUNTED = {"persons": Counted.PEOPLE, "card_share": Counted.PERCENT}
"""What the numbers of an exposure count that are no yen."""
UNITS = {
    Counted.PEOPLE: (*"人名件", "名様", *listed("people person persons member members employee employees customers")),
    Counted.YEN: ("円", "¥", "\\", "yen", "jpy"),
    Counted.PERCENT: ("%", "パーセント", "percent", "割"),
}
"""How each is called. On a Japanese keyboard the backslash is the yen sign; ten of a hundred are one 割."""
ROUGHLY = (
    *listed("約 およそ おおよそ だいたい 大体 ざっと ほぼ 概ね おおむね 全部で 合計 計"),
    *listed("くらい ぐらい 程度 ほど 程 前後 弱 強 余り です"),
    *listed("about around approximately approx. approx roughly circa nearly almost"),
    "or so",
)
"""Words that leave a number what it is."""
LARGE = {
    "兆": 10**12,
    "億": 10**8,
    "万": 10**4,
    "萬": 10**4,
    "trillion": 10**12,
    "billion": 10**9,
    "bn": 10**9,
    "million": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "thousand": 1000,
    "k": 1000,
}
SMALL = {**TENS, "hundred": 100}
_BELOW_TWENTY = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_BY_TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")
SPELLED = {
    **{word: value for value, word in enumerate(_BELOW_TWENTY)},
    **{word: 10 * value for value, word in enumerate(_BY_TENS, 2)},
}
_GROUPED = ({3}, {4})
"""Figures between two separators: of thousands, and of 万 as some write them; with blanks those are two numbers."""
_TICKED = frozenset("〇○◯")
"""Alone, these are a tick in a box as often as a nought."""

_ORDER = "r*(?:[mp]u?|u[mp]?)?r*(?:[ns]a?)*[ns][ur]*"
"""What may follow what, a letter for each part: words around, sign, currency, the number itself, unit."""


class _UnclearError(Exception):
    """Why it is no whole number: the last part of the key of a sentence."""


def read_number(written: str, least: int, most: int, *, counted: Counted | None = None) -> int | NotUnderstood:
    """The whole number that somebody wrote, if it lies between two bounds, or why it is not taken.

    With ``counted`` another unit is refused: 1,200円 is no number of people.
    """
    values: dict[str, str | int] = {"least": least, "most": most, "example": _example(least, most)}
    if len(written) > LONGEST:
        return refused("not-a-number", written, **values)
    try:
        value = _value(plain(written), counted)
    except _UnclearError as unclear:
        return refused(str(unclear), written, **values)
    if value.denominator != 1:
        return refused("decimals", written, **values)
    if not least <= value <= most:
        reason = "too-large" if value > most else "negative" if value < 0 <= least else "too-small"
        return refused(reason, written, **values)
    return int(value)


def read_of_exposure(name: str, written: str) -> int | NotUnderstood:
    """The number of an exposure of that name, within its limits, or why it is not taken."""
    least, most = LIMITS[name]
    return read_number(written, least, most, counted=COUNTED.get(name, Counted.YEN))


def _example(least: int, most: int) -> str:
    """A number in figures that the place takes."""
    return str(next((number for number in (1200, 50, 4) if least <= number <= most), least))


def _value(text: str, counted: Counted | None) -> Fraction:
    """The number. Raises _UnclearError."""
    below_zero = len(text) > 1 and text[0] == "(" and text[-1] == ")"  # as accountants write a loss
    found = list(_lexer().finditer(text[1:-1] if below_zero else text))
    parts = [(str(part.lastgroup), part[0]) for part in found]
    kinds = "".join(kind for kind, _ in parts)
    if not re.fullmatch(_ORDER, kinds):
        several = len(re.findall("[ns]+", kinds)) > 1
        raise _UnclearError("one-number" if several or re.search(_OPEN_ENDED, text) else "not-a-number")
    units = {part for kind, part in parts if kind == "u"}
    if counted and any(units & set(names) for other, names in UNITS.items() if other is not counted):
        raise _UnclearError(f"not-{counted}")
    counts = [part for kind, part in parts if kind in "ns"]
    if len(counts) == 1 and counts[0] in _TICKED:
        raise _UnclearError("not-a-number")
    total = _total(counts)
    if "割" in units:
        total *= 10
    return -total if below_zero or "m" in kinds else total


_OPEN_ENDED = r"\d.*(?:以上|以下|未満|超|から|まで|[~〜+])|(?:[~〜<>≤≥]|over|under|than|least|most|up to).*\d"
"""How a number is called the end of a range."""


@cache
def _lexer() -> re.Pattern[str]:
    """What each part looks like."""
    figures = r"\d+(?:[,、 ]+\d+)*(?:[.。]\d+)?"
    numerals = f"[{''.join(ONES)}]+"
    spelled = f"(?:{'|'.join(_BY_TENS)})[- ](?:{'|'.join(_BELOW_TWENTY[1:10])})"
    kinds = {
        "n": f"{figures}|{numerals}|{spelled}|{_any(SPELLED)}",
        "u": _any(name for names in UNITS.values() for name in names),
        "r": _any(ROUGHLY),
        "s": _any((*LARGE, *SMALL)),
        "m": f"[{DASHES}△▲]|マイナス|minus|赤字",
        "p": r"\+|プラス|plus",
        "a": "and",
    }
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items()) + r"|(?P<x>\S)", re.ASCII)


def _any(words: Iterable[str]) -> str:
    """Any of these words, the longest first, and none that goes on in Latin letters."""
    spelled = (re.escape(word) + "(?![a-z])" * word[-1].isascii() for word in sorted(words, key=len, reverse=True))
    return "|".join(spelled)


def _total(parts: Sequence[str]) -> Fraction:
    """Numbers and scales added up. Raises _UnclearError."""
    total = section = Fraction(0)
    large, small = _Ceiling(), _Ceiling()
    ones: Fraction | None = None
    for part in parts:
        if part in SMALL:
            section += small.add(1 if ones is None else ones, SMALL[part])
            ones = None
        elif part in LARGE:
            if ones is None and not section:
                raise _UnclearError("not-a-number")  # 万 alone
            total += large.add(section + small.add(ones or 0, 1), LARGE[part])
            section, ones, small = Fraction(0), None, _Ceiling()
        elif ones is not None:
            raise _UnclearError("one-number")
        else:
            ones = _figure(part)
    return total + large.add(section + small.add(ones or 0, 1), 1)


class _Ceiling:
    """Keeps the addends of a number in their order: what follows 千 is less than 1,000."""

    def __init__(self) -> None:
        self._below: int | None = None
        self._broken = False

    def add(self, count: Fraction | int, scale: int) -> Fraction:
        """That many of a scale; raises _UnclearError after decimals, or where they do not fit below the one before."""
        addend = Fraction(count * scale)
        if self._below is not None and (addend >= self._below or (self._broken and addend)):
            raise _UnclearError("not-a-number")
        self._below = scale
        self._broken = Fraction(count).denominator != 1
        return addend


def _figure(text: str) -> Fraction:
    """Figures, numerals or a word as a number. Raises _UnclearError for separators that group nothing."""
    if text[0] in ONES:
        return Fraction("".join(str(ONES[numeral]) for numeral in text))
    if text[0].isalpha():
        return Fraction(sum(SPELLED[word] for word in re.split("[- ]", text)))
    whole, _, decimals = text.replace("。", ".").partition(".")
    first, *groups = re.split("[,、 ]+", whole)
    lengths = {len(group) for group in groups}
    grouped = _GROUPED[:1] if " " in whole else _GROUPED
    if groups and (lengths not in grouped or len(first) > max(lengths)):
        raise _UnclearError("one-number" if " " in whole else "commas")
    return Fraction(f"{first}{''.join(groups)}.{decimals or 0}")
