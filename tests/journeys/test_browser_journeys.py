"""From nothing to the owner's report in the browser, and in the second year from last year's file."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser import expect
from tests.conftest import PLACES, TODAY, Said
from tests.journeys.conftest import Keyboard

from tenken.core.model import Depth, Status
from tenken.store import years
from tenken.store.assessment import loader
from tenken.words import Words

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.slow

TO_BEGIN = 40
"""Keys that the page at the beginning takes at most, the names and numbers included."""


def answer_all(page: "Page", keyboard: Keyboard, *keys: str) -> int:
    """Press these keys at each question until there is none left; how many there were."""
    asked = 0
    while "/q/" in page.url:
        here = page.url
        keyboard.press(*keys)
        page.wait_for_url(re.compile(f"^(?!{re.escape(here)}$)"))
        page.wait_for_load_state()
        asked += 1
    return asked


def owner_report(page: "Page", folder: Path) -> Path:
    """Go on to the reports, and keep the one for the owner."""
    page.get_by_role("link", name="報告書").first.click()
    expect(page).to_have_url(re.compile("/report$"))
    with page.expect_download() as download:
        page.get_by_role("button", name="代表者用", exact=False).first.click()
    kept = folder / download.value.suggested_filename
    download.value.save_as(kept)
    return kept


def test_thirty_five_questions_by_keyboard(web: Callable[..., str], context: "BrowserContext", tmp_path: Path) -> None:
    page = context.new_page()
    page.goto(web())
    keyboard = Keyboard(page)
    keyboard.to("#f-name")
    keyboard.type("北浜テニス")
    keyboard.to("#f-employees")
    keyboard.type("12人")
    keyboard.to("#f-persons")
    keyboard.type("1,200")
    keyboard.to("[name=depth]")
    keyboard.press("Space", "Enter")
    page.wait_for_url(re.compile("/q/"))
    assert keyboard.keys <= TO_BEGIN
    before = keyboard.keys
    assert answer_all(page, keyboard, "2", "Enter") == 35
    assert keyboard.keys - before == 2 * 35
    report = owner_report(page, tmp_path)
    assert report.name == "北浜テニス-2026-代表者用.pdf"
    (file,) = tmp_path.glob("*.toml")
    _, made = loader.load(file, PLACES, TODAY)
    assert (made.depth, made.organisation.employees, len(made.answers)) == (Depth.QUICK, 12, 35)
    assert {answer.status for answer in made.answers.values()} == {Status.PARTIAL}


def test_the_second_year_is_zero_for_what_still_holds(
    tenken: Callable[..., Said], web: Callable[..., str], context: "BrowserContext", tmp_path: Path, head: str
) -> None:
    answered = "".join(
        f"[answers.{name}]\nstatus = '{status}'\non = 2025-11-20\n"
        for name, status in (
            ("people-01", "yes"),
            ("people-02", "no"),
            ("machines-01", "partial"),
            ("machines-02", "yes"),
        )
    )
    (tmp_path / "2025.toml").write_text(head.replace("2026-11-20", "2025-11-20") + answered, encoding="utf-8")
    renewed = tenken("renew", "2025.toml", "2026.toml")
    assert renewed.code == 0, renewed.err
    assert "tenken web 2026.toml" in renewed.err
    page = context.new_page()
    page.goto(web("2026.toml"))
    page.get_by_role("link", name=Words("ja")("web.start.confirm")).click()
    page.wait_for_url(re.compile("/q/"))
    keyboard = Keyboard(page)
    assert answer_all(page, keyboard, "0") == 4
    assert keyboard.keys == 4
    report = owner_report(page, tmp_path)
    now = years.load(report, PLACES, TODAY).assessment
    assert all(answer.confirmed and answer.on == TODAY for answer in now.answers.values())
    last = years.load(tmp_path / "2025.toml", PLACES, TODAY).assessment
    assert {name: answer.status for name, answer in now.answers.items()} == {
        name: answer.status for name, answer in last.answers.items()
    }
