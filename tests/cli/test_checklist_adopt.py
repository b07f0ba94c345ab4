"""A checklist that is not released is mended: the assessment begun with it goes on, and no answer is lost."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import CLUB, Said

Tenken = Callable[..., Said]
MENDED = {
    "typo": ("全員と約束を交わしていますか。", "全員と、約束を交わしていますか。"),
    "weight": ("weight = 4\ncritical = true", "weight = 5\ncritical = true"),
}


@pytest.fixture
def begun(tmp_path: Path, tenken: Tenken) -> Callable[..., Said]:
    """A club of one's own with three answers and a comment; what it gives back runs tenken against it."""
    shutil.copytree(CLUB / "club-1", tmp_path / "own" / "club-1")

    def run(*words: str) -> Said:
        return tenken("--checklist-path", "own", *words)

    new = ("new", "a.toml", "--organisation", "北浜", "--depth", "full", "--no-input", "--checklist", "club@1")
    assert run(*new).code == 0
    for question, status in (("people-01", "yes"), ("people-02", "no"), ("machines-01", "yes")):
        assert run("set", "a.toml", question, status).code == 0
    path = tmp_path / "a.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("[answers.people-02]", "# まだ\n[answers.people-02]"), "utf-8"
    )
    return run


def mend(folder: Path, area: str, old: str, new: str) -> None:
    path = folder / "own" / "club-1" / f"{area}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_refusal_names_the_way_on(tmp_path: Path, begun: Tenken) -> None:
    mend(tmp_path, "people", *MENDED["typo"])
    said = begun("score", "a.toml")
    assert said.code == 3
    assert "tenken checklist adopt" in said.err


def test_a_changed_question_is_shown_and_its_answer_waits_to_be_confirmed(tmp_path: Path, begun: Tenken) -> None:
    mend(tmp_path, "people", *MENDED["typo"])
    before = (tmp_path / "a.toml").read_bytes()
    said = begun("checklist", "adopt", "a.toml", "--show")
    assert said.code == 0
    assert "変わった質問1問：" in said.out
    assert "1-1 people-01 全員と、約束を交わしていますか。" in said.out
    assert (tmp_path / "a.toml").read_bytes() == before
    assert begun("checklist", "adopt", "a.toml").code == 0
    text = (tmp_path / "a.toml").read_text(encoding="utf-8")
    assert text.count("confirmed = false") == 1
    assert "# まだ" in text
    status = json.loads(begun("status", "a.toml", "--json").out)
    assert status["unconfirmed"] == ["people-01"]
    again = begun("checklist", "adopt", "a.toml")
    assert "変わっていません" in again.out


def test_an_answer_to_a_mended_question_is_not_called_last_years(tmp_path: Path, begun: Tenken) -> None:
    mend(tmp_path, "people", *MENDED["typo"])
    assert begun("checklist", "adopt", "a.toml").code == 0
    assert begun("report", "a.toml", "--profile", "full", "-o", "a.html").code == 0
    assert begun("form", "write", "a.toml", "-o", "f.html").code == 0
    page = re.sub(r"<wbr>|</?span[^>]*>", "", (tmp_path / "a.html").read_text(encoding="utf-8"))
    told = begun("status", "a.toml").out + page + (tmp_path / "f.html").read_text(encoding="utf-8")
    assert "質問が直され、確認を待つ答え1問" in told
    assert "質問が直される前" in page
    assert "昨年の答え" not in told


@pytest.mark.parametrize(("how", "waiting"), [((), 0), (("--keep",), 0)])
def test_what_does_not_touch_the_answers_leaves_them(
    tmp_path: Path, begun: Tenken, how: tuple[str, ...], waiting: int
) -> None:
    mend(tmp_path, "people", *MENDED["typo" if how else "weight"])
    told = json.loads(begun("checklist", "adopt", "a.toml", *how, "--json").out)
    assert (told["changed"], len(told["unconfirmed"]), told["written"]) == (["people-01"] if how else [], waiting, True)
    assert begun("score", "a.toml").code == 0


def test_the_answer_to_a_question_that_is_gone_is_kept_aside(tmp_path: Path, begun: Tenken) -> None:
    mend(tmp_path, "people", 'id = "people-02"', 'id = "people-07"')
    told = json.loads(begun("checklist", "adopt", "a.toml", "--json").out)
    assert (told["gone"], told["new"]) == (["people-02"], ["people-07"])
    text = (tmp_path / "a.toml").read_text(encoding="utf-8")
    assert "[extra.answers_to_removed_questions.people-02]" in text
    assert begun("score", "a.toml").code == 0


def test_without_a_note_of_what_was_asked_everything_waits(tmp_path: Path, begun: Tenken) -> None:
    path = tmp_path / "a.toml"
    text = path.read_text(encoding="utf-8")
    start = text.index("[asked]")
    path.write_text(
        text[:start] + text[text.index("[answers", start) :] if "[answers" in text[start:] else text[:start], "utf-8"
    )
    mend(tmp_path, "people", *MENDED["typo"])
    told = json.loads(begun("checklist", "adopt", "a.toml", "--json").out)
    assert (told["known"], told["unconfirmed"]) == (False, ["people-01", "people-02", "machines-01"])


def test_a_released_edition_is_left_to_renew(tmp_path: Path, tenken: Tenken) -> None:
    assert tenken("new", "b.toml", "--organisation", "北浜", "--no-input", "--checklist", "member-data@2026").code == 0
    said = tenken("checklist", "adopt", "b.toml")
    assert said.code == 2
    assert "tenken renew" in said.err
    assert "[asked]" not in (tmp_path / "b.toml").read_text(encoding="utf-8")
