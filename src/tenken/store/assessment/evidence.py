"""Evidence files, held against the digests that an assessment names: unchanged, changed, missing or outside.

Files are only read, only below the folder that the user names, and never copied. The digest of a new piece of evidence
is taken here, too. Names are compared composed (NFC), since a Mac may write them decomposed on the disk.
"""

import hashlib
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from tenken.core.model import Answer, Evidence

CHUNK = 1_000_000
"""Bytes read at once."""

LARGEST = 200_000_000
"""Bytes of a file of which a digest is taken while somebody waits."""


class EvidenceFileState(StrEnum):
    """What became of a file that an answer names."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MISSING = "missing"
    OUTSIDE = "outside"
    """Its name leads out of the folder; it was not opened."""
    UNHASHED = "unhashed"
    """It is there, but the assessment names no digest to hold it against."""
    TOO_LARGE = "too_large"
    """Larger than any file of which tenken takes a digest; it was not read."""


class WhyNotHashed(StrEnum):
    """Why no digest could be taken of a file."""

    MISSING = "missing"
    OUTSIDE = "outside"
    """Its name leads out of the folder; it was not opened."""
    LINK = "link"
    """It, or a folder on the way to it, is a link; it was not opened."""
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class HashedFile:
    """A file as an answer names it: its path below the folder, with slashes, and its digest."""

    file: str
    sha256: str


def look(evidence: Evidence, folder: Path) -> EvidenceFileState:
    """What became of the file that a piece of evidence names, below a folder."""
    assert evidence.file is not None
    try:
        root = folder.resolve()
        path = _below(root, root / evidence.file)
        if path is None:
            return EvidenceFileState.OUTSIDE
        if not path.is_file():
            return EvidenceFileState.MISSING
        if evidence.sha256 is None:
            return EvidenceFileState.UNHASHED
        if path.stat().st_size > LARGEST:
            return EvidenceFileState.TOO_LARGE
        found = file_digest(path)
    except (OSError, ValueError):
        return EvidenceFileState.MISSING
    return (
        EvidenceFileState.UNCHANGED if found == evidence.sha256.removeprefix("sha256:") else EvidenceFileState.CHANGED
    )


def take(written: str, folder: Path) -> HashedFile | WhyNotHashed:
    """The digest of a file below a folder, by its path from there or its whole path, as a person wrote or dropped it.

    A name on another computer is refused before anybody is asked about it; links count where they lead.
    """
    name = written.strip().strip("\"'")
    if name.startswith(("\\\\", "//")):
        return WhyNotHashed.OUTSIDE
    try:
        root = folder.resolve()
        path = _below(root, root / Path(name).expanduser())
        if path is None:
            return WhyNotHashed.OUTSIDE
        if not path.is_file():
            return WhyNotHashed.MISSING
        if path.stat().st_size > LARGEST:
            return WhyNotHashed.TOO_LARGE
        return HashedFile(_composed(path.relative_to(root).as_posix()), file_digest(path))
    except (OSError, ValueError, RuntimeError):  # RuntimeError: links in a circle, or somebody without a home
        return WhyNotHashed.MISSING


def take_plainly(written: str, folder: Path) -> HashedFile | WhyNotHashed:
    """The same for a path that goes straight down: one with ``..`` or a link on the way is refused unopened."""
    name = written.strip().strip("\"'")
    refused = _not_straight(name, folder)
    return refused or take(name, folder)


def look_plainly(evidence: Evidence, folder: Path) -> EvidenceFileState:
    """What became of a file that is named, where ``..``, links and other computers count as outside."""
    assert evidence.file is not None
    refused = _not_straight(evidence.file, folder)
    if refused in (WhyNotHashed.OUTSIDE, WhyNotHashed.LINK):
        return EvidenceFileState.OUTSIDE
    return look(evidence, folder)


def _not_straight(name: str, folder: Path) -> WhyNotHashed | None:
    """Why a path does not lead straight down from the folder; ``None`` where it does."""
    if name.startswith(("\\\\", "//")) or ".." in name.replace("\\", "/").split("/"):
        return WhyNotHashed.OUTSIDE
    try:
        root = folder.resolve()
        path = root / Path(name).expanduser()
        # a whole path may go by another name of the folder
        below = path.relative_to(root) if path.is_relative_to(root) else path.relative_to(folder.absolute())
        steps = [root / part for part in (below, *below.parents) if part != Path()]
        return WhyNotHashed.LINK if any(step.is_symlink() for step in steps) else None
    except ValueError:
        return WhyNotHashed.OUTSIDE
    except (OSError, RuntimeError):
        return WhyNotHashed.MISSING


def _below(root: Path, named: Path) -> Path | None:
    """Where a path leads below a folder, as the disk spells it; ``None`` where it leads out of it.

    Only folders below ``root`` are listed. Raises OSError, ValueError or RuntimeError where nobody can follow it.
    """
    path = named.resolve()
    above = [_composed(part) for part in root.parts]
    if [_composed(part) for part in path.parts[: len(above)]] != above:
        return None
    found = root
    for part in path.parts[len(above) :]:
        found = _spelt(found, part)
    found = found.resolve()
    return found if found.is_relative_to(root) else None


def _spelt(folder: Path, name: str) -> Path:
    """The entry of a folder, under its own spelling where only the way in which letters are composed differs."""
    if name.isascii() or (folder / name).exists() or not folder.is_dir():
        return folder / name
    same = sorted(entry for entry in folder.iterdir() if _composed(entry.name) == _composed(name))
    return same[0] if same else folder / name


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def own_folder(assessment_file: Path) -> Path:
    """The folder that belongs to one assessment alone: ``2026-evidence`` beside ``2026.toml``."""
    return assessment_file.with_name(f"{assessment_file.stem}-evidence")


def with_digests(answer: Answer, before: Answer, folder: Path, own: Path | None = None) -> Answer:
    """The answer with the digest of every file that it names and ``before`` did not, where that is below the folder.

    What names a place in the office, or a file that is elsewhere, stays as it was written. Where others chose the names
    (a returned sheet or form), ``own`` is the folder outside which no file is opened: a digest tells whoever gets the
    report what a neighbour's file says.
    """
    known = {piece.file for piece in before.evidence}

    def sealed(piece: Evidence) -> Evidence:
        if piece.file is None or piece.file in known or piece.sha256:
            return piece
        if own is not None and not _inside(piece.file, folder, own):
            return piece
        taken = take(piece.file, folder)
        return replace(piece, sha256=taken.sha256) if isinstance(taken, HashedFile) else piece

    return replace(answer, evidence=tuple(sealed(piece) for piece in answer.evidence))


def _inside(written: str, folder: Path, own: Path) -> bool:
    """Whether a plain relative name leads into the folder of the assessment's own, links followed."""
    parts = written.split("/")
    if "\\" in written or ".." in parts or parts[0] in ("", "~") or Path(written).is_absolute():
        return False
    try:
        root = folder.resolve()
        place, home = _below(root, root / written), _below(root, root / own.name)
        if place is None or home is None or _composed(str(home)) != _composed(str(root / own.name)):
            return False  # a folder that is itself a link belongs to somebody else
        return place.is_relative_to(home)
    except (OSError, ValueError, RuntimeError):
        return False


def file_digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
