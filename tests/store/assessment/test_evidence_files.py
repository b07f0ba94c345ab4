"""The digest of a file that somebody names as evidence: taken below the folder, and nowhere else."""

import hashlib
import os
from pathlib import Path

import pytest

from tenken.core.model import Answer, Evidence
from tenken.store.assessment import evidence
from tenken.store.assessment.evidence import EvidenceFileState, HashedFile, WhyNotHashed, look, take, with_digests

DIGEST = hashlib.sha256(b"signed").hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "firm"
    (home / "証拠").mkdir(parents=True)
    (home / "証拠" / "署名 簿.pdf").write_bytes(b"signed")
    (tmp_path / "outside.pdf").write_bytes(b"secret")
    return home


def test_a_file_is_named_from_the_folder_however_it_was_written(folder: Path) -> None:
    expected = HashedFile("証拠/署名 簿.pdf", DIGEST)
    whole = folder / "証拠" / "署名 簿.pdf"
    for written in ("証拠/署名 簿.pdf", "./証拠/../証拠/署名 簿.pdf", str(whole), f'"{whole}"', f" '{whole}' "):
        assert take(written, folder) == expected
    piece = Evidence(what="署名簿", file=expected.file, sha256=expected.sha256)
    assert look(piece, folder) is EvidenceFileState.UNCHANGED


def test_nothing_outside_the_folder_is_opened(folder: Path) -> None:
    (folder / "link.pdf").symlink_to(folder.parent / "outside.pdf")
    for written in ("../outside.pdf", str(folder.parent / "outside.pdf"), "link.pdf", "//host/x.pdf", r"\\host\x.pdf"):
        assert take(written, folder) is WhyNotHashed.OUTSIDE


def test_what_is_no_file_is_missing(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "circle").symlink_to(folder / "circle")
    for written in ("none.pdf", "証拠", "pipe", "circle", "x" * 5_000, "a\0b", "~nobody-of-that-name/x"):
        assert take(written, folder) is WhyNotHashed.MISSING


def test_a_file_that_takes_too_long_to_read_is_too_large(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "LARGEST", 5)
    assert take("証拠/署名 簿.pdf", folder) is WhyNotHashed.TOO_LARGE


def test_a_file_named_anew_gets_its_digest_and_a_place_in_the_office_none(folder: Path) -> None:
    before = Answer(evidence=(Evidence(what="古い", file="証拠/署名 簿.pdf"),))
    shelf, missing = Evidence(what="控え", file="総務の棚"), Evidence(what="写真", file="none.jpg")
    named = Evidence(what="署名簿", file="証拠/署名 簿.pdf")
    assert with_digests(Answer(evidence=(named, shelf, missing)), Answer(), folder).evidence == (
        Evidence(what="署名簿", file="証拠/署名 簿.pdf", sha256=DIGEST),
        shelf,
        missing,
    )
    assert with_digests(before, before, folder) == before
