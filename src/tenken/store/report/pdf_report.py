"""Last year's report, read again: the files a PDF carries and, for ``verify``, what its pages show.

The PDF may come from anybody, so the sandbox takes it apart (``pdf_parser``). Nothing inside is ever written to a file,
and names inside are only compared with the names we know.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tenken import sandbox
from tenken.core.model import Assessment, Checklist
from tenken.core.problem import FileProblems, Problem, Values
from tenken.core.report.attachments import ASSESSMENT, EDITION, REPORT
from tenken.store.report import pdf_parser
from tenken.store.report.attachments import disclose
from tenken.store.validation.toml_file import read_bytes

LARGEST_PDF = 50_000_000
"""Bytes."""

PDF = b"%PDF-"
"""How every PDF begins."""

BOUNDS = sandbox.Bounds(memory=1_500_000_000, cpu_seconds=60, wall_seconds=90)

USUAL_PDF = 6_000_000
"""Bytes; a report has a tenth of that."""
USUAL_BOUNDS = sandbox.Bounds(memory=500_000_000, cpu_seconds=2, wall_seconds=30)
"""For the files inside a PDF of usual size, which take a third of a second; whoever looks at its pages needs more."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: its text, its fonts, and how often each kind of thing is drawn."""

    text: str
    drawings: Mapping[str, int]
    fonts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PdfFile:
    """A PDF taken apart."""

    name: str
    content: bytes
    attachments: Mapping[str, tuple[bytes, ...]]
    """The files inside by name; more than one of a name is kept, and is a reason for distrust."""
    archive: bool
    """Whether it is a PDF/A."""
    pages: tuple[Shown, ...] = field(default=())

    def only(self, name: str) -> bytes | None:
        """The one file of that name; ``None`` where there is none, or more than one."""
        found = self.attachments.get(name, ())
        return found[0] if len(found) == 1 else None

    @property
    def ours(self) -> bool:
        """Whether it looks like a report of tenken's."""
        return REPORT in self.attachments


def take_apart(path: Path, *, pages: bool = False) -> PdfFile:
    """The files inside a PDF, and what its pages show; raises FileProblems where it cannot be read."""
    name = str(path)
    content = read_bytes(path, name, LARGEST_PDF)
    if content.lstrip()[:5] != PDF:
        raise _refused(name, "no-pdf")
    return parts(name, content, pages=pages)


def parts(name: str, content: bytes, *, pages: bool = False) -> PdfFile:
    """The same for bytes at hand."""
    bounds = BOUNDS if pages or len(content) > USUAL_PDF else USUAL_BOUNDS
    try:
        told = sandbox.run(pdf_parser.__file__, "inside", content, bounds, "pages" if pages else "")
    except (sandbox.OverBounds, sandbox.ChildFailed):
        raise _refused(name, "pdf-broken") from None
    if told.get("encrypted"):
        raise _refused(name, "pdf-encrypted")
    if told.get("broken", "files" not in told):
        raise _refused(name, "pdf-broken")
    attachments: dict[str, tuple[bytes, ...]] = {}
    for inside, coded in told["files"]:
        attachments[inside] = (*attachments.get(inside, ()), base64.b64decode(coded))
    shown = tuple(Shown(page["text"], page["drawings"], tuple(page["fonts"])) for page in told.get("pages", ()))
    return PdfFile(name, content, attachments, told["archive"], shown)


def open_report(name: str, content: bytes, today: date) -> tuple[Checklist, Assessment]:
    """The assessment that a report's PDF carries, and its edition; raises FileProblems."""
    file = parts(name, content)
    assessment, edition = file.only(ASSESSMENT), file.only(EDITION)
    if assessment is None or edition is None:
        raise _refused(file.name, "pdf-attestation" if file.ours else "pdf-not-ours")
    return disclose(assessment, edition, file.name, today)


def _refused(name: str, what: str, values: Values | None = None) -> FileProblems:
    return FileProblems([Problem(file=name, what=what, values=values or {})])
