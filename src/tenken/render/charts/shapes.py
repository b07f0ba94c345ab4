"""The pieces of which drawings are made: outlines of one look gathered into one path, and labels on one line.

Lengths are millimetres, y grows downwards. Which colours a look has, and every sentence, stands in
``templates/report/charts``. A page is laid out fast where a drawing has few paths and its labels are few lines of text
in fixed pitch; letters drawn in SVG cost ten times as much.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from wcwidth import wcwidth

POINT = 25.4 / 72
"""Of type, in millimetres."""
SMALLEST = 8.0
"""Points: nothing on a page is set smaller."""


@dataclass(frozen=True, slots=True)
class Shape:
    """All outlines of one look, as one path."""

    look: str
    path: str


@dataclass(slots=True)
class Sketch:
    """Outlines as they come, gathered by look; the looks keep the order in which they were first drawn."""

    outlines: dict[str, list[str]] = field(default_factory=dict)

    def add(self, look: str, *outlines: str) -> None:
        """More outlines of a look."""
        self.outlines.setdefault(look, []).extend(outlines)

    def shapes(self, order: Sequence[str]) -> tuple[Shape, ...]:
        """One shape for each look that has outlines, those named first at the bottom."""
        return tuple(Shape(look, "".join(self.outlines[look])) for look in order if self.outlines.get(look))


def box(x: float, y: float, width: float, height: float) -> str:
    """A rectangle by its upper left corner."""
    return f"M{x:.2f} {y:.2f}h{width:.2f}v{height:.2f}h{-width:.2f}z"


def line(x: float, y: float, to_x: float, to_y: float) -> str:
    """A straight line."""
    return f"M{x:.2f} {y:.2f}L{to_x:.2f} {to_y:.2f}"


def polyline(points: Iterable[tuple[float, float]]) -> str:
    """A line through points."""
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)


def diamond(x: float, y: float, half: float) -> str:
    """A diamond around a point."""
    return f"M{x - half:.2f} {y:.2f}l{half:.2f} {-half:.2f}l{half:.2f} {half:.2f}l{-half:.2f} {half:.2f}z"


def disc(x: float, y: float, radius: float) -> str:
    """A circle around a point."""
    across = f"a{radius:.2f} {radius:.2f} 0 1 0"
    return f"M{x - radius:.2f} {y:.2f}{across} {2 * radius:.2f} 0{across} {-2 * radius:.2f} 0z"


def arrow(x: float, y: float, length: float) -> str:
    """A solid arrow head whose tip is at a point; a length below zero points to the left."""
    half = abs(length) * 0.85
    return f"M{x:.2f} {y:.2f}l{-length:.2f} {-half:.2f}v{2 * half:.2f}z"


def hatching(x: float, y: float, width: float, height: float, apart: float = 1.3) -> str:
    """Slanting lines that fill a rectangle, all of them inside it."""
    lines = []
    offset = apart
    while offset < width + height:
        start, end = max(0.0, offset - height), min(width, offset)
        lines.append(line(x + start, y + offset - start, x + end, y + offset - end))
        offset += apart
    return "".join(lines)


@dataclass(frozen=True, slots=True)
class Label:
    """A word beside a point of a drawing; ``anchor`` is the share of its width that lies left of the point."""

    x: float
    text: str
    anchor: float = 0.0


@dataclass(frozen=True, slots=True)
class Ruler:
    """Several labels on one line in fixed pitch: the text with its blanks, and the size that puts them in place."""

    text: str
    points: float


def half_widths(text: str) -> int:
    """How many half-widths a text takes in the fixed-pitch fonts, in which a kanji takes two."""
    return sum(2 if wcwidth(character) > 1 else max(wcwidth(character), 0) for character in text)


def ruler(labels: Sequence[Label], largest: float = 8.7) -> Ruler:
    """The labels on one line; of two that would touch, the later one in the list is left out.

    Of the sizes from 8 points to ``largest`` that one is taken at which the blanks put the labels closest to where they
    belong.
    """
    sizes = [SMALLEST + step * 0.02 for step in range(int((largest - SMALLEST) / 0.02) + 1)]
    best = min(sizes, key=lambda points: (round(sum(_misses(labels, points)), 3), points))
    return Ruler(_on_one_line(labels, best), round(best, 2))


def _start(label: Label, points: float) -> float:
    """In half-widths."""
    return label.x / (points * POINT / 2) - label.anchor * half_widths(label.text)


def _misses(labels: Sequence[Label], points: float) -> Iterable[float]:
    starts = (_start(label, points) for label in labels)
    return ((start - round(start)) ** 2 for start in starts)


def _on_one_line(labels: Sequence[Label], points: float) -> str:
    taken: list[tuple[int, int, str]] = []
    for label in labels:
        start = max(0, round(_start(label, points)))
        end = start + half_widths(label.text)
        if all(end < other or start > last for other, last, _ in taken):
            taken.append((start, end, label.text))
    text, at = "", 0
    for start, end, said in sorted(taken):
        text += " " * (start - at) + said
        at = end
    return text


def columns(*parts: tuple[int, str]) -> str:
    """Texts on one line in fixed pitch, each beginning at its half-width, or one blank after the text before."""
    text, at = "", 0
    for start, said in parts:
        if said:
            blanks = max(start - at, 1 if at else 0)
            text += " " * blanks + said
            at += blanks + half_widths(said)
    return text


def cut(text: str, most: int) -> str:
    """A text of at most that many half-widths; what is left out ends in an ellipsis."""
    if half_widths(text) <= most:
        return text
    kept = ""
    for character in text:
        if half_widths(kept + character) > most - 2:
            break
        kept += character
    return kept.rstrip(" 、・,") + "…"
