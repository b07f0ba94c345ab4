"""The page that offers the report: for whom, what is in it and what is not, in which form, under which name."""

from dataclasses import dataclass

from starlette.responses import HTMLResponse

from tenken.ask.web.audit.head import is_audit
from tenken.ask.web.pages.frame import Frame, Snapshot
from tenken.core.report.report import FIRST
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.gaps import find
from tenken.core.scoring.roadmap import plan
from tenken.words import Words

FORMS = {
    "pdf": "web.report.form_pdf",
    "archive": "web.report.form_archive",
    "html": "web.report.form_html",
    "xlsx": "web.report.form_xlsx",
    "text": "web.report.form_text",
    "md": "web.report.form_md",
    "json": "web.report.form_json",
    "csv": "web.report.form_csv",
    "oscal": "web.report.form_oscal",
    "oscal-plan": "web.report.form_oscal_plan",
    "oscal-poam": "web.report.form_oscal_poam",
    "soa-xlsx": "web.report.form_soa_xlsx",
}
"""What each form of the report is called; every form that there is has its name here."""

READERS = (ReportProfile.AUDIT, ReportProfile.OWNER, ReportProfile.FULL, ReportProfile.ATTESTATION)
"""For whom there is a report, the first one first."""

CARRYING = (ReportProfile.OWNER, ReportProfile.FULL, ReportProfile.AUDIT)
"""The readers whose PDF has the file with the complete answers inside."""


@dataclass(frozen=True, slots=True)
class ReportCard:
    """One report as it is offered."""

    profile: ReportProfile
    contents: tuple[str, ...]
    """What is in it, a line each."""
    file: str
    """How its PDF will be called."""
    carries: bool
    """Whether its PDF has the complete answers inside."""


def report_file(frame: Frame, profile: ReportProfile, ending: str, w: Words) -> str:
    """How a report is called: after the firm or the file of the assessment, and after those who may read it."""
    return f"{frame.backend.stem}-{w(f'web.report.file_{profile}')}.{ending}"


def report_page(frame: Frame, snapshot: Snapshot) -> HTMLResponse:
    """Which report, for whom, in which form."""
    w = snapshot.words
    audited = is_audit(snapshot.assessment)
    steps = plan((gap for gap in find(snapshot.card) if gap.status is not None), snapshot.assessment)
    ending = "pdf" if "pdf" in frame.backend.forms else "html"
    cards = [
        ReportCard(
            profile,
            tuple(w(f"web.report.in_{profile}.{name}") for name in w.names(f"web.report.in_{profile}")),
            report_file(frame, profile, ending, w),
            profile in CARRYING,
        )
        for profile in READERS
        if audited or profile is not ReportProfile.AUDIT
    ]
    return frame.page(
        "report",
        snapshot,
        cards=cards,
        ending=ending,
        forms=[(form, FORMS[form]) for form in frame.backend.forms if form != "pdf"],
        first=sorted((step for step in steps[:FIRST]), key=lambda step: step.due)[:1],
        numbers=snapshot.checklist.numbers(),
        proposed=sum(not step.promised for step in steps),
        best=snapshot.checklist.grades[0].letter,
    )
