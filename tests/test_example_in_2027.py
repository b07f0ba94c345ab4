"""The example's year 2026 renewed into the edition of 2027: what is carried, split and new; nothing else moves."""

from dataclasses import replace
from datetime import date

import pytest

from tenken import data
from tenken.core.model import Depth, Status
from tenken.core.scoring.applicability import asked
from tenken.core.scoring.score import score, scored, shown
from tenken.core.years.changes import ChangeKind
from tenken.core.years.comparison import compare
from tenken.core.years.lineage import MatchedBy, lineage
from tenken.store import years
from tenken.store.assessment import loader
from tenken.store.checklist import editions
from tests.conftest import EXAMPLES, PLACES

DAY = date(2027, 11, 15)
LAST = years.load(EXAMPLES / "2026.toml", PLACES, DAY)
EDITION = editions.load(data.folder("checklist") / "member-data-2027")


def remark(*_: object) -> str:
    return "2026"


def test_the_year_is_renewed_into_the_edition_that_is_out_by_then() -> None:
    edition, assessment = years.renewed(LAST, PLACES, DAY, remark)
    assert edition == EDITION
    assert assessment.date == DAY
    before, _ = years.renewed(LAST, PLACES, date(2026, 11, 26), remark)
    assert before.reference == "member-data@2026"


def test_every_answer_is_carried_to_what_came_of_its_question_and_has_to_be_confirmed() -> None:
    edition, this = years.renewed(LAST, PLACES, DAY, remark)
    here = {question.id for _, question in asked(edition, this)}
    known = {key for key, answer in LAST.assessment.answers.items() if answer.status}
    for child, parents in lineage(edition, LAST.checklist).items():
        if child in here and set(parents) & known:
            answer = this.answer(child)
            assert answer.status is None or not answer.confirmed, child
            assert answer.status == LAST.assessment.answer(parents[0]).status, child
    assert score(edition, this).tally.answered == 0


@pytest.mark.parametrize("depth", Depth)
def test_the_steps_between_the_two_years_add_up(depth: Depth) -> None:
    edition, this = years.renewed(LAST, PLACES, DAY, remark)
    answered = {
        question.id: replace(
            this.answer(question.id), status=this.answer(question.id).status or Status.NO, confirmed=True
        )
        for _, question in edition.questions
    }
    this = replace(this, depth=depth, answers=answered)
    last, now = scored(LAST.checklist, LAST.assessment), scored(edition, this)
    found = compare(last, now)
    assert found.lineage.kinship is MatchedBy.TRACED
    assert sum(step.effect for step in found.steps) == (now.scorecard.score or 0) - (last.scorecard.score or 0)
    assert found.of(ChangeKind.NEW)


def test_last_years_file_still_has_last_years_score() -> None:
    checklist, assessment = loader.load(EXAMPLES / "2026.toml", PLACES, DAY)
    card = score(checklist, assessment)
    assert (checklist.reference, card.grade, shown(card.score)) == ("member-data@2026", "C", 60)
