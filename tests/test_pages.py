"""The measure of how full a page is finds what a reader sees."""

import pytest

from tenken.phrases import Medium
from tenken.render.pdf.printer import print_page
from tenken.templating import style_sheet
from tenken.words import Words
from tests.pages import assert_pages_full, measured

pytestmark = pytest.mark.pdf

BASE = style_sheet("report/css/base.css", medium=Medium.PRINT)
LINE = "<p>点検の日に、個人データの台帳と現物を突き合わせました。</p>"


def printed(body: str) -> bytes:
    return print_page(f"<!doctype html><html lang=ja><title>x</title><style>{BASE}</style>{body}", Words("ja"))


def test_a_page_of_lines_is_full_and_so_is_one_with_its_text_at_the_foot() -> None:
    full, last = measured(printed(LINE * 43 + "<p style='break-before: page; padding-top: 130mm'>下</p>" + LINE * 20))
    assert full.empty == 0
    assert 0.45 < last.empty < 0.52
    assert last.foot < 0.1


def test_what_is_under_the_last_line_and_between_two_is_empty() -> None:
    two = LINE * 21 + "<div style='break-before: page'></div>" + LINE + "<p style='height:100mm'></p>" + LINE * 25
    half, parted = measured(printed(two))
    assert 0.49 < half.empty == half.foot < 0.53
    assert 0.38 < parted.empty < 0.41
    assert parted.foot < 0.03


def test_an_empty_panel_and_the_running_foot_are_no_ink() -> None:
    (page,) = measured(
        printed(LINE + "<div class='running' data-foot='照合番号'></div><div class=panel style='height:240mm'>")
    )
    assert page.empty > 0.9


def test_the_smallest_letters_are_told_with_their_size() -> None:
    (page,) = measured(printed(LINE + "<p style='font-size:7.3pt'>小さい字</p><p class=s8>八</p>"))
    assert page.smallest == pytest.approx(7.3, abs=0.01)
    assert page.smallest_text == "小さい字"


def test_pages_are_refused_that_are_too_empty_or_too_small() -> None:
    assert_pages_full(printed(LINE * 43 + LINE * 20))
    with pytest.raises(AssertionError, match=r"'p\. 1: 5\d% empty'"):
        assert_pages_full(printed(LINE * 21 + "<p style='break-before: page'>次" + LINE * 40))
    with pytest.raises(AssertionError, match=r"p\. 1: 7\.50 pt 小"):
        assert_pages_full(printed(LINE * 30 + "<p style='font-size:7.5pt'>小</p>"))
