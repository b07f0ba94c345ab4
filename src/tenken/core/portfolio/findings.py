"""The open findings of many firms: by firm, or by the person who has to see to them. What they say stays as it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tenken.core.audit.followup import FindingStage, FindingState
from tenken.core.model import plain_name
from tenken.core.portfolio.clients import Client


@dataclass(frozen=True, slots=True)
class FirmFindings:
    """The open findings of one firm, the most urgent first."""

    folder: str
    client: Client
    states: tuple[FindingState, ...]

    @property
    def replies(self) -> tuple[FindingState, ...]:
        """Those to which the firm has to reply."""
        return tuple(state for state in self.states if state.stage.awaits_reply)

    @property
    def actions(self) -> tuple[FindingState, ...]:
        """Those on which the firm has to do what it promised."""
        return tuple(state for state in self.states if state.stage is FindingStage.ACCEPTED)

    @property
    def checking(self) -> tuple[FindingState, ...]:
        """Those that the auditor has to look at."""
        mine = (*self.replies, *self.actions)
        return tuple(state for state in self.states if state not in mine)


@dataclass(frozen=True, slots=True)
class PersonFindings:
    """What one person has to see to, in whichever firms, the most urgent first."""

    name: str | None
    """``None``: nobody is known."""
    findings: tuple[tuple[FirmFindings, FindingState], ...]


@dataclass(frozen=True, slots=True)
class FindingList:
    """The open findings of many firms as they stand on a day, put together by firm or by person."""

    day: date
    firms: tuple[FirmFindings, ...]
    by_person: bool
    only_overdue: bool = False
    """Whether there are only those past their day."""

    @property
    def persons(self) -> tuple[PersonFindings, ...]:
        """The findings of each person, whatever they are put together by."""
        return by_person(self.firms)

    @property
    def rows(self) -> tuple[tuple[FirmFindings, FindingState], ...]:
        """Each finding with its firm, in the order in which they are put together."""
        if self.by_person:
            return tuple(pair for person in self.persons for pair in person.findings)
        return tuple((firm, state) for firm in self.firms for state in firm.states)


def by_urgency(state: FindingState) -> tuple[date, str]:
    """What is late or due soon comes first, what has no day last."""
    return state.due or date.max, state.finding.id


def person_of(state: FindingState, client: Client) -> str | None:
    """Who has to see to a finding: whom the firm's last reply names, before there is one the firm's contact."""
    reply = state.reply
    return (reply.owner if reply else None) or client.contact


def by_person(found: Iterable[FirmFindings]) -> tuple[PersonFindings, ...]:
    """The findings of each person, whatever the width and the blanks of the name; who has the first day comes first."""
    names: dict[str, str | None] = {}
    theirs: dict[str, list[tuple[FirmFindings, FindingState]]] = {}
    for firm in found:
        for state in firm.states:
            name = person_of(state, firm.client)
            key = plain_name(name) if name else ""
            names.setdefault(key, name)
            theirs.setdefault(key, []).append((firm, state))
    persons = [
        PersonFindings(names[key], tuple(sorted(pairs, key=lambda pair: (by_urgency(pair[1]), pair[0].folder))))
        for key, pairs in theirs.items()
    ]
    return tuple(sorted(persons, key=lambda one: (one.name is None, by_urgency(one.findings[0][1]), one.name or "")))
