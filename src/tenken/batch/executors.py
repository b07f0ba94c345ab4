"""Who does the work: processes of this machine, or the workers of a Dask cluster; both are an Executor.

Processes are spawned and never forked, so that each begins alike. A cluster is asked first whether its machines make
the same bytes as this one.
"""

import logging
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tenken.batch.same_bytes import first_difference, machine
from tenken.core.problem import MachineLacks, UsageProblem

LOOPBACK = ("127.0.0.1", "::1", "localhost")
PATIENCE = 10
"""Seconds to wait for a scheduler."""


def cores() -> int:
    """How many processes this one may use at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Workers:
    """Those who do the work, and how many things they do at once."""

    executor: Executor
    hands: int


@contextmanager
def processes(jobs: int, begin: Callable[..., None], given: tuple[Any, ...] = ()) -> Iterator[Workers]:
    """So many processes of this machine, each begun with a call; where something is raised, they are ended at once."""
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="tenken-", ignore_cleanup_errors=True) as folder:  # theirs may be killed
        start = (folder, begin, given)
        executor = ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_start, initargs=start)
        try:
            yield Workers(executor, jobs)
        except BaseException:
            for process in multiprocessing.active_children():
                process.kill()
            raise
        finally:
            executor.shutdown(wait=True, cancel_futures=True)


def _start(folder: str, begin: Callable[..., None], given: tuple[Any, ...]) -> None:
    """Leave Ctrl-C to the process that the person talks to, say nothing, end when that process does; then begin."""
    tempfile.tempdir = folder
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as the process lives
    threading.Thread(target=_end_with_parent, daemon=True).start()
    begin(*given)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


@contextmanager
def cluster(address: str) -> Iterator[Workers]:
    """The workers of the Dask scheduler at that address, which make the same bytes as this machine.

    Raises UsageProblem for an address that must not be used; MachineLacks where the extra is missing, no scheduler of
    this version answers, there is no worker, or one of them would make other bytes.
    """
    refuse_address(address)
    try:
        distributed: Any = import_module("distributed")  # an extra, loaded only where it is asked for
    except ImportError:
        raise MachineLacks("no-cluster-extra") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is told in our own words
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except Exception:  # noqa: BLE001 - no answer, no certificate, another protocol: each fails in its own way
        raise MachineLacks("no-scheduler", {"address": address}) from None
    try:
        _refuse_others(client, address)
        yield Workers(client.get_executor(retries=2, pure=False), sum(client.nthreads().values()))
    finally:
        client.close()


def refuse_address(address: str) -> None:
    """Raise UsageProblem unless it is an address of a scheduler to which what firms answered may be sent.

    It leaves this machine: anything but the loopback must be ``tls://``.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    if parts.scheme not in ("tcp", "tls") or not host or not port:
        raise UsageProblem("scheduler-address", {"written": address})
    if parts.scheme == "tcp" and host not in LOOPBACK:
        raise UsageProblem("scheduler-open", {"written": address})


def _refuse_others(client: Any, address: str) -> None:
    """Raise MachineLacks where a worker would make other bytes than this machine, and say in what it differs."""
    scheduler = client.get_versions()["scheduler"] or {}
    if scheduler.get("packages", {}).get("distributed") != version("distributed"):
        raise MachineLacks("scheduler-differs", {"address": address, "here": version("distributed")})
    here = machine()
    told: dict[str, Any] = client.run(machine, on_error="return")
    if not told:
        raise MachineLacks("no-workers", {"address": address})
    for worker, there in sorted(told.items()):
        differs = first_difference(here, there) if isinstance(there, dict) else "tenken"
        if differs:
            values = {"worker": worker, "what": differs, "here": str(here.get(differs, "–"))[:40]}
            found = str(there.get(differs, "–"))[:40] if isinstance(there, dict) else "–"
            raise MachineLacks("worker-differs", {**values, "there": found})
