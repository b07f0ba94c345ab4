"""The command that tells how many years went: ``trend``."""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

from tenken.cli import output as outputs
from tenken.cli.comparable import refuse_unlike
from tenken.cli.context import AppContext
from tenken.cli.passwords import PasswordFile, unlocking
from tenken.cli.years.diff import Force, Json, deliver_made
from tenken.core.audit.verdicts import is_of
from tenken.core.problem import UsageProblem
from tenken.core.scoring.score import scored
from tenken.core.years.trend import follow
from tenken.render.formats import TRENDS
from tenken.render.years import as_text
from tenken.store import years
from tenken.store.assessment.document import content_digest
from tenken.store.checklist import editions
from tenken.store.years import YearFile

TrendFormat = Enum("TrendFormat", {name: name for name in TRENDS})  # type: ignore[misc]  # one member for each format


def trend(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="FILE…", help="cli.trend.files")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="cli.trend.output")] = None,
    form: Annotated[TrendFormat | None, typer.Option("--format", help="cli.diff.format")] = None,
    as_json: Json = False,
    password_file: PasswordFile = None,
    force: Force = False,
) -> None:
    """Tell how scores, areas, evidence and open gaps went over any number of years."""
    app: AppContext = ctx.obj
    paths = list(_each(paths))
    if len(paths) < 2:  # noqa: PLR2004 - a line needs two points
        raise UsageProblem("trend-needs-two")
    chosen = outputs.chosen(TRENDS, output, "json" if as_json else form.value if form else None)
    outputs.refuse_early(output, *paths, password_file, force=force)
    unlock = unlocking(app, password_file)
    each = (years.load(path, app.checklist_path, app.today, unlock) for path in paths)
    loaded = sorted(each, key=lambda year: year.assessment.date)
    loaded = list(_one_a_year(app, loaded))
    if len(loaded) < 2:  # noqa: PLR2004 - see above
        raise UsageProblem("trend-needs-two")
    for first, second in pairwise(loaded):
        refuse_unlike(app, first, second, force=force)
    between = [
        editions.between(first.checklist, second.checklist, app.checklist_path) for first, second in pairwise(loaded)
    ]
    found = follow([scored(year.checklist, year.assessment) for year in loaded], between)
    if found.by_id_only:
        app.message(app.words("trend.by_id_only"))
    if chosen is None:
        app.result(as_text.trend(found, app.words))
    else:
        deliver_made(app, partial(chosen.make, found, app.words), output, force=force)
    app.lead_to("next.diff", last=loaded[-2].name, this=loaded[-1].name)


def _one_a_year(app: AppContext, loaded: Sequence[YearFile]) -> Iterator[YearFile]:
    """The years without each self-assessment whose audit is among them, which is said."""
    for year in loaded:
        digest = content_digest(year.assessment)
        audit = next((other for other in loaded if is_of(other.assessment, digest)), None)
        if audit is None:
            yield year
        else:
            app.message(app.words("trend.audit_counts", file=year.name, audit=audit.name))


def _each(paths: Iterable[Path]) -> Iterator[Path]:
    """The files; a pattern such as ``club-*.toml`` is spelled out, since not every shell does that."""
    for path in paths:
        spelled = sorted(path.parent.glob(path.name)) if "*" in path.name and not path.exists() else []
        yield from spelled or [path]
