"""Removing a firm: its folder, and what tenken keeps of it for itself; what lies elsewhere cannot be reached from here.

Nothing is overwritten before it is removed: a disk may keep it, and so may a backup.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tenken.core.model import same_name
from tenken.core.portfolio.clients import Client
from tenken.core.problem import FileProblems, Problem, UsageProblem, close_to
from tenken.core.system_fault import reason_of
from tenken.store import atomic_file
from tenken.store.portfolio import cache, clients, manifest
from tenken.store.portfolio.clients import HEAD, OWN

MANIFEST = manifest.NAME
CACHE = tuple(f"{cache.NAME}{more}" for more in ("", "-wal", "-shm", "-journal"))
ATTEMPTS = 5
"""How often the list is written anew when another program has added to it meanwhile."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """A firm that is to be removed, and what goes with it."""

    folder: Path
    """Of all firms."""
    firm: Path
    client: Client | None
    """``None`` where its ``client.toml`` cannot be read."""
    files: int
    newest: date | None
    """The last day on which one of its files changed."""


def leaving(folder: Path, written: str) -> Leaving:
    """The firm of that folder's name or that name, and what it has; raises UsageProblem where that is not one firm.

    Raises FileProblems where something that is to be removed is a link: what it leads to is not the firm's.
    """
    firm, client = _meant(folder, written)
    own = folder / OWN
    links = [place for place in (firm, own, own / MANIFEST) if _leads_away(place)]
    if links:
        raise FileProblems([Problem(file=str(link), what="client-is-link") for link in links])
    changed: list[float] = []
    with suppress(OSError):  # what is only counted
        changed += [entry.lstat().st_mtime for entry in _files(firm)]
    newest = datetime.fromtimestamp(max(changed), UTC).astimezone().date() if changed else None
    return Leaving(folder, firm, client, len(changed), newest)


def _meant(folder: Path, written: str) -> tuple[Path, Client | None]:
    known = {firm: _client(firm) for firm in clients.find(folder).firms}
    called = written.rstrip("/\\")
    found = [firm for firm in known if firm.name == called]
    if called == written:  # with a slash at its end it is the name of a folder and of nothing else
        found += [firm for firm, client in known.items() if client and same_name(client.name, written)]
    found = list(dict.fromkeys(found))
    if len(found) == 1:
        return found[0], known[found[0]]
    if found:
        choices = " , ".join(f"{firm.name}/" for firm in found)
        raise UsageProblem("client-ambiguous", {"written": written, "choices": choices})
    if Path(called).name == called and os.path.islink(folder / called):  # noqa: PTH114 - false for what can be no name
        raise FileProblems([Problem(file=str(folder / called), what="client-is-link")])
    names = [*(firm.name for firm in known), *(client.name for client in known.values() if client)]
    if meant := close_to(written, names):
        raise UsageProblem("no-such-client-near", {"written": written, "meant": meant})
    raise UsageProblem("no-such-client", {"written": written, "folder": str(folder)})


def _client(firm: Path) -> Client | None:
    with suppress(FileProblems):
        return clients.load(firm)
    return None


def _leads_away(place: Path) -> bool:
    """Whether it is a link, or what Windows calls a junction."""
    return os.path.lexists(place) and place.resolve() != place.parent.resolve() / place.name


def _files(firm: Path) -> Iterator[Path]:
    """All files of a firm, links as what they are."""
    for place, folders, names in os.walk(firm):
        yield from (Path(place, name) for name in names)
        yield from (Path(place, name) for name in folders if Path(place, name).is_symlink())


def forget(firm: Leaving) -> None:
    """Remove the firm; raises FileProblems with what is left where something cannot be removed, or a batch is at work.

    The folder goes last, its ``client.toml`` last of all: as long as something is left, the firm can be named again.
    """
    with manifest.alone(firm.folder):
        _forget_made(firm.folder / OWN / MANIFEST, firm.firm.name)
        left = _removed(firm)
    if left:
        raise FileProblems(
            [Problem(file=str(path), what="client-left", values=reason_of(reason)) for path, reason in left.items()]
        )


def _removed(firm: Leaving) -> dict[Path, OSError]:
    """Remove the folder and the cache; what is left of them, and why."""
    left: dict[Path, OSError] = {}
    # A row of the cache may bear a name that the folder had before, and SQLite leaves what it has deleted in its file.
    # All of it can be worked out again.
    for name in CACHE:
        _remove(firm.folder / OWN / name, left)
    try:
        for entry in sorted(firm.firm.iterdir(), key=lambda entry: entry.name == HEAD):
            if entry.name != HEAD or not left:
                _remove(entry, left)
        if not left:
            firm.firm.rmdir()
    except OSError as reason:
        left[firm.firm] = reason
    return left


def _remove(place: Path, left: dict[Path, OSError]) -> None:
    """Remove a file, a link or a folder with all that is in it; what cannot be removed is noted, and the rest goes."""

    def note(_: object, path: str, reason: Any) -> None:
        fault = reason if isinstance(reason, OSError) else reason[1]
        if not isinstance(fault, FileNotFoundError):
            left[Path(path)] = fault

    try:
        if place.is_dir() and not place.is_symlink():
            handler: dict[str, Any] = {"onexc" if sys.version_info >= (3, 12) else "onerror": note}
            shutil.rmtree(place, **handler)
        else:
            place.unlink(missing_ok=True)
    except OSError as reason:
        left[place] = reason


def _forget_made(made: Path, name: str) -> None:
    """Take the firm's lines out of the list of what was made; other lines stay byte for byte."""
    for _ in range(ATTEMPTS):
        try:
            content = made.read_bytes()
        except FileNotFoundError:
            return
        except OSError as reason:
            raise FileProblems([Problem(file=str(made), what="unreadable", values=reason_of(reason))]) from None
        kept = b"".join(line for line in content.splitlines(keepends=True) if not _speaks_of(line, name))
        if kept == content:
            return
        with suppress(atomic_file.ChangedMeanwhile):
            atomic_file.write(made, kept, replace=True, instead_of=content)
            return
    raise FileProblems([Problem(file=str(made), what="changed-meanwhile")])


def _speaks_of(line: bytes, name: str) -> bool:
    """Whether a line is the firm's; of one that cannot be read it is enough that it mentions the folder."""
    with suppress(ValueError, RecursionError):
        told = json.loads(line)
        if isinstance(told, dict) and isinstance(told.get("folder"), str):
            return bool(told["folder"] == name)
    escaped = json.dumps(name)[1:-1].encode()
    return name.encode(errors="surrogateescape") in line or escaped in line
