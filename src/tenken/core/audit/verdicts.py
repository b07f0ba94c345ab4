"""What an audit did with each answer, how much of it was checked, and how far the firm had judged itself too well.

Which verdicts may stand is told as faults: a place, the name of a sentence, its values. Findings are ``findings``'
business, what may be signed is ``signoff``'s.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from tenken.core.audit import records
from tenken.core.model import NO_ANSWER, Answer, Area, Assessment, Status, Verdict, same_name
from tenken.core.problem import KeyPath, Values
from tenken.core.scoring.score import QuestionScore, Scorecard, halves, shown

LEAST_OF_AREA = 3
"""Checked questions from which the optimism of one area is told: fewer say nothing about it."""

Fault: TypeAlias = tuple[KeyPath, str, Values]
"""Where in the assessment's file, which sentence of ``problem``, and what it fills in."""


class Outcome(StrEnum):
    """What an audit did with one answer."""

    UNCHECKED = "unchecked"
    """Nobody has looked; the firm's own answer counts."""
    CONFIRMED = "confirmed"
    LOWERED = "lowered"
    RAISED = "raised"
    BROUGHT_IN = "brought-in"
    """The firm had left it out, and it applies."""
    TAKEN_OUT = "taken-out"
    """It does not apply."""
    NOT_VERIFIABLE = "not-verifiable"
    """Nobody could find out; it counts as no."""


def outcome(answer: Answer) -> Outcome:
    """What became of an answer; one that nobody gave or confirmed counts as no."""
    if answer.verdict is None:
        return Outcome.UNCHECKED
    own, judged = _own(answer), answer.verdict.status
    if judged is Status.UNKNOWN:
        return Outcome.NOT_VERIFIABLE
    if own is Status.NA or judged is Status.NA:
        if own is judged:
            return Outcome.CONFIRMED
        return Outcome.BROUGHT_IN if own is Status.NA else Outcome.TAKEN_OUT
    difference = halves(judged) - halves(own)
    return Outcome.RAISED if difference > 0 else Outcome.LOWERED if difference < 0 else Outcome.CONFIRMED


def _own(answer: Answer) -> Status | None:
    """What the firm says of itself."""
    return answer.status if answer.confirmed else None


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of what was asked somebody has looked at."""

    checked: int
    """Questions with a verdict."""
    asked: int
    checked_weight: int
    weight: int

    @property
    def share(self) -> Fraction:
        """The checked part by weight, between 0 and 1."""
        return Fraction(self.checked_weight, self.weight) if self.weight else Fraction(0)


def extent(questions: Iterable[QuestionScore]) -> Extent:
    """How much of these questions was looked at."""
    every = tuple(questions)
    seen = [item for item in every if item.answer.verdict]
    weights = (sum(item.question.weight for item in some) for some in (seen, every))
    return Extent(len(seen), len(every), *weights)


@dataclass(frozen=True, slots=True)
class Optimism:
    """Checked questions that apply both to the firm and to the auditor: what either makes of them."""

    questions: int
    own: Fraction
    """Σ weight · value / Σ weight by the firm's own answers, between 0 and 1."""
    audited: Fraction
    """The same by the verdicts."""

    @property
    def gap(self) -> Fraction:
        """How far the firm judged itself too well; below 0 where it was too strict."""
        return self.own - self.audited

    @property
    def printed_gap(self) -> int:
        """The same in whole points, as the two printed scores differ, so that a reader can check it."""
        return (shown(self.own) or 0) - (shown(self.audited) or 0)


def optimism(questions: Iterable[QuestionScore], least: int = 1) -> Optimism | None:
    """What the checked questions say of the firm's judgement; ``None`` where fewer than ``least`` can be compared.

    Σ w · (own − audited) / Σ w. Never part of the score.
    """
    both = [(item.question.weight, own, judged) for item in questions for own, judged in _compared(item)]
    weight = sum(weight for weight, _, _ in both)
    if len(both) < max(least, 1):
        return None
    return Optimism(
        len(both),
        Fraction(sum(weight * halves(own) for weight, own, _ in both), 2 * weight),
        Fraction(sum(weight * halves(judged) for weight, _, judged in both), 2 * weight),
    )


def optimism_by_area(scorecard: Scorecard) -> tuple[tuple[Area, Optimism], ...]:
    """The same for each area of which enough was checked."""
    found = (
        (entry.area, optimism((item for item in scorecard.questions if item.area is entry.area), LEAST_OF_AREA))
        for entry in scorecard.areas
    )
    return tuple((area, gap) for area, gap in found if gap)


def count_outcomes(questions: Iterable[QuestionScore]) -> Mapping[Outcome, int]:
    """How many questions the audit confirmed, lowered, raised, and so on; every outcome is there, with 0 if need be."""
    each = [outcome(item.answer) for item in questions]
    return {kind: each.count(kind) for kind in Outcome}


def said_and_judged(questions: Iterable[QuestionScore]) -> Mapping[tuple[Status | None, Status], int]:
    """How many checked questions the firm called this and the auditor that."""
    judged = ((_own(item.answer), item.answer.verdict) for item in questions)
    return Counter((own, verdict.status) for own, verdict in judged if verdict)


def _compared(item: QuestionScore) -> Iterator[tuple[Status, Status]]:
    """The two statuses of a checked question that applies both times."""
    own, verdict = _own(item.answer), item.answer.verdict
    if verdict and own not in (None, Status.NA) and verdict.status is not Status.NA:
        yield own, verdict.status


def own_side(assessment: Assessment) -> Assessment:
    """The same assessment as the firm had answered it, without what the audit made of it."""
    answers = {
        key: replace(answer, verdict=None, evidence=tuple(piece.unchecked for piece in answer.evidence))
        for key, answer in assessment.answers.items()
    }
    return replace(assessment, answers=answers, audit=None, signoff=None)


def is_of(assessment: Assessment, content_digest: str) -> bool:
    """Whether it is an audit of the assessment with that content, and no year of its own beside it."""
    audited = assessment.audit.of if assessment.audit else None
    return audited is not None and audited.digest == content_digest


def altered(own: Assessment, audit: Assessment) -> tuple[str, ...]:
    """The questions whose answer in the file of an audit is not the one that the firm had given."""
    was, now = own_side(own).answers, own_side(audit).answers
    return tuple(key for key in {**was, **now} if was.get(key, NO_ANSWER) != now.get(key, NO_ANSWER))


def wrong(assessment: Assessment) -> Iterator[Fault]:
    """What can be in no verdict, finished or not: evidence that is not there, samples that do not add up."""
    for question_id, answer in assessment.answers.items():
        for at, basis in enumerate(answer.verdict.basis if answer.verdict else ()):
            place: KeyPath = ("answers", question_id, "verdict", "basis", at)
            for position, number in enumerate(basis.evidence):
                if number > len(answer.evidence):
                    values = {"n": number, "most": len(answer.evidence)}
                    yield (*place, "evidence", position), "no-such-evidence", values
            for path, what, given in records.sample_faults(basis.sample) if basis.sample else ():
                yield (*place, "sample", *path), what, given


def incomplete(assessment: Assessment, covered: frozenset[str] = frozenset()) -> Iterator[Fault]:
    """What a verdict still lacks before it can be signed; ``covered`` are the questions of which a finding speaks."""
    for question_id, answer in assessment.answers.items():
        if answer.verdict:
            yield from lacks(question_id, answer, answer.verdict, covered=question_id in covered)


def lacks(question_id: str, answer: Answer, verdict: Verdict, *, covered: bool) -> Iterator[Fault]:
    """What one verdict lacks: who and when, a basis with its own who and when, a reason where it differs."""
    place: KeyPath = ("answers", question_id, "verdict")
    values: Values = {"id": question_id}
    for key in ("by", "on"):
        if getattr(verdict, key) is None:
            yield (*place, key), f"verdict-without-{key}", values
    if same_name(verdict.by, answer.by):
        yield (*place, "by"), "verdict-on-own-answer", {**values, "name": verdict.by or ""}
    if not verdict.basis:
        yield (*place, "basis"), "verdict-without-basis", values
    for at, basis in enumerate(verdict.basis):
        if basis.by is None:
            yield (*place, "basis", at, "by"), "basis-without-by", values
    if verdict.status is not _own(answer) and not verdict.finding and not covered:
        yield (*place, "finding"), "verdict-without-reason", values
