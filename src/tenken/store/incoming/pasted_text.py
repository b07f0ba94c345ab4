"""The answers of a form, found in a text as people paste it: a mail with greeting, signature, quoting, folded lines.

Newer forms copy numbered lines with checks (``copied_lines``), older ones the bare JSON object (``pasted_json``). Pure:
a text becomes the JSON text that the form saved. What it says is ``saved_form``'s business.
"""

import re
import zlib
from html import unescape

from tenken.core.problem import FileProblems, Notice, Problem
from tenken.store.incoming import copied_lines, pasted_json

_GZIP = b"\x1f\x8b"
_GZIP_BITS = 31
"""For zlib: a stream with gzip's header and its check."""
_PAGE = re.compile(r"[\ufeff\s]*<(?:!doctype|html|head|body|meta|div|p|span|table|br)\b", re.IGNORECASE)
_TAG = re.compile(r"<(br|p|div|tr|li)?[^<>]{0,2000}>", re.IGNORECASE)


def from_lines(text: str, name: str, most: int) -> tuple[str, list[Notice]] | None:
    """What the numbered lines in a text say, and what is worth telling; ``None`` where there are none.

    ``most`` bounds the bytes that come out. Raises FileProblems that name each line which is damaged or missing.
    """
    found = copied_lines.content_in(without_tags(text), name)
    if found is None:
        return None
    content, notices = found
    try:
        return (_unpacked(content, most) if content.startswith(_GZIP) else content).decode(), notices
    except (zlib.error, ValueError):
        raise FileProblems([Problem(file=name, what="form-lines-mixed")]) from None


def from_object(text: str, name: str) -> tuple[str, list[Notice]] | None:
    """The same for the bare JSON object with other text around it."""
    return pasted_json.object_in(without_tags(text), name)


def without_tags(text: str) -> str:
    """The text of a mail in HTML, as it would be read; any other text as it is."""
    if not _PAGE.match(text):
        return text
    return unescape(_TAG.sub(lambda tag: "\n" if tag[1] else "", text))


def _unpacked(content: bytes, most: int) -> bytes:
    """Raises zlib.error where the content is no whole stream, ValueError where more than ``most`` comes out of it."""
    stream = zlib.decompressobj(_GZIP_BITS)
    unpacked = stream.decompress(content, most)
    if not stream.eof or stream.unused_data:
        raise ValueError
    return unpacked
