"""What can be written, corrected and taken away beside an answer, each under a key of its own, and the way back.

How each of it is written is told in ``annotations`` and ``evidence_entry``.
"""

from dataclasses import dataclass

from tenken.ask.interview import annotations, evidence_entry
from tenken.ask.interview.annotations import AnswerEdit, Entry, saved, show_question
from tenken.ask.interview.context import InterviewContext
from tenken.ask.interview.question_menu import asked, promise
from tenken.ask.menu import Choice, Menu
from tenken.core.model import Answer, Assessment, Evidence, Question, Status

BACK = "return"

WRITTEN = ("note", "evidence", "plan")
"""The entries for which lines are written, below the question."""


@dataclass(frozen=True, slots=True)
class Undo:
    """The way back from what was changed last beside an answer."""

    question_id: str
    restore: AnswerEdit
    told: str
    """What it does, in a few words."""


def write_beside(
    context: InterviewContext, assessment: Assessment, question: Question
) -> tuple[Assessment, Undo | None]:
    """The assessment with what a person wrote or took away beside the answer, and the way back from it."""
    before = assessment.answer(question.id)
    chosen = context.prompter.menu(_entries(context, before, question))
    if chosen == BACK:
        return assessment, None
    if chosen in WRITTEN:
        show_question(context, question)
    if chosen == "pieces":
        entry = _piece(context, before, question)
    else:
        write = {
            "note": annotations.write_note,
            "evidence": evidence_entry.add,
            "plan": annotations.write_plan,
            "withdraw": annotations.withdraw_plan,
            "clear": annotations.clear_note,
        }[chosen]
        entry = write(context, before, question)
    return _done(context, assessment, question, entry)


def undone(context: InterviewContext, question: Question, undo: Undo) -> Assessment | None:
    """The assessment as it was before the change; ``None``, after saying why, where that is refused."""
    return saved(context, question, undo.restore, context.words("interview.undone"))


def pick(context: InterviewContext, message: str, choices: list[Choice]) -> str:
    """One of these, or the way back to the question."""
    w = context.words
    back = Choice(key="b", value=BACK, label=w("cli.answer.stay"))
    hint = w("interview.hint_menu")
    menu = Menu(message=message, choices=choices, actions=(back,), hint=hint, refuse=lambda _: hint, fills=True)
    return context.prompter.menu(menu)


def _done(
    context: InterviewContext, assessment: Assessment, question: Question, entry: Entry | None
) -> tuple[Assessment, Undo | None]:
    if entry is None:
        return assessment, None
    now = saved(context, question, entry.change, entry.done)
    if now is None:
        return assessment, None
    return now, Undo(question.id, entry.restore, entry.undo) if entry.restore and entry.undo else None


def _entries(context: InterviewContext, before: Answer, question: Question) -> Menu:
    """The entries that there are at this answer; each keeps its key whether or not the others are there."""
    w = context.words
    falls_short = before.counted not in (Status.YES, Status.NA)
    promised = before.action is not None and bool(before.action.owner or before.action.due)
    told = promise(w, before) if promised else ""
    entries = {
        "note": (True, before.note or ""),
        "evidence": (True, ""),
        "pieces": (bool(before.evidence), w("report.join").join(piece.what for piece in before.evidence)),
        "plan": (falls_short or promised, told),
        "withdraw": (promised, ""),
        "clear": (bool(before.note), ""),
    }
    choices = [
        Choice(key=str(key), value=name, label=w(f"interview.entry_{name}"), meaning=meaning)
        for key, (name, (there, meaning)) in enumerate(entries.items(), 1)
        if there
    ]
    number = context.checklist.numbers()[question.id]
    back = Choice(key="b", value=BACK, label=w("cli.answer.stay"))
    return Menu(
        message=asked(w, number, question),
        known=(w("cli.answer.choose_entry"),),
        choices=choices,
        actions=(back,),
        hint=w("interview.hint_menu"),
        refuse=lambda _: w("interview.hint_menu"),
        fills=True,
    )


def _piece(context: InterviewContext, before: Answer, question: Question) -> Entry | None:
    """One of the pieces of evidence, corrected or taken away."""
    w = context.words
    pieces = [
        Choice(key=str(at), value=str(at), label=_named(context, piece)) for at, piece in enumerate(before.evidence, 1)
    ]
    chosen = pieces[0].value if len(pieces) == 1 else pick(context, w("interview.which_piece"), pieces)
    if chosen == BACK:
        return None
    piece = before.evidence[int(chosen) - 1]
    ways = [
        Choice(key="1", value="correct", label=w("interview.correct")),
        Choice(key="2", value="remove", label=w("interview.remove")),
    ]
    match pick(context, _named(context, piece), ways):
        case "correct":
            show_question(context, question)
            return evidence_entry.correct(context, piece, before, question)
        case "remove":
            return evidence_entry.remove(context, piece, before)
        case _:
            return None


def _named(context: InterviewContext, piece: Evidence) -> str:
    w = context.words
    details = [w.day(piece.dated) if piece.dated else None, piece.file]
    told = w("report.join").join(part for part in details if part)
    return f"{piece.what} [{told}]" if told else piece.what
