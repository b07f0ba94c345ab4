"""The digest of content: equal for equal content, whatever the comments, the layout or the order of keys.

SHA-256 over JSON with sorted keys, texts in NFC, dates as ISO; written ``sha256:`` and 64 hexadecimal digits.
"""

import hashlib
import json
from datetime import date


def digest(content: object) -> str:
    """``sha256:`` and the digest of cleaned data (dicts, tuples, texts, whole numbers, booleans, days)."""
    return digest_of(canonical(content))


def digest_of(written: bytes) -> str:
    """The same where the bytes over which it is taken are there already."""
    return "sha256:" + hashlib.sha256(written).hexdigest()


def canonical(content: object) -> bytes:
    """The bytes over which the digest is taken: JSON, keys sorted, nothing between them."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_day).encode()


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))
