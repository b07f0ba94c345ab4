"""Beginning in the browser: a file is made where the person says, opened, or begun from last year's."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ask.web.conftest import Person, Site
from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken.ask.file_names import file_stem
from tenken.ask.web.subject.begin import free_name
from tenken.cli.web.backend import usual_folder
from tenken.core.model import Depth, Exposure
from tenken.store.assessment import loader
from tenken.words import Words

FIRM = {"name": "北浜テニススクール", "employees": "１２人", "persons": "1.2千", "depth": "quick"}


@pytest.fixture
def person(nothing_yet: Callable[..., Site]) -> Person:
    return nothing_yet().person()


def test_one_page_makes_the_file_and_leads_to_the_questions(person: Person, tmp_path: Path) -> None:
    page = person.go("./")
    assert page.path.endswith("/begin")
    assert "35問" in page.text
    assert "78問" in page.text
    question = person.send(page, **FIRM, remote="yes", **{"entrusted-data": "no"})
    assert "/q/" in question.path
    (file,) = tmp_path.glob("*.toml")
    assert file.name == "北浜テニススクール-2026.toml"
    _, made = loader.load(file, PLACES, TODAY)
    assert made.organisation.id
    assert (made.organisation.name, made.organisation.employees) == ("北浜テニススクール", 12)
    assert (made.depth, made.exposure, made.date) == (Depth.QUICK, Exposure(persons=1_200), TODAY)
    assert made.profile == {"remote": True, "no-entrusted-data": True}
    assert person.go("begin").path.endswith("/ja/")  # the file is open now; nobody makes another one by mistake
    answered = person.send(question, "next", status="yes")
    assert "保存しました" in answered.text
    assert len(loader.load(file, PLACES, TODAY)[1].answers) == 1


def test_what_is_missing_or_unclear_is_told_at_once_and_stays_as_it_was_typed(person: Person, tmp_path: Path) -> None:
    page = person.send(person.go("begin"), **{**FIRM, "name": "", "employees": "十か二十", "depth": ""}, remote="yes")
    assert page.status == 422
    assert "3か所を直すと始められます" in page.text
    assert page.element(name="employees")["value"] == "十か二十"
    assert page.element(name="persons")["value"] == "1.2千"
    assert "checked" in page.element(name="remote", value="yes")
    assert f"<title>{Words('ja')('web.error.title', page='')}" in page.html
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_never_replaced(person: Person, tmp_path: Path) -> None:
    stands = tmp_path / "北浜テニススクール-2026.toml"
    stands.write_text("x", encoding="utf-8")
    page = person.send(person.go("begin"), **FIRM, file="北浜テニススクール-2026")
    assert page.status == 422
    assert "北浜テニススクール-2026-2.toml" in page.text
    person.send(page, **FIRM, file="")
    assert stands.read_text(encoding="utf-8") == "x"
    assert (tmp_path / "北浜テニススクール-2026-2.toml").exists()


def test_the_folder_is_where_the_person_says_or_the_page_tells_that_there_is_none(
    person: Person, tmp_path: Path
) -> None:
    page = person.send(person.go("begin"), **FIRM, folder=str(tmp_path / "nowhere"))
    assert page.status == 422
    assert "というフォルダがありません" in page.text
    (tmp_path / "会員 データ").mkdir()
    person.send(page, **FIRM, folder=str(tmp_path / "会員 データ"))
    assert [file.name for file in (tmp_path / "会員 データ").iterdir()] == ["北浜テニススクール-2026.toml"]


def test_a_folder_that_cannot_be_written_is_told(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr("tenken.store.atomic_file.os.open", refused)
    page = person.send(person.go("begin"), **FIRM)
    assert page.status == 422
    assert page.element(name="name")["value"] == FIRM["name"]


def test_an_earlier_file_is_opened_or_begun_anew(person: Person, tmp_path: Path) -> None:
    assert "点検のファイル(.toml)はありません" in person.go("files").text
    before = (EXAMPLES / "2025.toml").read_bytes()
    (tmp_path / "2025.toml").write_bytes(before)
    (tmp_path / "notes.toml").write_text("x = 1", encoding="utf-8")
    page = person.go("files")
    assert "北浜テニススクール" in page.text
    assert "notes" not in page.text
    form = next(form for form in page.read.forms if form.method == "post")
    start = person.send_form(form, "renew")
    assert "昨年の答え" in start.text
    made = loader.load(tmp_path / "北浜テニススクール-2026.toml", PLACES, TODAY)[1]
    assert made.previous
    assert made.previous.file == "2025.toml"
    assert (tmp_path / "2025.toml").read_bytes() == before


def test_a_file_that_is_to_be_made_is_named_already(nothing_yet: Callable[..., Site], tmp_path: Path) -> None:
    person = nothing_yet(tmp_path / "kitahama.toml").person()
    page = person.go("begin")
    assert page.element(name="file")["value"] == "kitahama.toml"
    person.send(page, **FIRM)
    assert (tmp_path / "kitahama.toml").exists()


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("北浜テニススクール", "北浜テニススクール"),
        ("a/b\\c:d", "a-b-c-d"),
        ("../../etc/passwd", "etc-passwd"),
        ("con", "con-1"),
        ("  . ", ""),
        ("あ" * 300, "あ" * 60),
        ("</style>\"'", "-style-'"),
    ],
)
def test_the_name_of_a_file_is_one_that_every_disk_takes(name: str, stem: str) -> None:
    assert file_stem(name).strip("-") == stem.strip("-")


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    assert free_name(tmp_path, "a").name == "a.toml"
    (tmp_path / "a.toml").touch()
    assert free_name(tmp_path, "a").name == "a-2.toml"


def test_a_file_goes_where_the_person_is_or_to_the_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    (home / "Documents").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.chdir(tmp_path)
    assert usual_folder() == tmp_path
    monkeypatch.chdir(home)
    assert usual_folder() == home / "Documents"


def test_a_link_that_leads_nowhere_is_never_written_through_and_an_impossible_name_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "a.toml").symlink_to(tmp_path / "elsewhere.toml")
    assert free_name(tmp_path, "a").name == "a-2.toml"
    assert free_name(tmp_path, "あ" * 100).name == f"{'あ' * 100}.toml"


def test_of_many_files_those_changed_last_are_shown_and_links_are_not_followed(person: Person, tmp_path: Path) -> None:
    text = (EXAMPLES / "2025.toml").read_text(encoding="utf-8")
    for at in range(60):
        (tmp_path / f"a{at:02}.toml").write_text("checklist = 1", encoding="utf-8")
        os.utime(tmp_path / f"a{at:02}.toml", (1, 1))
    (tmp_path / "z.toml").write_text(text, encoding="utf-8")
    outside = tmp_path.parent / "outside.toml"
    outside.write_text(text, encoding="utf-8")
    (tmp_path / "link.toml").symlink_to(outside)
    page = person.go("files")
    assert "z.toml" in page.text
    assert "link.toml" not in page.text


def test_a_second_window_does_not_lose_what_was_typed_once_the_first_has_begun(person: Person, tmp_path: Path) -> None:
    first, second = person.go("begin"), person.go("begin")
    person.send(first, **FIRM)
    page = person.send(second, **FIRM | {"name": "南浜テニス"})
    assert page.status == 409
    assert "南浜テニス" in page.text
    assert "もう1つの画面で始まっています" in page.text
    assert len(list(tmp_path.glob("*.toml"))) == 1
