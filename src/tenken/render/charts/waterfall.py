"""From last year's score to this year's as columns: what rose is solid, what fell is hatched, and the figures add up.

The steps are ``core.years.waterfall``'s; a step that moved nothing has no column.
"""

from dataclasses import dataclass

from tenken.core.years.comparison import Comparison
from tenken.core.years.waterfall import WaterfallReason
from tenken.render.charts.shapes import Label, Ruler, Shape, Sketch, box, hatching, ruler
from tenken.render.charts.shapes import line as straight
from tenken.render.charts.time_axis import WIDTH
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
LOOKS = ("alike", "last", "fell", "hatch", "link", "rose", "this", "ground")


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
    comparison: Comparison, words: Words, columns: float, names: str = "report.money_page.step_"
) -> Waterfall | None:
    """The columns, ``columns`` millimetres high; ``None`` where one of the two years is not scored.

    ``names`` is what the keys of the columns' names begin with.
    """
    start, end = comparison.printed_start, comparison.printed_end
    if start is None or end is None or not comparison.steps:
        return None
    steps = [step for step in comparison.steps if step.printed_effect]
    room = WIDTH / (len(steps) + 2)
    highest = max([start, end, *(step.printed_after for step in steps)]) or 1
    unit = columns / float(highest)
    floor = ABOVE + columns
    sketch = Sketch()

    def column(look: str, at: int, low: float, high: float) -> tuple[float, float, float, float]:
        height = max((high - low) * unit, LEAST)
        part = (room * (at + (1 - SHARE) / 2), floor - low * unit - height, room * SHARE, height)
        sketch.add(look, box(*part))
        return part

    column("last", 0, 0, float(start))
    for at, step in enumerate(steps, 1):
        after = float(step.printed_after)
        before = after - float(step.printed_effect)
        part = column("rose" if step.printed_effect > 0 else "fell", at, min(before, after), max(before, after))
        if step.printed_effect < 0:
            sketch.add("hatch", hatching(*part))
    column("this", len(steps) + 1, 0, float(end))
    levels = [float(start), *(float(step.printed_after) for step in steps)]
    for at, level in enumerate(levels):
        y = floor - level * unit
        sketch.add("link", straight(room * (at + (1 + SHARE) / 2), y, room * (at + 1 + (1 - SHARE) / 2), y))
    alike = [at for at, step in enumerate(steps, 1) if step.step in ALIKE]
    if alike:
        sketch.add("alike", box(room * alike[0], 0, room * (alike[-1] - alike[0] + 1), floor))
    sketch.add("ground", straight(0, floor, WIDTH, floor))
    told = [words(f"{names}{name}") for name in ("last", *(step.step for step in steps), "this")]
    figures = [words.hundredths(start), *(words.signed(step.printed_effect) for step in steps), words.hundredths(end)]
    middles = [room * (at + 0.5) for at in range(len(told))]
    return Waterfall(
        shapes=sketch.shapes(LOOKS),
        height=floor + BENEATH,
        alike=ruler([_alike(comparison, words, room, alike)] if alike else []),
        names=ruler([Label(x, name, 0.5) for x, name in zip(middles, told, strict=True)]),
        figures=ruler([Label(x, figure, 0.5) for x, figure in zip(middles, figures, strict=True)]),
        told=tuple(zip(told, figures, strict=True)),
    )


def _alike(comparison: Comparison, words: Words, room: float, at: list[int]) -> Label:
    pair = comparison.like_for_like
    last, this = pair.shown_last or 0, pair.shown_this or 0
    text = words("report.money_page.like", n=comparison.common, last=last, this=this)
    return Label(room * (at[0] + at[-1] + 1) / 2, text, 0.5)
