"""What stands at the foot of the plan, on its time axis: tasks a month, and the score as they get done."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from tenken.core.report.plan import MonthLoad
from tenken.core.report.report import Report
from tenken.core.scoring.score import shown
from tenken.render.charts.layers import WIDTH, Layers
from tenken.render.charts.paths import Shape, Style, circle, rect, steps
from tenken.render.charts.paths import line as straight
from tenken.render.charts.plan.rows import RIGHT, TimeAxis
from tenken.render.charts.ruler import Anchor, Mark, Ruler, ruler
from tenken.words import Words

BARS = 10.0
"""Millimetres for the bars of the months."""
TRACK = 20.0
"""Millimetres for the line of the score."""
BAR = 4.0
ALL = 100
NEXT_TO = 3.6
"""Millimetres that two labels of one line of text need between them."""

TRACK_ORDER = (Style.GREY_LINE, Style.DASHED, Style.LINE, Style.MARKER)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthBars:
    """A bar for each month, and the counts as two lines of text beneath."""

    shapes: tuple[Shape, ...]
    promised: Ruler
    proposed: Ruler


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A score with a line of its own."""

    letter: str | None
    """The grade that begins here; ``None``: the score of today."""
    points: int
    y: float
    """Of its label's middle, in millimetres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTrack:
    """The score over time, if promises are kept, and if all is done."""

    shapes: tuple[Shape, ...]
    thresholds: tuple[Threshold, ...]
    x: float
    """Where the labels of the thresholds end, in millimetres."""
    height: float
    now: int
    promised_end: int
    all_end: int


def month_bars(months: tuple[MonthLoad, ...], axis: TimeAxis, words: Words) -> MonthBars | None:
    """Tasks a month; ``None`` where there are none."""
    if not months:
        return None
    layers = Layers()
    unit = min(1.5, BARS / max(month.promised + month.proposed for month in months))
    beyond = [month for month in months if month.month > axis.last]
    months = months[: len(months) - len(beyond)]
    places = _places(months, axis)
    for place, month in zip(places, months, strict=True):
        top = BARS - month.promised * unit
        if month.promised:
            layers.add(Style.DEEP, rect(place - BAR / 2, top, BAR, month.promised * unit))
        if month.proposed:
            layers.add(Style.PROPOSAL, rect(place - BAR / 2, top - month.proposed * unit, BAR, month.proposed * unit))
    layers.add(Style.AXIS, straight(axis.today, BARS, RIGHT + 2, BARS))
    return MonthBars(
        shapes=layers.shapes(),
        promised=_counted(
            words("report.plan.promised"),
            [month.promised for month in months],
            sum(month.promised for month in beyond),
            places,
            axis,
        ),
        proposed=_counted(
            words("report.plan.proposed"),
            [month.proposed for month in months],
            sum(month.proposed for month in beyond),
            places,
            axis,
        ),
    )


def _places(months: tuple[MonthLoad, ...], axis: TimeAxis) -> list[float]:
    """The middle of each month's bar; a first month of few days makes room for itself to the left."""
    starts = [max(month.month, axis.on) for month in months]
    ends = [_next_month(month.month) for month in months]
    spans = [(axis.x(start), min(RIGHT, axis.x(end))) for start, end in zip(starts, ends, strict=True)]
    return [min((start + end) / 2, end - BAR / 2 - 0.5) for start, end in spans]


def _next_month(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _counted(name: str, counts: list[int], beyond: int, places: list[float], axis: TimeAxis) -> Ruler:
    """The counts beneath their bars, before them what they count, and at the edge what is due after the axis ends."""
    marks = [Mark(place, str(count)) for place, count in zip(places, counts, strict=True)]
    if beyond:
        marks.append(Mark(WIDTH, f"+{beyond}", Anchor.END))
    return ruler([*marks, Mark(min(axis.today, places[0] - BAR / 2) - 2, name, Anchor.END)], WIDTH)


def score_track(report: Report, axis: TimeAxis, taller: float = 0.0) -> ScoreTrack | None:
    """The score as tasks get done; ``None`` where nothing is scored or nothing is to be done."""
    track = report.plan.track
    if len(track) < 2:  # noqa: PLR2004 - a line needs two points
        return None
    height = TRACK + taller
    lowest = min(track[0].promised, Fraction(ALL - 10, ALL))

    def y(score: Fraction) -> float:
        return float((1 - score) / (1 - lowest)) * height

    layers = Layers()
    bands = [grade for grade in report.checklist.grades if Fraction(grade.least, ALL) > track[0].promised]
    for grade in bands:
        at = y(Fraction(grade.least, ALL))
        layers.add(Style.GREY_LINE, straight(axis.today, at, RIGHT + 2, at))
    for style, scores in (
        (Style.DASHED, [point.all for point in track]),
        (Style.LINE, [point.promised for point in track]),
    ):
        points = [(axis.x(point.on), y(score)) for point, score in zip(track, scores, strict=True)]
        layers.add(style, steps([*points, (RIGHT + 2, y(scores[-1]))]))
    layers.add(Style.MARKER, *(circle(axis.x(entry.on), y(entry.score), 1.1) for entry in report.plan.reached))
    layers.add(Style.AXIS, straight(axis.today, 0, axis.today, height + 1))
    now = Threshold(letter=None, points=shown(track[0].promised) or 0, y=y(track[0].promised))
    thresholds = [now]
    for grade in reversed(bands):
        at = min(y(Fraction(grade.least, ALL)), thresholds[-1].y - NEXT_TO)
        thresholds.append(Threshold(letter=grade.letter, points=grade.least, y=at))
    return ScoreTrack(
        shapes=layers.shapes(*TRACK_ORDER),
        thresholds=tuple(reversed(thresholds)),
        x=axis.today - 1.5,
        height=height + 2,
        now=now.points,
        promised_end=shown(track[-1].promised) or 0,
        all_end=shown(track[-1].all) or 0,
    )
