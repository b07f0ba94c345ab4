"""``tenken clients receive``: what came back goes to the firm to which it was sent, known by its token alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
Brought: TypeAlias = dict[str, str | int]
"""What one file brought: its name, the firm, and how many answers."""
ENDINGS = {".xlsx": SHEET, ".json": FORM}


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
    if not inbox.is_dir():
        raise FileProblems([Problem(file=str(inbox), what="no-such-folder")])
    by_token, unreadable = clients.by_token(clients.find(folder).firms)
    problems = [*unreadable]
    decided = True if theirs else False if ours else None
    here = _Inbox(app, Known(app.checklist_path, app.today), by_token, decided)
    taken: list[Brought] = []
    unknown: list[str] = []
    for path in sorted(inbox.iterdir()):
        channel = ENDINGS.get(path.suffix.lower())
        if channel is None or path.is_symlink() or not path.is_file() or path.name.startswith("~$"):
            unknown.append(path.name)
            continue
        try:
            told = _take(here, path, channel, problems)
        except FileProblems as refused:
            problems += refused.problems
            continue
        taken += [told] if told else []
        unknown += [] if told else [path.name]
        if not as_json:
            key = "cli.clients.received_one" if told else "cli.clients.unknown_one"
            app.result(app.words(key, **(told or {"file": path.name})))
    _tell(app, inbox, taken, unknown, problems, as_json=as_json)


def _tell(
    app: AppContext,
    inbox: Path,
    taken: Sequence[Brought],
    unknown: Sequence[str],
    problems: Sequence[Problem],
    *,
    as_json: bool,
) -> None:
    """What came in altogether; raises FileProblems for all that is wrong."""
    if as_json:
        app.data({"format": FORMAT, "received": taken, "unknown": unknown})
    app.message(app.words("cli.clients.received", n=len(taken)))
    if unknown:
        app.message(app.words("cli.clients.unknown", n=len(unknown), folder=str(inbox)))
    if problems:
        raise FileProblems(problems)


def _take(inbox: _Inbox, path: Path, channel: Channel, problems: list[Problem]) -> Brought | None:
    """Take one file in, and what it brought; ``None`` where its token is none that went out from this folder."""
    app = inbox.app
    filled = saved_form.read(path) if channel is FORM else None
    grids = () if filled else workbook.read(path)
    token = filled.token if filled else sheet_read.token_of(grids)
    firms = inbox.by_token.get(token, ())
    if not firms:
        return None
    if len(firms) > 1:
        folders = " , ".join(f"{firm.name}/" for firm in firms)
        raise FileProblems([Problem(file=str(path), what="token-of-several", values={"folders": folders})])
    (firm,) = firms
    files, _ = read_firm(firm, inbox.known)
    if files.problems:  # the file for which it came back may be one that cannot be read: no other takes its place
        raise FileProblems(files.problems)
    if files.latest is None:
        raise FileProblems([Problem(file=f"{firm.name}/", what="client-no-assessment", values={"file": path.name})])
    into = firm / files.latest
    edition, assessment = loader.load(into, app.checklist_path, app.today)
    refuse_signed(into, assessment)
    whose = (identity(assessment), assessment.organisation.name)
    if filled:
        returned = form_read.understand(filled, edition, *whose, str(path))
    else:
        returned = sheet_read.understand(grids, edition, *whose, str(path))
    brought = _merged(inbox, channel, returned, into, (edition, assessment), problems)
    clients.mark_received(firm, token, app.today)
    return {"file": path.name, "folder": firm.name, "name": assessment.organisation.name, **brought}


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
