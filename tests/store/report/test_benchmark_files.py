"""Benchmark files come from others: what fits is read as it was written, all else is refused where it stands."""

import json
from dataclasses import replace
from datetime import date

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.test_benchmark_laws import MANY, published
from tests.store.test_scaffold import plain

from tenken.core.model import Benchmark
from tenken.core.model.peers import plain_sector
from tenken.core.portfolio.benchmark import Member
from tenken.core.problem import FileProblems
from tenken.screen import problem_text
from tenken.store.report.benchmark import interpret, text_of
from tenken.store.scaffold import written
from tenken.store.validation.toml_file import from_text
from tenken.words import LANGUAGES, Words

GOOD = """format = 1
id = "0123456789abcdef"

[[group]]
checklist = "club@1"
depth = "quick"
kind = "self"
sector = "美容"
employees_from = 6
employees_to = 20
on = 2026-11-28
firms = "10-19"
quartiles = [48, 57, 71]
mean = 58
deviation = 14
areas = { policy = 60 }

[[group]]
checklist = "club@1"
depth = "quick"
kind = "self"
on = 2026-11-28
firms = "5-9"
quartiles = [40, 40, 41]
"""


def read(text: str) -> Benchmark:
    return interpret(from_text(text, "b.toml"))


def test_a_good_one_is_read_and_written_again() -> None:
    known = read(GOOD)
    assert known.groups[0].on == date(2026, 11, 28)
    assert known.groups[1].sector is None
    assert read(text_of(known)) == known
    jsonschema.Draft202012Validator(json.loads(written("benchmark.schema.json"))).validate(plain(GOOD))


@given(members=MANY, sector=st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=300))
def test_whatever_is_published_can_be_read_again(members: list[Member], sector: str) -> None:
    named = [replace(member, sector=plain_sector(sector) if member.sector else None) for member in members]
    groups = tuple(entry.group for entry in published(named).groups)
    if groups:
        known = Benchmark(groups=groups, id="0" * 16, first=True)
        assert read(text_of(known)) == known


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("[48, 57, 71]", "[58, 57, 71]", "group[1].quartiles", "benchmark-order"),
        ("[48, 57, 71]", "[48, 57, 101]", "group[1].quartiles[3]", "too-great"),
        ("[48, 57, 71]", "[48, 57]", "group[1].quartiles", "too-few"),
        ("employees_from = 6", "employees_from = 7", "group[1].employees_from", "benchmark-size"),
        ("employees_to = 20", "employees_to = 5", "group[1].employees_to", "benchmark-sizes"),
        ("mean = 58\n", "", "group[1].deviation", "benchmark-half"),
        ("deviation = 14", "deviation = 0", "group[1].deviation", "too-small"),
        ("policy = 60", "policy = 61", "group[1].areas.policy", "benchmark-tens"),
        ('"10-19"', '"5-9"', "group[1].mean", "benchmark-too-small"),
        ('"10-19"', '"12"', "group[1].firms", "not-a-choice"),
        ('"club@1"', '"club"', "group[1].checklist", "wrong-reference"),
        ('"0123456789abcdef"', '"x"', "id", "wrong-benchmark-id"),
        ('sector = "美容"\nemployees_from = 6\nemployees_to = 20\n', "", "group[2]", "benchmark-twice"),
        ("format = 1", "format = 2", "format", "newer-format"),
        ("mean = 58", "maen = 58", "group[1].maen", "unknown-key-near"),
    ],
)
def test_what_does_not_fit_is_refused_where_it_stands(old: str, new: str, where: str, what: str) -> None:
    with pytest.raises(FileProblems) as refused:
        read(GOOD.replace(old, new, 1))
    problem = next(problem for problem in refused.value.problems if problem.where == where)
    assert problem.what == what
    assert problem.line
    for lang in LANGUAGES:
        assert problem_text(Words(lang), problem)


def test_another_file_of_tenkens_is_no_benchmark_and_nothing_in_it_is_to_be_changed() -> None:
    with pytest.raises(FileProblems) as refused:
        read('format = 1\nchecklist = "club@1"\ndate = 2026-11-28\n')
    assert [problem.what for problem in refused.value.problems] == ["no-benchmark"]


def test_a_sector_is_told_as_it_is_compared() -> None:
    assert read(GOOD.replace("美容", "ﾋﾞﾖｳ　 室")).groups[0].sector == "ビヨウ 室"
