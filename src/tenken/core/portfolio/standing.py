"""Where a firm stands on a day: its state, what it comes to, what is due next, and whether it has gone quiet.

The state goes one way: new → sent → partly → answered → auditing → signed → correcting → closed; the next year's
assessment begins anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tenken.core.model import FindingGrade
from tenken.core.portfolio.clients import Client, FollowupSummary, OpenFinding, Sent, YearSummary
from tenken.core.scoring.evidence_validity import add_months

QUIET_DAYS = 14
"""Days without a sign of life after which a firm that has something to do counts as stale."""
SOON = timedelta(days=30)
"""How far ahead expiring evidence is counted."""
AHEAD = timedelta(days=60)
"""How long before its day the next assessment may be sent; in a short cycle no sooner than after half of it."""


class ClientState(StrEnum):
    """How far this year's work with a firm has come."""

    NEW = "new"
    SENT = "sent"
    PARTLY = "partly"
    ANSWERED = "answered"
    AUDITING = "auditing"
    SIGNED = "signed"
    CORRECTING = "correcting"
    CLOSED = "closed"


WAITING = (ClientState.SENT, ClientState.PARTLY, ClientState.CORRECTING)
"""States in which the firm has something to do; a signed audit waits as long as something of it is open."""


class Outgoing(StrEnum):
    """What is sent to a firm, or why nothing is."""

    BEGIN = "begin"
    """Its first assessment."""
    GO_ON = "go-on"
    """What is not answered yet."""
    RENEW = "renew"
    """The next assessment, with the last one's answers as suggestions."""
    WAITING = "waiting"
    """Nothing: something is out already."""
    ANSWERED = "answered"
    """Nothing: the next assessment is far off."""

    @property
    def goes(self) -> bool:
        """Whether something is sent."""
        return self in (Outgoing.BEGIN, Outgoing.GO_ON, Outgoing.RENEW)


class DueKind(StrEnum):
    """What is to happen on a day."""

    RETURN = "return"
    """It comes back."""
    REPLY = "reply"
    """The firm answers to findings."""
    ACTION = "action"
    """What was promised is done."""
    ASSESS = "assess"
    """The next yearly assessment."""


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """What is due, and when."""

    day: date
    kind: DueKind
    findings: tuple[str, ...] = ()
    """Numbers of the findings that it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What the folder of one firm holds, in numbers."""

    selves: tuple[YearSummary, ...] = ()
    """Self-assessments, oldest first."""
    audits: tuple[YearSummary, ...] = ()
    """Audits, oldest first."""
    followup: FollowupSummary | None = None
    """Of the last audit that was signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a firm stands on a day."""

    state: ClientState
    own: YearSummary | None
    """This year's self-assessment."""
    audit: YearSummary | None
    """The audit of it."""
    change: int | None
    """Points against the year before, own answers against own answers; ``None`` where one of them has no score."""
    last_signed: YearSummary | None
    """The last audit that was signed, perhaps of an earlier year: its findings stay open until they are closed."""
    findings: tuple[OpenFinding, ...]
    """Those of it that are open."""
    majors: int | None
    """Open findings of the grade major; ``None`` before an audit is signed."""
    overdue: int | None
    """Open findings whose day has passed."""
    expiring: int
    """Answers whose evidence ends within 30 days, or has ended."""
    quiet_days: int
    """Days since the last sign of life."""
    stale: bool
    awaited: tuple[Sent, ...]
    """What was asked back by a day and is not there yet, or not all of it; one at most."""
    dues: tuple[Due, ...]
    """All that is due, the first day first."""

    @property
    def due(self) -> Due | None:
        """The first thing that is due."""
        return self.dues[0] if self.dues else None

    @property
    def grade(self) -> str | None:
        """The audit's, where there is one that says something; else that of the firm's own answers."""
        return (self.audit.grade if self.audit else None) or (self.own.grade if self.own else None)


def standing(client: Client, records: Records, today: date) -> Standing:
    """Where the firm stands on that day."""
    own = records.selves[-1] if records.selves else None
    audit = records.audits[-1] if records.audits else None
    if own and audit and audit.day < own.day and not _same_cycle(client, audit.day, own.day):
        audit = None
    followup = records.followup if audit else None
    before = records.selves[-2] if len(records.selves) > 1 else None
    asked = _asked(client, own, before)
    state = _state(asked, own, audit, followup)
    last = max(_signs(client, own, audit, followup), default=None)
    quiet = (today - last).days if last else 0
    signed = next((year for year in reversed(records.audits) if year.signed), None)
    found = _open_findings(signed, records.followup)
    awaited = _awaited(asked, state)
    counted = audit if audit and audit.evidence_until else own
    return Standing(
        state=state,
        own=own,
        audit=audit,
        change=_change(before, own),
        last_signed=signed,
        majors=sum(finding.grade is FindingGrade.MAJOR for finding in found) if signed else None,
        overdue=sum(finding.due is not None and finding.due < today for finding in found) if signed else None,
        expiring=sum(day <= today + SOON for day in counted.evidence_until) if counted else 0,
        quiet_days=max(0, quiet),
        stale=quiet >= QUIET_DAYS and (state in WAITING or (state is ClientState.SIGNED and bool(found))),
        findings=found,
        awaited=awaited,
        dues=tuple(sorted(_dues(client, own, found, awaited, state))),
    )


def _open_findings(signed: YearSummary | None, followup: FollowupSummary | None) -> tuple[OpenFinding, ...]:
    """What is open of an audit; where nothing was written down since, all that it found."""
    if signed is None:
        return ()
    return followup.open if followup else signed.findings


def _change(before: YearSummary | None, own: YearSummary | None) -> int | None:
    """Points against the year before, once all that applies is answered."""
    if before is None or own is None or before.score is None or own.score is None or not own.complete:
        return None
    return own.score - before.score


def _same_cycle(client: Client, audited: date, assessed: date) -> bool:
    """Whether an audit belongs to a self-assessment that was touched again after it."""
    return add_months(audited, max(1, client.cycle_months // 2)) > assessed


def _state(
    asked: Sequence[Sent], own: YearSummary | None, audit: YearSummary | None, followup: FollowupSummary | None
) -> ClientState:
    if audit and audit.signed:
        if followup is None or not followup.total:
            return ClientState.SIGNED
        if followup.open:
            return ClientState.CORRECTING if followup.last else ClientState.SIGNED
        return ClientState.CLOSED
    if audit:
        return ClientState.AUDITING
    if own is None or not own.answered:
        return ClientState.SENT if asked else ClientState.NEW
    return ClientState.ANSWERED if own.complete else ClientState.PARTLY


def _signs(
    client: Client, own: YearSummary | None, audit: YearSummary | None, followup: FollowupSummary | None
) -> Iterator[date]:
    """Every day on which something happened."""
    for sent in client.sent:
        yield sent.on
        if sent.received:
            yield sent.received
    for year in (own, audit):
        if year:
            yield year.last
            if year.signed:
                yield year.signed
    if followup and followup.last:
        yield followup.last


def _asked(client: Client, own: YearSummary | None, before: YearSummary | None) -> tuple[Sent, ...]:
    """What went out for this year's assessment, or is out at all.

    What went out until the year ``before`` had its last answers belongs to that.
    """
    out = client.out
    return tuple(
        sent for sent in client.sent if sent in out or (own is not None and (before is None or sent.on > before.day))
    )


def _awaited(asked: Sequence[Sent], state: ClientState) -> tuple[Sent, ...]:
    """What is to come back by a day, of several the last: a new day takes the place of the earlier one.

    What came back without all answers is awaited still, by the day for which it was asked.
    """
    waiting = state in (ClientState.NEW, ClientState.SENT, ClientState.PARTLY)
    return tuple(sent for sent in asked if sent.due)[-1:] if waiting else ()


def _dues(
    client: Client,
    own: YearSummary | None,
    found: Iterable[OpenFinding],
    awaited: Iterable[Sent],
    state: ClientState,
) -> Iterator[Due]:
    yield from (Due(sent.due, DueKind.RETURN) for sent in awaited if sent.due)
    yield from _findings_due(found)
    if own and state in (ClientState.SIGNED, ClientState.CORRECTING, ClientState.CLOSED, ClientState.ANSWERED):
        yield Due(add_months(own.day, client.cycle_months), DueKind.ASSESS)


def kind_of(finding: OpenFinding) -> DueKind:
    """What the firm is to do about an open finding."""
    return DueKind.REPLY if finding.stage.awaits_reply else DueKind.ACTION


def _findings_due(found: Iterable[OpenFinding]) -> Iterator[Due]:
    """The days of open findings, those of one day and kind together."""
    days: dict[tuple[date, DueKind], list[str]] = {}
    for finding in found:
        if finding.due:
            days.setdefault((finding.due, kind_of(finding)), []).append(finding.id)
    for (day, kind), ids in days.items():
        yield Due(day, kind, tuple(ids))


def outgoing(client: Client, own: YearSummary | None, today: date, *, again: bool = False) -> Outgoing:
    """What is to be sent to the firm; ``again`` sends also where something is out already."""
    if not again and client.out:
        return Outgoing.WAITING
    if own is None:
        return Outgoing.BEGIN
    due = add_months(own.day, client.cycle_months)
    if today >= due - min(AHEAD, (due - own.day) / 2):
        return Outgoing.RENEW
    return Outgoing.ANSWERED if own.complete else Outgoing.GO_ON
