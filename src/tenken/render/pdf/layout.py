"""A page becomes a PDF, laid out by WeasyPrint, which may fetch nothing.

Runs in the sandbox, started by ``printer``, and imports of tenken only what stands beside it. WeasyPrint is loaded here
and nowhere else. Our pages carry their styles and charts, a brand's logo comes from memory, and every other address is
refused. After the layout it is asked which characters no font drew: without a Japanese font there is no PDF at all; a
single strange character becomes 〓 rather than a box.
"""

import atexit
import base64
import gc
import hashlib
import json
import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from importlib import import_module
from types import ModuleType
from typing import Any, TypeAlias

from tenken.render.pdf import tags
from tenken.render.pdf.glyphs import is_japanese, substituted
from tenken.render.pdf.library_lookup import quick_library_lookup


class Lacks(Exception):
    """What this machine has not got: ``no-weasyprint``, ``no-libraries`` or ``no-font``."""


class TooManyPages(Exception):
    """The page has become more pages than it may; how many they would have been is not known."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that the PDF carries."""

    name: str
    content: bytes
    media_type: str
    relationship: str
    """What it is to the PDF: ``Data`` or ``Source``."""


@dataclass(frozen=True, slots=True)
class Printable:
    """Everything that makes one PDF."""

    page: str
    """HTML."""
    variant: str
    """As WeasyPrint names it, e.g. ``pdf/ua-1``."""
    day: date = date(2000, 1, 1)
    """On which the files inside are dated."""
    enclosed: Sequence[Enclosed] = ()
    in_memory: Mapping[str, tuple[bytes, str]] = field(default_factory=dict)
    """Fonts and pictures: content and media type by address."""
    most_pages: int = 1_000_000


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A PDF, and the characters for which it shows 〓."""

    content: bytes
    missing: str


_fonts: list[Any] = []
"""The machine's fonts with what Pango found in them, where a process has looked for them before there was a page."""


def prepare() -> None:
    """Load WeasyPrint and the fonts before there is a page; what is lacking is told when there is one.

    All pages of the process then share what Pango finds: a hundred searches among the fonts, each with two threads, are
    made for the first report only (162 reports by one worker: 65 s without, 55 s with; by two: 37 s and 29 s).
    """
    with suppress(Lacks):
        load_weasyprint()
        if not _fonts:
            _fonts.append(import_module("weasyprint.text.fonts").FontConfiguration())
            atexit.register(_fonts.clear)  # it has a folder, which it takes away with itself


def _say(page: int) -> None:
    sys.stdout.write(f"{page}\n")
    sys.stdout.flush()


def answered(content: bytes, heard: Callable[[int], None] = _say) -> dict[str, Any]:
    """What ``printer`` asks for and is told, as JSON: ``pdf`` and ``missing``, or ``lacks``, or ``pages``."""
    asked = json.loads(content)
    printable = Printable(
        asked["page"],
        asked["variant"],
        date.fromisoformat(asked["day"]),
        [Enclosed(name, base64.b64decode(coded), kind, relation) for name, coded, kind, relation in asked["enclosed"]],
        {address: (base64.b64decode(coded), kind) for address, (coded, kind) in asked["in_memory"].items()},
        asked["most_pages"],
    )
    try:
        made = lay_out(printable, heard)
    except Lacks as lack:
        return {"lacks": str(lack)}
    except TooManyPages:
        return {"pages": printable.most_pages}
    return {"pdf": base64.b64encode(made.content).decode(), "missing": made.missing}


def lay_out(printable: Printable, heard: Callable[[int], None] = lambda _: None) -> LaidOut:
    """The PDF, made in this process; ``heard`` gets the number of each page that is begun.

    Raises Lacks or TooManyPages.
    """
    weasyprint = load_weasyprint()
    with _few_collections(), _counted(printable.most_pages, heard):
        content, missing, _ = write(weasyprint, printable)
        if not missing:
            return LaidOut(content, "")
        if any(map(is_japanese, missing)):
            raise Lacks("no-font")
        page = substituted(printable.page, missing)
        again = Printable(page, printable.variant, printable.day, printable.enclosed, printable.in_memory)
        content, still, _ = write(weasyprint, again)
        if still:
            raise Lacks("no-font")
    return LaidOut(content, "".join(sorted(missing)))


_fontless: list[bool] = []
"""Whether this process was told that there is not one font: loading WeasyPrint says so the first time only."""


def load_weasyprint() -> ModuleType:
    """WeasyPrint; raises Lacks."""
    # A font may have a name in several languages; fontconfig gives that of the machine, and it would stand in the PDF.
    os.environ["FC_LANG"] = "en"
    try:
        with quick_library_lookup(), warnings.catch_warnings(record=True) as warned:
            weasyprint = import_module("weasyprint")
    except ModuleNotFoundError:
        raise Lacks("no-weasyprint") from None
    except OSError:
        raise Lacks("no-libraries") from None
    if _fontless or any("fontconfig" in str(warning.message).lower() for warning in warned):
        # Not one font on this machine; a layout would end the whole process inside Pango.
        _fontless.append(True)
        raise Lacks("no-font")
    logging.getLogger("weasyprint").handlers[:] = [logging.NullHandler()]
    return weasyprint


Written: TypeAlias = tuple[bytes, set[str], set[str]]


def write(weasyprint: ModuleType, printable: Printable) -> Written:
    """The PDF's bytes, the characters that no font could draw, and the names of the fonts that drew the others."""
    missing: set[str] = set()
    fonts: set[str] = set()

    def look(document: Any, drawn: object) -> None:
        for font in document.fonts.values():
            fonts.add(font.family)
            missing.update(chr(codepoint) for codepoint in font.missing)
        tags.complete(document, drawn)

    moment = datetime.combine(printable.day, time(), UTC)  # a clock here would make every PDF another
    enclosed = sorted(printable.enclosed, key=lambda file: file.name)  # in which order readers look them up
    known = {**printable.in_memory, **{f"tenken:{file.name}": (file.content, file.media_type) for file in enclosed}}
    fence = fenced(weasyprint, known)
    attachments = [
        weasyprint.Attachment(
            url=f"tenken:{file.name}",
            name=file.name,
            description=file.name,
            created=moment,
            modified=moment,
            relationship=file.relationship,
            url_fetcher=fence,
        )
        for file in enclosed
    ]
    source = weasyprint.HTML(string=printable.page, base_url=None, url_fetcher=fence)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves the colour profile of an archive open
        content = source.write_pdf(
            pdf_variant=printable.variant, attachments=attachments, finisher=look, font_config=next(iter(_fonts), None)
        )
    assert isinstance(content, bytes)
    return content, missing, fonts


def fenced(weasyprint: ModuleType, known: Mapping[str, tuple[bytes, str]]) -> object:
    """A fetcher that gives out what is in memory under those addresses and refuses every other, whoever asks."""

    class Fence(weasyprint.URLFetcher):  # type: ignore[name-defined,misc]
        def fetch(self, url: str, headers: object = None) -> object:  # noqa: ARG002 - the signature is WeasyPrint's
            if url not in known:
                raise ValueError("refused")
            content, kind = known[url]
            return weasyprint.urls.URLFetcherResponse(url, content, {"Content-Type": kind})

    return Fence(allowed_protocols=(), allow_redirects=False)


class _PageCounter(logging.Handler):
    """Hears of each page that WeasyPrint begins, and stops it after so many."""

    def __init__(self, most: int, heard: Callable[[int], None]) -> None:
        super().__init__()
        self.most = most
        self.heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        if "Page" not in str(record.msg) or not isinstance(record.args, tuple):
            return
        page = record.args[0]
        if isinstance(page, int):
            if page > self.most:
                raise TooManyPages
            self.heard(page)


@contextmanager
def _counted(most: int, heard: Callable[[int], None]) -> Iterator[None]:
    """Count the pages of a layout while it goes on; the logger that tells of them is a public one of WeasyPrint."""
    logger = logging.getLogger("weasyprint.progress")
    level, counter = logger.level, _PageCounter(most, heard)
    logger.addHandler(counter)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(counter)
        logger.setLevel(level)


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let a layout, which throws little away before it ends, run without being searched for garbage all the time.

    What is frozen meanwhile counts as old when it comes back, and old garbage is looked for so seldom that each report
    would leave 2 MB: it is looked for here, unless the process ends with this document and has its collector off.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
        if gc.isenabled():
            gc.collect()


def tried_out(style: bytes) -> dict[str, str]:
    """Versions, the font that draws a line of Japanese in that style sheet, and a digest of what it drew.

    Or what is lacking. Machines that tell the same make the same bytes.
    """
    try:
        weasyprint = load_weasyprint()
    except Lacks as lack:
        return {"lacks": str(lack)}
    libraries = weasyprint.text.ffi
    pango = libraries.pango.pango_version()
    version = f"{pango // 10000}.{pango // 100 % 100}.{pango % 100}"
    with suppress(libraries.cffi.CDefError):  # asked before
        libraries.ffi.cdef("const char *hb_version_string(void);")
    harfbuzz = libraries.ffi.string(libraries.harfbuzz.hb_version_string()).decode()
    line = f"<!doctype html><style>{style.decode()}</style><title>x</title>点検ひらカナ Aa0 髙﨑①→★ｶﾅ"
    content, missing, fonts = write(weasyprint, Printable(line, "pdf/ua-1"))
    font = "" if any(map(is_japanese, missing)) else ", ".join(sorted(fonts))
    drawn = hashlib.sha256(content).hexdigest()
    return {"weasyprint": weasyprint.__version__, "pango": version, "harfbuzz": harfbuzz, "font": font, "drawn": drawn}
