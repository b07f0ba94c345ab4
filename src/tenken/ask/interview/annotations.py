"""What can be written beside an answer: a note, a reason, a piece of evidence, who closes the gap and until when.

Each text is made what the file will keep and held against what it would refuse before anything is saved; whoever wrote
it is told why and may correct it. An empty line leaves things as they were.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from tenken.ask.interview.context import InterviewContext, NamedFile
from tenken.ask.parsing import day_of
from tenken.core.merge.three_way import moved_to
from tenken.core.model import Action, Answer, Assessment, Evidence, Question, Status
from tenken.core.problem import FileProblems
from tenken.screen import wrap

SHOWN_DIGITS = 16
"""How much of a digest is shown: as many as page 1 of a report shows of its own."""

AnswerEdit: TypeAlias = Callable[[Answer], Answer]


def saved(setting: InterviewContext, question: Question, change: AnswerEdit) -> Assessment | None:
    """The assessment with the change, safely on the disk; ``None``, after saying why, where the answer is refused."""
    try:
        assessment = setting.save(question.id, change)
    except FileProblems as refused:
        if any(problem.path[:2] != ("answers", question.id) for problem in refused.problems):
            raise
        for problem in refused.problems:
            _say(setting, setting.words.problem(problem))
        return None
    setting.prompter.show(setting.words("cli.answer.saved"))
    return assessment


def write_reason(setting: InterviewContext, assessment: Assessment, question: Question) -> str | None:
    """Why a question does not apply; ``None`` if nothing was written."""
    before = assessment.answer(question.id)
    message = setting.words("cli.answer.ask_reason")
    return _text(setting, question, message, before.note or "", lambda text: replace(before, note=text))


def write_beside(setting: InterviewContext, assessment: Assessment, question: Question) -> Assessment:
    """What a person wants to write beside the answer; the assessment as it then is."""
    w = setting.words
    choices = [("note", w("cli.answer.write_note")), ("evidence", w("cli.answer.write_evidence"))]
    if assessment.answer(question.id).counted not in (Status.YES, Status.NA):
        choices.append(("plan", w("cli.answer.write_plan")))
    choices.append(("return", w("cli.answer.stay")))
    chosen = setting.prompter.choose(w("cli.answer.choose_entry"), choices, w("cli.answer.choose_hint"), None)
    entries = {"note": _note, "evidence": _evidence, "plan": _plan}
    change = entries[chosen](setting, assessment.answer(question.id), question) if chosen in entries else None
    return (saved(setting, question, change) or assessment) if change else assessment


def _note(setting: InterviewContext, before: Answer, question: Question) -> AnswerEdit | None:
    message = setting.words("cli.answer.ask_note")
    note = _text(setting, question, message, before.note or "", lambda text: replace(before, note=text))
    return (lambda answer: replace(answer, note=note)) if note else None


def _evidence(setting: InterviewContext, before: Answer, question: Question) -> AnswerEdit | None:
    w = setting.words

    def beside(piece: Evidence) -> Answer:
        return replace(before, evidence=(*before.evidence, piece))

    if question.proof:
        _say(setting, w("web.question.proof", text=w.text(question.proof)))
    what = _text(setting, question, w("cli.answer.ask_what"), "", lambda text: beside(Evidence(what=text)))
    if what is None:
        return None
    piece = _with_file(setting, question, Evidence(what=what), beside)
    if question.renew_months:
        _say(setting, w("web.question.proof_ages", n=question.renew_months))
    dated = _day(setting, question, w("cli.answer.ask_dated"), None, lambda day: beside(replace(piece, dated=day)))
    finished = replace(piece, dated=dated)
    return lambda answer: replace(answer, evidence=(*answer.evidence, finished))


def _with_file(
    setting: InterviewContext, question: Question, piece: Evidence, beside: Callable[[Evidence], Answer]
) -> Evidence:
    """The evidence with the file that a person names: read and hashed, only named, or none."""
    w = setting.words
    written = ""
    while True:
        written = setting.prompter.write(w("cli.answer.ask_file"), written).strip()
        if not written:
            return piece
        held = setting.take(written)
        named = replace(piece, file=setting.clean(held.file).strip(), sha256=held.sha256)
        problems = setting.faults(question.id, beside(named))
        for problem in problems:
            _say(setting, w.problem(problem))
        if problems:
            continue
        if held.sha256:
            _say(setting, w("cli.evidence.taken", file=held.file, digest=held.sha256[:SHOWN_DIGITS]))
            return named
        match _without_digest(setting, held):
            case "named":
                return named
            case "without":
                return piece


def _without_digest(setting: InterviewContext, held: NamedFile) -> str:
    w = setting.words
    _say(setting, held.refused)
    choices = [(key, w(f"cli.answer.file_{key}")) for key in ("again", "named", "without")]
    return setting.prompter.choose(w("cli.answer.choose_file"), choices, w("cli.answer.choose_hint"), None)


def _plan(setting: InterviewContext, before: Answer, question: Question) -> AnswerEdit | None:
    w = setting.words
    action = before.action or Action()
    _say(setting, w("web.question.first", text=w.text(question.remedy.first)))
    owner = _text(
        setting,
        question,
        w("cli.answer.ask_owner"),
        action.owner or "",
        lambda text: replace(before, action=replace(action, owner=text)),
    )
    due = _day(
        setting,
        question,
        w("cli.answer.ask_due"),
        action.due,
        lambda day: replace(before, action=moved_to(action, day)),
    )
    if owner in (None, action.owner) and due in (None, action.due):
        return None

    def change(answer: Answer) -> Answer:
        promise = answer.action or Action()
        promise = moved_to(promise, due) if due else promise
        return replace(answer, action=replace(promise, owner=owner or promise.owner))

    return change


def _text(
    setting: InterviewContext, question: Question, message: str, preset: str, place: Callable[[str], Answer]
) -> str | None:
    """A line of text that the file will take in that place; ``None`` if nothing visible was written."""
    written = preset.replace("\n", " ")
    while True:
        written = setting.clean(setting.prompter.write(message, written)).strip()
        if not written:
            return None
        if written == preset.replace("\n", " "):
            return preset  # untouched: a note of several lines keeps them
        problems = setting.faults(question.id, place(written))
        for problem in problems:
            _say(setting, setting.words.problem(problem))
        if not problems:
            return written


def _day(
    setting: InterviewContext, question: Question, message: str, preset: date | None, place: Callable[[date], Answer]
) -> date | None:
    """A day that the file will take in that place; ``None`` if nothing was written."""
    written = preset.isoformat() if preset else ""
    while True:
        written = setting.clean(setting.prompter.write(message, written)).strip()
        if not written:
            return None
        day = day_of(written)
        if day is None:
            _say(setting, setting.words("web.error.day"))
            continue
        problems = setting.faults(question.id, place(day))
        for problem in problems:
            _say(setting, setting.words.problem(problem))
        if not problems:
            return day


def _say(setting: InterviewContext, text: str) -> None:
    setting.prompter.show(wrap(text, setting.columns))
