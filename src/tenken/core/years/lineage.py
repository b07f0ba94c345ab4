"""Which question of an edition comes from which of an earlier one: by ``replaces`` and equal ids, never by likeness.

How a question stood in both years is ``changes``'.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from itertools import pairwise
from typing import TypeAlias

from tenken.core.model import Checklist

Origins: TypeAlias = Mapping[str, tuple[str, ...]]
"""For each question of an edition the questions of an earlier edition that it comes from."""


class MatchedBy(StrEnum):
    """How the questions of two years were matched."""

    SAME = "same"
    """Both years answer one edition."""
    TRACED = "traced"
    """This year's edition follows last year's, directly or through others."""
    BY_ID = "by_id"
    """Neither edition names the other: only equal ids were matched."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where the questions of this year's edition come from."""

    kinship: MatchedBy
    origins: Origins


def relate(last: Checklist, this: Checklist, between: Sequence[Checklist] = ()) -> Lineage:
    """The lineage from one edition to a later one; ``between`` are the editions that lie in between, oldest first."""
    own = {question.id: (question.id,) for _, question in this.questions}
    if last.digest == this.digest and last.reference == this.reference:
        return Lineage(MatchedBy.SAME, own)
    line = (last, *between, this)
    if all(later.predecessor == earlier.reference for earlier, later in pairwise(line)):
        steps = [_known(later, earlier) for earlier, later in pairwise(line)]
        return Lineage(MatchedBy.TRACED, reduce(lambda earlier, later: compose(later, earlier), steps))
    before = {question.id for _, question in last.questions}
    return Lineage(MatchedBy.BY_ID, {key: parents if key in before else () for key, parents in own.items()})


def compose(later: Origins, earlier: Origins) -> Origins:
    """The origins of a later edition's questions one edition further back."""
    return {
        question_id: tuple(dict.fromkeys(old for parent in parents for old in earlier.get(parent, ())))
        for question_id, parents in later.items()
    }


def _known(checklist: Checklist, predecessor: Checklist) -> Origins:
    """The lineage of one step, without parents that the predecessor never had."""
    before = {question.id for _, question in predecessor.questions}
    parents = lineage(checklist, predecessor)
    return {key: tuple(dict.fromkeys(parent for parent in found if parent in before)) for key, found in parents.items()}


def lineage(checklist: Checklist, predecessor: Checklist) -> dict[str, tuple[str, ...]]:
    """For each question the predecessor's questions it comes from: those it replaces, or the one of its own id."""
    before = {question.id for _, question in predecessor.questions}
    return {
        question.id: question.replaces or ((question.id,) if question.id in before else ())
        for _, question in checklist.questions
    }
