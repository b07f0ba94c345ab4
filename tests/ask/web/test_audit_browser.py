"""An audit in a real browser: the keyboard, a finding from one key, without scripts, and readable for everybody."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from tests.ask.web.conftest import CHECK, Site, Windows
from tests.ask.web.test_audit_views import DRAWN, SIGNED
from tests.browser import CHROMIUM, MISSING, expect
from tests.wider import slow

from tenken.core.model import FindingGrade, Status

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)

Serve = Callable[..., Site]


def judged(page: "Page") -> None:
    """What an auditor saw, written down."""
    page.get_by_role("checkbox", name="閲覧").first.check()
    page.get_by_label("見たこと").first.fill("台帳を見た。")


def test_keys_judge_and_enter_goes_on(serve: Serve, window: Windows) -> None:
    site = serve(whole=DRAWN)
    page = window(site.serving.address)
    page.goto(page.url + "q/access-01?walk=sample")
    judged(page)
    page.keyboard.press("2")  # typed into the field
    expect(page.get_by_role("radio", name="一部できている")).not_to_be_checked()
    page.get_by_label("見たこと").first.fill("台帳を見た。")
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    expect(page.get_by_role("radio", name="できている 会社の答え")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/q/access-03"))
    expect(page.get_by_role("status")).to_contain_text("4-1 を保存しました")
    verdict = site.assessment.answer("access-01").verdict
    assert verdict
    assert verdict.status is Status.YES


@pytest.mark.parametrize("scripts", [True, False])
def test_a_finding_from_the_desk(serve: Serve, window: Windows, scripts: bool) -> None:
    site = serve(whole=DRAWN)
    page = window(site.serving.address, java_script_enabled=scripts)
    page.goto(page.url + "q/access-01?walk=sample")
    judged(page)
    page.get_by_role("radio", name="できていない").check()
    expect(page.get_by_text("会社の答えと違います。")).to_be_visible()
    if scripts:
        page.keyboard.press("f")
    else:
        page.get_by_role("button", name="指摘にする").click()
    expect(page.get_by_role("heading", name="新しい指摘")).to_be_in_viewport()
    expect(page.get_by_role("textbox", name="事実")).to_have_value("台帳を見た。")
    page.get_by_role("radio", name="軽微な不適合").check()
    page.get_by_role("button", name="判断と指摘を保存").click()
    expect(page.get_by_role("link", name="F10")).to_be_visible()
    audit = site.assessment.audit
    assert audit
    assert audit.findings[-1].grade is FindingGrade.MINOR


def test_what_is_typed_is_not_left_by_mistake(serve: Serve, window: Windows) -> None:
    page = window(serve(whole=DRAWN).serving.address)
    page.goto(page.url + "q/access-01")
    judged(page)
    asked: list[str] = []

    def stay(dialog: "Dialog") -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="一覧", exact=True).click()
    expect(page.get_by_label("見たこと").first).to_have_value("台帳を見た。")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize(
    ("scheme", "lang", "size"),
    [
        ("light", "ja", (1280, 800)),
        slow("dark", "en", (768, 1024)),
        slow("light", "ja", (360, 740)),
        ("dark", "en", (320, 640)),
    ],
)
def test_everybody_can_read_and_use_the_pages_of_an_audit(
    serve: Serve, window: Windows, scheme: str, lang: str, size: tuple[int, int]
) -> None:
    """Contrast, names, labels, headings, target size, focus, reflow, with all of it open and with mistakes."""
    window.expected = ["status of 422"]
    page = window(
        serve(whole=DRAWN, lang=lang).serving.address,
        color_scheme=scheme,
        viewport={"width": size[0], "height": size[1]},
    )
    home = page.url
    for path in ("", "q/access-03?walk=all", "q/nda-01", "findings", "finding/F1", "requests", "report"):
        page.goto(home + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate(CHECK) == [], path
    page.goto(home + "q/access-01")
    page.locator("#s-no").check()
    page.locator("[name=go][value=finding]").click()
    page.locator("#finding").wait_for()
    page.locator("#f-title").fill("")
    page.locator("[name=go][value=next]").click()
    page.get_by_role("alert").wait_for()
    page.wait_for_load_state("load")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate(CHECK) == []


def test_everybody_can_read_a_signed_audit(serve: Serve, window: Windows) -> None:
    page = window(serve(whole=SIGNED).serving.address)
    home = page.url
    for path in ("", "q/access-03?walk=all", "finding/F1", "requests"):
        page.goto(home + path)
        assert page.evaluate(CHECK) == [], path
