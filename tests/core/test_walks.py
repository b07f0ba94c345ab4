"""The lists of an assessment: which question stands on which."""

from collections.abc import Callable

import pytest

from tenken.core.model import Assessment, Checklist
from tenken.core.scoring.question_filters import Walk, on_walk
from tenken.core.scoring.score import score

Assess = Callable[[str], tuple[Checklist, Assessment]]

ANSWERS = """
[answers.people-01]
status = "partial"
[[answers.people-01.evidence]]
what = "署名"
dated = 2024-01-01
[answers.people-02]
status = "yes"
confirmed = false
[answers.machines-01]
status = "na"
note = "機械がない"
"""


@pytest.mark.parametrize(
    ("walk", "ids"),
    [
        (Walk.ALL, ["people-01", "people-02", "machines-01", "machines-02"]),
        (Walk.WAITING, ["people-02", "machines-02"]),
        (Walk.OPEN, ["machines-02"]),
        (Walk.UNCONFIRMED, ["people-02"]),
        (Walk.CRITICAL, ["people-01", "machines-01"]),
        (Walk.CAPPING, ["people-01"]),
        (Walk.STALE, ["people-01"]),
    ],
)
def test_which_question_stands_on_which_list(assess: Assess, walk: Walk, ids: list[str]) -> None:
    checklist, assessment = assess(ANSWERS)
    card = score(checklist, assessment)
    assert [item.question.id for item in on_walk(card, walk, assessment.date)] == ids
    if walk is Walk.CAPPING:
        assert {item.question.id for item in card.gate} == set(ids)
