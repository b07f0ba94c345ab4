"""The plan as a drawing: marks and bars on a time axis, one line for each task, and the months above them.

Everything before the assessment is squeezed, everything after it to scale. Which lines there are, and what they say, is
``render.owner.plan_rows``' business; the strips at the foot are ``plan_strips``'.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from tenken.core.model import Effort
from tenken.core.report.areas import EvidenceLine
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.render.charts.layers import WIDTH, Layers, arrow
from tenken.render.charts.paths import Shape, Style, diamond, rect, square, strike
from tenken.render.charts.paths import line as straight
from tenken.render.charts.ruler import POINT, Anchor, Mark, Ruler, half_widths, ruler
from tenken.words import Words

HEAD = 8.0
"""Millimetres of the months above the lines."""
POINTS = 8.2
HALF_WIDTH = POINTS * POINT / 2
"""Of the text of a line, in millimetres."""
ALL_COLUMNS = int(WIDTH / HALF_WIDTH) - 1
"""Half-widths on a line."""

EFFORT_DAYS = {Effort.HOURS: 1, Effort.DAYS: 7, Effort.WEEKS: 28, Effort.MONTHS: 84}
"""How long a bar is drawn for each effort."""

ORDER = (Style.RULE, Style.GREY_LINE, Style.CRITICAL, Style.TINT, Style.MIDDLE, Style.FRAMED, Style.AXIS, Style.MARKER)
"""What lies at the bottom of the drawing; marks of promises and proposals lie on top."""

RIGHT = 171.0
"""Where the last day stands: a mark needs room on both sides."""
PAST = 18.0
"""Millimetres for the days before the assessment, where there are any to show."""
LEAST_DAYS = 120
"""Ahead, so that a plan of a week is not drawn as if it took a year."""
MOST_DAYS = 400
"""Ahead; what is due after that stands at the edge with an arrow."""
AFTER_LAST = 6


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Where a day stands between two edges."""

    on: date
    """The day of the assessment."""
    first: date
    last: date
    left: float
    today: float
    """Where the assessment's day stands."""

    @classmethod
    def over(cls, days: Iterable[date], on: date, left: float) -> "TimeAxis":
        """An axis on which those days have room, from ``left`` to the right edge of the page; it ends with a month."""
        known = list(days)
        first = min([*known, on])
        ahead = (max([*known, on]) - on).days + AFTER_LAST
        last = on + timedelta(days=min(max(ahead, LEAST_DAYS), MOST_DAYS))
        last = (last.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        edge = left + 2
        return cls(on, first, last, edge, edge + PAST if first < on else edge + 3)

    @property
    def past(self) -> bool:
        """Whether days before the assessment are shown."""
        return self.first < self.on

    @property
    def a_day(self) -> float:
        """Millimetres of a day after the assessment."""
        return (RIGHT - self.today) / (self.last - self.on).days

    def x(self, day: date) -> float:
        """Where a day stands, in millimetres; what lies beyond the axis stands at its edge."""
        if day >= self.on:
            return min(RIGHT, self.today + (day - self.on).days * self.a_day)
        return max(
            self.left, self.today - (self.on - day).days / (self.on - self.first).days * (self.today - self.left)
        )

    def beyond(self, day: date) -> bool:
        """Whether a day lies after the last one shown."""
        return day > self.last

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each month after the assessment that is shown."""
        start = self.on.year * 12 + self.on.month
        every = (date(number // 12, number % 12 + 1, 1) for number in range(start, start + 15))
        return tuple(month for month in every if month <= self.last)


class RowKind(StrEnum):
    """What a line of the plan is."""

    HEAD = "head"
    TASK = "task"
    LATER = "later"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One line: what is set in bold where it matters, the rest, and a remark beside the marks."""

    kind: RowKind
    lead: str
    rest: str = ""
    strong: bool = False
    """Whether the lead is set in bold: a heading, or a critical question."""
    remark: str = ""
    """Stands beside the marks: the rest ends in the blanks that lead there."""
    step: RoadmapStep | None = None
    evidence: EvidenceLine | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """The lines of one page with their drawing."""

    rows: tuple[PlanRow, ...]
    pitch: float
    height: float
    """Of the drawing, in millimetres, months included."""
    years: Ruler
    months: Ruler
    shapes: tuple[Shape, ...]
    last: bool
    taller: float
    """Millimetres by which the strip of the score grows into an empty page."""


def years_of(axis: TimeAxis, words: Words) -> Ruler:
    """The day of the assessment, and each year where it begins."""
    marks = [Mark(axis.today, words("report.plan.today"))]
    clear = axis.today + (half_widths(words("report.plan.today")) / 2 + 2) * HALF_WIDTH
    januaries = [month for month in axis.months if month.month == 1]
    for month in januaries or axis.months[:1]:
        name = words("report.plan.year", year=str(month.year))
        marks.append(Mark(max(axis.x(month), clear), name, Anchor.START))
    if axis.past:
        marks.append(Mark(axis.left, words("report.plan.year", year=str(axis.first.year)), Anchor.START))
    return ruler(marks, WIDTH)


def months_of(axis: TimeAxis, words: Words) -> Ruler:
    """A name in the middle of each month, of every second one where all of them have no room."""
    edges = [axis.x(month) for month in axis.months] + [axis.x(axis.last)]
    middles = [(start + end) / 2 for start, end in pairwise(edges)]
    names = [words(f"report.plan.month{month.month}") for month in axis.months]
    marks = [Mark(middle, name) for middle, name in zip(middles, names, strict=True)]
    first = [Mark(axis.left, words(f"report.plan.month{axis.first.month}"), Anchor.START)] if axis.past else []
    whole = ruler([*first, *marks], WIDTH)
    return ruler([*first, *marks[::2]], WIDTH) if whole.left_out else whole


def draw(rows: Sequence[PlanRow], axis: TimeAxis, pitch: float) -> tuple[Shape, ...]:
    """The marks of those lines, so many millimetres apart, and the months behind them."""
    layers = Layers()
    bottom = HEAD + pitch * len(rows)
    for month in axis.months:
        style = Style.GREY_LINE if month.month == 1 else Style.RULE
        layers.add(style, straight(axis.x(month), HEAD, axis.x(month), bottom))
    for at, row in enumerate(rows):
        y = HEAD + pitch * (at + 0.5)
        if row.kind in (RowKind.HEAD, RowKind.LATER):
            layers.add(Style.TINT, rect(0, y - pitch / 2, WIDTH, pitch))
        elif row.step:
            _mark(layers, row.step, axis, y)
        elif row.evidence and row.evidence.until:
            x = axis.x(row.evidence.until)
            layers.add(Style.MIDDLE, rect(axis.today, y - 0.5, x - axis.today, 1))
            layers.add(Style.LINE, straight(x, y - 1.5, x, y + 1.5))
            if axis.beyond(row.evidence.until):
                layers.add(Style.DEEP, arrow(RIGHT + 2.4, y, 1.6))
    layers.add(Style.CRITICAL, straight(axis.today, HEAD - 3, axis.today, bottom))
    return layers.shapes(*ORDER)


def _mark(layers: Layers, step: RoadmapStep, axis: TimeAxis, y: float) -> None:
    """The due day of a task with its effort before it, and every day that was promised before."""
    x = axis.x(step.due)
    if step.overdue:
        layers.add(Style.WARNING, rect(x, y - 0.5, axis.today - x, 1))
    else:
        start = max(axis.left, x - EFFORT_DAYS[step.gap.question.remedy.effort] * axis.a_day)
        layers.add(Style.MIDDLE if step.promised else Style.FRAMED, rect(start, y - 0.6, x - start, 1.2))
    if step.moved:
        layers.add(Style.AXIS, straight(min(axis.x(day) for day in step.moved), y, x, y))
        layers.add(Style.MARKER, *(diamond(axis.x(day), y, 1.15) for day in step.moved))
    if step.dropped:
        at = axis.x(step.dropped)
        layers.add(Style.MARKER, diamond(at, y, 1.15))
        layers.add(Style.WARNING_LINE, strike(at, y, 1.5))
    if not step.promised:
        layers.add(Style.PROPOSAL, square(x, y, 1.15))
    else:
        layers.add(Style.WARNING if step.overdue else Style.DEEP, diamond(x, y, 1.5))
    if axis.beyond(step.due):
        layers.add(Style.DEEP, arrow(RIGHT + 3.6, y, 1.4))
