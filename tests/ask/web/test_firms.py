"""Many firms in one server: the list as the folder now stands, and each firm's pages, which never mix."""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlencode, urlsplit

import openpyxl
import pytest
from tests.ask.web.conftest import FIRMS, Office, Page, Person
from tests.ask.web.test_access_control import ATTACKS, HOSTS, raw
from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken.ask.web.access_control import HEADERS
from tenken.ask.web.firms.backend import FirmsBackend
from tenken.core.report.sections import ReportProfile
from tenken.store.assessment import loader
from tenken.store.portfolio import records
from tenken.words import Words

Start = Callable[..., Office]
NAMES = [name for name, _ in FIRMS.values()]


def answered(site: Office, person: Person, name: str, note: str) -> Page:
    """A question of the firm answered on its page."""
    return person.send(person.go(site.home(person, name) + "q/people-01"), "next", status="partial", note=note)


def test_the_list_names_every_firm_and_says_what_to_do(office: Start) -> None:
    site = office()
    site.add("森", 'name = "森ノ宮英会話"\n')
    page = site.person().go("./")
    assert page.status == 200
    for name in (*NAMES, "森ノ宮英会話"):
        assert name in page.text
    assert "会社の一覧 4社" in page.text
    assert ("シートを送るには", "#send") in page.read.links
    assert f"tenken clients send {site.folder}" in page.text
    assert "森ノ宮英会話" not in [text for text, _ in page.read.links]


def test_the_list_is_read_anew_each_time(office: Start) -> None:
    site = office()
    person = site.person()
    site.add("森", 'name = "森ノ宮英会話"\n')
    assert "森ノ宮英会話" in person.go("./").text
    answered(site, person, "天満教室", "台帳")
    assert "回答中 1/" in person.go("./").text


def test_two_windows_of_two_firms_do_not_mix(office: Start) -> None:
    site = office()
    person = site.person()
    first = person.go(site.home(person, "北浜クラブ") + "q/people-01")
    second = person.go(site.home(person, "堂島スクール") + "q/people-01")
    assert "北浜クラブ" in first.text
    assert "堂島スクール" in second.text
    person.send(first, "next", status="partial", note="北浜だけの話")
    person.send(second, "next", status="no", note="堂島だけの話")
    person.send(person.go(first.path), "next", note="北浜だけの続き")
    for folder, note in (("kitahama", "北浜だけの続き"), ("dojima", "堂島だけの話"), ("tenma", None)):
        assessment = loader.load(site.folder / folder / "2026.toml", PLACES, TODAY)[1]
        assert assessment.answer("people-01").note == note


PATHS = (
    *("", "about", "overview", "score", "report", "done", "q/people-01", "go", "begin", "files", "nothing"),
    *("report/view", "report/file?form=json", "report/file?form=text&for=full", "calendar.ics"),
)


def test_no_page_of_a_firm_holds_a_word_of_another(office: Start) -> None:
    site = office()
    person = site.person()
    for name in NAMES:
        answered(site, person, name, f"{name}の秘密")
    for name in NAMES:
        home = site.home(person, name)
        for path in PATHS:
            page = person.go(home + path)
            assert [other for other in NAMES if other != name and other.encode() in page.body] == [], path
            assert not any(folder in page.path for folder in FIRMS)


def test_the_audit_opens_by_the_name_and_both_scores_by_themselves(office: Start) -> None:
    site = office()
    firm = site.folder / "kitahama"
    for name in ("2025.toml", "2026.toml", "2026-audit.toml", "2026-followup.toml"):
        (firm / name).write_bytes((EXAMPLES / name).read_bytes())
    person = site.person()
    page = person.go(f"./?{urlencode({'name': '北浜'})}")
    work, own, audit = (address for _, address in page.read.links if "/firm/" in address)
    assert "監査" in person.go(work).text
    assert urlsplit(audit).path.rsplit("/", 2)[0] == urlsplit(work).path.rsplit("/", 2)[0]
    assert own.split("/ja/")[0] != work.split("/ja/")[0]
    assert own.endswith("/ja/score")
    assert person.go(own).status == person.go(audit).status == 200


def test_a_page_of_a_firm_leads_back_to_the_list_as_it_was_left(office: Start) -> None:
    person = office().person()
    chosen = person.go(f"./?{urlencode({'sort': 'name', 'tag': '大阪'})}")
    home = next(to for text, to in chosen.read.links if text == "北浜クラブ")
    back = person.go(home).element(**{"class": "way-out"})["href"]
    path, _, row = back.partition("#")
    listed = person.go(path)
    assert ("北浜クラブ" in listed.text, "天満教室" in listed.text) == (True, False)
    assert 'aria-sort="ascending"' in listed.html
    assert listed.element(id=row)


def test_only_the_list_ends_the_server(office: Start) -> None:
    site = office()
    person = site.person()
    end = person.go("./").end
    home = site.home(person, "北浜クラブ")
    for path in ("", "done"):
        assert "/end" not in person.go(home + path).html
    assert person.ask("POST", home + "end", urlencode(end.fields).encode()).status == 404
    assert "tenken clients web" in person.send_form(end).text
    site.thread.join(300)
    assert not site.thread.is_alive()


HOSTILE = "<script>alert(1)</script>&\"'><b onmouseover=x>"
RTL = "\u05e9\u05dc\u05d5\u05dd"
HIDDEN = "\u202e"


def foreign(page: Page) -> list[str]:
    """What of a page is none of ours."""
    strange = [tag for tag, a in page.read.elements if tag in ("i", "u", "img") or any(n.startswith("on") for n in a)]
    return strange + [tag for tag, a in page.read.elements if tag == "script" and not a.get("src")]


def test_names_and_folders_of_others_are_text(office: Start) -> None:
    site = office()
    told = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    site.add("h1", f'name = "{told}"\nsector = "<i>{told}"\ntags = ["<u>{told}"]\n')
    site.add("h2", f'name = "{RTL}"\n')
    site.add(f"<i>{HIDDEN}cod", "name = 5\n")
    site.add(os.fsdecode(b"bytes-\xff"), '"<img src=x>" = 5\n')
    page = site.person().go("./")
    assert (page.status, foreign(page)) == (200, [])
    for text in (HOSTILE, f"<i>{HOSTILE}", f"<u>{HOSTILE}", RTL, "<i>\\u{202e}cod"):
        assert text in page.text
    assert HIDDEN not in page.html


def test_a_file_whose_name_is_no_text_is_told_and_the_others_open(office: Start) -> None:
    site = office()
    firm = site.folder / "tenma"
    (firm / "2026.toml").rename(firm / os.fsdecode(b"2026-\xff.toml"))
    person = site.person()
    page = person.go("./")
    assert (page.status, "天満教室" in page.text) == (200, True)
    assert "天満教室" not in [text for text, _ in page.read.links]
    others = [address for text, address in page.read.links if "firm/" in address]
    assert others
    assert person.go(others[0]).status == 200


def test_what_an_address_asks_for_comes_back_as_text(office: Start) -> None:
    asked = dict.fromkeys(("name", "sector", "tag", "state", "sort", "look"), HOSTILE) | {"page": "9" * 99}
    page = office().person().go(f"./?{urlencode(asked)}")
    assert (page.status, foreign(page)) == (200, [])
    assert "この条件に合う会社はありません" in page.text
    assert page.element(id="f-name")["value"] == HOSTILE


def test_a_firm_with_an_error_is_told_with_it_and_opens_nothing(office: Start) -> None:
    site = office()
    site.add("nobody", "name = 5\n")
    with (site.folder / "dojima" / "2026.toml").open("a", encoding="utf-8") as file:
        file.write('[answers.people-01]\nstatus = "yess"\n')
    page = site.person().go("./?look=wrong")
    assert "5社のうち2社" not in page.text
    assert "4社のうち2社" in page.text
    assert "nobody/client.toml 2行目" in page.text
    assert "dojima/2026.toml 9行目" in page.text
    assert "yes / partial / no" in page.text
    assert not [address for _, address in page.read.links if "/firm/" in address]


def test_a_file_taken_away_is_told_and_no_other_one_is_begun(office: Start) -> None:
    site = office()
    person = site.person()
    home = site.home(person, "北浜クラブ")
    address = next(address for text, address in person.go("./").read.links if text == "天満教室")
    for firm in ("kitahama", "tenma"):
        (site.folder / firm / "2026.toml").unlink()
    for page in (person.go(home), person.go(address)):
        assert page.status == 409
        assert "会社の一覧" in page.text
    for path in ("begin", "files", "files?folder=/"):
        page = person.go(f"{home}{path}")
        assert page.status == 409
        assert "堂島" not in page.text
    assert person.go("./").status == 200


def test_reports_of_several_firms_are_made_one_at_a_time(office: Start) -> None:
    at_work, most = [0], [0]

    def slow(form: str, profile: ReportProfile, words: Words) -> bytes:
        assert (form, profile, words.lang) == ("json", ReportProfile.OWNER, "ja")
        at_work[0] += 1
        most[0] = max(most[0], at_work[0])
        time.sleep(0.05)
        at_work[0] -= 1
        return b"{}"

    def slowed(firms: FirmsBackend) -> FirmsBackend:
        return replace(firms, open=lambda *which: replace(firms.open(*which), report=slow))

    site = office(change=slowed)
    person = site.person()
    paths = [site.home(person, name) + "report/file?form=json" for name in NAMES]
    asked = [threading.Thread(target=person.ask, args=("GET", path)) for path in paths]
    for one in asked:
        one.start()
    for one in asked:
        one.join(300)
    assert most == [1]


@pytest.mark.parametrize("name", ATTACKS)
def test_a_form_of_a_firm_counts_only_from_its_own_page(office: Start, name: str) -> None:
    site = office()
    person = site.person()
    attack = ATTACKS[name]
    page = person.go(site.home(person, "北浜クラブ") + "q/people-01")
    before = (site.folder / "kitahama" / "2026.toml").read_bytes()
    fields = page.form.fields | {"status": "yes", "go": "next"}
    if attack.csrf is not None:
        fields["csrf"] = attack.csrf
    body = attack.body if attack.body is not None else urlencode(fields).encode()
    headers = {key: value.format(port=site.serving.port) for key, value in attack.headers.items()}
    refused = person.ask("POST", page.form.action, body, headers)
    assert refused.status == attack.code
    assert "北浜クラブ" not in refused.html
    assert (site.folder / "kitahama" / "2026.toml").read_bytes() == before


@pytest.mark.parametrize("host", HOSTS)
def test_another_name_gets_neither_the_list_nor_a_firm(office: Start, host: str) -> None:
    site = office()
    person = site.person()
    port = site.serving.port
    for path in (person.home, site.home(person, "北浜クラブ")):
        lines = f"GET {path} HTTP/1.1\r\nHost: {host.format(port=port)}\r\nCookie: {person.cookie}\r\n"
        code, reply = raw(port, f"{lines}Connection: close\r\n\r\n".encode())
        assert code in (400, 421)
        assert not any(name.encode() in reply for name in NAMES)


def test_every_page_stays_in_this_browser_and_needs_its_cookie(office: Start) -> None:
    site = office()
    person = site.person()
    home, room = site.home(person, "北浜クラブ"), person.home.removesuffix("ja/")
    row = next(a["id"] for tag, a in person.go("./").read.elements if a.get("id", "").startswith("f-") and tag == "tr")
    there = [person.home, home, home + "q/people-01", home + "report/view", room + "firms.css"]
    nowhere = [f"{room}firm/{name}/ja/" for name in ("unknown", "..", row[2:])] + [home + "nothing", room + "xx/"]
    for path in (*there, *nowhere):
        page = person.ask("GET", path)
        assert page.status == (200 if path in there else 404), path
        kept = {name.lower(): value for name, value in HEADERS.items() if name != "Content-Security-Policy"}
        assert kept.items() <= page.headers.items(), path
        assert "default-src 'none'" in page.headers["content-security-policy"]
        stranger = Person(site.serving.port).ask("GET", path)
        assert stranger.status == 401, path
        assert not any(name in stranger.html for name in NAMES)


def test_what_is_taken_along_from_two_firms_is_not_called_alike(office: Start) -> None:
    site = office()
    person = site.person()
    for folder, (name, _) in FIRMS.items():
        home = site.home(person, name)
        assert f"{folder}-2026-代表者用.pdf" in person.go(home + "report").text
        for path, ending in (("report/file?form=json", "代表者用.json"), ("calendar.ics", "2026.ics")):
            told = unquote(person.go(home + path).headers["content-disposition"])
            assert f"''{folder}-2026" in told
            assert told.endswith(ending)


def test_a_list_that_was_read_once_reads_no_assessment_again(office: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    site = office()
    person = site.person()
    answered(site, person, "天満教室", "台帳")
    assert "回答中 1/" in person.go("./").text
    monkeypatch.setattr(records, "interpret", None)
    assert "回答中 1/" in person.go("./?sort=name").text


def test_what_is_listed_can_be_taken_along_with_names_or_without(office: Start) -> None:
    person = office().person()
    chosen = person.go(f"./?{urlencode({'tag': '大阪'})}")
    named, unnamed = (to for _, to in chosen.read.links if "table.xlsx" in to)
    for address, names in ((named, {"北浜クラブ", "堂島スクール"}), (unnamed, {"1", "2"})):
        page = person.go(address)
        sheet = openpyxl.load_workbook(BytesIO(page.body)).worksheets[0]
        assert {cell.value for cell in sheet["A"][1:]} == names
        assert unquote(page.headers["content-disposition"]).endswith("-2026-11-21.xlsx")


def test_a_folder_taken_away_is_told(office: Start, tmp_path: Path) -> None:
    site = office()
    person = site.person()
    site.folder.rename(tmp_path / "elsewhere")
    page = person.go("./")
    assert page.status == 409
    assert str(site.folder) in page.text
