"""The shape of every file, as pydantic models: which keys, of which kind, within which range.

A shape mirrors the file, key by key, and knows nothing beyond it; what the file means is decided where it becomes a
core value (``editions``, ``assessments``). Strict: nothing is converted, unknown keys are refused. The models are also
the source of the JSON Schemas that editors use.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Name = Annotated[str, Field(min_length=1, max_length=200)]
Note = Annotated[str, Field(min_length=1, max_length=4_000)]
PartId = Annotated[str, Field(pattern=r"\A[a-z][a-z0-9]*(?:-[a-z0-9]+)*\z", max_length=40)]
Edition = Annotated[str, Field(pattern=r"\A[0-9a-z][0-9a-z.]*\z", max_length=20)]
Reference = Annotated[str, Field(pattern=r"\A[a-z][a-z0-9-]*@[0-9a-z][0-9a-z.]*\z", max_length=61)]
Digest = Annotated[str, Field(pattern=r"\Asha256:[0-9a-f]{64}\z")]
Weight = Annotated[int, Field(ge=1, le=5)]
Yen = Annotated[int, Field(ge=0, le=10**15)]
StatusName = Literal["yes", "partial", "no", "unknown", "na"]
TierName = Literal["quick", "standard", "full"]


class Shape(BaseModel):
    """Strict, closed and silent about its input."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


class TextShape(Shape):
    """One text in one or both languages."""

    ja: Note | None = None
    en: Note | None = None


# An edition: checklist.toml and one file for each area.


class GradeShape(Shape):
    """A letter and the least score that earns it."""

    letter: Annotated[str, Field(pattern=r"\A[A-Z][+-]?\z")]
    least: Annotated[int, Field(ge=0, le=100, alias="from")]


class GateShape(Shape):
    """The best grades that critical questions leave."""

    no: str
    partial: str


class FactShape(Shape):
    """A fact of the firm's profile."""

    id: PartId
    text: TextShape
    default: bool = True


class ChecklistShape(Shape):
    """``checklist.toml``."""

    format: Literal[1]
    id: PartId
    edition: Edition
    title: TextShape
    areas: Annotated[tuple[PartId, ...], Field(min_length=1, max_length=100)]
    grade: Annotated[tuple[GradeShape, ...], Field(min_length=1, max_length=10)]
    gate: GateShape
    fact: tuple[FactShape, ...] = ()
    released: date | None = None
    predecessor: Reference | None = None


class MeansShape(Shape):
    """What makes a yes, and what only a partial."""

    yes: TextShape
    partial: TextShape | None = None


class RemedyShape(Shape):
    """The way out of a gap."""

    first: TextShape
    effort: Literal["hours", "days", "weeks", "months"]
    cost: Literal["none", "low", "medium", "high"]
    role: Literal["owner", "officer", "admin", "system"]
    within_days: Annotated[int, Field(ge=1, le=3650)]


class QuestionShape(Shape):
    """One ``[[question]]``."""

    id: PartId
    tier: TierName
    text: TextShape
    weight: Weight
    remedy: RemedyShape
    label: TextShape | None = None
    why: TextShape | None = None
    means: MeansShape | None = None
    proof: TextShape | None = None
    critical: bool = False
    renew_months: Annotated[int, Field(ge=1, le=120)] | None = None
    when: PartId | None = None
    case: PartId | None = None
    replaces: tuple[PartId, ...] = ()
    refs: dict[PartId, tuple[Name, ...]] = {}


class AreaShape(Shape):
    """An area file."""

    format: Literal[1]
    id: PartId
    title: TextShape
    weight: Annotated[int, Field(ge=1, le=100)]
    question: Annotated[tuple[QuestionShape, ...], Field(min_length=1, max_length=5_000)]
    intro: TextShape | None = None
    when: PartId | None = None


# An assessment.


class OrganisationShape(Shape):
    """``[organisation]``."""

    name: Name
    sector: Name | None = None
    employees: Annotated[int, Field(ge=0, le=10_000_000)] | None = None


class AssessorShape(Shape):
    """``[assessor]``."""

    name: Name | None = None
    role: Name | None = None
    firm: Name | None = None


class EvidenceShape(Shape):
    """``[[answers.ID.evidence]]``."""

    what: Note
    file: Name | None = None
    sha256: Annotated[str, Field(pattern=r"\A[0-9a-f]{64}\z")] | None = None
    dated: date | None = None


class ActionShape(Shape):
    """``[answers.ID.action]``."""

    owner: Name | None = None
    due: date | None = None
    moved: Annotated[tuple[date, ...], Field(max_length=50)] = ()


class VerdictShape(Shape):
    """``[answers.ID.verdict]``."""

    status: StatusName
    finding: Note | None = None
    severity: Literal["minor", "major", "critical"] | None = None
    by: Name | None = None
    on: date | None = None


class AnswerShape(Shape):
    """``[answers.ID]``."""

    status: StatusName | None = None
    note: Note | None = None
    on: date | None = None
    by: Name | None = None
    confirmed: bool = True
    evidence: Annotated[tuple[EvidenceShape, ...], Field(max_length=100)] = ()
    action: ActionShape | None = None
    verdict: VerdictShape | None = None


class PreviousShape(Shape):
    """``previous``."""

    file: Name
    sha256: Annotated[str, Field(pattern=r"\A[0-9a-f]{64}\z")]


class ExposureShape(Shape):
    """``[exposure]``."""

    persons: Annotated[int, Field(ge=0, le=10**10)] | None = None
    items: Annotated[tuple[PartId, ...], Field(max_length=50)] = ()
    yearly_sales: Yen | None = None
    card_share: Annotated[int, Field(ge=0, le=100)] | None = None
    cash: Yen | None = None
    yearly_profit: Annotated[int, Field(ge=-(10**15), le=10**15)] | None = None


class SignoffShape(Shape):
    """``[signoff]``."""

    assessor: Name | None = None
    reviewer: Name | None = None
    approved_by: Name | None = None
    on: date | None = None


class AssessmentShape(Shape):
    """An assessment file."""

    format: Literal[1]
    checklist: Reference
    digest: Digest
    kind: Literal["self", "audit"]
    depth: TierName
    date: date
    organisation: OrganisationShape
    assessor: AssessorShape = AssessorShape()
    profile: dict[PartId, bool] = {}
    answers: dict[str, AnswerShape] = {}
    previous: PreviousShape | None = None
    exposure: ExposureShape | None = None
    signoff: SignoffShape | None = None
    extra: dict[str, Any] = {}
