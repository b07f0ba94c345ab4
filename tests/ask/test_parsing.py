"""Days and names of files as people write them; the same wherever somebody types one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.ask.interview.test_interview import Person
from tests.conftest import PLACES, Said

from tenken.ask.interview.exposure import ask
from tenken.ask.parsing import day_of, name_of_file
from tenken.core.model import Exposure
from tenken.store.checklist.figures import load
from tenken.words import Words

Tenken = Callable[..., Said]

NONE = ("2026-W47-6", "20261121", "2026W476", "2026-325", "2026-11/21", "2026-02-30", "21.11.2026", "2026-11-21x", "")


@pytest.mark.parametrize("written", ["2026-11-21", "2026/11/21", " 2026-11-21 ", "２０２６年１１月２１日"])
def test_a_day_as_people_write_it(written: str) -> None:
    assert day_of(written) == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("令和8年11月21日", date(2026, 11, 21)),
        ("R8/11/21", date(2026, 11, 21)),
        ("㋿元年5月1日", date(2019, 5, 1)),
        ("平成30年4月1日", date(2018, 4, 1)),
        ("H31.04.30", date(2019, 4, 30)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("s63-12-31", date(1988, 12, 31)),
        ("昭和101年1月1日", date(2026, 1, 1)),
        ("令和元年4月30日", None),
        ("平成30年2月29日", None),
        ("大正15年1月1日", None),
        ("2026-11-21" + " " * 200, None),
        ("2" + "\u0301" * 200_000, None),
    ],
    ids=ascii,
)
def test_a_day_of_an_era(written: str, told: date | None) -> None:
    assert day_of(written) == told


@pytest.mark.parametrize(
    "written",
    [
        "/home/midori/証拠/名簿.pdf",
        "~/証拠/名簿.pdf",
        "~midori/名簿.pdf",
        r"C:\Users\midori\Documents\名簿.pdf",
        r'"C:\Users\midori\名簿.pdf"',
        "C:/Users/midori/名簿.pdf",
        r"\\server\総務\名簿.pdf",
        "//server/総務/名簿.pdf",
        "file:///home/midori/%E5%90%8D%E7%B0%BF.pdf",
        "FILE:///C:/Users/midori/名簿.pdf",
        "/home/midori/名簿.pdf/",
    ],
)
def test_of_a_whole_path_the_name_is_kept(written: str) -> None:
    assert name_of_file(written) == "名簿.pdf"


@pytest.mark.parametrize(
    "written", ["名簿.pdf", "証拠/名簿.pdf", "総務の棚", "https://example.jp/a/b.pdf", "/", "~", ""]
)
def test_what_is_no_whole_path_stays_as_it_was_written(written: str) -> None:
    assert name_of_file(written) == written


@pytest.mark.parametrize("written", NONE)
def test_what_only_looks_like_a_day_is_none(written: str) -> None:
    assert day_of(written) is None


@pytest.mark.parametrize("written", ["2026-W47-6", "20261121"])
def test_a_week_date_is_refused_wherever_a_day_is_typed(
    tenken: Tenken, head: str, tmp_path: Path, written: str
) -> None:
    (tmp_path / "a.toml").write_text(head, encoding="utf-8")
    for words in (
        ["new", "b.toml", "--organisation", "x", "--date", written],
        ["new", "b.toml", "--organisation", "x", "--known-on", written],
        ["set", "a.toml", "people-01", "yes", "--on", written],
        ["set", "a.toml", "people-01", "yes", "--due", written],
        ["set", "a.toml", "people-01", "--evidence", "x", "--dated", written],
    ):
        said = tenken(*words)
        assert (said.code, written in said.err) == (2, True), words
    assert tenken("status", "a.toml", env={"TENKEN_TODAY": written}).code == 2
    assert not (tmp_path / "b.toml").exists()


def test_the_questions_about_a_leak_refuse_a_week_date_too() -> None:
    class Chooser(Person):
        def choose_several(self, *_: object) -> list[str]:
            return []

    person = Chooser("", "", "", "", "skip", "skip", "2026-W47-5", "2026/11/20")
    kinds = load(PLACES)[-1].kinds
    said = ask(person, Words("ja"), kinds, Exposure(), date(2026, 11, 21))
    assert said.known_on == date(2026, 11, 20)
    assert any("読み取れません" in text for text in person.shown)
