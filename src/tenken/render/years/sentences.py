"""Sentences about two years that the terminal, the pages and the spreadsheet share."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeVar, assert_never

from tenken.core.model import Status
from tenken.core.years.changes import ChangeKind, QuestionChange, StatusInYear
from tenken.core.years.comparison import Comparison
from tenken.core.years.promises import Promise, PromiseOutcome
from tenken.core.years.trend import QuestionTrend
from tenken.words import Words

OUTCOMES = (
    PromiseOutcome.SLIPPED,
    PromiseOutcome.DROPPED,
    PromiseOutcome.UNCONFIRMED,
    PromiseOutcome.RUNNING,
    PromiseOutcome.KEPT,
    PromiseOutcome.MOOT,
)
"""In the order in which they are told: what needs somebody first."""


def remarks(comparison: Comparison, words: Words) -> Iterator[str]:
    """What a reader must know before the numbers: why they may mislead."""
    if comparison.only_rose_by_omission:
        omitted = comparison.of(ChangeKind.RETIRED, ChangeKind.NO_LONGER_APPLICABLE)
        yield words("diff.only_by_omission", n=len(omitted))
    if comparison.by_id_only:
        last, this = comparison.last.checklist.reference, comparison.this.checklist.reference
        yield words("diff.by_id_only", last=last, this=this)
    for key, year in (("diff.draft_last", comparison.last), ("diff.draft_this", comparison.this)):
        tally = year.scorecard.tally
        if tally.answered < tally.applicable:
            yield words(key, n=tally.applicable - tally.answered)


def stood(standing: StatusInYear, words: Words) -> str:
    """How a question stood in a year; one that was not asked says why."""
    if standing.asked:
        return words.status(standing.status)
    return words("diff.absence." + standing.absence) if standing.absence else words("diff.not_asked")


def reason(change: QuestionChange, comparison: Comparison) -> str:
    """Why a question does not apply any more, as whoever answered it says; empty where it was not said or applies."""
    if change.this.status is not Status.NA or not change.last.counts:
        return ""
    answer = comparison.this.questions[change.question.id].answer
    return (answer.verdict.finding if answer.verdict else answer.note) or ""


def origins(change: QuestionChange, words: Words) -> str:
    """The names of last year's questions that a question comes from."""
    return words("report.join").join(words.text(origin.name) for origin in change.origins)


def name(change: QuestionChange, words: Words) -> str:
    """A question's name with its number."""
    return words("diff.question", label=words.text(change.question.name), number=change.number)


def names(changes: Sequence[QuestionChange], words: Words, most: int | None = None) -> str:
    """The names of several questions on one line, at most so many of them."""
    told = words("report.join").join(name(change, words) for change in changes[:most])
    left = 0 if most is None else len(changes) - most
    return told + words("report.summary.and_more", n=left) if left > 0 else told


def promises(comparison: Comparison) -> tuple[Promise, ...]:
    """Last year's promises in the order in which they are told."""
    return tuple(promise for outcome in OUTCOMES for promise in comparison.promised(outcome))


def became(promise: Promise, near: date, words: Words) -> str:
    """What became of a promise, in a sentence; days in the year of ``near`` are told without it."""
    match promise.outcome:
        case PromiseOutcome.KEPT:
            return _kept(promise, near, words)
        case PromiseOutcome.SLIPPED:
            return _slipped(promise, near, words)
        case PromiseOutcome.RUNNING:
            if promise.now_due is None:
                return words("diff.promises.running_undated")
            return words("diff.promises.running_text", day=words.short_day(promise.now_due, near))
        case PromiseOutcome.DROPPED:
            return words("diff.promises.dropped_text")
        case PromiseOutcome.UNCONFIRMED:
            return words("diff.promises.unconfirmed_text")
        case PromiseOutcome.MOOT:
            return words("diff.promises.moot_text")
        case _:
            assert_never(promise.outcome)


def _kept(promise: Promise, near: date, words: Words) -> str:
    if promise.shown_on is None:
        return words("diff.promises.kept_undated")
    key = "diff.promises.kept_in_time" if promise.in_time else "diff.promises.kept_shown"
    return words(key, day=words.short_day(promise.shown_on, near))


def _slipped(promise: Promise, near: date, words: Words) -> str:
    parts = []
    if promise.times and promise.first_due and promise.now_due:
        first, now = (words.short_day(day, near) for day in (promise.first_due, promise.now_due))
        moved = words("diff.promises.slipped_to", first=first, now=now)
        parts += [words("diff.promises.slipped_times", n=promise.times), moved]
    if promise.days_late:
        parts.append(words("diff.promises.slipped_late", n=promise.days_late))
    return words("report.join").join(parts)


Told = TypeVar("Told")

MOST_YEARS = 6
"""Of which a row of symbols tells."""
SYMBOLS = {"yes": "●", "partial": "◐", "no": "○", "unknown": "﹖", "na": "－", "unanswered": "・"}
"""Every status as one character of one width."""


def symbol(standing: StatusInYear) -> str:
    """A status as one character; a question that was not asked is told like one that did not apply."""
    if not standing.asked:
        return SYMBOLS["na"]
    return SYMBOLS[str(standing.status or "unanswered")]


def moved(change: QuestionChange) -> str:
    """How a question stood in both years, with a sign that points up or down where that is better or worse."""
    sign = {ChangeKind.IMPROVED: " ▲", ChangeKind.WORSENED: " ▼"}.get(change.kind, "")
    return f"{symbol(change.last)} → {symbol(change.this)}{sign}"


def symbols(entry: QuestionTrend) -> str:
    """How a question stood in the last years, the oldest first."""
    return " ".join(symbol(standing) for standing in entry.standings[-MOST_YEARS:])


def alike(entries: Sequence[Told], name: Callable[[Told], str]) -> list[tuple[str, list[Told]]]:
    """What has one name together, in order of the first of each."""
    found: dict[str, list[Told]] = {}
    for entry in entries:
        found.setdefault(name(entry), []).append(entry)
    return list(found.items())


def numbers_before(change: QuestionChange, comparison: Comparison) -> tuple[str, ...]:
    """The numbers in last year's edition of what a question comes from, where they are not its own number."""
    numbers = comparison.last.checklist.numbers()
    before = tuple(numbers[origin.id] for origin in change.origins)
    return before if before != (change.number,) else ()


def numbers_after(promise: Promise) -> tuple[str, ...]:
    """The numbers in this year's edition of what a promise lives on in, where they are not its own number."""
    after = tuple(change.number for change in promise.followed_by)
    return after if after != (promise.number,) else ()


def worst_first(comparison: Comparison) -> tuple[QuestionChange, ...]:
    """What got worse: what is critical first, then in checklist order."""
    critical = {change.question.id for change in comparison.fell_critical}
    return tuple(sorted(comparison.of(ChangeKind.WORSENED), key=lambda change: change.question.id not in critical))


def why(change: QuestionChange, comparison: Comparison, words: Words) -> str:
    """Why a question stands where it stands this year, as the file says it; that nobody said so where it does not."""
    answer = comparison.this.questions[change.question.id].answer
    told = (answer.verdict.finding if answer.verdict else None) or answer.note
    return " ".join(told.split()) if told else words("years.page.why_unsaid")


def promised(change: QuestionChange, comparison: Comparison, words: Words) -> str:
    """Who promised to close a gap, and until when; empty where nobody did."""
    action = comparison.this.questions[change.question.id].answer.action
    if action is None:
        return ""
    due = (
        words("years.page.until", day=words.short_day(action.due, comparison.this.assessment.date))
        if action.due
        else ""
    )
    told = words("report.join").join(part for part in (action.owner, due) if part)
    return words("years.page.promise", told=told) if told else ""
