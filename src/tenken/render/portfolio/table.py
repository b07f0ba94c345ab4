"""The table of many firms: on a terminal, as CSV, as a workbook and as JSON.

Documents have every column of ``core.portfolio.table``; a terminal shows those that fit, one line for each firm.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache, partial
from typing import Any

from tenken.core.portfolio.standing import QUIET_DAYS, ClientState
from tenken.core.portfolio.table import NUMBERS, STATES, VALUES, ClientRow, ClientTable, Column, RowValue
from tenken.excel.safe_cells import comma_separated
from tenken.render.json_values import iso, json_bytes
from tenken.render.portfolio.sheets import ListHead, one_sheet
from tenken.screen import COLUMNS, pad, shorten, width, wrap
from tenken.words import Words

FORMAT = 1
NAME_COLUMNS = 22
"""Columns of a terminal that a firm's name gets."""
NOTHING = "–"
SPOKEN = {Column.STATE: "state", Column.RELATION: "relation", Column.WHAT: "due"}
"""Columns whose values are words of tenken's, and where those stand."""
WIDE = {Column.NAME: 32, Column.SECTOR: 16, Column.TAGS: 18, Column.WHAT: 16, Column.CHECKLIST: 20}
"""Widths in a workbook, in characters; the others are 10 wide."""


def text(table: ClientTable, words: Words) -> str:
    """The table for a terminal, and what all the firms together come to."""
    heads = [words(f"clients.short.{name}") for name in ("name", "state", "score", "grade", "change")]
    heads += [words(f"clients.short.{name}") for name in ("majors", "overdue", "due")]
    rows = [heads, *(_line(row, words) for row in table.rows)]
    widths = [max(width(row[at]) for row in rows) for at in range(len(heads))]
    lines = ["  ".join(pad(cell, room) for cell, room in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([*lines, "", *_together(table, words)])


def text_bytes(table: ClientTable, words: Words) -> bytes:
    """The same as a document."""
    return f"{text(table, words)}\n".encode()


def _line(row: ClientRow, words: Words) -> list[str]:
    def told(column: Column) -> str:
        return _spoken(column, row.value(column), words) or NOTHING

    state = told(Column.STATE)
    if row.value(Column.STATE) == ClientState.PARTLY:
        state = words("clients.partly", state=state, **_answered(row))
    if row.standing.stale:
        state = words("clients.stale_mark", state=state)
    own, audited = row.value(Column.SCORE), row.value(Column.AUDITED)
    score = NOTHING if own is None else str(own)
    change = row.value(Column.CHANGE)
    due = row.standing.due
    return [
        shorten(row.client.name, NAME_COLUMNS),
        state,
        score if audited is None else f"{score}→{audited}",
        told(Column.GRADE),
        NOTHING if change is None else f"{change:+d}",
        told(Column.MAJORS),
        told(Column.OVERDUE),
        words("clients.due_on", day=due.day.isoformat(), what=words(f"clients.due.{due.kind}")) if due else NOTHING,
    ]


def _answered(row: ClientRow) -> dict[str, int]:
    own = row.standing.own
    return {"answered": own.answered if own else 0, "applicable": own.applicable if own else 0}


def _together(table: ClientTable, words: Words) -> Iterator[str]:
    """How many firms are in which state, and what is to be looked at first."""
    counted = Counter(row.value(Column.STATE) for row in table.rows)
    states = [
        words("clients.of_state", state=words(f"clients.state.{state}"), n=counted[state])
        for state in STATES
        if counted[state]
    ]
    if states:
        yield wrap(words("clients.together", n=len(table.rows), states=words("report.join").join(states)), COLUMNS)
    else:
        yield words("clients.no_rows")
    stale = sum(row.standing.stale for row in table.rows)
    late = sum(bool(row.standing.due and row.standing.due.day < table.day) for row in table.rows)
    for key, n in (("clients.stale", stale), ("clients.late", late), ("clients.left_out", table.left_out)):
        if n:
            yield wrap(words(key, n=n, days=QUIET_DAYS), COLUMNS)


def _spoken(column: Column, value: RowValue, words: Words) -> str:
    if value is not None and column in SPOKEN:
        return words(f"clients.{SPOKEN[column]}.{value}")
    return _plain_text(value)


def _plain_text(value: RowValue) -> str:
    return "" if value is None else str(value)  # a day in ISO's way


def _number(value: RowValue) -> str | int:
    return value if isinstance(value, int) else _plain_text(value)


def csv_document(table: ClientTable, words: Words) -> bytes:
    """A head row and a row for each firm."""
    # There may be 100,000 firms: each cell without a search for its column, each state and kind put into words once.
    spoken = {column: lru_cache(partial(_spoken, column, words=words)) for column in SPOKEN}
    plain: dict[Column, Callable[[RowValue], str | int]] = dict.fromkeys(NUMBERS, _number)
    columns = [(value, spoken.get(column) or plain.get(column, _plain_text)) for column, value in VALUES.items()]
    rows = [[told(value(row)) for value, told in columns] for row in table.rows]
    return comma_separated([[words(f"clients.column.{column}") for column in Column], *rows])


def workbook(table: ClientTable, words: Words) -> bytes:
    """One sheet with filters, days and numbers as what they are; equal bytes for equal tables."""
    columns = [(words(f"clients.column.{column}"), WIDE.get(column, 10)) for column in Column]
    rows = ([_cell(column, row.value(column), words) for column in Column] for row in table.rows)
    around = ListHead(words("clients.title"), words("clients.sheet"), columns)
    return one_sheet(around, rows, table.day, words)


def _cell(column: Column, value: RowValue, words: Words) -> RowValue:
    return _spoken(column, value, words) if column in SPOKEN and value else value


def document(table: ClientTable) -> dict[str, Any]:
    """Every firm with its values as they are, states and kinds by their names in tenken."""
    firms = []
    for row in table.rows:
        values: dict[str, Any] = {str(column): _plain(row.value(column)) for column in Column}
        values["tags"] = list(row.client.tags)
        findings = list(row.standing.due.findings) if row.standing.due else []
        firms.append({"folder": row.folder, **values, "stale": row.standing.stale, "findings": findings})
    return {"format": FORMAT, "day": iso(table.day), "left_out": table.left_out, "firms": firms}


def json_document(table: ClientTable, words: Words) -> bytes:  # noqa: ARG001 - data has no language
    """The same as a file."""
    return json_bytes(document(table))


def _plain(value: RowValue) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value
