"""What a person wrote in a cell, understood: an answer, a date, a text; or the reason why not.

People write dates in many ways and programs turn texts into dates, so more is understood than is ever written. What
could mean two things (3/4/2026) is refused, not guessed.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import assert_never

from tenken.ask.parsing import day_of
from tenken.ask.sheet.layout import folded, promising, spellings
from tenken.core.merge.answer_fields import AnswerPart, FieldValue
from tenken.core.merge.grid import CellKind, GridCell
from tenken.core.model import Status
from tenken.core.problem import Values
from tenken.words import LANGUAGES, Words

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})([a-z]{3})[a-z]{0,6}\.?,?(\d{4})")
_MONTH_FIRST = re.compile(r"([a-z]{3})[a-z]{0,6}\.?(\d{1,2}),(\d{4})")


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
        case AnswerPart.DATED | AnswerPart.DUE:
            return _day(written)
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


@cache
def _known() -> Mapping[str, Status | None]:
    unanswered = {folded(Words(lang).status(None)): None for lang in LANGUAGES}
    return {**unanswered, **{folded(spelling): status for spelling, status in spellings()}}


def _status(written: str) -> Status | None:
    try:
        return _known()[folded(written)]
    except KeyError:
        raise UnclearError("sheet-status", written=written[:40]) from None


def _day(written: str) -> date:
    try:
        return date(*_year_month_day(re.sub(r"\(.\)$", "", folded(written).replace(" ", ""))))
    except ValueError:
        raise UnclearError("sheet-day", written=written[:40]) from None


def _year_month_day(plain: str) -> tuple[int, int, int]:
    """Raises ValueError where it is none of the known forms."""
    if found := _YEAR_FIRST.fullmatch(plain) or _DIGITS.fullmatch(plain):
        year, month, day = found.groups()
        return int(year), int(month), int(day)
    if of_era := day_of(plain):
        return of_era.year, of_era.month, of_era.day
    if found := _DAY_FIRST.fullmatch(plain):
        day, month, year = found.groups()
        return int(year), _MONTHS.index(month) + 1, int(day)
    if found := _MONTH_FIRST.fullmatch(plain):
        month, day, year = found.groups()
        return int(year), _MONTHS.index(month) + 1, int(day)
    raise ValueError(plain)
