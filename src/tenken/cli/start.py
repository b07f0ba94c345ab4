"""The first screen: what a newcomer types first."""

from tenken.cli.context import AppContext
from tenken.screen import pad

EXAMPLE = "kitahama-2026.toml"
"""What the first screen calls the file."""


def start(app: AppContext) -> None:
    """What to do first."""
    w = app.words
    app.result(w("cli.start.title"))
    app.result()
    app.result(w("cli.start.lead"))
    steps = [
        ("tenken demo", "see"),
        (f"tenken new {EXAMPLE}", "new"),
        (f"tenken answer {EXAMPLE}", "answer"),
        (f"tenken report {EXAMPLE}", "report"),
    ]
    for at, (command, key) in enumerate(steps, 1):
        app.result(f"  {at}. {pad(w(f'cli.start.{key}'), 42)}  {command}")
    if not app.can_ask:
        app.result()
        app.result(w("cli.start.elsewhere", file=EXAMPLE))
    app.result()
    app.result(w("cli.start.more"))
