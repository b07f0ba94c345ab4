"""How many records stand for all of them, which ones, and how many bad ones a sample of that size can have missed.

Exact: whole numbers and binomial coefficients (hypergeometric, drawn without putting back), for up to 10,000,000
records. Which answers are checked, and how a ticket is made, is ``sampling``'s.
"""

import heapq
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from hashlib import sha256
from math import comb
from typing import TypeAlias

from tenken.core.model import RecordSample
from tenken.core.problem import KeyPath, Values

MOST_RECORDS = 10_000_000
LARGEST_DRAWN = 1_000
"""Records looked at, where not all of them are: a file lists no more, and what they say is counted exactly."""
USUAL_CONFIDENCE = 90
"""Per cent, where the size was chosen freely."""


class Design(StrEnum):
    """How a number of records is found: at so much confidence, more than so large a share of bad ones would be seen."""

    ALL = "all"
    NINETY = "90/9"
    """25 of very many: the FSA's practice standard; audit and assurance practice committee report 82, appendix 2."""
    NINETY_FIVE = "95/10"
    """29 of very many: 40 CFR 80.127."""

    @property
    def confidence(self) -> int:
        """Per cent."""
        return {Design.ALL: 100, Design.NINETY: 90, Design.NINETY_FIVE: 95}[self]

    @property
    def rate(self) -> int:
        """Per cent of the records; a larger share of bad ones is seen."""
        return {Design.ALL: 0, Design.NINETY: 9, Design.NINETY_FIVE: 10}[self]


USUAL_DESIGN = Design.NINETY


Fault: TypeAlias = tuple[KeyPath, str, Values]
"""Where below the sample, which sentence of ``problem``, and what it fills in."""


@dataclass(frozen=True, slots=True)
class RecordDraw:
    """Which records are to be looked at."""

    population: int
    size: int
    design: Design | None
    """``None`` where somebody chose the size, and says why in the basis."""
    seed: str
    items: tuple[int, ...]
    """Their numbers from 1, ascending; empty where all of them are looked at, for then nothing is drawn."""

    def seen(self, failed: int) -> RecordSample:
        """The sample as a basis keeps it, once they were looked at."""
        return RecordSample(
            population=self.population,
            size=self.size,
            failed=failed,
            design=self.design,
            seed=self.seed if self.items else None,
            items=self.items,
        )


@dataclass(frozen=True, slots=True)
class RecordResult:
    """What a sample says of all the records."""

    population: int
    size: int
    failed: int
    most: int
    """Bad records among all of them, at most, at that confidence."""
    confidence: int
    """Per cent; 100 where every record was looked at."""


def design_size(population: int, design: Design) -> int:
    """How many of so many records are looked at: never fewer than for a smaller number of records.

    The least n with C(N−D, n) ÷ C(N, n) ≤ risk, where D is one more than the rate of N rounded down; of all N up to the
    population the largest.
    """
    return population if design is Design.ALL else bisect_right(_growth(design), population)


@cache
def _growth(design: Design) -> tuple[int, ...]:
    """The numbers of records from which on one more is looked at.

    More than ``most`` are never needed: bad records are more than the rate, so that n drawn one after another all miss
    them with less than (1 − rate) to the power of n. Some 1,000 numbers of records are tried until that is reached.
    """
    risk, rate = Fraction(100 - design.confidence, 100), Fraction(design.rate, 100)
    most = next(size for size in range(1, 100) if (1 - rate) ** size <= risk)
    grown: list[int] = []
    population = 0
    while len(grown) < most:
        population += 1
        good = population - (population * design.rate // 100 + 1)
        while Fraction(comb(good, len(grown)), comb(population, len(grown))) > risk:
            grown.append(population)
    return tuple(grown)


def record_sample(
    population: int, design: Design, seed: str, question_id: str, size: int | None = None
) -> RecordDraw | Fault:
    """Which records of so many to look at for a question: as many as the design asks for, or ``size``.

    A ``size`` wins, and the draw then names no design. The records with the least SHA-256 of ``SEED⏎ID⏎NUMBER`` are
    drawn, written as ``sampling.ticket`` writes it. Takes 0.6 s for a million records, which have to be tried one by
    one.
    """
    if size is None:
        size = design_size(population, design)
        chosen: Design | None = design
    else:
        chosen = None
    for fault in _size_faults(population, size):
        return fault
    return RecordDraw(population, size, chosen, seed, _items(population, size, seed, question_id))


def _items(population: int, size: int, seed: str, question_id: str) -> tuple[int, ...]:
    if size == population:
        return ()
    before = f"{seed}\n{question_id}\n".encode()
    keys = ((sha256(b"%b%d" % (before, number)).digest(), number) for number in range(1, population + 1))
    return tuple(sorted(number for _, number in heapq.nsmallest(size, keys)))


def items_again(sample: RecordSample, question_id: str) -> tuple[int, ...] | None:
    """The records that a file's seed gives, to hold against those it names; ``None`` where it has no seed.

    Takes as long as drawing them. The caller bounds the number of records of a file that a stranger wrote.
    """
    return None if sample.seed is None else _items(sample.population, sample.size, sample.seed, question_id)


def sample_faults(sample: RecordSample) -> Iterator[Fault]:
    """What is wrong with a sample in a file; of one without faults ``record_result`` says what it shows."""
    yield from _size_faults(sample.population, sample.size)
    if sample.failed > sample.size:
        yield ("failed",), "failed-over-sample", {"n": sample.failed, "most": sample.size}
    needed = 0 if sample.design is None else design_size(sample.population, Design(sample.design))
    if sample.size < needed:
        yield ("size",), "sample-too-few", {"design": str(sample.design), "n": sample.size, "least": needed}
    items = sample.items
    if items and ({len(items), len(set(items))} != {sample.size} or max(items) > sample.population):
        yield ("items",), "sample-items", {"n": sample.size, "most": sample.population}


def _size_faults(population: int, size: int) -> Iterator[Fault]:
    if size > population:
        yield ("size",), "sample-over-population", {"n": size, "most": population}
    elif LARGEST_DRAWN < size < population:
        yield ("size",), "sample-too-many", {"n": size, "most": LARGEST_DRAWN}


def record_result(sample: RecordSample) -> RecordResult:
    """What a sample without faults shows, at the confidence of its design."""
    chosen = USUAL_CONFIDENCE if sample.design is None else Design(sample.design).confidence
    if sample.size == sample.population:
        return RecordResult(sample.population, sample.size, sample.failed, sample.failed, 100)
    most = upper_bound(sample.population, sample.size, sample.failed, chosen)
    return RecordResult(sample.population, sample.size, sample.failed, most, chosen)


@cache
def upper_bound(population: int, size: int, failed: int, confidence: int) -> int:
    """The most bad records among all that a sample still allows.

    The largest D for which so few bad ones or fewer come up with more than 100 − ``confidence`` per cent: P(X ≤ failed)
    of the hypergeometric distribution of N, D and n. ``confidence`` is in whole per cent, below 100. Raises ValueError
    where the sample cannot be, see ``sample_faults``.
    """
    if not 0 <= failed <= size <= population or LARGEST_DRAWN < size < population:
        raise ValueError(population, size, failed)
    allowed, refused = failed, population - (size - failed) + 1  # with fewer good ones than were seen it cannot be
    while refused - allowed > 1:  # the more bad records, the less likely so few are seen
        tried = (allowed + refused) // 2
        if _likely(population, tried, size, failed, confidence):
            allowed = tried
        else:
            refused = tried
    return allowed


def _likely(population: int, bad: int, size: int, failed: int, confidence: int) -> bool:
    """Whether at most ``failed`` of the drawn ones are bad with more than 100 − confidence per cent.

    The ways to draw exactly so many bad ones are counted from the fewest there can be; each follows from the last.
    """
    good = population - bad
    least = max(0, size - good)
    ways = comb(bad, least) * comb(good, size - least)
    counted = ways
    for drawn in range(least, failed):
        ways = ways * (bad - drawn) * (size - drawn) // ((drawn + 1) * (good - size + drawn + 1))
        counted += ways
    return counted * 100 > (100 - confidence) * comb(population, size)
