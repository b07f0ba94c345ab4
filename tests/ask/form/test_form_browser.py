"""The form in a real browser: filled in, kept, saved and read back; by keyboard, narrow, dark, on paper, and without
scripts.
"""

import io
import json
import random
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.ask.form.conftest import Desk, handout_of, written
from tests.browser import expect
from tests.conftest import EXAMPLES, PLACES, TODAY, Said, rounds
from tests.mails import MANGLED
from tests.wider import slow

from tenken import data
from tenken.ask.form.script_data import of_page
from tenken.core.model import (
    Action,
    Answer,
    Assessment,
    AssessmentKind,
    Assessor,
    Checklist,
    Depth,
    Evidence,
    Gate,
    Grade,
    Status,
    Verdict,
)
from tenken.core.scoring.proposals import proposals
from tenken.core.scoring.score import score, shown
from tenken.store.assessment import loader
from tenken.store.checklist import editions
from tenken.store.incoming import saved_form
from tenken.words import Words

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

Sit = Callable[..., Desk]
Tenken = Callable[..., Said]
CHECK = (Path(__file__).parents[1] / "web" / "accessible.js").read_text(encoding="utf-8")
CARRIED = "[answers.people-02]\nstatus = 'yes'\nconfirmed = false\n"


@pytest.fixture
def file(tmp_path: Path, head: str) -> Path:
    path = tmp_path / "a.toml"
    path.write_text(head + CARRIED, encoding="utf-8")
    return path


@pytest.fixture
def form(tenken: Tenken, file: Path) -> Path:
    """What ``form write`` made."""
    made = tenken("form", "write", file.name)
    assert made.code == 0, made.err
    return file.parent / "a-answers.html"


def now(file: Path) -> Assessment:
    return loader.load(file, PLACES, TODAY)[1]


def question(page: "Page", question_id: str) -> Any:
    return page.locator(f"#q-{question_id}")


def choose(page: "Page", question_id: str, status: str) -> None:
    question(page, question_id).get_by_role("radio", name=Words("ja").status(Status(status)), exact=True).check()


def fill(page: "Page", question_id: str, name: str, text: str, piece: str = "") -> None:
    """Write into a field, opening what it stands in."""
    article = question(page, question_id)
    article.evaluate("one => one.querySelectorAll('details').forEach(each => each.open = true)")
    scope = article.locator(f"[data-piece='{piece}']") if piece else article
    scope.locator(f"[data-part={name}]").first.fill(text)


def kept(page: "Page") -> None:
    page.locator("#kept", has_text="控えを残しました").wait_for()


def test_what_is_filled_in_is_what_is_in_the_file(tenken: Tenken, file: Path, form: Path, desk: Sit) -> None:
    seat = desk()
    page = seat.open(form)
    page.locator("#by").fill("木村")
    choose(page, "people-01", "partial")
    fill(page, "people-01", "note", "一行目\n二行目 <b>&")
    fill(page, "people-01", "what", "名簿", "new-1")
    fill(page, "people-01", "file", "名簿.pdf", "new-1")
    fill(page, "people-01", "dated", "2026-09-01", "new-1")
    question(page, "people-01").get_by_role("button", name="証拠を加える").click()
    page.keyboard.type("写真")
    fill(page, "people-01", "owner", "森")
    fill(page, "people-01", "due", "2026-12-31")
    question(page, "people-02").get_by_role("button", name="今も同じ").click()
    page.get_by_role("group", name="サイトがありますか。").get_by_role("radio", name="はい").check()
    choose(page, "machines-01", "no")
    choose(page, "machines-02", "unknown")
    choose(page, "machines-03", "na")
    fill(page, "machines-03", "note", "理由です")
    saved = seat.save(page)
    said = tenken("form", "read", saved.name, "--into", file.name, "--verbose")
    assert said.code == 0, said.err
    assert "1-1 約束：答え「一部できている」を書き込みました。" in said.out
    assert "会社の様子「サイトがありますか。」：「はい」を書き込みました。" in said.out
    assert said.err.splitlines()[-1] == "報告書を作るには：tenken report a.toml"
    after = now(file)
    assert after.profile == {"website": True}
    answer = after.answer("people-01")
    assert (answer.status, answer.note, answer.by) == (Status.PARTIAL, "一行目\n二行目 <b>&", "木村")
    assert [(one.what, one.file, str(one.dated)) for one in answer.evidence] == [
        ("名簿", "名簿.pdf", "2026-09-01"),
        ("写真", None, "None"),
    ]
    assert answer.action
    assert (answer.action.owner, str(answer.action.due)) == ("森", "2026-12-31")
    assert after.answer("people-02").confirmed
    assert [after.answer(f"machines-0{at}").status for at in (1, 2, 3)] == [Status.NO, Status.UNKNOWN, Status.NA]
    again = tenken("form", "read", saved.name, "--into", file.name)
    assert (again.code, Words("ja")("cli.returning.nothing", file=file.name) in again.err) == (0, True), again.err
    checklist = editions.load(PLACES[0] / "club-1")
    card = score(checklist, after)
    expect(page.locator("#points")).to_have_text(Words("ja")("web.points", score=shown(card.score) or 0))
    expect(page.locator("#grade")).to_have_text(str(card.grade))


def test_who_fills_in_nothing_changes_nothing(desk: Sit, tmp_path: Path, tenken: Tenken, head: str) -> None:
    """Whatever stands in the file, and whatever a browser makes of it in a field."""
    odd = 'note = """\n\n先頭\n  空白\\t後ろ  """\n'
    odd += 'evidence = [{ what = """二\n行""", dated = 2000-01-01 }, { what = "<b>" }]'
    text = f"[answers.people-01]\nstatus = 'no'\n{odd}\naction = {{ owner = '  森 ', due = 2100-12-31 }}\n"
    (tmp_path / "a.toml").write_text(head + text + CARRIED, encoding="utf-8")
    assert tenken("form", "write", "a.toml").code == 0
    seat = desk()
    saved = seat.save(seat.open(tmp_path / "a-answers.html"))
    told = json.loads(saved.read_bytes())
    assert told["answers"] == told["base"]["answers"]
    said = tenken("form", "read", saved.name, "--into", "a.toml")
    assert (said.code, Words("ja")("cli.returning.nothing", file="a.toml") in said.err) == (0, True), said.err
    assert (tmp_path / "a.toml").read_text(encoding="utf-8") == head + text + CARRIED


def test_one_button_makes_a_proposal_a_promise(desk: Sit, tmp_path: Path, tenken: Tenken, head: str) -> None:
    file = tmp_path / "a.toml"
    said = "[roles]\nowner = '田中'\n[answers.people-01]\nstatus = 'no'\n[answers.machines-01]\nstatus = 'no'\n"
    file.write_text(head + said, encoding="utf-8")
    assert tenken("form", "write", "a.toml").code == 0
    seat = desk()
    page = seat.open(tmp_path / "a-answers.html")
    take = question(page, "people-01").get_by_role("button", name="案のとおりに約束する")
    expect(question(page, "people-01").get_by_text("案：担当 田中、期限")).to_be_visible()
    take.click()
    expect(take).to_be_hidden()
    saved = seat.save(page)
    assert tenken("form", "read", saved.name, "--into", "a.toml").code == 0
    checklist, before = loader.load(tmp_path / "a.toml", PLACES, TODAY)
    unpromised = before.with_answer("people-01", replace(before.answer("people-01"), action=None))
    proposed = proposals(score(checklist, unpromised), unpromised)["people-01"]
    assert before.answer("people-01").action == Action(owner="田中", due=proposed.due)
    assert before.answer("machines-01").action is None


def test_two_peoples_forms_come_together(tenken: Tenken, file: Path, form: Path, desk: Sit) -> None:
    for name, question_id, status in (("k", "people-01", "yes"), ("m", "machines-01", "no")):
        seat = desk()
        page = seat.open(form)
        choose(page, question_id, status)
        choose(page, "machines-02", status)
        fill(page, "machines-02", "what", f"証拠{name}", "new-1")
        seat.save(page, f"{name}.json")
    assert tenken("form", "read", "k.json", "--into", file.name).code == 0
    second = tenken("form", "read", "m.json", "--into", file.name)
    assert second.code == 3
    assert "2-2 鍵：答えは、フォームでは「できていない」、ファイルでは「できている」です。" in second.err
    assert "フォームを作ったあとに、a.toml の答えも変わっています" in second.err
    assert tenken("form", "read", "m.json", "--into", file.name, "--theirs").code == 0
    after = now(file)
    assert after.answer("people-01").status is Status.YES
    assert after.answer("machines-01").status is Status.NO
    assert after.answer("machines-02").status is Status.NO
    assert {one.what for one in after.answer("machines-02").evidence} == {"証拠k", "証拠m"}


def test_the_browser_keeps_what_was_typed(form: Path, desk: Sit) -> None:
    seat = desk()
    page = seat.open(form)
    choose(page, "people-01", "na")
    fill(page, "people-01", "note", "まだ途中")
    fill(page, "people-01", "what", "写真", "new-1")
    page.get_by_role("group", name="サイトがありますか。").get_by_role("radio", name="はい").check()
    kept(page)
    page.reload()
    expect(page.locator("#kept")).to_have_text("このブラウザに残っていた控えの続きです。")
    expect(question(page, "people-01").locator("[value=na]")).to_be_checked()
    expect(question(page, "people-01").locator("[data-part=note]")).to_have_value("まだ途中")
    expect(question(page, "machines-03")).to_be_visible()
    other = seat.open(form)
    choose(other, "people-01", "yes")
    page.locator("#kept", has_text="ほかのタブ").wait_for()
    expect(question(page, "people-01").locator("[value=yes]")).to_be_checked()
    page.evaluate("() => { window.heard = 0; addEventListener('storage', () => { window.heard += 1; }); }")
    for heard, odd in enumerate(("{", "[]", "null", '{"answers": 1}'), 1):
        other.evaluate("odd => localStorage.setItem(localStorage.key(0), odd)", odd)
        page.wait_for_function("heard => window.heard >= heard", arg=heard)
    expect(question(page, "people-01").locator("[value=yes]")).to_be_checked()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="このブラウザに残した控えを消す").click()
    page.locator("#q-people-01 input:not(:checked)").first.wait_for()
    page.wait_for_function("!document.querySelector('#q-people-01 input:checked')")


def test_a_browser_that_keeps_nothing_says_so_and_asks_before_it_is_closed(form: Path, desk: Sit) -> None:
    seat = desk()
    seat.context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })")
    page = seat.open(form)
    expect(page.locator("#kept")).to_contain_text("控えを残せません")
    choose(page, "people-01", "yes")
    asked: list[str] = []

    def leave(dialog: "Dialog") -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]


def test_one_goes_on_elsewhere_from_a_saved_file(form: Path, desk: Sit, tmp_path: Path) -> None:
    first = desk()
    page = first.open(form)
    choose(page, "people-01", "partial")
    fill(page, "people-01", "what", "一", "new-1")
    question(page, "people-01").get_by_role("button", name="証拠を加える").click()
    page.keyboard.type("二")
    saved = first.save(page)
    second = desk()
    page = second.open(form)
    page.locator("#open").set_input_files(saved)
    page.locator("#kept", has_text="続きから始めます").wait_for()
    expect(question(page, "people-01").locator("[value=partial]")).to_be_checked()
    assert question(page, "people-01").locator("[data-part=what]").evaluate_all("all => all.map(one => one.value)") == [
        "一",
        "二",
    ]
    broken = {
        "broken.json": "{",
        "other.json": saved.read_text(encoding="utf-8").replace('"content": "sha', '"content": "x'),
    }
    broken |= {
        "list.json": "[]",
        "null.json": "null",
        "odd.json": json.dumps({**json.loads(saved.read_bytes()), "answers": 1}),
    }
    for name, text in broken.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        page.locator("#open").set_input_files(tmp_path / name)
        page.locator("#kept", has_text="このフォームから保存した").wait_for()
        expect(question(page, "people-01").locator("[value=partial]")).to_be_checked()
        choose(page, "people-01", "partial")
    page.on("dialog", lambda dialog: dialog.dismiss())
    choose(page, "people-01", "no")
    with page.expect_event("dialog"):
        page.locator("#open").set_input_files(saved)
    expect(question(page, "people-01").locator("[value=no]")).to_be_checked()


@pytest.mark.parametrize("clipboard", [True, False])
def test_the_copied_text_is_as_good_as_the_file(
    tenken: Tenken, file: Path, form: Path, desk: Sit, clipboard: bool
) -> None:
    seat = desk(**({"permissions": ["clipboard-read", "clipboard-write"]} if clipboard else {}))
    if not clipboard:
        seat.context.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page = seat.open(form)
    choose(page, "people-01", "na")
    fill(page, "people-01", "note", "理由\n𠮷野 \u2028\u00a0終わり")
    page.get_by_role("button", name="答えを文章としてコピー").click()
    page.locator("#done:not(:empty)").wait_for()
    if clipboard:
        text = page.evaluate("navigator.clipboard.readText()")
    else:
        selected = """() => {
          const at = document.activeElement;
          return [at.id, at.value.slice(at.selectionStart, at.selectionEnd)];
        }"""
        name, text = page.evaluate(selected)
        assert name == "text"
    lines = [line for line in text.splitlines() if line.startswith("[")]
    assert lines
    assert all(line.isascii() and len(line) <= 72 for line in lines)
    said = tenken("form", "read", "-", "--into", file.name, text=text.encode("cp932"))
    assert said.code == 0, said.err
    assert now(file).answer("people-01").note == "理由\n𠮷野  \u00a0終わり"


@pytest.mark.parametrize("packing", [True, False])
def test_the_copied_text_is_read_out_of_any_mail(
    tenken: Tenken, file: Path, form: Path, desk: Sit, packing: bool
) -> None:
    seat = desk(permissions=["clipboard-read", "clipboard-write"])
    if not packing:
        seat.context.add_init_script("delete window.CompressionStream")
    page = seat.open(form)
    page.locator("#by").fill("木村")
    choose(page, "people-01", "partial")
    fill(page, "people-01", "note", "半分は「済み」です。 <b>& > の記号も")
    fill(page, "machines-01", "owner", "森")
    saved = saved_form.read(seat.save(page))
    page.get_by_role("button", name="答えを文章としてコピー").click()
    page.locator("#done", has_text="コピーしました").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    assert "記入した人：木村\n4問のうち 1問に答えました。" in text
    for name, mangle in MANGLED.items():
        assert saved_form.parse(mangle(text).encode(), name) == saved, name
    pasted = MANGLED["Outlook, folded at 76 and answered twice"](text)
    said = tenken("form", "read", "-", "--into", file.name, text=pasted.encode("cp932"))
    assert said.code == 0, said.err
    answer = now(file).answer("people-01")
    assert (answer.status, answer.note, answer.by) == (Status.PARTIAL, "半分は「済み」です。 <b>& > の記号も", "木村")
    lines = text.splitlines()
    second = [line.startswith("[") for line in lines].index(True) + 1
    lines[second] = lines[second][:20] + lines[second][20:].swapcase()
    said = tenken("form", "read", "-", "--into", file.name, text="\n".join(lines).encode())
    assert (said.code, "2番の行(全" in said.err) == (3, True), said.err


def test_what_a_person_typed_can_always_be_read(tenken: Tenken, file: Path, form: Path, desk: Sit) -> None:
    """Characters that no file may hold, texts that are too long, days that are none."""
    seat = desk()
    page = seat.open(form)
    choose(page, "people-01", "yes")
    page.evaluate(
        """() => {
          const set = (name, value) => {
            const field = document.querySelector(`#q-people-01 [data-part=${name}]`);
            field.value = value;
            field.dispatchEvent(new Event("input", { bubbles: true }));
          };
          set("note", "\\u0007\\u000b\\ud800か\\u3099" + "𠮷".repeat(3000));
          set("what", "\\u202eえ\\u0000");
          set("file", "長".repeat(500));
          set("dated", "0026-01-01");
          set("owner", " \\u2029 ");
          set("due", "9999-01-01");
        }"""
    )
    said = tenken("form", "read", seat.save(page).name, "--into", file.name)
    assert said.code == 0, said.err
    answer = now(file).answer("people-01")
    assert (answer.note or "").startswith("\ufffdが𠮷")
    assert [(one.what, one.file, one.dated) for one in answer.evidence] == [("え", "長" * 200, None)]
    assert answer.action is None


def test_what_would_not_be_taken_is_said_before(tenken: Tenken, file: Path, form: Path, desk: Sit) -> None:
    seat = desk()
    page = seat.open(form)
    expect(page.locator("#reasons")).to_be_hidden()
    choose(page, "people-01", "na")
    expect(question(page, "people-01").locator(".reason")).to_be_visible()
    expect(question(page, "people-01").locator("[data-part=note]")).to_have_attribute("aria-invalid", "true")
    fill(page, "machines-01", "file", "a.pdf", "new-1")
    links = page.locator("#reasons a")
    links.nth(1).wait_for()
    assert links.evaluate_all("all => all.map(one => one.hash)") == ["#q-people-01", "#q-machines-01"]
    said = tenken("form", "read", seat.save(page).name, "--into", file.name)
    assert said.code == 3
    assert "saved.json  1-1\n   「対象外」には理由が必要です" in said.err
    assert "saved.json  2-1\n   ファイル名か日付だけの証拠があります" in said.err
    fill(page, "people-01", "note", "理由")
    fill(page, "machines-01", "what", "画面", "new-1")
    page.locator("#reasons").wait_for(state="hidden")
    assert tenken("form", "read", seat.save(page).name, "--into", file.name).code == 0


def rich(checklist: Checklist, draw: random.Random) -> tuple[Checklist, Assessment]:
    """The edition with weights, grades, gate and answers drawn anew."""
    _, base = loader.load(EXAMPLES / "2026.toml", PLACES, TODAY)
    areas = tuple(
        replace(
            area,
            weight=draw.choice([1, 2, 7, 100]),
            questions=tuple(
                replace(one, weight=draw.randint(1, 5), critical=draw.random() < 0.1) for one in area.questions
            ),
        )
        for area in checklist.areas
    )
    grades = (
        Grade("A", draw.randint(61, 100)),
        Grade("B", draw.randint(31, 60)),
        Grade("C", draw.randint(1, 30)),
        Grade("D", 0),
    )
    checklist = replace(checklist, areas=areas, grades=grades, gate=Gate(draw.choice("BCD"), draw.choice("ABC")))
    chosen = draw.sample([None, *Status] if draw.random() < 0.5 else list(Status), draw.randint(1, 5))
    given, confirmed, judged = draw.choice([(0.3, 0.9, 0.05), (0.9, 0.9, 0.05), (1, 1, 0.05), (1, 1, 0)])
    answers = {
        question.id: Answer(
            status=draw.choice(chosen),
            note="x",
            confirmed=draw.random() < confirmed,
            verdict=Verdict(status=draw.choice(list(Status)), finding="x") if draw.random() < judged else None,
        )
        for _, question in checklist.questions
        if draw.random() < given
    }
    profile = {fact.id: draw.random() < 0.5 for fact in checklist.facts if draw.random() < 0.7}
    return checklist, replace(base, depth=draw.choice(list(Depth)), answers=answers, profile=profile)


@pytest.mark.soak
def test_the_score_on_the_page_is_that_of_the_core(desk: Sit, form: Path) -> None:
    page = desk().open(form)
    edition = editions.load(data.folder("checklist") / "member-data-2027")
    draw = random.Random(2026)
    seen = set()
    for _ in range(rounds(25, 150)):
        checklist, assessment = rich(edition, draw)
        told = of_page(handout_of(checklist, assessment), "a")
        statuses = {key: said.get("status") for key, said in told["base"]["answers"].items()}
        found = page.evaluate("([...told]) => tenkenScore(...told)", [told["plan"], dict(assessment.profile), statuses])
        card = score(checklist, assessment)
        seen.add((card.grade, card.cap, card.draft))
        assert found == {
            "asked": [item.question.id for item in card.questions],
            "answered": card.tally.answered,
            "applicable": card.tally.applicable,
            "low": shown(card.score),
            "high": shown(card.best),
            "grade": card.grade,
            "cap": card.cap,
            "gate": [item.question.id for item in card.gate],
            "criticalOpen": [item.question.id for item in card.critical_open],
            "areas": [
                {"id": one.area.id, "answered": one.tally.answered, "applicable": one.tally.applicable}
                for one in card.areas
            ],
        }
    assert len(seen) > 10  # so many ends of the arithmetic were seen


def test_facts_change_which_questions_count_at_once(form: Path, desk: Sit) -> None:
    page = desk().open(form)
    expect(page.locator("#counted")).to_have_text("0 / 4問")
    expect(question(page, "machines-03")).to_be_hidden()
    expect(page.locator("[data-row=machines-03]")).to_have_attribute("hidden", "")
    group = page.get_by_role("group", name="サイトがありますか。")
    group.get_by_role("radio", name="はい").check()
    expect(page.locator("#counted")).to_have_text("0 / 5問")
    expect(question(page, "machines-03")).to_be_visible()
    choose(page, "machines-03", "yes")
    expect(page.locator("[data-said=machines-03]")).to_have_text("できている")
    group.get_by_role("radio", name="いいえ").check()
    expect(page.locator("#counted")).to_have_text("0 / 4問")
    group.get_by_role("radio", name="はい").check()
    expect(question(page, "machines-03").locator("[value=yes]")).to_be_checked()


def test_by_keyboard_alone(tenken: Tenken, file: Path, form: Path, desk: Sit) -> None:
    seat = desk()
    page = seat.open(form)
    key = page.keyboard.press

    def to(selector: str) -> None:
        for _ in range(80):
            if page.evaluate("one => document.activeElement.matches(one)", selector):
                return
            key("Tab")
        raise AssertionError(selector)

    key("Tab")
    key("Enter")
    expect(page.locator("#main")).to_be_focused()
    to("#by")
    key("Control+A")
    page.keyboard.type("森")
    to(".bar [data-do=next]")
    for question_id in ("people-01", "people-02", "machines-01", "machines-02"):
        key("Space" if question_id == "people-01" else "Enter")
        assert page.evaluate("document.activeElement.name") == f"s.{question_id}"
        key("ArrowDown")
        key("ArrowUp")
        expect(question(page, question_id).locator("[value=yes]")).to_be_checked()
        page.locator(".bar [data-do=next]").focus()
    key("Enter")
    expect(page.locator("#finish-title")).to_be_focused()
    to("#finish [data-do=save]")
    with page.expect_download() as download:
        key("Enter")
    assert download.value.suggested_filename == "a-森-answers.json"
    download.value.save_as(file.parent / "s.json")
    assert tenken("form", "read", "s.json", "--into", file.name).code == 0
    assert all(now(file).answer(one).status is Status.YES for one in ("people-01", "machines-02"))


@pytest.mark.parametrize(
    ("scheme", "lang", "width"),
    [
        ("light", "ja", 1100),
        ("light", "en", 320),
        *(slow(*one) for one in (("dark", "en", 1100), ("dark", "ja", 390), ("light", "ja", 320))),
    ],
)
def test_everybody_can_read_and_use_it(desk: Sit, tmp_path: Path, scheme: Any, lang: Any, width: int) -> None:
    checklist, assessment = loader.load(EXAMPLES / "2026-draft.toml", PLACES, TODAY)
    answers = dict(list(assessment.answers.items())[:4])
    first = next(iter(answers))
    answers[first] = replace(answers[first], confirmed=False)
    assessment = replace(assessment, answers=answers, depth=Depth.QUICK)
    # Five areas are as good as twelve, and the check looks at every control.
    checklist = replace(
        checklist, areas=tuple(replace(one, questions=one.questions[:3]) for one in checklist.areas[:5])
    )
    (tmp_path / "a.html").write_bytes(written(checklist, assessment, lang))
    page = desk(color_scheme=scheme, viewport={"width": width, "height": 800}).open(tmp_path / "a.html")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.locator(".q [value=na]").first.check()
    page.get_by_role("button", name=Words(lang)("form.copy")).click()
    assert page.evaluate(CHECK) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    bar = page.locator(".bar").bounding_box()
    assert bar
    assert bar["height"] < 200


def test_without_scripts_it_says_what_to_do(form: Path, desk: Sit) -> None:
    page = desk(java_script_enabled=False).open(form)
    assert "スクリプトが止められているので" in page.locator("main").inner_text()
    expect(page.locator("[data-do]:visible, .bar:visible")).to_have_count(0)
    expect(page.locator(".q:visible")).to_have_count(4)


@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_every_question_has_its_boxes(form: Path, desk: Sit, scripts: bool) -> None:
    page = desk(java_script_enabled=scripts).open(form)
    before = page.locator(".q details[open]").count()
    page.emulate_media(media="print")
    if scripts:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".q:visible")).to_have_count(4)
    expect(page.locator(".q input[type=radio]:visible")).to_have_count(20)
    expect(page.locator(".q textarea:visible")).to_have_count(4)
    expect(page.locator("button:visible, .bar:visible, #overview:visible")).to_have_count(0)
    if scripts:
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        expect(page.locator(".q details[open]")).to_have_count(before)
    text = text_of(page.pdf(format="A4"))
    for asked in ("全員と約束を交わしていますか。", "教育していますか。", "更新していますか。", "鍵をかけていますか。"):
        assert asked in text
    assert text.count("一部できている") == 4
    assert text.count("担当") >= 4


SMALLEST = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const sizes = [...document.querySelectorAll("input[type=text], input[type=date], textarea")];
  while (texts.nextNode()) {
    const at = texts.currentNode.parentElement;
    const unseen = !texts.currentNode.data.trim() || at.matches("script, style, .skip, .unseen");
    if (!unseen && at.checkVisibility()) sizes.push(at);
  }
  return Math.min(...sizes.map((one) => parseFloat(getComputedStyle(one).fontSize)));
}"""


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_on_paper_nothing_is_smaller_than_nine_points_or_cut(desk: Sit, tmp_path: Path, lang: Any) -> None:
    checklist, assessment = loader.load(EXAMPLES / "2026-draft.toml", PLACES, TODAY)
    (tmp_path / "a.html").write_bytes(written(checklist, replace(assessment, depth=Depth.QUICK), lang))
    page = desk(viewport={"width": 673, "height": 900}).open(tmp_path / "a.html")  # as wide as A4 within its margins
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(SMALLEST) >= 9 * 96 / 72
    assert page.evaluate("document.documentElement.scrollWidth") <= 673
    heights = page.locator(".q:visible").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert max(heights) < (297 - 30) * 96 / 25.4  # each question has room on one page, and so is not split
    cut = "all => all.filter(one => one.scrollHeight > one.clientHeight + 1).map(one => one.id)"
    assert page.locator(".q textarea:visible").evaluate_all(cut) == []


def test_keys_answer_the_question_that_has_the_focus_and_can_be_turned_off(form: Path, desk: Sit) -> None:
    page = desk().open(form)
    question(page, "people-01").locator("[value=yes]").focus()
    page.keyboard.press("3")
    expect(question(page, "people-01").locator("[value=no]")).to_be_checked()
    page.keyboard.press("5")
    expect(question(page, "people-01").locator("[data-part=note]")).to_be_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "s.people-02"
    page.keyboard.press("0")
    expect(question(page, "people-02").locator("[value=yes]")).to_be_checked()
    expect(question(page, "people-02").locator(".carried")).to_be_hidden()
    fill(page, "people-02", "note", "")
    page.keyboard.type("12")
    expect(question(page, "people-02").locator("[data-part=note]")).to_have_value("12")
    expect(question(page, "people-02").locator("[value=yes]")).to_be_checked()
    page.locator("#keys").uncheck()
    question(page, "people-01").locator("[value=na]").focus()
    page.keyboard.press("1")
    expect(question(page, "people-01").locator("[value=na]")).to_be_checked()
    page.reload()
    expect(page.locator("#keys")).not_to_be_checked()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_answers_stand_under_their_question_and_what_may_be_read_is_folded_where_there_is_no_room(
    desk: Sit, tmp_path: Path, lang: Any
) -> None:
    checklist, assessment = loader.load(EXAMPLES / "2026-draft.toml", PLACES, TODAY)
    (tmp_path / "a.html").write_bytes(written(checklist, replace(assessment, answers={}, depth=Depth.FULL), lang))
    wide, narrow = ({"width": 1280, "height": 800}, {"width": 360, "height": 740})
    for viewport in (wide, narrow):
        page = desk(viewport=viewport).open(tmp_path / "a.html")
        told = """all => all.map(one => {
          const top = one.getBoundingClientRect().top;
          const cards = [...one.querySelectorAll(".card")].map(card => card.getBoundingClientRect().bottom - top);
          return [cards[4], cards[2], one.querySelector(".read").open];
        })"""
        for all_five, first_three, is_open in page.locator(".q:visible").evaluate_all(told):
            assert is_open == (viewport is wide)
            assert (all_five if viewport is wide else first_three) < viewport["height"] - (
                70 if viewport is wide else 117
            )
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_the_form_for_one_person_asks_that_share_alone_and_shows_no_score(
    tenken: Tenken, file: Path, desk: Sit
) -> None:
    made = tenken("form", "write", file.name, "--area", "machines", "--role", "システム担当", "-o", "s.html")
    assert made.code == 0, made.err
    seat = desk(permissions=["clipboard-read", "clipboard-write"])
    page = seat.open(file.parent / "s.html")
    expect(page.locator("h1")).to_have_text("システム担当の分(2問)")
    expect(page.locator(".share")).to_contain_text("ほかの質問はほかの人が答えます")
    expect(page.locator("#by")).to_have_value("")
    expect(page.locator("#now, a[href='#now']")).to_have_count(0)
    expect(page.locator(".q:visible")).to_have_count(2)
    choose(page, "machines-01", "no")
    expect(page.locator("#counted")).to_have_text("1 / 2問")
    expect(page.locator("#points")).to_be_empty()
    page.get_by_role("button", name="答えを文章としてコピー").click()
    page.locator("#done", has_text="コピーしました").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    assert "2問のうち 1問に答えました。\n" in text
    assert "点(" not in text
    said = tenken("form", "read", "-", "--into", file.name, text=text.encode())
    assert said.code == 0, said.err
    assert now(file).answer("machines-01").status is Status.NO


@pytest.mark.parametrize(
    ("kind", "firm", "by"),
    [
        ("self", "", "木村 健"),
        ("self", "北浜クラブ", "木村 健"),
        ("self", "森監査事務所", ""),
        ("audit", "森監査事務所", ""),
    ],
)
def test_nobody_but_who_answers_stands_there_as_who_answered(
    assess: Any, club: Checklist, *, kind: str, firm: str, by: str
) -> None:
    _, assessment = assess("")
    assessor = Assessor(name="木村 健", firm=firm or None)
    page = written(club, replace(assessment, kind=AssessmentKind(kind), assessor=assessor)).decode()
    assert f'id="by" value="{by}"' in page


def text_of(pdf: bytes) -> str:
    from pypdf import PdfReader

    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


INJECTED = """(address) => {
  window.refused = new Set();
  document.addEventListener("securitypolicyviolation", (event) => window.refused.add(event.effectiveDirective));
  const script = document.createElement("script");
  script.textContent = "window.ran = 1";
  document.body.append(script);
  const image = document.createElement("img");
  image.src = `${address}/x.png`;
  image.setAttribute("onerror", "window.ran = 2");
  document.body.append(image);
  const style = document.createElement("style");
  style.textContent = `body { background: url(${address}/y.png); color: rgb(1, 2, 3) }`;
  document.head.append(style);
  const form = document.createElement("form");
  form.action = `${address}/z`;
  document.body.append(form);
  form.submit();
  fetch(`${address}/f`).catch(() => {});
}"""


@pytest.fixture
def stranger() -> Iterator[tuple[str, list[str]]]:
    """A server that notes who comes by."""
    came: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            came.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", came
    server.shutdown()
    server.server_close()


def test_nothing_else_runs_and_nothing_leaves(form: Path, desk: Sit, stranger: tuple[str, list[str]]) -> None:
    address, came = stranger
    seat = desk()
    seat.expected = ["Content Security Policy", "violates"]
    page = seat.open(form)
    page.evaluate(INJECTED, address)
    for kind in ("script-src-elem", "script-src-attr", "img-src", "style-src-elem", "form-action", "connect-src"):
        page.wait_for_function("kind => window.refused.has(kind)", arg=kind)
    assert page.evaluate("[window.ran, getComputedStyle(document.body).color === 'rgb(1, 2, 3)']") == [None, False]
    assert any("script" in said for said in seat.said)
    assert came == []
    seat.asked.clear()  # the browser tells of what it then refused to fetch


HOSTILE = (
    "</script><script>window.ran = 1</script><!--<script>\u2028 \"'><img src=x onerror=window.ran=1>{{ 7*7 }}{answered}"
)


def test_texts_of_others_stay_texts(desk: Sit, tmp_path: Path, club: Checklist, assess: Any) -> None:
    """A checklist and answers that are hostile in every text become neither markup nor script."""
    _, assessment = assess("")
    text = replace(club.title, ja=HOSTILE, en=HOSTILE)
    questions = [
        replace(one, text=text, label=text, why=text, means_yes=text, means_partial=text, proof=text)
        for one in club.areas[0].questions
    ]
    area = replace(club.areas[0], title=text, intro=text, questions=tuple(questions))
    facts = tuple(replace(fact, text=text) for fact in club.facts)
    checklist = replace(club, title=text, areas=(area, club.areas[1]), facts=facts)
    answer = Answer(
        status=Status.NO,
        note=HOSTILE,
        evidence=(Evidence(what=HOSTILE, file=HOSTILE),),
        action=Action(owner=HOSTILE),
        verdict=Verdict(status=Status.PARTIAL, finding=HOSTILE),
    )
    assessment = replace(
        assessment,
        answers={question.id: answer for question in questions},
        organisation=replace(assessment.organisation, name=HOSTILE),
        assessor=replace(assessment.assessor, name=HOSTILE),
    )
    content = written(checklist, assessment)
    (tmp_path / "a.html").write_bytes(content)
    assert content.count(b"<script") == content.count(b"</script") == 2
    seat = desk()
    page = seat.open(tmp_path / "a.html")
    assert page.evaluate("[document.scripts.length, document.images.length, window.ran]") == [2, 0, None]
    assert page.locator("#t-people-01").text_content() == " ".join(HOSTILE.split(" "))
    choose(page, "machines-01", "na")
    saved = json.loads(seat.save(page).read_bytes())
    assert saved["answers"]["people-01"] == saved["base"]["answers"]["people-01"]
    assert saved["organisation"] == HOSTILE
