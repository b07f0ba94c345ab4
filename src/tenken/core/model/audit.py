"""What an assessor from outside adds to the answers: a verdict, and who signs the result off."""

from dataclasses import dataclass
from datetime import date

from tenken.core.model.checklist import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """An assessor's judgement; where there is one, it counts instead of the client's own answer."""

    status: Status
    finding: str | None = None
    severity: str | None = None
    by: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signoff:
    """Who stands behind the result."""

    assessor: str | None = None
    reviewer: str | None = None
    approved_by: str | None = None
    on: date | None = None
