"""Out: an assessment becomes a workbook, always made anew. The same input gives the same bytes."""

from datetime import datetime, time
from io import BytesIO

from xlsxwriter import Workbook

from tenken.ask.brief import Brief
from tenken.ask.sheet import cover, evidence, hidden, questions
from tenken.ask.sheet.look import Look, Page
from tenken.core.scoring.score import score

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(brief: Brief) -> bytes:
    """The workbook: a cover that explains, the list of questions, a page for further evidence, a hidden sheet."""
    w, card = brief.words, score(brief.checklist, brief.assessment)
    stream = BytesIO()
    book = Workbook(stream, OPTIONS)
    made = datetime.combine(brief.today, time())
    book.set_properties({"title": w.text(brief.checklist.title), "created": made})
    book.set_size(2400, 1600)
    look = Look(book, w)
    first, middle, last = (
        Page(book.add_worksheet(w(f"sheet.page.{name}")), look, brief) for name in ("cover", "questions", "evidence")
    )
    ranges = questions.write(middle, card.judged, cover.summary(brief, card))
    cover.write(first, card, ranges)
    evidence.write(last, card.judged)
    hidden.write(Page(book.add_worksheet(hidden.NAME), look, brief), card.judged)
    book.close()
    return stream.getvalue()
