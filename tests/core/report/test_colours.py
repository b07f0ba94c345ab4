"""The arithmetic of colours: exact, the same everywhere, and on the reader's side."""

from fractions import Fraction

import pytest

from tenken.core.report.brand import (
    INK,
    LEAST_CONTRAST,
    LEAST_DIFFERENCE,
    OPTIONAL,
    OWN,
    WHITE,
    contrast,
    difference,
    luminance,
    palette,
)
from tenken.core.report.sections import SECTIONS, ReportProfile


@pytest.mark.parametrize(
    ("colour", "ratio"),
    [("#000000", "21.00"), ("#ffffff", "1.00"), ("#767676", "4.54"), ("#777777", "4.48"), ("#0000ff", "8.59")],
)
def test_the_contrast_is_that_of_wcag(colour: str, ratio: str) -> None:
    assert f"{float(contrast(colour, WHITE)):.2f}" == ratio
    assert contrast(colour, WHITE) == contrast(WHITE, colour)


def test_luminance_runs_exactly_from_black_to_white_and_never_falls() -> None:
    greys = [luminance(f"#{grey:02x}{grey:02x}{grey:02x}") for grey in range(256)]
    assert (greys[0], greys[-1]) == (Fraction(0), Fraction(1))
    assert greys == sorted(set(greys))


def test_our_own_colours_keep_the_rules_for_a_brands() -> None:
    assert min(contrast(OWN.deep, WHITE), contrast(OWN.warning, WHITE)) >= LEAST_CONTRAST
    assert min(difference(OWN.deep, OWN.warning), difference(OWN.warning, INK)) >= LEAST_DIFFERENCE
    assert palette() == palette(OWN.deep, OWN.warning) == OWN


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("#a01c2c", "#b02a1f", False),  # two reds
        ("#1b2529", "#222222", False),
        ("#0f4c55", "#0f4c56", False),
        ("#1f3a6e", "#b02a1f", True),
        ("#7a1f2e", "#8a5a00", True),  # wine and ochre
        ("#000000", "#b02a1f", True),
    ],
)
def test_colours_that_an_eye_confuses_are_near(one: str, other: str, apart: bool) -> None:
    assert (difference(one, other) >= LEAST_DIFFERENCE) is apart
    assert difference(one, other) == difference(other, one)


@pytest.mark.parametrize("deep", ["#000000", "#1f3a6e", "#767676", "#a01c2c", "#007a3d"])
def test_a_softened_bar_differs_from_the_deep_one_and_carries_a_figure_in_ink(deep: str) -> None:
    soft = palette(deep=deep).deep_soft
    assert soft != deep
    assert luminance(soft) > luminance(deep)
    assert contrast(soft, INK) >= LEAST_CONTRAST


def test_only_pages_of_the_full_report_can_be_switched_off() -> None:
    assert set(OPTIONAL) < set(SECTIONS[ReportProfile.FULL])
