"""What a batch has made: one line of JSON for each document, so that the next run makes only what has changed.

Safe to delete: then everything counts as not made yet. A line that was being written when the machine stopped is left
out. What a document is made from is ``batch``'s business.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from tenken.core.problem import FileProblems, Problem
from tenken.core.system_fault import reason_of
from tenken.store.portfolio.clients import OWN

NAME = "manifest.jsonl"
LOCK = "batch.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One document that was made."""

    folder: str
    """The firm's."""
    file: str
    """Below it, e.g. ``out/2026.pdf``."""
    key: str
    """SHA-256 over everything from which it was made."""
    inputs: Mapping[str, str]
    """What that was, by kind: digests, versions, options."""
    output: str
    """SHA-256 of its bytes."""
    seconds: float


def read(folder: Path) -> dict[tuple[str, str], Line]:
    """The last line of each document, by the firm's folder and the file; empty where there is no manifest."""
    try:
        content = (folder / OWN / NAME).read_bytes()
    except OSError:
        return {}
    lines = map(_line, content.splitlines())
    return {(line.folder, line.file): line for line in lines if line}


def _line(written: bytes) -> Line | None:
    try:
        told = json.loads(written)
        values = {name: str(told[name]) for name in ("folder", "file", "key", "output")}
        return Line(**values, inputs=dict(told["inputs"]), seconds=float(told["seconds"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def add(folder: Path, line: Line) -> None:
    """Add a line, on the disk when this returns; raises FileProblems where it cannot be written."""
    path = folder / OWN / NAME
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "rb+") as stream:
            end = stream.seek(0, os.SEEK_END)
            if end:
                stream.seek(end - 1)
                cut = stream.read(1) != b"\n"  # a run was killed in the middle of its line
            written = json.dumps(asdict(line), ensure_ascii=False, sort_keys=True).encode() + b"\n"
            stream.write(b"\n" + written if end and cut else written)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as reason:
        raise FileProblems([Problem(file=str(path), what="cannot-write", values=reason_of(reason))]) from None


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one batch at a time work on a folder; raises FileProblems where another is at it."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - loaded only where something is made

    place = folder / OWN
    try:
        place.mkdir(mode=0o700, exist_ok=True)
        lock = FileLock(place / LOCK, mode=0o600)
        lock.acquire(timeout=0)
    except Timeout:
        raise FileProblems([Problem(file=str(folder), what="clients-busy")]) from None
    except OSError as reason:
        raise FileProblems([Problem(file=str(place), what="cannot-write", values=reason_of(reason))]) from None
    try:
        yield
    finally:
        lock.release()
