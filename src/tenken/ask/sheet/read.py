"""In: the cells of a workbook that came back become what was said of each question, each thing with its cell.

A workbook that is not one of ours, or belongs to another edition or firm, is refused as a whole. A cell that cannot be
understood is refused alone, and says nothing. Whether what was said fits into the answers is the business of
``core.merge.incoming``.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date

from tenken.ask.sheet.cell_parsing import UnclearError, promised, repeats, text_of, value_of
from tenken.ask.sheet.layout import BASE, BY, CARRIED, FORM, ID, META, NUMBER, PARTS, PIECE_OF, PROMISE, PROPOSED
from tenken.ask.sheet.row_identity import Refusals, Row, SeenIdentity, rows
from tenken.core.merge.answer_fields import PIECE, AnswerField, AnswerPart, FieldValue, FieldValues
from tenken.core.merge.grid import CellPosition, Grid, GridCell
from tenken.core.merge.incoming import Incoming
from tenken.core.model import Checklist, Status
from tenken.core.problem import FileProblems, Problem, Values

MOST_NAMED = 10
"""Cells that one sentence names."""
KEYS = {ID, NUMBER, PIECE_OF, CARRIED, PROMISE, *PROPOSED.values(), *PARTS}


def understand(
    grids: Sequence[Grid], checklist: Checklist, identity: str, organisation: str, name: str, *, anyones: bool = False
) -> Incoming:
    """What was said, question by question; raises FileProblems where the workbook is not this assessment's.

    ``anyones`` lets sheets of another firm or year pass.
    """
    hidden = next((grid for grid in grids if _text(grid.cells.get((0, 0))) == META), None)
    if hidden is None or _find(hidden, BASE) is None:
        raise _refused(name, "sheet-not-ours")
    meta = {key: value for key, value, *_ in _block(hidden, (0, 0), 2)}
    _belongs(meta, checklist, name)
    if meta.get("identity") != identity and not anyones:
        whose = meta.get("organisation", "")
        other = "sheet-other-year" if whose == organisation else "sheet-other-firm"
        raise _refused(name, other, {"sheet": whose, "file": organisation})
    pages = [(grid, heads) for grid in grids if (heads := _heads(grid))]
    if all(NUMBER in heads for _, heads in pages):
        raise _refused(name, "sheet-no-list")
    refused: Refusals = []
    base = _base(hidden)
    seen = SeenIdentity(checklist)
    told = [row for grid, heads in pages for row in rows(grid, heads, seen, base, refused)]
    theirs, places = _gather(told, base, refused)
    theirs = {question_id: _named(question_id, said, base, places, refused) for question_id, said in theirs.items()}
    by, by_place = _signature([grid for grid in grids if not _heads(grid)], refused)
    return Incoming(
        name=name,
        base=base,
        theirs=theirs,
        places=places,
        by=by,
        by_place=by_place,
        role=meta.get("role", "").strip(),
        reason_missing="sheet-na-reason",
        refused=tuple(Problem(file=name, what=what, path=(cell,), values=values) for cell, what, values in refused),
    )


def token_of(grids: Sequence[Grid]) -> str:
    """The token that was put into the workbook when it was sent; empty where there is none."""
    hidden = next((grid for grid in grids if _text(grid.cells.get((0, 0))) == META), None)
    return {key: value for key, value, *_ in _block(hidden, (0, 0), 2)}.get("token", "") if hidden else ""


def _belongs(meta: Mapping[str, str], checklist: Checklist, name: str) -> None:
    if meta.get(META) != FORM:
        raise _refused(name, "sheet-newer")
    if meta.get("checklist") != checklist.reference:
        values = {"sheet": meta.get("checklist", ""), "file": checklist.reference}
        raise _refused(name, "sheet-other-edition", values)
    if meta.get("digest") != checklist.digest:
        raise _refused(name, "sheet-edition-changed", {"reference": checklist.reference})


def _refused(name: str, what: str, values: Values | None = None) -> FileProblems:
    return FileProblems([Problem(file=name, what=what, values=values or {})])


def _find(grid: Grid, mark: str) -> CellPosition | None:
    return min((at for at, cell in grid.cells.items() if cell.text == mark), default=None)


def _heads(grid: Grid) -> dict[str, CellPosition]:
    """The keys over the columns of a page, and where they stand; none where it is another kind of page."""
    rows: dict[int, dict[str, CellPosition]] = {}
    for at, cell in grid.cells.items():
        if cell.text in KEYS:
            rows.setdefault(at[0], {})[cell.text] = at
    return next((heads for _, heads in sorted(rows.items()) if ID in heads and len(heads) > 1), {})


def _block(grid: Grid, corner: CellPosition, wide: int) -> Iterator[tuple[str, ...]]:
    """The lines of texts from a corner down to the first empty one."""
    row, left = corner
    while (row, left) in grid.cells:
        yield tuple(_text(grid.cells.get((row, left + at))) for at in range(wide))
        row += 1


def _text(cell: GridCell | None) -> str:
    return cell.text if cell else ""


def _base(hidden: Grid) -> dict[str, FieldValues]:
    """What was handed out of each question, the empty ones too."""
    base: dict[str, dict[AnswerField, FieldValue]] = {}
    for question_id, part, piece, written in _block(hidden, _find(hidden, BASE) or (0, 0), 4):
        said = base.setdefault(question_id, {})
        if part in list(AnswerPart):
            said[AnswerField(AnswerPart(part), piece)] = _handed_out(AnswerPart(part), written)
    return {question_id: said for question_id, said in base.items() if question_id != BASE}


def _handed_out(part: AnswerPart, written: str) -> FieldValue:
    try:
        match part:
            case AnswerPart.STATUS:
                return Status(written)
            case AnswerPart.DATED | AnswerPart.DUE:
                return date.fromisoformat(written)
            case _:
                return written.strip() or None
    except ValueError:
        return None


def _gather(
    rows: Sequence[Row], base: Mapping[str, FieldValues], refused: Refusals
) -> tuple[dict[str, dict[AnswerField, FieldValue]], dict[tuple[str, AnswerField], str]]:
    """What the rows say, and where. Of several rows of a question the changed one counts, if there is only one."""
    theirs: dict[str, dict[AnswerField, FieldValue]] = {}
    places: dict[tuple[str, AnswerField], str] = {}
    found: dict[tuple[str, AnswerField], list[tuple[FieldValue, str]]] = {}
    for row in rows:
        theirs.setdefault(row.question_id, {})
        proposed = _promised(row, refused)
        for field, at in row.spots():
            place = row.grid.address(at)
            try:
                value = value_of(
                    field.part, _meant(row, field.part, row.grid.cells.get(at)) or proposed.get(field.part)
                )
            except UnclearError as unclear:
                refused.append((place, unclear.what, unclear.values))
                continue
            found.setdefault((row.question_id, field), []).append((value, place))
    for (question_id, field), said in found.items():
        before = base.get(question_id, {}).get(field)
        changed = [(value, place) for value, place in said if value != before]
        value, place = (changed or said)[0]
        if any(other != value for other, _ in changed):
            more = " …" if len(changed) > MOST_NAMED else ""
            cells = ", ".join(cell for _, cell in changed[:MOST_NAMED]) + more
            refused += [(cell, "sheet-two-rows", {"cells": cells}) for _, cell in changed]
            continue
        theirs[question_id][field] = value
        places[question_id, field] = place
    return theirs, places


def _meant(row: Row, part: AnswerPart, cell: GridCell | None) -> GridCell | None:
    """The cell that says it: last year's answer where somebody repeats it. Raises UnclearError where there is none."""
    if part is not AnswerPart.STATUS or not repeats(cell):
        return cell
    last_year = row.grid.cells.get((row.number, row.marks.get(CARRIED, -1)))
    if last_year is None:
        raise UnclearError("sheet-no-last-year", written=text_of(cell) if cell else "")
    return last_year


def _promised(row: Row, refused: Refusals) -> Mapping[AnswerPart, GridCell | None]:
    """What the row proposes, where somebody promises it; what is written in the fields themselves goes before it."""
    if PROMISE not in row.marks:
        return {}
    at = (row.number, row.marks[PROMISE])
    cells = {part: row.grid.cells.get((row.number, row.marks.get(head, -1))) for part, head in PROPOSED.items()}
    status = next((column for column, part in row.columns.items() if part is AnswerPart.STATUS), -1)
    try:
        if not promised(row.grid.cells.get(at)):
            return {}
    except UnclearError as unclear:
        refused.append((row.grid.address(at), unclear.what, unclear.values))
        return {}
    with suppress(UnclearError):  # an answer that cannot be read is told with its own cell
        if value_of(AnswerPart.STATUS, row.grid.cells.get((row.number, status))) in (Status.YES, Status.NA):
            return {}
    if cells[AnswerPart.DUE] is None:
        refused.append((row.grid.address(at), "sheet-no-proposal", {}))
    return cells


def _named(
    question_id: str,
    said: FieldValues,
    base: Mapping[str, FieldValues],
    places: Mapping[tuple[str, AnswerField], str],
    refused: Refusals,
) -> dict[AnswerField, FieldValue]:
    """Without the pieces of evidence that have a file or a date, but not a word of what they are."""
    whole = {**base.get(question_id, {}), **said}
    nameless = set()
    for piece in dict.fromkeys(field.piece for field in said if field.piece):
        what = AnswerField(AnswerPart.WHAT, piece)
        if whole.get(what) is None and any(whole.get(AnswerField(part, piece)) is not None for part in PIECE):
            nameless.add(piece)
            if what in said:
                refused.append((places[question_id, what], "sheet-needs-what", {}))
    return {field: value for field, value in said.items() if field.piece not in nameless}


def _signature(grids: Sequence[Grid], refused: Refusals) -> tuple[str | None, str]:
    """The name that somebody wrote on the cover, and its cell."""
    for grid in grids:
        at = _find(grid, BY)
        if at is None:
            continue
        row, key = at
        beside = sorted(column for r, column in grid.cells if r == row and column > key + 1)
        if not beside:
            return None, ""
        place = grid.address((row, beside[0]))
        try:
            return text_of(grid.cells[row, beside[0]]) or None, place
        except UnclearError as unclear:
            refused.append((place, unclear.what, unclear.values))
            return None, place
    return None, ""
