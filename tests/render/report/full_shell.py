"""The full report as a page, and what a reader sees of its sections behind the owner's pages."""

from dataclasses import replace
from html.parser import HTMLParser

from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.phrases import Medium
from tenken.render.report.page import report_markup, report_pdf
from tenken.words import Words


def full_markup(report: Report, words: Words, medium: Medium = Medium.PRINT) -> str:
    """What stands behind the owner's pages, as HTML."""
    page = report_markup(replace(report, profile=ReportProfile.FULL), words, medium=medium)
    return page[: page.index("<body>") + len("<body>")] + page[page.index('<section id="') :]


def full_pdf(report: Report, words: Words) -> bytes:
    """The whole full report as a tagged PDF."""
    return report_pdf(replace(report, profile=ReportProfile.FULL), words)


def plain(markup: str) -> str:
    """What a reader sees of a page: without tags, what only steers line breaks, and blanks."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_data(self, data: str) -> None:
            found.append(data)

    Reader().feed(markup[markup.index("<body>") :])
    return "".join("".join(found).replace("\u2060", "").replace("\u200b", "").split())
