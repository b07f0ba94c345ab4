"""The structure of the PDF as a screen reader goes through it, and that the tests of it can fail."""

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from tests.conftest import CLUB, PLACES
from tests.pdf_structure import Node, read, structure_problems
from tests.verapdf import VeraPDF
from tests.wider import in_each
from tests.years import now, then

from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.core.years.comparison import compare
from tenken.core.years.trend import follow
from tenken.render.checklist import catalogue
from tenken.render.formats import DIFFS, TRENDS
from tenken.render.pdf import layout, printer
from tenken.render.report.page import report_html
from tenken.store.checklist import editions, library
from tenken.words import LANGUAGES, Language, Words

pytestmark = pytest.mark.pdf

Printed = Callable[[ReportProfile, Language], bytes]


def tree(content: bytes) -> Node:
    with pikepdf.open(io.BytesIO(content)) as document:
        return read(document, content)


@pytest.mark.parametrize(
    ("profile", "lang"), in_each(ReportProfile, {"ja": list(ReportProfile), "en": [ReportProfile.OWNER]})
)
def test_a_screen_reader_finds_its_way(printed: Printed, profile: ReportProfile, lang: Language) -> None:
    assert structure_problems(printed(profile, lang), lang) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_so_it_does_through_the_blank_questionnaire(lang: Language) -> None:
    content = catalogue.pdf(editions.load(CLUB / "club-1"), library.load(PLACES), Words(lang))
    assert structure_problems(content, lang) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_so_it_does_through_two_years_and_many(lang: Language) -> None:
    both = compare(then(), now())
    assert structure_problems(DIFFS["pdf"].make(both, Words(lang)), lang) == []
    assert structure_problems(TRENDS["pdf"].make(follow([both.last, both.this], [()]), Words(lang)), lang) == []


@pytest.mark.parametrize(
    ("profile", "lang"), [(ReportProfile.FULL, "ja"), (ReportProfile.FULL, "en"), (ReportProfile.ATTESTATION, "ja")]
)
def test_verapdf_finds_it_accessible(
    printed: Printed, verapdf: VeraPDF, profile: ReportProfile, lang: Language
) -> None:
    assert verapdf.broken(printed(profile, lang), "ua1") == {}


def test_verapdf_can_find_something(verapdf: VeraPDF) -> None:
    with pikepdf.open(io.BytesIO(laid_out(PAGE))) as document:
        del document.Root.Lang
        written = io.BytesIO()
        document.save(written)
    assert "7.2-33" in verapdf.broken(written.getvalue(), "ua1")


@pytest.mark.parametrize(
    ("lang", "order"),
    [
        ("ja", ("北浜テニススクール", "判定", "100点満点", "必須の", "Bに上がるには", "まず行う", "尋ねたこと")),
        (
            "en",
            (
                "北浜テニススクール",
                "Grade",
                "60 out of 100",
                "critical",
                "What it takes to reach",
                "things to do first",
                "What was asked",
            ),
        ),
    ],
)
def test_page_one_is_read_in_the_order_of_its_meaning(printed: Printed, lang: Language, order: tuple[str, ...]) -> None:
    text = " ".join(part.text for part in tree(printed(ReportProfile.FULL, lang)).children if part.page == 0)
    at = -1
    for part in order:
        at = text.index(part, at + 1)


def test_a_bookmark_is_a_line_of_words(printed: Printed) -> None:
    with pikepdf.open(io.BytesIO(printed(ReportProfile.FULL, "en"))) as document, document.open_outline() as outline:
        (top,) = outline.root
        titles = [section.title for section in top.children]
        (gaps,) = (section for section in top.children if section.title.startswith("16 questions "))
        assert "Five things to do first In order of date" in " ".join(titles)
        assert re.match(r"○ 4-5 Stopping IDs", gaps.children[0].title)
        (answers,) = (section for section in top.children if section.title.startswith("All answers"))
        assert answers.children[0].title.startswith("1 Policy and staff training 70")


def test_running_heads_are_not_read(printed: Printed) -> None:
    content = printed(ReportProfile.FULL, "ja")
    with pikepdf.open(io.BytesIO(content)) as document:
        pages = len(document.pages)
    text = tree(content).text
    assert pages > 10
    assert f"2 / {pages}" not in text
    assert "522b d4c9 fb1e 8dd6" in text
    assert text.count("社外秘") <= 1


@pytest.mark.parametrize("profile", ReportProfile)
def test_each_drawing_states_its_figures_or_is_decoration(
    reported: Callable[[ReportProfile], Report], profile: ReportProfile
) -> None:
    page = report_html(reported(profile), Words("ja")).decode()
    drawings = re.findall(r"<svg\b([^>]*)>\s*(<title>[^<]*\d[^<]*</title>)?", page)
    assert drawings
    for attributes, title in drawings:
        assert bool(title) != ('aria-hidden="true"' in attributes), attributes
        assert ('role="img"' in attributes) == bool(title)


PAGE = """<!doctype html><html lang="en"><title>A page</title><body>
<h1><span style="position: absolute">1</span> First heading</h1><h2 id="below">Second</h2>
<p><i style="position: absolute">Label</i> Text <b>on</b> <a href="#below">that leads there</a></p>
<table><caption>Shown</caption><thead><tr><th>Area</th><th>Points</th></tr></thead>
<tbody><tr><th scope="row">One</th><td>70</td></tr><tr><th scope="row">Two</th><td>80</td></tr></tbody></table>
<svg role="img" width="9mm" height="9mm"><title>One 70, two 80.</title><rect width="9" height="9"/></svg>
<svg aria-hidden="true" width="9mm" height="9mm"><rect width="9" height="9"/></svg>
<ul><li>One<ul><li>Within</li></ul></li><li>Two</li></ul>
<style>@page { @top-left { content: "running" } @bottom-right { content: counter(page) } }
a::after { content: leader(" . ") target-counter(attr(href), page) }</style>"""


def laid_out(page: str) -> bytes:
    content, _, _ = layout.write(layout.load_weasyprint(), layout.Printable(page, printer.TAGGED))
    return content


def test_a_small_page_has_all_of_it_and_nothing_is_wrong() -> None:
    content = laid_out(PAGE)
    assert structure_problems(content, "en") == []
    root = tree(content)
    assert [heading.text for heading in root.all("H1", "H2")] == ["1First heading", "Second"]
    (link,) = root.all("Link")
    assert link.text == "that leads there 1"
    (figure,) = root.all("Figure")
    assert figure.text == "One 70, two 80."
    assert "running" not in root.text
    assert [str(head.attributes["Scope"]) for head in root.all("TH")] == ["/Column", "/Column", "/Row", "/Row"]
    with pikepdf.open(io.BytesIO(content)) as document:
        told = {str(annotation.Contents) for annotation in document.pages[0].obj.Annots}
    assert told == {"that leads there"}


def test_all_of_it_is_needed() -> None:
    alone = layout.load_weasyprint().HTML(string=PAGE).write_pdf(pdf_variant="pdf/ua-1")
    problems = "\n".join(structure_problems(alone, "en"))
    for problem in (
        *("H1 in H1", "P in P", "Link in Link", "heads a row or a column", "headers that cannot be found"),
        *("tells something else: below", "states no figures: «»", "drawn outside the structure"),
    ):
        assert problem in problems


@pytest.mark.parametrize(
    ("there", "instead", "problem"),
    [
        ("<h2 id=", "<h3 id=", "H3 after H1"),
        ("<h2 id=", "<h2></h2><h2 id=", "H2 is empty"),
        ("<h2 id=", "<h1 id=", "2 headings of the first level"),
        ("<h1>", "<h2>", "0 headings of the first level"),
        ("<h2 id", "<h2 style='bookmark-level: none' id", "no bookmark for the heading: Second"),
        ("<h2 id", "<h2 style='bookmark-label: \"Other\"' id", "no heading for the bookmark: Other"),
        ("<th", "<td", "no header cell"),
        ("<td>80</td>", "", "rows of [1, 2] cells"),
        ("<td>80</td>", "<td colspan=2>80</td>", "rows of [2, 3] cells"),
        ("<th>Points</th>", "<td>Points</td>", "a cell without header: Points"),
        ("<th>Points</th>", "<th></th>", "an empty header"),
        ("<caption>Shown", "<caption>", "an empty caption"),
        ("One 70, two 80.", "A chart", "states no figures"),
        ("<title>A page</title>", "", "there is no title"),
        ('lang="en"', 'lang="ja"', "the language is ja"),
    ],
)
def test_the_check_of_the_structure_finds(there: str, instead: str, problem: str) -> None:
    page = PAGE.replace(there, instead).replace("</th>", "</td>" if instead == "<td" else "</th>")
    assert page != PAGE
    assert problem in "\n".join(structure_problems(laid_out(page), "en"))
