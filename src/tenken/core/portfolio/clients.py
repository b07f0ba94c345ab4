"""A firm among many: who it is, what was sent to it, and what its assessments come to, in a few numbers.

A summary says nothing that depends on today, so that it can be kept beside the digest of the file it was made from.
What follows from it on a day is ``standing``'s.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tenken.core.audit.followup import FindingStage, FindingState
from tenken.core.audit.verdicts import extent
from tenken.core.model import Assessment, AssessmentKind, Checklist, Depth, FindingGrade, Status
from tenken.core.scoring.evidence_validity import EvidenceValidity, valid_until, validity
from tenken.core.scoring.score import Scorecard, score, shown

SHORT = (Status.NO, Status.PARTIAL, Status.UNKNOWN)
"""Answers that leave a gap."""


class Relation(StrEnum):
    """What the firm is to whoever keeps the folder."""

    CLIENT = "client"
    CONTRACTOR = "contractor"
    """A firm to which data is entrusted, and which has to be supervised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A sheet or form that went out."""

    on: date
    file: str
    """Below the firm's folder."""
    token: str
    """What was drawn at random for it, and comes back in it: by this alone it is known again."""
    due: date | None = None
    received: date | None = None
    taken: tuple[str, ...] = ()
    """SHA-256 of each file that came back and was taken in whole, so that it is not taken in again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """What ``client.toml`` says."""

    name: str
    relation: Relation = Relation.CLIENT
    sector: str | None = None
    tags: tuple[str, ...] = ()
    contact: str | None = None
    mail: str | None = None
    cycle_months: int = 12
    benchmark: bool = False
    """Whether the firm has agreed that its numbers go, unnamed, into a benchmark."""
    sent: tuple[Sent, ...] = ()
    extra: Mapping[str, object] | None = None
    """Free for the user; kept, never read."""

    @property
    def out(self) -> tuple[Sent, ...]:
        """What is out and has not come back; what was sent again, and came back in one of the two, is not out."""
        return tuple(
            sent
            for at, sent in enumerate(self.sent)
            if sent.received is None
            and not any(one.received for one in self.sent[at + 1 :])
            and not any(one.received and one.received > sent.on for one in self.sent[:at])
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFinding:
    """A finding that is not closed, without a word of what it says."""

    id: str
    grade: FindingGrade
    stage: FindingStage
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSummary:
    """One assessment in numbers; of the firm's own texts it holds none but its sector."""

    kind: AssessmentKind
    checklist: str
    depth: Depth
    day: date
    """Of the assessment."""
    score: int | None
    """As it is shown, out of 100."""
    grade: str | None
    applicable: int
    answered: int
    last: date
    """The last day on which somebody answered or judged."""
    open: tuple[str, ...] = ()
    """Ids of the questions that fall short."""
    evidence_until: tuple[date, ...] = ()
    """The last day on which each answer that is evidenced today still is."""
    checked: int = 0
    """Questions with a verdict."""
    firm: str | None = None
    """The firm's id, which stays when it is called otherwise; ``None`` in files from before there were ids."""
    signed: date | None = None
    findings: tuple[OpenFinding, ...] = ()
    """Those of an audit that need a reply, as they were issued."""
    employees: int | None = None
    sector: str | None = None
    """As the assessment says it, since a report is held against a benchmark by that."""
    areas: tuple[tuple[str, int], ...] = ()
    """Each scored area's id with its score as it is shown."""

    @property
    def complete(self) -> bool:
        """Whether every applicable question is answered."""
        return self.answered == self.applicable > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowupSummary:
    """What became of an audit's findings."""

    open: tuple[OpenFinding, ...]
    total: int
    """Findings that need a reply."""
    last: date | None = None
    audit: str = ""
    """Name of the audit's file."""


def summary_of(checklist: Checklist, assessment: Assessment, card: Scorecard | None = None) -> YearSummary:
    """An assessment in numbers."""
    card = card or score(checklist, assessment)
    days = [answer.on for answer in assessment.answers.values() if answer.on]
    days += [answer.verdict.on for answer in assessment.answers.values() if answer.verdict and answer.verdict.on]
    return YearSummary(
        kind=assessment.kind,
        checklist=assessment.checklist,
        depth=assessment.depth,
        day=assessment.date,
        score=shown(card.score),
        grade=card.grade,
        applicable=card.tally.applicable,
        answered=card.tally.answered,
        last=max(days, default=assessment.date),
        open=tuple(item.question.id for item in card.questions if item.status in SHORT),
        evidence_until=tuple(_evidenced_until(card, assessment.date)),
        checked=extent(card.questions).checked,
        firm=assessment.organisation.id,
        signed=assessment.signoff.signed_on if assessment.signoff else None,
        findings=tuple(_issued(assessment)),
        employees=assessment.organisation.employees,
        sector=assessment.organisation.sector,
        areas=tuple(_areas(card)),
    )


def _areas(card: Scorecard) -> Iterable[tuple[str, int]]:
    for entry in card.areas:
        points = shown(entry.tally.score)
        if points is not None:
            yield entry.area.id, points


def _issued(assessment: Assessment) -> Iterable[OpenFinding]:
    for finding in assessment.audit.findings if assessment.audit else ():
        if finding.grade.needs_reply:
            yield OpenFinding(id=finding.id, grade=finding.grade, stage=FindingStage.ISSUED, due=finding.reply_by)


def _evidenced_until(card: Scorecard, on: date) -> Iterable[date]:
    """For each answer that evidence in date supports the last day on which it still does."""
    for item in card.questions:
        valid = [
            piece for piece in item.answer.evidence if validity(piece, item.question, on) is EvidenceValidity.VALID
        ]
        days = [valid_until(piece, item.question) for piece in valid]
        if days and None not in days:
            yield max(day for day in days if day)


def followup_summary(states: Iterable[FindingState], audit: str) -> FollowupSummary:
    """What became of an audit's findings, in numbers."""
    wanting = [state for state in states if state.finding.grade.needs_reply]
    return FollowupSummary(
        open=tuple(
            OpenFinding(id=state.finding.id, grade=state.finding.grade, stage=state.stage, due=state.due)
            for state in wanting
            if state.open
        ),
        total=len(wanting),
        last=max((event.on for state in wanting for event in state.events), default=None),
        audit=audit,
    )
