"""What stands beside the editions, and the line from one edition to the next."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import CLUB, Said
from tests.years import retired

from tenken import data
from tenken.core.library import Library, Term
from tenken.core.lint import LintContext, lint
from tenken.core.model import Assessment, Checklist, Text
from tenken.core.problem import FileProblems
from tenken.core.report.report import build
from tenken.core.years.lineage import lineage
from tenken.render.report.page import report_html
from tenken.store.checklist import editions, library
from tenken.words import Words

Assess = Callable[[str], tuple[Checklist, Assessment]]
PLACE = data.folder("checklist")


def next_edition(club: Checklist, **replaces: tuple[str, ...]) -> Checklist:
    """The club's next edition: ``people_01=("people-02",)`` makes the first question replace the second."""
    changed = {key.replace("_", "-"): parents for key, parents in replaces.items()}
    areas = tuple(
        replace(area, questions=tuple(replace(q, replaces=changed.get(q.id, ())) for q in area.questions))
        for area in club.areas
    )
    return replace(club, edition="2", predecessor="club@1", areas=areas)


def rules(club: Checklist, **replaces: tuple[str, ...]) -> set[str]:
    context = LintContext(checklist=next_edition(club, **replaces), predecessor=club)
    return {complaint.rule for complaint in lint(context)} - {"references_exist"}


def test_equal_ids_are_the_same_question(club: Checklist) -> None:
    assert lineage(next_edition(club), club) == {q.id: (q.id,) for _, q in club.questions}
    assert retired(next_edition(club), club) == ()
    assert rules(club) == set()


def test_lineage_must_point_at_questions_that_existed(club: Checklist) -> None:
    assert rules(club, people_01=("people-77",)) == {"lineage_points_back"}
    assert "lineage_points_back" in rules(club, people_01=("people-77", "people-77"))


def test_two_statements_about_one_parent_are_a_contradiction(club: Checklist) -> None:
    assert rules(club, people_01=("people-02",)) == {"one_statement_about_each_parent"}
    assert rules(club, people_01=("people-01",)) == {"one_statement_about_each_parent"}


def own(tmp_path: Path, name: str, edition: str, predecessor: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    for file in (CLUB / "club-1").glob("*.toml"):
        text = file.read_text(encoding="utf-8").replace('edition = "1"', f'edition = "{edition}"\n{predecessor}')
        (folder / file.name).write_text(text, encoding="utf-8")


def test_a_line_of_predecessors_that_never_ends_is_named(tmp_path: Path, tenken: Callable[..., Said]) -> None:
    own(tmp_path, "club-8", "8", 'predecessor = "club@9"')
    own(tmp_path, "club-9", "9", 'predecessor = "club@8"')
    with pytest.raises(FileProblems) as stopped:
        editions.load_predecessor(editions.load(tmp_path / "club-9"), [tmp_path])
    assert stopped.value.problems[0].values["line"] == "club@9 → club@8 → club@9"
    said = tenken("checklist", "lint", ".")
    assert said.code == 3
    assert said.err.count("元に戻ります") == 2


def test_an_unknown_case_reference_or_standard_is_found(club: Checklist) -> None:
    first = replace(club.areas[0].questions[0], case="atlantis", refs={"appi": ("L24", "L9999"), "zodiac": ("1",)})
    area = replace(club.areas[0], questions=(first, *club.areas[0].questions[1:]))
    context = LintContext(checklist=replace(club, areas=(area, *club.areas[1:])), library=library.load([PLACE]))
    found = [(complaint.rule, complaint.values.get("reference")) for complaint in lint(context)]
    assert found == [("references_exist", "appi L9999"), ("references_exist", "zodiac 1"), ("cases_exist", None)]


def test_words_to_avoid_and_joined_questions_are_found(club: Checklist) -> None:
    from tenken.core.model import NO_TEXT

    first = replace(club.areas[0].questions[0], why=Text("漏洩が減ります。", "It prevents a data breach."))
    second = replace(club.areas[0].questions[1], text=Text("教え、確かめていますか。", "Is it taught and checked?"))
    area = replace(club.areas[0], questions=(first, replace(second, means_partial=NO_TEXT)))
    context = LintContext(checklist=replace(club, areas=(area, *club.areas[1:])), library=library.load([PLACE]))
    found = {complaint.rule for complaint in lint(context)}
    assert {"one_term_for_one_thing", "one_thing_at_a_time"} <= found


@pytest.mark.parametrize(
    ("released", "held"),
    [(date(2026, 11, 26), False), (date(2026, 11, 27), True), (None, True)],
    ids=["before", "on the day", "not released"],
)
def test_a_term_with_a_day_holds_for_editions_from_that_day_on(
    club: Checklist, released: date | None, *, held: bool
) -> None:
    term = Term(id="pc", name=Text("PC", "PC"), avoid_ja=("パソコン",), since=date(2026, 11, 27))
    area = replace(club.areas[0], intro=Text("パソコンの話です。", "About PCs."))
    checklist = replace(club, released=released, areas=(area, *club.areas[1:]))
    found = [
        (complaint.part, complaint.path)
        for complaint in lint(LintContext(checklist=checklist, library=Library(terms=(term,))))
        if complaint.rule == "one_term_for_one_thing"
    ]
    assert found == ([(area.id, ("intro", "ja"))] if held else [])


def test_the_report_tells_the_case_and_the_lighter_way_where_it_applies(assess: Assess) -> None:
    checklist, assessment = assess("[answers.people-01]\nstatus = 'no'\n")
    beside = library.load([PLACE])
    light = next(i for s in beside.standards if s.key == "appi" for i in s.items if i.light)
    first = replace(checklist.areas[0].questions[0], case="urawa-2017", refs={"appi": (light.id,)})
    area = replace(checklist.areas[0], questions=(first, *checklist.areas[0].questions[1:]))
    checklist = replace(checklist, areas=(area, *checklist.areas[1:]), light_when=("website",))
    for small, expected in ((True, True), (False, False)):
        profile = replace(assessment, profile={"website": small})
        report = build(checklist, profile, content_digest="sha256:0", version="0", library=beside)
        page = re.sub(r"<[^>]+>", "", report_html(report, Words("ja")).decode())
        assert (light.light.ja in page) == expected
        assert beside.cases["urawa-2017"].what.ja in page
