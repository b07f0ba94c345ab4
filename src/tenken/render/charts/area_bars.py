"""The answers of each area side by side: a line of counts in fixed pitch, and a bar for each area."""

from collections.abc import Sequence
from dataclasses import dataclass

from tenken.core.model import Status
from tenken.core.report.areas import AreaPage
from tenken.render.charts.layers import WIDTH, Layers, columns, cut
from tenken.render.charts.paths import Shape, Style, hatch, rect
from tenken.render.charts.ruler import POINT, half_widths
from tenken.words import Words

POINTS = 8.4
HALF_WIDTH = POINTS * POINT / 2
COUNT = 5
"""Half-widths of a column of counts."""
ABOVE = 5.0
"""Millimetres of the line that names the columns."""

SIGNS: dict[Status | None, str] = {
    Status.YES: "●",
    Status.PARTIAL: "◐",
    Status.NO: "○",
    Status.UNKNOWN: "﹖",
    Status.NA: "－",
    None: "・",
}
"""The sign of each answer, in the order in which they are drawn."""
STYLES: dict[Status | None, Style] = {
    Status.YES: Style.DEEP,
    Status.PARTIAL: Style.MIDDLE,
    Status.NO: Style.FALL,
    Status.UNKNOWN: Style.FALL,
    Status.NA: Style.PALE,
    None: Style.FRAMED,
}
"""A no is hatched as well, so that it is not taken for an unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaBars:
    """How many answers of each kind every area has."""

    head: str
    """The signs above their columns."""
    rows: tuple[str, ...]
    told: tuple[str, ...]
    """Each area's name with its counts in words."""
    pitch: float
    """Millimetres a row."""
    height: float
    """Of all rows."""
    shapes: tuple[Shape, ...]


def count(page: AreaPage, status: Status | None) -> int:
    """How many questions of an area stand at a status; ``None``: not answered."""
    return page.statuses[str(status or "unanswered")]


def area_bars(areas: Sequence[AreaPage], words: Words, pitch: float) -> AreaBars:
    """The answers of the areas, at that many millimetres a row."""
    used = [status for status in SIGNS if any(count(page, status) for page in areas)]
    names = [cut(f"{page.number} {words.text(page.score.area.title)}", 40) for page in areas]
    start = max(map(half_widths, names), default=0) + 2
    left = (start + COUNT * len(used) + 1) * HALF_WIDTH
    unit = (WIDTH - left - 1) / max(len(page.answers) for page in areas)
    layers = Layers()
    for row, page in enumerate(areas):
        x = left
        for status in SIGNS:
            width = count(page, status) * unit
            if width:
                part = (x, pitch * row + 0.9, width, pitch - 1.8)
                layers.add(STYLES[status], rect(*part))
                if status is Status.NO:
                    layers.add(Style.HATCH_WARNING, hatch(*part))
                x += width
    return AreaBars(
        head=columns(*((start + COUNT * at, SIGNS[status]) for at, status in enumerate(used))),
        rows=tuple(_row(name, page, start, used) for name, page in zip(names, areas, strict=True)),
        told=tuple(_in_words(page, used, words) for page in areas),
        pitch=pitch,
        height=pitch * len(areas),
        shapes=layers.shapes(Style.FALL),
    )


def _row(name: str, page: AreaPage, start: int, used: Sequence[Status | None]) -> str:
    counts = ((start + COUNT * at, f"{count(page, status):>2}") for at, status in enumerate(used))
    return columns((0, name), *counts)


def _in_words(page: AreaPage, used: Sequence[Status | None], words: Words) -> str:
    counts = [f"{words.status(status)} {count(page, status)}" for status in used if count(page, status)]
    return " ".join([words.text(page.score.area.title), *counts])
