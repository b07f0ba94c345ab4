"""Forged reports: what somebody could change in a PDF so that it looks, reads or acts otherwise, one function each."""

import re
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

Forgery = Callable[[Pdf], None]
GALLERY: dict[str, Forgery] = {}
"""Every forgery by its name."""


def forgery(change: Forgery) -> Forgery:
    GALLERY[change.__name__] = change
    return change


def rewrite(document: Pdf, number: int, change: Callable[[bytes], bytes]) -> None:
    """Change what page ``number`` (from 0) draws; there has to be something to change."""
    page = document.pages[number]
    page.contents_coalesce()
    before = page.obj.Contents.read_bytes()
    after = change(before)
    assert after != before
    page.obj.Contents = document.make_stream(after)


def stick(document: Pdf, **members: Any) -> None:
    """Put an annotation on page 1."""
    note = Dictionary(Type=Name.Annot, Rect=[100, 600, 300, 700], **members)
    page = document.pages[0].obj
    page.Annots = Array([*page.get("/Annots", []), document.make_indirect(note)])


def with_a_link(document: Pdf) -> None:
    """Put a link on page 1: our pages have none, and whatever a PDF has, none of it may differ."""
    stick(document, Subtype=Name.Link, Border=[0, 0, 0], Dest=Array([document.pages[1].obj, Name.Fit]))


def link(document: Pdf) -> pikepdf.Object:
    """The first link that leads somewhere."""
    return next(note for page in document.pages for note in page.get("/Annots", []) if "/Dest" in note or "/A" in note)


def form(document: Pdf, drawing: bytes, **members: Any) -> Stream:
    return Stream(document, drawing, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842], **members)


def font(document: Pdf) -> pikepdf.Object:
    """The font with which page 1 draws most."""
    page = document.pages[0]
    page.contents_coalesce()
    used = re.findall(rb"/(\w+) [\d.]+ Tf", page.obj.Contents.read_bytes())
    return page.obj.Resources.Font["/" + max(set(used), key=used.count).decode()]


def swapped(first: bytes, second: bytes) -> Callable[[bytes], bytes]:
    return lambda text: text.replace(first, b"\0").replace(second, first).replace(b"\0", second)


PAINT = b"q 1 1 1 rg 0 700 600 142 re f Q"
JAVASCRIPT: dict[str, Any] = {"S": Name.JavaScript, "JS": "app.alert(1)"}


# What is seen.


@forgery
def a_white_box_over_the_score(document: Pdf) -> None:
    document.pages[0].contents_add(PAINT)


@forgery
def all_text_in_white(document: Pdf) -> None:
    rewrite(document, 0, lambda text: re.sub(rb"[\d.]+ [\d.]+ [\d.]+ rg", b"1 1 1 rg", text))


@forgery
def glyphs_exchanged(document: Pdf) -> None:
    def change(text: bytes) -> bytes:
        first, second = sorted(set(re.findall(rb"<([0-9a-f]{4})", text)))[:2]
        return swapped(first, second)(text)

    rewrite(document, 0, change)


@forgery
def bars_of_no_size(document: Pdf) -> None:
    for number in range(len(document.pages)):
        page = document.pages[number]
        page.contents_coalesce()
        text = page.obj.Contents.read_bytes()
        page.obj.Contents = document.make_stream(re.sub(rb"[\d.]+ (-?[\d.]+) re", rb"0 \1 re", text))


@forgery
def an_empty_page(document: Pdf) -> None:
    document.pages[1].obj.Contents = document.make_stream(b"")


@forgery
def a_clipped_page(document: Pdf) -> None:
    rewrite(document, 0, lambda text: b"0 0 300 842 re W n " + text)


@forgery
def a_moved_page(document: Pdf) -> None:
    rewrite(document, 0, lambda text: b"1 0 0 1 0 1 cm " + text)


@forgery
def two_pages_exchanged(document: Pdf) -> None:
    document.pages.insert(0, document.pages[1])
    del document.pages[2]


@forgery
def a_page_left_out(document: Pdf) -> None:
    del document.pages[-1]


@forgery
def a_page_twice(document: Pdf) -> None:
    document.pages.append(document.pages[0])


@forgery
def a_blank_page_at_the_end(document: Pdf) -> None:
    document.add_blank_page(page_size=(595, 842))


@forgery
def a_crop_box(document: Pdf) -> None:
    document.pages[0].obj.CropBox = [0, 0, 595, 600]


@forgery
def a_shifted_media_box(document: Pdf) -> None:
    document.pages[0].obj.MediaBox = [0, 100, 595, 942]


@forgery
def a_shifted_trim_box(document: Pdf) -> None:
    document.pages[0].obj.TrimBox = [0, 100, 595, 842]


@forgery
def a_turned_page(document: Pdf) -> None:
    document.pages[0].obj.Rotate = 180


@forgery
def a_page_of_other_units(document: Pdf) -> None:
    document.pages[0].obj.UserUnit = 2


@forgery
def transparent_text(document: Pdf) -> None:
    state = document.pages[0].obj.Resources.ExtGState
    for name in list(state.keys()):
        state[name] = Dictionary(ca=0, CA=0)


@forgery
def a_transfer_function(document: Pdf) -> None:
    document.pages[0].obj.Resources.ExtGState["/turned"] = Dictionary(TR=Name.Identity)
    rewrite(document, 0, lambda text: b"/turned gs " + text)


@forgery
def overprinted(document: Pdf) -> None:
    document.pages[0].obj.Resources.ExtGState["/over"] = Dictionary(OP=True, op=True, OPM=1)
    rewrite(document, 0, lambda text: b"/over gs " + text)


@forgery
def blended_with_what_is_below(document: Pdf) -> None:
    document.pages[0].obj.Resources.ExtGState["/blend"] = Dictionary(BM=Name.Difference)
    rewrite(document, 0, lambda text: b"/blend gs " + text)


@forgery
def a_form_painted_over(document: Pdf) -> None:
    resources = document.pages[0].obj.Resources
    if "/XObject" not in resources:
        resources.XObject = Dictionary()
    resources.XObject["/over"] = form(document, PAINT)
    document.pages[0].contents_add(b"/over Do")


@forgery
def a_form_with_a_layer(document: Pdf) -> None:
    resources = document.pages[0].obj.Resources
    if "/XObject" not in resources:
        resources.XObject = Dictionary()
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name="more"))
    resources.XObject["/over"] = form(document, b"", OC=layer)
    document.pages[0].contents_add(b"/over Do")


@forgery
def a_form_in_postscript(document: Pdf) -> None:
    resources = document.pages[0].obj.Resources
    if "/XObject" not in resources:
        resources.XObject = Dictionary()
    resources.XObject["/over"] = Stream(document, b"showpage", Type=Name.XObject, Subtype=Name.PS, Level1=Dictionary())


@forgery
def a_picture_with_another_for_print(document: Pdf) -> None:
    resources = document.pages[0].obj.Resources
    if "/XObject" not in resources:
        resources.XObject = Dictionary()
    size = {"Width": 1, "Height": 1, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
    other = Stream(document, b"\0", Type=Name.XObject, Subtype=Name.Image, **size)
    picture = Stream(document, b"\xff", Type=Name.XObject, Subtype=Name.Image, **size)
    picture.Alternates = Array([Dictionary(Image=document.make_indirect(other), DefaultForPrinting=True)])
    resources.XObject["/over"] = picture
    document.pages[0].contents_add(b"q .01 0 0 .01 0 0 cm /over Do Q")


@forgery
def a_hidden_layer(document: Pdf) -> None:
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name="more"))
    document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    document.pages[0].obj.Resources.Properties = Dictionary(more=layer)
    rewrite(document, 0, lambda text: b"/OC /more BDC " + text + b" EMC")


@forgery
def a_layer_shown_in_print_only(document: Pdf) -> None:
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name="more"))
    document.pages[0].obj.Resources.Properties = Dictionary(more=layer)
    document.pages[0].contents_add(b"/OC /more BDC EMC")


@forgery
def glyphs_exchanged_in_the_font(document: Pdf) -> None:
    page = document.pages[0]
    page.contents_coalesce()
    used = sorted({int(found, 16) for found in re.findall(rb"<([0-9a-f]{4})", page.obj.Contents.read_bytes())})
    table = bytearray(b"".join(at.to_bytes(2, "big") for at in range(65536)))
    for one, other in zip(used[::2], used[1::2], strict=False):
        table[2 * one : 2 * one + 2], table[2 * other : 2 * other + 2] = (
            other.to_bytes(2, "big"),
            one.to_bytes(2, "big"),
        )
    font(document).DescendantFonts[0].CIDToGIDMap = document.make_stream(bytes(table))


@forgery
def another_font_program(document: Pdf) -> None:
    fonts = list(document.pages[0].obj.Resources.Font.values())
    first, other = (entry.DescendantFonts[0].FontDescriptor for entry in (font(document), fonts[0]))
    if first.objgen == other.objgen:
        other = fonts[-1].DescendantFonts[0].FontDescriptor
    first.FontFile2 = other.FontFile2


@forgery
def wider_glyphs(document: Pdf) -> None:
    rewrite(document, 0, lambda text: b"40 Tz " + text)


# What is read.


@forgery
def a_font_that_reads_as_nothing(document: Pdf) -> None:
    font(document).ToUnicode = document.make_stream(b"")


@forgery
def a_font_that_reads_otherwise(document: Pdf) -> None:
    table = font(document).ToUnicode.read_bytes()
    font(document).ToUnicode = document.make_stream(table.replace(b"<0030>", b"<0039>").replace(b"<0036>", b"<0039>"))


@forgery
def text_that_is_not_seen(document: Pdf) -> None:
    rewrite(
        document,
        0,
        lambda text: re.sub(rb"(BT.*?ET)", rb"\1 q 1 0 0 1 0 -40 cm 3 Tr \1 Q", text, count=1, flags=re.DOTALL),
    )


@forgery
def text_in_place_of_the_text(document: Pdf) -> None:
    document.Root.StructTreeRoot.K[0].ActualText = "A 97"


@forgery
def another_description_of_a_picture(document: Pdf) -> None:
    found = next(entry for entry in document.objects if isinstance(entry, pikepdf.Dictionary) and "/Alt" in entry)
    found.Alt = "A 97"


@forgery
def no_structure(document: Pdf) -> None:
    del document.Root.StructTreeRoot


@forgery
def not_marked(document: Pdf) -> None:
    del document.Root.MarkInfo


@forgery
def another_language(document: Pdf) -> None:
    document.Root.Lang = "en-GB"


# What lies on the pages, and what it does.


@forgery
def a_note_stuck_on(document: Pdf) -> None:
    stick(document, Subtype=Name.FreeText, Contents="A 97")


@forgery
def a_stamp(document: Pdf) -> None:
    stick(document, Subtype=Name.Stamp, AP=Dictionary(N=document.make_indirect(form(document, PAINT))))


@forgery
def a_stamp_in_print_only(document: Pdf) -> None:
    look = Dictionary(N=document.make_indirect(form(document, PAINT)))
    stick(document, Subtype=Name.Stamp, F=36, AP=look)


@forgery
def a_field_to_fill_in(document: Pdf) -> None:
    stick(document, Subtype=Name.Widget, FT=Name.Tx, T="score", V="97")
    document.Root.AcroForm = Dictionary(Fields=[document.pages[0].obj.Annots[-1]])


@forgery
def a_film(document: Pdf) -> None:
    stick(document, Subtype=Name.RichMedia)


@forgery
def a_file_to_open(document: Pdf) -> None:
    stick(document, Subtype=Name.FileAttachment, FS=Dictionary(Type=Name.Filespec, F="more.exe"))


@forgery
def a_link_more(document: Pdf) -> None:
    with_a_link(document)


@forgery
def a_link_with_a_look(document: Pdf) -> None:
    link(document).AP = Dictionary(N=document.make_indirect(form(document, PAINT)))


@forgery
def a_link_to_another_place(document: Pdf) -> None:
    found = link(document)
    found.Dest = Array([document.pages[-1].obj, Name.Fit])


@forgery
def a_link_to_an_address(document: Pdf) -> None:
    found = link(document)
    del found["/Dest"]
    found.A = Dictionary(S=Name.URI, URI="https://example.com/")


@forgery
def a_link_that_starts_a_program(document: Pdf) -> None:
    found = link(document)
    del found["/Dest"]
    found.A = Dictionary(S=Name.Launch, F="more.exe")


@forgery
def a_link_that_runs_a_script(document: Pdf) -> None:
    link(document).AA = Dictionary(E=Dictionary(**JAVASCRIPT))


@forgery
def a_larger_link(document: Pdf) -> None:
    link(document).Rect = [0, 0, 595, 842]


@forgery
def a_hidden_link(document: Pdf) -> None:
    link(document).F = 2


@forgery
def a_link_with_a_border(document: Pdf) -> None:
    link(document).BS = Dictionary(W=9)


@forgery
def a_link_left_out(document: Pdf) -> None:
    page = next(page for page in document.pages if len(page.get("/Annots", [])))
    del page.obj.Annots[0]


@forgery
def a_page_that_runs_a_script(document: Pdf) -> None:
    document.pages[0].obj.AA = Dictionary(O=Dictionary(**JAVASCRIPT))


@forgery
def a_page_with_another_thumbnail(document: Pdf) -> None:
    document.pages[0].obj.Thumb = document.make_stream(b"\0")


@forgery
def a_page_that_turns_itself(document: Pdf) -> None:
    document.pages[0].obj.Dur = 1


# The document as a whole.


@forgery
def a_script_on_opening(document: Pdf) -> None:
    document.Root.OpenAction = Dictionary(**JAVASCRIPT)


@forgery
def another_page_on_opening(document: Pdf) -> None:
    document.Root.OpenAction = Array([document.pages[-1].obj, Name.Fit])


@forgery
def a_script_before_printing(document: Pdf) -> None:
    document.Root.AA = Dictionary(WP=Dictionary(**JAVASCRIPT))


@forgery
def a_script_by_name(document: Pdf) -> None:
    document.Root.Names.JavaScript = Dictionary(Names=["a", Dictionary(**JAVASCRIPT)])


@forgery
def names_that_lead_elsewhere(document: Pdf) -> None:
    names = document.Root.Names.Dests.Names
    names[1], names[3] = names[3], names[1]


@forgery
def a_bookmark_of_another_title(document: Pdf) -> None:
    document.Root.Outlines.First.Title = "A 97"


@forgery
def a_bookmark_to_another_place(document: Pdf) -> None:
    document.Root.Outlines.First.Dest = Array([document.pages[-1].obj, Name.Fit])


@forgery
def no_bookmarks(document: Pdf) -> None:
    del document.Root.Outlines


@forgery
def a_form(document: Pdf) -> None:
    document.Root.AcroForm = Dictionary(Fields=[], NeedAppearances=True)


@forgery
def a_form_of_another_kind(document: Pdf) -> None:
    document.Root.AcroForm = Dictionary(Fields=[], XFA=document.make_stream(b"<xdp/>"))


@forgery
def tools_hidden(document: Pdf) -> None:
    document.Root.ViewerPreferences.HideToolbar = True


@forgery
def other_page_numbers(document: Pdf) -> None:
    document.Root.PageLabels = Dictionary(Nums=[0, Dictionary(S=Name.D, St=90)])


@forgery
def shown_as_a_slide(document: Pdf) -> None:
    document.Root.PageMode = Name.FullScreen


@forgery
def another_base_for_links(document: Pdf) -> None:
    document.Root.URI = Dictionary(Base="https://example.com/")


@forgery
def a_folder_of_files(document: Pdf) -> None:
    document.Root.Collection = Dictionary(View=Name.T)


@forgery
def permissions(document: Pdf) -> None:
    document.Root.Perms = Dictionary()


@forgery
def a_record_of_another_title(document: Pdf) -> None:
    text = document.Root.Metadata.read_bytes()
    assert b"tenken" in text
    document.Root.Metadata = document.make_stream(text.replace(b"tenken", b"others"))


@forgery
def no_record(document: Pdf) -> None:
    del document.Root.Metadata


@forgery
def another_title(document: Pdf) -> None:
    document.docinfo["/Title"] = "A 97"


@forgery
def another_author(document: Pdf) -> None:
    document.docinfo["/Author"] = "somebody else"


@forgery
def another_day(document: Pdf) -> None:
    document.docinfo["/CreationDate"] = "D:20251114"


@forgery
def another_file_inside(document: Pdf) -> None:
    entry = document.Root.Names.EmbeddedFiles.Names[1]
    content = entry.EF.F.read_bytes()
    entry.EF.F.write(content.replace(b"2026", b"2025"))


@forgery
def another_name_of_a_file_inside(document: Pdf) -> None:
    document.Root.Names.EmbeddedFiles.Names[1].UF = "more.exe"
