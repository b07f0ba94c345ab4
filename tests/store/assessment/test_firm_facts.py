"""Facts about the firm change in a file that a hand has written, and nothing else does."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import PLACES

from tenken.core.problem import FileProblems
from tenken.store.assessment.editor import save
from tenken.store.assessment.loader import load

TODAY = date(2026, 11, 21)
LAYOUTS = {
    "none": "",
    "a table": '\n[profile]\nwebsite = true # 予約サイト\n\n[answers.people-01]\nstatus = "yes" # 全員\n',
    "after the answers": '\n[answers.people-01]\nstatus = "yes" # 全員\n\n[profile]\nwebsite = true # 予約サイト\n',
    "inline": 'profile = { website = true }\n[answers.people-01]\nstatus = "yes" # 全員\n',
    "dotted": 'profile.website = true\nanswers.people-01.status = "yes" # 全員\n',
    "only answers": '\n[answers.people-01]\nstatus = "yes" # 全員\n[[answers.people-01.evidence]]\nwhat = "署名"\n',
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_facts_change_and_all_else_stays(tmp_path: Path, head: str, layout: str) -> None:
    file = tmp_path / "a.toml"
    file.write_text(f"# 手で書いた\n{head}{layout}", encoding="utf-8")
    before = load(file, PLACES, TODAY)[1]
    for facts in ({"website": False}, {"website": True}, {}, {"website": False}):
        after = save(file, lambda _, now, facts=facts: replace(now, profile=facts), PLACES, TODAY)[1]  # type: ignore[misc]
        assert after.profile == facts
        assert after.answers == before.answers
        assert load(file, PLACES, TODAY)[1] == after
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# 手で書いた\n")
    assert ("# 全員" in text) == ("# 全員" in layout)


def test_the_comment_beside_a_fact_stays(tmp_path: Path, head: str) -> None:
    file = tmp_path / "a.toml"
    file.write_text(head + LAYOUTS["a table"], encoding="utf-8")
    save(file, lambda _, now: replace(now, profile={**now.profile, "website": False}), PLACES, TODAY)
    assert "website = false # 予約サイト\n" in file.read_text(encoding="utf-8")


def test_what_would_not_load_is_not_written(tmp_path: Path, head: str) -> None:
    file = tmp_path / "a.toml"
    file.write_text(head, encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(FileProblems) as refused:
        save(file, lambda _, now: replace(now, profile={"website": True, "nonsense": True}), PLACES, TODAY)
    assert [problem.what for problem in refused.value.problems] == ["unknown-fact"]
    assert file.read_bytes() == before
