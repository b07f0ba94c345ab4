"""What stands around every page: head, mark and foot, in both languages, with a brand, and from texts of others."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pypdfium2
import pytest

from tenken.core.model import Checklist, Text
from tenken.phrases import Medium
from tenken.render.pdf.printer import print_page
from tenken.templating import environment, style_sheet
from tenken.words import Language, Words

DIGEST = "sha256:522bd4c9fb1e8dd6aaaaaaaa"
LETTERHEAD = (
    '<div class="letterhead"><p class="name">みどり相談室</p><p>一</p><p>二</p><p>三</p></div><p class="cover">前文</p>'
)
PAGES = (
    '<section class="sheet start"><p>表</p><div class="end">下</div></section>'
    '<section class="sheet"><p>裏</p></section>'
)


def page(
    checklist: Checklist, lang: Language, name: str = "北浜クラブ", *, footer: str = "", letterhead: str = ""
) -> str:
    sheets = ("report/css/base.css", *(["report/css/brand.css"] if letterhead else []))
    told = (
        '{% import "report/frame.html" as frame %}<!doctype html><html lang="{{ w.lang }}"><title>x</title>'
        "{{ frame.policy() }}<style>{{ style }}</style><body>"
        "{{ frame.of_assessment(w, a, c, digest, '1.2.3', title, brand=brand) }}"
    )
    return (
        environment(medium=Medium.PRINT)
        .from_string(told)
        .render(
            w=Words(lang),
            a=SimpleNamespace(date=date(2026, 11, 14), organisation=SimpleNamespace(name=name)),
            c=checklist,
            digest=DIGEST,
            title=Words(lang)("report.title"),
            brand=SimpleNamespace(footer=footer) if footer else None,
            style=style_sheet(*sheets, medium=Medium.PRINT),
        )
        + letterhead
        + PAGES
    )


def texts(html: str) -> list[str]:
    with pypdfium2.PdfDocument(print_page(html, Words("ja"))) as document:
        return [sheet.get_textpage().get_text_range() for sheet in document]


@pytest.mark.pdf
def test_head_mark_and_foot_stand_on_every_page_but_the_first_which_has_its_own(club: Checklist) -> None:
    edition = replace(club, edition="2026", title=Text("会員データ保護の点検", "Protecting members' data"))
    first, second = texts(page(edition, "ja"))
    foot = "照合番号 522b d4c9 fb1e 8dd6　質問票 会員データ保護の点検 2026年版　tenken 1.2.3"
    assert (foot in first, foot in second) == (True, True)
    assert "社外秘" in first
    assert "点検日" not in first
    assert "点検日 2026年11月14日　社外秘" in second
    assert "北浜クラブ　会員データ保護 点検報告書" in second
    assert ("1 / 2" in first, "2 / 2" in second) == (True, True)
    first, second = texts(page(edition, "en"))
    assert "Check number 522b d4c9 fb1e 8dd6　Protecting members' data, edition 2026　tenken 1.2.3" in second


@pytest.mark.pdf
def test_a_letterhead_takes_no_page_more_and_a_second_line_of_the_foot_is_printed(club: Checklist) -> None:
    first, second = texts(page(club, "ja", footer="電話 06-0000-0000", letterhead=LETTERHEAD))
    assert all(told in first for told in ("みどり相談室", "前文", "三", "表", "下"))
    assert ("06-0000-0000" in first, "06-0000-0000" in second) == (True, True)


@pytest.mark.pdf
def test_texts_of_others_stay_text_and_on_one_line(club: Checklist) -> None:
    evil = replace(club, edition="<i>&", title=Text("<b>\"'" + "長" * 90, ""))
    first, second = texts(page(evil, "ja", name="<script>" + "名" * 60, footer="<u>&amp;"))
    assert second.count("<script>名") == 1
    assert second.count("質問票 <b>\"'長") == 1
    assert "<u>&amp;" in first
    assert "tenken 1.2.3" in second
    assert "会員データ保護 点検報告書" in second
