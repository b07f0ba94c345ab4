"""Which questions an auditor goes through: those to check, those nobody looked at, those judged otherwise, and more.

A list is computed from the audit each time, as ``core.scoring.question_filters`` does for those who answer.
"""

from enum import StrEnum
from typing import assert_never

from tenken.core.audit.progress import to_check
from tenken.core.audit.recording import audit_of
from tenken.core.audit.verdicts import Outcome, outcome
from tenken.core.model import Assessment
from tenken.core.scoring.score import QuestionScore, Scorecard


class AuditList(StrEnum):
    """The lists of questions of an audit."""

    SAMPLE = "sample"
    """What has to be looked at: the sample, what was added to it, open findings of the audit before."""
    UNCHECKED = "unchecked"
    OVERRULED = "overruled"
    """Judged otherwise than the firm had answered."""
    REQUESTS = "requests"
    """Questions for which a document was asked and has not come, or not all of it."""
    EARLIER = "earlier"
    """Questions of findings of the audit before this one."""
    ALL = "all"


def list_named(written: str | None, assessment: Assessment) -> AuditList:
    """The list that an address names; where it names none what has to be looked at, or all while nothing is drawn."""
    usual = AuditList.SAMPLE if to_check(audit_of(assessment)) else AuditList.ALL
    return next((entry for entry in AuditList if entry == written), usual)


def listed(card: Scorecard, assessment: Assessment, which: AuditList) -> tuple[QuestionScore, ...]:
    """The questions of a list, in checklist order."""
    audit = audit_of(assessment)
    match which:
        case AuditList.ALL:
            return card.questions
        case AuditList.UNCHECKED:
            return tuple(item for item in card.questions if item.answer.verdict is None)
        case AuditList.OVERRULED:
            same = (Outcome.UNCHECKED, Outcome.CONFIRMED)
            return tuple(item for item in card.questions if outcome(item.answer) not in same)
        case AuditList.SAMPLE:
            wanted = to_check(audit)
        case AuditList.REQUESTS:
            wanted = tuple(name for entry in audit.requests if entry.state.awaited for name in entry.questions)
        case AuditList.EARLIER:
            wanted = tuple(name for entry in audit.earlier for name in entry.questions)
        case _:
            assert_never(which)
    return tuple(item for item in card.questions if item.question.id in wanted)


def after(card: Scorecard, assessment: Assessment, at: int, which: AuditList) -> QuestionScore | None:
    """The next question of the list after that place."""
    inside = {item.question.id for item in listed(card, assessment, which)}
    return next((item for item in card.questions[at + 1 :] if item.question.id in inside), None)


def before(card: Scorecard, assessment: Assessment, at: int, which: AuditList) -> QuestionScore | None:
    """The question before that place; any question where judging takes one off the list."""
    lasting = AuditList.ALL if which is AuditList.UNCHECKED else which
    inside = {item.question.id for item in listed(card, assessment, lasting)}
    return next((item for item in reversed(card.questions[:at]) if item.question.id in inside), None)


def first_waiting(card: Scorecard, assessment: Assessment) -> QuestionScore | None:
    """The first question that has to be looked at and was not; ``None`` where all of them were.

    While nothing is drawn it is the first of all that nobody looked at.
    """
    through = listed(card, assessment, list_named(None, assessment))
    return next((item for item in through if item.answer.verdict is None), None)
