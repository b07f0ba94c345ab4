"""Many firms as rows of one table: which columns there are, filtered, sorted, and with the names left out.

How a cell reads is ``render``'s. A row holds nothing of a firm's own words but its name, its sector and its tags.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from tenken.core.portfolio.clients import Client
from tenken.core.portfolio.standing import ClientState, Standing
from tenken.core.problem import UsageProblem

RowValue: TypeAlias = str | int | date | None
UNREADABLE = "unreadable"
"""In place of a state, where a file of the firm cannot be read."""
STATES = (*map(str, ClientState), UNREADABLE)
"""What may stand in the column of states, in its order."""


class Column(StrEnum):
    """The columns, in the order in which they are shown."""

    NAME = "name"
    SECTOR = "sector"
    TAGS = "tags"
    RELATION = "relation"
    STATE = "state"
    ANSWERED = "answered"
    APPLICABLE = "applicable"
    SCORE = "score"
    AUDITED = "audited"
    """The score with the verdicts."""
    GRADE = "grade"
    CHECKED = "checked"
    CHANGE = "change"
    MAJORS = "majors"
    OVERDUE = "overdue"
    EXPIRING = "expiring"
    QUIET = "quiet"
    DUE = "due"
    WHAT = "what"
    """What is due."""
    CHECKLIST = "checklist"
    DATE = "date"
    """Of this year's self-assessment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRow:
    """One firm in the table."""

    folder: str
    client: Client
    standing: Standing
    unreadable: bool = False
    """Whether a file of it cannot be used: nobody knows its state then, and its numbers may be an earlier year's."""

    def value(self, column: Column) -> RowValue:
        """What stands in a column; ``None`` where nothing can be said."""
        return VALUES[column](self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientTable:
    """The rows that were asked for, in their order."""

    rows: tuple[ClientRow, ...]
    day: date
    """On which everything is told."""
    left_out: int = 0
    """Firms that no condition chose."""


def _own(what: str) -> Callable[[ClientRow], RowValue]:
    def value(row: ClientRow) -> RowValue:
        found: RowValue = getattr(row.standing.own, what) if row.standing.own else None
        return found

    return value


VALUES: dict[Column, Callable[[ClientRow], RowValue]] = {
    Column.NAME: lambda row: row.client.name,
    Column.SECTOR: lambda row: row.client.sector,
    Column.TAGS: lambda row: " ".join(row.client.tags) or None,
    Column.RELATION: lambda row: str(row.client.relation),
    Column.STATE: lambda row: UNREADABLE if row.unreadable else str(row.standing.state),
    Column.ANSWERED: _own("answered"),
    Column.APPLICABLE: _own("applicable"),
    Column.SCORE: lambda row: row.standing.own.score if row.standing.own and row.standing.own.answered else None,
    Column.AUDITED: lambda row: row.standing.audit.score if row.standing.audit else None,
    Column.GRADE: lambda row: row.standing.grade if row.standing.own and row.standing.own.answered else None,
    Column.CHECKED: lambda row: row.standing.audit.checked if row.standing.audit else None,
    Column.CHANGE: lambda row: row.standing.change,
    Column.MAJORS: lambda row: row.standing.majors,
    Column.OVERDUE: lambda row: row.standing.overdue,
    Column.EXPIRING: lambda row: row.standing.expiring if row.standing.own else None,
    Column.QUIET: lambda row: row.standing.quiet_days if row.standing.own or row.client.sent else None,
    Column.DUE: lambda row: row.standing.due.day if row.standing.due else None,
    Column.WHAT: lambda row: str(row.standing.due.kind) if row.standing.due else None,
    Column.CHECKLIST: _own("checklist"),
    Column.DATE: _own("day"),
}

TEXTS = {Column.NAME, Column.SECTOR, Column.TAGS, Column.RELATION, Column.STATE, Column.GRADE, Column.WHAT}
DAYS = {Column.DUE, Column.DATE}
NUMBERS = set(Column) - TEXTS - DAYS - {Column.CHECKLIST}
_CONDITION = re.compile(r"\s*([a-z]+)\s*(<=|>=|!=|=|<|>)\s*(.*?)\s*")
_ORDERS = {
    "=": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    ">": lambda one, other: one > other,
    "<=": lambda one, other: one <= other,
    ">=": lambda one, other: one >= other,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of ``--where``: a column, how it is held against a value, and the value."""

    column: Column
    order: str
    value: str

    def holds(self, row: ClientRow) -> bool:
        """Whether it is true of a row; a cell that says nothing is unlike everything and smaller than nothing."""
        found = row.value(self.column)
        if self.column is Column.TAGS:
            return (self.value in row.client.tags) is (self.order == "=")
        if found is None:
            return (self.order == "!=" and bool(self.value)) or (self.order == "=" and not self.value)
        if not self.value:
            return self.order == "!="
        if isinstance(found, int):
            return bool(_ORDERS[self.order](found, int(self.value)))
        return bool(_ORDERS[self.order](found.isoformat() if isinstance(found, date) else found, self.value))


def condition(written: str) -> Condition:
    """A condition as it is written: ``score<60``, ``state=sent``, ``tags=大阪``, ``due<=2026-12-31``.

    Raises UsageProblem where it is none.
    """
    choices = " / ".join(Column)
    found = _CONDITION.fullmatch(written)
    if found is None:
        raise UsageProblem("clients-where", {"written": written, "choices": choices})
    name, order, value = found.groups()
    if name not in list(Column):
        raise UsageProblem("clients-column", {"written": name, "choices": choices})
    column = Column(name)
    if column is Column.STATE and value not in STATES:
        raise UsageProblem("clients-state", {"written": value, "choices": " / ".join(STATES)})
    if column is Column.TAGS and order not in ("=", "!="):
        raise UsageProblem("clients-order", {"written": written})
    if value and ((column in NUMBERS and not _is_number(value)) or (column in DAYS and not _is_day(value))):
        raise UsageProblem("clients-number" if column in NUMBERS else "clients-day", {"written": written})
    return Condition(column, order, value)


def _is_number(value: str) -> bool:
    return re.fullmatch(r"-?[0-9]{1,9}", value) is not None


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def chosen(rows: Iterable[ClientRow], conditions: Sequence[Condition]) -> list[ClientRow]:
    """The rows of which all conditions hold."""
    return [row for row in rows if all(entry.holds(row) for entry in conditions)]


def ordered(rows: Iterable[ClientRow], written: str) -> list[ClientRow]:
    """The rows in the order of a column, ``-score`` the other way round; what says nothing comes last.

    Equal rows stand in the order of their folders, so that the order in which folders were found changes nothing.
    Raises UsageProblem where there is no such column.
    """
    name = written.removeprefix("-")
    if name not in list(Column):
        raise UsageProblem("clients-column", {"written": written, "choices": " / ".join(Column)})
    column, backwards = Column(name), written.startswith("-")
    by_folder = sorted(rows, key=lambda row: row.folder)
    said = [row for row in by_folder if row.value(column) is not None]
    silent = [row for row in by_folder if row.value(column) is None]
    steps = {state: at for at, state in enumerate(STATES)}

    def rank(row: ClientRow) -> tuple[int, str]:
        found = row.value(column)
        if isinstance(found, int):
            return found, ""
        text = found.isoformat() if isinstance(found, date) else str(found)
        return (steps[text], "") if column is Column.STATE else (0, text)

    return sorted(said, key=rank, reverse=backwards) + silent


def anonymous(rows: Sequence[ClientRow]) -> list[ClientRow]:
    """The rows with numbers in place of names, and without tags and folders.

    The numbers follow the order of the rows, never that of the folders.
    """
    return [
        replace(
            row,
            folder=str(at),
            client=Client(name=str(at), relation=row.client.relation, sector=row.client.sector),
        )
        for at, row in enumerate(rows, 1)
    ]
