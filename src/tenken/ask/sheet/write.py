"""Out: an assessment becomes a workbook, always made anew. The same input gives the same bytes."""

from collections.abc import Sequence
from datetime import date

from tenken.ask.handout import Handout, scorecard
from tenken.ask.sheet import cover, evidence, questions
from tenken.ask.sheet.layout import BASE, FORM, META, NAME, spellings
from tenken.ask.sheet.page import InputPage
from tenken.core.merge.answer_fields import said
from tenken.core.scoring.score import QuestionScore
from tenken.excel.book import Book


def write(handout: Handout) -> bytes:
    """The workbook: a cover that explains, the list of questions, a page for further evidence, a hidden sheet."""
    w, card = handout.words, scorecard(handout)
    book = Book({"title": w.text(handout.checklist.title)}, handout.today)
    book.raw.set_size(2400, 1600)
    first, middle, last = (
        InputPage(book, w(f"sheet.page.{name}"), handout) for name in ("cover", "questions", "evidence")
    )
    ranges = questions.write(middle, card.questions, cover.summary(handout, card))
    cover.write(first, card, ranges)
    evidence.write(last, card.questions)
    _fill_hidden(InputPage(book, NAME, handout), card.questions)
    return book.content()


_META, _WORDS, _BASE, _LIST = 0, 3, 6, 11
"""The first column of each block."""


def _fill_hidden(page: InputPage, items: Sequence[QuestionScore]) -> None:
    """Fill the sheet and hide it."""
    handout, numbers = page.handout, page.handout.checklist.numbers()
    block(page, _META, [(META, FORM), *_meta(handout).items()])
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


def _meta(handout: Handout) -> dict[str, str]:
    return {
        "checklist": handout.checklist.reference,
        "digest": handout.checklist.digest,
        "identity": handout.identity,
        "organisation": handout.assessment.organisation.name,
        "content": handout.content,
        "written": handout.today.isoformat(),
        **({"role": handout.role} if handout.role else {}),
        **({"token": handout.token} if handout.token else {}),
    }


def _base(item: QuestionScore) -> list[tuple[str, ...]]:
    """The question's id, and what its answer says as id, part, piece and text; what it does not say is left out."""
    return [
        (item.question.id, "", "", ""),
        *(
            (
                item.question.id,
                str(field.part),
                field.piece,
                value.isoformat() if isinstance(value, date) else str(value),
            )
            for field, value in said(item.answer).items()
            if value is not None
        ),
    ]
