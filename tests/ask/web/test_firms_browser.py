"""The list of firms in a browser: axe at every size, rows and focus, into a firm by keyboard and out again."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from tests.ask.web.conftest import CHECK, Office, Windows
from tests.ask.web.test_look import SIZES, axe
from tests.browser import CHROMIUM, MISSING, expect
from tests.conftest import EXAMPLES
from tests.wider import slow

from tenken.words import LANGUAGES

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)

Start = Callable[..., Office]
SENT = 'sent = [{ on = 2026-10-01, file = "sent/a.xlsx", token = "%024x", due = 2026-10-20 }]\n'
LONG = "株式会社とても長い名前の会社で改行されることを確かめるための会社の大阪中央支店"


def many(office: Start, lang: str) -> Office:
    """Firms in every state, one with an error, and more than fit on a page."""
    site = office(lang=lang)
    for name in ("2025.toml", "2026.toml", "2026-audit.toml", "2026-followup.toml"):
        (site.folder / "kitahama" / name).write_bytes((EXAMPLES / name).read_bytes())
    site.add("late", f'name = "{LONG}"\nrelation = "contractor"\n{SENT % 1}')
    site.add("wrong", 'name = 5\ncolour = "x"\n')
    for at in range(100):
        site.add(f"more-{at}", f'name = "教室{at}"\n')
    return site


WANTED = [(scheme, lang, size) for scheme in ("light", "dark") for lang in LANGUAGES for size in SIZES]
USUAL = [("light", "ja", "desktop"), ("dark", "en", "phone"), ("light", "en", "tablet")]


@pytest.mark.parametrize(
    ("scheme", "lang", "size"), [*USUAL, *(slow(*wanted) for wanted in WANTED if wanted not in USUAL)]
)
def test_axe_finds_nothing_on_the_list(office: Start, window: Windows, scheme: str, lang: str, size: str) -> None:
    window.expected = ["status of 4"]
    width, height = SIZES[size]
    page = window(many(office, lang).serving.address, color_scheme=scheme, viewport={"width": width, "height": height})
    home = page.url
    for path in ("", "?page=2&sort=-score", "?look=wrong", "?state=sent&name=x", "?look=first&sort=name"):
        page.goto(home + path)
        assert axe(page) == [], path
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert (axe(page), page.evaluate(CHECK)) == ([], []), path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.goto(home)
    page.get_by_role("link", name="北浜クラブ").click()
    page.locator(".way-out").wait_for()
    assert (axe(page), page.evaluate(CHECK)) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth") <= width


FOCUSED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const every = [...document.querySelectorAll("*")];
  return { at: every.indexOf(one), seen: box.width > 1 && box.height > 1, body: one === document.body };
}"""


def tabbed(page: "Page") -> list[int]:
    """Where in the page the focus goes, key by key; everything it comes to is seen."""
    places: list[int] = []
    while True:
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["body"] or focused["at"] in places:
            return places
        assert focused["seen"], page.evaluate("document.activeElement.outerHTML")
        places.append(focused["at"])


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_focus_goes_down_the_page_and_is_always_seen(office: Start, window: Windows, size: str) -> None:
    width, height = SIZES[size]
    page = window(office().serving.address, viewport={"width": width, "height": height})
    places = tabbed(page)
    assert places == sorted(places)
    assert len(places) >= 8


def test_rows_are_high_enough_for_a_finger_and_no_higher(office: Start, window: Windows) -> None:
    page = window(many(office, "ja").serving.address, viewport={"width": 1280, "height": 800})
    high = page.evaluate(
        "[...document.querySelectorAll('tbody tr:not(.flawed, .told)')].map(one => one.getBoundingClientRect().height)"
    )
    assert len(high) == 99
    assert min(high) >= 44
    assert sum(height > 46 for height in high) == 1  # the long name


def test_into_a_firm_by_keyboard_and_back_to_its_row(office: Start, window: Windows) -> None:
    """On a page so low that the row comes into view only once the browser has gone to it."""
    page = window(office().serving.address, java_script_enabled=False, viewport={"width": 1280, "height": 240})
    page.get_by_label("会社の名前").fill("室")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name="天満教室").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="会社の一覧へ戻る").focus()
    page.keyboard.press("Enter")
    expect(page.locator("tr:target")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="天満教室")).to_be_focused()
