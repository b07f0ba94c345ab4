"""What a person wrote in a cell, understood: an answer, a date, a text; or the reason why not.

Days are read as everywhere (``ask.reading``), but never without their year: a cell does not say when it was filled in.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import assert_never

from tenken.ask.reading import Meant, NotUnderstood, read_day
from tenken.ask.sheet.layout import folded, promising, repeating, spellings
from tenken.core.merge.answer_fields import AnswerPart, FieldValue
from tenken.core.merge.grid import CellKind, GridCell
from tenken.core.model import Status
from tenken.core.problem import Values
from tenken.words import LANGUAGES, Words


class UnclearError(Exception):
    """Why a cell is not taken: the key of a sentence under ``[problem]`` and what it fills in."""

    def __init__(self, what: str, **values: str | int) -> None:
        """Name the sentence."""
        super().__init__(what)
        self.what = what
        self.values: Values = values


def value_of(part: AnswerPart, cell: GridCell | None) -> FieldValue:
    """What a cell says of that part; ``None`` where it is empty. Raises UnclearError."""
    if cell is None:
        return None
    written = text_of(cell)
    if not written:
        return None
    match part:
        case AnswerPart.STATUS:
            return _status(written)
        case AnswerPart.DATED:
            return _day(written, "past")
        case AnswerPart.DUE:
            return _day(written, "ahead")
        case AnswerPart.NOTE | AnswerPart.WHAT | AnswerPart.FILE | AnswerPart.OWNER:
            return written
        case _:
            assert_never(part)


def text_of(cell: GridCell) -> str:
    """The cell's text without the blanks around it; what was calculated is refused."""
    if cell.kind is CellKind.FORMULA:
        raise UnclearError("sheet-formula")
    if cell.kind is CellKind.ERROR:
        raise UnclearError("sheet-error")
    return cell.text.strip()


def promised(cell: GridCell | None) -> bool:
    """Whether a cell makes the proposal beside it a promise. Raises UnclearError for words that do not say."""
    written = text_of(cell) if cell else ""
    if written and folded(written) not in {folded(said) for said in promising()}:
        raise UnclearError("sheet-promise", written=written[:40])
    return bool(written)


def repeats(cell: GridCell | None) -> bool:
    """Whether a cell of an answer says that last year's still holds."""
    return cell is not None and folded(cell.text) in {folded(said) for said in repeating()}


@cache
def _known() -> Mapping[str, Status | None]:
    unanswered = {folded(Words(lang).status(None)): None for lang in LANGUAGES}
    return {**unanswered, **{folded(spelling): status for spelling, status in spellings()}}


def _status(written: str) -> Status | None:
    try:
        return _known()[folded(written)]
    except KeyError:
        raise UnclearError("sheet-status", written=written[:40]) from None


def _day(written: str, meant: Meant) -> date:
    """A day with its year: when the cell was filled in nobody knows. Raises UnclearError."""
    found = read_day(written, None, meant=meant)
    if isinstance(found, NotUnderstood):
        raise UnclearError(found.what, **found.values)
    return found.day
