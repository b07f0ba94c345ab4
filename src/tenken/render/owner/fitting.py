"""How many lines a text takes, measured in times its size: for pages that must stay one page.

The measure is rough and errs towards more: a layout that knew better would cost a second layout.
"""

from math import ceil

from tenken.templating import ems, shortened

BLANK = "\u3000"
"""A blank as wide as a kanji."""


def line_count(text: str, width: float) -> int:
    """About how many lines a text takes that breaks at that many ems."""
    return sum(max(1, ceil(ems(line) * 1.04 / width)) for line in text.split("\n"))


def on_lines(text: str, width: float, most: int) -> str:
    """A text on one line or, where ``most`` allows, on two with the second indented; what does not fit is cut off."""
    if most == 1 or ems(text) <= width:
        return shortened(text, width)
    at = _last_break(text, width)
    return text[:at].rstrip() + "\n" + BLANK + shortened(text[at:].lstrip(), width - 1)


def _last_break(text: str, width: float) -> int:
    """The last place within that width where a line may end: after a blank, or between two wide characters."""
    last = len(text)
    for at in range(1, len(text)):
        if ems(text[:at]) > width:
            break
        wide = text[at - 1] > "\u2e80" and text[at] > "\u2e80" and text[at] not in "、。・ー」）)"
        if text[at - 1] == " " or wide:
            last = at
    return last
