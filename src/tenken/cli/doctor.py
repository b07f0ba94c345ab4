"""``tenken doctor``: can this machine make reports, is the folder copied elsewhere, and when was the law last read."""

import os
import pyexpat
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from tenken import sandbox
from tenken.cli.context import AppContext
from tenken.core.cost import law
from tenken.core.library import is_old
from tenken.core.problem import FileProblems, Problem, TenkenError
from tenken.store.checklist import editions, library
from tenken.store.portfolio.synced import SyncService, synced_by

BOUNDS = sandbox.Bounds(memory=4_000_000_000, cpu_seconds=60, wall_seconds=300)
"""For the process that tries WeasyPrint."""

OLD_EXPAT = (2, 6)


@dataclass(frozen=True, slots=True)
class MachineCheck:
    """One thing looked at."""

    name: str
    state: str
    """``ok``, ``note`` (works, but) or ``lacks``."""
    text: str
    dated: str | None = None
    """Of what was read on a day: the oldest day."""


def doctor(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="FOLDER", help="cli.doctor.place")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="cli.doctor.json")] = False,
) -> None:
    """Look at everything tenken needs; exit code 4 if a report as PDF cannot be made."""
    app: AppContext = ctx.obj
    w = app.words
    folder = folder or Path.cwd()
    if not os.path.isdir(folder):  # noqa: PTH112 - false for what can be no name
        raise FileProblems([Problem(file=str(folder), what="no-such-folder")])
    checks = [*_here(app), *folder_checks(app, folder), *readings(app), *_pdf(app)]
    ready = all(check.state != "lacks" for check in checks)
    if as_json:
        told = {"format": 1, "ready": ready, "checks": [asdict(check) for check in checks]}
        app.data(told)
    else:
        for check in checks:
            app.result(f"[{w(f'cli.doctor.{check.state}')}] {check.text}")
        app.result(w("cli.doctor.ready") if ready else w("cli.doctor.not_ready"))
    if not ready:
        raise typer.Exit(4)


def _here(app: AppContext) -> list[MachineCheck]:
    w = app.words
    checks = [MachineCheck("python", "ok", w("cli.doctor.python", version=sys.version.split()[0]))]
    expat = pyexpat.EXPAT_VERSION.removeprefix("expat_")
    old = pyexpat.version_info[:2] < OLD_EXPAT
    checks.append(
        MachineCheck(
            "expat", "note" if old else "ok", w("cli.doctor.expat_old" if old else "cli.doctor.expat", version=expat)
        )
    )
    try:
        count = len([editions.load(folder) for folder in editions.find(app.checklist_path)])
        checks.append(MachineCheck("checklists", "ok" if count else "lacks", w("cli.doctor.checklists", n=count)))
    except TenkenError:
        checks.append(MachineCheck("checklists", "lacks", w("cli.checklist.unread")))
    encoding = sys.stdout.encoding or "ascii"
    narrow = "utf" not in encoding.lower()
    key = "cli.doctor.encoding_narrow" if narrow else "cli.doctor.encoding"
    checks.append(MachineCheck("encoding", "note" if narrow else "ok", w(key, encoding=encoding)))
    return checks


def folder_checks(app: AppContext, folder: Path) -> list[MachineCheck]:
    """Whether the folder in which somebody works can be written to, and whether it is copied elsewhere."""
    w = app.words
    told = str(folder)
    writable = os.access(folder, os.W_OK)
    key = "cli.doctor.folder" if writable else "cli.doctor.folder_closed"
    checks = [MachineCheck("folder", "ok" if writable else "note", w(key, folder=told))]
    if service := synced_by(folder):
        synced = w("synced.there", folder=told, service=service)
        return [*checks, MachineCheck("synced", "note", synced)]
    services = w("report.join").join(SyncService)
    return [*checks, MachineCheck("synced", "ok", w("cli.doctor.not_synced", folder=told, services=services))]


def readings(app: AppContext) -> list[MachineCheck]:
    """When the law and the lists of standards were read; older than a year, they may not hold any more."""
    w = app.words
    try:
        beside = library.load(app.checklist_path)
    except TenkenError:
        return [MachineCheck("law", "lacks", w("cli.doctor.lists_unread"))]
    checks = []
    if now := law.on(app.today, beside.law):
        old = is_old(now.read, app.today)
        told = w("cli.doctor.law_old" if old else "cli.doctor.law", day=w.day(now.read))
        checks.append(MachineCheck("law", "note" if old else "ok", told, now.read.isoformat()))
    if beside.standards:
        first = min(standard.dated for standard in beside.standards)
        late = [standard for standard in beside.standards if is_old(standard.dated, app.today)]
        names = w("report.join").join(w("cli.doctor.list", title=w.text(s.title), day=w.day(s.dated)) for s in late)
        told = w("cli.doctor.lists", n=len(beside.standards), day=w.day(first))
        told = w("cli.doctor.lists_old", n=len(late), names=names) if late else told
        checks.append(MachineCheck("references", "note" if late else "ok", told, first.isoformat()))
    return checks


def _pdf(app: AppContext) -> list[MachineCheck]:
    """Try WeasyPrint and the font in a child process: a missing library may end more than an import."""
    from tenken.phrases import Medium  # noqa: PLC0415 - only where a PDF is tried
    from tenken.render.pdf import printer  # noqa: PLC0415 - see above
    from tenken.templating import BASE, style_sheet  # noqa: PLC0415 - see above

    w = app.words
    style = style_sheet(BASE, medium=Medium.PRINT)  # the font is asked for as a report does
    try:
        tried: dict[str, str] = sandbox.run(printer.LAYOUT, "tried_out", style.encode(), BOUNDS)
    except (sandbox.OverBounds, sandbox.ChildFailed):
        tried = {}
    no_font = MachineCheck("font", "lacks", w("cli.doctor.font_lacks", advice=printer.advice(w, "font")))
    if tried.get("lacks") == "no-font":
        return [no_font]
    printing = _browser(app)
    if not tried or "lacks" in tried:
        instead = printing.state == "ok"
        key = "cli.doctor.weasyprint_instead" if instead else "cli.doctor.weasyprint_lacks"
        told = w(key, advice=printer.advice(w, "libraries"))
        return [MachineCheck("weasyprint", "note" if instead else "lacks", told), printing]
    versions = {"version": tried["weasyprint"], "pango": tried["pango"]}
    checks = [MachineCheck("weasyprint", "ok", w("cli.doctor.weasyprint", **versions))]
    if tried["font"]:
        checks.append(MachineCheck("font", "ok", w("cli.doctor.font", font=tried["font"])))
    else:
        checks.append(no_font)
    return [*checks, printing]


def _browser(app: AppContext) -> MachineCheck:
    """The browser that would print: the one that the person names, or that of the machine."""
    from tenken.render.pdf import browser  # noqa: PLC0415 - only where a PDF is tried

    try:
        found = browser.found()
    except browser.NoPdf as lack:
        return MachineCheck("browser", "note", app.words(f"error.{lack}", named=browser.named()))
    if not found:
        return MachineCheck("browser", "note", app.words("cli.doctor.browser_lacks"))
    return MachineCheck("browser", "ok", app.words("cli.doctor.browser", file=str(found[0])))
