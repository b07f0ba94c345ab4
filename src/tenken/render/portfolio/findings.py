"""The open findings of many firms, firm by firm or person by person, on a terminal and as JSON."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from tenken.core.audit.followup import FindingState
from tenken.core.portfolio.findings import FirmFindings, PersonFindings, person_of
from tenken.render.audit.followup import stage_name
from tenken.render.json_values import iso
from tenken.screen import COLUMNS, pad, shorten, width
from tenken.words import Words

FORMAT = 1
LEAST_TITLE = 16
"""Columns that a title keeps, however wide the others are."""
NAME_COLUMNS = 18
"""Columns that a firm's name gets beside the findings of a person."""
INDENT, GAP = "  ", 2


def lines(found: Sequence[FirmFindings], words: Words) -> Iterator[str]:
    """Each firm with a line for each of its findings; how many there are, and how many are late."""
    blocks = [
        (
            one.client.name
            + (words("clients.findings_contact", name=one.client.contact) if one.client.contact else ""),
            [_row(state, words) for state in one.states],
        )
        for one in found
    ]
    yield from _blocks(blocks)
    yield _counted(found, words)


def lines_by_person(found: Sequence[FirmFindings], persons: Sequence[PersonFindings], words: Words) -> Iterator[str]:
    """Each person with a line for each finding that she has to see to, in whichever firm."""
    blocks = [
        (
            one.name or words("clients.findings_nobody"),
            [[shorten(firm.client.name, NAME_COLUMNS), *_row(state, words)] for firm, state in one.findings],
        )
        for one in persons
    ]
    yield from _blocks(blocks)
    yield _counted(found, words)


def _blocks(blocks: Sequence[tuple[str, list[list[str]]]]) -> Iterator[str]:
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


def _counted(found: Sequence[FirmFindings], words: Words) -> str:
    every = [state for one in found for state in one.states]
    if not every:
        return words("clients.findings_none")
    return words("clients.findings_counted", n=len(every), firms=len(found), late=sum(one.overdue for one in every))


def _row(state: FindingState, words: Words) -> list[str]:
    late = words("followup.days_late", n=state.overdue_days) if state.overdue else ""
    finding = state.finding
    grade = words(f"finding_grade.{finding.grade}")
    return [finding.id, grade, stage_name(words, state), iso(state.due) or "–", late, " ".join(finding.title.split())]


def document(found: Sequence[FirmFindings], today: date) -> dict[str, Any]:
    """The same as data, by firm."""
    firms = [
        {"folder": one.folder, "name": one.client.name, "findings": [_finding(one, state) for state in one.states]}
        for one in found
    ]
    return {"format": FORMAT, "day": iso(today), "firms": firms}


def document_by_person(persons: Sequence[PersonFindings], today: date) -> dict[str, Any]:
    """The same as data, by person; each finding says of which firm it is."""
    told = [
        {
            "name": one.name,
            "findings": [
                {"folder": firm.folder, "firm": firm.client.name, **_finding(firm, state)}
                for firm, state in one.findings
            ],
        }
        for one in persons
    ]
    return {"format": FORMAT, "day": iso(today), "persons": told}


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
