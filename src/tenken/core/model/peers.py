"""Firms to compare a firm with, as numbers in which no firm can be told, and where one firm stands among them.

How such a group is made, so that it gives nobody away, is ``portfolio.benchmark``'s; here is only what may be known.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tenken.core.model.assessment import LONGEST_NAME, AssessmentKind
from tenken.core.model.checklist import Depth

SIZES: tuple[tuple[int, int | None], ...] = ((0, 5), (6, 20), (21, 50), (51, 100), (101, None))
"""Bands of numbers of employees: the first and the last of each."""
BANDS: tuple[tuple[int, int | None], ...] = (
    (5, 9),
    (10, 19),
    (20, 49),
    (50, 99),
    (100, 199),
    (200, 499),
    (500, None),
)
"""Bands of numbers of firms; a number itself is never told."""
LEAST_FOR_MEAN = 10
"""Firms from which on a mean and a deviation are told."""


def plain_sector(text: str | None) -> str | None:
    """A sector as it is compared and told: wide and narrow letters alike, one blank for many."""
    told = " ".join(unicodedata.normalize("NFKC", text or "").split())
    return told[:LONGEST_NAME].strip() or None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerGroup:
    """What a group of firms comes to."""

    checklist: str
    depth: Depth
    kind: AssessmentKind
    on: date
    """The day on which it was worked out."""
    firms: tuple[int, int | None]
    """How many firms, as one of ``BANDS``."""
    quartiles: tuple[int, int, int]
    """Lower quartile, median and upper quartile, in whole points."""
    sector: str | None = None
    """``None``: of all sectors that have no group of their own."""
    employees_from: int = 0
    employees_to: int | None = None
    """The last number of employees; with a group of every size, firms of which it is not known are counted, too."""
    mean: int | None = None
    """In whole points; from ten firms on, and never without a deviation: it would be the score of each of them."""
    deviation: int | None = None
    """Standard deviation of them all, in whole points and at least 1."""
    areas: Mapping[str, int] = field(default_factory=dict, hash=False)
    """The mean of each area's scores to the nearest ten, by the area's id; from ten firms on."""

    @property
    def every_size(self) -> bool:
        """Whether it is not limited to firms of some size."""
        return self.employees_from == 0 and self.employees_to is None

    def has_size(self, employees: int | None) -> bool:
        """Whether a firm with so many employees belongs to it; only a group of every size has firms that do not say."""
        if employees is None or self.every_size:
            return self.every_size
        return self.employees_from <= employees and (self.employees_to is None or employees <= self.employees_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A file of groups, as it is handed on."""

    groups: tuple[PeerGroup, ...]
    id: str = ""
    """16 hexadecimal digits, drawn at random: by it alone whoever made the file knows what went into it."""
    first: bool = False
    """Whether it was held against no earlier file when it was made."""


class PeerPlace(StrEnum):
    """Where a score lies among those of others; what is equal to a bound is not beyond it."""

    HIGHEST = "highest"
    """Above the upper quartile."""
    UPPER = "upper"
    """Above the median."""
    MIDDLE = "middle"
    """At the median."""
    LOWER = "lower"
    """Below the median."""
    LOWEST = "lowest"
    """Below the lower quartile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """One firm's place in a group."""

    group: PeerGroup
    place: PeerPlace
    standard: int | None
    """偏差値: 50 + 10 · (own − mean) ÷ deviation, as a whole number; ``None`` where the group tells no deviation."""
    first: bool = False
    """Whether the group comes from a first file, which was held against no earlier one."""
