"""Runs a function over bytes of others in a process of its own, so that what is in them ends that process at most.

The child is started with ``-P``, since files in the working folder may be as strange as the bytes; it has bounds on
memory, CPU time and the clock, and leaves no core behind. Its answer comes back as JSON. This is the only place that
starts a process; run as a program, this file is the child, and therefore imports nothing of tenken.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any


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


def run(program: str, function: str, content: bytes, bounds: Bounds, *arguments: str) -> Any:
    """What the function of that name in that file gives back for the content, through JSON.

    Raises OverBounds or ChildFailed; what went wrong inside is told by neither, since it may be a text of others.
    """
    environment = {**os.environ, "PATH": "/usr/bin:/bin"} if os.name != "nt" else dict(os.environ)
    limits = [str(bounds.memory), str(bounds.cpu_seconds)]
    command = [sys.executable, "-P", __file__, *limits, program, function, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, the bytes come by standard input
            command, input=content, capture_output=True, env=environment, timeout=bounds.wall_seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise OverBounds from None
    except OSError:  # no process can be started at all
        raise ChildFailed from None
    if done.returncode:
        raise OverBounds if done.returncode < 0 or b"MemoryError" in done.stderr else ChildFailed
    try:
        return json.loads(done.stdout.splitlines()[-1])
    except (ValueError, IndexError):
        raise ChildFailed from None


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


def _child(memory: str, cpu_seconds: str, program: str, function: str, *arguments: str) -> None:
    """Load the program within the bounds, call its function, print what it gives back."""
    _bound(int(memory), int(cpu_seconds))
    spec = spec_from_file_location("program", program)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["program"] = module
    spec.loader.exec_module(module)
    told = getattr(module, function)(sys.stdin.buffer.read(), *arguments)
    sys.stdout.buffer.write(b"\n" + json.dumps(told).encode())


if __name__ == "__main__":
    _child(*sys.argv[1:])
