"""The command that tells what is left to do in an audit: ``audit status``."""

from pathlib import Path
from typing import Annotated

import typer

from tenken.cli.audit.audit import File, Json, opened
from tenken.cli.audit_record import placed
from tenken.cli.context import AppContext
from tenken.core.audit.progress import progress
from tenken.core.audit.recording import audit_of
from tenken.core.audit.signoff import changed_after
from tenken.core.problem import Problem
from tenken.core.scoring.score import score
from tenken.render.audit import status as render
from tenken.store import years
from tenken.store.assessment.document import content_digest, differences
from tenken.store.years import OwnFile


def status(
    ctx: typer.Context,
    file: File,
    against: Annotated[Path | None, typer.Option("--against", help="cli.audit.against")] = None,
    as_json: Json = False,
) -> None:
    """Tell what is unchecked, what is lacking, what keeps it from being signed, and what changed since a report."""
    app: AppContext = ctx.obj
    w = app.words
    edition, assessment = opened(app, file, to_write=False)
    earlier = years.load(against, app.checklist_path, app.today) if against else None
    card = score(edition, assessment)
    done = progress(card, assessment, app.today)
    of = audit_of(assessment).of
    named = of.file if of else ""
    own = years.own_file(file, assessment, app.checklist_path, app.today)
    found = list(done.faults)
    if own is OwnFile.CHANGED:
        found.append((("audit", "of", "digest"), "audited-changed", {"file": named}))
    found += [
        (("signoff", "step", at), "sign-changed", {"name": step.name, "day": step.on.isoformat()})
        for at, step in enumerate(changed_after(assessment.signoff, content_digest(assessment)))
    ]
    faults = placed(file, found)
    changes = (
        [Problem(file=str(file), what=what, path=path) for path, what in differences(earlier.assessment, assessment)]
        if earlier
        else []
    )
    if as_json:
        told = render.status_document(assessment, card, done, faults, own_state=str(own))
        since = [{"where": change.where, "what": change.what} for change in changes] if earlier else None
        app.data(told | {"changed_since": since})
        return
    lines = [*render.status_lines(w, edition, assessment, card, done)]
    if own is not OwnFile.SAME:
        lines += ["", w(f"audit_status.own_{own}", file=named)]
    signing = [*render.signing_lines(w, assessment, faults)]
    lines += ["", *signing] if signing[0] else signing
    if earlier:
        lines += ["", *render.changes_lines(w, str(against), changes)]
    app.result("\n".join(lines))
    if assessment.signoff and assessment.signoff.steps:
        app.lead_to("next.to_report", file=str(file))
    elif not faults:
        app.lead_to("next.to_signoff", file=str(file))
