"""The command that checks answers at the client's desk, in the terminal: ``audit check``."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from tenken.ask.interview import desk
from tenken.ask.interview.desk_page import AuditEdit, DeskContext
from tenken.ask.prompter import TerminalPrompter
from tenken.cli.audit.audit import By, File, asked_of, opened, who_and_when
from tenken.cli.audit_record import record
from tenken.cli.context import AppContext
from tenken.core.audit.progress import to_check, why_listed
from tenken.core.audit.recording import audit_of
from tenken.core.audit.verdicts import extent
from tenken.core.model import Assessment, Checklist, Question
from tenken.core.problem import Interrupted, UsageProblem
from tenken.core.scoring.score import score
from tenken.render.audit.sample import why_told
from tenken.screen import COLUMNS
from tenken.store.checklist import library
from tenken.store.validation.sanitize import clean


def check(
    ctx: typer.Context,
    file: File,
    question_id: Annotated[str | None, typer.Argument(metavar="ID", help="cli.audit.check_question")] = None,
    everything: Annotated[bool, typer.Option("--all", help="cli.audit.check_all")] = False,
    by: By = None,
) -> None:
    """Show the questions on the list one after the other, and save each verdict."""
    app: AppContext = ctx.obj
    edition, assessment = opened(app, file)
    card = score(edition, assessment)
    if question_id:
        start = asked_of(edition, assessment, question_id)
    if not app.can_ask:
        raise UsageProblem("cannot-ask-audit", {"file": str(file)})
    listed = {*to_check(audit_of(assessment))}
    asked = [item.question for item in card.questions if everything or item.question.id in listed]
    if question_id and start not in asked:
        asked = [start]
    if not asked:
        app.message(app.words("audit_status.no_sample"))
        return
    waiting = [at for at, question in enumerate(asked) if assessment.answer(question.id).verdict is None]
    at = asked.index(start) if question_id else next(iter(waiting), 0)
    assessment = _checked(app, file, (edition, assessment), asked, at, who_and_when(app, assessment, by, None)[0])
    reach = extent(score(edition, assessment).questions)
    w = app.words
    app.message(w("cli.audit.extent", n=reach.checked, asked=reach.asked, share=int(reach.share * 100)))


def _checked(
    app: AppContext,
    file: Path,
    loaded: tuple[Checklist, Assessment],
    asked: list[Question],
    at: int,
    by: str | None,
) -> Assessment:
    """The audit as it is after the last question, or after the person stopped."""
    edition, assessment = loaded

    def save(question_id: str, change: AuditEdit) -> Assessment:
        return record(app, file, change, edition, question_id)[1]

    context = DeskContext(
        checklist=edition,
        words=app.words,
        prompter=TerminalPrompter(),
        save=save,
        clean=clean,
        by=by,
        today=app.today,
        why=lambda now, name: _why(app, now, name),
        columns=min(COLUMNS, shutil.get_terminal_size().columns - 2),
        library=library.load(app.checklist_path),
    )
    try:
        return desk.check(context, assessment, asked, at)
    except KeyboardInterrupt:
        app.message()
        raise Interrupted("stopped-checking", {"file": str(file)}) from None


def _why(app: AppContext, assessment: Assessment, question_id: str) -> str:
    """Why a question is on the list, in words; empty where it is on none."""
    why = why_listed(audit_of(assessment), question_id)
    return why_told(app.words, why) if why else ""
