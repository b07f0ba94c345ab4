"""What page 3 holds: the plan with its strips, its summary, and lists that fill the page where there is little to plan.

Takes a finished ``Report`` and the Words of a language. The drawing of the plan is ``render.charts.plan``'s.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tenken.core.model import Status
from tenken.core.report.report import Report
from tenken.core.scoring.score import QuestionScore
from tenken.render.charts.plan.rows import HEAD, PlanPage, RowKind
from tenken.render.charts.plan.strips import MonthBars, ScoreTrack, month_bars, score_track
from tenken.render.owner.plan_rows import ROOM_LAST, axis_of, pages_of
from tenken.templating import ems, shortened
from tenken.words import Words

LINE = 4.0
"""Millimetres of a line of text in a row of those lists."""
AROUND = 2.1
"""Millimetres above and below it."""
ABOVE = 22.0
"""Millimetres of a list's heading, of the row that names its columns, and of the line that counts the rest."""
STRIPS = 44.0
"""Millimetres of the strips, which are not there where nothing is due."""
WORTH_IT = 20
"""More lines of plan than that fill the page by themselves."""
MOST_FIRST = 12
"""Gaps whose first step is told below the plan; of more gaps, page 1 and the full report tell it."""
NAME = 22.0
STEP = 34.0
ONE_LINE = 31.0
"""Of a row's name and text, in times their size, so that what is cut and what is counted agree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestRow:
    """A question with its number, its name and what is said of it, both short enough for their columns."""

    number: str
    name: str
    critical: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRest:
    """Questions listed below a short plan."""

    kind: str
    """``first``: the first step of each gap; ``open``: not answered yet; ``bare``: yes, without evidence in date."""
    rows: tuple[RestRow, ...]
    more: int
    """How many more there are."""

    @property
    def height(self) -> float:
        """Millimetres that the list takes, at most."""
        return ABOVE + sum(_height(row) for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSheets:
    """Everything of page 3, and of the pages it runs over to."""

    pages: tuple[PlanPage, ...]
    note: str
    """Beside the heading."""
    summary: str
    legend: tuple[str, ...]
    alt: str
    """What the drawing shows, in a sentence."""
    months: MonthBars | None
    track: ScoreTrack | None
    lists: tuple[PlanRest, ...]


def plan_sheets(report: Report, words: Words) -> PlanSheets:
    """What page 3 holds."""
    pages = pages_of(report, words)
    plan = report.plan
    counts = {"promised": plan.promised, "proposed": plan.proposed, "overdue": plan.overdue}
    return PlanSheets(
        pages=pages,
        note=_note(report, words),
        summary=summary(report, words),
        legend=tuple(legend(report, pages, words)),
        alt=words("report.plan.alt", **counts) if plan.steps else words("report.plan.alt_evidence"),
        months=month_bars(report.plan.months, axis_of(report, words), words),
        track=score_track(report, axis_of(report, words), pages[-1].taller),
        lists=beside(report, pages[-1], words),
    )


def _note(report: Report, words: Words) -> str:
    plan = report.plan
    if not plan.steps:
        if report.open:
            return words("report.plan.open_note", n=len(report.open))
        return words("report.plan.counts_none")
    if not plan.proposed:
        return words("report.plan.counts_promised", n=plan.promised)
    if not plan.promised:
        return words("report.plan.counts_proposed", n=plan.proposed)
    return words("report.plan.counts", promised=plan.promised, n=plan.proposed)


def beside(report: Report, page: PlanPage, words: Words) -> tuple[PlanRest, ...]:
    """What to list below the plan on its last page: as much as there is room for, nothing where the plan fills it."""
    if len(page.rows) > WORTH_IT:
        return ()
    used = HEAD + page.pitch * len(page.rows) if page.rows else 0.0
    room = ROOM_LAST + HEAD + STRIPS - used - (STRIPS + page.taller if report.plan.months else 0.0)
    told = []
    for kind, questions in _wanted(report):
        rows = [_row(kind, item, report, words) for item in questions]
        fits, height = 0, ABOVE
        while fits < len(rows) and height + _height(rows[fits]) <= room:
            height += _height(rows[fits])
            fits += 1
        if fits:
            told.append(PlanRest(kind=kind, rows=tuple(rows[:fits]), more=len(rows) - fits))
            room -= height
    return tuple(told)


def _wanted(report: Report) -> Iterator[tuple[str, list[QuestionScore]]]:
    """The lists that may be told, most useful first."""
    if len(report.gaps) <= MOST_FIRST:
        yield "first", [step.gap.question_score for step in sorted(report.gaps, key=lambda step: step.due)]
    if report.open:
        yield "open", [gap.question_score for gap in report.open]
    else:
        answers = [answer for area in report.areas for answer in area.answers]
        bare = (answer for answer in answers if not any(piece.until for piece in answer.evidence))
        found = [answer.question_score for answer in bare if answer.question_score.status is Status.YES]
        yield "bare", sorted(found, key=lambda item: (not item.question.critical, -item.question.weight))


def _row(kind: str, item: QuestionScore, report: Report, words: Words) -> RestRow:
    question = item.question
    room = NAME - (ems(words("report.money_page.critical")) if question.critical else 0)
    text = words.text(question.remedy.first if kind == "first" else question.proof)
    return RestRow(
        number=report.numbers[question.id],
        name=shortened(words.text(question.name), room),
        critical=question.critical,
        text=shortened(text, STEP * 2 if kind == "first" else ONE_LINE),
    )


def _height(row: RestRow) -> float:
    return AROUND + LINE * (1 if ems(row.text) <= ONE_LINE + 1 else 2)


def summary(report: Report, words: Words) -> str:
    """What somebody has to know of the plan in a few sentences."""
    plan = report.plan
    told = []
    if plan.overdue:
        told.append(words("report.plan.overdue", n=plan.overdue))
    if plan.put_off_twice:
        told.append(words("report.plan.put_off_twice", n=plan.put_off, twice=plan.put_off_twice))
    elif plan.put_off:
        told.append(words("report.plan.put_off", n=plan.put_off))
    if plan.dropped:
        numbers = words("report.join").join(report.numbers[step.gap.question.id] for step in plan.dropped)
        told.append(words("report.plan.dropped_since", n=len(plan.dropped), numbers=numbers))
    if plan.proposed:
        told.append(words("report.plan.confirm", n=plan.proposed))
    if not plan.steps:
        answered = report.scorecard.tally.answered > 0
        key = "no_gaps" if report.expiring else "no_gaps_bare" if answered else "nothing_answered"
        told.append(words(f"report.plan.{key}"))
    return words("cost_breach.space").join(told)


def legend(report: Report, pages: tuple[PlanPage, ...], words: Words) -> list[str]:
    """What the marks on these pages mean; what is on none of them is not explained."""
    plan = report.plan
    steps = plan.steps
    past = any(step.moved or step.dropped or step.overdue for step in steps)
    shown = {
        "promise": plan.promised > 0,
        "earlier": any(step.moved or step.dropped for step in steps),
        "proposal": any(not step.promised for step in steps),
        "bar": bool(steps),
        "critical": any(step.gap.question.critical for step in steps),
        "evidence": any(row.kind is RowKind.EVIDENCE for page in pages for row in page.rows),
        "today_past" if past else "today": True,
    }
    return [words(f"report.plan.legend_{key}") for key, there in shown.items() if there]
