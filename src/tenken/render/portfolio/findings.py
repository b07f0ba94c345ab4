"""The open findings of many firms, by firm or by person: on a terminal, as CSV, as a workbook and as JSON."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from tenken.core.audit.followup import FindingState
from tenken.core.portfolio.findings import FindingList, FirmFindings, person_of
from tenken.excel.book import CellValue
from tenken.render.audit.followup import stage_name
from tenken.render.json_values import iso, json_bytes
from tenken.render.portfolio.sheets import ListHead, csv_list, one_sheet
from tenken.screen import COLUMNS, pad, shorten, width
from tenken.words import Words

FORMAT = 1
LEAST_TITLE = 16
"""Columns that a title keeps, however wide the others are."""
NAME_COLUMNS = 18
"""Columns that a firm's name gets beside the findings of a person."""
INDENT, GAP = "  ", 2


def lines(found: FindingList, words: Words) -> Iterator[str]:
    """Each firm or person with a line for each finding; how many there are, and how many are late."""
    yield from _blocks(_of_persons(found, words) if found.by_person else _of_firms(found, words))
    yield counted(found, words)


_Blocks: TypeAlias = list[tuple[str, list[list[str]]]]
"""Heads, each with its rows."""


def _of_firms(found: FindingList, words: Words) -> _Blocks:
    return [
        (
            one.client.name
            + (words("clients.findings_contact", name=one.client.contact) if one.client.contact else ""),
            [_row(state, words) for state in one.states],
        )
        for one in found.firms
    ]


def _of_persons(found: FindingList, words: Words) -> _Blocks:
    return [
        (
            one.name or words("clients.findings_nobody"),
            [[shorten(firm.client.name, NAME_COLUMNS), *_row(state, words)] for firm, state in one.findings],
        )
        for one in found.persons
    ]


def _blocks(blocks: _Blocks) -> Iterator[str]:
    """Heads, each with its rows below it; the columns are as wide in all of them, and the last takes what is left."""
    every = [row for _, rows in blocks for row in rows]
    if not every:
        return
    widths = [max(width(row[at]) for row in every) for at in range(len(every[0]) - 1)]
    room = max(LEAST_TITLE, COLUMNS - len(INDENT) - sum(widths) - GAP * len(widths))
    for head, rows in blocks:
        yield head
        for *cells, title in rows:
            told = "".join(pad(cell, columns + GAP) for cell, columns in zip(cells, widths, strict=True))
            yield f"{INDENT}{told}{shorten(title, room)}"
        yield ""


def counted(found: FindingList, words: Words) -> str:
    """How many findings there are, of how many firms, and how many of them are late."""
    every = [state for _, state in found.rows]
    if found.only_overdue:  # of those that are open besides nothing is known here
        told = "clients.findings_late" if every else "clients.findings_none_late"
        return words(told, n=len(every), firms=len(found.firms))
    if not every:
        return words("clients.findings_none")
    late = sum(one.overdue for one in every)
    return words("clients.findings_counted", n=len(every), firms=len(found.firms), late=late)


def _row(state: FindingState, words: Words) -> list[str]:
    late = words("followup.days_late", n=state.overdue_days) if state.overdue else ""
    finding = state.finding
    grade = words(f"finding_grade.{finding.grade}")
    return [finding.id, grade, stage_name(words, state), iso(state.due) or "–", late, " ".join(finding.title.split())]


HEADS = {"firm": 26, "id": 8, "grade": 12, "stage": 18, "due": 12, "late": 12, "person": 16, "title": 60}
"""Columns of a list, with their widths in a workbook, in characters."""


def csv_document(found: FindingList, words: Words) -> bytes:
    """A head row and a row for each finding, in the order of the terminal."""
    return csv_list(_around(words), _cells(found, words))


def workbook(found: FindingList, words: Words) -> bytes:
    """One sheet with filters, days and numbers as what they are; equal bytes for equal lists."""
    return one_sheet(_around(words), _cells(found, words), found.day, words)


def _around(words: Words) -> ListHead:
    columns = [(words(f"clients.finding_column.{name}"), wide) for name, wide in HEADS.items()]
    return ListHead(words("clients.findings_title"), words("clients.findings_sheet"), columns)


def _cells(found: FindingList, words: Words) -> Iterator[tuple[CellValue, ...]]:
    for firm, state in found.rows:
        finding = state.finding
        yield (
            firm.client.name,
            finding.id,
            words(f"finding_grade.{finding.grade}"),
            stage_name(words, state),
            state.due,
            state.overdue_days if state.overdue else None,
            person_of(state, firm.client),
            " ".join(finding.title.split()),
        )


def json_document(found: FindingList, words: Words) -> bytes:  # noqa: ARG001 - data has no language
    """The same as a file."""
    return json_bytes(document(found))


def document(found: FindingList) -> dict[str, Any]:
    """Every finding as data, by firm; or by person, where each finding says of which firm it is."""
    told: list[dict[str, Any]]
    if not found.by_person:
        told = [
            {"folder": one.folder, "name": one.client.name, "findings": [_finding(one, state) for state in one.states]}
            for one in found.firms
        ]
    else:
        told = [
            {
                "name": one.name,
                "findings": [
                    {"folder": firm.folder, "firm": firm.client.name, **_finding(firm, state)}
                    for firm, state in one.findings
                ],
            }
            for one in found.persons
        ]
    return {"format": FORMAT, "day": iso(found.day), "persons" if found.by_person else "firms": told}


def _finding(firm: FirmFindings, state: FindingState) -> dict[str, Any]:
    finding = state.finding
    return {
        "id": finding.id,
        "grade": str(finding.grade),
        "stage": str(state.stage),
        "due": iso(state.due),
        "overdue_days": state.overdue_days,
        "person": person_of(state, firm.client),
        "title": finding.title,
    }
