"""Which gaps many firms have in common: in how many of them each question falls short.

The audit's word counts where a firm was audited, else the firm's own. What fewer than three firms lack is left out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tenken.core.model import Checklist, Question
from tenken.core.portfolio.clients import YearSummary
from tenken.core.portfolio.table import ClientRow

LEAST_FIRMS = 3
"""Fewer firms than this could be told by what they lack."""


@dataclass(frozen=True, slots=True)
class CommonGap:
    """A question, and in how many firms it falls short."""

    question: Question
    number: str
    firms: int


@dataclass(frozen=True, slots=True)
class CommonGaps:
    """The gaps of all firms of one edition, the most frequent first."""

    checklist: Checklist
    firms: int
    """How many firms answered it."""
    gaps: tuple[CommonGap, ...]


@dataclass(frozen=True, slots=True)
class GapList:
    """The gaps that many firms have in common as they stand on a day, one entry for each edition."""

    day: date
    editions: tuple[CommonGaps, ...]


@dataclass(frozen=True, slots=True)
class CountedYears:
    """Of each firm the assessment that counts."""

    by_edition: Mapping[str, Sequence[YearSummary]]
    copies: int
    """Folders that were not counted, since another one holds answers of the same firm."""


def counted_years(rows: Iterable[ClientRow]) -> CountedYears:
    """Of each firm the assessment that counts, by its edition; firms that answered nothing are left out.

    A firm counts once, however many copies of its folder there are: what it alone lacks would be told of several.
    """
    found: dict[str, list[YearSummary]] = {}
    seen: set[str] = set()
    copies = 0
    for row in rows:
        audit, own = row.standing.audit, row.standing.own
        year = audit if audit and audit.checked else own
        if not (year and year.answered):
            continue
        if year.firm in seen:
            copies += 1
            continue
        seen |= {year.firm} if year.firm else set()
        found.setdefault(year.checklist, []).append(year)
    return CountedYears(found, copies)


def common_gaps(checklist: Checklist, years: Iterable[YearSummary]) -> CommonGaps:
    """The questions of an edition by how many firms lack them; equally frequent ones in the order of their numbers."""
    every = list(years)
    counted = Counter(question_id for year in every for question_id in year.open)
    numbers = checklist.numbers()
    found = [
        CommonGap(question, numbers[question.id], counted[question.id])
        for _, question in checklist.questions
        if counted[question.id] >= LEAST_FIRMS
    ]
    return CommonGaps(checklist, len(every), tuple(sorted(found, key=lambda gap: -gap.firms)))
