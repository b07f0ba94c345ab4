"""How high a row must be for its text; programs differ in whether they fit rows to their text when they open a file."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any, TypeAlias

from tenken.screen import width, wrap

LINE_HEIGHT, HIGHEST = 17, 409
"""Points of a line in a cell of the usual letters, and of the highest row there can be."""
USUAL = 10
"""Points of the usual letters."""
LEADING = 1.25
"""Height of a line by the size of its letters."""
PER_CHARACTER = 10.5
"""How many points of half a letter's width a character of column width takes."""
SLACK = 1.06
"""What is lost at the ends of lines."""

Run: TypeAlias = tuple[Mapping[str, Any], str]
"""A stretch of text with its own letters."""


def lines(text: str, columns: int) -> int:
    """How many lines a text takes in a cell of that width; a Japanese character takes a little less than two digits."""
    seen = columns * (HIGHEST // LINE_HEIGHT)  # what comes after that is below the highest row
    return wrap(text[:seen], columns).count("\n") + 1


def height(runs: Sequence[Run], columns: int) -> float:
    """How high, in points, a text stands in a column of that many characters, its Latin words kept whole."""
    paragraphs: list[list[tuple[float, int]]] = [[]]
    for letters, stretch in runs:
        first, *rest = (width(part) for part in stretch.split("\n"))
        size = float(letters.get("font_size", USUAL))
        paragraphs[-1].append((size, first))
        paragraphs += [[(size, part)] for part in rest]
    total = 0.0
    for paragraph in paragraphs:
        lines = ceil(SLACK * sum(size * taken for size, taken in paragraph) / (columns * PER_CHARACTER))
        total += max(1, lines) * max(size for size, _ in paragraph) * LEADING
    return total
