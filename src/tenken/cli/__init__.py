"""The hall: load, compute, show, exit. Typer is known here and nowhere else.

One file per group of commands; ``hall`` starts them, chooses the language and turns everything that can go wrong into
words and an exit code; ``help`` draws the help pages. To add a command: 1 a function in the file of its group, 2 its
words under ``[cli.<name>]``, 3 its line in ``hall.commands``, 4 a test in ``tests/cli``.
"""

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run tenken as the user called it."""
    from tenken.cli.hall import run  # noqa: PLC0415 - ``tenken.cli`` itself stays light

    sys.exit(run(sys.argv[1:]))
