"""What a cell of references names: items of the laws and standards that tenken has lists of."""

import re
from collections.abc import Callable
from typing import TypeAlias

from tenken.core.question_list.headings import ListField, heading_of

Holders: TypeAlias = Callable[[str], tuple[str, ...]]
"""The keys of the standards that have an item of that id."""

LONGEST_NAME = 4
"""Words of a standard's name: NIST CSF, ISO / IEC 27001."""


def references(part: str, standard: str | None, holders: Holders) -> tuple[list[tuple[str, str]], bool]:
    """The items that a piece of a cell names, each under the key of its standard, and whether that is all it says.

    ``standard`` is the one that the column's heading names. An item without the name of its standard counts where only
    one standard has it.
    """
    words, found, whole, key = re.split(r"[\s:]+", part.strip()), [], True, standard
    at = 0
    while at < len(words):
        named = next((n for n in range(LONGEST_NAME, 0, -1) if _standard(" ".join(words[at : at + n]))), 0)
        if named:
            key = _standard(" ".join(words[at : at + named]))
            at += named
            continue
        word, at = words[at], at + 1
        item, chosen = _item(word, key, holders)
        if chosen:
            found.append((chosen, item))
        elif word:
            whole = False
    return found, whole and (bool(found) or not part.strip())


def _item(word: str, key: str | None, holders: Holders) -> tuple[str, str | None]:
    """An item as the lists have it, also where the letter of Annex A was left out, and the key of its standard."""
    for tried in (word, f"A.{word}"):
        keys = holders(tried)
        if key in keys or (key is None and len(keys) == 1):
            return tried, key or keys[0]
    return word, None


def _standard(name: str) -> str | None:
    found = heading_of(name)
    return found.standard if found and found.field is ListField.REFS else None
