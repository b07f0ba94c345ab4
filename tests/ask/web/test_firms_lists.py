"""The lists beside the table of many firms: what each shows, what can be taken along, and what nobody is told."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlencode

import icalendar
import pytest
from tests.ask.web.conftest import FIRMS, Office, Page, Person
from tests.ask.web.test_firms import HIDDEN, HOSTILE, foreign
from tests.conftest import CLUB, EXAMPLES, Said

from tenken.core.portfolio.gaps import LEAST_FIRMS
from tenken.store.assessment import followup, loader
from tenken.store.assessment.document import new_firm_id
from tenken.store.portfolio import records
from tenken.words import LANGUAGES, Words

Start = Callable[..., Office]
Tenken = Callable[..., Said]

PAGES = ("findings", "calendar", "gaps")
TITLE = "受付で1つのIDを3人が使っている"
LATE = "2026-11-10"


def audited(site: Office, folder: str, name: str, *, contact: str = "", due: str = "", title: str = TITLE) -> Path:
    """A firm whose audit is signed and to which nobody has replied."""
    firm = site.add(folder, f"name = '{name}'\n" + (f"contact = '{contact}'\n" if contact else ""))
    (firm / "2026.toml").write_bytes((EXAMPLES / "2026.toml").read_bytes())
    text = (EXAMPLES / "2026-audit.toml").read_text(encoding="utf-8").replace(f'"{TITLE}"', f"'{title}'")
    (firm / "2026-audit.toml").write_text(text.replace("2026-12-18", due or "2026-12-18"), encoding="utf-8")
    return firm


def followed(site: Office) -> Path:
    """The example's firm, whose findings are followed up."""
    firm = site.add("tennis", 'name = "北浜テニススクール"\ncontact = "木村"\n')
    for name in ("2025.toml", "2026.toml", "2026-audit.toml", "2026-followup.toml"):
        (firm / name).write_bytes((EXAMPLES / name).read_bytes())
    return firm


def lacking(site: Office, count: int = LEAST_FIRMS) -> None:
    """Firms that all fall short in the same question."""
    for folder in list(FIRMS)[:count]:
        with (site.folder / folder / "2026.toml").open("a", encoding="utf-8") as file:
            file.write('[answers.people-01]\nstatus = "no"\n')


def link(page: Page, name: str) -> str:
    return next(address for text, address in page.read.links if text == name)


def rows(page: Page, name: str) -> int:
    """How many rows or lines of a list there are."""
    return sum(a.get("class", "").split()[:1] == [name] for _, a in page.read.elements)


def test_the_way_between_the_pages_is_on_each_of_them_and_on_no_page_of_a_firm(office: Start) -> None:
    site = office()
    person = site.person()
    for at, path in enumerate(("./", *PAGES)):
        page = person.go(path)
        assert page.status == 200
        tabs = [link(page, name) for name in ("会社", "指摘", "期限", "足りないところ")]
        here = [a["href"] for tag, a in page.read.elements if tag == "a" and a.get("aria-current") == "page"]
        assert here == [tabs[at]]
        assert person.go(tabs[at]).path == page.path
    home = person.go(site.home(person, "北浜クラブ"))
    assert not [text for text, _ in home.read.links if text in ("指摘", "足りないところ")]


def test_the_other_language_shows_the_same_page_as_it_was_asked_for(office: Start) -> None:
    site = office()
    audited(site, "a", "福島料理教室", due=LATE)
    person = site.person()
    page = person.go("findings?by=person&overdue=")
    there = page.element(lang="en")["href"]
    assert there.endswith("/en/findings?by=person&overdue=")
    assert "6 findings past their day (firms: 1)" in person.go(there).text
    for path in ("calendar", "gaps"):
        assert person.go(person.go(path).element(lang="en")["href"]).path.endswith(f"/en/{path}")


def test_findings_stand_by_firm_the_most_urgent_first_and_lead_to_those_of_the_audit(office: Start) -> None:
    site = office()
    followed(site)
    audited(site, "z", "福島料理教室", contact="森 花子", due=LATE)
    audited(site, "unsigned", "署名前の教室")
    audit = site.folder / "unsigned" / "2026-audit.toml"
    audit.write_text(audit.read_text(encoding="utf-8").partition("[signoff]")[0], encoding="utf-8")
    person = site.person()
    page = person.go("findings")
    assert "2社に、終わっていない指摘が11件あります。期限を過ぎたもの：6件" in page.text
    assert page.text.index("福島料理教室 (森 花子) 6件") < page.text.index("北浜テニススクール (木村) 5件")
    for told in ("F1 受付で1つのID", "重大な不適合 回答待ち 11月10日過ぎ 11日 森 花子", "差し戻し", "木村 健"):
        assert told in page.text
    assert not [name for name in ("署名前の教室", *(name for name, _ in FIRMS.values())) if name in page.text]
    there = person.go(link(page, "福島料理教室"))
    assert (there.status, there.path.rsplit("/", 2)[1:]) == (200, ["ja", "findings"])
    assert TITLE in there.text
    assert "会社の一覧へ戻る" in there.html


def test_findings_stand_by_person_too_and_only_those_that_are_late(office: Start) -> None:
    site = office()
    followed(site)
    audited(site, "z", "福島料理教室", contact="森 花子", due=LATE)
    audited(site, "y", "谷町歯科", due=LATE)
    person = site.person()
    by_person = person.go("findings?by=person")
    order = [by_person.text.index(name) for name in ("森 花子 6件", "木村 健 3件", "木村 2件", "担当者なし 6件")]
    assert order == sorted(order)
    assert "重大な不適合 回答待ち 11月10日過ぎ 11日 福島料理教室" in by_person.text
    late = person.go(link(by_person, "期限を過ぎた"))
    assert "2社に、期限を過ぎた指摘が12件あります。" in late.text
    assert "北浜テニススクール" not in late.text
    assert "担当者なし" in late.text
    assert link(late, "会社ごと").endswith("findings?overdue=")
    assert rows(late, "o-id") == 12 + 1  # and the head of the column


def test_where_nothing_is_open_or_late_it_is_said(office: Start) -> None:
    site = office()
    person = site.person()
    assert "終わっていない指摘はありません。" in person.go("findings").text
    assert "findings.xlsx" not in person.go("findings").html
    audited(site, "a", "福島料理教室")
    assert "期限を過ぎた指摘はありません。" in person.go("findings?overdue=").text
    assert "福島料理教室" in person.go("findings?by=nobody&page=x").text


def test_a_hundred_findings_stand_on_a_page(office: Start) -> None:
    site = office()
    for at in range(18):
        audited(site, f"f{at:02}", f"教室{at:02}")
    person = site.person()
    first = person.go("findings")
    assert (rows(first, "o-id"), "108件のうち1〜100件目" in first.text) == (101, True)
    last = person.go(link(first, "次へ"))
    assert rows(last, "o-id") == 9
    assert "教室16 6件" in last.text
    assert last.html == person.go("findings?page=99").html


def test_findings_are_read_again_only_where_files_have_changed(office: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    site = office()
    audited(site, "a", "福島料理教室")
    firm = followed(site)
    long_ago = time.time() - 60
    for file in site.folder.glob("*/*.toml"):
        os.utime(file, (long_ago, long_ago))
    monkeypatch.setattr(records, "SETTLED", 0)
    person = site.person()
    before = person.go("findings")
    for module in (followup, loader):
        monkeypatch.setattr(module, "load", None)  # whoever reads a file again falls over it
    assert person.go("findings").html == before.html
    text = (firm / "2026-followup.toml").read_text(encoding="utf-8")
    last = '[[event]]\nfinding = "F5"\nkind = "withdrawn"\non = 2026-11-20\nby = "堺 直樹"\nwhy = "x"\n'
    monkeypatch.undo()
    (firm / "2026-followup.toml").write_text(f"{text}\n{last}", encoding="utf-8")
    assert "北浜テニススクール (木村) 4件" in person.go("findings").text


def test_an_empty_folder_says_how_a_firm_is_added(office: Start) -> None:
    site = office()
    for folder in FIRMS:
        for file in (site.folder / folder).iterdir():
            file.unlink()
    person = site.person()
    for path in PAGES:
        assert f"tenken clients new {site.folder}" in person.go(path).text


def test_what_is_due_stands_by_day_with_what_is_late_marked(office: Start) -> None:
    site = office()
    followed(site)
    audited(site, "z", "福島料理教室", contact="森 花子", due=LATE)
    sent = f'{{ on = 2026-11-01, file = "sent/a.xlsx", token = "{1:024x}", due = 2026-11-25 }}'
    site.add("new", f'name = "森ノ宮英会話"\nsent = [{sent}]\n')
    person = site.person()
    page = person.go("calendar")
    days = (
        "11月10日過ぎ 福島料理教室 指摘への回答 F1 F2 F3 F4 F5 F6 森 花子",
        "11月25日 森ノ宮英会話 返送",
        "11月30日 北浜テニススクール 是正 F1 木村",
    )
    order = [page.text.index(told) for told in days]
    assert order == sorted(order)
    assert "過ぎたもの：1件" in page.text
    assert person.go(link(page, "福島料理教室")).path.endswith("/ja/findings")
    assert "森ノ宮英会話" not in [text for text, _ in page.read.links]


def test_a_calendar_without_names_has_none(office: Start) -> None:
    site = office()
    followed(site)
    person = site.person()
    page = person.go("calendar")
    for key in ("clients.calendar.with_names", "clients.calendar.without_names", "cli.calendar.next"):
        assert Words("ja")(key) in page.text
    named, unnamed = (person.go(to) for _, to in page.read.links if "calendar.ics" in to)
    for taken in (named, unnamed):
        assert taken.headers["content-type"].startswith("text/calendar")
        assert len(icalendar.Calendar.from_ical(taken.body).events) > 4
    shown = [taken.body.replace(b"\r\n ", b"").decode() for taken in (named, unnamed)]
    assert [("北浜テニススクール" in text, "木村" in text, TITLE in text) for text in shown] == [
        (True, True, False),
        (False, False, False),
    ]
    assert unquote(unnamed.headers["content-disposition"]).endswith("会社の期限-名前なし-2026-11-21.ics")


def test_common_gaps_are_counted_and_name_no_firm(office: Start) -> None:
    site = office()
    person = site.person()
    assert "答えのある会社がありません。" in person.go("gaps").text
    lacking(site, LEAST_FIRMS - 1)
    assert "3社以上に共通する、足りないところはありません。" in person.go("gaps").text
    with (site.folder / list(FIRMS)[-1] / "2026.toml").open("a", encoding="utf-8") as file:
        file.write('[answers.people-01]\nstatus = "no"\n')
    page = person.go("gaps")
    assert "3社/3社 1-1" in page.text
    assert "必須" in page.text
    assert page.element(max="3") == {"value": "3", "max": "3", "aria-hidden": "true"}
    assert not [name for name, _ in FIRMS.values() if name in page.text]
    assert not [folder for folder in FIRMS if folder in page.text]


def test_copies_of_folders_are_told(office: Start) -> None:
    site = office()
    lacking(site)
    same = new_firm_id()
    for file in (site.folder / "tenma" / "2026.toml", site.folder / "dojima" / "2026.toml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("organisation = {", f'organisation = {{ id = "{same}",'), encoding="utf-8")
    assert "1個のフォルダは、ほかのフォルダと同じ会社の写し" in site.person().go("gaps").text


def test_a_firm_that_cannot_be_read_is_told_on_every_page(office: Start) -> None:
    site = office()
    audited(site, "a", "福島料理教室")
    site.add("nobody", "name = 5\n")
    with (site.folder / "a" / "2026.toml").open("a", encoding="utf-8") as file:
        file.write('[answers.people-01]\nstatus = "yess"\n')
    person = site.person()
    for path in PAGES:
        page = person.go(path)
        assert "ファイルに直すところのある会社：2社" in page.text
        assert "nobody/client.toml 2行目" in page.text
        assert "a/2026.toml" in page.text
        assert "福島料理教室" not in [text for text, _ in page.read.links]


def test_texts_of_others_are_text(office: Start) -> None:
    site = office()
    hostile = HOSTILE.replace("'", "")
    audited(site, "h", f"<i>{hostile}", contact=f"<u>{hostile}", due=LATE, title=f"<img src=x>{hostile}")
    site.add(f"<i>{HIDDEN}cod", '"<img src=x>" = 5\n')
    person = site.person()
    for path in ("findings", "findings?by=person", "calendar", "gaps"):
        page = person.go(path)
        assert (page.status, foreign(page)) == (200, []), path
        assert "<i>\\u{202e}cod" in page.text
        assert HIDDEN not in page.html
    for path in ("findings", "findings?by=person"):
        for text in (f"<i>{hostile}", f"<u>{hostile}", f"<img src=x>{hostile}"):
            assert text in person.go(path).text
    asked = urlencode(dict.fromkeys(("by", "overdue", "page", "unnamed"), HOSTILE))
    for path in PAGES:
        page = person.go(f"{path}?{asked}")
        assert (page.status, foreign(page)) == (200, [])
        assert "alert" not in page.element(lang="en")["href"]


TAKEN = {
    "findings.xlsx": ("findings",),
    "findings.csv?by=person": ("findings", "--by", "person"),
    "findings.xlsx?by=person&overdue=": ("findings", "--by", "person", "--overdue"),
    "findings.csv?overdue=": ("findings", "--overdue"),
    "calendar.ics": ("calendar",),
    "calendar.ics?unnamed=": ("calendar", "--anonymous"),
    "gaps.xlsx": ("gaps",),
    "gaps.csv": ("gaps",),
}
"""What is taken along, and the command that writes the same."""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_taken_along_is_what_the_commands_write(
    office: Start, tenken: Tenken, tmp_path: Path, lang: str
) -> None:
    site = office(lang=lang)
    followed(site)
    audited(site, "z", "福島料理教室", contact="森 花子", due=LATE)
    lacking(site)
    person = site.person()
    for path, command in TAKEN.items():
        file = tmp_path / path.partition("?")[0]
        options = ("-o", file, "--force", "--checklist-path", CLUB)
        said = tenken("clients", command[0], site.folder, *command[1:], *options, lang=lang)
        assert said.code == 0, said.err
        page = person.go(path)
        assert page.body == file.read_bytes(), path
        assert page.headers["content-disposition"].startswith(f'attachment; filename="{file.name}"')


def test_there_are_no_other_lists_and_nobody_else_gets_one(office: Start) -> None:
    site = office()
    audited(site, "a", "福島料理教室")
    person = site.person()
    for path in ("findings.json", "findings.ics", "calendar.xlsx", "gaps.ics", "../xx/findings"):
        assert person.go(path).status == 404, path
    for path in (*PAGES, *(path.partition("?")[0] for path in TAKEN)):
        assert person.ask("POST", person.home + path, b"").status in (403, 405)
        stranger = Person(site.serving.port).ask("GET", person.home + path)
        assert stranger.status == 401
        assert "福島料理教室" not in stranger.body.decode(errors="replace")


def test_a_folder_taken_away_is_told_on_every_page(office: Start, tmp_path: Path) -> None:
    site = office()
    person = site.person()
    site.folder.rename(tmp_path / "elsewhere")
    for path in (*PAGES, "findings.csv", "calendar.ics", "gaps.xlsx"):
        page = person.go(path)
        assert page.status == 409
        assert str(site.folder) in page.text
