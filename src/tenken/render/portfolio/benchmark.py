"""A benchmark of many firms on a terminal and as JSON; no firm and no number of firms is told in it."""

from collections.abc import Iterator
from typing import Any

from tenken.core.model import Benchmark, PeerGroup
from tenken.render.peers import as_of, described, firms, group_document
from tenken.screen import COLUMNS, wrap
from tenken.words import Words

FORMAT = 1


def lines(known: Benchmark, words: Words) -> Iterator[str]:
    """Each group with its quartiles, below what its firms have in common."""
    head = ""
    for group in known.groups:
        common = _common(group, words)
        if common != head:
            yield from ([""] if head else [])
            yield wrap(common, COLUMNS)
        head = common
        yield wrap(words("report.join").join(described(group, words)), COLUMNS, "  ")
        yield wrap(_numbers(group, known, words), COLUMNS, "    ")


def _common(group: PeerGroup, words: Words) -> str:
    depth, kind = words(f"depth.{group.depth}"), words(f"kind.{group.kind}")
    return words("clients.benchmark_of", checklist=group.checklist, depth=depth, kind=kind)


def _numbers(group: PeerGroup, known: Benchmark, words: Words) -> str:
    lower, median, upper = group.quartiles
    values: dict[str, str | int] = {"lower": lower, "median": median, "upper": upper, "firms": firms(group, words)}
    spread = ""
    if group.mean is not None and group.deviation is not None:
        spread = words("clients.benchmark_spread", mean=group.mean, deviation=group.deviation)
    day = as_of(group, words, first=known.first)
    return words("clients.benchmark_group", **values, spread=spread, day=day)


def document(known: Benchmark, *, new: bool) -> dict[str, Any]:
    """The same as data; ``new`` where anything differs from what was published before."""
    groups = [group_document(group) for group in known.groups]
    return {"format": FORMAT, "new": new, "first": known.first, "groups": groups}
