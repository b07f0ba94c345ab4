"""The sheet that nobody sees: to what the workbook belongs, which words are answers, and what was handed out.

What was handed out is kept as cells, so that it comes back through the same programs as what was filled in: whatever
they do to a text, they do to both, and only what a person changed differs.
"""

from collections.abc import Sequence
from datetime import date

from tenken.ask.brief import Brief
from tenken.ask.sheet.layout import BASE, FORM, META, spellings
from tenken.ask.sheet.look import Page
from tenken.core.merge.answer_fields import said
from tenken.core.scoring.score import Judged

NAME = "tenken"
_META, _WORDS, _BASE, _LIST = 0, 3, 6, 11
"""The first column of each block."""
SPELLINGS = f"{NAME}!$D$2:$D${len(spellings()) + 1}"
CODES = f"{NAME}!$E$2:$E${len(spellings()) + 1}"
"""Where the formulas find which word means which answer."""


def listed(count: int) -> tuple[str, str]:
    """Where the formulas find the printed numbers of the questions, and their names."""
    return f"{NAME}!$L$2:$L${count + 1}", f"{NAME}!$M$2:$M${count + 1}"


def write(page: Page, items: Sequence[Judged]) -> None:
    """Fill the sheet and hide it."""
    brief, numbers = page.brief, page.brief.checklist.numbers()
    block(page, _META, [(META, FORM), *_meta(brief).items()])
    block(page, _WORDS, [("", ""), *((spelling, str(status)) for spelling, status in spellings())])
    block(page, _BASE, [(BASE,), *(line for item in items for line in _base(item))])
    names = [(numbers[item.question.id], page.words.text(item.question.name)) for item in items]
    block(page, _LIST, [("", ""), *names])
    page.sheet.protect()
    page.sheet.very_hidden()


def block(page: Page, left: int, lines: Sequence[Sequence[str]]) -> None:
    """Lines of texts from the first row down."""
    for row, line in enumerate(lines):
        for column, content in enumerate(line, left):
            page.text(row, column, content, num_format="@", text_wrap=False)


def _meta(brief: Brief) -> dict[str, str]:
    return {
        "checklist": brief.checklist.reference,
        "digest": brief.checklist.digest,
        "identity": brief.identity,
        "organisation": brief.assessment.organisation.name,
        "content": brief.content,
        "written": brief.today.isoformat(),
    }


def _base(item: Judged) -> list[tuple[str, ...]]:
    """The question's id, and what its answer says as id, part, piece and text; what it does not say is left out."""
    return [
        (item.question.id, "", "", ""),
        *(
            (item.question.id, str(spot.part), spot.piece, value.isoformat() if isinstance(value, date) else str(value))
            for spot, value in said(item.answer).items()
            if value is not None
        ),
    ]
