"""What is removed from an answer, and the commands that put it back as it was."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from tenken import shell
from tenken.cli.context import AppContext
from tenken.core.model import Action, Answer, Evidence
from tenken.core.problem import UsageProblem


def place_of(app: AppContext, answer: Answer, number: int | None) -> int | None:
    """Where the piece of that number stands, from 0; raises UsageProblem with what there is."""
    if number is None:
        return None
    if number <= len(answer.evidence):
        return number - 1
    if not answer.evidence:
        raise UsageProblem("no-evidence")
    told = [
        app.words("cli.set.piece", at=at, what=piece.what, day=app.words.day(piece.dated))
        if piece.dated
        else app.words("cli.set.piece_undated", at=at, what=piece.what)
        for at, piece in enumerate(answer.evidence, 1)
    ]
    raise UsageProblem("no-such-evidence", {"written": str(number), "choices": " / ".join(told)})


def tell(app: AppContext, file: Path, question_id: str, was: Answer, now: Answer) -> None:
    """Say what a save has removed of an answer or of its evidence, and what to type to bring it back."""
    if now == Answer() != was:
        _name(app, app.words("cli.set.cleared"), commands(file, question_id, was))
        return
    for piece in was.evidence:
        if piece not in now.evidence:
            told = app.words("cli.set.dropped", what=piece.what)
            _name(app, told, [evidence_command(file, question_id, piece)])


def _name(app: AppContext, told: str, found: Iterable[str]) -> None:
    app.message("\n  ".join((told, *found)))


def commands(file: Path, question_id: str, answer: Answer) -> Iterator[str]:
    """What to type, in this order: the answer with its first promised day, each later day, each piece of evidence."""
    start = f"tenken set {shell.quoted(str(file))} {question_id}"
    action = answer.action or Action()
    days = [*action.moved, *([action.due] if action.due else [])]
    said = {"note": answer.note, "by": answer.by, "on": answer.on, "owner": action.owner, "due": next(iter(days), None)}
    options = _options(said)
    if answer.status or options:
        yield " ".join([start, *([str(answer.status)] if answer.status else []), *options])
    for day in days[1:]:
        yield " ".join([start, *_options({"due": day})])
    for piece in answer.evidence:
        yield evidence_command(file, question_id, piece)


def evidence_command(file: Path, question_id: str, piece: Evidence) -> str:
    """What to type to add a piece of evidence."""
    options = _options({"evidence": piece.what, "dated": piece.dated, "evidence-file": piece.file})
    return " ".join([f"tenken set {shell.quoted(str(file))} {question_id}", *options])


def _options(values: dict[str, str | date | None]) -> list[str]:
    return [f"--{name}={shell.quoted_value(str(value))}" for name, value in values.items() if value]
