"""Attackers of the local server: other names, ports, people and methods, too much. Nobody gets in or changes
anything, and nobody learns anything about the firm.
"""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import ClassVar
from urllib.parse import urlencode, urlsplit

import pytest
from tests.ask.web.conftest import Person, Site, answers

from tenken.ask.web import server
from tenken.ask.web.access_control import LARGEST_BODY, SessionKeys
from tenken.ask.web.server import IdleTimer

Serve = Callable[..., Site]
SECRET = "北浜クラブ"


def raw(port: int, request: bytes) -> tuple[int, bytes]:
    """What comes back to exactly these bytes; 0 where the line is just cut."""
    reply = b""
    with socket.create_connection(("127.0.0.1", port), timeout=300) as line:
        try:
            line.sendall(request)
            while piece := line.recv(65536):
                reply += piece
        except ConnectionError:
            pass
    return (int(reply.split()[1]) if reply else 0), reply


HOSTS = [
    "evil.example",
    "evil.example:{port}",
    "localhost",
    "localhost:{port}",
    "evil.localhost:{port}",
    "127.0.0.1",
    "127.0.0.1:80",
    "127.0.0.1.:{port}",
    "127.0.0.1.nip.io:{port}",
    "127.1:{port}",
    "2130706433:{port}",
    "0.0.0.0:{port}",
    "[::1]:{port}",
    "user@127.0.0.1:{port}",
]


@pytest.mark.parametrize("host", HOSTS)
def test_another_name_for_this_server_gets_nothing(site: Site, host: str) -> None:
    """A name that was made to point here (DNS rebinding) arrives with the right cookie and the wrong name."""
    person = site.person()
    port = site.serving.port
    lines = f"GET {person.home} HTTP/1.1\r\nHost: {host.format(port=port)}\r\nCookie: {person.cookie}\r\n"
    code, reply = raw(port, f"{lines}Connection: close\r\n\r\n".encode())
    assert code in (400, 421)
    assert SECRET.encode() not in reply


def test_no_name_two_names_or_a_name_in_the_address_get_nothing(site: Site) -> None:
    person = site.person()
    port = site.serving.port
    own = f"Host: 127.0.0.1:{port}\r\n"
    rest = f"Cookie: {person.cookie}\r\nConnection: close\r\n\r\n"
    for first in (
        f"GET {person.home} HTTP/1.0\r\n",
        f"GET {person.home} HTTP/1.1\r\n{own}{own}",
        f"GET {person.home} HTTP/1.1\r\n{own}Host: evil.example\r\n",
        f"GET http://evil.example{person.home} HTTP/1.1\r\nHost: evil.example\r\n",
    ):
        code, reply = raw(port, (first + rest).encode())
        assert code in (400, 421), first
        assert SECRET.encode() not in reply
    assert raw(port, f"GET {person.home} HTTP/1.1\r\n{own}{rest}".encode())[0] == 200


@dataclass(frozen=True)
class Attack:
    """One way of sending a form that must not count."""

    headers: dict[str, str]
    code: int
    csrf: str | None = None
    """Instead of the right token."""
    body: bytes | None = None


OWN = "http://127.0.0.1:{port}"
ATTACKS = {
    "no cookie": Attack({"Cookie": ""}, 401),
    "another cookie": Attack({"Cookie": "tenken=AAAA"}, 401),
    "an empty cookie": Attack({"Cookie": "tenken="}, 401),
    "no token": Attack({}, 403, csrf=""),
    "another token": Attack({}, 403, csrf="A" * 43),
    "another site": Attack({"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, 403),
    "another port": Attack({"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:1"}, 403),
    "another port without its origin": Attack({"Sec-Fetch-Site": "same-site", "Origin": ""}, 403),
    "another origin of an old browser": Attack({"Sec-Fetch-Site": "", "Origin": "http://127.0.0.1:1"}, 403),
    "no origin at all": Attack({"Sec-Fetch-Site": "", "Origin": ""}, 403),
    "a hidden origin": Attack({"Sec-Fetch-Site": "cross-site", "Origin": "null"}, 403),
    "a hidden origin of an old browser": Attack({"Sec-Fetch-Site": "", "Origin": "null"}, 403),
    "our own name without its port": Attack({"Origin": "http://127.0.0.1"}, 403),
    "from nowhere": Attack({"Sec-Fetch-Site": "none"}, 403),
    "as JSON": Attack({"Content-Type": "application/json"}, 415, body=b'{"status": "yes"}'),
    "as plain text": Attack({"Content-Type": "text/plain"}, 415),
    "in parts": Attack({"Content-Type": "multipart/form-data; boundary=x"}, 415),
    "without a kind": Attack({"Content-Type": ""}, 415),
    "with broken characters": Attack({}, 400, body=b"status=%ff&note=%e3%81"),
    "with too many fields": Attack({}, 400, body=b"&".join(b"x%d=1" % n for n in range(2000))),
    "with something else": Attack({}, 400, body=b"\x00\x01\x02"),
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_a_form_that_is_not_from_here_changes_nothing(site: Site, attack: Attack) -> None:
    person = site.person()
    form = person.go("q/people-01").form
    before = site.file.read_bytes()
    fields = form.fields | {"status": "yes", "go": "next"}
    if attack.csrf is not None:
        fields["csrf"] = attack.csrf
    body = urlencode(fields).encode() if attack.body is None else attack.body
    page = person.ask(
        "POST", form.action, body, {k: v.format(port=site.serving.port) for k, v in attack.headers.items()}
    )
    assert page.status == attack.code
    assert SECRET not in page.html
    assert "csrf" not in page.html
    assert site.file.read_bytes() == before
    assert (
        person.ask("POST", form.action, urlencode(form.fields | {"status": "yes", "go": "next"}).encode()).status == 303
    )


def test_the_form_of_a_browser_that_sends_only_an_origin_counts(site: Site) -> None:
    person = site.person()
    form = person.go("q/people-01").form
    body = urlencode(form.fields | {"status": "yes", "go": "next"}).encode()
    assert person.ask("POST", form.action, body, {"Sec-Fetch-Site": ""}).status == 303


@pytest.mark.parametrize("site_header", ["cross-site", "same-site"])
def test_another_page_cannot_even_look(site: Site, site_header: str) -> None:
    person = site.person()
    for path in ("./", "q/people-01", "report/file?form=pdf", "../style.css", "../script.js"):
        page = person.ask("GET", person.home + path.replace("./", ""), headers={"Sec-Fetch-Site": site_header})
        assert page.status in (403, 404)
        assert SECRET not in page.html


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY"])
def test_other_methods_are_refused(site: Site, method: str) -> None:
    person = site.person()
    assert person.ask(method, f"{person.home}q/people-01").status in (400, 405)


def test_too_much_is_refused_whether_announced_or_not(site: Site) -> None:
    person = site.person()
    form = person.go("q/people-01").form
    before = site.file.read_bytes()
    body = urlencode(form.fields | {"note": "x" * 2 * LARGEST_BODY, "go": "next"}).encode()
    page = person.ask("POST", form.action, body)
    assert page.status == 413
    assert "大きすぎます" in page.text
    port = site.serving.port
    head = (
        f"POST {form.action} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {person.cookie}\r\n"
        f"Origin: http://127.0.0.1:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
    ).encode()
    chunks = b"".join(b"%x\r\n%s\r\n" % (50_000, b"x" * 50_000) for _ in range(40)) + b"0\r\n\r\n"
    assert raw(port, head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks)[0] == 413
    assert raw(port, head + b"Content-Length: 99999999999\r\n\r\n" + b"x" * (20 * LARGEST_BODY))[0] in (0, 413)
    assert site.file.read_bytes() == before
    assert person.go("./").status == 200


def test_without_the_key_nobody_gets_in(site: Site) -> None:
    port = site.serving.port
    stranger = Person(port)
    room = site.person().home
    for path in (
        room,
        f"{room}q/people-01",
        f"{room}overview",
        f"{room}report/file?form=json",
        room[:-3] + "style.css",
    ):
        page = stranger.ask("GET", path)
        assert page.status == 401, path
        assert SECRET not in page.html
    opening = room[:-3] + "open"
    for key in ("", "?key=", "?key=AAAA", f"?key={'A' * 43}", "?key=%ff", "?key=" + site.serving.keys.shown[:-1]):
        page = stranger.ask("GET", opening + key)
        assert page.status == 401, key
        assert "set-cookie" not in page.headers
    for path in (
        "/",
        "/ja/",
        "/open?key=" + site.serving.keys.shown,
        "/favicon.ico",
        "/robots.txt",
        "/.env",
        "//",
        "*",
    ):
        page = stranger.ask("GET", path)
        assert page.status in (400, 404), path
        assert SECRET not in page.html


def test_the_key_becomes_a_cookie_and_leaves_the_address(site: Site) -> None:
    parts = urlsplit(site.serving.address)
    assert (parts.scheme, parts.hostname, parts.port) == ("http", "127.0.0.1", site.serving.port)
    stranger = Person(site.serving.port)
    page = stranger.ask("GET", f"{parts.path}?{parts.query}")
    assert page.status == 303
    assert "key" not in page.headers["location"]
    room = page.headers["location"].removesuffix("ja/")
    cookie = page.headers["set-cookie"]
    assert cookie.endswith(f"; HttpOnly; Path={room}; SameSite=strict")
    assert site.serving.keys.shown not in cookie
    assert page.headers["referrer-policy"] == "no-referrer"


def test_the_browsers_own_key_is_good_once_and_the_shown_one_again(site: Site) -> None:
    keys, port = site.serving.keys, site.serving.port
    once = urlsplit(keys.address(port, keys.once[0]))
    assert Person(port).ask("GET", f"{once.path}?{once.query}").status == 303
    assert Person(port).ask("GET", f"{once.path}?{once.query}").status == 401
    assert site.person().home == site.person().home


def test_every_start_has_other_secrets() -> None:
    one, two = SessionKeys(), SessionKeys()
    assert len({one.room, one.session, one.csrf, one.shown, *one.once, two.room, two.session, two.shown}) == 8


def test_a_cookie_of_our_name_from_another_port_does_not_lock_out(site: Site) -> None:
    person = site.person()
    for jar in (f"tenken=evil; {person.cookie}", f"{person.cookie}; tenken=evil", f"a=b; x; {person.cookie}; =;"):
        assert person.ask("GET", person.home, headers={"Cookie": jar}).status == 200


def test_everything_that_leaves_stays_in_this_browser(site: Site) -> None:
    """The headers on each page, also on refusals."""
    person = site.person()
    stranger = Person(site.serving.port)
    room = person.home[:-3]
    pages = [person.ask("GET", person.home + path) for path in ("", "q/people-01", "score", "report/view", "nothing")]
    pages += [person.ask("GET", room + name) for name in ("style.css", "script.js", "icon.svg")]
    pages += [person.ask("GET", f"{person.home}report/file?form=json"), stranger.ask("GET", person.home)]
    pages += [person.ask("POST", f"{person.home}end", b"csrf=x"), person.ask("PUT", person.home)]
    pages += [person.ask("GET", person.home, headers={"Host": "evil.example"})]
    for page in pages:
        headers = page.headers
        assert headers["cache-control"] == "no-store", page.path
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'none'"
        assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
        assert policy["form-action"] in ("'self'", "'none'")
        assert "unsafe" not in policy.get("script-src", "")
        assert "server" not in headers
        assert not [name for name in headers if name.startswith("access-control")]


def test_only_this_machine_can_reach_it(site: Site) -> None:
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.2", site.serving.port)) != 0
    assert answers(site.serving.port)


def test_it_stops_when_nobody_comes(serve: Serve) -> None:
    now = [0.0]
    idle = IdleTimer(5, clock=lambda: now[0])
    site = serve(idle=idle)
    person = site.person()
    now[0] = 299
    assert person.go("./").status == 200
    now[0] = 598
    assert not idle.over
    Person(site.serving.port).ask("GET", "/")  # a stranger keeps nothing awake
    now[0] = 600
    site.thread.join(300)
    assert not site.thread.is_alive()
    assert not answers(site.serving.port)


class Held:
    """A timer that goes off when the test says so."""

    all: ClassVar[list["Held"]] = []

    def __init__(self, seconds: float, ring: Callable[[], None]) -> None:
        self.seconds, self.ring, self.daemon = seconds, ring, False

    def start(self) -> None:
        self.all.append(self)


def test_it_stops_when_the_person_says_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """And not before the browser has fetched what belongs to the last page."""
    monkeypatch.setattr(Held, "all", [])
    monkeypatch.setattr(server, "threading", SimpleNamespace(Timer=Held))
    person = site.person()
    end = next(form for form in person.go("./").read.forms if form.action.endswith("/end"))
    assert person.ask("POST", end.action, b"csrf=wrong").status == 403
    page = person.ask("POST", end.action, urlencode(end.fields).encode())
    assert page.status == 200
    assert "終わりました" in page.text
    assert person.ask("GET", f"{person.home[:-3]}style.css").status == 200
    (timer,) = Held.all
    assert timer.seconds == server.LAST_LOOK
    timer.ring()
    site.thread.join(300)
    assert not site.thread.is_alive()
