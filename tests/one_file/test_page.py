"""The file in a real browser, opened from a folder without a network: from nothing to the report, and what goes wrong.

Chromium asks for nothing but the file itself; every test looks at that (see ``Reader``).
"""

import json
import random
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from tests.ask.form.test_form_browser import rich
from tests.ask.web.test_look import axe
from tests.browser import expect
from tests.conftest import EXAMPLES, PLACES, TODAY, Said, rounds
from tests.one_file.conftest import ROOT, Reader, asked, made_page, saved_by
from tests.render.report.owner_cases import loaded, told

from tenken import data
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.score import scored
from tenken.one_file.page import EMPTY
from tenken.render.formats import REPORTS
from tenken.store.assessment import editor, loader
from tenken.store.checklist import editions
from tenken.words import LANGUAGES, Words

if TYPE_CHECKING:
    from playwright.sync_api import Download, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]
Sit = Callable[..., Reader]
Tenken = Callable[..., Said]
LARGEST = 12_000_000
"""Bytes of the file: what a mail or a chat still takes."""
W = {lang: Words(lang) for lang in LANGUAGES}
BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })"
VIOLATIONS = """
addEventListener("securitypolicyviolation", (e) => console.error(`policy ${e.violatedDirective} ${e.blockedURI}`));
"""


def begin(page: "Page", name: str = "北浜テニススクール", depth: str = "quick") -> None:
    """Fill in the first page and come to the questions."""
    page.click("[data-do=begin]")
    page.fill("#f-name", name)
    page.fill("#f-persons", "380名")
    page.fill("#f-employees", "６人")
    page.check(f"input[name=depth][value={depth}]", force=True)
    page.click("[data-do=begun]")
    page.wait_for_selector(".q")


def answer_all(page: "Page") -> None:
    """Give every question an answer, one after the other of three kinds."""
    for at, question in enumerate(page.query_selector_all(".q:not([hidden])")):
        question.query_selector_all("input[type=radio]")[at % 3].check(force=True)


def taken(page: "Page", button: str) -> "Download":
    """What a button saves."""
    with page.expect_download() as download:
        page.click(button)
    return download.value


def report_of(reader: Reader, page: "Page") -> "Page":
    """The report in a tab of its own."""
    with reader.context.expect_page() as opened:
        page.click("#view")
    opened.value.wait_for_load_state()
    return opened.value


def test_from_nothing_to_the_printed_report(reader: Sit, page_file: Path, tmp_path: Path) -> None:
    owner = reader(offline=True)
    page = owner.open(page_file, VIOLATIONS)
    begin(page)
    answer_all(page)
    saved = page.evaluate("localStorage.length")
    assert saved >= 2
    page.click("[data-do=report]")
    expect(page.locator("h1")).to_contain_text(W["ja"]("one_file.made_none"))
    report = report_of(owner, page)
    assert "北浜テニススクール" in report.title()
    assert (
        report.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") != "32px"
    )  # the style sheet is let in
    with pypdfium2.PdfDocument(report.pdf(prefer_css_page_size=True)) as pdf:
        assert len(pdf) == 4
        assert "1 / 4" in pdf[0].get_textpage().get_text_bounded()
    file = tmp_path / "kept.toml"
    kept = taken(page, "[data-do=file]")
    kept.save_as(file)
    assert kept.suggested_filename == f"北浜テニススクール-{page.evaluate('new Date().getFullYear()')}.toml"
    edition, kept_answers = loader.load(file, PLACES, datetime.now(UTC).date())
    tally = scored(edition, kept_answers).scorecard.tally
    assert tally.answered == tally.applicable == file.read_bytes().count(b"status = ")
    html = tmp_path / "report.html"
    taken(page, "#keep-html").save_as(html)
    assert html.read_text(encoding="utf-8").count("</style>") == 1
    workbook = taken(page, "[data-do=workbook]")
    assert workbook.suggested_filename.endswith(".xlsx")


def test_the_file_is_no_larger_than_can_be_sent(page_file: Path) -> None:
    assert page_file.stat().st_size <= LARGEST


def test_the_same_parts_give_the_same_bytes(page_file: Path) -> None:
    assert page_file.read_bytes() == made_page()
    assert page_file.read_bytes().count(EMPTY) == 1
    assert str(ROOT).encode() not in page_file.read_bytes()


def test_no_address_stands_in_it_that_could_be_fetched(reader: Sit, page_file: Path) -> None:
    person = reader()
    page = person.open(page_file)
    person.expected += ["connect-src", "Content Security Policy", "Failed to fetch", "Refused"]
    tried = """async () => {
      const tries = ["https://example.com/", "http://127.0.0.1:9/", "file:///etc/passwd"];
      return Promise.all(tries.map((one) => fetch(one).then(() => "fetched", () => "refused")));
    }"""
    assert page.evaluate(tried) == ["refused"] * 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_bytes_are_those_of_the_command_line(reader: Sit, page_file: Path, tmp_path: Path, lang: str) -> None:
    """The example and fifty assessments drawn at random: HTML, workbook and file of each."""
    page = reader().open(page_file)
    page.evaluate("() => { window.engine = tenkenEngine(() => {}); return window.engine.ready() }")
    ask = """async ([sent, content, last]) => {
      const bytes = (text) => text === null ? null : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      const { told, content: made } = await window.engine.ask(sent, bytes(content), bytes(last));
      const letters = made && btoa(Array.from(made, (byte) => String.fromCharCode(byte)).join(""));
      return [told, letters];
    }"""

    def both(do: str, content: bytes, last: bytes | None = None, **more: object) -> None:
        sent = {
            "lang": lang,
            "today": TODAY.isoformat(),
            "last_name": None,
            "saved": None,
            "name": "a",
            **more,
            "do": do,
        }
        texts = [None if one is None else b64encode(one).decode() for one in (content, last)]
        found, letters = page.evaluate(ask, [sent, *texts])
        here, made = asked(do, content, last, **{**more, "lang": lang, "name": "a"})
        assert found == here
        assert (b64decode(letters) if letters else None) == made

    this, last = ((EXAMPLES / f"{year}.toml").read_bytes() for year in (2026, 2025))
    for profile in ("owner", "full", "attestation"):
        both("report", this, last, profile=profile, last_name="2025.toml")
    both("workbook", this)
    both("renew", last)
    draw = random.Random(f"one file {lang}")
    edition = editions.load(data.folder("checklist") / "member-data-2026")
    for at in range(rounds(25, 150)):
        file = tmp_path / f"{at}.toml"
        editor.create(file, edition, rich(edition, draw)[1], TODAY)
        content = file.read_bytes()
        both("report", content, profile=draw.choice(["owner", "full", "attestation"]))
        form = asked("open", content, name="a")[0]["form"]
        ids = draw.sample(list(form["data"]["base"]["answers"]), 3)
        both("file", content, saved=saved_by(form, **{one: {"status": "no", "note": "n"} for one in ids}))
        if at % 5 == 0:
            both("workbook", content)


def test_the_report_of_the_example_is_that_of_the_renderer() -> None:
    made = asked("report", (EXAMPLES / "2026.toml").read_bytes(), name="a", profile="owner")[1]
    assert made is not None
    assert len(made) > 10_000
    assert REPORTS["html"].make(told(loaded("2026"), None, ReportProfile.OWNER), W["ja"])[:40] == made[:40]


def test_an_assessment_is_opened_and_gone_on_with(reader: Sit, page_file: Path) -> None:
    page = reader().open(page_file)
    with page.expect_file_chooser() as chooser:
        page.click("[data-for=open]")
    chooser.value.set_files(EXAMPLES / "2026-draft.toml")
    page.wait_for_selector(".q")
    assert "北浜テニススクール" in page.title()
    page.reload()  # closed in the middle
    page.click("[data-do=kept]")
    page.wait_for_selector(".q")
    assert "北浜テニススクール" in page.title()


def test_last_year_is_opened_confirmed_and_compared(reader: Sit, page_file: Path) -> None:
    page = reader().open(page_file)
    with page.expect_file_chooser() as chooser:
        page.click("[data-for=renew]")
    chooser.value.set_files(EXAMPLES / "2025.toml")
    page.wait_for_selector(".q")
    for button in page.query_selector_all(".carried:not([hidden]) [data-do=same]"):
        if button.is_visible():
            button.click()
    page.click("[data-do=report]")
    page.wait_for_selector("#view")
    expect(page.locator("aside")).to_contain_text("2025.toml")


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (("a.toml", b"x = = 1"), "TOML"),
        (("a.pdf", b"%PDF-1.7"), "a.pdf"),
        (("a.toml", b""), "空"),
        (("a.toml", b"a" * 2_100_000), "2MB"),
    ],
)
def test_a_file_that_cannot_be_opened_is_refused_with_the_reason(
    reader: Sit, page_file: Path, tmp_path: Path, file: tuple[str, bytes], sentence: str
) -> None:
    (tmp_path / file[0]).write_bytes(file[1])
    page = reader().open(page_file)
    with page.expect_file_chooser() as chooser:
        page.click("[data-for=open]")
    chooser.value.set_files(tmp_path / file[0])
    expect(page.locator("#summary")).to_contain_text(sentence)
    expect(page.locator("#summary")).to_be_focused()
    page.click("[data-do=back]")
    expect(page.locator("[data-do=begin]")).to_be_visible()


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(reader: Sit, page_file: Path) -> None:
    page = reader().open(page_file)
    page.click("[data-do=begin]")
    page.fill("#f-persons", "たくさん")
    page.click("[data-do=begun]")
    page.wait_for_selector("#summary")
    assert page.input_value("#f-persons") == "たくさん"
    assert page.locator("#e-name").count() == 1
    page.click("[data-lang=en]")
    expect(page.locator("h1")).to_have_text(W["en"]("web.begin.title"))
    assert page.input_value("#f-persons") == "たくさん"


@pytest.mark.parametrize(
    "name", ['</style>"\\', "</script><img src=https://evil.example/x onerror=alert(1)>", "{{ 7*7 }}"]
)
def test_a_hostile_name_stays_a_name(reader: Sit, page_file: Path, name: str) -> None:
    person = reader()
    page = person.open(page_file, VIOLATIONS)
    begin(page, name)
    expect(page.locator(".firm").first).to_contain_text(name)
    page.click("[data-do=report]")
    page.wait_for_selector("#view")
    report = report_of(person, page)
    assert name in report.inner_text("body")
    with pypdfium2.PdfDocument(report.pdf(prefer_css_page_size=True)) as pdf:
        assert len(pdf) >= 4


def test_where_nothing_can_be_kept_it_says_so_and_works(reader: Sit, page_file: Path) -> None:
    page = reader().open(page_file, BLOCKED)
    begin(page)
    expect(page.locator("#kept")).to_have_text(W["ja"]("form.not_kept"))
    page.click(".q:not([hidden]) input[type=radio]")
    page.click("[data-do=report]")
    page.wait_for_selector("#view")


def test_a_browser_that_cannot_run_it_says_so_and_keeps_the_answers(reader: Sit, page_file: Path) -> None:
    person = reader()
    page = person.open(page_file, "delete window.Worker")
    page.click("[data-do=begin]")
    page.fill("#f-name", "北浜")
    page.click("[data-do=begun]")
    expect(page.locator("#summary")).to_contain_text("Edge")
    page.click("[data-do=back]")
    expect(page.locator("[data-do=begin]")).to_be_visible()


def test_two_tabs_hold_the_same_answers(reader: Sit, page_file: Path) -> None:
    person = reader()
    first = person.open(page_file)
    begin(first)
    first.wait_for_function("localStorage.length > 0")  # it is kept a moment after the questions are there
    second = person.open(page_file)
    second.click("[data-do=kept]")
    second.wait_for_selector(".q")
    first.locator(".q:not([hidden]) input[value=no]").first.check(force=True)
    expect(second.locator(".q:not([hidden]) input[value=no]").first).to_be_checked()


def test_it_can_be_stopped_and_begun_again(reader: Sit, page_file: Path) -> None:
    page = reader().open(page_file)
    page.click("[data-do=begin]")
    page.fill("#f-name", "北浜")
    page.check("input[name=depth][value=quick]", force=True)
    page.click("[data-do=begun]")
    stop = page.locator("[data-do=stop]")
    stop.wait_for()
    stop.click()
    expect(page.locator("[data-do=begin]")).to_be_visible()
    begin(page)


def test_the_language_is_changed_with_the_answers_in_place(reader: Sit, page_file: Path) -> None:
    page = reader().open(page_file)
    begin(page)
    page.locator(".q:not([hidden]) input[value=partial]").first.check(force=True)
    page.click("[data-lang=en]")
    expect(page.locator("#finish-title")).to_have_text(W["en"]("form.finish"))
    expect(page.locator(".q:not([hidden]) input[value=partial]").first).to_be_checked()
    page.click("[data-do=report]")
    expect(page.locator("h1")).to_contain_text("draft")


def test_the_subject_is_changed_and_the_answers_stay(reader: Sit, page_file: Path) -> None:
    page = reader().open(page_file)
    begin(page)
    page.locator(".q:not([hidden]) input[value=partial]").first.check(force=True)
    page.click("[data-do=about]")
    page.fill("#f-name", "北浜クラブ")
    page.click("main .do [value=see]")
    expect(page.locator("#changes")).to_contain_text("北浜クラブ")
    page.click("[value=save]")
    expect(page.locator(".firm").first).to_contain_text("北浜クラブ")
    expect(page.locator(".q:not([hidden]) input[value=partial]").first).to_be_checked()
    page.reload()
    page.click("[data-do=kept]")
    expect(page.locator(".firm").first).to_contain_text("北浜クラブ")
    expect(page.locator(".q:not([hidden]) input[value=partial]").first).to_be_checked()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('tenken-form')).length") <= 1


def test_a_firm_gets_a_file_with_its_questions_in_it(
    reader: Sit, page_file: Path, tenken: Tenken, tmp_path: Path
) -> None:
    (tmp_path / "2026-draft.toml").write_bytes((EXAMPLES / "2026-draft.toml").read_bytes())
    (tmp_path / "tenken.html").write_bytes(page_file.read_bytes())
    made = tenken("form", "write", "2026-draft.toml", "--with-report", "-o", "firm.html")
    assert made.code == 0, made.err
    assert (tmp_path / "firm.html").stat().st_size <= LARGEST
    page = reader(offline=True).open(tmp_path / "firm.html", VIOLATIONS)
    page.wait_for_selector(".q")
    page.locator(".q:not([hidden]) input[value=no]").nth(3).check(force=True)
    answers = taken(page, "#finish [data-do=save]")
    answers.save_as(tmp_path / "answers.json")
    page.click("[data-do=report]")
    page.wait_for_selector("#view")
    kept = taken(page, "[data-do=file]")
    kept.save_as(tmp_path / "kept.toml")
    assert json.loads((tmp_path / "answers.json").read_bytes())["format"] == 1
    day = page.evaluate("new Date().toISOString().slice(0, 10)")
    read = tenken("form", "read", "answers.json", "--into", "2026-draft.toml", env={"TENKEN_TODAY": day})
    assert read.code == 0, read.err
    assert page.evaluate("localStorage.getItem('tenken-one-file')") is None  # that is the owner's own
    assert (tmp_path / "kept.toml").read_bytes() == (tmp_path / "2026-draft.toml").read_bytes()


def test_a_firms_file_keeps_what_was_changed_about_it(
    reader: Sit, page_file: Path, tenken: Tenken, tmp_path: Path
) -> None:
    (tmp_path / "a.toml").write_bytes((EXAMPLES / "2026-draft.toml").read_bytes())
    assert tenken("form", "write", "a.toml", "--with-report", "--page", page_file).code == 0
    page = reader().open(tmp_path / "a-answers.html")
    page.click("[data-do=about]")
    page.fill("#f-name", "北浜クラブ")
    page.click("main .do [value=see]")
    page.click("[value=save]")
    expect(page.locator(".firm").first).to_contain_text("北浜クラブ")
    page.reload()
    expect(page.locator(".firm").first).to_contain_text("北浜クラブ")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("[data-do=forget]")
    expect(page.locator(".firm").first).to_contain_text("北浜テニススクール")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("scheme", "size"), [("light", (1280, 800)), ("dark", (360, 740)), ("light", (768, 1024))])
def test_everybody_can_read_and_use_every_screen(
    reader: Sit, page_file: Path, lang: str, scheme: str, size: tuple[int, int]
) -> None:
    person = reader(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, bypass_csp=True, locale=f"{lang}-JP"
    )
    page = person.open(page_file)

    def look(where: str) -> None:
        assert axe(page) == [], where
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], where

    look("start")
    page.click("[data-do=licences]")
    look("licences")
    page.click("main [data-do=start]")
    page.click("[data-do=begin]")
    look("begin")
    page.click("[data-do=begun]")
    page.wait_for_selector("#summary")
    look("begin with mistakes")
    page.fill("#f-name", "北浜")
    page.check("input[name=depth][value=quick]", force=True)
    page.click("[data-do=begun]")
    page.wait_for_selector(".q")
    look("form")
    page.click("[data-do=about]")
    page.wait_for_selector("#about")
    look("about")
    page.click("[data-do=form]")
    page.click("[data-do=report]")
    page.wait_for_selector("#view")
    look("made")


def test_without_scripts_it_says_what_to_do(reader: Sit, page_file: Path) -> None:
    page = reader(java_script_enabled=False).open(page_file)
    assert W["ja"]("one_file.no_script_instead") in page.inner_text("body")
