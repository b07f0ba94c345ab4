"""A proposal in the workbook: a mark in its row makes it a promise; that it merely stands there makes it none."""

from collections.abc import Callable
from datetime import date

import pytest
from tests.ask.sheet.excel import Paper, pen, read, whats, written

from tenken.ask.sheet.layout import PROMISE, PROPOSED
from tenken.core.merge.answer_fields import AnswerPart
from tenken.core.merge.incoming import MergeResult
from tenken.core.model import Action, Assessment, Checklist
from tenken.core.scoring.proposals import proposals
from tenken.core.scoring.score import score

Assess = Callable[[str], tuple[Checklist, Assessment]]
NO = """
[roles]
owner = "田中"
system = "=1+1"
[answers.people-01]
status = "no"
[answers.machines-01]
status = "partial"
"""


class Marked:
    """The workbook of two gaps, in which somebody writes into the column of promises."""

    def __init__(self, assess: Assess, answers: str = NO) -> None:
        self.checklist, self.assessment = assess(answers)
        self.paper = Paper(written(self.checklist, self.assessment))
        self.proposals = proposals(score(self.checklist, self.assessment), self.assessment)

    def mark(self, question_id: str, word: str) -> "Marked":
        pen(self.paper.list.cell(self.paper.row(question_id), self.paper.column(self.paper.list, PROMISE)), word)
        return self

    def read(self) -> MergeResult:
        return read(self.paper.content, self.checklist, self.assessment)


def test_a_proposal_that_merely_stands_there_is_no_promise(assess: Assess) -> None:
    book = Marked(assess)
    told = [cell.value for row in book.paper.list.iter_rows() for cell in row if "案：担当 田中" in str(cell.value)]
    assert told
    book.paper.put("people-01", note="まだです")
    outcome = book.read()
    assert not outcome.refused
    assert outcome.answers["people-01"].action is None
    assert set(outcome.answers) == {"people-01"}


@pytest.mark.parametrize("word", ["約束する", "promise", "○", " Promise ", "✓"])
@pytest.mark.parametrize("question_id", ["people-01", "machines-01"])
def test_a_mark_makes_it_a_promise(assess: Assess, word: str, question_id: str) -> None:
    book = Marked(assess).mark(question_id, word)
    outcome = book.read()
    proposed = book.proposals[question_id]
    assert not outcome.refused
    assert {name: answer.action for name, answer in outcome.answers.items()} == {
        question_id: Action(owner=proposed.person, due=proposed.due)
    }


def test_the_mark_goes_with_its_row_and_not_with_its_place(assess: Assess) -> None:
    book = Marked(assess).mark("people-01", "約束する")
    book.paper.sort()
    outcome = book.read()
    assert set(outcome.answers) == {"people-01"}
    assert outcome.answers["people-01"].action == Action(owner="田中", due=book.proposals["people-01"].due)


def test_what_is_written_goes_before_what_is_proposed(assess: Assess) -> None:
    book = Marked(assess).mark("people-01", "約束する")
    book.paper.put("people-01", due=date(2027, 6, 30))
    assert book.read().answers["people-01"].action == Action(owner="田中", due=date(2027, 6, 30))


def test_what_was_proposed_is_promised_though_the_plan_has_changed_since(assess: Assess) -> None:
    book = Marked(assess).mark("people-01", "約束する")
    checklist, later = assess(NO.replace("田中", "佐藤"))
    action = read(book.paper.content, checklist, later).answers["people-01"].action
    assert action == Action(owner="田中", due=book.proposals["people-01"].due)


def test_who_answers_yes_promises_nothing(assess: Assess) -> None:
    book = Marked(assess).mark("people-01", "約束する")
    book.paper.put("people-01", status="できている")
    outcome = book.read()
    assert not outcome.refused
    assert outcome.answers["people-01"].action is None


def test_another_word_and_a_row_without_a_proposal_are_refused_with_their_cell(assess: Assess) -> None:
    promised = NO + "action = { owner = '森', due = 2026-12-31 }\n"
    book = Marked(assess, promised).mark("people-01", "来月かも").mark("machines-01", "約束する")
    outcome = book.read()
    assert [what for _, what in sorted(whats(outcome))] == ["sheet-promise", "sheet-no-proposal"]
    assert not outcome.answers


def test_a_sheet_without_the_columns_is_read_as_before(assess: Assess) -> None:
    book = Marked(assess).mark("people-01", "約束する")
    for head in (PROMISE, *PROPOSED.values()):
        pen(book.paper.list.cell(1, book.paper.column(book.paper.list, head)), None)
    pen(book.paper.cell("people-01", AnswerPart.OWNER), "木村")
    assert book.read().answers["people-01"].action == Action(owner="木村")
