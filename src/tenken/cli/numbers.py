"""Commands that tell the numbers: ``status`` and ``score``. What they tell stands in ``telling``."""

from pathlib import Path
from typing import Annotated

import typer

from tenken.cli import telling

File = Annotated[Path, typer.Argument(metavar="FILE", help="cli.score.file")]


def score(
    ctx: typer.Context,
    file: File,
    as_json: Annotated[bool, typer.Option("--json", help="cli.score.json")] = False,
    fail_under: Annotated[int | None, typer.Option("--fail-under", help="cli.score.fail_under")] = None,
) -> None:
    """Tell the score."""
    telling.score(ctx.obj, file, as_json=as_json, fail_under=fail_under)


def status(
    ctx: typer.Context,
    file: File,
    as_json: Annotated[bool, typer.Option("--json", help="cli.status.json")] = False,
) -> None:
    """Tell what is open, unconfirmed, stale or overdue."""
    telling.status(ctx.obj, file, as_json=as_json)
