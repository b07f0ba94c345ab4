"""Which days of many firms belong in one calendar: returns, replies and actions of findings, and the next assessments.

A calendar ends up in other people's clouds. An entry says the firm, what kind of day it is, the number of a finding,
the contact person and the day; never what a finding or an answer says. How it is written is ``render``'s.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from tenken.core.model import FIRST_DAY
from tenken.core.portfolio.standing import DueKind, Standing, kind_of
from tenken.core.portfolio.table import ClientRow


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmEntry:
    """One day of one firm."""

    known: tuple[str, ...]
    """What makes it the same entry whenever the calendar is made again; it goes nowhere but into a digest."""
    number: int
    """Of the firm, in the order of the rows."""
    name: str | None
    """The firm's; ``None`` where firms are not named."""
    person: str | None
    """The firm's contact; ``None`` too where firms are not named."""
    kind: DueKind
    day: date
    finding: str | None = None
    """The number of the finding that it is about."""
    cancelled: bool = False
    """Whether nothing is due any more: a calendar that has it already is to strike it out."""


@dataclass(frozen=True, slots=True)
class FirmsCalendar:
    """The days of many firms, as they stand on a day."""

    on: date
    entries: tuple[FirmEntry, ...]
    """In order of their days, then of the firms."""

    def revision(self, entry: FirmEntry) -> int:
        """Grows from day to day, and once more where the entry has fallen away, so that what is told later counts."""
        return 2 * (self.on - FIRST_DAY).days + entry.cancelled

    @property
    def standing(self) -> tuple[FirmEntry, ...]:
        """The entries of which something is still to come."""
        return tuple(entry for entry in self.entries if not entry.cancelled)

    @property
    def together(self) -> tuple[tuple[FirmEntry, ...], ...]:
        """The same, those of one firm, day and kind in one."""
        alike = groupby(self.standing, key=lambda entry: (entry.day, entry.number, entry.kind))
        return tuple(tuple(entries) for _, entries in alike)

    def late(self, together: Sequence[FirmEntry]) -> bool:
        """Whether the day of those entries has passed."""
        return together[0].day < self.on


def firms_calendar(
    rows: Sequence[ClientRow], on: date, *, named: bool, among: Sequence[ClientRow] = ()
) -> FirmsCalendar:
    """The calendar of these firms; a firm that is not named has its number among all of them, and no contact.

    ``among`` are all firms of the folder, so that an entry is the same whichever of them are chosen.
    A firm has one calendar over the years: next year's finding F1 takes the place of this year's.
    """
    first: dict[str | None, str] = {}
    numbers = {row.folder: number for number, row in enumerate(among or rows, 1)}
    for row in among or rows:
        firm = _id(row.standing)
        first[firm] = min(row.folder, first.get(firm, row.folder))
    found: list[FirmEntry] = []
    for row in rows:
        firm = _id(row.standing)
        # A copied folder has the id of the other, and mostly a name that comes after it: the entries of the first stay
        # what they were. Without an id the folder's name has to do.
        whose = (firm,) if firm and first[firm] == row.folder else (firm or "", row.folder)
        found += _entries(row, numbers[row.folder], whose, named=named)
    return FirmsCalendar(on, tuple(sorted(found, key=lambda entry: (entry.day, entry.number))))


def _id(standing: Standing) -> str | None:
    years = (year for year in (standing.own, standing.audit) if year)
    return next((year.firm for year in years if year.firm), None)


class _Day(NamedTuple):
    """One day, whosever it is."""

    known: tuple[str, ...]
    kind: DueKind
    day: date
    finding: str | None = None
    cancelled: bool = False


def _entries(row: ClientRow, number: int, whose: tuple[str, ...], *, named: bool) -> Iterator[FirmEntry]:
    name, person = (row.client.name, row.client.contact) if named else (None, None)
    for found in (*_returns(row), *_findings(row.standing), *_assessments(row.standing)):
        yield FirmEntry(
            known=(*whose, *found.known),
            number=number,
            name=name,
            person=person,
            kind=found.kind,
            day=found.day,
            finding=found.finding,
            cancelled=found.cancelled,
        )


def _returns(row: ClientRow) -> Iterator[_Day]:
    """Everything that went out with a day; what came back, or is not needed any more, is struck out."""
    for sent in row.client.sent:
        if sent.due:
            gone = sent not in row.standing.awaited
            yield _Day(("return", sent.token), DueKind.RETURN, sent.due, cancelled=gone)


def _findings(standing: Standing) -> Iterator[_Day]:
    """Every finding of the audit once: first for its reply, then for its action, struck out once nothing is due."""
    audit = standing.last_signed
    if audit is None or audit.signed is None:
        return
    still = {finding.id: finding for finding in standing.findings}
    for issued in audit.findings:
        known, now = ("finding", issued.id), still.get(issued.id)
        if now and now.due:
            yield _Day(known, kind_of(now), now.due, issued.id)
        elif issued.due or now != issued:  # else it never had a day
            yield _Day(known, DueKind.ACTION, issued.due or audit.signed, issued.id, cancelled=True)


def _assessments(standing: Standing) -> Iterator[_Day]:
    yield from (_Day(("assess",), due.kind, due.day) for due in standing.dues if due.kind is DueKind.ASSESS)
