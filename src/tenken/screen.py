"""Text on a terminal: made harmless, measured in columns, wrapped the Japanese way; and a problem with its place.

Everything shown on a screen goes through ``plain`` first, so that text of others cannot move the cursor, change colours
or hide itself. Colours and questions live with those who show and ask.
"""

import codecs
import unicodedata
from collections.abc import Iterator, Sequence

from tenken.core.problem import MOST_TOLD, Problem
from tenken.words import Words

_NOT_FIRST = "、。,.・:;?!)]}」』】〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
_NOT_LAST = "([{「『【〈《"


SUBSTITUTE = "tenken.substitute"
"""How a stream treats characters that its encoding lacks: ``reconfigure(errors=SUBSTITUTE)``."""

_ALIKE = {
    "\u2013": "-",
    "\u2014": "―-",
    "\u2212": "－-",
    "\u2022": "・*",
    "・": "*",
    "\u301c": "～~",
    "～": "〜~",
    "\xa5": "￥",
    "￥": "\xa5",
    "‘": "'",
    "’": "'",
    "“": "'",
    "”": "'",
    "×": "x",
    "÷": "/",
    "\xa0": " ",
}
"""What stands for a character, best first."""


def substitute(error: UnicodeError) -> tuple[str, int]:
    r"""What a console shows for characters that its encoding lacks: one that looks alike, else ``\u70b9``.

    A question mark would turn two names into one, and a sentence into nothing. An escape can be read back, also as part
    of JSON, for which those beyond U+FFFF are written as two.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_substitute(c, error.encoding) for c in error.object[error.start : error.end]), error.end


def _substitute(character: str, encoding: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c))
    candidates: list[str] = [*_ALIKE.get(character, ""), bare, unicodedata.normalize("NFKC", character)]
    for candidate in candidates:
        try:
            candidate.encode(encoding)
        except UnicodeEncodeError:
            continue
        if candidate:
            return candidate
    return _json_escape(character)


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


codecs.register_error(SUBSTITUTE, substitute)


def fitting(text: str, encoding: str) -> str:
    """The text in characters that an encoding has, for those who write to a stream in a way of their own."""
    return text.encode(encoding, SUBSTITUTE).decode(encoding)


JOINER = "\u200d"
"""What makes one picture of two, such as a family; anywhere else it only hides."""


def plain(text: str) -> str:
    r"""The text with everything that is not printable written out, e.g. ``\u{1b}``; joined emoji stay."""
    if text.isprintable():
        return text
    return "".join(c if _harmless(text, at) else f"\\u{{{ord(c):x}}}" for at, c in enumerate(text))


def json_on_screen(text: str) -> str:
    r"""The JSON document with everything that is not printable escaped as JSON does it, e.g. ``\u001b``."""
    return "".join(c if _harmless(text, at) else _json_escape(c) for at, c in enumerate(text))


def _harmless(text: str, at: int) -> bool:
    character = text[at]
    if character == JOINER:
        before = [c for c in text[max(0, at - 2) : at] if unicodedata.category(c) not in ("Mn", "Sk")]
        return bool(before) and all(unicodedata.category(c) == "So" for c in (before[-1], text[at + 1 : at + 2] or " "))
    return character.isprintable() or character in "\n\u3000"


def width(text: str) -> int:
    """How many columns the text takes."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth  # noqa: PLC0415 - its tables are loaded only where something is laid out

    return max(0, wcswidth(text))


def pad(text: str, columns: int) -> str:
    """The text filled with blanks to that many columns."""
    return text + " " * (columns - width(text))


def wrap(text: str, columns: int, indent: str = "") -> str:
    """The text in lines of at most that many columns, Latin words kept whole, 、 and 。 never first in a line."""
    room = max(10, columns - width(indent))
    return "\n".join(indent + line for given in plain(text).split("\n") for line in _lines(given, room))


def shorten(text: str, columns: int) -> str:
    """The text cut to that many columns, with … where something is left out."""
    return text if width(text) <= columns else text[: _fit(text, columns - 1)].rstrip() + "…"


def _lines(text: str, room: int) -> list[str]:
    lines = [""]
    for piece in _pieces(text):
        if width(lines[-1]) + width(piece.rstrip()) > room and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
        while width(lines[-1].rstrip()) > room:
            fits = _fit(lines[-1], room)
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:].lstrip()]
    return lines


def _pieces(text: str) -> list[str]:
    """What must not be broken inside: a Latin word with its blank, or one wide character with its punctuation.

    A dash that stands alone, for a stream, stays with what follows.
    """
    pieces: list[str] = []
    for character in text:
        joins = pieces and (
            character in _NOT_FIRST
            or pieces[-1][-1] in _NOT_LAST
            or pieces[-1] == "- "
            or (width(character) == 1 and width(pieces[-1][-1]) == 1 and not pieces[-1].endswith(" "))
        )
        if joins:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _fit(text: str, room: int) -> int:
    taken = 0
    for at, character in enumerate(text):
        taken += width(character)
        if taken > room:
            return max(1, at)
    return len(text)


COLUMNS = 78
"""How wide text is told that nobody measures a screen for."""

SOURCE_COLUMNS = 100
"""How much of a source line an error shows."""

SENTENCE_COLUMNS = 110
"""Up to where the sentence stands beside the carets and not below them."""


def problem_texts(words: Words, problems: Sequence[Problem]) -> Iterator[str]:
    """The first fifty problems, each with its place, and how many more there are."""
    for problem in problems[:MOST_TOLD]:
        yield problem_text(words, problem)
    if len(problems) > MOST_TOLD:
        yield words("error.more-problems", n=len(problems) - MOST_TOLD)


def problem_text(words: Words, problem: Problem) -> str:
    """A problem as somebody sitting beside the assessor would say it: where, the line, what to do."""
    place = problem.file
    if problem.line is not None:
        place += f":{problem.line}:{problem.column or 1}"
    head = f"{place}  {problem.where}".rstrip()
    sentence = words.problem(problem)
    if problem.source is None or problem.line is None or problem.column is None:
        return f"{head}\n   {sentence}"
    start = max(0, problem.column - 1 - SOURCE_COLUMNS // 2)
    shown = plain(problem.source[start : start + SOURCE_COLUMNS])
    before = plain(problem.source[start : problem.column - 1])
    marked = plain(problem.source[problem.column - 1 : problem.column - 1 + problem.length][:SOURCE_COLUMNS])
    gutter = f"{problem.line:>5} | "
    blank = " " * (len(gutter) - 2) + "| "
    carets = " " * width(before) + "^" * max(1, min(width(marked), SOURCE_COLUMNS - 2))
    between = " " if width(carets) + width(sentence) <= SENTENCE_COLUMNS else f"\n{blank}"
    return f"{head}\n{gutter}{shown}\n{blank}{carets}{between}{sentence}"
