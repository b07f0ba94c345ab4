"""Assessments of several years: each is read once, and its bytes are remembered by their SHA-256.

A year that is only compared is never written. How two years differ is the core's business.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tenken.core.model import Assessment, Checklist
from tenken.store.assessments import interpret
from tenken.store.toml_file import decode, from_text, read_bytes


@dataclass(frozen=True, slots=True)
class Year:
    """One year's assessment with the edition it answers."""

    name: str
    """The file's name as the user wrote it."""
    sha256: str
    """Of the file's bytes, 64 hexadecimal digits."""
    checklist: Checklist
    assessment: Assessment


def load(path: Path, places: Sequence[Path], today: date) -> Year:
    """The year in a TOML file; raises FileProblems with everything that is wrong."""
    name = str(path)
    content = read_bytes(path, name)
    checklist, assessment = interpret(from_text(decode(content, name), name), places, today)
    return Year(name, hashlib.sha256(content).hexdigest(), checklist, assessment)
