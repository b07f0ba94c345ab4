"""The report that the files inside a PDF give, and whether the figures it tells add up."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from tenken import __version__
from tenken.core.model import Assessment, Checklist, Peers
from tenken.core.portfolio.place import place_of
from tenken.core.report.attachments import (
    ASSESSMENT,
    BENCHMARK,
    BRAND,
    CARRIED,
    EDITION,
    LOGO,
    MAY_CARRY,
    PREVIOUS,
    REPORT,
    Attachment,
)
from tenken.core.report.brand import UNBRANDED
from tenken.core.report.report import Report, build
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.score import band, capped, score, scored, shown, weigh
from tenken.core.years.comparison import Comparison, compare
from tenken.render.json_values import exact
from tenken.store.assessment.document import content_digest, signed_digest
from tenken.store.checklist import editions, library
from tenken.store.report.attachments import disclose, disclose_benchmark, disclose_brand, object_of
from tenken.store.report.pdf_report import PdfFile


def report_inside(
    file: PdfFile, checklist: Checklist, answered: Assessment, checklist_path: Sequence[Path], today: date
) -> Report:
    """The report that the answers inside give; raises FileProblems where another file inside cannot be read."""
    told = object_of(file.only(REPORT) or b"")
    profile = told.get("profile")
    written = file.only(BRAND)
    ours = {*CARRIED, *MAY_CARRY} - {REPORT}
    return build(
        checklist,
        answered,
        content_digest=content_digest(answered),
        signed_digest=signed_digest(answered),
        version=__version__,
        library=library.load(checklist_path),
        profile=ReportProfile(profile) if profile in list(ReportProfile) else ReportProfile.FULL,
        brand=UNBRANDED if written is None else disclose_brand(written, file.only(LOGO), file.name),
        comparison=_comparison(file, checklist, answered, checklist_path, today),
        peers=_peers(file, checklist, answered),
        issued=_day(told.get("issued")),
        attachments=tuple(Attachment(name, found[0]) for name, found in file.attachments.items() if name in ours),
    )


def _day(written: object) -> date | None:
    try:
        return date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None


def _peers(file: PdfFile, checklist: Checklist, answered: Assessment) -> Peers | None:
    """The firm's place among others, where the report carries their group."""
    written = file.only(BENCHMARK)
    if written is None:
        return None
    found = place_of(disclose_benchmark(written, file.name), answered, score(checklist, answered))
    return found if isinstance(found, Peers) else None


def _comparison(
    file: PdfFile, checklist: Checklist, answered: Assessment, checklist_path: Sequence[Path], today: date
) -> Comparison | None:
    """With the year before, where the report carries that."""
    assessment, edition = file.only(PREVIOUS + ASSESSMENT), file.only(PREVIOUS + EDITION)
    if assessment is None or edition is None:
        return None
    last, then = disclose(assessment, edition, f"{file.name}#{PREVIOUS}", today)
    between = editions.between(last, checklist, checklist_path)
    return compare(scored(last, then), scored(checklist, answered), between)


def adds_up(told: Mapping[str, Any], checklist: Checklist) -> bool:
    """Whether total, grade and counts that are told follow from the areas, with the edition's weights and grades.

    How far a critical question lowers the grade is not told; one that is better than the score allows is none.
    """
    weights = {area.id: area.weight for area in checklist.areas}
    try:
        shares = [(weights[area["id"]], area["exact"]) for area in told["areas"]]
        total = weigh([(weight, None if share is None else Fraction(share)) for weight, share in shares])
        counts, grade = told["coverage"], told["grade"]
        judged = sum(told["statuses"][status] for status in ("yes", "partial", "no", "unknown"))
        summed = {key: sum(area[key] for area in told["areas"]) for key in ("answered", "applicable")}
        every = {**summed, "total": sum(told["statuses"].values())}
        before = band(checklist, total)
        grades = [before, *(capped(checklist, before, cap) for cap in (checklist.gate.partial, checklist.gate.no))]
    except (KeyError, TypeError, ValueError, ZeroDivisionError, AttributeError):
        return False
    if told.get("every_critical_in_place"):
        grades = [before]
    figures = (exact(total), shown(total), before) == (
        told.get("exact"),
        told.get("score"),
        told.get("grade_before_gate"),
    )
    return figures and grade in grades and counts == every and judged == summed["answered"]
