"""Where a firm stands on a day, worked out from numbers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tenken.core.audit.followup import FindingStage
from tenken.core.model import AssessmentKind, Depth, FindingGrade
from tenken.core.portfolio.clients import Client, FollowupSummary, OpenFinding, Sent, YearSummary
from tenken.core.portfolio.standing import QUIET_DAYS, ClientState, Due, DueKind, Records, standing

TODAY = date(2026, 11, 21)
FIRM = Client(name="北浜クラブ")
OUT = Sent(on=date(2026, 11, 1), file="sent/2026-11-01.xlsx", token="0" * 24, due=date(2026, 11, 20))
OWN = YearSummary(
    kind=AssessmentKind.SELF,
    checklist="club@1",
    depth=Depth.QUICK,
    day=date(2026, 11, 10),
    score=71,
    grade="C",
    applicable=5,
    answered=5,
    last=date(2026, 11, 10),
)
NEXT = replace(OWN, day=date(2027, 11, 1), answered=0)
AUDIT = replace(OWN, kind=AssessmentKind.AUDIT, day=date(2026, 11, 15), last=date(2026, 11, 15), score=64, checked=4)
SIGNED = replace(AUDIT, signed=date(2026, 11, 18))
MAJOR = OpenFinding(id="F-1", grade=FindingGrade.MAJOR, stage=FindingStage.ISSUED, due=date(2026, 12, 1))
LATE = OpenFinding(id="F-2", grade=FindingGrade.MINOR, stage=FindingStage.ACCEPTED, due=date(2026, 11, 20))
REPLIED = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("sent", "records", "state"),
    [
        ((), Records(), ClientState.NEW),
        ((OUT,), Records(), ClientState.SENT),
        ((replace(OUT, received=date(2026, 11, 9)),), Records(), ClientState.NEW),
        ((OUT,), Records(selves=(replace(OWN, answered=0),)), ClientState.SENT),
        ((replace(OUT, received=date(2026, 11, 9)),), Records(selves=(replace(OWN, answered=0),)), ClientState.SENT),
        ((replace(OUT, received=date(2026, 11, 9)),), Records(selves=(OWN, NEXT)), ClientState.NEW),
        ((OUT,), Records(selves=(replace(OWN, answered=2),)), ClientState.PARTLY),
        ((), Records(selves=(OWN,)), ClientState.ANSWERED),
        ((), Records(selves=(OWN,), audits=(AUDIT,)), ClientState.AUDITING),
        ((), Records(selves=(OWN,), audits=(SIGNED,)), ClientState.SIGNED),
        (
            (),
            Records(selves=(OWN,), audits=(SIGNED,), followup=FollowupSummary(open=(MAJOR,), total=1)),
            ClientState.SIGNED,
        ),
        (
            (),
            Records(selves=(OWN,), audits=(SIGNED,), followup=FollowupSummary(open=(MAJOR,), total=1, last=REPLIED)),
            ClientState.CORRECTING,
        ),
        (
            (),
            Records(selves=(OWN,), audits=(SIGNED,), followup=FollowupSummary(open=(), total=1, last=REPLIED)),
            ClientState.CLOSED,
        ),
    ],
)
def test_the_state_goes_one_way(sent: tuple[Sent, ...], records: Records, state: ClientState) -> None:
    assert standing(replace(FIRM, sent=sent), records, TODAY).state is state


def test_the_next_year_begins_anew_and_is_compared_with_the_firms_own_answers() -> None:
    this = replace(OWN, day=date(2027, 11, 10), last=date(2027, 11, 10), score=80)
    found = standing(FIRM, Records(selves=(OWN, this), audits=(SIGNED,)), date(2027, 11, 12))
    assert (found.state, found.audit, found.change) == (ClientState.ANSWERED, None, 9)
    unfinished = standing(FIRM, Records(selves=(OWN, replace(this, answered=3))), date(2027, 11, 12))
    assert unfinished.change is None  # half of the answers say nothing about the year


def test_findings_stay_open_when_the_next_year_has_begun() -> None:
    """A promise outlives the year: it is counted and due until it is closed or another audit is signed."""
    this = replace(OWN, day=date(2027, 11, 10), last=date(2027, 11, 10))
    followup = FollowupSummary(open=(MAJOR,), total=1, last=REPLIED)
    records = Records(selves=(OWN, this), audits=(SIGNED,), followup=followup)
    found = standing(FIRM, records, date(2027, 11, 12))
    assert (found.state, found.audit, found.majors, found.overdue) == (ClientState.ANSWERED, None, 1, 1)
    assert found.due == Due(date(2026, 12, 1), DueKind.REPLY, ("F-1",))


def test_an_audit_belongs_to_answers_that_were_touched_again_after_it() -> None:
    touched = replace(OWN, day=date(2026, 11, 20))
    assert standing(FIRM, Records(selves=(touched,), audits=(SIGNED,)), TODAY).audit is SIGNED


def test_findings_count_once_the_audit_is_signed() -> None:
    followup = FollowupSummary(open=(MAJOR, LATE), total=3, last=REPLIED)
    before = standing(FIRM, Records(selves=(OWN,), audits=(AUDIT,), followup=followup), TODAY)
    after = standing(FIRM, Records(selves=(OWN,), audits=(SIGNED,), followup=followup), TODAY)
    assert (before.majors, before.overdue) == (None, None)
    assert (after.majors, after.overdue) == (1, 1)
    assert after.due == Due(date(2026, 11, 20), DueKind.ACTION, ("F-2",))


def test_findings_that_nobody_has_replied_to_count_as_they_were_issued() -> None:
    signed = replace(SIGNED, findings=(MAJOR, LATE))
    found = standing(FIRM, Records(selves=(OWN,), audits=(signed,)), TODAY)
    assert (found.state, found.majors, found.overdue) == (ClientState.SIGNED, 1, 1)
    assert standing(FIRM, Records(selves=(OWN,), audits=(replace(signed, signed=None),)), TODAY).majors is None


def test_a_firm_goes_quiet_only_while_something_is_awaited_of_it() -> None:
    last = OUT.on + timedelta(days=QUIET_DAYS)
    waiting = replace(FIRM, sent=(OUT,))
    assert not standing(waiting, Records(), last - timedelta(days=1)).stale
    assert standing(waiting, Records(), last).stale
    assert not standing(FIRM, Records(selves=(OWN,)), date(2027, 3, 1)).stale
    assert standing(FIRM, Records(), last).quiet_days == 0  # nothing ever happened


def test_what_is_due_is_the_return_then_the_next_assessment() -> None:
    waiting = replace(FIRM, sent=(OUT,))
    assert standing(waiting, Records(), TODAY).due == Due(date(2026, 11, 20), DueKind.RETURN)
    assert standing(FIRM, Records(), TODAY).due is None
    assert standing(FIRM, Records(selves=(OWN,)), TODAY).due == Due(date(2027, 11, 10), DueKind.ASSESS)
    half_yearly = replace(FIRM, cycle_months=6)
    assert standing(half_yearly, Records(selves=(OWN,)), TODAY).due == Due(date(2027, 5, 10), DueKind.ASSESS)


def test_a_new_day_takes_the_place_of_the_earlier_one() -> None:
    later = Sent(on=date(2026, 11, 18), file="sent/2026-11-18.xlsx", token="1" * 24, due=date(2026, 12, 5))
    again = replace(later, token="2" * 24, due=None)
    for sent, due in (((OUT, later), later.due), ((OUT, later, again), later.due), ((OUT, again), OUT.due)):
        found = standing(replace(FIRM, sent=sent), Records(), TODAY)
        assert [(one.kind, one.day) for one in found.dues] == [(DueKind.RETURN, due)]


def test_what_came_back_partly_answered_is_awaited_by_its_day() -> None:
    """The day does not fall away because the firm has sent a few answers of many."""
    back = replace(OUT, received=date(2026, 11, 12))
    partly = Records(selves=(replace(OWN, day=date(2026, 11, 1), answered=2),))
    assert standing(replace(FIRM, sent=(back,)), partly, TODAY).due == Due(date(2026, 11, 20), DueKind.RETURN)
    empty = Records(selves=(replace(OWN, day=date(2026, 11, 12), answered=0),))
    assert standing(replace(FIRM, sent=(back,)), empty, TODAY).due == Due(date(2026, 11, 20), DueKind.RETURN)
    more = Sent(on=date(2026, 11, 13), file="sent/2026-11-13.xlsx", token="1" * 24, due=date(2026, 12, 1))
    assert standing(replace(FIRM, sent=(back, more)), partly, TODAY).due == Due(date(2026, 12, 1), DueKind.RETURN)
    last_year = replace(OWN, day=date(2026, 11, 12))
    renewed = Records(selves=(last_year, replace(OWN, day=date(2027, 11, 1), answered=2)))
    assert standing(replace(FIRM, sent=(back,)), renewed, date(2027, 11, 2)).due is None
    assert standing(replace(FIRM, sent=(back,)), Records(selves=(OWN,)), TODAY).awaited == ()


def test_evidence_counts_that_ends_within_thirty_days_or_has_ended() -> None:
    ends = (TODAY - timedelta(days=1), TODAY + timedelta(days=30), TODAY + timedelta(days=31))
    assert standing(FIRM, Records(selves=(replace(OWN, evidence_until=ends),)), TODAY).expiring == 2
