"""The first screen: what a newcomer types first."""

from tenken.cli.context import Hall
from tenken.screen import pad

EXAMPLE = "kitahama-2026.toml"
"""What the first screen calls the file."""


def start(hall: Hall) -> None:
    """What to do first."""
    w = hall.words
    hall.tell(w("cli.start.title"))
    hall.tell()
    hall.tell(w("cli.start.lead"))
    steps = [
        ("tenken demo", "see"),
        (f"tenken new {EXAMPLE}", "new"),
        (f"tenken answer {EXAMPLE}", "answer"),
        (f"tenken report {EXAMPLE}", "report"),
    ]
    for at, (command, key) in enumerate(steps, 1):
        hall.tell(f"  {at}. {pad(w(f'cli.start.{key}'), 42)}  {command}")
    if not hall.can_ask:
        hall.tell()
        hall.tell(w("cli.start.elsewhere", file=EXAMPLE))
    hall.tell()
    hall.tell(w("cli.start.more"))
