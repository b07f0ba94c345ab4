"""Assessments of several years, from a TOML file or out of a PDF report: each is read once, its SHA-256 remembered.

A year that is only compared is never written. How two years differ is the core's business; the finished report of a
year is made here, since it needs the library and the files that a PDF carries.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from tenken import __version__
from tenken.core.audit.verdicts import altered, is_of
from tenken.core.library import Library
from tenken.core.model import Assessment, Checklist, Peers, Previous, same_firm, same_name
from tenken.core.problem import FileProblems, UsageProblem
from tenken.core.report.attachments import PREVIOUS, Attachment
from tenken.core.report.brand import UNBRANDED, Brand
from tenken.core.report.report import Report, build
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.score import scored
from tenken.core.years.comparison import Comparison, compare
from tenken.core.years.lineage import Lineage, relate
from tenken.core.years.renewal import Remark, renew
from tenken.store.assessment.document import content_digest, signed_digest
from tenken.store.assessment.loader import interpret
from tenken.store.checklist import editions, library
from tenken.store.checklist.editions import Load
from tenken.store.report import attachments
from tenken.store.report.pdf_report import LARGEST_PDF, PDF, Unlock, no_password, open_report
from tenken.store.validation.toml_file import decode, from_text, read_bytes


@dataclass(frozen=True, slots=True)
class YearFile:
    """One year's assessment with the edition it answers."""

    name: str
    """The file's name as the user wrote it."""
    sha256: str
    """Of the file's bytes, 64 hexadecimal digits."""
    checklist: Checklist
    assessment: Assessment


def load(path: Path, places: Sequence[Path], today: date, unlock: Unlock = no_password) -> YearFile:
    """The year in a TOML file or a full report (PDF); raises FileProblems with everything that is wrong.

    ``unlock`` is asked where the PDF is locked with a password.
    """
    name = str(path)
    content = read_bytes(path, name, LARGEST_PDF)
    if content.lstrip()[:5] == PDF:
        return YearFile(name, hashlib.sha256(content).hexdigest(), *open_report(name, content, today, unlock))
    return interpreted(name, read_bytes(path, name), places, today)


def interpreted(
    name: str,
    content: bytes,
    places: Sequence[Path],
    today: date,
    edition_of: Callable[[str], Checklist | None] = lambda _: None,
) -> YearFile:
    """The year in the bytes of a TOML file; ``edition_of`` gives editions that are loaded already."""
    file = from_text(decode(content, name), name)
    checklist, assessment = interpret(file, places, today, edition_of(str(file.data.get("checklist"))))
    return YearFile(name, hashlib.sha256(content).hexdigest(), checklist, assessment)


def lineage_to(year: YearFile, edition: Checklist, places: Sequence[Path]) -> Lineage:
    """Which question of an edition comes from which of that year's."""
    return relate(year.checklist, edition, editions.between(year.checklist, edition, places))


def renewed(year: YearFile, places: Sequence[Path], on: date, remark: Remark) -> tuple[Checklist, Assessment]:
    """The next assessment, begun with that year's answers, in the newest edition that follows.

    ``remark`` tells in a note where an answer comes from.
    """
    edition = editions.newest_after(year.checklist, places, on)
    return edition, renew(
        scored(year.checklist, year.assessment),
        edition,
        lineage_to(year, edition, places),
        on=on,
        previous=Previous(Path(year.name).name, year.sha256),
        remark=remark,
    )


def refuse_order(last: YearFile, this: YearFile) -> None:
    """Raise UsageProblem where one is no later year of the other."""
    if is_of(this.assessment, content_digest(last.assessment)):
        raise UsageProblem("audit-is-no-year", {"this": this.name, "last": last.name})
    if this.assessment.date < last.assessment.date:
        days = {"this_day": this.assessment.date.isoformat(), "last_day": last.assessment.date.isoformat()}
        raise UsageProblem("older", {"this": this.name, "last": last.name, **days})


def same_file(last: YearFile, this: YearFile) -> UsageProblem:
    """What to raise where two years are one file."""
    return UsageProblem("same-file", {"last": last.name, "this": this.name})


def other_firm(last: YearFile, this: YearFile) -> UsageProblem | None:
    """What to raise where two years seem to be of two firms, by their numbers or else by their names."""
    organisations = last.assessment.organisation, this.assessment.organisation
    if same_firm(*organisations):
        return None
    names = {"last": organisations[0].name, "this": organisations[1].name}
    return UsageProblem("other-firm-id" if same_name(*names.values()) else "other-organisation", names)


def compared(
    last: YearFile, this: YearFile, places: Sequence[Path], load: Load = editions.load_by_reference
) -> Comparison:
    """What changed between two years of one firm; ``load`` gives the editions that lie between theirs."""
    return compare(
        scored(last.checklist, last.assessment),
        scored(this.checklist, this.assessment),
        editions.between(last.checklist, this.checklist, places, load),
    )


class OwnFile(StrEnum):
    """What became of the self-assessment that an audit is about, as far as it lies beside the audit's file."""

    SAME = "same"
    CHANGED = "changed"
    """It says something else than what is audited, or cannot be read any more."""
    MISSING = "missing"
    """It does not lie there, so that nobody can tell."""
    UNNAMED = "unnamed"
    """The audit names none."""


def own_file(audit_file: Path, audit: Assessment, places: Sequence[Path], today: date) -> OwnFile:
    """Whether the audited answers are still the same; no file but one beside the audit's is opened.

    Only what the file says counts: a comment, or another layout, changes nothing.
    """
    of = audit.audit.of if audit.audit else None
    if of is None:
        return OwnFile.UNNAMED
    beside = audit_file.parent / of.file
    if beside.name != of.file or not beside.is_file():  # a name that leads elsewhere is nobody's neighbour
        return OwnFile.MISSING
    try:
        now = load(beside, places, today)
    except FileProblems:
        return OwnFile.CHANGED
    same = now.sha256 == of.sha256 or content_digest(now.assessment) == of.digest
    return OwnFile.SAME if same and not altered(now.assessment, audit) else OwnFile.CHANGED


def report_of(
    this: YearFile,
    places: Sequence[Path],
    *,
    profile: ReportProfile = ReportProfile.FULL,
    brand: Brand = UNBRANDED,
    last: YearFile | None = None,
    comparison: Comparison | None = None,
    peers: Peers | None = None,
    carries: bool = False,
    issued: date | None = None,
    known: Library | None = None,
) -> Report:
    """The finished report of a year; with ``carries`` it holds the files from which it can be made again.

    ``issued`` is the day on which it is handed over, where that is not the day of the sign-off; ``known`` is the
    library of those places, where it is loaded already.
    """
    return build(
        this.checklist,
        this.assessment,
        content_digest=content_digest(this.assessment),
        signed_digest=signed_digest(this.assessment),
        version=__version__,
        library=known or library.load(places),
        profile=profile,
        brand=brand,
        comparison=comparison,
        peers=peers,
        attachments=_carried(this, last, brand, peers) if carries else (),
        issued=issued,
    )


def _carried(this: YearFile, last: YearFile | None, brand: Brand, peers: Peers | None) -> tuple[Attachment, ...]:
    """Everything from which the report can be made again."""
    before = attachments.enclose(last.checklist, last.assessment, PREVIOUS) if last else ()
    own = attachments.enclose(this.checklist, this.assessment)
    return (*own, *before, *attachments.enclose_brand(brand), *attachments.enclose_peers(peers))
