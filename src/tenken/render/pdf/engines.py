"""Which engine makes a PDF: WeasyPrint where its libraries are, else a browser of this machine.

Both get the same page: WeasyPrint as it is for paper, a browser as the HTML report, which prints like it. How each lays
out and is kept within bounds is the business of ``printer`` and ``browser``.
"""

import base64
import json
import warnings
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias, assert_never

from tenken import sandbox
from tenken.core.problem import Interrupted, MachineLacks, TooLarge
from tenken.phrases import Medium
from tenken.render.pdf import browser, printer
from tenken.render.pdf.glyphs import substituted
from tenken.render.pdf.printer import PLAIN, TAGGED, MissingGlyphs, PdfPayload
from tenken.words import Words

FINISH = str(Path(__file__).with_name("browser_finish.py"))
"""The program that finishes what a browser has printed; it runs in the sandbox."""
BROWSERS = "Skia/PDF"
"""How the maker of every PDF begins that a browser has printed."""
LACKING = ("no-libraries", "no-weasyprint")
"""What keeps WeasyPrint from making any PDF at all."""

NO_ENGINE = (*LACKING, "no-engine", "no-browser", "named-browser", "silent-browser")
"""Why no engine has made a PDF, as MachineLacks says it."""

Markup: TypeAlias = Callable[[Medium], str]
"""A page of ours for paper or for a screen."""


class Engine(StrEnum):
    """What lays out the pages of a PDF."""

    AUTO = "auto"
    """WeasyPrint, and a browser where that cannot be loaded."""
    WEASYPRINT = "weasyprint"
    BROWSER = "browser"


def engine_of(producer: str) -> Engine:
    """The engine that says of itself to have made a PDF."""
    return Engine.BROWSER if producer.startswith(BROWSERS) else Engine.WEASYPRINT


def print_document(
    markup: Markup,
    words: Words,
    inside: PdfPayload = PLAIN,
    variant: str = TAGGED,
    engine: Engine = Engine.AUTO,
) -> bytes:
    """One of our pages as a tagged PDF by that engine; an archive only by WeasyPrint.

    Raises MachineLacks where neither engine or no Japanese font is there, TooLarge where the page is more than can be
    laid out; warns of characters that no font has.
    """
    match engine:
        case Engine.WEASYPRINT:
            return printer.print_page(markup(Medium.PRINT), words, inside, variant)
        case Engine.BROWSER:
            return _by_browser(markup(Medium.SCREEN), words, inside)
        case Engine.AUTO:
            try:
                return printer.print_page(markup(Medium.PRINT), words, inside, variant)
            except MachineLacks as lack:
                if lack.what not in LACKING or variant != TAGGED:
                    raise
            return _by_browser(markup(Medium.SCREEN), words, inside, otherwise="no-engine")
        case _:
            assert_never(engine)


def _by_browser(page: str, words: Words, inside: PdfPayload, otherwise: str = "no-browser") -> bytes:
    """The page printed by a browser and finished; ``otherwise`` names the sentence where there is none."""
    printer.refuse_too_large(page)
    told = _finished(page, words, inside, otherwise)
    if missing := told["missing"]:
        told = _finished(substituted(page, missing), words, inside, otherwise)
        if told["missing"]:
            raise _no_font(words)
        warnings.warn(MissingGlyphs(set(missing)), stacklevel=2)
    return base64.b64decode(told["pdf"])


def _finished(page: str, words: Words, inside: PdfPayload, otherwise: str) -> dict[str, Any]:
    """What ``browser_finish`` tells of the page printed."""
    try:
        printed = browser.printed(page)
    except browser.NoPdf as lack:
        what = str(lack)
        values = {"advice": printer.advice(words, "libraries"), "named": browser.named()}
        raise MachineLacks(otherwise if what == "no-browser" else what, values) from None
    asked = {
        "pdf": base64.b64encode(printed).decode(),
        "page": page,
        "day": inside.day.isoformat(),
        "enclosed": printer.enclosed(inside),
        "most_pages": printer.MOST_PAGES,
    }
    try:
        told: dict[str, Any] = sandbox.run(FINISH, "answered", json.dumps(asked).encode(), printer.BOUNDS)
    except sandbox.OverBounds:
        raise printer.over_bounds(page) from None
    except sandbox.ChildFailed:  # it is no PDF as the browsers that we know write them
        raise MachineLacks("silent-browser", {"named": browser.named()}) from None
    except sandbox.Stopped:
        raise Interrupted("stopped") from None
    if "pages" in told:
        raise TooLarge("pdf-pages", {"n": len(page), "most": told["pages"]})
    if "lacks" in told:
        raise _no_font(words)
    return told


def _no_font(words: Words) -> MachineLacks:
    return MachineLacks("no-font", {"advice": printer.advice(words, "font")})
