"""The days of many firms as an iCalendar file, as JSON and on a terminal; which days those are is ``core.portfolio``'s.

An entry keeps its UID whatever becomes of it, so that importing the file again changes what a calendar has and doubles
nothing. On a terminal the findings of one firm and day stand in one line.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from tenken.core.portfolio.calendar import FirmEntry, FirmsCalendar
from tenken.render.calendar import event_of, file_of, uid_of
from tenken.screen import COLUMNS, pad, shorten, width, wrap
from tenken.words import Words

FORMAT = 1
NAME_COLUMNS = 24
"""Columns of a terminal that a firm's name gets."""
OF_FIRMS = "clients"
"""Keeps these UIDs apart from those of a firm's own calendar."""


def ics(calendar: FirmsCalendar, words: Words) -> bytes:
    """The calendar as a file to import."""
    return file_of(
        (
            event_of(
                uid(entry),
                entry.day,
                told(entry, words),
                calendar.on,
                calendar.revision(entry),
                cancelled=entry.cancelled,
            )
            for entry in calendar.entries
        ),
        words,
    )


def uid(entry: FirmEntry) -> str:
    """What tells an entry from all others; it says neither whose it is nor of what."""
    return uid_of(OF_FIRMS, *entry.known)


def told(entry: FirmEntry, words: Words) -> str:
    """An entry as a calendar shows it, e.g. 点検 北浜テニススクール 指摘F1の回答(木村)."""
    who = words("calendar.person", name=entry.person) if entry.person else ""
    values = {"firm": _firm(entry, words), "finding": entry.finding or "", "who": who}
    return words(f"clients.calendar.{entry.kind}", **values)


def _firm(entry: FirmEntry, words: Words) -> str:
    return entry.name or words("clients.calendar.unnamed", n=entry.number)


def lines(calendar: FirmsCalendar, words: Words) -> Iterator[str]:
    """Each day that still stands, with firm, kind, findings and contact; how many there are, and how many are late."""
    together = calendar.together
    if not together:
        yield counted(calendar, words)
        return
    names = [shorten(_firm(entries[0], words), NAME_COLUMNS) for entries in together]
    room = max(width(name) for name in names)
    for name, entries in zip(names, together, strict=True):
        first = f"{entries[0].day.isoformat()}  {pad(name, room)}  "
        yield first + wrap(_what(entries, words), COLUMNS, " " * width(first)).lstrip()
    yield ""
    yield counted(calendar, words)


def counted(calendar: FirmsCalendar, words: Words) -> str:
    """How many days there are, and how many of them have passed; a day on which several findings are due is one."""
    together = calendar.together
    if not together:
        return words("clients.calendar.nothing")
    return words("clients.calendar.counted", n=len(together), late=sum(map(calendar.late, together)))


def _what(entries: Sequence[FirmEntry], words: Words) -> str:
    one = entries[0]
    who = words("clients.calendar.contact", name=one.person) if one.person else ""
    return " ".join([words(f"clients.due.{one.kind}"), *(entry.finding for entry in entries if entry.finding)]) + who


def document(calendar: FirmsCalendar, words: Words) -> dict[str, Any]:
    """Every entry as data, those that have fallen away too."""
    return {
        "format": FORMAT,
        "day": calendar.on.isoformat(),
        "dates": [
            {
                "uid": uid(entry),
                "firm": entry.name,
                "number": entry.number,
                "kind": str(entry.kind),
                "day": entry.day.isoformat(),
                "finding": entry.finding,
                "person": entry.person,
                "cancelled": entry.cancelled,
                "summary": told(entry, words),
            }
            for entry in calendar.entries
        ],
    }
