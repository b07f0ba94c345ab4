"""What is removed is named, and can be typed in again as it was."""

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import PLACES, TODAY, Said

from tenken.core.model import Answer
from tenken.store.assessment import loader

Tenken = Callable[..., Said]
NAME = "a b.toml"


@pytest.fixture
def file(tenken: Tenken, tmp_path: Path) -> Path:
    made = tenken("new", NAME, "--organisation", "北浜", "--checklist", "club@1", "--depth", "standard")
    assert made.code == 0, made.err
    first = ["--note=-と'引用'と\"二重\"\n二行目", "--by", "木 村", "--on", "2026-10-02", "--due", "2026-12-01"]
    assert tenken("set", NAME, "people-01", "partial", *first, "--owner", "森").code == 0
    assert tenken("set", NAME, "people-01", "--due", "2027-01-31").code == 0
    assert tenken("set", NAME, "people-01", "--evidence", "署名簿", "--dated", "2026-10-01").code == 0
    named = ["--evidence", "$(写真)", "--evidence-file", "棚/写真 1.jpg"]
    assert tenken("set", NAME, "people-01", *named).code == 0
    return tmp_path / NAME


def answer(file: Path) -> Answer:
    return loader.load(file, PLACES, TODAY)[1].answer("people-01")


def typed_again(tenken: Tenken, said: Said) -> None:
    """Type the commands that were named, as a shell reads them."""
    named = said.err[said.err.index("\n  tenken set") :].rstrip().rpartition("\n")[0]  # the last line is the next step
    words = shlex.split(named)
    starts = [at for at, word in enumerate(words) if word == "tenken"]
    assert starts
    for at, end in zip(starts, [*starts[1:], len(words)], strict=True):
        done = tenken(*words[at + 1 : end])
        assert done.code == 0, done.err


def test_clear_removes_everything_and_names_the_commands_that_bring_it_back(tenken: Tenken, file: Path) -> None:
    before = answer(file)
    assert (len(before.evidence), before.action is not None) == (2, True)
    said = tenken("set", NAME, "people-01", "--clear", env={"TENKEN_SHELL": "posix"})
    assert said.code == 0
    assert "答え、メモ、証拠、約束を消しました" in said.err
    assert answer(file) == Answer()
    typed_again(tenken, said)
    assert answer(file) == before
    nothing = tenken("set", NAME, "people-02", "--clear")
    assert nothing.code == 0
    assert "tenken set" not in nothing.err


@pytest.mark.parametrize(
    "more", [["yes"], ["--note", "x"], ["--promise"], ["--drop-evidence", "1"], ["--on", "2026-11-01"]]
)
def test_clear_goes_with_nothing_else(tenken: Tenken, file: Path, more: list[str]) -> None:
    before = file.read_bytes()
    said = tenken("set", NAME, "people-01", *more, "--clear")
    assert said.code == 2
    assert "--clear" in said.err
    assert file.read_bytes() == before


def test_one_piece_of_evidence_is_dropped_put_back_or_replaced(tenken: Tenken, file: Path) -> None:
    first, second = answer(file).evidence
    said = tenken("set", NAME, "people-01", "--drop-evidence", "1", env={"TENKEN_SHELL": "posix"})
    assert said.code == 0
    assert "「署名簿」を消しました" in said.err
    assert answer(file).evidence == (second,)
    typed_again(tenken, said)
    assert answer(file).evidence == (second, first)
    said = tenken("set", NAME, "people-01", "--drop-evidence", "1", "--evidence", "写真", "--dated", "2026-11-01")
    assert [(piece.what, piece.file) for piece in answer(file).evidence] == [("写真", None), ("署名簿", None)]


def test_a_number_that_no_evidence_has_is_refused_with_those_there_are(tenken: Tenken, file: Path) -> None:
    before = file.read_bytes()
    said = tenken("set", NAME, "people-01", "--drop-evidence", "3")
    assert said.code == 2
    assert "1 署名簿(2026年10月1日) / 2 $(写真)" in said.err
    assert "証拠はありません" in tenken("set", NAME, "people-02", "--drop-evidence", "1").err
    assert tenken("set", NAME, "people-01", "--drop-evidence", "0").code == 2
    assert file.read_bytes() == before
