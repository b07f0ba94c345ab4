"""The structure of a PDF made whole: what a screen reader or an archive asks for and WeasyPrint leaves out.

Called when the pages are drawn and before the file is written; it changes WeasyPrint's own objects in place. Header
cells say what they head and can be looked up by name; running heads, and drawings without a title, become decoration;
figures say where they are, and links where they lead; a heading is one heading, each attachment is named once, and an
archive says that it is accessible, too. What the pages look like is not decided here.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from tenken.phrases import JOIN, PART

PIXEL = 0.75
"""Points to a pixel of the layout."""

ONCE = ("/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6")
"""What never stands within its like; WeasyPrint nests them where something in them has a place of its own."""

ACCESSIBLE = (
    b'<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>'
    b'<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    b' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    b' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">'
    b'<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    b"<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    b'<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    b"<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
"""What an archive says of itself besides: PDF/A takes no word that it has not been told the meaning of."""


def complete(document: Any, pdf: Any) -> None:
    """Add to the objects of a tagged ``pydyf.PDF`` what its structure lacks; ``document`` is what was laid out."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    elements = {element.number: element for element in _elements(pdf, root)}
    merged: dict[bytes, bytes] = {}
    for number, element in tuple(elements.items()):
        parent = _object(pdf, element["P"])
        alike = element["S"] == parent.get("S")
        if element["S"] == "/Figure" and "Alt" in element:
            _place(pdf, element)
        elif element["S"] == "/Figure":
            parent["K"].remove(element.reference)
            del elements[number]
        elif alike and element["S"] == "/Link":
            if not _join(pdf, element, merged):
                del elements[number]
        elif alike and element["S"] in ONCE:
            element["S"] = "/NonStruct"
    _name_headers(pdf, root, elements.values())
    _own(pdf, _object(pdf, root["ParentTree"])["Nums"], elements, merged)
    _tell_links(document)
    _name_bookmarks(pdf)
    _archive(pdf)


def _join(pdf: Any, link: Any, merged: dict[bytes, bytes]) -> bool:
    """Make a link within a link part of the outermost; whether it is to be read.

    The first one inside is the page number after the words. The second, inside that, are the dots that lead the eye
    there: they stay a place to click, and are not for the ear.
    """
    whole = merged[link.reference] = merged.get(link["P"], link["P"])
    read = bool(whole == link["P"])
    around = _object(pdf, whole)["K"]
    at = around.index(link.reference)
    around[at : at + 1] = link["K"] if read else [kid for kid in link["K"] if isinstance(kid, bytes)]
    for kid in _kids(pdf, link):
        if kid["S"] != "/Link":
            kid["P"] = whole
    return read


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _elements(pdf: Any, root: Any) -> Iterator[Any]:
    """Every structure element that can be reached from the root."""
    waiting = [root]
    while waiting:
        for element in _kids(pdf, waiting.pop()):
            yield element
            waiting.append(element)


def _kids(pdf: Any, element: Any) -> Iterator[Any]:
    """The structure elements directly in it; numbers are marks on a page."""
    for kid in element["K"]:
        if isinstance(kid, bytes) and "S" in (found := _object(pdf, kid)):
            yield found


def _place(pdf: Any, figure: Any) -> None:
    """Say where the figure is in points from the foot of the page; WeasyPrint gives pixels from its head."""
    left, top, right, bottom = figure["A"]["BBox"]
    height = _object(pdf, figure["Pg"])["MediaBox"][3]
    figure["A"]["BBox"][:] = (left * PIXEL, height - bottom * PIXEL, right * PIXEL, height - top * PIXEL)


def _name_headers(pdf: Any, root: Any, elements: Iterable[Any]) -> None:
    """Say of each header cell what it heads, and where a cell finds the headers it names."""
    named = []
    for head in elements:
        if head["S"] == "/TH":
            rows = _object(pdf, _object(pdf, head["P"])["P"])
            head["A"]["Scope"] = "/Column" if rows["S"] == "/THead" else "/Row"
            named.append((head["ID"].data, head.reference))
    if named:
        root["IDTree"] = b"<</Names [%s]>>" % b" ".join(part for pair in sorted(named) for part in pair)


def _own(pdf: Any, owners: list[Any], elements: dict[int, Any], merged: dict[bytes, bytes]) -> None:
    """Say for each mark and link which element it belongs to; what no reader can reach becomes decoration."""
    pages = pdf.page_references
    for number, owner in enumerate(owners[1::2]):
        if number >= len(pages):
            owners[2 * number + 1] = merged.get(owner, owner)
            continue
        lost = {mark for mark, element in enumerate(owner) if int(element.split()[0]) not in elements}
        drawn = _object(pdf, _object(pdf, pages[number])["Contents"]).stream
        for at, item in enumerate(drawn):
            if isinstance(item, dict) and item.get("MCID") in lost:
                drawn[at - 1 : at + 1] = "/Artifact", b"<<>>"
        owner[:] = ["null" if mark in lost else merged.get(element, element) for mark, element in enumerate(owner)]


def _tell_links(document: Any) -> None:
    """Let each link say the words that it stands on; WeasyPrint gives the name of its target."""
    for page in document.pages:
        for _, _, _, box in page.links:
            if link := box.link_annotation:
                link["Contents"] = type(link["Contents"])(_words("".join(box.element.itertext())))


def _name_bookmarks(pdf: Any) -> None:
    """Let a bookmark be a line of words, also where a tab hangs a number left of its heading."""
    for item in pdf.objects:
        if isinstance(item, dict) and "Title" in item and "Parent" in item:
            item["Title"] = type(item["Title"])(_words(item["Title"].string))


def _words(text: str) -> str:
    """A text on one line, without what only says where lines of it may end."""
    return " ".join(text.replace(JOIN, "").replace(PART, "").split())


def _archive(pdf: Any) -> None:
    """Name each attachment once, and let an archive say that it is accessible, too."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    if "Metadata" in pdf.catalog:
        metadata = _object(pdf, pdf.catalog["Metadata"])
        if b"pdfaid:part" in metadata.stream[0]:
            metadata.stream[0] = metadata.stream[0].replace(b"</rdf:RDF>", ACCESSIBLE + b"</rdf:RDF>")
