"""Evidence files, held against the digests that an assessment names: unchanged, changed, missing or outside.

Files are only read, only below the folder that the user names, and never copied. The digest of a new piece of evidence
is taken here, too.
"""

import hashlib
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


class WhyNotHashed(StrEnum):
    """Why no digest could be taken of a file."""

    MISSING = "missing"
    OUTSIDE = "outside"
    """Its name leads out of the folder; it was not opened."""
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class HashedFile:
    """A file as an answer names it: its path below the folder, with slashes, and its digest."""

    file: str
    sha256: str


def look(evidence: Evidence, folder: Path) -> EvidenceFileState:
    """What became of the file that a piece of evidence names, below a folder."""
    assert evidence.file is not None
    root = folder.resolve()
    try:
        path = (root / evidence.file).resolve()
        if not path.is_relative_to(root):
            return EvidenceFileState.OUTSIDE
        if not path.is_file():
            return EvidenceFileState.MISSING
        if evidence.sha256 is None:
            return EvidenceFileState.UNHASHED
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
        named = root / Path(name).expanduser()
        path = named.resolve()
        if not path.is_relative_to(root):
            return WhyNotHashed.OUTSIDE
        if not path.is_file():
            return WhyNotHashed.MISSING
        if path.stat().st_size > LARGEST:
            return WhyNotHashed.TOO_LARGE
        return HashedFile(path.relative_to(root).as_posix(), file_digest(path))
    except (OSError, ValueError, RuntimeError):  # RuntimeError: links in a circle, or somebody without a home
        return WhyNotHashed.MISSING


def with_digests(answer: Answer, before: Answer, folder: Path) -> Answer:
    """The answer with the digest of every file that it names and ``before`` did not, where that is below the folder.

    What names a place in the office, or a file that is elsewhere, stays as it was written.
    """
    known = {piece.file for piece in before.evidence}

    def sealed(piece: Evidence) -> Evidence:
        if piece.file is None or piece.file in known or piece.sha256:
            return piece
        taken = take(piece.file, folder)
        return replace(piece, sha256=taken.sha256) if isinstance(taken, HashedFile) else piece

    return replace(answer, evidence=tuple(sealed(piece) for piece in answer.evidence))


def file_digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
