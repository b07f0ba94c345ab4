"""Which questions concern this firm at this depth, and the facts about the firm that decide it.

What the answers to them are worth is ``score``'s; what a change of the facts does is ``core.subject``'s.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from tenken.core.model import Area, Assessment, Checklist, Depth, Fact, Question


class FirmFigure(StrEnum):
    """A number of the firm from which a fact follows."""

    EMPLOYEES = "employees"
    PERSONS = "persons"


@dataclass(frozen=True, slots=True)
class SizeRule:
    """A fact that holds where a figure of the firm is at most this."""

    figure: FirmFigure
    most: int


FOLLOWS: Mapping[str, SizeRule] = {
    "few-employees": SizeRule(FirmFigure.EMPLOYEES, 100),
    "few-persons": SizeRule(FirmFigure.PERSONS, 5_000),
}
"""Facts that follow from figures: small businesses as the PPC's guideline has them (general rules, chapter 10)."""

USUAL = ("data", "mail")
"""Facts that nearly every firm with members answers as the edition supposes: not asked when an assessment begins."""

INVERTED = ("no-entrusted-data",)
"""Facts that are asked the other way round, since a question with a "not" is misread: yes means false."""


READ_A_MINUTE = 600
"""Characters of Japanese that a grown-up reads in a minute: of 400 to 800 sites on reading speed speak (2026)."""

WORDS_A_MINUTE = 240
"""English words, for an edition without Japanese."""

SECONDS_TO_DECIDE = 5
"""Between reading a question and answering it, for somebody who knows the firm: our own reckoning."""


@dataclass(frozen=True, slots=True)
class DepthCount:
    """How many questions a depth asks."""

    depth: Depth
    asked: int
    """Of the firm as far as it is known."""
    most: int
    """Of a firm with everything that switches a question on."""
    minutes: int
    """How long the questions take that are asked."""


@dataclass(frozen=True, slots=True)
class FactState:
    """A fact as it counts now, and how many questions of this depth depend on it."""

    fact: Fact
    holds: bool
    said: bool
    """Whether the file says so; otherwise it follows from a figure, or the edition's default counts."""
    questions: int
    rule: SizeRule | None = None
    """From which figure it follows, where the firm has stated that."""
    follows: bool | None = None
    """What follows from the figure; ``None`` where that is not known."""

    @property
    def derived(self) -> bool:
        """Whether it counts as it follows from a figure."""
        return self.follows is not None and not self.said

    @property
    def contradicted(self) -> bool:
        """Whether the file says other than its own figure."""
        return self.said and self.follows is not None and self.follows != self.holds


def stated(checklist: Checklist, assessment: Assessment) -> tuple[FactState, ...]:
    """Every fact that makes a difference at this depth, in the edition's order."""
    return tuple(
        state for state in every_fact(checklist, assessment) if state.questions or state.fact.id in checklist.light_when
    )


def every_fact(checklist: Checklist, assessment: Assessment) -> tuple[FactState, ...]:
    """Every fact of the edition as it counts now, in the edition's order."""
    asked = [pair for pair in checklist.questions if assessment.depth.includes(pair[1].tier)]
    return tuple(
        FactState(
            fact,
            holds(checklist, assessment, fact.id),
            fact.id in assessment.profile,
            sum(fact.id in facts_for(area, question) for area, question in asked),
            rule_of(checklist, fact.id),
            followed(checklist, assessment, fact.id),
        )
        for fact in checklist.facts
    )


def figure(assessment: Assessment, name: FirmFigure) -> int | None:
    """A figure of the firm as the file states it."""
    match name:
        case FirmFigure.EMPLOYEES:
            return assessment.organisation.employees
        case FirmFigure.PERSONS:
            return assessment.exposure.persons if assessment.exposure else None


def followed(checklist: Checklist, assessment: Assessment, fact: str) -> bool | None:
    """Whether a fact holds by the firm's figures; ``None`` where it follows from none, or none is stated."""
    rule = rule_of(checklist, fact)
    known = figure(assessment, rule.figure) if rule else None
    return None if rule is None or known is None else known <= rule.most


def rule_of(checklist: Checklist, fact: str) -> SizeRule | None:
    """From which figure a fact follows; ``None`` where it follows from none.

    Where questions of an edition depend on the fact, it is what the file says and nothing else: a file from before
    figures counted would be asked other questions, and its score change.
    """
    switches = any(fact in facts_for(area, question) for area, question in checklist.questions)
    return None if switches else FOLLOWS.get(fact)


def holds(checklist: Checklist, assessment: Assessment, fact: str) -> bool:
    """Whether a fact is true of the firm: as the file says, else by its figures, else as the edition supposes."""
    if fact in assessment.profile:
        return assessment.profile[fact]
    by_figure = followed(checklist, assessment, fact)
    if by_figure is not None:
        return by_figure
    return {entry.id: entry.default for entry in checklist.facts}.get(fact, True)


def facts_for(area: Area, question: Question) -> set[str]:
    """The facts on which it depends whether a question is asked."""
    return {fact for fact in (area.when, question.when, question.unless) if fact}


def lighter(checklist: Checklist, assessment: Assessment) -> bool:
    """Whether a guideline's lighter methods for small businesses apply to the firm."""
    return bool(checklist.light_when) and all(holds(checklist, assessment, fact) for fact in checklist.light_when)


def asked(checklist: Checklist, assessment: Assessment) -> Iterator[tuple[Area, Question]]:
    """The questions of this depth under this profile, in checklist order."""
    facts = {fact for area, question in checklist.questions for fact in facts_for(area, question)}
    true = {fact for fact in facts if holds(checklist, assessment, fact)}
    for area, question in checklist.questions:
        switched_on = {area.when, question.when} - {None} <= true and question.unless not in true
        if assessment.depth.includes(question.tier) and switched_on:
            yield area, question


def depth_counts(checklist: Checklist, assessment: Assessment) -> tuple[DepthCount, ...]:
    """How many questions each depth asks; one that adds none is left out, unless it is the assessment's own."""
    counts: list[DepthCount] = []
    for depth in Depth:
        most = sum(depth.includes(question.tier) for _, question in checklist.questions)
        here = [question for _, question in asked(checklist, replace(assessment, depth=depth))]
        if depth is assessment.depth or all(most != other.most for other in counts):
            counts.append(DepthCount(depth, len(here), most, minutes_for(here)))
    return tuple(counts)


def recommended(checklist: Checklist) -> Depth:
    """The depth for a first assessment: quick where that asks every critical question, else standard."""
    critical = [question.tier for _, question in checklist.questions if question.critical]
    return Depth.QUICK if critical and set(critical) == {Depth.QUICK} else Depth.STANDARD


def minutes_for(questions: Iterable[Question]) -> int:
    """How many minutes it takes to read the questions with what a yes means and to answer them, at least one."""
    read = decided = 0
    for question in questions:
        texts = (question.text, question.means_yes)
        characters = sum(len(text.ja) for text in texts)
        read += 60 * characters * WORDS_A_MINUTE or 60 * READ_A_MINUTE * sum(len(text.en.split()) for text in texts)
        decided += SECONDS_TO_DECIDE
    return max(1, round((read // (READ_A_MINUTE * WORDS_A_MINUTE) + decided) / 60))
