"""The command that tells what changed from one year to the next: ``diff``."""

from collections.abc import Callable
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from tenken.cli import output as outputs
from tenken.cli.comparable import compare_years
from tenken.cli.context import AppContext
from tenken.cli.passwords import PasswordFile, unlocking
from tenken.render.formats import DIFFS
from tenken.render.years import as_text
from tenken.store import years

DiffFormat = Enum("DiffFormat", {name: name for name in DIFFS})  # type: ignore[misc]  # one member for each format
Force = Annotated[bool, typer.Option("--force", help="cli.diff.force")]
Json = Annotated[bool, typer.Option("--json", help="cli.diff.json")]


def diff(
    ctx: typer.Context,
    last: Annotated[Path, typer.Argument(metavar="LAST", help="cli.diff.last")],
    this: Annotated[Path, typer.Argument(metavar="THIS", help="cli.diff.this")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="cli.diff.output")] = None,
    form: Annotated[DiffFormat | None, typer.Option("--format", help="cli.diff.format")] = None,
    as_json: Json = False,
    password_file: PasswordFile = None,
    force: Force = False,
) -> None:
    """Tell what has changed from one year to the next, and why the score moved."""
    app: AppContext = ctx.obj
    chosen = outputs.chosen(DIFFS, output, "json" if as_json else form.value if form else None)
    outputs.refuse_early(output, last, this, password_file, force=force)
    unlock = unlocking(app, password_file)
    with outputs.started(chosen):
        found = compare_years(
            app,
            years.load(last, app.checklist_path, app.today, unlock),
            years.load(this, app.checklist_path, app.today, unlock),
            force=force,
        )
        if chosen is None:
            app.result(as_text.diff(found, app.words))
        else:
            deliver_made(app, partial(chosen.make, found, app.words), output, force=force)


def deliver_made(app: AppContext, produce: Callable[[], bytes], output: Path | None, *, force: bool) -> None:
    """Make the document, write it, and say where it lies."""
    if outputs.deliver(outputs.make(app, produce), output, force=force):
        app.message(app.words("cli.diff.made", file=str(output)))
