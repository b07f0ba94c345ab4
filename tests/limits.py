"""Limits of CPU time that mean the same on a slow and on a busy machine.

A thread's own CPU seconds grow where a neighbour shares its core's caches and units: by half is nothing unusual. So a
fixed piece of work is timed beside what is limited, and the limit grows with it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import thread_time

USUAL = 0.055
"""CPU seconds that this piece of work takes where the limits were set, with nothing else running."""


def slowness() -> float:
    """How many times as long as usual a fixed piece of work takes just now; at least once."""
    began = thread_time()
    kept = {}
    for number in range(600_000):
        kept[number % 1000] = str(number)
    return max(1.0, (thread_time() - began) / USUAL)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fail where this thread works longer than that many CPU seconds of a machine with nothing else to do."""
    before = slowness()
    began = thread_time()
    yield
    took = thread_time() - began
    slower = max(before, slowness())
    assert took < seconds * slower, f"{took:.2f} CPU seconds, {slower:.1f} times as slow as usual"
