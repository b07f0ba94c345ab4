"""The report as PDF/A-3a, for those who must keep it for years: the same pages and the same files inside."""

from tenken.core.report.report import Report
from tenken.render import pdf
from tenken.words import Words


def render(report: Report, words: Words) -> bytes:
    """The whole report as an archival PDF; raises and warns like ``pdf.render``."""
    return pdf.render(report, words, pdf.ARCHIVED)
