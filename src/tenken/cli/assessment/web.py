"""The command that asks in the browser: ``web``."""

import gc
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from tenken.ask.file_names import name_of_file
from tenken.ask.web.backend import Backend
from tenken.cli.audit_record import record
from tenken.cli.context import SECONDS_A_QUESTION, AppContext
from tenken.core.model import Answer, Assessment, Checklist
from tenken.core.report.sections import ReportProfile
from tenken.store.assessment import loader
from tenken.store.checklist import library
from tenken.words import Words

Facts = Mapping[str, bool]


def web(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.web.file")],
    idle_minutes: Annotated[int, typer.Option("--idle-minutes", min=1, max=1440, help="cli.web.idle_minutes")] = 60,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="cli.web.no_browser")] = False,
) -> None:
    """Ask the questions in the browser."""
    app: AppContext = ctx.obj
    loader.load(file, app.checklist_path, app.today)
    from tenken.ask.web.server import IdleTimer, LocalServer  # noqa: PLC0415 - the server is loaded only where it is wanted

    gc.enable()  # this command stays for an hour, see main
    serving = LocalServer(backend_of(app, file), IdleTimer(idle_minutes))
    w = app.words
    try:
        opened = not no_browser and serving.open_browser()
        app.message(w("cli.web.opening") if opened else w("cli.web.address"))
        app.result(serving.address)
        sys.stdout.flush()
        app.message(w("cli.web.secret"))
        app.message(w("cli.web.stop"))
        nobody_came = serving.run()
    finally:
        serving.close()
    app.message()
    app.message(
        w("cli.web.idle", n=idle_minutes, file=str(file)) if nobody_came else w("cli.web.stopped", file=str(file))
    )
    app.lead_to("cli.web.resume", file=str(file))


def backend_of(app: AppContext, file: Path) -> Backend:
    """What the pages may do: load and save this one file, and make its report."""
    from tenken.core.report.calendar import calendar_of  # noqa: PLC0415 - see web
    from tenken.render.formats import CALENDARS, REPORTS  # noqa: PLC0415 - see web
    from tenken.store import years  # noqa: PLC0415 - see web
    from tenken.store.assessment import editor, evidence  # noqa: PLC0415 - the editing library is loaded only to write
    from tenken.store.assessment.document import identity  # noqa: PLC0415 - see web
    from tenken.store.validation.sanitize import clean  # noqa: PLC0415 - see web

    def save(question_id: str, change: Callable[[Answer], Answer]) -> tuple[Checklist, Assessment]:
        def changed(_: Checklist, now: Assessment) -> Assessment:
            before = now.answer(question_id)
            return now.with_answer(question_id, evidence.with_digests(change(before), before, file.parent))

        return editor.save(file, changed, app.checklist_path, app.today)

    def recorded(
        question_id: str | None, change: Callable[[Checklist, Assessment], Assessment]
    ) -> tuple[Checklist, Assessment]:
        edition, _ = loader.load(file, app.checklist_path, app.today)
        return edition, record(app, file, change, edition, question_id)[1]

    def save_profile(change: Callable[[Facts], Facts]) -> tuple[Checklist, Assessment]:
        def changed(_: Checklist, now: Assessment) -> Assessment:
            return replace(now, profile=change(now.profile))

        return editor.save(file, changed, app.checklist_path, app.today)

    def report(form: str, profile: ReportProfile, words: Words) -> bytes:
        chosen = REPORTS[form]
        this = years.load(file, app.checklist_path, app.today)
        return chosen.make(
            years.report_of(this, app.checklist_path, profile=profile, carries=chosen.carries_files), words
        )

    def calendar(words: Words) -> bytes:
        edition, now = loader.load(file, app.checklist_path, app.today)
        return CALENDARS["ics"].make(calendar_of(edition, now, identity(now)), words)

    def fault(problem: Exception) -> None:
        app.message(app.words("cli.web.fault", kind=type(problem).__name__))
        if app.debug:
            traceback.print_exception(problem)

    return Backend(
        load=lambda: loader.load(file, app.checklist_path, app.today),
        save=save,
        record=recorded,
        save_profile=save_profile,
        report=report,
        calendar=calendar,
        forms={form.name: (form.ending, form.media_type) for form in REPORTS.values()},
        clean=clean,
        name_of_file=lambda written: _named(written, file.parent),
        now=lambda: datetime.now(UTC).astimezone().strftime("%H:%M"),
        fault=fault,
        name=file.name,
        library=library.load(app.checklist_path),
        today=app.today,
        seconds=SECONDS_A_QUESTION,
        lang=app.words.lang,
    )


def _named(written: str, folder: Path) -> str:
    """A file of evidence by its path below the assessment's folder, if it is there; else without its folder.

    A name on another computer is not looked for: asking for it would already send something there.
    """
    name = name_of_file(written)
    bare = written.strip().strip("\"'")
    if name == written or bare.startswith(("\\\\", "//")):
        return name
    try:
        root, path = folder.resolve(), Path(bare).expanduser().resolve()
        inside = path.is_relative_to(root) and path.is_file()
    except (OSError, ValueError, RuntimeError):  # RuntimeError: links in a circle, or somebody without a home
        return name
    return path.relative_to(root).as_posix() if inside else name
