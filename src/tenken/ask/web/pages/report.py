"""The page that offers the report: for whom, in which form."""

from starlette.responses import HTMLResponse

from tenken.ask.web.audit.head import is_audit
from tenken.ask.web.pages.frame import Frame, Snapshot
from tenken.core.report.sections import ReportProfile

FORMS = {
    "pdf": "web.report.pdf",
    "html": "web.report.form_html",
    "xlsx": "web.report.form_xlsx",
    "text": "web.report.form_text",
    "md": "web.report.form_md",
    "json": "web.report.form_json",
    "csv": "web.report.form_csv",
    "oscal": "web.report.form_oscal",
    "oscal-plan": "web.report.form_oscal_plan",
    "oscal-poam": "web.report.form_oscal_poam",
}
"""What a form of the report is called; one that is not named here goes by its own name."""
READERS = {
    ReportProfile.AUDIT: ("web.report.audit", "web.report.audit_text"),
    ReportProfile.OWNER: ("web.report.owner", "web.report.owner_text"),
    ReportProfile.FULL: ("web.report.full", "web.report.full_text"),
    ReportProfile.ATTESTATION: ("web.report.attestation", "web.report.attestation_text"),
}


def report_page(frame: Frame, snapshot: Snapshot) -> HTMLResponse:
    """Which report, for whom, in which form."""
    more = [(form, FORMS.get(form)) for form in frame.backend.forms if form != "pdf"]
    audited = is_audit(snapshot.assessment)
    readers = {profile: told for profile, told in READERS.items() if audited or profile is not ReportProfile.AUDIT}
    return frame.page("report", snapshot, readers=readers, more_forms=more, has_pdf="pdf" in frame.backend.forms)
