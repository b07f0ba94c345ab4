"""The nouns: what is asked (Checklist) and what was answered (Assessment), all frozen.

Names are the trade's own and the same as in the TOML files. How a file becomes these values is ``store``'s business;
what they add up to is ``scoring``'s. Dates are local calendar days, money is whole yen, weights are whole numbers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tenken.core.exposure import Exposure

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
"""The days between which a file may name one; anything else is a slip of the pen."""


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


class Kind(StrEnum):
    """Who assesses: the firm itself, or somebody from outside."""

    SELF = "self"
    AUDIT = "audit"


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


class Role(StrEnum):
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

# What is asked.


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """The way out of a gap, as the checklist knows it before it knows the firm."""

    first: Text
    """The first step, something a person can do on Monday."""
    effort: Effort
    cost: Cost
    role: Role
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
    light_when: tuple[str, ...] = ()
    """Facts that must all hold for a guideline's lighter methods for small businesses to apply."""
    released: date | None = None
    predecessor: str | None = None

    @property
    def reference(self) -> str:
        """How an assessment names this edition, e.g. ``member-data@2026``."""
        return f"{self.id}@{self.edition}"

    @property
    def questions(self) -> Iterator[tuple[Area, Question]]:
        """Every question with its area, in checklist order."""
        return ((area, question) for area in self.areas for question in area.questions)

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


# What was answered.


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something that can be shown: a record, a contract, a screen, with the day it speaks for."""

    what: str
    file: str | None = None
    sha256: str | None = None
    dated: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A promise: who closes the gap, and until when."""

    owner: str | None = None
    due: date | None = None
    moved: tuple[date, ...] = ()
    """Earlier promised dates, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """An assessor's judgement; where there is one, it counts instead of the client's own answer."""

    status: Status
    finding: str | None = None
    severity: str | None = None
    by: str | None = None
    on: date | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessor:
    """The person who assesses."""

    name: str | None = None
    role: str | None = None
    firm: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signoff:
    """Who stands behind the result."""

    assessor: str | None = None
    reviewer: str | None = None
    approved_by: str | None = None
    on: date | None = None


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
    kind: Kind
    depth: Depth
    date: date
    organisation: Organisation
    assessor: Assessor = Assessor()
    profile: Mapping[str, bool] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    previous: Previous | None = None
    exposure: Exposure | None = None
    signoff: Signoff | None = None
    extra: Mapping[str, object] = field(default_factory=dict)
    """Free for the user; kept, never read."""

    def answer(self, question_id: str) -> Answer:
        """The answer to a question; an empty one where there is none."""
        return self.answers.get(question_id, NO_ANSWER)
