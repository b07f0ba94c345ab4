"""The commands that write one event of a follow-up down: reply, accept, return, done, verify, extend, risk, withdraw.

Each says who (never guessed) and when (today, if nothing is said); what may follow what is the core's to say.
"""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from tenken.cli.context import AppContext
from tenken.cli.options import day_option, maybe_day
from tenken.core.audit.followup import Event, EventKind, VerificationResult
from tenken.core.model import BasisMethod
from tenken.render.audit.followup import stage_name
from tenken.store.assessment import followup
from tenken.store.validation.sanitize import line, maybe

File = Annotated[Path, typer.Argument(metavar="FILE", help="cli.followup.file")]
Finding = Annotated[str, typer.Argument(metavar="ID", help="cli.followup.id")]
By = Annotated[str, typer.Option("--by", help="cli.followup.by")]
On = Annotated[str | None, typer.Option("--on", help="cli.followup.on")]
Why = Annotated[str, typer.Option("--why", help="cli.followup.why")]
MaybeWhy = Annotated[str | None, typer.Option("--why", help="cli.followup.why")]
NextDue = Annotated[str | None, typer.Option("--due", help="cli.followup.next_due")]


def reply(
    ctx: typer.Context,
    file: File,
    finding: Finding,
    by: By,
    cause: Annotated[str, typer.Option("--cause", help="cli.followup.cause")],
    action: Annotated[str, typer.Option("--action", help="cli.followup.action")],
    owner: Annotated[str, typer.Option("--owner", help="cli.followup.owner")],
    due: Annotated[str, typer.Option("--due", help="cli.followup.due")],
    correction: Annotated[str | None, typer.Option("--correction", help="cli.followup.correction")] = None,
    on: On = None,
) -> None:
    """Write down what the firm replies: why it came to this, and what it will do."""
    said = {"correction": correction, "cause": cause, "action": action, "owner": owner}
    _record(
        ctx.obj, file, finding, EventKind.REPLY, by, on, due=day_option(ctx.obj, "--due", due, meant="ahead"), **said
    )


def accept(ctx: typer.Context, file: File, finding: Finding, by: By, why: MaybeWhy = None, on: On = None) -> None:
    """Accept a reply."""
    _record(ctx.obj, file, finding, EventKind.ACCEPTED, by, on, why=why)


def return_reply(
    ctx: typer.Context, file: File, finding: Finding, by: By, why: Why, due: NextDue = None, on: On = None
) -> None:
    """Ask for another reply."""
    _record(
        ctx.obj, file, finding, EventKind.RETURNED, by, on, why=why, due=maybe_day(ctx.obj, "--due", due, meant="ahead")
    )


def done(
    ctx: typer.Context,
    file: File,
    finding: Finding,
    by: By,
    what: Annotated[str | None, typer.Option("--what", help="cli.followup.what_done")] = None,
    on: On = None,
) -> None:
    """Write down that the firm has done what it promised."""
    _record(ctx.obj, file, finding, EventKind.DONE, by, on, what=what)


def verify(
    ctx: typer.Context,
    file: File,
    finding: Finding,
    by: By,
    method: Annotated[BasisMethod, typer.Option("--method", help="cli.followup.method")],
    what: Annotated[str, typer.Option("--what", "--saw", help="cli.followup.what")],
    result: Annotated[VerificationResult, typer.Option("--result", help="cli.followup.result")],
    due: NextDue = None,
    on: On = None,
) -> None:
    """Write down whether it helped, as somebody else saw it."""
    seen: dict[str, Any] = {"method": method, "result": result, "due": maybe_day(ctx.obj, "--due", due, meant="ahead")}
    _record(ctx.obj, file, finding, EventKind.VERIFIED, by, on, what=what, **seen)


def extend(
    ctx: typer.Context,
    file: File,
    finding: Finding,
    by: By,
    due: Annotated[str, typer.Option("--due", help="cli.followup.new_due")],
    why: Why,
    on: On = None,
) -> None:
    """Give more time; the first day stays on record."""
    _record(
        ctx.obj,
        file,
        finding,
        EventKind.EXTENDED,
        by,
        on,
        due=day_option(ctx.obj, "--due", due, meant="ahead"),
        why=why,
    )


def risk(ctx: typer.Context, file: File, finding: Finding, by: By, why: Why, on: On = None) -> None:
    """Write down that the firm leaves it as it is."""
    _record(ctx.obj, file, finding, EventKind.RISK_ACCEPTED, by, on, why=why)


def withdraw(ctx: typer.Context, file: File, finding: Finding, by: By, why: Why, on: On = None) -> None:
    """Take a finding back."""
    _record(ctx.obj, file, finding, EventKind.WITHDRAWN, by, on, why=why)


def _record(app: AppContext, file: Path, finding: str, kind: EventKind, by: str, on: str | None, **said: Any) -> None:
    """Add one event, and say where the finding stands now."""
    details: dict[str, Any] = {key: maybe(value) if type(value) is str else value for key, value in said.items()}
    told: date = maybe_day(app, "--on", on, meant="past") or app.today
    event = Event(finding=line(finding), kind=kind, on=told, by=line(by), **details)
    after = followup.append(file, [event], app.checklist_path, app.today)
    w = app.words
    state = next(state for state in after.states if state.finding.id == event.finding)
    what = w(f"followup.event.{kind}")
    app.message(w("cli.followup.recorded", file=str(file), id=event.finding, what=what, stage=stage_name(w, state)))
    if state.due:
        app.message(w("cli.followup.due_now", id=event.finding, day=w.day(state.due)))
