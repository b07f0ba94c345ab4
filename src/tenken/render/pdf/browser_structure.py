"""The structure of a browser's PDF made whole: what a screen reader asks for and browsers leave out.

Works on pypdf's objects, before they are written. What is painted outside the structure (heads, feet, drawings without
a title) is marked as decoration; figures say where they are; a cell says in one place what it heads and what heads it;
an item of a list has a body; links say where they lead. What WeasyPrint's PDFs lack is mended in ``tags``.
"""

from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject
from pypdfium2 import raw

PATH = (b"m", b"re")
"""Operators with which a path begins."""
PAINTED = (b"f", b"f*", b"F", b"S", b"s", b"B", b"B*", b"b", b"b*")
"""Operators that paint it."""
DISCARDED = b"n"
AT_ONCE = (b"Do", b"sh")
"""Operators that paint without a path."""
ARTIFACT, END = b"/Artifact BMC", b"EMC"


def complete(writer: Any, printed: bytes) -> bool:
    """Mend everything; whether a character was drawn that its font does not have."""
    missing = False
    for page in writer.pages:
        content = page["/Contents"].get_object()
        lines, lacks = _marked(content.get_data().split(b"\n"))
        content.set_data(b"\n".join(lines))
        missing |= lacks
    with pypdfium2.PdfDocument(printed) as document:
        numbers = {page.indirect_reference.idnum: number for number, page in enumerate(writer.pages)}
        for element in _elements(writer.root_object["/StructTreeRoot"]):
            _one_attribute(element)
            if element.get("/S") == "/LI":
                _one_body(writer, element)
            if element.get("/S") == "/Figure":
                _place(element, document, numbers)
        for number, page in enumerate(writer.pages):
            _tell_links(page, document[number])
    return missing


def characters(printed: bytes) -> set[str]:
    """The characters that a PDF's texts have."""
    with pypdfium2.PdfDocument(printed) as document:
        return {one for page in document for one in page.get_textpage().get_text_bounded()}


def _marked(lines: list[bytes]) -> tuple[list[bytes], bool]:
    """A page's content with all that is painted outside the structure as decoration; whether a glyph is missing.

    Skia, which draws for all these browsers, writes one operator a line; parsing them as PDF would take four times as
    long. Glyph 0 of a font is the one for what it lacks.
    """
    marked: list[bytes] = []
    depth, begun, missing = 0, 0, False
    for line in lines:
        operator = line[line.rfind(b" ") + 1 :]
        if operator == b"Tj":
            missing = missing or _lacks(line)
        elif operator.endswith((b"BDC", b"BMC")):
            depth += 1
        elif operator == b"EMC":
            depth -= 1
        elif depth == 0 and operator in (b"BT", *PATH) and not begun:
            begun = len(marked) + 1
        elif begun and operator in (b"ET", *PAINTED):
            marked.insert(begun - 1, ARTIFACT)
            marked += [line, END]
            begun = 0
            continue
        elif operator == DISCARDED:
            begun = 0
        elif depth == 0 and operator in AT_ONCE:
            marked += [ARTIFACT, line, END]
            continue
        marked.append(line)
    return marked, missing


def _lacks(line: bytes) -> bool:
    """Whether a line that shows text, ``12 0 Td <0935> Tj``, shows glyph 0."""
    shown = line[line.find(b"<") + 1 : line.find(b">")]
    wide = 4 if len(shown) % 4 == 0 else 2
    return any(shown[at : at + wide].strip(b"0") == b"" for at in range(0, len(shown), wide))


def _elements(root: Any) -> Iterator[Any]:
    """Every structure element that can be reached from the root."""
    waiting = [root]
    while waiting:
        kids = waiting.pop().get("/K", ())
        for kid in kids if isinstance(kids, list) else [kids]:
            found = kid.get_object()
            if isinstance(found, dict) and "/S" in found:
                yield found
                waiting.append(found)


def _one_attribute(element: Any) -> None:
    """Say all attributes of one kind together: browsers write a dictionary for each."""
    given = element.get("/A")
    if not isinstance(given, list):
        return
    told = [one.get_object() for one in given]
    if len({one.get("/O") for one in told}) == 1:
        element[NameObject("/A")] = DictionaryObject({key: value for one in told for key, value in one.items()})


def _one_body(writer: Any, item: Any) -> None:
    """Put what a list's item says into its body, as a list wants it; browsers leave it in the item itself."""
    inside = item["/K"]
    kids = inside if isinstance(inside, list) else [item.raw_get("/K")]
    if not all(isinstance(kid.get_object(), dict) and "/S" in kid.get_object() for kid in kids):
        return
    told = {"/Type": NameObject("/StructElem"), "/S": NameObject("/LBody"), "/P": item.indirect_reference}
    made = DictionaryObject({NameObject(key): value for key, value in told.items()})
    body = writer._add_object(made)  # noqa: SLF001 - pypdf has no other way to add one
    body.get_object()[NameObject("/K")] = ArrayObject(kids)
    for kid in kids:
        kid.get_object()[NameObject("/P")] = body
    item[NameObject("/K")] = body


def _place(figure: Any, document: Any, numbers: dict[int, int]) -> None:
    """Say where the figure is on its page: around all that is drawn under its marks."""
    number = numbers[figure.raw_get("/Pg").idnum]
    marks = set(_marks(figure))
    page = document[number]
    edges = []
    for at in range(raw.FPDFPage_CountObjects(page.raw)):
        drawn = raw.FPDFPage_GetObject(page.raw, at)
        if raw.FPDFPageObj_GetMarkedContentID(drawn) in marks:
            edges.append(pypdfium2.PdfObject(drawn, page=page, pdf=document).get_bounds())
    if edges:
        lefts, bottoms, rights, tops = zip(*edges, strict=True)
        box = [
            max(min(lefts), 0),
            max(min(bottoms), 0),
            min(max(rights), page.get_width()),
            min(max(tops), page.get_height()),
        ]
        figure[NameObject("/A")] = DictionaryObject(
            {
                NameObject("/O"): NameObject("/Layout"),
                NameObject("/BBox"): ArrayObject(FloatObject(round(edge, 3)) for edge in box),
                NameObject("/Placement"): NameObject("/Block"),
            }
        )


def _marks(element: Any) -> Iterator[int]:
    """The numbers of the marks in it."""
    kids = element.get("/K", ())
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object()
        if isinstance(found, int):
            yield found
        elif "/MCID" in found:
            yield found["/MCID"]
        else:
            yield from _marks(found)


def _tell_links(page: Any, drawn: Any) -> None:
    """Let each link say the words that it stands on."""
    links = [link.get_object() for link in page.get("/Annots", ())]
    text = drawn.get_textpage() if links else None
    for link in links:
        if text and link.get("/Subtype") == "/Link" and "/Contents" not in link:
            told = text.get_text_bounded(*map(float, link["/Rect"]))
            link[NameObject("/Contents")] = TextStringObject(" ".join(told.split()))
