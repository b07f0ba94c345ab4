"""Pages 3 and 4 as HTML: nothing but a drawing scrolls sideways, down to 360 px."""

from typing import TYPE_CHECKING, Any

import pytest
from tests.render.report.owner_cases import case
from tests.render.report.owner_pages import markup

from tenken.phrases import Medium
from tenken.words import Language, Words

if TYPE_CHECKING:
    from playwright.sync_api import Browser
else:
    Browser = Any


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", ["example", "few-gaps"])
def test_a_narrow_screen_scrolls_only_drawings(browser: Browser, name: str, lang: Language) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.set_content(markup(case(name), Words(lang), Medium.SCREEN))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    wide = page.evaluate("[...document.querySelectorAll('.wide')].map(box => box.scrollWidth > box.clientWidth)")
    assert wide
    assert all(wide)
    page.close()
