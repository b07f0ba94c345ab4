"""What was said, judged and shown, as OSCAL observations: the answer, the assessor's judgement, each piece of evidence.

Evidence is told by name and SHA-256 in properties, never as a link: no reader of the file should go and open what a
stranger wrote there. What follows from it all is told in ``oscal_findings``.
"""

from tenken.core.model import Assessment
from tenken.core.report.areas import AnswerLine, EvidenceLine
from tenken.core.report.report import Report
from tenken.core.report.sections import Profile
from tenken.render import oscal
from tenken.render.oscal import Node, of_this
from tenken.render.oscal_people import person
from tenken.words import Words


def observations(report: Report, words: Words) -> dict[str, list[Node]]:
    """The observations of each question by its id; they never leave the full report."""
    if report.profile is not Profile.FULL:
        return {}
    lines = [line for page in report.areas for line in page.answers]
    return {line.judged.question.id: _observed(report.assessment, line, words) for line in lines}


def _observed(assessment: Assessment, line: AnswerLine, words: Words) -> list[Node]:
    answer, question_id = line.judged.answer, line.judged.question.id
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
