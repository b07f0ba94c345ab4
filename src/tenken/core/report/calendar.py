"""Which days of an assessment belong in a calendar: promises, evidence that expires, the next assessment.

A calendar ends up in other people's clouds. An entry says a question's number, a person and a day, and nothing else:
not whose assessment it is, not what is asked, no note and no name of evidence. How it is written is ``render``'s.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tenken.core.model import FIRST_DAY, Assessment, Checklist, Status, same_name
from tenken.core.scoring.evidence_validity import EvidenceValidity, add_months, valid_until, validity
from tenken.core.scoring.score import QuestionScore, score

MOST_MOVED = 49
"""How many changes of a promised day are told apart within one day's revision."""


class CalendarEntryKind(StrEnum):
    """What falls due."""

    PROMISE = "promise"
    EVIDENCE = "evidence"
    """The last day on which a question still has evidence in date."""
    ASSESSMENT = "assessment"
    """A year after this assessment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One day in a calendar."""

    kind: CalendarEntryKind
    day: date
    question_id: str | None = None
    number: str | None = None
    """The question's printed number."""
    person: str | None = None
    """Who promised, as written in the file."""
    cancelled: bool = False
    """Whether it was promised and is done: a calendar that has it already is to strike it out."""
    revision: int
    """Grows whenever the file says something newer of it."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of one assessment, and whose they are."""

    whose: str
    """Tells this calendar from every other; stays the same when answers or names change, as far as the file can."""
    on: date
    """Of the assessment: when all of it was last true."""
    entries: tuple[CalendarEntry, ...]
    """In order of their days, then in checklist order."""

    def of_person(self, name: str) -> "Calendar":
        """What that person promised, whatever the width and the blanks of the name."""
        kept = tuple(entry for entry in self.entries if same_name(entry.person, name))
        return Calendar(self.whose, self.on, kept)

    @property
    def persons(self) -> tuple[str, ...]:
        """Everybody who promised, each once, in order of the days."""
        return tuple(dict.fromkeys(entry.person for entry in self.entries if entry.person))

    def of(self, kind: CalendarEntryKind) -> tuple[CalendarEntry, ...]:
        """The entries of one kind that still stand."""
        return tuple(entry for entry in self.entries if entry.kind is kind and not entry.cancelled)


def calendar_of(checklist: Checklist, assessment: Assessment, identity: str) -> Calendar:
    """The calendar of an assessment; proposals that nobody promised are not in it.

    A firm with an id has one calendar over the years: what a question promises this year takes the place of what it
    promised last year. Without one each year's file has its own, by its ``identity``.
    """
    numbers = checklist.numbers()
    revision = (assessment.date - FIRST_DAY).days * 2 * (MOST_MOVED + 1)
    found = [
        entry
        for item in score(checklist, assessment).questions
        for entry in _entries(item, numbers[item.question.id], assessment.date, revision)
    ]
    again = CalendarEntry(kind=CalendarEntryKind.ASSESSMENT, day=add_months(assessment.date, 12), revision=revision)
    firm = assessment.organisation.id
    whose = f"{firm} {assessment.kind}" if firm else identity
    return Calendar(whose, assessment.date, tuple(sorted([*found, again], key=lambda entry: entry.day)))


def _entries(item: QuestionScore, number: str, on: date, revision: int) -> Iterator[CalendarEntry]:
    action, question_id = item.answer.action, item.question.id
    if action and action.due:
        done = item.status in (Status.YES, Status.NA)
        moved = min(len(action.moved), MOST_MOVED)
        yield CalendarEntry(
            kind=CalendarEntryKind.PROMISE,
            day=action.due,
            question_id=question_id,
            number=number,
            person=action.owner,
            cancelled=done,
            revision=revision + moved + (MOST_MOVED + 1 if done else 0),
        )
    until = _evidenced_until(item, on)
    if until:
        yield CalendarEntry(
            kind=CalendarEntryKind.EVIDENCE, day=until, question_id=question_id, number=number, revision=revision
        )


def _evidenced_until(item: QuestionScore, on: date) -> date | None:
    """The last day on which the answer has evidence in date; ``None`` where it has none, or some that never ages."""
    if item.status not in (Status.YES, Status.PARTIAL):
        return None
    valid = [piece for piece in item.answer.evidence if validity(piece, item.question, on) is EvidenceValidity.VALID]
    days = [valid_until(piece, item.question) for piece in valid]
    ages = [day for day in days if day is not None]
    return max(ages) if ages and len(ages) == len(days) else None
