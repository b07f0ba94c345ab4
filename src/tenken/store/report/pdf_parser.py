"""Takes a PDF of others apart: its bytes become the files inside, and what its pages say.

Runs in the sandbox, started by ``pdf_report`` and by nobody else, and imports nothing of tenken: bombs and loops end
there, not in tenken.
"""

import base64
import io
import logging
from collections.abc import Iterator
from typing import Any

LARGEST_STREAM = 20_000_000
"""Bytes of any one stream once unpacked; a report's largest is its edition, below one million."""
MOST_FILES = 20
MOST_BYTES = 30_000_000
"""Of all files inside together."""
MOST_PAGES = 2_000
"""tenken lays out no more than 1,500."""
LONGEST_PRODUCER = 300
"""Characters of what a PDF says of the program that wrote it."""
MOST_READ = 50
"""Pages of which the text is read: an attestation has one or two."""
END, TAIL = b"%%EOF", 65_536
"""The mark at the end of a PDF, and how many bytes may follow it: pypdf looks for it line by line, to the beginning."""


def inside(content: bytes, pages: str = "") -> dict[str, Any]:
    """What is inside; with ``pages`` the text of every page as well."""
    logging.disable()
    try:
        return take_apart(content, pages=pages == "pages")
    except Exception:  # noqa: BLE001 - the parser meets files of others; whatever it stumbles over, the file is at fault
        return {"broken": True}


def take_apart(content: bytes, *, pages: bool) -> dict[str, Any]:
    """The files inside and, if asked, what its pages show."""
    import pypdf  # noqa: PLC0415 - only in the sandbox

    if END not in content[-TAIL:]:
        return {"broken": True}
    pypdf.overwrite_configuration(
        zlib_maximum_output_length=LARGEST_STREAM,
        lzw_maximum_output_length=LARGEST_STREAM,
        run_length_maximum_output_length=LARGEST_STREAM,
    )
    reader = pypdf.PdfReader(io.BytesIO(content), strict=True)
    if reader.is_encrypted:
        return {"encrypted": True}
    if not _pages_fit(reader):
        return {"most_pages": MOST_PAGES}
    told: dict[str, Any] = {
        "files": [[name, base64.b64encode(found).decode()] for name, found in _files(reader)],
        "archive": b"pdfaid" in (reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else b""),
        "signed": _signed(reader),
        "producer": str(reader.metadata.producer or "")[:LONGEST_PRODUCER] if reader.metadata else "",
    }
    if pages:
        if len(reader.pages) > MOST_READ:
            return {"most_pages": MOST_READ}
        told["pages"] = [page.extract_text() for page in reader.pages]
    return told


def _pages_fit(reader: Any) -> bool:
    """Whether there are no more pages than a report may have; raises ValueError where one stands in two places.

    A few lines of a file can name one page twenty thousand times, and whoever looks at pages would do all that work.
    """
    waiting, seen = [reader.trailer["/Root"].raw_get("/Pages")], set()
    while waiting:
        node = waiting.pop()
        if getattr(node, "idnum", None) in seen:
            raise ValueError(node)
        seen.add(getattr(node, "idnum", id(node)))
        waiting += node.get_object().get("/Kids", ())
        if len(seen) + len(waiting) > 2 * MOST_PAGES:  # between pages and root stand nodes, never more than pages
            return False
    return True


def _signed(reader: Any) -> bool:
    """Whether a program has put a signature into it, which changes what it holds."""
    form = reader.trailer["/Root"].get("/AcroForm")
    fields = form.get_object().get("/Fields", ()) if form is not None else ()
    return any(field.get_object().get("/FT") == "/Sig" for field in fields)


def _files(reader: Any) -> Iterator[tuple[str, bytes]]:
    size = 0
    for position, found in enumerate(reader.attachment_list):
        content = found.content
        size += len(content)
        if position >= MOST_FILES or size > MOST_BYTES:
            raise ValueError(found.name)
        yield str(found.name), content
