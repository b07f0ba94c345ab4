"""The command that puts one answer into a file, for scripts: ``set``."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from tenken.cli.assessment import undo
from tenken.cli.assessment.evidence import held
from tenken.cli.context import AppContext
from tenken.cli.options import EVIDENCE, PROMISE, maybe_day, numeric, question_of
from tenken.core.merge.three_way import moved_to
from tenken.core.model import MOST_PIECES, Action, Answer, Assessment, Checklist, Evidence, Question, Status
from tenken.core.problem import UsageProblem
from tenken.core.scoring.proposals import proposals
from tenken.core.scoring.score import score
from tenken.render.saved import saved_lines
from tenken.store.assessment import loader
from tenken.store.validation.sanitize import line, maybe


def set_answer(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.set.file")],
    question_id: Annotated[str, typer.Argument(metavar="ID", help="cli.set.id")],
    status: Annotated[Status | None, typer.Argument(metavar="STATUS", help="cli.set.status")] = None,
    note: Annotated[str | None, typer.Option("--note", help="cli.set.note")] = None,
    by: Annotated[str | None, typer.Option("--by", help="cli.set.by")] = None,
    on: Annotated[str | None, typer.Option("--on", help="cli.set.on")] = None,
    evidence: Annotated[
        str | None, typer.Option("--evidence", help="cli.set.evidence", rich_help_panel=EVIDENCE)
    ] = None,
    evidence_dated: Annotated[
        str | None, typer.Option("--dated", help="cli.set.evidence_dated", rich_help_panel=EVIDENCE)
    ] = None,
    evidence_file: Annotated[
        str | None, typer.Option("--evidence-file", help="cli.set.evidence_file", rich_help_panel=EVIDENCE)
    ] = None,
    drop_evidence: Annotated[
        int | None, numeric("--drop-evidence", "cli.set.drop_evidence", 1, MOST_PIECES, group=EVIDENCE)
    ] = None,
    owner: Annotated[str | None, typer.Option("--owner", help="cli.set.owner", rich_help_panel=PROMISE)] = None,
    due: Annotated[str | None, typer.Option("--due", help="cli.set.due", rich_help_panel=PROMISE)] = None,
    promise: Annotated[bool, typer.Option("--promise", help="cli.set.promise", rich_help_panel=PROMISE)] = False,
    confirm: Annotated[bool, typer.Option("--confirm", help="cli.set.confirm")] = False,
    clear: Annotated[bool, typer.Option("--clear", help="cli.set.clear")] = False,
) -> None:
    """Put one answer into the file."""
    app: AppContext = ctx.obj
    others = (note, evidence, drop_evidence, owner, due, promise, confirm)
    _refuse(status, others, (by, on, evidence_dated, evidence_file), clear=clear)
    edition, assessment = loader.load(file, app.checklist_path, app.today)
    question = question_of(edition, question_id)
    question_id = question.id
    if confirm and status is None:
        status = assessment.answer(question_id).status
        if status is None:
            raise UsageProblem("nothing-to-confirm", {"id": question_id})
    piece = None
    if evidence:
        dated = maybe_day(app, "--dated", evidence_dated, meant="past")
        piece = Evidence(what=line(evidence), dated=dated)
        if evidence_file and maybe(evidence_file):
            named = held(app, file, evidence_file)
            piece = replace(piece, file=line(named.file), sha256=named.sha256)
            if named.refused:
                app.message(named.refused)
                app.message(app.words("cli.evidence.only_named"))
    said = Answer(
        status=status,
        note=maybe(note),
        on=maybe_day(app, "--on", on, meant="past") or app.today,
        by=maybe(by) or assessment.respondent,
        evidence=(piece,) if piece else (),
        action=Action(owner=maybe(owner), due=maybe_day(app, "--due", due, meant="ahead")),
    )

    def change(answer: Answer) -> Answer:
        if clear:
            return Answer()
        return _joined(answer, said, undo.place_of(app, answer, drop_evidence))

    from tenken.store.assessment import editor  # noqa: PLC0415 - the editing library is loaded only to write

    stood = [assessment]

    def changed(edition: Checklist, now: Assessment) -> Assessment:
        stood[0] = now
        after = now.with_answer(question_id, change(now.answer(question_id)))
        return _as_proposed(edition, after, question_id) if promise else after

    edition, assessment = editor.save(file, changed, app.checklist_path, app.today, edition)
    _tell(app, file, edition, question, (stood[0], assessment))
    undo.tell(app, file, question_id, stood[0].answer(question_id), assessment.answer(question_id))


def _refuse(status: Status | None, given: Sequence[object], with_them: Sequence[object], *, clear: bool) -> None:
    """Raise UsageProblem for what says nothing, or does not go together; ``with_them`` says nothing alone."""
    if clear and (status or any(given) or any(with_them)):
        raise UsageProblem("clear-alone")
    if status is None and not clear and not any(given):
        raise UsageProblem("nothing-to-set")
    evidence, (*_, dated, file) = given[1], with_them
    if (dated or file) and not evidence:
        raise UsageProblem("needs", {"option": "--evidence"})


def _as_proposed(edition: Checklist, assessment: Assessment, question_id: str) -> Assessment:
    """The assessment with the question's proposal as its promise; raises UsageProblem where there is none."""
    proposal = proposals(score(edition, assessment), assessment).get(question_id)
    if proposal is None:
        raise UsageProblem("nothing-to-promise", {"id": question_id})
    return assessment.with_answer(question_id, proposal.promised_in(assessment.answer(question_id)))


def _tell(
    app: AppContext, file: Path, edition: Checklist, question: Question, stood: tuple[Assessment, Assessment]
) -> None:
    """What was saved, what that changed, and how many questions are left."""
    before, assessment = stood
    card = score(edition, assessment)
    left = card.tally.applicable - card.tally.answered
    told = {"number": edition.numbers()[question.id], "label": app.words.text(question.name)}
    told["status"] = app.words.status(assessment.answer(question.id).status)
    app.message(app.words("cli.set.saved", **told, n=left) if left else app.words("cli.set.saved_last", **told))
    for sentence in saved_lines(app.words, edition, before, assessment):
        app.message(sentence)
    if question.id not in {item.question.id for item in card.questions}:
        depth = app.words(f"depth.{assessment.depth}")
        app.message(app.words("error.not-asked", id=question.id, depth=depth))
    if not left:
        app.lead_to("next.to_report", file=str(file))


def _joined(answer: Answer, said: Answer, dropped: int | None) -> Answer:
    """The answer with what was newly said; what was not mentioned stays, evidence is added to what is there.

    New evidence takes the place of the piece at ``dropped``.
    """
    at = len(answer.evidence) if dropped is None else dropped
    rest = answer.evidence[at if dropped is None else at + 1 :]
    if said.status is not None:
        answer = replace(answer, status=said.status, on=said.on, by=said.by, confirmed=True)
    promise = _promised(answer.action or Action(), said.action or Action())
    answer = replace(
        answer,
        note=said.note or answer.note,
        evidence=(*answer.evidence[:at], *said.evidence, *rest),
        action=None if promise == Action() else promise,
    )
    if answer.status is Status.NA and not answer.note:
        raise UsageProblem("na-without-note")
    return answer


def _promised(action: Action, new: Action) -> Action:
    """The promise with a new owner or date; an earlier date is remembered as moved."""
    later = moved_to(action, new.due) if new.due else action
    return replace(later, owner=new.owner or action.owner)
