"""The fields of an answer that a person fills in, and what an answer says field by field.

How two sets of them are merged is ``three_way``'s.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from tenken.core.model import Action, Answer, Evidence, Status


class AnswerPart(StrEnum):
    """What of an answer is filled in by hand, each in a place of its own."""

    STATUS = "status"
    NOTE = "note"
    WHAT = "what"
    FILE = "file"
    DATED = "dated"
    OWNER = "owner"
    DUE = "due"


PIECE = (AnswerPart.WHAT, AnswerPart.FILE, AnswerPart.DATED)
"""The parts that each piece of evidence has anew."""


@dataclass(frozen=True, slots=True, order=True)
class AnswerField:
    """One thing that can be filled in: a part of the answer, or of one piece of its evidence."""

    part: AnswerPart
    piece: str = ""
    """Which piece of evidence: its position (from 0) when it was handed out, or any other word for a new one."""


FieldValue: TypeAlias = Status | str | date | None
FieldValues: TypeAlias = Mapping[AnswerField, FieldValue]
"""What was filled in where. A field with ``None`` is empty; a field that is missing says nothing."""


def said(answer: Answer) -> dict[AnswerField, FieldValue]:
    """What an answer says, field by field; an answer that waits to be confirmed says nothing of its status."""
    action = answer.action or Action()
    values: dict[AnswerField, FieldValue] = {
        AnswerField(AnswerPart.STATUS): answer.status if answer.confirmed else None,
        AnswerField(AnswerPart.NOTE): _tidy(answer.note),
        AnswerField(AnswerPart.OWNER): _tidy(action.owner),
        AnswerField(AnswerPart.DUE): action.due,
    }
    for position, piece in enumerate(evidence_of(answer)):
        values |= {AnswerField(part, str(position)): value for part, value in zip(PIECE, piece, strict=True)}
    return values


_Three: TypeAlias = tuple[FieldValue, FieldValue, FieldValue]
"""The parts of a piece of evidence, in the order of PIECE."""

WholeEvidence: TypeAlias = tuple[_Three, ...]
"""All the evidence of an answer, in its order."""


def evidence_of(answer: Answer) -> WholeEvidence:
    """All the evidence of an answer, as a person writes it."""
    return tuple(map(_three, answer.evidence))


def _three(evidence: Evidence) -> _Three:
    return (_tidy(evidence.what), _tidy(evidence.file), evidence.dated)


def _tidy(text: str | None) -> str | None:
    """A text as it is compared: blanks around it say nothing."""
    return (text or "").strip() or None
