"""The follow-up's file: what it refuses, word for word, and that it is only ever added to.

Each file in tests/broken_followups begins with the whole message, as in tests/broken.
"""

import warnings
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.conftest import CASES, PLACES, TODAY
from tests.followups import DAY, FIRM, audit_in, event
from tests.store.validation.test_broken import gallery

from tenken.core.audit.followup import EventKind, FindingStage
from tenken.core.problem import DaysAhead, FileProblems, UsageProblem
from tenken.screen import problem_text
from tenken.store.assessment import followup
from tenken.store.validation.sanitize import LONGEST_WRITTEN
from tenken.words import LANGUAGES, Words

GALLERY = sorted((CASES.parent / "broken_followups").glob("*.toml"))
REPLY = event(EventKind.REPLY, on=TODAY)


@pytest.fixture
def file(tmp_path: Path, head: str) -> Path:
    path = tmp_path / "2026-followup.toml"
    followup.begin(audit_in(tmp_path, head), path, PLACES, TODAY)
    return path


def refused(path: Path) -> list[str]:
    with pytest.raises(FileProblems) as stopped:
        followup.load(path, PLACES, TODAY)
    return [problem.what for problem in stopped.value.problems]


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: str(path.stem))
def test_a_broken_followup_is_explained(path: Path, file: Path, *, renew: bool) -> None:
    written = path.read_text(encoding="utf-8")
    mistake = "".join(line for line in written.splitlines(keepends=True) if not line.startswith("#>"))
    file.write_text(mistake.replace("# HEAD\n", file.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(FileProblems) as stopped:
        followup.load(file, PLACES, TODAY)
    told = [replace(problem, file=path.name) for problem in stopped.value.problems]
    message = gallery("\n".join(problem_text(Words("ja"), problem) for problem in told))
    if renew:
        path.write_text(message + mistake, encoding="utf-8")
    else:
        assert written == message + mistake
    for lang in LANGUAGES:
        assert all(problem_text(Words(lang), problem) for problem in told)


def test_it_begins_with_the_audit_that_was_signed(file: Path) -> None:
    loaded = followup.load(file, PLACES, TODAY)
    assert (loaded.followup.audit.file, loaded.followup.audit.issue) == ("2026-audit.toml", 1)
    assert [state.stage for state in loaded.states] == [FindingStage.ISSUED] * 3
    assert [state.overdue for state in loaded.states] == [False, True, False]
    with pytest.raises(UsageProblem):
        followup.begin(file.with_name("2026-audit.toml"), file, PLACES, TODAY)


def test_only_a_signed_audit_is_followed_up(tmp_path: Path, head: str) -> None:
    path = tmp_path / "f.toml"
    for audit, what in (
        (audit_in(tmp_path, head, signed=False), "followup-not-signed"),
        (tmp_path / "self.toml", "followup-no-audit"),
    ):
        (tmp_path / "self.toml").write_text(head, encoding="utf-8")
        with pytest.raises(FileProblems) as stopped:
            followup.begin(audit, path, PLACES, TODAY)
        assert [problem.what for problem in stopped.value.problems] == [what]
        assert not path.exists()


def test_both_files_lie_in_one_folder(tmp_path: Path, head: str) -> None:
    audit = audit_in(tmp_path, head)
    (tmp_path / "b").mkdir()
    with pytest.raises(UsageProblem):
        followup.begin(audit, tmp_path / "b" / "f.toml", PLACES, TODAY)


def test_one_changed_character_of_the_audit_is_found_and_a_comment_is_none(file: Path) -> None:
    audit = file.with_name("2026-audit.toml")
    text = audit.read_text(encoding="utf-8")
    audit.write_text("# メモ\n" + text, encoding="utf-8")
    assert followup.load(file, PLACES, TODAY)
    audit.write_text(text.replace("IDを分ける", "IDを分けろ"), encoding="utf-8")
    assert refused(file) == ["followup-audit-changed"]
    before = file.read_bytes()
    with pytest.raises(FileProblems):
        followup.append(file, [REPLY], PLACES, TODAY)
    assert file.read_bytes() == before


def test_the_line_that_is_offered_lets_one_go_on(file: Path) -> None:
    audit = file.with_name("2026-audit.toml")
    audit.write_text(audit.read_text(encoding="utf-8").replace("分ける", "分けて使う"), encoding="utf-8")
    with pytest.raises(FileProblems) as stopped:
        followup.load(file, PLACES, TODAY)
    file.write_text(f"format = 1\n{stopped.value.problems[0].values['line']}\n", encoding="utf-8")
    assert followup.load(file, PLACES, TODAY)


def test_an_audit_that_was_opened_again_waits_for_its_signature(file: Path, head: str) -> None:
    audit_in(file.parent, head, signed=False)
    assert refused(file) == ["followup-not-signed"]


def test_what_is_added_stands_at_the_end(file: Path) -> None:
    before = file.read_text(encoding="utf-8") + "# 私のメモ"
    file.write_text(before, encoding="utf-8")
    followup.append(file, [REPLY], PLACES, TODAY)
    assert file.read_text(encoding="utf-8") == before + (
        '\n\n[[event]]\nfinding = "F1"\nkind = "reply"\non = 2026-11-21\nby = "木村 健"\ncause = "人数分のIDがない"\n'
        'action = "IDを分ける"\nowner = "木村"\ndue = 2027-01-15\n'
    )


def test_several_events_come_in_together_or_not_at_all(file: Path) -> None:
    before = file.read_bytes()
    wrong = event(EventKind.ACCEPTED, on=TODAY, by=FIRM)
    with pytest.raises(FileProblems) as stopped:
        followup.append(file, [REPLY, wrong], PLACES, TODAY)
    assert [problem.path for problem in stopped.value.problems] == [("event", 1, "by")]
    assert file.read_bytes() == before
    after = followup.append(file, [REPLY, event(EventKind.REPLY, "F2", on=TODAY)], PLACES, TODAY)
    assert [state.stage for state in after.states][:2] == [FindingStage.REPLIED] * 2


@pytest.mark.parametrize(
    ("wrong", "what", "key"),
    [
        ({"by": ""}, "empty-text", "by"),
        ({"by": "x" * 201}, "too-long-text", "by"),
        ({"cause": "x" * (LONGEST_WRITTEN + 1)}, "too-long", "cause"),
        ({"cause": "\x1b[2J"}, "control-character", "cause"),
        ({"finding": "F 1"}, "wrong-label", "finding"),
        ({"on": TODAY + timedelta(days=2)}, "day-ahead", "on"),
        ({"due": date(1999, 1, 1)}, "year-range", "due"),
    ],
)
def test_what_would_not_load_is_not_written(file: Path, wrong: dict[str, object], what: str, key: str) -> None:
    followup.append(file, [REPLY], PLACES, TODAY)
    before = file.read_bytes()
    with pytest.raises(FileProblems) as stopped:
        followup.append(file, [replace(REPLY, **wrong)], PLACES, TODAY)  # type: ignore[arg-type]
    assert [(problem.what, problem.path, problem.line) for problem in stopped.value.problems] == [
        (what, ("event", 1, key), None)
    ]
    assert file.read_bytes() == before


def test_events_in_one_line_cannot_be_added_to(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "event = []\n", encoding="utf-8")
    with pytest.raises(FileProblems) as stopped:
        followup.append(file, [REPLY], PLACES, TODAY)
    assert [problem.what for problem in stopped.value.problems] == ["followup-inline"]


def test_days_ahead_that_stand_there_are_warned_of(file: Path) -> None:
    followup.append(file, [replace(REPLY, on=DAY)], PLACES, DAY)
    with pytest.warns(DaysAhead):
        followup.load(file, PLACES, TODAY)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        followup.load(file, PLACES, DAY)


def test_a_file_of_windows_stays_one(file: Path) -> None:
    before = b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(before)
    followup.append(file, [REPLY], PLACES, TODAY)
    after = file.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(b"\r\n")
