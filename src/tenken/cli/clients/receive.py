"""``tenken clients receive``: what came back goes to the firm to which it was sent, known by its token alone."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from tenken.ask.file_names import without_folders
from tenken.ask.form import read as form_read
from tenken.ask.sheet import read as sheet_read
from tenken.cli.clients.clients import Firms, Json
from tenken.cli.context import AppContext
from tenken.cli.options import refuse_signed
from tenken.core.merge.incoming import Incoming
from tenken.core.model import Assessment, Checklist
from tenken.core.problem import FileProblems, Problem, UsageProblem
from tenken.core.scoring.score import scored
from tenken.render import merge_result
from tenken.render.merge_result import FORM, SHEET, Channel
from tenken.store.assessment import loader
from tenken.store.assessment.document import identity
from tenken.store.assessment.incoming import take_in
from tenken.store.incoming import saved_form, workbook
from tenken.store.portfolio import clients
from tenken.store.portfolio.records import Known, read_firm

FORMAT = 1
OTHERS = ("sheet-other-firm", "sheet-other-year", "form-other-firm", "form-other-year")
"""How it is told that what came back is of another assessment."""
Brought: TypeAlias = dict[str, str | int]
"""What one file brought: its name, the firm, and how many answers."""
ENDINGS = {".xlsx": SHEET, ".json": FORM}
CONFLICTS = ("sheet-conflict", "form-conflict")
"""How it is told that an answer was changed here and there."""


@dataclass(frozen=True, slots=True)
class _Inbox:
    """What is the same for every file that came back."""

    app: AppContext
    known: Known
    by_token: Mapping[str, Sequence[Path]]
    theirs: bool | None
    """Who is right where both have changed; ``None``: nobody has decided."""


def receive(
    ctx: typer.Context,
    folder: Firms,
    inbox: Annotated[Path, typer.Argument(metavar="INBOX", help="cli.clients.inbox")],
    theirs: Annotated[bool, typer.Option("--theirs", help="cli.sheet.theirs")] = False,
    ours: Annotated[bool, typer.Option("--ours", help="cli.sheet.ours")] = False,
    as_json: Json = False,
) -> None:
    """Take each returned sheet or form into the file of its firm; what is unknown stays as it is."""
    app: AppContext = ctx.obj
    if theirs and ours:
        raise UsageProblem("one-of", {"choices": "--theirs / --ours"})
    lying = _lying(inbox)
    by_token, unreadable = clients.by_token(clients.find(folder).firms)
    problems = [*unreadable]
    decided = True if theirs else False if ours else None
    here = _Inbox(app, Known(app.checklist_path, app.today), by_token, decided)
    came: dict[str, list[Brought]] = {"received": [], "already": [], "unknown": []}
    for path in lying:
        try:
            state, told = _take(here, path, problems)
        except FileProblems as refused:
            problems += refused.problems
            continue
        came[state].append(told)
        if not as_json:
            why = {"why": app.words(f"cli.clients.left.{told['why']}")} if "why" in told else {}
            app.result(app.words(f"cli.clients.{state}_one", **told | why))
    if as_json:
        app.data({"format": FORMAT, **came})
    for state, some in came.items():
        if some or state == "received":
            app.message(app.words(f"cli.clients.{state}", n=len(some), folder=str(inbox)))
    if conflicts := sum(problem.what in CONFLICTS for problem in problems):
        app.message(app.words("cli.clients.conflicts", n=conflicts))
    if problems:
        raise FileProblems(problems)


def _lying(inbox: Path) -> list[Path]:
    """What lies in the inbox; raises FileProblems where there is no such folder."""
    if not inbox.is_dir():
        what = "not-a-folder" if inbox.exists() else "no-such-folder"
        raise FileProblems([Problem(file=str(inbox), what=what)])
    return sorted(inbox.iterdir())


def _take(inbox: _Inbox, path: Path, problems: list[Problem]) -> tuple[str, Brought]:
    """Take one file in, and tell what it brought.

    ``unknown`` where its token is none that went out from this folder; ``already`` where just this file was taken in
    before: what was changed here since must not become again what it was.
    """
    app = inbox.app
    if why := _left(path):
        return "unknown", {"file": path.name, "why": why}
    channel = ENDINGS[path.suffix.lower()]
    filled = saved_form.read(path) if channel is FORM else None
    grids = () if filled else workbook.read(path)
    token = filled.token if filled else sheet_read.token_of(grids)
    firms = inbox.by_token.get(token, ())
    if not firms:
        return "unknown", {"file": path.name, "why": "foreign"}
    if len(firms) > 1:
        folders = " , ".join(f"{firm.name}/" for firm in firms)
        raise FileProblems([Problem(file=str(path), what="token-of-several", values={"folders": folders})])
    (firm,) = firms
    files, _ = read_firm(firm, inbox.known)
    if files.problems:  # the file for which it came back may be one that cannot be read: no other takes its place
        raise FileProblems(files.problems)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    sent = files.client.sent if files.client else ()
    if any(digest in one.taken for one in sent if one.token == token):
        return "already", {"file": path.name, "folder": firm.name}
    if files.latest is None:
        raise FileProblems([Problem(file=f"{firm.name}/", what="client-no-assessment", values={"file": path.name})])
    into = firm / files.latest
    edition, assessment = loader.load(into, app.checklist_path, app.today)
    refuse_signed(into, assessment)
    whose = (identity(assessment), assessment.organisation.name)
    try:
        if filled:
            returned = form_read.understand(filled, edition, *whose, str(path))
        else:
            returned = sheet_read.understand(grids, edition, *whose, str(path))
    except FileProblems as refused:
        raise FileProblems([_of_another(problem, into) for problem in refused.problems]) from None
    before = len(problems)
    brought = _merged(inbox, channel, returned, into, (edition, assessment), problems)
    clients.mark_received(firm, token, app.today, digest if len(problems) == before else None)
    return "received", {"file": path.name, "folder": firm.name, "name": assessment.organisation.name, **brought}


def _left(path: Path) -> str:
    """Why something in the inbox is not looked into at all; empty where it is."""
    if path.is_symlink():
        return "link"
    if not path.is_file():
        return "folder" if path.is_dir() else "kind"
    if path.name.startswith("~$"):
        return "lock"
    return "" if path.suffix.lower() in ENDINGS else "kind"


def _of_another(problem: Problem, into: Path) -> Problem:
    """A return of another year goes into the file of that year, one by one."""
    if problem.what not in OTHERS:
        return problem
    return replace(problem, what="client-other-year", values={"into": f"{into.parent.name}/{into.name}"})


def _merged(
    inbox: _Inbox,
    channel: Channel,
    returned: Incoming,
    into: Path,
    before: tuple[Checklist, Assessment],
    problems: list[Problem],
) -> dict[str, int]:
    """How many answers came in; what was not taken is added to the problems."""
    app = inbox.app
    returned = without_folders(returned)
    edition, after, outcome = take_in(
        returned, into, app.checklist_path, app.today, decide=lambda _: inbox.theirs, checklist=before[0]
    )
    now = scored(edition, after)
    told = merge_result.summary_of(returned, outcome, scored(*before), now)
    conflicts = merge_result.conflict_problems(app.words, channel, edition, outcome, returned=returned.name)
    problems += [*outcome.refused, *conflicts]
    return {"new": told.answers["new"], "changed": told.answers["changed"], "left": told.left}
