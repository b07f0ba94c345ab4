"""What became of an audit's findings: the table for a terminal, at most 78 columns wide, and the same as JSON.

Which state follows from which events is ``core.audit.followup``'s; that a finding is late is said in a word, too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from tenken.core.audit.followup import Event, FindingState, Followup
from tenken.render.json_values import iso
from tenken.screen import COLUMNS, pad, shorten, width
from tenken.words import Words

FORMAT = 1
"""Of ``followup list --json``."""
COLUMN_KEYS = ("id", "grade", "stage", "due", "late", "round", "title")
LEAST_TITLE = 12
"""Columns that a title keeps, however wide the others are."""
GAP = 2


def followup_lines(w: Words, followup: Followup, states: Sequence[FindingState], today: date) -> Iterator[str]:
    """A head, one line for each finding, and how many are open and late."""
    yield w("followup.head", file=followup.audit.file, n=followup.audit.issue, day=w.day(today))
    if not states:
        yield w("followup.none")
        return
    rows = [[w(f"followup.column.{key}") for key in COLUMN_KEYS], *(_row(w, state) for state in states)]
    widths = [max(width(row[at]) for row in rows) for at in range(len(COLUMN_KEYS) - 1)]
    room = max(LEAST_TITLE, COLUMNS - sum(widths) - GAP * len(widths))
    for *cells, title in rows:
        told = "".join(pad(cell, columns + GAP) for cell, columns in zip(cells, widths, strict=True))
        yield f"{told}{shorten(title, room)}"
    for state in states:
        if state.moved_from:
            yield w("followup.moved_from", id=state.finding.id, day=w.day(state.moved_from))
    late = sum(state.overdue for state in states)
    counted = w("followup.open", n=sum(state.open for state in states))
    yield w("followup.counted", open=counted, late=w("followup.late", n=late)) if late else counted


def stage_name(w: Words, state: FindingState) -> str:
    """Where a finding stands, in words."""
    if state.finding.grade.needs_reply or state.stage.closed:
        return w(f"followup.stage.{state.stage}")
    return w("followup.no_reply")


def _row(w: Words, state: FindingState) -> list[str]:
    finding = state.finding
    return [
        finding.id,
        w(f"finding_grade.{finding.grade}"),
        stage_name(w, state),
        iso(state.due) or "–",
        w("followup.days_late", n=state.overdue_days) if state.overdue else "",
        w("followup.round", n=state.round) if finding.grade.needs_reply else "",
        " ".join(finding.title.split()),
    ]


def followup_document(followup: Followup, states: Sequence[FindingState], today: date) -> dict[str, Any]:
    """The same as data, with every event."""
    audit = followup.audit
    return {
        "format": FORMAT,
        "audit": {"file": audit.file, "digest": audit.digest, "issue": audit.issue},
        "today": iso(today),
        "open": sum(state.open for state in states),
        "overdue": sum(state.overdue for state in states),
        "findings": [_finding(state) for state in states],
    }


def _finding(state: FindingState) -> dict[str, Any]:
    finding = state.finding
    return {
        "id": finding.id,
        "grade": str(finding.grade),
        "title": finding.title,
        "state": str(state.stage),
        "open": state.open,
        "closed": state.stage.closed,
        "round": state.round,
        "due": iso(state.due),
        "overdue": state.overdue,
        "overdue_days": state.overdue_days,
        "reply_by": iso(state.reply_by),
        "first_reply_by": iso(finding.reply_by),
        "action_due": iso(state.action_due),
        "first_action_due": iso(state.first_due),
        "events": [_event(event) for event in state.events],
    }


def _event(event: Event) -> dict[str, Any]:
    told = {entry.name: getattr(event, entry.name) for entry in fields(event)}
    return {
        key: iso(value) if isinstance(value, date) else str(value)
        for key, value in told.items()
        if value is not None and key != "finding"
    }
