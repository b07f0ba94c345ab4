"""What stands against keeping a PDF for years: as PDF/A-3a, accessible, with attachments that say what they are.

For any test that makes an archive: ``archive_problems`` gives back sentences, none when all is well. The fixture
``verapdf`` asks veraPDF the same where Java is; here page-validation and pikepdf are asked, which are always there.
"""

import hashlib
import io
import re
from collections.abc import Iterator

import page as page_checker
import pikepdf

from tests.pdf_structure import structure_problems

FALSE_ALARMS = {"PDFA3A-METADATA-FILTER-001", "PDFA3A-STREAM-LENGTH-001"}
"""What page-validation 0.11 finds wrongly, as veraPDF agrees: only PDF/A-1 forbids compressed metadata, and a stream
may end in a byte that looks like the end of a line. How long streams are is looked at here instead."""


def archive_problems(content: bytes) -> list[str]:
    """What keeps this PDF from being PDF/A-3a and PDF/UA-1 at once."""
    problems = []
    for profile in (page_checker.ValidationProfile.PDF_A_3A, page_checker.ValidationProfile.PDF_UA_1):
        found = page_checker.validate_pdf_bytes(content, profile=profile).failures
        problems += [f"{item.rule_id}: {item.message}" for item in found if item.rule_id not in FALSE_ALARMS]
    for stream in re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", content):
        if not content.startswith(b"\nendstream", stream.end() + int(stream[1])):
            problems.append(f"the stream at {stream.start()} is not as long as it says")
    with pikepdf.open(io.BytesIO(content)) as document:
        root = document.Root
        problems += structure_problems(content, str(root.get("/Lang")))
        problems += attachment_problems(document)
        problems += _associations(document)
        if document.is_encrypted:
            problems.append("it is encrypted")
        problems += [
            f"it does something by itself: {key}" for key in ("/OpenAction", "/AA", "/AcroForm") if key in root
        ]
    return problems


def attachment_problems(document: pikepdf.Pdf) -> list[str]:
    """What is wrong with the attachments of any report: names, description, kind, days, size and digest."""
    problems = []
    files = dict(_files(document))
    if list(files) != sorted(files):
        problems.append(f"attachments are not in the order of their names: {list(files)}")
    for name, file in files.items():
        stream = file.EF.F
        content, told = stream.read_bytes(), stream.Params
        if not (name.isascii() and str(file.F) == str(file.UF) == name):
            problems.append(f"{name} has several names")
        if not str(file.get("/Desc", "")):
            problems.append(f"{name} is not described")
        if not re.fullmatch(r"/(application/(?!octet-stream)|text/|image/)[a-z0-9.+-]+", str(stream.get("/Subtype"))):
            problems.append(f"{name} is of an unknown kind: {stream.get('/Subtype')}")
        days = {str(told.get(key))[:10] for key in ("/CreationDate", "/ModDate")}
        if days != {str(document.docinfo.CreationDate)[:10]}:
            problems.append(f"{name} is of another day than the report: {sorted(days)}")
        digest = hashlib.md5(content, usedforsecurity=False).digest()
        if (int(told.Size), bytes(told.CheckSum)) != (len(content), digest):
            problems.append(f"{name} is not as long as it says, or not the same")
    return problems


def _associations(document: pikepdf.Pdf) -> Iterator[str]:
    """PDF/A-3 wants to know what each attachment is to the report, and to have it named once."""
    associated = [file.objgen for file in document.Root.get("/AF", ())]
    for name, file in _files(document):
        if associated.count(file.objgen) != 1:
            yield f"{name} is associated {associated.count(file.objgen)} times"
        if file.get("/AFRelationship") not in ("/Source", "/Data"):
            yield f"{name}: it is not said what it is to the report: {file.get('/AFRelationship')}"


def _files(document: pikepdf.Pdf) -> list[tuple[str, pikepdf.Object]]:
    """The attachments in the order of the file."""
    if "/Names" not in document.Root or "/EmbeddedFiles" not in document.Root.Names:
        return []
    listed = document.Root.Names.EmbeddedFiles.Names
    return [(str(name), file) for name, file in zip(listed[::2], listed[1::2], strict=True)]
