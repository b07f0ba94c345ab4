"""The report as one page, which becomes the HTML file, the PDF and the PDF for an archive: no script, no network."""

from base64 import b64encode

from markupsafe import Markup

from tenken import templating
from tenken.core.model import Status
from tenken.core.report.attachments import REPORT, Attachment
from tenken.core.report.brand import UNBRANDED, Brand
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.evidence_validity import EvidenceValidity
from tenken.core.scoring.score import QuestionScore, shown
from tenken.phrases import Medium
from tenken.render import charts
from tenken.render.audit.pages import AuditPages
from tenken.render.charts.score_bars import score_bars
from tenken.render.cost import sentences
from tenken.render.owner import verdict
from tenken.render.owner.glance import glance_page
from tenken.render.owner.money import money_page
from tenken.render.owner.plan import plan_sheets
from tenken.render.owner.summary import summary_page
from tenken.render.pdf import printer
from tenken.render.pdf.engines import Engine, print_document
from tenken.render.pdf.printer import LOGO_ADDRESS, TAGGED, PdfPayload
from tenken.render.report import as_json, full_pages
from tenken.render.years import sentences as years_words
from tenken.words import Words

OWNER_PAGES = ("summary", "areas", "roadmap", "money")
"""The owner's four pages, with which the full report begins."""
BEHIND = ("gaps", "open", "cases", "answers", "cost_method", "coverage", "method", "signoff", "limits")
"""What the full report has behind them, where it has something to say."""
STYLES = {
    ReportProfile.OWNER: ("base", "owner", "plan"),
    ReportProfile.FULL: ("base", "owner", "plan", "full"),
    ReportProfile.AUDIT: ("base", "owner", "plan", "full", "audit"),
    ReportProfile.ATTESTATION: ("base", "attestation"),
}


def report_html(report: Report, words: Words) -> bytes:
    """The whole report as UTF-8 HTML, the logo in it."""
    return report_markup(report, words, logo_inside(report)).encode()


def logo_inside(report: Report) -> str:
    """The brand's logo as an address that holds it; empty where there is none."""
    logo = report.brand.logo
    return f"data:{logo.media_type};base64,{b64encode(logo.content).decode()}" if logo else ""


def report_markup(report: Report, words: Words, logo: str = "", medium: Medium = Medium.SCREEN) -> str:
    """The whole report as HTML for that medium; ``logo`` is the address under which its reader finds the logo."""
    template = templating.environment(report.brand.palette, medium).get_template("report/report.html")
    handed_out = report.profile is ReportProfile.ATTESTATION
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
        charts=charts,
        full=full_pages,
        verdict=verdict,
        audit=AuditPages(report, words) if report.profile is ReportProfile.AUDIT else None,
        page1=None if handed_out else summary_page(report, words),
        page2=None if handed_out else glance_page(report, words),
        page3=None if handed_out else plan_sheets(report, words),
        page4=None if handed_out else money_page(report, words),
        bars=score_bars(report, words) if handed_out and report.scorecard.score is not None else None,
        pages=pages(report),
        style=style(report.profile, report.brand, medium),
    )


def pages(report: Report) -> list[str]:
    """The templates of the report's pages, in order."""
    if report.profile is ReportProfile.ATTESTATION:
        return ["report/attestation.html"]
    if report.profile is ReportProfile.AUDIT:
        return ["report/audit/front.html", *map(_template_of, report.sections)]
    first = [f"report/owner/{name}.html" for name in OWNER_PAGES]
    if report.profile is ReportProfile.OWNER:
        return first
    return first + [f"report/full/{name}.html" for name in BEHIND if name in report.sections]


def _template_of(section: str) -> str:
    """The template of a section of an audit's report: one of its own, the owner's, or the full report's."""
    if section.startswith("audit_"):
        return f"report/audit/{section.removeprefix('audit_')}.html"
    return f"report/{'owner' if section in OWNER_PAGES else 'full'}/{section}.html"


def style(profile: ReportProfile, brand: Brand, medium: Medium) -> Markup:
    """Our style sheets in the brand's colours, with what only a brand needs."""
    names = [f"report/css/{name}.css" for name in STYLES[profile]]
    if brand != UNBRANDED:
        names.append("report/css/brand.css")
    return templating.style_sheet(*names, palette=brand.palette, medium=medium)


def gate_state(gate: tuple[QuestionScore, ...]) -> str:
    """The word for what the capping questions have in common: one status, or several."""
    statuses = {item.status for item in gate}
    if len(statuses) > 1:
        return "open"
    return next((str(status or "unanswered") for status in statuses), "")


def report_archive(report: Report, words: Words) -> bytes:
    """The whole report as an archival PDF, which only WeasyPrint makes; raises and warns like ``report_pdf``."""
    return report_pdf(report, words, printer.ARCHIVED)


def report_pdf(report: Report, words: Words, variant: str = TAGGED, engine: Engine = Engine.AUTO) -> bytes:
    """The whole report as a tagged PDF that carries what it was made from.

    Raises MachineLacks where every engine or a Japanese font is missing; warns of characters that no font has.
    """
    told = Attachment(REPORT, as_json.inside(report, words))
    logo = report.brand.logo

    def markup(medium: Medium) -> str:
        return report_markup(report, words, LOGO_ADDRESS if medium is Medium.PRINT else logo_inside(report), medium)

    inside = PdfPayload((*report.attachments, told), report.assessment.date, {LOGO_ADDRESS: logo} if logo else {})
    return print_document(markup, words, inside, variant, engine)
