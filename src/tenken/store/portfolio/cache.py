"""What each firm's folder came to when it was read before: SQLite, safe to delete, safe for two processes at once.

A row has a firm's folder, its stamp (``records`` says what that is) and its entry, which knows each file by the digest
of its bytes. What cannot be read is begun anew.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from tenken.store.portfolio.clients import OWN

NAME = "cache.sqlite"
PATIENCE = 10.0
"""Seconds to wait for another process that writes."""
QUESTION = "select folder, stamp, entry from firm where folder between ? and ?"
TABLE = "create table if not exists firm (folder text primary key, stamp text not null, entry text not null)"


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of one firm."""

    folder: str
    stamp: str
    """Of the folder when it was read; empty where it was still being written then."""
    entry: str


@contextmanager
def _opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """The database; one that is broken is thrown away, since all of it can be worked out again."""
    place = folder / OWN
    place.mkdir(mode=0o700, exist_ok=True)
    path = place / NAME
    for attempt in (1, 2):
        try:
            base = sqlite3.connect(path, timeout=PATIENCE)
            base.execute(TABLE)
            break
        except sqlite3.OperationalError:  # another process holds it, or the folder cannot be written
            raise
        except sqlite3.DatabaseError:
            if attempt == 2:  # noqa: PLR2004 - it was made anew and still cannot be used
                raise
            with suppress(OSError):
                path.unlink()
    path.chmod(0o600)
    with closing(base):
        yield base


Read: TypeAlias = Callable[[str, str], dict[str, Row]]
"""Gives the rows of the firms from one folder to another, both included, in the order of their names."""


@contextmanager
def reading(folder: Path) -> Iterator[Read]:
    """Rows as they are asked for; none where there is no cache that can be used."""
    if not (folder / OWN / NAME).is_file():
        yield lambda *_: {}
        return
    with ExitStack() as opened:
        base: sqlite3.Connection | None = None
        with suppress(sqlite3.Error, OSError):
            base = opened.enter_context(_opened(folder))

        def rows(first: str, last: str) -> dict[str, Row]:
            try:
                found = base.execute(QUESTION, (first, last)).fetchall() if base else []
            except (sqlite3.Error, UnicodeError):
                return {}
            return {str(name): Row(str(name), str(stamp), str(entry)) for name, stamp, entry in found}

        yield rows


def add(folder: Path, rows: Iterable[Row]) -> None:
    """Keep what was worked out; where it cannot be kept, it is worked out again next time."""
    values = [(row.folder, row.stamp, row.entry) for row in rows]
    if values:
        with suppress(sqlite3.Error, OSError, UnicodeError), _opened(folder) as base, base:
            base.executemany("insert or replace into firm values (?, ?, ?)", values)
