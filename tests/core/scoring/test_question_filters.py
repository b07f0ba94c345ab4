"""The lists of an assessment: which question stands on which."""

from collections.abc import Callable

import pytest

from tenken.core.model import Assessment, Checklist
from tenken.core.scoring.question_filters import QuestionFilter, filtered
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
    ("question_filter", "ids"),
    [
        (QuestionFilter.ALL, ["people-01", "people-02", "machines-01", "machines-02"]),
        (QuestionFilter.WAITING, ["people-02", "machines-02"]),
        (QuestionFilter.OPEN, ["machines-02"]),
        (QuestionFilter.UNCONFIRMED, ["people-02"]),
        (QuestionFilter.CRITICAL, ["people-01"]),
        (QuestionFilter.STALE, ["people-01"]),
    ],
)
def test_which_question_stands_on_which_list(assess: Assess, question_filter: QuestionFilter, ids: list[str]) -> None:
    checklist, assessment = assess(ANSWERS)
    card = score(checklist, assessment)
    assert [item.question.id for item in filtered(card, question_filter, assessment.date)] == ids
    if question_filter is QuestionFilter.CRITICAL:
        assert [item.question.id for item in card.critical_open] == ids
