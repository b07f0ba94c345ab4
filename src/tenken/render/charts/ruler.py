"""Labels beside a drawing as one line of text in figures of one width, laid out much faster than SVG text.

Every character is one or two half widths wide in BIZ UDGothic; a label therefore stands at most half a half width from
where it belongs, which is 0.7 mm at 8 pt.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

POINT = 25.4 / 72
"""Millimetres."""

_FULL_BELOW = frozenset("§¨°±´¶×÷")
"""The characters below U+0300 that are two half widths wide."""
_HALF_ABOVE = frozenset("–—‚„•€−◀▶")
"""The characters above it that are one, besides katakana of half width."""


class Anchor(StrEnum):
    """Which part of a label stands at its place."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Mark:
    """A label of an axis."""

    at: float
    """Millimetres from the left."""
    text: str
    anchor: Anchor = Anchor.MIDDLE


@dataclass(frozen=True, slots=True)
class Ruler:
    """A line of labels."""

    text: str
    size: float
    """Points; at this size the line's room is a whole number of half widths."""
    left_out: tuple[Mark, ...] = ()
    """The labels for which there was no room beside their neighbours."""


def ruler(marks: Iterable[Mark], width: float, size: float = 8) -> Ruler:
    """Those labels over ``width`` millimetres, at that size or just above; of two that touch, the later is left out."""
    columns = int(width / (size * POINT / 2))
    unit = width / columns
    text, used = "", 0
    left_out = []
    for mark in sorted(marks, key=lambda mark: mark.at):
        wide = half_widths(mark.text)
        share = {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: float(wide)}[mark.anchor]
        start = min(max(round(mark.at / unit - share), 0), columns - wide)
        if start < used + bool(used):
            left_out.append(mark)
            continue
        text += " " * (start - used) + mark.text
        used = start + wide
    return Ruler(text, unit * 2 / POINT, tuple(left_out))


def half_widths(text: str) -> int:
    """How wide a text is in a font of one width, in halves of a Japanese character."""
    return sum(1 if _is_half(character) else 2 for character in text)


def _is_half(character: str) -> bool:
    if character < "\u0300":
        return character not in _FULL_BELOW
    return character in _HALF_ABOVE or "｡" <= character <= "ﾟ"
