"""Which question comes next: through what still waits for an answer, or through one of the lists of an assessment.

Terminal, browser and ``status`` all take their lists from here, so that one word means one thing. A walk is computed
from the answers each time and remembered nowhere, so that it may be left, resumed and shared between two windows.
"""

from datetime import date
from enum import StrEnum
from typing import assert_never

from tenken.core.model import Status
from tenken.core.scoring.evidence_validity import Age, age
from tenken.core.scoring.score import Judged, Scorecard


class Walk(StrEnum):
    """The lists of questions through which a person can go."""

    WAITING = "waiting"
    """Not answered, or carried over and not confirmed: what keeps the score a draft."""
    ALL = "all"
    OPEN = "open"
    UNCONFIRMED = "unconfirmed"
    CRITICAL = "critical"
    CAPPING = "capping"
    """Critical and neither in place nor not applicable: what caps the grade."""
    STALE = "stale"


SHOWN = (Walk.ALL, Walk.OPEN, Walk.UNCONFIRMED, Walk.CRITICAL, Walk.STALE)
"""The lists that the overview offers."""


def walk_of(written: str | None) -> Walk:
    """The walk an address names; what waits where it names none."""
    return next((walk for walk in Walk if walk == written), Walk.WAITING)


def is_stale(item: Judged, on: date) -> bool:
    """Whether an answer brings evidence of which nothing counts on that day."""
    ages = [age(evidence, item.question, on) for evidence in item.answer.evidence]
    return bool(ages) and Age.VALID not in ages


def belongs(item: Judged, walk: Walk, on: date) -> bool:
    """Whether a question is on that list now."""
    match walk:
        case Walk.ALL:
            return True
        case Walk.WAITING:
            return item.status is None
        case Walk.OPEN:
            return item.status is None and item.answer.status is None
        case Walk.UNCONFIRMED:
            return item.status is None and item.answer.status is not None
        case Walk.CRITICAL:
            return item.question.critical
        case Walk.CAPPING:
            return item.question.critical and item.status not in (Status.YES, Status.NA)
        case Walk.STALE:
            return is_stale(item, on)
        case _:
            assert_never(walk)


def on_walk(card: Scorecard, walk: Walk, on: date) -> tuple[Judged, ...]:
    """The questions of a list, in checklist order."""
    return tuple(item for item in card.judged if belongs(item, walk, on))


def place_of(card: Scorecard, question_id: str) -> int | None:
    """Where among the asked questions one stands; ``None`` if it is not asked."""
    return next((at for at, item in enumerate(card.judged) if item.question.id == question_id), None)


def following(card: Scorecard, at: int, walk: Walk, on: date) -> Judged | None:
    """The next question of the walk after that place."""
    return next((item for item in card.judged[at + 1 :] if belongs(item, walk, on)), None)


def preceding(card: Scorecard, at: int, walk: Walk, on: date) -> Judged | None:
    """The question before that place; answered ones too, where answering takes a question off the list."""
    lasting = walk if walk in (Walk.ALL, Walk.CRITICAL) else Walk.ALL
    return next((item for item in reversed(card.judged[:at]) if belongs(item, lasting, on)), None)
