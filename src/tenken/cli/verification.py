"""A report held against itself: every file inside, every figure, every page, every piece of evidence at hand.

Each comparison is a Check with a sentence; what they add up to is said by ``verifying``. Pages are made again: the same
bytes are the same pages, and where fonts or libraries differ from the maker's, every text and drawing is compared.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from tenken import __version__
from tenken.cli.context import AppContext
from tenken.cli.output import make
from tenken.core.model import Assessment, Checklist, Status
from tenken.core.problem import FileProblems
from tenken.core.report.attachments import (
    ASSESSMENT,
    BRAND,
    CARRIED,
    EDITION,
    LOGO,
    MAY_CARRY,
    PREVIOUS,
    REPORT,
    Attachment,
)
from tenken.core.report.brand import UNBRANDED, Brand
from tenken.core.report.report import Report, build
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.score import score, scored, shown, weigh
from tenken.core.years.comparison import Comparison, compare
from tenken.render.json_values import exact
from tenken.render.pdf import printer
from tenken.render.report import as_json
from tenken.render.report.page import report_pdf
from tenken.render.report.score_json import score_document
from tenken.screen import problem_text
from tenken.store.assessment import evidence
from tenken.store.assessment.document import content_digest
from tenken.store.checklist import editions, library
from tenken.store.report.attachments import disclose, disclose_brand, object_of
from tenken.store.report.pdf_report import PdfFile, Shown, parts
from tenken.words import LANGUAGES, Words

FIGURES = ("score", "exact", "grade", "areas")
"""What every version of tenken computes alike."""


@dataclass(frozen=True, slots=True)
class ReportCheck:
    """One thing that was held against another."""

    name: str
    state: str
    """``ok``, ``note`` (could not be checked, or worth knowing) or ``failed``."""
    text: str


@dataclass(frozen=True, slots=True)
class Verification:
    """One report being held against itself."""

    app: AppContext
    file: PdfFile
    folder: Path
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

    def expect(self, digits: str) -> ReportCheck:
        """Whether it is the report of that digest, or of one that begins so."""
        fits = self.digest.removeprefix("sha256:").startswith(digits)
        return self._say("expect" if fits else "expect_other", "ok" if fits else "failed", digest=grouped(self.digest))

    def checks(self) -> Iterator[ReportCheck]:
        """Everything that could be checked, in the order in which a reader would ask."""
        yield from self._inside()
        if not self.told:
            return
        lang = self.told.get("language")
        words = Words(lang if lang in LANGUAGES else "ja", era=self.told.get("era") is True)
        if self.hands_out:
            yield from self._attestation(words)
            return
        assessment, edition = self.file.only(ASSESSMENT), self.file.only(EDITION)
        if assessment is None or edition is None:
            return
        try:
            checklist, answered = disclose(assessment, edition, self.file.name, self.app.today)
            look, comparison = self._look(), self._comparison(checklist, answered)
        except FileProblems as refused:
            for problem in refused.problems:
                self.app.message(problem_text(self.app.words, problem))
            yield self._say("answers_bad", "failed")
            return
        yield self._say("answers", "ok", n=len(answered.answers))
        yield self._edition(checklist.reference, checklist.digest)
        yield from self._figures(words, self._again(checklist, answered, look, comparison))
        yield from self._evidence(answered)

    def _inside(self) -> Iterator[ReportCheck]:
        """Exactly one file of each name, and no other."""
        wanted = (REPORT,) if self.hands_out else CARRIED
        found = self.file.attachments
        wrong = {
            "twice": [name for name in found if len(found[name]) > 1],
            "others": [name for name in found if name not in (*wanted, *(() if self.hands_out else MAY_CARRY))],
            "missing": [name for name in wanted if name not in found],
        }
        for what, names in wrong.items():
            if names:
                yield self._say(f"files_{what}", "failed", names=", ".join(names))
        if not any(wrong.values()):
            yield self._say("files", "ok", n=len(wanted))
            if not self.told:
                yield self._say("figures_unreadable", "failed")

    def _edition(self, reference: str, digest: str) -> ReportCheck:
        """Whether the questions are those of the edition that this machine knows by the same name."""
        try:
            here = editions.load_by_reference(reference, self.app.checklist_path)
        except FileProblems:
            return self._say("edition_unknown", "note", reference=reference)
        state = "ok" if here.digest == digest else "failed"
        return self._say("edition" if state == "ok" else "edition_other", state, reference=reference)

    def _look(self) -> Brand:
        written = self.file.only(BRAND)
        return UNBRANDED if written is None else disclose_brand(written, self.file.only(LOGO), self.file.name)

    def _comparison(self, checklist: Checklist, answered: Assessment) -> Comparison | None:
        """With the year before, where the report carries that."""
        assessment, edition = self.file.only(PREVIOUS + ASSESSMENT), self.file.only(PREVIOUS + EDITION)
        if assessment is None or edition is None:
            return None
        last, then = disclose(assessment, edition, f"{self.file.name}#{PREVIOUS}", self.app.today)
        return compare(
            scored(last, then), scored(checklist, answered), editions.between(last, checklist, self.app.checklist_path)
        )

    def _figures(self, words: Words, report: Report) -> Iterator[ReportCheck]:
        checklist, answered = report.checklist, report.assessment
        told, card = self.told, report.scorecard
        ours = told.get("tenken") == __version__
        if ours:
            same = as_json.render(report, words) == self.file.only(REPORT)
        else:
            computed = score_document(checklist, answered, score(checklist, answered))
            same = self.digest == report.content_digest and all(told.get(key) == computed[key] for key in FIGURES)
        values: dict[str, str | int] = {"score": shown(card.score) or 0, "grade": card.grade or "-"}
        yield self._say("figures", "ok", **values) if same else self._say("figures_other", "failed", **values)
        if ours:
            yield self._pages(report, words)
        else:
            yield self._say("pages_version", "note", theirs=str(told.get("tenken"))[:20], ours=__version__)
            yield self._first_page(report.content_digest, shown(card.score), card.grade, words)

    def _again(self, checklist: Checklist, answered: Assessment, look: Brand, comparison: Comparison | None) -> Report:
        """The report that the answers inside give."""
        profile = self.told.get("profile")
        files = self.file.attachments.items()
        ours = {*CARRIED, *MAY_CARRY} - {REPORT}
        return build(
            checklist,
            answered,
            content_digest=content_digest(answered),
            version=__version__,
            library=library.load(self.app.checklist_path),
            profile=ReportProfile(profile) if profile in list(ReportProfile) else ReportProfile.FULL,
            brand=look,
            comparison=comparison,
            attachments=tuple(Attachment(name, found[0]) for name, found in files if name in ours),
        )

    def _pages(self, report: Report, words: Words) -> ReportCheck:
        """Make the pages again: the same bytes are the same pages; else every text and drawing is compared."""
        variant = printer.ARCHIVED if self.file.archive else printer.TAGGED
        content = make(self.app, partial(report_pdf, report, words, variant))
        if content == self.file.content:
            return self._say("pages_bytes", "ok", n=len(self.file.pages))
        ours = parts(self.file.name, content, pages=True).pages
        other = next((at for at, pair in enumerate(zip(self.file.pages, ours, strict=False), 1) if differ(*pair)), None)
        if other is None and len(ours) == len(self.file.pages):
            return self._say("pages_alike", "ok", n=len(ours))
        fonts = {font for page in self.file.pages for font in page.fonts} ^ {font for p in ours for font in p.fonts}
        page = other or min(len(ours), len(self.file.pages)) + 1
        return self._say("pages_font" if fonts else "pages_other", "failed", page=page)

    def _first_page(self, digest: str, points: object, grade: object, words: Words) -> ReportCheck:
        """Whether page 1 shows that score, that grade and that digest."""
        text = squeezed(self.file.pages[0].text) if self.file.pages else ""
        wanted = [grouped(digest)]
        if points is not None:
            label = words("report.summary.grade_draft" if self.told.get("draft") else "report.summary.grade")
            wanted += [f"{points}{words('report.summary.out_of')}", f"{grade}{label}"]
        fits = all(squeezed(part) in text for part in wanted)
        return self._say("first_page", "ok") if fits else self._say("first_page_other", "failed")

    def _attestation(self, words: Words) -> Iterator[ReportCheck]:
        """An attestation carries no answers: only its figures can be held against each other and against its pages."""
        told = self.told
        reference = str(told.get("checklist"))
        yield self._say("attestation", "note")
        yield self._edition(reference, str(told.get("digest")))
        values: dict[str, str | int] = {"score": str(told.get("score")), "grade": str(told.get("grade"))}
        try:
            checklist = editions.load_by_reference(reference, self.app.checklist_path)
        except FileProblems:
            checklist = None
        fits = checklist is None or self._adds_up(checklist)
        yield self._say("figures", "ok", **values) if fits else self._say("figures_other", "failed", **values)
        yield self._first_page(self.digest, told.get("score"), told.get("grade"), words)
        if checklist is not None and fits:
            fits = self._shows_areas(checklist, words)
            yield self._say("areas_page", "ok") if fits else self._say("areas_page_other", "failed")

    def _shows_areas(self, checklist: Checklist, words: Words) -> bool:
        """Whether the pages show each area's score wherever they name it, and how many answers there are of each."""
        text = "".join(squeezed(page.text) for page in self.file.pages)
        heads = {area.id: squeezed(f"{at}{words.text(area.title)}") for at, area in enumerate(checklist.areas, 1)}
        told = {heads[area["id"]]: area.get("score") for area in self.told["areas"]}
        counts = self.told.get("statuses")
        if not isinstance(counts, dict):
            return False
        parts = [
            squeezed(words("report.areas.part", status=words(f"status.{status}"), n=count))
            for status in (*Status, "unanswered")
            if isinstance(count := counts.get(status), int) and count
        ]
        named = {head: points for head, points in told.items() if points is not None}
        shows = all(text.count(head) == text.count(f"{head}{points}") > 0 for head, points in named.items())
        return shows and all(part in text for part in parts)

    def _adds_up(self, checklist: Checklist) -> bool:
        """Whether the total follows from the areas, with the weights of the edition."""
        weights = {area.id: area.weight for area in checklist.areas}
        try:
            told = [(weights[area["id"]], area["exact"]) for area in self.told["areas"]]
            total = weigh([(weight, None if share is None else Fraction(share)) for weight, share in told])
        except (KeyError, TypeError, ValueError, ZeroDivisionError):
            return False
        return (exact(total), shown(total)) == (self.told.get("exact"), self.told.get("score"))

    def _evidence(self, answered: Assessment) -> Iterator[ReportCheck]:
        """The files that answers name, where they are at hand."""
        for question_id, answer in answered.answers.items():
            for piece in answer.evidence:
                if piece.file is None:
                    continue
                became = evidence.look(piece, self.folder)
                state = {"unchanged": "ok", "changed": "failed"}.get(became, "note")
                yield self._say(f"evidence_{became}", state, file=piece.file, id=question_id)

    def _say(self, name: str, state: str, **values: str | int) -> ReportCheck:
        return ReportCheck(name, state, self.app.words(f"cli.verify.{name}", **values))


def differ(theirs: Shown, ours: Shown) -> bool:
    """Whether a page shows another text, or draws another number of things."""
    return squeezed(theirs.text) != squeezed(ours.text) or theirs.drawings != ours.drawings


def squeezed(text: str) -> str:
    """A text without its blanks and line ends, which depend on where a line breaks."""
    return re.sub(r"\s+", "", text)


def grouped(digest: str) -> str:
    """A digest as page 1 shows it: its first sixteen digits in groups of four."""
    digits = digest.removeprefix("sha256:")
    return " ".join(digits[at : at + 4] for at in range(0, 16, 4))
