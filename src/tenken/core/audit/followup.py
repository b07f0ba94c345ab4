"""What becomes of an audit's findings after it was signed: events, added one by one, from which the state follows.

Nothing is ever taken back. What an event must say, and who may say it, is ``followup_rules``'; where the events stand,
and that they are only added, is ``store.assessment.followup``'s.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from tenken.core.model import Action, AuditFinding, BasisMethod


class EventKind(StrEnum):
    """What happened to a finding."""

    REPLY = "reply"
    """The firm says why it came to this and what it will do."""
    ACCEPTED = "accepted"
    RETURNED = "returned"
    """The reply is not enough; another one is awaited."""
    DONE = "done"
    VERIFIED = "verified"
    """Somebody else saw whether it helped."""
    EXTENDED = "extended"
    RISK_ACCEPTED = "risk-accepted"
    """The firm leaves it as it is, knowing what that means."""
    WITHDRAWN = "withdrawn"
    """It was no finding after all."""


class VerificationResult(StrEnum):
    """Whether what was done keeps it from happening again."""

    EFFECTIVE = "effective"
    NOT_EFFECTIVE = "not-effective"


class FindingStage(StrEnum):
    """Where a finding stands."""

    ISSUED = "issued"
    REPLIED = "replied"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    DONE = "done"
    VERIFIED = "verified"
    """Found to be effective; what was not is issued again."""
    RISK_ACCEPTED = "risk-accepted"
    WITHDRAWN = "withdrawn"

    @property
    def closed(self) -> bool:
        """Whether nothing more is to come."""
        return self in CLOSED

    @property
    def awaits_reply(self) -> bool:
        """Whether it is the firm's turn to reply."""
        return self in (FindingStage.ISSUED, FindingStage.RETURNED)


CLOSED = frozenset({FindingStage.VERIFIED, FindingStage.RISK_ACCEPTED, FindingStage.WITHDRAWN})
OPEN = frozenset(FindingStage) - CLOSED

ALLOWED: Mapping[EventKind, Collection[FindingStage]] = {
    EventKind.REPLY: (FindingStage.ISSUED, FindingStage.RETURNED, FindingStage.REPLIED),
    EventKind.ACCEPTED: (FindingStage.REPLIED,),
    EventKind.RETURNED: (FindingStage.REPLIED,),
    EventKind.DONE: (FindingStage.ACCEPTED,),
    EventKind.VERIFIED: (FindingStage.DONE,),
    EventKind.EXTENDED: OPEN,
    EventKind.RISK_ACCEPTED: OPEN,
    EventKind.WITHDRAWN: OPEN,
}
"""In which stages an event may come; a reply that nobody has judged yet may be given anew."""

DETAILS = ("correction", "cause", "action", "owner", "due", "method", "what", "result", "why")
"""All that an event may say, in the order in which it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to a finding."""

    finding: str
    kind: EventKind
    on: date
    by: str
    correction: str | None = None
    """修正: what was put right at once."""
    cause: str | None = None
    action: str | None = None
    """是正処置: what keeps it from happening again."""
    owner: str | None = None
    due: date | None = None
    method: BasisMethod | None = None
    what: str | None = None
    """What was done, or what was seen."""
    result: VerificationResult | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class FollowedAudit:
    """Which audit is followed up: its file beside this one, the digest of what it says, and its issue."""

    file: str
    digest: str
    issue: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Followup:
    """All that happened since an audit was signed, in the order in which it was written down."""

    audit: FollowedAudit
    events: tuple[Event, ...] = field(default=(), metadata={"key": "event"})
    extra: Mapping[str, object] = field(default_factory=dict)
    """Free for the user; kept, never read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingState:
    """Where a finding stands on a day; it follows from the events alone."""

    finding: AuditFinding
    stage: FindingStage = FindingStage.ISSUED
    round: int = 1
    """Each check that finds no effect begins the next one."""
    reply_by: date | None = None
    """By when the reply that is awaited now was asked for."""
    action_due: date | None = None
    """By when the firm wants to have done it."""
    first_due: date | None = None
    """What the firm promised first, however often it was extended."""
    events: tuple[Event, ...] = ()
    today: date

    @property
    def open(self) -> bool:
        """Whether something is still to come; what needs no reply is never open."""
        return self.finding.grade.needs_reply and not self.stage.closed

    @property
    def due(self) -> date | None:
        """The day that counts now: of the reply, then of the action; ``None`` once it is done or closed."""
        if not self.open or self.stage is FindingStage.DONE:
            return None
        return self.reply_by if self.stage.awaits_reply else self.action_due

    @property
    def overdue_days(self) -> int:
        """Days since that day has passed; 0 where it has not."""
        return max(0, (self.today - self.due).days) if self.due else 0

    @property
    def overdue(self) -> bool:
        """Whether the firm is late."""
        return self.overdue_days > 0

    @property
    def moved_from(self) -> date | None:
        """The first day that was asked for or promised, where another one counts now."""
        first = self.finding.reply_by if self.stage.awaits_reply else self.first_due
        return first if self.due and first and first != self.due else None

    @property
    def reply(self) -> Event | None:
        """The last reply, whatever became of it."""
        return next((event for event in reversed(self.events) if event.kind is EventKind.REPLY), None)

    @property
    def latest(self) -> Event | None:
        """What happened last."""
        return self.events[-1] if self.events else None

    def allows(self, kind: EventKind) -> bool:
        """Whether such a thing can happen now; what needs no reply can only be withdrawn."""
        replied = self.finding.grade.needs_reply or kind is EventKind.WITHDRAWN
        return replied and self.stage in ALLOWED[kind]

    def after(self, event: Event) -> "FindingState":
        """The state once that has happened; the same where it cannot happen now."""
        if not self.allows(event.kind):
            return self
        now = replace(self, events=(*self.events, event))
        match event.kind:
            case EventKind.REPLY:
                due = event.due or self.action_due
                return replace(now, stage=FindingStage.REPLIED, action_due=due, first_due=self.first_due or due)
            case EventKind.EXTENDED if self.stage.awaits_reply:
                return replace(now, reply_by=event.due or self.reply_by)
            case EventKind.EXTENDED:
                return replace(now, action_due=event.due or self.action_due)
            case EventKind.RETURNED:
                return replace(now, stage=FindingStage.RETURNED, reply_by=event.due or self.reply_by)
            case EventKind.VERIFIED if event.result is not VerificationResult.EFFECTIVE:
                again = replace(now, stage=FindingStage.ISSUED, round=self.round + 1)
                return replace(again, reply_by=event.due or self.reply_by)
            case _:
                return replace(now, stage=FindingStage(str(event.kind)))


def state_of(findings: Iterable[AuditFinding], followup: Followup, today: date) -> tuple[FindingState, ...]:
    """Where each finding stands on a day, in the order of the audit."""
    states = begun(findings, today)
    for event in followup.events:
        if event.finding in states:
            states[event.finding] = states[event.finding].after(event)
    return tuple(states.values())


def begun(findings: Iterable[AuditFinding], today: date) -> dict[str, FindingState]:
    """Each finding by its number, before anything happened."""
    return {finding.id: FindingState(finding=finding, reply_by=finding.reply_by, today=today) for finding in findings}


def agreed_actions(states: Iterable[FindingState]) -> dict[str, Action]:
    """What the firm has promised and the auditor accepted, by question; of several the one that is due first."""
    accepted = (FindingStage.ACCEPTED, FindingStage.DONE)
    found: dict[str, Action] = {}
    for state in sorted(states, key=lambda state: state.action_due or date.max):
        reply = state.reply
        if reply is None or state.stage not in accepted:
            continue
        action = Action(owner=reply.owner, due=state.action_due)
        found |= {name: action for name in state.finding.questions if name not in found}
    return found
