"""The command that asks in the browser: ``web``."""

import os
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from tenken.cli import output as outputs
from tenken.cli.assessment.new import named
from tenken.cli.context import AppContext
from tenken.cli.options import numeric
from tenken.core.problem import Interrupted
from tenken.core.scoring.score import score
from tenken.store.assessment import loader


def web(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="cli.web.file")] = None,
    idle_minutes: Annotated[int, numeric("--idle-minutes", "cli.web.idle_minutes", 1, 1440)] = 60,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="cli.web.no_browser")] = False,
) -> None:
    """Ask the questions in the browser."""
    app: AppContext = ctx.obj
    if file is not None and os.path.lexists(file):
        loader.load(file, app.checklist_path, app.today)
    elif file is not None:
        file = named(file)
        outputs.refuse_early(file, force=False)
    from tenken.ask.web.app import pages_of_file  # noqa: PLC0415 - the server is loaded only where it is wanted
    from tenken.cli.web.backend import backend_of  # noqa: PLC0415 - loaded only with the server
    from tenken.cli.web.serving import serve  # noqa: PLC0415 - loaded only with the server

    backend = backend_of(app, file)
    try:
        nobody_came = serve(app, partial(pages_of_file, backend), idle_minutes, no_browser=no_browser)
    except KeyboardInterrupt:
        if backend.opened.path is None:
            raise
        app.message()
        raise Interrupted("stopped-web", {"file": str(backend.opened.path)}) from None
    app.message()
    _tell_end(app, backend.opened.path, idle_minutes if nobody_came else None)


def _tell_end(app: AppContext, file: Path | None, idle_minutes: int | None) -> None:
    """Why it ended, and what comes next: the report once nothing is open, else going on."""
    w = app.words
    if file is None:
        app.message(w("cli.web.nothing_begun"))
        app.lead_to("next.demo")
        return
    ended = w("cli.web.stopped", file=str(file))
    app.message(ended if idle_minutes is None else w("cli.web.idle", n=idle_minutes, file=str(file)))
    finished = not score(*loader.load(file, app.checklist_path, app.today)).draft
    app.lead_to("next.to_report" if finished else "cli.web.resume", file=str(file))
