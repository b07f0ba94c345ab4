"""The firm's replies, out and in: a round trip through a spreadsheet program, and what is not taken, with its cell."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from tests.conftest import TODAY
from tests.followups import DAY, FINDINGS, event

from tenken.ask.handout import Handout
from tenken.ask.reply_form import FIELDS, ReplyOutcome, ReturnedForm, asked, understand, write
from tenken.core.audit.followup import Event, EventKind, FindingState, FollowedAudit, Followup, state_of
from tenken.core.model import Checklist
from tenken.core.problem import FileProblems, Problem
from tenken.store.assessment import loader
from tenken.store.incoming import workbook
from tenken.store.validation.toml_file import from_text
from tenken.words import LANGUAGES, Language, Words

DIGEST = "sha256:" + "a" * 64
SAID = {"cause": "IDがない", "action": "=分ける", "owner": "木村", "due": datetime(2027, 1, 15), "by": "木村 健"}  # noqa: DTZ001 - a cell has no zone


def states(*events: Event) -> tuple[FindingState, ...]:
    return state_of(FINDINGS, Followup(audit=FollowedAudit(file="a", digest=DIGEST), events=events), DAY)


@pytest.fixture
def paper(club: Checklist, head: str) -> Any:
    def made(*events: Event, lang: Language = "ja") -> Any:
        _, assessment = loader.interpret(from_text(head, "a.toml"), (), TODAY, club)
        handout = Handout(
            checklist=club, assessment=assessment, words=Words(lang), today=TODAY, identity="", content=DIGEST
        )
        return openpyxl.load_workbook(io.BytesIO(write(handout, asked(states(*events)))))

    return made


def spot(sheet: Any, key: str) -> Any:
    row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == f"tenken:{key}")
    return sheet.cell(row, 3)


def fill(sheet: Any, **said: object) -> None:
    for key, value in said.items():
        spot(sheet, key).value = value
        if isinstance(value, str):
            spot(sheet, key).data_type = "s"


def returned(book: Any, *events: Event, by: str | None = None, digest: str = DIGEST) -> ReturnedForm:
    stream = io.BytesIO()
    book.save(stream)
    grids = workbook.parse(stream.getvalue(), "r.xlsx")
    return understand(grids, digest, states(*events), Words("ja"), "r.xlsx", by=by)


def told(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    return [(problem.where, problem.what) for problem in problems]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_filled_in_is_what_is_read(paper: Any, lang: Language) -> None:
    book = paper(lang=lang)
    assert len(book.worksheets) == 3
    fill(book.worksheets[0], **SAID, correction="付箋を外した")
    came = returned(book)
    assert came.refused == ()
    assert [(reply.finding, reply.outcome) for reply in came.replies] == [
        ("F1", ReplyOutcome.TAKEN),
        ("F2", ReplyOutcome.BLANK),
    ]
    assert came.replies[0].given == {**SAID, "due": date(2027, 1, 15), "correction": "付箋を外した"}


def test_the_same_input_gives_the_same_bytes(club: Checklist, head: str) -> None:
    _, assessment = loader.interpret(from_text(head, "a.toml"), (), TODAY, club)
    handout = Handout(checklist=club, assessment=assessment, words=Words("ja"), today=TODAY, identity="", content="x")
    assert write(handout, states()) == write(handout, states())


def test_no_text_becomes_a_formula(paper: Any) -> None:
    wild = '=HYPERLINK("http://x")'
    events = [event(EventKind.REPLY, cause=wild, owner="@x"), event(EventKind.RETURNED, why="=1+1")]
    book = paper(*events)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert wild in [cell.value for cell in cells]
    assert all(cell.data_type != "f" for cell in cells)
    assert all(
        cell.quotePrefix or cell.number_format == "@"
        for cell in cells
        if isinstance(cell.value, str) and cell.value.startswith(("=", "@"))
    )


def test_only_what_can_be_replied_to_has_a_sheet() -> None:
    assert [state.finding.id for state in asked(states())] == ["F1", "F2"]
    accepted = [event(EventKind.REPLY), event(EventKind.ACCEPTED)]
    assert [state.finding.id for state in asked(states(*accepted))] == ["F2"]
    assert asked(states(*accepted, event(EventKind.WITHDRAWN, "F2"))) == []


def test_numbers_that_differ_in_capitals_only_have_sheets_of_their_own(club: Checklist, head: str) -> None:
    _, assessment = loader.interpret(from_text(head, "a.toml"), (), TODAY, club)
    handout = Handout(checklist=club, assessment=assessment, words=Words("en"), today=TODAY, identity="", content="x")
    alike = [replace(FINDINGS[0], id=f"{letter}{'x' * 19}", title="長" * 200) for letter in "Ff"]
    made = write(handout, state_of(alike, Followup(audit=FollowedAudit(file="a", digest=DIGEST)), DAY))
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert [sheet.cell(2, 1).value for sheet in book.worksheets[:2]] == [finding.id for finding in alike]


def test_a_returned_reply_is_there_to_be_changed(paper: Any) -> None:
    events = [event(EventKind.REPLY), event(EventKind.RETURNED)]
    book = paper(*events)
    sheet = book.worksheets[0]
    assert spot(sheet, "cause").value == "人数分のIDがない"
    assert "原因が書かれていない" in [cell.value for row in sheet.iter_rows() for cell in row]
    assert returned(book, *events).replies[0].outcome is ReplyOutcome.UNCHANGED
    fill(sheet, cause="別の原因")
    reply = returned(book, *events).replies[0]
    assert (reply.outcome, reply.given["cause"], reply.given["owner"]) == (ReplyOutcome.TAKEN, "別の原因", "木村")


def test_what_is_missing_or_unclear_is_told_with_its_cell(paper: Any) -> None:
    book = paper()
    first, second = book.worksheets[:2]
    fill(first, cause="x", due="3/4/2026")
    fill(second, **{**SAID, "by": None})
    came = returned(book)
    at = {key: f"{first.title}!{spot(first, key).coordinate}" for key in FIELDS}
    assert told(came.refused) == [
        (at["due"], "reading.two-readings"),
        (at["action"], "reply-form-empty"),
        (at["owner"], "reply-form-empty"),
        (at["by"], "reply-form-empty"),
        (f"{second.title}!{spot(second, 'by').coordinate}", "reply-form-empty"),
    ]
    assert [reply.outcome for reply in came.replies] == [ReplyOutcome.REFUSED] * 2
    assert told(returned(book, by="木村 健").refused) == told(came.refused)[:3]


def test_a_problem_of_an_event_is_told_at_its_cell(paper: Any) -> None:
    book = paper()
    for sheet in book.worksheets[:2]:
        fill(sheet, **SAID)
    came = returned(book)
    second = book.worksheets[1]
    for path, key in (((("event", 8, "owner")), "owner"), ((("event", 8, "on")), None)):
        placed = came.placed(Problem(file="r.xlsx", what="too-long-text", path=path), 7)
        assert placed.where == f"{second.title}!{spot(second, key).coordinate if key else 'B1'}"
    needs = Problem(file="r.xlsx", what="followup-needs", path=("event", 7, "kind"), values={"key": "cause"})
    assert came.placed(needs, 7).where.endswith(spot(book.worksheets[0], "cause").coordinate)
    other = Problem(file="r.xlsx", what="locked")
    assert came.placed(other, 7) == other


def test_two_copies_of_a_sheet_must_say_the_same(paper: Any) -> None:
    book = paper()
    fill(book.worksheets[0], **SAID)
    copy = book.copy_worksheet(book.worksheets[0])
    assert len(returned(book).replies) == 2
    fill(copy, cause="別")
    assert [what for _, what in told(returned(book).refused)] == ["reply-form-twice"]


def test_another_workbook_is_refused_as_a_whole(paper: Any) -> None:
    book = paper()
    with pytest.raises(FileProblems) as stopped:
        returned(book, digest="sha256:" + "b" * 64)
    assert stopped.value.problems[0].what == "reply-form-other"
    book.worksheets[-1].cell(1, 2).value = "2"
    with pytest.raises(FileProblems) as stopped:
        returned(book)
    assert stopped.value.problems[0].what == "reply-form-newer"
    book.remove(book.worksheets[-1])
    with pytest.raises(FileProblems) as stopped:
        returned(book)
    assert stopped.value.problems[0].what == "reply-form-not-ours"


def test_formulas_and_lost_rows_say_nothing(paper: Any) -> None:
    book = paper()
    sheet = book.worksheets[0]
    fill(sheet, **SAID)
    spot(sheet, "cause").value = "=1+1"
    spot(sheet, "cause").data_type = "f"
    sheet.cell(spot(sheet, "owner").row, 1).value = None
    assert [what for _, what in told(returned(book).refused)] == ["sheet-formula", "reply-form-empty"]
