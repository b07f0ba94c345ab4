"""``tenken clients calendar``: the days of all firms for the consultant's own calendar."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from tenken.cli import output as outputs
from tenken.cli.clients.clients import Firms, Json, Where, gathered_firms, tell_rest
from tenken.cli.context import AppContext
from tenken.core.portfolio.calendar import firms_calendar
from tenken.core.portfolio.table import chosen, condition, ordered
from tenken.core.problem import UsageProblem
from tenken.render.formats import CLIENT_CALENDARS
from tenken.render.portfolio import calendar as told


def calendar(
    ctx: typer.Context,
    folder: Firms,
    where: Where = None,
    unnamed: Annotated[bool, typer.Option("--anonymous", help="cli.clients.calendar.anonymous")] = False,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="cli.clients.calendar.output")] = None,
    as_json: Json = False,
    force: Annotated[bool, typer.Option("--force", help="cli.calendar.force")] = False,
) -> None:
    """Show what is due of all firms, or write it as a calendar."""
    app: AppContext = ctx.obj
    if as_json and output is not None:
        raise UsageProblem("one-of", {"choices": "--json / -o"})
    form = CLIENT_CALENDARS["ics"]
    outputs.refuse_ending(output, form.ending)
    outputs.refuse_early(output, force=force)
    conditions = [condition(written) for written in where or ()]
    gathered = gathered_firms(app, folder)
    every = ordered(gathered.rows(app.today), "name")
    found = firms_calendar(chosen(every, conditions), app.today, named=not unnamed, among=every)
    if as_json:
        app.data(told.document(found, app.words))
    elif output is None:
        app.result("\n".join(told.lines(found, app.words)))
    elif outputs.deliver(outputs.make(app, partial(form.make, found, app.words)), output, force=force):
        app.message(app.words("cli.clients.made", file=str(output)))
        if unnamed:
            app.message(app.words("clients.calendar.without_names"))
        else:
            app.message(app.words("cli.clients.calendar.with_names", told=app.words("clients.calendar.with_names")))
        app.message(app.words("cli.calendar.next"))
    tell_rest(app, folder, gathered)
