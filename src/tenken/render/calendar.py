"""The days of an assessment as an iCalendar file (RFC 5545), as JSON, and told in a line.

The same days give the same bytes. An entry keeps its UID whatever is answered, so that importing the file again changes
what a calendar has and doubles nothing. History of ``CALENDAR``: 1, first form.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

import icalendar

from tenken.core.report.calendar import Calendar, CalendarEntry, CalendarEntryKind
from tenken.words import Words

CALENDAR = 1
PRODUCT = "-//tenken//calendar 1//"
UID_DIGITS = 32


def ics(calendar: Calendar, words: Words, remind: int | None = None) -> bytes:
    """The calendar as a file to import; ``remind`` days before, a calendar shows it, if it is given."""
    return file_of((_event(calendar, entry, words, remind) for entry in calendar.entries), words)


def file_of(events: Iterable[icalendar.Event], words: Words) -> bytes:
    """A calendar file of these events."""
    made = icalendar.Calendar()
    made.add("prodid", PRODUCT + words.lang.upper())
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for event in events:
        made.add_component(event)
    return bytes(made.to_ical())


def _event(calendar: Calendar, entry: CalendarEntry, words: Words, remind: int | None) -> icalendar.Event:
    summary, known = told(entry, words), uid(calendar, entry)
    event = event_of(known, entry.day, summary, calendar.on, entry.revision, cancelled=entry.cancelled)
    if remind is not None and not entry.cancelled:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", timedelta(days=-remind))
        event.add_component(alarm)
    return event


def event_of(known: str, day: date, summary: str, on: date, revision: int, *, cancelled: bool) -> icalendar.Event:
    """A whole day by its UID; ``on`` is when it was last true."""
    last = datetime.combine(on, time(), UTC)
    event = icalendar.Event()
    event.add("uid", known)
    event.add("dtstamp", last)
    event.add("last-modified", last)
    event.add("sequence", revision)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def uid(calendar: Calendar, entry: CalendarEntry) -> str:
    """What tells an entry from all others: a digest, so that it says neither whose it is nor of what."""
    return uid_of(calendar.whose, str(entry.kind), entry.question_id or "")


def uid_of(*parts: str) -> str:
    """A UID by what makes an entry the same one, of which it shows nothing."""
    return f"{sha256(chr(0).join(parts).encode()).hexdigest()[:UID_DIGITS]}@tenken"


def told(entry: CalendarEntry, words: Words) -> str:
    """An entry as a calendar shows it, e.g. 点検 4-5 約束の期限(森)."""
    who = words("calendar.person", name=entry.person) if entry.person else ""
    return words(f"calendar.{entry.kind}", number=entry.number or "", who=who)


def calendar_document(calendar: Calendar, words: Words) -> dict[str, Any]:
    """What ``tenken calendar --json`` tells."""
    return {
        "format": CALENDAR,
        "dates": [
            {
                "uid": uid(calendar, entry),
                "kind": str(entry.kind),
                "day": entry.day.isoformat(),
                "id": entry.question_id,
                "number": entry.number,
                "person": entry.person,
                "cancelled": entry.cancelled,
                "summary": told(entry, words),
            }
            for entry in calendar.entries
        ],
    }


def contents_line(calendar: Calendar, words: Words, near: date) -> str:
    """What a calendar holds, in one line: how many days of each kind, and the first that is still to come."""
    counts = [
        words(f"calendar.count_{kind}", n=len(calendar.of(kind))) for kind in CalendarEntryKind if calendar.of(kind)
    ]
    if not counts:
        return words("calendar.nothing")
    ahead = [entry.day for entry in calendar.entries if not entry.cancelled and entry.day >= near]
    first = words("calendar.first", day=words.day(min(ahead))) if ahead else words("calendar.all_past")
    return words("calendar.contents", counts=words("report.join").join(counts), first=first)
