"""What can be written beside an answer: a note, a reason, a piece of evidence, who closes the gap and until when.

Each text is made what the file will keep and held against what it would refuse before anything is saved; whoever wrote
it is told why and may correct it. An empty line leaves things as they were.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from tenken.ask.interview.context import InterviewContext, NamedFile
from tenken.ask.reading import Meant, NotUnderstood, read_day, told
from tenken.core.merge.three_way import moved_to
from tenken.core.model import Action, Answer, Assessment, Evidence, Question, Status
from tenken.core.problem import FileProblems
from tenken.screen import wrap

SHOWN_DIGITS = 16
"""How much of a digest is shown: as many as page 1 of a report shows of its own."""

AnswerEdit: TypeAlias = Callable[[Answer], Answer]


def saved(context: InterviewContext, question: Question, change: AnswerEdit) -> Assessment | None:
    """The assessment with the change, safely on the disk; ``None``, after saying why, where the answer is refused."""
    try:
        assessment = context.save(question.id, change)
    except FileProblems as refused:
        if any(problem.path[:2] != ("answers", question.id) for problem in refused.problems):
            raise
        for problem in refused.problems:
            _say(context, context.words.problem(problem))
        return None
    context.prompter.show(context.words("cli.answer.saved"))
    return assessment


def write_reason(context: InterviewContext, assessment: Assessment, question: Question) -> str | None:
    """Why a question does not apply; ``None`` if nothing was written."""
    before = assessment.answer(question.id)
    message = context.words("cli.answer.ask_reason")
    return _text(context, question, message, before.note or "", lambda text: replace(before, note=text))


def write_beside(context: InterviewContext, assessment: Assessment, question: Question) -> Assessment:
    """What a person wants to write beside the answer; the assessment as it then is."""
    w = context.words
    choices = [("note", w("cli.answer.write_note")), ("evidence", w("cli.answer.write_evidence"))]
    if assessment.answer(question.id).counted not in (Status.YES, Status.NA):
        choices.append(("plan", w("cli.answer.write_plan")))
    choices.append(("return", w("cli.answer.stay")))
    chosen = context.prompter.choose(w("cli.answer.choose_entry"), choices, w("cli.answer.choose_hint"), None)
    entries = {"note": _note, "evidence": _evidence, "plan": _plan}
    change = entries[chosen](context, assessment.answer(question.id), question) if chosen in entries else None
    return (saved(context, question, change) or assessment) if change else assessment


def _note(context: InterviewContext, before: Answer, question: Question) -> AnswerEdit | None:
    message = context.words("cli.answer.ask_note")
    note = _text(context, question, message, before.note or "", lambda text: replace(before, note=text))
    return (lambda answer: replace(answer, note=note)) if note else None


def _evidence(context: InterviewContext, before: Answer, question: Question) -> AnswerEdit | None:
    w = context.words

    def beside(piece: Evidence) -> Answer:
        return replace(before, evidence=(*before.evidence, piece))

    if question.proof:
        _say(context, w("web.question.proof", text=w.text(question.proof)))
    what = _text(context, question, w("cli.answer.ask_what"), "", lambda text: beside(Evidence(what=text)))
    if what is None:
        return None
    piece = _with_file(context, question, Evidence(what=what), beside)
    if question.renew_months:
        _say(context, w("web.question.proof_ages", n=question.renew_months))
    dated = _day(
        context, question, w("cli.answer.ask_dated"), None, lambda day: beside(replace(piece, dated=day)), meant="past"
    )
    finished = replace(piece, dated=dated)
    return lambda answer: replace(answer, evidence=(*answer.evidence, finished))


def _with_file(
    context: InterviewContext, question: Question, piece: Evidence, beside: Callable[[Evidence], Answer]
) -> Evidence:
    """The evidence with the file that a person names: read and hashed, only named, or none."""
    w = context.words
    written = ""
    while True:
        written = context.prompter.write(w("cli.answer.ask_file"), written).strip()
        if not written:
            return piece
        held = context.take(written)
        named = replace(piece, file=context.clean(held.file).strip(), sha256=held.sha256)
        problems = context.faults(question.id, beside(named))
        for problem in problems:
            _say(context, w.problem(problem))
        if problems:
            continue
        if held.sha256:
            _say(context, w("cli.evidence.taken", file=held.file, digest=held.sha256[:SHOWN_DIGITS]))
            return named
        match _without_digest(context, held):
            case "named":
                return named
            case "without":
                return piece


def _without_digest(context: InterviewContext, held: NamedFile) -> str:
    w = context.words
    _say(context, held.refused)
    choices = [(key, w(f"cli.answer.file_{key}")) for key in ("again", "named", "without")]
    return context.prompter.choose(w("cli.answer.choose_file"), choices, w("cli.answer.choose_hint"), None)


def _plan(context: InterviewContext, before: Answer, question: Question) -> AnswerEdit | None:
    w = context.words
    action = before.action or Action()
    _say(context, w("web.question.first", text=w.text(question.remedy.first)))
    owner = _text(
        context,
        question,
        w("cli.answer.ask_owner"),
        action.owner or "",
        lambda text: replace(before, action=replace(action, owner=text)),
    )
    due = _day(
        context,
        question,
        w("cli.answer.ask_due"),
        action.due,
        lambda day: replace(before, action=moved_to(action, day)),
        meant="ahead",
    )
    if owner in (None, action.owner) and due in (None, action.due):
        return None

    def change(answer: Answer) -> Answer:
        promise = answer.action or Action()
        promise = moved_to(promise, due) if due else promise
        return replace(answer, action=replace(promise, owner=owner or promise.owner))

    return change


def _text(
    context: InterviewContext, question: Question, message: str, preset: str, place: Callable[[str], Answer]
) -> str | None:
    """A line of text that the file will take in that place; ``None`` if nothing visible was written."""
    written = preset.replace("\n", " ")
    while True:
        written = context.clean(context.prompter.write(message, written)).strip()
        if not written:
            return None
        if written == preset.replace("\n", " "):
            return preset  # untouched: a note of several lines keeps them
        problems = context.faults(question.id, place(written))
        for problem in problems:
            _say(context, context.words.problem(problem))
        if not problems:
            return written


def _day(
    context: InterviewContext,
    question: Question,
    message: str,
    preset: date | None,
    place: Callable[[date], Answer],
    *,
    meant: Meant,
) -> date | None:
    """A day that the file will take in that place; ``None`` if nothing was written."""
    written = preset.isoformat() if preset else ""
    while True:
        written = context.clean(context.prompter.write(message, written)).strip()
        if not written:
            return None
        found = read_day(written, context.today, meant=meant)
        if beside := told(context.words, written, found):
            _say(context, beside)
        if isinstance(found, NotUnderstood):
            continue
        problems = context.faults(question.id, place(found.day))
        for problem in problems:
            _say(context, context.words.problem(problem))
        if not problems:
            return found.day


def _say(context: InterviewContext, text: str) -> None:
    context.prompter.show(wrap(text, context.columns))
