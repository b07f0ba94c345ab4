"""The documents that a firm is asked to show: as a workbook, as the text of a mail, on a terminal.

One line each: number, what, why it is asked, in which form, until when. What is asked for is the audit's; nothing is
sent here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tenken.core.audit.recording import audit_of
from tenken.core.model import Assessment, Checklist, DocumentRequest, RequestState
from tenken.excel.book import CellValue, ReportBook
from tenken.excel.row_heights import lines
from tenken.render.json_values import entry
from tenken.words import Words

COLUMNS = ("id", "what", "why", "form", "due", "state", "note")
WIDTHS = (6, 44, 32, 44, 13, 12, 30)
"""Of the workbook, in characters."""


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request with what a reader needs beside it."""

    request: DocumentRequest
    why: str
    """The questions it belongs to, by number and name."""
    form: str
    """In which form it can be shown; empty where the checklist does not say."""


def rows(w: Words, checklist: Checklist, requests: Sequence[DocumentRequest]) -> tuple[RequestRow, ...]:
    """Each request with its why and its form."""
    numbers = checklist.numbers()
    found = []
    for request in requests:
        asked = [question for name in request.questions if (question := checklist.question(name))]
        why = w("report.join").join(f"{numbers[question.id]} {w.text(question.name)}" for question in asked)
        form = " / ".join(dict.fromkeys(w.text(question.proof) for question in asked if question.proof))
        found.append(RequestRow(request, why, form))
    return tuple(found)


def request_lines(w: Words, listed: Sequence[RequestRow]) -> Iterator[str]:
    """Every request with its state, as a terminal shows it."""
    if not listed:
        yield w("audit_requests.none")
    for row in listed:
        one = row.request
        state = w(f"request_state.{one.state}")
        due = w("audit_status.due", day=w.day(one.due)) if one.due else ""
        yield w("audit_requests.row", id=one.id, what=one.what, state=state, due=due)
        if row.why:
            yield "    " + row.why
        if one.note:
            yield "    " + one.note


def mail(w: Words, assessment: Assessment, listed: Sequence[RequestRow]) -> bytes:
    """A mail that asks for what is still wanted, ready to be copied."""
    wanted = [row for row in listed if row.request.state.awaited]
    who = w.person(assessment.assessor)
    firm = assessment.organisation.name
    parts = [w("audit_requests.subject", firm=firm), "", w("audit_requests.greeting", firm=firm, who=who), ""]
    parts.append(w("audit_requests.asking", n=len(wanted)))
    for row in wanted:
        parts += ["", f"{row.request.id}  {_one_line(row.request.what)}"]
        parts += [f"    {told}" for told in _details(w, row)]
    parts += ["", w("audit_requests.careful"), "", who]
    return ("\n".join(parts).rstrip() + "\n").encode()


def _details(w: Words, row: RequestRow) -> Iterator[str]:
    for key, text in (("why", row.why), ("form", row.form), ("due", _day(w, row.request.due))):
        if text:
            yield w("audit_requests.detail", label=w(f"audit_requests.{key}"), text=_one_line(text))
    if row.request.state is RequestState.INSUFFICIENT and row.request.note:
        yield w("audit_requests.still", note=_one_line(row.request.note))


def _day(w: Words, day: date | None) -> str:
    return w.day(day) if day else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def workbook(w: Words, assessment: Assessment, listed: Sequence[RequestRow]) -> bytes:
    """A workbook with a line for each request, to send along."""
    book = ReportBook(w, {"title": w("audit_requests.title")}, assessment.date)
    sheet = book.sheet(w("audit_requests.title"))
    for column, width in enumerate(WIDTHS):
        sheet.raw.set_column(column, column, width)
        sheet.text(0, column, w(f"audit_requests.{COLUMNS[column]}"), "head")
    for at, row in enumerate(listed, 1):
        one = row.request
        state = w(f"request_state.{one.state}")
        cells: tuple[CellValue, ...] = (one.id, one.what, row.why, row.form, one.due, state, one.note)
        for column, cell in enumerate(cells):
            sheet.put(at, column, cell, "cell")
        texts = [(cell, WIDTHS[column]) for column, cell in enumerate(cells) if isinstance(cell, str)]
        sheet.height(at, max(lines(text, width) for text, width in texts))
    sheet.raw.freeze_panes(1, 0)
    sheet.raw.autofilter(0, 0, max(1, len(listed)), len(WIDTHS) - 1)
    sheet.raw.repeat_rows(0)
    return book.content()


def request_document(assessment: Assessment) -> dict[str, Any]:
    """What ``audit requests --json`` tells."""
    return {"format": 1, "requests": entry(audit_of(assessment).requests)}
