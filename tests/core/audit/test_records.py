"""Which records are looked at, how many, and the most bad ones that a sample can have missed."""

import shutil
import subprocess
from fractions import Fraction
from hashlib import sha256
from itertools import combinations
from math import comb

import pytest

from tenken.core.audit.records import (
    LARGEST_DRAWN,
    Design,
    Fault,
    RecordDraw,
    RecordResult,
    design_size,
    items_again,
    record_result,
    record_sample,
    sample_faults,
    upper_bound,
)
from tenken.core.model import RecordSample

MOST = 10_000_000
TABLE = {
    Design.NINETY: {
        **{number: number for number in range(1, 9)},
        10: 9,
        14: 10,
        20: 14,
        30: 16,
        52: 19,
        100: 22,
        250: 24,
        1_000: 25,
        50_000: 25,
        MOST: 25,
    },
    Design.NINETY_FIVE: {
        **{number: number for number in range(1, 9)},
        10: 9,
        14: 11,
        20: 15,
        30: 18,
        52: 22,
        100: 25,
        250: 27,
        1_000: 28,
        1_009: 29,
        50_000: 29,
        MOST: 29,
    },
    Design.ALL: {1: 1, 14: 14, MOST: MOST},
}


@pytest.mark.parametrize(
    ("design", "population", "size"),
    [(design, population, size) for design, sizes in TABLE.items() for population, size in sizes.items()],
)
def test_the_table_of_sizes(design: Design, population: int, size: int) -> None:
    assert design_size(population, design) == size


@pytest.mark.parametrize("design", [Design.NINETY, Design.NINETY_FIVE])
def test_a_size_is_the_largest_that_any_smaller_number_of_records_needs(design: Design) -> None:
    risk, largest = Fraction(100 - design.confidence, 100), 0
    for population in range(1, 1_300):
        bad = population * design.rate // 100 + 1
        least = next(
            size
            for size in range(population + 1)
            if Fraction(comb(population - bad, size), comb(population, size)) <= risk
        )
        largest = max(largest, least)
        assert design_size(population, design) == largest


def drawn(population: int, design: Design = Design.NINETY, size: int | None = None) -> RecordDraw:
    found = record_sample(population, design, "北浜-2026-11-19", "nda-01", size)
    assert isinstance(found, RecordDraw)
    return found


def test_the_records_with_the_least_tickets_are_drawn() -> None:
    found = drawn(14)
    tickets = {number: sha256(f"北浜-2026-11-19\nnda-01\n{number}".encode()).hexdigest() for number in range(1, 15)}
    assert (found.size, found.design) == (10, Design.NINETY)
    assert found.items == tuple(sorted(sorted(tickets, key=tickets.__getitem__)[:10]))


@pytest.mark.skipif(not shutil.which("sha256sum") or not shutil.which("bash"), reason="sha256sum and bash are missing")
def test_anybody_draws_the_same_records_with_sha256sum() -> None:
    command = """
    for number in $(seq 14)
    do printf '%s %s\\n' "$(printf '%s\\n%s\\n%s' 北浜-2026-11-19 nda-01 $number | sha256sum)" $number
    done | sort | head -10 | sed 's/.* //' | sort -n
    """
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert tuple(map(int, done.stdout.split())) == drawn(14).items


def test_where_all_are_looked_at_nothing_is_drawn() -> None:
    for found in (drawn(8), drawn(MOST, Design.ALL), drawn(14, size=14)):
        assert (found.size, found.items, found.seen(0).seed) == (found.population, (), None)


def test_a_size_of_ones_own_names_no_design() -> None:
    found = drawn(14, size=3)
    assert (found.size, found.design, len(found.items)) == (3, None, 3)
    assert set(found.items) <= set(drawn(14).items)  # who looks at more has not looked in vain


@pytest.mark.parametrize(
    ("population", "size", "fault"),
    [
        (14, 15, (("size",), "sample-over-population", {"n": 15, "most": 14})),
        (5_000, 1_001, (("size",), "sample-too-many", {"n": 1_001, "most": LARGEST_DRAWN})),
    ],
)
def test_what_cannot_be_drawn_is_a_value(population: int, size: int, fault: Fault) -> None:
    assert record_sample(population, Design.NINETY, "s", "nda-01", size) == fault


SEEN = drawn(14).seen(1)


def test_a_sample_without_faults_is_what_its_seed_gives() -> None:
    assert (*sample_faults(SEEN),) == ()
    assert SEEN.design == "90/9"
    assert items_again(SEEN, "nda-01") == SEEN.items
    assert items_again(SEEN, "nda-02") != SEEN.items
    assert items_again(drawn(8).seen(0), "nda-01") is None


@pytest.mark.parametrize(
    ("sample", "faults"),
    [
        (RecordSample(population=8, size=9, failed=0), ["sample-over-population"]),
        (RecordSample(population=14, size=10, failed=11), ["failed-over-sample"]),
        (RecordSample(population=14, size=9, failed=0, design="90/9"), ["sample-too-few"]),
        (RecordSample(population=14, size=13, failed=0, design="all"), ["sample-too-few"]),
        (RecordSample(population=14, size=12, failed=0, design="90/9"), []),
        (RecordSample(population=14, size=3, failed=0, items=(1, 2)), ["sample-items"]),
        (RecordSample(population=14, size=3, failed=0, items=(1, 2, 2)), ["sample-items"]),
        (RecordSample(population=14, size=3, failed=0, items=(1, 2, 2, 3)), ["sample-items"]),
        (RecordSample(population=14, size=3, failed=0, items=(1, 2, 15)), ["sample-items"]),
        (RecordSample(population=MOST, size=MOST - 1, failed=0), ["sample-too-many"]),
        (RecordSample(population=MOST, size=MOST, failed=MOST), []),
        (RecordSample(population=8, size=9, failed=10), ["sample-over-population", "failed-over-sample"]),
    ],
)
def test_what_is_wrong_with_a_sample_is_told_at_once(sample: RecordSample, faults: list[str]) -> None:
    assert [what for _, what, _ in sample_faults(sample)] == faults


def test_what_a_sample_shows() -> None:
    assert record_result(SEEN) == RecordResult(14, 10, 1, 3, 90)
    own = RecordSample(population=14, size=10, failed=0)
    assert record_result(own) == RecordResult(14, 10, 0, 1, 90)
    strict = RecordSample(population=14, size=11, failed=0, design="95/10")
    assert record_result(strict) == RecordResult(14, 11, 0, 1, 95)
    every = RecordSample(population=MOST, size=MOST, failed=2, design="all")
    assert record_result(every) == RecordResult(MOST, MOST, 2, 2, 100)
    none = RecordSample(population=14, size=0, failed=0)
    assert record_result(none).most == 14


def test_the_bound_is_what_counting_every_sample_gives() -> None:
    for population in range(1, 9):
        for size in range(population + 1):
            for failed in range(size + 1):
                for confidence in (50, 90, 95):
                    possible = []
                    for bad in range(population + 1):
                        samples = [sum(one < bad for one in each) for each in combinations(range(population), size)]
                        few = sum(found <= failed for found in samples)
                        if few * 100 > (100 - confidence) * len(samples):
                            possible.append(bad)
                    # so many bad ones were seen, and so many good ones
                    most = min(max(possible), population - (size - failed))
                    assert upper_bound(population, size, failed, confidence) == most


def test_a_design_without_a_bad_record_keeps_its_promise() -> None:
    for design in (Design.NINETY, Design.NINETY_FIVE):
        for population in (*range(1, 400), 5_000, MOST):
            most = upper_bound(population, design_size(population, design), 0, design.confidence)
            assert most * 100 <= population * design.rate


def test_very_many_records_are_counted_exactly_too() -> None:
    for failed in (0, 1, 500, 999, 1_000):
        most = upper_bound(MOST, LARGEST_DRAWN, failed, 95)
        # as large as when every record drawn is put back, but for what the drawn ones change
        assert failed * 10_000 <= most <= MOST - (LARGEST_DRAWN - failed)
    assert upper_bound(MOST, LARGEST_DRAWN, 0, 95) == 29_911


@pytest.mark.parametrize(("population", "size", "failed"), [(14, 15, 0), (14, 10, 11), (14, 10, -1), (5_000, 1_001, 0)])
def test_a_sample_that_cannot_be_has_no_bound(population: int, size: int, failed: int) -> None:
    with pytest.raises(ValueError, match=str(population)):
        upper_bound(population, size, failed, 90)
