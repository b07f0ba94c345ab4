"""A form and an answer: what is shown and sent back untouched changes nothing; two hands keep each other's words."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.ask.web.answer_form import (
    DUE,
    NOTE,
    OWNER,
    ClashError,
    EvidenceInput,
    FormInput,
    SubmittedForm,
    marks,
    shown,
    submitted,
)
from tenken.core.merge.three_way import Stamp
from tenken.core.model import Action, Answer, Evidence, Status, Verdict
from tenken.core.years.renewal import confirmed
from tenken.store.validation.sanitize import clean

TODAY = date(2026, 11, 21)
LINE = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20)
TEXT = st.lists(LINE, min_size=1, max_size=3).map("\n".join)
DAY = st.dates(date(2000, 1, 1), date(2100, 12, 31))
EVIDENCE = st.builds(
    Evidence,
    what=LINE,
    file=st.none() | LINE,
    sha256=st.none() | st.just("0" * 64),
    dated=st.none() | DAY,
).filter(lambda piece: piece.file is not None or piece.sha256 is None)
ACTION = st.builds(Action, owner=st.none() | LINE, due=st.none() | DAY, moved=st.lists(DAY, max_size=2).map(tuple))
ANSWER = st.builds(
    Answer,
    status=st.none() | st.sampled_from(Status),
    note=st.none() | TEXT,
    on=st.none() | DAY,
    by=st.none() | LINE,
    confirmed=st.booleans(),
    evidence=st.lists(EVIDENCE, max_size=3, unique_by=lambda piece: piece.file or piece.what).map(tuple),
    action=st.none() | ACTION.filter(lambda action: action != Action()),
    verdict=st.none() | st.builds(Verdict, status=st.sampled_from(Status)),
).filter(lambda answer: answer.status is not Status.NA or answer.note is not None)


def as_sent(form: FormInput) -> dict[str, str]:
    """What a browser sends for a form: lines end in CR and LF."""
    fields = {"note": form.note.replace("\n", "\r\n"), "owner": form.owner, "due": form.due}
    if form.status:
        fields["status"] = form.status
    for row, piece in enumerate((*form.evidence, EvidenceInput())):
        fields |= {f"evidence-{row}-{name}": getattr(piece, name) for name in ("what", "file", "dated")}
    return fields


def tidy(answer: Answer) -> Answer:
    """As the file would keep it: every text cleaned."""

    def text(written: str | None) -> str | None:
        return clean(written).strip() or None if written else None

    pieces = tuple(replace(piece, what=clean(piece.what).strip(), file=text(piece.file)) for piece in answer.evidence)
    action = answer.action and replace(answer.action, owner=text(answer.action.owner))
    return replace(answer, note=text(answer.note), evidence=pieces, action=action)


def sent(form: FormInput, base: str = "") -> SubmittedForm:
    """A form that came back, having been shown with these marks."""
    return submitted({**as_sent(form), "base": base}, clean, TODAY)


def changed(old: Answer, **typed: Any) -> Answer:
    """An answer after somebody typed this into its form."""
    return sent(replace(shown(old), **typed), marks(old)).into(old, Stamp(TODAY, "北浜"))


@given(ANSWER)
def test_a_form_sent_back_untouched_changes_nothing(answer: Answer) -> None:
    answer = tidy(answer)
    back = sent(shown(answer), marks(answer))
    assert not back.errors
    assert back.into(answer, Stamp(TODAY, "x")) == answer


@given(ANSWER, ANSWER, ANSWER)
def test_two_people_on_one_question_lose_nothing_or_are_told(first: Answer, mine: Answer, theirs: Answer) -> None:
    """Whatever the two wrote, each part is either kept or the second one is told that it clashes."""
    first, mine, theirs = tidy(first), tidy(mine), tidy(theirs)
    form = sent(shown(mine), marks(first))
    before, other = shown(first), shown(theirs)
    clash: ClashError | None = None
    try:
        result = shown(form.into(theirs, Stamp(TODAY, None)))
    except ClashError as raised:
        clash = raised
    if clash:
        assert clash.parts
        for part in clash.parts:
            assert len({str(getattr(form, part)) for form in (before, other, shown(mine))}) == 3
        return
    for part in ("status", "note", "evidence", "owner", "due"):
        a, b, c, now = (getattr(form, part) for form in (before, shown(mine), other, result))
        assert now == (b if b != a else c)


@given(ANSWER, ANSWER, ANSWER)
def test_a_form_that_stays_open_never_undoes_what_somebody_else_wrote(
    first: Answer, mine: Answer, theirs: Answer
) -> None:
    """A form saved by a script keeps what it shows; saving it again must change nothing, whoever wrote meanwhile."""
    first, mine, theirs = tidy(first), tidy(mine), tidy(theirs)
    form = sent(shown(mine), marks(first))
    try:
        after = form.into(theirs, Stamp(TODAY, None))
    except ClashError:
        return
    again = sent(shown(mine), form.still_shown(after))
    assert again.into(after, Stamp(TODAY, None)) == after


def test_a_changed_status_carries_the_day_and_the_name_and_nothing_else_does() -> None:
    old = Answer(status=Status.NO, on=date(2026, 1, 1), by="森", note="x")
    noted = changed(old, note="y")
    assert (noted.on, noted.by, noted.note) == (old.on, "森", "y")
    other = changed(old, status="yes")
    assert (other.on, other.by, other.note) == (TODAY, "北浜", "x")
    cleared = changed(old, status="")
    assert cleared == Answer(note="x")


def test_a_file_still_named_keeps_its_digest_and_a_new_one_has_none() -> None:
    old = Answer(evidence=(Evidence(what="名簿", file="a.pdf", sha256="1" * 64), Evidence(what="写真")))
    new = changed(old, evidence=(EvidenceInput("名簿 第2版", "a.pdf", "2026-11-21"), EvidenceInput("表", "b.pdf")))
    assert [(piece.what, piece.sha256) for piece in new.evidence] == [("名簿 第2版", "1" * 64), ("表", None)]


def test_a_promised_date_that_is_cleared_is_not_remembered_as_in_sheet_and_form() -> None:
    old = Answer(action=Action(owner="森", due=date(2026, 12, 1), moved=(date(2026, 10, 1),)))
    new = changed(old, due="")
    assert new.action == Action(owner="森", moved=(date(2026, 10, 1),))


def test_a_promised_date_that_moves_is_remembered() -> None:
    old = Answer(action=Action(owner="森", due=date(2026, 12, 1), moved=(date(2026, 10, 1),)))
    new = changed(old, due="2027-01-31")
    assert new.action == Action(owner="森", due=date(2027, 1, 31), moved=(date(2026, 10, 1), date(2026, 12, 1)))
    assert changed(Answer(action=Action(owner="森")), owner="").action is None


def test_last_years_answer_is_shown_unchosen_and_can_be_said_again() -> None:
    carried = Answer(status=Status.YES, on=date(2025, 11, 1), by="森", confirmed=False, note="x")
    assert shown(carried).status == ""
    assert changed(carried) == carried
    assert confirmed(carried, today=TODAY, by="北浜") == replace(carried, confirmed=True, on=TODAY, by="北浜")
    other = changed(carried, status="no")
    assert (other.status, other.confirmed, other.note) == (Status.NO, True, "x")
    once = replace(carried, confirmed=True)
    assert confirmed(once, today=TODAY, by="北浜") == once
    assert confirmed(Answer(), today=TODAY, by="北浜") == Answer()


def test_what_is_wrong_is_told_field_by_field_and_all_at_once() -> None:
    form = FormInput(
        status="na",
        evidence=(
            EvidenceInput("名簿", "", "2026-13-01"),
            EvidenceInput("", "a.pdf", ""),
            EvidenceInput("消す", drop=True),
        ),
        due="来春",
    )
    back = submitted({**as_sent(form), "evidence-2-drop": "yes"}, clean, TODAY)
    assert {name: error.what for name, error in back.errors.items()} == {
        "reason": "web.error.reason",
        "evidence-0-dated": "reading.no-such-month",
        "evidence-1-what": "web.error.what",
        "due": "reading.not-a-day",
    }
    assert back.rows == (0, 1)


@pytest.mark.parametrize("written", ["2026-11-21", "2026/11/21", "2026/11/21 "])
def test_days_may_be_written_with_either_stroke(written: str) -> None:
    assert sent(FormInput(due=written)).fields[DUE] == TODAY


@pytest.mark.parametrize("written", ["2026-W47-6", "2026-11-21T10:00", "1/2/3", "2026-02-30", "٢٠٢٦-١١-٢١"])
def test_other_days_are_refused(written: str) -> None:
    form = sent(FormInput(due=written))
    assert (form.fields[DUE], form.typed.due) == (None, written)
    assert form.errors["due"].values["written"] == written


def test_a_day_without_its_year_lies_behind_for_evidence_and_ahead_for_a_promise() -> None:
    form = sent(FormInput(evidence=(EvidenceInput("名簿", "", "12/25"),), due="12/25"))
    assert (form.evidence[0][2], form.fields[DUE]) == (date(2025, 12, 25), date(2026, 12, 25))
    assert form.completed == (("12/25", date(2025, 12, 25)), ("12/25", date(2026, 12, 25)))


def test_texts_come_in_as_the_file_keeps_them() -> None:
    form = submitted({"note": " か\u3099んは\u00adる\r\n\u202e2行目 ", "owner": "\u200b"}, clean, TODAY)
    assert (form.fields[NOTE], form.fields[OWNER]) == ("がんはる\n2行目", None)
    assert submitted({"status": "maybe"}, clean, TODAY).status is None


def test_a_base_that_nobody_handed_out_keeps_what_the_file_says() -> None:
    """Whoever sends a form without its marks, or with others, overwrites nothing."""
    old = Answer(status=Status.YES, note="x", evidence=(Evidence(what="名簿"),), action=Action(owner="森", due=TODAY))
    for base in ("", ".", "....", "x" * 100_000, marks(Answer(note="y")) + ".0.0.0"):
        with pytest.raises(ClashError) as raised:
            sent(FormInput(note="z", evidence=(EvidenceInput("表"),)), base).into(old, Stamp(TODAY, None))
        assert {"note", "evidence"} <= set(raised.value.parts)
        assert raised.value.answer == old


def test_evidence_is_saved_in_the_order_and_as_often_as_it_was_written() -> None:
    old = Answer(evidence=(Evidence(what="名簿"), Evidence(what="写真")))
    for names in (("写真", "名簿"), ("表", "名簿"), ("名簿", "名簿", "写真"), ("写真",), ()):
        new = changed(old, evidence=tuple(map(EvidenceInput, names)))
        assert tuple(piece.what for piece in new.evidence) == names
