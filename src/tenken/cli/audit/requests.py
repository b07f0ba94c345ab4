"""The command of the documents that the firm is asked to show: ``audit requests``."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from tenken.cli import output as outputs
from tenken.cli.audit.audit import File, Json, one_of, opened
from tenken.cli.audit_record import record, refuse
from tenken.cli.context import AppContext
from tenken.cli.options import RECEIVED, maybe_day, question_of
from tenken.core.audit.findings import next_id
from tenken.core.audit.progress import to_check
from tenken.core.audit.recording import audit_of, request_of, with_request
from tenken.core.model import Assessment, Checklist, DocumentRequest, RequestState
from tenken.core.problem import UsageProblem
from tenken.render.audit import requests as render
from tenken.store.validation.sanitize import line, maybe
from tenken.words import Words

WORKBOOK, MAIL = "xlsx", "txt"


def requests(
    ctx: typer.Context,
    file: File,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="cli.audit.requests_output")] = None,
    add: Annotated[str | None, typer.Option("--add", metavar="TEXT", help="cli.audit.request_add")] = None,
    about: Annotated[list[str] | None, typer.Option("--for", help="cli.audit.request_for")] = None,
    due: Annotated[str | None, typer.Option("--due", help="cli.audit.request_due")] = None,
    propose: Annotated[bool, typer.Option("--propose", help="cli.audit.request_propose")] = False,
    received: Annotated[
        list[str] | None, typer.Option("--received", help="cli.audit.request_received", rich_help_panel=RECEIVED)
    ] = None,
    insufficient: Annotated[
        list[str] | None, typer.Option("--insufficient", help="cli.audit.insufficient", rich_help_panel=RECEIVED)
    ] = None,
    withdrawn: Annotated[
        list[str] | None, typer.Option("--withdrawn", help="cli.audit.request_withdrawn", rich_help_panel=RECEIVED)
    ] = None,
    again: Annotated[
        list[str] | None, typer.Option("--again", help="cli.audit.request_again", rich_help_panel=RECEIVED)
    ] = None,
    note: Annotated[str | None, typer.Option("--note", help="cli.audit.request_note", rich_help_panel=RECEIVED)] = None,
    on: Annotated[str | None, typer.Option("--on", help="cli.audit.request_on", rich_help_panel=RECEIVED)] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.new.force")] = False,
    as_json: Json = False,
) -> None:
    """Ask for documents, note what came, or list what was asked for."""
    app: AppContext = ctx.obj
    states = {
        RequestState.RECEIVED: received,
        RequestState.INSUFFICIENT: insufficient,
        RequestState.WITHDRAWN: withdrawn,
        RequestState.OPEN: again,
    }
    moved = [(name, state) for state, names in states.items() for name in names or []]
    one_of(add=add, propose=propose, received=moved, output=output)
    if about and not add:
        raise UsageProblem("goes-with", {"option": "--add"})
    if due and not (add or propose or again):
        raise UsageProblem("goes-with", {"option": "--add / --propose / --again"})
    if note and not (add or moved):
        raise UsageProblem("goes-with", {"option": "--add / --received"})
    outputs.refuse_early(output, file, force=force)
    outputs.refuse_ending(output, WORKBOOK, MAIL)
    edition, assessment = opened(app, file, to_write=bool(add or propose or moved))
    app = app.about(edition)
    until = maybe_day(app, "--due", due, meant="ahead")
    if add:
        asked = tuple(dict.fromkeys(question_of(edition, name).id for name in about or []))
        new = DocumentRequest(id="", what=line(add), questions=asked, due=until, note=maybe(note))
        _tell(app, *record(app, file, partial(_added, new), edition))
    elif propose:
        _tell(app, *record(app, file, partial(_proposed, app.words, until), edition))
    elif moved:
        when = maybe_day(app, "--on", on, meant="past") or app.today
        _tell(app, *record(app, file, partial(_moved, file, moved, maybe(note), when, until), edition))
    elif as_json:
        app.data(render.request_document(assessment))
    else:
        _deliver(app, edition, assessment, output, force=force)


def _added(new: DocumentRequest, _: Checklist, now: Assessment) -> Assessment:
    """The audit with one request more, under the next number."""
    if not new.what:
        raise UsageProblem("goes-with", {"option": "--add"})
    return with_request(now, replace(new, id=_next(now)))


def _next(now: Assessment) -> str:
    return next_id(tuple(entry.id for entry in audit_of(now).requests), "R")


def _proposed(w: Words, until: date | None, edition: Checklist, now: Assessment) -> Assessment:
    """The audit with a request for each listed question that has none: for the evidence that it names, or could."""
    asked = {name for entry in audit_of(now).requests for name in entry.questions}
    for name in to_check(audit_of(now)):
        question = edition.question(name)
        if question is None or name in asked or now.answer(name).verdict:
            continue
        named = " / ".join(piece.what for piece in now.answer(name).evidence)
        what = named or w.text(question.proof) or w.text(question.name)
        now = with_request(now, DocumentRequest(id=_next(now), what=what, questions=(name,), due=until))
    return now


def _moved(
    file: Path,
    moved: list[tuple[str, RequestState]],
    note: str | None,
    when: date,
    until: date | None,
    _: Checklist,
    now: Assessment,
) -> Assessment:
    """The audit in which requests have come in, or have not."""
    unknown = [name for name, _ in moved if request_of(now, name) is None]
    refuse(file, [(("audit", "request"), "no-such-request", {"id": name}) for name in unknown])
    for name, state in moved:
        before = request_of(now, name)
        assert before
        due = until or before.due
        now = with_request(now, replace(before, state=state, on=when, note=note or before.note, due=due))
    return now


def _tell(app: AppContext, before: Assessment, after: Assessment) -> None:
    w = app.words
    stood = {entry.id: entry for entry in audit_of(before).requests}
    changed = [entry for entry in audit_of(after).requests if stood.get(entry.id) != entry]
    if not changed:
        app.message(w("saved.nothing"))
    for entry in changed:
        app.message(w("cli.audit.request_saved", id=entry.id, what=entry.what, state=w(f"request_state.{entry.state}")))


def _deliver(app: AppContext, edition: Checklist, assessment: Assessment, output: Path | None, *, force: bool) -> None:
    """The list on the screen, or what asks for it as a workbook or a mail."""
    w = app.words
    rows = render.rows(w, edition, audit_of(assessment).requests)
    if output is None:
        app.result("\n".join(render.request_lines(w, rows)))
        return
    as_book = output.suffix.lower() == f".{WORKBOOK}"
    content = render.workbook(w, assessment, rows) if as_book else render.mail(w, assessment, rows)
    if outputs.deliver(content, output, force=force):
        app.message(w("cli.audit.requests_made", file=str(output), n=len(rows)))
