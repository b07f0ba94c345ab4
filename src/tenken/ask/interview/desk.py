"""Checking answers at the client's desk: one question after the other, each verdict saved before the next is shown.

What is on the list is the audit's, what may stand in the file is told by whoever saves. A verdict that is refused is
told with its reason, and may be given again.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tenken.ask.interview.desk_page import AuditEdit, DeskContext, desk_menu
from tenken.ask.interview.question_menu import asked
from tenken.ask.reading import ReadDay, read_day, told
from tenken.core.audit.findings import covered
from tenken.core.audit.recording import new_finding, with_basis, with_check, with_finding, with_verdict
from tenken.core.model import (
    Assessment,
    AuditFinding,
    Basis,
    BasisMethod,
    Checklist,
    EvidenceCheck,
    FindingGrade,
    Question,
    Status,
    Verdict,
)
from tenken.core.problem import FileProblems
from tenken.screen import wrap

TEXTS = ("title", "condition", "criteria", "consequence", "recommendation")
"""The parts of a finding that are asked, in the order in which they are thought of; what is prefilled may stay."""

LEAVE = ("stop", "next", "back")
"""What leads away from a question; for anything else it stands above the lines that are asked."""


def check(context: DeskContext, assessment: Assessment, questions: Sequence[Question], start: int = 0) -> Assessment:
    """Ask for a verdict on each of these questions until the last, or until the person stops; returns what stands."""
    at = start
    while at < len(questions):
        question = questions[at]
        choice = context.prompter.menu(desk_menu(context, assessment, question, at + 1, len(questions)))
        if choice not in LEAVE:
            _say(context, asked(context.words, context.checklist.numbers()[question.id], question))
        match choice:
            case "stop":
                return assessment
            case "next":
                at += 1
            case "back":
                at = max(0, at - 1)
            case "evidence":
                assessment = _evidence(context, assessment, question)
            case "finding":
                assessment = _finding(context, assessment, question)
            case "more":
                assessment = _more(context, assessment, question)
            case _:
                judged = _judge(context, assessment, question, Status(choice))
                if judged is not None:
                    assessment = judged
                    at += 1
    return assessment


def _judge(context: DeskContext, assessment: Assessment, question: Question, status: Status) -> Assessment | None:
    """The audit with the verdict; ``None`` where the person gave none after all."""
    w = context.words
    basis = _basis(context)
    if basis is None:
        return None
    answer = assessment.answer(question.id)
    own = answer.status if answer.confirmed else None
    reason, as_finding = None, False
    if status is Status.NA:
        reason = _line(context, w("audit_check.ask_why_na"))
        if reason is None:
            return None
    elif status is not own and question.id not in covered(assessment.audit):
        choices = [(key, w(f"audit_check.{key}")) for key in ("as_finding", "as_reason")]
        as_finding = context.prompter.choose(w("audit_check.differs"), choices, w("cli.answer.choose_hint"), None) == (
            "as_finding"
        )
        reason = None if as_finding else _line(context, w("audit_check.ask_reason"), basis.what)
        if not as_finding and reason is None:
            return None
    verdict = Verdict(status=status, finding=reason, by=context.by, on=context.today, basis=(basis,))
    made = None
    if as_finding:
        made = _asked(context, with_verdict(assessment, question.id, verdict), question)
        if made is None:
            return None

    def change(_: Checklist, now: Assessment) -> Assessment:
        after = with_verdict(now, question.id, verdict)
        return with_finding(after, made) if made else after

    return _saved(context, question, change)


def _basis(context: DeskContext) -> Basis | None:
    """How it was seen, and one line on what; ``None`` where nothing was written."""
    w = context.words
    methods = [(str(method), w(f"basis_method.{method}")) for method in BasisMethod]
    method = context.prompter.choose(w("audit_check.ask_method"), methods, w("cli.answer.choose_hint"), None)
    what = _line(context, w("audit_check.ask_what"))
    if what is None:
        return None
    ref = _line(context, w("audit_check.ask_ref"))
    return Basis(method=BasisMethod(method), what=what, ref=ref, by=context.by, on=context.today)


def _more(context: DeskContext, assessment: Assessment, question: Question) -> Assessment:
    """The audit with one thing more that the verdict rests on."""
    basis = _basis(context)
    if basis is None:
        return assessment

    def change(_: Checklist, now: Assessment) -> Assessment:
        verdict = now.answer(question.id).verdict
        return with_verdict(now, question.id, with_basis(verdict, basis)) if verdict else now

    return _saved(context, question, change) or assessment


def _evidence(context: DeskContext, assessment: Assessment, question: Question) -> Assessment:
    """The audit with what became of one piece of evidence."""
    w = context.words
    pieces = assessment.answer(question.id).evidence
    chosen = "1"
    if len(pieces) > 1:
        choices = [(str(at), w("audit_check.evidence", n=at, what=piece.what)) for at, piece in enumerate(pieces, 1)]
        first = next((str(at) for at, piece in enumerate(pieces, 1) if piece.checked is None), None)
        chosen = context.prompter.choose(w("audit_check.which"), choices, w("cli.answer.choose_hint"), first)
    states = [(str(check), w(f"checked.{check}")) for check in EvidenceCheck]
    states.append(("unseen", w("audit_check.unseen")))
    piece = pieces[int(chosen) - 1]
    message = w("audit_check.ask_check", what=piece.what)
    said = context.prompter.choose(message, states, w("cli.answer.choose_hint"), str(piece.checked or "") or None)
    found = None if said == "unseen" else EvidenceCheck(said)

    def change(_: Checklist, now: Assessment) -> Assessment:
        return with_check(now, question.id, int(chosen), found, by=context.by, on=context.today)

    return _saved(context, question, change) or assessment


def _finding(context: DeskContext, assessment: Assessment, question: Question) -> Assessment:
    """The audit with a finding at the question."""
    made = _asked(context, assessment, question)
    if made is None:
        return assessment
    return _saved(context, question, lambda _, now: with_finding(now, made)) or assessment


def _asked(context: DeskContext, assessment: Assessment, question: Question) -> AuditFinding | None:
    """A finding with its grade and texts, each proposed and to be changed; ``None`` where the person leaves it."""
    w = context.words
    checklist = context.checklist
    bare = new_finding(checklist, assessment, (question.id,), w.text, by=context.by, on=context.today)
    grades = [(str(grade), w(f"finding_grade.{grade}")) for grade in FindingGrade]
    grades.append(("leave", w("audit_check.no_finding")))
    chosen = context.prompter.choose(w("audit_check.ask_grade"), grades, w("cli.answer.choose_hint"), str(bare.grade))
    if chosen == "leave":
        return None
    grade = FindingGrade(chosen)
    made = new_finding(checklist, assessment, (question.id,), w.text, by=context.by, on=context.today, grade=grade)
    asked = TEXTS if grade.needs_reply else ("title", "condition", "recommendation")
    for part in asked:
        before = getattr(made, part) or ""
        message = w("audit_check.ask_part", part=w(f"finding_part.{part}"))
        changed: dict[str, Any] = {part: _line(context, message, before) or (before or None)}
        made = replace(made, **changed)
    if not grade.needs_reply:
        return made
    proof = _line(context, w("audit_check.ask_proof"), w("report.join").join(made.proof))
    shown = tuple(one.strip() for one in (proof or "").replace(",", "、").split("、") if one.strip())
    return replace(made, proof=shown, reply_by=_day(context))


def _day(context: DeskContext) -> date | None:
    """Until when the firm replies; ``None`` where nothing is written."""
    w = context.words
    while written := context.prompter.write(w("audit_check.ask_reply_by")).strip():
        found = read_day(written, context.today, meant="ahead")
        if beside := told(w, written, found):
            _say(context, beside)
        if isinstance(found, ReadDay):
            return found.day
    return None


def _line(context: DeskContext, message: str, preset: str = "") -> str | None:
    """A line of text as the file will keep it; an untouched text of several lines stays as it was."""
    shown = preset.replace("\n", " ")
    written = context.clean(context.prompter.write(message, shown)).strip()
    if preset and written == shown:
        return preset
    return written or None


def _saved(context: DeskContext, question: Question, change: AuditEdit) -> Assessment | None:
    """The audit as it stands on the disk; ``None``, after saying why, where it was refused."""
    try:
        assessment = context.save(question.id, change)
    except FileProblems as refused:
        for problem in refused.problems:
            _say(context, context.words.problem(problem))
        return None
    verdict = assessment.answer(question.id).verdict
    w = context.words
    told = w("interview.answer_saved", status=w.judged(verdict.status)) if verdict else w("cli.answer.saved")
    _say(context, w("interview.said", number=context.checklist.numbers()[question.id], what=told))
    return assessment


def _say(context: DeskContext, text: str) -> None:
    context.prompter.show(wrap(text, context.columns))
