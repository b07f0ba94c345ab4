"""Which firms a page shows: what its address asks for, the filters with their counts, the order, and page by page.

What an address asks for and does not make sense is passed over: it is shown what it would be without. How a firm reads
is ``page``'s.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias

from tenken.ask.web.firms.backend import ListedFirm
from tenken.ask.web.firms.paging import Part, page_asked, part_of, query_of
from tenken.core.portfolio.standing import ClientState
from tenken.core.portfolio.table import ClientRow, Column, Condition, ordered

SOON = timedelta(days=7)
"""How far ahead "soon" looks."""
LONGEST = 200
"""Characters of what is asked for."""
MOST_WORDS = 30
"""Sectors, or tags, that are offered; the most frequent ones."""

UNNAMED = "unnamed"
"""In the address of a workbook: numbers in place of names."""

HEADS = {
    Column.NAME: "name",
    Column.STATE: "state",
    Column.SCORE: "score",
    Column.GRADE: "-grade",
    Column.CHECKED: "-checked",
    Column.CHANGE: "change",
    Column.MAJORS: "-majors",
    Column.OVERDUE: "-overdue",
    Column.QUIET: "-quiet",
    Column.DUE: "due",
}
"""The columns that are shown, each with the order that is wanted first: what needs a look at the top."""


class Look(StrEnum):
    """What one wants to see first."""

    EVERY = "every"
    FIRST = "first"
    """Whatever is late, silent or wrong."""
    LATE = "late"
    STALE = "stale"
    WRONG = "wrong"
    SOON = "soon"
    MAJORS = "majors"


class Group(StrEnum):
    """By what firms are filtered; filters of several groups hold together."""

    LOOK = "look"
    STATE = "state"
    SECTOR = "sector"
    TAG = "tag"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the address of a page asks for."""

    look: str = Look.EVERY
    state: str = ""
    sector: str = ""
    tag: str = ""
    name: str = ""
    sort: str = Column.DUE
    page: int = 1

    def but(self, **changes: str | int) -> "Wish":
        """The same with something changed, from its first page on."""
        return replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]

    @property
    def filtered(self) -> bool:
        """Whether it asks for less than every firm."""
        return self.but(sort=Column.DUE) != Wish()

    @property
    def fields(self) -> dict[str, str]:
        """What an address has to say of it."""
        usual = Wish()
        said = {name: getattr(self, name) for name in ("look", "state", "sector", "tag", "name", "sort", "page")}
        return {name: str(value) for name, value in said.items() if value != getattr(usual, name)}

    @property
    def query(self) -> str:
        """The end of its address."""
        return query_of(self.fields)

    @property
    def unnamed_query(self) -> str:
        """That of its workbook without names."""
        return query_of(self.fields | {UNNAMED: ""})


def wished(asked: Mapping[str, str]) -> Wish:
    """What an address asks for."""
    look, state, sort = (asked.get(name, "") for name in ("look", "state", "sort"))
    sector, tag, name = (asked.get(name, "").strip()[:LONGEST] for name in ("sector", "tag", "name"))
    return Wish(
        look=look if look in list(Look) else Look.EVERY,
        state=state if state in list(ClientState) else "",
        sector=sector,
        tag=tag,
        name=name,
        sort=sort if sort.removeprefix("-") in HEADS else Column.DUE,
        page=page_asked(asked),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter that can be chosen, or taken away where it is."""

    group: Group
    value: str
    firms: int
    """How many there would be."""
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column, with the address that sorts by it."""

    column: Column
    query: str
    sorted: str
    """``ascending``, ``descending``, or empty where the order is another column's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a page shows."""

    wish: Wish
    """What is shown; its page is one that there is."""
    part: Part[ListedFirm]
    """The firms of this page."""
    rows: tuple[ClientRow, ...]
    """On all pages together, without the firms that have no row."""
    total: int
    """Without any filter."""
    to_begin: int
    """Of those, how many have no assessment yet."""
    choices: Mapping[Group, tuple[Choice, ...]]
    heads: tuple[Head, ...]


Holds: TypeAlias = Callable[[ListedFirm], bool]


def selected(firms: Sequence[ListedFirm], wish: Wish, today: date) -> Selection:
    """The firms that are asked for; those whose ``client.toml`` cannot be read stand before all others."""
    holds: dict[str, Holds] = {
        "look": lambda firm: _looked_for(firm, wish.look, today),
        "state": lambda firm: not wish.state or _state(firm) == wish.state,
        "sector": lambda firm: not wish.sector or _is(firm, Column.SECTOR, wish.sector),
        "tag": lambda firm: not wish.tag or _is(firm, Column.TAGS, wish.tag),
        "name": lambda firm: _plain(wish.name) in _plain(firm.row.client.name if firm.row else firm.folder),
    }
    judged = [(firm, {name: held(firm) for name, held in holds.items()}) for firm in firms]
    found = [firm for firm, held in judged if all(held.values())]
    choices = {}
    for group in Group:
        others = [firm for firm, held in judged if all(held[name] for name in held if name != group)]
        choices[group] = tuple(_choices(group, others, wish, today))
    by_folder = {firm.row.folder: firm for firm in found if firm.row}
    rows = ordered((firm.row for firm in found if firm.row), wish.sort)
    in_order = [firm for firm in found if firm.row is None] + [by_folder[row.folder] for row in rows]
    part = part_of(in_order, wish.page)
    wish = replace(wish, page=part.page)
    return Selection(
        wish=wish,
        part=part,
        rows=tuple(rows),
        total=len(firms),
        to_begin=sum(firm.to_begin for firm in firms),
        choices=choices,
        heads=tuple(_head(column, wish) for column in HEADS),
    )


def _is(firm: ListedFirm, column: Column, value: str, order: str = "=") -> bool:
    return firm.row is not None and Condition(column, order, value).holds(firm.row)


def _state(firm: ListedFirm) -> str:
    """The firm's state; empty where nobody knows it, since a file cannot be read."""
    return str(firm.row.standing.state) if firm.row and not firm.problems else ""


def _looked_for(firm: ListedFirm, look: str, today: date) -> bool:
    match look:
        case Look.LATE:
            return _is(firm, Column.DUE, today.isoformat(), "<")
        case Look.SOON:
            until = (today + SOON).isoformat()
            return _is(firm, Column.DUE, today.isoformat(), ">=") and _is(firm, Column.DUE, until, "<=")
        case Look.STALE:
            return firm.row is not None and firm.row.standing.stale
        case Look.MAJORS:
            return _is(firm, Column.MAJORS, "0", ">")
        case Look.WRONG:
            return bool(firm.problems)
        case Look.FIRST:
            return any(_looked_for(firm, each, today) for each in (Look.LATE, Look.STALE, Look.WRONG))
        case _:
            return True


def _plain(text: str) -> str:
    """A text as it is looked for: wide and narrow, large and small letters are the same."""
    return unicodedata.normalize("NFKC", text).casefold()


def _choices(group: Group, firms: Sequence[ListedFirm], wish: Wish, today: date) -> list[Choice]:
    """The filters of a group that would leave something, and the one that is chosen in any case."""
    counted: Counter[str] = Counter()
    for firm in firms:
        counted.update(_values(group, firm, today))
    now = getattr(wish, group)
    none = getattr(Wish(), group)
    match group:
        case Group.LOOK:
            values = [str(look) for look in Look if look is not Look.EVERY]
        case Group.STATE:
            values = list(map(str, ClientState))
        case _:
            values = [value for value, _ in sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:MOST_WORDS]]
            values += [now] if now and now not in values else []
    return [
        Choice(group, value, counted[value], wish.but(**{group: none if value == now else value}).query, value == now)
        for value in values
        if counted[value] or value == now
    ]


def _values(group: Group, firm: ListedFirm, today: date) -> list[str]:
    """The filters of a group that hold for a firm."""
    if group is Group.LOOK:
        return [str(look) for look in Look if _looked_for(firm, look, today)]
    if firm.row is None:
        return []
    client = firm.row.client
    match group:
        case Group.STATE:
            return [_state(firm)]
        case Group.SECTOR:
            return [client.sector] if client.sector else []
        case Group.TAG:
            return list(dict.fromkeys(client.tags))


def _head(column: Column, wish: Wish) -> Head:
    """The head of a column: sorts as is wanted first, and the other way round where it is sorted so already."""
    usual = HEADS[column]
    turned = usual.removeprefix("-") if usual.startswith("-") else f"-{usual}"
    told = ""
    if wish.sort.removeprefix("-") == column:
        told = "descending" if wish.sort.startswith("-") else "ascending"
    return Head(column, wish.but(sort=turned if wish.sort == usual else usual).query, told)
