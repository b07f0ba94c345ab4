"""A server of pages run by a command: the browser opened, the address told, and then served until somebody ends it.

What the pages show is ``ask.web``'s; what they may do with files is ``backend``'s.
"""

import gc
import sys

from tenken.ask.web.served import Pages
from tenken.ask.web.server import IdleTimer, LocalServer
from tenken.cli.context import AppContext


def serve(app: AppContext, pages: Pages, idle_minutes: int, *, no_browser: bool) -> bool:
    """Serve until somebody ends it (gives back False) or nobody came for so long; Ctrl-C comes out as such."""
    gc.enable()  # such a command stays for an hour, see main
    serving = LocalServer(pages, IdleTimer(idle_minutes))
    w = app.words
    try:
        opened = not no_browser and serving.open_browser()
        app.message(w("cli.web.opening") if opened else w("cli.web.address"))
        app.result(serving.address)
        sys.stdout.flush()
        app.message(w("cli.web.secret"))
        app.message(w("cli.web.stop"))
        return serving.run()
    finally:
        serving.close()
