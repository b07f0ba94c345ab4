"""The page of one question: its answer or what was typed, what it means, and what is wrong with a form."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

from starlette.responses import HTMLResponse

from tenken.ask.web.answer_form import ClashError, EvidenceInput, SubmittedForm, marks, shown
from tenken.ask.web.pages.frame import Frame, Snapshot, is_saved
from tenken.core.model import LONGEST_NAME, LONGEST_NOTE, MOST_PIECES
from tenken.core.scoring.applicability import lighter
from tenken.core.scoring.evidence_validity import EvidenceValidity, validity
from tenken.core.scoring.proposals import proposals
from tenken.core.scoring.question_filters import QuestionFilter, place_of, told_place


@dataclass(frozen=True, slots=True)
class FormErrors:
    """Why a form comes back: what is wrong with it, by field, and what stands in the file where both changed."""

    errors: Mapping[str, str]
    """Field → sentence; the empty name is the form as a whole."""
    clash: ClashError | None = None


NO_TROUBLE = FormErrors({})


def question_page(
    frame: Frame,
    snapshot: Snapshot,
    question_id: str,
    question_filter: QuestionFilter,
    *,
    sent: SubmittedForm | None = None,
    trouble: FormErrors = NO_TROUBLE,
    saved: str | None = None,
    moved: bool = False,
    read: tuple[str, ...] = (),
) -> HTMLResponse | None:
    """One question with its answer, or with what was typed; ``None`` if it is not asked."""
    at = place_of(snapshot.card, question_id)
    if at is None:
        return None
    item = snapshot.card.questions[at]
    carried = snapshot.assessment.answer(question_id).status is not None and item.status is None
    answer = trouble.clash.answer if trouble.clash else snapshot.assessment.answer(question_id)
    form = sent.typed if sent else shown(answer)
    if len(form.evidence) < MOST_PIECES and not any(piece.blank for piece in form.evidence):
        form = replace(form, evidence=(*form.evidence, EvidenceInput()))
    numbers = snapshot.checklist.numbers()
    on = snapshot.assessment.date
    return frame.page(
        "question",
        snapshot,
        HTTPStatus.UNPROCESSABLE_ENTITY if trouble.errors else HTTPStatus.OK,
        query=f"?walk={question_filter}",
        item=item,
        question=item.question,
        where=told_place(snapshot.checklist, snapshot.card, item),
        case=frame.backend.library.cases.get(item.question.case or ""),
        methods=frame.backend.library.lighter_methods(item.question)
        if lighter(snapshot.checklist, snapshot.assessment)
        else (),
        answer=answer,
        proposal=proposals(snapshot.card, snapshot.assessment).get(question_id),
        form=form,
        # after a mistake what the form was first shown with still counts: others may have written meanwhile
        marks=sent.marks if sent and not trouble.clash else marks(answer),
        carried=carried,
        ages=[validity(piece, item.question, on) for piece in answer.evidence],
        old=[piece for piece in answer.evidence if validity(piece, item.question, on) is EvidenceValidity.STALE],
        critical_why=snapshot.words("web.critical_why", cap=snapshot.checklist.gate.no),
        errors=trouble.errors,
        refused_evidence=any(name.startswith("evidence-") for name in trouble.errors),
        theirs=shown(trouble.clash.answer) if trouble.clash else None,
        clashes=trouble.clash.parts if trouble.clash else (),
        question_filter=question_filter,
        saved_number=numbers.get(saved or "") if is_saved(snapshot, saved) else None,
        read_back=read,
        moved_to=on if moved else None,
        longest_note=LONGEST_NOTE,
        longest_name=LONGEST_NAME,
    )
