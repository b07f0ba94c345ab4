"""The time axis, the months and the marks of the plan lie where their days are."""

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.render.report.owner_cases import case

from tenken.render.charts.layers import WIDTH
from tenken.render.charts.paths import Style
from tenken.render.charts.plan.rows import HALF_WIDTH, HEAD, RIGHT, RowKind, TimeAxis, months_of, years_of
from tenken.render.owner.plan_rows import axis_of, pages_of
from tenken.words import Words

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
LEFT = 77.0


@given(DAYS, st.lists(DAYS, max_size=8))
def test_an_axis_keeps_the_order_of_days_and_stays_on_the_page(on: date, days: list[date]) -> None:
    axis = TimeAxis.over(days, on, LEFT)
    places = [axis.x(day) for day in sorted([*days, on])]
    assert places == sorted(places)
    assert all(LEFT < place <= RIGHT for place in places)
    assert axis.x(on) == axis.today
    assert axis.past is any(day < on for day in days)
    assert all(axis.beyond(day) is (axis.x(day) == RIGHT and day != axis.last) for day in days if day > on)
    assert (axis.last + timedelta(days=1)).day == 1


@given(DAYS, st.lists(DAYS, max_size=8), st.sampled_from(["ja", "en"]))
def test_months_and_years_above_the_axis_have_room(on: date, days: list[date], lang: str) -> None:
    words = Words(lang)  # type: ignore[arg-type]
    axis = TimeAxis.over(days, on, LEFT)
    assert not months_of(axis, words).left_out
    years = years_of(axis, words)
    assert words("report.plan.today") in years.text
    januaries = [month.year for month in axis.months if month.month == 1]
    assert all(str(year) in years.text for year in januaries[:1])


def test_every_mark_stands_on_the_line_of_its_task() -> None:
    report, words = case("example"), Words("ja")
    axis = axis_of(report, words)
    (page,) = pages_of(report, words)
    paths = {shape.style: shape.path for shape in page.shapes}
    promised = []
    for at, row in enumerate(page.rows):
        if row.step and row.step.promised and not row.step.overdue:
            promised.append((round(axis.x(row.step.due) - 1.5, 2), round(HEAD + page.pitch * (at + 0.5), 2)))
    starts = [(float(x), float(y)) for x, y in re.findall(r"M([\d.]+) ([\d.]+)L", paths[Style.DEEP])]
    assert starts == promised
    heads = [at for at, row in enumerate(page.rows) if row.kind is RowKind.HEAD]
    tints = [float(y) for y in re.findall(r"M0 ([\d.]+)h176", paths[Style.TINT])]
    assert tints == [HEAD + page.pitch * at for at in heads]


def test_a_remark_stands_right_of_its_mark() -> None:
    report, words = case("example"), Words("ja")
    axis = axis_of(report, words)
    remarked = [row for row in pages_of(report, words)[0].rows if row.remark]
    assert len(remarked) == 4
    for row in remarked:
        assert row.step is not None
        before = sum(2 if character > "\u2e80" else 1 for character in row.lead + row.rest) * HALF_WIDTH
        assert axis.x(row.step.due) + 1.5 < before < WIDTH - 10
