"""Evidence files, held against the digests that an assessment names: unchanged, changed, missing or outside.

Files are only read, only below the folder that the user names, and never copied.
"""

import hashlib
from enum import StrEnum
from pathlib import Path

from tenken.core.model import Evidence

CHUNK = 1_000_000
"""Bytes read at once."""


class EvidenceFile(StrEnum):
    """What became of a file that an answer names."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MISSING = "missing"
    OUTSIDE = "outside"
    """Its name leads out of the folder; it was not opened."""
    UNHASHED = "unhashed"
    """It is there, but the assessment names no digest to hold it against."""


def look(evidence: Evidence, folder: Path) -> EvidenceFile:
    """What became of the file that a piece of evidence names, below a folder."""
    assert evidence.file is not None
    root = folder.resolve()
    try:
        path = (root / evidence.file).resolve()
        if not path.is_relative_to(root):
            return EvidenceFile.OUTSIDE
        if not path.is_file():
            return EvidenceFile.MISSING
        if evidence.sha256 is None:
            return EvidenceFile.UNHASHED
        found = file_digest(path)
    except (OSError, ValueError):
        return EvidenceFile.MISSING
    return EvidenceFile.UNCHANGED if found == evidence.sha256.removeprefix("sha256:") else EvidenceFile.CHANGED


def file_digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
