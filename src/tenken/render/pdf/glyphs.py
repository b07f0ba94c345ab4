"""Characters that no font of this machine draws: which they are, what stands in their place, when there is no PDF.

The same for every engine: without Japanese letters there is no PDF at all, a single strange character becomes 〓 rather
than a box. How an engine finds out is its own business.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from unicodedata import normalize

from tenken.phrases import JOIN, PART

SUBSTITUTE = "〓"
"""The mark that Japanese printers set for a character they lack."""
USER_DEFINED = 0xF0
"""First byte from which cp932 holds what firms drew themselves."""


def is_japanese(character: str) -> bool:
    """Kana and the kanji that every Japanese font has."""
    return "ぁ" <= character <= "ヿ" or ("一" <= character <= "龠" and _in_common_use(character))


def _in_common_use(character: str) -> bool:
    try:
        return character.encode("cp932")[0] < USER_DEFINED
    except UnicodeEncodeError:
        return False


def substituted(page: str, missing: Iterable[str]) -> str:
    """The page with the mark in place of those characters."""
    return page.translate({ord(one): SUBSTITUTE for one in missing})


def undrawn(text: str, drawn: AbstractSet[str]) -> str:
    """The characters of a text that are not among those drawn, in order; blanks and joiners are none.

    Compared in the form NFKC, since one glyph may serve several characters of one meaning.
    """
    known = {*normalize("NFKC", "".join(drawn)), JOIN, PART}
    missing = {one for one in set(text) if not one.isspace() and not known.issuperset(normalize("NFKC", one))}
    return "".join(sorted(missing))
