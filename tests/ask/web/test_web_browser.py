"""The pages in a real browser, with scripts and without: a whole run, the keyboard, two windows, a killed server,
and a page from next door that wants to change an answer.
"""

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.ask.web.conftest import CHECK, Site, Windows
from tests.browser import CHROMIUM, MISSING, expect
from tests.conftest import EXAMPLES, PLACES, TODAY, environment_of
from tests.wider import slow

from tenken.core.model import Assessment, Status
from tenken.store.assessment import loader
from tenken.words import Words

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)

ALL = ("people-01", "people-02", "machines-01", "machines-02")


@dataclass
class Tenken:
    """The real command, and the file it serves."""

    process: "subprocess.Popen[str]"
    file: Path
    address: str

    @property
    def assessment(self) -> Assessment:
        return loader.load(self.file, PLACES, TODAY)[1]


@pytest.fixture
def start(serve: Callable[..., Site]) -> Callable[..., Site]:
    """Starts the pages for a file with these answers, in this process."""
    return serve


@pytest.fixture
def start_process(tmp_path: Path, head: str) -> Iterator[Callable[..., Tenken]]:
    """Starts ``tenken web`` for a file with these answers, in a process that can be killed."""
    started: list[Tenken] = []

    def run(answers: str | None = "") -> Tenken:
        file = tmp_path / "kitahama-2026.toml"
        if answers is not None:
            file.write_text(head + answers, encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, "-m", "tenken", "web", str(file), "--no-browser"],
            env=environment_of("ja"),
            text=True,
            encoding="utf-8",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout
        started.append(Tenken(process, file, process.stdout.readline().strip()))
        return started[-1]

    yield run
    for tenken in started:
        tenken.process.kill()
        _, said = tenken.process.communicate()
        assert "予期しない" not in said


Start = Callable[..., Site]
StartProcess = Callable[..., Tenken]


def press(page: "Page", name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def choose(page: "Page", status: str) -> None:
    page.get_by_role("radio", name=Words("ja").status(Status(status)), exact=True).check()


def told(page: "Page", text: str) -> None:
    """Wait until the line beside the buttons begins so."""
    page.locator("#saved", has_text=re.compile(f"^{text}")).wait_for()


def saved(page: "Page") -> None:
    """Wait until the page says that it is saved."""
    told(page, "保存しました")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_whole_run(start_process: StartProcess, window: Windows, scripts: bool) -> None:
    tenken = start_process()
    page = window(tenken.address, java_script_enabled=scripts)
    assert "key" not in page.url
    page.get_by_role("link", name="始める").click()
    for question_id, status in zip(ALL, ("yes", "partial", "no", "na"), strict=True):
        expect(page).to_have_url(re.compile(f"/q/{question_id}"))
        choose(page, status)
        if status == "na":
            page.get_by_label("対象外の理由", exact=True).fill("機械はない")
        press(page, "次へ")
        page.wait_for_url(re.compile(f"^(?!.*/q/{question_id})"))
        expect(page.get_by_text("の答えを保存しました")).to_be_visible()
        assert tenken.assessment.answer(question_id).status == status
    expect(page.get_by_role("heading", name="おつかれさまでした")).to_be_visible()
    assert tenken.assessment.answer("machines-02").note == "機械はない"
    assert window.said == []
    window.expected = ["ERR_CONNECTION"]  # a slow browser may come for the last page's style when the server is gone
    press(page, "終わる")
    expect(page.get_by_role("heading", name="終わりました")).to_be_visible()
    assert tenken.process.wait() == 0


def test_by_keyboard_alone(start: Start, window: Windows) -> None:
    tenken = start()
    page = window(tenken.address)
    keys = page.keyboard
    keys.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    keys.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    for question_id, key in zip(ALL, "1345", strict=True):
        page.wait_for_url(f"**/q/{question_id}*")
        keys.press(key)
        if key == "5":
            told(page, "理由を書くと")
            while page.evaluate("document.activeElement.id") != "f-reason":
                keys.press("Tab")
            keys.type("3台とも 2026年に売った")
            saved(page)
            while page.evaluate("document.activeElement.value") != "next":
                keys.press("Tab")
        else:
            saved(page)
        keys.press("Enter")
    page.wait_for_url("**/done*")
    answers = tenken.assessment.answers
    assert [answers[question_id].status for question_id in ALL] == ["yes", "no", "unknown", "na"]
    assert answers["machines-02"].note == "3台とも 2026年に売った"


def test_the_number_keys_can_be_turned_off(start: Start, window: Windows) -> None:
    tenken = start()
    page = window(tenken.address)
    page.goto(page.url + "q/people-01")
    page.get_by_label("1〜5で選ぶ、Enterで次へ").uncheck()
    page.locator("h1").click()
    page.keyboard.press("1")
    page.reload()
    page.keyboard.press("1")
    expect(page.get_by_label("1〜5で選ぶ、Enterで次へ")).not_to_be_checked()
    assert page.locator("input[name=status]:checked").count() == 0
    assert not tenken.assessment.answers


@pytest.mark.parametrize("scripts", [True, False])
def test_enter_in_a_field_saves_and_confirms_nothing(start: Start, window: Windows, scripts: bool) -> None:
    """Enter sends a form with its first button; that must not be one that says more than was meant."""
    tenken = start('[answers.people-01]\nstatus = "yes"\nconfirmed = false\n')
    page = window(tenken.address, java_script_enabled=scripts)
    page.goto(page.url + "q/people-01")
    page.locator("#plan > summary").click()
    page.get_by_label("担当", exact=True).fill("森")
    with page.expect_navigation():
        page.get_by_label("担当", exact=True).press("Enter")
    assert "/q/people-01" in page.url
    answer = tenken.assessment.answer("people-01")
    assert (answer.confirmed, answer.action and answer.action.owner) == (False, "森")


def test_what_is_typed_is_saved_by_itself_and_the_head_follows(start: Start, window: Windows) -> None:
    tenken = start()
    page = window(tenken.address)
    page.goto(page.url + "q/people-01")
    choose(page, "yes")
    saved(page)
    assert tenken.assessment.answer("people-01").status is Status.YES
    expect(page.locator("#counted")).to_have_text("1 / 4問")
    expect(page.locator("#points")).to_have_text("いまの点数 16点 (残りしだいで 16〜100点)")
    page.locator("#more > summary").click()
    page.get_by_label("メモ", exact=True).fill("署名は14名")
    page.get_by_label("証拠になるもの").fill("署名簿")
    page.get_by_label("日付").fill("2026-10-01")
    page.get_by_label("メモ", exact=True).focus()
    saved(page)
    answer = tenken.assessment.answer("people-01")
    assert (answer.note, answer.evidence[0].what, str(answer.evidence[0].dated)) == (
        "署名は14名",
        "署名簿",
        "2026-10-01",
    )
    page.get_by_label("メモ", exact=True).fill("署名は15名")
    saved(page)
    answer = tenken.assessment.answer("people-01")
    assert (answer.note, len(answer.evidence)) == ("署名は15名", 1)


def test_evidence_goes_only_where_a_button_is_pressed(start: Start, window: Windows) -> None:
    tenken = start(f'[[answers.people-01.evidence]]\nwhat = "署名簿"\nfile = "a.pdf"\nsha256 = "{"0" * 64}"\n')
    page = window(tenken.address)
    page.goto(page.url + "q/people-01")
    page.get_by_label("この証拠を消す").check()
    choose(page, "yes")
    told(page, "まだ保存していません")
    page.get_by_label("この証拠を消す").uncheck()
    page.get_by_label("メモ", exact=True).fill("x")
    saved(page)
    assert tenken.assessment.answer("people-01").evidence[0].sha256 == "0" * 64
    page.get_by_label("この証拠を消す").check()
    press(page, "次へ")
    page.wait_for_url("**/q/people-02*")
    assert tenken.assessment.answer("people-01").evidence == ()


def test_nobody_leaves_unsaved_words_by_mistake(start: Start, window: Windows) -> None:
    tenken = start()
    page = window(tenken.address)
    page.clock.install()
    page.goto(page.url + "q/people-01")
    page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))  # on a busy machine the pause before it is saved ends
    asked: list[str] = []

    def agree(dialog: "Dialog") -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)
    page.locator("#more > summary").click()
    page.get_by_label("メモ", exact=True).press_sequentially("a")
    page.get_by_role("link", name="一覧").click()
    page.wait_for_url("**/overview")
    assert asked == ["beforeunload"]
    page.clock.resume()
    page.goto(page.url.replace("overview", "q/people-01"))
    choose(page, "yes")
    saved(page)
    page.get_by_role("link", name="一覧").click()
    page.wait_for_url("**/overview")
    assert asked == ["beforeunload"]


def test_a_mistake_is_shown_at_the_top_and_leads_to_its_field(start: Start, window: Windows) -> None:
    window.expected = ["status of 422"]
    tenken = start()
    page = window(tenken.address)
    page.goto(page.url + "q/people-01")
    press(page, "次へ")
    summary = page.get_by_role("alert")
    expect(summary).to_be_visible()
    expect(page.locator("#summary")).to_be_focused()
    expect(page).to_have_title(re.compile("^誤り"))
    summary.get_by_role("link").click()
    expect(page.locator(":target")).to_have_id("f-status")
    assert not tenken.assessment.answers


def test_two_windows_on_one_question(start: Start, window: Windows) -> None:
    window.expected = ["status of 422"]
    tenken = start()
    one = window(tenken.address)
    two = window(one.url, beside=one)
    for page in (one, two):
        page.goto(one.url.partition("ja/")[0] + "ja/q/people-01")
    one.locator("#more > summary").click()
    one.get_by_label("メモ", exact=True).fill("一つ目")
    saved(one)
    choose(two, "partial")
    saved(two)
    choose(one, "partial")
    saved(one)
    answer = tenken.assessment.answer("people-01")
    assert (answer.status, answer.note) == (Status.PARTIAL, "一つ目")
    two.locator("#more > summary").click()
    two.get_by_label("メモ", exact=True).fill("二つ目")
    told(two, "この質問は")
    press(two, "次へ")
    expect(two.get_by_text("いまファイルにある内容：一つ目")).to_be_visible()
    expect(two.get_by_label("メモ", exact=True)).to_have_value("二つ目")
    assert tenken.assessment.answer("people-01").note == "一つ目"


@pytest.mark.parametrize("scripts", [True, slow(False)])
def test_a_server_killed_between_answers_loses_nothing_shown_as_saved(
    start_process: StartProcess, window: Windows, scripts: bool
) -> None:
    window.expected = ["ERR_CONNECTION", "ERR_EMPTY_RESPONSE"]
    shown: dict[str, str] = {}
    answers: str | None = ""
    for question_id, status in (("people-02", "partial"), ("machines-01", "no")):
        tenken = start_process(answers)
        answers = None
        page = window(tenken.address, java_script_enabled=scripts)
        page.goto(page.url + f"q/{question_id}")
        choose(page, status)
        if scripts:
            saved(page)
        else:
            press(page, "次へ")
            expect(page.get_by_text("の答えを保存しました")).to_be_visible()
        tenken.process.send_signal(signal.SIGKILL)
        tenken.process.wait()
        shown[question_id] = status
        kept = tenken.assessment.answers
        assert {key: str(answer.status) for key, answer in kept.items()} == shown


def test_a_server_that_is_gone_is_told_and_the_words_stay(start_process: StartProcess, window: Windows) -> None:
    window.expected = ["ERR_CONNECTION"]
    tenken = start_process()
    page = window(tenken.address)
    page.goto(page.url + "q/people-01")
    page.locator("#more > summary").click()
    tenken.process.send_signal(signal.SIGKILL)
    tenken.process.wait()
    page.get_by_label("メモ", exact=True).fill("長いメモ")
    told(page, "保存できませんでした")
    expect(page.get_by_label("メモ", exact=True)).to_have_value("長いメモ")
    assert not tenken.assessment.answers


class Neighbour(BaseHTTPRequestHandler):
    """Another server on this machine, with a page that wants to change an answer."""

    page = b""
    seen: list[str]

    def do_GET(self) -> None:
        type(self).seen.append(f"{self.path} {self.headers.get('Cookie')}")
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(type(self).page)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def neighbour() -> Iterator[type[Neighbour]]:
    handler = type("Here", (Neighbour,), {"seen": [], "port": 0})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    handler.port = server.server_port  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield handler
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_from_another_port_changes_nothing_and_learns_nothing(
    start: Start, window: Windows, neighbour: type[Neighbour]
) -> None:
    """Even where it knows the address and the form's token: the browser says where the page came from."""
    window.expected = [""]  # what the other page is refused is noted in its own console
    tenken = start()
    page = window(tenken.address)
    page.goto(page.url + "q/people-01")
    action = page.evaluate("document.getElementById('answer').action")
    csrf = page.locator("#answer [name=csrf]").input_value()
    before = tenken.file.read_bytes()
    neighbour.page = f"""<form id=f method=post action="{action}"><input name=csrf value="{csrf}">
        <input name=status value=yes><input name=go value=next></form>
        <iframe src="{action}"></iframe><script>
        (async () => {{
          const got = [];
          for (const way of [{{}}, {{mode: "no-cors"}}, {{method: "POST", mode: "no-cors", body: new URLSearchParams(
              {{csrf: "{csrf}", status: "yes", go: "next"}})}}])
            try {{ got.push((await fetch("{action}", {{...way, credentials: "include"}})).status) }}
            catch {{ got.push("refused") }}
          document.title = got.join();
        }})();
        </script>""".encode()
    evil = window(f"http://127.0.0.1:{neighbour.port}/", beside=page)  # type: ignore[attr-defined]
    evil.wait_for_function("() => document.title !== ''")
    assert evil.title() in ("refused,refused,refused", "refused,0,0")
    assert "北浜" not in (evil.frames[1].content() if len(evil.frames) > 1 else "")
    with evil.expect_navigation():
        evil.evaluate("document.getElementById('f').submit()")
    assert "受け付けませんでした" in evil.content()
    assert tenken.file.read_bytes() == before
    assert [seen for seen in neighbour.seen if "tenken" in seen] == []


def test_a_name_that_was_turned_to_this_machine_opens_nothing(start: Start, window: Windows) -> None:
    window.expected = ["status of 421", "Cross-Origin-Opener-Policy header has been ignored"]
    tenken = start()
    page = window(tenken.address)
    port = page.url.split(":")[2].split("/")[0]
    evil = window(page.url.replace("127.0.0.1", "evil.example"), beside=page)
    assert f"evil.example:{port}" in evil.url
    assert "このアドレスでは開けません" in evil.content()
    assert "北浜" not in evil.content()


def test_the_language_switch_keeps_the_place(start: Start, window: Windows) -> None:
    page = window(start().address)
    page.goto(page.url + "q/machines-01?walk=critical")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(r"/en/q/machines-01\?walk=critical$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Is everything updated?")
    page.get_by_role("link", name="日本語").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("更新していますか。")


def test_the_report_opens_beside_and_downloads(start: Start, window: Windows, tmp_path: Path) -> None:
    page = window(start().address)
    page.goto(page.url + "report")
    with page.expect_popup() as popup:
        press(page, "代表者用を画面で見る")
    expect(popup.value.get_by_text("会員データ保護 点検報告書").first).to_be_visible()
    page.get_by_label("誰用", exact=True).select_option("attestation")
    page.get_by_label("形式", exact=True).select_option("json")
    with page.expect_download() as download:
        press(page, "この形式で保存する")
    assert download.value.suggested_filename == "kitahama-2026-提示用.json"
    download.value.save_as(tmp_path / "x.json")
    assert "北浜クラブ" in (tmp_path / "x.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("scheme", "lang", "width"),
    [
        ("light", "ja", 1100),
        ("dark", "en", 320),
        *(
            slow(*one)
            for one in (("dark", "en", 1100), ("dark", "ja", 390), ("light", "en", 320), ("light", "ja", 320))
        ),
    ],
)
def test_everybody_can_read_and_use_every_page(
    serve: Callable[..., Site], window: Windows, scheme: str, lang: str, width: int
) -> None:
    """Contrast, names, labels, headings, landmarks, target size, focus, reflow: on each page, with all of it open."""
    window.expected = ["status of 422"]
    whole = (EXAMPLES / "2026-draft.toml").read_text(encoding="utf-8")
    whole = whole.replace(
        '[answers.policy-01]\nstatus = "yes"', '[answers.policy-01]\nstatus = "yes"\nconfirmed = false'
    )
    site = serve(whole=whole, lang=lang)
    page = window(site.serving.address, color_scheme=scheme, viewport={"width": width, "height": 800})
    home = page.url
    pages = [
        "",
        "about",
        "q/policy-01?walk=all",
        "q/access-05",
        "overview",
        "overview?show=stale",
        "score",
        "report",
        "done",
    ]
    for path in pages:
        page.goto(home + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate(CHECK) == [], path
    page.goto(home + "q/web-10")
    page.locator("[name=go][value=next]").click()
    page.get_by_role("alert").wait_for()
    page.wait_for_load_state("load")
    assert page.evaluate(CHECK) == []


def test_the_check_finds_what_is_wrong(site: Site, window: Windows) -> None:
    """The check can fail: each fault put into a good page is found."""
    page = window(site.serving.address)
    page.goto(page.url + "q/people-01")
    assert page.evaluate(CHECK) == []
    faults = {
        "contrast": "document.querySelector('h1').style.color = '#999'",
        "label": "document.querySelector('label[for=f-note]').remove()",
        "name": "document.querySelector('.bar .go').textContent = ''",
        "heading": "document.querySelector('h1').outerHTML = '<h3>x</h3>'",
        "landmark": "document.querySelector('main').outerHTML = '<div>x</div>'",
        "twice": "document.querySelector('header').id = 'main'",
        "target": "document.querySelector('.bar .go').style.cssText = 'min-height:0;height:12px;width:12px;padding:0'",
        "focus": "document.querySelector('.bar .go').style.outline = 'none'",
        "lang": "document.documentElement.removeAttribute('lang')",
        "title": "document.title = ''",
        "reflow": "document.querySelector('main').style.minWidth = '3000px'",
        "reference": "document.querySelector('textarea').setAttribute('aria-describedby', 'nowhere')",
        "group": "document.querySelector('#f-status legend').remove()",
    }
    for kind, harm in faults.items():
        page.reload()
        page.evaluate(harm)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found = page.evaluate(CHECK)
        assert [fault for fault in found if fault.startswith(kind)], (kind, found)
