"""The command that makes the report of one assessment: ``report``."""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from tenken.cli import output as outputs
from tenken.cli.comparable import compare_years
from tenken.cli.context import AppContext
from tenken.cli.options import LESS_OFTEN, maybe_day
from tenken.cli.passwords import PasswordFile, unlocking
from tenken.cli.report import finishing
from tenken.cli.report.finishing import Encrypt, Sign, SignPasswordFile, Wish
from tenken.core.model import Peers
from tenken.core.portfolio.place import place_of
from tenken.core.problem import MachineLacks, UsageProblem
from tenken.core.report.brand import UNBRANDED
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.score import score, shown
from tenken.render.formats import REPORTS, OutputFormat
from tenken.render.pdf import printer
from tenken.render.pdf.engines import NO_ENGINE, Engine
from tenken.store import years
from tenken.store.report import benchmark as benchmarks
from tenken.store.report import brand as brands
from tenken.store.years import YearFile
from tenken.words import Words

ReportFormat = Enum("ReportFormat", {name: name for name in REPORTS})  # type: ignore[misc]  # one member for each format


def report(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.report.file")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="cli.report.output")] = None,
    form: Annotated[ReportFormat | None, typer.Option("--format", help="cli.report.format")] = None,
    profile: Annotated[ReportProfile | None, typer.Option("--profile", help="cli.report.profile")] = None,
    archive: Annotated[bool, typer.Option("--archive", help="cli.report.archive", rich_help_panel=LESS_OFTEN)] = False,
    era: Annotated[bool, typer.Option("--era", help="cli.report.era", rich_help_panel=LESS_OFTEN)] = False,
    previous: Annotated[Path | None, typer.Option("--previous", metavar="LAST", help="cli.report.previous")] = None,
    brand: Annotated[Path | None, typer.Option("--brand", help="cli.brand.option", rich_help_panel=LESS_OFTEN)] = None,
    benchmark: Annotated[
        Path | None,
        typer.Option("--benchmark", metavar="FILE", help="cli.report.benchmark", rich_help_panel=LESS_OFTEN),
    ] = None,
    issued: Annotated[
        str | None, typer.Option("--issued", help="cli.report.issued", rich_help_panel=LESS_OFTEN)
    ] = None,
    no_attachments: Annotated[
        bool, typer.Option("--no-attachments", help="cli.report.no_attachments", rich_help_panel=LESS_OFTEN)
    ] = False,
    engine: Annotated[Engine, typer.Option("--engine", help="cli.report.engine", rich_help_panel=LESS_OFTEN)] = (
        Engine.AUTO
    ),
    sign: Sign = None,
    sign_password_file: SignPasswordFile = None,
    encrypt: Encrypt = False,
    password_file: PasswordFile = None,
    force: Annotated[bool, typer.Option("--force", help="cli.report.force")] = False,
) -> None:
    """Make the report of one assessment."""
    app: AppContext = ctx.obj
    chosen = outputs.chosen(REPORTS, output, form.value if form else None) or REPORTS["pdf"]
    if archive:
        if not chosen.carries_files:
            raise UsageProblem("archive-is-pdf", {"form": chosen.name})
        chosen = REPORTS["archive"]
    _refuse_engine(engine, chosen)
    if no_attachments and not chosen.carries_files:
        raise UsageProblem("attachments-are-pdf", {"form": chosen.name})
    wish = Wish(sign, sign_password_file, encrypt, password_file, opens=previous is not None or file.suffix == ".pdf")
    finishing.refuse(wish, chosen)
    day_of_issue = maybe_day(app, "--issued", issued, meant="ahead")
    outputs.refuse_early(output, file, previous, brand, benchmark, *wish.files, force=force)
    with outputs.started(chosen if engine is not Engine.BROWSER else None):
        finish = finishing.prepared(app, wish)
        look = brands.load(brand) if brand else UNBRANDED
        unlock = unlocking(app, password_file)
        this = years.load(file, app.checklist_path, app.today, unlock)
        usual = chosen.usual_reader(audited=this.assessment.audit is not None)
        reader = profile or usual
        if reader is ReportProfile.AUDIT and this.assessment.audit is None:
            raise UsageProblem("no-audit", {"file": str(file)})
        target = output or file.with_name(file.stem + chosen.file_ending(reader, usual))
        outputs.refuse_early(target, file, previous, brand, benchmark, *wish.files, force=force)
        last = years.load(previous, app.checklist_path, app.today, unlock) if previous else None
        comparison = compare_years(app, last, this, force=force) if last else None
        peers = _peers(app, benchmark, this, partial(chosen.refuse_peers, reader))
        finished = years.report_of(
            this,
            app.checklist_path,
            profile=reader,
            brand=look,
            last=last,
            comparison=comparison,
            peers=peers,
            carries=chosen.carries_files and not no_attachments,
            issued=day_of_issue,
        )
        words = Words(app.words.lang, era=era)
        by = (printer.TAGGED, engine) if chosen.name == "pdf" else ()
        try:
            content = outputs.make(app, partial(chosen.make, finished, words, *by))
        except MachineLacks as lack:
            if lack.what in NO_ENGINE:
                _html_instead(app, finished, words, target, force=force)
            raise
        content = finish.applied(content)
    if outputs.deliver(content, target, force=force):
        app.message(_made(app, target, finished))
        if finished.carries_answers:
            app.message(app.words("cli.report.carries"))
        _lead_on(app, file, target, finished, checkable=chosen.carries_files and not no_attachments)
    if finished.audit and finished.audit.changed_after:
        names = app.words("report.join").join(step.name for step in finished.audit.changed_after)
        app.message(app.words("cli.report.changed_after", names=names))
    finish.tell(app)


def _peers(app: AppContext, file: Path | None, this: YearFile, refuse: Callable[[], None]) -> Peers | None:
    """Where the firm stands among those of a benchmark; where it has no group there, that is said and no more.

    ``refuse`` raises UsageProblem where such a report does not tell it.
    """
    if file is None:
        return None
    refuse()
    found = place_of(benchmarks.load(file), this.assessment, score(this.checklist, this.assessment))
    if isinstance(found, Peers):
        return found
    app.message(app.words(f"cli.report.no_peers.{found}", file=str(file)))
    return None


def _refuse_engine(engine: Engine, chosen: OutputFormat) -> None:
    """Raise UsageProblem where that engine cannot make what is asked for."""
    if chosen.name == "archive" and engine is Engine.BROWSER:
        raise UsageProblem("archive-not-by-browser")
    if engine is not Engine.AUTO and not chosen.carries_files:
        raise UsageProblem("option-for-nothing", {"option": "--engine", "needs": "PDF"})


def _html_instead(app: AppContext, finished: Report, words: Words, target: Path, *, force: bool) -> None:
    """Leave the page that a browser can print where no PDF can be made; never in the place of another file."""
    page = target.with_suffix(".html")
    if target == outputs.STREAM or (page.exists() and not force):
        return
    alone = replace(finished, attachments=())  # a page has no files inside, and says so
    if outputs.deliver(REPORTS["html"].make(alone, words), page, force=force):
        app.message(app.words("cli.report.html_instead", file=str(page)))


def _lead_on(app: AppContext, file: Path, target: Path, finished: Report, *, checkable: bool) -> None:
    """Answer what is left, else see that the PDF is the one that was made, else begin the next year."""
    if finished.scorecard.draft:
        app.lead_to("next.to_web", file=str(file))
    elif checkable:
        app.lead_to("next.to_verify", report=str(target))
    else:
        app.lead_to(
            "next.to_renew", file=str(file), new=file.with_name(f"{finished.assessment.date.year + 1}.toml").name
        )


def _made(app: AppContext, target: Path, finished: Report) -> str:
    w = app.words
    card = finished.scorecard
    total = shown(card.score)
    if total is None or card.grade is None:
        return w("cli.report.made_none", file=str(target))
    if card.draft:
        return w("cli.report.made_draft", file=str(target), n=card.tally.applicable - card.tally.answered)
    return w("cli.report.made", file=str(target), score=total, grade=card.grade)
