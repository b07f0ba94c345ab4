"""What is missing, how urgent it is, and when it is due."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from tenken.core.model import Assessment, Checklist
from tenken.core.scoring.gaps import find
from tenken.core.scoring.roadmap import Phase, phase_of, plan
from tenken.core.scoring.score import score

Assess = Callable[[str], tuple[Checklist, Assessment]]

MIXED = """
[answers.people-01]
status = "partial"
[answers.people-02]
status = "no"
action = { owner = "木村", due = 2026-10-31, moved = [2026-06-30] }
[answers.machines-01]
status = "yes"
"""


def test_gaps_come_in_order_of_weight_shortfall_critical_and_effort(assess: Assess) -> None:
    gaps = find(score(*assess(MIXED)))
    assert [(gap.question.id, gap.priority) for gap in gaps] == [
        ("people-01", Fraction(4)),  # 4 × ½ × 2 ÷ 1 (hours)
        ("people-02", Fraction(1)),  # 2 × 1 × 1 ÷ 2 (days)
        ("machines-02", Fraction(3, 4)),  # 3 × 1 × 1 ÷ 4 (weeks), not answered
    ]
    assert gaps[2].status is None


def test_yes_and_na_are_no_gaps(assess: Assess) -> None:
    text = "".join(
        f"[answers.{name}]\nstatus = '{status}'\nnote = 'none'\n"
        for name, status in [("people-01", "yes"), ("people-02", "na"), ("machines-01", "yes"), ("machines-02", "yes")]
    )
    assert find(score(*assess(text))) == ()


def test_equal_priority_keeps_the_order_of_the_checklist(assess: Assess) -> None:
    gaps = find(score(*assess("")))
    assert [gap.question.id for gap in gaps] == ["machines-01", "people-01", "people-02", "machines-02"]


def test_a_promise_wins_over_the_computed_date_and_can_be_overdue(assess: Assess) -> None:
    checklist, assessment = assess(MIXED)
    steps = {step.gap.question.id: step for step in plan(find(score(checklist, assessment)), assessment)}
    promised, computed = steps["people-02"], steps["people-01"]
    assert (promised.owner, promised.due, promised.overdue, promised.moved) == (
        "木村",
        date(2026, 10, 31),
        True,
        (date(2026, 6, 30),),
    )
    assert (computed.owner, computed.due, computed.promised) == (None, date(2026, 12, 4), False)


@pytest.mark.parametrize(
    ("days", "phase"),
    [(-5, Phase.MONTH), (30, Phase.MONTH), (31, Phase.QUARTER), (90, Phase.QUARTER), (91, Phase.YEAR)],
)
def test_the_roadmap_has_three_phases(days: int, phase: Phase) -> None:
    assert phase_of(days) is phase
