"""An audit as plain data inside the JSON report; exact figures are fractions of 1 as "p/q", days are ISO.

To hand out: extent and counts. To the owner besides: both scores, the frame of the audit, findings by their titles. The
rest, and every verdict, stands in the whole report only. Words are none in here.
"""

from typing import Any

from tenken.core.model import (
    AuditFinding,
    Basis,
    DocumentRequest,
    Evidence,
    Reopening,
    Session,
    Signoff,
    SignoffRole,
    SignoffStep,
    TeamMember,
    Verdict,
)
from tenken.core.report.audit_report import AuditReport
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.score import Scorecard, shown
from tenken.render.json_values import exact, iso


def audit_document(report: Report, *, figures_only: bool = False) -> dict[str, Any] | None:
    """The audit, as much of it as this form of the report tells; ``None`` where nothing is known of one."""
    audit = report.audit
    if audit is None:
        return None
    told = _counts(audit)
    if figures_only or report.profile is ReportProfile.ATTESTATION:
        return told
    told |= _figures(audit, report.scorecard) | _frame(audit)
    told["findings"] = [_finding(entry, whole=report.profile.whole) for entry in audit.findings]
    if report.profile.whole:
        told |= _rest(audit)
    return told


def _counts(audit: AuditReport) -> dict[str, Any]:
    return {
        "issue": audit.issue,
        "signed_digest": audit.signed_digest,
        "changed_after": [step.name for step in audit.changed_after],
        "extent": {
            "checked": audit.extent.checked,
            "asked": audit.extent.asked,
            "checked_weight": audit.extent.checked_weight,
            "weight": audit.extent.weight,
            "share": exact(audit.extent.share),
        },
        "outcomes": {str(kind): count for kind, count in audit.outcomes.items()},
        "grades": {str(grade): count for grade, count in audit.grades.items()},
    }


def _figures(audit: AuditReport, audited: Scorecard) -> dict[str, Any]:
    gap = audit.optimism
    return {
        "own": _score(audit.own),
        "audited": _score(audited),
        "optimism": {
            "questions": gap.questions,
            "own": exact(gap.own),
            "audited": exact(gap.audited),
            "gap": exact(gap.gap),
        }
        if gap
        else None,
        "optimism_by_area": [
            {"id": area.id, "questions": found.questions, "own": exact(found.own), "audited": exact(found.audited)}
            for area, found in audit.optimism_by_area
        ],
    }


def _score(card: Scorecard) -> dict[str, Any]:
    return {"score": shown(card.score), "exact": exact(card.score), "grade": card.grade}


def _frame(audit: AuditReport) -> dict[str, Any]:
    """What the audit is about, and who does it when."""
    said = audit.audit
    return {
        "firm": audit.firm,
        "of": {"file": said.of.file, "sha256": said.of.sha256, "digest": said.of.digest} if said.of else None,
        "objective": said.objective,
        "scope": said.scope,
        "excluded": said.excluded,
        "criteria": list(said.criteria),
        "independence": said.independence,
        "team": [_member(member) for member in said.team],
        "sessions": [_session(session) for session in said.sessions],
    }


def _rest(audit: AuditReport) -> dict[str, Any]:
    said, sample = audit.audit, audit.audit.sample
    return {
        "limits": said.limits,
        "opinion": said.opinion,
        "disagreements": said.disagreements,
        "distribution": list(said.distribution),
        "sample": {
            "seed": sample.seed,
            "size": sample.size,
            "frame": sample.frame,
            "always": list(sample.always),
            "drawn": list(sample.drawn),
            "added": [{"id": entry.id, "why": entry.why} for entry in sample.added],
        }
        if sample
        else None,
        "requests": [_request(request) for request in said.requests],
        "earlier": [
            {
                "id": entry.finding.id,
                "grade": str(entry.finding.grade),
                "title": entry.finding.title,
                "result": str(entry.result),
                "repeated_by": [finding.id for finding in entry.repeated_by],
            }
            for entry in audit.earlier
        ],
    }


def _member(member: TeamMember) -> dict[str, Any]:
    return {
        "name": member.name,
        "role": str(member.role),
        "firm": member.firm,
        "qualification": member.qualification,
    }


def _session(session: Session) -> dict[str, Any]:
    return {
        "on": session.on.isoformat(),
        "how": str(session.how),
        "place": session.place,
        "with": list(session.people),
    }


def _request(request: DocumentRequest) -> dict[str, Any]:
    return {
        "id": request.id,
        "what": request.what,
        "questions": list(request.questions),
        "due": iso(request.due),
        "state": str(request.state),
        "on": iso(request.on),
        "note": request.note,
    }


def _finding(finding: AuditFinding, *, whole: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": finding.id,
        "grade": str(finding.grade),
        "title": finding.title,
        "questions": list(finding.questions),
        "reply_by": iso(finding.reply_by),
    }
    if whole:
        told |= {
            name: getattr(finding, name)
            for name in ("criteria", "condition", "cause", "consequence", "recommendation", "repeats", "disagreement")
        }
        told |= {"proof": list(finding.proof), "by": finding.by, "on": iso(finding.on)}
    return told


def verdict_document(verdict: Verdict) -> dict[str, Any]:
    """A verdict with who, when and on what basis."""
    return {
        "status": str(verdict.status),
        "finding": verdict.finding,
        "severity": verdict.severity,
        "by": verdict.by,
        "on": iso(verdict.on),
        "basis": [_basis(basis) for basis in verdict.basis],
    }


def _basis(basis: Basis) -> dict[str, Any]:
    sample = basis.sample
    return {
        "method": str(basis.method),
        "what": basis.what,
        "by": basis.by,
        "on": iso(basis.on),
        "evidence": list(basis.evidence),
        "ref": basis.ref,
        "file": basis.file,
        "sha256": basis.sha256,
        "sample": {
            "population": sample.population,
            "size": sample.size,
            "failed": sample.failed,
            "design": sample.design,
            "seed": sample.seed,
            "items": list(sample.items),
        }
        if sample
        else None,
    }


def evidence_check(evidence: Evidence) -> dict[str, str | None]:
    """What became of a piece of evidence when somebody looked at it."""
    return {
        "checked": str(evidence.checked) if evidence.checked else None,
        "checked_by": evidence.checked_by,
        "checked_on": iso(evidence.checked_on),
    }


def signoff_document(signed: Signoff, *, whole: bool) -> dict[str, Any]:
    """Who stands behind the result: by role as ever, and step by step with the digest of what was signed.

    A sign-off that was taken back names its reason, which only the whole report tells.
    """
    by_role = {step.role: step.name for step in signed.steps}
    told: dict[str, Any] = {
        "assessor": signed.assessor or by_role.get(SignoffRole.ASSESSOR),
        "reviewer": signed.reviewer or by_role.get(SignoffRole.REVIEWER),
        "approved_by": signed.approved_by or by_role.get(SignoffRole.APPROVER),
        "on": iso(signed.signed_on),
        "issue": signed.issue,
        "no_reviewer": bool(signed.no_reviewer),
        "steps": [_step(step) for step in signed.steps],
    }
    if whole:
        told["reopened"] = [_reopened(entry) for entry in signed.reopened]
    return told


def _step(step: SignoffStep) -> dict[str, str | None]:
    return {
        "role": str(step.role),
        "name": step.name,
        "firm": step.firm,
        "on": step.on.isoformat(),
        "digest": step.digest,
    }


def _reopened(entry: Reopening) -> dict[str, Any]:
    return {
        "issue": entry.issue,
        "by": entry.by,
        "on": entry.on.isoformat(),
        "reason": entry.reason,
        "digest": entry.digest,
        "steps": [_step(step) for step in entry.steps],
    }
