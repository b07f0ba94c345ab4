"""Commands that make documents: ``report`` and ``demo``."""

from dataclasses import replace
from datetime import date
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from tenken import __version__, data
from tenken.cli import output as outputs
from tenken.cli.given import Hall
from tenken.cli.loading import compare_years, load_year
from tenken.core.problem import UsageProblem
from tenken.core.report.attachments import PREVIOUS, Enclosure
from tenken.core.report.brand import UNBRANDED, Brand
from tenken.core.report.report import Report, build
from tenken.core.report.sections import Profile
from tenken.core.scoring.score import shown
from tenken.render.formats import REPORTS
from tenken.store import atomic_file
from tenken.store.assessment.document import content_digest
from tenken.store.checklist import library
from tenken.store.report import attachments
from tenken.store.report import brand as brands
from tenken.store.years import Year
from tenken.words import Words

ReportFormat = Enum("ReportFormat", {name: name for name in REPORTS})  # type: ignore[misc]  # one member for each format

EXAMPLE = ("kitahama", ("2026.toml", "2026-draft.toml"))
EXAMPLE_DAY = date(2026, 11, 14)
"""The day of the example's assessment."""


def report(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.report.file")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="cli.report.output")] = None,
    form: Annotated[ReportFormat | None, typer.Option("--format", help="cli.report.format")] = None,
    profile: Annotated[Profile, typer.Option("--profile", help="cli.report.profile")] = Profile.FULL,
    archive: Annotated[bool, typer.Option("--archive", help="cli.report.archive")] = False,
    era: Annotated[bool, typer.Option("--era", help="cli.report.era")] = False,
    previous: Annotated[Path | None, typer.Option("--previous", metavar="LAST", help="cli.report.previous")] = None,
    brand: Annotated[Path | None, typer.Option("--brand", help="cli.brand.option")] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.report.force")] = False,
) -> None:
    """Make the report of one assessment."""
    hall: Hall = ctx.obj
    chosen = outputs.chosen(REPORTS, output, form.value if form else None) or REPORTS["pdf"]
    if archive:
        if not chosen.carries_files:
            raise UsageProblem("archive-is-pdf", {"form": chosen.name})
        chosen = REPORTS["archive"]
    target = output or file.with_suffix(f".{chosen.ending}")
    outputs.refuse_early(target, force=force)
    look = brands.load(brand) if brand else UNBRANDED
    finished = load_report(hall, file, profile, look, previous, carries=chosen.carries_files, force=force)
    content = outputs.make(hall, partial(chosen.make, finished, Words(hall.words.lang, era=era)))
    if outputs.deliver(content, target, force=force):
        hall.talk(_made(hall, target, finished))


def demo(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="cli.demo.folder")] = Path("tenken-demo"),
    force: Annotated[bool, typer.Option("--force", help="cli.report.force")] = False,
) -> None:
    """Make the example's report, so that a newcomer sees what comes out."""
    hall: Hall = ctx.obj
    name, sources = EXAMPLE
    copies = [(folder / f"{name}-{source}", data.folder("examples") / name / source) for source in sources]
    reports = [(copy, copy.with_suffix(f".{form}")) for copy, _ in copies for form in ("pdf", "html")]
    for path in (*(copy for copy, _ in copies), *(target for _, target in reports)):
        if path.exists() and not force:
            raise UsageProblem("exists", {"file": str(path)})
    folder.mkdir(parents=True, exist_ok=True)
    for copy, source in copies:
        atomic_file.write(copy, source.read_bytes(), replace=force)
    on_its_day = replace(hall, today=max(hall.today, EXAMPLE_DAY))  # a slow clock must not spoil the first look
    for copy, target in reports:
        chosen = REPORTS[target.suffix[1:]]
        finished = load_report(on_its_day, copy, carries=chosen.carries_files)
        content = outputs.make(hall, partial(chosen.make, finished, hall.words))
        atomic_file.write(target, content, replace=force)
    hall.talk(hall.words("cli.demo.made"))
    for path in (*(copy for copy, _ in copies), *(target for _, target in reports)):
        hall.tell(str(path))
    hall.talk(hall.words("cli.demo.look"))


def load_report(
    hall: Hall,
    file: Path,
    profile: Profile = Profile.FULL,
    brand: Brand = UNBRANDED,
    previous: Path | None = None,
    *,
    carries: bool = False,
    force: bool = False,
) -> Report:
    """The finished report of a file, with the files from which it can be recomputed where it is to carry them."""
    this = load_year(file, hall)
    last = load_year(previous, hall) if previous else None
    return build(
        this.checklist,
        this.assessment,
        content_digest=content_digest(this.assessment),
        version=__version__,
        library=library.load(hall.places),
        profile=profile,
        brand=brand,
        comparison=compare_years(hall, last, this, force=force) if last else None,
        enclosures=_carried(hall, this, last, brand) if carries else (),
    )


def _carried(hall: Hall, this: Year, last: Year | None, brand: Brand) -> tuple[Enclosure, ...]:
    """Everything from which the report can be made again."""
    before = attachments.enclose(last.assessment, hall.places, PREVIOUS, last.edition) if last else ()
    return (
        *attachments.enclose(this.assessment, hall.places, edition=this.edition),
        *before,
        *attachments.enclose_brand(brand),
    )


def _made(hall: Hall, target: Path, finished: Report) -> str:
    w = hall.words
    card = finished.scorecard
    total = shown(card.score)
    if total is None or card.grade is None:
        return w("cli.report.made_none", file=str(target))
    if card.draft:
        return w("cli.report.made_draft", file=str(target), n=card.tally.applicable - card.tally.answered)
    return w("cli.report.made", file=str(target), score=total, grade=card.grade)
