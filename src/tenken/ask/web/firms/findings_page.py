"""The page of the findings that firms still owe, by firm or by person, and the list of them to take along.

Which findings those are, and in which order, is ``core.portfolio.findings``'s.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from starlette.responses import HTMLResponse

from tenken.ask.web.firms.backend import FirmsBackend, ReadFindings
from tenken.ask.web.firms.paging import page_asked, part_of, query_of
from tenken.ask.web.firms.shown import Links, unread_of
from tenken.core.audit.followup import FindingState
from tenken.core.model import FindingGrade
from tenken.core.portfolio.findings import FindingList, FirmFindings, person_of
from tenken.screen import plain
from tenken.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsWish:
    """What the address of the page asks for."""

    by_person: bool = False
    overdue: bool = False
    page: int = 1

    @property
    def fields(self) -> dict[str, str]:
        """What an address has to say of it, without the page."""
        person = {"by": "person"} if self.by_person else {}
        return person | ({"overdue": ""} if self.overdue else {})


def findings_wished(asked: Mapping[str, str]) -> FindingsWish:
    """What an address asks for; what makes no sense is passed over."""
    return FindingsWish(by_person=asked.get("by") == "person", overdue="overdue" in asked, page=page_asked(asked))


def findings_list(read: ReadFindings, wish: FindingsWish, today: date) -> FindingList:
    """The findings as they are asked for."""
    return FindingList(today, read.found, wish.by_person, only_overdue=wish.overdue)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """A finding as its row shows it."""

    id: str
    title: str
    grade: str
    major: bool
    stage: str
    due: date | None
    overdue_days: int
    person: str
    firm: str
    link: str
    """The address of the findings of its firm; empty where none open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingBlock:
    """The findings of a firm or a person, below its name."""

    name: str
    link: str
    contact: str
    findings: int
    """How many there are, on this page and on others."""
    lines: Sequence[FindingLine]


def findings_page(links: Links, firms: FirmsBackend, w: Words, read: ReadFindings, wish: FindingsWish) -> HTMLResponse:
    """The findings, a hundred of them at once."""
    found = findings_list(read, wish, firms.today)
    listed = {firm.folder: firm for firm in read.firms}
    heads = _persons(found, w) if wish.by_person else _firms(found)
    part = part_of([(at, *pair) for at, (_, pairs) in enumerate(heads) for pair in pairs], wish.page)

    def line(firm: FirmFindings, state: FindingState) -> FindingLine:
        finding = state.finding
        return FindingLine(
            id=plain(finding.id),
            title=plain(" ".join(finding.title.split())),
            grade=w(f"finding_grade.{finding.grade}"),
            major=finding.grade is FindingGrade.MAJOR,
            stage=firms.stage(w, state),
            due=state.due,
            overdue_days=state.overdue_days,
            person=plain(person_of(state, firm.client) or ""),
            firm=plain(firm.client.name),
            link=links.findings(listed[firm.folder]),
        )

    blocks = []
    for at, rows in groupby(part.lines, key=lambda row: row[0]):
        lines = [line(firm, state) for _, firm, state in rows]
        first = heads[at][1][0][0]
        blocks.append(
            FindingBlock(
                name=plain(heads[at][0]),
                link="" if wish.by_person else lines[0].link,
                contact="" if wish.by_person else plain(first.client.contact or ""),
                findings=len(heads[at][1]),
                lines=lines,
            )
        )
    return links.site.page(
        "firms/findings",
        w.lang,
        query=part.query(wish.fields, part.page),
        wish=wish,
        of_firms=query_of(FindingsWish(overdue=wish.overdue).fields),
        of_persons=query_of(FindingsWish(by_person=True, overdue=wish.overdue).fields),
        lateness=query_of(FindingsWish(by_person=wish.by_person, overdue=not wish.overdue).fields),
        asked=query_of(wish.fields),
        counted=firms.findings_counted(found, w),
        blocks=blocks,
        part=part,
        unread=unread_of(read.firms, w, read.problems),
        no_firm=not read.firms,
        folder=firms.folder,
        today=firms.today,
    )


_Heads = list[tuple[str, Sequence[tuple[FirmFindings, FindingState]]]]


def _firms(found: FindingList) -> _Heads:
    return [(one.client.name, [(one, state) for state in one.states]) for one in found.firms]


def _persons(found: FindingList, w: Words) -> _Heads:
    return [(one.name or w("clients.findings_nobody"), one.findings) for one in found.persons]
