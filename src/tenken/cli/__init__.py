"""The commands: load, compute, show, exit. Typer is known here and nowhere else.

``run`` chooses the language and turns everything that can go wrong into words and an exit code; ``help`` draws the help
pages; commands stand in groups that know nothing of each other. To add one: 1 a function in the folder of its group,
2 its words under ``[cli.<name>]``, 3 its line in ``commands``, 4 a test in ``tests/cli``.
"""

import gc
import os
import signal
import sys
from contextlib import suppress
from typing import NoReturn

STOPPED = 130
"""The exit code where a person stopped it."""


def main() -> NoReturn:
    """Run tenken as the user called it."""
    try:
        code = _run()
    except KeyboardInterrupt:  # before a command has begun, or after it has ended
        code = _stopped()
    if code == STOPPED:  # where Ctrl-C met an import, Python would end as if nobody had heard it
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)
    sys.exit(code)


def _run() -> int:
    gc.disable()  # one command is over before there is garbage worth searching for
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them costs more than the score
    from tenken.cli.run import run  # noqa: PLC0415 - after the two lines above

    return run(sys.argv[1:])


def _stopped() -> int:
    """Say that it was stopped, while Ctrl-C means nothing more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from tenken.cli.run import stopped  # noqa: PLC0415 - see above

    return stopped()
