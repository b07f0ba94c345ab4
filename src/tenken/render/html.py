"""The report as one HTML file: no script, no network, the same page that the PDF is made from."""

from markupsafe import Markup

from tenken import pages
from tenken.core.model import Status
from tenken.core.report import Report
from tenken.core.scoring import Age, Judged, shown
from tenken.words import Words


def render(report: Report, words: Words) -> bytes:
    """The whole report as UTF-8 HTML."""
    template = pages.environment().get_template("report/report.html")
    page = template.render(
        report=report,
        w=words,
        shown=shown,
        gate_state=gate_state(report.scorecard.gate),
        Status=Status,
        Age=Age,
        style=Markup(pages.source("report/report.css")),  # noqa: S704 - our own style sheet
    )
    return page.encode()


def gate_state(gate: tuple[Judged, ...]) -> str:
    """The word for what the capping questions have in common: one status, or several."""
    statuses = {item.status for item in gate}
    if len(statuses) > 1:
        return "open"
    return next((str(status or "unanswered") for status in statuses), "")
