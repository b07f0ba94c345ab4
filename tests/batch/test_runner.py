"""A run over the reports of many firms: what is there already, what stands in the way, and what stops it."""

import errno
import json
import os
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tenken.batch.executors import Workers, processes
from tenken.batch.jobs import Job, Made, Order, Refused, Source, prepare
from tenken.batch.runner import Outcome, Run
from tenken.core.problem import FileProblems, Interrupted, MachineLacks
from tenken.store.portfolio import manifest

ORDER = Order(today=date(2026, 11, 20))


class Inline(Executor):
    """Does what it is given at once, and counts how much of it was out at the same time."""

    def __init__(self) -> None:
        self.submitted = 0

    def submit(self, work: Any, /, *arguments: Any, **_: Any) -> Future[Any]:
        self.submitted += 1
        future: Future[Any] = Future()
        try:
            future.set_result(work(*arguments))
        except Exception as fault:  # noqa: BLE001 - as an executor does
            future.set_exception(fault)
        return future


@contextmanager
def inline() -> Iterator[Workers]:
    yield Workers(Inline(), 1)


def drawn(_: Order, job: Job) -> Made | Refused:
    """Stands for the making of a report."""
    return Made(content=b"report of " + job.this.content, seconds=0.5)


def job_of(folder: str, content: bytes = b"answers") -> Job:
    source = Source(f"{folder}/2026.toml", content)
    return Job(folder=folder, firm=folder.title(), target="out/2026.pdf", this=source, inputs={"a": source.digest})


@pytest.fixture
def firms(tmp_path: Path) -> Path:
    for name in "abcdef":
        (tmp_path / name).mkdir()
    return tmp_path


def ran(folder: Path, jobs: list[Job], work: Any = drawn, **more: Any) -> list[Outcome]:
    return list(Run(folder=folder, order=ORDER, team=inline, work=work, **more).outcomes(jobs))


def states(outcomes: list[Outcome]) -> dict[str, str]:
    return {outcome.report.folder: str(outcome.report.state) for outcome in outcomes}


def whats(outcome: Outcome) -> list[str]:
    assert outcome.refused
    return [problem.what for problem in outcome.refused.problems]


def test_only_what_changed_is_made_again(firms: Path) -> None:
    jobs = [job_of(name) for name in "abc"]
    assert states(ran(firms, jobs)) == dict.fromkeys("abc", "made")
    assert (firms / "a/out/2026.pdf").read_bytes() == b"report of answers"
    assert states(ran(firms, jobs)) == dict.fromkeys("abc", "same")
    (firms / "b/out/2026.pdf").unlink()
    assert states(ran(firms, [job_of("a", b"other"), *jobs[1:]])) == {"a": "made", "b": "made", "c": "same"}
    assert (firms / "a/out/2026.pdf").read_bytes() == b"report of other"
    modes = {path.stat().st_mode & 0o777 for path in firms.rglob("*.pdf")}
    assert (modes, (firms / "a/out").stat().st_mode & 0o777) == ({0o600}, 0o700)
    lines = [json.loads(line) for line in (firms / ".tenken/manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 5
    assert {"folder", "file", "key", "inputs", "output", "seconds"} == set(lines[0])


def test_a_file_that_tenken_has_not_made_stays(firms: Path) -> None:
    target = firms / "a/out/2026.pdf"
    target.parent.mkdir()
    target.write_bytes(b"somebody's")
    (outcome,) = ran(firms, [job_of("a")])
    assert (whats(outcome), target.read_bytes()) == (["out-not-ours"], b"somebody's")
    assert states(ran(firms, [job_of("a")], force=True)) == {"a": "made"}
    target.write_bytes(b"signed by hand")
    (outcome,) = ran(firms, [job_of("a", b"other")])
    assert (whats(outcome), target.read_bytes()) == (["out-not-ours"], b"signed by hand")


def test_a_report_of_one_file_does_not_take_the_place_of_that_of_another(firms: Path) -> None:
    own, other = (replace(job_of("a", name), inputs={"source": f"{name.decode()}.toml"}) for name in (b"x", b"y"))
    assert states(ran(firms, [own])) == {"a": "made"}
    (outcome,) = ran(firms, [other])
    assert whats(outcome) == ["out-of-another"]
    (outcome,) = ran(firms, [other], force=True)
    assert (str(outcome.report.state), outcome.report.replaced) == ("made", True)


def test_without_its_manifest_a_run_makes_all_anew_and_changes_nothing(firms: Path) -> None:
    jobs = [job_of("a"), job_of("b")]
    ran(firms, jobs)
    before = (firms / "a/out/2026.pdf").stat()
    (firms / ".tenken/manifest.jsonl").unlink()
    assert states(ran(firms, jobs)) == {"a": "made", "b": "made"}
    assert (firms / "a/out/2026.pdf").stat().st_ino == before.st_ino


@pytest.mark.parametrize("broken", [b'{"folder": "a", "fi', b"\xff\xfe\n", b"[1]\n", b'{"folder": 3}\n'])
def test_a_manifest_cut_in_the_middle_of_a_line_costs_that_line(firms: Path, broken: bytes) -> None:
    jobs = [job_of(name) for name in "abc"]
    ran(firms, jobs[:2])
    with (firms / ".tenken/manifest.jsonl").open("ab") as stream:
        stream.write(broken)
    assert states(ran(firms, jobs)) == {"a": "same", "b": "same", "c": "made"}
    assert states(ran(firms, jobs)) == dict.fromkeys("abc", "same")


def test_nothing_is_written_through_a_link(firms: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (firms / "a/out").symlink_to(elsewhere)
    (firms / "b/out").mkdir()
    (firms / "b/out/2026.pdf").symlink_to(elsewhere / "x.pdf")
    outcomes = ran(firms, [job_of("a"), job_of("b"), job_of("c")], force=True)
    assert [whats(outcome) for outcome in outcomes[:2]] == [["out-is-link"]] * 2
    assert states(outcomes)["c"] == "made"
    assert not list(elsewhere.iterdir())


def test_a_full_disk_stops_all_and_leaves_no_half_report(firms: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = [job_of(name) for name in "abc"]
    ran(firms, jobs[:1])
    with monkeypatch.context() as full:

        def refuse(_: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        full.setattr(os, "fsync", refuse)
        with pytest.raises(FileProblems) as stopped:
            ran(firms, jobs)
    assert [problem.values["reason"] for problem in stopped.value.problems] == ["machine.full"]
    assert [path.name for path in firms.rglob("*") if path.is_file() and ".tenken" not in path.parts] == ["2026.pdf"]
    assert states(ran(firms, jobs)) == {"a": "same", "b": "made", "c": "made"}


def test_a_folder_that_cannot_be_written_is_that_firm_alone(firms: Path) -> None:
    (firms / "b/out").write_bytes(b"a file where a folder should be")
    outcomes = ran(firms, [job_of(name) for name in "abc"])
    assert states(outcomes) == {"a": "made", "b": "refused", "c": "made"}


def test_two_runs_never_work_on_one_folder(firms: Path) -> None:
    with manifest.alone(firms), pytest.raises(FileProblems) as busy:
        ran(firms, [job_of("a")])
    assert [problem.what for problem in busy.value.problems] == ["clients-busy"]
    assert states(ran(firms, [job_of("a")])) == {"a": "made"}


def test_what_the_machine_lacks_stops_all(firms: Path) -> None:
    def lacking(_: Order, job: Job) -> Made | Refused:
        return Refused(error="no-font", lacks=True) if job.folder == "b" else drawn(ORDER, job)

    with pytest.raises(MachineLacks):
        ran(firms, [job_of(name) for name in "abc"], lacking)


def test_a_run_that_is_stopped_keeps_what_was_made(firms: Path) -> None:
    run = Run(folder=firms, order=ORDER, team=inline, work=drawn)
    jobs = [job_of(name) for name in "abcdef"]
    seen: list[Outcome] = []

    def stopped_at_once() -> None:
        for outcome in run.outcomes(jobs):
            seen.append(outcome)
            run.stop.asked.set()

    with pytest.raises(Interrupted):
        stopped_at_once()
    made = states(seen)
    assert 1 <= len(made) < 6
    assert states(ran(firms, jobs)) == {name: "same" if name in made else "made" for name in "abcdef"}


def test_a_run_with_nothing_to_make_is_stopped_too(firms: Path) -> None:
    jobs = [job_of(name) for name in "abcdef"]
    ran(firms, jobs)
    run = Run(folder=firms, order=ORDER, team=inline, work=drawn)
    looked = 0

    def stopped_at_once() -> None:
        nonlocal looked
        for _ in run.outcomes(jobs):
            looked += 1
            run.stop.asked.set()

    with pytest.raises(Interrupted):
        stopped_at_once()
    assert looked == 1


def test_files_are_in_memory_only_for_those_that_are_being_made(firms: Path) -> None:
    taken, ended = 0, 0

    def jobs() -> Iterator[Job]:
        nonlocal taken
        for name in "abcdef":
            taken += 1
            assert taken - ended <= 3  # two for one hand, and the one that is looked at
            yield job_of(name)

    for _ in Run(folder=firms, order=ORDER, team=inline, work=drawn).outcomes(jobs()):
        ended += 1
    assert (taken, ended) == (6, 6)


def ends_its_process(_: Order, job: Job) -> Made | Refused:
    """A report that takes its process along, as one does that is over its bounds."""
    if job.folder in "be":
        os._exit(1)
    return drawn(ORDER, job)


def test_a_report_that_ends_its_process_is_told_and_all_others_are_made(firms: Path) -> None:
    team = partial(processes, 2, prepare, ("json",))
    outcomes = list(
        Run(folder=firms, order=ORDER, team=team, work=ends_its_process).outcomes([job_of(name) for name in "abcdef"])
    )
    assert states(outcomes) == {name: "refused" if name in "be" else "made" for name in "abcdef"}
    assert {outcome.refused.error for outcome in outcomes if outcome.refused} == {"clients-worker-ended"}
