"""Which state follows from which events, what is late on which day, and who may say what."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.followups import AUDITOR, DAY, FINDINGS, FIRM, event

from tenken.core.audit.followup import (
    Event,
    EventKind,
    FindingStage,
    FindingState,
    FollowedAudit,
    Followup,
    VerificationResult,
    state_of,
)
from tenken.core.audit.followup_rules import Parties, event_faults, parties
from tenken.core.model import (
    Assessment,
    AssessmentKind,
    Audit,
    Depth,
    FirmRole,
    Organisation,
    Signoff,
    SignoffRole,
    SignoffStep,
    TeamMember,
    plain_name,
)

K = EventKind
AUDIT = FollowedAudit(file="a.toml", digest="sha256:0")
NOBODY = Parties()
KNOWN = Parties(auditors=("堺 直樹",), approvers=("北浜 みどり",))


def after(*events: Event, today: date = DAY) -> FindingState:
    return state_of(FINDINGS, Followup(audit=AUDIT, events=events), today)[0]


def of(*kinds: EventKind) -> list[Event]:
    return [event(kind) for kind in kinds]


def said(*events: Event, among: Parties = NOBODY) -> list[tuple[int, str, str]]:
    return [(fault.position, fault.key, fault.what) for fault in event_faults(FINDINGS, events, among)]


@pytest.mark.parametrize(
    ("kinds", "stage"),
    [
        ([], FindingStage.ISSUED),
        ([K.REPLY], FindingStage.REPLIED),
        ([K.REPLY, K.REPLY], FindingStage.REPLIED),
        ([K.REPLY, K.RETURNED], FindingStage.RETURNED),
        ([K.REPLY, K.RETURNED, K.REPLY, K.ACCEPTED], FindingStage.ACCEPTED),
        ([K.REPLY, K.ACCEPTED, K.DONE], FindingStage.DONE),
        ([K.REPLY, K.ACCEPTED, K.DONE, K.VERIFIED], FindingStage.VERIFIED),
        ([K.REPLY, K.ACCEPTED, K.EXTENDED], FindingStage.ACCEPTED),
        ([K.RISK_ACCEPTED], FindingStage.RISK_ACCEPTED),
        ([K.REPLY, K.ACCEPTED, K.DONE, K.WITHDRAWN], FindingStage.WITHDRAWN),
    ],
)
def test_the_state_follows_from_the_events(kinds: list[EventKind], stage: FindingStage) -> None:
    events = of(*kinds)
    state = after(*events)
    assert (state.stage, state.round, state.events) == (stage, 1, tuple(events))
    assert said(*events) == []


def test_what_did_not_help_is_issued_again_in_the_next_round() -> None:
    useless = event(K.VERIFIED, result=VerificationResult.NOT_EFFECTIVE, due=date(2027, 2, 1))
    state = after(*of(K.REPLY, K.ACCEPTED, K.DONE), useless)
    assert (state.stage, state.round, state.due) == (FindingStage.ISSUED, 2, date(2027, 2, 1))
    again = event(K.REPLY, due=date(2027, 5, 1))
    state = after(*of(K.REPLY, K.ACCEPTED, K.DONE), useless, again)
    assert (state.round, state.due, state.first_due) == (2, date(2027, 5, 1), date(2027, 1, 15))


def test_a_day_is_late_once_it_has_passed() -> None:
    waits = [after(today=date(2026, 12, day)) for day in (18, 19, 20, 29)]
    assert [(state.overdue, state.overdue_days) for state in waits] == [(False, 0), (False, 0), (True, 1), (True, 10)]
    promised = after(*of(K.REPLY, K.ACCEPTED), today=date(2027, 1, 16))
    assert (promised.due, promised.overdue_days) == (date(2027, 1, 15), 1)
    done = after(*of(K.REPLY, K.ACCEPTED, K.DONE), today=date(2027, 1, 16))
    assert (done.due, done.overdue) == (None, False)
    assert not after(event(K.WITHDRAWN), today=date(2027, 1, 16)).overdue


def test_an_extension_moves_the_day_that_counts_and_keeps_the_first() -> None:
    state = after(event(K.EXTENDED))
    assert (state.due, state.moved_from, state.finding.reply_by) == (
        date(2027, 3, 31),
        date(2026, 12, 19),
        date(2026, 12, 19),
    )
    state = after(*of(K.REPLY, K.ACCEPTED, K.EXTENDED), event(K.EXTENDED, due=date(2027, 6, 30)))
    assert (state.due, state.first_due, state.moved_from) == (
        date(2027, 6, 30),
        date(2027, 1, 15),
        date(2027, 1, 15),
    )
    assert after(*of(K.REPLY)).moved_from is None


def test_only_major_and_minor_await_a_reply() -> None:
    states = state_of(FINDINGS, Followup(audit=AUDIT), date(2030, 1, 1))
    assert [(state.open, state.overdue) for state in states] == [(True, True), (True, False), (False, False)]
    assert said(event(K.REPLY, "F3")) == [(0, "kind", "followup-no-reply-needed")]
    assert said(event(K.WITHDRAWN, "F3")) == []
    assert said(event(K.WITHDRAWN, "F3"), event(K.WITHDRAWN, "F3")) == [(1, "kind", "followup-closed")]


@pytest.mark.parametrize(
    ("kinds", "what"),
    [
        ([K.ACCEPTED], "followup-before-reply"),
        ([K.VERIFIED], "followup-before-reply"),
        ([K.REPLY, K.DONE], "followup-before-judged"),
        ([K.REPLY, K.ACCEPTED, K.REPLY], "followup-before-done"),
        ([K.REPLY, K.ACCEPTED, K.VERIFIED], "followup-before-done"),
        ([K.REPLY, K.ACCEPTED, K.DONE, K.RETURNED], "followup-before-verified"),
        ([K.REPLY, K.RETURNED, K.ACCEPTED], "followup-before-reply"),
        ([K.REPLY, K.ACCEPTED, K.DONE, K.VERIFIED, K.REPLY], "followup-closed"),
        ([K.RISK_ACCEPTED, K.EXTENDED], "followup-closed"),
    ],
)
def test_what_cannot_happen_now_is_refused_and_changes_nothing(kinds: list[EventKind], what: str) -> None:
    events = of(*kinds)
    assert said(*events) == [(len(events) - 1, "kind", what)]
    assert after(*events) == after(*events[:-1])


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        *((K.REPLY, key) for key in ("cause", "action", "owner", "due")),
        *((kind, "why") for kind in (K.RETURNED, K.RISK_ACCEPTED, K.WITHDRAWN, K.EXTENDED)),
        (K.EXTENDED, "due"),
    ],
)
def test_an_event_says_what_it_needs(kind: EventKind, key: str) -> None:
    before = of(K.REPLY) if kind is K.RETURNED else []
    silent = replace(event(kind), **{key: None})  # type: ignore[arg-type]  # one of several keys
    faults = list(event_faults(FINDINGS, [*before, silent], NOBODY))
    assert [(fault.what, fault.values["key"]) for fault in faults] == [("followup-needs", key)]


@pytest.mark.parametrize("key", ["method", "what", "result"])
def test_a_verification_says_how_what_and_whether(key: str) -> None:
    done = of(K.REPLY, K.ACCEPTED, K.DONE)
    silent = replace(event(K.VERIFIED), **{key: None})  # type: ignore[arg-type]  # one of several keys
    assert said(*done, silent) == [(3, "kind", "followup-needs")]


@pytest.mark.parametrize("blank", ["　", "…", "- -"])
def test_blanks_and_dashes_name_nobody_and_explain_nothing(blank: str) -> None:
    assert said(event(K.WITHDRAWN, why=blank)) == [(0, "why", "followup-needs")]
    assert said(event(K.REPLY, by=blank)) == [(0, "by", "followup-needs")]


def test_an_event_says_nothing_that_is_not_its_own() -> None:
    assert said(event(K.REPLY, why="x")) == [(0, "why", "followup-not-here")]
    assert said(event(K.REPLY, correction="x")) == []
    done = of(K.REPLY, K.ACCEPTED, K.DONE)
    assert said(*done, event(K.VERIFIED, due=DAY)) == [(3, "due", "followup-not-here")]


@pytest.mark.parametrize("name", ["木村 健", "木村　健", "木村", "ｷﾑﾗ健", "住吉"])
@pytest.mark.parametrize("kind", [K.ACCEPTED, K.RETURNED, K.VERIFIED])
def test_nobody_judges_his_own_reply_or_action(name: str, kind: EventKind) -> None:
    first = event(K.REPLY, by="キムラ 健", owner="住 吉")
    events = [first, event(K.REPLY), *(of(K.ACCEPTED, K.DONE) if kind is K.VERIFIED else [])]
    what = "followup-own-action" if kind is K.VERIFIED else "followup-own-reply"
    assert said(*events, event(kind, by=name)) == [(len(events), "by", what)]
    assert said(*events, event(kind, by="堺")) == []


def test_a_risk_is_accepted_by_who_approves_for_the_firm() -> None:
    assert said(event(K.RISK_ACCEPTED, by="北浜みどり"), among=KNOWN) == []
    assert said(event(K.RISK_ACCEPTED, by=FIRM), among=KNOWN) == [(0, "by", "followup-not-approver")]
    assert said(event(K.RISK_ACCEPTED, by="堺直樹"), among=KNOWN) == [(0, "by", "followup-risk-of-auditor")]
    assert said(event(K.RISK_ACCEPTED, by=FIRM)) == []


def test_a_finding_is_withdrawn_by_an_auditor() -> None:
    assert said(event(K.WITHDRAWN, by="堺　直樹"), among=KNOWN) == []
    assert said(event(K.WITHDRAWN, by=FIRM), among=KNOWN) == [(0, "by", "followup-not-auditor")]
    assert said(event(K.WITHDRAWN, by=FIRM)) == []


def test_days_of_one_finding_go_forward() -> None:
    early = event(K.ACCEPTED, on=DAY - timedelta(days=1))
    assert said(event(K.REPLY), early) == [(1, "on", "followup-day-before")]
    assert said(event(K.REPLY), event(K.REPLY, "F2", on=DAY - timedelta(days=1))) == []
    assert said(event(K.EXTENDED, due=date(2026, 12, 19))) == [(0, "due", "followup-not-later")]
    assert said(event(K.EXTENDED, "F2", due=date(2026, 1, 1))) == []


def test_what_the_audit_did_not_find_is_refused() -> None:
    faults = list(event_faults(FINDINGS, [event(K.REPLY, "f1"), event(K.REPLY, "X-99")], NOBODY))
    assert [(fault.what, fault.values.get("meant")) for fault in faults] == [
        ("followup-no-finding-near", "F1"),
        ("followup-no-finding", None),
    ]


def test_all_that_is_wrong_is_told_at_once() -> None:
    wrong = event(K.VERIFIED, method=None, by=FIRM, on=DAY - timedelta(days=3), cause="x")
    assert said(*of(K.REPLY), wrong) == [
        (1, "kind", "followup-before-judged"),
        (1, "cause", "followup-not-here"),
        (1, "kind", "followup-needs"),
        (1, "on", "followup-day-before"),
        (1, "by", "followup-own-action"),
    ]


def test_who_audits_and_who_approves_stands_in_the_audit() -> None:
    assessment = Assessment(
        checklist="a@1",
        digest="",
        kind=AssessmentKind.AUDIT,
        depth=Depth.QUICK,
        date=DAY,
        organisation=Organisation(name="x"),
        roles={FirmRole.OWNER: "北浜 みどり"},
        audit=Audit(team=(TeamMember(name=AUDITOR), TeamMember(name="住吉"))),
        signoff=Signoff(assessor=AUDITOR, approved_by="理事長", on=DAY),
    )
    assert parties(assessment) == Parties(auditors=(AUDITOR, "住吉"), approvers=("北浜 みどり", "理事長"))
    signed = tuple(SignoffStep(role=role, name=role, on=DAY, digest="") for role in SignoffRole)
    stepped = replace(assessment, signoff=Signoff(steps=signed))
    assert parties(stepped).approvers == ("北浜 みどり",), "those who sign an audit are not the firm"
    assert set(SignoffRole) < set(parties(stepped).auditors)
    assert plain_name("Ｎａｏ　ki") == "naoki"
