"""The pages without a browser and without scripts: what a person sends is in the file before she reads that it is."""

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from filelock import FileLock
from tests.ask.web.conftest import Page, Site
from tests.conftest import EXAMPLES, Said

from tenken.core.model import Answer, Evidence, Status
from tenken.core.problem import MachineLacks
from tenken.core.report.sections import ReportProfile
from tenken.render.formats import REPORTS
from tenken.store import atomic_file
from tenken.words import Words

Serve = Callable[..., Site]
ALL = ("people-01", "people-02", "machines-01", "machines-02")
CARRIED = """
[answers.people-01]
status = "yes"
note = "昨年の署名簿"
on = 2025-11-01
by = "森"
confirmed = false
[[answers.people-01.evidence]]
what = "署名簿"
dated = 2025-05-01
"""


def test_an_answer_to_a_question_that_was_mended_is_not_called_last_years(serve: Serve) -> None:
    person = serve(CARRIED + '[asked]\npeople-01 = "ab230be5"\n').person()
    told = "".join(person.go(path).text for path in ("./", "../ja/q/people-01", "../ja/overview"))
    assert "質問が直される前は「できている」でした。" in told
    assert "昨年の答え" not in told


def test_from_the_first_page_to_the_end(serve: Serve) -> None:
    """Four questions; after each page that says so, the answer is in the file."""
    site = serve('assessor = { name = "北浜 みどり" }\n')
    person = site.person()
    start = person.go("./")
    assert "4問" in start.text
    page = person.go(start.element(**{"class": "button go"})["href"])
    for number, (question_id, status) in enumerate(zip(ALL, ("yes", "partial", "no", "unknown"), strict=True)):
        assert f"/q/{question_id}" in page.path
        if number:
            assert "の答えを保存しました" in page.text
        page = person.send(page, "next", status=status)
        assert site.assessment.answer(question_id).status == status
        assert site.assessment.answer(question_id).by == "北浜 みどり"
    assert "/done" in page.path
    assert "2-2 の答えを保存しました" in page.text
    assert "すべての質問に答えました" in page.text
    assert "更新する" in page.text


def test_every_page_comes_in_both_languages_and_leads_to_the_same_page_in_the_other(serve: Serve) -> None:
    site = serve(CARRIED)
    person = site.person()
    for path in ("", "about", "q/people-01?walk=all", "overview?show=critical", "score", "report", "done"):
        for lang, other in (("ja", "en"), ("en", "ja")):
            page = person.go(f"../{lang}/{path}")
            assert page.status == 200
            assert page.element(lang=lang) == {"lang": lang}
            link = page.element(hreflang=other)["href"]
            assert link.endswith(f"/{other}/{path}")
            assert person.go(link).status == 200


def test_what_is_typed_is_saved_with_every_button(site: Site) -> None:
    person = site.person()
    page = person.go("q/people-02?walk=all")
    page = person.send(page, "later", note="あとで確かめる")
    assert "/q/machines-01" in page.path
    page = person.send(page, "back", owner="森", due="2026-12-31")
    assert "/q/people-02" in page.path
    page = person.send(
        page, "save", evidence__0__what="名簿", evidence__0__file="list.pdf", evidence__0__dated="2026-10-01"
    )
    assert "/q/people-02" in page.path
    assert page.form.fields["evidence-0-what"] == "名簿"
    assert page.form.fields["evidence-1-what"] == ""
    page = person.send(page, "save", **{"evidence-0-drop": "yes", "evidence-1-what": "写真"})
    text = site.file.read_text(encoding="utf-8")
    assert 'what = "写真"' in text
    assert "名簿" not in text
    assert 'note = "あとで確かめる"' in text
    assert "due = 2026-12-31" in text
    assert site.assessment.answer("people-02").status is None


def test_a_file_that_is_at_hand_is_recorded_with_its_digest(site: Site) -> None:
    (site.file.parent / "list.pdf").write_bytes(b"names")
    digest = hashlib.sha256(b"names").hexdigest()
    person = site.person()
    page = person.go("q/people-02")
    typed = {"evidence-0-what": "名簿", "evidence-0-file": "list.pdf"}
    page = person.send(page, "save", **typed)
    assert site.assessment.answer("people-02").evidence == (Evidence(what="名簿", file="list.pdf", sha256=digest),)
    assert digest[:16] in page.text
    page = person.send(page, "save", **{"evidence-0-file": "総務の棚"})
    assert site.assessment.answer("people-02").evidence == (Evidence(what="名簿", file="総務の棚"),)
    assert digest[:16] not in page.text


def test_a_whole_path_is_kept_without_its_folder(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Of a file below the assessment's own folder the way from there stays, and its digest is taken; of others none."""
    own = site.file.parent / "証拠"
    own.mkdir()
    (own / "list.pdf").write_bytes(b"names")
    digest = hashlib.sha256(b"names").hexdigest()
    elsewhere = tmp_path_factory.mktemp("midori") / "secret.pdf"
    elsewhere.write_bytes(b"secret")
    person = site.person()
    page = person.go("q/people-02")
    typed = {"evidence-0-what": "名簿", "evidence-0-file": str(own / "list.pdf")}
    person.send(page, "save", **typed)
    assert site.assessment.answer("people-02").evidence == (Evidence(what="名簿", file="証拠/list.pdf", sha256=digest),)
    for written in (str(elsewhere), "~/secret.pdf", r"C:\Users\midori\secret.pdf", r"\\server\share\secret.pdf"):
        page = person.send(person.go("q/people-02"), "save", **{"evidence-0-file": written})
        assert site.assessment.answer("people-02").evidence == (Evidence(what="名簿", file="secret.pdf"),)
        assert page.form.fields["evidence-0-file"] == "secret.pdf"


def test_a_name_that_others_chose_gets_no_digest_from_a_save_in_the_browser(serve: Callable[..., Site]) -> None:
    """What a returned form named and got no digest of stays without one, although the file lies at hand."""
    site = serve("[answers.people-02]\nevidence = [{ what = '表', file = 'other-client-secret.txt' }]\n")
    (site.file.parent / "other-client-secret.txt").write_bytes(b"secret")
    person = site.person()
    person.send(person.go("q/people-02"), "save", status="yes", **{"evidence-0-what": "一覧"})
    (piece,) = site.assessment.answer("people-02").evidence
    assert (piece.what, piece.file, piece.sha256) == ("一覧", "other-client-secret.txt", None)


def test_a_link_that_leads_out_of_the_folder_gets_no_digest(
    site: Site, tmp_path_factory: pytest.TempPathFactory
) -> None:
    neighbour = tmp_path_factory.mktemp("neighbour") / "secret.txt"
    neighbour.write_bytes(b"secret")
    (site.file.parent / "link.txt").symlink_to(neighbour)
    person = site.person()
    typed = {"evidence-0-what": "名簿", "evidence-0-file": "link.txt"}
    person.send(person.go("q/people-02"), "save", **typed)
    assert site.assessment.answer("people-02").evidence == (Evidence(what="名簿", file="link.txt"),)


def test_a_whole_path_that_stands_in_the_file_stays(serve: Callable[..., Site]) -> None:
    """What an older tenken wrote keeps its digest."""
    digest = "a" * 64
    site = serve(
        "[answers.people-02]\nstatus = 'yes'\n"
        f"evidence = [{{ what = '名簿', file = '/srv/list.pdf', sha256 = '{digest}' }}]\n"
    )
    person = site.person()
    person.send(person.go("q/people-02"), "save", note="見ました")
    answer = site.assessment.answer("people-02")
    assert (answer.note, answer.evidence) == (
        "見ました",
        (Evidence(what="名簿", file="/srv/list.pdf", sha256=digest),),
    )


def test_a_whole_path_saved_while_typing_is_no_conflict_later(site: Site) -> None:
    """A script sends the form again as it stands, still with the path."""
    person = site.person()
    form = person.go("q/people-02").form
    fields = form.fields | {"evidence-0-what": "名簿", "evidence-0-file": "/srv/list.pdf", "go": "auto"}
    for note in ("一", "二"):
        told = json.loads(person.ask("POST", form.action, urlencode(fields | {"note": note}).encode()).body)
        assert "errors" not in told
        fields["base"] = told["base"]
    answer = site.assessment.answer("people-02")
    assert (answer.note, answer.evidence) == ("二", (Evidence(what="名簿", file="list.pdf"),))


def test_an_answer_can_be_taken_back_and_its_note_stays(serve: Serve) -> None:
    site = serve('[answers.people-01]\nstatus = "yes"\nnote = "x"\non = 2026-11-01\n')
    person = site.person()
    person.send(person.go("q/people-01"), "clear")
    assert site.assessment.answer("people-01") == Answer(note="x")


def test_a_page_sent_back_untouched_writes_nothing(serve: Serve) -> None:
    site = serve('[answers.people-01]\nstatus = "yes"\non = 2026-11-01\n# 手で書いた\n')
    before = site.file.read_bytes()
    person = site.person()
    page = person.send(person.go("q/people-01"), "next")
    assert "/q/people-02" in page.path
    assert site.file.read_bytes() == before


def test_going_on_needs_an_answer_and_says_so_beside_the_choices(site: Site) -> None:
    person = site.person()
    before = site.file.read_bytes()
    page = person.send(person.go("q/people-01"), "next", note="まだ")
    assert page.status == 422
    assert page.form.fields["note"] == "まだ"
    choices = page.element(id="f-status")
    assert choices["aria-invalid"] == "true"
    assert "答えを1つ選んでください" in page.text
    assert page.element(id=choices["aria-describedby"])["class"] == "error"
    assert site.file.read_bytes() == before


def test_not_applicable_needs_a_reason(site: Site) -> None:
    person = site.person()
    page = person.send(person.go("q/people-01"), "next", status="na")
    assert page.status == 422
    assert page.element(id="f-reason")["aria-invalid"] == "true"
    assert page.element(id="s-na")["checked"] == ""
    page = person.send(page, "next", reason="会員がいない")
    assert "/q/people-02" in page.path
    assert (site.assessment.answer("people-01").status, site.assessment.answer("people-01").note) == (
        Status.NA,
        "会員がいない",
    )
    page = person.go("q/people-01")
    assert (page.form.fields["reason"], page.form.fields["note"]) == ("会員がいない", "")
    person.send(page, "save", status="yes", note="会員が来た")
    assert site.assessment.answer("people-01").note == "会員がいない\n会員が来た"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("evidence-0-dated", "2026-13-01", "「2026-13-01」という日付はありません(月は1から12までです)"),
        ("evidence-0-dated", "2026-12-24", "今日(2026-11-21)より先の日付です"),
        ("evidence-0-dated", "1999-12-31", "早すぎる日付です"),
        ("evidence-0-file", "x" * 201, "長すぎます(200文字まで)"),
        ("evidence-0-what", " ", "証拠になるものを書いてください"),
        ("owner", "x" * 201, "長すぎます(200文字まで)"),
        ("due", "2101-01-01", "先すぎる日付です"),
        ("note", "x" * 4001, "文章が長すぎます"),
        ("note", "a\x1b[31mb", "表示できない制御文字"),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_nothing_typed_is_lost(
    site: Site, field: str, value: str, said: str
) -> None:
    person = site.person()
    before = site.file.read_bytes()
    typed = {"evidence-0-what": "名簿", "evidence-0-file": "a.pdf", "note": "大事なメモ", "owner": "森", field: value}
    page = person.send(person.go("q/people-01"), "next", status="yes", **typed)
    assert page.status == 422
    box = page.element(name=field)
    assert box["aria-invalid"] == "true"
    errors = [attributes for _, attributes in page.read.elements if attributes.get("class") == "error"]
    assert [error["id"] for error in errors] == [f"e-{field}"]
    assert f"e-{field}" in box["aria-describedby"].split()
    assert said in page.text
    assert page.element(href=f"#f-{field}")
    assert page.text.startswith("誤り")
    kept = page.form.fields
    assert {name: kept[name] for name in typed if name != field} == {n: typed[n] for n in typed if n != field}
    assert site.file.read_bytes() == before


def test_last_years_answer_is_confirmed_or_changed(serve: Serve) -> None:
    site = serve(CARRIED + CARRIED.replace("people-01", "machines-01"))
    person = site.person()
    assert "2問分" in person.go("./").text
    page = person.go("q/people-01?walk=unconfirmed")
    assert "昨年は「できている」でした" in page.text
    assert "status" not in page.form.fields
    refused = person.send(page, "next")
    assert refused.status == 422
    page = person.send(person.go("q/people-01?walk=unconfirmed"), "same", note="昨年の署名簿と同じ")
    answer = site.assessment.answer("people-01")
    assert (answer.status, answer.confirmed, answer.note) == (Status.YES, True, "昨年の署名簿と同じ")
    assert str(answer.on) == "2026-11-21"
    assert "/q/machines-01" in page.path
    page = person.send(page, "next", status="no")
    assert (site.assessment.answer("machines-01").status, site.assessment.answer("machines-01").confirmed) == (
        "no",
        True,
    )
    assert "show=unconfirmed" in page.path


def test_later_leaves_last_years_answer_unconfirmed(serve: Serve) -> None:
    site = serve(CARRIED)
    before = site.file.read_bytes()
    person = site.person()
    person.send(person.go("q/people-01"), "later")
    assert site.file.read_bytes() == before


def test_two_windows_and_a_terminal_lose_nothing(serve: Serve, tenken: Callable[..., Said]) -> None:
    site = serve()
    one, two = site.person(), site.person()
    first, second = one.go("q/people-01"), two.go("q/people-01")
    assert tenken("set", site.file, "people-01", "--owner", "木村").code == 0
    assert tenken("set", site.file, "people-02", "partial").code == 0
    one.send(first, "later", note="一つ目の窓")
    two.send(second, "next", status="no")
    answer = site.assessment.answer("people-01")
    assert (answer.status, answer.note, answer.action and answer.action.owner) == (Status.NO, "一つ目の窓", "木村")
    assert site.assessment.answer("people-02").status is Status.PARTIAL


def test_where_both_changed_the_same_nothing_is_lost_and_both_are_shown(site: Site) -> None:
    one, two = site.person(), site.person()
    first, second = one.go("q/people-01"), two.go("q/people-01")
    one.send(first, "next", status="yes", note="一つ目")
    page = two.send(second, "next", status="yes", note="二つ目", owner="森")
    assert page.status == 422
    assert "ほかの画面で先に変わりました" in page.text
    assert "いまファイルにある内容：一つ目" in page.text
    assert page.form.fields["note"] == "二つ目"
    assert site.assessment.answer("people-01").note == "一つ目"
    assert site.assessment.answer("people-01").action is None
    two.send(page, "next")
    answer = site.assessment.answer("people-01")
    assert (answer.note, answer.action and answer.action.owner) == ("二つ目", "森")


def test_a_mistake_does_not_hide_what_somebody_else_wrote_meanwhile(site: Site) -> None:
    one, two = site.person(), site.person()
    first, second = one.go("q/people-01"), two.go("q/people-01")
    one.send(first, "next", status="yes", note="一つ目")
    page = two.send(second, "next", status="yes", note="二つ目", due="2026-13-01")
    assert "「2026-13-01」という日付はありません" in page.text
    page = two.send(page, "next", due="2026-12-01")
    assert "いまファイルにある内容：一つ目" in page.text
    assert site.assessment.answer("people-01").note == "一つ目"


def test_hundred_answers_from_four_windows_are_all_kept(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each window writes into its own field of one question, all at the same time."""
    from concurrent.futures import ThreadPoolExecutor

    from tenken.store import atomic_file

    monkeypatch.setattr(atomic_file, "PATIENCE", 300)  # whose turn comes late on a busy machine is not turned away
    site = serve()

    def work(question_id: str) -> int:
        person = site.person()
        page = person.go(f"q/{question_id}?walk=all")
        for turn in range(25):
            page = person.send(page, "save", note=f"{question_id} {turn}")
            assert page.status == 200
        return page.status

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(work, ALL)) == [200] * 4
    assert [site.assessment.answer(question_id).note for question_id in ALL] == [f"{name} 24" for name in ALL]


def test_numbers_and_lists_are_those_of_the_commands(serve: Serve, tenken: Callable[..., Said]) -> None:
    whole = (EXAMPLES / "2026-draft.toml").read_text(encoding="utf-8")
    whole = whole.replace(
        '[answers.policy-01]\nstatus = "yes"', '[answers.policy-01]\nstatus = "yes"\nconfirmed = false'
    )
    site = serve(whole=whole)
    person = site.person()
    score = json.loads(tenken("score", site.file, "--json").out)
    page = person.go("score")
    low, high = score["range"]
    assert f"{score['score']}点 / 100点" in page.text
    assert f"{low}点から{high}点" in page.text
    assert f"証拠のある点数{score['evidenced']}点" in page.text
    assert f"いまの点数 {low}点 (残りしだいで {low}〜{high}点)" in person.go("./").text
    linked = [a["href"] for tag, a in page.read.elements if tag == "a" and "/q/" in a["href"]]
    ids = [href.rpartition("/q/")[2].partition("?")[0] for href in linked]
    gate = score["gate"]
    gaps = [gap["id"] for gap in score["gaps"] if gap["status"] != "unanswered"]
    assert ids == gate + gaps[:10]
    status = json.loads(tenken("status", site.file, "--json").out)
    for name in ("open", "unconfirmed", "stale"):
        page = person.go(f"overview?show={name}")
        listed = [a["href"] for tag, a in page.read.elements if tag == "a" and f"?walk={name}" in a["href"]]
        shown = [href.rpartition("/q/")[2].partition("?")[0] for href in listed]
        assert list(dict.fromkeys(shown)) == status[name]
        assert status[name]


def test_a_fact_decides_what_is_asked_and_no_answer_is_lost(serve: Serve) -> None:
    site = serve('[profile]\nwebsite = true # 昔から\n[answers.machines-03]\nstatus = "yes"\n')
    person = site.person()
    page = person.go("about")
    assert page.form.fields["website"] == "yes"
    seen = person.send(page, "see", website="no")
    assert "1問分の答えは、数えなくなります。ファイルには残ります。" in seen.text
    person.send(seen, "save")
    assert site.assessment.profile == {"website": False}
    assert site.assessment.answer("machines-03").status is Status.YES
    assert person.go("q/machines-03").status == 404
    seen = person.send(person.go("about"), "see", website="yes", nonsense="yes")
    assert "前の答えがファイルにあります" in seen.text
    person.send(seen, "save")
    assert site.assessment.profile == {"website": True}


@pytest.mark.parametrize("form", REPORTS)
def test_the_report_comes_in_every_form(serve: Serve, form: str) -> None:
    made: list[tuple[str, ReportProfile]] = []

    def report(form: str, profile: ReportProfile, words: Words) -> bytes:
        made.append((form, profile))
        return f"<p>{form} {profile} {words.lang}</p>".encode()

    site = serve(report=report)
    person = site.person()
    page = person.go("report")
    assert page.element(value=form)
    page = person.go(f"../en/report/file?for=attestation&form={form}")
    assert made == [(form, ReportProfile.ATTESTATION)]
    assert page.body.decode() == f"<p>{form} attestation en</p>"
    assert page.headers["content-disposition"].startswith('attachment; filename="report.')
    assert "filename*=UTF-8''kitahama-2026-to-hand-out." in page.headers["content-disposition"]


@pytest.mark.pdf
def test_the_real_report_as_a_page_and_as_a_pdf(serve: Serve) -> None:
    site = serve('[answers.people-01]\nstatus = "yes"\nnote = "<script>alert(1)</script>"\n')
    person = site.person()
    page = person.go("report/view?for=full")
    assert page.status == 200
    assert page.headers["content-security-policy"].endswith("sandbox")
    assert "script-src" not in page.headers["content-security-policy"]
    assert "&lt;script&gt;alert(1)" in page.html
    pdf = person.go("report/file?for=owner&form=pdf")
    assert (pdf.headers["content-type"], pdf.body[:5]) == ("application/pdf", b"%PDF-")
    assert person.go("report/file?form=../../etc/passwd").status == 404


def test_the_days_come_as_a_calendar_the_same_as_on_the_command_line(serve: Serve, tenken: Callable[..., Said]) -> None:
    site = serve(whole=(EXAMPLES / "2026.toml").read_text(encoding="utf-8"))
    answer = site.person().go("calendar.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "attachment" in answer.headers["content-disposition"]
    assert tenken("calendar", site.file, "-o", "days.ics").code == 0
    assert answer.body == (site.file.parent / "days.ics").read_bytes()


def test_a_machine_that_lacks_something_says_what(serve: Serve) -> None:
    def report(*_: object) -> bytes:
        raise MachineLacks("no-font", {"advice": "apt install fonts"})

    site = serve(report=report)
    page = site.person().go("report/file?form=pdf")
    assert page.status == 501
    assert "日本語のフォントが見つからない" in page.text
    assert "apt install fonts" in page.text


def test_hostile_text_stays_text(serve: Serve, head: str) -> None:
    evil = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)>\\\"' {{ 7*7 }}"
    toml = json.dumps(evil, ensure_ascii=False)
    whole = head.replace('"北浜クラブ"', toml) + f"assessor = {{ name = {toml} }}\n"
    whole += f"[answers.people-01]\nstatus = 'no'\nnote = {toml}\nby = {toml}\non = 2026-11-01\n"
    whole += f"action = {{ owner = {toml} }}\nevidence = [{{ what = {toml}, file = {toml} }}]\n"
    whole += f"verdict = {{ status = 'no', finding = {toml} }}\n"
    site = serve(whole=whole)
    person = site.person()
    for path in ("./", "q/people-01", "overview", "score", "report", "done"):
        page = person.go(path)
        assert page.status == 200
        assert [tag for tag, _ in page.read.elements if tag in ("script", "img")] == ["script"]
        assert "49" not in page.text.replace("{{ 7*7 }}", "")
    page = person.go("q/people-01")
    assert page.form.fields["note"] == page.form.fields["evidence-0-file"] == page.form.fields["owner"] == evil


def test_a_file_broken_by_hand_meanwhile_is_told_with_its_place_and_left_alone(site: Site) -> None:
    person = site.person()
    page = person.go("q/people-01")
    broken = site.file.read_text(encoding="utf-8") + '[answers.people-02]\nstatus = "yess"\n'
    site.file.write_text(broken, encoding="utf-8")
    page = person.send(page, "next", status="yes", note="長い\nメモ")
    assert page.status == 409
    assert f"kitahama-2026.toml {len(broken.splitlines())}行目" in page.text
    assert "これは回答ではありません" in page.text
    assert "長い" in page.text
    assert "<br>メモ" in page.html
    assert site.file.read_text(encoding="utf-8") == broken
    site.file.write_text(broken.replace("yess", "yes"), encoding="utf-8")
    assert person.go("./").status == 200


def test_a_file_that_cannot_be_written_gives_the_form_back_as_typed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic_file, "PATIENCE", 0)
    person = site.person()
    page = person.go("q/people-01")
    with FileLock(site.file.with_name(f".{site.file.name}.lock")):
        page = person.send(page, "next", status="yes", note="メモ")
    assert page.status == 422
    assert "ほかの tenken がこのファイルを使っています" in page.text
    assert page.form.fields["note"] == "メモ"
    assert page.element(id="s-yes")["checked"] == ""
    assert "/q/people-02" in person.send(page, "next").path


def test_a_full_disk_is_told_and_the_old_file_stays(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    person = site.person()
    page = person.go("q/people-01")
    before = site.file.read_bytes()
    monkeypatch.setattr("os.fsync", full)
    page = person.send(page, "next", status="yes", note="メモ")
    assert page.status == 422
    assert "書き込めません。空き容量がありません。ファイルは元のままです。" in page.text
    assert page.form.fields["note"] == "メモ"
    assert site.file.read_bytes() == before


def test_signed_off_and_judged_are_said(serve: Serve) -> None:
    verdict = '[answers.people-01]\nstatus = "yes"\nverdict = { status = "partial", finding = "2名分がない" }\n'
    site = serve('signoff = { assessor = "森", on = 2026-11-20 }\n' + verdict)
    page = site.person().go("q/people-01")
    assert "2026年11月20日に署名されています" in page.text.replace(" ", "")
    assert "点検者の判断は「一部できている」です" in page.text
    assert "2名分がない" in page.text


def test_a_signed_file_is_not_changed_and_the_form_says_so(serve: Serve) -> None:
    site = serve('signoff = { assessor = "森", on = 2026-11-20 }\n')
    before = site.file.read_bytes()
    person = site.person()
    page = person.send(person.go("q/people-01"), "next", status="yes", note="メモ")
    assert page.status == 422
    assert "署名された点検は書き換えません" in page.text
    assert page.form.fields["note"] == "メモ"
    about = person.go("about")
    assert about.form.buttons == []
    assert person.send(about, website="yes").status == 403
    assert site.file.read_bytes() == before


def test_a_script_gets_the_same_as_data(site: Site) -> None:
    person = site.person()
    page = person.go("q/people-01")

    def auto(page: Page, **typed: str) -> tuple[int, dict[str, object]]:
        fields = page.form.fields | {"go": "auto"} | typed
        answer = person.ask("POST", page.form.action, urlencode(fields).encode())
        assert answer.headers["content-type"] == "application/json"
        return answer.status, json.loads(answer.body)

    moved = " 点検日は2026年11月21日に変わりました"
    code, told = auto(page, status="yes", note="x")
    assert code == 200
    assert (told["saved"], told["counted"], told["answered"]) == (f"保存しました 14:02{moved}", "1 / 4問", 1)
    assert (told["score"], told["range"]) == ("16点", "(残りしだいで 16〜100点)")
    assert told["base"] != page.form.fields["base"]
    code, told = auto(page, status="yes", note="y", base=str(told["base"]))
    assert code == 200
    assert site.assessment.answer("people-01").note == "y"
    other = person.go("q/people-01")
    code, told = auto(other, owner="森")
    person.send(person.go("q/people-01"), "save", note="ほかの手で")
    code, told = auto(other, owner="森 美咲", base=str(told["base"]))
    code, told = auto(other, owner="森", base=str(told["base"]))
    assert site.assessment.answer("people-01").note == "ほかの手で"
    code, told = auto(page, status="yes", note="z")
    assert told == {"errors": {"": Words("ja")("web.error.clash")}}
    code, told = auto(page, status="na", note="")
    assert list(told["errors"]) == ["reason"]  # type: ignore[call-overload]


def test_the_page_never_says_saved_of_what_the_file_does_not_hold(site: Site) -> None:
    person = site.person()
    for path in ("q/people-02?saved=people-01", "done?saved=people-01", "q/people-02?saved=<script>"):
        page = person.go(path)
        assert page.status == 200
        assert "の答えを保存しました" not in page.text


def test_what_is_not_there_is_not_found(site: Site) -> None:
    person = site.person()
    before = site.file.read_bytes()
    for path in ("q/nothing", "q/machines-03", "../fr/", "nothing", "../style.css/..", "../../etc/passwd", "q/", "../"):
        assert person.ask("GET", person.home + path).status == 404, path
    page = person.go("q/people-01")
    for path in ("q/nothing", "q/machines-03", "overview", "score", "done", "report"):
        action = page.form.action.rpartition("q/")[0] + path
        answer = person.ask("POST", action, f"csrf={page.form.fields['csrf']}&status=yes&go=next".encode())
        assert answer.status in (404, 405), path
    assert site.file.read_bytes() == before


def test_the_last_question_of_a_list_leads_back_to_the_list(serve: Serve) -> None:
    site = serve('[answers.people-01]\nstatus = "partial"\n')
    person = site.person()
    page = person.go("q/people-01?walk=critical")
    page = person.send(page, "next")
    assert "/q/machines-01" in page.path
    assert "/q/people-01" in person.send(page, "back").path
    page = person.send(person.go("q/machines-01?walk=critical"), "next", status="yes")
    assert "overview?show=critical" in page.path
    page = person.send(person.go("q/people-01?walk=waiting"), "back")
    assert page.path.endswith("/ja/")


def test_a_fault_is_told_plainly_and_the_server_goes_on(serve: Serve) -> None:
    def report(*_: object) -> bytes:
        raise ZeroDivisionError

    site = serve(report=report)
    person = site.person()
    page = person.ask("GET", f"{person.home}report/file?form=pdf")
    assert page.status == 500
    assert "予期しない誤り" in page.text
    assert "ZeroDivision" not in page.html
    for _ in range(30_000):  # it is noted after the page is out
        if site.faults:
            break
        time.sleep(0.01)
    assert [type(fault) for fault in site.faults] == [ZeroDivisionError]
    site.faults.clear()
    assert person.go("./").status == 200


def test_the_file_is_named_in_english_and_its_path_nowhere(serve: Serve, tmp_path: Path) -> None:
    site = serve(lang="en")
    person = site.person()
    for path in ("./", "q/people-01", "overview", "score", "report", "done", "about"):
        page = person.go(path)
        assert page.element(lang="en") == {"lang": "en"}
        assert str(tmp_path) not in page.html
    assert "kitahama-2026.toml" in person.go("./").text
