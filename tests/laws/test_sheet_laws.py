"""Laws of the Excel channel: what is written is what is read, and what is filled in is what is taken."""

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.ask.sheet.excel import Paper, after, read, written
from tests.ask.sheet.test_sheet import HOSTILE
from tests.conftest import TODAY, rounds
from tests.laws.test_file_laws import ANSWERS, FREE, QUESTIONS

from tenken.core.model import (
    Action,
    Answer,
    Assessment,
    AssessmentKind,
    Assessor,
    Checklist,
    Depth,
    Organisation,
    Status,
)
from tenken.store.validation.sanitize import clean
from tenken.words import LANGUAGES, Language, Words

NAMES = (FREE | st.sampled_from(HOSTILE)).map(lambda text: clean(text)[:200]).filter(lambda text: bool(text.strip()))
GIVEN = st.dictionaries(st.sampled_from(QUESTIONS), ANSWERS)


@st.composite
def assessments_of(draw: st.DrawFn, club: Checklist) -> Assessment:
    return Assessment(
        checklist="club@1",
        digest=club.digest,
        kind=draw(st.sampled_from(AssessmentKind)),
        depth=draw(st.sampled_from(Depth)),
        date=TODAY,
        organisation=Organisation(name=draw(NAMES)),
        assessor=Assessor(name=draw(st.none() | NAMES)),
        profile=draw(st.sampled_from([{}, {"website": True}])),
        answers=draw(GIVEN),
    )


def heard(answer: Answer) -> tuple[Any, ...]:
    """What a sheet says of an answer, in whatever order its evidence stands."""

    def tidy(text: str | None) -> str | None:
        return (text or "").strip() or None

    action = answer.action or Action()
    evidence = {(tidy(piece.what), tidy(piece.file), piece.dated) for piece in answer.evidence}
    status = answer.status if answer.confirmed else None
    return status, tidy(answer.note), tidy(action.owner), action.due, evidence


@given(data=st.data(), lang=st.sampled_from(LANGUAGES))
def test_what_is_written_is_what_is_read(club: Checklist, data: st.DataObject, lang: Language) -> None:
    assessment = data.draw(assessments_of(club))
    outcome = read(written(club, assessment, lang), club, assessment)
    assert not outcome.refused
    assert not outcome.told


@settings(max_examples=rounds(12, 1000))
@given(data=st.data(), lang=st.sampled_from(LANGUAGES))
def test_what_is_filled_in_is_what_is_taken(club: Checklist, data: st.DataObject, lang: Language) -> None:
    assessment, wanted = data.draw(assessments_of(club)), data.draw(GIVEN)
    everything = repr((assessment, wanted))
    assume("\\uffff" not in everything and "\\ufffe" not in everything)  # XML has no way to write them
    paper = Paper(written(club, assessment, lang))
    waiting = [
        name for name, answer in assessment.answers.items() if answer.status is Status.NA and not answer.confirmed
    ]
    assume(all(name in wanted for name in waiting))  # last year's reason cannot be taken away before it is confirmed
    here = [str(row[0].value) for row in paper.list.iter_rows(min_row=5)]
    for question_id in here:
        paper.answer(club, question_id, wanted.get(question_id, Answer()), Words(lang))
    outcome = read(paper.content, club, assessment)
    assert not outcome.refused
    now = after(assessment, outcome)
    for question_id in QUESTIONS:
        expected = wanted.get(question_id, Answer()) if question_id in here else assessment.answer(question_id)
        assert heard(now.answer(question_id)) == heard(expected)
    again = read(paper.content, club, now)
    assert not again.answers
