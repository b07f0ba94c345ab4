"""A report held against itself: every file inside, every figure, every page, every piece of evidence at hand.

The checks come in the order in which a reader would ask, as names and values; the command says them in words. What the
attachments give is ``recompute``'s, how pages are compared ``pages``', the record beside the score ``record``'s. Three
things are told apart: whether the data fit, whether the pages are those that the data give, and whether the report is
the one that somebody expects. What a PDF says of its maker explains a difference and never chooses a check.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from tenken import __version__, sandbox
from tenken.core.model import Assessment, Checklist
from tenken.core.problem import FileProblems, MachineLacks, TooLarge
from tenken.core.report.attachments import ASSESSMENT, CARRIED, EDITION, MAY_CARRY, REPORT
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.score import score, shown
from tenken.render.pdf import printer
from tenken.render.pdf.engines import Engine, engine_of
from tenken.render.report.page import report_html, report_pdf
from tenken.render.report.score_json import score_document
from tenken.store.assessment import evidence
from tenken.store.assessment.document import signed_digest
from tenken.store.checklist import editions
from tenken.store.report.attachments import disclose, object_of
from tenken.store.report.pdf_report import PdfFile, parts
from tenken.verify import pages, recompute, record, signed_audit
from tenken.verify.outcome import DataState, Origin, Outcome, PagesState, ReportCheck, check_of
from tenken.verify.record import RecordForm
from tenken.verify.signature import UNSIGNED, Signature, SignatureState
from tenken.words import LANGUAGES, Words, fours

FIGURES = ("score", "exact", "grade", "areas")
"""What every version of tenken computes alike."""
MOST_QUESTIONS = 1_000
"""Of an edition whose pages are made again, which takes about ten seconds; the released ones have 119."""


PAGES = {"pages_bytes": PagesState.IDENTICAL, "pages_alike": PagesState.ALIKE}
"""What the checks of pages come to; a failed one is a difference, and none at all no comparison."""
OF_PAGES = ("pages_", "differs_")
BESIDE = (*OF_PAGES, "expect", "evidence", "signature")
"""How checks begin that say nothing about the data."""
LAID_OUT = tuple(f"differs_{what}" for what in ("pages", "seen", "read", "annotation", "page", "catalog"))
"""Differences that another layout makes, too."""


SIGNED = {
    SignatureState.TRUSTED: Origin.SIGNED,
    SignatureState.INTACT: Origin.INTACT,
    SignatureState.UNTRUSTED: Origin.UNTRUSTED,
    SignatureState.EXPIRED: Origin.UNTRUSTED,
    SignatureState.LOCKED: Origin.UNKNOWN,
    SignatureState.LACKS: Origin.UNKNOWN,
    SignatureState.MISSING: Origin.UNKNOWN,
    SignatureState.NONE: Origin.UNKNOWN,
}
"""What a signature says of where a report comes from; every other state is a broken one."""
NOTED = (SignatureState.INTACT, SignatureState.LACKS)
"""Signatures that speak neither for a report nor against it."""
EXPECTED = ("expect", "expect_signed")
"""Checks by which a report is the one that somebody knows from elsewhere."""
RECORDS = {
    RecordForm.EARLIER: ReportCheck("record_earlier", "ok"),
    RecordForm.NEWER: ReportCheck("record_newer", "failed"),
    RecordForm.NONE: ReportCheck("record_other", "failed"),
}
"""What is told of a record whose form is not today's."""


@dataclass(frozen=True, slots=True)
class Verification:
    """One report being held against itself."""

    file: PdfFile
    folder: Path
    """Where the evidence lies."""
    checklist_path: Sequence[Path]
    today: date
    make: Callable[[Callable[[], bytes]], bytes]
    """Makes a document while somebody waits."""
    signature: Signature = UNSIGNED
    """The file is then the PDF before it was signed, where that is known."""
    told: dict[str, Any] = field(init=False)
    """What its own JSON says; empty where it has none."""

    def __post_init__(self) -> None:
        """Read what the report says of itself."""
        object.__setattr__(self, "told", object_of(self.file.only(REPORT) or b""))

    @property
    def digest(self) -> str:
        """The content digest it claims."""
        return str(self.told.get("content_digest", ""))

    @property
    def hands_out(self) -> bool:
        """Whether it is an attestation."""
        return self.told.get("profile") == ReportProfile.ATTESTATION

    @property
    def holds_no_answers(self) -> bool:
        """Whether it was made to carry figures alone: an attestation, or a report without attachments."""
        return self.hands_out or self.told.get("carries_answers") is False

    def outcome(self, checks: Sequence[ReportCheck]) -> Outcome:
        """What the checks come to."""
        by_pages = [check for check in checks if check.name.startswith(OF_PAGES)]
        inside = [check for check in checks if not check.name.startswith(BESIDE)]
        broken = any(check.state == "failed" for check in inside)
        data = DataState.FIT if any(check.name == "figures" for check in checks) else DataState.DIFFER
        if self.holds_no_answers or not self.told:
            data = DataState.NOT_CARRIED
        found = [PAGES.get(check.name, PagesState.DIFFER) for check in by_pages if check.state != "note"]
        origin = SIGNED.get(self.signature.state, Origin.BROKEN)
        if self.signature.adds_more:
            origin = Origin.BROKEN
        for check in checks:
            if check.name == "expect_other":
                origin = Origin.UNEXPECTED
            elif check.name in EXPECTED and origin in (Origin.UNKNOWN, Origin.INTACT):
                origin = Origin.EXPECTED
        return Outcome(DataState.DIFFER if broken else data, found[0] if found else PagesState.NOT_COMPARED, origin)

    def expect(self, digits: str) -> ReportCheck:
        """Whether it is the report of that digest, or of one that begins so: that of its content, or of its signers."""
        fits = self.digest.removeprefix("sha256:").startswith(digits)
        signed = self._signed_digest()
        if not fits and signed and signed.removeprefix("sha256:").startswith(digits):
            return check_of("expect_signed", "ok", digest=fours(signed))
        return check_of("expect" if fits else "expect_other", "ok" if fits else "failed", digest=fours(self.digest))

    def checks(self) -> Iterator[ReportCheck]:
        """Everything that could be checked, in the order in which a reader would ask."""
        yield from self._signed()
        yield from self._inside()
        if not self.told:
            return
        lang = self.told.get("language")
        words = Words(lang if lang in LANGUAGES else "ja", era=self.told.get("era") is True)
        if self.hands_out:
            yield from self._attestation(words)
            return
        if self.holds_no_answers:
            yield check_of("no_answers", "note")
            yield from self._carried_figures()
            return
        assessment, edition = self.file.only(ASSESSMENT), self.file.only(EDITION)
        if assessment is None or edition is None:
            return
        try:
            checklist, answered = disclose(assessment, edition, self.file.name, self.today)
            report = recompute.report_inside(self.file, checklist, answered, self.checklist_path, self.today)
        except FileProblems as refused:
            yield ReportCheck("answers_bad", "failed", problems=tuple(refused.problems))
            return
        words = words.about(checklist, reopened=answered.reopened)
        yield check_of("answers", "ok", n=len(answered.answers))
        yield self._edition(checklist.reference, checklist.digest)
        yield from self._figures(words, report)
        for name, state, values in signed_audit.found(checklist, answered):
            yield ReportCheck(name, state, values)
        yield from self._evidence(answered)

    def _signed_digest(self) -> str | None:
        """The digest over content and signers, where somebody signed and the report carries it."""
        assessment, edition = self.file.only(ASSESSMENT), self.file.only(EDITION)
        if assessment is None or edition is None:
            return None
        try:
            return signed_digest(disclose(assessment, edition, self.file.name, self.today)[1])
        except FileProblems:
            return None

    def _signed(self) -> Iterator[ReportCheck]:
        """What its signature comes to, if it has one, and whether that changed more than it says."""
        found = self.signature
        if found.state is SignatureState.NONE:
            return
        state = "ok" if found.state is SignatureState.TRUSTED else "note" if found.state in NOTED else "failed"
        days = {"at": found.at, "last": found.last}
        told = {which: day.date().isoformat() if day else "-" for which, day in days.items()}
        yield check_of(f"signature_{found.state}", state, signer=found.signer, issuer=found.issuer, **told)
        if found.adds_more:
            yield check_of("differs_added", "failed")

    def _inside(self) -> Iterator[ReportCheck]:
        """Exactly one file of each name, and no other."""
        wanted = (REPORT,) if self.holds_no_answers else CARRIED
        found = self.file.attachments
        if not set(found) & set(CARRIED):
            yield check_of("foreign", "failed")
            return
        wrong = {
            "twice": [name for name in found if len(found[name]) > 1],
            "others": [name for name in found if name not in (*wanted, *(() if self.holds_no_answers else MAY_CARRY))],
            "missing": [name for name in wanted if name not in found],
        }
        for what, names in wrong.items():
            if names:
                yield check_of(f"files_{what}", "failed", names=", ".join(names))
        if not any(wrong.values()):
            yield check_of("files", "ok", n=len(wanted))
            if not self.told:
                yield check_of("figures_unreadable", "failed")

    def _edition(self, reference: str, digest: str) -> ReportCheck:
        """Whether the questions are those of the edition that this machine knows by the same name."""
        try:
            here = editions.load_by_reference(reference, self.checklist_path)
        except FileProblems:
            return check_of("edition_unknown", "note", reference=reference)
        state = "ok" if here.digest == digest else "failed"
        return check_of("edition" if state == "ok" else "edition_other", state, reference=reference)

    def _figures(self, words: Words, report: Report) -> Iterator[ReportCheck]:
        checklist, answered = report.checklist, report.assessment
        told, card = self.told, report.scorecard
        computed = score_document(checklist, answered, score(checklist, answered))
        same = self.digest == report.content_digest and all(told.get(key) == computed[key] for key in FIGURES)
        values: dict[str, str | int] = {"score": shown(card.score) or 0, "grade": card.grade or "-"}
        yield check_of("figures", "ok", **values) if same else check_of("figures_other", "failed", **values)
        form = record.form_of(told, report, words) if same else RecordForm.NONE
        if same and form is not RecordForm.TODAY:
            yield RECORDS[form]
        if told.get("tenken") != __version__:
            yield check_of("made_by", "note", theirs=str(told.get("tenken"))[:20], ours=__version__)
        if self.signature.adds_more:
            return
        found = self._pages(report, words)
        earlier = form is RecordForm.EARLIER and found.name.startswith(LAID_OUT)
        yield check_of("differs_earlier", "failed") if earlier else found

    def _pages(self, report: Report, words: Words) -> ReportCheck:
        """Make the pages again: the same bytes are the same pages; else what is seen, read and done is compared."""
        if sum(1 for _ in report.checklist.questions) > MOST_QUESTIONS:
            return check_of("pages_too_many", "note", most=MOST_QUESTIONS)
        variant = printer.ARCHIVED if self.file.archive else printer.TAGGED
        engine = engine_of(self.file.producer)
        try:
            content = self.make(partial(report_pdf, report, words, variant, engine))
        except (TooLarge, sandbox.ChildFailed):
            return check_of("pages_too_heavy", "note")
        except MachineLacks:
            if engine is not Engine.BROWSER:
                raise
            return self._by_other_browser(report, words)
        if content == self.file.content and not self.file.locked:
            return check_of("pages_bytes", "ok")
        if engine is Engine.BROWSER and parts(self.file.name, content).producer != self.file.producer:
            return self._by_other_browser(report, words)
        if self.file.signed:
            same = self.file.content.startswith(content)
            return check_of("pages_signed" if same else "pages_signed_other", "note", n=len(content))
        try:
            found = pages.compared(self.file.content, content)
        except (sandbox.OverBounds, sandbox.ChildFailed):
            return check_of("pages_too_heavy", "note")
        if found is None:
            return check_of("pages_alike", "ok")
        name, _, where = found.what.partition(" ")
        values: dict[str, str | int] = {"page": found.page, "where": where.removeprefix("/")}
        return check_of(f"differs_{name}_fonts" if found.fonts else f"differs_{name}", "failed", **values)

    def _by_other_browser(self, report: Report, words: Words) -> ReportCheck:
        """Pages that another browser breaks and draws in its own way: only their characters can be compared."""
        try:
            other = pages.other_characters(self.file.content, report_html(report, words).decode())
        except (sandbox.OverBounds, sandbox.ChildFailed):
            return check_of("pages_too_heavy", "note")
        if other:
            return check_of("differs_characters", "failed", characters=other)
        return check_of("pages_other_browser", "note", browser=self.file.producer)

    def _attestation(self, words: Words) -> Iterator[ReportCheck]:
        """An attestation carries no answers: only its figures can be held against each other and against its pages."""
        told = self.told
        yield check_of("attestation", "note")
        yield from self._carried_figures()
        checklist = self._known_edition()
        fits = checklist is None or recompute.adds_up(told, checklist)
        shows = parts(self.file.name, self.file.content, pages=True).pages
        draft = bool(told.get("draft"))
        right = pages.first_shows(shows, words, self.digest, told.get("score"), told.get("grade"), draft=draft)
        yield check_of("first_page", "ok") if right else check_of("first_page_other", "failed")
        if checklist is not None and fits:
            fits = pages.show_areas(shows, self.told, checklist, words)
            yield check_of("areas_page", "ok") if fits else check_of("areas_page_other", "failed")

    def _carried_figures(self) -> Iterator[ReportCheck]:
        """Whether the figures that are told fit each other, and the edition is the one that this machine knows."""
        yield self._edition(str(self.told.get("checklist")), str(self.told.get("digest")))
        checklist = self._known_edition()
        values: dict[str, str | int] = {"score": str(self.told.get("score")), "grade": str(self.told.get("grade"))}
        fits = checklist is None or recompute.adds_up(self.told, checklist)
        yield check_of("figures", "ok", **values) if fits else check_of("figures_other", "failed", **values)

    def _known_edition(self) -> Checklist | None:
        try:
            return editions.load_by_reference(str(self.told.get("checklist")), self.checklist_path)
        except FileProblems:
            return None

    def _evidence(self, answered: Assessment) -> Iterator[ReportCheck]:
        """The files that answers name, where they are at hand."""
        for question_id, answer in answered.answers.items():
            for piece in answer.evidence:
                if piece.file is None:
                    continue
                became = evidence.look(piece, self.folder)
                state = {"unchanged": "ok", "changed": "failed"}.get(became, "note")
                yield check_of(f"evidence_{became}", state, file=piece.file, id=question_id)
