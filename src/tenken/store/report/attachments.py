"""The files that a PDF report carries: an assessment with its edition, written so that both come back the same.

How they get into a PDF is ``render``'s business, how they get out of one is ``pdf_report``'s. What comes back passes
the same checks as any file.
"""

import json
from datetime import date
from typing import Any

import tomli_w

from tenken.core.model import Assessment, Benchmark, Checklist, Peers
from tenken.core.problem import FileProblems, Problem
from tenken.core.report.attachments import ASSESSMENT, BENCHMARK, BRAND, EDITION, LOGO, Attachment
from tenken.core.report.brand import UNBRANDED, Brand, Logo
from tenken.store.assessment import loader
from tenken.store.assessment.document import document
from tenken.store.checklist import editions
from tenken.store.report import benchmark, brand, logo
from tenken.store.validation.toml_file import LARGEST_FILE, TomlFile, decode, from_text

LARGEST_EDITION = 4_000_000
"""Bytes of an edition inside; that of 2026 has some 500,000."""


def enclose(checklist: Checklist, assessment: Assessment, before: str = "") -> tuple[Attachment, ...]:
    """An assessment, comments left out, and the edition it answers; ``before`` goes in front of both names."""
    return (
        Attachment(before + ASSESSMENT, tomli_w.dumps(document(assessment)).encode()),
        Attachment(before + EDITION, checklist.source),
    )


def disclose(assessment: bytes, edition: bytes, name: str, today: date) -> tuple[Checklist, Assessment]:
    """The values of both files again; ``name`` is the PDF's. Raises FileProblems with all that is wrong in them."""
    checklist = open_edition(edition, f"{name}#{EDITION}")
    file = _toml(assessment, f"{name}#{ASSESSMENT}")
    return loader.interpret(file, (), today, checklist)


def open_edition(content: bytes, name: str) -> Checklist:
    """The edition in a document that is ``Checklist.source``; raises FileProblems where it is none."""
    if len(content) > LARGEST_EDITION:
        raise FileProblems([Problem(file=name, what="too-big", values={"most": LARGEST_EDITION // 1_000_000})])
    try:
        head, *areas = json.loads(content)
        if "released" in head:
            head["released"] = date.fromisoformat(head["released"])
        texts = [tomli_w.dumps(part) for part in (head, *areas)]
        "".join(texts).encode()  # JSON can spell halves of characters, which no file can hold
        ids = [area["id"] for area in areas]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise FileProblems([Problem(file=name, what="no-edition-inside")]) from None
    files = {area_id: text for area_id, text in zip(ids, texts[1:], strict=True) if isinstance(area_id, str)}

    def area_file(area_id: str) -> TomlFile:
        if area_id not in files:
            raise FileProblems([Problem(file=name, what="no-edition-inside")])
        return from_text(files[area_id], f"{name}/{area_id}")

    return editions.assemble(from_text(texts[0], name), area_file)


def enclose_brand(look: Brand) -> tuple[Attachment, ...]:
    """The look of a report, with its logo; nothing where nobody gave it one."""
    if look == UNBRANDED:
        return ()
    written = Attachment(BRAND, tomli_w.dumps(brand.document(look, LOGO)).encode())
    return (written, Attachment(LOGO, look.logo.content)) if look.logo else (written,)


def disclose_brand(written: bytes, picture: bytes | None, name: str) -> Brand:
    """The look again; raises FileProblems with all that is wrong in it."""

    def picture_of(_: str) -> Logo:
        if picture is None:
            raise logo.RefusedLogo("logo-missing")
        return logo.drawn_anew(picture)

    return brand.interpret(_toml(written, f"{name}#{BRAND}"), picture_of)


def enclose_peers(peers: Peers | None) -> tuple[Attachment, ...]:
    """The one group in which a firm is shown its place; the others are nobody's business."""
    if peers is None:
        return ()
    return (Attachment(BENCHMARK, benchmark.text_of(Benchmark(groups=(peers.group,), first=peers.first)).encode()),)


def disclose_benchmark(written: bytes, name: str) -> Benchmark:
    """The group again; raises FileProblems with all that is wrong in it."""
    return benchmark.interpret(_toml(written, f"{name}#{BENCHMARK}"))


def _toml(content: bytes, name: str) -> TomlFile:
    """A TOML file inside, which may be as large as one outside."""
    if len(content) > LARGEST_FILE:
        raise FileProblems([Problem(file=name, what="too-big", values={"most": LARGEST_FILE // 1_000_000})])
    return from_text(decode(content, name), name)


def object_of(content: bytes) -> dict[str, Any]:
    """A JSON object written by others; empty where it is none."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
