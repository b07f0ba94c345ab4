"""Laws of the offline form: what is handed out is what is read, and what is filled in is what is taken."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.ask.form.conftest import handout_of
from tests.conftest import TODAY
from tests.laws.test_file_laws import QUESTIONS
from tests.laws.test_sheet_laws import GIVEN, assessments_of, heard

from tenken.ask.form.read import understand
from tenken.ask.form.script_data import document, of_page
from tenken.core.merge.incoming import MergeResult, take
from tenken.core.merge.three_way import Stamp
from tenken.core.model import Answer, Assessment, Checklist
from tenken.store.assessment import editor
from tenken.store.assessment.document import identity
from tenken.store.incoming import saved_form


def read(saved: dict[str, Any], checklist: Checklist, assessment: Assessment) -> MergeResult:
    """What reading a saved form into an assessment comes to."""
    filled = saved_form.parse(json.dumps(saved).encode(), "a.json")
    whose = (identity(assessment), assessment.organisation.name)
    returned = understand(filled, checklist, *whose, "a.json")
    return take(
        returned,
        checklist,
        assessment,
        decide=lambda _: None,
        stamp=Stamp(TODAY, returned.by),
        check=lambda question_id, answer: editor.faults(question_id, answer, TODAY),
    )


def untouched(club: Checklist, assessment: Assessment) -> dict[str, Any]:
    told = of_page(handout_of(club, assessment), "a")
    return {**told["head"], "facts": told["base"]["facts"], "answers": told["base"]["answers"], "base": told["base"]}


@given(data=st.data())
def test_what_is_handed_out_is_what_is_read(club: Checklist, data: st.DataObject) -> None:
    assessment = data.draw(assessments_of(club))
    outcome = read(untouched(club, assessment), club, assessment)
    assert (outcome.refused, outcome.told, outcome.stated, outcome.answers) == ((), (), (), {})


@given(data=st.data(), facts=st.dictionaries(st.just("website"), st.booleans()))
def test_what_is_filled_in_is_what_is_taken(club: Checklist, data: st.DataObject, facts: dict[str, bool]) -> None:
    assessment, wanted = data.draw(assessments_of(club)), data.draw(GIVEN)
    wanted = {name: Answer() for name in assessment.answers} | wanted
    saved = untouched(club, assessment)
    said = {name: document(answer) for name, answer in wanted.items() if name in saved["answers"]}
    saved["answers"] = {**saved["answers"], **said}
    saved["facts"] = {**saved["facts"], **facts}
    outcome = read(saved, club, assessment)
    refused = {problem.where for problem in outcome.refused}
    now = {**assessment.answers, **outcome.answers}
    for question_id in QUESTIONS:
        if club.numbers()[question_id] in refused:  # a reason that is taken away from an answer that still needs it
            assert assessment.answers[question_id].status == "na"
            continue
        expected = wanted.get(question_id) if question_id in saved["answers"] else assessment.answer(question_id)
        assert heard(now.get(question_id, Answer())) == heard(expected or Answer())
    assert {**assessment.profile, **outcome.facts} == {**assessment.profile, **facts}
