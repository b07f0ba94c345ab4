"""The digest of a file that somebody names as evidence: taken below the folder, and nowhere else."""

import hashlib
import os
import unicodedata
from pathlib import Path

import pytest

from tenken.core.model import Answer, Evidence
from tenken.store.assessment import evidence
from tenken.store.assessment.evidence import (
    EvidenceFileState,
    HashedFile,
    WhyNotHashed,
    look,
    own_folder,
    take,
    with_digests,
)

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


def test_names_chosen_by_others_lead_into_the_assessments_own_folder_or_get_no_digest(tmp_path: Path) -> None:
    own = own_folder(tmp_path / "2026.toml")
    assert own == tmp_path / "2026-evidence"
    neighbours = {"secret.txt", "other.toml", "other-evidence/a.pdf", "2026-evidence-2/a.pdf"}
    for name in ("2026-evidence/sub/a.pdf", *neighbours):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"signed")
    (own / "link.txt").symlink_to(tmp_path / "secret.txt")
    (own / "linked").symlink_to(tmp_path / "other-evidence")
    refused = [*neighbours, "2026-evidence/link.txt", "2026-evidence/linked/a.pdf", "2026-evidence/../secret.txt"]
    refused += [str(tmp_path / "secret.txt"), str(own / "sub" / "a.pdf"), "2026-evidence", r"2026-evidence\sub\a.pdf"]
    refused += ["2026-evidence/none.pdf", "~/secret.txt", "//host/2026-evidence/a.pdf", "x" * 5_000, "a\0b", ""]

    def digests(*names: str) -> list[str | None]:
        named = Answer(evidence=tuple(Evidence(what="w", file=name) for name in names))
        return [piece.sha256 for piece in with_digests(named, Answer(), tmp_path, own).evidence]

    assert digests("2026-evidence/sub/a.pdf", "./2026-evidence/sub/a.pdf") == [DIGEST, DIGEST]
    assert digests(*refused) == [None] * len(refused)
    (own / "link.txt").unlink()
    own.rename(tmp_path / "elsewhere")
    own.symlink_to(tmp_path / "other-evidence")
    assert digests("2026-evidence/a.pdf") == [None], "a folder that is itself a link belongs to somebody else"


def test_names_that_a_mac_decomposed_are_found(tmp_path: Path) -> None:
    composed, decomposed = ("証拠ガイド/プライバシー.pdf", "証拠カ\u3099イト\u3099/フ\u309aライハ\u3099シー.pdf")
    assert unicodedata.normalize("NFC", decomposed) == composed
    for on_disk in (decomposed, composed):
        folder = tmp_path / str(len(on_disk)) / "ガ"
        (folder / on_disk).parent.mkdir(parents=True)
        (folder / on_disk).write_bytes(b"signed")
        for written in (composed, decomposed, str(folder / on_disk), str(folder / composed)):
            assert take(written, folder) == HashedFile(composed, DIGEST)
        piece = Evidence(what="w", file=composed, sha256=DIGEST)
        assert look(piece, folder) is EvidenceFileState.UNCHANGED
        (folder.parent / "secret").write_bytes(b"x")
        (folder / "カ\u3099").symlink_to(folder.parent / "secret")
        assert take("ガ", folder) is WhyNotHashed.OUTSIDE


def test_a_huge_file_is_not_read_to_be_verified(tmp_path: Path) -> None:
    with (tmp_path / "huge.bin").open("wb") as stream:
        stream.truncate(6_000_000_000)  # takes no room on the disk, and nineteen seconds to read
    named = Evidence(what="控え", file="huge.bin", sha256="0" * 64)
    assert look(named, tmp_path) is EvidenceFileState.TOO_LARGE
