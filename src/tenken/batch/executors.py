"""Who does the work: processes of this machine, spawned and never forked, so that each begins alike."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any


def cores() -> int:
    """How many processes this one may use at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def processes(jobs: int, begin: Callable[..., None], given: tuple[Any, ...]) -> Iterator[Executor]:
    """So many processes of this machine, each begun with a call; at the end what was not begun is given up."""
    spawn = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_start, initargs=(begin, given))
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _start(begin: Callable[..., None], given: tuple[Any, ...]) -> None:
    """Leave Ctrl-C to the process that the person talks to, then begin."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    begin(*given)
