"""``tenken doctor`` on what was read of the law and of standards: said to be old a year later, by an injected day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import PLACES, Said

from tenken.cli.context import AppContext
from tenken.cli.doctor import folder_checks, readings
from tenken.words import LANGUAGES, Language, Words


def app(lang: Language, today: date, *places: Path) -> AppContext:
    return AppContext(Words(lang), today, (*places, *PLACES), can_ask=False)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 11, 21), "ok"),
        (date(2027, 11, 21), "ok"),
        (date(2027, 11, 22), "note"),
        (date(2031, 1, 1), "note"),
    ],
)
def test_the_law_and_the_lists_are_old_after_a_year(today: date, state: str, lang: Language) -> None:
    found = readings(app(lang, today))
    assert [(check.name, check.state, check.dated) for check in found] == [
        ("law", state, "2026-11-21"),
        ("references", state, "2026-11-21"),
    ]
    old = {"ja": "1年を過ぎています", "en": "more than a year ago"}[lang]
    assert all((old in check.text) == (state == "note") for check in found)
    assert ("CIS" in found[1].text) == (state == "note")


def test_one_old_list_is_named_alone(tmp_path: Path) -> None:
    (tmp_path / "references").mkdir()
    (tmp_path / "references" / "own.toml").write_text(
        'format = 1\nid = "own"\nkey = "own"\ntitle = { ja = "社内規程", en = "House rules" }\nedition = "1"\n'
        'dated = 2025-01-01\nsource = "x"\n[[item]]\nid = "1"\ntitle = { ja = "鍵", en = "Keys" }\n',
        encoding="utf-8",
    )
    law, lists = readings(app("en", date(2026, 11, 21), tmp_path))
    assert (law.state, lists.state, lists.dated) == ("ok", "note", "2025-01-01")
    assert "1 list of laws and standards was checked more than a year ago: House rules (1 January 2025)." in lists.text


def test_lists_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "cases.toml").write_text("format = ", encoding="utf-8")
    (found,) = readings(app("ja", date(2026, 11, 21), tmp_path))
    assert (found.state, "tenken checklist lint" in found.text) == ("lacks", True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_folder_is_the_one_that_is_named_and_whether_it_is_synced_is_said(lang: Language, tmp_path: Path) -> None:
    plain, synced = tmp_path / "clients", tmp_path / "Dropbox" / "clients"
    for folder in (plain, synced):
        folder.mkdir(parents=True)
    told = {folder: folder_checks(app(lang, date(2026, 11, 21)), folder) for folder in (plain, synced)}
    assert [(check.name, check.state) for check in told[plain]] == [("folder", "ok"), ("synced", "ok")]
    assert [(check.name, check.state) for check in told[synced]] == [("folder", "ok"), ("synced", "note")]
    assert all(str(folder) in check.text for folder, checks in told.items() for check in checks)
    assert "Dropbox" in told[synced][1].text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_folder_that_is_not_there_is_told(tenken: Callable[..., Said], lang: Language, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for name in ("nowhere", "file", "x" * 300):
        said = tenken("doctor", name, lang=lang)
        assert (said.code, said.out) == (3, "")
