"""Laws of following up: the state is made of events alone, what is closed stays closed, nothing is written anew."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ask.sheet.test_sheet import HOSTILE
from tests.conftest import PLACES, TODAY
from tests.followups import FINDINGS, audit_in, event
from tests.laws.test_file_laws import FREE

from tenken.core.audit.followup import (
    Event,
    EventKind,
    FindingStage,
    FollowedAudit,
    Followup,
    VerificationResult,
    state_of,
)
from tenken.core.audit.followup_rules import Parties, event_faults
from tenken.core.problem import FileProblems
from tenken.store.assessment import followup

AUDIT = FollowedAudit(file="a.toml", digest="sha256:0")
DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))
EVENTS = st.builds(
    lambda kind, finding, result, due: replace(
        event(kind, finding), **({"result": result} if kind is EventKind.VERIFIED else {}), due=due
    ),
    st.sampled_from(EventKind),
    st.sampled_from(["F1", "F2", "F3", "F9"]),
    st.sampled_from(VerificationResult),
    st.none() | DAYS,
)
ORDERS = st.lists(EVENTS, max_size=30)


def told(*events: Event) -> Followup:
    return Followup(audit=AUDIT, events=events)


def test_every_state_is_reachable() -> None:
    waiting: list[tuple[Event, ...]] = [()]
    reached: set[FindingStage] = set()
    while waiting:
        events = waiting.pop()
        stage = state_of(FINDINGS, told(*events), TODAY)[0].stage
        if stage not in reached:
            reached.add(stage)
            waiting += [(*events, event(kind)) for kind in EventKind]
    assert reached == set(FindingStage)


@given(ORDERS, ORDERS)
def test_what_is_closed_stays_closed_whatever_comes(first: list[Event], more: list[Event]) -> None:
    before = state_of(FINDINGS, told(*first), TODAY)
    after = state_of(FINDINGS, told(*first, *more), TODAY)
    for was, now in zip(before, after, strict=True):
        if was.stage.closed:
            assert now == was


@given(ORDERS, DAYS, DAYS)
def test_the_state_is_made_of_the_events_of_its_finding_alone(events: list[Event], one: date, other: date) -> None:
    together = state_of(FINDINGS, told(*events), one)
    for state in together:
        own = [entry for entry in events if entry.finding == state.finding.id]
        assert state_of([state.finding], told(*own), one) == (state,)
    later = state_of(FINDINGS, told(*events), other)
    assert tuple(replace(state, today=one) for state in later) == together  # a day changes only what is late
    assert state_of(FINDINGS, told(*events), one) == together


@given(ORDERS)
def test_events_that_are_refused_for_their_order_change_nothing(events: list[Event]) -> None:
    faults = event_faults(FINDINGS, events, Parties())
    refused = {
        fault.position
        for fault in faults
        if fault.what.startswith(("followup-before", "followup-closed", "followup-no-")) and fault.key != "due"
    }
    kept = [entry for position, entry in enumerate(events) if position not in refused]
    assert state_of(FINDINGS, told(*kept), TODAY) == state_of(FINDINGS, told(*events), TODAY)
    assert sum(len(state.events) for state in state_of(FINDINGS, told(*events), TODAY)) == len(kept)


@given(
    st.lists(EVENTS, min_size=1, max_size=4), st.sampled_from(["", "\n", "# 終わり", "\n[extra]\nx = 1"]), st.booleans()
)
@settings(max_examples=15)
def test_adding_keeps_every_byte_before(head: str, new: list[Event], end: str, windows: bool) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "f.toml"
        followup.begin(audit_in(Path(folder), head), file, PLACES, TODAY)
        text = "# メモ\n" + file.read_text(encoding="utf-8").rstrip("\n") + end
        file.write_bytes((text.replace("\n", "\r\n") if windows else text).encode())
        for entry in new:
            before, states = file.read_bytes(), followup.load(file, PLACES, TODAY).states
            try:
                after = followup.append(file, [replace(entry, on=TODAY)], PLACES, TODAY)
            except FileProblems:
                assert file.read_bytes() == before
                continue
            assert file.read_bytes().startswith(before)
            assert file.read_bytes() != before
            assert followup.load(file, PLACES, TODAY) == after
            changed = [was.finding.id for was, now in zip(states, after.states, strict=True) if was != now]
            assert changed == [entry.finding]


@given(why=st.text(max_size=60) | FREE | st.sampled_from(HOSTILE), name=FREE | st.sampled_from(HOSTILE))
def test_no_text_of_an_event_changes_anything_else(head: str, why: str, name: str) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "f.toml"
        followup.begin(audit_in(Path(folder), head), file, PLACES, TODAY)
        before = file.read_bytes()
        with suppress(FileProblems):
            after = followup.append(file, [event(EventKind.EXTENDED, on=TODAY, why=why, by=name)], PLACES, TODAY)
            assert len(after.followup.events) == 1
        assert file.read_bytes().startswith(before)
