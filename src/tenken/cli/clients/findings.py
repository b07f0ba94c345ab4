"""``tenken clients findings``: what every firm still owes after its audit, by firm or by person, with mail texts."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from tenken.cli import output as outputs
from tenken.cli.clients.clients import (
    Firms,
    Force,
    Json,
    ListFile,
    ListForm,
    Where,
    asked_form,
    gathered_firms,
    give,
    tell_rest,
)
from tenken.cli.context import AppContext
from tenken.core.portfolio.findings import FindingList, FirmFindings
from tenken.core.portfolio.table import chosen, condition
from tenken.render.formats import CLIENT_FINDINGS
from tenken.render.portfolio import findings as told
from tenken.render.portfolio.mails import findings_mail
from tenken.store import atomic_file
from tenken.store.portfolio.lists import open_findings

MOST_NAMED = 5
"""Mail texts of earlier times that are named."""


class By(StrEnum):
    """By what findings are put together."""

    FIRM = "firm"
    PERSON = "person"


def findings(
    ctx: typer.Context,
    folder: Firms,
    where: Where = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="cli.clients.overdue")] = False,
    by: Annotated[By, typer.Option("--by", help="cli.clients.findings.by")] = By.FIRM,
    mails: Annotated[Path | None, typer.Option("--mails", metavar="DIR", help="cli.clients.findings.mails")] = None,
    as_json: Json = False,
    form: ListForm = None,
    output: ListFile = None,
    force: Force = False,
) -> None:
    """Show the open findings of all firms whose audit is signed, and write to each what it still has to do."""
    app: AppContext = ctx.obj
    asked = asked_form(CLIENT_FINDINGS, output, form, as_json=as_json, force=force)
    conditions = [condition(written) for written in where or ()]
    gathered = gathered_firms(app, folder)
    rows = chosen(gathered.rows(app.today), conditions)
    found = open_findings(folder, rows, gathered.files, app.checklist_path, app.today, overdue=overdue)
    if mails is not None:
        _write_mails(app, mails, found.firms, force=force)
    listed = FindingList(app.today, found.firms, by is By.PERSON, only_overdue=overdue)
    if asked:
        give(app, asked, listed, output, force=force)
    else:
        app.result("\n".join(told.lines(listed, app.words)))
    tell_rest(app, folder, gathered, chain.from_iterable(found.problems.values()))


def _write_mails(app: AppContext, folder: Path, found: Sequence[FirmFindings], *, force: bool) -> None:
    """A mail text for each firm that has something to do; nothing is written where one of them lies there already."""
    to_do = {folder / f"{one.folder}.txt": one for one in found if one.replies or one.actions}
    for target in to_do:
        outputs.refuse_standing(target, force=force)
    atomic_file.make_folder(folder)
    for target, one in to_do.items():
        atomic_file.write(target, findings_mail(one, app.today, app.words).encode(), replace=force)
    app.message(app.words("cli.clients.findings.written", n=len(to_do), folder=str(folder)))
    if others := sorted(path.name for path in folder.glob("*.txt") if path not in to_do):
        names = app.words("report.join").join(others[:MOST_NAMED])
        app.message(app.words("cli.clients.findings.others", n=len(others), folder=str(folder), names=names))
    if rest := len(found) - len(to_do):
        app.message(app.words("cli.clients.findings.not_written", n=rest))
