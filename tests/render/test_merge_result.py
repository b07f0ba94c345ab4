"""What became of a returned sheet or form, told from a value alone."""

from dataclasses import replace

import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken.core.merge.answer_fields import AnswerField, AnswerPart
from tenken.core.merge.incoming import MergeResult, PlacedChange
from tenken.core.merge.three_way import FieldChange, MergeOutcome
from tenken.core.model import Assessment, Checklist, Status
from tenken.core.problem import MOST_TOLD, Problem
from tenken.render.merge_result import (
    LONGEST_SHOWN,
    Channel,
    conflict_choices,
    conflict_problems,
    conflict_question,
    merge_document,
    message_lines,
    outcome_lines,
)
from tenken.store.assessment import loader
from tenken.words import Words

SHEET = Channel("sheet", "cell", "sheet-conflict")
EMPTY = MergeResult(answers={}, told=(), stated=(), refused=(), waits=(), left_out=0)


@pytest.fixture(scope="module")
def loaded() -> tuple[Checklist, Assessment]:
    """The finished example."""
    return loader.load(EXAMPLES / "2026.toml", PLACES, TODAY)


def changed(checklist: Checklist, place: str, part: AnswerPart, outcome: MergeOutcome) -> PlacedChange:
    """One change of the first question."""
    ours, theirs = (Status.NO, Status.YES) if part is AnswerPart.STATUS else ("short", "long\n" * LONGEST_SHOWN)
    return PlacedChange(checklist.areas[0].questions[0], place, FieldChange(AnswerField(part), ours, theirs, outcome))


def test_a_change_is_told_after_its_place_in_one_line(loaded: tuple[Checklist, Assessment]) -> None:
    checklist, _ = loaded
    told = changed(checklist, "H5", AnswerPart.NOTE, MergeOutcome.CHANGED)
    (line,) = outcome_lines(Words("en"), SHEET, checklist, replace(EMPTY, told=(told,)))
    assert line.startswith("H5  ")
    assert "\n" not in line
    assert "…" in line


def test_a_place_that_is_the_number_is_not_told_twice(loaded: tuple[Checklist, Assessment]) -> None:
    checklist, _ = loaded
    told = changed(checklist, "1-1", AnswerPart.STATUS, MergeOutcome.TAKEN)
    (line,) = outcome_lines(Words("en"), SHEET, checklist, replace(EMPTY, told=(told,)))
    assert line.count("1-1") == 1


def test_nothing_new_is_one_sentence() -> None:
    w = Words("en")
    lines = [*message_lines(w, SHEET, EMPTY, file="a.toml", newer=True)]
    assert lines == [
        w("cli.returning.nothing", file="a.toml"),
    ]


def test_what_nobody_decided_is_a_problem_and_a_question_with_three_replies(
    loaded: tuple[Checklist, Assessment],
) -> None:
    checklist, _ = loaded
    w, told = Words("en"), changed(checklist, "H5", AnswerPart.STATUS, MergeOutcome.CONFLICT)
    outcome = replace(EMPTY, told=(told,))
    (problem,) = conflict_problems(w, SHEET, checklist, outcome, returned="back.xlsx")
    assert (problem.file, problem.what, problem.path) == ("back.xlsx", "sheet-conflict", ("H5",))
    assert problem.values["theirs"] == w.status(Status.YES)
    assert "H5" in conflict_question(w, told)
    assert [reply for reply, _ in conflict_choices(w, SHEET, told)] == ["theirs", "ours", "later"]
    assert [*outcome_lines(w, SHEET, checklist, outcome)] == []


def test_programs_read_whole_values_and_facts_only_where_they_are_asked(loaded: tuple[Checklist, Assessment]) -> None:
    checklist, _ = loaded
    told = changed(checklist, "H5", AnswerPart.NOTE, MergeOutcome.TAKEN)
    document = merge_document(SHEET, replace(EMPTY, told=(told,)), file="a.toml")
    assert document["taken"][0]["theirs"] == told.change.theirs
    assert document["taken"][0]["cell"] == "H5"
    assert "facts" not in document
    assert merge_document(replace(SHEET, facts=True), EMPTY, file="a.toml")["facts"] == []


def test_programs_are_told_fifty_refusals_and_how_many_there_are() -> None:
    refused = tuple(Problem(file="a.xlsx", what="sheet-na-reason", path=(f"H{at}",)) for at in range(57))
    told = merge_document(SHEET, replace(EMPTY, refused=refused), file="a.toml")
    assert [entry["cell"] for entry in told["refused"]] == [f"H{at}" for at in range(MOST_TOLD)]
    assert told["refused_total"] == 57
