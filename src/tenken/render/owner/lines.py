"""How many lines of small text a paragraph across the page takes, a little more rather than less."""

from math import ceil

from tenken.templating import ems
from tenken.words import Words

LINE_EMS = 56.5
LATIN_LINE_EMS = 64.0
"""Of such a line, in times its size; English letters are narrower than they are counted."""


def line_ems(words: Words) -> float:
    """How much a line holds in a language."""
    return LINE_EMS if words.lang == "ja" else LATIN_LINE_EMS


def lines_of(text: str, words: Words) -> int:
    """About how many lines a text takes; an empty one takes none."""
    return ceil(ems(text) / line_ems(words))
