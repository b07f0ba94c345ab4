"""Changing one answer of a file that a person may have edited: nothing else moves, and nothing is ever half written."""

import os
import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import PLACES, TODAY, rounds, save_answer

from tenken.core.model import Action, Answer, Assessment, Checklist, Evidence, Exposure, Status
from tenken.core.problem import FileProblems, UsageProblem
from tenken.store import atomic_file
from tenken.store.assessment import loader
from tenken.store.assessment.editor import create, faults, save
from tenken.store.checklist.editions import asked_digests

BY_HAND = """
# ここから答え
[answers.people-02]   # 教育
note = "研修は9月"     # 出席簿あり
status = "partial"

[extra]
memo = "残してください"   # 私のメモ

[answers.people-01]
status = "no"
"""


@pytest.fixture
def file(tmp_path: Path, head: str) -> Path:
    path = tmp_path / "北浜 2026.toml"
    path.write_text(head + BY_HAND, encoding="utf-8")
    return path


def yes(answer: Answer) -> Answer:
    return replace(answer, status=Status.YES, on=TODAY)


def test_comments_order_and_extra_survive(file: Path) -> None:
    before = file.read_text(encoding="utf-8")
    save_answer(file, "people-02", yes, PLACES, TODAY)
    after = file.read_text(encoding="utf-8")
    assert after == before.replace("date = 2026-11-20", "date = 2026-11-21").replace(
        'status = "partial"\n', 'status = "yes"\non = 2026-11-21\n'
    )


@pytest.mark.parametrize(
    "layout",
    [
        'answers.people-01.status = "no"\n',
        '[answers]\npeople-01 = { status = "no", evidence = [{ what = "名簿" }] }\n',
        'answers = { people-01 = { status = "no" } }\n[extra]\nx = 1\n',
        '[answers]\npeople-01.status = "no"\n[extra]\nx = 1\n',
    ],
    ids=["dotted", "inline", "all inline", "dotted in a table"],
)
@pytest.mark.parametrize("question_id", ["people-01", "people-02"])
def test_any_layout_a_hand_may_choose_can_be_changed(file: Path, head: str, layout: str, question_id: str) -> None:
    file.write_text(head + layout, encoding="utf-8")
    before = loader.load(file, PLACES, TODAY)[1]
    answer = Answer(status=Status.YES, evidence=(Evidence(what="写真"),), action=Action(owner="木村"))
    save_answer(file, question_id, lambda _: answer, PLACES, TODAY)
    after = loader.load(file, PLACES, TODAY)[1]
    assert after.answers == {**before.answers, question_id: answer}
    assert after.extra == before.extra


def test_everything_an_answer_can_hold_is_written_and_read_back(file: Path) -> None:
    answer = Answer(
        status=Status.PARTIAL,
        note='改行\nと"引用"',
        on=TODAY,
        by="木村",
        evidence=(
            Evidence(what="名簿", dated=date(2026, 9, 1)),
            Evidence(what="写真", file="a/b.jpg", sha256="0" * 64),
        ),
        action=Action(owner="木村", due=date(2027, 1, 31), moved=(date(2026, 6, 30),)),
    )
    save_answer(file, "machines-01", lambda _: answer, PLACES, TODAY)
    assert loader.load(file, PLACES, TODAY)[1].answer("machines-01") == answer


def test_an_answer_can_be_taken_back(file: Path) -> None:
    save_answer(file, "people-01", lambda _: Answer(), PLACES, TODAY)
    assert "people-01" not in file.read_text(encoding="utf-8")


def test_what_would_not_load_is_not_written(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(FileProblems):
        save_answer(file, "people-01", lambda _: Answer(status=Status.NA), PLACES, TODAY)
    with pytest.raises(FileProblems):
        save_answer(file, "people-01", lambda _: Answer(status=Status.YES, note="\x1b[2J"), PLACES, TODAY)
    assert file.read_bytes() == before


def test_many_answers_are_one_write(file: Path) -> None:
    before = file.read_text(encoding="utf-8")
    answers = {"people-01": Answer(), "people-02": Answer(status=Status.YES), "machines-01": Answer(status=Status.NO)}
    seen: list[Answer] = []

    def change(_: Checklist, now: Assessment) -> Assessment:
        seen.append(now.answer("people-01"))
        return replace(now, answers={**now.answers, **answers})

    _, assessment = save(file, change, PLACES, TODAY)
    assert seen == [Answer(status=Status.NO)]
    assert assessment.answers == {key: answer for key, answer in answers.items() if answer != Answer()}
    assert loader.load(file, PLACES, TODAY)[1] == assessment
    after = file.read_text(encoding="utf-8")
    assert "# 私のメモ" in after
    assert "# 教育" in after
    save(file, lambda _, now: now, PLACES, date(2026, 12, 24))
    assert file.read_text(encoding="utf-8") == after != before


def test_of_many_answers_none_is_written_where_one_would_not_load(file: Path) -> None:
    before = file.read_bytes()
    bad = {"people-01": Answer(status=Status.YES), "people-02": Answer(status=Status.NA)}
    with pytest.raises(FileProblems):
        save(file, lambda _, now: replace(now, answers={**now.answers, **bad}), PLACES, TODAY)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("answer", "what", "key"),
    [
        (Answer(status=Status.NA), "na-without-note", "status"),
        (Answer(note="\x1b[2J"), "control-character", "note"),
        (Answer(note="x" * 4001), "too-long", "note"),
        (Answer(evidence=(Evidence(what="x", file="x" * 201),)), "too-long-text", "evidence"),
        (Answer(evidence=(Evidence(what="x", dated=date(2026, 12, 24)),)), "day-ahead", "evidence"),
        (Answer(action=Action(due=date(1999, 1, 1))), "year-range", "action"),
    ],
)
def test_what_would_keep_an_answer_out_can_be_asked_beforehand(answer: Answer, what: str, key: str) -> None:
    (fault,) = faults("people-01", answer, TODAY)
    assert fault.what == what
    assert fault.path[:3] == ("answers", "people-01", key)
    assert faults("people-01", Answer(status=Status.YES, note="x"), TODAY) == []


def test_only_an_answer_of_a_later_day_moves_the_date(file: Path) -> None:
    later = date(2026, 12, 24)
    save_answer(file, "people-02", lambda answer: replace(answer, note="x"), PLACES, later)
    save_answer(file, "people-02", lambda answer: replace(answer, on=date(2026, 11, 19)), PLACES, later)
    save(file, lambda _, now: replace(now, exposure=Exposure(persons=3)), PLACES, later)
    assert loader.load(file, PLACES, later)[1].date == date(2026, 11, 20)
    save_answer(file, "people-02", lambda answer: replace(answer, on=date(2026, 11, 22)), PLACES, later)
    save_answer(file, "people-01", lambda answer: replace(answer, on=date(2026, 11, 21)), PLACES, later)
    assert loader.load(file, PLACES, later)[1].date == date(2026, 11, 22)


def test_the_date_stays_where_the_very_same_answer_is_saved_again(file: Path) -> None:
    save_answer(file, "people-02", yes, PLACES, TODAY)
    before = file.read_bytes()
    save_answer(file, "people-02", lambda answer: answer, PLACES, date(2026, 12, 24))
    assert file.read_bytes() == before


def test_two_windows_lose_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic_file, "PATIENCE", 300)  # whose turn comes late on a busy machine is not turned away
    questions = ["people-01", "people-02", "machines-01", "machines-02"]

    def fill(question_id: str) -> None:
        for at in range(15):
            save_answer(file, question_id, lambda answer, at=at: replace(answer, note=f"{at}"), PLACES, TODAY)  # type: ignore[misc]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(fill, questions))
    _, assessment = loader.load(file, PLACES, TODAY)
    assert [assessment.answer(question_id).note for question_id in questions] == ["14"] * 4


SAVING = """
import sys
from dataclasses import replace
from pathlib import Path
from tests.conftest import PLACES, TODAY, save_answer

for at in range(1000):
    save_answer(Path(sys.argv[1]), "people-01", lambda answer: replace(answer, note=str(at)), PLACES, TODAY)
    print(at, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not known there")
def test_killed_at_any_moment_nothing_that_was_saved_is_lost(file: Path) -> None:
    for after in range(1, rounds(6, 13)):
        root = Path(__file__).parents[3]
        with subprocess.Popen(
            [sys.executable, "-c", SAVING, str(file)], stdout=subprocess.PIPE, text=True, cwd=root
        ) as child:
            assert child.stdout
            shown = -1
            for _ in range(after):
                shown = int(child.stdout.readline())
            child.send_signal(signal.SIGKILL)
        _, assessment = loader.load(file, PLACES, TODAY)
        assert int(assessment.answer("people-01").note or -1) >= shown


def test_a_failing_disk_leaves_the_file_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = file.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileProblems) as stopped:
        save_answer(file, "people-01", yes, PLACES, TODAY)
    assert stopped.value.problems[0].what == "cannot-write"
    assert file.read_bytes() == before
    assert not list(file.parent.glob("*.tmp"))


def test_a_link_stays_a_link_and_the_mode_stays(tmp_path: Path, file: Path) -> None:
    file.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(file)
    save_answer(link, "people-01", yes, PLACES, TODAY)
    assert link.is_symlink()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert loader.load(file, PLACES, TODAY)[1].answer("people-01").status is Status.YES


def test_new_files_are_for_the_owner_only_and_never_overwrite(tmp_path: Path, file: Path) -> None:
    checklist, assessment = loader.load(file, PLACES, TODAY)
    target = tmp_path / "new.toml"
    old = os.umask(0)
    try:
        create(target, checklist, assessment, TODAY)
    finally:
        os.umask(old)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert loader.load(target, PLACES, TODAY)[1] == replace(assessment, asked=asked_digests(checklist))
    with pytest.raises(UsageProblem):
        create(target, checklist, assessment, TODAY)
    with pytest.raises(UsageProblem):
        atomic_file.write(target, b"x")


def test_a_file_that_somebody_else_is_writing_is_explained(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = file.read_bytes()
    monkeypatch.setattr(atomic_file, "PATIENCE", 0.2)
    with atomic_file.locked(file), pytest.raises(FileProblems) as stopped:
        save_answer(file, "people-01", yes, PLACES, TODAY)
    assert [problem.what for problem in stopped.value.problems] == ["locked"]
    assert file.read_bytes() == before
    save_answer(file, "people-01", yes, PLACES, TODAY)
