"""What page 4 says of the year, cut to the lines it has: what got worse with its note, what got better, the promises.

Takes a finished ``Report`` and the Words of a language. Every list that is cut says how many it leaves out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from tenken.core.report.report import Report
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.core.years.changes import QuestionChange
from tenken.core.years.comparison import Comparison
from tenken.core.years.promises import Promise, PromiseOutcome
from tenken.render.charts.area_bars import SIGNS
from tenken.render.years import sentences
from tenken.templating import ems, shortened
from tenken.words import Words

LINE_EMS = 56.5
LATIN_LINE_EMS = 67.0
"""Of a line of small text across the page, in times its size; English letters are narrower than they are counted."""
NOTE_EMS = 66.0
"""Of a note that is quoted; all of it stands with the answers in the full report."""
NAME_EMS = 30.0
PERSON_EMS = 14.0
NUMBERS = 8
"""Of promises named behind their count."""
MOST_BETTER = 8
"""Lines of names of questions that got better."""
INDENT_EMS = 5.7
AROUND = 16
"""Characters of a line on a question that got worse besides all that: blanks, and that it is critical."""
LONG_RUN = 20
LEAD = "0" * 26
LEAD_EMS = 17.0
"""The bold words before a list, and room for what a line loses at its end."""


def line_ems(words: Words) -> float:
    """How much a line of small text holds in a language."""
    return LINE_EMS if words.lang == "ja" else LATIN_LINE_EMS


def lines_of(text: str, words: Words) -> int:
    """About how many such lines a text takes, a little more rather than less; an empty one takes none."""
    return ceil(ems(text) / line_ems(words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Worse:
    """A question that got worse, with what was noted this year."""

    signs: str
    number: str
    name: str
    critical: bool
    note: str
    who: str
    """Who closes it and until when; empty where it is no gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLists:
    """What page 4 tells of the year."""

    remarks: tuple[str, ...]
    """Why the numbers may mislead."""
    worse: tuple[Worse, ...]
    """Those that are told with their notes, critical ones first."""
    worse_named: str
    """The names of the others."""
    worse_count: int
    improved: str
    improved_count: int
    promises: str
    promises_count: int
    lines: int
    """How many lines all that takes."""


def year_lists(report: Report, comparison: Comparison, words: Words, lines: int) -> YearLists:
    """Everything in at most about that many lines, as far as counts alone leave any choice."""
    worse = sorted(comparison.of("worsened"), key=lambda change: not change.question.critical)
    better = comparison.of("improved")
    remarks = tuple(sentences.remarks(comparison, words))
    promised = promises(report, comparison, words)
    fixed = sum(lines_of(text, words) for text in (*remarks, LEAD + promised)) + 1
    left = lines - fixed
    told: list[Worse] = []
    spent = 0
    for at, change in enumerate(worse, 1):
        entry = _worse(change, comparison, report, words)
        takes = _lines_of_worse(entry, words)
        others = lines_of(LEAD + names(worse[at:], words, 2), words) if at < len(worse) else 0
        if spent + takes + others + 2 > left:
            break
        told.append(entry)
        spent += takes
    rest = names(worse[len(told) :], words, 2)
    spent += lines_of(LEAD + rest, words) if rest else 0
    improved = names(better, words, max(2, min(MOST_BETTER, left - spent)))
    return YearLists(
        remarks=remarks,
        worse=tuple(told),
        worse_named=rest,
        worse_count=len(worse),
        improved=improved,
        improved_count=len(better),
        promises=promised,
        promises_count=len(comparison.promises),
        lines=fixed + lines_of(LEAD + improved, words) + spent,
    )


def _lines_of_worse(entry: Worse, words: Words) -> int:
    """What a question that got worse takes: its later lines are set in, and a long run without a blank begins anew."""
    text = entry.signs + entry.number + entry.name + entry.note + entry.who + "0" * AROUND
    runs = sum(len(run) > LONG_RUN for run in entry.note.split() if run.isascii())
    return ceil(ems(text) / (line_ems(words) - INDENT_EMS)) + runs


def _worse(change: QuestionChange, comparison: Comparison, report: Report, words: Words) -> Worse:
    answer = comparison.this.questions[change.question.id].answer
    note = (answer.verdict.finding if answer.verdict else answer.note) or ""
    step = next((step for step in report.gaps if step.gap.question.id == change.question.id), None)
    signs = {"last": SIGNS[change.last.status], "this": SIGNS[change.this.status]}
    return Worse(
        signs=words("report.money_page.became", **signs),
        number=change.number,
        name=shortened(words.text(change.question.name), NAME_EMS),
        critical=change.question.critical,
        note=shortened(" ".join(note.split()), NOTE_EMS),
        who=_who(step, report, words) if step else "",
    )


def _who(step: RoadmapStep, report: Report, words: Words) -> str:
    day = words.short_day(step.due, report.assessment.date)
    if not step.promised:
        return words("report.money_page.by_proposed", day=day)
    who = shortened(step.person, PERSON_EMS) if step.person else words("role.owner")
    return words("report.money_page.by", who=who, day=day)


def names(changes: Sequence[QuestionChange], words: Words, lines: int) -> str:
    """Numbers and names of as many questions as those lines hold, and how many more there are."""
    every = [f"{change.number} {shortened(words.text(change.question.name), NAME_EMS)}" for change in changes]
    joint = words("report.join")
    told: list[str] = []
    for name in every:
        if ems(joint.join([*told, name])) > lines * line_ems(words) - LEAD_EMS:
            break
        told.append(name)
    left = len(every) - len(told)
    return joint.join(told) + (words("report.money_page.more", n=left) if left else "")


def promises(report: Report, comparison: Comparison, words: Words) -> str:
    """What became of last year's promises, in the counts that every page tells, and what else was put off."""
    counts = report.promises
    if counts is None or not counts.total:
        return ""
    late = [promise for promise in comparison.promised(PromiseOutcome.SLIPPED) if promise.days_late]
    which = {"overdue": _numbers(late), "dropped": _numbers(comparison.promised(PromiseOutcome.DROPPED))}
    parts = []
    for name in ("kept", "put_off", "overdue", "dropped", "running", "unconfirmed", "moot"):
        if n := getattr(counts, name):
            text = words(f"report.money_page.{name}", n=n)
            if which.get(name):
                text += _named(which[name], words)
            parts.append(text)
    told = words("report.join").join(parts)
    followed = {change.question.id for promise in comparison.promises for change in promise.followed_by}
    fresh = [step for step in report.plan.steps if step.moved and step.gap.question.id not in followed]
    if fresh:
        numbers = [report.numbers[step.gap.question.id] for step in fresh]
        told += words("report.money_page.put_off_besides", n=len(fresh), numbers=_joined(numbers, words))
    return told


def _numbers(found: Sequence[Promise]) -> list[str]:
    """A number for each promise: that of the first gap of this year in which it lives on."""
    every = ([change.number for change in promise.followed_by if change.this.gap] for promise in found)
    return [numbers[0] for numbers in every if numbers]


def _named(numbers: Sequence[str], words: Words) -> str:
    return words("report.money_page.numbers", numbers=_joined(numbers, words))


def _joined(numbers: Sequence[str], words: Words) -> str:
    told = words("report.join").join(numbers[:NUMBERS])
    return told + (words("report.money_page.more", n=len(numbers) - NUMBERS) if len(numbers) > NUMBERS else "")
