"""Whether published groups of firms, held against each other, would let one or two firms be told.

Numbers of six firms tell nobody; the same numbers with one firm more, beside those without it, tell that firm. So two
groups that were ever published are of the same firms with the same numbers, or differ in three firms at least: two
groups, a group and those it was joined from or divided into, and whole files. Firms are counted by what they brought
in, not by name: who left and who came count as one, and a firm that only got another name as none.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tenken.core.model import PeerGroup

LEAST_CHANGED = 3
"""Firms in which two published groups differ, if they differ at all."""

Marks: TypeAlias = Counter[str]
"""What each firm brought in, as salted digests; two firms with the same numbers have the same mark twice."""


@dataclass(frozen=True, slots=True)
class CountedGroup:
    """A group, and what was counted in it; the marks never leave the folder of firms."""

    group: PeerGroup
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One benchmark file with what went into it."""

    id: str
    """Drawn at random; stands in the file."""
    groups: tuple[CountedGroup, ...]
    first: bool
    """Whether nothing was published before it."""


def changed(one: Marks, other: Marks) -> int:
    """The least number of firms that came, left or changed between two groups."""
    return max(lacking(one, other), lacking(other, one))


def lacking(some: Marks, others: Marks) -> int:
    """How many of some firms are not among others; it takes as long as there are some, however many others."""
    return sum(max(0, count - others[mark]) for mark, count in some.items())


def together(groups: Iterable[CountedGroup]) -> Marks:
    """The marks of several groups."""
    found: Marks = Counter()
    for entry in groups:
        found.update(entry.marks)
    return found


def near(one: Marks, other: Marks) -> bool:
    """Whether the difference of two groups is one firm or two."""
    if abs(one.total() - other.total()) >= LEAST_CHANGED:
        return False
    return 0 < changed(one, other) < LEAST_CHANGED


def near_any(entry: CountedGroup, others: Iterable[CountedGroup]) -> bool:
    """Whether a group differs from one of the others in one firm or two."""
    marks = Counter(entry.marks)
    sizes = range(len(entry.marks) - LEAST_CHANGED + 1, len(entry.marks) + LEAST_CHANGED)
    return any(near(marks, Counter(other.marks)) for other in others if len(other.marks) in sizes)


def told_apart(now: Sequence[CountedGroup], before: Sequence[CountedGroup]) -> bool:
    """Whether some groups of one file, put together, may differ from some of the other in one firm or two.

    Groups with three firms in common can only be compared together, since either alone lacks three of the other. So it
    is enough to look at each set of groups that hang together in that way: what came to it and what left it. Where one
    firm or two went over to another set, nothing is presumed of how they add up.
    """
    if near(together(now), together(before)):
        return True
    set_of, crossed = _hanging_together(now, before)
    every_now, every_before = together(now), together(before)
    for each in set(set_of):
        old = [entry for entry, its in zip(before, set_of, strict=False) if its == each]
        new = [entry for entry, its in zip(now, set_of[len(before) :], strict=True) if its == each]
        came, gone = lacking(together(new), every_before), lacking(together(old), every_now)
        if max(came, gone) < LEAST_CHANGED and (came or gone or each in crossed):
            return True
    return False


def _hanging_together(now: Sequence[CountedGroup], before: Sequence[CountedGroup]) -> tuple[list[int], set[int]]:
    """The set to which each group belongs, earlier groups first, and those that share one firm or two with others."""
    bearing: dict[str, list[int]] = {}
    for at, entry in enumerate(before):
        for mark in set(entry.marks):
            bearing.setdefault(mark, []).append(at)
    set_of = list(range(len(before) + len(now)))
    weak: list[tuple[int, int]] = []
    for mine, entry in enumerate(now, len(before)):
        own = Counter(entry.marks)
        for at in sorted({at for mark in own for at in bearing.get(mark, ())}):
            if (own & Counter(before[at].marks)).total() < LEAST_CHANGED:
                weak.append((mine, at))
            else:
                joined, into = set_of[mine], set_of[at]
                set_of = [into if its == joined else its for its in set_of]
    crossed = {set_of[end] for pair in weak for end in pair if set_of[pair[0]] != set_of[pair[1]]}
    return set_of, crossed
