"""What groups of firms come to, which groups there are, and where a firm stands, worked out by hand."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest

from tenken.core.model import Assessment, AssessmentKind, Benchmark, Checklist, Depth, Organisation, PeerPlace, Peers
from tenken.core.portfolio.benchmark import Member, members_of, publish
from tenken.core.portfolio.clients import Client, YearSummary
from tenken.core.portfolio.differencing import Publication
from tenken.core.portfolio.place import NoPeers, place_of
from tenken.core.portfolio.standing import Records
from tenken.core.scoring.score import score

DAY = date(2026, 11, 28)
FIRM = Member(
    checklist="club@1", depth=Depth.QUICK, kind=AssessmentKind.SELF, sector="美容", employees=3, score=50, areas=()
)


def firms(*scores: int, of: Member = FIRM) -> list[Member]:
    """Firms with these scores, each with a number of its own for an area."""
    return [replace(of, score=points, areas=(("policy", at),)) for at, points in enumerate(scores)]


def published(members: Iterable[Member], *past: Publication) -> Publication:
    return publish(members, DAY, past, salt="salt", new_id=f"{len(past):016x}")


def groups(members: Iterable[Member]) -> list[tuple[str | None, int, int | None, int]]:
    """Sector, sizes and number of firms of each group."""
    return [
        (entry.group.sector, entry.group.employees_from, entry.group.employees_to, len(entry.marks))
        for entry in published(members).groups
    ]


def test_five_firms_are_no_group_and_six_are_one() -> None:
    assert published(firms(10, 20, 30, 40, 50)).groups == ()
    (only,) = published(firms(10, 20, 30, 40, 50, 60)).groups
    assert only.group.firms == (5, 9)
    assert only.group.quartiles == (23, 35, 48)  # 22.5, 35 and 47.5, halves upwards
    assert (only.group.mean, only.group.deviation, only.group.areas) == (None, None, {})


def test_mean_deviation_and_areas_are_told_from_ten_firms_on() -> None:
    scores = (10, 20, 30, 40, 50, 60, 70, 80, 90)
    (nine,) = published(firms(*scores)).groups
    assert (nine.group.firms, nine.group.mean, nine.group.areas) == ((5, 9), None, {})
    (ten,) = published(firms(*scores, 100)).groups
    assert ten.group.firms == (10, 19)
    assert ten.group.quartiles == (33, 55, 78)
    assert (ten.group.mean, ten.group.deviation) == (55, 29)  # √825 is 28.7
    assert ten.group.areas == {"policy": 0}  # 4.5 to the nearest ten


@pytest.mark.parametrize("number", [5, 6, 9, 10])
def test_a_firm_that_comes_changes_no_number(number: int) -> None:
    before = published(firms(*range(30, 30 + number)))
    after = published(firms(*range(30, 30 + number), 99), before)
    if before.groups:
        assert after is before
    else:  # of five firms nothing was told, so that nothing can be taken away from six
        assert [entry.group.firms for entry in after.groups] == [(5, 9)]


def test_firms_that_come_one_by_one_count_from_what_was_published() -> None:
    before = published(firms(*range(30, 42)))
    for more in (1, 2):
        assert published(firms(*range(30, 42 + more)), before) is before
    after = published(firms(*range(30, 45)), before)
    assert after.groups != before.groups
    assert not after.first
    back = published(firms(*range(30, 44)), before, after)  # two of the three gone again: one more than before
    assert back is after


def test_of_a_file_only_the_groups_change_in_which_three_firms_did() -> None:
    hair, clinics = firms(*range(20, 30)), firms(*range(60, 70), of=replace(FIRM, sector="医療"))
    before = published([*hair, *clinics])
    after = published([*firms(*range(21, 31)), *clinics, replace(FIRM, sector="医療", score=99)], before)
    assert [entry.group.sector for entry in after.groups] == ["医療", "美容"]
    assert [one == other for one, other in zip(after.groups, before.groups, strict=True)] == [True, False]


def test_a_group_stays_where_one_of_its_six_firms_left() -> None:
    hair, clinics = firms(*range(20, 30)), firms(*range(60, 66), of=replace(FIRM, sector="医療"))
    before = published([*hair, *clinics])
    after = published([*firms(*range(70, 80)), *clinics[1:]], before)
    assert after.groups[0] == before.groups[0]
    assert after.groups[1] != before.groups[1]


def test_small_sectors_are_one_group_and_no_sector_of_one_firm_is_named() -> None:
    alone = replace(FIRM, sector="田中飛行船教室", score=7)
    many = firms(*range(20, 32))
    assert groups([*many, *firms(1, 2, 3, 4, 5, of=replace(FIRM, sector="医療")), alone]) == [
        ("美容", 0, None, 12),
        (None, 0, None, 6),
    ]
    assert groups([*many, alone]) == [(None, 0, None, 13)]  # alone it would be what is left of all


def test_sizes_are_joined_upwards_until_there_are_six() -> None:
    def sized(number: int, employees: int | None) -> list[Member]:
        return firms(*range(number), of=replace(FIRM, employees=employees))

    assert groups([*sized(4, 2), *sized(2, 20), *sized(6, 21), *sized(2, 101)]) == [
        ("美容", 0, 20, 6),
        ("美容", 21, None, 8),
    ]
    assert groups([*sized(7, 5), *sized(5, 6)]) == [("美容", 0, None, 12)]
    assert groups([*sized(7, 5), *sized(5, None)]) == [("美容", 0, None, 12)]
    assert groups([*sized(6, 5), *sized(6, 30), *sized(6, None)]) == [
        ("美容", 0, 5, 6),
        ("美容", 6, None, 6),
        (None, 0, None, 6),
    ]


def test_editions_depths_and_kinds_are_never_mixed() -> None:
    others = [{"checklist": "club@2"}, {"depth": Depth.FULL}, {"kind": AssessmentKind.AUDIT}]
    five = firms(1, 2, 3, 4, 5)
    every = [replace(member, **change) for change in others for member in five]  # type: ignore[arg-type]
    assert published([*five, *every]).groups == ()


def test_of_firms_that_are_all_alike_nothing_is_told_that_would_be_the_score_of_each() -> None:
    (only,) = published(firms(*[60] * 12)).groups
    assert only.group.quartiles == (60, 60, 60)
    assert (only.group.mean, only.group.deviation) == (None, None)


def test_two_firms_with_the_same_numbers_are_two() -> None:
    twins = [replace(FIRM, score=60)] * 6
    (only,) = published(twins).groups
    assert len(only.marks) == 6
    assert len(set(only.marks)) == 1
    assert published(twins[:-1], published(twins)).groups == (only,)


def test_who_left_and_who_came_with_the_same_numbers_is_no_change() -> None:
    before = published(firms(*range(30, 40)))
    assert published(list(reversed(firms(*range(30, 40)))), before) is before


YEAR = YearSummary(
    kind=AssessmentKind.SELF,
    checklist="club@1",
    depth=Depth.QUICK,
    day=DAY,
    score=71,
    grade="C",
    applicable=5,
    answered=5,
    last=DAY,
    employees=4,
    areas=(("policy", 80),),
)


def test_a_firm_brings_in_its_last_complete_answers_and_its_last_signed_audit() -> None:
    year = replace(YEAR, sector=" ﾋﾞﾖｳ　室 ")
    begun = replace(year, answered=2, score=99)
    audit = replace(year, kind=AssessmentKind.AUDIT, score=60, signed=DAY)
    records = Records(
        selves=(replace(year, score=50), year, begun), audits=(audit, replace(audit, signed=None, score=1))
    )
    agreed = Client(name="天満美容室", sector="小売", benchmark=True)  # a report is held against its own assessment
    own, audited = members_of(agreed, records)
    assert (own.score, own.kind, own.sector, own.employees, own.areas) == (71, YEAR.kind, "ビヨウ 室", 4, YEAR.areas)
    assert (audited.score, audited.kind) == (60, AssessmentKind.AUDIT)
    assert list(members_of(replace(agreed, benchmark=False), records)) == []
    assert list(members_of(agreed, Records(selves=(begun,)))) == []


def known(*scores: int, of: Member = FIRM) -> Benchmark:
    return Benchmark(groups=tuple(entry.group for entry in published(firms(*scores, of=of)).groups))


@pytest.fixture
def assessed(assess: Callable[[str], tuple[Checklist, Assessment]]) -> Assessment:
    done = assess(
        '[answers.people-01]\nstatus = "yes"\n[answers.people-02]\nstatus = "no"\n'
        '[answers.machines-01]\nstatus = "yes"\n[answers.machines-02]\nstatus = "yes"\n'
    )[1]
    return replace(done, organisation=Organisation(name="北浜", sector="美容", employees=4))


def test_a_firm_finds_its_place(club: Checklist, assessed: Assessment) -> None:
    card = score(club, assessed)
    assert card.score is not None
    own = int(card.score * 100)
    alike = replace(FIRM, depth=assessed.depth)
    group = known(*range(own - 20, own + 20, 2), of=alike)
    found = place_of(group, assessed, card)
    assert isinstance(found, Peers)
    assert (found.place, found.standard) == (PeerPlace.UPPER, 51)  # one point above the mean, of 12 to the deviation
    places = {
        PeerPlace.HIGHEST: range(own - 40, own - 20),
        PeerPlace.LOWEST: range(own + 1, own + 21),
        PeerPlace.MIDDLE: range(own - 10, own + 11),
        PeerPlace.LOWER: range(own - 8, own + 12),
    }
    for place, scores in places.items():
        found = place_of(known(*(max(0, points) for points in scores), of=alike), assessed, card)
        assert isinstance(found, Peers)
        assert found.place is place
    none = place_of(known(*range(own - 3, own + 3), of=alike), assessed, card)
    assert isinstance(none, Peers)
    assert none.standard is None


def test_a_firm_without_a_group_hears_why(club: Checklist, assessed: Assessment) -> None:
    card, alike = score(club, assessed), replace(FIRM, depth=assessed.depth)
    six = (1, 2, 3, 4, 5, 6)
    for change, why in (
        ({"checklist": "club@2"}, NoPeers.EDITION),
        ({"depth": Depth.QUICK}, NoPeers.DEPTH),
        ({"kind": AssessmentKind.AUDIT}, NoPeers.KIND),
    ):
        assert place_of(known(*six, of=replace(alike, **change)), assessed, card) is why
    sizes = [*firms(*six, of=replace(alike, employees=2)), *firms(*six, of=replace(alike, employees=30))]
    divided = Benchmark(groups=tuple(entry.group for entry in published(sizes).groups))
    unsized = replace(assessed, organisation=replace(assessed.organisation, employees=None))
    elsewhere = replace(assessed, organisation=replace(assessed.organisation, sector="医療"))
    assert place_of(divided, unsized, card) is NoPeers.SIZE
    assert place_of(divided, elsewhere, card) is NoPeers.GROUP
    open_one = replace(assessed, answers={})
    assert place_of(divided, open_one, score(club, open_one)) is NoPeers.INCOMPLETE
