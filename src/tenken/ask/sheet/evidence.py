"""The page for evidence beyond each question's first piece: what there is already, and empty rows for more."""

from collections.abc import Sequence

from tenken.ask.sheet.layout import ID, NO_ID, NUMBER, PIECE_OF, key, listed
from tenken.ask.sheet.page import HIGHEST, LINE, MARGIN, SMALL, WASH, InputPage
from tenken.core.merge.answer_fields import PIECE, AnswerField, AnswerPart, said
from tenken.core.scoring.score import QuestionScore
from tenken.excel import addresses
from tenken.excel.row_heights import height
from tenken.excel.safe_cells import quoted
from tenken.excel.styles import DEEP, QUIET

KEYS, TITLE, HINT, HEADS, TOP = range(5)
_ID, _PIECE, _NUMBER, _LABEL, _FIRST_PART = range(5)
_DATED = _FIRST_PART + PIECE.index(AnswerPart.DATED)
_WIDTHS = (3, 3, 7, 25, 34, 16, 12)
EMPTY_ROWS = 30
LEAST = 20
"""Points of a row with a line of text."""


def write(page: InputPage, items: Sequence[QuestionScore]) -> None:
    """Fill the page."""
    w, sheet, numbers = page.words, page.sheet, page.handout.checklist.numbers()
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width, None, {"hidden": column in (_ID, _PIECE)})
    for column, mark in enumerate([ID, PIECE_OF, NUMBER, "", *map(key, PIECE)]):
        page.text(KEYS, column, mark)
    sheet.set_row(KEYS, None, None, {"hidden": True})
    for row in (TITLE, HINT, HEADS):
        page.text(row, _ID, NO_ID)
    sheet.set_row(TITLE, 26)
    title = {"bold": True, "font_size": 14, "font_color": DEEP, "text_wrap": False}
    page.text(TITLE, _NUMBER, w("sheet.evidence_title"), **title)
    page.text(HINT, _NUMBER, w("sheet.evidence_hint"), font_color=QUIET, text_wrap=False)
    for column, name in enumerate(("number", "question", "what", "file", "dated"), _NUMBER):
        page.text(HEADS, column, w(f"sheet.head.{name}"), bold=True, bg_color=WASH, bottom=1, bottom_color=DEEP)
    row = TOP
    locked = {"font_size": SMALL, "bottom": 1, "bottom_color": LINE, "valign": "vcenter"}
    for item in items:
        values = said(item.answer)
        for position in range(1, len(item.answer.evidence)):
            told = (item.question.id, str(position), numbers[item.question.id], w.text(item.question.name))
            for column, content in enumerate(told):
                page.text(row, column, content, **locked)
            for column, part in enumerate(PIECE, _FIRST_PART):
                page.fill(row, column, values[AnswerField(part, str(position))], part, valign="vcenter")
            piece = item.answer.evidence[position]
            texts = ((_FIRST_PART, piece.what), (_FIRST_PART + 1, piece.file or ""), (_LABEL, told[_LABEL]))
            highest = max(height([({}, text)], _WIDTHS[column] - 2) for column, text in texts)
            sheet.set_row(row, min(HIGHEST, max(LEAST, highest + MARGIN)))
            row += 1
    _empty(page, row, len(items))
    sheet.freeze_panes(TOP, 0)
    sheet.repeat_rows(HEADS)
    page.finish((TITLE, _NUMBER, row + EMPTY_ROWS - 1, _DATED))


def _empty(page: InputPage, top: int, count: int) -> None:
    """Rows in which somebody writes the number of a question; its name appears beside it."""
    w, sheet, last = page.words, page.sheet, top + EMPTY_ROWS - 1
    numbers, names = listed(count)
    for row in range(top, last + 1):
        page.field(row, _NUMBER, valign="vcenter")
        number = addresses.cell(row, _NUMBER, col_abs=True)
        name = f"IFERROR(INDEX({names},MATCH({number},{numbers},0)),{quoted(w('sheet.no_such_number'))})"
        sheet.set_row(row, LEAST)
        style = {"font_size": SMALL, "font_color": QUIET, "bottom": 1, "bottom_color": LINE, "valign": "vcenter"}
        page.formula(row, _LABEL, f'IF({number}="","",{name})', "", **style)
        for column, part in enumerate(PIECE, _FIRST_PART):
            page.fill(row, column, None, part, valign="vcenter")
    page.choose(top, last, _NUMBER, f"={numbers}", w("sheet.number_error"))
    page.days(TOP, last, _DATED)
