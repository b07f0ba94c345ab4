"""``tenken about``: what an assessment is about, shown, and changed once what that does is said."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY, Said

from tenken.ask.prompter import TerminalPrompter
from tenken.core.model import Depth
from tenken.store.assessment import loader

Run = Callable[..., Said]
OURS = {"TENKEN_CHECKLISTS": ""}


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "2026.toml"
    file.write_bytes((EXAMPLES / "2026-draft.toml").read_bytes())
    return file


def test_it_shows_every_field_with_the_name_by_which_it_is_set(tenken: Run, draft: Path) -> None:
    said = tenken("about", draft.name)
    assert said.code == 0, said.err
    for part in ("北浜テニススクール", "[employees]", "14人", "[entrusted-data]", "従業者は100人以下ですか。"):
        assert part in said.out
    assert "(「働いている人」から)" in said.out
    told = json.loads(tenken("about", draft.name, "--json").out)
    assert told["subject"]["employees"] == 14
    assert told["facts"]["few-employees"] == {"holds": True, "said": False, "derived": True}


def test_a_change_is_said_and_saved_with_yes_and_comments_stay(tenken: Run, draft: Path) -> None:
    text = draft.read_text(encoding="utf-8").replace("employees = 14", "employees = 14 # 役員2人を含む")
    draft.write_text("# 手で書いた行\n" + text, encoding="utf-8")
    said = tenken("about", draft.name, "--set", "depth=詳細", "--set", "employees=１５人", "--yes")
    assert said.code == 0, said.err
    for part in ("標準 → 詳細", "質問が26問増えます(うち必須の対策11件)。", "いまの答え52問分は", "44点 → 30点"):
        assert part in said.err.replace("\n", "")
    now = draft.read_text(encoding="utf-8")
    assert now.startswith("# 手で書いた行\n")
    assert "# 役員2人を含む" in now
    _, assessment = loader.load(draft, PLACES, TODAY)
    assert (assessment.depth, assessment.organisation.employees) == (Depth.FULL, 15)


def test_without_somebody_to_ask_nothing_is_saved_but_with_yes(tenken: Run, draft: Path) -> None:
    before = draft.read_bytes()
    said = tenken("about", draft.name, "--set", "sector=塾")
    assert (said.code, "--yes" in said.err) == (2, True)
    assert tenken("about", draft.name, "--set", "sector=塾", "--dry-run").code == 0
    assert draft.read_bytes() == before


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_changed(tenken: Run, draft: Path) -> None:
    before = draft.read_bytes()
    said = tenken("about", draft.name, "--set", "employees=たくさん", "--set", "name=", "--set", "sector=塾", "--yes")
    assert said.code == 2
    assert "employees：「たくさん」" in said.err
    assert "name：会社や団体の名前が空です" in said.err
    assert "2か所" in said.err
    assert draft.read_bytes() == before


@pytest.mark.parametrize(
    ("setting", "part"), [("employes=3", "employees ですか"), ("xyz=1", "fiscal-year-starts"), ("depth", "=")]
)
def test_an_unknown_name_is_refused_with_those_there_are(tenken: Run, draft: Path, setting: str, part: str) -> None:
    said = tenken("about", draft.name, "--set", setting, "--yes")
    assert (said.code, part in said.err) == (2, True), said.err


def test_a_corrected_name_keeps_sheets_and_forms_readable_where_the_file_has_an_id(tenken: Run, tmp_path: Path) -> None:
    assert tenken("new", "a", "--organisation", "北浜テニス", "--checklist", "club@1").code == 0
    file = tmp_path / "a.toml"
    assert tenken("sheet", "write", file.name, "-o", "a.xlsx").code == 0
    said = tenken("about", file.name, "--set", "name=北浜テニスクラブ", "--yes")
    assert said.code == 0, said.err
    assert "--force" not in said.err
    read = tenken("sheet", "read", "a.xlsx", "--into", file.name)
    assert read.code == 0, read.err


def test_where_it_has_none_the_change_says_what_becomes_of_them(tenken: Run, draft: Path) -> None:
    said = tenken("about", draft.name, "--set", "name=北浜テニスクラブ", "--yes")
    assert "--force" in said.err
    assert "id" not in draft.read_text(encoding="utf-8").split("[assessor]")[0].split("[organisation]")[1]


def test_a_person_is_asked_before_it_is_saved(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import typer

    from tenken.cli.assessment.about import about
    from tenken.cli.context import AppContext
    from tenken.words import Words

    replies = iter(["leave", "save"])
    monkeypatch.setattr(TerminalPrompter, "choose", lambda *_: next(replies))
    app = AppContext(Words("ja"), TODAY, PLACES, can_ask=True)
    called = typer.Context(typer.main.get_command(typer.Typer(callback=lambda: None)), obj=app)
    before = draft.read_bytes()
    with pytest.raises(typer.Exit):
        about(called, draft, ["sector=塾"])
    assert draft.read_bytes() == before
    about(called, draft, ["sector=塾"])
    assert loader.load(draft, PLACES, TODAY)[1].organisation.sector == "塾"


def test_what_is_signed_does_not_change(tenken: Run, draft: Path) -> None:
    text = draft.read_text(encoding="utf-8")
    draft.write_text(text + '\n[signoff]\nassessor = "北浜"\non = 2026-11-01\n', encoding="utf-8")
    before = draft.read_bytes()
    said = tenken("about", draft.name, "--set", "sector=塾", "--yes")
    assert said.code == 3
    assert draft.read_bytes() == before
