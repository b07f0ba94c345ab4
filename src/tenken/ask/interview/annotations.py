"""What is written beside an answer: a note, a reason, who closes the gap and until when; and how any of it is saved.

Each text is made what the file will keep and held against what it would refuse before anything is saved; whoever wrote
it is told why and may correct it. What stood there can be changed and taken away; ``evidence_entry`` does the same for
evidence, and ``beside`` says what can be written at all.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from tenken.ask.interview.context import InterviewContext
from tenken.ask.interview.question_menu import asked
from tenken.ask.reading import Meant, NotUnderstood, read_day, told
from tenken.core.merge.three_way import moved_to
from tenken.core.model import Action, Answer, Assessment, Question
from tenken.core.problem import FileProblems
from tenken.screen import wrap

AnswerEdit: TypeAlias = Callable[[Answer], Answer]


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody has written beside an answer, and how it is taken back."""

    change: AnswerEdit
    done: str
    """What was done, in a few words."""
    restore: AnswerEdit | None = None
    """What puts back that which was taken away or changed."""
    undo: str = ""
    """What that does, in a few words."""


def saved(context: InterviewContext, question: Question, change: AnswerEdit, told: str) -> Assessment | None:
    """The assessment with the change, safely on the disk; ``None``, after saying why, where the answer is refused."""
    try:
        assessment = context.save(question.id, change)
    except FileProblems as refused:
        if any(problem.path[:2] != ("answers", question.id) for problem in refused.problems):
            raise
        for problem in refused.problems:
            tell(context, context.words.problem(problem))
        return None
    number = context.checklist.numbers()[question.id]
    tell(context, context.words("interview.said", number=number, what=told))
    return assessment


def show_question(context: InterviewContext, question: Question) -> None:
    """The question above the lines in which something is written about it."""
    tell(context, asked(context.words, context.checklist.numbers()[question.id], question))


def write_reason(context: InterviewContext, assessment: Assessment, question: Question) -> str | None:
    """Why a question does not apply; ``None`` if nothing was written."""
    before = assessment.answer(question.id)
    message = context.words("cli.answer.ask_reason")
    return written_text(context, question, message, before.note or "", lambda text: replace(before, note=text))


def write_note(context: InterviewContext, before: Answer, question: Question) -> Entry | None:
    """The note, corrected or taken away; ``None`` where it stays as it was."""
    message = context.words("interview.ask_note_again" if before.note else "cli.answer.ask_note")
    note = written_text(context, question, message, before.note or "", lambda text: replace(before, note=text))
    return _noted(context, before, note) if note != before.note else None


def clear_note(context: InterviewContext, before: Answer, _: Question) -> Entry | None:
    """The answer without its note."""
    return _noted(context, before, None)


def _noted(context: InterviewContext, before: Answer, note: str | None) -> Entry:
    w = context.words
    told = w("interview.note_saved" if note else "interview.note_cleared")
    undo = w("interview.undo_note") if before.note else ""
    return Entry(
        lambda answer: replace(answer, note=note), told, lambda answer: replace(answer, note=before.note), undo
    )


def write_plan(context: InterviewContext, before: Answer, question: Question) -> Entry | None:
    """Who closes the gap and until when, corrected or taken away; ``None`` where it stays as it was."""
    w = context.words
    action = before.action or Action()
    tell(context, w("web.question.first", text=w.text(question.remedy.first)))
    owner = written_text(
        context,
        question,
        w("cli.answer.ask_owner"),
        action.owner or "",
        lambda text: replace(before, action=replace(action, owner=text)),
    )
    due = written_day(
        context,
        question,
        w("cli.answer.ask_due"),
        action.due,
        lambda day: replace(before, action=moved_to(action, day)),
        meant="ahead",
    )
    if (owner, due) == (action.owner, action.due):
        return None
    return _promised(context, before, owner, due)


def withdraw_plan(context: InterviewContext, before: Answer, _: Question) -> Entry | None:
    """The answer without its promise; the days that were promised earlier stay."""
    return _promised(context, before, None, None)


def _promised(context: InterviewContext, before: Answer, owner: str | None, due: date | None) -> Entry:
    w = context.words

    def change(answer: Answer) -> Answer:
        promise = replace(moved_to(answer.action or Action(), due), owner=owner)
        return replace(answer, action=None if promise == Action() else promise)

    told = w("interview.plan_saved" if owner or due else "interview.plan_withdrawn")
    undo = w("interview.undo_plan") if before.action else ""
    return Entry(change, told, lambda answer: replace(answer, action=before.action), undo)


def written_text(
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
            tell(context, context.words.problem(problem))
        if not problems:
            return written


def written_day(
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
            tell(context, beside)
        if isinstance(found, NotUnderstood):
            continue
        problems = context.faults(question.id, place(found.day))
        for problem in problems:
            tell(context, context.words.problem(problem))
        if not problems:
            return found.day


def tell(context: InterviewContext, text: str) -> None:
    """Say something, in lines of our own."""
    context.prompter.show(wrap(text, context.columns))
