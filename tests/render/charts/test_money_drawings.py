"""Bars, columns and marks of page 4 are as long and as far along as their figures say."""

import itertools
import re

import pytest
from tests.render.report.owner_cases import case, changed, exposed

from tenken.core.model import Cause, Exposure
from tenken.render.charts.area_bars import area_bars
from tenken.render.charts.cost import HEAD, ROW, chart
from tenken.render.charts.deadlines import deadlines
from tenken.render.charts.paths import Style
from tenken.render.charts.waterfall import ABOVE, waterfall
from tenken.words import Words

RECT = re.compile(r"M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h")


def rects(shapes: object, style: Style) -> list[tuple[float, ...]]:
    """The rectangles of a style: left, top, width, height."""
    path = next(shape.path for shape in shapes if shape.style is style)  # type: ignore[attr-defined]
    return [tuple(map(float, found)) for found in RECT.findall(path)]


def test_ten_times_as_much_is_one_step_further() -> None:
    loss = case("example").loss
    assert loss is not None
    drawn = chart(loss, Words("ja"))
    grid = next(shape.path for shape in drawn.shapes if shape.style is Style.RULE)
    places = [float(x) for x in re.findall(r"M([\d.]+)", grid)]
    steps = {round(later - earlier, 1) for earlier, later in itertools.pairwise(places)}
    assert len(steps) == 1
    (whole,) = rects(drawn.shapes, Style.DEEP)
    total = HEAD + ROW * (len(drawn.rows) - 0.5)
    assert whole[1] < total < whole[1] + whole[3]
    white = rects(drawn.shapes, Style.PROPOSAL)[-1]
    assert white[0] == pytest.approx(whole[0] + whole[2], abs=0.02)
    step, first = steps.pop(), places[0]
    assert first + 3 * step < white[0] < first + 4 * step  # 16 million lies between 10 and 100


def test_the_columns_of_the_waterfall_are_as_high_as_their_figures() -> None:
    comparison = case("example").comparison
    assert comparison is not None
    drawn = waterfall(comparison, Words("ja"), 30)
    assert drawn is not None
    assert comparison.printed_start is not None
    highest = max(step.printed_after for step in comparison.steps)
    unit = 30 / float(max(highest, comparison.printed_start))
    (last,) = rects(drawn.shapes, Style.MIDDLE)
    assert last[3] == pytest.approx(float(comparison.printed_start) * unit, abs=0.02)
    assert last[1] + last[3] == pytest.approx(ABOVE + 30, abs=0.02)
    falls = [step for step in comparison.steps if step.printed_effect < 0]
    assert len(rects(drawn.shapes, Style.FALL)) == len(falls) == 3
    for fall, (_, top, _, height) in zip(falls, rects(drawn.shapes, Style.FALL), strict=True):
        assert height == pytest.approx(-float(fall.printed_effect) * unit, abs=0.02)
        assert top + height == pytest.approx(ABOVE + 30 - float(fall.printed_after) * unit, abs=0.02)


@pytest.mark.parametrize(("cause", "holds"), [(None, 3), (Cause.WRONGDOING, 3), (Cause.ACCIDENT, 2)])
def test_the_limit_that_holds_is_filled(cause: Cause | None, holds: int) -> None:
    found = deadlines(changed(exposed(Exposure(persons=5, cause=cause))))
    assert found is not None
    assert found.columns == tuple(sorted(found.columns))
    deep = next(shape.path for shape in found.shapes if shape.style is Style.DEEP)
    diamond = re.findall(r"M([\d.]+) 4L", deep)
    assert [float(x) for x in diamond] == [found.columns[holds]]


def test_a_bar_has_a_part_for_each_kind_of_answer() -> None:
    report = case("first-year")
    bars = area_bars(report.areas, Words("ja"), 6)
    yes = rects(bars.shapes, Style.DEEP)
    counts = [page.statuses["yes"] for page in report.areas if page.statuses["yes"]]
    units = {round(width / count, 1) for (_, _, width, _), count in zip(yes, counts, strict=True)}
    assert len(units) == 1
    assert bars.head.split() == ["●", "◐", "○", "﹖", "－"]
