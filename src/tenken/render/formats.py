"""The forms in which a report, two years, many years, many firms and a checklist leave tenken: one record each.

A record says how a format is asked for, how its file ends, what kind of file it is and which function makes it. The
function is loaded when the format is asked for, so that a machine that cannot make PDFs still makes everything else.
What a document looks like is the business of the module that its record names.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeAlias

from tenken.core.model import Checklist
from tenken.core.problem import UsageProblem
from tenken.core.report.sections import ReportProfile
from tenken.words import Words

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "html": "text/html",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "csv": "text/csv",
    "txt": "text/plain",
    "md": "text/markdown",
    "ics": "text/calendar",
}
"""By the last part of a file's name."""

PEERS_IN = ("pdf", "archive", "html", "text", "md", "json")
"""The forms that say where a firm stands among others."""


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """One format: its name on the command line, its file, and the function that makes it."""

    name: str
    target: str
    """``module:function`` below ``tenken.render``; the function takes a finished value and Words, gives back bytes."""
    ending: str
    """How its file ends, without the dot in front."""
    carries_files: bool = False
    """Whether the document holds the files from which it can be made again."""
    reader: ReportProfile = ReportProfile.FULL
    """For whom a report of this form is made where nobody says: pages for the owner, data in full."""

    def usual_reader(self, *, audited: bool) -> ReportProfile:
        """For whom it is made where nobody says; the pages of an audit are its own report."""
        return ReportProfile.AUDIT if audited and self.reader is ReportProfile.OWNER else self.reader

    def file_ending(self, profile: ReportProfile, usual: ReportProfile) -> str:
        """What follows the name of the file: pages for others than the usual reader say for whom they are."""
        whom = f"-{profile}" if self.reader is not ReportProfile.FULL and profile is not usual else ""
        return f"{whom}.{self.ending}"

    def refuse_peers(self, profile: ReportProfile | None) -> None:
        """Raise UsageProblem where such a report does not say where the firm stands among others."""
        if self.name not in PEERS_IN or profile is ReportProfile.ATTESTATION:
            raise UsageProblem("benchmark-for-nothing", {"choices": " / ".join(PEERS_IN)})

    @property
    def media_type(self) -> str:
        """What kind of file it is."""
        return MEDIA_TYPES[self.ending.rpartition(".")[2]]

    def make(self, *values: Any) -> bytes:
        """The document of what its function takes: the finished value first, then Words, which become the edition's."""
        module, function = self.target.split(":")
        made: Callable[..., bytes] = getattr(import_module(f"tenken.render.{module}"), function)
        edition, assessment = _edition_of(values[0]), getattr(values[0], "assessment", None)
        again = assessment is not None and assessment.reopened
        return made(*(value.about(edition, reopened=again) if isinstance(value, Words) else value for value in values))


def _edition_of(value: Any) -> Checklist | None:
    """The edition that a finished value is about; of two years and many, the newest."""
    if isinstance(value, Checklist):
        return value
    if hasattr(value, "checklist"):
        edition: Checklist = value.checklist
        return edition
    points = getattr(value, "points", ())
    years = [point.side for point in points] or [getattr(value, name, None) for name in ("this", "audited")]
    newest = next((year for year in reversed(years) if year), None)
    return newest.checklist if newest else None


Formats: TypeAlias = dict[str, OutputFormat]
"""The formats of one kind of document, by name."""


def _by_name(*formats: OutputFormat) -> Formats:
    return {form.name: form for form in formats}


REPORTS = _by_name(
    OutputFormat("pdf", "report.page:report_pdf", "pdf", carries_files=True, reader=ReportProfile.OWNER),
    OutputFormat("archive", "report.page:report_archive", "pdf", carries_files=True, reader=ReportProfile.OWNER),
    OutputFormat("html", "report.page:report_html", "html", reader=ReportProfile.OWNER),
    OutputFormat("text", "report.as_markdown:report_text", "txt"),
    OutputFormat("md", "report.as_markdown:report_markdown", "md"),
    OutputFormat("json", "report.as_json:render", "json"),
    OutputFormat("csv", "report.as_csv:render", "csv"),
    OutputFormat("oscal", "oscal.results:render", "oscal.json"),
    OutputFormat("oscal-plan", "oscal.plan:render", "plan.json"),
    OutputFormat("oscal-poam", "oscal.poam:render", "poam.json"),
    OutputFormat("xlsx", "report.as_xlsx:render", "xlsx"),
    OutputFormat("soa-xlsx", "report.as_soa:render", "soa.xlsx"),
)
"""One assessment: each takes a Report."""

DIFFS = _by_name(
    OutputFormat("pdf", "years.page:diff_pdf", "pdf"),
    OutputFormat("html", "years.page:diff_html", "html"),
    OutputFormat("xlsx", "years.as_xlsx:diff", "xlsx"),
    OutputFormat("json", "years.as_json:diff_json", "json"),
    OutputFormat("txt", "years.as_text:diff_bytes", "txt"),
)
"""Two years: each takes a Comparison."""

AUDIT_COMPARISONS = _by_name(
    OutputFormat("pdf", "audit.comparison:pdf", "pdf"),
    OutputFormat("html", "audit.comparison:html", "html"),
    OutputFormat("json", "audit.comparison:json_document", "json"),
    OutputFormat("txt", "audit.comparison:text_bytes", "txt"),
)
"""A firm's own answers and the audit of them: each takes an AuditComparison."""

TRENDS = _by_name(
    OutputFormat("pdf", "years.page:trend_pdf", "pdf"),
    OutputFormat("html", "years.page:trend_html", "html"),
    OutputFormat("json", "years.as_json:trend_json", "json"),
    OutputFormat("txt", "years.as_text:trend_bytes", "txt"),
)
"""Many years: each takes a Trend."""

CLIENT_TABLES = _by_name(
    OutputFormat("xlsx", "portfolio.table:workbook", "xlsx"),
    OutputFormat("csv", "portfolio.table:csv_document", "csv"),
    OutputFormat("json", "portfolio.table:json_document", "json"),
    OutputFormat("txt", "portfolio.table:text_bytes", "txt"),
)
"""Many firms: each takes a ClientTable."""

CLIENT_FINDINGS = _by_name(
    OutputFormat("xlsx", "portfolio.findings:workbook", "xlsx"),
    OutputFormat("csv", "portfolio.findings:csv_document", "csv"),
    OutputFormat("json", "portfolio.findings:json_document", "json"),
)
"""What many firms still owe: each takes a FindingList."""

CLIENT_GAPS = _by_name(
    OutputFormat("xlsx", "portfolio.gaps:workbook", "xlsx"),
    OutputFormat("csv", "portfolio.gaps:csv_document", "csv"),
    OutputFormat("json", "portfolio.gaps:json_document", "json"),
)
"""What many firms lack: each takes a GapList."""

CALENDARS = _by_name(OutputFormat("ics", "calendar:ics", "ics"))
"""The days of one assessment: takes a Calendar."""

CLIENT_CALENDARS = _by_name(OutputFormat("ics", "portfolio.calendar:ics", "ics"))
"""The days of many firms: takes a FirmsCalendar."""

CATALOGUES = _by_name(
    OutputFormat("md", "checklist.catalogue:markdown", "md"),
    OutputFormat("html", "checklist.catalogue:html", "html"),
    OutputFormat("pdf", "checklist.catalogue:pdf", "pdf"),
    OutputFormat("csv", "checklist.catalogue:table", "csv"),
    OutputFormat("oscal", "oscal.catalog:render", "catalog.json"),
)
"""An edition: each takes a Checklist and its Library."""


def format_of(formats: Formats, name: str) -> OutputFormat | None:
    """The format by which a file of that name is recognised: the longest ending, or what stands after the last dot."""
    last_to_first = tuple(formats.values())[::-1]  # the first of an ending counts
    endings = {form.ending.rpartition(".")[2]: form for form in last_to_first}
    endings |= {form.ending: form for form in last_to_first} | formats
    fitting = [ending for ending in endings if name.lower().endswith(f".{ending}")]
    return endings[max(fitting, key=len)] if fitting else None
