"""A browser's PDF becomes a report's: the same bytes each time, PDF/UA-1, with the files that it carries.

Runs in the sandbox, started by ``browser``, and imports of tenken only what stands beside it. What the browser has
drawn stays as it is; its structure is mended by ``browser_structure``. pypdf writes, PDFium reads what is drawn.
"""

import base64
import io
import json
import re
from collections.abc import Sequence
from datetime import date
from hashlib import md5
from typing import Any, TypeAlias
from xml.sax.saxutils import escape

import pypdf
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from tenken.render.pdf import browser_structure as structure
from tenken.render.pdf import page_source
from tenken.render.pdf.glyphs import is_japanese, undrawn
from tenken.render.pdf.page_source import PageSource

VERSION = "%PDF-1.7"
"""The first that has PDF/UA-1; browsers write 1.4 at the head."""
MADE_BY = re.compile(r"\w*(?:Chrome|Edg)\w*/[\d.]+")
"""How a browser names itself, among much else, with its version."""
SYSTEM = re.compile(r"\(([^()]*)\)")
"""And the system that it runs on, whose fonts it has used."""

XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" \
xmlns:xmp="http://ns.adobe.com/xap/1.0/"><rdf:Description rdf:about="">\
<pdfuaid:part>1</pdfuaid:part><pdf:Producer>{producer}</pdf:Producer>\
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>{author}\
<xmp:CreatorTool>{generator}</xmp:CreatorTool>\
<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>\
</rdf:Description></rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
"""What the document says of itself, in the members that WeasyPrint writes."""
AUTHOR = "<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"

Enclosed: TypeAlias = tuple[str, bytes, str, str]
"""A file to be carried: name, content, media type, and what it is to the PDF (``Data`` or ``Source``)."""


def answered(content: bytes) -> dict[str, Any]:
    """What ``browser`` asks for and is told, as JSON: ``pdf`` and ``missing``, or ``lacks``, or ``pages``."""
    asked = json.loads(content)
    enclosed = [(name, base64.b64decode(coded), kind, relation) for name, coded, kind, relation in asked["enclosed"]]
    printed = base64.b64decode(asked["pdf"])
    reader = pypdf.PdfReader(io.BytesIO(printed))
    if len(reader.pages) > asked["most_pages"]:
        return {"pages": asked["most_pages"]}
    source = page_source.read(asked["page"])
    writer = pypdf.PdfWriter(clone_from=reader)
    missing = ""
    if structure.complete(writer, printed):
        drawn = structure.characters(printed)
        missing = undrawn(source.text, drawn) or undrawn(source.margins, drawn)
        if not missing or any(map(is_japanese, missing)):
            return {"lacks": "no-font"}
    _describe(writer, source)
    _enclose(writer, sorted(enclosed), date.fromisoformat(asked["day"]))
    return {"pdf": base64.b64encode(_written(writer)).decode(), "missing": missing}


def _describe(writer: pypdf.PdfWriter, source: PageSource) -> None:
    """Say what the document is, by whom and of which day, and nothing of the moment in which it was printed."""
    printed: Any = writer.metadata or {}
    day = source.meta.get("dcterms.created", "2000-01-01")
    told = {
        "title": source.title,
        "generator": source.meta.get("generator", "tenken"),
        "producer": producer(str(printed.get("/Producer", "")), str(printed.get("/Creator", ""))),
        "day": day,
    }
    author = source.meta.get("author", "")
    stamp = f"D:{day.replace('-', '')}"
    writer.metadata = {
        "/Title": told["title"],
        **({"/Author": author} if author else {}),
        "/Creator": told["generator"],
        "/Producer": told["producer"],
        "/CreationDate": stamp,
        "/ModDate": stamp,
    }
    lines = {name: escape(text) for name, text in told.items()}
    xmp = DecodedStreamObject()
    xmp.set_data(XMP.format(**lines, author=AUTHOR.format(author=escape(author)) if author else "").encode())
    xmp[NameObject("/Type")], xmp[NameObject("/Subtype")] = NameObject("/Metadata"), NameObject("/XML")
    root = writer.root_object
    root[NameObject("/Metadata")] = writer._add_object(xmp)  # noqa: SLF001 - pypdf has no public name for it
    root[NameObject("/Lang")] = TextStringObject(source.lang)
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): pypdf.generic.BooleanObject(True)}
    )


def producer(library: str, browser: str) -> str:
    """By which browser a PDF was printed, in one line: ``Skia/PDF m156 (HeadlessChrome/156.0.0.0, X11; Linux …)``."""
    system = SYSTEM.search(browser)
    named = [*MADE_BY.findall(browser), *(system.groups() if system else ())]
    return f"{library} ({', '.join(named)})" if named else library


def _enclose(writer: pypdf.PdfWriter, enclosed: Sequence[Enclosed], day: date) -> None:
    """Attach the files, in the order in which readers look them up, and say what each is to the document."""
    if not enclosed:
        return
    stamp = TextStringObject(f"D:{day:%Y%m%d}000000Z")
    names: list[Any] = []
    for name, content, kind, relation in enclosed:
        stream = DecodedStreamObject()
        stream.set_data(content)
        file = stream.flate_encode()
        digest = md5(content, usedforsecurity=False).digest()  # PDF wants this one
        file.update(
            {
                NameObject("/Type"): NameObject("/EmbeddedFile"),
                NameObject("/Subtype"): NameObject(f"/{kind}"),
                NameObject("/Params"): DictionaryObject(
                    {
                        NameObject("/Size"): NumberObject(len(content)),
                        NameObject("/CheckSum"): ByteStringObject(digest),
                        NameObject("/CreationDate"): stamp,
                        NameObject("/ModDate"): stamp,
                    }
                ),
            }
        )
        reference = writer._add_object(file)  # noqa: SLF001 - pypdf has no public name for it
        told = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Filespec"),
                NameObject("/F"): TextStringObject(name),
                NameObject("/UF"): TextStringObject(name),
                NameObject("/Desc"): TextStringObject(name),
                NameObject("/AFRelationship"): NameObject(f"/{relation}"),
                NameObject("/EF"): DictionaryObject({NameObject("/F"): reference, NameObject("/UF"): reference}),
            }
        )
        names += [TextStringObject(name), writer._add_object(told)]  # noqa: SLF001 - see above
    root = writer.root_object
    listed = DictionaryObject({NameObject("/Names"): ArrayObject(names)})
    root[NameObject("/Names")] = DictionaryObject({NameObject("/EmbeddedFiles"): listed})
    root[NameObject("/AF")] = ArrayObject(names[1::2])


def _written(writer: pypdf.PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.pdf_header = VERSION
    writer.write(target)
    return target.getvalue()
