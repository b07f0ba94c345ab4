"""Numbers that are printed rounded, those of a sum so that they still add up: the largest-remainder rule.

What is rounded, and in which unit it is printed, is the caller's business. Everything is exact.
"""

from collections.abc import Sequence
from fractions import Fraction


def rounded_to_sum(amounts: Sequence[Fraction | int], unit: Fraction | int = 1) -> tuple[Fraction, ...]:
    """Each amount as a whole number of units, so that they add up to their sum, rounded half up to a unit.

    Every amount is first cut down to whole units; the units that are then missing go to the amounts of which most was
    cut off, the first of equals first. No amount is off by a unit or more, and a whole number of units stays as it is.
    Amounts are at least 0, the unit is above 0.
    """
    exact = [Fraction(amount) / unit for amount in amounts]
    units = [part.numerator // part.denominator for part in exact]
    doubled = sum(exact, Fraction(0)) * 2 + 1
    missing = doubled.numerator // doubled.denominator // 2 - sum(units)
    cut_most = sorted(range(len(exact)), key=lambda at: (units[at] - exact[at], at))
    for at in cut_most[:missing]:
        units[at] += 1
    return tuple(count * Fraction(unit) for count in units)


def unit_of(amount: int, digits: int = 3) -> int:
    """The power of ten in which an amount is told with that many digits."""
    return int(10 ** max(0, len(str(abs(amount))) - digits))


def nearest(number: Fraction) -> int:
    """The nearest whole number, halves upwards."""
    doubled = 2 * number + 1
    return doubled.numerator // doubled.denominator // 2
