"""Which questions concern this firm at this depth, and the facts about the firm that decide it.

What the answers to them are worth is ``score``'s.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tenken.core.model import Area, Assessment, Checklist, Fact, Question


@dataclass(frozen=True, slots=True)
class FactState:
    """A fact as it counts now, and how many questions of this depth depend on it."""

    fact: Fact
    holds: bool
    said: bool
    """Whether the file says so; otherwise the edition's default counts."""
    questions: int


def stated(checklist: Checklist, assessment: Assessment) -> tuple[FactState, ...]:
    """Every fact that makes a difference at this depth, in the edition's order."""
    asked = [pair for pair in checklist.questions if assessment.depth.includes(pair[1].tier)]
    counts = {
        fact.id: sum(fact.id in (area.when, question.when) for area, question in asked) for fact in checklist.facts
    }
    return tuple(
        FactState(fact, holds(checklist, assessment, fact.id), fact.id in assessment.profile, counts[fact.id])
        for fact in checklist.facts
        if counts[fact.id] or fact.id in checklist.light_when
    )


def holds(checklist: Checklist, assessment: Assessment, fact: str) -> bool:
    """Whether a fact is true of the firm; where the assessment says nothing, the edition's default counts."""
    defaults = {entry.id: entry.default for entry in checklist.facts}
    return assessment.profile.get(fact, defaults.get(fact, True))


def asked(checklist: Checklist, assessment: Assessment) -> Iterator[tuple[Area, Question]]:
    """The questions of this depth under this profile, in checklist order."""
    facts = {fact for area, question in checklist.questions for fact in (area.when, question.when) if fact}
    absent = {fact for fact in facts if not holds(checklist, assessment, fact)}
    for area, question in checklist.questions:
        if assessment.depth.includes(question.tier) and not {area.when, question.when} & absent:
            yield area, question
