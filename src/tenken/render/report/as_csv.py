"""The report as CSV: a row for each question, for people who sort and filter. It is not read back.

An area that applies and was not asked at this depth has one row, after the questions; then come the findings of an
audit and what is told of it as a whole, a row each. ``status`` is what counts, a verdict where there is one; ``said``
is the firm's own, to which ``note``, ``by`` and ``on`` belong. Columns keep their names and places; new ones come at
the end, those of an audit only where there is one.
"""

from collections.abc import Iterator

from tenken.core.model import Assessment, AuditFinding
from tenken.core.report.areas import AnswerLine
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.excel.safe_cells import comma_separated
from tenken.render.audit.data.as_json import signoff_document
from tenken.render.audit.data.sentences import (
    basis_line,
    figure_lines,
    frame_lines,
    questions_of,
    signoff_lines,
    told_outcome,
)
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

TOLD = ("told",)
"""What a row says that is no question's."""
JUDGED = ("judged", "outcome", "basis", "findings")
"""What an audit did with an answer, the findings that speak of it by their numbers."""
FOUND = ("grade", "questions", "reply_by")
FOUND_WHOLE = (
    *("criteria", "condition", "cause", "consequence", "recommendation"),
    *("proof", "repeats", "disagreement", "found_by", "found_on"),
)
"""A finding, in a row of its own."""


def render(report: Report, words: Words) -> bytes:
    """A head row and a row for each question, in the owner's report for each gap and each question not answered."""
    columns = {ReportProfile.OWNER: GAPS, ReportProfile.ATTESTATION: HANDED_OUT}
    steps = {step.gap.question.id: step for step in report.gaps}
    short = steps.keys() | {gap.question.id for gap in report.open}
    signed = _signed(report.assessment)
    rows = [[*columns.get(report.profile, COLUMNS), *_further(report)]]
    for page in report.areas:
        for line in page.answers:
            question_id = line.question_score.question.id
            if report.profile is not ReportProfile.OWNER or question_id in short:
                cells = _cells(line, steps.get(question_id), words) | _said(line, words) | signed
                cells |= _judged(line, report, words)
                rows.append([cells.get(column, "") for column in rows[0]])
    for entry in report.scope.areas:  # nothing that applies is left out in silence
        told = words("scope.row", n=entry.questions, critical=entry.critical)
        area = words.text(entry.area.title)
        cells = {"number": str(entry.number), "id": entry.area.id, "area": area, "label": told} | signed
        rows.append([cells.get(column, "") for column in rows[0]])
    for cells in _further_rows(report, words):
        rows.append([(cells | signed).get(column, "") for column in rows[0]])
    return comma_separated(rows)


def _further(report: Report) -> tuple[str, ...]:
    """The columns that an audit needs, and a sign-off in steps."""
    signed = report.assessment.signoff
    if report.audit is None:
        return TOLD if signed and signed.steps else ()
    if report.profile is ReportProfile.ATTESTATION:
        return TOLD
    return (*TOLD, *FOUND) if report.profile is ReportProfile.OWNER else (*TOLD, *JUDGED, *FOUND, *FOUND_WHOLE)


def _judged(line: AnswerLine, report: Report, words: Words) -> dict[str, str]:
    """What the audit did with the answer; empty where nothing is known of an audit."""
    answer, question_id = line.question_score.answer, line.question_score.question.id
    if report.audit is None:
        return {}
    verdict = answer.verdict
    return {
        "judged": words.judged(verdict.status) if verdict else "",
        "outcome": told_outcome(answer, words),
        "basis": "\n".join(basis_line(basis, words) for basis in verdict.basis) if verdict else "",
        "findings": " ".join(entry.id for entry in report.audit.findings if question_id in entry.questions),
    }


def _further_rows(report: Report, words: Words) -> Iterator[dict[str, str]]:
    """A row for each finding, and one for each line that is told of the audit and its sign-off."""
    if report.audit and report.profile is not ReportProfile.ATTESTATION:
        yield from (_found(finding, report, words) for finding in report.audit.findings)
    signed = report.assessment.signoff
    lines = [*figure_lines(report, words), *frame_lines(report, words)]
    if signed and (signed.steps or report.audit):
        lines += signoff_lines(signed, report, words)
    yield from ({"label": label, "told": text} for label, text in lines)


def _found(finding: AuditFinding, report: Report, words: Words) -> dict[str, str]:
    texts = {name: getattr(finding, name) or "" for name in FOUND_WHOLE[:5]}
    return texts | {
        "number": finding.id,
        "label": finding.title,
        "grade": words(f"finding_grade.{finding.grade}"),
        "questions": questions_of(finding, report, words),
        "reply_by": iso(finding.reply_by) or "",
        "proof": "\n".join(finding.proof),
        "repeats": finding.repeats or "",
        "disagreement": finding.disagreement or "",
        "found_by": finding.by or "",
        "found_on": iso(finding.on) or "",
    }


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
    if assessment.signoff is None:
        return dict.fromkeys(SIGNED, "")
    signoff = signoff_document(assessment.signoff, whole=False)
    told = (signoff["assessor"], signoff["reviewer"], signoff["approved_by"], signoff["on"])
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
        "status": words.counted(line.question_score.answer),
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
