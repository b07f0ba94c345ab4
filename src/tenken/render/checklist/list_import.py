"""What was made of a list of questions, told on a terminal and as the JSON of ``checklist import``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tenken.core.merge.grid import letters
from tenken.core.model import Checklist
from tenken.core.problem import Notice
from tenken.core.question_list.headings import TEXTS
from tenken.core.question_list.questions import QuestionList
from tenken.screen import COLUMNS, wrap
from tenken.words import Words

MOST_TOLD = 20
"""Notices of one kind that are told one by one."""
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedList:
    """All that is told of a list and of the edition that it became."""

    file: str
    encoding: str
    """Empty for a workbook."""
    found: QuestionList
    checklist: Checklist
    filled: Mapping[str, int]
    """How many questions got a default, by the key in the file."""
    notices: Sequence[Notice]


def list_lines(w: Words, made: ImportedList) -> Iterator[str]:
    """How the list was read: each column, what is not used, what was filled in, and all that was set otherwise."""
    table, filled = made.found.table, made.filled
    rows = w("report.join").join(str(row + 1) for row in table.heading_rows)
    yield w("list_import.read", where=table.grid.name or made.file, rows=rows)
    for column in table.columns:
        language = column.heading.language
        field = w(f"list_import.field.{column.field}")
        detail = w(f"list_import.language.{language}") if language else column.heading.standard or ""
        told = w("list_import.field_of", field=field, detail=detail) if detail else field
        yield w("list_import.column", column=column.letter, heading=column.written[:60], told=told)
    for at, heading in table.not_used:
        yield w("list_import.not_used", column=letters(at), heading=heading[:60])
    if filled:
        counts = (w("list_import.filled_one", key=key, n=n) for key, n in filled.items())
        yield wrap(w("list_import.filled", counts=w("report.join").join(counts)), COLUMNS)
    told_of: dict[str, int] = {}
    for notice in made.notices:
        told_of[notice.what] = told_of.get(notice.what, 0) + 1
        if told_of[notice.what] <= MOST_TOLD:
            yield wrap(notice_text(w, notice), COLUMNS)
    for n in told_of.values():
        if n > MOST_TOLD:
            yield w("list_import.more", n=n - MOST_TOLD)


def notice_text(w: Words, notice: Notice) -> str:
    """One notice as a sentence."""
    return w(f"list_import.notice.{notice.what}", **notice.values)


def list_document(w: Words, made: ImportedList) -> dict[str, Any]:
    """The same as data."""
    found, checklist = made.found, made.checklist
    table = found.table
    columns = [
        {
            "column": column.letter,
            "heading": column.written,
            "field": str(column.field),
            "language": column.heading.language or (found.languages[0] if column.field in TEXTS else None),
            "standard": column.heading.standard,
        }
        for column in table.columns
    ]
    return {
        "format": FORMAT,
        "file": made.file,
        "sheet": table.grid.name or None,
        "encoding": made.encoding or None,
        "heading_rows": [row + 1 for row in table.heading_rows],
        "columns": columns,
        "not_used": [{"column": letters(at), "heading": heading} for at, heading in table.not_used],
        "checklist": checklist.reference,
        "digest": checklist.digest,
        "title": {"ja": checklist.title.ja, "en": checklist.title.en},
        "subject": {"ja": checklist.subject.ja, "en": checklist.subject.en},
        "languages": list(found.languages),
        "areas": [{"id": area.id, "questions": len(area.questions)} for area in found.areas],
        "questions": len(found.questions),
        "critical": sum(question.critical for _, question in checklist.questions),
        "filled": dict(made.filled),
        "notices": [
            {"what": notice.what, "values": dict(notice.values), "text": notice_text(w, notice)}
            for notice in made.notices
        ],
    }
