"""How the pages look and are used: axe on each of them, the answers in view on the first visit, keys, ways back."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.ask.web.conftest import Site, Windows
from tests.browser import CHROMIUM, MISSING, expect
from tests.conftest import EXAMPLES, PLACES, TODAY
from tests.wider import slow

from tenken.ask.web.pages.report import FORMS
from tenken.core.model import Status
from tenken.core.scoring.score import score
from tenken.render.formats import REPORTS
from tenken.store.assessment import loader
from tenken.words import LANGUAGES, Words

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)

Serve = Callable[..., Site]

SIZES = {"desktop": (1280, 800), "tablet": (768, 1024), "phone": (360, 740), "narrow": (320, 640)}
PAGES = (
    "",
    "about",
    "q/policy-01?walk=all",
    "q/access-05",
    "q/access-10",
    "overview",
    "overview?show=stale",
    "score",
    "report",
    "done",
    "nothing",
)

AXE = """async () => {
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(document, { runOnly: rules });
  return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target} ${node.failureSummary}`));
}"""


def axe(page: "Page") -> list[str]:
    """What axe-core has to say against a page, once its style sheet is there: after a click the text may come first."""
    page.wait_for_load_state("load")
    if not page.evaluate("'axe' in window"):
        page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    told: list[str] = page.evaluate(AXE)
    return told


def draft(lang: str = "ja") -> dict[str, Any]:
    """A file in the middle of the work, with one answer of last year."""
    whole = (EXAMPLES / "2026-draft.toml").read_text(encoding="utf-8")
    carried = '[answers.policy-01]\nstatus = "yes"'
    return {"whole": whole.replace(carried, carried + "\nconfirmed = false"), "lang": lang}


@pytest.mark.parametrize(
    ("scheme", "lang", "size"),
    [
        ("light", "ja", "desktop"),
        ("dark", "en", "phone"),
        *(
            slow(scheme, lang, size)
            for scheme in ("light", "dark")
            for lang in LANGUAGES
            for size in SIZES
            if (scheme, lang, size) not in (("light", "ja", "desktop"), ("dark", "en", "phone"))
        ),
    ],
)
def test_axe_finds_nothing_on_any_page(serve: Serve, window: Windows, scheme: str, lang: str, size: str) -> None:
    window.expected = ["status of 4"]
    site = serve(**draft(lang))
    width, height = SIZES[size]
    page = window(site.serving.address, color_scheme=scheme, viewport={"width": width, "height": height})
    home = page.url
    for path in PAGES:
        page.goto(home + path)
        assert axe(page) == [], path
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.goto(home + "q/web-10")
    page.locator("[name=go][value=next]").click()
    page.get_by_role("alert").wait_for()
    assert axe(page) == []


@pytest.mark.parametrize(
    "wanted",
    [
        ("light", "ja", "desktop"),
        slow(("light", "ja", "phone")),
        slow(("dark", "en", "narrow")),
        slow(("dark", "ja", "tablet")),
    ],
)
def test_axe_finds_nothing_where_an_assessment_begins(
    nothing_yet: Serve, window: Windows, tmp_path: Path, wanted: tuple[str, str, str]
) -> None:
    scheme, lang, size = wanted
    window.expected = ["status of 4"]
    (tmp_path / "2025.toml").write_bytes((EXAMPLES / "2025.toml").read_bytes())
    width, height = SIZES[size]
    page = window(
        nothing_yet(lang=lang).serving.address, color_scheme=scheme, viewport={"width": width, "height": height}
    )
    for path in ("begin", "files", "begin"):
        page.goto(page.url.rpartition("/")[0] + "/" + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.locator("form[method=post] .go").click()
    page.get_by_role("alert").wait_for()
    assert axe(page) == []
    expect(page.locator("#summary")).to_be_focused()
    page.locator("#f-name").fill("北浜")
    page.locator("[name=depth][value=quick]").check()
    page.locator("form[method=post] .go").click()
    page.wait_for_url("**/q/*")
    page.goto(page.url.partition("/q/")[0] + "/about")
    page.locator("[name=depth][value=full]").check()
    page.locator("button.go").click()
    page.locator("#changes").wait_for()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_what_is_wrong(site: Site, window: Windows) -> None:
    page = window(site.serving.address)
    page.goto(page.url + "q/people-01")
    assert axe(page) == []
    page.evaluate("document.getElementById('more').open = true")
    page.evaluate("document.querySelector('label[for=f-note]').remove()")
    page.evaluate("document.querySelector('h1').style.color = '#aaa'")
    assert {told.partition(":")[0] for told in axe(page)} >= {"color-contrast", "label"}


def everything() -> str:
    """A file that asks every question there is, with no answer."""
    facts = ("website", "contractor", "data", "remote", "mail", "card")
    head = (EXAMPLES / "2026-draft.toml").read_text(encoding="utf-8").partition("[answers.")[0]
    head = head.replace('depth = "standard"', 'depth = "full"')
    return head.replace("[profile]\nwebsite = true", "[profile]\n" + "\n".join(f"{fact} = true" for fact in facts))


IN_VIEW = """(many) => {
  const bar = document.querySelector(".bar").getBoundingClientRect().top;
  const last = document.querySelectorAll(".choice > .card")[many - 1].getBoundingClientRect().bottom;
  return Math.ceil(last - bar);
}"""
"""How many pixels are missing until so many answers stand above the bar; nothing or less where they do."""


VIEWS = {"desktop": (5, {"ja": 119, "en": 105}), "phone": (3, {"ja": 110, "en": 0})}
"""How many answers stand in view at once, and of how many of the 119 questions at the least."""


@pytest.mark.parametrize(("lang", "size"), [slow("ja", "desktop"), slow("ja", "phone"), slow("en", "desktop")])
def test_the_answers_stand_in_view_when_a_question_opens(serve: Serve, window: Windows, lang: str, size: str) -> None:
    site = serve(whole=everything(), lang=lang)
    page = window(site.serving.address, viewport=dict(zip(("width", "height"), SIZES[size], strict=True)))
    home, (answers, least) = page.url, VIEWS[size]
    missing: dict[str, int] = {}
    for item in score(*loader.load(site.file, PLACES, TODAY)).questions:
        page.goto(f"{home}q/{item.question.id}")
        missing[item.question.id] = page.evaluate(IN_VIEW, answers)
    assert len(missing) == 119
    short = {name: by for name, by in missing.items() if by > 0}
    assert len(missing) - len(short) >= least[lang], short


@pytest.mark.parametrize(("question", "answers", "size"), [("remote-04", 5, "desktop"), ("access-10", 3, "phone")])
def test_the_answers_of_a_long_question_stand_in_view(
    serve: Serve, window: Windows, question: str, answers: int, size: str
) -> None:
    site = serve(whole=everything())
    page = window(site.serving.address, viewport=dict(zip(("width", "height"), SIZES[size], strict=True)))
    page.goto(f"{page.url}q/{question}")
    assert page.evaluate(IN_VIEW, answers) <= 0


CARRIED = """[answers.people-01]
status = "partial"
note = "昨年の署名簿"
on = 2025-11-01
by = "北浜 みどり"
confirmed = false
evidence = [{ what = "署名簿", dated = 2024-05-01 }, { what = "台帳", dated = 2026-10-01 }]
"""


def test_last_years_answer_is_shown_and_zero_says_that_it_still_holds(serve: Serve, window: Windows) -> None:
    site = serve(CARRIED)
    page = window(site.serving.address)
    page.goto(page.url + "q/people-01")
    panel = page.locator(".last")
    for text in (
        "昨年は「一部できている」でした",
        "昨年の署名簿",
        "2025年11月1日",
        "北浜 みどり",
        "署名簿(2024年5月1日)",
    ):
        expect(panel).to_contain_text(text)
    expect(panel).not_to_contain_text("台帳")
    assert page.locator("[name=status]:checked").count() == 0
    page.keyboard.press("0")
    page.wait_for_url("**/q/people-02*")
    answer = site.assessment.answer("people-01")
    assert (answer.status, answer.confirmed) == (Status.PARTIAL, True)


def test_keys_mean_the_answers_also_where_last_years_stands_above(serve: Serve, window: Windows) -> None:
    site = serve(CARRIED)
    page = window(site.serving.address)
    page.goto(page.url + "q/people-01")
    page.keyboard.press("3")
    expect(page.locator("#s-no")).to_be_checked()
    assert "/q/people-01" in page.url  # choosing never moves on by itself
    page.keyboard.press("Enter")
    page.wait_for_url("**/q/people-02*")
    assert site.assessment.answer("people-01").status is Status.NO
    page.keyboard.press("0")  # nothing of last year here: the key does nothing
    page.keyboard.press("1")
    expect(page.locator("#s-yes")).to_be_checked()


@pytest.fixture
def phone(serve: Serve, window: Windows) -> "Page":
    return window(serve(**draft()).serving.address, viewport={"width": 360, "height": 740})


def test_a_phone_leads_to_what_stands_below_the_form(phone: "Page") -> None:
    phone.goto(phone.url + "q/access-10")
    phone.get_by_role("link", name="説明を読む").click()
    expect(phone.locator("#why")).to_be_in_viewport()
    phone.get_by_text("くわしく読む").click()
    for text in ("その後にわかったこと", "出典", "18,184件の漏えいが確認されました", "ITpro(日経BP)の記事"):
        expect(phone.locator("#why")).to_contain_text(text)


def test_nothing_focused_lies_under_the_bar(phone: "Page") -> None:
    phone.goto(phone.url + "q/access-10")
    phone.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    covered = phone.evaluate("""() => {
      const bar = document.querySelector(".bar");
      const covered = (one) => {
        one.focus({ focusVisible: true });
        return one.getBoundingClientRect().bottom > bar.getBoundingClientRect().top;
      };
      return [...document.querySelectorAll("#answer :is(input, textarea, button, summary, a)")]
        .filter((one) => one.checkVisibility() && !bar.contains(one) && covered(one))
        .map((one) => one.id || one.textContent);
    }""")
    assert covered == []


def test_every_form_of_the_report_has_a_name_in_both_languages(serve: Serve) -> None:
    assert set(FORMS) >= set(REPORTS)
    for lang in LANGUAGES:
        assert all(Words(lang).knows(FORMS[form]) for form in REPORTS)
    page = serve().person().go("report")
    assert not [form for form in REPORTS if f">{form}<" in page.html or f">{form.upper()}<" in page.html]


def test_each_report_says_who_may_read_it_and_its_file_does_too(serve: Serve) -> None:
    page = serve(**draft()).person().go("report")
    for name in ("代表者用", "完全版-社外秘", "提示用"):
        assert f"kitahama-2026-{name}.pdf" in page.text
    assert "PDFの中に、すべての答えのファイルが付きます" in page.text
    assert "暫定のうちは、社外に渡さないでください" in page.text
    whole = (EXAMPLES / "2026.toml").read_text(encoding="utf-8")
    assert "暫定" not in serve(whole=whole).person().go("report").text


@pytest.mark.parametrize(("path", "home"), [("nothing", "ja"), ("q/nothing", "ja"), ("../en/nothing", "en")])
def test_whoever_is_inside_finds_the_way_back_from_a_page_that_is_not(site: Site, path: str, home: str) -> None:
    person = site.person()
    page = person.go(path)
    assert page.status == 404
    back = next(attributes["href"] for tag, attributes in page.read.elements if tag == "a")
    assert back.endswith(f"/{home}/")
    assert person.ask("GET", back).status == 200


def test_the_pages_name_only_buttons_they_have(site: Site) -> None:
    one, two = site.person(), site.person()
    first, second = one.go("q/people-01"), two.go("q/people-01")
    one.send(first, "next", status="yes", note="一つ目")
    page = two.send(second, "next", status="yes", note="二つ目")
    assert "「次へ」を押してください" in page.text
    assert "next" in page.form.buttons


def test_the_end_leads_to_the_report(serve: Serve) -> None:
    whole = (EXAMPLES / "2026.toml").read_text(encoding="utf-8")
    page = serve(whole=whole).person().go("done")
    first = next(a for tag, a in page.read.elements if tag == "a" and "button" in a.get("class", ""))
    assert first["href"].endswith("/report")


def test_a_day_without_its_year_is_said_back(site: Site, window: Windows) -> None:
    person = site.person()
    page = person.send(person.go("q/people-01"), "next", status="no", owner="森", due="12月3日")
    assert "日付を2026年12月3日と読みました" in page.text
    action = site.assessment.answer("people-01").action
    assert str(action and action.due) == "2026-12-03"
    shown = window(site.serving.address)
    shown.goto(shown.url + "q/people-02")
    shown.locator("#plan > summary").click()
    shown.get_by_label("期限", exact=True).fill("1/20")
    shown.get_by_label("担当", exact=True).focus()
    expect(shown.locator("#saved")).to_contain_text("「1/20」は2027年1月20日と読みました")


def test_evidence_marked_to_go_says_so_and_comes_back_when_the_tick_goes(serve: Serve, window: Windows) -> None:
    site = serve('[[answers.people-01.evidence]]\nwhat = "署名簿"\n')
    page = window(site.serving.address)
    page.goto(page.url + "q/people-01")
    page.get_by_label("この証拠を消す").check()
    expect(page.get_by_text("次に保存すると消えます")).to_be_visible()
    page.get_by_label("この証拠を消す").uncheck()
    expect(page.get_by_text("次に保存すると消えます")).to_be_hidden()
    page.locator("[name=go][value=later]").click()
    page.wait_for_url("**/q/people-02*")
    assert [piece.what for piece in site.assessment.answer("people-01").evidence] == ["署名簿"]
