"""Three-way merging: what only they changed is theirs, what both changed waits for a decision."""

from datetime import date

import pytest

from tenken.core.merge.answer_fields import PIECE, AnswerField, AnswerPart, FieldValues, said
from tenken.core.merge.three_way import FieldChange, MergedAnswer, MergeOutcome, Stamp, merge
from tenken.core.model import Action, Answer, Evidence, Status

TODAY = date(2026, 11, 21)
STATUS, NOTE, OWNER, DUE = (
    AnswerField(part) for part in (AnswerPart.STATUS, AnswerPart.NOTE, AnswerPart.OWNER, AnswerPart.DUE)
)
WHAT, FILE, DATED = (AnswerField(part, "0") for part in (AnswerPart.WHAT, AnswerPart.FILE, AnswerPart.DATED))
LIST = Evidence(what="名簿", file="a.pdf", sha256="0" * 64, dated=date(2026, 9, 1))
PHOTO = Evidence(what="写真")
FULL = Answer(
    status=Status.PARTIAL,
    note="半分",
    on=date(2026, 10, 1),
    by="木村",
    evidence=(LIST,),
    action=Action(owner="森", due=date(2026, 12, 31)),
)


def never(*conflict: object) -> bool | None:
    raise AssertionError(conflict)


def put(base: Answer, changes: FieldValues, ours: Answer | None = None, *, theirs: bool | None = None) -> MergedAnswer:
    handed_out = said(base)
    return merge(
        handed_out,
        {**handed_out, **changes},
        base if ours is None else ours,
        lambda *_: theirs,
        Stamp(TODAY, "佐藤"),
    )


def test_what_they_left_alone_stays_ours_whatever_it_is_now() -> None:
    ours = Answer(status=Status.NO, note="別のメモ", evidence=(PHOTO,))
    merged = merge(said(FULL), said(FULL), ours, never, Stamp(TODAY, None))
    assert merged.answer == ours
    assert not merged.changes


def test_a_new_answer_carries_the_day_and_the_name() -> None:
    merged = put(Answer(), {STATUS: Status.YES})
    assert merged.answer == Answer(status=Status.YES, on=TODAY, by="佐藤")
    assert merged.changes == (FieldChange(STATUS, None, Status.YES, MergeOutcome.TAKEN),)


def test_a_note_alone_leaves_day_and_name_of_the_answer() -> None:
    answer = put(FULL, {NOTE: "全部"}).answer
    assert (answer.note, answer.on, answer.by) == ("全部", FULL.on, FULL.by)


def test_an_answer_that_is_taken_back_leaves_nothing_behind() -> None:
    cleared = dict.fromkeys(said(FULL))
    merged = put(FULL, cleared)
    assert merged.answer == Answer()
    assert {change.outcome for change in merged.changes} == {MergeOutcome.CLEARED}


def test_choosing_last_years_answer_again_confirms_it() -> None:
    carried = Answer(status=Status.YES, note="去年", on=date(2025, 11, 1), confirmed=False)
    assert said(carried)[STATUS] is None
    assert put(carried, {}).answer == carried
    assert put(carried, {STATUS: Status.YES}).answer == Answer(status=Status.YES, note="去年", on=TODAY, by="佐藤")


def test_a_promise_that_moves_is_remembered() -> None:
    later = date(2027, 3, 31)
    action = put(FULL, {DUE: later, OWNER: "林"}).answer.action
    assert action == Action(owner="林", due=later, moved=(date(2026, 12, 31),))
    assert put(FULL, {DUE: None, OWNER: None}).answer.action is None


@pytest.mark.parametrize(
    ("theirs", "outcome", "note"),
    [(None, MergeOutcome.CONFLICT, "ours"), (True, MergeOutcome.CHANGED, "theirs"), (False, MergeOutcome.KEPT, "ours")],
)
def test_what_both_changed_is_a_conflict_until_somebody_decides(
    theirs: bool | None, outcome: MergeOutcome, note: str
) -> None:
    merged = put(Answer(note="base"), {NOTE: "theirs"}, Answer(note="ours"), theirs=theirs)
    assert merged.changes == (FieldChange(NOTE, "ours", "theirs", outcome),)
    assert merged.answer.note == note


def test_two_who_say_the_same_do_not_disagree() -> None:
    merged = merge({}, {STATUS: Status.YES}, Answer(status=Status.YES), never, Stamp(TODAY, None))
    assert not merged.changes


def test_a_sheet_without_a_column_says_nothing_of_it() -> None:
    assert merge(said(FULL), {STATUS: Status.PARTIAL}, FULL, never, Stamp(TODAY, None)).answer == FULL


def test_another_file_is_no_longer_the_one_with_that_digest() -> None:
    assert put(FULL, {FILE: "b.pdf"}).answer.evidence == (Evidence(what="名簿", file="b.pdf", dated=LIST.dated),)
    assert put(FULL, {DATED: TODAY}).answer.evidence[0].sha256 == LIST.sha256


def test_evidence_is_found_again_where_somebody_added_some_before_it() -> None:
    ours = Answer(status=Status.PARTIAL, evidence=(PHOTO, LIST))
    merged = put(Answer(status=Status.PARTIAL, evidence=(LIST,)), {DATED: TODAY}, ours)
    assert merged.answer.evidence[1].dated == TODAY
    assert merged.pieces == ("", "0")


def test_new_evidence_is_added_once() -> None:
    new: FieldValues = {AnswerField(AnswerPart.WHAT, "+1"): "写真", AnswerField(AnswerPart.DATED, "+1"): TODAY}
    new = {**new, AnswerField(AnswerPart.WHAT, "+2"): "写真", AnswerField(AnswerPart.DATED, "+2"): TODAY}
    first = put(FULL, new)
    assert first.answer.evidence == (LIST, Evidence(what="写真", dated=TODAY))
    again = merge(said(FULL), {**said(FULL), **new}, first.answer, never, Stamp(TODAY, None))
    assert not again.changes


def test_evidence_that_is_completed_later_is_not_added_twice() -> None:
    new: FieldValues = {AnswerField(AnswerPart.WHAT, "+1"): "写真", AnswerField(AnswerPart.DATED, "+1"): TODAY}
    assert put(Answer(), new, Answer(evidence=(PHOTO,))).answer.evidence == (Evidence(what="写真", dated=TODAY),)


def test_evidence_that_was_renamed_and_is_read_again_is_not_added() -> None:
    once = put(FULL, {WHAT: "参加者名簿"})
    again = merge(said(FULL), {**said(FULL), WHAT: "参加者名簿"}, once.answer, never, Stamp(TODAY, None))
    assert not again.changes


def test_evidence_that_moved_down_a_row_is_kept() -> None:
    merged = put(Answer(evidence=(PHOTO,)), {WHAT: "名簿", AnswerField(AnswerPart.WHAT, "+1"): "写真"})
    assert {piece.what for piece in merged.answer.evidence} == {"名簿", "写真"}


def test_evidence_of_the_same_name_stays_two_pieces() -> None:
    before = Answer(evidence=(PHOTO, PHOTO))
    merged = put(before, {AnswerField(AnswerPart.DATED, "1"): TODAY})
    assert set(merged.answer.evidence) == {PHOTO, Evidence(what="写真", dated=TODAY)}


def test_evidence_that_moved_up_a_row_is_no_change() -> None:
    before = Answer(evidence=(LIST, PHOTO))
    up = {WHAT: "写真", FILE: None, DATED: None, **dict.fromkeys(AnswerField(part, "1") for part in PIECE)}
    merged = put(before, up)
    assert merged.answer.evidence == (PHOTO,)
    assert merged.changes == (FieldChange(WHAT, "名簿", None, MergeOutcome.CLEARED),)


def test_evidence_that_became_what_another_was_is_not_taken_away_with_it() -> None:
    before = Answer(evidence=(LIST, PHOTO))
    moved = {WHAT: "写真", **dict.fromkeys(AnswerField(part, "1") for part in PIECE)}
    ours = Answer(evidence=(Evidence(what="名簿"),))
    assert [piece.what for piece in put(before, moved, ours, theirs=True).answer.evidence] == ["写真"]


GONE = dict.fromkeys((WHAT, FILE, DATED))


def test_evidence_that_they_took_away_goes() -> None:
    merged = put(FULL, GONE)
    assert merged.answer.evidence == ()
    assert merged.changes == (FieldChange(WHAT, "名簿", None, MergeOutcome.CLEARED),)


def test_evidence_that_one_took_away_and_the_other_changed_is_a_conflict() -> None:
    ours = Answer(evidence=(Evidence(what="名簿", dated=TODAY),))
    base = Answer(evidence=(LIST,))
    assert put(base, GONE, ours).answer == ours
    assert put(base, GONE, ours, theirs=True).answer.evidence == ()
    changed = put(base, {DATED: TODAY}, Answer())
    assert [change.outcome for change in changed.changes] == [MergeOutcome.CONFLICT]
    assert put(base, {DATED: TODAY}, Answer(), theirs=False).answer == Answer()
    assert put(base, {DATED: TODAY}, Answer(), theirs=True).answer.evidence == (
        Evidence(what="名簿", file="a.pdf", dated=TODAY),
    )


def test_evidence_that_both_took_away_is_gone() -> None:
    assert put(Answer(evidence=(LIST,)), GONE, Answer()).answer == Answer()


def test_blanks_around_a_text_are_no_change() -> None:
    assert not put(Answer(note="  半分 "), {NOTE: "半分"}).changes
