"""The shipped editions: released ones never change, lineage is real, every statement of the sources is reachable."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import tomli

from tenken import data
from tenken.ask.subject.begin import blank
from tenken.core.lint import LintContext, lint
from tenken.core.model import Checklist, Depth
from tenken.core.scoring.applicability import asked
from tenken.core.years.lineage import lineage
from tenken.store.checklist import editions, library
from tenken.words import UNDATED
from tests.years import retired

PLACE = data.folder("checklist")
LIBRARY = library.load([PLACE])
STATEMENTS = tomli.loads((Path(__file__).parent / "cases" / "statements.toml").read_text(encoding="utf-8"))["statement"]

RELEASED = {
    "member-data@2025": "sha256:43dac2894e801932ce16c0bcddfc228fa58fac975f7bb6919b75b261f32a950c",
    "member-data@2026": "sha256:f3c293444a712a38d7dc0ccd17f2b4fafc6999c43105ceba81863b09f310a99e",
    "member-data@2027": "sha256:dc77e8a4c48fe983eefc100c3e18caa139043bd8f792363258e1433300da620b",
}
"""Digests of released editions. A line here is a promise: it is added at a release and never changed."""


@pytest.fixture(scope="module")
def this() -> Checklist:
    return editions.load(PLACE / "member-data-2026")


@pytest.fixture(scope="module")
def last() -> Checklist:
    return editions.load(PLACE / "member-data-2025")


@pytest.fixture(scope="module")
def following() -> Checklist:
    return editions.load(PLACE / "member-data-2027")


@pytest.mark.parametrize("folder", editions.find([PLACE]), ids=lambda folder: str(folder.name))
def test_a_released_edition_never_changes(folder: Path) -> None:
    checklist = editions.load(folder)
    assert (checklist.released is not None) == (checklist.reference in RELEASED)
    assert RELEASED.get(checklist.reference, checklist.digest) == checklist.digest


def test_every_edition_is_clean(last: Checklist, this: Checklist, following: Checklist) -> None:
    assert lint(LintContext(checklist=last, library=LIBRARY)) == ()
    assert lint(LintContext(checklist=this, predecessor=last, library=LIBRARY)) == ()
    assert lint(LintContext(checklist=following, predecessor=this, library=LIBRARY)) == ()


def test_the_edition_of_2026_has_its_counts(this: Checklist) -> None:
    questions = [question for _, question in this.questions]
    counts = [sum(depth.includes(question.tier) for question in questions) for depth in Depth]
    assert (len(this.areas), counts) == (12, [35, 78, 119])
    assert sum(question.critical for question in questions) == 44
    assert len({question.case for question in questions if question.case}) == 4
    assert sum(question.case is not None for question in questions) >= 40


def test_the_edition_of_2027_has_its_counts(following: Checklist) -> None:
    counts = [sum(depth.includes(question.tier) for _, question in following.questions) for depth in Depth]
    assert (len(following.areas), counts) == (12, [60, 108, 133])
    assert sum(question.critical for _, question in following.questions) == 50


def test_every_critical_question_of_2027_is_quick(following: Checklist) -> None:
    assert {question.tier for _, question in following.questions if question.critical} == {Depth.QUICK}


@pytest.mark.parametrize(("true", "least", "most"), [(False, 30, 35), (True, 55, 60)], ids=["none", "all"])
def test_quick_stays_short_for_a_firm_of_any_kind(following: Checklist, least: int, most: int, *, true: bool) -> None:
    firm = blank(following, date(2027, 1, 10), "0" * 16)
    facts = {fact.id: true for fact in following.facts}
    for entrusted in (True, False):
        profile = facts | {"no-entrusted-data": not entrusted}
        assert least <= len(list(asked(following, replace(firm, depth=Depth.QUICK, profile=profile)))) <= most


def test_what_2027_splits_comes_from_one_question_of_2026(following: Checklist, this: Checklist) -> None:
    parents = lineage(following, this)
    children: dict[str, list[str]] = {}
    for child, found in parents.items():
        for parent in found:
            children.setdefault(parent, []).append(child)
    assert {parent: found for parent, found in children.items() if len(found) > 1} == {
        "policy-11": ["policy-12", "policy-13"],
        "incident-13": ["incident-14", "incident-15", "incident-16"],
        "remote-04": ["software-13", "remote-08"],
    }
    assert retired(following, this) == ()
    assert [child for child, found in parents.items() if not found] == [
        *("web-12", "web-13", "access-13", "incident-17", "data-10", "data-11", "data-12"),
        *("mail-09", "mail-10", "mail-11"),
    ]


def test_no_text_of_2027_uses_a_word_that_was_given_up(following: Checklist) -> None:
    alone = lint(LintContext(checklist=following, library=LIBRARY))
    assert [complaint for complaint in alone if complaint.rule == "one_term_for_one_thing"] == []


def test_lineage_has_splits_merges_retired_and_reweighted_questions(this: Checklist, last: Checklist) -> None:
    parents = lineage(this, last)
    children = [parent for found in parents.values() for parent in found]
    assert len({parent for parent in children if children.count(parent) > 1}) >= 3
    assert sum(len(found) > 1 for found in parents.values()) >= 2
    assert len(retired(this, last)) >= 2
    weights = {question.id: question.weight for _, question in last.questions}
    assert (
        sum(question.id in weights and weights[question.id] != question.weight for _, question in this.questions) >= 1
    )


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda statement: str(statement["id"]))
def test_every_statement_of_the_source_texts_is_reachable(this: Checklist, statement: dict[str, object]) -> None:
    known = {question.id for _, question in this.questions}
    questions = statement.get("questions", [])
    assert isinstance(questions, list)
    assert set(questions) <= known
    assert statement.get("case", "alico-2009") in LIBRARY.cases
    assert questions or statement.get("case") or statement.get("figure")


def test_no_statement_is_missing() -> None:
    ids = [statement["id"] for statement in STATEMENTS]
    assert len(ids) == len(set(ids))
    wanted = [f"S000.{at:02}" for at in range(1, 26)] + [f"S001.{at:02}" for at in range(1, 12)]
    wanted += [f"S003.{at:02}" for at in range(1, 14)] + [f"S004.{at:02}" for at in range(1, 14)]
    wanted += ["S002.00", *(f"S002.01{part}" for part in "abcdef"), "S002.02a", "S002.02b", "S002.03a", "S002.03b"]
    wanted += ["S002.03c", "S002.04a", "S002.05a", "S002.05b", "S002.06a", "S002.06b", "S002.06c"]
    wanted += [f"S002.{at:02}" for at in range(7, 13)]
    assert sorted(ids) == sorted(wanted)


def test_every_case_is_told_with_its_course_its_figures_and_its_sources() -> None:
    assert set(LIBRARY.cases) == {"alico-2009", "aig-edison-2009", "porsche-2018", "urawa-2017", "member-article"}
    for case in LIBRARY.cases.values():
        assert case.year == UNDATED or (case.timeline and case.figures)
        assert case.sources
        assert case.short.ja
        assert case.short.en


def test_every_standard_is_dated_and_names_its_source() -> None:
    assert {standard.key for standard in LIBRARY.standards} == {"appi", "ipa25", "iso27001", "csf2", "cis", "scs3"}
    for standard in LIBRARY.standards:
        assert standard.source
        ids = [item.id for item in standard.items]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("edition", "page"), [("2026", "WEIGHTS-2026.md"), ("2027", "WEIGHTS.md")])
def test_the_reasons_for_weights_speak_of_every_question_as_it_is(edition: str, page: str) -> None:
    checklist = editions.load(PLACE / f"member-data-{edition}")
    text = (PLACE / page).read_text(encoding="utf-8")
    for _, question in checklist.questions:
        flag = "yes" if question.critical else "no"
        assert text.count(f"| {question.id} | {question.label.ja} | {question.weight} | {flag} |") == 1, question.id
    for area in checklist.areas:
        critical = sum(question.critical for question in area.questions)
        row = f"| {area.id} | {area.title.ja} | {area.weight} | {len(area.questions)} | {critical} |"
        assert text.count(row) == 1, area.id
    of_all = sum(question.critical for _, question in checklist.questions)
    assert f"{sum(1 for _ in checklist.questions)} questions in\n12 areas, {of_all} of them critical" in text


@pytest.mark.parametrize(
    ("day", "newest"),
    [
        ("2026-11-20", "2025"),
        ("2026-11-21", "2026"),
        ("2026-11-27", "2026"),
        ("2026-11-28", "2027"),
        ("2030-01-01", "2027"),
    ],
)
def test_an_edition_is_taken_from_the_day_of_its_release_on(day: str, newest: str) -> None:
    assert editions.newest([PLACE], date.fromisoformat(day)).edition == newest
