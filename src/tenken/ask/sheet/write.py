"""Out: an assessment becomes a workbook, always made anew. The same input gives the same bytes."""

from collections.abc import Sequence
from datetime import date

from tenken.ask.handout import Handout
from tenken.ask.sheet import cover, evidence, questions
from tenken.ask.sheet.layout import BASE, FORM, META, NAME, spellings
from tenken.ask.sheet.page import InputPage
from tenken.core.merge.answer_fields import said
from tenken.core.scoring.score import QuestionScore, score
from tenken.excel.book import Book


def write(brief: Handout) -> bytes:
    """The workbook: a cover that explains, the list of questions, a page for further evidence, a hidden sheet."""
    w, card = brief.words, score(brief.checklist, brief.assessment)
    book = Book({"title": w.text(brief.checklist.title)}, brief.today)
    book.raw.set_size(2400, 1600)
    first, middle, last = (
        InputPage(book, w(f"sheet.page.{name}"), brief) for name in ("cover", "questions", "evidence")
    )
    ranges = questions.write(middle, card.questions, cover.summary(brief, card))
    cover.write(first, card, ranges)
    evidence.write(last, card.questions)
    _fill_hidden(InputPage(book, NAME, brief), card.questions)
    return book.content()


_META, _WORDS, _BASE, _LIST = 0, 3, 6, 11
"""The first column of each block."""


def _fill_hidden(page: InputPage, items: Sequence[QuestionScore]) -> None:
    """Fill the sheet and hide it."""
    brief, numbers = page.brief, page.brief.checklist.numbers()
    block(page, _META, [(META, FORM), *_meta(brief).items()])
    block(page, _WORDS, [("", ""), *((spelling, str(status)) for spelling, status in spellings())])
    block(page, _BASE, [(BASE,), *(line for item in items for line in _base(item))])
    names = [(numbers[item.question.id], page.words.text(item.question.name)) for item in items]
    block(page, _LIST, [("", ""), *names])
    page.sheet.protect()
    page.sheet.very_hidden()


def block(page: InputPage, left: int, lines: Sequence[Sequence[str]]) -> None:
    """Lines of texts from the first row down."""
    for row, line in enumerate(lines):
        for column, content in enumerate(line, left):
            page.text(row, column, content, num_format="@", text_wrap=False)


def _meta(brief: Handout) -> dict[str, str]:
    return {
        "checklist": brief.checklist.reference,
        "digest": brief.checklist.digest,
        "identity": brief.identity,
        "organisation": brief.assessment.organisation.name,
        "content": brief.content,
        "written": brief.today.isoformat(),
    }


def _base(item: QuestionScore) -> list[tuple[str, ...]]:
    """The question's id, and what its answer says as id, part, piece and text; what it does not say is left out."""
    return [
        (item.question.id, "", "", ""),
        *(
            (item.question.id, str(spot.part), spot.piece, value.isoformat() if isinstance(value, date) else str(value))
            for spot, value in said(item.answer).items()
            if value is not None
        ),
    ]
