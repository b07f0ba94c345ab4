"""The Excel channel: ``sheet write`` and ``sheet read``."""

from pathlib import Path
from typing import Annotated, ClassVar

import typer

from tenken.ask.sheet.read import understand
from tenken.cli import output as outputs
from tenken.cli.assessment.hand_out import ShareAreas, ShareRole, hand_out
from tenken.cli.assessment.merge_answers import MergeOptions, bring_in
from tenken.cli.context import AppContext
from tenken.cli.help import HelpfulGroup
from tenken.render.merge_result import SHEET
from tenken.store.assessment import loader
from tenken.store.assessment.document import identity
from tenken.store.incoming import workbook


class Sheets(HelpfulGroup):
    """``tenken sheet``."""

    targets: ClassVar[dict[str, str]] = {"write": "assessment.sheet:write", "read": "assessment.sheet:read"}
    help_key: ClassVar[str] = "cli.sheet.{name}_help"


def write(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.sheet.file")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="cli.sheet.output")] = None,
    areas: ShareAreas = None,
    role: ShareRole = None,
    with_verdicts: Annotated[bool, typer.Option("--with-verdicts", help="cli.with_verdicts")] = False,
    force: Annotated[bool, typer.Option("--force", help="cli.sheet.force")] = False,
) -> None:
    """Make the workbook to answer in."""
    from tenken.ask.sheet.write import write as write_sheet  # noqa: PLC0415 - reading does without XlsxWriter

    app: AppContext = ctx.obj
    share = hand_out(app, file, areas, role, with_verdicts=with_verdicts)
    target = share.target(file, output, "xlsx")
    outputs.refuse_early(target, file, force=force)
    outputs.refuse_ending(output, "xlsx")
    if not outputs.deliver(write_sheet(share.handout), target, force=force):
        return
    app.message(app.words("cli.sheet.made", file=str(target), n=share.questions))
    share.tell(app)
    app.lead_to("cli.sheet.next", workbook=str(target), file=str(file))


def read(
    ctx: typer.Context,
    filled: Annotated[Path, typer.Argument(metavar="WORKBOOK", help="cli.sheet.workbook")],
    into: Annotated[Path, typer.Option("--into", help="cli.sheet.into")],
    theirs: Annotated[bool, typer.Option("--theirs", help="cli.sheet.theirs")] = False,
    ours: Annotated[bool, typer.Option("--ours", help="cli.sheet.ours")] = False,
    ask: Annotated[bool, typer.Option("--ask", help="cli.sheet.ask")] = False,
    anyones: Annotated[bool, typer.Option("--force", help="cli.sheet.anyones")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="cli.sheet.json")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="cli.read.verbose")] = False,
) -> None:
    """Read a filled-in workbook into the file."""
    app: AppContext = ctx.obj
    wanted = MergeOptions(theirs=theirs, ours=ours, ask=ask, as_json=as_json, verbose=verbose)
    wanted.check(app)
    grids = workbook.read(filled)
    edition, assessment = loader.load(into, app.checklist_path, app.today)
    whose = (identity(assessment), assessment.organisation.name)
    returned = understand(grids, edition, *whose, str(filled), anyones=anyones)
    bring_in(app, SHEET, returned, into, wanted)
