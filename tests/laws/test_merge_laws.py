"""Laws of merging, over any answers: who changes nothing changes nothing, who changes alone is heard, order is free."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from tenken.core.merge.answer_fields import AnswerField, AnswerPart, FieldValues, said
from tenken.core.merge.three_way import MergeOutcome, Stamp, merge
from tenken.core.model import Action, Answer, Evidence, Status

STAMP = Stamp(date(2026, 11, 21), "木村")
TEXTS = st.sampled_from(["名簿", "写真", "表", "x"])
DAYS = st.sampled_from([date(2026, 1, 1), date(2026, 6, 1), date(2026, 11, 1)])
EVIDENCE = st.builds(Evidence, what=TEXTS, file=st.none() | TEXTS, dated=st.none() | DAYS)
ACTIONS = st.builds(Action, owner=st.none() | TEXTS, due=st.none() | DAYS).filter(lambda action: action != Action())
# Pieces of evidence that are called the same cannot be told apart for certain, so that the laws are about others.
ANSWERS = st.builds(
    Answer,
    status=st.none() | st.sampled_from(Status),
    note=st.none() | TEXTS,
    confirmed=st.booleans(),
    evidence=st.lists(EVIDENCE, max_size=3, unique_by=lambda piece: piece.what).map(tuple),
    action=st.none() | ACTIONS,
)


def yes(*_: object) -> bool:
    return True


def waiting(*_: object) -> None:
    return None


def whole(answer: Answer) -> FieldValues:
    """Every field of an answer and of three pieces of evidence, empty ones too, as a sheet has them."""
    pieces = {
        AnswerField(part, str(at)): None
        for at in range(3)
        for part in (AnswerPart.WHAT, AnswerPart.FILE, AnswerPart.DATED)
    }
    return {**pieces, **said(answer)}


def heard(answer: Answer) -> tuple[Any, ...]:
    """What an answer says, in whatever order its evidence stands."""
    confirmed = answer.status if answer.confirmed else None
    evidence = sorted((piece.what, piece.file or "", str(piece.dated)) for piece in answer.evidence)
    action = answer.action or Action()
    return confirmed, answer.note, action.owner, action.due, evidence


@given(ANSWERS, ANSWERS)
def test_who_changes_nothing_changes_nothing(base: Answer, ours: Answer) -> None:
    merged = merge(said(base), whole(base), ours, waiting, STAMP)
    assert merged.answer == ours
    assert not merged.changes


@given(ANSWERS, ANSWERS)
def test_who_changes_alone_is_heard(base: Answer, theirs: Answer) -> None:
    merged = merge(said(base), whole(theirs), base, waiting, STAMP)
    assert all(change.wrote for change in merged.changes)
    *simple, evidence = heard(merged.answer)
    *wanted, pieces = heard(theirs)
    assert simple == wanted
    assert set(evidence) == set(pieces)


@given(ANSWERS, ANSWERS, ANSWERS)
def test_without_a_decision_nothing_of_ours_is_lost(base: Answer, theirs: Answer, ours: Answer) -> None:
    merged = merge(said(base), whole(theirs), ours, waiting, STAMP)
    before, now = said(base), said(ours)
    for change in merged.changes:
        if change.outcome is not MergeOutcome.CONFLICT and not change.field.piece:
            assert now[change.field] == before.get(change.field)
    conflicts = {change.field for change in merged.changes if change.outcome is MergeOutcome.CONFLICT}
    assert {field: said(merged.answer).get(field) for field in conflicts if not field.piece} == {
        field: now[field] for field in conflicts if not field.piece
    }


def told_apart(base: Answer, theirs: Answer, ours: Answer) -> bool:
    """Whether they gave no piece a name that another piece has: after that, the two look like one."""
    renamed = {new.what for old, new in zip(base.evidence, theirs.evidence, strict=False) if new.what != old.what}
    return renamed.isdisjoint(piece.what for piece in (*base.evidence, *ours.evidence))


@given(ANSWERS, ANSWERS, ANSWERS)
def test_reading_twice_is_reading_once(base: Answer, theirs: Answer, ours: Answer) -> None:
    assume(told_apart(base, theirs, ours))
    once = merge(said(base), whole(theirs), ours, yes, STAMP)
    twice = merge(said(base), whole(theirs), once.answer, yes, STAMP)
    assert twice.answer == once.answer


PARTS = st.sets(st.sampled_from(["status", "note", "owner"]))


@given(ANSWERS, ANSWERS, ANSWERS, PARTS)
def test_two_who_changed_different_things_may_come_in_any_order(
    base: Answer, one: Answer, other: Answer, parts: set[str]
) -> None:
    base = replace(base, action=replace(base.action or Action(), due=date(2026, 5, 5)))
    handed_out = said(base)
    first = {**handed_out, **{field: said(one)[field] for field in handed_out if str(field.part) in parts}}
    free = {"status", "note", "owner"} - parts
    second = {**handed_out, **{field: said(other)[field] for field in handed_out if str(field.part) in free}}

    def read(*sheets: FieldValues) -> Answer:
        answer = base
        for sheet in sheets:
            merged = merge(handed_out, sheet, answer, waiting, STAMP)
            assert all(change.wrote for change in merged.changes)
            answer = merged.answer
        return answer

    assert read(first, second) == read(second, first)
