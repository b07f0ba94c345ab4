"""What became of a returned sheet or form, told from a value alone."""

import re
from dataclasses import replace

import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken.core.merge.answer_fields import AnswerField, AnswerPart
from tenken.core.merge.incoming import FactChange, MergeResult, PlacedChange
from tenken.core.merge.three_way import FieldChange, MergeOutcome
from tenken.core.model import Assessment, Checklist, Status
from tenken.core.problem import MOST_TOLD, Notice, Problem
from tenken.core.scoring.applicability import INVERTED
from tenken.render.merge_result import (
    FORM,
    LONGEST_SHOWN,
    SHEET,
    Channel,
    ReadSummary,
    conflict_choices,
    conflict_problems,
    conflict_question,
    merge_document,
    message_lines,
    outcome_lines,
    summary_lines,
)
from tenken.store.assessment import loader
from tenken.words import LANGUAGES, Language, Words

EMPTY = MergeResult(answers={}, told=(), stated=(), refused=(), waits=(), left_out=0)
READ = ReadSummary(
    who="森",
    answers={"new": 11, "changed": 12, "cleared": 13, "same": 14},
    rest={"notes": 21, "evidence": 22, "promises": 23, "facts": 24},
    not_taken={"refused": 31, "conflicts": 32, "waits": 33},
    before=None,
    after=41,
    left=42,
    notices=(Notice("unfolded", {"n": 2}),),
)


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
    document = merge_document(SHEET, replace(EMPTY, told=(told,)), READ, file="a.toml")
    assert document["taken"][0]["theirs"] == told.change.theirs
    assert document["taken"][0]["cell"] == "H5"
    assert "facts" not in document
    assert merge_document(FORM, EMPTY, READ, file="a.toml")["facts"] == []


def test_programs_are_told_fifty_refusals_and_how_many_there_are() -> None:
    refused = tuple(Problem(file="a.xlsx", what="sheet-na-reason", path=(f"H{at}",)) for at in range(57))
    told = merge_document(SHEET, replace(EMPTY, refused=refused), READ, file="a.toml")
    assert [entry["cell"] for entry in told["refused"]] == [f"H{at}" for at in range(MOST_TOLD)]
    assert told["refused_total"] == 57


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("channel", [SHEET, FORM])
def test_programs_are_told_every_number_of_the_five_lines_and_neither_what_the_channel_has_not(
    channel: Channel, lang: Language
) -> None:
    lines = [*summary_lines(Words(lang), channel, READ)]
    assert len(lines) == 5
    told = [int(number) for line in lines for number in re.findall(r"\d+", line)]
    document = merge_document(channel, EMPTY, READ, file="a.toml")
    score = document["score"]
    assert told == [*document["counts"].values(), score["after"], score["left"]]
    assert (READ.rest["facts"] in told) == channel.facts
    assert document["who"] in lines[0]
    assert (score["before"], "–" in lines[4]) == (None, True)
    assert document["notices"] == [{"what": "unfolded", "values": {"n": 2}}]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_fact_asked_the_other_way_round_is_told_the_other_way_round(
    loaded: tuple[Checklist, Assessment], lang: Language
) -> None:
    checklist, _ = loaded
    w = Words(lang)
    fact = next(fact for fact in checklist.facts if fact.id in INVERTED)
    told = FactChange(fact, ours=True, theirs=False, outcome=MergeOutcome.CONFLICT)
    assert w.fact_asked(fact) in conflict_question(w, told)
    (problem,) = conflict_problems(w, FORM, checklist, replace(EMPTY, stated=(told,)), returned="b.json")
    yes, no = w("web.profile.yes"), w("web.profile.no")
    assert problem.values == {"label": w.fact_asked(fact), "ours": no, "theirs": yes}
