"""Evidence files from the command line: taken with their digest, held against it again, never outside the folder."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import PLACES, TODAY, Said

from tenken.store.assessment import loader

Run = Callable[..., Said]


@pytest.fixture
def file(tmp_path: Path, head: str) -> Path:
    path = tmp_path / "a.toml"
    path.write_text(head + '[answers.people-01]\nstatus = "yes"\n', encoding="utf-8")
    (tmp_path / "証拠").mkdir()
    (tmp_path / "証拠" / "署名.pdf").write_bytes(b"14 signatures")
    return path


def test_a_file_becomes_evidence_with_its_digest(tenken: Run, file: Path) -> None:
    said = tenken("evidence", "add", file.name, "1-1", "証拠/署名.pdf", "--dated", "2026-11-01")
    assert (said.code, "書き換えたところ：1-1(" in said.err) == (0, True)
    (piece,) = loader.load(file, PLACES, TODAY)[1].answer("people-01").evidence
    assert (piece.what, piece.file) == ("署名.pdf", "証拠/署名.pdf")
    assert piece.sha256 == hashlib.sha256(b"14 signatures").hexdigest()
    whole = file.parent / "証拠" / "署名.pdf"
    assert tenken("evidence", "add", file.name, "1-1", str(whole), "--what", "誓約書").code == 0
    assert [one.file for one in loader.load(file, PLACES, TODAY)[1].answer("people-01").evidence] == [
        "証拠/署名.pdf"
    ] * 2


def test_files_are_held_against_their_digests(tenken: Run, file: Path) -> None:
    assert "ファイルの名前がある証拠はありません" in tenken("evidence", "check", file.name).out
    assert tenken("evidence", "add", file.name, "1-1", "証拠/署名.pdf").code == 0
    assert tenken("evidence", "check", file.name).code == 0
    (file.parent / "証拠" / "署名.pdf").write_bytes(b"13 signatures")
    said = tenken("evidence", "check", file.name)
    assert (said.code, "変わっています" in said.out, "1件のうち1件" in said.err) == (1, True, True)
    (file.parent / "証拠" / "署名.pdf").unlink()
    told = json.loads(tenken("evidence", "check", file.name, "--json").out)
    assert told["files"] == [{"where": "people-01", "file": "証拠/署名.pdf", "state": "missing"}]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("nothing.pdf", "見つかりません"),
        ("証拠", "見つかりません"),
        ("../other.pdf", "上のフォルダ(..)"),
        ("証拠/../証拠/署名.pdf", "上のフォルダ(..)"),
        ("/etc/hostname", "フォルダの外"),
        ("//server/share/x.pdf", "フォルダの外"),
        ("\\\\server\\share\\x.pdf", "フォルダの外"),
        ("..\\other.pdf", "上のフォルダ(..)"),
        ("link.pdf", "リンクの先は読みません"),
        ("way/署名.pdf", "リンクの先は読みません"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_no_link_no_way_up_and_no_other_computer(tenken: Run, file: Path, written: str, words: str) -> None:
    (file.parent / "link.pdf").symlink_to(file.parent / "証拠" / "署名.pdf")
    (file.parent / "way").symlink_to(file.parent / "証拠")
    (file.parent.parent / "other.pdf").write_bytes(b"x")
    before = file.read_bytes()
    said = tenken("evidence", "add", file.name, "1-1", written)
    assert (said.code, words in said.err) == (3, True), said
    assert file.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_file_that_names_what_lies_outside_opens_nothing(tenken: Run, file: Path) -> None:
    (file.parent / "link.pdf").symlink_to("/etc/hostname")
    names = ("../a.pdf", "/etc/hostname", "//server/x", "link.pdf")
    pieces = "".join(f'[[answers.people-01.evidence]]\nwhat = "x"\nfile = "{name}"\n' for name in names)
    file.write_text(file.read_text(encoding="utf-8") + pieces, encoding="utf-8")
    said = tenken("evidence", "check", file.name, "--json")
    assert said.code == 1
    assert [one["state"] for one in json.loads(said.out)["files"]] == ["outside"] * 4
