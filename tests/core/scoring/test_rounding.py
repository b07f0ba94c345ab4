"""Amounts that are printed rounded add up to their printed sum."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tenken.core.scoring.rounding import rounded_to_sum, unit_of

AMOUNTS = st.lists(st.fractions(min_value=0, max_value=10**9, max_denominator=997), max_size=12)
UNITS = st.sampled_from([Fraction(1, 100), 1, 3, 1_000])


@given(AMOUNTS, UNITS)
def test_they_add_up_to_the_rounded_sum(amounts: list[Fraction], unit: Fraction | int) -> None:
    total = sum(rounded_to_sum(amounts, unit))
    exact = sum(amounts, Fraction(0))
    assert total % unit == 0
    assert -Fraction(unit) / 2 <= exact - total < Fraction(unit) / 2


@given(AMOUNTS, UNITS)
def test_none_is_off_by_a_unit_and_whole_units_stay(amounts: list[Fraction], unit: Fraction | int) -> None:
    for exact, told in zip(amounts, rounded_to_sum(amounts, unit), strict=True):
        assert abs(told - exact) < unit
        assert told == exact or exact % unit != 0
        assert told % unit == 0


@given(AMOUNTS, UNITS)
def test_what_lost_more_is_not_rounded_down_while_what_lost_less_is_rounded_up(
    amounts: list[Fraction], unit: Fraction | int
) -> None:
    told = rounded_to_sum(amounts, unit)
    lost_up = [exact % unit for exact, shown in zip(amounts, told, strict=True) if shown > exact]
    lost_down = [exact % unit for exact, shown in zip(amounts, told, strict=True) if shown < exact]
    assert not lost_up or not lost_down or min(lost_up) >= max(lost_down)


def test_the_first_of_equals_gets_the_missing_unit() -> None:
    assert list(map(int, rounded_to_sum([Fraction(1, 2)] * 3))) == [1, 1, 0]
    told = rounded_to_sum([10_447_000, 780_000, 3_300, 4_900_000], 100_000)
    assert list(map(int, told)) == [10_400_000, 800_000, 0, 4_900_000]


def test_the_unit_leaves_three_digits() -> None:
    assert [unit_of(amount) for amount in (0, 999, 1_000, 16_059_300)] == [1, 1, 10, 100_000]
