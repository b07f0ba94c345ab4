"""The report as JSON, in a shape of its own that other programs may rely on; its numbers are those of ``score_json``.

History of ``REPORT``: 1, first form; added since: the sign-off in every profile; by whom, when, whether confirmed and
with which verdict in each answer; the day of issue, what was not asked or is left out, and to whom each gap falls; the
audit (extent, outcomes, findings, team), the steps of the sign-off with both digests, in each answer its outcome and
findings, in each verdict its basis, in each piece of evidence what became of it; the place among other firms, where a
benchmark was given. Only additions keep the number;
anything else is a new one. In an answer ``status`` is what counts and ``said`` the firm's own, to which ``note``,
``by`` and ``on`` belong. Exact figures are fractions of 1 as "p/q", days are ISO, and what is not scored is null.
"""

import json
from typing import Any, assert_never

from tenken.core.audit.verdicts import outcome
from tenken.core.report.areas import AnswerLine
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.render.audit.data.as_json import audit_document, evidence_check, signoff_document, verdict_document
from tenken.render.cost.as_json import cost
from tenken.render.json_values import exact, iso
from tenken.render.peers import peers_document
from tenken.render.report.score_json import score_document
from tenken.words import Words

REPORT = 1


def render(report: Report, words: Words) -> bytes:
    """The report as JSON, with the texts in one language; an attestation holds no gap, note or evidence here either."""
    return _written(document(report, words))


def inside(report: Report, words: Words) -> bytes:
    """The JSON that a PDF carries; one that is to carry no answers says so, and holds the figures alone."""
    if report.carries_answers or report.profile is ReportProfile.ATTESTATION:
        return render(report, words)
    return _written(document(report, words, figures_only=True) | {"carries_answers": False})


def document(report: Report, words: Words, *, figures_only: bool = False) -> dict[str, Any]:
    """The same as plain data; the figures alone are those that an attestation tells."""
    assessment = report.assessment
    told = score_document(report.checklist, assessment, report.scorecard) | {
        "format": REPORT,
        "tenken": report.version,
        "profile": str(report.profile),
        "language": words.lang,
        "era": words.era,
        "content_digest": report.content_digest,
        "organisation": assessment.organisation.name,
        "date": assessment.date.isoformat(),
        "issued": iso(report.issued),
        "kind": str(assessment.kind),
        "depth": str(assessment.depth),
        "statuses": dict(report.statuses),
        "every_critical_in_place": report.every_critical_in_place,
        "left_out": _left_out(report),
        "signoff": signoff_document(assessment.signoff, whole=report.profile.whole and not figures_only)
        if assessment.signoff
        else None,
        "audit": audit_document(report, figures_only=figures_only),
    }
    if report.peers and report.profile is not ReportProfile.ATTESTATION:
        told["peers"] = peers_document(report.peers)
    if figures_only or report.profile is ReportProfile.ATTESTATION:
        del told["gaps"], told["gate"]
    else:
        told["gaps"] = [_gap(report, step, words) for step in report.gaps]
        told["cost"] = cost(report.loss, words) if report.loss else None
        told["unanswered"] = [gap.question.id for gap in report.open]
    if report.profile.whole and not figures_only:
        told["answers"] = [_answer(line, report, words) for page in report.areas for line in page.answers]
    return told


def _left_out(report: Report) -> dict[str, int]:
    """How many gaps and answers this profile does not tell here."""
    match report.profile:
        case ReportProfile.FULL | ReportProfile.AUDIT:
            return {"gaps": 0, "answers": 0}
        case ReportProfile.OWNER:
            return {"gaps": 0, "answers": report.scorecard.tally.total}
        case ReportProfile.ATTESTATION:
            return {"gaps": len(report.gaps), "answers": report.scorecard.tally.total}
        case _:
            assert_never(report.profile)


def _written(told: dict[str, Any]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _gap(report: Report, step: RoadmapStep, words: Words) -> dict[str, Any]:
    question = step.gap.question
    return {
        "id": question.id,
        "number": report.numbers[question.id],
        "label": words.text(question.name),
        "status": str(step.gap.status),
        "critical": question.critical,
        "priority": exact(step.gap.priority),
        "first": words.text(question.remedy.first),
        "owner": step.owner,
        "role": str(step.role),
        "person": step.person,
        "due": step.due.isoformat(),
        "promised": step.promised,
        "overdue": step.overdue,
        "moved": [day.isoformat() for day in step.moved],
        "effort": str(question.remedy.effort),
        "cost": str(question.remedy.cost),
    }


def _answer(line: AnswerLine, report: Report, words: Words) -> dict[str, Any]:
    answer, question_id = line.question_score.answer, line.question_score.question.id
    return {
        "id": question_id,
        "number": line.number,
        "question": words.text(line.question_score.question.text),
        "status": str(line.question_score.status or "unanswered"),
        "said": str(answer.status) if answer.status else None,
        "note": answer.note,
        "by": answer.by,
        "on": iso(answer.on),
        "confirmed": answer.confirmed,
        "outcome": str(outcome(answer)) if report.audit else None,
        "findings": [entry.id for entry in report.audit.findings if question_id in entry.questions]
        if report.audit
        else [],
        "verdict": verdict_document(answer.verdict) if answer.verdict else None,
        "evidenced": line.question_score.evidenced,
        "evidence": [
            {
                "what": piece.evidence.what,
                "file": piece.evidence.file,
                "sha256": piece.evidence.sha256,
                "dated": piece.evidence.dated.isoformat() if piece.evidence.dated else None,
                "state": str(piece.age),
                "until": piece.until.isoformat() if piece.until else None,
                **evidence_check(piece.evidence),
            }
            for piece in line.evidence
        ],
    }
