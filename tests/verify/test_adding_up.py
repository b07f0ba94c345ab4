"""The figures of a report that carries no answers: total, grade and counts have to follow from the areas."""

import json
from typing import Any

import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken.core.model import Checklist
from tenken.core.report.sections import ReportProfile
from tenken.render.report import as_json
from tenken.store import years
from tenken.verify.recompute import adds_up
from tenken.words import Words


def figures(name: str) -> tuple[dict[str, Any], Checklist]:
    year = years.load(EXAMPLES / name, PLACES, TODAY)
    report = years.report_of(year, PLACES, profile=ReportProfile.ATTESTATION)
    return json.loads(as_json.inside(report, Words("ja"))), year.checklist


@pytest.mark.parametrize("name", ["2023.toml", "2024.toml", "2025.toml", "2026.toml", "2026-draft.toml"])
def test_figures_add_up_in_every_year_and_in_a_draft(name: str) -> None:
    told, checklist = figures(name)
    assert adds_up(told, checklist)
    del told["every_critical_in_place"]  # as in the first form
    assert adds_up(told, checklist)


@pytest.mark.parametrize(
    "changes",
    [
        {"score": 61},
        {"exact": "61/100"},
        {"exact": None},
        {"grade": "A"},
        {"grade": "B"},
        {"grade": "D"},
        {"grade": None},
        {"grade": ["C"]},
        {"grade": "B", "grade_before_gate": "B"},
        {"coverage": {"answered": 78, "applicable": 78, "total": 78}},
        {"coverage": {"answered": 73, "applicable": 73, "total": 73}},
        {"coverage": 73},
        {"statuses": {}},
        {"statuses": {"yes": 47, "partial": 23, "no": 0, "unknown": 0, "na": 5, "unanswered": 0}},
        {"areas": []},
        {"areas": 7},
        {"areas": [{}]},
        {"areas": [{"id": "policy", "exact": "1/0", "answered": 1, "applicable": 1}]},
    ],
    ids=str,
)
def test_figures_that_do_not_add_up_are_not_believed(changes: dict[str, Any]) -> None:
    told, checklist = figures("2026.toml")
    assert not adds_up({**told, **changes}, checklist)


def test_a_grade_is_lowered_by_critical_questions_alone_and_only_as_far_as_the_edition_says() -> None:
    told, checklist = figures("2026.toml")
    for area in told["areas"]:
        area.update(exact="1/1", score=100)
    best = {**told, "exact": "1/1", "score": 100, "grade_before_gate": "A"}
    assert [adds_up({**best, "grade": grade}, checklist) for grade in "ABCD"] == [True, True, True, False]
    best["every_critical_in_place"] = True
    assert [adds_up({**best, "grade": grade}, checklist) for grade in "ABCD"] == [True, False, False, False]
