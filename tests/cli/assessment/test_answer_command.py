"""``tenken answer`` and ``set`` from outside: where to begin, what is left, the other ways where nobody can type."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import PLACES, TODAY, Said

from tenken.cli.assessment.sheet import Sheets
from tenken.cli.commands import Root
from tenken.store.assessment import loader

Tenken = Callable[..., Said]


@pytest.fixture
def file(tmp_path: Path, head: str) -> str:
    (tmp_path / "a.toml").write_text(head, encoding="utf-8")
    return "a.toml"


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--question", "people-1"], "people-01 ですか?"),
        (["--question", "9-9"], "9-9 という質問は"),
        (["--question", "2-4"], "この点検では尋ねません"),
        (["--question", "2-3"], "この点検では尋ねません"),
        (["--area", "peopel"], "people ですか?"),
        (["--area", "9"], "あるもの：1 人 / 2 機械"),
        (["--area", ""], "あるもの：1 人 / 2 機械"),
        (["--all", "--only", "open"], "--all / --only"),
        (["--area", "1", "--question", "1-1"], "--area / --question"),
        (["--only", "opne"], "open / unconfirmed / critical / stale"),
    ],
)
def test_what_cannot_be_found_is_said_with_what_was_meant(
    tenken: Tenken, file: str, words: list[str], part: str
) -> None:
    said = tenken("answer", file, *words)
    assert (said.code, part in said.err) == (2, True), said.err


@pytest.mark.parametrize("words", [["--area", "機械"], ["--area", "Machines"], ["--area", "2"], ["--question", "2-1"]])
def test_what_is_found_gets_as_far_as_the_missing_terminal(tenken: Tenken, file: str, words: list[str]) -> None:
    assert "端末" in tenken("answer", file, *words).err


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("command", [["answer", "a.toml"], ["new", "b.toml"]])
def test_who_cannot_type_is_told_what_is_missing_and_the_other_ways(
    tenken: Tenken, file: str, command: list[str], lang: str
) -> None:
    said = tenken(*command, lang=lang)
    told = said.out + said.err
    name = {"answer": file, "new": "b.toml"}[command[0]]
    for way in ("web", "sheet write", "form write", "set"):
        assert f"tenken {way} {name}" in told
    assert ("端末" if lang == "ja" else "terminal") in told
    named = set(re.findall(r"tenken (\w+)(?: (write|read))?", told))
    known = {(name, "") for name in Root.targets} | {("sheet", name) for name in Sheets.targets} | {("form", "write")}
    assert named <= known


def test_no_input_is_refused_in_the_same_words(tenken: Tenken, file: str) -> None:
    assert "--no-input" in tenken("answer", file, "--no-input").err


def test_set_takes_a_printed_number_and_the_digest_of_a_file(tenken: Tenken, file: str, tmp_path: Path) -> None:
    (tmp_path / "署名.pdf").write_bytes(b"signed")
    said = tenken("set", file, "1-1", "yes", "--evidence", "署名簿", "--evidence-file", str(tmp_path / "署名.pdf"))
    assert (said.code, "署名.pdf" in said.err) == (0, False)
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert "[answers.people-01]" in text
    assert 'file = "署名.pdf"' in text
    assert f'sha256 = "{hashlib.sha256(b"signed").hexdigest()}"' in text


def test_set_keeps_the_name_of_a_file_that_is_not_there_and_says_so(tenken: Tenken, file: str, tmp_path: Path) -> None:
    said = tenken("set", file, "people-01", "--evidence", "規程", "--evidence-file", "事務所の棚")
    assert said.code == 0
    assert "見つかりません" in said.err
    assert "名前だけを記録" in said.err
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert 'file = "事務所の棚"' in text
    assert "sha256 =" not in text


def test_set_takes_no_digest_of_a_file_outside_the_folder_of_the_assessment(
    tenken: Tenken, file: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    neighbour = tmp_path_factory.mktemp("neighbour") / "secret.txt"
    neighbour.write_bytes(b"secret")
    (tmp_path / "a-evidence").mkdir()
    (tmp_path / "a-evidence" / "list.pdf").write_bytes(b"names")
    (tmp_path / "a-evidence" / "link.txt").symlink_to(neighbour)
    around = f"a-evidence/../../{neighbour.parent.name}/secret.txt"
    own_file = "a-evidence/list.pdf"
    for name in (own_file, str(neighbour), around, "a-evidence/link.txt", "//server/share/secret.txt"):
        said = tenken("set", file, "1-1", "yes", "--evidence", "名簿", "--evidence-file", name)
        assert (said.code, "照合のための値は残していません" in said.err) == (0, name != own_file), said.err
    own, *others = loader.load(tmp_path / file, PLACES, TODAY)[1].answer("people-01").evidence
    assert (own.file, own.sha256) == (own_file, hashlib.sha256(b"names").hexdigest())
    assert [(piece.file, piece.sha256) for piece in others] == [
        ("secret.txt", None),
        (around, None),
        ("a-evidence/link.txt", None),
        ("secret.txt", None),
    ]
