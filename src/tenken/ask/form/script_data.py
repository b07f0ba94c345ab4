"""What the script in the form knows: whose form it is, what was handed out, how the score is worked out, its sentences.

Plain data only. What a person reads on the page without the script is the template's.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tenken.ask.handout import Handout, asked_here
from tenken.core.merge.answer_fields import PIECE, AnswerField, FieldValue, said
from tenken.core.model import LONGEST_NAME, LONGEST_NOTE, Answer, Area, Question, Status
from tenken.core.scoring.applicability import every_fact
from tenken.core.scoring.score import cap_of, halves
from tenken.words import Words

FORMAT = 1
"""Of what the form saves. 1: first form."""

SENTENCES: Mapping[str, tuple[str, ...]] = {
    "web.counted": ("answered", "applicable"),
    "web.progress": ("answered", "applicable"),
    "web.points": ("score",),
    "web.points_open": ("score", "high"),
    "web.overview.area_count": ("answered", "applicable"),
    "web.score.total": ("score",),
    "web.score.none": (),
    "web.score.draft": ("n", "low", "high"),
    "gate.holds": ("n", "cap"),
    "gate.best": ("n", "best"),
    "web.question.evidence": ("n",),
    "form.kept": ("time",),
    "form.not_kept": (),
    "form.restored": (),
    "form.other_tab": (),
    "form.saved": ("file",),
    "form.copied": (),
    "form.copy_by_hand": (),
    "form.mail_by": ("name",),
    "form.mail_count": ("answered", "applicable", "points"),
    "form.mail_keep": (),
    "form.mail_begin": ("n",),
    "form.mail_end": (),
    "form.opened": ("file",),
    "form.open_replaces": (),
    "form.open_other": (),
    "form.open_broken": (),
    "form.forget_sure": (),
    "form.open_left": ("n",),
    "form.none_left": (),
}
"""What the script says, and the values that it fills in."""


def document(answer: Answer) -> dict[str, Any]:
    """What an answer says, in the parts of the form; what it does not say is left out."""
    values = said(answer)
    plain = {str(field.part): _plain(value) for field, value in values.items() if not field.piece and value is not None}
    pieces = dict.fromkeys(field.piece for field in values if field.piece)
    evidence = {name: {str(part): _plain(values[AnswerField(part, name)]) for part in PIECE} for name in pieces}
    filled = {name: {part: text for part, text in piece.items() if text} for name, piece in evidence.items()}
    return {**plain, **({"evidence": filled} if filled else {})}


def of_page(handout: Handout, name: str) -> dict[str, Any]:
    """Everything for the script; ``name`` begins the name of the file that it saves."""
    checklist, assessment, w = handout.checklist, handout.assessment, handout.words
    questions = asked_here(handout)
    answers = {question.id: document(assessment.answer(question.id)) for _, question in questions}
    return {
        "head": {
            "format": FORMAT,
            "checklist": checklist.reference,
            "digest": checklist.digest,
            "identity": handout.identity,
            "organisation": assessment.organisation.name,
            "content": handout.content,
            **({"token": handout.token} if handout.token else {}),
        },
        "base": {"facts": dict(assessment.profile), "answers": answers},
        "name": name,
        "share": handout.partial,
        "plan": {
            "facts": {
                state.fact.id: state.fact.default if state.follows is None else state.follows
                for state in every_fact(checklist, assessment)
            },
            "areas": [{"id": area.id, "weight": area.weight, "when": area.when} for area in checklist.areas],
            "questions": [_question(area, question, assessment.answer(question.id)) for area, question in questions],
            "grades": [[grade.letter, grade.least] for grade in checklist.grades],
            "halves": {status: halves(status) for status in Status},
            "caps": {status or "": cap_of(checklist.gate, status) for status in (*Status, None)},
        },
        "longest": {"note": LONGEST_NOTE, "name": LONGEST_NAME},
        "words": {key: sentence(w, key, names) for key, names in SENTENCES.items()},
        "status": {status or "": w.status(status) for status in (*Status, None)},
    }


def _question(area: Area, question: Question, answer: Answer) -> dict[str, Any]:
    return {
        "id": question.id,
        "area": area.id,
        "weight": question.weight,
        "critical": question.critical,
        "when": question.when,
        "unless": question.unless,
        "verdict": answer.verdict.status if answer.verdict else None,
    }


def _plain(value: FieldValue) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def sentence(w: Words, key: str, names: Sequence[str]) -> str | dict[str, str]:
    """A sentence with its values still open, in both numbers where it counts something."""
    if "n" not in names:
        return w(key, **{name: f"{{{name}}}" for name in names})
    others = {name: f"{{{name}}}" for name in names if name != "n"}
    return {"one": w(key, n=1, **others), "other": w(key, n="{n}", **others)}
