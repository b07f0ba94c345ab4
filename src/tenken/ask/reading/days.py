"""Days as people write them: 2026/11/3, 令和8年11月3日, R8.11.3, 3 Nov 2026, 11月3日(火), 今月末.

Where the year is left out, the place that asks knows on which side of today the day lies, and the caller says back
what was worked out. What names two days (3/4/2026) is refused. Eight figures in a row are a day wherever one is asked
for, as programs and file names write it (20261103): of a slip of the hand hardly one makes a day of this century.
Six are none, and neither are weeks (2026-W47-6), which nobody types.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from tenken.ask.reading.spelling import DASHES, LONGEST, NotUnderstood, listed, plain, refused, with_figures
from tenken.core.model import FIRST_DAY, LAST_DAY
from tenken.words import Words

Meant: TypeAlias = Literal["past", "ahead"]
"""On which side of today a day without its year lies: evidence has a past one, a promise one ahead."""

LAST_MONTH = 12
MONTHS = listed("january february march april may june july august september october november december")
WEEKDAYS = listed("monday tuesday wednesday thursday friday saturday sunday")
KANJI_WEEKDAYS = "月火水木金土日"

ERAS = {
    "令": date(2019, 5, 1),
    "平": date(1989, 1, 8),
    "昭": date(1926, 12, 25),
    "大": date(1912, 7, 30),
    "明": date(1868, 1, 25),
}
"""Japanese eras with their first days."""
ERAS |= dict(zip("rhstm", ERAS.values(), strict=True))
FROM_TODAY = {
    **dict.fromkeys(("今日", "本日", "きょう", "today"), 0),
    **dict.fromkeys(("昨日", "きのう", "yesterday"), -1),
    **dict.fromkeys(("一昨日", "おととい"), -2),
    **dict.fromkeys(("明日", "あす", "tomorrow"), 1),
}
MONTHS_ON = {"月末": 0, "今月末": 0, "来月末": 1, "先月末": -1, "前月末": -1}


@dataclass(frozen=True, slots=True)
class ReadDay:
    """A day that was understood."""

    day: date
    completed: bool = False
    """Whether its year was not written but worked out: then whoever wrote it is told which day was read."""


_EXAMPLE = date(2026, 11, 21)
"""Shown where nobody knows today."""


class _UnclearError(Exception):
    """Why it is no day: the last part of the key of a sentence, and what it fills in."""

    def __init__(self, reason: str, **values: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.told = values


def read_day(
    written: str, today: date | None, *, meant: Meant, first: date = FIRST_DAY, last: date = LAST_DAY
) -> ReadDay | NotUnderstood:
    """The day that somebody wrote, if it lies between two others, or why it is not taken.

    ``today`` is the day on which it was written; without it a day without its year is refused.
    """
    shown = min(max(today or _EXAMPLE, first), last)
    values: dict[str, str | int] = {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "example": shown.isoformat(),
    }
    if len(written) > LONGEST:
        return refused("not-a-day", written, **values)
    try:
        found = _read(plain(written), today, meant)
    except _UnclearError as unclear:
        return refused(unclear.reason, written, **values, **unclear.told)
    if not first <= found.day <= last:
        late = "day-to-come" if last == today else "day-too-late"
        reason = "day-too-early" if found.day < first else late
        return refused(reason, written, **values, day=found.day.isoformat())
    return found


_YEAR = r"(?:(?P<year>\d{4})|(?P<era>令和?|平成?|昭和?|大正?|明治?|[rhstm])\.? ?(?P<nth>\d{1,3}|元))"
_NAME = "(?P<name>[a-z]{3,9})"
_NTH_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = (
    rf"{_YEAR}(?: ?[-/.年] ?| )(?P<month>\d{{1,2}})(?: ?[-/.月] ?| )(?P<day>\d{{1,2}}) ?日?",
    r"(?:(?P<year>\d{4})|(?P<era>[rhst])(?P<nth>\d\d))(?P<month>\d\d)(?P<day>\d\d)",
    rf"{_NTH_DAY}[-/., ]*(?:of )?{_NAME}(?:[-/., ]*(?P<year>\d{{4}}))?",
    rf"{_NAME}[-/. ]*{_NTH_DAY}(?:[-/., ]+(?P<year>\d{{4}}))?",
    rf"(?P<year>\d{{4}})[-/., ]*{_NAME}[-/., ]*{_NTH_DAY}",
    r"(?P<month>\d{1,2}) ?[-/.月] ?(?P<day>\d{1,2}) ?日?",
    rf"(?:{_YEAR} ?年 ?)?(?P<month>\d{{1,2}}) ?月(?P<end>末)日?",
    r"(?P<one>\d{1,2}) ?[-/. ] ?(?P<other>\d{1,2}) ?[-/. ] ?(?P<year>\d{4})",
)
"""Every way to write a day, with its parts by name."""
_NEARLY = {
    "short-year": (
        r"'?\d{1,2} ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2} ?日?",
        rf"{_NTH_DAY}[-/., ]*{_NAME}[-/., ]*'?\d\d",
    ),
    "day-missing": (
        rf"{_YEAR}(?: ?[-/.年] ?(?:\d{{1,2}} ?月?)?)?",
        r"\d{1,2} ?月|\d{1,2}[-/.]\d{4}",
        rf"{_NAME}[-/., ]*\d{{4}}",
    ),
}
"""What lacks only something, and the reason for which it is refused."""
_BESIDE = r"^(?:on|by|until) | ?(?:まで|迄|付け?|現在|時点|[t ]00:00(?::00(?:\.0+)?)?z?)$"
"""What stands beside a day without changing it: 12月25日まで, the midnight that programs add."""
_WEEKDAY = (
    r" ?\((?:(?P<short>[月火水木金土日])(?:曜日?)?)?[・,、/ ]?(?:[祝休]日?)?\)|(?P<kanji>[月火水木金土日])曜日?"
    r"|\(?(?<![a-z])(?P<name>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?(?![a-z])[.,]?\)?"
)
"""A weekday, in brackets or beside the day; 祝 and 休 only say that it is a holiday."""


def told(words: Words, written: str, found: ReadDay | NotUnderstood) -> str:
    """What whoever wrote a day is told about it: why it is not taken, which one was read; empty where that is plain."""
    if isinstance(found, NotUnderstood):
        return words(found.what, **found.values)
    return words("reading.said_back", written=written.strip(), day=words.day(found.day)) if found.completed else ""


def _read(text: str, today: date | None, meant: Meant) -> ReadDay:
    """The day. Raises _UnclearError."""
    weekdays: list[int] = []
    bare = re.sub(_WEEKDAY, lambda found: _weekday(found, weekdays), text.translate(_ONE_DASH)).strip(" ,")
    bare = with_figures(re.sub(_BESIDE, "", bare).strip())
    if bare in FROM_TODAY or bare in MONTHS_ON:
        found = ReadDay(_from_day(bare, today), completed=True)
    else:
        parts = next((form.groupdict() for form in _matches(bare)), None)
        if parts is None:
            reasons = (
                reason for reason, forms in _NEARLY.items() for form in forms if re.fullmatch(form, bare, re.ASCII)
            )
            raise _UnclearError(next(reasons, "not-a-day"))
        found = _day(parts, today, meant)
    if any(weekday != found.day.weekday() for weekday in weekdays):
        raise _UnclearError("other-weekday", day=found.day.isoformat())
    return found


_ONE_DASH = dict.fromkeys(map(ord, DASHES), "-")


def _matches(text: str) -> Iterator[re.Match[str]]:
    """The forms that the text has; a word in it has to be the name of a month."""
    for pattern in _FORMS:
        found = re.fullmatch(pattern, text, re.ASCII)
        if found and ("name" not in found.groupdict() or _month(found["name"])):
            yield found


def _weekday(found: re.Match[str], weekdays: list[int]) -> str:
    """A blank in its place; which weekday it was is noted."""
    if kanji := found["short"] or found["kanji"]:
        weekdays.append(KANJI_WEEKDAYS.index(kanji))
    elif found["name"]:
        weekdays.append(next(at for at, name in enumerate(WEEKDAYS) if name.startswith(found["name"])))
    return " "


def _from_day(word: str, today: date | None) -> date:
    """A day that is told by today's."""
    if today is None:
        raise _UnclearError("no-year")
    if word in FROM_TODAY:
        return today + timedelta(days=FROM_TODAY[word])
    years, month = divmod(today.month - 1 + MONTHS_ON[word], 12)
    return _end(today.year + years, month + 1)


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _month(name: str) -> int | None:
    """The number of a month by its English name or the beginning of it."""
    return next((at for at, month in enumerate(MONTHS, 1) if month.startswith(name)), None)


def _day(parts: Mapping[str, str | None], today: date | None, meant: Meant) -> ReadDay:
    """The day that its parts make. Raises _UnclearError."""
    if parts.get("one"):
        return ReadDay(_either(int(parts["year"] or 0), int(parts["one"] or 0), int(parts["other"] or 0)))
    month = _month(parts["name"] or "") if parts.get("name") else int(parts["month"] or 0)
    day = None if parts.get("end") else int(parts["day"] or 0)
    assert month is not None
    if parts.get("year"):
        return ReadDay(_date(int(parts["year"] or 0), month, day))
    if era := parts.get("era"):
        first, nth = ERAS[era[0]], parts["nth"] or ""
        found = _date(first.year - 1 + (1 if nth == "元" else int(nth)), month, day)
        if found < first:  # days after its end are counted on, as forms printed before it do
            raise _UnclearError("before-era", day=first.isoformat())
        return ReadDay(found)
    if day and day <= LAST_MONTH < month:  # 25/12
        month, day = day, month
    return ReadDay(_completed(month, day, today, meant), completed=True)


def _date(year: int, month: int, day: int | None) -> date:
    """That day, or the month's last. Raises _UnclearError where there is none."""
    if not year or not 1 <= month <= LAST_MONTH:
        raise _UnclearError("no-such-month", month=month)
    days = monthrange(year, month)[1]
    if not 1 <= (days if day is None else day) <= days:
        raise _UnclearError("no-such-day", month=f"{year}-{month:02}", days=days)
    return date(year, month, days if day is None else day)


def _either(year: int, one: int, other: int) -> date:
    """The day of a year that is told by two numbers in either order. Raises _UnclearError where both make a day."""
    found = []
    for month, day in ((one, other), (other, one)):
        with suppress(_UnclearError):
            found.append(_date(year, month, day))
    if len(set(found)) > 1:
        raise _UnclearError("two-readings", one=found[0].isoformat(), other=found[1].isoformat())
    return found[0] if found else _date(year, min(one, other), max(one, other))


def _completed(month: int, day: int | None, today: date | None, meant: Meant) -> date:
    """The nearest such day on that side of today, which may be it. Raises _UnclearError."""
    if today is None:
        raise _UnclearError("no-year")
    step = -1 if meant == "past" else 1
    refusal: _UnclearError | None = None
    for year in range(today.year, today.year + step * _LEAP_YEARS, step):
        try:
            found = _date(year, month, day)
        except _UnclearError as unclear:  # the 29th of February
            refusal = refusal or unclear
            continue
        if (found <= today) if meant == "past" else (found >= today):
            return found
    assert refusal
    raise refusal


_LEAP_YEARS = 9
"""Within so many years there is a 29th of February, 1900 or not."""
