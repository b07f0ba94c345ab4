"""The report as CSV: a row for each question, for people who sort and filter. It is not read back.

An area that applies and was not asked at this depth has one row, after the questions.
Columns keep their names and places; new ones come at the end.
"""

from tenken.core.model import Assessment
from tenken.core.report.areas import AnswerLine
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.excel.safe_cells import comma_separated
from tenken.render.json_values import iso
from tenken.render.report.answer_sentences import evidence
from tenken.words import Words

SIGNED = ("signed_assessor", "signed_reviewer", "signed_approved_by", "signed_on")
"""Who stands behind the result, the same in every row: the columns of every profile."""
COLUMNS = (
    *("number", "id", "area", "label", "question", "critical", "weight", "status", "note", "evidenced"),
    *("priority", "first", "owner", "due", "effort", "cost"),
    *("by", "on", "evidence", "said", "finding", "severity", "judged_by", "judged_on", *SIGNED, "promised"),
)
GAPS = (
    *("number", "id", "area", "label", "question", "critical", "weight", "status"),
    *("priority", "first", "owner", "due", "effort", "cost", *SIGNED, "promised"),
)
"""The columns of an owner's report, which has rows for what falls short or is not answered."""
HANDED_OUT = ("number", "id", "area", "label", "critical", "weight", *SIGNED)
"""The columns of an attestation."""


def render(report: Report, words: Words) -> bytes:
    """A head row and a row for each question, in the owner's report for each gap and each question not answered."""
    columns = {ReportProfile.OWNER: GAPS, ReportProfile.ATTESTATION: HANDED_OUT}
    steps = {step.gap.question.id: step for step in report.gaps}
    short = steps.keys() | {gap.question.id for gap in report.open}
    signed = _signed(report.assessment)
    rows = [list(columns.get(report.profile, COLUMNS))]
    for page in report.areas:
        for line in page.answers:
            question_id = line.question_score.question.id
            if report.profile is not ReportProfile.OWNER or question_id in short:
                cells = _cells(line, steps.get(question_id), words) | _said(line, words) | signed
                rows.append([cells[column] for column in rows[0]])
    for entry in report.scope.areas:  # nothing that applies is left out in silence
        told = words("scope.row", n=entry.questions, critical=entry.critical)
        area = words.text(entry.area.title)
        cells = {"number": str(entry.number), "id": entry.area.id, "area": area, "label": told} | signed
        rows.append([cells.get(column, "") for column in rows[0]])
    return comma_separated(rows)


def _said(line: AnswerLine, words: Words) -> dict[str, str]:
    """What the person and the assessor said; several pieces of evidence are lines of one cell."""
    said, verdict = line.question_score.answer, line.question_score.answer.verdict
    return {
        "by": said.by or "",
        "on": iso(said.on) or "",
        "evidence": "\n".join(evidence(piece, words) for piece in line.evidence),
        "said": words.status(said.status) if said.status else "",
        "finding": (verdict.finding or "") if verdict else "",
        "severity": words(f"severity.{verdict.severity}") if verdict and verdict.severity else "",
        "judged_by": (verdict.by or "") if verdict else "",
        "judged_on": (iso(verdict.on) or "") if verdict else "",
    }


def _signed(assessment: Assessment) -> dict[str, str]:
    signoff = assessment.signoff
    if signoff is None:
        return dict.fromkeys(SIGNED, "")
    told = (signoff.assessor, signoff.reviewer, signoff.approved_by, iso(signoff.on))
    return {column: name or "" for column, name in zip(SIGNED, told, strict=True)}


def _cells(line: AnswerLine, step: RoadmapStep | None, words: Words) -> dict[str, str]:
    question = line.question_score.question
    return {
        "number": line.number,
        "id": question.id,
        "area": words.text(line.question_score.area.title),
        "label": words.text(question.name),
        "question": words.text(question.text),
        "critical": words("report.summary.critical") if question.critical else "",
        "weight": str(question.weight),
        "status": words.status(line.question_score.status),
        "note": line.question_score.answer.note or "",
        "evidenced": "1" if line.question_score.evidenced else "",
        "priority": words.decimal(step.gap.priority) if step else "",
        "first": words.text(question.remedy.first) if step else "",
        "owner": (step.person or words("role.owner")) if step else "",
        "due": step.due.isoformat() if step else "",
        "promised": words(f"proposal.short_{'promised' if step.promised else 'proposed'}") if step else "",
        "effort": words(f"effort.{question.remedy.effort}") if step else "",
        "cost": words(f"cost.{question.remedy.cost}") if step else "",
    }
