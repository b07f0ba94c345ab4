"""All pages that only an audit's report has, as one value for the templates; each page is worked out when it is asked.

Which of them a report has, and in which order, is said by its sections; those that it shares with other reports are
``owner``'s and ``report``'s.
"""

from dataclasses import dataclass
from functools import cached_property

from tenken.core.model import AuditFinding, DocumentRequest, EarlierFinding, FindingGrade
from tenken.core.report.report import Report
from tenken.render.audit import overview, sentences
from tenken.render.audit.checked import TAIL, CheckedRow, Compared, Unchecked, checked_rows, compared, unchecked
from tenken.render.audit.findings import FindingBlock, ReplySheet, finding_block, reply_sheet
from tenken.render.audit.front import FrontPage, front_page
from tenken.words import Words

HEADS, REQUEST = 30.0, 7.0
"""Millimetres of the headings over requests and unchecked questions, and of a request."""


@dataclass(frozen=True)
class AuditPages:
    """The pages of one audit's report in one language."""

    report: Report
    words: Words

    @property
    def title(self) -> str:
        """What the document is called: a draft until it is approved, with its number from the second issue on."""
        told = self.words("audit_pages.title_draft" if self.report.unsigned_audit else "audit_pages.title")
        issue = sentences.audit_of(self.report).issue
        return told if issue == 1 else f"{told} {self.words('audit_pages.issue', n=issue)}"

    @cached_property
    def front(self) -> FrontPage:
        """Page 1."""
        return front_page(self.report, self.words)

    @cached_property
    def overview(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The table of the audit."""
        return tuple(overview.rows(self.report, self.words))

    @cached_property
    def faults(self) -> tuple[FindingBlock, ...]:
        """Every finding but what is done well."""
        return self._blocks(sentences.audit_of(self.report).faults)

    @cached_property
    def strengths(self) -> tuple[FindingBlock, ...]:
        """What is done well."""
        return self._blocks(sentences.audit_of(self.report).strengths)

    def _blocks(self, found: tuple[AuditFinding, ...]) -> tuple[FindingBlock, ...]:
        return tuple(finding_block(entry, self.report, self.words) for entry in found)

    @cached_property
    def sheets(self) -> tuple[ReplySheet, ...]:
        """A sheet for each finding that the firm answers."""
        asked = sentences.audit_of(self.report).requested
        return tuple(reply_sheet(entry, self.report, self.words) for entry in asked)

    @cached_property
    def compared(self) -> Compared:
        """Own answers beside verdicts."""
        return compared(self.report, self.words)

    @cached_property
    def checked(self) -> tuple[CheckedRow, ...]:
        """Every checked question."""
        return checked_rows(self.report, self.words, self.tail)

    @cached_property
    def unchecked(self) -> tuple[Unchecked, ...]:
        """Every other question, by area."""
        return unchecked(self.report, self.words)

    @property
    def tail(self) -> float:
        """About how many millimetres requests and unchecked questions take together."""
        return HEADS + REQUEST * len(self.requests[1]) + sum(row.height for row in self.unchecked)

    @property
    def short_tail(self) -> bool:
        """Whether they are so few that they stay together, and with what stands before them."""
        return self.tail < TAIL

    @cached_property
    def earlier(self) -> tuple[str, tuple[tuple[str, str, str, str, str], ...]]:
        """The findings of the audit before."""
        return overview.earlier(self.report, self.words)

    @cached_property
    def requests(self) -> tuple[str, tuple[tuple[str, str, str, str, str], ...]]:
        """What the firm was asked to show."""
        return overview.requests(self.report, self.words)

    @property
    def disputes(self) -> tuple[str, ...]:
        """What the firm sees otherwise."""
        return overview.disputes(self.report, self.words)

    @property
    def grades(self) -> tuple[tuple[str, str], ...]:
        """Each grade with its definition."""
        return tuple(
            (self.words(f"finding_grade.{grade}"), self.words(f"audit_pages.grade_means.{grade}"))
            for grade in FindingGrade
        )

    @property
    def sampling(self) -> tuple[str, ...]:
        """How the questions were drawn."""
        return overview.sampling(self.report, self.words)

    @property
    def records(self) -> tuple[tuple[str, str], ...]:
        """How records were drawn, by the number of the question."""
        return overview.record_designs(self.report, self.words)

    @property
    def signatures(self) -> tuple[tuple[str, str, str, str], ...]:
        """Who signed, when and what."""
        return tuple(overview.signatures(self.report, self.words))

    @property
    def reopenings(self) -> tuple[str, ...]:
        """Every sign-off that was taken back."""
        return overview.reopenings(self.report, self.words)

    @property
    def digests(self) -> str:
        """Both digests in full."""
        return overview.digests(self.report, self.words)

    @property
    def about(self) -> tuple[str, ...]:
        """What the report is and is not."""
        return overview.about(self.report, self.words)

    def numbers(self, entry: AuditFinding | EarlierFinding | DocumentRequest) -> str:
        """The printed numbers of the questions that something speaks of."""
        return sentences.numbers(entry.questions, self.report)
