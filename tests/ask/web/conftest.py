"""A person at the pages without a browser: reads forms as they stand there, fills them in and sends them."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from tests.browser import PATIENCE
from tests.conftest import PLACES, TODAY

from tenken.ask.web.app import pages_of_file
from tenken.ask.web.backend import Backend
from tenken.ask.web.firms.app import pages_of_firms
from tenken.ask.web.firms.backend import FirmsBackend
from tenken.ask.web.server import IdleTimer, LocalServer
from tenken.cli.clients.web import firms_backend_of
from tenken.cli.context import AppContext
from tenken.cli.web.backend import backend_of
from tenken.core.model import Assessment
from tenken.store.assessment import loader
from tenken.words import Language, Words

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage
    from playwright.sync_api import Page as Window


@dataclass
class Form:
    """A form with what is filled in, and its buttons."""

    action: str = ""
    method: str = "get"
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Reads a page as a browser would: forms with their values, every element with its attributes, the visible text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.links: list[tuple[str, str]] = []
        """The text of each link, and where it leads."""
        self._link: str | None = None
        self._area: str | None = None
        self._select: str | None = None
        self._chosen: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {name: value or "" for name, value in attrs}
        self.elements.append((tag, a))
        if tag == "a" and "href" in a:
            self._link = a["href"]
            self.links.append(("", self._link))
        if tag == "form":
            self.forms.append(Form(a.get("action", ""), a.get("method", "get")))
        if not self.forms:
            return
        fields = self.forms[-1].fields
        if tag == "textarea":
            self._area = a["name"]
            fields[self._area] = ""
        elif tag == "select":
            self._select = a["name"]
        elif tag == "option" and self._select and ("selected" in a or self._select not in fields):
            fields[self._select] = a.get("value", "")
            self._chosen = None if "value" in a else ""
        elif tag == "button" and "name" in a:
            self.forms[-1].buttons.append(a["value"])
        elif tag == "input" and "name" in a and (a.get("type") not in ("radio", "checkbox") or "checked" in a):
            fields[a["name"]] = a.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._link = None
        if tag == "textarea" and self._area:
            fields = self.forms[-1].fields
            fields[self._area] = fields[self._area].removeprefix("\n")
            self._area = None
        if tag == "option" and self._select and self._chosen is not None:
            self.forms[-1].fields[self._select] = self._chosen.strip()
            self._chosen = None
        if tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._link is not None:
            self.links[-1] = (self.links[-1][0] + data, self._link)
        if self._area:
            self.forms[-1].fields[self._area] += data
        if self._chosen is not None:
            self._chosen += data


@dataclass
class Page:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes
    path: str

    @property
    def html(self) -> str:
        return self.body.decode()

    @cached_property
    def read(self) -> Reader:
        return Reader(self.html)

    @property
    def text(self) -> str:
        return " ".join(self.read.text.split())

    @property
    def form(self) -> Form:
        """The form that is sent back, on pages that have one."""
        return next(form for form in self.read.forms if form.method == "post" and not form.action.endswith("/end"))

    @property
    def end(self) -> Form:
        """The form that ends the server, on pages that have one."""
        return next(form for form in self.read.forms if form.action.endswith("/end"))

    def element(self, **wanted: str) -> dict[str, str]:
        """The first element with these attributes."""
        return next(a for _, a in self.read.elements if wanted.items() <= a.items())


@dataclass
class Person:
    """Somebody in one browser."""

    port: int
    cookie: str = ""
    home: str = "/"
    """The first page; other pages are named from there."""

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Page:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=300)
        sent = {"Cookie": self.cookie, "Sec-Fetch-Site": "none" if method == "GET" else "same-origin"}
        if method == "POST":
            sent |= {"Origin": f"http://127.0.0.1:{self.port}", "Content-Type": "application/x-www-form-urlencoded"}
        sent |= headers or {}
        try:
            connection.request(method, path, body, {name: value for name, value in sent.items() if value})
            reply: HTTPResponse = connection.getresponse()
            page = Page(reply.status, {k.lower(): v for k, v in reply.getheaders()}, reply.read(), path)
        finally:
            connection.close()
        if "set-cookie" in page.headers:
            self.cookie = page.headers["set-cookie"].partition(";")[0]
        return page

    def go(self, path: str) -> Page:
        """Look at a page, following wherever it leads."""
        page = self.ask("GET", urljoin(self.home, path))
        while page.status == 303:
            page = self.ask("GET", urljoin(page.path, page.headers["location"]))
        return page

    def send(self, page: Page, button: str | None = None, **typed: str) -> Page:
        """Fill in the page's form, press a button and follow; ``None`` as a value leaves a choice open."""
        return self.send_form(page.form, button, **typed)

    def send_form(self, form: Form, button: str | None = None, **typed: str) -> Page:
        """The same for one of several forms of a page."""
        named = {name.replace("__", "-"): value for name, value in typed.items()}
        fields = form.fields | named | ({"go": button} if button else {})
        if button:
            assert button in form.buttons
        answer = self.ask("POST", form.action, urlencode(fields).encode())
        return self.go(answer.headers["location"]) if answer.status == 303 else answer


@dataclass
class Site:
    """A running server, its file, and what it would do by itself."""

    serving: LocalServer
    file: Path
    faults: list[Exception]
    thread: threading.Thread

    @property
    def address(self) -> str:
        """The address for the person to keep."""
        return self.serving.address

    def person(self) -> Person:
        """Somebody who was shown the address."""
        parts = urlsplit(self.serving.address)
        person = Person(self.serving.port)
        page = person.go(f"{parts.path}?{parts.query}")
        assert page.status == 200, page.text
        person.home = page.path
        return person

    @property
    def assessment(self) -> Assessment:
        return loader.load(self.file, PLACES, TODAY)[1]


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Hurried:
    """asyncio for uvicorn, which looks every tenth of a second whether it is to stop: twenty times as often."""

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    @staticmethod
    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds / 20)


@pytest.fixture
def serve(tmp_path: Path, head: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Site]]:
    """Starts a server for a file with these answers; it is gone at the end."""
    monkeypatch.setattr("uvicorn.server.asyncio", Hurried())
    sites: list[Site] = []

    def start(
        text: str = "", *, lang: Language = "ja", idle: IdleTimer | None = None, whole: str | None = None, **other: Any
    ) -> Site:
        file = tmp_path / "kitahama-2026.toml"
        file.write_text(whole or head + text, encoding="utf-8")
        app = AppContext(Words(lang), TODAY, PLACES, can_ask=False)
        faults: list[Exception] = []
        backend: Backend = replace(backend_of(app, file), now=lambda: "14:02", fault=faults.append, **other)
        serving = LocalServer(partial(pages_of_file, backend), idle or IdleTimer(60))
        thread = threading.Thread(target=serving.run, daemon=True)
        thread.start()
        sites.append(Site(serving, file, faults, thread))
        return sites[-1]

    yield start
    for site in sites:
        site.serving.end()
        site.thread.join(300)
        assert not site.thread.is_alive()
        assert not site.faults, site.faults


@pytest.fixture
def site(serve: Callable[..., Site]) -> Site:
    """A server for a file without answers."""
    return serve()


@pytest.fixture
def nothing_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Site]]:
    """A server that is about no file yet, started in an empty folder."""
    monkeypatch.setattr("uvicorn.server.asyncio", Hurried())
    monkeypatch.chdir(tmp_path)
    sites: list[Site] = []

    def start(file: Path | None = None, *, lang: Language = "ja") -> Site:
        app = AppContext(Words(lang), TODAY, PLACES[1:], can_ask=False)
        faults: list[Exception] = []
        backend = replace(backend_of(app, file), fault=faults.append)
        serving = LocalServer(partial(pages_of_file, backend), IdleTimer(60))
        thread = threading.Thread(target=serving.run, daemon=True)
        thread.start()
        sites.append(Site(serving, tmp_path / "北浜テニススクール-2026.toml", faults, thread))
        return sites[-1]

    yield start
    for site in sites:
        site.serving.end()
        site.thread.join(300)
        assert not site.faults, site.faults


FIRMS: dict[str, tuple[str, str]] = {
    "kitahama": ("北浜クラブ", 'sector = "スポーツ教室"\ntags = ["大阪"]\n'),
    "dojima": ("堂島スクール", 'sector = "習い事"\ntags = ["大阪", "子ども"]\n'),
    "tenma": ("天満教室", 'sector = "習い事"\n'),
}
"""Folder, name and the rest of ``client.toml`` of firms that have an assessment of this year."""


@dataclass
class Office:
    """A running server for a folder of firms."""

    serving: LocalServer
    folder: Path
    faults: list[Exception]
    thread: threading.Thread

    def person(self) -> Person:
        """Somebody who was shown the address."""
        return Site(self.serving, self.folder, self.faults, self.thread).person()

    def home(self, person: Person, name: str) -> str:
        """Where the link of a firm's name leads."""
        return next(address for text, address in person.go("./").read.links if text == name)

    def add(self, folder: str, head: str, year: str | None = None) -> Path:
        """Another firm in the folder, with the text of its file of this year."""
        firm = self.folder / folder
        firm.mkdir()
        (firm / "client.toml").write_text(f"format = 1\n{head}", encoding="utf-8")
        if year:
            (firm / "2026.toml").write_text(year, encoding="utf-8")
        return firm


@pytest.fixture
def office(tmp_path: Path, head: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Office]]:
    """Starts a server for three firms; it is gone at the end."""
    monkeypatch.setattr("uvicorn.server.asyncio", Hurried())
    offices: list[Office] = []

    def start(*, lang: Language = "ja", change: Callable[[FirmsBackend], FirmsBackend] = lambda same: same) -> Office:
        folder = tmp_path / "clients"
        folder.mkdir()
        app = AppContext(Words(lang), TODAY, PLACES, can_ask=False)
        faults: list[Exception] = []
        firms = change(replace(firms_backend_of(app, folder), fault=faults.append))
        serving = LocalServer(partial(pages_of_firms, firms), IdleTimer(60))
        thread = threading.Thread(target=serving.run, daemon=True)
        thread.start()
        offices.append(Office(serving, folder, faults, thread))
        for name, (called, rest) in FIRMS.items():
            offices[-1].add(name, f'name = "{called}"\n{rest}', head.replace("北浜クラブ", called))
        return offices[-1]

    yield start
    for one in offices:
        one.serving.end()
        one.thread.join(300)
        assert not one.thread.is_alive()
        assert not one.faults, one.faults


CHECK = (Path(__file__).parent / "accessible.js").read_text(encoding="utf-8")
"""What everybody needs of a page, looked for in the browser; gives a list of faults."""


HURRIED = "const wait = setTimeout; window.setTimeout = (what, after) => wait(what, after / 8)"
"""A page waits 0.9 s without a key before it saves what is typed; the tests are no slower typists."""


class Windows:
    """Opens windows and listens to their consoles: no error may be said there, and nothing that the policy forbids."""

    def __init__(self, browser: "Browser") -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.said: list[str] = []
        self.expected: list[str] = []
        """What Chromium notes of something that the test has done itself."""

    def __call__(self, address: str, *, beside: "Window | None" = None, **wanted: Any) -> "Window":
        context = beside.context if beside else self.browser.new_context(**wanted)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(HURRIED)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._note)
        page.on("pageerror", lambda fault: self.said.append(str(fault)))
        page.goto(address)
        return page

    def _note(self, message: "ConsoleMessage") -> None:
        self.said.append(f"{message.type}: {message.text}")


@pytest.fixture
def window(browser: "Browser") -> "Iterator[Windows]":
    windows = Windows(browser)
    yield windows
    for context in windows.contexts:
        context.close()
    assert [said for said in windows.said if not any(part in said for part in windows.expected)] == []
