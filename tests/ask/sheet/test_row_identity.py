"""Rows that were sorted, moved or copied in part: no answer goes to another question, and every such row is named."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from tests.ask.sheet.excel import FIRST_ROW, LIST, Paper, read, whats, written

from tenken.ask.sheet.layout import ID, NUMBER, PIECE_OF, key
from tenken.core.merge.answer_fields import AnswerPart
from tenken.core.merge.grid import letters
from tenken.core.model import Assessment, Checklist, Status
from tenken.words import LANGUAGES, Language, Words

ANSWERED = """
[answers.people-01]
status = "partial"
note = "半分"
evidence = [{ what = "名簿" }, { what = "写真", file = "p.jpg" }, { what = "記録" }]
[answers.people-02]
status = "yes"
[answers.machines-01]
status = "no"
evidence = [{ what = "鍵" }, { what = "台帳" }]
"""
Club = tuple[Paper, Checklist, Assessment]
NUMBERS, QUESTIONS, STATUSES = 4, 5, 7
"""Columns of the list."""


@pytest.fixture
def sheet(assess: Callable[[str], tuple[Checklist, Assessment]]) -> Club:
    checklist, assessment = assess(ANSWERED)
    return Paper(written(checklist, assessment)), checklist, assessment


def swap(page: Any, first: int, second: int, left: int, right: int) -> None:
    """Let two rows change places in some columns only."""
    for column in range(left, right + 1):
        one, other = page.cell(first, column), page.cell(second, column)
        one.value, other.value = other.value, one.value


def move(page: Any, source: int, target: int, left: int, right: int) -> None:
    """Cut cells of a row and paste them into another row."""
    for column in range(left, right + 1):
        page.cell(target, column).value = page.cell(source, column).value
        page.cell(source, column).value = None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_filter_covers_every_column_and_a_locked_sheet_is_not_sorted(sheet: Club, lang: Language) -> None:
    _, checklist, assessment = sheet
    book = openpyxl.load_workbook(io.BytesIO(written(checklist, assessment, lang)))
    listed = book.worksheets[LIST]
    last = letters(listed.max_column - 1)
    assert listed.auto_filter.ref == f"A{FIRST_ROW - 1}:{last}{listed.max_row}"
    assert all(page.protection.sort for page in book.worksheets), "locked: Excel would sort answers alone"


def test_visible_columns_sorted_without_the_id_are_refused_by_name(sheet: Club) -> None:
    paper, checklist, assessment = sheet
    first, second, right = (
        paper.row("people-01"),
        paper.row("machines-01"),
        paper.column(paper.list, key(AnswerPart.DUE)),
    )
    paper.put("people-02", status="できていない")
    swap(paper.list, first, second, NUMBERS, right)
    outcome = read(paper.content, checklist, assessment)
    assert whats(outcome) == [(f"質問シート!G{row}", "sheet-mixed-row") for row in sorted((first, second))]
    numbers = checklist.numbers()
    people, machines = numbers["people-01"], numbers["machines-01"]
    assert {(problem.values["seen"], problem.values["hidden"]) for problem in outcome.refused} == {
        (people, machines),
        (machines, people),
    }
    assert {question_id: answer.status for question_id, answer in outcome.answers.items()} == {"people-02": Status.NO}
    assert outcome.left_out == 0
    assert all(people in Words(lang).problem(problem) for lang in LANGUAGES for problem in outcome.refused)


@pytest.mark.parametrize(("left", "mixed"), [(NUMBERS, True), (QUESTIONS, True), (QUESTIONS + 1, False)])
def test_a_range_with_the_number_or_the_question_alone_tells_it_was_sorted(sheet: Club, left: int, mixed: bool) -> None:
    paper, checklist, assessment = sheet
    right = NUMBERS if left == NUMBERS else QUESTIONS if left == QUESTIONS else QUESTIONS + 1
    swap(paper.list, paper.row("people-01"), paper.row("machines-01"), left, right)
    outcome = read(paper.content, checklist, assessment)
    assert [what for _, what in whats(outcome)] == ["sheet-mixed-row"] * 2 * mixed
    assert not outcome.told


def test_cells_cut_and_pasted_over_another_question_are_refused_and_clear_nothing(sheet: Club) -> None:
    paper, checklist, assessment = sheet
    source, target = paper.row("people-01"), paper.row("people-02")
    move(paper.list, source, target, NUMBERS, paper.column(paper.list, key(AnswerPart.DUE)))
    outcome = read(paper.content, checklist, assessment)
    assert whats(outcome) == [(f"質問シート!G{target}", "sheet-mixed-row")]
    assert not outcome.told
    assert outcome.left_out == 0, "further evidence of people-01 still stands on its own page"


def test_a_row_pasted_below_the_list_is_known_by_what_is_seen(sheet: Club) -> None:
    paper, checklist, assessment = sheet
    paper.put("people-02", note="動かした")
    target = paper.list.max_row + 2
    move(paper.list, paper.row("people-02"), target, NUMBERS, paper.column(paper.list, key(AnswerPart.DUE)))
    outcome = read(paper.content, checklist, assessment)
    assert not outcome.refused
    assert [(told.question.id, told.change.theirs) for told in outcome.told] == [("people-02", "動かした")]


def test_answers_beside_no_number_and_no_question_are_refused(sheet: Club) -> None:
    paper, checklist, assessment = sheet
    row = paper.row("people-02")
    for column in range(NUMBERS, STATUSES):
        paper.list.cell(row, column).value = None
    assert whats(read(paper.content, checklist, assessment)) == [(f"質問シート!G{row}", "sheet-mixed-row")]


def test_reworded_questions_spoilt_numbers_and_lost_columns_are_still_read(sheet: Club) -> None:
    paper, checklist, assessment = sheet
    paper.put("people-01", note="a").put("people-02", note="b").put("machines-01", note="c")
    paper.list.cell(paper.row("people-01"), QUESTIONS).value = "もっと短い質問"
    paper.list.cell(paper.row("people-02"), NUMBERS).value = datetime(2026, 1, 2)  # noqa: DTZ001 - what "1-2" becomes
    notes = {"people-01": "a", "people-02": "b", "machines-01": "c"}

    def said() -> dict[str, str | None]:
        outcome = read(paper.content, checklist, assessment)
        assert not outcome.refused
        return {question_id: answer.note for question_id, answer in outcome.answers.items()}

    assert said() == notes
    paper.list.delete_cols(NUMBERS)
    assert said() == notes
    paper.list.delete_cols(QUESTIONS - 1)
    assert said() == notes


def test_a_copied_row_of_evidence_is_a_further_piece(sheet: Club) -> None:
    paper, checklist, assessment = sheet
    row = next(row for row in range(FIRST_ROW, 20) if paper.more.cell(row, 1).value == "people-01")
    for _ in range(2):
        paper.more.insert_rows(row)
        for column in range(1, paper.more.max_column + 1):
            paper.more.cell(row, column).value = paper.more.cell(row + 1, column).value
    paper.more.cell(row, paper.column(paper.more, key(AnswerPart.WHAT))).value = "別の写真"
    outcome = read(paper.content, checklist, assessment)
    assert not outcome.refused
    (answer,) = outcome.answers.values()
    assert [piece.what for piece in answer.evidence] == ["名簿", "写真", "記録", "別の写真"]


def test_evidence_sorted_without_its_id_is_refused_by_name(sheet: Club) -> None:
    paper, checklist, assessment = sheet
    rows = {paper.more.cell(row, 1).value: row for row in range(FIRST_ROW, FIRST_ROW + 3)}
    assert [paper.column(paper.more, mark) for mark in (ID, PIECE_OF, NUMBER)] == [1, 2, 3]
    swap(paper.more, rows["people-01"], rows["machines-01"], 3, paper.more.max_column)
    outcome = read(paper.content, checklist, assessment)
    assert [what for _, what in whats(outcome)] == ["sheet-mixed-row"] * 2
    assert not outcome.told


def test_a_sentence_names_a_few_of_a_thousand_copied_rows(sheet: Club) -> None:
    paper, checklist, assessment = sheet
    number = checklist.numbers()["people-01"]
    note, last = paper.column(paper.list, key(AnswerPart.NOTE)), paper.list.max_row
    for row in range(last + 1, last + 1001):
        for column, value in ((1, "people-01"), (NUMBERS, number), (note, f"{row}")):
            paper.list.cell(row, column).value = value
    outcome = read(paper.content, checklist, assessment)
    told = {str(problem.values["cells"]) for problem in outcome.refused}
    assert {what for _, what in whats(outcome)} == {"sheet-two-rows"}
    assert all(cells.endswith(" …") and len(cells) < 200 for cells in told)
