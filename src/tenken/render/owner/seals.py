"""The three boxes at the foot of page 1 for seals or signatures: their frames, and the words above and below the room.

Frames and words are one path and two lines of fixed pitch; as boxes of their own they took a tenth of the page's time.
"""

from dataclasses import dataclass

from tenken.core.model import SignoffRole
from tenken.core.report.report import Report
from tenken.render.charts.paths import Shape, Style, line, shape
from tenken.render.charts.ruler import Mark, Ruler, ruler
from tenken.words import Words

WIDTH, HEIGHT = 66.0, 25.0
"""Millimetres, of all boxes together."""
ROW = 5.0
"""How high the lines of words above and below the room for the seal are."""
EDGE = 0.15
"""Half the weight of a line: the outer ones stand so far inside."""
SIGNERS = {
    SignoffRole.ASSESSOR: "assessor",
    SignoffRole.REVIEWER: "reviewer",
    SignoffRole.APPROVER: "approved_by",
}
"""The boxes from the left, and what their words are called by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seals:
    """The frames and what stands in them."""

    shapes: tuple[Shape, ...]
    heads: Ruler
    """Whose seal it is."""
    names: tuple[tuple[float, str], ...]
    """Who has signed, and how many millimetres from the left that box begins."""
    days: Ruler


def seals(report: Report, words: Words) -> Seals:
    """A box for each of those who sign, with what the assessment says of them already."""
    signed = {signer.role: signer for signer in report.signers}
    alone = report.assessment.signoff is not None and report.assessment.signoff.no_reviewer
    each = WIDTH / len(SIGNERS)
    edges = [at * each for at in range(len(SIGNERS))]
    heads, names, days = [], [], []
    for edge, (role, key) in zip(edges, SIGNERS.items(), strict=True):
        signer = signed.get(role)
        name, on = (signer.name, signer.on) if signer else (None, None)
        if alone and role is SignoffRole.REVIEWER:
            name = words("audit_pages.no_reviewer_short")
        audited = report.audit is not None and role is SignoffRole.ASSESSOR
        heads.append(
            Mark(edge + each / 2, words("audit_pages.seal_assessor" if audited else f"report.verdict.seal_{key}"))
        )
        parts = {"year": str(on.year), "month": str(on.month), "day": str(on.day)} if on else {}
        day = words("report.verdict.short_date", **parts) if on else words("report.verdict.seal_day")
        days.append(Mark(edge + each / 2, day))
        if name:
            names.append((edge, name))
    frames = [line(at, 0, at, HEIGHT) for at in (EDGE, *edges[1:], WIDTH - EDGE)]
    frames += [line(0, at, WIDTH, at) for at in (EDGE, ROW, HEIGHT - ROW, HEIGHT - EDGE)]
    return Seals(
        shapes=(shape(Style.RULE_DEEP, frames),), heads=ruler(heads, WIDTH), names=tuple(names), days=ruler(days, WIDTH)
    )
