"""Addresses and what happens there: pages are shown, a form is saved at once and only then called saved.

Every change goes through the ``save`` of the backend; after it comes a redirect, so that loading a page again changes
nothing. Pages are made in worker threads, since they read the disk; who is let in is ``access_control``'s business.
"""

from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from threading import Lock
from typing import TypeAlias
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tenken import templating as templates
from tenken.ask.subject.begin import FIRST_FIELDS
from tenken.ask.subject.page_form import WAS
from tenken.ask.web.access_control import SessionKeys, form_of
from tenken.ask.web.audit.desk_handlers import Desk
from tenken.ask.web.audit.finding_form import NAMES as FINDING_TEXTS
from tenken.ask.web.audit.findings_handlers import Findings
from tenken.ask.web.audit.head import is_audit
from tenken.ask.web.backend import Backend, NotBegunError
from tenken.ask.web.pages.frame import Frame, Snapshot
from tenken.ask.web.pages.outside import begun_page, bye_page, lacks_page, problems_page, refused_page
from tenken.ask.web.pages.overview import overview_page
from tenken.ask.web.pages.report import report_file, report_page
from tenken.ask.web.pages.score import done_page, score_page
from tenken.ask.web.pages.site import Site
from tenken.ask.web.pages.start import start_page
from tenken.ask.web.question_handlers import Questions, read_back, redirect
from tenken.ask.web.served import Served, first_site
from tenken.ask.web.subject.about import About
from tenken.ask.web.subject.begin import Begin
from tenken.core.problem import FileProblems, SayableError
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.question_filters import filter_named
from tenken.words import LANGUAGES, Language, Words

Handler: TypeAlias = Callable[[Request, Language], Response]
SnapshotHandler: TypeAlias = Callable[[Request, Snapshot], Response]

OWN_FILES = {
    **{source.removeprefix("web/"): (source, "text/css") for source in templates.PAGES},
    "audit.css": ("web/audit.css", "text/css"),
    "firms.css": ("web/firms/firms.css", "text/css"),
    "lists.css": ("web/firms/lists.css", "text/css"),
    "script.js": ("web/script.js", "text/javascript"),
    "audit.js": ("web/audit.js", "text/javascript"),
    "icon.svg": ("web/icon.svg", "image/svg+xml"),
}
"""The only files that are served; no path of a request ever reaches the disk."""

REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox"
)
"""The report brings its own style and nothing else; as a page it may do nothing."""


class WebApp:
    """The pages of one file, with their addresses."""

    def __init__(self, backend: Backend, site: Site, one_at_a_time: Lock, stop: Callable[[], None] | None) -> None:
        """Serve from this backend; reports are made one at a time under that lock.

        ``stop`` ends the server once the last page is out; pages that are some among many have no button for it.
        """
        self._backend = backend
        self._stop = stop
        self._site = site
        self._frame = Frame(backend, site)
        self._questions = Questions(backend, self._frame, site.base)
        self._desk = Desk(backend, self._frame, site.base)
        self._findings = Findings(backend, self._frame, site.base)
        self._about = About(backend, self._frame, site.base)
        self._begin = Begin(backend, self._frame, site.base)
        self._one_at_a_time = one_at_a_time

    def inside(self) -> Starlette:
        """All pages, for whoever was let in."""
        routes = [
            self._either("/{lang}/", self._start, self._desk.lists),
            self._outside("/{lang}/begin", self._begin.show),
            self._outside("/{lang}/begin", self._begin.create, "POST"),
            self._outside("/{lang}/files", self._begin.files),
            self._outside("/{lang}/files", self._begin.choose, "POST"),
            self._either("/{lang}/about", self._about.show, self._desk.lists),
            self._either("/{lang}/about", self._about.save, _not_here, "POST"),
            self._either("/{lang}/go", self._go, self._desk.onward),
            self._either("/{lang}/q/{id}", self._questions.show, self._desk.show),
            self._either("/{lang}/q/{id}", self._questions.save, self._desk.save, "POST"),
            self._either("/{lang}/overview", self._overview, self._desk.lists),
            self._either("/{lang}/findings", _not_here, self._findings.all),
            self._either("/{lang}/finding/{id}", _not_here, self._findings.show),
            self._either("/{lang}/finding/{id}", _not_here, self._findings.save, "POST"),
            self._either("/{lang}/requests", _not_here, self._findings.requests),
            self._either("/{lang}/requests", _not_here, self._findings.save_request, "POST"),
            self._page("/{lang}/score", self._score),
            self._page("/{lang}/report", self._report),
            self._route("/{lang}/report/view", self._view),
            self._route("/{lang}/report/file", self._file),
            self._route("/{lang}/calendar.ics", self._calendar),
            self._either("/{lang}/done", self._done, self._desk.lists),
            *([self._page("/{lang}/end", partial(self._end, self._stop), "POST")] if self._stop else ()),
            *own_files(),
        ]
        return Starlette(routes=routes, exception_handlers={HTTPException: self._refused, Exception: self._failed})

    def _route(self, path: str, handler: Handler, method: str = "GET") -> Route:
        async def endpoint(request: Request) -> Response:
            return await run_in_threadpool(self._told, handler, request, language_of(request))

        return Route(path, endpoint, methods=[method])

    def _page(self, path: str, page: Callable[[Language], Response], method: str = "GET") -> Route:
        """One that is asked for by nothing but its address."""
        return self._route(path, lambda _, lang: page(lang), method)

    def _outside(self, path: str, handler: Handler, method: str = "GET") -> Route:
        """One for whoever has no file yet; who has one is led to it, with what was typed to be copied."""

        def outside(request: Request, lang: Language) -> Response:
            if self._backend.opened.path is None:
                return handler(request, lang)
            if method == "GET":
                return redirect(f"{self._site.home(lang)}/")
            return begun_page(self._frame, lang, _texts(form_of(request.scope)))

        return self._route(path, outside, method)

    def _either(self, path: str, own: SnapshotHandler, audit: SnapshotHandler, method: str = "GET") -> Route:
        """One address for whoever answers and for whoever audits: which page it is depends on the file."""

        def handler(request: Request, lang: Language) -> Response:
            snapshot = self._frame.snapshot(lang)
            return (audit if is_audit(snapshot.assessment) else own)(request, snapshot)

        return self._route(path, handler, method)

    def _told(self, handler: Handler, request: Request, lang: Language) -> Response:
        """The handler's page, or the page that says why there is none."""
        try:
            return handler(request, lang)
        except NotBegunError:
            return redirect(f"{self._site.home(lang)}/begin")
        except FileProblems as refused:
            return problems_page(self._site, lang, refused.problems, _texts(form_of(request.scope)))
        except SayableError as stop:
            return lacks_page(self._frame, lang, Words(lang).error(stop.what, stop.values))

    async def _refused(self, request: Request, stop: Exception) -> Response:
        assert isinstance(stop, HTTPException)
        return refused_page(self._site, HTTPStatus(stop.status_code), lang=self._site.spoken(request.url.path))

    async def _failed(self, request: Request, fault: Exception) -> Response:  # noqa: ARG002 - Starlette's signature
        return refused_page(self._site, HTTPStatus.INTERNAL_SERVER_ERROR, lang=self._site.spoken(request.url.path))

    def _start(self, _: Request, snapshot: Snapshot) -> Response:
        return start_page(self._frame, snapshot)

    def _go(self, _: Request, snapshot: Snapshot) -> Response:
        return self._questions.onward(snapshot)

    def _overview(self, request: Request, snapshot: Snapshot) -> Response:
        return overview_page(self._frame, snapshot, filter_named(request.query_params.get("show")))

    def _score(self, lang: Language) -> Response:
        return score_page(self._frame, self._frame.snapshot(lang))

    def _report(self, lang: Language) -> Response:
        return report_page(self._frame, self._frame.snapshot(lang))

    def _view(self, request: Request, lang: Language) -> Response:
        content = self._made("html", request, lang)
        return Response(content, media_type="text/html", headers={"Content-Security-Policy": REPORT_POLICY})

    def _file(self, request: Request, lang: Language) -> Response:
        form = request.query_params.get("form", "")
        if form not in self._backend.forms:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        content = self._made(form, request, lang)
        ending, kind = self._backend.forms[form]
        file = report_file(self._frame, _reader(request), ending, Words(lang))
        name = f"filename=\"report.{ending}\"; filename*=UTF-8''{quote(file, safe='')}"
        return Response(content, media_type=kind, headers={"Content-Disposition": f"attachment; {name}"})

    def _calendar(self, _: Request, lang: Language) -> Response:
        """The days of the assessment, to be imported into a calendar."""
        name = quote(f"{self._backend.stem}.ics", safe="")
        told = {"Content-Disposition": f"attachment; filename=\"dates.ics\"; filename*=UTF-8''{name}"}
        return Response(self._backend.calendar(Words(lang)), media_type="text/calendar", headers=told)

    def _made(self, form: str, request: Request, lang: Language) -> bytes:
        """The report, one at a time: a page layout takes all the memory and time there is."""
        profile = _reader(request)
        if profile is ReportProfile.AUDIT and not is_audit(self._backend.load()[1]):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        with self._one_at_a_time:
            return self._backend.report(form, profile, Words(lang))

    def _done(self, request: Request, snapshot: Snapshot) -> Response:
        asked, read = request.query_params, read_back(request, snapshot.words)
        return done_page(self._frame, snapshot, asked.get("saved"), moved="moved" in asked, read=read)

    def _end(self, stop: Callable[[], None], lang: Language) -> Response:
        stop()
        return bye_page(self._site, lang, "web.bye.resume")


def pages_of_file(backend: Backend, keys: SessionKeys, stop: Callable[[], None]) -> Served:
    """The pages of a run that is about one file."""
    site = first_site(keys, backend.lang)
    return Served(site, WebApp(backend, site, Lock(), stop).inside(), backend.fault)


def language_of(request: Request) -> Language:
    """The language that an address names; there is no such page where it names none of ours."""
    lang = next((lang for lang in LANGUAGES if lang == request.path_params["lang"]), None)
    if lang is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return lang


def own_files() -> list[Route]:
    """The addresses of what pages load: style sheets, scripts, the icon."""
    return [Route(f"/{name}", _own_file(name)) for name in OWN_FILES]


def _reader(request: Request) -> ReportProfile:
    """For whom a report is asked for; the owner's where nobody says."""
    wanted = request.query_params.get("for")
    return next((profile for profile in ReportProfile if profile == wanted), ReportProfile.OWNER)


def _not_here(request: Request, snapshot: Snapshot) -> Response:  # noqa: ARG001 - called as every handler
    raise HTTPException(HTTPStatus.NOT_FOUND)


def _own_file(name: str) -> Callable[[Request], Response]:
    source, kind = OWN_FILES[name]

    def serve(request: Request) -> Response:  # noqa: ARG001 - Starlette's signature
        return Response(templates.source(source), media_type=kind)

    return serve


def _texts(form: Mapping[str, str]) -> dict[str, str]:
    """What a person wrote by hand in a form, to be copied where it cannot be saved."""
    kept = ("note", "owner", "reason", *FIRST_FIELDS, *FINDING_TEXTS)
    return {
        name: value.strip()
        for name, value in form.items()
        if value.strip() and (name in kept or name.endswith(("-what", "-file")) or value != form.get(WAS + name, value))
    }
