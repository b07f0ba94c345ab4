"""The map of page 2: a cell for each question in its column, bars as long as the scores, however many there are."""

import re

import pytest
from tests.render.report.verdict_cases import CASES, case

from tenken.core.model import Status
from tenken.render.charts.map import BAR_LEFT, BAR_WIDTH, CELLS, NAMES, WIDTH, Map, bar_of, draw
from tenken.render.charts.paths import Style

NOTCHES = (90, 70, 50, 0)


def boxes(drawn: Map, style: Style) -> list[tuple[float, float, float, float]]:
    """Left, top, width and height of every rectangle of that style."""
    told = next((shape.path for shape in drawn.shapes if shape.style is style), "")
    found = re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)", told)
    return [(float(left), float(top), float(width), float(height)) for left, top, width, height in found]


@pytest.mark.parametrize("name", CASES)
def test_every_question_has_a_cell_and_every_critical_one_a_heavy_frame(name: str) -> None:
    report = case(name)
    drawn = draw(report.glance, None, NOTCHES)
    cells = [cell for row in report.glance for cell in row.cells]
    assert len(boxes(drawn, Style.RULE)) == sum(not cell.critical for cell in cells)
    assert len(boxes(drawn, Style.CRITICAL)) == sum(cell.critical for cell in cells)
    assert len(boxes(drawn, Style.WARNING_TINT)) == len(report.scorecard.critical_open)
    assert len(boxes(drawn, Style.INK)) == report.evidenced_answers
    for left, top, width, height in (*boxes(drawn, Style.RULE), *boxes(drawn, Style.CRITICAL)):
        assert NAMES <= left <= left + width <= NAMES + CELLS
        assert 0 < top <= top + height <= drawn.height


def test_a_cell_stands_in_the_column_of_its_number() -> None:
    report = case("example")
    drawn = draw(report.glance, None, NOTCHES)
    frames = sorted((top, left) for left, top, _, _ in (*boxes(drawn, Style.RULE), *boxes(drawn, Style.CRITICAL)))
    expected = [(entry.middle, cell.column) for entry in drawn.lines for cell in entry.cells if cell]
    columns = [round((left - NAMES - 0.35) / drawn.side) + 1 for _, left in frames]
    assert columns == [column for _, column in expected]


def test_a_bar_is_as_long_as_its_score_and_dark_as_far_as_evidence_goes() -> None:
    report = case("example")
    drawn = draw(report.glance, None, NOTCHES)
    scores = [row.page.score.tally.score for row in report.glance]
    evidenced = [row.page.score.tally.evidenced for row in report.glance]
    for style, shares in ((Style.MIDDLE, scores), (Style.DEEP, evidenced)):
        found = boxes(drawn, style)
        assert [width for _, _, width, _ in found] == [
            pytest.approx(float(share or 0) * BAR_WIDTH, abs=0.01) for share in shares
        ]
        assert {left for left, _, _, _ in found} == {BAR_LEFT}


def test_a_row_of_many_questions_goes_on_below_and_keeps_its_order() -> None:
    report = case("long-rows")
    drawn = draw(report.glance, bar_of(report.glance[0]), NOTCHES)
    first = [entry for entry in drawn.lines if entry.row is report.glance[0]]
    assert len(first) == 2
    assert [entry.first for entry in first] == [True, False]
    assert [cell.column for entry in first for cell in entry.cells if cell] == list(range(1, 41))
    assert NAMES + CELLS < BAR_LEFT + BAR_WIDTH < WIDTH


def test_an_area_of_which_nothing_applies_has_no_bar() -> None:
    report = case("nothing-applies")
    drawn = draw(report.glance, None, NOTCHES)
    assert all(cell.status is Status.NA for row in report.glance for cell in row.cells)
    assert boxes(drawn, Style.PALE) == []
