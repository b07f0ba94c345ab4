"""``tenken clients web``: all firms in the browser, and from there the pages of each."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from tenken.ask.file_names import file_stem
from tenken.ask.web.backend import Backend
from tenken.ask.web.firms.backend import FirmsBackend, ListedFirm, ListForm, ReadFindings
from tenken.batch.tables import Gathered, gather
from tenken.cli.clients.clients import Firms, gathered_firms
from tenken.cli.context import AppContext
from tenken.cli.options import numeric
from tenken.core.problem import Interrupted
from tenken.render.audit.followup import stage_name
from tenken.render.formats import CLIENT_CALENDARS, CLIENT_FINDINGS, CLIENT_GAPS, CLIENT_TABLES, OutputFormat
from tenken.render.portfolio import calendar as calendar_told
from tenken.render.portfolio import findings as findings_told
from tenken.screen import plain
from tenken.store.portfolio.lists import KeptFindings, gaps_of, open_findings
from tenken.store.portfolio.records import ClientFiles


def web(
    ctx: typer.Context,
    folder: Firms,
    idle_minutes: Annotated[int, numeric("--idle-minutes", "cli.web.idle_minutes", 1, 1440)] = 60,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="cli.web.no_browser")] = False,
) -> None:
    """Show all firms in the browser, and answer there for each."""
    app: AppContext = ctx.obj
    gathered_firms(app, folder)  # whatever many files cost is paid here, by all cores; the pages take it from the cache
    from tenken.ask.web.firms.app import pages_of_firms  # noqa: PLC0415 - the server is loaded only where it is wanted
    from tenken.cli.web.serving import serve  # noqa: PLC0415 - loaded only with the server

    firms = firms_backend_of(app, folder)
    try:
        nobody_came = serve(app, partial(pages_of_firms, firms), idle_minutes, no_browser=no_browser)
    except KeyboardInterrupt:
        app.message()
        raise Interrupted("stopped-clients-web", {"folder": str(folder)}) from None
    app.message()
    app.message(
        app.words("cli.clients.web_idle", n=idle_minutes) if nobody_came else app.words("cli.clients.web_ended")
    )


def firms_backend_of(app: AppContext, folder: Path) -> FirmsBackend:
    """What the pages may do with the firms of this folder."""
    from tenken.cli.web.backend import backend_of, background_of, tell_fault  # noqa: PLC0415 - only for the server

    background = background_of(app)

    def opened(firm: str, file: str) -> Backend:
        backend = backend_of(app, folder / firm / file, background, begun=True)
        # the files of many firms are all called 2026.toml: what is taken along must say whose it is
        return replace(backend, called="-".join(file_stem(plain(part)) for part in (firm, Path(file).stem)))

    kept: KeptFindings = {}

    def gathered() -> Gathered:
        return gather(folder, app.checklist_path, app.today, jobs=1)

    def findings(overdue: bool) -> ReadFindings:
        firms = gathered()
        rows = firms.rows(app.today)
        found = open_findings(folder, rows, firms.files, app.checklist_path, app.today, overdue=overdue, kept=kept)
        return ReadFindings(_listed(app, firms), found.firms, found.problems)

    return FirmsBackend(
        read=lambda: _listed(app, gathered()),
        open=opened,
        findings=findings,
        gaps=lambda rows: gaps_of(rows, app.checklist_path, app.today),
        stage=stage_name,
        findings_counted=findings_told.counted,
        dates_counted=calendar_told.counted,
        forms={f"{name}.{form}": ListForm(made.make, made.media_type) for name, form, made in _taken_along()},
        fault=partial(tell_fault, app),
        folder=str(folder),
        today=app.today,
        lang=app.words.lang,
    )


def _taken_along() -> Iterator[tuple[str, str, OutputFormat]]:
    """The files that the pages give to take along: name, ending and what makes it."""
    yield "table", "xlsx", CLIENT_TABLES["xlsx"]
    yield "calendar", "ics", CLIENT_CALENDARS["ics"]
    for form in ("xlsx", "csv"):
        yield "findings", form, CLIENT_FINDINGS[form]
        yield "gaps", form, CLIENT_GAPS[form]


def _listed(app: AppContext, gathered: Gathered) -> tuple[ListedFirm, ...]:
    """Every firm with its row, also those of which something cannot be read."""
    rows = {row.folder: row for row in gathered.rows(app.today)}

    def listed(files: ClientFiles) -> ListedFirm:
        row = rows.get(files.folder)
        audited = row is not None and row.standing.audit is not None
        return ListedFirm(
            folder=files.folder,
            row=row,
            problems=files.problems,
            own=files.latest,
            audit=files.audits[-1] if audited else None,
            signed=files.audit,
        )

    return tuple(map(listed, gathered.files))
