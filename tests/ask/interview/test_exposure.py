"""The questions behind the cost of a leak: skippable, forgiving of how people write money, and kept in the file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import PLACES, TODAY

from tenken import data
from tenken.ask.interview.exposure import ask, ask_persons
from tenken.core.model import Cause, DataItem, Exposure, Finder
from tenken.core.problem import FileProblems
from tenken.store.assessment import editor, loader
from tenken.store.checklist import figures
from tenken.words import LANGUAGES, Language, Words

KINDS = figures.load([data.folder("checklist")])[0].kinds


class Person:
    """Says what the script says."""

    def __init__(self, *script: str | list[str]) -> None:
        self.script = list(script)
        self.shown: list[str] = []
        self.presets: list[object] = []

    def _next(self, preset: object) -> str | list[str]:
        self.presets.append(preset)
        return self.script.pop(0)

    def show(self, text: str) -> None:
        self.shown.append(text)

    def choose(self, message: str, choices: list[tuple[str, str]], hint: str, preset: str | None) -> str:
        assert message
        assert hint
        reply = self._next(preset)
        assert isinstance(reply, str)
        assert reply in [key for key, _ in choices]
        return reply

    def choose_several(self, message: str, choices: list[tuple[str, str]], hint: str, preset: list[str]) -> list[str]:
        assert message
        assert hint
        assert [key for key, _ in choices] == [str(item) for item in DataItem]
        reply = self._next(preset)
        assert isinstance(reply, list)
        return reply

    def write(self, message: str, preset: str = "") -> str:
        assert message
        reply = self._next(preset)
        assert isinstance(reply, str)
        return reply


def talk(exposure: Exposure, *script: str | list[str], lang: Language = "ja") -> tuple[Exposure, Person]:
    person = Person(*script)
    said = ask(person, Words(lang), KINDS, exposure, TODAY)
    assert not person.script
    return said, person


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_can_be_skipped(lang: Language) -> None:
    said, _ = talk(Exposure(persons=5), [], "", "", "", "", "skip", "skip", "", lang=lang)
    assert said == Exposure(persons=5)


def test_what_is_said_is_kept() -> None:
    script: list[str | list[str]] = [
        ["name", "card"],
        "9,800万円",
        "30",
        "900万",
        "-420万",
        "accident",
        "others",
        "2026-11-20",
    ]
    said, _ = talk(Exposure(persons=5), *script)
    assert said == Exposure(
        persons=5,
        items=(DataItem.NAME, DataItem.CARD),
        yearly_sales=98_000_000,
        card_share=30,
        cash=9_000_000,
        yearly_profit=-4_200_000,
        cause=Cause.ACCIDENT,
        found_by=Finder.OTHERS,
        known_on=date(2026, 11, 20),
    )


def test_what_was_known_is_preset_and_what_makes_no_sense_is_asked_again() -> None:
    known = Exposure(persons=5, items=(DataItem.EMAIL,), cash=7, cause=Cause.WRONGDOING, known_on=date(2026, 11, 1))
    script: list[str | list[str]] = [
        ["email"],
        "かなり",
        "",
        "130",
        "",
        "7",
        "",
        "wrongdoing",
        "skip",
        "明日",
        "2030-01-01",
        "2026-11-01",
    ]
    said, person = talk(known, *script)
    assert said == known
    assert len(person.shown) == 4
    assert person.presets == [
        *(["email"], "", "", "", "", "7", "", "wrongdoing", None),
        *["2026-11-01"] * 3,
    ]


def test_the_number_of_people_is_asked_by_itself() -> None:
    assert ask_persons(Person("1万2000人"), Words("ja"), Exposure()).persons == 12_000
    assert ask_persons(Person(""), Words("ja"), Exposure()).persons is None


# What was said goes into the file, and nothing else changes.

SAID = Exposure(persons=7, items=(DataItem.NAME,), cash=1, cause=Cause.ACCIDENT, known_on=date(2026, 11, 20))


@pytest.mark.parametrize(
    "before",
    [
        "",
        "[exposure]\n# 会員数\npersons = 5 # 四月\ncard_share = 3\n",
        "exposure = { persons = 5, items = ['card'] }\n",
        "exposure.persons = 5\n",
        "[answers.people-01]\nstatus = 'yes' # 見た\n[extra]\nx = 1\n",
    ],
    ids=["none", "table", "inline", "dotted", "after answers"],
)
def test_an_exposure_is_saved_whatever_the_layout(tmp_path: Path, head: str, before: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(head + before, encoding="utf-8")
    old = loader.load(path, PLACES, TODAY)[1]
    editor.save(path, lambda _, now: replace(now, exposure=SAID), PLACES, TODAY)
    new = loader.load(path, PLACES, TODAY)[1]
    assert new.exposure == SAID
    assert (new.answers, new.date, new.extra) == (old.answers, old.date, old.extra)
    text = path.read_text(encoding="utf-8")
    for comment in ("# 会員数", "# 四月", "# 見た"):
        assert (comment in text) == (comment in before)


def test_a_file_that_cannot_be_read_is_left_alone(tmp_path: Path, head: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(head + "[exposure]\npersons = -1\n", encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(FileProblems):
        editor.save(path, lambda _, now: replace(now, exposure=SAID), PLACES, TODAY)
    assert path.read_bytes() == before


def test_existing_keys_stay_valid(assess: Callable[[str], tuple[object, object]]) -> None:
    text = "[exposure]\npersons = 1\nitems = ['name']\nyearly_sales = 2\ncard_share = 3\ncash = 4\nyearly_profit = -5\n"
    assessment = assess(text)[1]
    assert getattr(assessment, "exposure", None) == Exposure(
        persons=1, items=(DataItem.NAME,), yearly_sales=2, card_share=3, cash=4, yearly_profit=-5
    )
