"""Who may come in: one browser with the key, from this machine, from our own pages, with a small plain form.

What is asked of a request: this server's exact name (a name made to point here gets nothing), the secret path, the
session's cookie, our own page as its origin, and for a change the session's form token. Everything that leaves carries
the headers that keep it in this browser. What the pages show is ``views``' business.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from secrets import compare_digest, token_urlsafe
from urllib.parse import parse_qsl, quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOST = "127.0.0.1"
COOKIE = "tenken"
FORM = "tenken.form"
"""Where in the scope a page finds the form that was sent."""
LET_IN = "tenken.let_in"
"""Where in the state of a request stands what to call once its sender was let in, so that the connection is kept."""

LARGEST_BODY = 1_000_000
"""Bytes of a form; the largest answer has a few notes of 4,000 characters."""
DRAINED = 16 * LARGEST_BODY
"""Up to here a body that is too large is read and dropped, so that the browser gets to see why."""
MOST_FIELDS = 1_000

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": CONTENT_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser names no origin when our own forms are sent
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

Refusal = Callable[[HTTPStatus], Response]
LeadOn = Callable[[str], Response]


@dataclass(frozen=True, slots=True)
class SessionKeys:
    """The secrets of one run; only the key that is good once is ever on the disk, until it is used (``handover``)."""

    room: str = field(default_factory=lambda: token_urlsafe(12))
    """The path below which everything lies: a cookie for it is not sent to other ports of this machine."""
    session: str = field(default_factory=lambda: token_urlsafe(32))
    csrf: str = field(default_factory=lambda: token_urlsafe(32))
    shown: str = field(default_factory=lambda: token_urlsafe(32))
    """The key in the address that the terminal shows; good for the whole run."""
    once: list[str] = field(default_factory=lambda: [token_urlsafe(32)])
    """The key in the page with which the browser is started; good once, and then the page is gone."""

    def address(self, port: int, key: str) -> str:
        """The address that lets a person in."""
        return f"http://{HOST}:{port}/{self.room}/open?key={quote(key)}"

    def opens(self, key: str) -> bool:
        """Whether this key lets in; a key that is good once is used up."""
        given = key.encode()
        if compare_digest(given, self.shown.encode()):
            return True
        if self.once and compare_digest(given, self.once[0].encode()):
            self.once.clear()
            return True
        return False


class AccessControl:
    """Stands before the pages; whatever does not belong here gets a page that says so, and nothing else."""

    def __init__(
        self,
        inside: ASGIApp,
        keys: SessionKeys,
        port: int,
        *,
        start: str,
        refuse: Refusal,
        lead_on: LeadOn,
        entered: Callable[[], None],
        fault: Callable[[Exception], None],
    ) -> None:
        """Lead to ``start`` (a path inside) who comes with the key, and tell ``entered`` of each who may come in.

        ``lead_on`` gives a page that goes on to an address by itself.
        """
        self._inside = inside
        self._keys = keys
        self._own_host = f"{HOST}:{port}"
        self._own_origin = f"http://{HOST}:{port}"
        self._start = start
        self._refuse = refuse
        self._lead_on = lead_on
        self._entered = entered
        self._fault = fault

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            return
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _protect(message)
            await send(message)

        try:
            response = await self._check(scope, receive)
            await (response or self._inside)(scope, _nothing_more if response is None else receive, guarded)
        except Exception as fault:  # noqa: BLE001 - a page that fails must not take the server along
            self._fault(fault)
            if not started:
                await self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR)(scope, receive, guarded)

    async def _check(self, scope: Scope, receive: Receive) -> Response | None:
        """Why this request stays outside, or the way in; ``None`` lets it through."""
        headers = Headers(scope=scope)
        if headers.getlist("host") != [self._own_host]:
            return self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return self._refuse(HTTPStatus.METHOD_NOT_ALLOWED)
        room = f"/{self._keys.room}"
        path = str(scope["path"])
        if not path.startswith(f"{room}/"):
            return self._refuse(HTTPStatus.NOT_FOUND)
        scope["root_path"] = room
        if path == f"{room}/open" and scope["method"] == "GET":
            return self._open(scope, headers)
        if not self._known(headers):
            return self._refuse(HTTPStatus.UNAUTHORIZED)
        if not self._from_here(headers, changes=scope["method"] == "POST"):
            return self._refuse(HTTPStatus.FORBIDDEN)
        if scope["method"] == "POST":
            refused = await self._read(scope, receive, headers)
            if refused:
                return self._refuse(refused)
        self._let_in(scope)
        return None

    def _let_in(self, scope: Scope) -> None:
        self._entered()
        keep: Callable[[], None] | None = scope.get("state", {}).get(LET_IN)
        if keep is not None:
            keep()

    def _open(self, scope: Scope, headers: Headers) -> Response:
        """Trade the key for the session's cookie and lose it from the address bar.

        A browser that comes from a page elsewhere, such as the one in a file that it was started with, would follow a
        redirect without the new cookie (SameSite=Strict): it gets a page of ours, from which it goes on.
        """
        query = dict(parse_qsl(bytes(scope["query_string"]).decode("latin-1")))
        if not self._keys.opens(query.get("key", "")):
            return self._refuse(HTTPStatus.UNAUTHORIZED)
        self._let_in(scope)
        path = f"/{self._keys.room}/"
        if headers.getlist("sec-fetch-site") in ([], ["none"]):
            response = Response(status_code=HTTPStatus.SEE_OTHER, headers={"Location": path + self._start})
        else:
            response = self._lead_on(path + self._start)
        response.set_cookie(COOKIE, self._keys.session, path=path, httponly=True, samesite="strict")
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    def _known(self, headers: Headers) -> bool:
        """Whether the session's cookie is there; another server of this machine may have set one of the same name."""
        given: list[str] = []
        for line in headers.getlist("cookie"):
            for part in line.split(";"):
                try:
                    jar = SimpleCookie(part)
                except CookieError:
                    continue
                given += [morsel.value for name, morsel in jar.items() if name == COOKIE]
        return any(compare_digest(value.encode(), self._keys.session.encode()) for value in given)

    def _from_here(self, headers: Headers, *, changes: bool) -> bool:
        """Whether the request comes from our own pages; reading may also come from the person's own hand."""
        sites, origins = headers.getlist("sec-fetch-site"), headers.getlist("origin")
        if origins not in ([], [self._own_origin]):
            return False
        if changes:
            return sites == ["same-origin"] or (not sites and bool(origins))
        return sites in ([], ["same-origin"], ["none"])

    async def _read(self, scope: Scope, receive: Receive, headers: Headers) -> HTTPStatus | None:
        """Put the form into the scope, or say what is wrong with it."""
        if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        body = await _body(receive)
        if body is None:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        try:
            pairs = parse_qsl(
                body.decode("ascii"),
                keep_blank_values=True,
                strict_parsing=bool(body),
                errors="strict",
                max_num_fields=MOST_FIELDS,
            )
        except ValueError:
            return HTTPStatus.BAD_REQUEST
        form = dict(pairs)
        if not compare_digest(form.pop("csrf", "").encode(), self._keys.csrf.encode()):
            return HTTPStatus.FORBIDDEN
        scope[FORM] = form
        return None


async def _body(receive: Receive) -> bytes | None:
    """The whole body, or ``None`` if it is too large or its sender went away."""
    body = bytearray()
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        piece: bytes = message.get("body", b"")
        size += len(piece)
        if size <= LARGEST_BODY:
            body += piece
        if size > DRAINED:
            return None
        if not message.get("more_body", False):
            return bytes(body) if size <= LARGEST_BODY else None


async def _nothing_more() -> Message:
    """What a page would still receive: the whole body was read before."""
    return {"type": "http.disconnect"}


def _protect(message: Message) -> None:
    headers = MutableHeaders(raw=message["headers"])
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    message["headers"] = headers.raw


def form_of(scope: Mapping[str, object]) -> dict[str, str]:
    """The form that came with a request that was let in."""
    form = scope.get(FORM)
    return form if isinstance(form, dict) else {}
