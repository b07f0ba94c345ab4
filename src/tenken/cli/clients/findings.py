"""``tenken clients findings``: what every firm still owes after its audit, the most urgent first."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from tenken.cli.clients.clients import Firms, Json, Where, gathered_firms, tell_rest
from tenken.cli.context import AppContext
from tenken.core.audit.followup import FindingState
from tenken.core.portfolio.table import chosen, condition
from tenken.core.problem import FileProblems, Problem
from tenken.render.portfolio import findings as told
from tenken.render.portfolio.findings import FirmFindings
from tenken.store.assessment import followup


def findings(
    ctx: typer.Context,
    folder: Firms,
    where: Where = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="cli.clients.overdue")] = False,
    as_json: Json = False,
) -> None:
    """Show the open findings of all firms whose audit is followed up."""
    app: AppContext = ctx.obj
    conditions = [condition(written) for written in where or ()]
    gathered = gathered_firms(app, folder)
    followed = {files.folder: files.followup for files in gathered.files if files.followup}
    found: list[FirmFindings] = []
    problems: list[Problem] = []
    for row in chosen(gathered.rows(app.today), conditions):
        if row.folder not in followed or row.standing.audit is None:
            continue
        try:
            states = _open(app, folder / row.folder / followed[row.folder], overdue=overdue)
        except FileProblems as refused:
            problems += refused.problems
            continue
        if states:
            found.append(FirmFindings(row.folder, row.client, states))
    found.sort(key=lambda one: (one.states[0].due or date.max, one.folder))
    if as_json:
        app.data(told.document(found, app.today))
    else:
        app.result("\n".join(told.lines(found, app.words)))
    tell_rest(app, folder, gathered, problems)


def _open(app: AppContext, file: Path, *, overdue: bool) -> tuple[FindingState, ...]:
    """The open findings of one firm, those that are late or due first."""
    loaded = followup.load(file, app.checklist_path, app.today)
    states = [state for state in loaded.states if state.overdue or (state.open and not overdue)]
    return tuple(sorted(states, key=lambda state: (state.due or date.max, state.finding.id)))
