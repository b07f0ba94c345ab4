"""What is asked: an edition with its areas, questions, remedies, facts, grades and gate; statuses and depths.

What was answered is ``assessment``'s; cases, standards and terms beside the editions are ``core.library``'s.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """What an answer can say. Not answered at all is ``None``, never a status."""

    YES = "yes"
    PARTIAL = "partial"
    NO = "no"
    UNKNOWN = "unknown"
    NA = "na"


class Depth(StrEnum):
    """How many of the questions are asked; a question's ``tier`` is the least depth that asks it."""

    QUICK = "quick"
    STANDARD = "standard"
    FULL = "full"

    def includes(self, tier: "Depth") -> bool:
        """Whether an assessment of this depth asks a question of that tier."""
        order = tuple(Depth)
        return order.index(tier) <= order.index(self)


class Effort(StrEnum):
    """How long the whole gap takes to close."""

    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"

    @property
    def factor(self) -> int:
        """By how much the effort lowers the priority of a gap (1, 2, 4, 8)."""
        return {Effort.HOURS: 1, Effort.DAYS: 2, Effort.WEEKS: 4, Effort.MONTHS: 8}[self]


class Cost(StrEnum):
    """Money paid to others in the first year: none, up to 50,000 yen, up to 500,000 yen, more."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class FirmRole(StrEnum):
    """Who in a small firm takes the first step."""

    OWNER = "owner"
    OFFICER = "officer"
    ADMIN = "admin"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Text:
    """A text in Japanese and English; an edition may leave one of them empty."""

    ja: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything to read."""
        return bool(self.ja or self.en)


NO_TEXT = Text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """The way out of a gap, as the checklist knows it before it knows the firm."""

    first: Text
    """The first step, something a person can do on Monday."""
    effort: Effort
    cost: Cost
    role: FirmRole
    within_days: int
    """Days from the assessment's date until the gap should be closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, worded so that "yes" is the good answer."""

    id: str
    tier: Depth
    text: Text
    weight: int
    """1 (helpful) to 5 (indispensable)."""
    remedy: Remedy
    label: Text = Text()
    """The measure as a short noun, for headings and lists."""
    why: Text = Text()
    means_yes: Text = Text()
    means_partial: Text = Text()
    proof: Text = Text()
    """What good evidence is."""
    critical: bool = False
    renew_months: int | None = None
    """Evidence older than this many months no longer counts; ``None``: it never ages."""
    when: str | None = None
    """The profile fact that switches the question on."""
    unless: str | None = None
    """The profile fact that switches the question off."""
    case: str | None = None
    replaces: tuple[str, ...] = ()
    refs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def name(self) -> Text:
        """The short name where there is one, the whole question where not."""
        return self.label or self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A control area: the questions that stand on one page of the questionnaire."""

    id: str
    title: Text
    weight: int
    questions: tuple[Question, ...]
    intro: Text = Text()
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """A letter and the least score (a whole number out of 100) that earns it."""

    letter: str
    least: int


@dataclass(frozen=True, slots=True)
class Gate:
    """The best grade that is left while a critical question stands at no, or at partial."""

    no: str
    partial: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something true or false of the firm, on which questions depend."""

    id: str
    text: Text
    default: bool = True
    """What counts where an assessment says nothing: asked rather than hidden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """One edition: everything that is asked, and how it is scored."""

    id: str
    edition: str
    title: Text
    areas: tuple[Area, ...]
    grades: tuple[Grade, ...]
    """Best first."""
    gate: Gate
    digest: str
    """``sha256:`` and 64 hexadecimal digits over the content, comments and layout left out."""
    facts: tuple[Fact, ...] = ()
    subject: Text = NO_TEXT
    """What is to be protected, as sentences name it ("our software"); empty: members' data."""
    personal_data: bool = True
    """Whether it is about persons' data, so that what a leak of them costs, and whom to tell of it, belongs to it."""
    given_wording: bool = False
    """Whether the questions are worded by others, so that lint only notes what it would ask an author to reword."""
    light_when: tuple[str, ...] = ()
    """Facts that must all hold for a guideline's lighter methods for small businesses to apply."""
    released: date | None = None
    predecessor: str | None = None
    source: bytes = field(default=b"", repr=False, compare=False)
    """The whole edition as one JSON document, whose SHA-256 is the digest; a report carries it."""

    @property
    def reference(self) -> str:
        """How an assessment names this edition, e.g. ``member-data@2026``."""
        return f"{self.id}@{self.edition}"

    @property
    def questions(self) -> Iterator[tuple[Area, Question]]:
        """Every question with its area, in checklist order."""
        return ((area, question) for area in self.areas for question in area.questions)

    @property
    def has_critical(self) -> bool:
        """Whether any question can limit the grade."""
        return any(question.critical for _, question in self.questions)

    def question(self, question_id: str) -> Question | None:
        """The question of that id, if this edition has it."""
        return next((question for _, question in self.questions if question.id == question_id), None)

    def numbers(self) -> dict[str, str]:
        """The printed number of each question, area-question from 1, e.g. ``4-5``."""
        return {
            question.id: f"{at}-{position}"
            for at, area in enumerate(self.areas, 1)
            for position, question in enumerate(area.questions, 1)
        }
