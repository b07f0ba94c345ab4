"""Which cases of a test ``make test`` tries; what repeats it at a wider set and takes long is for ``make slow``."""

from collections.abc import Iterable, Mapping, Sequence

import pytest

from tenken.words import LANGUAGES, Language

Case = object
"""What stands in a list of ``pytest.mark.parametrize``: a value, a tuple of them, or what ``pytest.param`` gives."""


def slow(*values: object, id: str | None = None) -> Case:  # noqa: A002 - as pytest calls it
    """A case for ``make slow``."""
    return pytest.param(*values, marks=pytest.mark.slow, id=id)


def usually(cases: Iterable[object], usual: Iterable[object]) -> list[Case]:
    """All of these, of which ``make test`` tries the usual ones."""
    chosen = list(usual)
    return [case if case in chosen else slow(*(case if isinstance(case, tuple) else (case,))) for case in cases]


def in_each(names: Iterable[str], usual: Mapping[Language, Sequence[str]]) -> list[Case]:
    """Each name in each language, of which ``make test`` tries those that are usual in that language."""
    both = [(name, lang) for name in names for lang in LANGUAGES]
    return usually(both, [(name, lang) for name, lang in both if name in usual[lang]])
