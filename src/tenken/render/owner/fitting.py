"""How wide a text is, how many lines it takes and what of it fits, in times its size: for pages that stay one page.

The widths are those of BIZ UDPGothic, rounded by kind of character; the other fonts of the stack are as wide or
narrower. A second layout would know better and would cost as much as the first.
"""

from collections.abc import Iterable
from math import ceil

from wcwidth import wcwidth

from tenken.phrases import split
from tenken.templating import ems

BLANK = "\u3000"
"""A blank as wide as a kanji."""
TRAILING = 1.06
"""A line ends a little before the edge, since phrases and words stay whole."""
NO_START = frozenset("、。・ーのをにがはと")
"""With what no second line begins."""
_NARROW = frozenset("、。・()「」『』〈〉:;,.'’\"!|ijl-/")
"""About half as wide as they look in a font of one width."""
LONGEST_GIST = 40.0
"""Of how things stand, in times the size of the letters: as many Japanese characters."""
_ENDS = "。!?！？\n"


def width(text: str) -> float:
    """How wide a text is, in times its size."""
    return sum(map(_width, text))


def _width(character: str) -> float:
    if character in _NARROW:
        return 0.5 if wcwidth(character) > 1 else 0.38
    if character == " ":
        return 0.33
    if character.isascii():
        return 0.61 if character.islower() else 0.77
    if "ァ" <= character <= "ヿ":
        return 0.89
    return 1.0 if wcwidth(character) > 1 else 0.65


def cut(text: str, most: float) -> str:
    """A text at most that wide; what is left out ends in an ellipsis."""
    if width(text) <= most:
        return text
    kept, used = "", 1.0  # the ellipsis
    for character in text:
        used += _width(character)
        if used > most:
            break
        kept += character
    return kept.rstrip(" 、・,") + "…"


def line_count(text: str, room: float) -> int:
    """About how many lines a text takes that breaks at that width."""
    return sum(max(1, ceil(width(line) * TRAILING / room)) for line in text.split("\n"))


def on_lines(text: str, room: float, most: int) -> str:
    """A text on one line or, where ``most`` allows, on two with the second indented; what does not fit is cut off."""
    if most == 1 or width(text) <= room:
        return cut(text, room)
    at = _last_break(text, room)
    return text[:at].rstrip() + "\n" + BLANK + cut(text[at:].lstrip(), room - 1)


def _last_break(text: str, room: float) -> int:
    """The last place within that width where a line may end: after a blank or a dot, or between kinds of letters."""
    last = len(text)
    for at in range(1, len(text)):
        if width(text[:at]) > room:
            break
        before, after = text[at - 1], text[at]
        between = (
            wcwidth(before) > 1
            and wcwidth(after) > 1
            and _kind(before) != _kind(after)
            and after not in "、。・ーのをにがはと"
        )
        if before in " ・、" or between:
            last = at
    return last


def _kind(character: str) -> str:
    return "katakana" if "ァ" <= character <= "ヿ" else "hiragana" if "ぁ" <= character <= "ゟ" else "other"


def gist(text: str, most: float = LONGEST_GIST) -> str:
    """The first sentences of a text, as many as fit; of a first one that is too long as many phrases as fit, and …."""
    whole = " ".join(text.split("\n", 1)[0].split())
    told = ""
    for sentence in _sentences(whole):
        if ems((told + sentence).rstrip()) > most:
            break
        told += sentence
    if told.strip():
        return told.strip()
    for phrase in split(whole):
        if ems(told + phrase) > most - 1:
            break
        told += phrase
    return (told.rstrip(" 、,") or _cut(whole, most - 1)) + "…"


def _sentences(text: str) -> Iterable[str]:
    start = 0
    for at, character in enumerate(text):
        if character in _ENDS or (character == "." and text[at + 1 : at + 2] in (" ", "")):
            yield text[start : at + 1]
            start = at + 1
    yield text[start:]


def _cut(text: str, most: float) -> str:
    told = ""
    for character in text:
        if ems(told + character) > most:
            break
        told += character
    return told
