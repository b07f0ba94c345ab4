"""Amounts in yen that can be printed with their working and done again by hand: terms, products, spans and lines.

Terms are exact fractions, whole yen are rounded down once, at the end. Which terms make up a cost is ``loss``'s
business.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tenken.core.cost.figures import Figure, Verified

DAYS_A_YEAR = 365


class FactorRole(StrEnum):
    """What a term of a product is."""

    YEN = "yen"
    PERSONS = "persons"
    CLAIMANTS = "claimants"
    PER = "per"
    """Divides: the figure is for that many persons."""
    SHARE = "share"
    LEAVING = "leaving"
    DAYS = "days"
    """Of a year."""
    SENSITIVITY = "sensitivity"
    EASE = "ease"
    STANDING = "standing"
    RESPONSE = "response"


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor, as it is printed, with the figure it comes from."""

    role: FactorRole
    value: int
    figure: Figure | None = None

    @property
    def factor(self) -> Fraction:
        """What it multiplies by."""
        match self.role:
            case FactorRole.PER:
                return Fraction(1, self.value)
            case FactorRole.SHARE | FactorRole.LEAVING:
                return Fraction(self.value, 100)
            case FactorRole.DAYS:
                return Fraction(self.value, DAYS_A_YEAR)
            case _:
                return Fraction(self.value)


@dataclass(frozen=True, slots=True)
class Product:
    """Terms multiplied; without terms nothing."""

    terms: tuple[Factor, ...] = ()

    @property
    def yen(self) -> int:
        """Whole yen, rounded down."""
        if not self.terms:
            return 0
        product = Fraction(1)
        for term in self.terms:
            product *= term.factor
        return product.numerator // product.denominator


NOTHING = Product()


@dataclass(frozen=True, slots=True)
class CostRange:
    """Three amounts in yen: low ≤ likely ≤ high."""

    low: int = 0
    likely: int = 0
    high: int = 0

    def __add__(self, other: "CostRange") -> "CostRange":
        """Both, amount by amount."""
        return CostRange(self.low + other.low, self.likely + other.likely, self.high + other.high)


@dataclass(frozen=True, slots=True)
class CostLine:
    """One thing that has to be paid, and how each of its amounts is worked out."""

    id: str
    low: Product
    likely: Product
    high: Product

    @property
    def span(self) -> CostRange:
        """The amounts."""
        return CostRange(self.low.yen, self.likely.yen, self.high.yen)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that went in, each once."""
        terms = (*self.low.terms, *self.likely.terms, *self.high.terms)
        return tuple({term.figure.id: term.figure for term in terms if term.figure}.values())

    @property
    def assumed(self) -> bool:
        """Whether one of those is an assumption that nobody has confirmed."""
        return any(figure.verified is Verified.NO for figure in self.figures)


def in_yen(figure: Figure) -> Factor:
    """A figure in yen as a factor."""
    return Factor(FactorRole.YEN, figure.value, figure)
