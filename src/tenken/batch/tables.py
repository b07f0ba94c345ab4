"""The numbers of all firms of a folder, read by several processes where there are many; what was read once is kept.

How rows are made of them is ``core.portfolio``'s; here they are only gathered, in the order of the folders.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tenken.batch.executors import processes
from tenken.core.portfolio.standing import standing
from tenken.core.portfolio.table import ClientRow
from tenken.core.problem import DaysAhead
from tenken.store.portfolio import cache, clients
from tenken.store.portfolio.records import ClientFiles, Known, read_firm

AT_ONCE = 250
"""Firms that a process reads for each time it is asked."""
FEW = 2 * AT_ONCE
"""So many firms are read sooner than a second process is there."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """All firms of a folder."""

    files: tuple[ClientFiles, ...]
    foreign: int
    """What lies there that is no firm."""

    def rows(self, today: date) -> list[ClientRow]:
        """A row for each firm whose ``client.toml`` can be read."""
        return [
            ClientRow(folder=one.folder, client=one.client, standing=standing(one.client, one.records, today))
            for one in self.files
            if one.client
        ]


def gather(folder: Path, places: Sequence[Path], today: date, jobs: int) -> Gathered:
    """The numbers of all firms; raises FileProblems where there is no such folder."""
    found = clients.find(folder)
    names = [firm.name for firm in found.firms]
    parts = [names[at : at + AT_ONCE] for at in range(0, len(names), AT_ONCE)]
    files: list[ClientFiles] = []
    fresh: dict[str, str] = {}
    if jobs > 1 and len(names) > FEW:
        with processes(min(jobs, len(parts)), _begin, (folder, tuple(places), today)) as workers:
            for some, worked_out in workers.map(_read_part, parts):
                files += some
                fresh |= worked_out
    else:
        known = Known(places, today, cache.read(folder))
        files, fresh = _read(folder, names, known), known.worked_out
    cache.add(folder, fresh)
    return Gathered(tuple(files), found.foreign)


def _read(folder: Path, names: Sequence[str], known: Known) -> list[ClientFiles]:
    """Some firms of a folder; that a day lies ahead is told where somebody works on that firm."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DaysAhead)
        return [read_firm(folder / name, known) for name in names]


_of_worker: list[tuple[Path, Known]] = []
"""In a process that works for another: the folder, and the editions, which are loaded once for all its parts."""


def _begin(folder: Path, places: tuple[Path, ...], today: date) -> None:
    _of_worker.append((folder, Known(places, today, cache.read(folder))))


def _read_part(names: Sequence[str]) -> tuple[list[ClientFiles], dict[str, str]]:
    """Some firms, and what was not in the cache."""
    folder, known = _of_worker[0]
    known.worked_out = {}
    return _read(folder, names, known), known.worked_out
