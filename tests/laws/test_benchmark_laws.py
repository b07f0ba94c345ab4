"""Laws of a benchmark: whoever holds all files that were ever published learns of no firm, nor of two."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from tenken.core.model import AssessmentKind, Depth
from tenken.core.portfolio.benchmark import LEAST, Member, publish
from tenken.core.portfolio.differencing import CountedGroup, Publication, near, together

DAY = date(2026, 11, 28)
SALT = "0" * 32
SECTORS = (None, "スポーツ教室", "美容", "医療")
SIZES = (None, 3, 12, 12, 30, 200)


@st.composite
def firms(draw: st.DrawFn, alike: bool = False) -> Member:
    """A firm; of those that are ``alike`` many bring in the same numbers."""
    points = st.sampled_from((0, 50, 100)) if alike else st.integers(0, 100)
    return Member(
        checklist="club@1",
        depth=draw(st.sampled_from((Depth.QUICK, Depth.QUICK, Depth.FULL))),
        kind=AssessmentKind.SELF,
        sector=draw(st.sampled_from(SECTORS)),
        employees=draw(st.sampled_from(SIZES)),
        score=draw(points),
        areas=(("policy", draw(points)), ("nda", draw(points))),
    )


ONE = firms() | firms(alike=True)
MANY = st.lists(ONE, min_size=LEAST, max_size=40) | st.lists(firms(alike=True), min_size=LEAST, max_size=40)


def published(members: Iterable[Member], past: Sequence[Publication] = (), at: int = 0) -> Publication:
    return publish(members, DAY.replace(day=1 + at), past, salt=SALT, new_id=f"{at:016x}")


@st.composite
def changes(draw: st.DrawFn, most: int) -> tuple[tuple[int, int, Member], ...]:
    """So many changes at most: what happens to which firm."""
    one = st.tuples(st.integers(0, 4), st.integers(0, 1_000), ONE)
    return tuple(draw(st.lists(one, min_size=1, max_size=most)))


def after(members: Sequence[Member], changed: Iterable[tuple[int, int, Member]]) -> list[Member]:
    """The firms once one has come, left, been assessed again, or got another sector or size."""
    now = list(members)
    for what, at, other in changed:
        place = at % len(now) if now else 0
        if what == 0 or not now:
            now.append(other)
        elif what == 1:
            del now[place]
        elif what == 2:
            now[place] = replace(now[place], score=other.score, areas=other.areas)
        elif what == 3:
            now[place] = replace(now[place], employees=other.employees)
        else:
            now[place] = replace(now[place], sector=other.sector)
    return now


def of_depth(publication: Publication, depth: Depth) -> list[CountedGroup]:
    return [entry for entry in publication.groups if entry.group.depth is depth]


@given(members=MANY, mixed=st.randoms(use_true_random=False))
def test_the_order_of_the_firms_makes_no_difference(members: list[Member], mixed: random.Random) -> None:
    assert published(mixed.sample(members, len(members))) == published(members)


@given(members=MANY)
def test_every_firm_is_in_one_group_with_five_others(members: list[Member]) -> None:
    found = published(members)
    assert all(len(entry.marks) >= LEAST for entry in found.groups)
    for depth in Depth:
        of_it = [member for member in members if member.depth is depth]
        counted = together(of_depth(found, depth)).total()
        assert counted == (len(of_it) if len(of_it) >= LEAST else 0)
        for member in of_it if counted else ():
            fitting = [entry.group for entry in of_depth(found, depth) if entry.group.has_size(member.employees)]
            assert [group for group in fitting if group.sector in (member.sector, None)]


@given(members=MANY, changed=changes(2))
def test_one_firm_or_two_more_or_less_change_no_number(
    members: list[Member], changed: tuple[tuple[int, int, Member], ...]
) -> None:
    before = published(members)
    now = published(after(members, changed), [before], 1)
    for depth in Depth:
        if of_depth(before, depth):
            assert of_depth(now, depth) == of_depth(before, depth)


@given(members=MANY, steps=st.lists(changes(4), min_size=1, max_size=8))
def test_whatever_changes_no_two_groups_ever_differ_in_one_firm_or_two(
    members: list[Member], steps: list[tuple[tuple[int, int, Member], ...]]
) -> None:
    numbered = [replace(member, areas=(*member.areas, ("firm", at))) for at, member in enumerate(members)]
    past = [published(numbered)]
    for at, changed in enumerate(steps, 1):
        fresh = [
            (what, place, replace(other, areas=(*other.areas, ("firm", 100 * at + number))))
            for number, (what, place, other) in enumerate(changed)
        ]
        numbered = after(numbered, fresh)
        found = published(numbered, past, at)
        if found is not past[-1]:
            past.append(found)
    for before, now in combinations(past, 2):
        for depth in Depth:
            for some, others in product(subsets(of_depth(before, depth)), subsets(of_depth(now, depth))):
                assert not near(together(some), together(others))


def subsets(groups: Sequence[CountedGroup]) -> list[tuple[CountedGroup, ...]]:
    return [some for size in range(1, len(groups) + 1) for some in combinations(groups, size)]
