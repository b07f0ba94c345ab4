"""What stands above every page of an audit: how much of the list is done, what was found, who has signed."""

from dataclasses import dataclass
from datetime import date

from tenken.core.audit.progress import AuditProgress, progress
from tenken.core.audit.recording import audit_of
from tenken.core.audit.verdicts import Optimism, optimism
from tenken.core.model import Assessment, AssessmentKind, Audit, SignoffStep
from tenken.core.scoring.score import Scorecard


@dataclass(frozen=True, slots=True)
class DeskHead:
    """An audit as its pages show it at their head."""

    audit: Audit
    progress: AuditProgress
    listed: int
    """How many of the questions that are asked have to be looked at."""
    done: int
    """How many of those were."""
    gap: Optimism | None
    """What the firm and the auditor make of the questions that were checked."""
    signed: tuple[SignoffStep, ...]
    locked: bool
    """Whether somebody has signed, so that nothing changes any more."""


def is_audit(assessment: Assessment) -> bool:
    """Whether the pages of an audit open for a file: those that hold an audit of old, without ``[audit]``, do not."""
    return assessment.kind is AssessmentKind.AUDIT and assessment.audit is not None


def desk_head(card: Scorecard, assessment: Assessment, today: date) -> DeskHead | None:
    """The head of an audit's pages; ``None`` for a self-assessment."""
    if not is_audit(assessment):
        return None
    signoff = assessment.signoff
    done = progress(card, assessment, today)
    listed = [item for item in card.questions if item.question.id in done.listed]
    return DeskHead(
        audit=audit_of(assessment),
        progress=done,
        listed=len(listed),
        done=sum(item.answer.verdict is not None for item in listed),
        gap=optimism(card.questions),
        signed=signoff.steps if signoff else (),
        locked=bool(signoff and signoff.signed_on),
    )
