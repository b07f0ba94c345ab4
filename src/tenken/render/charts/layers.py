"""What the drawings of pages 3 and 4 share: shapes gathered by style, and lines of text in fixed pitch beside them."""

from dataclasses import dataclass, field

from tenken.render.charts.paths import Length, Path, Shape, Style, drawn, polygon, shape
from tenken.render.charts.ruler import half_widths

WIDTH = 176.0
"""Of the page's text, in millimetres."""


@dataclass(slots=True)
class Layers:
    """Paths as they come, gathered by style."""

    paths: dict[Style, list[Path]] = field(default_factory=dict)

    def add(self, style: Style, *paths: Path) -> None:
        """More paths of a style."""
        self.paths.setdefault(style, []).extend(paths)

    def shapes(self, *order: Style) -> tuple[Shape, ...]:
        """One shape for each style, the first at the bottom; styles that are not named lie on top, as they came."""
        named = dict.fromkeys((*order, *self.paths))
        return drawn(*(shape(style, self.paths.get(style, ())) for style in named))


def arrow(x: Length, y: Length, length: Length) -> Path:
    """An arrow head whose tip is at a point; a length below zero points to the left."""
    half = abs(float(length)) * 0.85
    return polygon([(x, y), (x - length, y - half), (x - length, y + half)])


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
