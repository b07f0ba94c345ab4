"""The law as a dated file: which file holds on a day, what a file may not say, and how its lines are told."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import tomli
from tests.conftest import PLACES

from tenken import data
from tenken.core.cost import figures as known_figures
from tenken.core.cost import law as laws
from tenken.core.cost.loss import Loss, estimate
from tenken.core.model import Exposure
from tenken.core.problem import FileProblems
from tenken.render.cost import sentences
from tenken.store.checklist import figures, law
from tenken.store.validation.toml_file import from_text
from tenken.words import LANGUAGES, Language, Words

FILE = data.folder("checklist") / "law" / "appi-2026.toml"
TEXT = FILE.read_text(encoding="utf-8")
LAW = law.interpret(from_text(TEXT, "law.toml"))
FIGURES = known_figures.on(date(2026, 11, 21), figures.load(PLACES))


def loss(read: laws.Law | None = LAW) -> Loss:
    assert FIGURES
    found = estimate(Exposure(persons=2000), FIGURES, law=read)
    assert found
    return found


def test_the_newest_file_by_a_day_holds_and_before_the_first_the_oldest() -> None:
    later = replace(LAW, edition="appi@2027", dated=date(2027, 12, 1))
    days = (date(2020, 1, 1), date(2026, 11, 21), date(2027, 11, 30), date(2027, 12, 1), date(2030, 1, 1))
    assert [laws.on(day, (later, LAW)) for day in days] == [LAW, LAW, LAW, later, later]
    assert laws.on(days[0], ()) is None


def test_every_line_says_when_it_was_read() -> None:
    assert all(line.read == LAW.dated for line in LAW.lines)
    assert LAW.read == date(2026, 11, 21)
    older = replace(LAW.lines[0], read=date(2026, 1, 1))
    assert replace(LAW, lines=(*LAW.lines[1:], older)).read == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('source = "ppc-2026"', 'source = "nowhere"', "no-such-source"),
        ('id = "duty-scope"', 'id = "duty-notice"', "listed-twice"),
        ("by = 2028-07-16", "by = 2028-07-16\nstarts = 2028-07-01", "starts-or-by"),
        ("read = 2026-11-21", "read = 'today'", None),
        ('about = "amendment"', 'about = "beside"', None),
    ],
)
def test_what_contradicts_itself_is_refused_with_its_place(old: str, new: str, what: str | None) -> None:
    assert old in TEXT
    with pytest.raises(FileProblems) as refused:
        law.interpret(from_text(TEXT.replace(old, new, 1), "law.toml"))
    problem = refused.value.problems[0]
    assert problem.line
    assert what in (None, problem.what)


def test_a_line_takes_the_place_of_what_the_figures_say() -> None:
    assert FIGURES
    told = {said.id: said for said in loss().statements}
    assert len(told) == len(loss().statements)
    assert {said.id for said in FIGURES.statements} <= set(told)
    assert "盗用" in told["law-theft"].text.ja
    assert "盗用" not in {said.id: said for said in loss(None).statements}["law-theft"].text.ja
    assert all(said.source in loss().sources for said in told.values())
    assert loss(None).statements == FIGURES.statements
    assert sentences.law_read(loss(None), Words("ja")) == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_amendment_is_told_with_the_days_on_which_its_parts_come_into_force(lang: Language) -> None:
    told = [sentences.statement(said, loss(), Words(lang)) for said in loss().said("amendment")]
    days = {
        "ja": ("2026年7月17日に施行：", "2027年1月17日に施行：", "2028年7月16日までに施行："),
        "en": (
            "In force from 17 July 2026: ",
            "In force from 17 January 2027: ",
            "In force by 16 July 2028 at the latest: ",
        ),
    }
    assert all(text.startswith(day) for text, day in zip(told, days[lang], strict=False))
    assert len(told) > len(days[lang])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_duty_covers_loss_and_damage_and_names_the_persons(lang: Language) -> None:
    told = sentences.duty(loss(), Words(lang))[0]
    assert all(word in told for word in {"ja": ("滅失", "毀損", "本人"), "en": ("lost", "damaged", "people")}[lang])
    report = " ".join(sentences.statement(said, loss(), Words(lang)) for said in loss().said("report"))
    assert all(part in report for part in {"ja": ("26条1項", "26条2項"), "en": ("26(1)", "26(2)")}[lang])


def test_what_was_not_checked_is_said_so() -> None:
    unverified = [line for line in LAW.lines if line.verified == "no"]
    assert unverified
    assert all("確かめていません" in line.text.ja and "not been checked" in line.text.en for line in unverified)


def test_every_source_is_used() -> None:
    listed = {source["id"] for source in tomli.loads(TEXT)["source"]}
    assert listed == {line.source.id for line in LAW.lines}


def test_no_folder_is_no_law(tmp_path: Path) -> None:
    assert law.load([tmp_path]) == ()
