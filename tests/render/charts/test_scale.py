"""The scale of page 1: where score, promises, thresholds and last year stand, and that no label covers another."""

import re
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tenken.core.model import Grade
from tenken.render.charts.paths import Style
from tenken.render.charts.ruler import half_widths
from tenken.render.charts.scale import BAR, MARK, TOP, WIDTH, Scale, scale

GRADES = (Grade("A", 90), Grade("B", 70), Grade("C", 50), Grade("D", 0))
SCORES = st.integers(0, 100).map(lambda points: Fraction(points, 100))
GOAL, LAST = "約束どおりなら12月14日に71点", "昨年 35"


def path(drawn: Scale, style: Style) -> str:
    return next((shape.path for shape in drawn.shapes if shape.style is style), "")


def numbers(told: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?[\d.]+", told)]


def test_the_bar_ends_at_the_score_and_the_outline_where_promises_lead() -> None:
    drawn = scale(
        Fraction(60, 100), GRADES, grade="C", cap="C", towards=(Fraction(71, 100), GOAL), last=(Fraction(35, 100), LAST)
    )
    assert numbers(path(drawn, Style.DEEP))[:3] == [0, TOP, 0.6 * WIDTH]
    left, _, width, *_ = numbers(path(drawn, Style.PROPOSAL))
    assert (left, round(left + width, 2)) == (0.6 * WIDTH, round(0.71 * WIDTH, 2))
    assert numbers(path(drawn, Style.THRESHOLD))[0] == 0.7 * WIDTH
    assert sorted(numbers(part)[0] for part in path(drawn, Style.AXIS).split("M")[1:]) == [0.5 * WIDTH, 0.9 * WIDTH]
    assert numbers(path(drawn, Style.MARKER))[0] == round(0.35 * WIDTH, 2)


def test_hatched_is_what_critical_questions_bar_and_nothing_else() -> None:
    capped = scale(Fraction(60, 100), GRADES, grade="C", cap="C")
    marks = numbers(path(capped, Style.HATCH).replace("L", " "))
    assert min(marks[::2]) >= 0.7 * WIDTH
    assert max(marks[::2]) <= WIDTH
    assert path(scale(Fraction(60, 100), GRADES, grade="C"), Style.HATCH) == ""


@given(score=SCORES, goal=SCORES, last=SCORES)
def test_no_label_is_left_out_and_none_covers_the_triangle(score: Fraction, goal: Fraction, last: Fraction) -> None:
    drawn = scale(score, GRADES, grade="C", towards=(max(score, goal), GOAL), last=(last, LAST))
    assert drawn.above.left_out == ()
    assert drawn.below.left_out == ()
    assert half_widths(drawn.above.text) * drawn.above.size * 25.4 / 144 <= WIDTH + 0.01
    half = drawn.above.size * 25.4 / 144
    at = float(last * WIDTH)
    for label in (GOAL, LAST):
        start = half_widths(drawn.above.text[: drawn.above.text.index(label)]) * half
        end = start + half_widths(label) * half
        assert end <= at - MARK + 1.7 or start >= at + MARK - 1.7  # 0.8 mm of rounding either side, and the tip's slope


@given(score=SCORES, goal=SCORES)
def test_every_shape_lies_within_the_drawing(score: Fraction, goal: Fraction) -> None:
    drawn = scale(score, GRADES, grade="D", cap="B", towards=(goal, GOAL), last=(score, LAST))
    for shape in drawn.shapes:
        if shape.style in (Style.DEEP, Style.PROPOSAL, Style.FRAMED):
            left, top, width, height, *_ = numbers(shape.path)
            assert 0 <= left <= left + width <= WIDTH + 0.01
            assert top <= top + height <= TOP + BAR
