"""The lists beside the table of many firms in a browser: axe in every size, and the way between them by keyboard."""

from collections.abc import Callable

import pytest
from tests.ask.web.conftest import CHECK, Office, Windows
from tests.ask.web.test_firms_browser import LONG, tabbed
from tests.ask.web.test_firms_lists import LATE, audited, followed, lacking
from tests.ask.web.test_look import SIZES, axe
from tests.browser import CHROMIUM, MISSING, expect
from tests.wider import slow

from tenken.words import LANGUAGES

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)

Start = Callable[..., Office]

PATHS = {
    "findings": ("findings", "findings?by=person", "findings?by=person&overdue=", "findings?page=2"),
    "calendar": ("calendar",),
    "gaps": ("gaps",),
}
USUAL = [("light", "ja", "desktop"), ("dark", "en", "phone")]
WANTED = [(scheme, lang, size) for scheme in ("light", "dark") for lang in LANGUAGES for size in SIZES]


def full(office: Start, lang: str = "ja") -> Office:
    """Firms with findings of all kinds, some of them late, common gaps, copies and errors."""
    site = office(lang=lang)
    followed(site)
    lacking(site)
    audited(site, "late", LONG, contact="とても長い名前の担当者の方", due=LATE)
    audited(site, "long", "谷町歯科", title="x" * 150)
    for at in range(15):
        audited(site, f"more-{at}", f"教室{at}")
    site.add("wrong", 'name = 5\ncolour = "x"\n')
    return site


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("wanted", [*USUAL, *(slow(wanted) for wanted in WANTED if wanted not in USUAL)])
def test_axe_finds_nothing(office: Start, window: Windows, path: str, wanted: tuple[str, str, str]) -> None:
    scheme, lang, size = wanted
    width, height = SIZES[size]
    page = window(full(office, lang).serving.address, color_scheme=scheme, viewport={"width": width, "height": height})
    home = page.url
    for there in PATHS[path]:
        page.goto(home + there)
        assert axe(page) == [], there
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert (axe(page), page.evaluate(CHECK)) == ([], []), there
        assert page.evaluate("document.documentElement.scrollWidth") <= width, there


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_focus_goes_down_every_list_and_is_always_seen(office: Start, window: Windows, size: str) -> None:
    width, height = SIZES[size]
    site = office()
    followed(site)
    lacking(site)
    page = window(site.serving.address, viewport={"width": width, "height": height})
    home = page.url
    for path in PATHS:
        page.goto(home + path)
        places = tabbed(page)
        assert places == sorted(places)
        assert len(places) >= 8


def test_from_list_to_list_into_the_findings_of_a_firm_and_back_without_a_script(
    office: Start, window: Windows
) -> None:
    site = office()
    followed(site)
    page = window(site.serving.address, java_script_enabled=False, viewport={"width": 360, "height": 740})
    for name in ("指摘", "期限", "足りないところ", "指摘"):
        page.get_by_role("navigation", name="ページ").get_by_role("link", name=name, exact=True).press("Enter")
        expect(page.locator(".tabs [aria-current=page]")).to_have_text(name)
    page.get_by_role("link", name="北浜テニススクール").press("Enter")
    expect(page.locator("h1")).to_have_text("指摘")
    page.get_by_role("link", name="会社の一覧へ戻る").press("Enter")
    expect(page.locator("tr:target")).to_contain_text("北浜テニススクール")
