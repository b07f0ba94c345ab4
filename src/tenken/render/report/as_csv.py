"""The report as CSV: one row for each question asked, for people who sort and filter. It is not read back."""

from tenken.core.report.areas import AnswerLine
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.excel.safe_cells import comma_separated
from tenken.words import Words

COLUMNS = (
    *("number", "id", "area", "label", "question", "critical", "weight", "status", "note", "evidenced"),
    *("priority", "first", "owner", "due", "effort", "cost"),
)
HANDED_OUT = ("number", "id", "area", "label", "critical", "weight")
"""The columns of an attestation."""


def render(report: Report, words: Words) -> bytes:
    """A head row and one row for each question."""
    columns = HANDED_OUT if report.profile is ReportProfile.ATTESTATION else COLUMNS
    steps = {step.gap.question.id: step for step in report.gaps}
    rows = [list(columns)]
    for page in report.areas:
        for line in page.answers:
            cells = _cells(line, steps.get(line.question_score.question.id), words)
            rows.append([cells[column] for column in columns])
    return comma_separated(rows)


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
        "owner": (step.owner or words(f"role.{step.role}")) if step else "",
        "due": step.due.isoformat() if step else "",
        "effort": words(f"effort.{question.remedy.effort}") if step else "",
        "cost": words(f"cost.{question.remedy.cost}") if step else "",
    }
