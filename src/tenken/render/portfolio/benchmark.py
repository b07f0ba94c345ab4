"""A benchmark of many firms on a terminal and as JSON; no firm and no number of firms is told in it."""

from collections.abc import Iterator
from typing import Any

from tenken.core.model import Benchmark, PeerGroup
from tenken.render.peers import group_document, sector
from tenken.screen import COLUMNS, pad, shorten, width, wrap
from tenken.words import Words

FORMAT = 1
HEADS = ("sector", "employees", "firms", "lower", "median", "upper", "mean", "on")
LEAST_SECTOR = 14
"""Columns that a sector keeps, however wide the others are."""
NOTHING, GAP = "–", 2


def lines(known: Benchmark, words: Words) -> Iterator[str]:
    """Each group with its quartiles, below what its firms have in common."""
    heads = [words(f"clients.benchmark_head.{name}") for name in HEADS]
    rows = {at: _cells(group, words) for at, group in enumerate(known.groups)}
    widths = [max(width(row[at]) for row in (heads, *rows.values())) for at in range(len(HEADS))]
    room = max(LEAST_SECTOR, COLUMNS - sum(widths[1:]) - GAP * (len(widths) - 1))
    widths[0] = min(widths[0], room)
    common = ""
    for at, group in enumerate(known.groups):
        if common != (common := _common(group, words)):
            yield from ([""] if at else [])
            yield wrap(common, COLUMNS)
            yield _row(heads, widths)
        yield _row(rows[at], widths)
    yield from ("", wrap(words("clients.benchmark_note"), COLUMNS))
    if known.first:
        yield words("clients.benchmark_first")


def _common(group: PeerGroup, words: Words) -> str:
    depth, kind = words(f"depth.{group.depth}"), words(f"kind.{group.kind}")
    return words("clients.benchmark_of", checklist=group.checklist, depth=depth, kind=kind)


def _cells(group: PeerGroup, words: Words) -> list[str]:
    told = [NOTHING if number is None else str(number) for number in (*group.quartiles, group.mean)]
    sizes = group.employees_from, group.employees_to
    employees = words("clients.benchmark_every") if group.every_size else _band(*sizes, words)
    return [sector(group, words), employees, _band(*group.firms, words), *told, group.on.isoformat()]


def _band(least: int, most: int | None, words: Words) -> str:
    if most is None:
        return words("clients.benchmark_open", least=least)
    return words("clients.benchmark_band", least=least, most=most)


def _row(cells: list[str], widths: list[int]) -> str:
    told = [shorten(cells[0], widths[0]), *cells[1:]]
    return (" " * GAP).join(pad(cell, room) for cell, room in zip(told, widths, strict=True)).rstrip()


def document(known: Benchmark, *, new: bool) -> dict[str, Any]:
    """The same as data; ``new`` where anything differs from what was published before."""
    groups = [group_document(group) for group in known.groups]
    return {"format": FORMAT, "new": new, "first": known.first, "groups": groups}
