"""One of our pages as a PDF: what goes in, what may be too much, and what is said where there is none.

The layout happens in a process of its own (``layout``, through ``sandbox``), within bounds: however large or odd the
texts of a file are, this process stays small, and stops at once where the person stops it.
"""

import base64
import io
import json
import logging
import re
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tenken import sandbox
from tenken.core.problem import Interrupted, MachineLacks, TooLarge
from tenken.core.report.attachments import REPORT, Attachment
from tenken.core.report.brand import Logo
from tenken.templating import FONTS, font_file
from tenken.words import Words

LAYOUT = str(Path(__file__).with_name("layout.py"))
"""The program of the child; it is not imported here, since it loads what only the child needs."""

TAGGED = "pdf/ua-1"
"""The PDF that everybody can read, a screen reader too."""
ARCHIVED = "pdf/a-3a"
"""The PDF that an archive keeps: as readable, and nothing in it depends on the outside."""

LOGO_ADDRESS = "tenken:logo"
"""Under which the page finds the logo, which is in memory."""

# The largest report a firm can bring about, all 119 questions "no" and a note of 4,000 characters at each, is 1.5
# million characters of HTML on 14,000 lines; it becomes 740 pages, takes 45 s of CPU time and 0.8 GB (measured with
# notes of 50 lines each, the worst case). Everything below is at least twice that.
MOST_CHARACTERS = 4_000_000
"""Of a page's HTML."""
MOST_LINES = 50_000
"""Paragraphs, rows, cells and line breaks of a page."""
MOST_PAGES = 1_500
"""Of a PDF."""
BOUNDS = sandbox.Bounds(memory=2_000_000_000, cpu_seconds=120, wall_seconds=600)
"""The clock leaves room for a machine that does five things at once."""

SHORT_PAGE = 30
"""Lines of a last page that the pages before it may have room for, if they are set closer."""

LINE = re.compile(r"<(?:br|p|li|dt|dd|tr|td|th|div|h[1-6])\b")
"""Where a page begins a line; text of others is escaped and has none of these."""

PROGRESS = logging.getLogger("tenken.pdf.progress")
"""Tells the number of each page that is laid out, as the record's one argument, and nothing that stands on it."""


@dataclass(frozen=True, slots=True)
class PdfPayload:
    """What goes into a PDF beside its page: files, the day they are dated, and pictures by address."""

    attachments: Sequence[Attachment] = ()
    day: date = date(2000, 1, 1)
    pictures: Mapping[str, Logo] = field(default_factory=dict)


PLAIN = PdfPayload()


class MissingGlyphs(UserWarning):
    """Characters that no font of this machine has, and for which the page shows 〓."""

    def __init__(self, characters: set[str]) -> None:
        """Keep them in the order of their numbers."""
        super().__init__("".join(sorted(characters)))
        self.characters = tuple(sorted(characters))


_started: list[sandbox.Child] = []
"""Children that load WeasyPrint already, and have no page yet."""


class _LayoutHere:
    """Stands for the child where this process lays out the pages itself, within the same bounds."""

    def answer(self, content: bytes, heard: Callable[[bytes], None] | None = None) -> Any:  # noqa: ARG002 - as Child
        from tenken.render.pdf import layout  # noqa: PLC0415 - what a child loads is loaded here only where it is wanted

        try:
            with sandbox.bounded(BOUNDS):
                return layout.answered(content, lambda _: None)
        except MemoryError:
            raise sandbox.OverBounds from None


_here: list[_LayoutHere] = []


def lay_out_here() -> None:
    """From now on this process lays out its pages itself.

    For a process that does nothing else, makes many PDFs one after the other, and may be ended by any of them: a child
    for each would load WeasyPrint each time.
    """
    from tenken.render.pdf import layout  # noqa: PLC0415 - see above

    layout.prepare()
    _here[:] = [_LayoutHere()]


@contextmanager
def started_ahead() -> Iterator[None]:
    """Let the child load WeasyPrint while the caller still reads its files and writes the page.

    Loading takes 0.6 s, reading and writing 0.3 s: a sixth of what an owner waits for her report.
    """
    try:
        child = sandbox.Child(LAYOUT, "answered", BOUNDS)
    except sandbox.ChildFailed:  # no process can be started now; whoever prints is told so
        yield
        return
    _started.append(child)
    try:
        yield
    finally:
        if child in _started:  # there was nothing to print in the end
            _started.remove(child)
            child.end()


def print_page(page: str, words: Words, inside: PdfPayload = PLAIN, variant: str = TAGGED) -> bytes:
    """One of our pages as a tagged PDF.

    Raises MachineLacks where WeasyPrint, its libraries or a Japanese font are missing, TooLarge where the page is more
    than can be laid out; warns of characters that no font has.
    """
    refuse_too_large(page)
    asked = {
        "page": page,
        "variant": variant,
        "day": inside.day.isoformat(),
        "enclosed": enclosed(inside),
        "in_memory": {
            **{address: (_coded(font_file(address)), "font/ttf") for address in FONTS},
            **{address: (_coded(logo.content), logo.media_type) for address, logo in inside.pictures.items()},
        },
        "most_pages": MOST_PAGES,
    }
    try:
        child = _here[0] if _here else _started.pop() if _started else sandbox.Child(LAYOUT, "answered", BOUNDS)
        told = child.answer(json.dumps(asked).encode(), _pass_on)
    except sandbox.OverBounds:
        raise over_bounds(page) from None
    except sandbox.Stopped:
        raise Interrupted("stopped") from None
    if "pages" in told:
        raise TooLarge("pdf-pages", {"n": len(page), "most": told["pages"]})
    if "lacks" in told:
        what = told["lacks"]
        raise MachineLacks(what, {"advice": advice(words, what.removeprefix("no-"))})
    if told["missing"]:
        warnings.warn(MissingGlyphs(set(told["missing"])), stacklevel=2)
    return base64.b64decode(told["pdf"])


def refuse_too_large(page: str) -> None:
    """Raise TooLarge where a page has more characters or lines than any engine should be given."""
    for what, number, most in (
        ("pdf-characters", len(page), MOST_CHARACTERS),
        ("pdf-lines", sum(1 for _ in LINE.finditer(page)), MOST_LINES),
    ):
        if number > most:
            raise TooLarge(what, {"n": number, "most": most})


def enclosed(inside: PdfPayload) -> list[tuple[str, str, str, str]]:
    """The files for a child: name, content in base64, media type, what it is to the PDF."""
    return [
        (file.name, _coded(file.content), file.media_type, "Data" if file.name == REPORT else "Source")
        for file in inside.attachments
    ]


def over_bounds(page: str) -> TooLarge:
    """What is told where a child needed more than it may."""
    seconds, gigabytes = BOUNDS.cpu_seconds, BOUNDS.memory // 1_000_000_000
    return TooLarge("pdf-bounds", {"n": len(page), "seconds": seconds, "gigabytes": gigabytes})


def print_closely(page: Callable[[bool], str], words: Words) -> bytes:
    """A page as PDF, set closer (``page(True)``) where that saves a last page of a few lines; raises as above."""
    from pypdf import PdfReader  # noqa: PLC0415 - only when a PDF is asked for, like WeasyPrint

    content = print_page(page(False), words)
    *before, last = PdfReader(io.BytesIO(content)).pages
    if not before or len(last.extract_text().splitlines()) > SHORT_PAGE:
        return content
    closer = print_page(page(True), words)
    return closer if len(PdfReader(io.BytesIO(closer)).pages) <= len(before) else content


def advice(words: Words, what: str) -> str:
    """What to install on this system: ``libraries`` or ``font``."""
    system = sys.platform if sys.platform in ("darwin", "win32") else "linux"
    return words(f"advice.{system}_{what}")


def _coded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _pass_on(line: bytes) -> None:
    if line.isdigit():
        PROGRESS.info("%d", int(line))
