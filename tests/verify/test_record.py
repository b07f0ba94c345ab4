"""The record inside a PDF: today's, one of an earlier version, and what of either cannot be changed unseen."""

import json
import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY
from tests.verify.earlier import Record, first_form

from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.score import scored
from tenken.core.years.comparison import compare
from tenken.render.report import as_json
from tenken.store import years
from tenken.store.checklist import editions
from tenken.verify.record import RecordForm, form_of
from tenken.words import LANGUAGES, Language, Words

JA = Words("ja")


def report_of(profile: ReportProfile) -> Report:
    """The example of 2026 beside that of 2025."""
    last, this = (years.load(EXAMPLES / f"{year}.toml", PLACES, TODAY) for year in (2025, 2026))
    both = [scored(year.checklist, year.assessment) for year in (last, this)]
    between = editions.between(last.checklist, this.checklist, PLACES)
    found = compare(both[0], both[1], between)
    return years.report_of(this, PLACES, profile=profile, last=last, comparison=found, carries=True)


@pytest.fixture(scope="module")
def full() -> Report:
    return report_of(ReportProfile.FULL)


def earlier(report: Report, words: Words = JA) -> Record:
    answers = tomllib.loads((EXAMPLES / "2026.toml").read_text("utf-8"))["answers"]
    return first_form(today(report, words), answers, report.checklist)


def today(report: Report, words: Words = JA) -> Record:
    told: Record = json.loads(as_json.inside(report, words))
    return told


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("profile", [ReportProfile.FULL, ReportProfile.OWNER])
def test_a_record_is_known_in_todays_form_and_in_the_first(profile: ReportProfile, lang: Language) -> None:
    report, words = report_of(profile), Words(lang)
    now, then = today(report, words), earlier(report, words)
    assert [gap["due"] for gap in now["gaps"]] != [gap["due"] for gap in then["gaps"]]
    assert form_of(now, report, words) is RecordForm.TODAY
    assert form_of(then, report, words) is RecordForm.EARLIER
    assert form_of({**then, "tenken": "0.0.9"}, report, words) is RecordForm.EARLIER


FORGED: dict[str, Callable[[Record], Any]] = {
    "evidenced": lambda told: told.update(evidenced=90),
    "range": lambda told: told.update(range=[60, 90]),
    "coverage": lambda told: told["coverage"].update(answered=78),
    "gate": lambda told: told["gate"].clear(),
    "grade_before_gate": lambda told: told.update(grade_before_gate="A"),
    "draft": lambda told: told.update(draft=True),
    "statuses": lambda told: told["statuses"].update(no=0),
    "gap left out": lambda told: told["gaps"].pop(),
    "gap status": lambda told: told["gaps"][0].update(status="partial"),
    "gap kept": lambda told: told["gaps"][0].update(overdue=not told["gaps"][0]["overdue"]),
    "gap promised": lambda told: told["gaps"][-1].update(promised=not told["gaps"][-1]["promised"]),
    "gap owner": lambda told: told["gaps"][0].update(owner="somebody"),
    "moved days": lambda told: next(gap for gap in told["gaps"] if gap["moved"])["moved"].clear(),
    "promise's day": lambda told: next(gap for gap in told["gaps"] if gap["promised"]).update(due="2027-01-01"),
    "proposal's day": lambda told: next(gap for gap in told["gaps"] if not gap["promised"]).update(due="2027-01-01"),
    "cost": lambda told: told["cost"].clear(),
    "answer": lambda told: told["answers"][0].update(status="no"),
    "answer's note": lambda told: told["answers"][0].update(note=""),
    "unanswered": lambda told: told["unanswered"].append("policy-01"),
    "organisation": lambda told: told.update(organisation="somebody"),
    "signoff": lambda told: told.update(signoff={"assessor": "somebody"}),
    "left out": lambda told: told.pop("statuses"),
    "part of a form": lambda told: told.update(issued=None),
}


@pytest.mark.parametrize("name", FORGED)
def test_no_member_of_an_earlier_record_can_be_changed_unseen(full: Report, name: str) -> None:
    told = earlier(full)
    FORGED[name](told)
    assert form_of(told, full, JA) is RecordForm.NONE


def test_the_days_of_one_form_do_not_fit_the_other(full: Report) -> None:
    then, now = earlier(full), today(full)
    for one, other in zip(then["gaps"], now["gaps"], strict=True):
        one["due"], other["due"] = other["due"], one["due"]
    assert form_of(then, full, JA) is RecordForm.NONE
    assert form_of(now, full, JA) is RecordForm.NONE


def test_a_record_that_holds_more_is_told_apart_unless_it_differs_too(full: Report) -> None:
    told = today(full)
    told["certified"] = True
    told["gaps"][0]["more"] = [1]
    assert form_of(told, full, JA) is RecordForm.NEWER
    told["gaps"][0]["due"] = "2027-01-02"
    assert form_of(told, full, JA) is RecordForm.NONE
