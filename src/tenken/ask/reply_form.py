"""The firm's replies to findings, out and in: a workbook with one sheet for each finding that awaits a reply.

The finding stands above, below are the cells to write in: 修正, 原因, 是正処置, 担当, 期限. Everything is found again
by hidden keys, never by place or name. Whether a reply may be taken is ``core.audit.followup_rules``' business; what is
wrong with it is told with its cell.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from tenken.ask.handout import Handout
from tenken.ask.sheet.cell_parsing import UnclearError, value_of
from tenken.ask.sheet.page import InputPage
from tenken.core.audit.followup import EventKind, FindingStage, FindingState, VerificationResult
from tenken.core.audit.followup_rules import NEEDED
from tenken.core.merge.answer_fields import AnswerPart, FieldValue
from tenken.core.merge.grid import CellPosition, Grid
from tenken.core.problem import FileProblems, Problem
from tenken.excel.book import Book
from tenken.excel.row_heights import HIGHEST, height
from tenken.excel.safe_cells import DANGEROUS, fitted
from tenken.excel.styles import DEEP, QUIET, WARNING
from tenken.words import Words

FORM = "1"
"""Raised when an older tenken could no longer read it."""
META = "tenken:replies"
"""Heads the hidden sheet, above the digest of the audit."""
FINDING = "tenken:finding"
"""Stands before the number of the finding that a sheet is about."""
FIELDS = {
    "correction": AnswerPart.NOTE,
    "cause": AnswerPart.NOTE,
    "action": AnswerPart.NOTE,
    "owner": AnswerPart.OWNER,
    "due": AnswerPart.DUE,
    "by": AnswerPart.OWNER,
}
"""What is written in the cells, in their order, and how each is understood."""
TOLD = ("criteria", "condition", "cause", "consequence", "recommendation")
"""What is told of a finding, in this order."""
HIDDEN = "tenken"
_KEY, _LABEL, _CELL = range(3)
_WIDTHS = (3, 18, 76)
HEAD = 16
"""Points of the letters in which a finding is named."""
TALL, LOW = 64, 24
"""Points of a cell for sentences, and of one for a name or a day."""


def asked(states: Iterable[FindingState]) -> list[FindingState]:
    """The findings that can be replied to now."""
    return [state for state in states if state.open and state.allows(EventKind.REPLY)]


def write(handout: Handout, states: Sequence[FindingState]) -> bytes:
    """The workbook; the same input gives the same bytes."""
    w = handout.words
    book = Book({"title": w("followup.form.title")}, handout.today)
    names: set[str] = set()
    for state in states:
        name = w("followup.form.page", id=state.finding.id)
        while name.casefold() in names:  # numbers that differ in their capitals only
            name += "+"
        names.add(name.casefold())
        _fill(InputPage(book, name, handout), state)
    hidden = InputPage(book, HIDDEN, handout)
    for row, (key, value) in enumerate([(META, FORM), ("digest", handout.content)]):
        hidden.text(row, 0, key, num_format="@")
        hidden.text(row, 1, value, num_format="@")
    hidden.sheet.protect()
    hidden.sheet.very_hidden()
    return book.content()


def _fill(page: InputPage, state: FindingState) -> None:
    w, sheet, finding = page.words, page.sheet, state.finding
    for column, wide in enumerate(_WIDTHS):
        sheet.set_column(column, column, wide, None, {"hidden": column == _KEY})
    _write(page, 0, _KEY, FINDING)
    _write(page, 1, _KEY, finding.id)
    title = w("followup.form.head", id=finding.id, title=" ".join(finding.title.split()))
    head = {"bold": True, "font_size": HEAD, "font_color": DEEP}
    sheet.merge_range(0, _LABEL, 0, _CELL, "", page.look(**head))
    _write(page, 0, _LABEL, title, **head)
    sheet.set_row(0, min(HIGHEST, height([({"font_size": HEAD}, title)], _WIDTHS[_LABEL] + _WIDTHS[_CELL]) + 4))
    grade = w(f"finding_grade.{finding.grade}")
    due = w("followup.form.reply_by", day=w.day(state.reply_by)) if state.reply_by else ""
    firm = page.handout.assessment.organisation.name
    whose = w("followup.form.whose", grade=grade, firm=firm, due=due).rstrip()
    _write(page, 1, _LABEL, whose, font_color=QUIET, text_wrap=False)
    row = 3
    for label, text, style in _told(w, state):
        _write(page, row, _LABEL, label, bold=True, **style)
        _write(page, row, _CELL, text, **style)
        sheet.set_row(row, _high(text))
        row += 1
    row += 1
    _write(page, row, _LABEL, w("followup.form.yours"), bold=True, font_size=12, font_color=DEEP, text_wrap=False)
    sheet.set_row(row, LOW)
    row += 1
    given = handed_out(state)
    for key, part in FIELDS.items():
        _write(page, row, _KEY, f"tenken:{key}")
        _write(page, row, _LABEL, w(f"followup.part.{key}"), bold=True)
        page.fill(row, _CELL, given.get(key), part)
        least = TALL if part is AnswerPart.NOTE else LOW
        sheet.set_row(row, max(least, _high(str(given.get(key) or ""))))
        if key == "due":
            page.days(row, row, _CELL)
        row += 1
    _write(page, row, _LABEL, w("followup.form.hint"), font_size=9, font_color=QUIET, text_wrap=False)
    page.finish((0, _LABEL, row, _CELL), footer="followup.form.footer")


def _high(text: str) -> float:
    """How high, in points, a row is for a text in the wide column."""
    return min(HIGHEST, height([({}, text)], _WIDTHS[_CELL]) + 4)


def _write(page: InputPage, row: int, column: int, text: str, **style: Any) -> None:
    """A text of somebody, as a text, also once somebody edits it."""
    told = fitted(text, "…")
    page.text(row, column, told, **style, **({"quote_prefix": True} if told.startswith(DANGEROUS) else {}))


def _told(w: Words, state: FindingState) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """What stands above the cells: label, text, look."""
    finding = state.finding
    for key in TOLD:
        if text := getattr(finding, key):
            yield w(f"followup.finding.{key}"), text, {}
    if finding.proof:
        yield w("followup.finding.proof"), "\n".join(finding.proof), {}
    latest = next((event for event in reversed(state.events) if event.kind is not EventKind.EXTENDED), None)
    if state.stage is FindingStage.RETURNED and latest and latest.why:
        yield w("followup.form.returned"), latest.why, {"font_color": WARNING}
    if latest and latest.result is VerificationResult.NOT_EFFECTIVE and latest.what:
        yield w("followup.form.not_effective"), latest.what, {"font_color": WARNING}


def handed_out(state: FindingState) -> dict[str, FieldValue]:
    """What stands in the cells to begin with: the last reply of this round, to be changed and added to."""
    return {} if state.stage is FindingStage.ISSUED else _last_reply(state)


def _last_reply(state: FindingState) -> dict[str, FieldValue]:
    """What was replied last, as the cells would say it."""
    said = {key: getattr(state.reply, key, None) for key in FIELDS}
    return {
        key: fitted(value.strip(), "…") if isinstance(value, str) else value for key, value in said.items() if value
    }


class ReplyOutcome(StrEnum):
    """What becomes of a sheet."""

    TAKEN = "taken"
    BLANK = "blank"
    UNCHANGED = "unchanged"
    """It says what was recorded already."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledReply:
    """What one sheet says, and where."""

    finding: str
    place: str
    """The cell in which the finding is named."""
    given: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    outcome: ReplyOutcome = ReplyOutcome.TAKEN


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedForm:
    """A workbook that came back."""

    name: str
    replies: tuple[FilledReply, ...]
    refused: tuple[Problem, ...]

    def placed(self, problem: Problem, before: int) -> Problem:
        """A problem of an event that was made of a reply, at its cell; ``before`` events are in the file already."""
        taken = [reply for reply in self.replies if reply.outcome is ReplyOutcome.TAKEN]
        match problem.path:
            case ("event", int(position), *rest) if 0 <= position - before < len(taken):
                reply = taken[position - before]
                key = problem.values.get("key") if rest == ["kind"] else rest[0] if rest else None
                return replace(problem, path=(reply.places.get(str(key), reply.place),))
            case _:
                return problem


def understand(
    grids: Sequence[Grid], digest: str, states: Sequence[FindingState], words: Words, name: str, *, by: str | None
) -> ReturnedForm:
    """What the firm replies, sheet by sheet; ``by`` is who replies where a sheet does not say so.

    Raises FileProblems where the workbook is none of ours or of another audit.
    """
    hidden = next((grid for grid in grids if _text(grid, (0, 0)) == META), None)
    if hidden is None:
        raise FileProblems([Problem(file=name, what="reply-form-not-ours")])
    if _text(hidden, (0, 1)) != FORM:
        raise FileProblems([Problem(file=name, what="reply-form-newer")])
    if _text(hidden, (1, 1)) != digest:
        raise FileProblems([Problem(file=name, what="reply-form-other")])
    known = {state.finding.id: state for state in states}
    refused: list[Problem] = []
    replies: dict[str, FilledReply] = {}
    for grid in grids:
        for at, cell in sorted(grid.cells.items()):
            if cell.text != FINDING:
                continue
            reply = _read(grid, at, known, refused, words=words, name=name, by=by)
            before = replies.get(reply.finding)
            if before and before.given != reply.given and ReplyOutcome.TAKEN in (before.outcome, reply.outcome):
                values = {"id": reply.finding, "other": before.place}
                refused.append(Problem(file=name, what="reply-form-twice", path=(reply.place,), values=values))
            elif before is None:
                replies[reply.finding] = reply
    if not replies:
        raise FileProblems([Problem(file=name, what="reply-form-not-ours")])
    return ReturnedForm(name=name, replies=tuple(replies.values()), refused=tuple(refused))


def _read(
    grid: Grid,
    at: CellPosition,
    known: Mapping[str, FindingState],
    refused: list[Problem],
    *,
    words: Words,
    name: str,
    by: str | None,
) -> FilledReply:
    """What one sheet says."""
    row, column = at
    finding, place = _text(grid, (row + 1, column)), grid.address((row, column + 1))
    keys = {cell.text: spot for spot, cell in grid.cells.items() if spot[1] == column}
    given: dict[str, FieldValue] = {}
    places: dict[str, str] = {}
    faults: list[Problem] = []
    for key, part in FIELDS.items():
        spot = keys.get(f"tenken:{key}")
        cell = (spot[0], spot[1] + _CELL - _KEY) if spot else at
        places[key] = grid.address(cell) if spot else place
        try:
            given[key] = value_of(part, grid.cells.get(cell)) if spot else None
        except UnclearError as unclear:
            faults.append(Problem(file=name, what=unclear.what, path=(places[key],), values=unclear.values))
    said = {key: value for key, value in given.items() if value is not None}
    reply = FilledReply(finding=finding, place=place, given=said, places=places)
    state = known.get(finding)
    if not faults and not said.keys() - {"by"}:
        return replace(reply, outcome=ReplyOutcome.BLANK)
    if not faults and state and said == _last_reply(state):
        return replace(reply, outcome=ReplyOutcome.UNCHANGED)
    if by and said.get("by") is None:
        reply = replace(reply, given={**said, "by": by})
        given["by"] = by
    for key in (*NEEDED[EventKind.REPLY], "by"):
        if key in given and given[key] is None:
            values = {"id": finding, "part": words(f"followup.part.{key}")}
            faults.append(Problem(file=name, what="reply-form-empty", path=(places[key],), values=values))
    refused += faults
    return replace(reply, outcome=ReplyOutcome.REFUSED) if faults else reply


def _text(grid: Grid, at: CellPosition) -> str:
    cell = grid.cells.get(at)
    return cell.text if cell else ""
