"""Every answer of a control area with its evidence, and how far the answers touch a law or standard."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tenken.core.library import Standard
from tenken.core.model import Assessment, Checklist, Evidence, Status
from tenken.core.scoring.evidence_validity import EvidenceValidity, valid_until, validity
from tenken.core.scoring.score import AreaScore, QuestionScore, Scorecard


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A piece of evidence and what it is worth on the assessment's date."""

    evidence: Evidence
    age: EvidenceValidity
    until: date | None
    """The last day on which it counts."""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An asked question with its number, its answer and its evidence."""

    number: str
    question_score: QuestionScore
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True)
class AreaPage:
    """A control area: its number, its score and every answer in it."""

    number: int
    score: AreaScore
    answers: tuple[AnswerLine, ...]
    statuses: Mapping[str, int]
    """How many of its questions stand at each status, by the status's word or ``unanswered``."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the answers touch the items of a law or standard; touching is not conforming."""

    standard: Standard
    touched: int
    """Items to which at least one applicable question points."""
    met: int
    """Touched items of which every such question is a yes."""

    @property
    def open(self) -> int:
        """Touched items of which at least one question falls short."""
        return self.touched - self.met


def coverage_of(standard: Standard, scorecard: Scorecard) -> Coverage:
    """How far the applicable answers touch and meet the items of one standard."""
    statuses: dict[str, list[Status | None]] = {}
    for item in scorecard.questions:
        if item.status is not Status.NA:
            for reference in item.question.refs.get(standard.key, ()):
                statuses.setdefault(reference, []).append(item.status)
    touched = [statuses[entry.id] for entry in standard.items if entry.id in statuses]
    return Coverage(standard, len(touched), sum(all(status is Status.YES for status in found) for found in touched))


def count_statuses(judged: Iterable[QuestionScore]) -> dict[str, int]:
    """How many questions stand at each status, by the status's word or ``unanswered``."""
    counts = {str(status): 0 for status in Status} | {"unanswered": 0}
    for item in judged:
        counts[str(item.status or "unanswered")] += 1
    return counts


def area_page(
    checklist: Checklist, entry: AreaScore, scorecard: Scorecard, numbers: Mapping[str, str], assessment: Assessment
) -> AreaPage:
    """One control area with every answer and its evidence."""
    lines = []
    for item in scorecard.questions:
        if item.area is not entry.area:
            continue
        evidence = tuple(
            EvidenceLine(piece, validity(piece, item.question, assessment.date), valid_until(piece, item.question))
            for piece in item.answer.evidence
        )
        lines.append(AnswerLine(numbers[item.question.id], item, evidence))
    statuses = count_statuses(line.question_score for line in lines)
    return AreaPage(checklist.areas.index(entry.area) + 1, entry, tuple(lines), statuses)
