"""``tenken clients report``: the reports of all firms that have finished, made by several processes or machines."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from tenken.batch.executors import cluster, cores, processes, refuse_address
from tenken.batch.jobs import Job, Order, Plan, Wanted, prepare, reported, wanted
from tenken.batch.own_lists import NO_LISTS, packed
from tenken.batch.runner import Outcome, Run, Team
from tenken.batch.tables import Gathered
from tenken.cli.clients.clients import MOST_JOBS, Firms, Json, Where, gathered_firms, tell_rest
from tenken.cli.context import AppContext
from tenken.cli.options import LESS_OFTEN, maybe_day, numeric
from tenken.core.portfolio.outcomes import Outcomes, OutcomeState, ReportOutcome
from tenken.core.portfolio.table import ClientRow, chosen, condition
from tenken.core.problem import FileProblems, Problem, TenkenError
from tenken.core.report.brand import UNBRANDED
from tenken.core.report.sections import ReportProfile
from tenken.render.formats import REPORTS
from tenken.render.portfolio import batch
from tenken.store.report import benchmark as benchmarks
from tenken.store.report import brand as brands

BatchFormat = Enum("BatchFormat", {name: name for name in REPORTS})  # type: ignore[misc]  # one member for each format


def report(
    ctx: typer.Context,
    folder: Firms,
    where: Where = None,
    profile: Annotated[ReportProfile | None, typer.Option("--profile", help="cli.report.profile")] = None,
    form: Annotated[BatchFormat, typer.Option("--format", help="cli.clients.report_format")] = BatchFormat.pdf,  # type: ignore[attr-defined]
    within: Annotated[int | None, numeric("--due-within", "cli.clients.within", 0, 3_650)] = None,
    drafts: Annotated[bool, typer.Option("--drafts", help="cli.clients.drafts")] = False,
    brand: Annotated[Path | None, typer.Option("--brand", help="cli.brand.option")] = None,
    benchmark: Annotated[Path | None, typer.Option("--benchmark", help="cli.report.benchmark")] = None,
    jobs: Annotated[int | None, numeric("--jobs", "cli.clients.report_jobs", 1, MOST_JOBS)] = None,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", help="cli.clients.scheduler", rich_help_panel=LESS_OFTEN)
    ] = None,
    era: Annotated[bool, typer.Option("--era", help="cli.report.era", rich_help_panel=LESS_OFTEN)] = False,
    issued: Annotated[
        str | None, typer.Option("--issued", help="cli.report.issued", rich_help_panel=LESS_OFTEN)
    ] = None,
    as_json: Json = False,
    force: Annotated[bool, typer.Option("--force", help="cli.clients.report_force")] = False,
) -> None:
    """Make the report of every firm that has finished; what has not changed since the last time is left alone."""
    app: AppContext = ctx.obj
    own = app.checklist_path[:-1]  # the last are those that tenken brings
    if scheduler:
        refuse_address(scheduler)
    if benchmark:
        REPORTS[form.value].refuse_peers(profile)
    order = Order(
        form=form.value,
        profile=profile,
        lang=app.words.lang,
        era=era,
        brand=brands.load(brand) if brand else UNBRANDED,
        benchmark=benchmarks.load(benchmark) if benchmark else None,
        issued=maybe_day(app, "--issued", issued, meant="ahead"),
        today=app.today,
        places=() if scheduler else own,
        lists=packed(own) if scheduler else NO_LISTS,
        drafts=drafts,
    )
    gathered = gathered_firms(app, folder, jobs)
    rows = chosen(gathered.rows(app.today), [condition(written) for written in where or ()])
    due, unfinished = _due(app, gathered, order, rows, within)
    unreadable = sum(row.unreadable for row in rows) + sum(files.client is None for files in gathered.files)
    team: Team = (
        partial(cluster, scheduler) if scheduler else partial(processes, jobs or cores(), prepare, (order.form,))
    )
    run = Run(folder=folder, order=order, team=team, force=force)
    problems: list[Problem] = []
    reports: list[ReportOutcome] = []
    unread: list[Wanted] = []

    def tell() -> None:
        outcomes = Outcomes(reports, unfinished, unreadable + len(unread), len(due) - len(unread))
        if as_json:
            app.data(batch.document(outcomes))
        for told in batch.together(outcomes, app.words):
            app.message(told)

    try:
        with _progress(app, len(due)) as step:
            for outcome in run.outcomes(_jobs(Plan(folder, order), due, problems, unread)):
                problems += _wrong(app, outcome)
                reports.append(outcome.report)
                if outcome.report.state is OutcomeState.MADE and not as_json:
                    app.result(batch.line(outcome.report, folder, app.words))
                step()
    except TenkenError:  # the person stops it, the disk is full: what was made stays, and is told
        if reports:
            tell()
        raise
    tell()
    tell_rest(app, folder, gathered, problems)


Due: TypeAlias = list[tuple[ClientRow, Wanted]]


def _due(
    app: AppContext, gathered: Gathered, order: Order, rows: Iterable[ClientRow], within: int | None
) -> tuple[Due, int]:
    """The assessments that get a report, in the order of the folders, and how many firms have none that is finished."""
    by_folder = {files.folder: files for files in gathered.files if not files.problems}
    found: Due = []
    unfinished = 0
    for row in sorted(rows, key=lambda row: row.folder):
        day = row.standing.due.day if row.standing.due else date.max
        if row.folder not in by_folder or (within is not None and day > app.today + timedelta(days=within)):
            continue
        those = wanted(by_folder[row.folder], row, drafts=order.drafts)
        found += [(row, one) for one in those if reported(one, order.profile)]
        unfinished += not those
    return found, unfinished


def _jobs(plan: Plan, due: Due, problems: list[Problem], unread: list[Wanted]) -> Iterator[Job]:
    """The jobs, each with its files read only when its turn comes; why one cannot be read joins the problems."""
    for row, one in due:
        try:
            yield plan.job(row, one)
        except FileProblems as refused:
            problems += refused.problems
            unread.append(one)


def _wrong(app: AppContext, outcome: Outcome) -> Iterator[Problem]:
    """Why there is no report; a sentence that names no file is put beside the file of which it was to be made."""
    refused = outcome.refused
    if refused is None:
        return
    yield from refused.problems
    if refused.error:
        reason = app.words.error(refused.error, refused.values)
        yield Problem(file=outcome.source, what="no-report", values={"reason": reason})


@contextmanager
def _progress(app: AppContext, total: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error, where that is a terminal, which tells how much is left and how long that takes."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console  # noqa: PLC0415 - only where somebody looks
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415 - as above

    w = app.words
    columns = (
        TextColumn(w("clients.batch.making")),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(w("clients.batch.left")),
        TimeRemainingColumn(compact=True),
    )
    one_screen = sys.stdout.isatty()  # else what was asked for would go where the talk goes
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=one_screen, redirect_stderr=False) as bar:
        task = bar.add_task("", total=total)
        yield partial(bar.advance, task)
