"""What is true of the firm: the facts worth asking at this depth, and the form in which a person states them."""

from collections.abc import Mapping
from dataclasses import dataclass

from tenken.core.model import Assessment, Checklist, Fact
from tenken.core.scoring import holds


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact as it counts now, and how many questions of this depth depend on it."""

    fact: Fact
    holds: bool
    said: bool
    """Whether the file says so; otherwise the edition's default counts."""
    questions: int


def stated(checklist: Checklist, assessment: Assessment) -> tuple[Stated, ...]:
    """Every fact that makes a difference at this depth, in the edition's order."""
    asked = [pair for pair in checklist.questions if assessment.depth.includes(pair[1].tier)]
    counts = {
        fact.id: sum(fact.id in (area.when, question.when) for area, question in asked) for fact in checklist.facts
    }
    return tuple(
        Stated(fact, holds(checklist, assessment, fact.id), fact.id in assessment.profile, counts[fact.id])
        for fact in checklist.facts
        if counts[fact.id] or fact.id in checklist.light_when
    )


def changed(current: Mapping[str, bool], form: Mapping[str, str]) -> dict[str, bool]:
    """The facts with what the person changed since the form was shown; a fact not stated yet is stated now."""
    facts = dict(current)
    for name, value in form.items():
        kind, _, fact = name.partition(".")
        if kind != "fact" or value not in ("yes", "no"):
            continue
        if fact not in facts or form.get(f"was.{fact}") != value:
            facts[fact] = value == "yes"
    return facts
