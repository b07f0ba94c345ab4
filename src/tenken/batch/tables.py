"""The numbers of all firms of a folder, read by several processes where there are many; what was read once is kept.

How rows are made of them is ``core.portfolio``'s; here they are only gathered, in the order of the folders.
"""

import warnings
from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
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
    parts = [found.firms[at : at + AT_ONCE] for at in range(0, len(found.firms), AT_ONCE)]
    several = jobs > 1 and len(found.firms) > FEW
    executor: AbstractContextManager[Executor | None] = processes(min(jobs, len(parts))) if several else nullcontext()
    files: list[ClientFiles] = []
    fresh: dict[str, str] = {}
    with executor as workers:
        asked = [(str(folder), [firm.name for firm in part], [str(place) for place in places], today) for part in parts]
        answers = workers.map(_read, asked) if workers else map(_read, asked)
        for some, worked_out in answers:
            files += some
            fresh |= worked_out
    cache.add(folder, fresh)
    return Gathered(tuple(files), found.foreign)


_known: dict[tuple[str, ...], Known] = {}
"""Of this process: editions are loaded once, however often it is asked."""


def _read(asked: tuple[str, list[str], list[str], date]) -> tuple[list[ClientFiles], dict[str, str]]:
    """Some firms of a folder, and what was not in the cache."""
    folder, names, places, today = asked
    mark = (folder, *places, today.isoformat())
    if mark not in _known:
        _known.clear()
        _known[mark] = Known([Path(place) for place in places], today, cache.read(Path(folder)))
    known = _known[mark]
    known.worked_out = {}
    warnings.simplefilter("ignore", DaysAhead)  # told where somebody works on that firm
    files = [read_firm(Path(folder) / name, known) for name in names]
    return files, known.worked_out
