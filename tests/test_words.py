"""Words of a language: days with their eras, money as people say it."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("amount", "ja", "en"),
    [
        (0, "0円", "¥0"),
        (500, "500円", "¥500"),
        (3_300, "3,300円", "¥3,300"),
        (26_000, "2万6,000円", "¥26,000"),
        (51_538, "5万1,500円", "¥51,500"),
        (780_000, "78万円", "¥780,000"),
        (999_500, "100万円", "¥1 million"),
        (16_059_300, "1,610万円", "¥16.1 million"),
        (130_000_000, "1億3,000万円", "¥130 million"),
        (511_840_000, "5億1,200万円", "¥512 million"),
        (999_999_999, "10億円", "¥1 billion"),
        (6_700_000_000, "67億円", "¥6.7 billion"),
        (10_140_000_000, "101億円", "¥10.1 billion"),
        (1_230_000_000_000, "1兆2,300億円", "¥1.23 trillion"),
        (10**15, "1,000兆円", "¥1,000 trillion"),
        (-4_200_000, "-420万円", "¥-4.2 million"),
    ],
)
def test_an_amount_is_said_as_people_say_it(amount: int, ja: str, en: str) -> None:
    assert (Words("ja").yen(amount), Words("en").yen(amount)) == (ja, en)
    assert Words("ja").exact_yen(amount) == f"{amount:,}円"


def meant(said: str) -> int:
    """What a Japanese reader takes an amount to be."""
    total, rest = 0, said.removesuffix("円").replace(",", "")
    for name, unit in (("兆", 10**12), ("億", 10**8), ("万", 10**4)):
        head, found, tail = rest.partition(name)
        total, rest = (total + int(head) * unit, tail) if found else (total, rest)
    return total + int(rest or 0)


@given(st.integers(0, 10**16))
def test_what_is_said_is_within_half_a_per_cent(amount: int) -> None:
    assert abs(meant(Words("ja").yen(amount)) - amount) * 200 <= amount


@pytest.mark.parametrize(
    ("share", "ja", "en"),
    [
        (Fraction(0), "1割未満", "less than 10% of"),
        (Fraction(4, 100), "1割未満", "less than 10% of"),
        (Fraction(1, 2), "約5割", "about 50% of"),
        (Fraction(95, 100), "1倍", "1 times"),
        (Fraction(1_784, 1_000), "1.8倍", "1.8 times"),
        (Fraction(996, 100), "10倍", "10 times"),
        (Fraction(1_234, 10), "123倍", "123 times"),
    ],
)
def test_one_sum_is_held_against_another_in_words(share: Fraction, ja: str, en: str) -> None:
    assert (Words("ja").times(share), Words("en").times(share)) == (ja, en)
