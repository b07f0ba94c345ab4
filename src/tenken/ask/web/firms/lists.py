"""The addresses of the lists beside the table: findings, days and gaps of all firms, as pages and to take along.

Every one is made of the folder as it stands when it is asked for; nothing is changed by any of them. How each looks is
the business of its page's module.
"""

from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import TypeAlias, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tenken.ask.web.app import language_of
from tenken.ask.web.firms.backend import FirmsBackend, ListedFirm, ReadFindings
from tenken.ask.web.firms.calendar_page import calendar_of_firms, calendar_page
from tenken.ask.web.firms.findings_page import findings_list, findings_page, findings_wished
from tenken.ask.web.firms.gaps_page import gaps_page
from tenken.ask.web.firms.paging import page_asked
from tenken.ask.web.firms.selection import UNNAMED
from tenken.ask.web.firms.shown import Links, Opens, taken
from tenken.ask.web.pages.outside import problems_page
from tenken.ask.web.pages.site import Site
from tenken.core.portfolio.gaps import GapList
from tenken.core.problem import FileProblems
from tenken.words import Words

Tell: TypeAlias = Callable[[Request, Words], Response]
Read = TypeVar("Read")

FORMS = ("xlsx", "csv")
"""In which lists are taken along."""


class Lists:
    """The pages of what many firms owe, of what is due and of what they lack."""

    def __init__(self, firms: FirmsBackend, site: Site, opens: Opens, reading: Lock) -> None:
        """Serve from this backend; the folder is read by one request at a time, under that lock."""
        self._firms = firms
        self._site = site
        self._opens = opens
        self._reading = reading

    def routes(self) -> list[Route]:
        """Their addresses."""
        return [
            self._route("findings", self._findings),
            *(self._route(f"findings.{form}", partial(self._take_findings, form)) for form in FORMS),
            self._route("calendar", self._calendar),
            self._route("calendar.ics", self._take_calendar),
            self._route("gaps", self._gaps),
            *(self._route(f"gaps.{form}", partial(self._take_gaps, form)) for form in FORMS),
        ]

    def _route(self, path: str, tell: Tell) -> Route:
        async def endpoint(request: Request) -> Response:
            return await run_in_threadpool(self._told, tell, request, Words(language_of(request)))

        return Route(f"/{{lang}}/{path}", endpoint)

    def _told(self, tell: Tell, request: Request, w: Words) -> Response:
        try:
            return tell(request, w)
        except FileProblems as refused:
            return problems_page(self._site, w.lang, refused.problems)

    def _read(self, read: Callable[[], Read]) -> Read:
        with self._reading:
            return read()

    def _links(self, w: Words) -> Links:
        return Links(self._site, self._opens, w.lang)

    def _read_findings(self, *, overdue: bool) -> ReadFindings:
        return self._read(lambda: self._firms.findings(overdue))

    def _findings(self, request: Request, w: Words) -> Response:
        wish = findings_wished(request.query_params)
        return findings_page(self._links(w), self._firms, w, self._read_findings(overdue=wish.overdue), wish)

    def _take_findings(self, form: str, request: Request, w: Words) -> Response:
        wish = findings_wished(request.query_params)
        found = findings_list(self._read_findings(overdue=wish.overdue), wish, self._firms.today)
        return self._taken(f"findings.{form}", found, w, "clients.web.findings.file")

    def _calendar(self, request: Request, w: Words) -> Response:
        listed = self._read(self._firms.read)
        return calendar_page(self._links(w), self._firms, w, listed, page_asked(request.query_params))

    def _take_calendar(self, request: Request, w: Words) -> Response:
        named = UNNAMED not in request.query_params
        found = calendar_of_firms(self._read(self._firms.read), self._firms.today, named=named)
        key = "clients.web.calendar.file" if named else "clients.web.calendar.file_unnamed"
        return self._taken("calendar.ics", found, w, key)

    def _counted_gaps(self, listed: tuple[ListedFirm, ...]) -> tuple[GapList, int]:
        return self._firms.gaps([firm.row for firm in listed if firm.row])

    def _gaps(self, _: Request, w: Words) -> Response:
        listed = self._read(self._firms.read)
        return gaps_page(self._links(w), self._firms, w, listed, self._counted_gaps(listed))

    def _take_gaps(self, form: str, _: Request, w: Words) -> Response:
        found, _copies = self._counted_gaps(self._read(self._firms.read))
        return self._taken(f"gaps.{form}", found, w, "clients.web.gaps.file")

    def _taken(self, usual: str, found: object, w: Words, key: str) -> Response:
        return taken(self._firms.forms[usual], found, w, usual, w(key, day=self._firms.today.isoformat()))
