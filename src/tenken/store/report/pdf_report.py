"""Last year's report, read again: the files a PDF carries and, for ``verify``, what its pages say.

The PDF may come from anybody, so the sandbox unlocks it (``pdf_decryptor``) and takes it apart (``pdf_parser``).
Nothing inside is ever written to a file, and names inside are only compared with the names we know.
"""

import base64
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from tenken import sandbox
from tenken.core.model import Assessment, Checklist
from tenken.core.problem import FileProblems, MachineLacks, Problem, Values
from tenken.core.report.attachments import ASSESSMENT, EDITION, REPORT
from tenken.store.report import pdf_decryptor, pdf_parser
from tenken.store.report.attachments import disclose, object_of
from tenken.store.validation.toml_file import read_bytes

LARGEST_PDF = 50_000_000
"""Bytes."""

PDF, END = b"%PDF-", b"%%EOF"
"""How every PDF begins and ends."""
HEAD = 1024
"""Bytes within which both must stand, as Acrobat has it."""

USUAL_PDF = 1_000_000
"""Bytes; a report has about 600,000 and is taken apart in a third of a second, the largest 2,400,000 and takes four."""


@dataclass(frozen=True, slots=True)
class PdfFile:
    """A PDF taken apart."""

    name: str
    content: bytes
    attachments: Mapping[str, tuple[bytes, ...]]
    """The files inside by name; more than one of a name is kept, and is a reason for distrust."""
    archive: bool
    """Whether it is a PDF/A."""
    signed: bool = False
    """Whether a program has put a digital signature into it."""
    locked: bool = False
    """Whether it was locked with a password; its content is then what that opens, written anew."""
    producer: str = ""
    """The program that it says to have been written by."""
    pages: tuple[str, ...] = field(default=())
    """The text of each page, where it was asked for."""

    def only(self, name: str) -> bytes | None:
        """The one file of that name; ``None`` where there is none, or more than one."""
        found = self.attachments.get(name, ())
        return found[0] if len(found) == 1 else None

    @property
    def ours(self) -> bool:
        """Whether it looks like a report of tenken's."""
        return REPORT in self.attachments


Unlock: TypeAlias = Callable[[str], str | None]
"""Asked for the password of a locked PDF, by its name; ``None`` where nobody knows one."""


def no_password(name: str) -> None:
    """Know no password."""


def take_apart(path: Path, *, unlock: Unlock = no_password, pages: bool = False) -> PdfFile:
    """The files inside a PDF, and the text of its pages; raises FileProblems where it cannot be read."""
    name = str(path)
    content = read_bytes(path, name, LARGEST_PDF)
    if PDF not in content[:HEAD]:
        raise _refused(name, "no-pdf")
    return parts(name, content, unlock=unlock, pages=pages)


def bounds_for(size: int) -> sandbox.Bounds:
    """What taking apart a PDF of that many bytes may use: 2 s of CPU time, 500 MB, and more with its size."""
    beyond = max(size - USUAL_PDF, 0)
    memory, seconds = 500_000_000 + 20 * beyond, min(2 + beyond // 200_000, 60)
    return sandbox.Bounds(memory=memory, cpu_seconds=seconds, wall_seconds=30 + 2 * seconds)


def parts(name: str, content: bytes, *, unlock: Unlock = no_password, pages: bool = False) -> PdfFile:
    """The same for bytes at hand; what a mail program has put before the PDF is passed over.

    Raises FileProblems, or MachineLacks where the PDF is locked and the library that opens it is missing.
    """
    at = max(content[:HEAD].find(PDF), 0)
    bounds = bounds_for(len(content))
    told: Mapping[str, Any] = {}
    for written in (content[at:], content) if at else (content,):
        try:
            told = sandbox.run(pdf_parser.__file__, "inside", written, bounds, "pages" if pages else "")
        except (sandbox.OverBounds, sandbox.ChildFailed):
            continue
        if not told.get("broken"):
            break
    if "most_pages" in told:
        raise _refused(name, "pdf-too-many-pages", {"most": told["most_pages"]})
    if told.get("encrypted"):
        opened = _unlocked(name, content[at:], unlock)
        return replace(parts(name, opened, pages=pages), locked=True)
    if told.get("broken", "files" not in told):
        raise _refused(name, "pdf-broken" if END in content[-HEAD:] else "pdf-truncated")
    attachments: dict[str, tuple[bytes, ...]] = {}
    for inside, coded in told["files"]:
        attachments[inside] = (*attachments.get(inside, ()), base64.b64decode(coded))
    pages_read = tuple(told.get("pages", ()))
    return PdfFile(
        name, content, attachments, told["archive"], told["signed"], producer=told["producer"], pages=pages_read
    )


def _unlocked(name: str, content: bytes, unlock: Unlock) -> bytes:
    """What a locked PDF is without its lock."""
    password = unlock(name)
    if password is None:
        raise _refused(name, "pdf-encrypted")
    key = password.encode(errors="surrogatepass")
    beyond = max(len(content) - USUAL_PDF, 0)
    bounds = sandbox.Bounds(memory=1_000_000_000 + 40 * beyond, cpu_seconds=20 + beyond // 100_000, wall_seconds=300)
    told: Mapping[str, Any] = {}
    with suppress(sandbox.OverBounds, sandbox.ChildFailed):
        told = sandbox.run(pdf_decryptor.__file__, "unlocked", key + content, bounds, str(len(key)))
    if told.get("lacks"):
        raise MachineLacks("no-sign-extra")
    if told.get("wrong"):
        raise _refused(name, "pdf-password-wrong")
    if "content" not in told:
        raise _refused(name, "pdf-broken")
    return base64.b64decode(told["content"])


def open_report(name: str, content: bytes, today: date, unlock: Unlock = no_password) -> tuple[Checklist, Assessment]:
    """The assessment that a report's PDF carries, and its edition; raises FileProblems."""
    file = parts(name, content, unlock=unlock)
    assessment, edition = file.only(ASSESSMENT), file.only(EDITION)
    if assessment is None or edition is None:
        without = object_of(file.only(REPORT) or b"").get("carries_answers") is False
        ours = "pdf-no-answers" if without else "pdf-attestation"
        raise _refused(file.name, ours if file.ours else "pdf-not-ours")
    return disclose(assessment, edition, file.name, today)


def _refused(name: str, what: str, values: Values | None = None) -> FileProblems:
    return FileProblems([Problem(file=name, what=what, values=values or {})])
