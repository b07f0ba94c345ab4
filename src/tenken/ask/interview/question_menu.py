"""One question as a menu: where we are, the question, last year's answer, the five answers with their keys.

What helps to answer (why, a real case, what a yes means) is read on request. The keys are those of every other way of
asking: 1 to 5 in the order of ``Status``, 0 for the same as last year.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import assert_never

from tenken.ask.interview.context import InterviewContext
from tenken.ask.menu import Choice, Guidance, Menu
from tenken.case_text import told_in_full
from tenken.core.library import Case, Library, guidance
from tenken.core.model import Answer, Assessment, Evidence, Question, Status
from tenken.core.scoring.applicability import lighter
from tenken.core.scoring.evidence_validity import EvidenceValidity, validity
from tenken.core.scoring.proposals import Proposal
from tenken.core.scoring.question_filters import told_place
from tenken.core.scoring.score import QuestionScore, Scorecard, shown
from tenken.screen import plain, shorten
from tenken.words import Words

SAME = "same"
"""What confirming last year's answer brings back."""

READ = ("?", "h")
"""The keys under which a question's guidance is read."""

QUOTED = 20
"""Columns of what somebody typed that a refusal repeats."""


def question_menu(
    context: InterviewContext,
    assessment: Assessment,
    card: Scorecard,
    at: int,
    *,
    proposal: Proposal | None = None,
    undo: str = "",
) -> Menu:
    """The question at that place of the card, with what is proposed for it and what can be undone."""
    w = context.words
    item = card.questions[at]
    carried = item.answer.status is not None and not item.answer.confirmed
    number = context.checklist.numbers()[item.question.id]
    known = tuple(_known(w, assessment, item, proposal))
    stands = item.answer.status is not None and item.answer.confirmed
    choices = answers(w, item.question)
    if carried:
        choices.insert(0, Choice(key="0", value=SAME, label=w("web.question.same")))
    keys = f"{choices[0].key}-{choices[-1].key}"
    return Menu(
        head=tuple(_head(context, card, item)),
        message=asked(w, number, item.question),
        known=known,
        choices=choices,
        standing=str(item.answer.status) if stands else None,
        enter="later" if stands else None,
        actions=tuple(_actions(w, proposal, undo, stands=stands)),
        hint=w("interview.hint_standing" if stands else "interview.hint", keys=keys),
        refuse=refusal(w, keys),
        guidance=reading(
            w, number, item.question, context.library, known, small=lighter(context.checklist, assessment)
        ),
        fills=True,
    )


def answers(w: Words, question: Question) -> list[Choice]:
    """The five answers with their keys, and what a yes and a partial mean here."""
    return [
        Choice(
            key=str(key),
            value=str(status),
            label=w.status(status),
            meaning=w.meaning(question, status) if status in (Status.YES, Status.PARTIAL) else "",
        )
        for key, status in enumerate(Status, 1)
    ]


def asked(w: Words, number: str, question: Question) -> str:
    """The question with its number, and whether it is critical."""
    critical = w("cli.answer.critical") + " " if question.critical else ""
    return f"{number}  {critical}{w.text(question.text)}"


def refusal(w: Words, keys: str) -> Callable[[str], str]:
    """Why a line that is none of these keys chooses nothing."""

    def refuse(written: str) -> str:
        if not written.strip():
            return w("interview.choose_key", keys=keys)
        return w("interview.no_key", written=shorten(plain(written.strip()), QUOTED), keys=keys)

    return refuse


def reading(
    w: Words, number: str, question: Question, library: Library, known: Sequence[str], *, small: bool = False
) -> Guidance:
    """All that helps to answer a question, the real case in full; the question and what is known first.

    A ``small`` firm reads of the lighter methods, too.
    """
    blocks = [(asked(w, number, question), "\n".join(known))]
    for name, content in guidance(question, library).items():
        blocks.append((w(f"cli.guidance.{name}"), w.guidance(content)))
        if isinstance(content, Case):
            blocks += [(head, "\n".join(texts)) for head, texts in told_in_full(content, w)]
    if small and (methods := library.lighter_methods(question)):
        blocks.append((w("subject.lighter"), "\n".join(map(w.text, methods))))
    return Guidance(
        keys=READ,
        label=w("interview.guidance"),
        title=w("interview.guidance_title", number=number, label=w.text(question.name)),
        hint=w("interview.guidance_hint"),
        blocks=blocks,
    )


def _head(context: InterviewContext, card: Scorecard, item: QuestionScore) -> Iterator[str]:
    """Place and progress, the most important part first."""
    w = context.words
    where = told_place(context.checklist, card, item)
    area = w.text(item.area.title)
    yield w("interview.place", number=str(where.area_number), area=area, at=where.at, of=where.of)
    yield w("interview.progress", answered=card.tally.answered, applicable=card.tally.applicable)
    low, high = shown(card.score), shown(card.best)
    if low is not None and high is not None and card.tally.answered:
        yield w("interview.points" if low == high else "interview.points_open", score=low, high=high)


def _actions(w: Words, proposal: Proposal | None, undo: str, *, stands: bool) -> Iterator[Choice]:
    """What can be done at a question instead of answering it."""
    yield Choice(key="b", value="back", label=w("interview.back"))
    yield Choice(key="l", value="later", label=w("interview.keep" if stands else "interview.later"))
    yield Choice(key="m", value="more", label=w("interview.more"))
    if proposal:
        yield Choice(key="p", value="promise", label=w("interview.promise"))
    if undo:
        yield Choice(key="u", value="undo", label=undo)
    yield Choice(key="g", value="elsewhere", label=w("interview.elsewhere"))
    yield Choice(key="q", value="stop", label=w("interview.stop"))


def _known(w: Words, assessment: Assessment, item: QuestionScore, proposal: Proposal | None) -> Iterator[str]:
    """What the file says of this question so far, the most important first."""
    answer = item.answer
    if answer.status and not answer.confirmed:
        yield w("interview.carried", status=w.status(answer.status), stamp=_stamp(w, answer))
    if answer.verdict:
        yield w("web.question.verdict", status=w.status(answer.verdict.status))
    if proposal:
        yield f"{w.proposal(proposal)} {w('proposal.hint')}"
    if answer.action and (answer.action.owner or answer.action.due):
        yield promise(w, answer)
    for piece in answer.evidence:
        yield _piece(w, piece, validity(piece, item.question, assessment.date))
    if answer.note:
        yield w("cli.answer.note_now", note=answer.note.replace("\n", " "))


def _stamp(w: Words, answer: Answer) -> str:
    """When it was answered, and by whom."""
    parts = [w.day(answer.on) if answer.on else None, answer.by]
    told = w("report.join").join(part for part in parts if part)
    return f" ({told})" if told else ""


def promise(w: Words, answer: Answer) -> str:
    """Who closes the gap and until when, as far as it is said."""
    action = answer.action
    owner = w("cli.answer.owner_now", owner=action.owner) if action and action.owner else None
    due = w("cli.answer.due_now", day=w.day(action.due)) if action and action.due else None
    return w("report.join").join(part for part in (owner, due) if part)


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
