"""Reads a PDF as a screen reader does, and names what such a reader would stumble over.

``structure_problems`` gives back sentences, none when all is well. page-validation and veraPDF ask whether a file keeps
the standard; here is asked what they let pass: a table without header cells, a figure that does not state its figures,
a bookmark that is no heading, a running head that is read out.
"""

import ctypes
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pikepdf
import pypdfium2
from pypdfium2 import raw

PAINTING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "s", "S", "sh", "Do", "EI"}
ROWS = ("THead", "TBody", "TFoot")
ALLOWED = {
    "L": {"LI", "Caption", "L"},
    "LI": {"Lbl", "LBody"},
    "Table": {*ROWS, "TR", "Caption"},
    "TR": {"TH", "TD"},
    **{rows: {"TR"} for rows in ROWS},
}
"""What may stand directly within lists and tables."""
NEVER_IN_ITS_LIKE = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "Link", "Figure", "Caption"}


@dataclass(frozen=True)
class Node:
    """An element of the structure: what it is, the page it begins on, what is in it, and what it says instead."""

    kind: str
    page: int
    inside: "tuple[Node | str, ...]"
    alt: str
    attributes: dict[str, object]
    element: pikepdf.Object = field(repr=False)
    marks: tuple[tuple[int, int], ...] = field(repr=False)

    @property
    def nodes(self) -> "Iterator[Node]":
        """This element and all in it, in reading order."""
        yield self
        for part in self.inside:
            if isinstance(part, Node):
                yield from part.nodes

    @property
    def text(self) -> str:
        """What is read aloud, with single blanks."""
        return " ".join("".join(self._parts()).split())

    def _parts(self) -> Iterator[str]:
        if self.alt:
            yield f" {self.alt} "
        for part in self.inside:
            if isinstance(part, str):
                yield part
            else:
                yield from part._parts()

    def all(self, *kinds: str) -> "list[Node]":
        """The elements of these kinds, in reading order."""
        return [node for node in self.nodes if node.kind in kinds]

    @property
    def children(self) -> "list[Node]":
        """The elements directly in it, as if what only groups were not there."""
        found = []
        for part in self.inside:
            if isinstance(part, Node):
                found += part.children if part.kind == "NonStruct" else [part]
        return found


def read(document: pikepdf.Pdf, content: bytes) -> Node:
    """The structure of a document with the texts that its pages show."""
    numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}
    texts = _texts(content)

    def node(element: pikepdf.Object, page: int) -> Node:
        page = numbers[element.Pg.objgen] if "/Pg" in element else page
        inside: list[Node | str] = []
        marks = []
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/MCID" not in kid:
                if kid.get("/Type") != "/OBJR":
                    inside.append(node(kid, page))
                continue
            if isinstance(kid, pikepdf.Dictionary):
                marks.append((numbers[kid.Pg.objgen] if "/Pg" in kid else page, int(kid.MCID)))
            else:
                marks.append((page, int(kid)))
            inside.append(texts.get(marks[-1], ""))
        if "/Pg" not in element:
            page = next((part.page for part in inside if isinstance(part, Node)), page)
        attributes = {key[1:]: _plain(value) for key, value in element.A.items()} if "/A" in element else {}
        alt = str(element.get("/Alt", ""))
        return Node(str(element.S)[1:], page, tuple(inside), alt, attributes, element, tuple(marks))

    return node(_kids(document.Root.StructTreeRoot)[0], 0)


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    """What is directly in an element; a single kid may stand without brackets."""
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _plain(value: object) -> object:
    if isinstance(value, pikepdf.Array):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, pikepdf.Object) else value


def _texts(content: bytes) -> dict[tuple[int, int], str]:
    """Page and number of the mark → the text drawn under it."""
    texts: dict[tuple[int, int], str] = {}
    with pypdfium2.PdfDocument(content) as document:
        for number in range(len(document)):
            page = document[number]
            shown = page.get_textpage()
            for at in range(raw.FPDFPage_CountObjects(page.raw)):
                drawn = raw.FPDFPage_GetObject(page.raw, at)
                mark = raw.FPDFPageObj_GetMarkedContentID(drawn)
                if mark >= 0 and raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_TEXT:
                    size = raw.FPDFTextObj_GetText(drawn, shown.raw, None, 0)
                    letters = (ctypes.c_ushort * (size // 2))()
                    raw.FPDFTextObj_GetText(drawn, shown.raw, letters, size)
                    text = bytes(letters).decode("utf-16-le").rstrip("\0")
                    texts[number, mark] = texts.get((number, mark), "") + text
    return texts


def structure_problems(content: bytes, lang: str) -> list[str]:
    """All that a reader of this language would stumble over."""
    with pikepdf.open(io.BytesIO(content)) as document:
        tree = read(document, content)
        return [
            *_document(document, lang),
            *_nesting(tree),
            *_headings(tree),
            *_bookmarks(document, tree),
            *_tables(document, tree),
            *_figures(document, tree),
            *_links(document, tree),
            *_drawn(document, tree),
        ]


def _document(document: pikepdf.Pdf, lang: str) -> Iterator[str]:
    root = document.Root
    if str(root.get("/Lang")) != lang:
        yield f"the language is {root.get('/Lang')}"
    if not str(document.docinfo.get("/Title", "")):
        yield "there is no title"
    if "/ViewerPreferences" not in root or not root.ViewerPreferences.get("/DisplayDocTitle"):
        yield "the window shows the name of the file and not the title"
    if "/MarkInfo" not in root or not root.MarkInfo.get("/Marked"):
        yield "the document does not say that it has a structure"
    for number, page in enumerate(document.pages, 1):
        if page.obj.get("/Tabs") != "/S":
            yield f"page {number}: the tabulator does not follow the structure"


def _nesting(tree: Node) -> Iterator[str]:
    for node in tree.nodes:
        for child in node.children:
            if child.kind not in ALLOWED.get(node.kind, {child.kind}):
                yield f"page {node.page + 1}: {child.kind} directly in {node.kind}: {child.text[:40]}"
        if node.kind in NEVER_IN_ITS_LIKE and len(node.all(node.kind)) > 1:
            yield f"page {node.page + 1}: {node.kind} in {node.kind}: {node.text[:40]}"


def _headings(tree: Node) -> Iterator[str]:
    headings = tree.all("H1", "H2", "H3", "H4", "H5", "H6")
    levels = [int(heading.kind[1]) for heading in headings]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"there are {levels.count(1)} headings of the first level, and the first heading is H{levels[0]}"
    for heading, (before, level) in zip(headings[1:], pairwise(levels), strict=True):
        if level > before + 1:
            yield f"page {heading.page + 1}: H{level} after H{before}: {heading.text}"
    for heading in headings:
        if not heading.text:
            yield f"page {heading.page + 1}: {heading.kind} is empty"


def _bookmarks(document: pikepdf.Pdf, tree: Node) -> Iterator[str]:
    """Bookmarks are the headings: as many, in the same order and depth, with the same words, on the same page."""
    numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}

    def listed(items: list[pikepdf.OutlineItem], depth: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            assert isinstance(item.destination, pikepdf.Array)
            yield depth, _bare(item.title), numbers[item.destination[0].objgen]
            yield from listed(item.children, depth + 1)

    with document.open_outline() as outline:
        bookmarks = list(listed(outline.root, 1))
    headings = [(int(node.kind[1]), _bare(node.text), node.page) for node in tree.all("H1", "H2", "H3", "H4")]
    for missing in Counter(headings) - Counter(bookmarks):
        yield f"page {missing[2] + 1}: no bookmark for the heading: {missing[1]}"
    for superfluous in Counter(bookmarks) - Counter(headings):
        yield f"page {superfluous[2] + 1}: no heading for the bookmark: {superfluous[1]}"
    if Counter(headings) == Counter(bookmarks) and headings != bookmarks:
        yield "bookmarks stand in another order than the headings"


def _bare(text: str) -> str:
    """Text without what the end of a line adds or takes away."""
    return re.sub(r"[\s\u00ad\x02-]", "", text)


def _tables(document: pikepdf.Pdf, tree: Node) -> Iterator[str]:
    known = document.Root.StructTreeRoot.get("/IDTree")
    names = {str(name): head for name, head in pikepdf.NameTree(known).items()} if known is not None else {}
    for table in tree.all("Table"):
        for problem in (*_shape(table), *_heads(table, names)):
            yield f"page {table.page + 1}, table «{table.text[:30]}»: {problem}"


def _shape(table: Node) -> Iterator[str]:
    widths = set(_widths(table.all("TR")))
    if len(widths) != 1:
        yield f"rows of {sorted(widths)} cells"
    kinds = [child.kind for child in table.children]
    if "Caption" in kinds[1:-1] or kinds.count("Caption") > 1:
        yield "its caption is neither first nor last"
    yield from ("an empty caption" for caption in table.all("Caption") if not caption.text)


def _heads(table: Node, names: dict[str, pikepdf.Object]) -> Iterator[str]:
    heads = table.all("TH")
    if not heads:
        yield "no header cell"
    for head in heads:
        if head.attributes.get("Scope") not in ("/Row", "/Column"):
            yield f"the header does not say whether it heads a row or a column: {head.text}"
        if not head.text:
            yield "an empty header"
    for cell in table.all("TD"):
        named = cell.attributes.get("Headers", [])
        assert isinstance(named, list)
        if heads and not named:
            yield f"a cell without header: {cell.text[:40]}"
        if any(name not in names or names[name].S != "/TH" for name in named):
            yield f"headers that cannot be found: {named}"


def _widths(rows: list[Node]) -> list[int]:
    """How many columns each row fills, cells counted that reach over several rows or columns."""
    from_above: Counter[int] = Counter()
    widths = []
    for number, row in enumerate(rows):
        width = from_above[number]
        for cell in row.children:
            columns = int(str(cell.attributes.get("ColSpan", 1)))
            width += columns
            for below in range(1, int(str(cell.attributes.get("RowSpan", 1)))):
                from_above[number + below] += columns
        widths.append(width)
    return widths


def _figures(document: pikepdf.Pdf, tree: Node) -> Iterator[str]:
    for figure in tree.all("Figure"):
        if not re.search(r"\d", figure.alt):
            yield f"page {figure.page + 1}: a figure states no figures: «{figure.alt}»"
        left, bottom, right, top = map(float, figure.element.A.BBox)
        _, _, width, height = map(float, document.pages[figure.page].mediabox)
        if not (0 <= left < right <= width and 0 <= bottom < top <= height):
            yield f"page {figure.page + 1}: a figure lies outside the page: «{figure.alt}»"


def _links(document: pikepdf.Pdf, tree: Node) -> Iterator[str]:
    linked = {
        kid.Obj.objgen: link
        for link in tree.all("Link")
        for part in link.nodes
        for kid in _kids(part.element)
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
    }
    for number, page in enumerate(document.pages, 1):
        for annotation in page.obj.get("/Annots", []):
            owner = linked.get(annotation.objgen)
            if annotation.Subtype != "/Link":
                yield f"page {number}: something to click that is no link"
            elif owner is None:
                yield f"page {number}: a link outside the structure"
            elif not owner.text:
                yield f"page {number}: a link without text"
            elif not _told(str(annotation.get("/Contents", "")), owner.text):
                yield f"page {number}: a link that tells something else: {annotation.get('/Contents')}"


def _told(contents: str, text: str) -> bool:
    """Whether one holds the other: only the text has a page number, only the contents the whole of a broken line."""
    contents, text = _bare(contents), _bare(text)
    return bool(contents) and (contents in text or text in contents)


def _drawn(document: pikepdf.Pdf, tree: Node) -> Iterator[str]:
    """Everything drawn is read once or is decoration, and everything read is drawn."""
    read_out = Counter(mark for node in tree.nodes for mark in node.marks)
    yield from (f"page {page + 1}: mark {mark} is read {n} times" for (page, mark), n in read_out.items() if n > 1)
    seen = set()
    for number, page in enumerate(document.pages):
        around: list[bool] = []
        for drawn in pikepdf.parse_content_stream(page):
            operands = drawn.operands
            match str(drawn.operator):
                case "BMC" | "BDC":
                    mark = operands[1].get("/MCID") if len(operands) > 1 else None
                    known = (number, int(mark)) in read_out if mark is not None else operands[0] == "/Artifact"
                    around.append(known)
                    if mark is not None:
                        seen.add((number, int(mark)))
                case "EMC":
                    around.pop()
                case paints if paints in PAINTING and not any(around):
                    yield f"page {number + 1}: drawn outside the structure: {paints}"
                    break
    yield from (
        f"page {page + 1}: mark {mark} is read and not drawn" for page, mark in read_out if (page, mark) not in seen
    )
