"""The page of many firms: what stands in the row of each, and where its links lead.

Which firms those are, and in which order, is ``selection``'s. All texts of others are made harmless here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from starlette.responses import HTMLResponse

from tenken.ask.web.firms.backend import FirmsBackend, ListedFirm
from tenken.ask.web.firms.selection import AT_ONCE, Choice, Group, Look, Selection
from tenken.ask.web.pages.site import Site
from tenken.core.portfolio.clients import Relation
from tenken.core.portfolio.standing import QUIET_DAYS, ClientState, Due, Standing
from tenken.core.portfolio.table import Column
from tenken.core.problem import Problem
from tenken.screen import plain
from tenken.words import Language, Words

MOST_TOLD = 3
"""Problems of one firm that are told; a file that is damaged may have hundreds."""


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
    opens: Callable[[str, str], str],
) -> HTMLResponse:
    """The table; ``opens`` gives for folder and file of a firm the name under which its pages lie."""
    w = Words(lang)
    wish = shown.wish
    looked = {choice.value: choice for choice in shown.choices[Group.LOOK]}
    column = w(f"clients.web.head.{wish.sort.removeprefix('-')}")
    return site.page(
        "firms",
        lang,
        query=wish.query,
        shown=shown,
        wish=wish,
        every=wish.but(look=Look.EVERY, state="", sector="", tag="", name="").query,
        looks=list(looked.values()),
        groups=[(str(group), shown.choices[group]) for group in Group if group is not Group.LOOK],
        narrowed=bool(wish.state or wish.sector or wish.tag),
        told=lambda choice: _told(choice, w),
        lines=[_line(site, firm, w, firms.today, opens) for firm in shown.firms],
        order=w(f"clients.web.order_{'down' if wish.sort.startswith('-') else 'up'}", column=column),
        last=min(shown.first + AT_ONCE - 1, shown.found),
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


def _line(site: Site, firm: ListedFirm, w: Words, today: date, opens: Callable[[str, str], str]) -> FirmLine:
    def address(file: str | None, page: str = "") -> str:
        lies = file is not None and not firm.problems
        return f"{site.base}/firm/{opens(firm.folder, file)}/{w.lang}/{page}" if lies and file else ""

    row = firm.row
    due = row.standing.due if row else None
    grade, change = (row.value(Column.GRADE), row.value(Column.CHANGE)) if row else (None, None)
    return FirmLine(
        id=opens(firm.folder, ""),
        firm=firm,
        name=plain(row.client.name if row else firm.folder),
        standing=row.standing if row else None,
        bare=row is None or (row.value(Column.SCORE) is None and row.standing.audit is None),
        contractor=row is not None and row.client.relation is Relation.CONTRACTOR,
        state=_state(row.standing, w) if row and not firm.problems else w(_unreadable(firm)),
        grade=str(grade or ""),
        checked=_checked(row.standing) if row else "",
        change=w.signed(change) if isinstance(change, int) else "",
        due=_due(due, w) if due else "",
        late=due is not None and due.day < today,
        work=address(firm.work),
        own=address(firm.own, "score"),
        audit=address(firm.audit, "score"),
        problems=tuple(_problem(problem, w) for problem in firm.problems[:MOST_TOLD]),
        more_problems=max(0, len(firm.problems) - MOST_TOLD),
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


def _due(due: Due, w: Words) -> str:
    return " ".join([w(f"clients.web.due.{due.kind}"), *map(plain, due.findings)])


def _problem(problem: Problem, w: Words) -> str:
    """A problem with its place, as one text."""
    told = w("web.problem.place", file=problem.file, line=problem.line) if problem.line else problem.file
    return plain(f"{told}　{w.problem(problem)}")
