"""The command that asks at the terminal: ``answer``."""

import shutil
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, assert_never

import typer

from tenken.cli import options
from tenken.cli.context import AppContext
from tenken.cli.options import area_of, question_of
from tenken.core.model import Answer, Area, Assessment, Checklist
from tenken.core.problem import Interrupted, Problem, UsageProblem, Values
from tenken.core.scoring.question_filters import QuestionFilter, filtered, place_of
from tenken.core.scoring.score import score
from tenken.screen import COLUMNS, wrap
from tenken.store.assessment import loader
from tenken.store.checklist import library


class Only(StrEnum):
    """The lists to which the questions can be narrowed."""

    OPEN = "open"
    UNCONFIRMED = "unconfirmed"
    CRITICAL = "critical"
    STALE = "stale"
    PROPOSED = "proposed"

    @property
    def question_filter(self) -> QuestionFilter:
        """The list as the core knows it; of the critical questions those that are not in place yet."""
        match self:
            case Only.OPEN:
                return QuestionFilter.OPEN
            case Only.UNCONFIRMED:
                return QuestionFilter.UNCONFIRMED
            case Only.CRITICAL:
                return QuestionFilter.CRITICAL
            case Only.STALE:
                return QuestionFilter.STALE
            case Only.PROPOSED:
                return QuestionFilter.PROPOSED
            case _:
                assert_never(self)


def answer(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.answer.file")],
    area: Annotated[str | None, typer.Option("--area", help="cli.answer.area")] = None,
    question: Annotated[str | None, typer.Option("--question", help="cli.answer.question")] = None,
    only: Annotated[Only | None, typer.Option("--only", help="cli.answer.only")] = None,
    everything: Annotated[bool, typer.Option("--all", help="cli.answer.all")] = False,
    only_exposure: Annotated[bool, typer.Option("--exposure", help="cli.answer.exposure")] = False,
) -> None:
    """Ask the questions one after the other."""
    app: AppContext = ctx.obj
    if everything and only:
        raise UsageProblem("one-of", {"choices": "--all / --only"})
    if area is not None and question is not None:
        raise UsageProblem("one-of", {"choices": "--area / --question"})
    edition, assessment = loader.load(file, app.checklist_path, app.today)
    app = app.about(edition, reopened=assessment.reopened)
    options.refuse_signed(file, assessment)
    options.refuse_audited(file, assessment)
    start = _start(edition, assessment, question) if question is not None else None
    chosen = area_of(app, edition, area) if area is not None else None
    if chosen and not _asked(edition, assessment, QuestionFilter.ALL, chosen):
        raise UsageProblem("cannot-jump", {"written": app.words.text(chosen.title)})
    if not app.can_ask:
        raise UsageProblem("cannot-ask", {"file": str(file)})
    if only_exposure:
        options.ask_and_save(app, file, assessment)
        return
    question_filter = only.question_filter if only else QuestionFilter.ALL if everything else QuestionFilter.WAITING
    asked = _asked(edition, assessment, question_filter, chosen)
    if start is None and not asked:
        _nothing_left(app, only, chosen)
        _go_on(app, file, draft=score(edition, assessment).draft)
        return
    before = assessment
    assessment = _interview(app, file, (edition, assessment), question_filter, asked if chosen else None, start)
    _end(app, file, edition, before, assessment)


def _start(edition: Checklist, assessment: Assessment, written: str) -> str:
    question_id = question_of(edition, written).id
    if place_of(score(edition, assessment), question_id) is None:
        raise UsageProblem("cannot-jump", {"written": written})
    return question_id


def _asked(
    edition: Checklist, assessment: Assessment, question_filter: QuestionFilter, area: Area | None
) -> frozenset[str]:
    """The questions that pass the filter, of one area only where it is named."""
    items = filtered(score(edition, assessment), question_filter, assessment.date)
    return frozenset(item.question.id for item in items if area is None or item.area is area)


def _interview(
    app: AppContext,
    file: Path,
    loaded: tuple[Checklist, Assessment],
    question_filter: QuestionFilter,
    within: frozenset[str] | None,
    start: str | None,
) -> Assessment:
    """The assessment as it is after the interview; raises Interrupted where the person stops it by Ctrl-C."""
    from tenken.ask.interview.context import InterviewContext, NamedFile  # noqa: PLC0415 - loaded only for an interview
    from tenken.ask.interview.navigation import Navigation, interview  # noqa: PLC0415 - loaded only for an interview
    from tenken.ask.prompter import TerminalPrompter  # noqa: PLC0415 - loaded only for an interview
    from tenken.cli.assessment.evidence import held  # noqa: PLC0415 - loaded only for an interview
    from tenken.store.assessment import editor  # noqa: PLC0415 - the editing library is loaded only to write
    from tenken.store.validation.sanitize import clean  # noqa: PLC0415 - loaded only for an interview

    def save(question_id: str, change: Callable[[Answer], Answer]) -> Assessment:
        def changed(_: Checklist, now: Assessment) -> Assessment:
            stood[question_id] = now.answer(question_id)
            return now.with_answer(question_id, change(stood[question_id]))

        return editor.save(file, changed, app.checklist_path, app.today)[1]

    def take(written: str) -> NamedFile:
        return held(app, file, written)

    def faults(question_id: str, answer: Answer) -> Sequence[Problem]:
        return editor.faults(question_id, answer, app.today, stood.get(question_id, assessment.answer(question_id)))

    edition, assessment = loaded
    stood: dict[str, Answer] = {}
    context = InterviewContext(
        checklist=edition,
        words=app.words,
        prompter=TerminalPrompter(),
        save=save,
        take=take,
        clean=clean,
        faults=faults,
        today=app.today,
        columns=_columns(),
        library=library.load(app.checklist_path),
    )
    try:
        return interview(context, assessment, Navigation(question_filter, within), start)
    except KeyboardInterrupt:
        tally = score(*loader.load(file, app.checklist_path, app.today)).tally
        values: Values = {"file": str(file), "answered": tally.answered, "applicable": tally.applicable}
        app.message()
        raise Interrupted("stopped-answering", values) from None


def _nothing_left(app: AppContext, only: Only | None, area: Area | None) -> None:
    w = app.words
    if only is None:
        app.message(w("cli.answer.area_done", area=w.text(area.title)) if area else w("cli.answer.all_done"))
        return
    told = w(f"cli.answer.none_{only}")
    app.message(w("cli.answer.in_area", area=w.text(area.title), told=told) if area else told)


def _end(app: AppContext, file: Path, edition: Checklist, before: Assessment, assessment: Assessment) -> None:
    """What was changed, how far one has come, and what comes next."""
    from tenken.render.report.score_text import interview_lines  # noqa: PLC0415 - loaded only for an interview
    from tenken.render.saved import saved_lines  # noqa: PLC0415 - loaded only for an interview

    def say(text: str) -> None:
        app.message(wrap(text, _columns()))

    finished = score(edition, before).draft
    draft = score(edition, assessment).draft
    app.message()
    say(app.words("cli.answer.stopped", file=str(file)) if draft else app.words("cli.answer.finished"))
    for told in saved_lines(app.words, edition, before, assessment):
        say(told)
    app.message()
    for told in interview_lines(app.words, edition, assessment):
        say(told)
    if not draft and finished and not (assessment.exposure and assessment.exposure.items):
        app.message()
        options.ask_and_save(app, file, assessment, offer=True)
    app.message()
    _go_on(app, file, draft=draft)


def _go_on(app: AppContext, file: Path, *, draft: bool) -> None:
    app.lead_to("cli.answer.resume" if draft else "cli.answer.next_report", file=str(file))


def _columns() -> int:
    return min(COLUMNS, shutil.get_terminal_size().columns - 2)
