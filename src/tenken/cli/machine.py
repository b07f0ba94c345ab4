"""What the machine refuses, as sentences: folders one may not enter, names that are too long, a disk that is full.

Wherever a command touches a file or a stream, such a fault comes up to ``run`` as it is, and becomes a sentence with an
exit code here. A file that is looked at on purpose has problems of its own, with a place: those are ``store``'s.
"""

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from tenken.core.problem import MachineLacks, SayableError, UsageProblem, Values
from tenken.core.system_fault import reason_of

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""Faults without a file's name that come from standard output: files are written where theirs become problems."""


class CannotUse(SayableError):
    """A file or folder that the machine does not let tenken use."""

    exit_code = 3


def sayable(fault: Exception) -> SayableError | None:
    """What a fault of the machine comes to for the person; ``None`` where it is no fault of the machine."""
    if isinstance(fault, UnicodeEncodeError):
        part = str(fault.object[fault.start : fault.end])
        half = all("\ud800" <= character <= "\udfff" for character in part)  # how Python keeps bytes that are no text
        return CannotUse("name-no-text") if half else None
    if isinstance(fault, RuntimeError) and isinstance(fault.__context__, OSError):
        fault = fault.__context__  # how pathlib tells of a loop of links
    if not isinstance(fault, OSError):
        return None
    if fault.filename is None:
        return _no_output(fault) if fault.errno in NO_ROOM else None
    values: Values = {"file": os.fsdecode(fault.filename), **reason_of(fault)}
    return UsageProblem("cannot-use", values) if fault.errno == errno.EEXIST else CannotUse("cannot-use", values)


def _no_output(fault: OSError) -> MachineLacks:
    silence(sys.stdout)
    return MachineLacks("no-output", reason_of(fault))


@contextmanager
def product() -> Iterator[None]:
    """Around writing on standard output; raises MachineLacks where it takes no more, for lack of space mostly."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as fault:
        raise _no_output(fault) from None


@contextmanager
def talk() -> Iterator[None]:
    """Around writing on standard error; what cannot be said there does not stop the command."""
    try:
        yield
    except OSError:
        silence(sys.stderr)


def silence(stream: IO[str]) -> None:
    """Let the stream take everything and keep nothing, so that Python does not fail over it at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def open_what_is_closed() -> None:
    """Give a process that was started without one of its three streams one that ends at once or refuses."""
    for name, mode in (("stdin", "r"), ("stdout", "r"), ("stderr", "w")):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, os.O_RDONLY if mode == "r" else os.O_WRONLY)
            raw = io.FileIO(handle, "r" if name == "stdin" else "w")
            buffer = io.BufferedReader(raw) if name == "stdin" else io.BufferedWriter(raw)
            setattr(sys, name, io.TextIOWrapper(buffer, encoding="utf-8", line_buffering=name == "stderr"))
