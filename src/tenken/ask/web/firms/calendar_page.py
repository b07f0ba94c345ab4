"""The page of what is due of all firms, day by day, and of what of it can be taken into a calendar.

Which days those are is ``core.portfolio.calendar``'s.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from starlette.responses import HTMLResponse

from tenken.ask.web.firms.backend import FirmsBackend, ListedFirm
from tenken.ask.web.firms.paging import part_of
from tenken.ask.web.firms.shown import Links, due_told, unread_of
from tenken.core.portfolio.calendar import FirmEntry, FirmsCalendar, firms_calendar
from tenken.core.portfolio.standing import DueKind
from tenken.core.portfolio.table import ClientRow, ordered
from tenken.screen import plain
from tenken.words import Words


@dataclass(frozen=True, slots=True)
class DateLine:
    """What is due of a firm on a day."""

    firm: str
    link: str
    """The address of the findings, or of the firm's pages; empty where none open."""
    what: str
    person: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day with all that is due on it."""

    day: date
    late: bool
    lines: Sequence[DateLine]


def calendar_of_firms(firms: Sequence[ListedFirm], today: date, *, named: bool) -> FirmsCalendar:
    """The days of all firms, or those with numbers in place of names."""
    return firms_calendar(_rows(firms), today, named=named)


def _rows(firms: Sequence[ListedFirm]) -> list[ClientRow]:
    """In the order in which the numbers of firms count."""
    return list(ordered((firm.row for firm in firms if firm.row), "name"))


def calendar_page(links: Links, firms: FirmsBackend, w: Words, listed: Sequence[ListedFirm], page: int) -> HTMLResponse:
    """The days, a hundred lines of them at once; what is late stands first, since its day is the earliest."""
    found = calendar_of_firms(listed, firms.today, named=True)
    by_folder = {firm.folder: firm for firm in listed}
    by_number = {number: by_folder[row.folder] for number, row in enumerate(_rows(listed), 1)}
    part = part_of(found.together, page)

    def line(entries: Sequence[FirmEntry]) -> DateLine:
        one = entries[0]
        firm = by_number[one.number]
        finding = one.kind in (DueKind.REPLY, DueKind.ACTION)
        return DateLine(
            plain(one.name or ""),
            (links.findings(firm) if finding else "") or links.to(firm, firm.work),
            due_told(one.kind, (entry.finding for entry in entries if entry.finding), w),
            plain(one.person or ""),
        )

    days = [
        Day(day, day < found.on, [line(entries) for entries in same_day])
        for day, same_day in groupby(part.lines, key=lambda entries: entries[0].day)
    ]
    return links.site.page(
        "firms/calendar",
        w.lang,
        query=part.query({}, part.page),
        counted=firms.dates_counted(found, w),
        days=days,
        part=part,
        takes=bool(found.entries),
        unread=unread_of(listed, w),
        no_firm=not listed,
        folder=firms.folder,
        today=firms.today,
    )
