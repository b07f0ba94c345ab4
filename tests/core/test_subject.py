"""What changing an assessment's subject does: questions come and go, answers stay, facts follow from figures."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import TODAY

from tenken import data
from tenken.core.model import (
    Answer,
    Assessment,
    AssessmentKind,
    Checklist,
    Depth,
    Exposure,
    Organisation,
    Status,
    same_firm,
)
from tenken.core.scoring.applicability import asked, every_fact, holds, lighter
from tenken.core.subject import changed_subject
from tenken.store.assessment.document import identity
from tenken.store.checklist import editions

EDITION = editions.load(data.folder("checklist") / "member-data-2027")
IDS = [question.id for _, question in EDITION.questions]
FIRM = Organisation(name="北浜テニススクール", id="0123456789abcdef")


def assessment_of(checklist: Checklist, **said: Any) -> Assessment:
    begun = Assessment(
        checklist=checklist.reference,
        digest=checklist.digest,
        kind=AssessmentKind.SELF,
        depth=Depth.STANDARD,
        date=TODAY,
        organisation=FIRM,
    )
    return replace(begun, **said)


subjects = st.builds(
    lambda depth, employees, persons, profile: {
        "depth": depth,
        "organisation": replace(FIRM, employees=employees),
        "exposure": None if persons is None else Exposure(persons=persons),
        "profile": profile,
    },
    st.sampled_from(Depth),
    st.none() | st.integers(0, 300),
    st.none() | st.integers(0, 20_000),
    st.dictionaries(st.sampled_from([fact.id for fact in EDITION.facts]), st.booleans()),
)
answers = st.dictionaries(
    st.sampled_from(IDS), st.sampled_from(Status).map(lambda status: Answer(status=status, note="x")), max_size=30
)


@given(before=subjects, after=subjects, answered=answers)
def test_what_comes_in_and_goes_is_the_difference_of_what_is_asked(
    before: dict[str, Any], after: dict[str, Any], answered: dict[str, Answer]
) -> None:
    one, other = (assessment_of(EDITION, **side, answers=answered) for side in (before, after))
    change = changed_subject(EDITION, one, other)
    was, now = ({question.id for _, question in asked(EDITION, side)} for side in (one, other))
    assert {item.question.id for item in change.added} == now - was
    assert {item.question.id for item in change.removed} == was - now
    counted = {key for key, answer in answered.items() if answer.status}
    assert change.kept == len(counted & was & now)
    assert change.set_aside == len(counted & (was - now))
    assert change.brought_back == len(counted & (now - was))
    assert change.after.assessment.answers == answered
    assert changed_subject(EDITION, other, one).added == change.removed


def test_a_fact_switches_questions_on_and_another_switches_one_off() -> None:
    for fact, question_id, when in (("cameras", "data-12", True), ("no-entrusted-data", "incident-17", False)):
        for holding in (True, False):
            here = assessment_of(EDITION, depth=Depth.FULL, profile={fact: holding})
            assert (question_id in {question.id for _, question in asked(EDITION, here)}) == (holding is when)
            state = next(state for state in every_fact(EDITION, here) if state.fact.id == fact)
            assert state.questions == 1


@pytest.mark.parametrize(
    ("employees", "persons", "few"),
    [(100, 5_000, (True, True)), (101, 5_001, (False, False)), (0, 0, (True, True)), (None, None, (None, None))],
)
def test_whether_a_firm_is_small_follows_from_its_figures(
    employees: int | None, persons: int | None, few: tuple[bool | None, bool | None]
) -> None:
    firm = assessment_of(EDITION, organisation=replace(FIRM, employees=employees), exposure=Exposure(persons=persons))
    states = {state.fact.id: state for state in every_fact(EDITION, firm)}
    assert (states["few-employees"].follows, states["few-persons"].follows) == few
    assert [holds(EDITION, firm, fact) for fact in ("few-employees", "few-persons")] == [bool(one) for one in few]
    assert not any(state.contradicted for state in states.values())


def test_what_the_file_says_counts_and_its_contradiction_is_known() -> None:
    firm = assessment_of(
        EDITION, organisation=replace(FIRM, employees=5), profile={"few-employees": False, "no-entrusted-data": True}
    )
    state = next(state for state in every_fact(EDITION, firm) if state.fact.id == "few-employees")
    assert (state.holds, state.follows, state.contradicted, state.derived) == (False, True, True, False)
    agreed = replace(firm, profile={"no-entrusted-data": True}, exposure=Exposure(persons=10))
    assert not lighter(EDITION, firm)
    assert lighter(EDITION, agreed)
    change = changed_subject(EDITION, firm, agreed)
    assert change.lighter == (False, True)
    assert (change.added, change.removed, change.contradicted) == ((), (), ())


def test_a_firm_is_known_by_its_id_and_without_one_by_its_name() -> None:
    one = Organisation(name="北浜", id="a" * 16)
    assert same_firm(one, replace(one, name="北浜テニスクラブ"))
    assert not same_firm(one, replace(one, id="b" * 16))
    assert same_firm(one, Organisation(name=" 北浜 "))
    assert not same_firm(one, Organisation(name="南浜"))


def test_a_corrected_name_leaves_the_identity_where_there_is_an_id() -> None:
    known = assessment_of(EDITION)
    renamed = replace(known, organisation=replace(FIRM, name="北浜テニスクラブ"))
    assert identity(known) == identity(renamed)
    assert not changed_subject(EDITION, known, renamed).parted
    unknown, renamed = (replace(side, organisation=replace(side.organisation, id=None)) for side in (known, renamed))
    assert identity(unknown) != identity(renamed)
    assert changed_subject(EDITION, unknown, renamed).parted
    branch = replace(known, organisation=replace(FIRM, id="f" * 16))
    assert identity(known) != identity(branch)


def test_the_identity_of_a_file_without_an_id_is_that_of_every_earlier_version() -> None:
    """A sheet that was handed out before files had ids carries this digest."""
    edition = editions.load(data.folder("checklist") / "member-data-2026")
    plain = assessment_of(edition, organisation=Organisation(name="北浜テニススクール"))
    assert identity(plain) == "sha256:e28b1fbed9ffd4220d768decabcfeb42ed8f88b6164ccbd12b56b65ddd0882de"


def test_a_fact_that_questions_depend_on_is_only_what_the_file_says() -> None:
    """An earlier file of such an edition would otherwise be asked other questions, and its score change."""
    area = EDITION.areas[0]
    edition = replace(EDITION, areas=(replace(area, when="few-employees"), *EDITION.areas[1:]))
    firm = assessment_of(edition, organisation=replace(FIRM, employees=5))
    assert not holds(edition, firm, "few-employees")
    assert area.id not in {one.id for one, _ in asked(edition, firm)}
    assert holds(EDITION, firm, "few-employees")
