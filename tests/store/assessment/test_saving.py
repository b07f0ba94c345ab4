"""What is written can be read again, and what others have written, signed or protected is not written over."""

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import PLACES, TODAY, save_answer

from tenken.core.model import Answer, Assessment, Checklist, Evidence, Status
from tenken.core.problem import DaysAhead, FileProblems, UsageProblem
from tenken.store import atomic_file
from tenken.store.assessment import editor, loader, toml_edit
from tenken.store.assessment.editor import create, faults, save

COMMENTED = """
# 方針の答え
[answers.people-01] # 社長に確認ずみ
status = "yes"   # はい
on = 2026-11-01

# まとめて
[[answers.people-01.evidence]] # 証拠の注
what = "書類" # 棚
dated = 2026-10-01 # 日付

# 次の質問
[answers.people-02]
# 途中の注
status = "partial" # 半分
on = 2026-11-02
# 最後の注
"""
DOTTED = """
# 方針
answers.people-01.status = "yes" # はい
answers.people-01.on = 2026-11-01 # 日付
# 次
answers.people-02 = { status = "no" } # いいえ
"""
IN_A_TABLE = """
[answers] # 答え
# 方針
people-01.status = "yes" # はい
people-02 = { status = "no", note = "# ではない" } # いいえ
[extra] # 自分用
memo = '''# 注ではない''' # 注
"""


@pytest.fixture
def file(tmp_path: Path, head: str) -> Path:
    path = tmp_path / "北浜 2026.toml"
    path.write_text(head + COMMENTED, encoding="utf-8")
    return path


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that every user of the machine may enter and write in."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o777)
        yield folder


def yes(answer: Answer) -> Answer:
    return replace(answer, status=Status.YES, on=TODAY)


def what_stops(path: Path, today: date = TODAY) -> list[str]:
    with pytest.raises(FileProblems) as stopped:
        save_answer(path, "people-02", yes, PLACES, today)
    return [problem.what for problem in stopped.value.problems]


def test_a_file_that_could_not_be_read_again_is_not_written(file: Path) -> None:
    filler = "".join(f'x{at} = "{"あ" * 1300}"\n' for at in range(510))
    file.write_text(file.read_text(encoding="utf-8") + "[extra]\n" + filler, encoding="utf-8")
    before = file.read_bytes()
    assert len(before) < 2_000_000
    loader.load(file, PLACES, TODAY)
    long = Answer(status=Status.YES, note="あ" * 4000)
    with pytest.raises(FileProblems) as stopped:
        save_answer(file, "people-02", lambda _: long, PLACES, TODAY)
    assert [problem.what for problem in stopped.value.problems] == ["too-big-to-save"]
    assert file.read_bytes() == before
    _, assessment = loader.load(file, PLACES, TODAY)
    wide = replace(assessment, extra={**assessment.extra, "more": ["あ" * 4000] * 10})
    with pytest.raises(FileProblems):
        create(file.with_name("new.toml"), loader.load(file, PLACES, TODAY)[0], wide, TODAY)
    assert not file.with_name("new.toml").exists()


def test_a_disk_that_gives_back_other_bytes_is_not_believed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = file.read_bytes()
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path)[:-1] if path.suffix == ".tmp" else read(path))
    assert what_stops(file) == ["cannot-write"]
    assert file.read_bytes() == before
    assert not list(file.parent.glob(".*.tmp"))


def test_what_another_program_saved_meanwhile_is_kept(file: Path) -> None:
    calls = []

    def change(_: Checklist, now: Assessment) -> Assessment:
        calls.append(now)
        if len(calls) == 1:
            theirs = file.with_name("theirs")
            theirs.write_text(file.read_text(encoding="utf-8").replace("半分", "エディタから"), encoding="utf-8")
            theirs.replace(file)
        return now.with_answer("people-01", yes(now.answer("people-01")))

    _, saved = save(file, change, PLACES, TODAY)
    assert len(calls) == 2
    assert "# エディタから" in file.read_text(encoding="utf-8")
    assert loader.load(file, PLACES, TODAY)[1] == saved
    assert saved.answer("people-01").on == TODAY


def test_a_program_that_never_stops_saving_is_left_alone(file: Path) -> None:
    def change(_: Checklist, now: Assessment) -> Assessment:
        file.write_text(file.read_text(encoding="utf-8") + "#\n", encoding="utf-8")
        return now.with_answer("people-01", yes(now.answer("people-01")))

    with pytest.raises(FileProblems) as stopped:
        save(file, change, PLACES, TODAY)
    assert [problem.what for problem in stopped.value.problems] == ["changed-meanwhile"]
    assert loader.load(file, PLACES, TODAY)[1].answer("people-01").on == date(2026, 11, 1)
    assert file.read_text(encoding="utf-8").endswith("#\n" * editor.ATTEMPTS)


def test_a_signed_file_is_neither_changed_nor_overwritten(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "[signoff]\non = 2026-11-21\n", encoding="utf-8")
    before = file.read_bytes()
    assert what_stops(file) == ["signed-off"]
    checklist, assessment = loader.load(file, PLACES, TODAY)
    with pytest.raises(FileProblems) as stopped:
        create(file, checklist, replace(assessment, signoff=None), TODAY, overwrite=True)
    assert [(problem.what, problem.line) for problem in stopped.value.problems] == [("signed-off", 26)]
    assert file.read_bytes() == before


def test_days_ahead_are_warned_of_and_lock_nothing(file: Path) -> None:
    early = date(2026, 10, 1)  # the clock was ahead when the file was written
    with pytest.warns(DaysAhead) as warned:
        save_answer(file, "people-02", lambda answer: replace(answer, note="x"), PLACES, early)
    assert isinstance(warned[0].message, DaysAhead)
    assert warned[0].message.values["n"] == 3
    assert warned[0].message.values["day"] == "2026-11-20"
    answer = loader.load(file, PLACES, TODAY)[1].answer("people-02")
    assert faults("people-02", replace(answer, note="y"), early, answer) == []
    typed = replace(answer, evidence=(Evidence(what="x", dated=date(2026, 12, 24)),))
    assert [fault.what for fault in faults("people-02", typed, TODAY, answer)] == ["day-ahead"]
    with pytest.raises(FileProblems) as stopped:
        save_answer(file, "people-02", lambda _: typed, PLACES, TODAY)
    (problem,) = stopped.value.problems
    assert (problem.what, problem.file) == ("day-ahead", str(file))
    assert problem.path[:3] == ("answers", "people-02", "evidence")


PIECE = Evidence(what="写真", dated=date(2026, 11, 20))


@pytest.mark.parametrize("question_id", ["people-01", "people-02", "machines-01"])
@pytest.mark.parametrize("layout", [COMMENTED, DOTTED, IN_A_TABLE], ids=["tables", "dotted", "in a table"])
def test_every_comment_stays(file: Path, head: str, layout: str, question_id: str) -> None:
    file.write_text(head + layout, encoding="utf-8")
    wanted = sorted(comment for _, comment in toml_edit._comments(head + layout))
    assert len(wanted) > 4

    def more(answer: Answer) -> Answer:
        return replace(answer, status=Status.YES, note="新しい", evidence=(*answer.evidence, PIECE))

    for change in (more, lambda answer: replace(answer, evidence=answer.evidence[1:]), lambda _: Answer()):
        _, saved = save_answer(file, question_id, change, PLACES, TODAY)
        text = file.read_text(encoding="utf-8")
        assert sorted(comment for _, comment in toml_edit._comments(text)) == wanted
        assert loader.load(file, PLACES, TODAY)[1] == saved


def test_more_evidence_stands_before_the_comment_of_the_next_question(file: Path) -> None:
    before = file.read_text(encoding="utf-8")
    save_answer(file, "people-01", lambda answer: replace(answer, evidence=(*answer.evidence, PIECE)), PLACES, TODAY)
    added = '\n[[answers.people-01.evidence]]\nwhat = "写真"\ndated = 2026-11-20\n'
    after = file.read_text(encoding="utf-8")
    assert [line for line in after.split("\n") if line] == [
        line for line in before.replace("\n# 次の質問", added + "\n# 次の質問").split("\n") if line
    ]
    save_answer(file, "people-02", lambda answer: replace(answer, note="メモ"), PLACES, TODAY)


def test_ends_of_lines_and_byte_order_mark_stay(file: Path) -> None:
    before = b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(before)
    save_answer(file, "people-02", yes, PLACES, TODAY)
    after = file.read_bytes()
    assert after.startswith(b"\xef\xbb\xbfformat")
    assert after.count(b"\r\n") == after.count(b"\n") == before.count(b"\n")


@pytest.mark.skipif(os.name == "nt", reason="modes are not known there")
def test_a_read_only_file_is_refused(file: Path) -> None:
    before = file.read_bytes()
    file.chmod(0o444)
    assert what_stops(file) == ["read-only"]
    with pytest.raises(FileProblems):
        atomic_file.write(file, b"x", replace=True)
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (before, 0o444)


def test_only_ordinary_files_are_replaced(tmp_path: Path) -> None:
    for path in (tmp_path, Path(os.devnull)):
        with pytest.raises(UsageProblem) as stopped:
            atomic_file.write(path, b"x", replace=True)
        assert stopped.value.what == "not-a-file"


SECOND_USER = """
import os, sys
from dataclasses import replace
from pathlib import Path
from tests.conftest import PLACES, TODAY, save_answer
from tenken.store.assessment import editor

target, user, group, own = sys.argv[1:]
edition, _ = save_answer(Path(own), "people-01", lambda answer: replace(answer, note=user), PLACES, TODAY)
os.setgroups([int(group)])  # Python itself may lie where only root may read: everything is loaded by now
os.setgid(54322)
os.setuid(int(user))
editor.save(
    Path(target),
    lambda _, now: now.with_answer("people-01", replace(now.answer("people-01"), note=user)),
    PLACES, TODAY, edition,
)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be two other users")
def test_two_users_of_a_shared_folder_can_both_save_and_keep_the_group(shared: Path, file: Path) -> None:
    target = shared / "点検.toml"
    target.write_bytes(file.read_bytes())
    os.chown(target, 54321, 54400)
    target.chmod(0o660)
    lock = shared / ".点検.toml.lock"
    lock.touch(0o600)  # as earlier versions left it
    for user in ("54321", "54323", "54321"):
        call = [sys.executable, "-c", SECOND_USER, str(target), user, "54400", str(file)]
        subprocess.run(call, cwd=Path(__file__).parents[3], check=True)
        found = target.stat()
        assert (found.st_gid, stat.S_IMODE(found.st_mode)) == (54400, 0o660)
        assert loader.load(target, PLACES, TODAY)[1].answer("people-01").note == user
    assert (lock.stat().st_gid, stat.S_IMODE(lock.stat().st_mode)) == (54400, 0o660)


def test_what_a_killed_run_left_is_swept(file: Path) -> None:
    left = file.with_name(f".{file.name}.abcd1234.tmp")
    neighbour = file.with_name(".other.toml.abcd1234.tmp")
    for path in (left, neighbour):
        path.write_text("all answers", encoding="utf-8")
    save_answer(file, "people-02", yes, PLACES, TODAY)
    assert (left.exists(), neighbour.exists()) == (False, True)
    atomic_file.write(file.with_name("other.toml"), b"x")
    assert neighbour.exists()  # somebody may still be writing it
    os.utime(neighbour, (0, 0))
    atomic_file.write(file.with_name("other.toml"), b"y", replace=True)
    assert not neighbour.exists()


@pytest.mark.skipif(os.name == "nt", reason="modes are not known there")
def test_new_folders_are_for_their_owner_only(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        atomic_file.make_folder(tmp_path / "a" / "b")
    finally:
        os.umask(old)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "a", tmp_path / "a" / "b")} == {0o700}
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path / "file" / "c"):
        with pytest.raises(FileProblems):
            atomic_file.make_folder(path)
