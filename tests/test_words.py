"""Words of a language: days with their eras."""

from datetime import date

import pytest

from tenken.words import Words


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2000, 1, 1), "2000年(平成12年)1月1日"),
        (date(2019, 4, 30), "2019年(平成31年)4月30日"),
        (date(2019, 5, 1), "2019年(令和元年)5月1日"),
        (date(2026, 11, 21), "2026年(令和8年)11月21日"),
    ],
)
def test_the_era_changes_on_its_first_day(day: date, told: str) -> None:
    assert Words("ja", era=True).day(day) == told
    assert Words("ja").day(day) == f"{day.year}年{day.month}月{day.day}日"
