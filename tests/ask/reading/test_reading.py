"""Numbers and days as people write them; the same wherever somebody types one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.ask.interview.test_interview import Person
from tests.conftest import PLACES, Said

from tenken.ask.interview.exposure import ask
from tenken.core.model import Exposure
from tenken.store.checklist.figures import load
from tenken.words import Words

Tenken = Callable[..., Said]


@pytest.mark.parametrize("written", ["2026-W47-6", "3/4/2026"])
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
    assert any("日付として読めません" in text for text in person.shown)
