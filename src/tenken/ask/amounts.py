"""Amounts as people write them, for every way of asking: 1,200, １２００人, 9800万円, 1億2000万, ▲420万."""

import re
import unicodedata

_AMOUNT = re.compile(r"(-?)(?:(\d{1,9})兆)?(?:(\d{1,9})億)?(?:(\d{1,9})万)?(\d{0,18})", re.ASCII)
_SCALES = (10**12, 10**8, 10**4, 1)


def amount(written: str) -> int | None:
    """The whole number that was meant, or ``None`` if that cannot be said."""
    bare = re.sub(r"[,、\s¥円人%]", "", unicodedata.normalize("NFKC", written))
    bare = re.sub(r"^[−△▲]", "-", bare)
    found = _AMOUNT.fullmatch(bare)
    if not found or not re.search(r"\d", bare):
        return None
    sign, *parts = found.groups()
    total = sum(int(part) * scale for part, scale in zip(parts, _SCALES, strict=True) if part)
    return -total if sign else total
