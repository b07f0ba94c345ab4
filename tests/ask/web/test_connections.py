"""Peers who ask slowly, ask nothing or read nothing: they cost the person at the pages nothing."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from tests.ask.web.conftest import Site

from tenken.ask.web import connections

Line = Callable[[Site], socket.socket]


@pytest.fixture
def line() -> Iterator[Line]:
    """Opens connections of strangers; they stay open until the test ends."""
    with ExitStack() as held:
        yield lambda site: held.enter_context(socket.create_connection(("127.0.0.1", site.serving.port), timeout=300))


def cut(peer: socket.socket) -> bool:
    """Wait until the server ends the connection; whether it does so without a word."""
    try:
        return peer.recv(1) == b""
    except ConnectionError:
        return True


def test_two_hundred_idle_connections_turn_nobody_away(site: Site, line: Line) -> None:
    person = site.person()
    idle = [line(site) for _ in range(200)]
    assert person.go("./").status == 200
    assert person.go("q/people-01").status == 200
    assert cut(idle[0])
    for peer in idle[:130]:
        assert cut(peer)  # those who waited longest made room
    assert site.person().home == person.home


def test_unfinished_requests_turn_nobody_away(site: Site, line: Line) -> None:
    person = site.person()
    for _ in range(200):
        line(site).sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
    assert person.go("./").status == 200


def test_who_was_let_in_keeps_the_connection(site: Site, line: Line) -> None:
    person = site.person()
    own = line(site)
    head = f"GET {person.home} HTTP/1.1\r\nHost: 127.0.0.1:{site.serving.port}\r\nCookie: {person.cookie}\r\n\r\n"
    own.sendall(head.encode())
    reply = own.makefile("rb")

    def read() -> bytes:
        status, length = reply.readline(), 0
        while (name := reply.readline().lower()) != b"\r\n":
            length = int(name.split(b":")[1]) if name.startswith(b"content-length") else length
        assert length
        reply.read(length)
        return status

    assert b" 200 " in read()
    for _ in range(3 * connections.MOST):
        line(site)
    assert person.go("./").status == 200  # all of them have been taken in by now
    own.sendall(head.encode())
    assert b" 200 " in read()


@pytest.mark.parametrize(
    "beginning",
    [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: x\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n",
    ],
)
def test_a_request_has_to_be_here_in_time(
    site: Site, line: Line, beginning: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "REQUEST_SECONDS", 0.05)
    peer = line(site)
    peer.sendall(beginning)
    try:
        while peer.recv(65536):  # a refusal may come, the end has to
            pass
    except ConnectionError:
        pass


def test_a_drop_now_and_then_gains_no_time(site: Site, line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "REQUEST_SECONDS", 0.1)
    peer = line(site)
    peer.settimeout(0.01)
    ended = False
    for _ in range(100_000):
        try:
            peer.sendall(b"G")
            ended = peer.recv(1) == b""
        except TimeoutError:
            continue
        except OSError:
            ended = True
        if ended:
            break
    assert ended


def test_a_stranger_who_never_reads_is_cut_off(site: Site, line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "UNREAD_SECONDS", 0.05)
    peer = line(site)
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    request = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 1000

    def send_on() -> None:
        for _ in range(100_000):
            peer.sendall(request)

    with pytest.raises(OSError):  # noqa: PT011 - a broken pipe here, a reset there
        send_on()
