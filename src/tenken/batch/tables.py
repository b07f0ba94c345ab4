"""The numbers of all firms of a folder, read by several processes where there are many; what was read once is kept.

How rows are made of them is ``core.portfolio``'s; here they are only gathered, in the order of the folders. The
processes look which folders have changed, and read those; what was kept of the others is read by the caller, since
handing it from one process to the other would take longer.
"""

import gc
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from tenken.batch.executors import processes
from tenken.core.portfolio.standing import standing
from tenken.core.portfolio.table import ClientRow
from tenken.core.problem import DaysAhead
from tenken.store.portfolio import cache, clients, entries
from tenken.store.portfolio.cache import Row
from tenken.store.portfolio.entries import UnreadableEntry, made_with
from tenken.store.portfolio.records import ClientFiles, Known, files_of, read_firm, stamp_of

AT_ONCE = 500
"""Firms that a process looks at for each time it is asked."""
AHEAD = 24
"""Parts that are looked at before the first of them is wanted."""
FEW = 2 * AT_ONCE
"""So many firms are read sooner than a second process is there."""

Seen: TypeAlias = ClientFiles | Row | None
"""What a process tells of a firm that has changed: its numbers, as a row to keep where nothing is wrong; ``None``
where it is no firm."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: nothing is thrown away before the end, and looking takes a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True, slots=True)
class Gathered:
    """All firms of a folder."""

    files: tuple[ClientFiles, ...]
    foreign: int
    """What lies there that is no firm."""

    @uncollected()
    def rows(self, today: date) -> list[ClientRow]:
        """A row for each firm whose ``client.toml`` can be read."""
        return [
            ClientRow(
                folder=one.folder,
                client=one.client,
                standing=standing(one.client, one.records, today),
                unreadable=bool(one.problems),
            )
            for one in self.files
            if one.client
        ]


@uncollected()
def gather(folder: Path, places: Sequence[Path], today: date, jobs: int) -> Gathered:
    """The numbers of all firms; raises FileProblems where there is no such folder."""
    names, foreign = clients.candidates(folder)
    parts = [names[at : at + AT_ONCE] for at in range(0, len(names), AT_ONCE)]
    known = Known(places, today)
    files: list[ClientFiles] = []
    fresh: list[Row] = []
    for part, kept, changed in _looked_at(folder, parts, known, jobs):
        for name in part:
            told = changed[name] if name in changed else kept[name] or _seen(folder, name, "", known, look=False)
            if told is None:
                foreign += 1
                continue
            if isinstance(told, Row):
                fresh.append(told)
                told = files_of(name, told.entry)
            files.append(told)
    cache.add(folder, fresh)
    return Gathered(tuple(files), foreign)


_Kept: TypeAlias = Mapping[str, ClientFiles | None]
"""What was kept of each firm; ``None`` where that cannot be read."""
_Looked: TypeAlias = tuple[Sequence[str], _Kept, Mapping[str, Seen]]
"""Names of firms, what was kept of them, and what those come to that have changed since."""


def _looked_at(folder: Path, parts: Sequence[Sequence[str]], known: Known, jobs: int) -> Iterator[_Looked]:
    """Each part of the firms in order, looked at by processes of their own where there are many."""
    with ExitStack() as opened:
        read = opened.enter_context(cache.reading(folder))
        if jobs < 2 or sum(map(len, parts)) <= FEW:  # noqa: PLR2004 - one is this process
            for part in parts:
                rows = read(part[0], part[-1])
                yield part, _read(rows), _changed(folder, _stamps(part, rows), known)
            return
        waiting: deque[tuple[Sequence[str], _Kept, Future[dict[str, Seen]]]] = deque()
        if read(parts[0][0], parts[0][-1]):
            jobs -= 1  # what was kept is read by this process, which then works as much as one of the others
        workers = opened.enter_context(processes(min(jobs, len(parts)), _begin, (folder, known)))
        for part in parts:
            rows = read(part[0], part[-1])
            future = workers.executor.submit(_changed_there, _stamps(part, rows))
            waiting.append((part, _read(rows), future))  # read meanwhile: most firms have not changed
            if len(waiting) > AHEAD:
                yield _answered(*waiting.popleft())
        for asked in waiting:
            yield _answered(*asked)


def _answered(part: Sequence[str], kept: _Kept, future: Future[dict[str, Seen]]) -> _Looked:
    return part, kept, future.result()


def _read(rows: Mapping[str, Row]) -> _Kept:
    found: dict[str, ClientFiles | None] = {}
    for name, row in rows.items():
        try:
            found[name] = files_of(name, row.entry)
        except UnreadableEntry:
            found[name] = None
    return found


def _stamps(part: Iterable[str], kept: Mapping[str, Row]) -> dict[str, str]:
    return {name: kept[name].stamp if name in kept else "" for name in part}


def _changed(folder: Path, stamps: Mapping[str, str], known: Known) -> dict[str, Seen]:
    """What those firms come to that no longer bear the stamp they are given with."""
    found: dict[str, Seen] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DaysAhead)  # told where somebody works on that firm
        for name, stamp in stamps.items():
            made_with, _, listing = stamp.partition("\n")
            now = stamp_of(folder / name)
            if now is None:
                found[name] = None
            elif not now or now != listing or not known.still_there(made_with):
                found[name] = _seen(folder, name, now, known, look=bool(stamp))
    return found


def _seen(folder: Path, name: str, listing: str, known: Known, *, look: bool) -> Seen:
    """One firm, read; of files that say what they said before only the digests are worked out."""
    kept = None
    if look:
        with suppress(UnreadableEntry, KeyError), cache.reading(folder) as read:
            kept = entries.read(read(name, name)[name].entry)
    files, entry = read_firm(folder / name, known, kept)
    if entry is None:
        return files
    return Row(name, f"{made_with(entry)}\n{listing}", entries.written(entry))


_of_worker: list[tuple[Path, Known]] = []
"""In a process that works for another: the folder, and the editions, which are loaded once for all its parts."""


def _begin(folder: Path, known: Known) -> None:
    _of_worker.append((folder, known))


def _changed_there(stamps: Mapping[str, str]) -> dict[str, Seen]:
    return _changed(_of_worker[0][0], stamps, _of_worker[0][1])
