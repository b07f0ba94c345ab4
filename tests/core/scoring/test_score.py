"""The arithmetic, on an edition small enough to check in one's head.

people (area weight 1): people-01 weight 4 critical, people-02 weight 2.
machines (area weight 3): machines-01 weight 5 critical, machines-02 weight 3, machines-03 weight 4 if there is a
website, machines-04 only at full depth.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tenken.core.model import Assessment, Checklist, Depth, Evidence
from tenken.core.scoring.evidence_validity import EvidenceValidity, add_months, validity
from tenken.core.scoring.score import Scorecard, Tally, score, shown

Assess = Callable[[str], tuple[Checklist, Assessment]]


def said(**statuses: str) -> str:
    """Answers as TOML: ``said(people_01="yes")``."""
    lines = []
    for key, status in statuses.items():
        lines.append(f"[answers.{key.replace('_', '-')}]\nstatus = {status!r}\nnote = 'none'\n")
    return "".join(lines)


ALL_YES = {"people_01": "yes", "people_02": "yes", "machines_01": "yes", "machines_02": "yes"}


def card(assess: Assess, **changes: str) -> Scorecard:
    return score(*assess(said(**{**ALL_YES, **changes})))


def test_everything_yes_is_100_and_an_a(assess: Assess) -> None:
    result = card(assess)
    assert (result.score, shown(result.score), result.grade, result.draft) == (Fraction(1), 100, "A", False)


def test_the_total_weighs_areas_and_not_questions(assess: Assess) -> None:
    result = card(assess, people_02="no", machines_02="partial")
    people, machines = Fraction(4, 6), Fraction(5 * 2 + 3, 8 * 2)
    assert [entry.tally.score for entry in result.areas] == [people, machines]
    assert result.score == (1 * people + 3 * machines) / 4


@pytest.mark.parametrize(
    ("status", "points"), [("yes", 100), ("partial", 66), ("no", 33), ("unknown", 33), ("na", 100)]
)
def test_each_status_has_its_value(assess: Assess, status: str, points: int) -> None:
    people = card(assess, people_01=status, people_02="yes").areas[0]
    assert shown(people.tally.score) == points


def test_unanswered_counts_nothing_and_says_draft(assess: Assess) -> None:
    result = score(*assess(said(people_01="yes", people_02="yes")))
    assert result.draft
    assert (shown(result.score), shown(result.best)) == (25, 100)
    assert (result.tally.answered, result.tally.applicable, result.tally.total) == (2, 4, 4)


def test_an_unconfirmed_answer_counts_as_unanswered(assess: Assess) -> None:
    text = said(**ALL_YES) + "confirmed = false\n"
    assert score(*assess(text)).tally.answered == 3


def test_a_verdict_counts_instead_of_the_answer(assess: Assess) -> None:
    text = said(**ALL_YES) + "[answers.machines-02.verdict]\nstatus = 'no'\nfinding = '鍵がない'\n"
    result = score(*assess(text))
    assert result.areas[1].tally.score == Fraction(5, 8)


def test_an_area_without_anything_applicable_has_no_score_and_no_weight(assess: Assess) -> None:
    result = card(assess, people_01="na", people_02="na", machines_02="no")
    assert result.areas[0].tally.score is None
    assert result.score == Fraction(5, 8)


def test_nothing_applicable_is_not_scored(assess: Assess) -> None:
    result = card(assess, **dict.fromkeys(ALL_YES, "na"))
    assert (result.score, shown(result.score), result.grade, result.best, result.evidenced) == (None,) * 5
    assert not result.draft


def test_the_profile_and_the_depth_decide_what_is_asked(assess: Assess) -> None:
    assert card(assess).tally.total == 4
    assert score(*assess("profile = { website = true }\n" + said(**ALL_YES))).tally.total == 5
    checklist, assessment = assess("profile = { website = true }\n")
    assert score(checklist, replace(assessment, depth=Depth.FULL)).tally.total == 6


@pytest.mark.parametrize(
    ("changes", "before", "grade", "gate"),
    [
        ({}, "A", "A", []),
        ({"people_02": "partial"}, "A", "A", []),
        ({"people_01": "partial"}, "A", "B", ["people-01"]),
        ({"people_01": "no"}, "B", "C", ["people-01"]),
        ({"people_01": "unknown"}, "B", "C", ["people-01"]),
        ({"people_01": "na"}, "A", "A", []),
        ({"people_01": "partial", "machines_01": "no"}, "D", "D", ["machines-01"]),
        ({"people_01": "no", "machines_01": "unknown"}, "D", "D", ["people-01", "machines-01"]),
    ],
)
def test_a_critical_question_caps_the_grade(
    assess: Assess, changes: dict[str, str], before: str, grade: str, gate: list[str]
) -> None:
    result = card(assess, **changes)
    assert (result.grade_before_gate, result.grade) == (before, grade)
    assert [item.question.id for item in result.gate] == gate


def test_an_unanswered_critical_question_caps_like_a_no(assess: Assess) -> None:
    result = score(*assess(said(people_02="yes", machines_01="yes", machines_02="yes")))
    assert (result.cap, [item.question.id for item in result.gate]) == ("C", ["people-01"])


@pytest.mark.parametrize(
    ("score_of", "expected"),
    [
        (None, None),
        (Fraction(0), 0),
        (Fraction(1, 100_000), 1),
        (Fraction(1, 100), 1),
        (Fraction(199, 10_000), 1),
        (Fraction(8999, 10_000), 89),
        (Fraction(9, 10), 90),
        (Fraction(99_999, 100_000), 99),
        (Fraction(1), 100),
    ],
)
def test_shown_is_rounded_down_but_never_hides_something(score_of: Fraction | None, expected: int | None) -> None:
    assert shown(score_of) == expected


def test_only_evidence_in_date_makes_an_answer_evidenced(assess: Assess) -> None:
    text = said(**ALL_YES).replace(
        "[answers.people-02]",
        "[[answers.people-01.evidence]]\nwhat = '署名'\ndated = 2026-01-10\n[answers.people-02]",
    )
    result = score(*assess(text + "[[answers.machines-01.evidence]]\nwhat = '画面'\ndated = 2026-10-01\n"))
    assert result.areas[0].tally.evidenced == Fraction(4, 6)
    assert result.areas[1].tally.evidenced == 0


@pytest.mark.parametrize(
    ("dated", "renew_months", "expected"),
    [
        (date(2025, 11, 20), 12, EvidenceValidity.VALID),
        (date(2025, 11, 19), 12, EvidenceValidity.STALE),
        (date(2026, 11, 20), 12, EvidenceValidity.VALID),
        (date(2026, 11, 21), 12, EvidenceValidity.AHEAD),
        (None, 12, EvidenceValidity.UNDATED),
        (None, None, EvidenceValidity.VALID),
        (date(2003, 1, 1), None, EvidenceValidity.VALID),
    ],
)
def test_the_age_of_evidence(
    club: Checklist, dated: date | None, renew_months: int | None, expected: EvidenceValidity
) -> None:
    base = club.areas[0].questions[0]
    question = replace(base, renew_months=renew_months)
    assert validity(Evidence(what="x", dated=dated), question, date(2026, 11, 20)) is expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 11, 20), 13, date(2027, 12, 20)),
    ],
)
def test_months_end_on_a_day_that_exists(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_tallies_add_up_field_by_field() -> None:
    left = Tally(total=3, na=1, answered=1, weight=5, open_weight=2, earned_halves=6, evidenced_halves=4)
    right = Tally(total=1, answered=1, weight=4, earned_halves=8)
    assert left + right == Tally(
        total=4, na=1, answered=2, weight=9, open_weight=2, earned_halves=14, evidenced_halves=4
    )
