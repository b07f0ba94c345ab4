"""A checklist as a document: the catalogue of everything that is asked, and the blank questionnaire to fill in by hand.

Takes a Checklist with its Library and the Words of a language, like the renderers of reports. To add a form: 1 a
function here, 2 its line in ``CATALOGUES``, 3 a test in ``tests/render/checklist/test_catalogue.py``.
"""

from collections.abc import Callable
from typing import TypeAlias

from markupsafe import Markup

from tenken import templating
from tenken.core.library import Library
from tenken.core.model import Checklist, Status
from tenken.excel.safe_cells import comma_separated
from tenken.words import Words

Catalogue: TypeAlias = Callable[[Checklist, Library, Words], bytes]


def html(checklist: Checklist, library: Library, words: Words) -> bytes:
    """One page, for reading and printing: every question with check boxes, why it matters, and what counts."""
    template = templating.environment().get_template("report/catalogue.html")
    style = Markup(templating.source("report/report.css"))  # noqa: S704 - our own style sheet
    page = template.render(checklist=checklist, library=library, w=words, Status=Status, style=style)
    return page.encode()


def pdf(checklist: Checklist, library: Library, words: Words) -> bytes:
    """The same page as a PDF."""
    from tenken.render.pdf.printer import print_page  # noqa: PLC0415 - WeasyPrint only when a PDF is asked for

    return print_page(html(checklist, library, words).decode(), words)


def markdown(checklist: Checklist, library: Library, words: Words) -> bytes:
    """The catalogue as Markdown."""
    numbers = checklist.numbers()
    lines = [f"# {words.text(checklist.title)} ({checklist.reference})", ""]
    for at, area in enumerate(checklist.areas, 1):
        lines += [f"## {at} {words.text(area.title)}", "", words.text(area.intro), ""]
        for question in area.questions:
            critical = f" **{words('report.summary.critical')}**" if question.critical else ""
            lines += [f"### {numbers[question.id]} {words.text(question.name)} (`{question.id}`){critical}", ""]
            lines += [words.text(question.text), ""]
            case = library.cases.get(question.case or "")
            told = [
                ("cli.answer.why", words.text(question.why)),
                ("report.gaps.case", words.case(case) if case else ""),
                ("cli.answer.yes_means", words.text(question.means_yes)),
                ("cli.answer.partial_means", words.text(question.means_partial)),
                ("cli.answer.proof", words.text(question.proof)),
                ("report.gaps.first", words.text(question.remedy.first)),
            ]
            lines += [f"- {words(key)}: {text}" for key, text in told if text] + [""]
    return "\n".join(lines).encode()


def table(checklist: Checklist, library: Library, words: Words) -> bytes:
    """One row for each question, as CSV that Excel opens in the right characters and without formulas."""
    del library
    keys = ["id", "area", "tier", "weight", "critical", "question", "why", "yes", "partial", "proof", "first", "refs"]
    rows = [keys]
    for area, question in checklist.questions:
        references = " ".join(f"{key}:{item}" for key, items in question.refs.items() for item in items)
        texts = (question.text, question.why, question.means_yes, question.means_partial, question.proof)
        row = [question.id, area.id, str(question.tier), str(question.weight), "1" if question.critical else ""]
        row += [words.text(text) for text in (*texts, question.remedy.first)] + [references]
        rows.append(row)
    return comma_separated(rows)
