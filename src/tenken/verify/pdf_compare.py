"""Two PDFs held against each other: what is seen, what is read, and what they do.

Runs in the sandbox, started by ``pages`` and by nobody else, and imports nothing of tenken. Each page is drawn twice by
one kept renderer (PDFium) and compared pixel by pixel, its text is read by the same; all else, from links to the
catalog, has to be equal as another library (pypdf) reads it. What is drawn need not be written alike, but may use
nothing that another reader shows otherwise: layers, print-only forms, transfer functions. What is not known is refused.
"""

import hashlib
import io
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

LARGEST_STREAM = 20_000_000
"""Bytes of any one stream once unpacked."""
MOST_PAGES = 2_000
"""Of which the text is read; tenken lays out no more than 1,500."""
MOST_STEPS = 3_000_000
"""Objects looked at in one document; a report has about fifty thousand."""
SCALE = 1.5
"""Pixels a point: 108 to the inch, where a digit of six points is more than fifty pixels."""
LARGEST_DIFFERENCE = 12
"""Of 255, in one colour of one pixel: rounding changes less, the smallest other character ten times more."""

TRAILER = {"/Root", "/Info", "/ID", "/Size", "/Prev", "/XRefStm", "/Type", "/W", "/Index"}
PACKING = {"/Length", "/Filter", "/DecodeParms", "/DL"}
"""How a stream is packed; its content is compared unpacked."""
DRAWN = {"/Contents", "/Resources"}
"""What of a page is compared by looking at it."""
TREE = {"/Parent"}
"""How pages hang together; their order is compared."""
ALLOWED = {
    "/ExtGState": {"/Type", "/ca", "/CA", "/SMask", "/AIS"},
    "/XObject": {
        *("/Type", "/Subtype", "/BBox", "/Matrix", "/Resources", "/Group", "/Width", "/Height", "/ColorSpace"),
        *("/BitsPerComponent", "/SMask", "/Interpolate", "/Decode", "/ImageMask", "/StructParent", "/StructParents"),
        *("/FormType",),
    },
    "/Pattern": {
        *("/Type", "/PatternType", "/PaintType", "/TilingType", "/BBox", "/XStep", "/YStep", "/Resources", "/Matrix"),
        *("/Shading",),
    },
    "/Font": {
        *("/Type", "/Subtype", "/BaseFont", "/Encoding", "/DescendantFonts", "/ToUnicode", "/Name", "/FirstChar"),
        *("/LastChar", "/Widths", "/FontDescriptor", "/FontBBox", "/FontMatrix", "/CharProcs", "/Resources"),
    },
}
"""What a page may draw with, and the keys that each may have."""
PLAIN = {"/ColorSpace", "/Shading", "/ProcSet"}
"""What a page may draw with, too: numbers only, which every reader shows alike."""
SIGNED_FORM = {"/Fields", "/SigFlags"}
SIGNED_FIELD = {"/FT", "/T", "/Type", "/Subtype", "/F", "/Rect", "/P", "/V"}
SIGNATURE = {
    *("/Type", "/Filter", "/SubFilter", "/Contents", "/ByteRange", "/M", "/Name", "/Reason", "/Location"),
    *("/ContactInfo", "/Reference", "/Prop_Build"),
}
PERMITTED = {"/DocMDP"}
"""What signing puts into a PDF: the keys of the form, of its one field, of the signature, and who allows what."""
VERSIONS = {"/Version", "/Extensions"}
"""Which PDF it is written in, which a signature may raise."""
LAYER = re.compile(rb"/OC[\s/]")
"""A part of a page that a reader may hide."""


class Differs(Exception):
    """What is different, and on which page (0: on none)."""


def characters(content: bytes) -> dict[str, str]:
    """All that can be read on the pages of one PDF, as one text."""
    import pypdfium2  # noqa: PLC0415 - only in the sandbox

    with pypdfium2.PdfDocument(content) as document:
        if len(document) > MOST_PAGES:
            raise ValueError(len(document))
        return {"text": "".join(page.get_textpage().get_text_bounded() for page in document)}


def compared(content: bytes, length: str) -> dict[str, Any]:
    """Where two PDFs, one behind the other, first differ: ``what`` and ``page``, both empty where they are alike.

    ``fonts`` says whether they look different and use other fonts, which may be the reason.
    """
    logging.disable()
    theirs, ours = content[: int(length)], content[int(length) :]
    try:
        check(theirs, ours)
    except Differs as found:
        what, page = found.args
        return {"what": what, "page": page, "fonts": what in ("seen", "read", "pages") and fonts(theirs) != fonts(ours)}
    except Exception:  # noqa: BLE001 - their file; whatever a library stumbles over in it, ours has none of that
        return {"what": "unreadable", "page": 0, "fonts": False}
    return {"what": "", "page": 0, "fonts": False}


def only_signed(content: bytes, length: str) -> bool:
    """Of two PDFs, one behind the other: whether the first is the second with a signature that nobody sees."""
    logging.disable()
    try:
        readers = _readers(content[: int(length)], content[int(length) :])
        set_aside_signature(readers[0])
        for reader in readers:
            for key in VERSIONS & set(reader.trailer["/Root"]):
                del reader.trailer["/Root"][key]
        return [*parts(readers[0]), *drawn(readers[0])] == [*parts(readers[1]), *drawn(readers[1])]
    except Exception:  # noqa: BLE001 - see above; what is not known is refused
        return False


def set_aside_signature(reader: Any) -> None:
    """Take out what signing puts into a PDF; raises Differs where that is anything else, or can be seen."""
    root = reader.trailer["/Root"]
    form = root["/AcroForm"]
    (place,) = form["/Fields"]
    field = place.get_object()
    holders = [page for page in reader.pages if place in page.get("/Annots", ())]
    known = [(form, SIGNED_FORM), (field, SIGNED_FIELD), (field["/V"], SIGNATURE), (root.get("/Perms", {}), PERMITTED)]
    if any(set(found) - keys for found, keys in known) or len(holders) != 1:
        raise Differs("signature", 0)
    if field["/FT"] != "/Sig" or any(field["/Rect"]):
        raise Differs("signature", 0)
    beside = [other for other in holders[0]["/Annots"] if other != place]
    if beside:
        holders[0]["/Annots"].remove(place)
    else:
        del holders[0]["/Annots"]
    for key in {"/AcroForm", "/Perms"} & set(root):
        del root[key]


def drawn(reader: Any) -> Iterator[tuple[str, int, str]]:
    """What each page draws, and with what, as it is written."""
    form = Form(reader)
    for number, page in enumerate(reader.pages, 1):
        yield "drawn", number, form.digest({key: page.raw_get(key) for key in sorted(DRAWN) if key in page})


def fonts(content: bytes) -> set[str]:
    """The names of the fonts that pages use, without the mark of the part that is embedded."""
    import pypdf  # noqa: PLC0415 - only in the sandbox

    found = set()
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            found.add(str(font.get_object().get("/BaseFont")).split("+")[-1])
    return found


def check(theirs: bytes, ours: bytes) -> None:
    """Hold one against the other; raises Differs."""
    readers = _readers(theirs, ours)
    counts = [_count(reader) for reader in readers]
    if counts[0] != counts[1]:
        raise Differs("pages", min(counts) + 1)
    if len(readers[0].pages) != counts[0]:
        raise Differs("pages", counts[0])
    for one, other in zip(parts(readers[0]), parts(readers[1]), strict=True):
        if one != other:
            where = " ".join(sorted(set(one[2].split(",")) ^ set(other[2].split(",")))) if one[0] == "catalog" else ""
            raise Differs(f"{one[0]} {where}".strip(), one[1])
    for number, page in enumerate(readers[0].pages, 1):
        look_at_means(page, number)
    draw(theirs, ours)


def _readers(*contents: bytes) -> list[Any]:
    """What reads each of them, and unpacks nothing that is too large."""
    import pypdf  # noqa: PLC0415 - only in the sandbox

    pypdf.overwrite_configuration(
        zlib_maximum_output_length=LARGEST_STREAM,
        lzw_maximum_output_length=LARGEST_STREAM,
        run_length_maximum_output_length=LARGEST_STREAM,
    )
    return [pypdf.PdfReader(io.BytesIO(content), strict=True) for content in contents]


def _count(reader: Any) -> int:
    """How many pages it says it has."""
    return int(reader.trailer["/Root"]["/Pages"]["/Count"])


def parts(reader: Any) -> Iterator[tuple[str, int, str]]:
    """Everything that is not drawn, part by part: what, on which page, and a digest of it."""
    form = Form(reader)
    odd = sorted(set(reader.trailer) - TRAILER - PACKING)
    yield "trailer", 0, ",".join(odd)
    for number, page in enumerate(reader.pages, 1):
        for what, keys in (("annotation", {"/Annots"}), ("page", set(page) - DRAWN - TREE - {"/Annots"})):
            members = {key: page.raw_get(key) for key in sorted(keys) if key in page}
            yield what, number, form.digest(members)
    root = reader.trailer["/Root"]
    yield "catalog", 0, ",".join(sorted(set(root) - {"/Version", "/Extensions"}))
    for key in sorted(set(root) - {"/Pages", "/Type"}):
        yield f"catalog {key}", 0, form.digest({key: root.raw_get(key)})
    info = reader.trailer.raw_get("/Info") if "/Info" in reader.trailer else None
    yield "information", 0, form.digest({"/Info": info})


class Form:
    """The content of objects, whatever their numbers, their packing and the place where they stand."""

    def __init__(self, reader: Any) -> None:
        """Pages are known by their place; every other object by when it is met first."""
        self._reader = reader
        self._known: dict[int, str] = {
            page.indirect_reference.idnum: f"page {number}" for number, page in enumerate(reader.pages, 1)
        }
        self._steps = 0

    def digest(self, found: object) -> str:
        """SHA-256 of everything that hangs on an object and was not met before."""
        seen = hashlib.sha256()
        stack = [found]
        while stack:
            self._steps += 1
            if self._steps > MOST_STEPS:
                raise Differs("size", 0)
            told, members = self._told(stack.pop())
            seen.update(told)
            stack += reversed(members)
        return seen.hexdigest()

    def _told(self, found: Any) -> tuple[bytes, list[Any]]:
        """An object without its members, and its members."""
        from pypdf import generic  # noqa: PLC0415 - only in the sandbox

        if isinstance(found, generic.IndirectObject):
            if found.idnum in self._known:
                return f"<{self._known[found.idnum]}>".encode(), []
            self._known[found.idnum] = f"object {len(self._known)}"
            return b"", [found.get_object()]
        if isinstance(found, dict):
            keys = sorted(set(found) - (PACKING if isinstance(found, generic.StreamObject) else set()))
            told = repr(["dict", *keys]).encode()
            if isinstance(found, generic.StreamObject):
                told += b"stream" + hashlib.sha256(found.get_data()).digest()
            raw = getattr(found, "raw_get", found.__getitem__)
            return told, [raw(key) for key in keys]
        if isinstance(found, list):
            return f"list {len(found)};".encode(), list(found)
        if isinstance(found, bool | generic.BooleanObject):
            return f"flag {found};".lower().encode(), []
        if isinstance(found, float | int):
            return f"number {round(float(found), 4) + 0.0};".encode(), []
        if isinstance(found, generic.NameObject):
            return f"name {str(found)!r};".encode(), []
        if isinstance(found, generic.TextStringObject | generic.ByteStringObject):
            return b"text " + repr(found.original_bytes).encode(), []
        return f"{type(found).__name__};".encode(), []


def look_at_means(page: Any, number: int) -> None:
    """Raises Differs where a page draws with something that not every reader shows alike."""
    stream = page.get_contents()
    if stream is not None and LAYER.search(stream.get_data()):
        raise Differs("layer", number)
    waiting, seen = [page.get("/Resources", {})], set()
    while waiting:
        for kind, means in members(waiting.pop()):
            if id(means) in seen:
                continue
            seen.add(id(means))
            if kind not in ALLOWED or set(means) - PACKING - ALLOWED[kind]:
                raise Differs("means", number)
            if kind in ("/XObject", "/Pattern") and hasattr(means, "get_data") and LAYER.search(means.get_data()):
                raise Differs("layer", number)
            waiting += [means["/Resources"]] if "/Resources" in means else []


def members(resources: Any) -> Iterator[tuple[str, Any]]:
    """Everything that a page draws with, by kind, but for what is numbers only."""
    for kind, named in resources.items():
        if kind not in PLAIN:
            for means in named.get_object().values():
                yield kind, means.get_object()


def draw(theirs: bytes, ours: bytes) -> None:
    """Raises Differs with the first page that looks or reads otherwise."""
    import pypdfium2  # noqa: PLC0415 - only in the sandbox
    from PIL import Image, ImageChops  # noqa: PLC0415 - only in the sandbox

    def picture(page: Any) -> Any:
        return page.render(scale=SCALE, may_draw_forms=True, rev_byteorder=True).to_pil().convert("RGB")

    def text(page: Any) -> str:
        return re.sub(r"\s+", "", page.get_textpage().get_text_range())

    both = [pypdfium2.PdfDocument(content) for content in (theirs, ours)]
    if len(both[0]) != len(both[1]):
        raise Differs("pages", min(map(len, both)) + 1)
    views: tuple[tuple[str, Callable[[Any], Any]], ...] = (("read", text), ("seen", picture))
    for number in range(len(both[1])):
        pages = [document[number] for document in both]
        for what, view in views:
            one, other = (view(page) for page in pages)
            if isinstance(one, Image.Image):
                extremes: Any = ImageChops.difference(one, other).getextrema()
                same = one.size == other.size and all(most <= LARGEST_DIFFERENCE for _, most in extremes)
            else:
                same = one == other
            if not same:
                raise Differs(what, number + 1)
        for page in pages:
            page.close()
