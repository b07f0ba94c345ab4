"""The commands of what happens after an audit was signed: ``followup begin``, ``list``, ``form`` and ``read``.

The file may stand before the command's name as well: ``tenken followup FILE reply F1``. Those that write one event down
are in ``followup_events``.
"""

from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from tenken.ask.handout import Handout
from tenken.cli import output as outputs
from tenken.cli.context import AppContext
from tenken.cli.help import HelpfulGroup
from tenken.cli.options import maybe_day
from tenken.core.audit.followup import Event, EventKind
from tenken.core.problem import FileProblems, Problem
from tenken.render.audit.followup import followup_document, followup_lines
from tenken.store.assessment import followup
from tenken.store.assessment.document import content_digest, identity
from tenken.store.validation.sanitize import maybe

File = Annotated[Path, typer.Argument(metavar="FILE", help="cli.followup.file")]


class Followups(HelpfulGroup):
    """``tenken followup``."""

    targets: ClassVar[dict[str, str]] = {
        "begin": "audit.followup.commands:begin",
        "list": "audit.followup.commands:list_all",
        "form": "audit.followup.commands:form",
        "read": "audit.followup.commands:read",
        "reply": "audit.followup.events:reply",
        "accept": "audit.followup.events:accept",
        "return": "audit.followup.events:return_reply",
        "done": "audit.followup.events:done",
        "verify": "audit.followup.events:verify",
        "extend": "audit.followup.events:extend",
        "risk": "audit.followup.events:risk",
        "withdraw": "audit.followup.events:withdraw",
    }
    help_key: ClassVar[str] = "cli.followup.{name}_help"
    file_first: ClassVar[bool] = True


def begin(
    ctx: typer.Context,
    audit: Annotated[Path, typer.Argument(metavar="AUDIT", help="cli.followup.audit")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.followup.new_file")],
) -> None:
    """Begin the follow-up of a signed audit."""
    app: AppContext = ctx.obj
    outputs.refuse_early(file, audit, force=False)
    begun = followup.begin(audit, file, app.checklist_path, app.today)
    waiting = sum(state.open for state in begun.states)
    app.message(app.words("cli.followup.begun", file=str(file), n=waiting))
    if not waiting:
        app.lead_to("next.to_followup", file=str(file))


def list_all(
    ctx: typer.Context,
    file: File,
    as_json: Annotated[bool, typer.Option("--json", help="cli.followup.json")] = False,
    today: Annotated[str | None, typer.Option("--today", help="cli.followup.today")] = None,
) -> None:
    """Tell where each finding stands, and what is late."""
    app: AppContext = ctx.obj
    loaded = followup.load(file, app.checklist_path, app.today)
    on = maybe_day(app, "--today", today, meant="past") or app.today
    states = loaded.states_on(on)
    if as_json:
        app.data(followup_document(loaded.followup, states, on))
        return
    for line in followup_lines(app.words, loaded.followup, states, on):
        app.result(line)
    if not any(state.open for state in states):
        app.lead_to("next.after_followup", audit=str(file.with_name(loaded.followup.audit.file)), file=str(file))


def form(
    ctx: typer.Context,
    file: File,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="cli.followup.output")] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.followup.force")] = False,
) -> None:
    """Make the workbook in which the firm replies."""
    from tenken.ask.reply_form import asked, write  # noqa: PLC0415 - XlsxWriter is loaded only to write

    app: AppContext = ctx.obj
    target = output or file.with_name(f"{file.stem}-replies.xlsx")
    outputs.refuse_early(target, file, force=force)
    outputs.refuse_ending(output, "xlsx")
    loaded = followup.load(file, app.checklist_path, app.today)
    states = asked(loaded.states)
    if not states:
        raise FileProblems([Problem(file=str(file), what="followup-nothing-to-reply")])
    handout = Handout(
        checklist=loaded.checklist,
        assessment=loaded.assessment,
        words=app.words,
        today=app.today,
        identity=identity(loaded.assessment),
        content=content_digest(loaded.assessment),
    )
    if outputs.deliver(write(handout, states), target, force=force):
        app.message(app.words("cli.followup.form_made", file=str(target), n=len(states)))
        app.lead_to("next.followup.form", file=str(file), workbook=str(target))


def read(
    ctx: typer.Context,
    file: File,
    filled: Annotated[Path, typer.Argument(metavar="WORKBOOK", help="cli.followup.workbook")],
    by: Annotated[str | None, typer.Option("--by", help="cli.followup.read_by")] = None,
    on: Annotated[str | None, typer.Option("--on", help="cli.followup.on")] = None,
) -> None:
    """Read the firm's replies from a workbook: all of them, or none where one cannot be taken."""
    from tenken.ask.reply_form import ReplyOutcome, understand  # noqa: PLC0415 - loaded only to read
    from tenken.store.incoming import workbook  # noqa: PLC0415 - loaded only to read

    app: AppContext = ctx.obj
    w = app.words
    grids = workbook.read(filled)
    loaded = followup.load(file, app.checklist_path, app.today)
    told: date = maybe_day(app, "--on", on, meant="past") or app.today
    returned = understand(grids, loaded.followup.audit.digest, loaded.states, w, str(filled), by=maybe(by))
    events = [
        Event(finding=reply.finding, kind=EventKind.REPLY, on=told, **reply.given)
        for reply in returned.replies
        if reply.outcome is ReplyOutcome.TAKEN
    ]
    problems = followup.faults(loaded, events, str(filled))
    before = len(loaded.followup.events)
    if found := [*returned.refused, *(returned.placed(problem, before) for problem in problems)]:
        raise FileProblems(found)
    if events:
        loaded = followup.append(file, events, app.checklist_path, app.today)
    for reply in returned.replies:
        app.result(w(f"cli.followup.reply_{reply.outcome}", place=reply.place, id=reply.finding))
    app.message(w("cli.followup.read", file=str(file), n=len(events)))
