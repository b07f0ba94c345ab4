"""For every item of a standard whether it concerns the firm, how far the answers meet it, and why it is left out.

Only a standard whose list has all of its items can be told like this. To touch an item is not to conform with it: what
is said here is what the answers say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tenken.core.library import ReferenceItem, Standard
from tenken.core.model import Area, Assessment, Checklist, Fact, Question, Status
from tenken.core.scoring.applicability import holds
from tenken.core.scoring.score import QuestionScore, Scorecard


class LeftOutBecause(StrEnum):
    """Why an item says nothing of the firm."""

    UNTOUCHED = "untouched"
    """No question of the edition touches it."""
    FACT = "fact"
    """What is true of the firm switches its questions off."""
    DEPTH = "depth"
    """Its questions are asked at a greater depth only."""
    NOT_APPLICABLE = "not_applicable"
    """Its questions were answered so, each with a reason."""


@dataclass(frozen=True, slots=True)
class LeftOutReason:
    """One reason, and what it rests on."""

    because: LeftOutBecause
    fact: Fact | None = None
    """What switches the questions off."""
    notes: tuple[str, ...] = ()
    """What was written beside the answers; text of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One item: met ≤ answered ≤ applicable, counted in questions."""

    item: ReferenceItem
    questions: tuple[Question, ...]
    """Every question of the edition that touches it, in checklist order."""
    applicable: int
    """Those asked of the firm and not answered "not applicable"."""
    answered: int
    met: int
    """Those answered yes; where an assessor has judged, the verdict counts."""
    unasked: int
    """Those that concern the firm and are asked at a greater depth only."""
    reasons: tuple[LeftOutReason, ...]
    """Why it is left out; empty where it applies."""

    @property
    def applies(self) -> bool:
        """Whether any of its questions concerns the firm and was asked."""
        return self.applicable > 0

    @property
    def open(self) -> int:
        """Applicable questions that are not met, the unanswered among them."""
        return self.applicable - self.met

    @property
    def fulfilled(self) -> bool:
        """Whether everything that concerns the firm was asked and is a yes."""
        return self.applies and not self.open and not self.unasked


@dataclass(frozen=True, slots=True)
class Statement:
    """A whole standard, item by item."""

    standard: Standard
    lines: tuple[StatementLine, ...]


def statement_of(standard: Standard, checklist: Checklist, assessment: Assessment, scorecard: Scorecard) -> Statement:
    """Every item of the standard in its order, each once."""
    scored = {item.question.id: item for item in scorecard.questions}
    lines = []
    for item in standard.items:
        touching = [pair for pair in checklist.questions if _touches(pair[1], standard.key, item.id)]
        here = [scored[question.id] for _, question in touching if question.id in scored]
        counted = [entry for entry in here if entry.status is not Status.NA]
        off = {
            question.id: _switched_off(checklist, assessment, area, question)
            for area, question in touching
            if question.id not in scored
        }
        lines.append(
            StatementLine(
                item=item,
                questions=tuple(question for _, question in touching),
                applicable=len(counted),
                answered=sum(entry.status is not None for entry in counted),
                met=sum(entry.status is Status.YES for entry in counted),
                unasked=sum(not facts for facts in off.values()),
                reasons=() if counted else tuple(_reasons(checklist, here, off)),
            )
        )
    return Statement(standard, tuple(lines))


def _touches(question: Question, key: str, item: str) -> bool:
    """Whether a question refers to an item or, where items have parts (1-2-1 and 1-2-1-3), to a part of it."""
    return any(reference == item or reference.startswith(f"{item}-") for reference in question.refs.get(key, ()))


def _switched_off(checklist: Checklist, assessment: Assessment, area: Area, question: Question) -> list[str]:
    """The facts for which a question does not concern the firm."""
    off = [fact for fact in (area.when, question.when) if fact and not holds(checklist, assessment, fact)]
    return off + ([question.unless] if question.unless and holds(checklist, assessment, question.unless) else [])


def _reasons(
    checklist: Checklist, here: Sequence[QuestionScore], off: Mapping[str, list[str]]
) -> Iterator[LeftOutReason]:
    """Why nothing counts: ``here`` was answered "not applicable"; ``off`` was not asked, for facts or the depth."""
    if not here and not off:
        yield LeftOutReason(LeftOutBecause.UNTOUCHED)
    if here:
        notes = dict.fromkeys(entry.answer.note for entry in here if entry.answer.note)
        yield LeftOutReason(LeftOutBecause.NOT_APPLICABLE, notes=tuple(notes))
    known = {fact.id: fact for fact in checklist.facts}
    for name in dict.fromkeys(fact for facts in off.values() for fact in facts):
        yield LeftOutReason(LeftOutBecause.FACT, fact=known[name])
    if not all(off.values()):
        yield LeftOutReason(LeftOutBecause.DEPTH)
