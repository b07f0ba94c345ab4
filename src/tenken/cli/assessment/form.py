"""The offline form: ``form write`` and ``form read``."""

import sys
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from tenken.ask.form.read import understand
from tenken.ask.handout import Handout
from tenken.cli import output as outputs
from tenken.cli.assessment.hand_out import ShareAreas, ShareRole, hand_out
from tenken.cli.assessment.merge_answers import MergeOptions, bring_in
from tenken.cli.context import AppContext
from tenken.cli.help import HelpfulGroup
from tenken.core.problem import MachineLacks, UsageProblem
from tenken.render.merge_result import FORM
from tenken.store.assessment import loader
from tenken.store.assessment.document import identity
from tenken.store.incoming import saved_form
from tenken.store.validation.toml_file import read_bytes

STREAM = Path("-")
PAGE = Path("tenken.html")
"""Where the one HTML file lies unless somebody says another place."""
LARGEST_PAGE = 30_000_000
"""Bytes of a file that may be the one HTML file, which has 11 million."""


class Forms(HelpfulGroup):
    """``tenken form``."""

    targets: ClassVar[dict[str, str]] = {"write": "assessment.form:write", "read": "assessment.form:read"}
    help_key: ClassVar[str] = "cli.form.{name}_help"


def write(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.form.file")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="cli.form.output")] = None,
    areas: ShareAreas = None,
    role: ShareRole = None,
    with_verdicts: Annotated[bool, typer.Option("--with-verdicts", help="cli.with_verdicts")] = False,
    with_report: Annotated[bool, typer.Option("--with-report", help="cli.form.with_report")] = False,
    page: Annotated[Path | None, typer.Option("--page", help="cli.form.page")] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.form.force")] = False,
) -> None:
    """Make the page to answer in."""
    from tenken.ask.form.write import write as write_form  # noqa: PLC0415 - reading does without templates

    app: AppContext = ctx.obj
    _refuse(with_report=with_report, page=page, part=bool(areas or role or with_verdicts))
    share = hand_out(app, file, areas, role, with_verdicts=with_verdicts)
    target = share.target(file, output, "html")
    outputs.refuse_early(target, file, force=force)
    outputs.refuse_ending(output, "html", "htm")
    saved = f"{file.stem}{share.suffix}"
    content = _whole_tool(file, share.handout, page or PAGE) if with_report else write_form(share.handout, saved)
    if not outputs.deliver(content, target, force=force):
        return
    made = "cli.form.made_whole" if with_report else "cli.form.made"
    app.message(app.words(made, file=str(target), n=share.questions))
    share.tell(app)
    app.lead_to("cli.form.next", saved=f"{saved}-answers.json", file=str(file))


def _refuse(*, with_report: bool, page: Path | None, part: bool) -> None:
    """Raise UsageProblem for options that do not go together: who makes the report answers everything."""
    if page and not with_report:
        raise UsageProblem("option-for-nothing", {"option": "--page", "needs": "--with-report"})
    if with_report and part:
        raise UsageProblem("with-report-whole")


def _whole_tool(file: Path, handout: Handout, page: Path) -> bytes:
    """The one HTML file with this assessment in it; raises MachineLacks where the file for it is not there."""
    from tenken.one_file.page import filled, firm_of  # noqa: PLC0415 - loaded only to make it

    if not page.exists():
        raise MachineLacks("one-file-missing", {"file": str(page)})
    content = read_bytes(page, str(page), LARGEST_PAGE)
    return filled(content, str(page), firm_of(handout, file.stem, file.read_bytes()))


def read(
    ctx: typer.Context,
    saved: Annotated[Path, typer.Argument(metavar="SAVED", help="cli.form.saved")],
    into: Annotated[Path, typer.Option("--into", help="cli.form.into")],
    theirs: Annotated[bool, typer.Option("--theirs", help="cli.form.theirs")] = False,
    ours: Annotated[bool, typer.Option("--ours", help="cli.form.ours")] = False,
    ask: Annotated[bool, typer.Option("--ask", help="cli.form.ask")] = False,
    anyones: Annotated[bool, typer.Option("--force", help="cli.form.anyones")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="cli.form.json")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="cli.read.verbose")] = False,
) -> None:
    """Read what a form saved into the file."""
    app: AppContext = ctx.obj
    wanted = MergeOptions(theirs=theirs, ours=ours, ask=ask, as_json=as_json, verbose=verbose)
    wanted.check(app)
    if ask and saved == STREAM:
        raise UsageProblem("ask-or-paste")
    if saved == STREAM and sys.stdin.isatty():
        app.message(app.words("cli.form.paste"))
    filled = saved_form.read_stream(sys.stdin.buffer, "-") if saved == STREAM else saved_form.read(saved)
    for notice in filled.notices:
        app.message(app.words(f"cli.form.notice.{notice.what}", **notice.values))
    edition, assessment = loader.load(into, app.checklist_path, app.today)
    whose = (identity(assessment), assessment.organisation.name)
    returned = understand(filled, edition, *whose, str(saved), anyones=anyones)
    bring_in(app, FORM, returned, into, wanted)
