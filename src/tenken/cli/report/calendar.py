"""The command that writes the days of an assessment for a calendar: ``calendar``."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from tenken.cli import output as outputs
from tenken.cli.context import AppContext
from tenken.cli.options import numeric
from tenken.core.problem import UsageProblem
from tenken.core.report.calendar import Calendar, calendar_of
from tenken.render import calendar as rendered
from tenken.render.formats import CALENDARS
from tenken.store.assessment import loader
from tenken.store.assessment.document import identity

MOST_DAYS = 60
"""How long before its day an entry may be shown."""


def calendar(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.calendar.file")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="cli.calendar.output")] = None,
    person: Annotated[str | None, typer.Option("--person", metavar="NAME", help="cli.calendar.person")] = None,
    remind: Annotated[int | None, numeric("--remind", "cli.calendar.remind", 0, MOST_DAYS)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="cli.calendar.json")] = False,
    force: Annotated[bool, typer.Option("--force", help="cli.calendar.force")] = False,
) -> None:
    """Write promises, expiring evidence and the next assessment as a calendar."""
    app: AppContext = ctx.obj
    form = CALENDARS["ics"]
    outputs.refuse_ending(output, form.ending)
    target = output or file.with_suffix(f".{form.ending}")
    if not as_json:
        outputs.refuse_early(target, file, force=force)
    checklist, assessment = loader.load(file, app.checklist_path, app.today)
    found = calendar_of(checklist, assessment, identity(assessment))
    if person is not None:
        found = _of_person(found, person)
    if as_json:
        app.data(rendered.calendar_document(found, app.words))
        return
    content = outputs.make(app, partial(form.make, found, app.words, remind))
    if outputs.deliver(content, target, force=force):
        app.message(app.words("cli.calendar.made", file=str(target)))
        app.message(rendered.contents_line(found, app.words, app.today))
        app.message(app.words("cli.calendar.next"))


def _of_person(found: Calendar, name: str) -> Calendar:
    """What that person promised; raises UsageProblem with everybody who promised where she did not."""
    theirs = found.of_person(name)
    if theirs.entries:
        return theirs
    if not found.persons:
        raise UsageProblem("nobody-promised", {"name": name})
    raise UsageProblem("did-not-promise", {"name": name, "choices": " / ".join(found.persons)})
