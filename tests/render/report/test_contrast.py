"""Words can be read on what lies behind them: 4.5 to 1 at least, on the page and in every chart."""

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import product

import pytest

from tenken import templating
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.render.report.page import report_html
from tenken.words import Words

LEAST = Fraction(9, 2)
PAPER = "#ffffff"
COLOUR = r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b"


def contrast(one: str, other: str) -> float:
    """The contrast of WCAG 2: 1 for the same colour, 21 for black on white."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_measure_is_that_of_the_standard() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.005)


def test_every_colour_of_text_can_be_read_on_every_ground_of_the_style_sheet() -> None:
    sheets = (
        f"report/css/{name}.css" for name in ("base", "owner", "plan", "full", "attestation", "years", "catalogue")
    )
    style = re.sub(r"/\*.*?\*/", "", "".join(templating.source(name) for name in sheets), flags=re.DOTALL)
    own, texts, grounds = set(), set(), set()
    for block in re.findall(r"\{([^{}]*)\}", style):
        text = re.findall(rf"(?<![-\w])color:\s*({COLOUR})", block)
        ground = re.findall(rf"background(?:-color)?:\s*({COLOUR})", block)
        if text and ground:
            own.add((text[0], ground[0]))
        else:
            texts |= set(text)
            grounds |= set(ground)
    assert len(texts) >= 4
    assert len(grounds) >= 2
    for text, ground in {*own, *product(texts, {*grounds, PAPER})}:
        assert contrast(text, ground) >= LEAST, (text, ground)


@pytest.mark.parametrize("profile", ReportProfile)
def test_no_drawing_holds_a_figure_or_word(reported: Callable[[ReportProfile], Report], profile: ReportProfile) -> None:
    """They stand beside and over the drawings, as text of the page, in the colours of the style sheet."""
    page = report_html(reported(profile), Words("ja")).decode()
    drawings = re.findall(r"<svg\b.*?</svg>", page, flags=re.DOTALL)
    assert drawings
    assert not any("<text" in drawing for drawing in drawings)
