"""One question as a menu at the client's desk: what the firm said and showed, what a yes means, the verdict.

The verdicts have the keys of the answers, here as in every other way of asking.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from tenken.ask.interview.question_menu import answers, asked, reading, refusal
from tenken.ask.menu import Choice, Menu
from tenken.ask.prompter import MenuPrompter
from tenken.core.audit.recording import audit_of
from tenken.core.audit.verdicts import outcome
from tenken.core.library import EMPTY, Library
from tenken.core.model import Answer, Assessment, Checklist, Question, Status, Verdict
from tenken.core.scoring.evidence_validity import EvidenceValidity, validity
from tenken.words import Words

AuditEdit: TypeAlias = Callable[[Checklist, Assessment], Assessment]
SaveAudit: TypeAlias = Callable[[str, AuditEdit], Assessment]
"""Takes the question at hand and what becomes of the audit; returns when that is safely on the disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskContext:
    """What stays the same while somebody checks answers at the client's desk."""

    checklist: Checklist
    words: Words
    prompter: MenuPrompter
    save: SaveAudit
    """Raises FileProblems, with nothing written, for what may not stand in the file."""
    clean: Callable[[str], str]
    """A text as the file will keep it."""
    by: str | None
    """Who judges."""
    today: date
    why: Callable[[Assessment, str], str]
    """Why a question is on the list, in words; empty where it is on none."""
    columns: int = 80
    library: Library = EMPTY


def desk_menu(context: DeskContext, assessment: Assessment, question: Question, at: int, of: int) -> Menu:
    """The question with everything that somebody who judges it wants to see; Enter alone keeps a verdict."""
    w = context.words
    answer = assessment.answer(question.id)
    number = context.checklist.numbers()[question.id]
    known = (*_said(w, assessment, question), *_found(w, assessment, question))
    choices = [replace(choice, label=w.judged(Status(choice.value))) for choice in answers(w, question)]
    keys = f"{choices[0].key}-{choices[-1].key}"
    return Menu(
        head=(w("audit_check.head", at=at, of=of, id=question.id, why=context.why(assessment, question.id)),),
        message=asked(w, number, question),
        known=known,
        choices=choices,
        standing=str(answer.verdict.status) if answer.verdict else None,
        enter="next" if answer.verdict else None,
        actions=tuple(_actions(w, answer)),
        hint=w("audit_check.hint_standing" if answer.verdict else "interview.hint", keys=keys),
        refuse=refusal(w, keys),
        guidance=reading(w, number, question, context.library, known),
        fills=True,
    )


def _actions(w: Words, answer: Answer) -> Iterator[Choice]:
    """What can be done at the desk instead of judging."""
    if answer.evidence:
        yield Choice(key="v", value="evidence", label=w("audit_check.choose_evidence"))
    if answer.verdict:
        yield Choice(key="m", value="more", label=w("audit_check.more"))
        yield Choice(key="f", value="finding", label=w("audit_check.make_finding"))
    yield Choice(key="b", value="back", label=w("interview.back"))
    yield Choice(key="l", value="next", label=w("interview.keep" if answer.verdict else "audit_check.next"))
    yield Choice(key="q", value="stop", label=w("interview.stop"))


def _said(w: Words, assessment: Assessment, question: Question) -> Iterator[str]:
    """What the firm said and showed, and who said it."""
    answer = assessment.answer(question.id)
    said = w("audit_check.own", status=w.status(answer.status if answer.confirmed else None))
    stamp = w("report.join").join(part for part in (answer.by, w.day(answer.on) if answer.on else None) if part)
    yield f"{said} [{stamp}]" if stamp else said
    if answer.note:
        yield w("cli.answer.note_now", note=answer.note.replace("\n", " "))
    yield from evidence_lines(w, assessment, question, answer)
    for request in audit_of(assessment).requests:
        if question.id in request.questions:
            state = w(f"request_state.{request.state}")
            yield w("audit_check.request", id=request.id, what=request.what, state=state)


def evidence_lines(w: Words, assessment: Assessment, question: Question, answer: Answer) -> Iterator[str]:
    """Each piece of evidence by its number, with its day and what became of it."""
    for number, piece in enumerate(answer.evidence, 1):
        told = w("audit_check.evidence", n=number, what=piece.what)
        details = [w.day(piece.dated)] if piece.dated else []
        if validity(piece, question, assessment.date) is EvidenceValidity.STALE:
            details.append(w("audit_check.stale"))
        if piece.file:
            details.append(piece.file)
        if piece.checked:
            details.append(w(f"checked.{piece.checked}"))
        yield f"{told} [{w('report.join').join(details)}]" if details else told


def _found(w: Words, assessment: Assessment, question: Question) -> Iterator[str]:
    """The verdict with what it rests on, and the findings that speak of it."""
    answer = assessment.answer(question.id)
    if answer.verdict:
        yield from verdict_lines(w, answer, answer.verdict)
    for finding in audit_of(assessment).findings:
        if question.id in finding.questions:
            grade = w(f"finding_grade.{finding.grade}")
            yield w("audit_check.finding", id=finding.id, grade=grade, title=finding.title)
    for earlier in audit_of(assessment).earlier:
        if question.id in earlier.questions:
            key = "audit_check.earlier" if earlier.open else "audit_check.earlier_closed"
            yield w(key, id=earlier.id, grade=w(f"finding_grade.{earlier.grade}"), title=earlier.title)


def verdict_lines(w: Words, answer: Answer, verdict: Verdict) -> Iterator[str]:
    """What was judged, and on what that rests."""
    became = w(f"outcome.{outcome(answer)}")
    yield w("audit_check.verdict", status=w.judged(verdict.status), outcome=became)
    for basis in verdict.basis:
        ref = f" [{basis.ref}]" if basis.ref else ""
        yield "  " + w("audit_check.basis", method=w(f"basis_method.{basis.method}"), what=basis.what) + ref
    if verdict.finding:
        yield "  " + w("audit_check.reason", reason=verdict.finding)
