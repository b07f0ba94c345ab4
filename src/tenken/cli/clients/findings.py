"""``tenken clients findings``: what every firm still owes after its audit, by firm or by person, with mail texts."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
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
from tenken.core.audit.followup import FindingState, begun
from tenken.core.portfolio.findings import FindingList, FirmFindings, by_urgency
from tenken.core.portfolio.table import chosen, condition
from tenken.core.problem import FileProblems, Problem
from tenken.render.formats import CLIENT_FINDINGS
from tenken.render.portfolio import findings as told
from tenken.render.portfolio.mails import findings_mail
from tenken.store import atomic_file
from tenken.store.assessment import followup, loader
from tenken.store.portfolio.records import ClientFiles

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
    files = {one.folder: one for one in gathered.files}
    found: list[FirmFindings] = []
    problems: list[Problem] = []
    for row in chosen(gathered.rows(app.today), conditions):
        try:
            states = _open(app, folder / row.folder, files[row.folder])
        except FileProblems as refused:
            problems += refused.problems
            continue
        wanted = tuple(sorted((state for state in states if state.overdue or not overdue), key=by_urgency))
        if wanted:
            found.append(FirmFindings(row.folder, row.client, wanted))
    found.sort(key=lambda one: (by_urgency(one.states[0])[0], one.folder))
    if mails is not None:
        _write_mails(app, mails, found, force=force)
    listed = FindingList(app.today, tuple(found), by is By.PERSON, only_overdue=overdue)
    if asked:
        give(app, asked, listed, output, force=force)
    else:
        app.result("\n".join(told.lines(listed, app.words)))
    tell_rest(app, folder, gathered, problems)


def _open(app: AppContext, firm: Path, files: ClientFiles) -> Iterable[FindingState]:
    """The open findings of a firm's last signed audit; nobody has replied to those that are not followed up yet."""
    if files.followup:
        states = followup.load(firm / files.followup, app.checklist_path, app.today).states
    elif files.audit and not files.problems:  # what cannot be read may be its follow-up
        _, assessment = loader.load(firm / files.audit, app.checklist_path, app.today)
        states = tuple(begun(assessment.audit.findings if assessment.audit else (), app.today).values())
    else:
        return ()
    return [state for state in states if state.open]


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
