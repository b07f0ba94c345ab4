"""One of our pages as a PDF, laid out by WeasyPrint, which may fetch nothing.

WeasyPrint is imported here and only when a PDF is asked for. Our pages carry their styles and charts, a brand's logo
comes from memory, and every other address is refused. After the layout it is asked which characters no font drew:
without a Japanese font there is no PDF at all; a single strange character becomes 〓 rather than a box.
"""

import gc
import logging
import os
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from importlib import import_module
from types import ModuleType
from typing import Any, TypeAlias

from tenken.core.problem import MachineLacks
from tenken.core.report.attachments import REPORT, Attachment
from tenken.core.report.brand import Logo
from tenken.phrases import Medium
from tenken.render.pdf import tags
from tenken.render.pdf.library_lookup import quick_library_lookup
from tenken.templating import FONTS, font_file, style_sheet
from tenken.words import Words

SUBSTITUTE = "〓"
"""The mark that Japanese printers set for a character they lack."""

TAGGED = "pdf/ua-1"
"""The PDF that everybody can read, a screen reader too."""
ARCHIVED = "pdf/a-3a"
"""The PDF that an archive keeps: as readable, and nothing in it depends on the outside."""

LOGO_ADDRESS = "tenken:logo"
"""Under which the page finds the logo, which is in memory."""

USER_DEFINED = 0xF0
"""First byte from which cp932 holds what firms drew themselves."""


@dataclass(frozen=True, slots=True)
class PdfPayload:
    """What goes into a PDF beside its page: files, the day they are dated, and pictures by address."""

    attachments: Sequence[Attachment] = ()
    day: date = date(2000, 1, 1)
    pictures: Mapping[str, Logo] = field(default_factory=dict)


PLAIN = PdfPayload()


def print_page(page: str, words: Words, inside: PdfPayload = PLAIN, variant: str = TAGGED) -> bytes:
    """One of our pages as a tagged PDF; raises and warns like ``render``."""
    weasyprint = load_weasyprint(words)
    with _few_collections():
        content, missing, _ = _write(weasyprint, page, inside, variant)
        if missing:
            if any(map(_is_japanese, missing)):
                raise MachineLacks("no-font", {"advice": advice(words, "font")})
            table = str.maketrans(dict.fromkeys(missing, SUBSTITUTE))
            warnings.warn(MissingGlyphs(missing), stacklevel=2)
            content, missing, _ = _write(weasyprint, page.translate(table), inside, variant)
            if missing:
                raise MachineLacks("no-font", {"advice": advice(words, "font")})
    return content


class MissingGlyphs(UserWarning):
    """Characters that no font of this machine has, and for which the page shows 〓."""

    def __init__(self, characters: set[str]) -> None:
        """Keep them in the order of their numbers."""
        super().__init__("".join(sorted(characters)))
        self.characters = tuple(sorted(characters))


def load_weasyprint(words: Words) -> ModuleType:
    """WeasyPrint; raises MachineLacks with the one command that brings what it lacks."""
    # A font may have a name in several languages; fontconfig gives that of the machine, and it would stand in the PDF.
    os.environ["FC_LANG"] = "en"
    try:
        with quick_library_lookup(), warnings.catch_warnings(record=True) as warned:
            weasyprint = import_module("weasyprint")
    except OSError:
        raise MachineLacks("no-libraries", {"advice": advice(words, "libraries")}) from None
    if any("fontconfig" in str(warning.message).lower() for warning in warned):
        # Not one font on this machine; a layout would end the whole process inside Pango.
        raise MachineLacks("no-font", {"advice": advice(words, "font")})
    logging.getLogger("weasyprint").handlers[:] = [logging.NullHandler()]
    return weasyprint


def advice(words: Words, what: str) -> str:
    """What to install on this system: ``libraries`` or ``font``."""
    system = sys.platform if sys.platform in ("darwin", "win32") else "linux"
    return words(f"advice.{system}_{what}")


def tried_font(weasyprint: ModuleType, style: str) -> str:
    """The name of the font that draws Japanese in that style; empty where none does."""
    _, missing, fonts = _write(weasyprint, f"<!doctype html><style>{style}</style><title>x</title>点検ひらカナ")
    return "" if missing else ", ".join(sorted(fonts))


Written: TypeAlias = tuple[bytes, set[str], set[str]]


def _write(weasyprint: ModuleType, page: str, inside: PdfPayload = PLAIN, variant: str = TAGGED) -> Written:
    """The PDF's bytes, the characters that no font could draw, and the names of the fonts that drew the others."""
    missing: set[str] = set()
    fonts: set[str] = set()

    def look(document: Any, drawn: object) -> None:
        for font in document.fonts.values():
            fonts.add(font.family)
            missing.update(chr(codepoint) for codepoint in font.missing)
        tags.complete(document, drawn)

    moment = datetime.combine(inside.day, time(), UTC)  # a clock here would make every PDF another
    attachments = sorted(
        inside.attachments, key=lambda attachment: attachment.name
    )  # in which order readers look them up
    known = {address: (font_file(address), "font/ttf") for address in FONTS}
    known |= {address: (logo.content, logo.media_type) for address, logo in inside.pictures.items()}
    known |= {f"tenken:{attachment.name}": (attachment.content, attachment.media_type) for attachment in attachments}
    fence = _fence(weasyprint, known)
    attachments = [
        weasyprint.Attachment(
            url=f"tenken:{attachment.name}",
            name=attachment.name,
            description=attachment.name,
            created=moment,
            modified=moment,
            relationship="Data" if attachment.name == REPORT else "Source",
            url_fetcher=fence,
        )
        for attachment in attachments
    ]
    source = weasyprint.HTML(string=page, base_url=None, url_fetcher=fence)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves the colour profile of an archive open
        content = source.write_pdf(pdf_variant=variant, attachments=attachments, finisher=look)
    assert isinstance(content, bytes)
    return content, missing, fonts


def _fence(weasyprint: ModuleType, known: Mapping[str, tuple[bytes, str]]) -> object:
    """A fetcher that gives out what is in memory under those addresses and refuses every other, whoever asks."""

    class Fence(weasyprint.URLFetcher):  # type: ignore[name-defined,misc]
        def fetch(self, url: str, headers: object = None) -> object:  # noqa: ARG002 - the signature is WeasyPrint's
            if url not in known:
                raise ValueError("refused")
            content, kind = known[url]
            return weasyprint.urls.URLFetcherResponse(url, content, {"Content-Type": kind})

    return Fence(allowed_protocols=(), allow_redirects=False)


def _is_japanese(character: str) -> bool:
    """Kana and the kanji that every Japanese font has."""
    return "ぁ" <= character <= "ヿ" or ("一" <= character <= "龠" and _in_common_use(character))


def _in_common_use(character: str) -> bool:
    try:
        return character.encode("cp932")[0] < USER_DEFINED
    except UnicodeEncodeError:
        return False


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


def tried_out(_: bytes) -> dict[str, str]:
    """Versions, and the font that draws a line of Japanese in the report's own style; or what is lacking."""
    try:
        weasyprint = load_weasyprint(Words("en"))
    except MachineLacks as lack:
        return {"lacks": lack.what}
    pango = weasyprint.text.ffi.pango.pango_version()
    version = f"{pango // 10000}.{pango // 100 % 100}.{pango % 100}"
    font = tried_font(weasyprint, style_sheet("report/css/base.css", medium=Medium.PRINT))
    return {"weasyprint": weasyprint.__version__, "pango": version, "font": font}
