"""The HTML report where a browser prints it: as many pages as the PDF has, the same heads and feet, nothing loaded."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.render.conftest import Printed
from tests.wider import usually

from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.render.report.page import report_html
from tenken.templating import css_string
from tenken.words import LANGUAGES, Language, Words

if TYPE_CHECKING:
    from playwright.sync_api import Browser
else:
    Browser = Any

HEAD, FOOT = 17, 14
"""Millimetres from the upper and the lower edge within which heads and feet stand."""


def printed_by(browser: Browser, content: bytes) -> bytes:
    """The pages that the browser prints."""
    page = browser.new_page()
    page.set_content(content.decode())
    pdf: bytes = page.pdf(prefer_css_page_size=True, print_background=True)
    page.close()
    return pdf


def margins(pdf: bytes) -> list[str]:
    """What stands in the upper and the lower margin of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        millimetre = 72 / 25.4
        told = []
        for page in document:
            text, (width, height) = page.get_textpage(), page.get_size()
            above = text.get_text_bounded(0, height - HEAD * millimetre, width, height)
            below = text.get_text_bounded(0, 0, width, FOOT * millimetre)
            told.append(" ".join(sorted(f"{above} {below}".split())))
        return told


CASES = [(profile, lang) for profile in ReportProfile for lang in LANGUAGES]


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("profile", "lang"), usually(CASES, [(ReportProfile.OWNER, "ja"), (ReportProfile.ATTESTATION, "en")])
)
def test_a_browser_prints_the_pages_of_the_pdf(
    browser: Browser,
    reported: Callable[[ReportProfile], Report],
    printed: Printed,
    profile: ReportProfile,
    lang: Language,
) -> None:
    by_browser = printed_by(browser, report_html(reported(profile), Words(lang)))
    here, there = margins(by_browser), margins(printed(profile, lang))
    if profile is ReportProfile.FULL:  # a long table may break a row earlier in one engine than in the other
        assert abs(len(here) - len(there)) <= 1
        here, there = ([re.sub(r"\b\d{1,2}\b", "", one) for one in sorted(set(told))] for told in (here, there))
        here, there = sorted(set(here)), sorted(set(there))
    assert here == there


@given(st.text())
def test_nothing_ends_a_string_of_css(text: str) -> None:
    written = css_string(text)
    assert written[0] == written[-1] == '"'
    inside = written[1:-1]
    assert not set('"\n\r\f') & set(inside)
    assert all(rest[:1] in "acd25" and " " in rest for rest in inside.split("\\")[1:])


@pytest.mark.parametrize("name", ['</style>"\\', '"; } * { display: none', "a\nb", "&quot;"])
def test_a_name_is_printed_as_it_is_written(browser: Browser, name: str) -> None:
    page = browser.new_page()
    page.set_content("<html><body>1</body></html>")
    page.evaluate(
        "([name, value]) => document.documentElement.setAttribute('style', value)",
        [name, f"--head: {css_string(name)}"],
    )
    page.add_style_tag(content="@page { @top-left { content: var(--head); white-space: pre } }")
    with pypdfium2.PdfDocument(page.pdf()) as document:
        assert "".join(name.split()) in "".join(document[0].get_textpage().get_text_bounded().split())
    page.close()
