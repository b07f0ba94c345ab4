"""What was answered: evidence, promised actions, answers, the firm, the assessor, and the whole assessment.

What is asked is ``checklist``'s; what the answers add up to is ``core.scoring``'s.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from tenken.core.model.audit import Audit, EvidenceCheck, Signoff, Verdict
from tenken.core.model.checklist import Depth, FirmRole, Status
from tenken.core.model.exposure import Exposure

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
"""The days between which a file may name one; anything else is a slip of the pen."""

LONGEST_NOTE, LONGEST_NAME = 4_000, 200
"""Characters of a text that somebody writes, and of a name or a line."""

MOST_PIECES = 100
"""Pieces of evidence of one answer."""


def plain_name(name: str) -> str:
    """A name as it is compared: the width of its letters, capitals and blanks make no difference."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names are one, as ``plain_name`` compares them; nobody is nobody's namesake."""
    return one is not None and other is not None and plain_name(one) == plain_name(other)


def same_firm(one: "Organisation", other: "Organisation") -> bool:
    """Whether two files are of one firm: by its id where both have one, else by its name."""
    if one.id is not None and other.id is not None:
        return one.id == other.id
    return same_name(one.name, other.name)


def says_something(value: object) -> bool:
    """Whether a text has a letter or a digit; dashes, dots and blanks name nobody and explain nothing."""
    return any(character.isalnum() for character in value) if isinstance(value, str) else value is not None


class AssessmentKind(StrEnum):
    """Who assesses: the firm itself, or somebody from outside."""

    SELF = "self"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something that can be shown: a record, a contract, a screen, with the day it speaks for."""

    what: str
    file: str | None = None
    sha256: str | None = None
    dated: date | None = None
    checked: EvidenceCheck | None = None
    """What an assessor found when looking at it; ``None``: nobody has looked."""
    checked_by: str | None = None
    checked_on: date | None = None

    @property
    def refused(self) -> bool:
        """Whether an assessor looked and did not accept it."""
        return self.checked not in (None, EvidenceCheck.ACCEPTED)

    @property
    def unchecked(self) -> "Evidence":
        """The piece as the firm named it, without what an assessor found."""
        return replace(self, checked=None, checked_by=None, checked_on=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A promise: who closes the gap, and until when."""

    owner: str | None = None
    due: date | None = None
    moved: tuple[date, ...] = ()
    """Earlier promised dates, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was said of one question."""

    status: Status | None = None
    note: str | None = None
    on: date | None = None
    by: str | None = None
    confirmed: bool = True
    """False: carried over from an earlier year and counted as unanswered until somebody confirms it."""
    evidence: tuple[Evidence, ...] = ()
    action: Action | None = None
    verdict: Verdict | None = None

    @property
    def counted(self) -> Status | None:
        """The status that counts: the verdict's, else the confirmed answer's, else none."""
        if self.verdict is not None:
            return self.verdict.status
        return self.status if self.confirmed else None


NO_ANSWER = Answer()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """The firm that is assessed."""

    name: str
    sector: str | None = None
    employees: int | None = None
    fiscal_year_starts: int | None = None
    """The month, 1 to 12, in which its fiscal year begins; ``None`` where its years are not to be called by it."""
    id: str | None = None
    """16 hexadecimal digits, drawn when its first assessment was begun; ``None`` in files from before. By it sheets,
    forms and years belong together, whatever the firm is called; no table of many firms shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessor:
    """The person who assesses."""

    name: str | None = None
    role: str | None = None
    firm: str | None = None


@dataclass(frozen=True, slots=True)
class Previous:
    """The file of the year before, by name and SHA-256."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One firm, one day, one edition: the value in which every way of asking ends."""

    checklist: str
    """The edition that was asked, e.g. ``member-data@2026``."""
    digest: str
    kind: AssessmentKind
    depth: Depth
    date: date
    organisation: Organisation
    assessor: Assessor = Assessor()
    profile: Mapping[str, bool] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    previous: Previous | None = None
    exposure: Exposure | None = None
    roles: Mapping[FirmRole, str] = field(default_factory=dict)
    """Who holds the roles that remedies name; a role that nobody holds is the owner's."""
    audit: Audit | None = None
    """Of an assessment from outside; files of kind audit from before may have none."""
    signoff: Signoff | None = None
    asked: Mapping[str, str] = field(default_factory=dict)
    """Of an edition that is not released a short digest of how each question read; empty where it is."""
    extra: Mapping[str, object] = field(default_factory=dict)
    """Free for the user; kept, never read."""

    @property
    def respondent(self) -> str | None:
        """Who answers where nobody says: who assesses herself; in an audit nobody, since its assessor judges only."""
        return self.assessor.name if self.kind is AssessmentKind.SELF else None

    @property
    def reopened(self) -> bool:
        """Whether answers of this year wait to be confirmed: its questions were mended after they were answered."""
        waiting = any(not answer.confirmed for answer in self.answers.values())
        return waiting and bool(self.asked) and self.previous is None

    def answer(self, question_id: str) -> Answer:
        """The answer to a question; an empty one where there is none."""
        return self.answers.get(question_id, NO_ANSWER)

    def with_answer(self, question_id: str, answer: Answer) -> "Assessment":
        """The same with another answer to one question."""
        return replace(self, answers={**self.answers, question_id: answer})
