"""Connections to the pages: how many, how long they may take to ask, and which go first.

On one machine every peer has the same address, so peers are told apart by what they showed: who was let in is known,
everybody else is a stranger. A stranger has a short time for a whole request, and the one who has waited longest makes
room for the next; whoever was let in keeps the connection. Who that is, ``access_control`` says.
"""

import asyncio
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from tenken.ask.web.access_control import LET_IN

MOST = 64
"""Connections at a time; a browser holds about six."""
REQUEST_SECONDS = 20.0
"""Within which a whole request, head and body, has to be here; also a connection's first."""
UNREAD_SECONDS = 30.0
"""How long a stranger may leave a reply unread."""


class Connection(H11Protocol):
    """One connection, closed when its peer takes too long or others need the room."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        """Begin as a stranger's."""
        super().__init__(config, server_state, {**app_state, LET_IN: self._let_in}, _loop)
        self.known = False
        """Whether somebody was let in over it."""
        self.number = 0
        """In which order the connections came."""
        self._deadline: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # asyncio hands over any transport, this server only TCP
        """Take the peer in, at the cost of the stranger who has waited longest where there are too many."""
        others = [other for other in self.connections if isinstance(other, Connection)]
        super().connection_made(transport)
        if len(others) >= MOST:
            strangers = sorted((other for other in others if not other.known), key=lambda other: other.number)
            leaving = strangers[0] if strangers else self
            leaving.drop()
        self.number = max((other.number for other in others), default=0) + 1
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Read on; the time for a request runs from its first byte to its last."""
        if self._deadline is None and not self._answering:
            self._wait()
        super().data_received(data)
        if self._answering and not self.cycle.more_body:
            self._end_deadline()

    def pause_writing(self) -> None:
        """Stop writing to a peer that does not read; a stranger who never reads is cut off."""
        self.flow.pause_writing()
        if not self.known and self._unread is None:
            self._unread = self.loop.call_later(UNREAD_SECONDS, self.drop)

    def resume_writing(self) -> None:
        """Go on writing."""
        self.flow.resume_writing()
        self._end_unread()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the peer and every time limit."""
        self._end_deadline()
        self._end_unread()
        super().connection_lost(exc)

    @property
    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wait(self) -> None:
        self._deadline = self.loop.call_later(REQUEST_SECONDS, self.drop)

    def drop(self) -> None:
        """Cut the peer off without another word."""
        self.connections.discard(self)
        self.transport.abort()

    def _let_in(self) -> None:
        self.known = True
        self._end_unread()

    def _end_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _end_unread(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None
