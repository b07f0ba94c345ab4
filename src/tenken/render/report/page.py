"""The report as one page, which becomes the HTML file, the PDF and the PDF for an archive: no script, no network."""

from base64 import b64encode

from markupsafe import Markup

from tenken import templating
from tenken.core.model import Status
from tenken.core.report.attachments import REPORT, Attachment
from tenken.core.report.brand import UNBRANDED
from tenken.core.report.report import Report
from tenken.core.scoring.evidence_validity import EvidenceValidity
from tenken.core.scoring.score import QuestionScore, shown
from tenken.render.cost import sentences
from tenken.render.pdf import printer
from tenken.render.pdf.printer import LOGO_ADDRESS, TAGGED, PdfPayload, print_page
from tenken.render.report import as_json
from tenken.render.years import sentences as years_words
from tenken.words import Words


def report_html(report: Report, words: Words) -> bytes:
    """The whole report as UTF-8 HTML, the logo in it."""
    logo = report.brand.logo
    address = f"data:{logo.media_type};base64,{b64encode(logo.content).decode()}" if logo else ""
    return report_markup(report, words, address).encode()


def report_markup(report: Report, words: Words, logo: str = "") -> str:
    """The whole report as HTML; ``logo`` is the address under which its reader finds the logo."""
    template = templating.environment(report.brand.palette).get_template("report/report.html")
    return template.render(
        report=report,
        w=words,
        shown=shown,
        gate_state=gate_state(report.scorecard.gate),
        Status=Status,
        EvidenceValidity=EvidenceValidity,
        cost=sentences,
        logo=logo,
        years=years_words,
        style=Markup(style(report)),  # noqa: S704 - our own style sheet
    )


def style(report: Report) -> str:
    """Our style sheet in the brand's colours, with what only a brand or last year needs."""
    needed = {
        "report/report.css": True,
        "report/years.css": report.comparison is not None,
        "report/brand.css": report.brand != UNBRANDED,
    }
    names = [name for name, asked in needed.items() if asked]
    brand = report.brand
    return "\n".join(templating.source(name, brand.palette) for name in names)


def gate_state(gate: tuple[QuestionScore, ...]) -> str:
    """The word for what the capping questions have in common: one status, or several."""
    statuses = {item.status for item in gate}
    if len(statuses) > 1:
        return "open"
    return next((str(status or "unanswered") for status in statuses), "")


def report_archive(report: Report, words: Words) -> bytes:
    """The whole report as an archival PDF; raises and warns like ``report_pdf``."""
    return report_pdf(report, words, printer.ARCHIVED)


def report_pdf(report: Report, words: Words, variant: str = TAGGED) -> bytes:
    """The whole report as a tagged PDF that carries what it was made from.

    Raises MachineLacks where WeasyPrint's libraries or a Japanese font are missing; warns of characters that no font
    has.
    """
    told = Attachment(REPORT, as_json.inside(report, words))
    logo = report.brand.logo
    return print_page(
        report_markup(report, words, LOGO_ADDRESS),
        words,
        PdfPayload((*report.attachments, told), report.assessment.date, {LOGO_ADDRESS: logo} if logo else {}),
        variant,
    )
