"""Writing a file so that no moment leaves half of one: temporary file, fsync, rename, fsync of the folder.

A lock beside the file keeps two windows from losing each other's answers. Nothing here knows what is written.
"""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tenken.core.problem import FileProblems, Problem, UsageProblem

PATIENCE = 10
"""Seconds to wait for another tenken that is writing the same file."""


def write(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Put the content where the path leads, whole or not at all.

    Raises UsageProblem if something stands there already and ``replace`` is false, FileProblems if it cannot be
    written.
    """
    target = path.resolve()
    if not replace and target.exists():
        raise UsageProblem("exists", {"file": str(path)})
    try:
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o600
        _put(target, content, mode, replace=replace)
    except FileExistsError:
        raise UsageProblem("exists", {"file": str(path)}) from None
    except OSError as reason:
        values = {"reason": reason.strerror or type(reason).__name__}
        raise FileProblems([Problem(file=str(path), what="cannot-write", values=values)]) from None


def _put(target: Path, content: bytes, mode: int, *, replace: bool) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:80]}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(mode)
        if replace or not hasattr(os, "link"):
            temporary.replace(target)
        else:
            _link_new(temporary, target)
        _sync_folder(target.parent)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def _link_new(temporary: Path, target: Path) -> None:
    """Give the file its name only if nobody took it meanwhile; where links are not known, the check before must do."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        temporary.replace(target)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the file against other tenkens while it is read, changed and replaced."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - loaded only to write

    target = path.resolve()
    lock = FileLock(target.with_name(f".{target.name}.lock"), mode=0o600)
    try:
        lock.acquire(timeout=PATIENCE)
    except Timeout:
        raise FileProblems([Problem(file=str(path), what="locked")]) from None
    except OSError as reason:
        values = {"reason": reason.strerror or type(reason).__name__}
        raise FileProblems([Problem(file=str(path), what="cannot-write", values=values)]) from None
    try:
        yield
    finally:
        lock.release()
