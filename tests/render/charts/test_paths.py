"""Shapes as paths: where their corners are, and that what has no extent draws nothing."""

import re
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tenken.render.charts import paths
from tenken.render.charts.paths import Shape, Style, drawn, shape
from tenken.templating import environment

LENGTHS = st.floats(0.5, 200)


def numbers(path: str) -> list[float]:
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", path)]


def test_shapes_stand_where_they_are_put() -> None:
    assert paths.rect(1, 2.5, Fraction(1, 3), 4) == "M1 2.5h0.33v4h-0.33z"
    assert paths.line(0, -0.001, 130, 6) == "M0 0L130 6"
    assert paths.polygon([(0, 0), (1, 0), (1, 1)]) == "M0 0L1 0L1 1z"
    assert paths.steps([(0, 9), (5, 7), (8, 7)]) == "M0 9H5V7H8V7"
    assert paths.diamond(10, 10, 2) == "M8 10L10 8L12 10L10 12z"
    assert paths.square(10, 10, 2) == "M8 8h4v4h-4z"
    assert paths.triangle(10, 10, 2, 3) == "M10 10L8 7L12 7z"
    assert paths.circle(10, 10, 2) == "M8 10a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z"
    assert paths.strike(10, 10, 2) == "M8 12L12 8"


def test_what_has_no_extent_draws_nothing_and_takes_no_path() -> None:
    nothing = [
        paths.rect(1, 1, 0, 5),
        paths.hatch(1, 1, 5, 0),
        paths.polyline([(1, 1)]),
        paths.steps([]),
        paths.polygon([]),
    ]
    assert nothing == [""] * len(nothing)
    some = shape(Style.DEEP, [paths.line(0, 0, 1, 1), paths.rect(0, 0, 0, 0), paths.line(2, 2, 3, 3)])
    assert drawn(shape(Style.HATCH, nothing), some) == (Shape(Style.DEEP, "M0 0L1 1M2 2L3 3"),)


@given(left=LENGTHS, top=LENGTHS, width=LENGTHS, height=LENGTHS, every=st.floats(0.8, 3))
def test_hatching_stays_in_its_box_and_rises_to_the_right(
    left: float, top: float, width: float, height: float, every: float
) -> None:
    for stroke in filter(None, paths.hatch(left, top, width, height, every).split("M")):
        x1, y1, x2, y2 = numbers(stroke)
        assert left - 0.01 <= x1 <= x2 <= left + width + 0.01
        assert top - 0.01 <= y2 <= y1 <= top + height + 0.01
        assert abs((x2 - x1) - (y1 - y2)) <= 0.03


def test_every_style_is_drawn_in_our_colours_and_no_other_is_known() -> None:
    module = environment().get_template("report/charts/base.html").make_module()
    assert set(module.styles) == set(Style)  # type: ignore[attr-defined]
    drawing = str(module.drawing([Shape(Style.DEEP, "M0 0L1 1")], 10, 5, "1 < 2"))  # type: ignore[attr-defined]
    assert "<title>1 &lt; 2</title>" in drawing
    assert '<path d="M0 0L1 1" fill="#0f4c55"/>' in drawing
