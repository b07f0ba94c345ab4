"""Two years side by side, question by question: what each question comes from, how it stood then and stands now.

Questions are matched by lineage (``replaces`` and equal ids), never by place or by likeness of text. Of a merged
question the worst parent counts, and each child of a split question begins with its parent's status. What the changes
do to the score is ``waterfall``'s business, what became of promises is ``promises``'.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tenken.core.model import Area, Question, Status
from tenken.core.scoring.score import ScoredAssessment, halves
from tenken.core.years.lineage import Origins


class Absence(StrEnum):
    """Why a question did not count in a year."""

    NA = "na"
    PROFILE = "profile"
    """The firm's profile switched it off."""
    DEPTH = "depth"
    """The assessment was not deep enough to ask it."""


@dataclass(frozen=True, slots=True)
class StatusInYear:
    """How a question, or the several that it comes from, stood in one year."""

    asked: bool = False
    status: Status | None = None
    """``None``: not asked, or not answered."""
    absence: Absence | None = None
    """Why it did not count; ``None`` where it did, or where that year's edition did not have it."""

    @property
    def counts(self) -> bool:
        """Whether it counts in that year's score: asked, and applicable."""
        return self.asked and self.status is not Status.NA

    @property
    def gap(self) -> bool:
        """Whether it was answered and fell short."""
        return self.status in (Status.NO, Status.PARTIAL, Status.UNKNOWN)


_WORST_FIRST = (Status.NO, Status.UNKNOWN, None, Status.PARTIAL, Status.YES)


def worst(statuses: Iterable[Status | None]) -> Status | None:
    """The worst of the statuses that apply; not applicable where none of them does."""
    applicable = [status for status in statuses if status is not Status.NA]
    return min(applicable, key=_WORST_FIRST.index) if applicable else Status.NA


def standing(year: ScoredAssessment, question_ids: Sequence[str]) -> StatusInYear:
    """How the questions of those ids stood, taken as one: the worst of those that were asked."""
    found = [year.questions[question_id] for question_id in question_ids if question_id in year.questions]
    if found:
        status = worst(item.status for item in found)
        return StatusInYear(asked=True, status=status, absence=Absence.NA if status is Status.NA else None)
    questions = [question for question_id in question_ids if (question := year.checklist.question(question_id))]
    if not questions:
        return StatusInYear()
    deep_enough = any(year.assessment.depth.includes(question.tier) for question in questions)
    return StatusInYear(absence=Absence.PROFILE if deep_enough else Absence.DEPTH)


class ChangeKind(StrEnum):
    """What became of a question from last year to this year."""

    IMPROVED = "improved"
    WORSENED = "worsened"
    SAME = "same"
    """The status is worth the same in both years; not known and not in place are."""
    REWORDED = "reworded"
    """The same, but the question or what makes it a yes was put into other words."""
    UNCONFIRMED = "unconfirmed"
    """One of the two years has no confirmed answer, so that nothing can be said."""
    NO_LONGER_APPLICABLE = "no_longer_applicable"
    """Counted last year; now not applicable, or not asked at this depth or under this profile."""
    NEWLY_APPLICABLE = "newly_applicable"
    """Counts this year; last year it was not applicable, or its profile switched it off."""
    NEW = "new"
    """Comes from no question of last year's edition, or from one that last year's depth did not ask."""
    RETIRED = "retired"
    """Asked last year; nothing in this year's edition comes from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionChange:
    """One question and what became of it."""

    question: Question
    """This year's question; last year's where it is retired."""
    area: Area
    number: str
    """Its printed number in the edition it belongs to."""
    origins: tuple[Question, ...]
    """The questions of last year's edition that it comes from."""
    kind: ChangeKind
    last: StatusInYear
    this: StatusInYear
    reworded: bool
    """Whether the text, or what makes it a yes or a partial, differs from what was asked last year."""


def find_changes(last: ScoredAssessment, this: ScoredAssessment, origins: Origins) -> tuple[QuestionChange, ...]:
    """Every question asked in one of the two years: this year's in checklist order, then the retired ones."""
    return (*_kept(last, this, origins), *_retired(last, origins))


def _kept(last: ScoredAssessment, this: ScoredAssessment, origins: Origins) -> Iterator[QuestionChange]:
    before = {question.id: question for _, question in last.checklist.questions}
    numbers = this.checklist.numbers()
    for area, question in this.checklist.questions:
        parents = tuple(before[parent] for parent in origins.get(question.id, ()) if parent in before)
        then, now = standing(last, [parent.id for parent in parents]), standing(this, [question.id])
        if not (then.asked or now.asked):
            continue
        reworded = bool(parents) and any(_wording(parent) != _wording(question) for parent in parents)
        yield QuestionChange(
            question=question,
            area=area,
            number=numbers[question.id],
            origins=parents,
            kind=_kind(then, now, reworded=reworded),
            last=then,
            this=now,
            reworded=reworded,
        )


def _retired(last: ScoredAssessment, origins: Origins) -> Iterator[QuestionChange]:
    continued = {parent for parents in origins.values() for parent in parents}
    numbers = last.checklist.numbers()
    for item in last.scorecard.questions:
        if item.question.id not in continued:
            yield QuestionChange(
                question=item.question,
                area=item.area,
                number=numbers[item.question.id],
                origins=(item.question,),
                kind=ChangeKind.RETIRED,
                last=standing(last, [item.question.id]),
                this=StatusInYear(),
                reworded=False,
            )


def _wording(question: Question) -> tuple[object, ...]:
    return (question.text, question.means_yes, question.means_partial)


def _kind(last: StatusInYear, this: StatusInYear, *, reworded: bool) -> ChangeKind:
    if not last.asked and last.absence is not Absence.PROFILE:
        return ChangeKind.NEW
    if last.counts and this.counts:
        return _judged_in_both(last.status, this.status, reworded=reworded)
    if last.counts:
        return ChangeKind.NO_LONGER_APPLICABLE
    if this.counts:
        return ChangeKind.UNCONFIRMED if last.asked and this.status is None else ChangeKind.NEWLY_APPLICABLE
    return ChangeKind.REWORDED if reworded and last.asked and this.asked else ChangeKind.SAME


def _judged_in_both(last: Status | None, this: Status | None, *, reworded: bool) -> ChangeKind:
    if last is not this and None in (last, this):
        return ChangeKind.UNCONFIRMED
    if halves(this) > halves(last):
        return ChangeKind.IMPROVED
    if halves(this) < halves(last):
        return ChangeKind.WORSENED
    return ChangeKind.REWORDED if reworded else ChangeKind.SAME
