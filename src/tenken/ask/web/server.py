"""The server of one run: on this machine only, on a port nobody can foresee, gone when nobody uses it.

Ctrl-C ends it after what is being saved is saved, and is passed on to the command. The browser is started in a thread
of its own, with a page that leads to the address (``handover``); a browser that would take over the terminal is not
started.
"""

import os
import socket
import threading
import time
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import uvicorn

from tenken import sandbox
from tenken.ask.web.access_control import HOST, SessionKeys
from tenken.ask.web.connections import MOST, Connection
from tenken.ask.web.handover import Handover, handed_over
from tenken.ask.web.served import Pages

PATIENCE = 20
"""Seconds that a request under way gets at the end to save what it saves; a report that is being laid out is ended."""
LAST_LOOK = 1.5
"""Seconds in which the browser fetches what belongs to the last page."""


@dataclass(slots=True)
class IdleTimer:
    """How long nobody has come."""

    minutes: int
    clock: Callable[[], float] = time.monotonic
    last: float = field(init=False)

    def __post_init__(self) -> None:
        """Count from now."""
        self.last = self.clock()

    def entered(self) -> None:
        """Somebody is here."""
        self.last = self.clock()

    @property
    def over(self) -> bool:
        """Whether it is time to stop."""
        return self.clock() - self.last > self.minutes * 60


class LocalServer:
    """A server that is bound already, so that its address can be told before it starts."""

    def __init__(self, pages: Pages, idle: IdleTimer) -> None:
        """Take a free port of this machine."""
        self.keys = SessionKeys()
        self._idle = idle
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.bind((HOST, 0))
        self._socket.listen(MOST)
        self.port: int = self._socket.getsockname()[1]
        self._ending = False
        self._handover: Handover | None = None
        self._served = pages(self.keys, self.end_soon)
        guarded = self._served.behind(self.keys, self.port, self._entered)
        self._server = _Server(
            uvicorn.Config(
                guarded,
                lifespan="off",
                ws="none",
                http=Connection,  # it limits connections by itself: uvicorn would turn everybody away
                loop="asyncio",
                log_config=None,
                log_level="critical",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=PATIENCE,
            )
        )
        self._server.idle = idle
        self._server.ended = self._forget_handover

    @property
    def address(self) -> str:
        """The address for the person to keep."""
        return self.keys.address(self.port, self.keys.shown)

    def run(self) -> bool:
        """Serve until the person ends it or nobody comes (returns whether it was that); Ctrl-C comes out as such."""
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self.close()
        if not self._ending and not self._idle.over:
            raise KeyboardInterrupt  # also where this was started in the background, with Ctrl-C switched off
        return not self._ending

    def close(self) -> None:
        """Give back the port and delete what was handed to the browser, also where nothing was ever served."""
        self._socket.close()
        self._forget_handover()

    def _entered(self) -> None:
        self._idle.entered()
        if not self.keys.once:
            self._forget_handover()

    def _forget_handover(self) -> None:
        if self._handover is not None:
            self._handover.discard()
            self._handover = None

    def end_soon(self) -> None:
        """Stop once the last page is out; called from a worker thread."""
        timer = threading.Timer(LAST_LOOK, self.end)
        timer.daemon = True
        timer.start()

    def end(self) -> None:
        """Stop now."""
        self._ending = True
        self._server.should_exit = True

    def open_browser(self) -> bool:
        """Start the person's browser; returns whether there is one that opens a window of its own.

        Where there is no place for the page that it is handed, it is not started.
        """
        browser = _browser()
        if browser is None:
            return False
        try:
            self._handover = handed_over(self._served.leading_to(self.keys.address(self.port, self.keys.once[0])))
        except OSError:
            return False
        address = self._handover.address

        def start() -> None:
            with suppress(webbrowser.Error, OSError):
                browser.open(address)

        threading.Thread(target=start, daemon=True).start()
        return True


class _Server(uvicorn.Server):
    """Looks ten times a second whether anybody still comes, and leaves nothing behind when it ends."""

    idle: IdleTimer
    ended: Callable[[], None]

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.ended()  # here, since a signal that ends the server ends the process right after it
        sandbox.stop_all()  # nobody waits for a report any more; what is being saved is saved
        await super().shutdown(sockets)

    async def on_tick(self, counter: int) -> bool:
        return await super().on_tick(counter) or self.idle.over


def _browser() -> webbrowser.BaseBrowser | None:
    """The browser that opens a window; the person's own choice (``BROWSER``) is not questioned."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return None
    in_terminal = isinstance(browser, webbrowser.GenericBrowser) and not isinstance(
        browser, webbrowser.BackgroundBrowser
    )
    return None if in_terminal and not os.environ.get("BROWSER") else browser
