"""A checklist as a document: complete, printable, and harmless in a spreadsheet."""

import csv
import io
import re
from dataclasses import replace

import pypdfium2
import pytest
from tests.pages import assert_pages_full

from tenken import data
from tenken.core.model import Checklist, Text
from tenken.render.checklist.as_text import checklist_lines
from tenken.render.checklist.catalogue import markdown, pdf, table
from tenken.render.formats import CATALOGUES
from tenken.store.checklist import editions, library
from tenken.words import LANGUAGES, Language, Words

LIBRARY = library.load([data.folder("checklist")])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", ["md", "html", "csv", "oscal"])
def test_every_question_is_in_every_form(club: Checklist, form: str, lang: Language) -> None:
    words = Words(lang)
    content = CATALOGUES[form].make(club, LIBRARY, words).decode("utf-8-sig")
    for _, question in club.questions:
        for part in (question.id, words.text(question.text), words.text(question.means_yes)):
            assert part in re.sub(r'<wbr>|<span class="(?:ph|nb)">|</span>', "", content)


def test_an_area_without_an_introduction_leaves_no_blank_line(club: Checklist) -> None:
    bare = replace(club, areas=tuple(replace(area, intro=Text("", "")) for area in club.areas))
    lines = list(checklist_lines(Words("ja"), bare))
    assert not [line for line in lines if line and not line.strip()]
    assert "\n\n\n" not in markdown(bare, LIBRARY, Words("ja")).decode()


@pytest.mark.pdf
def test_the_blank_questionnaire_has_a_box_for_each_answer(club: Checklist) -> None:
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf(club, LIBRARY, Words("ja")))]
    told = re.sub(r"\s", "", "".join(pages))
    assert told.count("☐できている") == sum(1 for _ in club.questions) + 1  # and one where the answers are explained
    for part in ("会社・団体の名前", "答えた人", "答えた日", "書き方"):
        assert part in told


@pytest.mark.pdf
@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_of_the_printed_list_is_empty_or_ends_in_a_heading(lang: Language) -> None:
    checklist = editions.load_by_reference("member-data@2026", [data.folder("checklist")])
    content = pdf(checklist, LIBRARY, Words(lang))
    assert_pages_full(content)
    heads = {f"{at}{Words(lang).text(area.title)}" for at, area in enumerate(checklist.areas, 1)}
    ends = 0
    for page in pypdfium2.PdfDocument(content):
        lines = [re.sub(r"\s", "", line) for line in page.get_textpage().get_text_bounded().splitlines()]
        ends += any(line.startswith(head) for line in lines[-4:] for head in heads)
    assert ends == 0


def test_no_cell_becomes_a_formula(club: Checklist) -> None:
    evil = replace(club.areas[0].questions[0], text=Text(ja="=HYPERLINK(1)", en="＝1"))
    area = replace(club.areas[0], questions=(evil, *club.areas[0].questions[1:]))
    content = table(replace(club, areas=(area, *club.areas[1:])), LIBRARY, Words("ja"))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0]["question"] == "'=HYPERLINK(1)"
    assert not any(cell.startswith(tuple("=+-@＝＋－＠")) for row in rows for cell in row.values())


def test_markdown_tells_the_real_case(club: Checklist) -> None:
    case = next(iter(LIBRARY.cases.values()))
    told = replace(club.areas[0].questions[0], case=case.id)
    area = replace(club.areas[0], questions=(told, *club.areas[0].questions[1:]))
    text = markdown(replace(club, areas=(area, *club.areas[1:])), LIBRARY, Words("ja")).decode()
    assert case.short.ja in text
