"""The command that tells what changed from one year to the next: ``diff``."""

from collections.abc import Callable
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from tenken.cli import output as outputs
from tenken.cli.comparable import compare_years
from tenken.cli.context import AppContext
from tenken.cli.passwords import PasswordFile, unlocking
from tenken.core.audit.comparison import held_against
from tenken.core.audit.verdicts import altered, is_of
from tenken.core.problem import FileProblems, Problem, UsageProblem
from tenken.core.scoring.score import scored
from tenken.render.audit import comparison
from tenken.render.formats import AUDIT_COMPARISONS, DIFFS, OutputFormat
from tenken.render.years import as_text
from tenken.store import years
from tenken.store.assessment.document import content_digest
from tenken.store.years import YearFile

DiffFormat = Enum("DiffFormat", {name: name for name in DIFFS})  # type: ignore[misc]  # one member for each format
Force = Annotated[bool, typer.Option("--force", help="cli.diff.force")]
Json = Annotated[bool, typer.Option("--json", help="cli.diff.json")]


def diff(
    ctx: typer.Context,
    last: Annotated[Path, typer.Argument(metavar="LAST", help="cli.diff.last")],
    this: Annotated[Path, typer.Argument(metavar="THIS", help="cli.diff.this")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="cli.diff.output")] = None,
    form: Annotated[DiffFormat | None, typer.Option("--format", help="cli.diff.format")] = None,
    as_json: Json = False,
    password_file: PasswordFile = None,
    force: Force = False,
) -> None:
    """Tell what has changed from one year to the next, and why the score moved."""
    app: AppContext = ctx.obj
    chosen = outputs.chosen(DIFFS, output, "json" if as_json else form.value if form else None)
    outputs.refuse_early(output, last, this, password_file, force=force)
    unlock = unlocking(app, password_file)
    with outputs.started(chosen):
        before, after = (years.load(path, app.checklist_path, app.today, unlock) for path in (last, this))
        if is_of(after.assessment, content_digest(before.assessment)):
            if changed := altered(before.assessment, after.assessment):
                told = {"file": before.name, "ids": " ".join(changed[:10])}
                at = ("answers", changed[0])
                raise FileProblems([Problem(file=after.name, what="audit-altered", path=at, values=told)])
            _compare_audit(app, before, after, chosen, output, force=force)
            app.lead_to("next.to_report", file=str(this))
            return
        audited = after.assessment.audit.of if after.assessment.audit else None
        if audited and audited.file == Path(before.name).name:
            where = ("audit", "of", "digest")
            values = {"file": before.name}
            raise FileProblems([Problem(file=after.name, what="audited-changed", path=where, values=values)])
        found = compare_years(app, before, after, force=force)
        if chosen is None:
            app.result(as_text.diff(found, app.words))
        else:
            deliver_made(app, partial(chosen.make, found, app.words), output, force=force)


def _compare_audit(
    app: AppContext, own: YearFile, audit: YearFile, chosen: OutputFormat | None, output: Path | None, *, force: bool
) -> None:
    """The firm's own answers beside the audit of them, which is no later year."""
    found = held_against(scored(own.checklist, own.assessment), scored(audit.checklist, audit.assessment))
    if chosen is None:
        app.result(comparison.as_text(found, app.words))
        return
    form = AUDIT_COMPARISONS.get(chosen.name)
    if form is None:
        raise UsageProblem("no-such-audit-format", {"form": chosen.name, "choices": " / ".join(AUDIT_COMPARISONS)})
    deliver_made(app, partial(form.make, found, app.words), output, force=force)


def deliver_made(app: AppContext, produce: Callable[[], bytes], output: Path | None, *, force: bool) -> None:
    """Make the document, write it, and say where it lies."""
    if outputs.deliver(outputs.make(app, produce), output, force=force):
        app.message(app.words("cli.diff.made", file=str(output)))
