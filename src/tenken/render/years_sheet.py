"""Two years as an Excel workbook: summary, why the score moved, every question with its weights, and the promises.

Every cell is written as what it is, text as text: nothing that stands in a file can become a formula or a link. The two
sheets of questions have all that is needed to work out each step of the waterfall by hand.
"""

import io
from collections.abc import Sequence
from datetime import datetime, time
from fractions import Fraction
from typing import Any, TypeAlias

from xlsxwriter import Workbook

from tenken.core.changes import Change, Kind
from tenken.core.compare import Comparison
from tenken.render.years_words import became, promises, remarks, stood
from tenken.words import Words

Cell: TypeAlias = str | int | Fraction | None

Rows: TypeAlias = Sequence[Sequence[Cell]]

A4 = 9
FONT = {"ja": "游ゴシック", "en": "Arial"}


def diff(comparison: Comparison, words: Words) -> bytes:
    """The workbook's bytes; equal for equal comparisons."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(stream, options)
    day = comparison.this.assessment.date
    book.set_properties({"title": words("diff.document"), "created": datetime.combine(day, time())})
    look = {"font_name": FONT[words.lang], "font_size": 10, "valign": "top", "text_wrap": True}
    formats = {
        "text": book.add_format(look),
        "head": book.add_format({**look, "bold": True, "font_color": "#ffffff", "bg_color": "#0d4f5c"}),
        "points": book.add_format({**look, "num_format": "0.00"}),
    }
    w = words
    _sheet(book, formats, w("diff.sheet.summary"), (26, 70), _summary(comparison, w))
    _sheet(book, formats, w("diff.sheet.waterfall"), (14, 96, 12, 14, 44), _waterfall(comparison, w))
    widths = (8, 16, 24, 26, 10, 40, 8, 8, 18, 18, 18)
    _sheet(book, formats, w("diff.sheet.questions"), widths, _questions(comparison, w))
    _sheet(book, formats, w("diff.sheet.before"), (8, 16, 26, 10, 40, 8, 18, 18), _before(comparison, w))
    if comparison.promises:
        _sheet(book, formats, w("diff.sheet.promises"), (12, 40, 16, 14, 14, 10, 60), _promises(comparison, w))
    book.close()
    return stream.getvalue()


def _sheet(book: Any, formats: dict[str, Any], name: str, widths: Sequence[int], rows: Rows) -> None:
    """A sheet with a head row that stays, filters where there is something to filter, and A4 set up."""
    sheet = book.add_worksheet(name)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(at, column, cell, formats["head" if at == 0 else "text"])
            elif isinstance(cell, Fraction):
                sheet.write_number(at, column, float(cell), formats["points"])
            elif cell is not None:
                sheet.write_number(at, column, cell, formats["text"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows) - 1), len(widths) - 1)
    sheet.repeat_rows(0)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _summary(comparison: Comparison, w: Words) -> list[list[Cell]]:
    last, this = comparison.last, comparison.this
    rows: list[list[Cell]] = [[w("diff.sheet.what"), w("diff.title")]]
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


def _waterfall(comparison: Comparison, w: Words) -> list[list[Cell]]:
    heads: list[Cell] = [w("diff.waterfall." + key) for key in ("col_step", "col_reason", "col_effect", "col_after")]
    rows: list[list[Cell]] = [[*heads, w("diff.sheet.exact")]]
    if comparison.printed_start is None or comparison.printed_end is None:
        return [*rows, ["", w("diff.not_scored_note")]]
    start, end = comparison.steps[0].before, comparison.steps[-1].after
    rows.append([w("diff.step.last"), w("diff.reason.last"), None, comparison.printed_start, str(start)])
    for fall in comparison.steps:
        told = [w("diff.step." + fall.step), w("diff.reason." + fall.step)]
        rows.append([*told, fall.printed_effect, fall.printed_after, str(fall.effect)])
    rows.append([w("diff.step.this"), w("diff.reason.this"), None, comparison.printed_end, str(end)])
    return rows


def _questions(comparison: Comparison, w: Words) -> list[list[Cell]]:
    keys = ("number", "id", "from", "area", "area_weight", "question", "critical", "weight", "kind")
    heads: list[Cell] = [*(w("diff.sheet." + key) for key in keys), w("diff.last"), w("diff.this")]
    return [heads, *(_question(change, w) for change in comparison.changes if change.kind is not Kind.RETIRED)]


def _question(change: Change, w: Words) -> list[Cell]:
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


def _before(comparison: Comparison, w: Words) -> list[list[Cell]]:
    """Last year's questions with the weights that counted then, and which of them are retired."""
    retired = {change.question.id for change in comparison.of(Kind.RETIRED)}
    numbers = comparison.last.checklist.numbers()
    keys = ("number", "id", "area", "area_weight", "question", "weight")
    rows: list[list[Cell]] = [[*(w("diff.sheet." + key) for key in keys), w("diff.last"), w("diff.sheet.kind")]]
    for item in comparison.last.scorecard.judged:
        question = item.question
        row: list[Cell] = [numbers[question.id], question.id, w.text(item.area.title), item.area.weight]
        row += [w.text(question.name), question.weight, w.status(item.status)]
        rows.append([*row, w("diff.kind.retired") if question.id in retired else ""])
    return rows


def _promises(comparison: Comparison, w: Words) -> list[list[Cell]]:
    heads: list[Cell] = [w("diff.promises.col_outcome"), w("diff.promises.col_promise"), w("diff.sheet.owner")]
    heads += [w("diff.promises.col_due"), w("diff.sheet.now_due"), w("diff.sheet.times")]
    rows = [[*heads, w("diff.promises.col_became")]]
    near = comparison.this.assessment.date
    for promise in promises(comparison):
        days = [day.isoformat() if day else "" for day in (promise.due, promise.now_due)]
        label = w("diff.question", label=w.text(promise.question.name), number=promise.number)
        outcome = w("diff.promises." + promise.outcome)
        rows.append([outcome, label, promise.owner or "", *days, promise.times, became(promise, near, w)])
    return rows
