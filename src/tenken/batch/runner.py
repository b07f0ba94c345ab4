"""Many reports, made by several processes or machines and written by this one: what is there already is left alone.

A report is on the disk whole before its line is in the manifest, and has its final name only then: a run that was
killed goes on where it stopped. Two runs never work on one folder at once.
"""

import hashlib
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TypeAlias

from tenken.batch.executors import Workers
from tenken.batch.jobs import Job, Made, Order, Refused, make_there
from tenken.core.portfolio.outcomes import OutcomeState, ReportOutcome
from tenken.core.problem import FileProblems, Interrupted, MachineLacks, Problem
from tenken.store import atomic_file
from tenken.store.portfolio import manifest
from tenken.store.portfolio.manifest import Line

GRACE = 10.0
"""Seconds that reports which are being made get when the person stops the run."""
LOOK = 0.2
"""Seconds after which it is looked whether the person has stopped it."""
FULL = ("machine.full", "machine.quota")
"""Why nothing more can be written at all."""

Team: TypeAlias = Callable[[], AbstractContextManager[Workers]]
"""Opens those who make the reports, as often as it is asked."""
Work: TypeAlias = Callable[[Order, Job], Made | Refused]


Lines: TypeAlias = dict[tuple[str, str], Line]
"""What has been made, by the firm's folder and the file."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one job; where there is no report, why."""

    report: ReportOutcome
    source: str
    """Name of the assessment's file."""
    refused: Refused | None = None


@dataclass(slots=True)
class Stop:
    """Whether the person has asked to stop."""

    asked: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Let the first Ctrl-C end the run in order; the second ends it at once."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.getsignal(signal.SIGINT)

        def hear(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature is Python's
            if self.asked.is_set():
                raise KeyboardInterrupt
            self.asked.set()

        signal.signal(signal.SIGINT, hear)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run over a folder."""

    folder: Path
    order: Order
    team: Team
    work: Work = make_there
    force: bool = False
    """Whether a file that tenken has not made may be replaced."""
    stop: Stop = field(default_factory=Stop)

    def outcomes(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Make what is not there yet, and tell of each job what became of it, in the order in which they end.

        Raises Interrupted where the person stops it, MachineLacks where no report can be made on the machine, and
        FileProblems where another run is at it or the disk is full; what was made until then stays.
        """
        with manifest.alone(self.folder), self.stop.heard():
            there, waiting = manifest.read(self.folder), iter(jobs)
            while True:
                taken: list[Job] = []
                try:
                    with self.team() as workers:
                        yield from self._round(workers, waiting, taken, there)
                except BrokenExecutor:  # one of those that were being made has ended its process
                    for job in taken:
                        yield self._ended(job, self._alone(job), there)
                else:
                    return

    def _round(self, workers: Workers, waiting: Iterator[Job], taken: list[Job], there: Lines) -> Iterator[Outcome]:
        """Keep the team busy, with no more jobs than that takes; ``taken`` are those that have not ended."""
        flying: dict[Future[Made | Refused], Job] = {}
        stop = self.stop.asked.is_set
        while True:
            while not stop() and len(flying) < 2 * workers.hands and (job := next(waiting, None)):
                if self._is_there(job, there):
                    yield _outcome(job, None)
                    continue
                taken.append(job)
                flying[workers.executor.submit(self.work, self.order, job)] = job
            if not flying and not stop():
                return
            done, _ = wait(flying, timeout=LOOK, return_when=FIRST_COMPLETED)
            if stop():
                done |= self._last(flying)
            for future in done:
                told, job = _answer(future), flying.pop(future)
                taken.remove(job)
                yield self._ended(job, told, there)
            if stop():
                raise Interrupted("clients-stopped")

    def _is_there(self, job: Job, there: Lines) -> bool:
        line = there.get((job.folder, job.target))
        return line is not None and line.key == job.key and line.output == _digest(self._path(job))

    def _path(self, job: Job) -> Path:
        return self.folder / job.folder / job.target

    def _last(self, flying: Mapping[Future[Made | Refused], Job]) -> set[Future[Made | Refused]]:
        """Those of which the making had begun, and that end within the grace."""
        begun = {future for future in flying if not future.cancel()}
        return wait(begun, timeout=GRACE).done

    def _alone(self, job: Job) -> Made | Refused:
        """The same job with nobody beside it, so that only the one is blamed that ends its process."""
        try:
            with self.team() as workers:
                return _answer(workers.executor.submit(self.work, self.order, job))
        except BrokenExecutor:
            return Refused(error="clients-worker-ended")

    def _ended(self, job: Job, told: Made | Refused, there: Lines) -> Outcome:
        """Write the report under its name, then its line into the manifest; or say why there is none."""
        if isinstance(told, Refused):
            if told.lacks:
                raise MachineLacks(told.error, told.values)
            return _outcome(job, told)
        digest = hashlib.sha256(told.content).hexdigest()
        target = self._path(job)
        try:
            replaced = self._put(job, target, told.content, digest, there)
        except FileProblems as refused:
            if any(problem.values.get("reason") in FULL for problem in refused.problems):
                raise
            return _outcome(job, Refused(problems=refused.problems))
        there[job.folder, job.target] = Line(
            folder=job.folder,
            file=job.target,
            key=job.key,
            inputs=job.inputs,
            output=digest,
            seconds=round(told.seconds, 2),
        )
        manifest.add(self.folder, there[job.folder, job.target])
        return _outcome(job, told, replaced=replaced)

    def _put(self, job: Job, target: Path, content: bytes, digest: str, there: Lines) -> bool:
        """Whether the report took the place of another.

        Raises FileProblems where something lies there that tenken has not made, or has made of another file.
        """
        name = f"{job.folder}/{job.target}"
        if target.is_symlink() or target.parent.is_symlink():  # it leads to what need not be this firm's
            raise FileProblems([Problem(file=name, what="out-is-link")])
        standing = _digest(target)
        ours = there.get((job.folder, job.target))
        if standing == digest:
            return False
        other = ours.inputs.get("source", "") if ours else ""
        if standing and not self.force and ours and other not in ("", job.inputs.get("source", "")):
            raise FileProblems([Problem(file=name, what="out-of-another", values={"other": other})])
        if standing and not self.force and (ours is None or ours.output != standing):
            raise FileProblems([Problem(file=name, what="out-not-ours")])
        atomic_file.make_folder(target.parent)
        atomic_file.write(target, content, replace=True)
        return standing is not None


def _outcome(job: Job, told: Made | Refused | None, *, replaced: bool = False) -> Outcome:
    """What became of a job; ``None``: the report was there already."""
    made = told if isinstance(told, Made) else None
    refused = told if isinstance(told, Refused) else None
    report = ReportOutcome(
        folder=job.folder,
        firm=job.firm,
        file=job.target,
        state=OutcomeState.MADE if made else OutcomeState.REFUSED if refused else OutcomeState.SAME,
        seconds=made.seconds if made else 0.0,
        substituted=made.substituted if made else "",
        replaced=replaced,
        alone=made.alone if made else False,
    )
    return Outcome(report, job.this.name, refused)


def _answer(future: Future[Made | Refused]) -> Made | Refused:
    """What a worker told; one that a cluster has given up after several workers ended counts as refused."""
    try:
        return future.result()
    except BrokenExecutor:
        raise
    except CancelledError:  # nothing was cancelled that is asked here
        raise MachineLacks("cluster-lost") from None
    except Exception as fault:
        if type(fault).__name__ == "KilledWorker":  # of dask, which is loaded only where it is asked for
            return Refused(error="clients-worker-ended")
        raise


def _digest(path: Path) -> str | None:
    """SHA-256 of what lies there; ``None`` where nothing does."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
