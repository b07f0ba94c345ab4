"""A statement of applicability as an Excel workbook: every item of each standard whose list is complete.

What an item comes to is ``core.report.applicability_statement``'s, how a cell is written safely ``excel``'s. It says
what the answers say, and never that a firm conforms.
"""

from collections.abc import Iterator
from typing import TypeAlias

from tenken.core.report.applicability_statement import LeftOutBecause, Statement, StatementLine, statement_of
from tenken.core.report.report import Report
from tenken.excel.book import CellValue, ReportBook, Sheet
from tenken.excel.row_heights import lines as height_of
from tenken.excel.safe_cells import capital, one_line
from tenken.words import Words

Row: TypeAlias = tuple[CellValue, ...]

COLUMNS = (
    ("item", 12),
    ("title", 44),
    ("applicable", 9),
    ("questions", 34),
    ("answered", 9),
    ("met", 9),
    ("open", 9),
    ("unasked", 9),
    ("reason", 48),
)
"""The last word of a head's key, and the column's width in digits."""
LONGEST_SHEET_NAME = 31
"""As Excel has it."""
HEAD = 3
"""The row of the heads: title, list and note stand above."""


def render(report: Report, words: Words) -> bytes:
    """The workbook's bytes; equal for equal reports."""
    properties = {"title": words("soa.title"), "subject": report.assessment.organisation.name}
    book = ReportBook(words, properties, report.assessment.date)
    statements = [
        statement_of(standard, report.checklist, report.assessment, report.scorecard)
        for standard in report.library.standards
        if standard.complete
    ]
    _summary(book.sheet(words("soa.summary")), report, statements, words)
    for statement in statements:
        known = f"soa.sheet.{statement.standard.id}"
        name = words(known) if words.knows(known) else statement.standard.id[:LONGEST_SHEET_NAME]
        _sheet(book.sheet(name), report, statement, words)
    return book.content()


def _summary(sheet: Sheet, report: Report, statements: list[Statement], w: Words) -> None:
    widths = (52, 12, 12, 12, 12, 12)
    for column, width in enumerate(widths):
        sheet.raw.set_column(column, column, width)
    sheet.text(0, 0, w("soa.title"), "title")
    assessment = report.assessment
    told = [
        one_line(assessment.organisation.name),
        w("soa.of", day=w.day(assessment.date), reference=assessment.checklist, depth=w(f"depth.{assessment.depth}")),
        w("soa.no_claim"),
        w("soa.how"),
    ]
    if report.scorecard.draft:
        told.append(w("soa.draft", n=report.scorecard.tally.applicable - report.scorecard.tally.answered))
    total = sum(widths)
    for at, text in enumerate(told, 1):
        sheet.across(at, (0, len(widths) - 1), text, "fact")
        sheet.height(at, height_of(text, total))
    row = len(told) + 2
    keys = ("items", "applies", "fulfilled", "open", "left_out")
    heads = [w("soa.standard"), *(w(f"soa.count.{key}") for key in keys)]
    for column, text in enumerate(heads):
        sheet.text(row, column, capital(text), "head")
    for at, statement in enumerate(statements, row + 1):
        applies = sum(line.applies for line in statement.lines)
        fulfilled = sum(line.fulfilled for line in statement.lines)
        counts = (len(statement.lines), applies, fulfilled, applies - fulfilled, len(statement.lines) - applies)
        sheet.text(at, 0, w.text(statement.standard.title), "cell", "strong")
        for column, count in enumerate(counts, 1):
            sheet.number(at, column, count, "cell", "center")
        sheet.height(at, height_of(w.text(statement.standard.title), widths[0] - 4))  # it is bold


def _sheet(sheet: Sheet, report: Report, statement: Statement, w: Words) -> None:
    standard, numbers = statement.standard, report.checklist.numbers()
    for column, (_, width) in enumerate(COLUMNS):
        sheet.raw.set_column(column, column, width)
    total = sum(width for _, width in COLUMNS)
    name = one_line(report.assessment.organisation.name)
    sheet.text(0, 0, w("soa.sheet_title", title=w.text(standard.title), name=name), "title")
    source = w("soa.list", edition=standard.edition, day=w.day(standard.dated), source=standard.source)
    for at, text in ((1, source), (2, w.text(standard.note))):
        sheet.across(at, (0, len(COLUMNS) - 1), text, "small")
        sheet.height(at, height_of(text, total))
    for column, (key, _) in enumerate(COLUMNS):
        sheet.text(HEAD, column, capital(w(f"soa.column.{key}")), "head")
    for at, line in enumerate(statement.lines, HEAD + 1):
        row = _row(report, line, numbers, w)
        for (key, _), (column, cell) in zip(COLUMNS, enumerate(row), strict=True):
            looks = ("center",) if isinstance(cell, int) or key == "applicable" else ()
            literal = ("literal",) if key in ("item", "questions") else ()
            warn = ("warn",) if key == "open" and line.open else ()
            sheet.put(at, column, cell, "cell", *looks, *literal, *warn)
        texts = zip(row, COLUMNS, strict=True)
        sheet.height(at, max(height_of(str(cell or ""), width) for cell, (_, width) in texts))
    last = HEAD + len(statement.lines)
    sheet.raw.freeze_panes(HEAD + 1, 2)
    sheet.raw.autofilter(HEAD, 0, last, len(COLUMNS) - 1)
    sheet.raw.repeat_rows(HEAD)


def _row(report: Report, line: StatementLine, numbers: dict[str, str], w: Words) -> Row:
    questions = w("report.join").join(f"{numbers[question.id]} {question.id}" for question in line.questions)
    counts: Row = (line.answered, line.met, line.open, line.unasked) if line.applies else (None,) * 4
    applies = w("soa.applies" if line.applies else "soa.left_out")
    return (line.item.id, w.text(line.item.title), applies, questions, *counts, " ".join(_reasons(report, line, w)))


def _reasons(report: Report, line: StatementLine, w: Words) -> Iterator[str]:
    for reason in line.reasons:
        if reason.fact:
            held = reason.fact.id in {question.unless for question in line.questions}
            yield w("soa.fact", fact=w.fact_asked(reason.fact), answer=w.fact_answered(reason.fact, held))
            continue
        yield w(f"soa.reason.{reason.because}")
        if reason.because is LeftOutBecause.NOT_APPLICABLE and "answers" in report.sections:
            yield from (w("soa.note", note=one_line(note)) for note in reason.notes)
