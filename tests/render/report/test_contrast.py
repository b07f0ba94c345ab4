"""Words can be read on what lies behind them: 4.5 to 1 at least, on the page and in every chart."""

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from xml.etree.ElementTree import Element, fromstring

import pytest

from tenken import templating
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.render.report.page import report_html
from tenken.words import LANGUAGES, Language, Words

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
    style = re.sub(r"/\*.*?\*/", "", templating.source("report/report.css"), flags=re.DOTALL)
    own = [
        (text.group(1), ground.group(1))
        for block in re.findall(r"\{([^{}]*)\}", style)
        if (text := re.search(rf"(?<![-\w])color:\s*({COLOUR})", block))
        and (ground := re.search(rf"background(?:-color)?:\s*({COLOUR})", block))
    ]
    texts = set(re.findall(rf"(?<![-\w])color:\s*({COLOUR})", style)) - {text for text, _ in own}
    grounds = set(re.findall(rf"background(?:-color)?:\s*({COLOUR})", style)) - {ground for _, ground in own}
    assert len(texts) >= 4
    assert len(grounds) >= 2
    for text, ground in [*own, *product(texts, {*grounds, PAPER})]:
        assert contrast(text, ground) >= LEAST, (text, ground)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_in_a_chart_can_be_read_on_its_bar(
    reported: Callable[[ReportProfile], Report], lang: Language
) -> None:
    page = report_html(reported(ReportProfile.FULL), Words(lang)).decode()
    on_bars = 0
    for drawing in re.findall(r"<svg\b.*?</svg>", page, flags=re.DOTALL):
        painted: list[Element] = []
        for shape in fromstring(drawing).iter():
            if shape.tag == "rect":
                painted.append(shape)
            if shape.tag == "text":
                ground = _ground(shape, painted)
                on_bars += ground != PAPER
                assert contrast(shape.attrib["fill"], ground) >= LEAST, (shape.text, shape.attrib["fill"], ground)
    assert on_bars >= 3


def _ground(text: Element, painted: list[Element]) -> str:
    """The colour of the last bar painted below the middle of a text's first line."""
    across, down = float(text.attrib["x"]), float(text.attrib["y"]) - float(text.attrib["font-size"]) / 3
    for bar in reversed(painted):
        left, top, width, height = (float(bar.get(side, 0)) for side in ("x", "y", "width", "height"))
        if left <= across <= left + width and top <= down <= top + height:
            return bar.attrib["fill"]
    return PAPER
