"""The sheets of the Excel workbook that only an audit has: what it is about, and its findings.

Which lines they hold is ``audit.data``'s; the first sheet and that of all answers are ``xlsx_summary``'s and
``as_xlsx``'s. Nothing of this is in what is handed out.
"""

from collections.abc import Sequence

from tenken.core.model import Answer, AuditFinding
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.excel.book import CellValue, ReportBook, Sheet
from tenken.excel.row_heights import lines
from tenken.excel.safe_cells import capital
from tenken.render.audit.data.sentences import TEXTS, basis_line, frame_lines, questions_of, verdict_reason
from tenken.render.report.xlsx_summary import dress
from tenken.words import Words

FRAME = (26, 100)
"""The widths of a label and what it says."""
SHORT = ("number", "grade", "finding_title", "questions", "reply_by")
WHOLE = (*SHORT, *TEXTS, "proof", "repeats", "disagreement", "judged_by", "judged_on")
"""The columns of the findings: in the owner's workbook, and in the whole one."""
WIDTHS = {"number": 7, "finding_title": 26, "questions": 12, "reply_by": 12, "judged_by": 12, "judged_on": 12}
OTHER_WIDTH = 18
TEXT_WIDTH = 34


def write(book: ReportBook, report: Report, words: Words) -> None:
    """Write them, where the report tells of an audit."""
    if report.audit is None or report.profile is ReportProfile.ATTESTATION:
        return
    if report.audit.findings:
        names = WHOLE if report.profile.whole else SHORT
        sheet = _sheet(book, report, words, "audit_data.findings")
        widths = [WIDTHS.get(name, TEXT_WIDTH if name in TEXTS else OTHER_WIDTH) for name in names]
        _heads(sheet, [capital(words(f"audit_data.{name}")) for name in names], widths)
        for row, finding in enumerate(report.audit.findings, 3):
            cells = _cells(finding, report, words)
            _row(sheet, row, [cells[name] for name in names], widths)
        sheet.raw.freeze_panes(3, 3)
        sheet.raw.autofilter(2, 0, 2 + len(report.audit.findings), len(names) - 1)
    sheet = _sheet(book, report, words, "audit_data.title")
    for column, width in enumerate(FRAME):
        sheet.raw.set_column(column, column, width)
    for row, line in enumerate(frame_lines(report, words), 2):
        _row(sheet, row, line, FRAME)


def _sheet(book: ReportBook, report: Report, words: Words, name: str) -> Sheet:
    sheet = book.sheet(words(name))
    dress(sheet, book, report, words)
    sheet.text(0, 0, words(name), "title")
    sheet.raw.set_row(0, 26)
    return sheet


def _heads(sheet: Sheet, heads: Sequence[str], widths: Sequence[int]) -> None:
    for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.raw.set_column(column, column, width)
        sheet.text(2, column, head, "head")
    sheet.height(2, max(lines(head, width - 1) for head, width in zip(heads, widths, strict=True)))
    sheet.raw.repeat_rows(2)


def _row(sheet: Sheet, row: int, cells: Sequence[CellValue], widths: Sequence[int]) -> None:
    """One row, as high as the longest of its texts."""
    for column, cell in enumerate(cells):
        sheet.put(row, column, cell, "cell", *(("strong",) if column == 0 else ()))
    texts = [(cell, width) for cell, width in zip(cells, widths, strict=True) if isinstance(cell, str)]
    sheet.height(row, max((lines(cell, width) for cell, width in texts), default=1))


def _cells(finding: AuditFinding, report: Report, words: Words) -> dict[str, CellValue]:
    texts: dict[str, CellValue] = {name: getattr(finding, name) for name in TEXTS}
    return texts | {
        "number": finding.id,
        "grade": words(f"finding_grade.{finding.grade}"),
        "finding_title": finding.title,
        "questions": questions_of(finding, report, words),
        "reply_by": finding.reply_by,
        "proof": "\n".join(finding.proof) or None,
        "repeats": finding.repeats,
        "disagreement": finding.disagreement,
        "judged_by": finding.by,
        "judged_on": finding.on,
    }


def verdict_cells(said: Answer, words: Words) -> dict[str, CellValue]:
    """What an assessor judged; empty where nobody has."""
    verdict = said.verdict
    if verdict is None:
        return {}
    return {
        "audit_data.verdict": words.judged(verdict.status),
        "audit_data.reason": verdict_reason(verdict, words) or None,
        "audit_data.basis": "\n".join(basis_line(basis, words) for basis in verdict.basis) or None,
        "audit_data.judged_by": verdict.by,
        "audit_data.judged_on": verdict.on,
    }
