"""Assessments of several years, from a TOML file or out of a PDF report: each is read once, its SHA-256 remembered.

A year that is only compared is never written. How two years differ is the core's business.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tenken.core.model import Assessment, Checklist
from tenken.store.assessment.loader import interpret
from tenken.store.report.pdf_report import LARGEST_PDF, PDF, open_report
from tenken.store.validation.toml_file import decode, from_text, read_bytes


@dataclass(frozen=True, slots=True)
class Year:
    """One year's assessment with the edition it answers."""

    name: str
    """The file's name as the user wrote it."""
    sha256: str
    """Of the file's bytes, 64 hexadecimal digits."""
    checklist: Checklist
    assessment: Assessment
    edition: bytes | None = None
    """The whole edition, where it came with the assessment."""


def load(path: Path, places: Sequence[Path], today: date) -> Year:
    """The year in a TOML file or a full report (PDF); raises FileProblems with everything that is wrong."""
    name = str(path)
    content = read_bytes(path, name, LARGEST_PDF)
    if content.lstrip()[:5] == PDF:
        checklist, assessment, edition = open_report(name, content, today)
        return Year(name, hashlib.sha256(content).hexdigest(), checklist, assessment, edition)
    content = read_bytes(path, name)
    checklist, assessment = interpret(from_text(decode(content, name), name), places, today)
    return Year(name, hashlib.sha256(content).hexdigest(), checklist, assessment)
