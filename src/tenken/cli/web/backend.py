"""What the pages in the browser may do with the files of this machine: begin, open, load, save, report.

The pages themselves are ``ask.web``'s.
"""

import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tenken.ask.file_names import name_of_file
from tenken.ask.subject.tell import Kinds
from tenken.ask.web.backend import Backend, Beginning, FoundFile, OpenFile
from tenken.cli.audit_record import record
from tenken.cli.context import AppContext
from tenken.core.cost import figures
from tenken.core.library import Library
from tenken.core.model import Answer, Assessment, Checklist
from tenken.core.problem import FileProblems
from tenken.core.report.calendar import calendar_of
from tenken.core.report.sections import ReportProfile
from tenken.render.formats import CALENDARS, REPORTS
from tenken.render.years.remarks import remark
from tenken.store import years
from tenken.store.assessment import editor, evidence, loader
from tenken.store.assessment.document import identity, new_firm_id
from tenken.store.assessment.nearby import assessments_in
from tenken.store.checklist import editions, library
from tenken.store.checklist.figures import load as load_figures
from tenken.store.validation.sanitize import clean
from tenken.words import Words

MOST_FOUND = 50
"""Assessments that a folder's page lists; of a folder with more, those that were changed last."""


@dataclass(frozen=True, slots=True)
class Background:
    """What the pages of every file need and is loaded once: cases, standards and terms, and the kinds of data."""

    library: Library
    kinds: Kinds


def background_of(app: AppContext) -> Background:
    """It as it is today; raises FileProblems where it cannot be read."""
    known = figures.on(app.today, load_figures(app.checklist_path))
    return Background(library.load(app.checklist_path), known.kinds if known else {})


def backend_of(
    app: AppContext, file: Path | None, background: Background | None = None, *, begun: bool = False
) -> Backend:
    """What the pages may do with this one file, or with the one that they begin or open first.

    Where it was ``begun``, they stay with it even if it is taken away, and begin or open no other.
    """
    opened = OpenFile(file if file and (begun or file.exists()) else None)

    def save(question_id: str, change: Callable[[Answer], Answer]) -> tuple[Checklist, Assessment]:
        def changed(_: Checklist, now: Assessment) -> Assessment:
            before = now.answer(question_id)
            return now.with_answer(question_id, evidence.with_digests(change(before), before, opened.known.parent))

        return editor.save(opened.known, changed, app.checklist_path, app.today)

    def recorded(
        question_id: str | None, change: Callable[[Checklist, Assessment], Assessment]
    ) -> tuple[Checklist, Assessment]:
        edition, _ = loader.load(opened.known, app.checklist_path, app.today)
        return edition, record(app, opened.known, change, edition, question_id)[1]

    def report(form: str, profile: ReportProfile, words: Words) -> bytes:
        chosen = REPORTS[form]
        this = years.load(opened.known, app.checklist_path, app.today)
        return chosen.make(
            years.report_of(this, app.checklist_path, profile=profile, carries=chosen.carries_files), words
        )

    def calendar(words: Words) -> bytes:
        edition, now = loader.load(opened.known, app.checklist_path, app.today)
        return CALENDARS["ics"].make(calendar_of(edition, now, identity(now)), words)

    behind = background or background_of(app)
    return Backend(
        opened=opened,
        beginning=_beginning(app, file),
        load=lambda: loader.load(opened.known, app.checklist_path, app.today),
        save=save,
        record=recorded,
        save_subject=lambda change: editor.save(opened.known, change, app.checklist_path, app.today),
        report=report,
        calendar=calendar,
        forms={form.name: (form.ending, form.media_type) for form in REPORTS.values()},
        clean=clean,
        name_of_file=lambda written: _named(written, opened.known.parent),
        now=lambda: datetime.now(UTC).astimezone().strftime("%H:%M"),
        fault=partial(tell_fault, app),
        kinds=behind.kinds,
        library=behind.library,
        today=app.today,
        lang=app.words.lang,
    )


def tell_fault(app: AppContext, problem: Exception) -> None:
    """Say that something happened that must not."""
    app.message(app.words("cli.web.fault", kind=type(problem).__name__))
    if app.debug:
        traceback.print_exception(problem)


def _beginning(app: AppContext, file: Path | None) -> Beginning:
    """What the pages may do before there is a file; ``file`` is the one that is to be made."""

    def create(new: Path, edition: Checklist, assessment: Assessment) -> None:
        editor.create(new, edition, assessment, app.today)

    def renewed(last: Path, new: Path, words: Words) -> None:
        year = years.load(last, app.checklist_path, app.today)
        begun = years.renewed(year, app.checklist_path, app.today, partial(remark, words, year.assessment))
        editor.create(new, *begun, app.today)

    return Beginning(
        folder=file.parent.absolute() if file else usual_folder(),
        name=file.name if file else "",
        edition=lambda: editions.newest(app.checklist_path, app.today),
        firm_id=new_firm_id,
        create=create,
        found=lambda folder: _found(app, folder),
        renew=renewed,
    )


def usual_folder() -> Path:
    """Where a file goes unless somebody says another place: here; from a home or a root, its documents."""
    here, home = Path.cwd(), Path.home()
    if here not in {home, here.parent}:
        return here
    documents = home / "Documents"
    return documents if documents.is_dir() else home


def _found(app: AppContext, folder: Path) -> Sequence[FoundFile]:
    """The assessments in a folder, newest first; what is none, or cannot be read, is passed over."""
    found = []
    for name in assessments_in(folder, MOST_FOUND):
        with suppress(FileProblems, OSError):
            found.append(FoundFile(name, loader.load(folder / name, app.checklist_path, app.today)))
    return sorted(found, key=lambda one: one.loaded[1].date, reverse=True)


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
