"""How reports look that somebody puts a name to: colours, texts, a logo, pages left out. Data, never a template.

What a brand file may say, and which picture may be a logo, is ``store.brand``'s business; where all of it stands on the
page is said in ``templates``. The arithmetic of colours is here, in whole numbers and fractions: a colour is refused or
not, and never on one machine only.
"""

from dataclasses import astuple, dataclass
from fractions import Fraction
from functools import cache
from math import isqrt
from typing import TypeAlias

Colour: TypeAlias = str
"""``#rrggbb`` in lower case."""

WHITE: Colour = "#ffffff"
"""The paper."""
INK: Colour = "#1b2529"
"""In which the text of every page is set."""

LEAST_CONTRAST = Fraction(9, 2)
"""What WCAG 2.2 asks of text of ordinary size (success criterion 1.4.3)."""
LEAST_DIFFERENCE = 120
"""Below that, of 764, two colours are taken for one at a glance (judged by eye on small coloured text)."""

OPTIONAL = ("answers", "coverage")
"""The pages that may be switched off: long lists of what the other pages have already counted.

The others stay, because a report without them would mislead: summary and scores are the result; gaps, unanswered
questions, slipped promises and left-out questions are what somebody would rather not show; the roadmap is what page 1
points to; method, sign-off and limits say how far the result may be trusted.
"""

FORMER = ("register",)
"""Pages that a brand's file may still name: evidence stood on a page of its own and stands with the answers now."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours that are a brand's own; greys and ink stay what they are."""

    deep: Colour
    deep_soft: Colour
    """For a bar beside the deep one, and for hatching."""
    warning: Colour
    warning_soft: Colour
    """A tint behind text."""

    def instead_of(self, other: "Palette") -> dict[Colour, Colour]:
        """Each colour of the other palette with the one that takes its place."""
        return dict(zip(astuple(other), astuple(self), strict=True))


OWN = Palette("#0f4c55", "#a9bfc2", "#b02a1f", "#f8e4e1")
"""tenken's own, in which all templates are written."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that was drawn anew as a PNG: nothing of the file it came from is left but what one sees."""

    content: bytes
    width: int
    """Pixels."""
    height: int
    """Pixels."""
    media_type: str = "image/png"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """Whose name stands on the reports, and how they look."""

    name: str = ""
    """Empty where nobody's does."""
    palette: Palette = OWN
    cover: str = ""
    """A line on page 1."""
    footer: str = ""
    """A line in the foot of each page."""
    contact: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    """The pages switched off, of those in ``OPTIONAL``."""
    logo: Logo | None = None


UNBRANDED = Brand()


def palette(deep: Colour = OWN.deep, warning: Colour = OWN.warning) -> Palette:
    """The palette around those two colours."""
    soft = OWN.deep_soft if deep == OWN.deep else _bar(deep)
    pale = OWN.warning_soft if warning == OWN.warning else _towards_white(warning, Fraction(7, 8))
    return Palette(deep, soft, warning, pale)


def contrast(one: Colour, other: Colour) -> Fraction:
    """How far two colours stand apart in brightness, from 1 (not at all) to 21: the contrast ratio of WCAG 2.2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + Fraction(1, 20)) / (darker + Fraction(1, 20))


def luminance(colour: Colour) -> Fraction:
    """The relative luminance of WCAG 2.2, from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return (2126 * red + 7152 * green + 722 * blue) / 10_000


def difference(one: Colour, other: Colour) -> int:
    """How differently two colours look, from 0 to 764, hue included: the "redmean" of T. Riemersma, CompuPhase."""
    (red, green, blue), (red2, green2, blue2) = _channels(one), _channels(other)
    mean = (red + red2) // 2
    squares = (512 + mean) * (red - red2) ** 2 + 1024 * (green - green2) ** 2 + (767 - mean) * (blue - blue2) ** 2
    return isqrt(squares // 256)


@cache
def _linear(channel: int) -> Fraction:
    """A channel of sRGB as light: ((c + 0.055) / 1.055) ^ 2.4, its fifth root cut off after twelve digits."""
    if channel <= 10:  # noqa: PLR2004 - 0.04045 of 255
        return Fraction(channel, 255) * Fraction(100, 1292)
    digits = 10**12
    power = (Fraction(channel * 1000 + 55 * 255, 1055 * 255)) ** 12 * digits**5
    return Fraction(_fifth_root(power.numerator // power.denominator), digits)


def _fifth_root(number: int) -> int:
    """The greatest whole number whose fifth power is not above that number, by Newton's steps from above."""
    root = 1 << -(-number.bit_length() // 5)
    while (better := (4 * root + number // root**4) // 5) < root:
        root = better
    return root


def _bar(deep: Colour) -> Colour:
    """The deep colour so far on the way to white that a figure in ink can be read on it."""
    steps = (_towards_white(deep, Fraction(hundredths, 100)) for hundredths in range(64, 100))
    return next(colour for colour in steps if contrast(colour, INK) >= LEAST_CONTRAST)


def _towards_white(colour: Colour, share: Fraction) -> Colour:
    return "#" + "".join(f"{channel + round((255 - channel) * share):02x}" for channel in _channels(colour))


def _channels(colour: Colour) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
