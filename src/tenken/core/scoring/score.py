"""The score: exact counts that add up, divided last, and never a float.

A Tally holds whole numbers; areas and totals are sums of tallies, and every percentage is a property of a sum. What is
shown is rounded down, so that 100 means all of it, and anything above 0 shows at least 1. Priorities of gaps, dates and
money live elsewhere. The formulas are those that the report prints under "how the score was made".
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from tenken.core.model import Answer, Area, Assessment, Checklist, Gate, Question, Status
from tenken.core.scoring.applicability import asked
from tenken.core.scoring.evidence_validity import EvidenceValidity, validity


def halves(status: Status | None) -> int:
    """The value of an answer in halves: yes 2, partial 1, everything else 0 (``na`` is left out before)."""
    match status:
        case Status.YES:
            return 2
        case Status.PARTIAL:
            return 1
        case Status.NO | Status.UNKNOWN | Status.NA | None:
            return 0
        case _:
            assert_never(status)


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """One asked question and what counts for it."""

    area: Area
    question: Question
    answer: Answer
    evidenced: bool
    """Whether at least one piece of evidence is in date on the assessment's own date, or an auditor saw it in place."""

    @property
    def status(self) -> Status | None:
        """The status that counts; ``None`` is unanswered."""
        return self.answer.counted

    @property
    def critical_open(self) -> bool:
        """Whether it is critical, applies and is not in place: neither a yes nor not applicable."""
        return self.question.critical and self.status not in (Status.YES, Status.NA)

    @property
    def tally(self) -> "Tally":
        """The one question as counts."""
        weight = self.question.weight
        status = self.status
        if status is Status.NA:
            return Tally(total=1, na=1)
        if status is None:
            return Tally(total=1, weight=weight, open_weight=weight)
        earned = weight * halves(status)
        return Tally(
            total=1,
            answered=1,
            weight=weight,
            earned_halves=earned,
            evidenced_halves=earned if self.evidenced else 0,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Exact counts of a set of asked questions; tallies add up."""

    total: int = 0
    """Questions asked at this depth under this profile."""
    na: int = 0
    answered: int = 0
    """Applicable questions with a status."""
    weight: int = 0
    """Sum of the weights of the applicable questions."""
    open_weight: int = 0
    """The part of it that is unanswered."""
    earned_halves: int = 0
    """Sum of weight × value, in halves."""
    evidenced_halves: int = 0
    """The part of it that evidence in date supports."""

    def __add__(self, other: "Tally") -> "Tally":
        """Count both."""
        return Tally(
            total=self.total + other.total,
            na=self.na + other.na,
            answered=self.answered + other.answered,
            weight=self.weight + other.weight,
            open_weight=self.open_weight + other.open_weight,
            earned_halves=self.earned_halves + other.earned_halves,
            evidenced_halves=self.evidenced_halves + other.evidenced_halves,
        )

    @property
    def applicable(self) -> int:
        """Questions asked less those that do not apply."""
        return self.total - self.na

    @property
    def score(self) -> Fraction | None:
        """Σ weight · value / Σ weight, between 0 and 1; ``None`` where nothing applies."""
        return self._share(self.earned_halves)

    @property
    def best(self) -> Fraction | None:
        """The score if every unanswered question turned out a yes."""
        return self._share(self.earned_halves + 2 * self.open_weight)

    @property
    def evidenced(self) -> Fraction | None:
        """The score if only answers with evidence in date counted."""
        return self._share(self.evidenced_halves)

    def _share(self, part_halves: int) -> Fraction | None:
        return Fraction(part_halves, 2 * self.weight) if self.weight else None


@dataclass(frozen=True, slots=True)
class AreaScore:
    """A control area with its counts."""

    area: Area
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """Everything the numbers say of one assessment."""

    questions: tuple[QuestionScore, ...]
    """Every asked question, in checklist order."""
    areas: tuple[AreaScore, ...]
    """Every area of which something is asked."""
    tally: Tally
    score: Fraction | None
    """Between 0 and 1; ``None``: not scored, since nothing applies."""
    best: Fraction | None
    evidenced: Fraction | None
    grade_before_gate: str | None
    grade: str | None
    cap: str | None
    """The best grade that critical questions leave; ``None`` where all of them are a yes."""
    gate: tuple[QuestionScore, ...]
    """The critical questions that hold the grade: those that leave no better one than ``cap``, in checklist order.

    Where some stand at no and others at partly, only the former: once they are mended, the latter set the next limit.
    ``critical_open`` has both.
    """

    @property
    def critical_open(self) -> tuple[QuestionScore, ...]:
        """Every critical question that is not in place, in checklist order: what stands before the best grade."""
        return tuple(item for item in self.questions if item.critical_open)

    @property
    def draft(self) -> bool:
        """Whether something is still unanswered."""
        return self.tally.answered < self.tally.applicable


def shown(score: Fraction | None) -> int | None:
    """A score as it is printed: out of 100, rounded down, but at least 1 where it is above 0."""
    if score is None:
        return None
    points = score * 100
    whole = points.numerator // points.denominator
    return 1 if whole == 0 and score > 0 else whole


def judge(checklist: Checklist, assessment: Assessment) -> Iterator[QuestionScore]:
    """Each asked question with the answer that counts."""
    for area, question in asked(checklist, assessment):
        answer = assessment.answer(question.id)
        verdict = answer.verdict if assessment.audit else None
        checked = verdict is not None and verdict.checked and halves(verdict.status) > 0
        evidenced = checked or any(
            validity(evidence, question, assessment.date) is EvidenceValidity.VALID for evidence in answer.evidence
        )
        yield QuestionScore(area, question, answer, evidenced)


def weigh(scores: list[tuple[int, Fraction | None]]) -> Fraction | None:
    """Σ area weight · area score / Σ area weight, over the areas that have a score."""
    counted = [(weight, score) for weight, score in scores if score is not None]
    if not counted:
        return None
    return sum((weight * score for weight, score in counted), Fraction(0)) / sum(weight for weight, _ in counted)


def band(checklist: Checklist, score: Fraction | None) -> str | None:
    """The letter whose band the exact score reaches."""
    if score is None:
        return None
    return next((grade.letter for grade in checklist.grades if score * 100 >= grade.least), checklist.grades[-1].letter)


def cap_of(gate: Gate, status: Status | None) -> str | None:
    """The best grade that a critical question with this answer leaves; ``None`` where it leaves every grade."""
    match status:
        case Status.YES | Status.NA:
            return None
        case Status.PARTIAL:
            return gate.partial
        case Status.NO | Status.UNKNOWN | None:
            return gate.no
        case _:
            assert_never(status)


def capped(checklist: Checklist, grade: str | None, cap: str | None) -> str | None:
    """The worse of two grades, where there are two."""
    if grade is None or cap is None:
        return grade
    return max(grade, cap, key=[entry.letter for entry in checklist.grades].index)


def find_gate(checklist: Checklist, judged: Iterable[QuestionScore]) -> tuple[str | None, tuple[QuestionScore, ...]]:
    """The best grade left by critical questions, and the questions that leave no better one."""
    letters = [grade.letter for grade in checklist.grades]
    found = [(cap_of(checklist.gate, item.status), item) for item in judged if item.question.critical]
    caps = [(letters.index(letter), item) for letter, item in found if letter is not None]
    if not caps:
        return None, ()
    worst = max(position for position, _ in caps)
    return letters[worst], tuple(item for position, item in caps if position == worst)


def grade_once_closed(checklist: Checklist, scorecard: Scorecard, closed: Collection[str], score: Fraction) -> str:
    """The grade at that score, with the questions of those ids answered yes and all others as they are."""
    rest = [item for item in scorecard.questions if item.question.id not in closed]
    grade = capped(checklist, band(checklist, score), find_gate(checklist, rest)[0])
    assert grade is not None  # there is a score
    return grade


def score(checklist: Checklist, assessment: Assessment) -> Scorecard:
    """Judge every asked question and add up; the formulas are those of the report's page on the score."""
    judged = tuple(judge(checklist, assessment))
    areas = []
    for area in checklist.areas:
        tally = sum((item.tally for item in judged if item.area is area), Tally())
        if tally.total:
            areas.append(AreaScore(area, tally))
    total = weigh([(entry.area.weight, entry.tally.score) for entry in areas])
    before = band(checklist, total)
    cap, gate = find_gate(checklist, judged)
    grade = capped(checklist, before, cap)
    return Scorecard(
        questions=judged,
        areas=tuple(areas),
        tally=sum((entry.tally for entry in areas), Tally()),
        score=total,
        best=weigh([(entry.area.weight, entry.tally.best) for entry in areas]),
        evidenced=weigh([(entry.area.weight, entry.tally.evidenced) for entry in areas]),
        grade_before_gate=before,
        grade=grade,
        cap=cap,
        gate=gate,
    )


@dataclass(frozen=True, slots=True)
class ScoredAssessment:
    """One year: what was asked, what was answered, and what it scored."""

    checklist: Checklist
    assessment: Assessment
    scorecard: Scorecard
    questions: Mapping[str, QuestionScore]
    """Every asked question by its id."""


def scored(checklist: Checklist, assessment: Assessment) -> ScoredAssessment:
    """One year, scored."""
    scorecard = score(checklist, assessment)
    return ScoredAssessment(checklist, assessment, scorecard, {item.question.id: item for item in scorecard.questions})
