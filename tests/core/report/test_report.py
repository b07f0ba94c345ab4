"""The one value in which everything a reader sees is gathered."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from tenken.core.model import Assessment, Checklist
from tenken.core.report.report import build
from tenken.core.scoring.evidence_validity import EvidenceValidity
from tenken.core.scoring.roadmap import Phase

Assess = Callable[[str], tuple[Checklist, Assessment]]

ANSWERS = """
[answers.people-01]
status = "no"
[[answers.people-01.evidence]]
what = "署名"
dated = 2025-01-31
[answers.people-02]
status = "partial"
[answers.machines-01]
status = "yes"
"""


def test_the_report_gathers_what_the_parts_say(assess: Assess) -> None:
    report = build(*assess(ANSWERS), content_digest="sha256:0", version="1")
    assert [step.gap.question.id for step in report.gaps] == ["people-01", "people-02"]
    assert [finding.question.id for finding in report.open] == ["machines-02"]
    assert report.statuses["yes"] == report.statuses["unanswered"] == report.areas[1].statuses["yes"] == 1
    assert report.critical_gaps == 1
    assert [step.gap.question.id for step in report.roadmap[Phase.MONTH]] == ["people-01"]
    evidence = report.areas[0].answers[0].evidence[0]
    assert (evidence.age, evidence.until) == (EvidenceValidity.STALE, date(2026, 1, 31))


def test_the_score_after_the_first_actions_is_computed_and_not_guessed(assess: Assess) -> None:
    report = build(*assess(ANSWERS), content_digest="sha256:0", version="1")
    assert report.score_after_first == (Fraction(1) + 3 * Fraction(5, 8)) / 4


def test_the_printed_arithmetic_leads_to_the_score(assess: Assess) -> None:
    report = build(*assess(ANSWERS), content_digest="sha256:0", version="1")
    total = report.arithmetic
    assert report.scorecard.score is not None
    assert total.product / total.weights == total.points == report.scorecard.score * 100
    assert [(row.earned, row.weight) for row in total.rows] == [(Fraction(1), 6), (Fraction(5), 8)]


def test_coverage_counts_items_that_questions_touch(assess: Assess) -> None:
    from tenken import data
    from tenken.store.checklist import library

    beside = library.load([data.folder("checklist")])
    report = build(*assess(ANSWERS), content_digest="sha256:0", version="1", library=beside)
    counts = {entry.standard.id: (entry.touched, entry.met, entry.open) for entry in report.coverage}
    assert counts["iso27001"] == (1, 0, 1)
    assert counts["csf2"] == (0, 0, 0)


def test_what_slipped_was_put_off_or_has_passed(assess: Assess) -> None:
    text = """
[answers.people-01]
status = "no"
action = { due = 2026-10-01 }
[answers.people-02]
status = "no"
action = { due = 2026-12-31, moved = [2026-06-30] }
[answers.machines-01]
status = "no"
action = { due = 2026-12-01 }
"""
    report = build(*assess(text), content_digest="sha256:0", version="1")
    assert [step.gap.question.id for step in report.overdue] == ["people-01"]
    assert [step.gap.question.id for step in report.gaps if step.moved] == ["people-02"]
    assert (report.plan.overdue, report.plan.put_off, report.plan.promised) == (1, 1, 3)
