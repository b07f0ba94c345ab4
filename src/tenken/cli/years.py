"""Commands over several years: ``renew``, ``diff`` and ``trend``. A year that is compared is never written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

from tenken.cli import output as outputs
from tenken.cli.beginning import given_facts
from tenken.cli.given import Hall
from tenken.cli.loading import compare_years, load_year, refuse_unlike
from tenken.core.model import Depth, Previous
from tenken.core.problem import UsageProblem
from tenken.core.scoring.gaps import find
from tenken.core.scoring.question_filters import Walk, on_walk
from tenken.core.scoring.roadmap import plan
from tenken.core.scoring.score import Side, side
from tenken.core.years.changes import Kind, find_changes
from tenken.core.years.lineage import Kinship, Lineage, relate
from tenken.core.years.renewal import Inheritance, inherit
from tenken.core.years.renewal import renew as renewed
from tenken.core.years.trend import follow
from tenken.render.formats import DIFFS, TRENDS, Formats, OutputFormat
from tenken.render.years import as_text
from tenken.store.assessment import editor
from tenken.store.checklist import editions
from tenken.words import Words

DiffFormat = Enum("DiffFormat", {name: name for name in DIFFS})  # type: ignore[misc]  # one member for each format
TrendFormat = Enum("TrendFormat", {name: name for name in TRENDS})  # type: ignore[misc]  # one member for each format
Force = Annotated[bool, typer.Option("--force", help="cli.diff.force")]
Json = Annotated[bool, typer.Option("--json", help="cli.diff.json")]


def renew(
    ctx: typer.Context,
    last: Annotated[Path, typer.Argument(metavar="LAST", help="cli.renew.last")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="cli.renew.new")],
    checklist: Annotated[str | None, typer.Option("--checklist", help="cli.renew.checklist")] = None,
    depth: Annotated[Depth | None, typer.Option("--depth", help="cli.renew.depth")] = None,
    facts: Annotated[list[str] | None, typer.Option("--fact", help="cli.new.fact")] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.new.force")] = False,
) -> None:
    """Begin this year's assessment with last year's answers, each to be confirmed."""
    hall: Hall = ctx.obj
    if new.exists() and last.exists() and new.samefile(last):
        raise UsageProblem("renew-over", {"file": str(new)})
    if new.exists() and not force:
        raise UsageProblem("exists", {"file": str(new)})
    year = load_year(last, hall)
    if year.assessment.date > hall.today:
        days = {"today": hall.today.isoformat(), "day": year.assessment.date.isoformat()}
        raise UsageProblem("renew-early", {"last": year.name, **days})
    before = side(year.checklist, year.assessment)
    edition = (
        editions.load_by_reference(checklist, hall.places)
        if checklist
        else editions.newest_after(year.checklist, hall.places)
    )
    lineage = relate(year.checklist, edition, editions.between(year.checklist, edition, hall.places))
    given = given_facts(edition, facts or [])
    assessment = renewed(
        before,
        edition,
        lineage,
        on=hall.today,
        previous=Previous(last.name, year.sha256),
        remark=partial(_remark, hall.words, str(year.assessment.date.year)),
        depth=depth,
        facts=given,
    )
    editor.create(new, assessment, hall.places, hall.today, replace=force)
    _tell_renewed(hall, new, before, side(edition, assessment), lineage, given)


def diff(
    ctx: typer.Context,
    last: Annotated[Path, typer.Argument(metavar="LAST", help="cli.diff.last")],
    this: Annotated[Path, typer.Argument(metavar="THIS", help="cli.diff.this")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="cli.diff.output")] = None,
    form: Annotated[DiffFormat | None, typer.Option("--format", help="cli.diff.format")] = None,
    as_json: Json = False,
    force: Force = False,
) -> None:
    """Tell what has changed from one year to the next, and why the score moved."""
    hall: Hall = ctx.obj
    chosen = _chosen(DIFFS, output, "json" if as_json else form.value if form else None)
    outputs.refuse_early(output, force=force)
    found = compare_years(hall, load_year(last, hall), load_year(this, hall), force=force)
    if chosen is None:
        hall.tell(as_text.diff(found, hall.words))
    else:
        _deliver(hall, partial(chosen.make, found, hall.words), output, force=force)


def trend(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="FILE…", help="cli.trend.files")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="cli.trend.output")] = None,
    form: Annotated[TrendFormat | None, typer.Option("--format", help="cli.diff.format")] = None,
    as_json: Json = False,
    force: Force = False,
) -> None:
    """Tell how scores, areas, evidence and open gaps went over any number of years."""
    hall: Hall = ctx.obj
    paths = list(_each(paths))
    if len(paths) < 2:  # noqa: PLR2004 - a line needs two points
        raise UsageProblem("trend-needs-two")
    chosen = _chosen(TRENDS, output, "json" if as_json else form.value if form else None)
    outputs.refuse_early(output, force=force)
    loaded = sorted((load_year(path, hall) for path in paths), key=lambda year: year.assessment.date)
    for first, second in pairwise(loaded):
        refuse_unlike(hall, first, second, force=force)
    between = [editions.between(first.checklist, second.checklist, hall.places) for first, second in pairwise(loaded)]
    found = follow([side(year.checklist, year.assessment) for year in loaded], between)
    if found.by_id_only:
        hall.talk(hall.words("trend.by_id_only"))
    if chosen is None:
        hall.tell(as_text.trend(found, hall.words))
    else:
        _deliver(hall, partial(chosen.make, found, hall.words), output, force=force)


def _each(paths: Iterable[Path]) -> Iterator[Path]:
    """The files; a pattern such as ``club-*.toml`` is spelled out, since not every shell does that."""
    for path in paths:
        spelled = sorted(path.parent.glob(path.name)) if "*" in path.name and not path.exists() else []
        yield from spelled or [path]


def _chosen(formats: Formats, output: Path | None, asked: str | None) -> OutputFormat | None:
    """The format of the document; ``None`` where the answer is told on the terminal."""
    found = outputs.chosen(formats, output, asked)
    if found is None and output is not None and output != outputs.STREAM:
        raise UsageProblem("no-such-form", {"written": output.suffix or output.name, "choices": " / ".join(formats)})
    return found


def _deliver(hall: Hall, produce: Callable[[], bytes], output: Path | None, *, force: bool) -> None:
    if outputs.deliver(outputs.make(hall, produce), output, force=force):
        hall.talk(hall.words("cli.diff.made", file=str(output)))


def _remark(words: Words, year: str, inherited: Inheritance) -> str:
    """Where a suggestion comes from, in the language of whoever renews the file."""
    parts = []
    first = inherited.parents[0]
    named = {"year": year, "label": words.text(first.question.name), "id": first.question.id}
    if inherited.merged:
        told = [
            words(
                "renew.parent",
                label=words.text(parent.question.name),
                id=parent.question.id,
                status=words.status(parent.answer.counted),
            )
            for parent in inherited.parents
        ]
        parts.append(words("renew.merged", year=year, parents=words("report.join").join(told)))
    elif inherited.split:
        parts.append(words("renew.split", **named))
    elif first.question.text != inherited.question.text:
        parts.append(words("renew.reworded", **named))
    if inherited.overruled:
        said = next(parent.answer.status for parent in inherited.parents if parent.answer.verdict)
        parts.append(words("renew.overruled", year=year, said=words.status(said)))
    return " ".join(parts)


def _tell_renewed(hall: Hall, file: Path, last: Side, this: Side, lineage: Lineage, given: Mapping[str, bool]) -> None:
    w = hall.words
    suggested = [answer for answer in this.assessment.answers.values() if answer.status is not None]
    hall.talk(w("cli.renew.made", file=str(file), n=len(suggested)))
    if last.checklist.reference != this.checklist.reference:
        _tell_edition(hall, last, this, lineage)
    known = {fact.id for fact in last.checklist.facts} | set(given)
    fresh = [fact for fact in this.checklist.facts if fact.id not in known]
    if fresh:
        told = [f"{fact.id}={str(this.assessment.profile[fact.id]).lower()}" for fact in fresh]
        hall.talk(w("cli.renew.facts", facts=" ".join(told)))
    old = on_walk(this.scorecard, Walk.STALE, this.assessment.date)
    if old:
        hall.talk(w("cli.renew.stale", n=len(old)))
    overdue = [step for step in plan(find(this.scorecard), this.assessment.date) if step.overdue]
    if overdue:
        hall.talk(w("cli.renew.overdue", n=len(overdue)))
    hall.talk(w("cli.renew.next", file=str(file)))


def _tell_edition(hall: Hall, last: Side, this: Side, lineage: Lineage) -> None:
    references = {"last": last.checklist.reference, "this": this.checklist.reference}
    if lineage.kinship is Kinship.BY_ID:
        hall.talk(hall.words("cli.renew.by_id_only", **references))
    inherited = inherit(last, this.checklist, lineage)
    kinds = [change.kind for change in find_changes(last, this, lineage.origins)]
    hall.talk(
        hall.words(
            "cli.renew.edition",
            **references,
            new=kinds.count(Kind.NEW),
            retired=kinds.count(Kind.RETIRED),
            split=sum(entry.split and not entry.merged for entry in inherited),
            merged=sum(entry.merged for entry in inherited),
        )
    )
