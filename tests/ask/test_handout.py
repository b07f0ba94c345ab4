"""What is handed out: everything, or the share of one person; and whose name stands in it to begin with."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.ask.form.conftest import handout_of

from tenken.ask.handout import asked_here, asked_now, scorecard
from tenken.core.model import Assessment, AssessmentKind, Assessor, Checklist
from tenken.core.scoring.score import score

Assess = Callable[[str], tuple[Checklist, Assessment]]


def test_a_share_asks_its_questions_and_counts_them_alone(assess: Assess) -> None:
    checklist, assessment = assess("[answers.people-01]\nstatus = 'yes'\n[answers.machines-01]\nstatus = 'no'\n")
    whole = handout_of(checklist, assessment)
    assert scorecard(whole) == score(checklist, assessment)
    assert not whole.partial
    share = replace(whole, only=frozenset({"machines-01", "machines-02"}))
    for asked in (asked_here, asked_now):
        assert [question.id for _, question in asked(share)] == ["machines-01", "machines-02"]
        assert len(asked(whole)) > 2
    card = scorecard(share)
    assert [item.question.id for item in card.questions] == ["machines-01", "machines-02"]
    assert [entry.area.id for entry in card.areas] == ["machines"]
    assert (card.tally.answered, card.tally.total) == (1, 2)
    assert card.areas[0].tally == card.tally


@pytest.mark.parametrize(
    ("assessed", "share", "expected"),
    [
        ((AssessmentKind.SELF, Assessor(name="北浜")), ("", None), "北浜"),
        ((AssessmentKind.SELF, Assessor(name="北浜", firm="北浜 クラブ")), ("", None), "北浜"),
        ((AssessmentKind.SELF, Assessor(name="堺", firm="堺事務所")), ("", None), ""),
        ((AssessmentKind.AUDIT, Assessor(name="堺")), ("", None), ""),
        ((AssessmentKind.SELF, Assessor(name="北浜")), ("システム担当", None), ""),
        ((AssessmentKind.SELF, Assessor(name="北浜")), ("", frozenset({"people-01"})), ""),
        ((AssessmentKind.SELF, Assessor()), ("", None), ""),
    ],
)
def test_the_name_is_that_of_who_assesses_their_own_firm_or_left_open(
    assess: Assess,
    assessed: tuple[AssessmentKind, Assessor],
    share: tuple[str, frozenset[str] | None],
    expected: str,
) -> None:
    (kind, assessor), (role, only) = assessed, share
    checklist, assessment = assess("")
    given = replace(assessment, kind=kind, assessor=assessor)
    assert replace(handout_of(checklist, given), role=role, only=only).respondent == expected
