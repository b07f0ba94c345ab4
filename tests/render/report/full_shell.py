"""The sections of the full report alone, as a page: without the owner's four pages and what they are made of."""

from html.parser import HTMLParser

from tenken import templating
from tenken.core.model import Status
from tenken.core.report.report import Report
from tenken.core.scoring.evidence_validity import EvidenceValidity
from tenken.core.scoring.score import shown
from tenken.phrases import Medium
from tenken.render.cost import sentences
from tenken.render.pdf.printer import print_page
from tenken.render.report import full_pages
from tenken.words import Words

SECTIONS = ("gaps", "open", "cases", "answers", "cost_method", "coverage", "method", "signoff", "limits")

PAGE = """{% import "report/frame.html" as frame %}<!doctype html><html lang="{{ w.lang }}"><head><meta charset="utf-8">
<title>full</title><style>{{ style }}</style></head><body>
{% set a = report.assessment %}{% set card = report.scorecard %}{% set total = shown(card.score) %}
{{ frame.of_assessment(w, a, report.checklist, report.content_digest, report.version, w("report.title")) }}
<section class="sheet start"><h1>{{ a.organisation.name }}</h1></section>
{% for name in told %}{% include "report/full/" ~ name ~ ".html" %}{% endfor %}
</body></html>"""


def told(report: Report) -> list[str]:
    """The sections that have something to say."""
    empty = {
        "gaps": not report.gaps,
        "open": not report.open,
        "cases": not report.cases,
        "cost_method": report.loss is None,
        "coverage": not any(entry.touched for entry in report.coverage),
    }
    return [name for name in SECTIONS if not empty.get(name)]


def full_markup(report: Report, words: Words, medium: Medium = Medium.PRINT) -> str:
    """The sections as HTML."""
    return (
        templating.environment(medium=medium)
        .from_string(PAGE)
        .render(
            report=report,
            w=words,
            shown=shown,
            Status=Status,
            EvidenceValidity=EvidenceValidity,
            cost=sentences,
            full=full_pages,
            told=told(report),
            style=templating.style_sheet("report/css/base.css", "report/css/full.css", medium=medium),
        )
    )


def full_pdf(report: Report, words: Words) -> bytes:
    """The sections as a tagged PDF, behind one page in place of the owner's."""
    return print_page(full_markup(report, words), words)


def plain(markup: str) -> str:
    """What a reader sees of a page: without tags, what only steers line breaks, and blanks."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_data(self, data: str) -> None:
            found.append(data)

    Reader().feed(markup[markup.index("<body>") :])
    return "".join("".join(found).replace("\u2060", "").replace("\u200b", "").split())
