"""What ``new`` takes beside the firm's name."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import typer
from tests.conftest import PLACES, TODAY, Said

from tenken.cli.assessment.new import new
from tenken.cli.context import AppContext
from tenken.core.model import Exposure, FirmRole
from tenken.core.problem import Interrupted
from tenken.store.assessment.loader import load
from tenken.words import Words

Run = Callable[..., Said]
NEW = ("new", "a.toml", "--organisation", "北浜", "--checklist", "club@1")


def test_roles_and_the_fiscal_year_are_options(tenken: Run, tmp_path: Path) -> None:
    said = tenken(*NEW, "--in-charge", "officer=木村", "--in-charge", "owner=田中 陽子", "--fiscal-year-starts", "4")
    assert said.code == 0, said.err
    made = load(tmp_path / "a.toml", PLACES, date(2026, 11, 21))[1]
    assert made.roles == {FirmRole.OFFICER: "木村", FirmRole.OWNER: "田中 陽子"}
    assert made.organisation.fiscal_year_starts == 4


@pytest.mark.parametrize("written", ["chief=木村", "officer", "officer=", "officer=\u200b", "=木村"])
def test_what_is_no_role_or_no_name_is_refused(tenken: Run, tmp_path: Path, written: str) -> None:
    said = tenken(*NEW, "--in-charge", written)
    assert said.code == 2
    assert "officer=木村" in said.err
    assert "owner / officer / admin / system" in said.err
    assert not (tmp_path / "a.toml").exists()


@pytest.mark.parametrize("month", ["0", "13", "April"])
def test_there_are_twelve_months(tenken: Run, tmp_path: Path, month: str) -> None:
    assert tenken(*NEW, "--fiscal-year-starts", month).code == 2
    assert not (tmp_path / "a.toml").exists()


class Person:
    """Somebody at the prompts of ``new``, who replies in this order."""

    def __init__(self, *replies: str | list[str] | type[BaseException]) -> None:
        self.replies = list(replies)
        self.shown: list[str] = []
        self.asked: list[str] = []
        self.preset: list[list[str]] = []

    def show(self, text: str) -> None:
        self.shown.append(text)

    def write(self, message: str, preset: str = "") -> str:  # noqa: ARG002 - the protocol's signature
        return str(self._reply(message))

    def choose(self, message: str, *_: object) -> str:
        return str(self._reply(message))

    def choose_several(self, message: str, choices: list[tuple[str, str]], hint: str, preset: list[str]) -> list[str]:  # noqa: ARG002 - the protocol's signature
        self.preset.append(preset)
        reply = self._reply(message)
        return reply if isinstance(reply, list) else []

    def _reply(self, message: str) -> str | list[str]:
        self.asked.append(message)
        reply = self.replies.pop(0)
        if isinstance(reply, type):
            raise reply
        return reply


def begin(monkeypatch: pytest.MonkeyPatch, person: Person, file: Path) -> None:
    monkeypatch.setattr("tenken.ask.prompter.TerminalPrompter", lambda: person)
    app = AppContext(Words("ja"), TODAY, PLACES[1:], can_ask=True)
    new(typer.Context(typer.main.get_command(typer.Typer(callback=lambda: None)), obj=app), file)


def test_a_person_is_asked_five_things_and_each_unclear_reply_again_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    person = Person("", "北浜テニス", "たくさん", "１２人", "1.2千", "quick", ["website", "no-entrusted-data"])
    begin(monkeypatch, person, tmp_path / "a")
    made = load(tmp_path / "a.toml", PLACES, TODAY)[1]
    assert (made.organisation.name, made.organisation.employees) == ("北浜テニス", 12)
    assert made.exposure == Exposure(persons=1_200)
    assert made.profile == {
        "website": True,
        "contractor": False,
        "remote": False,
        "card": False,
        "no-entrusted-data": False,
    }
    assert len(dict.fromkeys(person.asked)) == 5
    told = "\n".join(person.shown)
    assert "会社や団体の名前が空です" in told
    assert "「たくさん」" in told
    assert "1,200人と読みました" in told
    assert "tenken web" in capsys.readouterr().err.split("a.toml")[0]


def test_what_follows_from_a_figure_is_never_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person = Person("北浜", "5", "", "full", [])
    begin(monkeypatch, person, tmp_path / "a.toml")
    made = load(tmp_path / "a.toml", PLACES, TODAY)[1]
    assert "few-employees" not in made.profile
    assert person.preset == [["website", "contractor", "no-entrusted-data"]]


def test_ctrl_c_makes_no_file_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Interrupted) as stopped:
        begin(monkeypatch, Person("北浜", KeyboardInterrupt), tmp_path / "a.toml")
    assert "まだ作っていません" in Words("ja").error(stopped.value.what, stopped.value.values)
    assert list(tmp_path.iterdir()) == []


def test_a_name_without_an_ending_gets_that_of_an_assessment_and_another_ending_is_refused(
    tenken: Run, tmp_path: Path
) -> None:
    said = tenken("new", "z", "--organisation", "北浜", "--checklist", "club@1")
    assert said.code == 0, said.err
    assert "z.toml" in said.err
    assert (tmp_path / "z.toml").exists()
    refused = tenken("new", "z.xlsx", "--organisation", "北浜")
    assert (refused.code, "z.toml" in refused.err) == (2, True)


def test_figures_are_read_as_people_write_them_and_a_contradiction_is_said(tenken: Run, tmp_path: Path) -> None:
    said = tenken(
        "new",
        "a",
        "--organisation",
        "北浜",
        "--employees",
        "５人",
        "--persons",
        "3,200人",
        "--fact",
        "few-employees=false",
    )
    assert said.code == 0, said.err
    assert "--set few-employees=" in said.err
    made = load(tmp_path / "a.toml", PLACES, TODAY)[1]
    assert (made.organisation.employees, made.exposure) == (5, Exposure(persons=3_200))


def test_two_firms_of_one_name_have_two_ids_and_a_new_year_keeps_its_own(tenken: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert tenken("new", name, "--organisation", "北浜", "--checklist", "club@1").code == 0
    one, other = (load(tmp_path / f"{name}.toml", PLACES, TODAY)[1].organisation for name in ("a", "b"))
    assert one.id != other.id
    assert tenken("renew", "a.toml", "c.toml").code == 0
    assert load(tmp_path / "c.toml", PLACES, TODAY)[1].organisation == one
    said = tenken("diff", "a.toml", "b.toml")
    assert (said.code, "会社の番号が違います" in said.err) == (2, True)
