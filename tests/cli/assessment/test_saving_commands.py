"""What every command says of a save: what it changed, that the date moved, and why a file was left as it was."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from tests.conftest import PLACES, TODAY, Said

from tenken.cli.assessment.answer import answer
from tenken.cli.context import AppContext
from tenken.core.problem import FileProblems
from tenken.store.assessment.loader import load
from tenken.words import Words

Run = Callable[..., Said]


@pytest.fixture
def file(tmp_path: Path, head: str) -> Path:
    path = tmp_path / "a.toml"
    path.write_text(head + '[answers.people-01]\nstatus = "no"\non = 2026-11-19\n', encoding="utf-8")
    return path


def test_one_sentence_says_what_a_save_changed_and_one_that_the_date_moved(tenken: Run, file: Path) -> None:
    said = tenken("set", file.name, "people-01", "--note", "メモ", "--evidence", "名簿", env={"TENKEN_LANG": "en"})
    assert said.err.splitlines()[1:-1] == ["Changed: 1-1 (note, evidence)."]
    said = tenken("set", file.name, "people-01", "--note", "メモ")
    assert said.err.splitlines()[1:-1] == ["変わったところはありません。ファイルはそのままです。"]
    assert "date = 2026-11-20" in file.read_text(encoding="utf-8")
    said = tenken("set", file.name, "people-01", "yes")
    assert said.err.splitlines()[1:-1] == [
        "書き換えたところ：1-1(答え、答えた人・日付)。",
        "点検日は、答えのうち最も新しい日に合わせて2026年11月20日から2026年11月21日に変わりました。",
    ]


def test_every_writer_refuses_a_signed_file_with_exit_3(tenken: Run, file: Path) -> None:
    for kind in ("sheet", "form"):
        assert tenken(kind, "write", file.name).code == 0
    file.write_text(file.read_text(encoding="utf-8") + "[signoff]\non = 2026-11-20\n", encoding="utf-8")
    before = file.read_bytes()
    for call in (
        ("set", file.name, "people-01", "yes"),
        ("set", file.name, "people-01", "--clear"),
        ("sheet", "read", "a-answers.xlsx", "--into", file.name, "--theirs"),
        ("new", file.name, "--organisation", "x", "--force"),
        ("answer", file.name),
    ):
        said = tenken(*call)
        assert (said.code, "署名された点検は書き換えません" in said.err) == (3, True), said
    assert tenken("score", file.name).code == 0
    assert file.read_bytes() == before


@pytest.mark.parametrize("only_exposure", [False, True])
def test_nobody_is_asked_what_a_signed_file_would_not_take(file: Path, *, only_exposure: bool) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "[signoff]\non = 2026-11-20\n", encoding="utf-8")
    app = AppContext(words=Words("ja"), today=TODAY, checklist_path=PLACES, can_ask=True)
    called = typer.Context(typer.main.get_command(typer.Typer(callback=lambda: None)), obj=app)
    with pytest.raises(FileProblems) as stopped:
        answer(called, file, only_exposure=only_exposure)
    assert [problem.what for problem in stopped.value.problems] == ["signed-off"]


def test_days_ahead_are_said_once_and_the_file_stays_of_use(tenken: Run, file: Path) -> None:
    early = {"TENKEN_TODAY": "2026-11-15"}
    said = tenken("score", file.name, env=early)
    assert said.code == 0
    assert said.err.count("より先の日付が2か所あります(最も先は 2026-11-20)") == 1
    said = tenken("set", file.name, "people-01", "--note", "x", env=early)
    assert (said.code, said.err.count("より先の日付が")) == (0, 1)
    typed = tenken("set", file.name, "people-01", "--evidence", "x", "--dated", "2026-12-24")
    assert (typed.code, "2026-12-24 は、今日(2026-11-21)より先の日付です" in typed.err) == (3, True)
    assert tenken("new", "b.toml", "--organisation", "x", "--date", "2026-12-24").code == 3


def test_a_document_never_takes_the_place_of_its_source_or_of_a_device(tenken: Run, file: Path) -> None:
    before = file.read_bytes()
    for call in (("report", file.name, "--format", "md"), ("sheet", "write", file.name), ("form", "write", file.name)):
        said = tenken(*call, "-o", file.name, "--force")
        assert (said.code, "もとになるファイル" in said.err) == (2, True), said
        said = tenken(*call, "-o", "/dev/null", "--force")
        assert (said.code, "ふつうのファイルではない" in said.err) == (2, True), said
    assert file.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="modes are not known there")
def test_folders_that_are_made_are_for_their_owner_only(tenken: Run, tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        assert tenken("checklist", "new", "own/club", "--id", "mine").code == 0
    finally:
        os.umask(old)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "own").rglob("*")}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}
    (tmp_path / "file").touch()
    assert tenken("demo", "file").code == 3


def test_a_proposal_becomes_a_promise_by_one_option(tenken: Run, file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + '[roles]\nowner = "田中"\n', encoding="utf-8")
    assert tenken("set", file.name, "people-01", "--promise").code == 0
    answer = load(file, PLACES, TODAY)[1].answer("people-01")
    assert answer.action
    assert (answer.action.owner, answer.action.due is not None, answer.action.moved) == ("田中", True, ())
    assert answer.on is not None
    before = file.read_bytes()
    said = tenken("set", file.name, "people-01", "--promise")
    assert (said.code, "約束できる案がありません" in said.err) == (2, True)
    assert tenken("set", file.name, "people-02", "yes", "--promise").code == 2
    assert file.read_bytes() == before


def test_an_owner_that_is_given_goes_before_the_proposed_one(tenken: Run, file: Path) -> None:
    assert tenken("set", file.name, "people-01", "--promise", "--owner", "木村").code == 0
    action = load(file, PLACES, TODAY)[1].answer("people-01").action
    assert action
    assert (action.owner, action.due is not None) == ("木村", True)
