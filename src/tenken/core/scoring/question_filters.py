"""Which question comes next: through what still waits for an answer, or through one of the lists of an assessment.

Terminal, browser and ``status`` all take their lists from here, so that one word means one thing. A list is computed
from the answers each time and remembered nowhere, so that it may be left, resumed and shared between two windows.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from tenken.core.model import Checklist, Status
from tenken.core.scoring.evidence_validity import EvidenceValidity, validity
from tenken.core.scoring.score import QuestionScore, Scorecard


class QuestionFilter(StrEnum):
    """The lists of questions through which a person can go."""

    WAITING = "waiting"
    """Not answered, or carried over and not confirmed: what keeps the score a draft."""
    ALL = "all"
    OPEN = "open"
    UNCONFIRMED = "unconfirmed"
    CRITICAL = "critical"
    """Critical and not in place: what stands before the best grade."""
    STALE = "stale"
    OVERDUE = "overdue"
    """Promised for a day that is past, and still short of yes."""
    PROPOSED = "proposed"
    """Answered and short of yes, without a day that somebody promised: so far there is only a proposal."""


SHOWN = (
    QuestionFilter.ALL,
    QuestionFilter.OPEN,
    QuestionFilter.UNCONFIRMED,
    QuestionFilter.CRITICAL,
    QuestionFilter.STALE,
    QuestionFilter.OVERDUE,
    QuestionFilter.PROPOSED,
)
"""The lists that the overview offers."""


def filter_named(written: str | None) -> QuestionFilter:
    """The filter that an address names; what waits where it names none."""
    return next(
        (question_filter for question_filter in QuestionFilter if question_filter == written), QuestionFilter.WAITING
    )


def is_stale(item: QuestionScore, on: date) -> bool:
    """Whether an answer brings evidence of which nothing counts on that day."""
    ages = [validity(evidence, item.question, on) for evidence in item.answer.evidence]
    return bool(ages) and EvidenceValidity.VALID not in ages


def belongs(item: QuestionScore, question_filter: QuestionFilter, on: date) -> bool:
    """Whether a question is on that list now."""
    match question_filter:
        case QuestionFilter.ALL:
            return True
        case QuestionFilter.WAITING:
            return item.status is None
        case QuestionFilter.OPEN:
            return item.status is None and item.answer.status is None
        case QuestionFilter.UNCONFIRMED:
            return item.status is None and item.answer.status is not None
        case QuestionFilter.CRITICAL:
            return item.critical_open
        case QuestionFilter.STALE:
            return is_stale(item, on)
        case QuestionFilter.OVERDUE:
            due = _promised(item)
            return item.status not in (Status.YES, Status.NA) and due is not None and due < on
        case QuestionFilter.PROPOSED:
            return item.status not in (None, Status.YES, Status.NA) and _promised(item) is None
        case _:
            assert_never(question_filter)


def _promised(item: QuestionScore) -> date | None:
    """The day that somebody promised for it."""
    return item.answer.action.due if item.answer.action else None


def filtered(card: Scorecard, question_filter: QuestionFilter, on: date) -> tuple[QuestionScore, ...]:
    """The questions of a list, in checklist order."""
    return tuple(item for item in card.questions if belongs(item, question_filter, on))


def place_of(card: Scorecard, question_id: str) -> int | None:
    """Where among the asked questions one stands; ``None`` if it is not asked."""
    return next((at for at, item in enumerate(card.questions) if item.question.id == question_id), None)


@dataclass(frozen=True, slots=True)
class QuestionPlace:
    """Where a question stands, as it is told above it."""

    number: str
    """The printed number, area-question."""
    area_number: int
    at: int
    """Its place among those of its area that are asked, from 1."""
    of: int


def told_place(checklist: Checklist, card: Scorecard, item: QuestionScore) -> QuestionPlace:
    """Where an asked question stands."""
    siblings = [other for other in card.questions if other.area is item.area]
    area_number = checklist.areas.index(item.area) + 1
    return QuestionPlace(checklist.numbers()[item.question.id], area_number, siblings.index(item) + 1, len(siblings))


def following(card: Scorecard, at: int, question_filter: QuestionFilter, on: date) -> QuestionScore | None:
    """The next question of the list after that place."""
    return next((item for item in card.questions[at + 1 :] if belongs(item, question_filter, on)), None)


def preceding(card: Scorecard, at: int, question_filter: QuestionFilter) -> QuestionScore | None:
    """The question before that place; answered ones too, since answering takes a question off the list."""
    critical = question_filter is QuestionFilter.CRITICAL
    return next((item for item in reversed(card.questions[:at]) if item.question.critical or not critical), None)
