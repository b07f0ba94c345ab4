"""What an assessor from outside adds to the answers: who checked what and how, verdicts, findings, samples, sign-off.

What follows from them (how far an answer was too good, what may be signed) is ``core.audit``'s. The names are those of
the file; where the file says it otherwise, a field's ``key`` does.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tenken.core.model.checklist import Status


class BasisMethod(StrEnum):
    """How somebody saw what a verdict says."""

    DOCUMENT = "document"
    """Read."""
    INTERVIEW = "interview"
    """Asked; alone it does not make a question checked."""
    OBSERVATION = "observation"
    TEST = "test"
    """Tried, or done again."""


class EvidenceCheck(StrEnum):
    """What became of the client's evidence when it was looked at."""

    ACCEPTED = "accepted"
    INSUFFICIENT = "insufficient"
    CONTRADICTED = "contradicted"
    NOT_SHOWN = "not-shown"


class FindingGrade(StrEnum):
    """How grave a finding is, the gravest first; defined in words, after ISO/IEC 17021-1:2015, 3.12 and 3.13."""

    MAJOR = "major"
    MINOR = "minor"
    OBSERVATION = "observation"
    OPPORTUNITY = "opportunity"
    STRENGTH = "strength"

    @property
    def needs_reply(self) -> bool:
        """Whether the firm answers it with a cause and a plan."""
        return self in (FindingGrade.MAJOR, FindingGrade.MINOR)


class TeamRole(StrEnum):
    """What somebody is in the team that audits."""

    LEAD = "lead"
    MEMBER = "member"
    EXPERT = "expert"


class SessionKind(StrEnum):
    """How the team met the firm."""

    VISIT = "visit"
    REMOTE = "remote"
    PAPER = "paper"


class RequestState(StrEnum):
    """What became of a document that was asked for."""

    OPEN = "open"
    RECEIVED = "received"
    INSUFFICIENT = "insufficient"
    WITHDRAWN = "withdrawn"

    @property
    def awaited(self) -> bool:
        """Whether something has still to come."""
        return self in (RequestState.OPEN, RequestState.INSUFFICIENT)


class SignoffRole(StrEnum):
    """Who signs an audit, in this order."""

    ASSESSOR = "assessor"
    REVIEWER = "reviewer"
    APPROVER = "approver"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSample:
    """Which of a number of records were looked at, and in how many of them something was missing."""

    population: int
    size: int
    failed: int
    design: str | None = None
    """``all``, ``90/9`` or ``95/10``; ``None`` where the size was chosen for a reason said in the basis."""
    seed: str | None = None
    items: tuple[int, ...] = ()
    """Numbers of the records, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a verdict rests on: who saw what, on which day, and how."""

    method: BasisMethod
    what: str
    by: str | None = None
    on: date | None = None
    evidence: tuple[int, ...] = ()
    """Which of the answer's pieces of evidence, from 1."""
    ref: str | None = None
    """The number of the working paper."""
    file: str | None = None
    sha256: str | None = None
    sample: RecordSample | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """An assessor's judgement; where there is one, it counts instead of the client's own answer."""

    status: Status
    finding: str | None = None
    severity: str | None = None
    """Of files without an ``[audit]``; there, the grade of a finding is the only one."""
    by: str | None = None
    on: date | None = None
    basis: tuple[Basis, ...] = ()

    @property
    def checked(self) -> bool:
        """Whether somebody saw for himself what it says: it is not unknown and rests on more than an interview."""
        return self.status is not Status.UNKNOWN and any(
            basis.method is not BasisMethod.INTERVIEW for basis in self.basis
        )


@dataclass(frozen=True, slots=True)
class AuditedFile:
    """The self-assessment that is audited."""

    file: str
    sha256: str
    """Of its bytes; only noted."""
    digest: str
    """Of what it says; it decides whether the audited answers are still the same."""
    dated: date | None = None
    """The day of the self-assessment; an audit's own moves on with its verdicts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember:
    """Somebody who audits."""

    name: str
    role: TeamRole = TeamRole.LEAD
    firm: str | None = None
    qualification: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One meeting with the firm."""

    on: date
    how: SessionKind = SessionKind.VISIT
    place: str | None = None
    people: tuple[str, ...] = field(default=(), metadata={"key": "with"})
    """The roles that were spoken with."""


@dataclass(frozen=True, slots=True)
class AddedQuestion:
    """A question that the assessor put on the list beyond the sample."""

    id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSample:
    """Which claims are checked, so that anybody can draw them again from the seed and the answers."""

    seed: str
    size: int
    """How many are drawn beside those that are always checked."""
    frame: str
    """The digest of the list that was drawn from."""
    always: tuple[str, ...] = ()
    drawn: tuple[str, ...] = ()
    added: tuple[AddedQuestion, ...] = ()

    @property
    def questions(self) -> tuple[str, ...]:
        """Every question on the list, each once, in the order of its reason."""
        return tuple(dict.fromkeys((*self.always, *self.drawn, *(entry.id for entry in self.added))))


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRequest:
    """A document that the firm is asked to show."""

    id: str
    what: str
    questions: tuple[str, ...] = ()
    due: date | None = None
    state: RequestState = RequestState.OPEN
    on: date | None = None
    """The day of that state."""
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFinding:
    """Something the audit found, good or bad, at one question or several."""

    id: str
    grade: FindingGrade
    title: str
    questions: tuple[str, ...]
    criteria: str | None = None
    condition: str | None = None
    cause: str | None = None
    """Often left to the firm."""
    consequence: str | None = None
    recommendation: str | None = None
    proof: tuple[str, ...] = ()
    reply_by: date | None = None
    repeats: str | None = None
    """An earlier finding that it repeats, e.g. ``2025:F3``."""
    disagreement: str | None = None
    """What the firm says against it."""
    by: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierFinding:
    """A finding of the audit before this one that wanted a reply, as it stood when this one began."""

    id: str
    """With the year of that audit, e.g. ``2025:F3``."""
    grade: FindingGrade
    title: str
    questions: tuple[str, ...] = ()
    """Those of this edition that come from the questions it spoke of."""
    open: bool = True
    """Whether nobody had closed it; then its questions are checked in any case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What an audit is about, who does it, and what it found beyond single verdicts."""

    of: AuditedFile | None = None
    after: AuditedFile | None = None
    """The audit before this one, from which ``earlier`` comes."""
    objective: str | None = None
    scope: str | None = None
    excluded: str | None = None
    criteria: tuple[str, ...] = ()
    independence: str | None = None
    """What could make the team partial; needed to sign."""
    limits: str | None = None
    opinion: str | None = None
    disagreements: str | None = None
    distribution: tuple[str, ...] = ()
    team: tuple[TeamMember, ...] = ()
    sessions: tuple[Session, ...] = ()
    sample: AnswerSample | None = None
    requests: tuple[DocumentRequest, ...] = field(default=(), metadata={"key": "request"})
    findings: tuple[AuditFinding, ...] = field(default=(), metadata={"key": "finding"})
    earlier: tuple[EarlierFinding, ...] = ()

    @property
    def lead(self) -> TeamMember | None:
        """Who leads the team."""
        return next((member for member in self.team if member.role is TeamRole.LEAD), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignoffStep:
    """One person's name under what stood in the file on a day."""

    role: SignoffRole
    name: str
    firm: str | None = None
    on: date
    digest: str
    """The content digest that was signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """A sign-off that was taken back, so that something could be changed."""

    issue: int
    by: str
    on: date
    reason: str
    digest: str
    """The content digest at that moment."""
    steps: tuple[SignoffStep, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signoff:
    """Who stands behind the result: four keys of old, or steps in order; never both."""

    assessor: str | None = None
    reviewer: str | None = None
    approved_by: str | None = None
    on: date | None = None
    issue: int | None = None
    """From 1; each reopening begins the next one."""
    no_reviewer: bool | None = None
    """True: an office of one person, and nobody reviews."""
    steps: tuple[SignoffStep, ...] = field(default=(), metadata={"key": "step"})
    reopened: tuple[Reopening, ...] = ()

    @property
    def signed_on(self) -> date | None:
        """The day of the last name under it; ``None`` where nobody has signed."""
        return self.steps[-1].on if self.steps else self.on
