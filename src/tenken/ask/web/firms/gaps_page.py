"""The page of the gaps that many firms have in common, edition by edition; no firm is named with them.

Which gaps those are, and how firms are counted, is ``core.portfolio.gaps``'s.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import HTMLResponse

from tenken.ask.web.firms.backend import FirmsBackend, ListedFirm
from tenken.ask.web.firms.shown import Links, unread_of
from tenken.core.portfolio.gaps import LEAST_FIRMS, CommonGaps, GapList
from tenken.screen import plain
from tenken.words import Words

MOST_AT_FIRST = 20
"""Gaps of an edition that are shown at once; the others stand in a fold below them."""


@dataclass(frozen=True, slots=True)
class GapLine:
    """A question, and how many firms lack it."""

    number: str
    question: str
    critical: str
    """That it is critical; empty where it is not."""
    firms: int
    of: int
    share: str


@dataclass(frozen=True, slots=True)
class EditionGaps:
    """The gaps of an edition, the most frequent first."""

    name: str
    firms: int
    first: Sequence[GapLine]
    more: Sequence[GapLine]


def gaps_page(
    links: Links, firms: FirmsBackend, w: Words, listed: Sequence[ListedFirm], found: tuple[GapList, int]
) -> HTMLResponse:
    """Every edition that somebody answered."""
    gaps, copies = found
    return links.site.page(
        "firms/gaps",
        w.lang,
        editions=[_edition(edition, w.about(edition.checklist)) for edition in gaps.editions],
        takes=any(edition.gaps for edition in gaps.editions),
        copies=copies,
        least=LEAST_FIRMS,
        unread=unread_of(listed, w),
        no_firm=not listed,
        folder=firms.folder,
        today=firms.today,
    )


def _edition(found: CommonGaps, w: Words) -> EditionGaps:
    lines = [
        GapLine(
            gap.number,
            plain(w.text(gap.question.name)),
            w("clients.gap_is_critical") if gap.question.critical else "",
            gap.firms,
            found.firms,
            w("clients.gap_share", n=gap.firms, of=found.firms),
        )
        for gap in found.gaps
    ]
    return EditionGaps(plain(w.edition(found.checklist)), found.firms, lines[:MOST_AT_FIRST], lines[MOST_AT_FIRST:])
