"""Whether a piece of evidence is in date on a day: dated, not from the future, not older than its question allows."""

from datetime import date
from enum import StrEnum

from tenken.core.model import Evidence, Question


def add_months(day: date, months: int) -> date:
    """The same day of the month, that many months on; the month's last day where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day, months)


class EvidenceValidity(StrEnum):
    """What a piece of evidence is worth on the assessment's own date."""

    VALID = "valid"
    STALE = "stale"
    UNDATED = "undated"
    AHEAD = "ahead"
    """Dated after the assessment."""
    REFUSED = "refused"
    """An assessor has looked at it and did not accept it."""


def valid_until(evidence: Evidence, question: Question) -> date | None:
    """The last day on which the evidence counts; ``None`` where it never ages or carries no date."""
    if evidence.dated is None or question.renew_months is None:
        return None
    return add_months(evidence.dated, question.renew_months)


def validity(evidence: Evidence, question: Question, on: date) -> EvidenceValidity:
    """Whether evidence is in date on a day: dated, not from the future, and not older than the question allows.

    What an assessor found insufficient, contradicted or was not shown counts on no day.
    """
    if evidence.refused:
        return EvidenceValidity.REFUSED
    if evidence.dated is None:
        return EvidenceValidity.VALID if question.renew_months is None else EvidenceValidity.UNDATED
    if evidence.dated > on:
        return EvidenceValidity.AHEAD
    until = valid_until(evidence, question)
    return EvidenceValidity.VALID if until is None or until >= on else EvidenceValidity.STALE
