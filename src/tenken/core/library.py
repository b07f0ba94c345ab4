"""What stands beside the editions: real cases, the titles of laws and standards, and the terms of the trade.

Questions point here by id. None of it is scored, and none of it belongs to an edition: a case may be told better next
year without touching last year's questions. Lineage between editions is read here too, since it needs both of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tenken.core.cost.figures import Figures
from tenken.core.cost.law import Law
from tenken.core.model import NO_TEXT, Question, Text
from tenken.core.scoring.evidence_validity import add_months
from tenken.core.scoring.score import QuestionScore


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSource:
    """Where a statement was read."""

    title: str
    date: str
    kind: str
    """``primary``, ``secondary`` or ``source-text`` (one of the texts tenken began with)."""
    title_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One step of what happened."""

    at: str
    """A day, or when it was in words."""
    text: Text
    at_en: str = ""
    """The same in English, where it is not a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFigure:
    """One number of a case."""

    what: Text
    value: int
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A real incident that shows why a question is asked."""

    id: str
    title: Text
    year: str
    short: Text
    """One or two sentences, to stand beside a question."""
    what: Text
    sources: tuple[CaseSource, ...]
    timeline: tuple[Moment, ...] = ()
    figures: tuple[CaseFigure, ...] = ()
    corrected: Text = NO_TEXT
    """What later sources say differently."""
    views: tuple[Text, ...] = ()
    """What those who wrote about it made of it: opinions, where the rest is what happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceItem:
    """One article, control or criterion, under its own id."""

    id: str
    title: Text
    """In our own words."""
    light: Text = NO_TEXT
    """The lighter method for small businesses, where it is verified."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A law, guideline or standard with the items that questions point to."""

    id: str
    key: str
    """The key under ``[question.refs]``."""
    title: Text
    edition: str
    dated: date
    """The day on which the list was checked."""
    source: str
    items: tuple[ReferenceItem, ...]
    note: Text = NO_TEXT
    complete: bool = False
    """Whether the list has every item, so that a statement of applicability can be made of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term of the trade in both languages, and the words that must not be used for it."""

    id: str
    name: Text
    avoid_ja: tuple[str, ...] = ()
    avoid_en: tuple[str, ...] = ()
    since: date | None = None
    """Editions released before that day are not held against it; ``None``: all are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything beside the editions."""

    cases: Mapping[str, Case] = field(default_factory=dict)
    standards: tuple[Standard, ...] = ()
    terms: tuple[Term, ...] = ()
    figures: tuple[Figures, ...] = ()
    """The numbers behind the cost of a leak, one file a year."""
    law: tuple[Law, ...] = ()
    """What the law says of a leak, one dated file after another."""

    def reference(self, key: str, item_id: str) -> ReferenceItem | None:
        """The item that a question's ``refs`` names under a key."""
        listed = (item for standard in self.standards if standard.key == key for item in standard.items)
        return next((item for item in listed if item.id == item_id), None)

    def lighter_methods(self, question: Question) -> tuple[Text, ...]:
        """The lighter methods for small businesses of everything that a question refers to, each once."""
        items = (self.reference(key, item_id) for key, ids in question.refs.items() for item_id in ids)
        return tuple(dict.fromkeys(item.light for item in items if item and item.light))


EMPTY = Library()

READ_AGAIN = 12
"""Months after which what was read of the law, or of a standard, is to be read again."""


def is_old(read: date, today: date) -> bool:
    """Whether that was read more than a year ago."""
    return today > add_months(read, READ_AGAIN)


class GuidanceField(StrEnum):
    """What a question says beside what it asks, in the order in which it is read."""

    WHY = "why"
    CASE = "case"
    YES = "yes"
    """What a yes means."""
    PARTIAL = "partial"
    """What a partial means."""
    PROOF = "proof"
    """Examples of evidence."""
    FIRST = "first"
    """The first step of the remedy."""


def guidance(question: Question, library: Library) -> dict[GuidanceField, Text | Case]:
    """What helps to answer a question, in the order in which it is read; what is not written is left out.

    Every screen, page and table shows the same list; each says which fields it leaves out, and under which heads.
    """
    written: dict[GuidanceField, Text | Case | None] = {
        GuidanceField.WHY: question.why,
        GuidanceField.CASE: library.cases.get(question.case or ""),
        GuidanceField.YES: question.means_yes,
        GuidanceField.PARTIAL: question.means_partial,
        GuidanceField.PROOF: question.proof,
        GuidanceField.FIRST: question.remedy.first,
    }
    return {name: content for name, content in written.items() if content}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseUse:
    """A real case and the asked questions that it speaks of."""

    case: Case
    asked: tuple[QuestionScore, ...]
    """In the order in which they are asked."""


def cases_of(asked: Sequence[QuestionScore], library: Library) -> tuple[CaseUse, ...]:
    """The cases behind asked questions, in the order in which those first name them."""
    named: dict[str, list[QuestionScore]] = {}
    for entry in asked:
        if entry.question.case in library.cases:
            named.setdefault(entry.question.case or "", []).append(entry)
    return tuple(CaseUse(case=library.cases[key], asked=tuple(found)) for key, found in named.items())
