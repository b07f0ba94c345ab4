"""The sentences of a language by dotted key, each file read only when one of its sentences is wanted.

They stand in ``templates/words/ja`` and ``en``, with equal keys. A file bears the first part of its keys, those
of ``FAMILIES`` left out; what is little stands together in ``terms.toml``. How a sentence is filled in and chosen is
``words``'.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

import tomli

from tenken import data

Language: TypeAlias = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")
Sentence: TypeAlias = str | Mapping[str, str]
"""One sentence, or one in several numbers: a table with ``other``."""

FAMILIES = ("of_edition", "without_critical", "of_mended")
"""Other forms of sentences: before their keys, and in the same files."""
TOGETHER = "terms"


class Sentences(Mapping[str, Sentence]):
    """All sentences of a language; reading them all takes 16 ms, those of a usual command 5."""

    def __init__(self, folder: Path) -> None:
        """Look which files there are."""
        self._files = {path.stem: path for path in sorted(folder.glob("*.toml"))}
        self._read: dict[str, dict[str, Sentence]] = {}

    def __getitem__(self, key: str) -> Sentence:
        """The sentence of that key; raises KeyError."""
        first, _, rest = key.partition(".")
        name = rest.partition(".")[0] if first in FAMILIES else first
        return self._of(name if name in self._files else TOGETHER)[key]

    def __iter__(self) -> Iterator[str]:
        """All keys, file by file."""
        for name in self._files:
            yield from self._of(name)

    def __len__(self) -> int:
        """How many sentences there are."""
        return sum(len(self._of(name)) for name in self._files)

    def _of(self, name: str) -> dict[str, Sentence]:
        if name not in self._read:
            flat = self._read[name] = {}
            _flatten(tomli.loads(self._files[name].read_text(encoding="utf-8")), "", flat)
        return self._read[name]


def _flatten(table: Mapping[str, Any], before: str, flat: dict[str, Sentence]) -> None:
    for key, value in table.items():
        if isinstance(value, dict) and "other" not in value:
            _flatten(value, f"{before}{key}.", flat)
        else:
            flat[before + key] = value


@cache
def sentences(lang: Language) -> Sentences:
    """All sentences of a language."""
    return Sentences(data.folder("templates") / "words" / lang)
