"""The two fonts of marks: made by tools/marks, drawn by the printer, and read again as what was typed."""

import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from tenken.phrases import JOIN, PART, Medium, glued, phrases
from tenken.render.pdf.printer import print_page
from tenken.templating import FONTS, font_file, style_sheet
from tenken.words import Words

ROOT = Path(__file__).parents[3]
MARKS = "●◐○﹖－◆◇□▲▼▽☐"
BASE = style_sheet("report/css/base.css", medium=Medium.PRINT)


def test_the_committed_fonts_are_what_the_tool_draws(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "tools" / "marks", tmp_path], check=True)
    drawn = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert drawn == {name: font_file(address) for address, name in FONTS.items()}
    assert all(len(content) < 2_000 for content in drawn.values())


@pytest.mark.parametrize(("address", "blank", "wide"), [("tenken:marks", 333, 667), ("tenken:marks-fixed", 500, 1000)])
def test_marks_have_one_width_and_blanks_that_of_the_font_around_them(address: str, blank: int, wide: int) -> None:
    font = TTFont(io.BytesIO(font_file(address)))
    glyphs = font.getBestCmap()
    assert {chr(code) for code in glyphs} == {*MARKS, " ", "\u00a0", "\u3000"}
    widths = {chr(code): font["hmtx"][name][0] for code, name in glyphs.items()}
    assert {widths.pop("☐"), widths.pop(" "), widths.pop("\u00a0"), widths.pop("\u3000")} == {1560, blank, wide}
    assert set(widths.values()) == {1000}
    assert (font["hhea"].ascent, font["hhea"].descent, font["head"].unitsPerEm) == (880, -120, 1000)


def found_in(pdf: bytes) -> list[str]:
    """The text of a PDF, as two readers find it."""
    with pypdfium2.PdfDocument(pdf) as document:
        one = "".join(page.get_textpage().get_text_range() for page in document)
    return [one, "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)]


@pytest.mark.pdf
def test_marks_come_from_our_fonts_and_are_copied_as_they_were_typed() -> None:
    body = f"<p>点検 {MARKS} 点検　した</p><p class=fix>点検 {MARKS} 12　ab</p>"
    pdf = print_page(f"<!doctype html><html lang=ja><title>x</title><style>{BASE}</style>{body}", Words("ja"))
    for text in found_in(pdf):
        assert text.count(MARKS) == 2
    with pikepdf.Pdf.open(io.BytesIO(pdf)) as document:
        drawn = document.pages[0].Resources.Font.as_dict().values()
        fonts = {str(font.BaseFont).split("+")[-1] for font in drawn}
    assert {"Tenken-Marks", "Tenken-Marks-Fixed"} <= fonts


LONG = "過去1年の退職者名簿と現在のID一覧を突き合わせて、日付と出席者を残す" * 3


@pytest.mark.pdf
@pytest.mark.parametrize("long", [LONG, "Within 12 months. " * 30])
def test_joiners_break_lines_and_never_reach_a_reader(long: str) -> None:
    head = phrases(long[:30])
    body = f"<h2>{head}</h2><h2><a href='#x'>{head}</a></h2><p id=x>{phrases(long)}<p>{glued(long)}"
    pdf = print_page(f"<!doctype html><html lang=ja><title>x</title><style>{BASE}</style>{body}", Words("ja"))
    for text in found_in(pdf):
        assert not {JOIN, PART, "\u00ad", "\ufeff"} & set(text)
        assert "".join(text.split()).count("".join(long.split())) == 2
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    titles = [str(item.title) for item in reader.outline if not isinstance(item, list)]
    assert titles == [long[:30].strip()] * 2
    notes = [str(note.get_object()["/Contents"]) for page in reader.pages for note in page.get("/Annots", [])]
    assert notes == [long[:30].strip()]


@pytest.mark.pdf
def test_a_phrase_is_not_torn_and_an_endless_one_stays_in_its_cell() -> None:
    cell = "<table style='width:40mm'><tr><td>{}</table>"
    body = cell.format(phrases("証拠の写しを金庫に置き、鍵の持ち主を3人までにする")) + cell.format(
        phrases("漏" * 40 + "x" * 60)
    )
    pdf = print_page(f"<!doctype html><html lang=ja><title>x</title><style>{BASE}</style>{body}", Words("ja"))
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        lines = text.get_text_range().split()
        boxes = [text.get_charbox(at) for at in range(text.count_chars())]
    assert lines[:3] == ["証拠の写しを金庫に", "置き、鍵の持ち主を", "3人までにする"]
    assert max(right for _, _, right, top in boxes if top > 60) <= (17 + 40) * 72 / 25.4
