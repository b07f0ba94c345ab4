"""The numbers and the whole report as JSON, in shapes of their own that other programs may rely on.

History of ``NUMBERS`` (``score --json``): 1, first form. History of ``REPORT`` (``report --format json``):
1, first form. Only additions keep a number; anything else is a new one. Exact figures are fractions of 1 as "p/q", days
are ISO, and what is not scored is null.
"""

import json
from fractions import Fraction
from typing import Any

from tenken.core.findings import find
from tenken.core.model import Assessment, Checklist
from tenken.core.report import AnswerLine, Profile, Report
from tenken.core.roadmap import Step
from tenken.core.scoring import Scorecard, shown
from tenken.words import Words

NUMBERS = 1
REPORT = 1


def numbers(checklist: Checklist, assessment: Assessment, card: Scorecard) -> dict[str, Any]:
    """What ``tenken score --json`` tells."""
    return {
        "format": NUMBERS,
        "checklist": checklist.reference,
        "digest": assessment.digest,
        "score": shown(card.score),
        "exact": _exact(card.score),
        "grade": card.grade,
        "grade_before_gate": card.grade_before_gate,
        "gate": [item.question.id for item in card.gate],
        "coverage": {
            "answered": card.tally.answered,
            "applicable": card.tally.applicable,
            "total": card.tally.total,
        },
        "range": [shown(card.score), shown(card.best)],
        "evidenced": shown(card.evidenced),
        "draft": card.draft,
        "areas": [
            {
                "id": entry.area.id,
                "score": shown(entry.tally.score),
                "exact": _exact(entry.tally.score),
                "answered": entry.tally.answered,
                "applicable": entry.tally.applicable,
            }
            for entry in card.areas
        ],
        "gaps": [
            {
                "id": finding.question.id,
                "priority": _exact(finding.priority),
                "status": str(finding.status or "unanswered"),
            }
            for finding in find(card)
        ],
    }


def render(report: Report, words: Words) -> bytes:
    """The report as JSON, with the texts in one language; an attestation holds no gap, note or evidence here either."""
    assessment = report.assessment
    told = numbers(report.checklist, assessment, report.scorecard) | {
        "format": REPORT,
        "tenken": report.version,
        "profile": str(report.profile),
        "language": words.lang,
        "content_digest": report.content_digest,
        "organisation": assessment.organisation.name,
        "date": assessment.date.isoformat(),
        "kind": str(assessment.kind),
        "depth": str(assessment.depth),
        "statuses": dict(report.statuses),
    }
    if report.profile is Profile.ATTESTATION:
        del told["gaps"], told["gate"]
    else:
        told["gaps"] = [_gap(report, step, words) for step in report.gaps]
        told["unanswered"] = [finding.question.id for finding in report.open]
    if report.profile is Profile.FULL:
        told["answers"] = [_answer(line, words) for page in report.areas for line in page.answers]
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _gap(report: Report, step: Step, words: Words) -> dict[str, Any]:
    question = step.finding.question
    return {
        "id": question.id,
        "number": report.numbers[question.id],
        "label": words.text(question.name),
        "status": str(step.finding.status),
        "critical": question.critical,
        "priority": _exact(step.finding.priority),
        "first": words.text(question.remedy.first),
        "owner": step.owner,
        "role": str(step.role),
        "due": step.due.isoformat(),
        "promised": step.promised,
        "overdue": step.overdue,
        "moved": [day.isoformat() for day in step.moved],
        "effort": str(question.remedy.effort),
        "cost": str(question.remedy.cost),
    }


def _answer(line: AnswerLine, words: Words) -> dict[str, Any]:
    answer = line.judged.answer
    return {
        "id": line.judged.question.id,
        "number": line.number,
        "question": words.text(line.judged.question.text),
        "status": str(line.judged.status or "unanswered"),
        "said": str(answer.status) if answer.status else None,
        "note": answer.note,
        "evidenced": line.judged.evidenced,
        "evidence": [
            {
                "what": piece.evidence.what,
                "file": piece.evidence.file,
                "sha256": piece.evidence.sha256,
                "dated": piece.evidence.dated.isoformat() if piece.evidence.dated else None,
                "state": str(piece.age),
                "until": piece.until.isoformat() if piece.until else None,
            }
            for piece in line.evidence
        ],
    }


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else f"{value.numerator}/{value.denominator}"
