"""The findings of many firms that are still open, firm by firm, on a terminal and as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tenken.core.audit.followup import FindingState
from tenken.core.portfolio.clients import Client
from tenken.render.audit.followup import stage_name
from tenken.render.json_values import iso
from tenken.screen import COLUMNS, pad, shorten, width
from tenken.words import Words

FORMAT = 1
LEAST_TITLE = 20
"""Columns that a title keeps, however wide the others are."""
INDENT, GAP = "  ", 2


@dataclass(frozen=True, slots=True)
class FirmFindings:
    """The open findings of one firm, the most urgent first."""

    folder: str
    client: Client
    states: tuple[FindingState, ...]


def lines(found: Sequence[FirmFindings], words: Words) -> Iterator[str]:
    """Each firm with a line for each of its findings; how many there are, and how many are late."""
    rows = {one.folder: [_row(state, words) for state in one.states] for one in found}
    every = [row for some in rows.values() for row in some]
    if not every:
        yield words("clients.findings_none")
        return
    widths = [max(width(row[at]) for row in every) for at in range(len(every[0]) - 1)]
    room = max(LEAST_TITLE, COLUMNS - len(INDENT) - sum(widths) - GAP * len(widths))
    for one in found:
        contact = words("clients.findings_contact", name=one.client.contact) if one.client.contact else ""
        yield f"{one.client.name}{contact}"
        for *cells, title in rows[one.folder]:
            told = "".join(pad(cell, columns + GAP) for cell, columns in zip(cells, widths, strict=True))
            yield f"{INDENT}{told}{shorten(title, room)}"
        yield ""
    late = sum(state.overdue for one in found for state in one.states)
    yield words("clients.findings_counted", n=len(every), firms=len(found), late=late)


def _row(state: FindingState, words: Words) -> list[str]:
    late = words("followup.days_late", n=state.overdue_days) if state.overdue else ""
    finding = state.finding
    grade = words(f"finding_grade.{finding.grade}")
    return [finding.id, grade, stage_name(words, state), iso(state.due) or "–", late, " ".join(finding.title.split())]


def document(found: Sequence[FirmFindings], today: date) -> dict[str, Any]:
    """The same as data."""
    firms = [
        {"folder": one.folder, "name": one.client.name, "findings": [_finding(state) for state in one.states]}
        for one in found
    ]
    return {"format": FORMAT, "day": iso(today), "firms": firms}


def _finding(state: FindingState) -> dict[str, Any]:
    finding = state.finding
    days = {"due": iso(state.due), "overdue_days": state.overdue_days}
    return {"id": finding.id, "grade": str(finding.grade), "stage": str(state.stage), **days, "title": finding.title}
