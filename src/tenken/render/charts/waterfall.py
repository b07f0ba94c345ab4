"""From last year's score to this year's as columns: what rose is solid, what fell is hatched, and the figures add up.

The steps are ``core.years.waterfall``'s; a step that moved nothing has no column.
"""

from dataclasses import dataclass

from tenken.core.years.comparison import Comparison
from tenken.core.years.waterfall import WaterfallReason
from tenken.render.charts.layers import WIDTH, Layers
from tenken.render.charts.paths import Shape, Style, hatch, rect
from tenken.render.charts.paths import line as straight
from tenken.render.charts.ruler import Mark, Ruler, ruler
from tenken.words import Words

ABOVE = 5.0
"""Millimetres for what the tinted steps have in common."""
BENEATH = 8.4
"""Millimetres for names and figures."""
SHARE = 0.6
"""Of a column's room that the column fills."""
LEAST = 0.35
"""Millimetres of the smallest change."""

ALIKE = (WaterfallReason.IMPROVED, WaterfallReason.WORSENED, WaterfallReason.UNCONFIRMED)
"""The steps between last year's score and this year's over the same questions."""
ORDER = (Style.TINT, Style.MIDDLE, Style.FALL, Style.HATCH_WARNING, Style.GREY_LINE, Style.DEEP, Style.AXIS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """The columns, their names and their figures."""

    shapes: tuple[Shape, ...]
    height: float
    alike: Ruler
    """Above the steps that compare the same questions; empty where there is none."""
    names: Ruler
    figures: Ruler
    told: tuple[tuple[str, str], ...]
    """Each column's name with its figure."""


def waterfall(
    comparison: Comparison, words: Words, columns: float, family: str = "report.money_page.step_"
) -> Waterfall | None:
    """The columns, ``columns`` millimetres high; ``None`` where one of the two years is not scored.

    ``family`` is what the keys of the columns' names begin with.
    """
    start, end = comparison.printed_start, comparison.printed_end
    if start is None or end is None or not comparison.steps:
        return None
    steps = [step for step in comparison.steps if step.printed_effect]
    room = WIDTH / (len(steps) + 2)
    highest = max([start, end, *(step.printed_after for step in steps)]) or 1
    unit = columns / float(highest)
    floor = ABOVE + columns
    layers = Layers()

    def column(style: Style, at: int, low: float, high: float) -> tuple[float, float, float, float]:
        height = max((high - low) * unit, LEAST)
        part = (room * (at + (1 - SHARE) / 2), floor - low * unit - height, room * SHARE, height)
        layers.add(style, rect(*part))
        return part

    column(Style.MIDDLE, 0, 0, float(start))
    for at, step in enumerate(steps, 1):
        after = float(step.printed_after)
        before = after - float(step.printed_effect)
        part = column(Style.DEEP if step.printed_effect > 0 else Style.FALL, at, min(before, after), max(before, after))
        if step.printed_effect < 0:
            layers.add(Style.HATCH_WARNING, hatch(*part))
    column(Style.DEEP, len(steps) + 1, 0, float(end))
    levels = [float(start), *(float(step.printed_after) for step in steps)]
    for at, level in enumerate(levels):
        y = floor - level * unit
        layers.add(Style.GREY_LINE, straight(room * (at + (1 + SHARE) / 2), y, room * (at + 1 + (1 - SHARE) / 2), y))
    alike = [at for at, step in enumerate(steps, 1) if step.step in ALIKE]
    if alike:
        layers.add(Style.TINT, rect(room * alike[0], 0, room * (alike[-1] - alike[0] + 1), floor))
    layers.add(Style.AXIS, straight(0, floor, WIDTH, floor))
    names = ["last", *(step.step for step in steps), "this"]
    told = [words(f"{family}{name}") for name in names]
    figures = [words.hundredths(start), *(words.signed(step.printed_effect) for step in steps), words.hundredths(end)]
    middles = [room * (at + 0.5) for at in range(len(names))]
    return Waterfall(
        shapes=layers.shapes(*ORDER),
        height=floor + BENEATH,
        alike=ruler([_alike(comparison, words, room, alike)] if alike else [], WIDTH),
        names=ruler([Mark(x, name) for x, name in zip(middles, told, strict=True)], WIDTH),
        figures=ruler([Mark(x, figure) for x, figure in zip(middles, figures, strict=True)], WIDTH),
        told=tuple(zip(told, figures, strict=True)),
    )


def _alike(comparison: Comparison, words: Words, room: float, at: list[int]) -> Mark:
    pair = comparison.like_for_like
    last, this = pair.shown_last or 0, pair.shown_this or 0
    text = words("report.money_page.like", n=comparison.common, last=last, this=this)
    return Mark(room * (at[0] + at[-1] + 1) / 2, text)
