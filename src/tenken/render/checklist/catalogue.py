"""A checklist as a document: the catalogue of everything that is asked, and the blank questionnaire to fill in by hand.

Takes a Checklist with its Library and the Words of a language, like the renderers of reports. To add a form: 1 a
function here, 2 its line in ``CATALOGUES``, 3 a test in ``tests/render/checklist/test_catalogue.py``.
"""

from collections.abc import Callable
from typing import TypeAlias

from tenken import templating
from tenken.core.library import GuidanceField, Library, guidance
from tenken.core.model import NO_TEXT, Checklist, Status
from tenken.excel.safe_cells import comma_separated
from tenken.phrases import Medium
from tenken.words import Words

Catalogue: TypeAlias = Callable[[Checklist, Library, Words], bytes]

HEADS = {
    GuidanceField.WHY: "report.gaps.why",
    GuidanceField.CASE: "report.gaps.case",
    GuidanceField.YES: "status.yes",
    GuidanceField.PARTIAL: "status.partial",
    GuidanceField.PROOF: "report.answers.evidence",
}
"""What the page prints of each question, and under which word: narrower than the sentences of a screen."""


def html(checklist: Checklist, library: Library, words: Words) -> bytes:
    """One page, for reading and printing: every question with check boxes, why it matters, and what counts."""
    return _page(checklist, library, words, Medium.SCREEN).encode()


def pdf(checklist: Checklist, library: Library, words: Words) -> bytes:
    """The same page as a PDF."""
    from tenken.render.pdf.printer import print_page  # noqa: PLC0415 - WeasyPrint only when a PDF is asked for

    return print_page(_page(checklist, library, words, Medium.PRINT), words)


def _page(checklist: Checklist, library: Library, words: Words, medium: Medium) -> str:
    template = templating.environment(medium=medium).get_template("report/catalogue.html")
    style = templating.style_sheet("report/css/base.css", "report/css/catalogue.css", medium=medium)
    helps = {question.id: guidance(question, library) for _, question in checklist.questions}
    return template.render(checklist=checklist, guidance=helps, heads=HEADS, w=words, Status=Status, style=style)


def markdown(checklist: Checklist, library: Library, words: Words) -> bytes:
    """The catalogue as Markdown."""
    numbers = checklist.numbers()
    lines = [f"# {words.text(checklist.title)} ({checklist.reference})", ""]
    for at, area in enumerate(checklist.areas, 1):
        lines += [f"## {at} {words.text(area.title)}", "", *([words.text(area.intro), ""] if area.intro else [])]
        for question in area.questions:
            critical = f" **{words('report.summary.critical')}**" if question.critical else ""
            lines += [f"### {numbers[question.id]} {words.text(question.name)} (`{question.id}`){critical}", ""]
            lines += [words.text(question.text), ""]
            for name, content in guidance(question, library).items():
                lines.append(f"- {words(f'cli.guidance.{name}')}: {words.guidance(content)}")
            lines.append("")
    return "\n".join(lines).encode()


def table(checklist: Checklist, library: Library, words: Words) -> bytes:
    """One row for each question, as CSV that Excel opens in the right characters and without formulas."""
    columns = [name for name in GuidanceField if name is not GuidanceField.CASE]
    rows = [["id", "area", "tier", "weight", "critical", "question", *columns, "refs"]]
    for area, question in checklist.questions:
        references = " ".join(f"{key}:{item}" for key, items in question.refs.items() for item in items)
        row = [question.id, area.id, str(question.tier), str(question.weight), "1" if question.critical else ""]
        helps = guidance(question, library)
        row += [words.text(question.text), *(words.guidance(helps.get(name, NO_TEXT)) for name in columns)]
        rows.append([*row, references])
    return comma_separated(rows)
