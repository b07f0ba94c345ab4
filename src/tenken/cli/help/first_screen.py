"""The first screen, what a newcomer types first: the browser, a look at an example, then the ways without a browser."""

from tenken.cli.context import AppContext
from tenken.screen import COLUMNS, pad, wrap

EXAMPLE = "2026.toml"
"""What the first screen calls the file."""
COMMAND = 32
"""Columns of a command and the blank behind it."""


def start(app: AppContext) -> None:
    """What to do first; where nobody can be asked, the terminal is not offered."""
    w = app.words
    elsewhere = [("sheet", f"tenken sheet write {EXAMPLE}"), ("answer", f"tenken answer {EXAMPLE}")]
    without = [("new", f"tenken new {EXAMPLE}"), *elsewhere, ("report", f"tenken report {EXAMPLE}")]
    ways = {
        "first": [("web", "tenken web")],
        "look": [("see", "tenken demo")],
        "without": [way for way in without if way[0] != "answer" or app.can_ask],
    }
    app.result(w("cli.start.title"))
    for head, steps in ways.items():
        app.result()
        app.result(w(f"cli.start.{head}"))
        for key, command in steps:
            told = wrap(w(f"cli.start.{key}"), COLUMNS, " " * COMMAND)
            app.result(pad(f"  {command}", COMMAND) + told[COMMAND:])
    app.result()
    app.result(w("cli.start.more"))
