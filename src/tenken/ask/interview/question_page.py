"""One question as it is shown: where we are, the question, why, what a yes means, what is proof, what was said."""

from collections.abc import Iterator
from typing import assert_never

from tenken.ask.interview.context import InterviewContext
from tenken.core.library import GuidanceField, guidance
from tenken.core.model import Assessment, Evidence, Question
from tenken.core.scoring.evidence_validity import EvidenceValidity, validity
from tenken.core.scoring.proposals import Proposal
from tenken.core.scoring.score import QuestionScore, Scorecard, shown
from tenken.screen import wrap
from tenken.words import Words


def page(
    context: InterviewContext, assessment: Assessment, card: Scorecard, at: int, proposal: Proposal | None = None
) -> str:
    """The question at that place of the card, with what is proposed where it falls short and nobody has promised."""
    w = context.words
    item = card.questions[at]
    question = item.question
    siblings = [other for other in card.questions if other.area is item.area]
    head = w(
        "cli.answer.head",
        area_number=str(context.checklist.areas.index(item.area) + 1),
        area=w.text(item.area.title),
        at=siblings.index(item) + 1,
        of=len(siblings),
    )
    progress = w("cli.answer.progress", answered=card.tally.answered, applicable=card.tally.applicable)
    low, high = shown(card.score), shown(card.best)
    if low is not None and high is not None and card.tally.answered:
        progress += "  " + w("cli.answer.provisional", score=low, low=low, high=high)
    number = context.checklist.numbers()[question.id]
    critical = w("cli.answer.critical") + " " if question.critical else ""
    parts = [
        "",
        wrap(head, context.columns),
        wrap(progress, context.columns),
        "-" * context.columns,
        wrap(f"{number}  {critical}{w.text(question.text)}", context.columns),
        "",
        *_explained(context, question),
        *(wrap(line, context.columns) for line in _said(context, assessment, item)),
        *(wrap(line, context.columns) for line in ([w.proposal(proposal), w("proposal.hint")] if proposal else [])),
    ]
    return "\n".join(parts)


def _explained(context: InterviewContext, question: Question) -> list[str]:
    w = context.words
    lines = []
    for name, content in guidance(question, context.library).items():
        if name is not GuidanceField.FIRST:  # belongs to a gap, and nothing is answered yet
            lines += [f"{w(f'cli.guidance.{name}')}:", wrap(w.guidance(content), context.columns, "  ")]
    return [*lines, ""] if lines else []


def _said(context: InterviewContext, assessment: Assessment, item: QuestionScore) -> Iterator[str]:
    """What the file says of this question so far."""
    w = context.words
    answer = item.answer
    if answer.status:
        key = "cli.answer.current" if answer.confirmed else "cli.answer.carried"
        yield w(key, status=w.status(answer.status))
    if answer.verdict:
        yield w("web.question.verdict", status=w.status(answer.verdict.status))
    if answer.note:
        yield w("cli.answer.note_now", note=answer.note)
    for piece in answer.evidence:
        yield _piece(w, piece, validity(piece, item.question, assessment.date))
    if answer.action and answer.action.owner:
        yield w("cli.answer.owner_now", owner=answer.action.owner)
    if answer.action and answer.action.due:
        yield w("cli.answer.due_now", day=w.day(answer.action.due))


def _piece(w: Words, piece: Evidence, age: EvidenceValidity) -> str:
    told = w("cli.answer.evidence_now", what=piece.what)
    if piece.dated:
        told = w("cli.answer.evidence_dated", what=piece.what, day=w.day(piece.dated))
    match age:
        case EvidenceValidity.STALE:
            return f"{told} {w('cli.answer.evidence_stale')}"
        case EvidenceValidity.UNDATED:
            return f"{told} {w('web.question.undated')}"
        case EvidenceValidity.REFUSED:
            return f"{told} {w('report.full.evidence_refused', state=w(f'checked.{piece.checked}'))}"
        case EvidenceValidity.VALID | EvidenceValidity.AHEAD:
            return told
        case _:
            assert_never(age)
