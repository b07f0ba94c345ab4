"""A piece of evidence beside an answer: added, corrected, taken away; the file that it names is read and hashed."""

from collections.abc import Callable
from dataclasses import replace

from tenken.ask.interview.annotations import Entry, tell, written_day, written_text
from tenken.ask.interview.context import InterviewContext, NamedFile
from tenken.core.model import Answer, Evidence, Question

SHOWN_DIGITS = 16
"""How much of a digest is shown: as many as page 1 of a report shows of its own."""


def add(context: InterviewContext, before: Answer, question: Question) -> Entry | None:
    """One more piece of evidence; ``None`` where nothing was written."""
    w = context.words
    if question.proof:
        tell(context, w("web.question.proof", text=w.text(question.proof)))
    piece = _written(
        context, question, Evidence(what=""), lambda new: replace(before, evidence=(*before.evidence, new))
    )
    if piece is None:
        return None
    told = w("interview.evidence_added", what=piece.what)
    return Entry(lambda answer: replace(answer, evidence=(*answer.evidence, piece)), told)


def correct(context: InterviewContext, piece: Evidence, before: Answer, question: Question) -> Entry | None:
    """The piece as it is written now; ``None`` where it stays as it was."""
    new = _written(context, question, piece, lambda new: _with(before, piece, (new,)))
    if new is None or new == piece:
        return None
    w = context.words
    return Entry(
        lambda answer: _with(answer, piece, (new,)),
        w("interview.evidence_corrected", what=new.what),
        lambda answer: _with(answer, new, (piece,)),
        w("interview.undo_corrected"),
    )


def remove(context: InterviewContext, piece: Evidence, before: Answer) -> Entry:
    """The answer without the piece."""
    at = before.evidence.index(piece)

    def restore(answer: Answer) -> Answer:
        return replace(answer, evidence=(*answer.evidence[:at], piece, *answer.evidence[at:]))

    told = context.words("interview.evidence_removed", what=piece.what)
    return Entry(lambda answer: _with(answer, piece, ()), told, restore, context.words("interview.undo_removed"))


def _with(answer: Answer, piece: Evidence, instead: tuple[Evidence, ...]) -> Answer:
    """The answer with something else in place of a piece; the same answer where the piece is gone by now."""
    if piece not in answer.evidence:
        return answer
    at = answer.evidence.index(piece)
    return replace(answer, evidence=(*answer.evidence[:at], *instead, *answer.evidence[at + 1 :]))


def _written(
    context: InterviewContext, question: Question, before: Evidence, beside: Callable[[Evidence], Answer]
) -> Evidence | None:
    """The piece as a person writes it, beginning with what stood there; ``None`` where it is left without a name."""
    w = context.words
    what = written_text(
        context, question, w("cli.answer.ask_what"), before.what, lambda text: beside(replace(before, what=text))
    )
    if what is None:
        return None
    piece = _with_file(context, question, replace(before, what=what), beside)
    if question.renew_months:
        tell(context, w("web.question.proof_ages", n=question.renew_months))
    message = w("cli.answer.ask_dated")
    dated = written_day(
        context, question, message, before.dated, lambda day: beside(replace(piece, dated=day)), meant="past"
    )
    return replace(piece, dated=dated)


def _with_file(
    context: InterviewContext, question: Question, piece: Evidence, beside: Callable[[Evidence], Answer]
) -> Evidence:
    """The evidence with the file that a person names: read and hashed, only named, or none."""
    w = context.words
    written = piece.file or ""
    bare = replace(piece, file=None, sha256=None)
    while True:
        written = context.prompter.write(w("cli.answer.ask_file"), written).strip()
        if not written:
            return bare
        if written == piece.file:
            return piece
        held = context.take(written)
        named = replace(piece, file=context.clean(held.file).strip(), sha256=held.sha256)
        problems = context.faults(question.id, beside(named))
        for problem in problems:
            tell(context, w.problem(problem))
        if problems:
            continue
        if held.sha256:
            tell(context, w("cli.evidence.taken", file=held.file, digest=held.sha256[:SHOWN_DIGITS]))
            return named
        match _without_digest(context, held):
            case "named":
                return named
            case "without":
                return bare


def _without_digest(context: InterviewContext, held: NamedFile) -> str:
    w = context.words
    tell(context, held.refused)
    choices = [(key, w(f"cli.answer.file_{key}")) for key in ("again", "named", "without")]
    return context.prompter.choose(w("cli.answer.choose_file"), choices, w("cli.answer.choose_hint"), None)
