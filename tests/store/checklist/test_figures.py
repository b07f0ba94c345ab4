"""The figures: the shipped file holds together, and a broken one is told everything that is wrong with it at once."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli
from tests.conftest import Said

from tenken import data
from tenken.core.cost.figures import NEEDED, CostPartKind, Figures
from tenken.core.model import DataItem
from tenken.core.problem import FileProblems
from tenken.store.checklist import editions, figures, library
from tenken.store.validation.toml_file import from_text
from tenken.words import LANGUAGES, Words

PLACE = data.folder("checklist")
PATH = PLACE / "figures" / "breach-cost-2026.toml"
TEXT = PATH.read_text(encoding="utf-8")
KNOWN = figures.load([PLACE])[0]
STATEMENTS = tomli.loads((Path(__file__).parents[2] / "cases" / "statements.toml").read_text(encoding="utf-8"))


def of(text: str) -> Figures:
    return figures.interpret(from_text(text, "figures.toml"))


def problems(text: str) -> list[tuple[str, str]]:
    with pytest.raises(FileProblems) as stopped:
        of(text)
    return [(problem.what, problem.where) for problem in stopped.value.problems]


def test_the_file_has_every_figure_and_every_kind_of_data() -> None:
    assert set(NEEDED) <= set(KNOWN.figures)
    assert set(KNOWN.kinds) == set(DataItem)
    assert KNOWN.edition == "breach-cost@2026"


def test_every_source_is_used_and_every_text_is_in_both_languages() -> None:
    raw = tomli.loads(TEXT)
    used = set(re.findall(r'^(?:levels_|sensitive_)?source = "([\w-]+)"', TEXT, flags=re.MULTILINE))
    assert {source["id"] for source in raw["source"]} == used
    for at in re.findall(r"\{ ja = .*", TEXT):
        assert re.match(r'\{ ja = "[^"]+", en = "[^"]+" \}$', at), at


def test_every_link_names_questions_that_are_asked() -> None:
    this = editions.load(PLACE / "member-data-2026")
    known = {question.id for _, question in this.questions}
    for link in KNOWN.links:
        assert set(link.questions) <= known
    assert {link.part for link in KNOWN.links} == set(CostPartKind) - {CostPartKind.SALES}


def test_every_scenario_is_a_real_case() -> None:
    cases = library.load([PLACE]).cases
    assert [scenario.case for scenario in KNOWN.scenarios] == ["alico-2009", "porsche-2018", "urawa-2017"]
    assert all(scenario.case in cases for scenario in KNOWN.scenarios)
    help_text = [Words(lang)("cli.cost.case") for lang in LANGUAGES]
    assert all(case in text for case in cases for text in help_text)


def test_the_cost_numbers_of_the_source_texts_are_figures_or_sums() -> None:
    known = set(KNOWN.figures) | {sum_.id for scenario in KNOWN.scenarios for sum_ in scenario.reckonings}
    named = [statement["figure"] for statement in STATEMENTS["statement"] if "figure" in statement]
    assert len(named) >= 8
    assert set(named) <= known


def test_contradictions_are_told_all_at_once_with_their_places() -> None:
    text = TEXT.replace('source = "court-tbc"', 'source = "nobody"').replace(
        "range = [3000000, 4000000]", "range = [4000000, 3000000]"
    )
    text = text.replace("value = 130\n", "value = 130\nrange = [1, 2]\n").replace('id = "legal"', 'id = "consulting"')
    text = text.replace('[[kind]]\nid = "will"', '[[kind]]\nid = "name"')
    assert problems(text) == [
        ("missing-figures", "figure"),
        ("value-or-range", "figure[1].id"),
        ("listed-twice", "figure[3].id"),
        ("value-or-range", "figure[4].id"),
        ("no-such-source", "figure[20].source"),
        ("no-such-source", "figure[25].source"),
        ("missing-figures", "kind"),
        ("listed-twice", "kind[26].id"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('verified = "no"', 'verified = "sure"', "not-a-choice"),
        ("mental = 1", "mental = 4", "too-great"),
        ('kind = "guide"', 'kind = "hearsay"', "not-a-choice"),
        ('unit = "percent"', "unit = 0.5", "no-decimals"),
        ("value = 130\n", "value = -130\n", "too-small"),
        ('property = "yes"', 'propertie = "yes"', "unknown-key-near"),
        ('items = ["card"]', 'items = ["cards"]', "not-a-choice-near"),
    ],
)
def test_what_does_not_fit_is_refused(old: str, new: str, what: str) -> None:
    assert old in TEXT
    assert problems(TEXT.replace(old, new, 1))[0][0] == what


def test_a_range_of_two_has_its_middle_as_likely() -> None:
    assert (KNOWN["legal"].low, KNOWN["legal"].likely, KNOWN["legal"].high) == (300_000, 650_000, 1_000_000)
    assert (KNOWN["recovery"].low, KNOWN["recovery"].likely, KNOWN["recovery"].high) == (0, 2_000_000, 20_000_000)


def test_own_figures_stand_before_those_of_the_same_name(tenken: Callable[..., Said], tmp_path: Path) -> None:
    folder = tmp_path / "own" / "figures"
    folder.mkdir(parents=True)
    (folder / PATH.name).write_text(TEXT.replace("value = 130\n", "value = 200\n"), encoding="utf-8")
    said = tenken("cost", "--persons", "10", "--json", "--checklist-path", "own")
    assert said.code == 0, said.err
    assert '"value": 200' in said.out
    (folder / PATH.name).write_text(TEXT.replace("value = 130\n", "value = x\n"), encoding="utf-8")
    assert tenken("cost", "--persons", "10", "--checklist-path", "own").code == 3
