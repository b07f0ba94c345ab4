"""Runs a function in a process of its own, so that what it is given ends that process at most.

For bytes of others, and for work that may take more than it should. The child is started with ``-P``, since files in
the working folder may be as strange as the bytes; it has bounds on memory, CPU time and the clock, and leaves no core
behind. Its answer comes back as JSON. It ends with the process that started it, however that ended. This is the only
place that starts a process; run as a program, this file is the child, and therefore imports nothing of tenken.
"""

import gc
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from math import ceil
from pathlib import Path
from typing import IO, Any

NO_MEMORY = 41
"""Exit code of a child that had no memory left for an answer."""
LENGTH = 8
"""Bytes that tell the child how long is what it is given."""
ANSWER = b"="
"""How the line of the answer begins; every line before it is only heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a child may use at most. Windows knows only the clock; macOS bounds CPU time, but not memory."""

    memory: int
    """Bytes of address space."""
    cpu_seconds: int
    wall_seconds: float


class OverBounds(Exception):
    """The child needed more memory or time than it was given, or was killed by what it read."""


class ChildFailed(Exception):
    """The child ended without an answer."""


class Stopped(Exception):
    """The child was ended by ``stop_all`` while somebody waited for it."""


_running: set["subprocess.Popen[bytes]"] = set()
_stopped: set["subprocess.Popen[bytes]"] = set()


class Child:
    """A process that has been started and waits for what its function is to work on.

    Started ahead, it loads the program while the caller is still busy. It ends with the caller, asked or not.
    """

    def __init__(self, program: str, function: str, bounds: Bounds, *arguments: str) -> None:
        """Start it. Raises ChildFailed where no process can be started at all."""
        from tempfile import mkdtemp  # noqa: PLC0415 - only where there is a child, which is told where to put files

        self._folder = mkdtemp(prefix="tenken-")
        environment = {**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder)}
        if os.name != "nt":
            environment["PATH"] = "/usr/bin:/bin"
        limits = [str(bounds.memory), str(bounds.cpu_seconds)]
        command = [sys.executable, "-P", __file__, *limits, program, function, *arguments]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own program, the bytes come by standard input
                command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError:
            _remove(self._folder)
            raise ChildFailed from None
        self._bounds = bounds
        _running.add(self._process)

    def answer(self, content: bytes, heard: Callable[[bytes], None] | None = None) -> Any:
        """What its function gives back for the content, through JSON; the process has ended then, whatever happened.

        ``heard`` gets each line that the function writes on standard output meanwhile. Raises OverBounds, ChildFailed
        or Stopped; what went wrong inside is told by none of them, since it may be a text of others.
        """
        child, late = self._process, threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        clock = threading.Timer(self._bounds.wall_seconds, stop)
        clock.daemon = True
        try:
            clock.start()
            answer = _talk(child, content, heard)
            code = child.wait()
        finally:  # also where the person stops it by Ctrl-C
            clock.cancel()
            self.end()
        if child in _stopped:
            _stopped.discard(child)
            raise Stopped
        if code:
            raise OverBounds if code < 0 or code == NO_MEMORY or late.is_set() else ChildFailed
        try:
            return json.loads(answer)
        except ValueError:
            raise ChildFailed from None

    def end(self) -> None:
        """Leave nothing of it, whether it has ended by itself or not."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                _pipe(pipe).close()
        self._process.wait()
        _running.discard(self._process)
        _remove(self._folder)


def _remove(folder: str) -> None:
    """Remove what a child has left: it ends without tidying up, whether it has an answer or was killed."""
    from shutil import rmtree  # noqa: PLC0415 - only where there was a child

    rmtree(folder, ignore_errors=True)


def run(
    program: str,
    function: str,
    content: bytes,
    bounds: Bounds,
    *arguments: str,
    heard: Callable[[bytes], None] | None = None,
) -> Any:
    """What the function of that name in that file gives back for the content: a Child started and asked at once."""
    return Child(program, function, bounds, *arguments).answer(content, heard)


def stop_all() -> None:
    """End every child of this process; whoever waits for one, in whichever thread, gets Stopped."""
    for child in tuple(_running):
        _stopped.add(child)
        child.kill()


@contextmanager
def bounded(bounds: Bounds) -> Iterator[None]:
    """Bound what this process may use beyond what it has, while it works on one thing; over its time, it ends.

    For a process that works for another and may be lost. What gets no more memory raises MemoryError as usual.
    """
    clock = threading.Timer(bounds.wall_seconds, os._exit, (1,))
    clock.daemon = True
    clock.start()
    before = _raised(bounds)
    try:
        yield
    finally:
        for kind, limits in before.items():
            _limit(kind, limits)
        clock.cancel()


def _raised(bounds: Bounds) -> dict[int, tuple[int, int]]:
    """Set the soft limits of memory and CPU time so far above what is used; the limits as they were."""
    try:
        import resource  # noqa: PLC0415 - not known on Windows
    except ImportError:
        return {}
    used = resource.getrusage(resource.RUSAGE_SELF)
    wanted = {resource.RLIMIT_CPU: ceil(used.ru_utime + used.ru_stime) + bounds.cpu_seconds}
    with suppress(OSError, ValueError):  # not Linux, the only one that bounds memory
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        wanted[resource.RLIMIT_AS] = pages * resource.getpagesize() + bounds.memory
    before = {kind: resource.getrlimit(kind) for kind in wanted}
    for kind, most in wanted.items():
        hard = before[kind][1]
        _limit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    return before


def _limit(kind: int, limits: tuple[int, int]) -> None:
    import resource  # noqa: PLC0415 - only where there is one

    with suppress(OSError, ValueError):
        resource.setrlimit(kind, limits)


def _talk(child: "subprocess.Popen[bytes]", content: bytes, heard: Callable[[bytes], None] | None) -> bytes:
    """Give the child what it is to work on, and hear it out; its answer without the mark, empty where it gave none.

    Its standard input stays open: the child ends when that does.
    """
    given, told = _pipe(child.stdin), _pipe(child.stdout)
    with suppress(OSError):  # it may have ended already
        given.write(len(content).to_bytes(LENGTH, "big"))
        given.write(content)
        given.flush()
    answer = b""
    for line in told:
        if line.startswith(ANSWER):
            answer = line[len(ANSWER) :]
        elif heard:
            heard(line.rstrip())
    return answer


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


def _bound(memory: int, cpu_seconds: int) -> None:
    """Take no more memory and time from here on."""
    try:
        import resource  # noqa: PLC0415 - not known on Windows
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, cpu_seconds)):
        try:
            resource.setrlimit(kind, (most, most))
        except (OSError, ValueError):  # macOS refuses some of them; the clock on the wall remains
            continue


def _is_full(memory: int) -> bool:
    """Whether nearly all memory was used; libraries that get no more say so by faults of all kinds."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        peak = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmPeak:"))
    except (OSError, StopIteration):  # not Linux, the only one that bounds memory
        return False
    except MemoryError:
        return True
    return peak > memory * 9 // 10


def _end_with_parent() -> None:
    """Wait for the end of standard input, which is that of the process at its other end."""
    with suppress(OSError):
        os.read(0, 1)
    os._exit(1)


def _child(memory: str, cpu_seconds: str, program: str, function: str, *arguments: str) -> None:
    """Load the program within the bounds, call its function for what comes in, print what it gives back.

    A program that has a function ``prepare`` has it called first, while nothing has come in yet.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends Ctrl-C here, too; whoever waits decides
    gc.disable()  # one answer is given before there is garbage worth searching for
    _bound(int(memory), int(cpu_seconds))
    spec = spec_from_file_location("program", program)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["program"] = module
    spec.loader.exec_module(module)
    getattr(module, "prepare", lambda: None)()
    length = sys.stdin.buffer.read(LENGTH)
    if not length:  # whoever started it needs no answer any more
        return
    content = sys.stdin.buffer.read(int.from_bytes(length, "big"))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    told = getattr(module, function)(content, *arguments)
    sys.stdout.flush()
    sys.stdout.buffer.write(b"\n" + ANSWER + json.dumps(told).encode() + b"\n")
    sys.stdout.buffer.flush()
    os._exit(0)  # taking everything down in order takes a tenth of a second, for nobody


if __name__ == "__main__":
    try:
        _child(*sys.argv[1:])
    except Exception:  # noqa: BLE001 - whatever it is, the exit code tells what can be told
        os._exit(NO_MEMORY if _is_full(int(sys.argv[1])) else 1)
