"""Two years as an Excel workbook: summary, why the score moved, every question with its weights, and the promises.

What is told, sheet by sheet; how a cell is written so that text of others stays text is the business of ``excel``. The
two sheets of questions have all that is needed to work out each step of the waterfall by hand.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from tenken.core.years.changes import ChangeKind, QuestionChange
from tenken.core.years.comparison import Comparison
from tenken.excel.book import CellValue, ReportBook
from tenken.excel.safe_cells import capital
from tenken.render.years.sentences import became, promises, remarks, stood
from tenken.words import Words

Rows: TypeAlias = list[list[CellValue]]


def diff(comparison: Comparison, words: Words) -> bytes:
    """The workbook's bytes; equal for equal comparisons."""
    w = words
    book = ReportBook(w, {"title": w("diff.document")}, comparison.this.assessment.date)
    _sheet(book, w("diff.sheet.summary"), (26, 80), _summary(comparison, w))
    _sheet(book, w("diff.sheet.waterfall"), (14, 90, 12, 14, 40), _waterfall(comparison, w))
    widths = (8, 16, 24, 30, 10, 40, 8, 8, 20, 20, 20)
    _sheet(book, w("diff.sheet.questions"), widths, _questions(comparison, w))
    _sheet(book, w("diff.sheet.before"), (8, 16, 30, 10, 40, 8, 20, 20), _before(comparison, w))
    if comparison.promises:
        _sheet(book, w("diff.sheet.promises"), (12, 44, 16, 16, 16, 10, 60), _promises(comparison, w))
    return book.content()


def _sheet(book: ReportBook, name: str, widths: Sequence[int], rows: Rows) -> None:
    """A sheet with a head row that stays on the screen and on every page, and filters."""
    sheet = book.sheet(name)
    for column, width in enumerate(widths):
        sheet.raw.set_column(column, column, width)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            looks = ("head",) if at == 0 else ("cell", "hundredths") if isinstance(cell, Fraction) else ("cell",)
            sheet.put(at, column, capital(cell) if at == 0 and isinstance(cell, str) else cell, *looks)
    sheet.raw.freeze_panes(1, 0)
    sheet.raw.autofilter(0, 0, max(1, len(rows) - 1), len(widths) - 1)
    sheet.raw.repeat_rows(0)


def _summary(comparison: Comparison, w: Words) -> Rows:
    last, this = comparison.last, comparison.this
    rows: Rows = [[w("diff.sheet.what"), w("diff.title")]]
    rows.append([w("diff.sheet.organisation"), this.assessment.organisation.name])
    for key, year in (("diff.last", last), ("diff.this", this)):
        rows.append([w(key), f"{year.assessment.date.isoformat()} {year.checklist.reference}"])
    for key, pair in (("diff.as_scored", comparison.as_scored), ("diff.like_for_like", comparison.like_for_like)):
        then, now = (
            w("diff.not_scored") if points is None else w("diff.points", n=points)
            for points in (pair.shown_last, pair.shown_this)
        )
        rows.append([w(key), w("diff.score", last=then, this=now)])
    rows += [["", remark] for remark in remarks(comparison, w)]
    return rows


def _waterfall(comparison: Comparison, w: Words) -> Rows:
    heads: list[CellValue] = [
        w("diff.waterfall." + key) for key in ("col_step", "col_reason", "col_effect", "col_after")
    ]
    rows: Rows = [[*heads, w("diff.sheet.exact")]]
    if comparison.printed_start is None or comparison.printed_end is None:
        return [*rows, ["", w("diff.not_scored_note"), None, None, None]]
    start, end = comparison.steps[0].before, comparison.steps[-1].after
    rows.append([w("diff.step.last"), w("diff.reason.last"), None, comparison.printed_start, str(start)])
    for fall in comparison.steps:
        told = [w("diff.step." + fall.step), w("diff.reason." + fall.step)]
        rows.append([*told, fall.printed_effect, fall.printed_after, str(fall.effect)])
    rows.append([w("diff.step.this"), w("diff.reason.this"), None, comparison.printed_end, str(end)])
    return rows


def _questions(comparison: Comparison, w: Words) -> Rows:
    keys = ("number", "id", "from", "area", "area_weight", "question", "critical", "weight", "kind")
    heads: list[CellValue] = [*(w("diff.sheet." + key) for key in keys), w("diff.last"), w("diff.this")]
    return [heads, *(_question(change, w) for change in comparison.changes if change.kind is not ChangeKind.RETIRED)]


def _question(change: QuestionChange, w: Words) -> list[CellValue]:
    question = change.question
    return [
        change.number,
        question.id,
        ", ".join(origin.id for origin in change.origins),
        w.text(change.area.title),
        change.area.weight,
        w.text(question.name),
        w("report.summary.critical") if question.critical else "",
        question.weight,
        w("diff.kind." + change.kind),
        stood(change.last, w),
        stood(change.this, w),
    ]


def _before(comparison: Comparison, w: Words) -> Rows:
    """Last year's questions with the weights that counted then, and which of them are retired."""
    retired = {change.question.id for change in comparison.of(ChangeKind.RETIRED)}
    numbers = comparison.last.checklist.numbers()
    keys = ("number", "id", "area", "area_weight", "question", "weight")
    rows: Rows = [[*(w("diff.sheet." + key) for key in keys), w("diff.last"), w("diff.sheet.kind")]]
    for item in comparison.last.scorecard.questions:
        question = item.question
        row: list[CellValue] = [numbers[question.id], question.id, w.text(item.area.title), item.area.weight]
        row += [w.text(question.name), question.weight, w.status(item.status)]
        rows.append([*row, w("diff.kind.retired") if question.id in retired else ""])
    return rows


def _promises(comparison: Comparison, w: Words) -> Rows:
    heads: list[CellValue] = [w("diff.promises.col_outcome"), w("diff.promises.col_promise"), w("diff.sheet.owner")]
    heads += [w("diff.promises.col_due"), w("diff.sheet.now_due"), w("diff.sheet.times")]
    rows: Rows = [[*heads, w("diff.promises.col_became")]]
    near = comparison.this.assessment.date
    for promise in promises(comparison):
        label = w("diff.question", label=w.text(promise.question.name), number=promise.number)
        row: list[CellValue] = [w("diff.promises." + promise.outcome), label, promise.owner or ""]
        rows.append([*row, promise.due, promise.now_due, promise.times, became(promise, near, w)])
    return rows
