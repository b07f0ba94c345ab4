"""All that is told of an audit beside the score: how much was looked at, what became of it, findings, who signed.

Pages, JSON, tables and OSCAL tell from this one value and count nothing again. What a verdict or a finding needs is
``core.audit``'s; every page that audits and self-assessments share stays with ``report``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from tenken.core.audit.findings import sorted_findings
from tenken.core.audit.progress import why_listed
from tenken.core.audit.sampling import Why
from tenken.core.audit.signoff import changed_after
from tenken.core.audit.verdicts import (
    Extent,
    Optimism,
    Outcome,
    count_outcomes,
    extent,
    optimism,
    optimism_by_area,
    outcome,
    own_side,
    said_and_judged,
)
from tenken.core.model import (
    Area,
    Assessment,
    Audit,
    AuditFinding,
    Basis,
    BasisMethod,
    Checklist,
    EarlierFinding,
    FindingGrade,
    Question,
    Reopening,
    Signoff,
    SignoffRole,
    SignoffStep,
    Status,
    Verdict,
)
from tenken.core.report.areas import AreaPage, EvidenceLine
from tenken.core.scoring.score import QuestionScore, Scorecard, score


@dataclass(frozen=True, slots=True)
class Signer:
    """A name under an assessment, of today's steps or of the four keys of old."""

    role: SignoffRole
    name: str
    firm: str | None
    on: date | None
    digest: str | None
    """Of what was signed; files of old say none."""


def signers_of(signoff: Signoff | None) -> tuple[Signer, ...]:
    """Everybody who has signed, in the order of the roles."""
    if signoff is None:
        return ()
    if signoff.steps:
        steps = {step.role: step for step in signoff.steps}
        found = (steps[role] for role in SignoffRole if role in steps)
        return tuple(Signer(step.role, step.name, step.firm, step.on, step.digest) for step in found)
    old = zip(SignoffRole, (signoff.assessor, signoff.reviewer, signoff.approved_by), strict=True)
    return tuple(Signer(role, name, None, signoff.on, None) for role, name in old if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedQuestion:
    """One question that somebody looked at: what the firm says, what the auditor judged, and on what that rests."""

    number: str
    item: QuestionScore
    verdict: Verdict
    own: Status | None
    """What the firm says; ``None`` where it said nothing or had not confirmed last year's answer."""
    outcome: Outcome
    findings: tuple[AuditFinding, ...]
    """Those that speak of it, the gravest first."""
    evidence: tuple[EvidenceLine, ...]
    """The firm's, with what became of each when it was looked at."""
    listed_for: Why | None
    """Why it was on the list of questions to check; ``None`` where it was on none."""

    @property
    def question(self) -> Question:
        """The question."""
        return self.item.question

    @property
    def basis(self) -> tuple[Basis, ...]:
        """What the verdict rests on."""
        return self.verdict.basis


class EarlierResult(StrEnum):
    """What this audit says of a finding of the audit before."""

    CLOSED = "closed"
    """It was closed before, or everything it spoke of is in place now; and nothing repeats it."""
    OPEN = "open"
    """Not everything it spoke of was checked and found in place."""
    REPEATED = "repeated"
    """A finding of this audit says the same again."""


@dataclass(frozen=True, slots=True)
class EarlierOutcome:
    """A finding of the audit before, and what became of it."""

    finding: EarlierFinding
    result: EarlierResult
    repeated_by: tuple[AuditFinding, ...] = ()
    """The findings of this audit that repeat it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """What a report tells of an audit."""

    audit: Audit
    """Team, sessions, sample, requests, and the texts, as the file has them."""
    signoff: Signoff
    """Empty where nobody has signed."""
    extent: Extent
    own: Scorecard
    """The whole assessment by the firm's own answers; the audited one is the report's."""
    optimism: Optimism | None
    """Own and audited score over the checked questions that apply both times; ``None`` where there is none."""
    optimism_by_area: tuple[tuple[Area, Optimism], ...]
    """For each area of which at least three questions can be compared."""
    table: Mapping[tuple[Status | None, Status], int]
    """How many checked questions the firm called this and the auditor that."""
    outcomes: Mapping[Outcome, int]
    """How many asked questions came to each outcome; those nobody looked at are ``Outcome.UNCHECKED``."""
    checked: tuple[CheckedQuestion, ...]
    """Every question with a verdict, in checklist order."""
    findings: tuple[AuditFinding, ...]
    """The gravest first, each grade in the order of the file."""
    grades: Mapping[FindingGrade, int]
    """How many findings have each grade, the gravest first; 0 where there is none."""
    earlier: tuple[EarlierOutcome, ...]
    """Findings of the audit before that wanted a reply, in the order of the file."""
    lost: Fraction | None
    """Own total score less the audited one, as a share of 1; ``None`` where either is not scored."""
    signed_digest: str | None
    """The digest over content and signatures; ``None`` where nobody has signed."""
    changed_after: tuple[SignoffStep, ...]
    """The signatures given to other content than stands there now."""

    @property
    def issue(self) -> int:
        """Which issue of the report it is, from 1; each reopening begins the next."""
        return self.signoff.issue or 1

    @property
    def reopened(self) -> Reopening | None:
        """The sign-off that was taken back last; ``None`` in a first issue."""
        return self.signoff.reopened[-1] if self.signoff.reopened else None

    @property
    def unsigned(self) -> bool:
        """Whether it is a draft yet: whoever approves it has not signed."""
        if self.signoff.steps:
            return SignoffRole.APPROVER not in {step.role for step in self.signoff.steps}
        return self.signoff.on is None

    @property
    def unchecked(self) -> int:
        """How many asked questions nobody looked at."""
        return self.extent.asked - self.extent.checked

    @property
    def requested(self) -> tuple[AuditFinding, ...]:
        """The findings that the firm answers: a sheet each."""
        return tuple(finding for finding in self.findings if finding.grade.needs_reply)

    @property
    def strengths(self) -> tuple[AuditFinding, ...]:
        """What is done well."""
        return tuple(finding for finding in self.findings if finding.grade is FindingGrade.STRENGTH)

    @property
    def faults(self) -> tuple[AuditFinding, ...]:
        """Every finding but what is done well."""
        return tuple(finding for finding in self.findings if finding.grade is not FindingGrade.STRENGTH)

    @property
    def firm(self) -> str | None:
        """The firm that audits, where the file says it: the lead's, else that of whoever signed first."""
        lead = self.audit.lead
        named = (lead.firm if lead else None, *(step.firm for step in self.signoff.steps))
        return next((name for name in named if name), None)

    @property
    def methods(self) -> Mapping[BasisMethod, int]:
        """On how many checked questions each method was used."""
        return {
            method: sum(any(basis.method is method for basis in line.basis) for line in self.checked)
            for method in BasisMethod
        }


def audit_report(
    checklist: Checklist,
    assessment: Assessment,
    scorecard: Scorecard,
    areas: Iterable[AreaPage],
    *,
    content_digest: str,
    signed_digest: str | None,
) -> AuditReport | None:
    """What a report tells of an audit; ``None`` of a self-assessment, and of a file that says nothing of its audit."""
    audit = assessment.audit
    if audit is None:
        return None
    findings = sorted_findings(audit)
    own = score(checklist, own_side(assessment))
    return AuditReport(
        audit=audit,
        signoff=assessment.signoff or Signoff(),
        extent=extent(scorecard.questions),
        own=own,
        optimism=optimism(scorecard.questions),
        optimism_by_area=optimism_by_area(scorecard),
        table=said_and_judged(scorecard.questions),
        outcomes=count_outcomes(scorecard.questions),
        checked=tuple(_checked(areas, findings, audit)),
        findings=findings,
        grades={grade: sum(finding.grade is grade for finding in findings) for grade in FindingGrade},
        earlier=tuple(_earlier(entry, assessment, findings) for entry in audit.earlier),
        lost=None if own.score is None or scorecard.score is None else own.score - scorecard.score,
        signed_digest=signed_digest,
        changed_after=changed_after(assessment.signoff, content_digest),
    )


def _checked(areas: Iterable[AreaPage], findings: Iterable[AuditFinding], audit: Audit) -> Iterator[CheckedQuestion]:
    """Every question with a verdict, in checklist order."""
    every = tuple(findings)
    for line in (line for page in areas for line in page.answers):
        item = line.question_score
        answer, verdict = item.answer, item.answer.verdict
        if verdict is not None:
            yield CheckedQuestion(
                number=line.number,
                item=item,
                verdict=verdict,
                own=answer.status if answer.confirmed else None,
                outcome=outcome(answer),
                findings=tuple(entry for entry in every if item.question.id in entry.questions),
                evidence=line.evidence,
                listed_for=why_listed(audit, item.question.id),
            )


def _earlier(entry: EarlierFinding, assessment: Assessment, findings: Iterable[AuditFinding]) -> EarlierOutcome:
    """What this audit says of one finding of the audit before."""
    again = tuple(finding for finding in findings if finding.repeats == entry.id)
    judged = [assessment.answer(name).verdict for name in entry.questions]
    settled = bool(judged) and all(verdict and verdict.status in (Status.YES, Status.NA) for verdict in judged)
    if again:
        return EarlierOutcome(entry, EarlierResult.REPEATED, again)
    return EarlierOutcome(entry, EarlierResult.CLOSED if settled or not entry.open else EarlierResult.OPEN)
