"""Looks for the processes that a tenken has started, on Linux."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import environment_of

Start = Callable[..., "subprocess.Popen[str]"]


@contextmanager
def starting(folder: Path) -> Iterator[Start]:
    """Starts commands in that folder, each in a process group of its own, as a shell does; none outlives the test."""
    running: list[subprocess.Popen[str]] = []

    def run(*arguments: str | Path) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tenken", *map(str, arguments)]
        pipe = subprocess.PIPE
        options = {"cwd": folder, "env": environment_of("ja"), "text": True, "start_new_session": True}
        heeds = signal.signal(
            signal.SIGINT, signal.SIG_DFL
        )  # a job in the background ignores it, and so would its children
        try:
            running.append(subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, **options))  # type: ignore[call-overload]
        finally:
            signal.signal(signal.SIGINT, heeds)
        return running[-1]

    yield run
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()


def state(pid: int) -> list[str]:
    """What /proc says of a process after its name: its state, its parent, …; empty where there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def lives(pid: int) -> bool:
    return state(pid)[:1] not in ([], ["Z"])


def child_of(process: "subprocess.Popen[str]", program: str) -> int:
    """Waits for the child that runs that program and is past its own first steps."""
    while process.poll() is None:
        for pid in children(process.pid):
            if runs(pid, program):
                return pid
        time.sleep(0.002)
    raise AssertionError(process.communicate())


def children(parent: int) -> list[int]:
    """The processes that one has started and that have not ended."""
    every = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [pid for pid in every if state(pid)[1:2] == [str(parent)] and lives(pid)]


def runs(pid: int, program: str) -> bool:
    """Whether it runs that program and takes no notice of Ctrl-C."""
    try:
        if program not in Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8"):
            return False
        ignored = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").partition("SigIgn:")[2].split()[0]
    except (OSError, IndexError):
        return False
    return bool(int(ignored, 16) & 1 << signal.SIGINT - 1)


def ended(*pids: int) -> bool:
    for _ in range(3000):
        if not any(map(lives, pids)):
            return True
        time.sleep(0.01)
    return False
