"""Writing a file so that no moment leaves half of one: temporary file, fsync, rename, fsync of the folder.

A lock beside the file keeps two windows from losing each other's answers, and a file that another program replaced
meanwhile is left alone. Nothing here knows what is written.
"""

import errno
import os
import re
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tenken.core.problem import FileProblems, Problem, UsageProblem
from tenken.core.system_fault import reason_of

PATIENCE = 10
"""Seconds to wait for another tenken that is writing the same file."""

ABANDONED = 3600
"""Seconds after which a temporary file belongs to nobody who is still writing."""

_NAMED = 80
"""Characters of a file's name that its temporary file bears."""

_OWNER_ONLY, _FOLDER_OF_OWNER = 0o600, 0o700
_WRITABLE, _BY_GROUP, _READ_OR_WRITE = 0o222, 0o070, 0o666


class ChangedMeanwhile(Exception):
    """Another program has replaced the file since it was read; it was left as that program wrote it."""


def write(path: Path, content: bytes, *, replace: bool = False, instead_of: bytes | None = None) -> None:
    """Put the content where the path leads, whole or not at all; a file that is replaced keeps its mode and its group.

    Raises UsageProblem if something stands there already and ``replace`` is false, or if that is no file at all;
    FileProblems if it is read-only or cannot be written; ChangedMeanwhile if ``instead_of`` is given and the file
    holds other bytes.
    """
    with _explained(path):
        target = path.resolve()
        standing = target.stat() if target.exists() else None
        if standing and not stat.S_ISREG(standing.st_mode):
            raise UsageProblem("not-a-file", {"file": str(path)})
        if standing and not replace:
            raise UsageProblem("exists", {"file": str(path)})
        if standing and not (standing.st_mode & _WRITABLE and os.access(target, os.W_OK)):
            raise FileProblems([Problem(file=str(path), what="read-only")])
        _sweep(target, ABANDONED)
        try:
            _put(target, content, standing, replace=replace, instead_of=instead_of)
        except FileExistsError:
            raise UsageProblem("exists", {"file": str(path)}) from None


def make_folder(folder: Path) -> None:
    """Make a folder and those above it where they are missing, for their owner only; raises FileProblems."""
    with _explained(folder):
        missing = [place for place in (folder, *folder.parents) if not place.exists()]
        for place in reversed(missing):
            place.mkdir(mode=_FOLDER_OF_OWNER, exist_ok=True)
        if not folder.is_dir():
            raise FileProblems([Problem(file=str(folder), what="not-a-folder")])


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """What the system refuses, as a problem of the file."""
    try:
        yield
    except OSError as reason:
        if isinstance(reason, FileNotFoundError) and not path.parent.exists():
            raise FileProblems(
                [Problem(file=str(path), what="no-folder-for-it", values={"folder": str(path.parent)})]
            ) from None
        raise FileProblems([Problem(file=str(path), what="cannot-write", values=reason_of(reason))]) from None


def _put(
    target: Path, content: bytes, standing: os.stat_result | None, *, replace: bool, instead_of: bytes | None
) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:_NAMED]}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if temporary.read_bytes() != content:
            raise OSError(errno.EIO, os.strerror(errno.EIO))  # read back otherwise than written
        _belong(temporary, standing)
        if instead_of is not None and target.read_bytes() != instead_of:
            raise ChangedMeanwhile
        if replace or not hasattr(os, "link"):
            temporary.replace(target)
        else:
            _link_new(temporary, target)
        _sync_folder(target.parent)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def _belong(temporary: Path, standing: os.stat_result | None) -> None:
    """Give the new file the group and the mode of the one it replaces; another group is never let in."""
    mode = stat.S_IMODE(standing.st_mode) if standing else _OWNER_ONLY
    if standing and hasattr(os, "chown") and standing.st_gid != temporary.stat().st_gid:
        try:
            os.chown(temporary, -1, standing.st_gid)
        except OSError:
            mode &= ~_BY_GROUP | (mode & 0o007) << 3
    if standing and hasattr(os, "chown") and standing.st_uid != temporary.stat().st_uid:
        with suppress(OSError):  # only an administrator can, and then the file stays its owner's
            os.chown(temporary, standing.st_uid, -1)
    temporary.chmod(mode)


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


def _sweep(target: Path, seconds: int) -> None:
    """Remove what killed runs left of this file and nobody has touched for so many seconds: it holds all answers."""
    if len(target.name) > _NAMED:
        seconds = ABANDONED  # the temporary file of a neighbour may have the same beginning
    ours = re.compile(re.escape(f".{target.name[:_NAMED]}.") + r"[a-z0-9_]{8}\.tmp")
    with suppress(OSError), os.scandir(target.parent) as entries:
        for entry in entries:
            if not ours.fullmatch(entry.name):
                continue
            with suppress(OSError):
                if time.time() - entry.stat(follow_symlinks=False).st_mtime >= seconds:
                    Path(entry.path).unlink()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the file against other tenkens while it is read, changed and replaced.

    Whoever may write the file may take the lock. Raises FileProblems where another holds it for too long.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - loaded only to write

    with _explained(path):
        target = path.resolve()
        beside = target.with_name(f".{target.name}.lock")
        standing = target.stat() if target.exists() else None
        mode = _OWNER_ONLY | (stat.S_IMODE(standing.st_mode) & _READ_OR_WRITE if standing else 0)
        lock = FileLock(beside, mode=mode)
        try:
            try:
                lock.acquire(timeout=PATIENCE)
            except PermissionError:  # left behind by another user, for that user only
                beside.unlink()
                lock.acquire(timeout=PATIENCE)
        except Timeout:
            raise FileProblems([Problem(file=str(path), what="locked")]) from None
    try:
        with suppress(OSError):
            if standing and hasattr(os, "chown"):
                os.chown(beside, -1, standing.st_gid)
            beside.chmod(mode)
        _sweep(target, 0)
        yield
    finally:
        lock.release()
