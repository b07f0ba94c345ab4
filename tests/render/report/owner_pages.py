"""Pages 3 and 4 of the owner's report by themselves, for tests: as a PDF, and as the text of each page."""

from functools import cache

import pypdfium2
from tests.render.report.owner_cases import at_random, case

from tenken import templating
from tenken.core.report.report import Report
from tenken.core.scoring.score import shown
from tenken.phrases import Medium
from tenken.render.owner.money import money_page
from tenken.render.owner.plan import plan_sheets
from tenken.render.pdf.printer import print_page
from tenken.words import Language, Words


def markup(report: Report, words: Words, medium: Medium = Medium.PRINT) -> str:
    """The two pages in a shell of their own."""
    pages = templating.environment(medium=medium)
    values = {
        "report": report,
        "w": words,
        "shown": shown,
        "page3": plan_sheets(report, words),
        "page4": money_page(report, words),
    }
    body = "".join(pages.get_template(f"report/owner/{name}.html").render(**values) for name in ("roadmap", "money"))
    body = body.replace('class="sheet"', 'class="sheet start"', 1)  # no page before the first
    style = templating.style_sheet("report/css/base.css", "report/css/plan.css", medium=medium)
    head = f'<!doctype html><html lang="{words.lang}"><head><meta charset="utf-8"><title>x</title>'
    view = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    return f'{head}{view}<style>{style}</style></head><body><h1 class="running">x</h1>{body}</body></html>'


@cache
def printed(name: str, lang: Language) -> bytes:
    """The two pages of a case."""
    words = Words(lang)
    return print_page(markup(case(name), words), words)


def printed_at_random(seed: int, lang: Language) -> bytes:
    """The two pages of a random year."""
    words = Words(lang)
    return print_page(markup(at_random(seed), words), words)


def texts(pdf: bytes) -> list[str]:
    """The text of each page, in the order in which it is read."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded().replace("\r", "") for page in document]
