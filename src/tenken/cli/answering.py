"""The command that asks at the terminal: ``answer``."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from tenken.cli import exposures
from tenken.cli.given import Hall
from tenken.core.model import Answer, Assessment
from tenken.core.problem import UsageProblem
from tenken.core.scoring import score
from tenken.store import assessments, library


def answer(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.answer.file")],
    everything: Annotated[bool, typer.Option("--all", help="cli.answer.all")] = False,
    only_exposure: Annotated[bool, typer.Option("--exposure", help="cli.answer.exposure")] = False,
) -> None:
    """Ask the questions one after the other."""
    hall: Hall = ctx.obj
    edition, assessment = assessments.load(file, hall.places, hall.today)
    if not hall.can_ask:
        raise UsageProblem("cannot-ask", {"file": str(file)})
    if only_exposure:
        exposures.ask_and_save(hall, file, assessment)
        return
    if not everything and not score(edition, assessment).draft:
        hall.talk(hall.words("cli.answer.all_done"))
        hall.talk(hall.words("cli.answer.next_report", file=str(file)))
        return
    from tenken.ask.interview import Setting, interview  # noqa: PLC0415 - loaded only for an interview
    from tenken.ask.terminal import TerminalAsker  # noqa: PLC0415 - loaded only for an interview
    from tenken.store import answers  # noqa: PLC0415 - the editing library is loaded only to write

    def save(question_id: str, change: Callable[[Answer], Answer]) -> Assessment:
        return answers.save_answer(file, question_id, change, hall.places, hall.today)[1]

    columns = min(78, shutil.get_terminal_size().columns - 2)
    beside = library.load(hall.places)
    setting = Setting(edition, hall.words, TerminalAsker(), save, hall.today, columns, beside, everything)
    assessment = interview(setting, assessment)
    left = score(edition, assessment).tally
    hall.talk()
    if left.answered < left.applicable:
        hall.talk(hall.words("cli.answer.stopped", file=str(file), n=left.applicable - left.answered))
        hall.talk(hall.words("cli.answer.resume", file=str(file)))
    else:
        hall.talk(hall.words("cli.answer.finished"))
        if not (assessment.exposure and assessment.exposure.items):
            exposures.ask_and_save(hall, file, assessment, offer=True)
        hall.talk(hall.words("cli.answer.next_report", file=str(file)))
