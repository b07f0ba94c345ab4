"""Evidence files: ``evidence add`` and ``evidence check``, and how an answer names a file that somebody has.

A file is looked for beside the assessment: its digest is taken, or a sentence says why not. Nothing is copied.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from tenken.ask.file_names import name_of_file
from tenken.ask.interview.context import NamedFile
from tenken.cli.context import AppContext
from tenken.cli.help import HelpfulGroup
from tenken.cli.options import maybe_day, question_of
from tenken.core.model import Assessment, Checklist, Evidence
from tenken.core.problem import CheckFailed, FileProblems, Problem, Values
from tenken.render.saved import saved_lines
from tenken.store.assessment import evidence, loader
from tenken.store.assessment.evidence import EvidenceFileState, HashedFile
from tenken.store.validation.sanitize import line, maybe

UNHARMED = (EvidenceFileState.UNCHANGED, EvidenceFileState.UNHASHED)


class EvidenceFiles(HelpfulGroup):
    """``tenken evidence``."""

    targets: ClassVar[dict[str, str]] = {"add": "assessment.evidence:add", "check": "assessment.evidence:check"}
    help_key: ClassVar[str] = "cli.evidence.{name}_help"


def held(app: AppContext, assessment_file: Path, written: str) -> NamedFile:
    """How the answer will name the file."""
    taken = evidence.take(written, assessment_file.parent)
    if isinstance(taken, HashedFile):
        return NamedFile(taken.file, taken.sha256)
    name = line(written)
    sentence = app.words(f"cli.evidence.{taken}", file=name, most=evidence.LARGEST // 1_000_000)
    return NamedFile(name_of_file(name), refused=sentence)


def add(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.set.file")],
    question_id: Annotated[str, typer.Argument(metavar="ID", help="cli.set.id")],
    path: Annotated[str, typer.Argument(metavar="PATH", help="cli.evidence.path")],
    what: Annotated[str | None, typer.Option("--what", help="cli.evidence.what")] = None,
    dated: Annotated[str | None, typer.Option("--dated", help="cli.set.evidence_dated")] = None,
) -> None:
    """Add a file to an answer as evidence, with its digest."""
    app: AppContext = ctx.obj
    edition, _ = loader.load(file, app.checklist_path, app.today)
    question = question_of(edition, question_id)
    taken = evidence.take_plainly(path, file.parent)
    if not isinstance(taken, HashedFile):
        values: Values = {"file": line(path), "most": evidence.LARGEST // 1_000_000}
        raise FileProblems([Problem(file=str(file), what=f"evidence-{taken}", values=values)])
    piece = Evidence(
        what=maybe(what) or Path(taken.file).name,
        file=taken.file,
        sha256=taken.sha256,
        dated=maybe_day(app, "--dated", dated, meant="past"),
    )

    from tenken.store.assessment import editor  # noqa: PLC0415 - the editing library is loaded only to write

    stood: list[Assessment] = []

    def changed(_: Checklist, now: Assessment) -> Assessment:
        stood.append(now)
        before = now.answer(question.id)
        return now.with_answer(question.id, replace(before, evidence=(*before.evidence, piece)))

    edition, after = editor.save(file, changed, app.checklist_path, app.today, edition)
    app.message(app.words("cli.evidence.taken", file=taken.file, digest=taken.sha256[:16]))
    for sentence in saved_lines(app.words, edition, stood[-1], after):
        app.message(sentence)


def check(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.set.file")],
    as_json: Annotated[bool, typer.Option("--json", help="cli.audit.json")] = False,
) -> None:
    """Hold every file that the assessment names against its digest; raises CheckFailed where one differs."""
    app: AppContext = ctx.obj
    _, assessment = loader.load(file, app.checklist_path, app.today)
    found = [(where, piece, evidence.look_plainly(piece, file.parent)) for where, piece in _named(assessment)]
    if as_json:
        told = [{"where": where, "file": piece.file, "state": str(state)} for where, piece, state in found]
        app.data({"format": 1, "files": told})
    else:
        for where, piece, state in found:
            app.result(app.words(f"cli.verify.evidence_{state}", file=piece.file or "", id=where))
        if not found:
            app.result(app.words("cli.evidence.none"))
    bad = sum(state not in UNHARMED for _, _, state in found)
    if bad:
        raise CheckFailed("evidence-differs", {"n": bad, "of": len(found)})


def _named(assessment: Assessment) -> Iterator[tuple[str, Evidence]]:
    """Every file that answers and verdicts name, with the question it belongs to."""
    for question_id, answer in assessment.answers.items():
        yield from ((question_id, piece) for piece in answer.evidence if piece.file)
        for basis in answer.verdict.basis if answer.verdict else ():
            if basis.file:
                yield question_id, Evidence(what=basis.what, file=basis.file, sha256=basis.sha256)
