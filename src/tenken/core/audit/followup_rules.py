"""What an event of a follow-up must say, who may say it, and in which order: everything that is refused.

Nobody accepts his own reply or verifies his own action; a risk is accepted by who approves for the firm, a finding
withdrawn by who found it. Which stage follows from which event is ``followup``'s.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from tenken.core.audit.followup import (
    CLOSED,
    DETAILS,
    Event,
    EventKind,
    FindingStage,
    FindingState,
    VerificationResult,
    begun,
)
from tenken.core.model import Assessment, AuditFinding, FirmRole, plain_name, same_name, says_something
from tenken.core.problem import Guesses, Values

NEEDED: Mapping[EventKind, tuple[str, ...]] = {
    EventKind.REPLY: ("cause", "action", "owner", "due"),
    EventKind.ACCEPTED: (),
    EventKind.RETURNED: ("why",),
    EventKind.DONE: (),
    EventKind.VERIFIED: ("method", "what", "result"),
    EventKind.EXTENDED: ("due", "why"),
    EventKind.RISK_ACCEPTED: ("why",),
    EventKind.WITHDRAWN: ("why",),
}
"""What an event must say beside the finding, who and when."""

WELCOME: Mapping[EventKind, tuple[str, ...]] = {
    EventKind.REPLY: ("correction",),
    EventKind.ACCEPTED: ("why",),
    EventKind.RETURNED: ("due",),
    EventKind.DONE: ("what",),
    EventKind.VERIFIED: ("due",),
}
"""What it may say besides; the day of what is returned or did not help is that of the next reply."""

Faults: TypeAlias = Iterator[tuple[str, str, Values]]
"""Keys of an event, each with the sentence and its values."""

OUT_OF_ORDER: Mapping[FindingStage, str] = {
    FindingStage.ISSUED: "followup-before-reply",
    FindingStage.RETURNED: "followup-before-reply",
    FindingStage.REPLIED: "followup-before-judged",
    FindingStage.ACCEPTED: "followup-before-done",
    FindingStage.DONE: "followup-before-verified",
    **dict.fromkeys(CLOSED, "followup-closed"),
}
"""What is to be said where something cannot happen in a stage: the key of a sentence that names what can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Who may speak for whom, as far as the audit says; where it names nobody, anybody may."""

    auditors: tuple[str, ...] = ()
    approvers: tuple[str, ...] = ()
    """Of the firm."""


def parties(assessment: Assessment) -> Parties:
    """The auditors with all who signed the audit; and who approves for the firm, which none of them does."""
    audit, signoff = assessment.audit, assessment.signoff
    steps = signoff.steps if signoff else ()
    auditors = [member.name for member in (audit.team if audit else ())]
    auditors += [assessment.assessor.name or "", (signoff.assessor if signoff else None) or ""]
    auditors += [step.name for step in steps]  # all of them sign for those who audited
    approvers = [assessment.roles.get(FirmRole.OWNER, ""), (signoff.approved_by if signoff else None) or ""]
    return Parties(auditors=_each(auditors), approvers=_each(approvers))


def _each(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if plain_name(name)))


def _among(name: str, names: Iterable[str]) -> bool:
    return any(same_name(name, other) for other in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFault:
    """Why an event may not stand there: which one, which of its keys, and the sentence with its values."""

    position: int
    """From 0."""
    key: str
    what: str
    values: Values


def event_faults(findings: Sequence[AuditFinding], events: Sequence[Event], among: Parties) -> Iterator[EventFault]:
    """Everything that keeps events from standing in this order; an event that cannot happen changes nothing."""
    states = begun(findings, date.max)
    own: dict[str, set[str]] = {}
    guesses = Guesses()
    for position, event in enumerate(events):
        state = states.get(event.finding)
        said = own.setdefault(event.finding, set())
        faults = _unknown(event, states, guesses) if state is None else _faults(state, event, among, said)
        for key, what, values in faults:
            told = {"id": event.finding, "kind": str(event.kind), **values}
            yield EventFault(position=position, key=key, what=what, values=told)
        if state and state.allows(event.kind):
            states[event.finding] = state.after(event)
            if event.kind is EventKind.REPLY:
                said |= {plain_name(name) for name in (event.by, event.owner) if name}


def _unknown(event: Event, states: Mapping[str, FindingState], guesses: Guesses) -> Faults:
    capital = event.finding.upper()
    meant = capital if capital in states else guesses.close_to(event.finding, states)
    if meant:
        yield "finding", "followup-no-finding-near", {"meant": meant}
    else:
        yield "finding", "followup-no-finding", {}


def _faults(state: FindingState, event: Event, among: Parties, own: Collection[str]) -> Faults:
    """What is wrong with one event after all that came before it."""
    allowed = state.allows(event.kind)
    if not allowed:
        needs = state.finding.grade.needs_reply or state.stage.closed
        yield "kind", OUT_OF_ORDER[state.stage] if needs else "followup-no-reply-needed", {}
    welcome = {*NEEDED[event.kind], *WELCOME.get(event.kind, ())}
    if event.kind is EventKind.VERIFIED and event.result is VerificationResult.EFFECTIVE:
        welcome.remove("due")
    if not says_something(event.by):
        yield "by", "followup-needs", {"key": "by"}
    for key in DETAILS:
        value = getattr(event, key)
        if key in NEEDED[event.kind] and not says_something(value):
            yield "kind" if value is None else key, "followup-needs", {"key": key}
        elif value is not None and key not in welcome:
            yield key, "followup-not-here", {"key": key}
    if state.latest and event.on < state.latest.on:
        yield "on", "followup-day-before", {"day": event.on.isoformat(), "before": state.latest.on.isoformat()}
    if event.kind is EventKind.EXTENDED and event.due and allowed:
        before = state.reply_by if state.stage.awaits_reply else state.action_due
        if before and event.due <= before:
            yield "due", "followup-not-later", {"day": event.due.isoformat(), "before": before.isoformat()}
    yield from _who(event, among, own)


def _who(event: Event, among: Parties, own: Collection[str]) -> Faults:
    """Whether somebody may say this; ``own`` are the names of those who replied or promised to act, as compared."""
    names: Values = {"by": event.by}
    match event.kind:
        case EventKind.ACCEPTED | EventKind.RETURNED | EventKind.VERIFIED if plain_name(event.by) in own:
            verified = event.kind is EventKind.VERIFIED
            yield "by", "followup-own-action" if verified else "followup-own-reply", names
        case EventKind.RISK_ACCEPTED if _among(event.by, among.auditors):
            yield "by", "followup-risk-of-auditor", names
        case EventKind.RISK_ACCEPTED if among.approvers and not _among(event.by, among.approvers):
            yield "by", "followup-not-approver", {**names, "names": " / ".join(among.approvers)}
        case EventKind.WITHDRAWN if among.auditors and not _among(event.by, among.auditors):
            yield "by", "followup-not-auditor", {**names, "names": " / ".join(among.auditors)}
        case _:
            pass
