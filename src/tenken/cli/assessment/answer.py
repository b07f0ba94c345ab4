"""The command that asks at the terminal: ``answer``."""

import shutil
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, assert_never

import typer

from tenken.cli import options
from tenken.cli.context import Hall
from tenken.cli.options import area_of, question_of
from tenken.core.model import Answer, Area, Assessment, Checklist
from tenken.core.problem import Interrupted, Problem, UsageProblem, Values
from tenken.core.scoring.question_filters import Walk, on_walk, place_of
from tenken.core.scoring.score import score
from tenken.screen import wrap
from tenken.store.assessment import loader
from tenken.store.checklist import library


class Only(StrEnum):
    """The lists to which the questions can be narrowed."""

    OPEN = "open"
    UNCONFIRMED = "unconfirmed"
    CRITICAL = "critical"
    STALE = "stale"

    @property
    def walk(self) -> Walk:
        """The list as the core knows it; of the critical questions those that are not in place yet."""
        match self:
            case Only.OPEN:
                return Walk.OPEN
            case Only.UNCONFIRMED:
                return Walk.UNCONFIRMED
            case Only.CRITICAL:
                return Walk.CAPPING
            case Only.STALE:
                return Walk.STALE
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
    hall: Hall = ctx.obj
    if everything and only:
        raise UsageProblem("one-of", {"choices": "--all / --only"})
    if area is not None and question is not None:
        raise UsageProblem("one-of", {"choices": "--area / --question"})
    edition, assessment = loader.load(file, hall.places, hall.today)
    start = _start(edition, assessment, question) if question is not None else None
    chosen = area_of(hall, edition, area) if area is not None else None
    if chosen and not _asked(edition, assessment, Walk.ALL, chosen):
        raise UsageProblem("cannot-jump", {"written": hall.words.text(chosen.title)})
    if not hall.can_ask:
        raise UsageProblem("cannot-ask", {"file": str(file)})
    if only_exposure:
        options.ask_and_save(hall, file, assessment)
        return
    walk = only.walk if only else Walk.ALL if everything else Walk.WAITING
    asked = _asked(edition, assessment, walk, chosen)
    if start is None and not asked:
        _nothing_left(hall, only, chosen)
        _go_on(hall, file, draft=score(edition, assessment).draft)
        return
    before = assessment
    assessment = _interview(hall, file, (edition, assessment), walk, asked if chosen else None, start)
    _end(hall, file, edition, assessment, finished=score(edition, before).draft)


def _start(edition: Checklist, assessment: Assessment, written: str) -> str:
    question_id = question_of(edition, written).id
    if place_of(score(edition, assessment), question_id) is None:
        raise UsageProblem("cannot-jump", {"written": written})
    return question_id


def _asked(edition: Checklist, assessment: Assessment, walk: Walk, area: Area | None) -> frozenset[str]:
    """The questions of the walk, of one area only where it is named."""
    items = on_walk(score(edition, assessment), walk, assessment.date)
    return frozenset(item.question.id for item in items if area is None or item.area is area)


def _interview(
    hall: Hall,
    file: Path,
    loaded: tuple[Checklist, Assessment],
    walk: Walk,
    within: frozenset[str] | None,
    start: str | None,
) -> Assessment:
    """The assessment as it is after the interview; raises Interrupted where the person stops it by Ctrl-C."""
    from tenken.ask.interview.context import Held, Setting  # noqa: PLC0415 - loaded only for an interview
    from tenken.ask.interview.navigation import Course, interview  # noqa: PLC0415 - loaded only for an interview
    from tenken.ask.prompter import TerminalPrompter  # noqa: PLC0415 - loaded only for an interview
    from tenken.cli.assessment.evidence import held  # noqa: PLC0415 - loaded only for an interview
    from tenken.store.assessment import editor  # noqa: PLC0415 - the editing library is loaded only to write
    from tenken.store.validation.sanitize import clean  # noqa: PLC0415 - loaded only for an interview

    def save(question_id: str, change: Callable[[Answer], Answer]) -> Assessment:
        return editor.save_answer(file, question_id, change, hall.places, hall.today)[1]

    def take(written: str) -> Held:
        return held(hall, file, written)

    def faults(question_id: str, answer: Answer) -> Sequence[Problem]:
        return editor.faults(question_id, answer, hall.today)

    edition, assessment = loaded
    setting = Setting(
        checklist=edition,
        words=hall.words,
        prompter=TerminalPrompter(),
        save=save,
        take=take,
        clean=clean,
        faults=faults,
        today=hall.today,
        columns=_columns(),
        library=library.load(hall.places),
    )
    try:
        return interview(setting, assessment, Course(walk, within), start)
    except KeyboardInterrupt:
        tally = score(*loader.load(file, hall.places, hall.today)).tally
        values: Values = {"file": str(file), "answered": tally.answered, "applicable": tally.applicable}
        hall.talk()
        raise Interrupted("stopped-answering", values) from None


def _nothing_left(hall: Hall, only: Only | None, area: Area | None) -> None:
    w = hall.words
    if only is None:
        hall.talk(w("cli.answer.area_done", area=w.text(area.title)) if area else w("cli.answer.all_done"))
        return
    told = w(f"cli.answer.none_{only}")
    hall.talk(w("cli.answer.in_area", area=w.text(area.title), told=told) if area else told)


def _end(hall: Hall, file: Path, edition: Checklist, assessment: Assessment, *, finished: bool) -> None:
    """How far one has come, and what comes next."""
    from tenken.render.report.score_text import interview_lines  # noqa: PLC0415 - loaded only for an interview

    def say(text: str) -> None:
        hall.talk(wrap(text, _columns()))

    draft = score(edition, assessment).draft
    hall.talk()
    say(hall.words("cli.answer.stopped", file=str(file)) if draft else hall.words("cli.answer.finished"))
    hall.talk()
    for told in interview_lines(hall.words, edition, assessment):
        say(told)
    if not draft and finished and not (assessment.exposure and assessment.exposure.items):
        hall.talk()
        options.ask_and_save(hall, file, assessment, offer=True)
    hall.talk()
    _go_on(hall, file, draft=draft)


def _go_on(hall: Hall, file: Path, *, draft: bool) -> None:
    hall.talk(hall.words("cli.answer.resume" if draft else "cli.answer.next_report", file=str(file)))


def _columns() -> int:
    return min(78, shutil.get_terminal_size().columns - 2)
