"""How full the pages of a PDF are, and how small their letters: measured on the drawn page, not on its source.

The text area is A4 less the margins of ``templates/report/css/base.css``. Empty is what a reader takes for empty: bands
of at least 10 mm across the whole text area without ink, wherever they lie; the blanks between lines and paragraphs are
none. The tint behind a panel and thin grey rules are no ink, so an empty panel or table counts as empty.
"""

import ctypes
from dataclasses import dataclass
from itertools import groupby
from math import hypot

import pypdfium2
from pypdfium2 import raw

TOP, FOOT, SIDE = 20, 17, 17
"""Margins, in millimetres."""
FINE = 2
"""Pixels a millimetre."""
DARK = 225
"""A grey below which a pixel is ink; the tint of a panel is 243, white 255."""
BAND = 10
"""Millimetres of a gap that is seen as one."""
SMALLEST = 8
"""Points."""
MOST_EMPTY, LAST_EMPTY = 0.40, 0.60
"""Of a page, and of the last one."""


@dataclass(frozen=True)
class Page:
    """What was measured on one page."""

    number: int
    empty: float
    """The share of the text area's height that lies in empty bands."""
    foot: float
    """The share that is empty from the last ink down."""
    smallest: float
    """The size of the smallest letter, in points; 0 where there is none."""
    smallest_text: str


def measured(pdf: bytes) -> list[Page]:
    """Every page of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_page(number, page) for number, page in enumerate(document, 1)]


def assert_pages_full(pdf: bytes, before_last: float = MOST_EMPTY, most: float = MOST_EMPTY) -> None:
    """No page is too empty, and no letter too small; ``before_last`` is for the page before the last one."""
    pages = measured(pdf)
    faults = _too_empty([page.empty for page in pages], before_last, most)
    faults += [f"p. {page.number}: {page.smallest:.2f} pt {page.smallest_text}" for page in pages if _is_small(page)]
    assert not faults, faults


def too_empty(pdf: bytes) -> list[str]:
    """Each page that is too empty; quicker than measuring letters, too."""
    with pypdfium2.PdfDocument(pdf) as document:
        return _too_empty([_empty(_inked(page)) for page in document])


def _too_empty(pages: list[float], before_last: float = MOST_EMPTY, most: float = MOST_EMPTY) -> list[str]:
    bounds = [*[most] * (len(pages) - 2), before_last, LAST_EMPTY][-len(pages) :]
    told = enumerate(zip(pages, bounds, strict=True), 1)
    return [f"p. {number}: {empty:.0%} empty" for number, (empty, allowed) in told if empty > allowed]


def _is_small(page: Page) -> bool:
    return 0 < page.smallest < SMALLEST - 0.05  # WeasyPrint sets whole thousandths of a pixel


def _page(number: int, page: pypdfium2.PdfPage) -> Page:
    rows = _inked(page)
    inked = [at for at, row in enumerate(rows) if row]
    foot = len(rows) - 1 - inked[-1] if inked else len(rows)
    size, text = _smallest(page)
    return Page(number, _empty(rows), foot / len(rows), size, text)


def _empty(rows: list[bool]) -> float:
    """The share of the rows that lies in empty bands."""
    bands = [(inked, sum(1 for _ in run)) for inked, run in groupby(rows)]
    return sum(length for inked, length in bands if not inked and length >= BAND * FINE) / len(rows)


def _inked(page: pypdfium2.PdfPage) -> list[bool]:
    """For each row of pixels of the text area whether there is ink in it."""
    image = page.render(scale=FINE * 25.4 / 72, grayscale=True).to_pil().convert("L")
    area = image.crop((SIDE * FINE, TOP * FINE, image.width - SIDE * FINE, image.height - FOOT * FINE))
    return list(map(bool, area.point(lambda grey: grey < DARK).getprojection()[1]))


def _smallest(page: pypdfium2.PdfPage) -> tuple[float, str]:
    """The smallest size on a page, and up to twenty characters in it."""
    text = page.get_textpage()
    matrix = raw.FS_MATRIX()
    sizes: dict[float, str] = {}
    for at in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, at))
        if character.isspace() or not raw.FPDFText_GetMatrix(text, at, ctypes.byref(matrix)):
            continue
        size = round(raw.FPDFText_GetFontSize(text, at) * hypot(matrix.c, matrix.d), 3)
        sizes[size] = sizes.get(size, "")[:19] + character
    return min(sizes.items(), default=(0.0, ""))
