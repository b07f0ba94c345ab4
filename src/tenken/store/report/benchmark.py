"""Benchmark files: groups of a consultant's firms, as they are handed on and as a report carries the one it shows.

They come from others, so nothing in one is believed that does not fit: ranges, order, and that no firm could be in two
groups. What may stand in one, so that it gives nobody away, is ``core.portfolio.benchmark``'s.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import tomli_w

from tenken.core.model import AssessmentKind, Benchmark, Depth, PeerGroup
from tenken.core.model.peers import BANDS, LEAST_FOR_MEAN, SIZES, plain_sector
from tenken.core.problem import Problem
from tenken.store.validation.schema import (
    DAY,
    FLAG,
    FORMAT,
    ID,
    NAME,
    REFERENCE,
    becomes,
    by,
    one_of,
    pattern,
    several,
    table,
    whole,
)
from tenken.store.validation.toml_file import TomlFile, read
from tenken.store.validation.validate import fit

MOST_GROUPS = 1_000
FIRMS = {f"{least}-{most or ''}": (least, most) for least, most in BANDS}
"""Bands of numbers of firms, as they are written."""
BEGINS: set[int | None] = {least for least, _ in SIZES}
ENDS: set[int | None] = {most for _, most in SIZES}
"""With which numbers of employees a band begins and ends."""
POINTS = whole(0, 100)
LARGEST_DEVIATION = 50
"""Of scores out of 100: half of them 0, half of them 100."""


def _group(**members: Any) -> PeerGroup:
    band, sector = FIRMS[members.pop("firms")], plain_sector(members.pop("sector", None))
    return PeerGroup(firms=band, sector=sector, **members)


def _benchmark(group: tuple[PeerGroup, ...], **members: Any) -> Benchmark:
    return Benchmark(groups=group, **members)


GROUP = becomes(
    _group,
    table(
        {
            "checklist": REFERENCE,
            "depth": one_of(*Depth),
            "kind": one_of(*AssessmentKind),
            "on": DAY,
            "firms": one_of(*FIRMS),
            "quartiles": several(POINTS, 3, 3),
        },
        {
            "sector": NAME,
            "employees_from": whole(0, 1_000_000),
            "employees_to": whole(0, 1_000_000),
            "mean": POINTS,
            "deviation": whole(1, LARGEST_DEVIATION),
            "areas": by(ID, POINTS),
        },
    ),
)
BENCHMARK = becomes(
    _benchmark,
    table(
        {"format": FORMAT, "group": several(GROUP, MOST_GROUPS, 1)},
        {"id": pattern("benchmark-id", "[0-9a-f]{16}", 16), "first": FLAG},
    ),
)


def load(path: Path) -> Benchmark:
    """What a benchmark file says; raises FileProblems with everything that is wrong."""
    return interpret(read(path))


def interpret(file: TomlFile) -> Benchmark:
    """The same for a file that was read already."""
    if "group" not in file.data:  # mostly another file of tenken's: what is wrong in it as a benchmark helps nobody
        file.stop([Problem(file=file.name, what="no-benchmark")])
    known: Benchmark = fit(file, BENCHMARK, Benchmark)
    file.stop([problem for at, group in enumerate(known.groups) for problem in _wrong(file, at, group)])
    file.stop(list(_overlapping(file, known.groups)))
    return known


def _wrong(file: TomlFile, at: int, group: PeerGroup) -> Iterator[Problem]:
    """What does not fit in one group."""
    if list(group.quartiles) != sorted(group.quartiles):
        yield file.problem(("group", at, "quartiles"), "benchmark-order")
    sizes = (("employees_from", group.employees_from, BEGINS), ("employees_to", group.employees_to, ENDS))
    for key, number, known in sizes:
        if number not in known:
            choices = " / ".join(str(entry) for entry in sorted(entry for entry in known if entry))
            yield file.problem(("group", at, key), "benchmark-size", {"choices": choices})
    if group.employees_to is not None and group.employees_from > group.employees_to:
        yield file.problem(("group", at, "employees_to"), "benchmark-sizes")
    if (group.mean is None) is not (group.deviation is None):
        key = "deviation" if group.mean is None else "mean"
        yield file.problem(("group", at, key), "benchmark-half")
    if group.firms[0] < LEAST_FOR_MEAN:
        told = {"mean": group.mean is not None, "deviation": group.deviation is not None, "areas": bool(group.areas)}
        for key in (key for key, there in told.items() if there):
            yield file.problem(("group", at, key), "benchmark-too-small", {"least": LEAST_FOR_MEAN})
    for area, points in group.areas.items():
        if points % 10:
            yield file.problem(("group", at, "areas", area), "benchmark-tens")


def _overlapping(file: TomlFile, groups: tuple[PeerGroup, ...]) -> Iterator[Problem]:
    """Groups to which a firm belongs that belongs to an earlier one, too."""
    known: dict[tuple[Any, ...], list[tuple[int, PeerGroup]]] = {}
    for at, group in enumerate(groups):
        others = known.setdefault((group.checklist, group.depth, group.kind, group.sector), [])
        for number, other in others:
            if _reach(group) >= other.employees_from and _reach(other) >= group.employees_from:
                yield file.problem(("group", at), "benchmark-twice", {"other": number})
                break
        others.append((at + 1, group))


def _reach(group: PeerGroup) -> float:
    return float("inf") if group.employees_to is None else group.employees_to


def text_of(known: Benchmark) -> str:
    """A benchmark as a file."""
    head: dict[str, Any] = {"format": 1}
    if known.id:
        head["id"] = known.id
    if known.first:
        head["first"] = True
    return tomli_w.dumps({**head, "group": [document(group) for group in known.groups]})


def document(group: PeerGroup) -> dict[str, Any]:
    """A group as plain data, without what is not told of it."""
    plain: dict[str, str | int | date | list[int] | dict[str, int] | None] = {
        "checklist": group.checklist,
        "depth": str(group.depth),
        "kind": str(group.kind),
        "sector": group.sector,
        "employees_from": group.employees_from or None,
        "employees_to": group.employees_to,
        "on": group.on,
        "firms": next(written for written, band in FIRMS.items() if band == group.firms),
        "quartiles": list(group.quartiles),
        "mean": group.mean,
        "deviation": group.deviation,
        "areas": dict(group.areas) or None,
    }
    return {key: value for key, value in plain.items() if value is not None}
