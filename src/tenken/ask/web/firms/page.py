"""The table of many firms: what stands in the row of each, and where its links lead.

Which firms those are, and in which order, is ``selection``'s; what this page shares with others is in ``shown``. All
texts of others are made harmless.
"""

from dataclasses import dataclass
from datetime import date

from starlette.responses import HTMLResponse

from tenken.ask.web.firms.backend import FirmsBackend, ListedFirm
from tenken.ask.web.firms.selection import Choice, Group, Look, Selection
from tenken.ask.web.firms.shown import Links, Opens, due_told, name_of, problems_told
from tenken.ask.web.pages.site import Site
from tenken.core.portfolio.clients import Relation
from tenken.core.portfolio.standing import QUIET_DAYS, ClientState, Standing
from tenken.core.portfolio.table import Column
from tenken.screen import plain
from tenken.words import Language, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmLine:
    """A firm as its row shows it."""

    id: str
    """By which a link finds the row; says nothing of the firm."""
    firm: ListedFirm
    name: str
    standing: Standing | None
    bare: bool
    """Whether nothing is answered and nothing judged."""
    contractor: bool
    state: str
    grade: str
    checked: str
    change: str
    due: str
    """What is due, without its day."""
    late: bool
    work: str
    """The address of its pages; empty where none open."""
    own: str
    """The address of how its own score comes about."""
    audit: str
    """That of the score with the verdicts."""
    problems: tuple[str, ...]
    more_problems: int


def firms_page(
    site: Site,
    firms: FirmsBackend,
    lang: Language,
    shown: Selection,
    opens: Opens,
) -> HTMLResponse:
    """The table."""
    w = Words(lang)
    links = Links(site, opens, lang)
    wish = shown.wish
    looked = {choice.value: choice for choice in shown.choices[Group.LOOK]}
    column = w(f"clients.web.head.{wish.sort.removeprefix('-')}")
    return site.page(
        "firms/table",
        lang,
        query=wish.query,
        shown=shown,
        wish=wish,
        every=wish.but(look=Look.EVERY, state="", sector="", tag="", name="").query,
        looks=list(looked.values()),
        groups=[(str(group), shown.choices[group]) for group in Group if group is not Group.LOOK],
        narrowed=bool(wish.state or wish.sector or wish.tag),
        told=lambda choice: _told(choice, w),
        lines=[_line(links, firm, w, firms.today) for firm in shown.part.lines],
        order=w(f"clients.web.order_{'down' if wish.sort.startswith('-') else 'up'}", column=column),
        filters=[_told(choice, w) for group in Group for choice in shown.choices[group] if choice.chosen],
        folder=firms.folder,
        today=firms.today,
    )


def _told(choice: Choice, w: Words) -> str:
    """What a filter is called."""
    match choice.group:
        case Group.LOOK:
            return w(f"clients.web.look.{choice.value}", days=QUIET_DAYS)
        case Group.STATE:
            return w(f"clients.state.{choice.value}")
        case _:
            return plain(choice.value)


def _line(links: Links, firm: ListedFirm, w: Words, today: date) -> FirmLine:
    row = firm.row
    due = row.standing.due if row else None
    problems, more = problems_told(firm.problems, w)
    grade, change = (row.value(Column.GRADE), row.value(Column.CHANGE)) if row else (None, None)
    return FirmLine(
        id=links.opens(firm.folder, ""),
        firm=firm,
        name=name_of(firm),
        standing=row.standing if row else None,
        bare=row is None or (row.value(Column.SCORE) is None and row.standing.audit is None),
        contractor=row is not None and row.client.relation is Relation.CONTRACTOR,
        state=_state(row.standing, w) if row and not firm.problems else w(_unreadable(firm)),
        grade=str(grade or ""),
        checked=_checked(row.standing) if row else "",
        change=w.signed(change) if isinstance(change, int) else "",
        due=due_told(due.kind, due.findings, w) if due else "",
        late=due is not None and due.day < today,
        work=links.to(firm, firm.work),
        own=links.to(firm, firm.own, "score"),
        audit=links.to(firm, firm.audit, "score"),
        problems=problems,
        more_problems=more,
    )


def _state(standing: Standing, w: Words) -> str:
    state = w(f"clients.state.{standing.state}")
    if standing.state is not ClientState.PARTLY or standing.own is None:
        return state
    return w("clients.partly", state=state, answered=standing.own.answered, applicable=standing.own.applicable)


def _unreadable(firm: ListedFirm) -> str:
    """Instead of a state: nobody knows it where a file cannot be read."""
    return "clients.state.unreadable" if firm.row else "clients.web.unreadable"


def _checked(standing: Standing) -> str:
    return f"{standing.audit.checked}/{standing.audit.applicable}" if standing.audit else ""
