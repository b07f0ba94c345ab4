"""Pages held against pages made again, and an attestation's pages against its figures.

Which figures are to be shown is ``verification``'s business.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from tenken import sandbox
from tenken.core.model import Checklist, Status
from tenken.phrases import JOIN, PART
from tenken.render.pdf import page_source
from tenken.store.report.pdf_report import HEAD, PDF
from tenken.verify import pdf_compare
from tenken.words import Words, fours

UNSEEN = (JOIN, PART, "\u00ad", "\ufffe", "\x02")
"""What stands on no page: joiners, and the marks that readers put where a word was broken."""
PAGE_NUMBERS = "0123456789/"
MOST_NAMED = 20
"""Characters of a difference that are named."""
BOUNDS = sandbox.Bounds(memory=2_000_000_000, cpu_seconds=60, wall_seconds=300)


@dataclass(frozen=True, slots=True)
class PagesDiffer:
    """The first difference between two PDFs."""

    what: str
    """Its sentence is ``cli.verify.differs_<what>``."""
    page: int
    """From 1; 0 where it belongs to the document as a whole."""
    fonts: bool
    """Whether they also use other fonts, so that the difference may come from there."""


def compared(theirs: bytes, ours: bytes) -> PagesDiffer | None:
    """Where pages that were made again differ from a PDF's; ``None`` where one sees, reads and does the same in both.

    Drawn, read and compared in the sandbox; raises sandbox.OverBounds or sandbox.ChildFailed where that is too much.
    """
    start = max(theirs[:HEAD].find(PDF), 0)
    both = theirs[start:] + ours
    told = sandbox.run(pdf_compare.__file__, "compared", both, BOUNDS, str(len(theirs) - start))
    return PagesDiffer(told["what"], told["page"], fonts=told["fonts"]) if told["what"] else None


def other_characters(theirs: bytes, page: str) -> str:
    """The characters that a PDF shows otherwise than the page it was printed from; empty where there are none.

    Order and place are those of the browser that printed it. Each character must stand there at least as often as on
    the page; more often only where a head, a foot or the head of a table is said again. Compared in the form NFKC,
    since one glyph may serve several characters of one meaning.
    """
    told = sandbox.run(pdf_compare.__file__, "characters", theirs, BOUNDS)
    source = page_source.read(page)
    shown, written = (_counted(text) for text in (told["text"], source.text))
    again = set(_counted(source.repeated + source.margins + PAGE_NUMBERS))
    missing = {one for one, number in written.items() if shown[one] < number}
    added = {one for one, number in shown.items() if number > written[one] and one not in again}
    return "".join(sorted(missing | added))[:MOST_NAMED]


def _counted(text: str) -> Counter[str]:
    """How often each character stands in a text; blanks and what only says where a line may break are none."""
    return Counter(one for one in normalize("NFKC", text) if not one.isspace() and one not in UNSEEN)


def first_shows(pages: Sequence[str], words: Words, digest: str, points: object, grade: object, *, draft: bool) -> bool:
    """Whether page 1 shows that score, that grade and that digest."""
    text = squeezed(pages[0]) if pages else ""
    if squeezed(fours(digest)) not in text:
        return False
    if points is None:
        return True
    label = words("report.attest.grade_draft" if draft else "report.attest.grade")
    shown = words("report.attest.so_far", n=str(points)) if draft else f"{points}{words('report.attest.out_of')}"
    earlier = words("report.summary.grade_draft" if draft else "report.summary.grade")
    layouts = (
        (shown, f"{grade}{label}"),
        (f"{points}{words('report.summary.out_of')}", f"{grade}{earlier}"),  # three pages, as they were at first
    )
    return any(all(squeezed(part) in text for part in parts) for parts in layouts)


def show_areas(pages: Sequence[str], told: Mapping[str, Any], checklist: Checklist, words: Words) -> bool:
    """Whether the pages show each area's score wherever they name it, and how many questions were answered."""
    text = "".join(squeezed(page) for page in pages)
    heads = {area.id: squeezed(f"{at}{words.text(area.title)}") for at, area in enumerate(checklist.areas, 1)}
    scores = {heads[area["id"]]: area.get("score") for area in told["areas"]}
    counts = told.get("statuses")
    if not isinstance(counts, dict):
        return False
    named = {head: points for head, points in scores.items() if points is not None}
    shows = all(text.count(head) == text.count(f"{head}{points}") > 0 for head, points in named.items())
    return shows and (_tells_answers(text, counts, words) or _tells_statuses(text, counts, words))


def _tells_answers(text: str, counts: Mapping[str, object], words: Words) -> bool:
    """Whether a page says how many questions were answered and do not apply, as those statuses add up."""
    found = {key: count for key, count in counts.items() if isinstance(count, int)}
    na, missing = found.get(Status.NA, 0), found.get("unanswered", 0)
    answered = sum(found.values()) - na - missing
    said = words("report.attest.answered_all", n=answered)
    if missing:
        said = words("report.attest.answered", n=answered, of=answered + missing)
    return squeezed(said + (words("report.attest.na", n=na) if na else "")) in text


def _tells_statuses(text: str, counts: Mapping[str, object], words: Words) -> bool:
    """The same of the three pages of the first layout, which counted the answers of each status."""
    parts = [
        squeezed(words("report.areas.part", status=words(f"status.{status}"), n=count))
        for status in (*Status, "unanswered")
        if isinstance(count := counts.get(status), int) and count
    ]
    return bool(parts) and all(part in text for part in parts)


def squeezed(text: str) -> str:
    """A text without its blanks and line ends, which depend on where a line breaks."""
    return re.sub(r"\s+", "", text)
