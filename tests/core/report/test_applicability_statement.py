"""A statement of applicability: every item once, counts that add up, and a reason wherever an item is left out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import TODAY

from tenken import data
from tenken.ask.subject.begin import blank
from tenken.core.library import ReferenceItem, Standard
from tenken.core.model import Answer, Assessment, Depth, Status, Text
from tenken.core.report.applicability_statement import LeftOutBecause, Statement, statement_of
from tenken.core.scoring.score import score
from tenken.store.checklist import editions, library

PLACE = data.folder("checklist")
EDITION = editions.load(PLACE / "member-data-2027")
IDS = [question.id for _, question in EDITION.questions]
COMPLETE = [standard for standard in library.load([PLACE]).standards if standard.complete]
FIRM = blank(EDITION, TODAY, "0123456789abcdef")


def told(standard: Standard, assessment: Assessment) -> Statement:
    return statement_of(standard, EDITION, assessment, score(EDITION, assessment))


def test_the_lists_that_are_complete_have_all_their_items() -> None:
    counts = {standard.id: len(standard.items) for standard in COMPLETE}
    assert counts == {"ipa25": 25, "iso27001": 93, "scs3": 26 + 81}
    scs3 = next(standard for standard in COMPLETE if standard.id == "scs3")
    assert sum(item.id.count("-") == 3 for item in scs3.items) == 81


assessments = st.builds(
    lambda depth, profile, statuses: replace(
        FIRM,
        depth=depth,
        profile=profile,
        answers={key: Answer(status=status, note="x") for key, status in statuses.items()},
    ),
    st.sampled_from(Depth),
    st.dictionaries(st.sampled_from([fact.id for fact in EDITION.facts]), st.booleans()),
    st.dictionaries(st.sampled_from(IDS), st.sampled_from(Status), max_size=60),
)


@given(assessments, st.sampled_from(COMPLETE))
def test_counts_add_up_and_what_is_left_out_has_a_reason(assessment: Assessment, standard: Standard) -> None:
    statement = told(standard, assessment)
    assert [line.item.id for line in statement.lines] == [item.id for item in standard.items]
    for line in statement.lines:
        assert 0 <= line.met <= line.answered <= line.applicable <= len(line.questions)
        assert line.open == line.applicable - line.met
        assert bool(line.reasons) is not line.applies
        assert not line.fulfilled or (line.met == line.applicable > 0 and line.unasked == 0)


@pytest.mark.parametrize(
    ("question", "change", "because"),
    [
        ("card-06", {"profile": {"card": False}}, LeftOutBecause.FACT),
        ("incident-17", {"profile": {"no-entrusted-data": True}}, LeftOutBecause.FACT),
        ("policy-06", {"depth": Depth.QUICK}, LeftOutBecause.DEPTH),
        ("policy-01", {"answers": {"policy-01": Answer(status=Status.NA, note="理由")}}, LeftOutBecause.NOT_APPLICABLE),
        ("none", {}, LeftOutBecause.UNTOUCHED),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else "",
)
def test_each_reason_is_told_as_it_is(question: str, change: dict[str, object], because: LeftOutBecause) -> None:
    found = EDITION.question(question)
    only = next(iter(found.refs["iso27001"])) if found else "Z.9"
    alone = replace(
        EDITION,
        areas=tuple(
            replace(area, questions=tuple(q if q.id == question else replace(q, refs={}) for q in area.questions))
            for area in EDITION.areas
        ),
    )
    standard = replace(COMPLETE[0], key="iso27001", items=(ReferenceItem(id=only, title=Text("項目", "item")),))
    firm = replace(FIRM, depth=Depth.FULL)
    firm = replace(firm, **change)  # type: ignore[arg-type]
    (line,) = statement_of(standard, alone, firm, score(alone, firm)).lines
    assert [reason.because for reason in line.reasons] == [because]
    assert [reason.notes for reason in line.reasons if reason.notes] == (
        [("理由",)] if because is LeftOutBecause.NOT_APPLICABLE else []
    )


def test_a_requirement_is_touched_by_what_touches_its_parts() -> None:
    scs3 = next(standard for standard in COMPLETE if standard.id == "scs3")
    lines = {line.item.id: line for line in told(scs3, FIRM).lines}
    parts = {q.id for name, line in lines.items() if name.startswith("4-3-4-") for q in line.questions}
    assert {question.id for question in lines["4-3-4"].questions} == parts != set()
