"""What an audit adds to the OSCAL results: what each verdict rests on, findings with their advice, who signed, the log.

A finding of an audit may speak of several questions; OSCAL knows one target, so the first is the target and all of them
are properties. Its recommendation is the remediation of a risk. Single answers are ``findings``', the plan ``plan``'s.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from tenken.core.model import Assessment, AuditFinding, Basis, BasisMethod, FindingGrade, SignoffStep, Status
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.score import shown
from tenken.render.json_values import exact
from tenken.render.oscal import documents as oscal
from tenken.render.oscal.catalog import objective_id
from tenken.render.oscal.documents import Node, of_this
from tenken.render.oscal.parties import SIGNERS, person
from tenken.words import Words

Seen: TypeAlias = Mapping[str, Sequence[Node]]
"""The observations of each question."""

METHODS = {
    BasisMethod.DOCUMENT: "EXAMINE",
    BasisMethod.OBSERVATION: "EXAMINE",
    BasisMethod.INTERVIEW: "INTERVIEW",
    BasisMethod.TEST: "TEST",
}
"""OSCAL's word for how somebody saw what a verdict says."""

FIELDS = ("criteria", "cause", "consequence", "recommendation", "disagreement")
"""What a finding says beyond its condition."""


def finding_id(assessment: Assessment, finding: AuditFinding) -> str:
    """The identifier of a finding of this audit."""
    return of_this(assessment, "audit-finding", finding.id)


def risk_id(assessment: Assessment, finding: AuditFinding) -> str:
    """The identifier of what a finding wants mended."""
    return of_this(assessment, "audit-risk", finding.id)


def basis_observation(assessment: Assessment, question_id: str, at: int, basis: Basis, collected: str) -> Node:
    """What somebody saw, on which day and how; what was looked at is its evidence."""
    sample = basis.sample
    own: dict[str, str | int | None] = {"question": question_id, "method": basis.method, "ref": basis.ref}
    if sample:
        own |= {"population": sample.population, "size": sample.size, "failed": sample.failed}
        own |= {"design": sample.design, "seed": sample.seed, "items": " ".join(map(str, sample.items))}
    file = {"ref": basis.ref, "file": basis.file, "sha256": basis.sha256}
    shown = {"description": oscal.prose(basis.what), "props": oscal.props(file)}
    return {
        "uuid": of_this(assessment, "basis", question_id, str(at)),
        "description": oscal.prose(basis.what),
        "props": oscal.props(own) + [oscal.prop("evidence", number) for number in basis.evidence],
        "methods": [METHODS[basis.method]],
        "origins": origins(assessment, basis.by),
        "relevant-evidence": [oscal.filled(shown)] if any(file.values()) else [],
        "collected": oscal.start_of(basis.on) if basis.on else collected,
    }


def origins(assessment: Assessment, name: str | None) -> list[Node]:
    """Who said or saw something, where the file says so."""
    return [{"actors": [{"type": "party", "actor-uuid": person(assessment, name)}]}] if name else []


def findings(report: Report, seen: Seen, words: Words, *, full: bool) -> list[Node]:
    """The findings of the audit, the gravest first; without ``full`` only number, grade, title and dates."""
    return [_finding(report, entry, seen, words, full=full) for entry in report.audit.findings] if report.audit else []


def _finding(report: Report, finding: AuditFinding, seen: Seen, words: Words, *, full: bool) -> Node:
    assessment = report.assessment
    told = {item.question.id: item.status for item in report.scorecard.questions}
    good = all(told.get(name) is Status.YES for name in finding.questions)
    status = {"state": "satisfied", "reason": "pass"} if good else {"state": "not-satisfied", "reason": "other"}
    return oscal.filled(
        {
            "uuid": finding_id(assessment, finding),
            "title": oscal.line(f"{finding.id} {finding.title}"),
            "description": oscal.prose((finding.condition if full else None) or finding.title),
            "props": _props(finding, full=full),
            "origins": origins(assessment, finding.by) if full else [],
            "target": {"type": "objective-id", "target-id": objective_id(finding.questions[0]), "status": status},
            "related-observations": [
                {"observation-uuid": node["uuid"]} for name in finding.questions for node in seen.get(name, ())
            ],
            "related-risks": [{"risk-uuid": risk_id(assessment, finding)}]
            if finding.grade is not FindingGrade.STRENGTH
            else [],
            "remarks": oscal.prose(words(f"finding_grade.{finding.grade}")),
        }
    )


def _props(finding: AuditFinding, *, full: bool) -> list[Node]:
    day = {"reply-by": finding.reply_by.isoformat() if finding.reply_by else None}
    told = oscal.props({"finding": finding.id, "grade": finding.grade, **day})
    told += [oscal.prop("question", name) for name in finding.questions]
    if full:
        on = finding.on.isoformat() if finding.on else None
        told += oscal.props({"repeats": finding.repeats, "recorded-on": on})
        told += [oscal.prop("proof", proof) for proof in finding.proof]
        for name in FIELDS:
            text: str | None = getattr(finding, name)
            if text:
                told.append(oscal.prop(name, finding.id, remarks=oscal.prose(text)))
    return told


def risks(report: Report, words: Words, *, full: bool) -> list[Node]:
    """What the findings want mended, with the recommendation and the day of the reply."""
    wanted = report.audit.faults if report.audit else ()
    return [_risk(report.assessment, entry, words, full=full) for entry in wanted]


def _risk(assessment: Assessment, finding: AuditFinding, words: Words, *, full: bool) -> Node:
    title = oscal.line(f"{finding.id} {finding.title}")
    advice = (finding.recommendation if full else None) or finding.title
    task = {
        "uuid": of_this(assessment, "reply", finding.id),
        "type": "milestone",
        "title": oscal.line(words("oscal.reply")),
        "timing": {"on-date": {"date": oscal.end_of(finding.reply_by)}} if finding.reply_by else None,
    }
    remedy = {
        "uuid": of_this(assessment, "recommendation", finding.id),
        "lifecycle": "recommendation",
        "title": title,
        "description": oscal.prose(advice),
        "tasks": [oscal.filled(task)] if finding.grade.needs_reply else [],
    }
    return oscal.filled(
        {
            "uuid": risk_id(assessment, finding),
            "title": title,
            "description": oscal.prose((finding.condition if full else None) or finding.title),
            "statement": oscal.prose((finding.consequence if full else None) or finding.title),
            "props": oscal.props({"finding": finding.id, "grade": finding.grade}),
            "status": "open",
            "remediations": [oscal.filled(remedy)],
        }
    )


def attestations(report: Report, limits: Node, words: Words, *, full: bool) -> list[Node]:
    """Each signature in order with the digest of what was signed, and with ``full`` each that was taken back.

    ``limits`` says what the result is not, and stands with the first of them; empty where nobody signed in steps.
    """
    assessment, signoff = report.assessment, report.assessment.signoff
    if signoff is None or not (signoff.steps or signoff.reopened):
        return []
    told = [_signed(assessment, step, words) for step in signoff.steps] or [{"parts": []}]
    told[0]["parts"].append(limits)
    digest = report.audit.signed_digest if report.audit else None
    issue = {"issue": signoff.issue, "no-reviewer": signoff.no_reviewer, "signed-digest": digest}
    told[-1]["parts"].append({"name": "issue", "ns": oscal.OURS, "props": oscal.props(issue)})
    for entry in signoff.reopened if full else ():
        own: dict[str, str | int | None] = {"issue": entry.issue, "by": entry.by}
        own |= {"on": entry.on.isoformat(), "digest": entry.digest}
        text = words("oscal.reopened", issue=entry.issue, reason=entry.reason)
        part = {"name": "reopened", "ns": oscal.OURS, "props": oscal.props(own), "prose": oscal.prose(text)}
        told.append({"parts": [part, *(_part(step, words) for step in entry.steps)]})
    return told


def _signed(assessment: Assessment, step: SignoffStep, words: Words) -> Node:
    who = {"role-id": SIGNERS[step.role], "party-uuids": [person(assessment, step.name)]}
    return {"responsible-parties": [who], "parts": [_part(step, words)]}


def _part(step: SignoffStep, words: Words) -> Node:
    own = {"role": step.role, "signed-on": step.on.isoformat(), "digest": step.digest, "firm": step.firm}
    role = words(f"audit_data.signer.{step.role}")
    text = words("oscal.step", role=role, name=step.name, day=words.day(step.on))
    content = words("oscal.signed_content", digest=step.digest)
    return {"name": "signed", "ns": oscal.OURS, "props": oscal.props(own), "prose": oscal.prose(f"{text}\n\n{content}")}


def figures(report: Report) -> list[Node]:
    """How much was looked at, the firm's own score, how far it judged itself too well, and findings counted."""
    audit = report.audit
    if audit is None:
        return []
    own: dict[str, str | int | None] = {
        "checked": audit.extent.checked,
        "checked-of": audit.extent.asked,
        "checked-weight": audit.extent.checked_weight,
        "checked-weight-of": audit.extent.weight,
    }
    handed_out = report.profile is ReportProfile.ATTESTATION
    if not handed_out:
        own |= {"own-score": shown(audit.own.score), "own-exact": exact(audit.own.score)}
    if audit.optimism and not handed_out:
        own |= {"compared": audit.optimism.questions, "compared-own": exact(audit.optimism.own)}
        own |= {"compared-audited": exact(audit.optimism.audited), "optimism-gap": exact(audit.optimism.gap)}
    told = oscal.props(own)
    told += [oscal.prop("outcome-count", count, **{"class": kind}) for kind, count in audit.outcomes.items()]
    return told + [oscal.prop("finding-count", count, **{"class": grade}) for grade, count in audit.grades.items()]


def statements(assessment: Assessment) -> list[Node]:
    """What the assessor says of the audit as a whole: opinion, limits, independence and the like."""
    audit = assessment.audit
    if audit is None:
        return []
    said = {
        name: getattr(audit, name)
        for name in ("objective", "scope", "excluded", "independence", "limits", "opinion", "disagreements")
    }
    said |= {"criteria": "\n\n".join(audit.criteria), "distribution": "\n\n".join(audit.distribution)}
    parts = [{"name": name, "ns": oscal.OURS, "prose": oscal.prose(text)} for name, text in said.items() if text]
    return [{"parts": parts}] if parts else []


def log(assessment: Assessment, words: Words) -> Node | None:
    """When the team met the firm, and what became of each document that was asked for."""
    entries = [*_met(assessment, words), *_asked_for(assessment, words)]
    return {"entries": [oscal.filled(entry) for entry in entries]} if entries else None


def _met(assessment: Assessment, words: Words) -> Iterator[Node]:
    for at, session in enumerate(assessment.audit.sessions if assessment.audit else (), 1):
        how = words(f"session_kind.{session.how}")
        yield {
            "uuid": of_this(assessment, "session", str(at)),
            "title": oscal.line(words("oscal.session", how=how, place=session.place or "")),
            "start": oscal.start_of(session.on),
            "end": oscal.end_of(session.on),
            "props": oscal.props({"how": session.how, "place": session.place})
            + [oscal.prop("with", role) for role in session.people],
        }


def _asked_for(assessment: Assessment, words: Words) -> Iterator[Node]:
    for request in assessment.audit.requests if assessment.audit else ():
        due = request.due.isoformat() if request.due else None
        yield {
            "uuid": of_this(assessment, "request", request.id),
            "title": oscal.line(words("oscal.request", id=request.id, what=request.what)),
            "description": oscal.prose(request.what),
            "start": oscal.start_of(request.on or assessment.date),
            "props": oscal.props({"request": request.id, "state": request.state, "due": due})
            + [oscal.prop("question", name) for name in request.questions],
            "remarks": oscal.prose(request.note) if request.note else None,
        }
