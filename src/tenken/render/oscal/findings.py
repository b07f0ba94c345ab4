"""What follows from an assessment, as OSCAL tells it: findings and risks.

A finding says of one question whether it is satisfied. A risk is a gap, with its first step as the remediation, who is
in charge, and until when. Identifiers come from what is meant and not from what is said: a gap keeps its own in every
year.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias, assert_never

from tenken.core.model import Answer, Assessment, Status
from tenken.core.report.areas import AnswerLine, EvidenceLine
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.render.json_values import exact
from tenken.render.oscal import documents as oscal
from tenken.render.oscal.catalog import objective_id
from tenken.render.oscal.documents import Node, of_this
from tenken.render.oscal.parties import IN_CHARGE, person
from tenken.words import Words

Seen: TypeAlias = Mapping[str, Sequence[Node]]
"""The observations of each question."""


def findings(report: Report, seen: Seen, words: Words) -> list[Node]:
    """One for each question that was answered and applies; the gaps only in the owner's report, none to hand out."""
    match report.profile:
        case ReportProfile.ATTESTATION:
            wanted: tuple[Status, ...] = ()
        case ReportProfile.OWNER:
            wanted = (Status.PARTIAL, Status.NO, Status.UNKNOWN)
        case ReportProfile.FULL | ReportProfile.AUDIT:
            wanted = (Status.YES, Status.PARTIAL, Status.NO, Status.UNKNOWN)
        case _:
            assert_never(report.profile)
    lines = [line for page in report.areas for line in page.answers if line.question_score.status in wanted]
    return [_finding(report, line, seen, words) for line in lines]


def risks(report: Report, seen: Seen, words: Words) -> list[Node]:
    """The gaps, most urgent first."""
    if report.profile is ReportProfile.ATTESTATION:
        return []
    return [_risk(report, rank, step, seen, words) for rank, step in enumerate(report.gaps, 1)]


def _finding(report: Report, line: AnswerLine, seen: Seen, words: Words) -> Node:
    judged, question = line.question_score, line.question_score.question
    status, answer = judged.status, judged.answer
    full = report.profile.whole  # others tell a gap without what was said, judged and shown
    verdict = answer.verdict if full else None
    assert status
    own = {
        "question": question.id,
        "number": line.number,
        "status": status,
        "said": answer.status if verdict else None,
        "severity": verdict.severity if verdict else None,
        "weight": question.weight,
        "critical": question.critical,
        "evidenced": judged.evidenced if full else None,
    }
    target = {
        "type": "objective-id",
        "target-id": objective_id(question.id),
        "status": _state(status) | {"remarks": oscal.prose(words.status(status))},
        "implementation-status": _implemented(status, answer),
    }
    gap = status is not Status.YES
    return oscal.filled(
        {
            "uuid": of_this(report.assessment, "finding", question.id),
            "title": oscal.line(words.text(question.name) or question.id),
            "description": oscal.prose(words.text(question.text)),
            "props": oscal.props(own),
            "target": oscal.filled(target),
            "related-observations": _related(seen, question.id),
            "related-risks": [{"risk-uuid": _risk_id(report, question.id)}] if gap else [],
        }
    )


def _state(status: Status) -> Node:
    match status:
        case Status.YES:
            return {"state": "satisfied", "reason": "pass"}
        case Status.NO:
            return {"state": "not-satisfied", "reason": "fail"}
        case Status.PARTIAL | Status.UNKNOWN:
            return {"state": "not-satisfied", "reason": "other"}
        case Status.NA:
            raise AssertionError(status)
        case _:
            assert_never(status)


def _implemented(status: Status, answer: Answer) -> Node | None:
    """How far the measure is in place, where OSCAL has a word for it."""
    if status in (Status.YES, Status.PARTIAL):
        return {"state": "implemented" if status is Status.YES else "partial"}
    return {"state": "planned"} if answer.action else None


def _risk(report: Report, rank: int, step: RoadmapStep, seen: Seen, words: Words) -> Node:
    question = step.gap.question
    asked = words.text(question.text) or question.id
    text = words("oscal.answered", status=words.status(step.gap.status))
    own = {"question": question.id, "priority-exact": exact(step.gap.priority), "phase": step.phase}
    return oscal.filled(
        {
            "uuid": _risk_id(report, question.id),
            "title": oscal.line(words.text(question.name) or question.id),
            "description": oscal.prose(f"{asked}\n\n{text}"),
            "statement": oscal.prose(words.text(question.why) or asked),
            "props": [
                {"name": "priority", "value": str(rank)},
                *oscal.props(own | {"promised": step.promised, "overdue": step.overdue}),
                *([] if step.promised else [oscal.prop("proposed-due", step.due.isoformat())]),
                *(oscal.prop("moved", day.isoformat()) for day in step.moved),
            ],
            "status": "open",
            "deadline": oscal.end_of(step.due) if step.promised else None,
            "remediations": [_remedy(report, step, words)],
            "related-observations": _related(seen, question.id),
        }
    )


def _remedy(report: Report, step: RoadmapStep, words: Words) -> Node:
    """The first step: planned where somebody promised it, a recommendation where the checklist proposes it."""
    question, remedy = step.gap.question, step.gap.question.remedy
    first = words.text(remedy.first) or question.id
    who: Node = {"role-id": step.role}
    if step.owner:
        who = {"role-id": IN_CHARGE, "party-uuids": [person(report.assessment, step.owner)]}
    task = {
        "uuid": of_this(report.assessment, "task", question.id),
        "type": "action",
        "title": oscal.line(first),
        "timing": {"on-date": {"date": oscal.end_of(step.due)}} if step.promised else None,
        "responsible-roles": [who],
    }
    return {
        "uuid": of_this(report.assessment, "remedy", question.id),
        "lifecycle": "planned" if step.promised else "recommendation",
        "title": oscal.line(first),
        "description": oscal.prose(first),
        "props": oscal.props({"effort": remedy.effort, "cost": remedy.cost, "role": step.role}),
        "tasks": [oscal.filled(task)],
    }


def _risk_id(report: Report, question_id: str) -> str:
    """The same gap of the same organisation is the same risk in every year."""
    organisation = oscal.plain(report.assessment.organisation.name)
    return oscal.named("risk", organisation, report.checklist.id, question_id)


def _related(seen: Seen, question_id: str) -> list[Node]:
    return [{"observation-uuid": node["uuid"]} for node in seen.get(question_id, ())]


def observations(report: Report, words: Words) -> dict[str, list[Node]]:
    """The observations of each question by its id; they never leave the full report."""
    if not report.profile.whole:
        return {}
    lines = [line for page in report.areas for line in page.answers]
    return {line.question_score.question.id: _observed(report.assessment, line, words) for line in lines}


def _observed(assessment: Assessment, line: AnswerLine, words: Words) -> list[Node]:
    answer, question_id = line.question_score.answer, line.question_score.question.id
    verdict = answer.verdict
    told = []
    if answer.status or answer.note:
        text = words("oscal.answered", status=words.status(answer.status))
        told.append(
            {
                "uuid": of_this(assessment, "answer", question_id),
                "description": oscal.prose(f"{text}\n\n{answer.note or ''}"),
                "props": oscal.props({"question": question_id, "said": answer.status, "confirmed": answer.confirmed}),
                "methods": ["INTERVIEW"],
                "origins": _origins(assessment, answer.by),
                "collected": oscal.start_of(answer.on or assessment.date),
            }
        )
    if verdict:
        text = words("oscal.judged", status=words.status(verdict.status))
        own = {"question": question_id, "judged": verdict.status, "severity": verdict.severity}
        told.append(
            {
                "uuid": of_this(assessment, "verdict", question_id),
                "description": oscal.prose(f"{text}\n\n{verdict.finding or ''}"),
                "props": oscal.props(own),
                "methods": ["EXAMINE"],
                "origins": _origins(assessment, verdict.by),
                "collected": oscal.start_of(verdict.on or assessment.date),
            }
        )
    told += [_shown(assessment, question_id, at, piece) for at, piece in enumerate(line.evidence, 1)]
    return [oscal.filled(node) for node in told]


def _shown(assessment: Assessment, question_id: str, at: int, piece: EvidenceLine) -> Node:
    evidence = piece.evidence
    dated = evidence.dated.isoformat() if evidence.dated else None
    own = {"state": piece.age, "dated": dated, "file": evidence.file, "sha256": evidence.sha256}
    return {
        "uuid": of_this(assessment, "evidence", question_id, str(at)),
        "description": oscal.prose(evidence.what),
        "props": oscal.props({"question": question_id}),
        "methods": ["EXAMINE"],
        "relevant-evidence": [{"description": oscal.prose(evidence.what), "props": oscal.props(own)}],
        "collected": oscal.start_of(evidence.dated or assessment.date),
        "expires": oscal.end_of(piece.until) if piece.until else None,
    }


def _origins(assessment: Assessment, name: str | None) -> list[Node]:
    return [{"actors": [{"type": "party", "actor-uuid": person(assessment, name)}]}] if name else []
