"""Four years of the example: progress, one relapse, slipped promises, a question left out, evidence gone stale."""

from itertools import pairwise

from tenken.core.model import Status
from tenken.core.scoring.evidence_validity import EvidenceValidity, validity
from tenken.core.scoring.score import scored
from tenken.core.years.changes import ChangeKind
from tenken.core.years.comparison import compare
from tenken.core.years.promises import PromiseOutcome
from tenken.core.years.trend import follow
from tenken.store.assessment import loader
from tests.conftest import EXAMPLES, PLACES, TODAY

YEARS = [scored(*loader.load(EXAMPLES / f"{year}.toml", PLACES, TODAY)) for year in (2023, 2024, 2025, 2026)]
TREND = follow(YEARS, [()] * 3)


def test_each_year_is_better_than_the_one_before_and_more_of_it_can_be_shown() -> None:
    for first, second in pairwise(TREND.points):
        assert (first.card.score or 0) < (second.card.score or 0)
        assert (first.like_for_like or 0) < (second.like_for_like or 0)
        assert (first.card.evidenced or 0) < (second.card.evidenced or 0)
    assert TREND.common >= 25
    assert not TREND.by_id_only


def test_one_critical_question_fell_and_only_in_the_last_year() -> None:
    fallen = [[change.question.id for change in found.fell_critical] for found in TREND.comparisons]
    assert fallen == [[], [], ["policy-05"]]
    assert [len(found.of(ChangeKind.WORSENED)) for found in TREND.comparisons] == [0, 0, 2]


def test_promises_were_kept_put_off_and_forgotten() -> None:
    found = compare(YEARS[2], YEARS[3])
    slipped = {promise.question.id: promise for promise in found.promised(PromiseOutcome.SLIPPED)}
    assert slipped["encryption-01"].times == 2
    assert slipped["access-c4"].days_late == 45
    assert [promise.question.id for promise in found.promised(PromiseOutcome.DROPPED)] == ["web-c1"]
    assert sum(promise.in_time for promise in found.promised(PromiseOutcome.KEPT)) >= 3


def test_a_question_became_not_applicable_with_its_reason() -> None:
    change = next(c for c in compare(YEARS[2], YEARS[3]).changes if c.question.id == "encryption-02")
    assert (change.kind, change.this.status) == (ChangeKind.NO_LONGER_APPLICABLE, Status.NA)
    assert YEARS[3].assessment.answer("encryption-02").note


def test_some_evidence_went_stale_in_every_year() -> None:
    for year in YEARS:
        ages = [
            validity(piece, item.question, year.assessment.date)
            for item in year.scorecard.questions
            for piece in item.answer.evidence
        ]
        assert EvidenceValidity.STALE in ages
        assert EvidenceValidity.AHEAD not in ages


def test_some_questions_never_closed() -> None:
    never = [entry.question.id for entry in TREND.long_open if entry.never_closed and entry.years == 4]
    assert {"web-06", "software-05", "incident-10", "encryption-01"} <= set(never)
