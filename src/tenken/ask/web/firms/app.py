"""The addresses of many firms: the table at the root, lists beside it, and below them the pages of each file.

Those are made when one enters them, and never those of another: each set has its own path, its own backend and nothing
that is switched. Their paths are drawn at random, so that no address tells a firm's name.
"""

from collections.abc import Callable
from http import HTTPStatus
from secrets import token_urlsafe
from threading import Lock

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from tenken.ask.web.access_control import SessionKeys
from tenken.ask.web.app import WebApp, language_of, own_files
from tenken.ask.web.firms.backend import FirmsBackend
from tenken.ask.web.firms.lists import Lists
from tenken.ask.web.firms.page import firms_page
from tenken.ask.web.firms.selection import UNNAMED, Selection, selected, wished
from tenken.ask.web.firms.shown import taken
from tenken.ask.web.pages.outside import bye_page, problems_page, refused_page
from tenken.ask.web.pages.site import Site
from tenken.ask.web.served import Served, first_site
from tenken.core.portfolio.table import ClientTable, anonymous
from tenken.core.problem import FileProblems
from tenken.words import Language, Words


class FirmsApp:
    """The list of all firms, and the way into the pages of each."""

    def __init__(self, firms: FirmsBackend, site: Site, stop: Callable[[], None]) -> None:
        """Serve from this backend; ``stop`` ends the server once the last page is out."""
        self._firms = firms
        self._site = site
        self._stop = stop
        self._ids: dict[tuple[str, str], str] = {}
        self._files: dict[str, tuple[str, str]] = {}
        self._entered: dict[str, ASGIApp] = {}
        self._naming, self._entering, self._reading, self._making = Lock(), Lock(), Lock(), Lock()
        self._lists = Lists(firms, site, self._id, self._reading)
        self._last_query = ""
        """What of the list was looked at last: there leads the way out of a firm's pages."""

    def inside(self) -> Starlette:
        """All pages, for whoever was let in."""
        return Starlette(
            routes=[
                Route("/{lang}/", self._list),
                Route("/{lang}/table.xlsx", self._download),
                *self._lists.routes(),
                Route("/{lang}/end", self._end, methods=["POST"]),
                Mount("/firm/{pages}", self._enter),
                *own_files(),
            ],
            exception_handlers={HTTPException: self._refused, Exception: self._failed},
        )

    async def _list(self, request: Request) -> Response:
        return await run_in_threadpool(self._told, request, language_of(request), self._page)

    async def _download(self, request: Request) -> Response:
        return await run_in_threadpool(self._told, request, language_of(request), self._workbook)

    def _told(
        self, request: Request, lang: Language, tell: Callable[[Request, Language, Selection], Response]
    ) -> Response:
        """What is asked for of the folder as it now stands; read one at a time, since that keeps the machine busy."""
        try:
            with self._reading:
                firms = self._firms.read()
        except FileProblems as refused:
            return problems_page(self._site, lang, refused.problems)
        return tell(request, lang, selected(firms, wished(request.query_params), self._firms.today))

    def _page(self, _: Request, lang: Language, shown: Selection) -> Response:
        self._last_query = shown.wish.query
        return firms_page(self._site, self._firms, lang, shown, self._id)

    def _workbook(self, request: Request, lang: Language, shown: Selection) -> Response:
        """The firms of all pages to take along, with numbers in place of names where that is asked for."""
        w, unnamed = Words(lang), UNNAMED in request.query_params
        rows = tuple(anonymous(shown.rows)) if unnamed else shown.rows
        table = ClientTable(rows=rows, day=self._firms.today, left_out=shown.total - len(rows))
        name = w("clients.web.file_unnamed" if unnamed else "clients.web.file", day=table.day.isoformat())
        return taken(self._firms.forms["table.xlsx"], table, w, "firms.xlsx", name)

    async def _end(self, request: Request) -> Response:
        lang = language_of(request)
        self._stop()
        return bye_page(self._site, lang, "clients.web.resume")

    def _id(self, folder: str, file: str) -> str:
        """The name under which a file's pages lie for as long as this server runs; without a file, that of its row."""
        with self._naming:
            if (folder, file) not in self._ids:
                found = token_urlsafe(9)
                self._ids[folder, file] = found
                self._files[found] = (folder, file)
            return self._ids[folder, file]

    async def _enter(self, scope: Scope, receive: Receive, send: Send) -> None:
        pages = await run_in_threadpool(self._pages, scope["path_params"]["pages"])
        await pages(scope, receive, send)

    def _pages(self, name: str) -> ASGIApp:
        """The pages of that name, made once."""
        folder, file = self._files.get(name, ("", ""))
        if not file:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        with self._entering:
            if name not in self._entered:
                site = Site(
                    base=f"{self._site.base}/firm/{name}",
                    csrf=self._site.csrf,
                    lang=self._site.lang,
                    way_out=lambda lang: f"{self._site.home(lang)}/{self._last_query}#f-{self._id(folder, '')}",
                )
                self._entered[name] = WebApp(self._firms.open(folder, file), site, self._making, None).inside()
            return self._entered[name]

    async def _refused(self, request: Request, stop: Exception) -> Response:
        assert isinstance(stop, HTTPException)
        return refused_page(self._site, HTTPStatus(stop.status_code), lang=self._site.spoken(request.url.path))

    async def _failed(self, request: Request, fault: Exception) -> Response:  # noqa: ARG002 - Starlette's signature
        lang = self._site.spoken(request.url.path)
        return refused_page(self._site, HTTPStatus.INTERNAL_SERVER_ERROR, lang=lang)


def pages_of_firms(firms: FirmsBackend, keys: SessionKeys, stop: Callable[[], None]) -> Served:
    """The pages of a run that is about many firms."""
    site = first_site(keys, firms.lang)
    return Served(site, FirmsApp(firms, site, stop).inside(), firms.fault)
