"""Takes a PDF of others apart: its bytes become the files inside, and what its pages show.

Runs in the sandbox, started by ``pdf_report`` and by nobody else, and imports nothing of tenken: bombs and loops end
there, not in tenken.
"""

import base64
import io
import logging
from collections import Counter
from collections.abc import Iterator
from typing import Any

LARGEST_STREAM = 20_000_000
"""Bytes of any one stream once unpacked; a report's largest is its edition, below one million."""
MOST_FILES = 20
MOST_BYTES = 30_000_000
"""Of all files inside together."""
TEXT_OPERATORS = {b"Tj", b"TJ", b"'", b'"', b"Tm", b"Td", b"TD", b"Tf", b"BT", b"ET", b"Tc", b"Tw", b"Tz", b"TL", b"T*"}
"""What differs where another font breaks lines elsewhere; everything else is drawing."""


def inside(content: bytes, pages: str = "") -> dict[str, Any]:
    """What is inside; with ``pages`` the text and a count of the drawings of every page as well."""
    logging.disable()
    try:
        return take_apart(content, pages=pages == "pages")
    except Exception:  # noqa: BLE001 - the parser meets files of others; whatever it stumbles over, the file is at fault
        return {"broken": True}


def take_apart(content: bytes, *, pages: bool) -> dict[str, Any]:
    """The files inside and, if asked, what its pages show."""
    import pypdf  # noqa: PLC0415 - only in the sandbox

    pypdf.overwrite_configuration(
        zlib_maximum_output_length=LARGEST_STREAM,
        lzw_maximum_output_length=LARGEST_STREAM,
        run_length_maximum_output_length=LARGEST_STREAM,
    )
    reader = pypdf.PdfReader(io.BytesIO(content), strict=True)
    if reader.is_encrypted:
        return {"encrypted": True}
    told: dict[str, Any] = {
        "files": [[name, base64.b64encode(found).decode()] for name, found in _files(reader)],
        "archive": b"pdfaid" in (reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else b""),
    }
    if pages:
        told["pages"] = [
            {"text": page.extract_text(), "drawings": _drawings(page), "fonts": _fonts(page)} for page in reader.pages
        ]
    return told


def _files(reader: Any) -> Iterator[tuple[str, bytes]]:
    size = 0
    for position, found in enumerate(reader.attachment_list):
        content = found.content
        size += len(content)
        if position >= MOST_FILES or size > MOST_BYTES:
            raise ValueError(found.name)
        yield str(found.name), content


def _drawings(page: Any) -> dict[str, int]:
    """How often each thing that is not text is drawn, and what lies on top of the page."""
    counts: Counter[str] = Counter()
    stream = page.get_contents()
    if stream is not None:
        counts.update(name.decode("latin-1") for _, name in stream.operations if name not in TEXT_OPERATORS)
    for annotation in page.get("/Annots") or ():
        counts[f"annotation {annotation.get_object().get('/Subtype')}"] += 1
    return dict(sorted(counts.items()))


def _fonts(page: Any) -> list[str]:
    fonts = (page.get("/Resources") or {}).get("/Font") or {}
    return sorted(str(font.get_object().get("/BaseFont")).split("+")[-1] for font in fonts.values())
