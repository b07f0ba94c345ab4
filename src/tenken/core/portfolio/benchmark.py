"""What firms like one another come to, so that nobody can be told from it.

Only firms that agreed are counted, of one edition, depth and kind. Every firm is in one group alone, so that no group
can be taken away from another: its sector and size, sizes joined upwards and small sectors joined with each other until
there are six, which are five others for each of them. What is published is quartiles in whole points, the number of
firms as a band, and from ten firms on mean, deviation, and scores by area to the nearest ten. Where a new file would
let one or two firms be told beside an earlier one, the earlier numbers stay (``differencing``).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from hashlib import sha256
from math import isqrt
from typing import TypeAlias

from tenken.core.model import AssessmentKind, Depth, PeerGroup
from tenken.core.model.peers import BANDS, LEAST_FOR_MEAN, SIZES, plain_sector
from tenken.core.portfolio.clients import Client, YearSummary
from tenken.core.portfolio.differencing import (
    LEAST_CHANGED,
    CountedGroup,
    Marks,
    Publication,
    changed,
    lacking,
    near,
    near_any,
    together,
    told_apart,
)
from tenken.core.portfolio.standing import Records
from tenken.core.scoring.rounding import nearest

LEAST = 6
"""Firms of a group: whichever of them reads it, there are five others."""
EVERY_SIZE = (0, None)
MARK_DIGITS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What one firm brings in."""

    checklist: str
    depth: Depth
    kind: AssessmentKind
    sector: str | None
    employees: int | None
    score: int
    areas: tuple[tuple[str, int], ...] = ()

    @property
    def comparable(self) -> tuple[str, Depth, AssessmentKind]:
        """What firms have in common that may be compared at all."""
        return self.checklist, self.depth, self.kind


Sized: TypeAlias = tuple[int, int | None, list[Member]]
"""The firms of a range of sizes: its first and last number of employees, and who is in it."""


def without_copies(firms: Iterable[tuple[Client, Records]]) -> list[tuple[Client, Records]]:
    """The firms, each once: of folders that hold files of the same firm the one with the latest day.

    A folder that was copied would count its firm twice, and six of one firm would publish what it alone scores.
    """
    found: list[tuple[Client, Records]] = []
    place_of_id: dict[str, int] = {}
    for firm in firms:
        ids = {year.firm for year in _years(firm) if year.firm}
        at = next((place_of_id[known] for known in sorted(ids) if known in place_of_id), len(found))
        if at == len(found):
            found.append(firm)
        elif _latest(firm) > _latest(found[at]):
            found[at] = firm
        place_of_id |= dict.fromkeys(ids, at)
    return found


def _years(firm: tuple[Client, Records]) -> tuple[YearSummary, ...]:
    return *firm[1].selves, *firm[1].audits


def _latest(firm: tuple[Client, Records]) -> date:
    return max((year.day for year in _years(firm)), default=date.min)


def members_of(client: Client, records: Records) -> Iterator[Member]:
    """What a firm that agreed brings in: its last complete answers, and its last signed audit."""
    if not client.benchmark:
        return
    complete = [year for year in records.selves if year.complete]
    signed = [year for year in records.audits if year.complete and year.signed]
    for year in (*complete[-1:], *signed[-1:]):
        if year.score is not None:
            yield _member(year, year.score)


def _member(year: YearSummary, score: int) -> Member:
    return Member(
        checklist=year.checklist,
        depth=year.depth,
        kind=year.kind,
        sector=plain_sector(year.sector),
        employees=year.employees,
        score=score,
        areas=year.areas,
    )


def publish(
    members: Iterable[Member], day: date, past: Sequence[Publication], *, salt: str, new_id: str
) -> Publication:
    """What may be published after everything that was, oldest first: a new file, or the last one where all of it stays.

    The order of the firms makes no difference.
    """
    by_class: dict[tuple[str, Depth, AssessmentKind], list[Member]] = {}
    for member in members:
        by_class.setdefault(member.comparable, []).append(member)
    last = past[-1].groups if past else ()
    known = {(entry.group.checklist, entry.group.depth, entry.group.kind) for entry in last}
    groups: list[CountedGroup] = []
    for comparable in sorted({*by_class, *known}):
        earlier = [_of_class(publication, comparable) for publication in past]
        groups += _published(by_class.get(comparable, []), day, earlier, salt)
    if past and tuple(groups) == last:
        return past[-1]
    return Publication(id=new_id, groups=tuple(groups), first=not past)


def _of_class(publication: Publication, comparable: tuple[str, Depth, AssessmentKind]) -> list[CountedGroup]:
    return [
        entry
        for entry in publication.groups
        if (entry.group.checklist, entry.group.depth, entry.group.kind) == comparable
    ]


def _published(
    members: Sequence[Member], day: date, earlier: Sequence[Sequence[CountedGroup]], salt: str
) -> list[CountedGroup]:
    """The groups of one edition, depth and kind; those of the last file where anything else would tell a firm."""
    before = list(earlier[-1]) if earlier else []
    every_earlier = [entry for groups in earlier for entry in groups]
    present = Counter(_mark(member, salt) for member in members)
    if every_earlier and changed(present, together(before)) < LEAST_CHANGED:
        return before
    of_sector: dict[str | None, list[CountedGroup]] = {}
    for entry in before:
        of_sector.setdefault(entry.group.sector, []).append(entry)
    found, held = _found(members, of_sector, present)
    groups: list[CountedGroup] = []
    for sector in sorted({*found, *of_sector}, key=lambda name: (name is None, name or "")):
        old = of_sector.get(sector, [])
        if sector in held:
            groups += old
            continue
        new = [_counted(sized, sector, day, salt) for sized in found.get(sector, [])]
        groups += _of_sector(new, old, every_earlier)
    return before if any(told_apart(groups, publication) for publication in earlier) else groups


def _found(
    members: Sequence[Member], before: Mapping[str | None, Sequence[CountedGroup]], present: Marks
) -> tuple[dict[str | None, list[Sized]], set[str | None]]:
    """The groups that firms fall into now, by sector, and the sectors whose group stays although it has none now.

    A group does not go because one or two of its firms left, which would say that they did.
    """
    held: set[str | None] = set()
    while True:
        found = _grouped([member for member in members if member.sector is None or member.sector not in held])
        gone = {
            sector
            for sector, groups in before.items()
            if sector not in found and sector not in held and lacking(together(groups), present) < LEAST_CHANGED
        }
        if not gone:
            return found, held
        held |= gone


def _of_sector(
    new: list[CountedGroup], old: list[CountedGroup], every_earlier: Sequence[CountedGroup]
) -> list[CountedGroup]:
    """The groups of one sector: each anew where three of its firms changed, or all of them as they were."""
    by_size = {_sizes(entry): entry for entry in old}
    if [_sizes(entry) for entry in new] == list(by_size):
        new = [
            by_size[_sizes(entry)]
            if changed(Counter(entry.marks), Counter(by_size[_sizes(entry)].marks)) < LEAST_CHANGED
            else entry
            for entry in new
        ]
    if near(together(new), together(old)) or any(near_any(entry, every_earlier) for entry in new if entry not in old):
        return old
    return new


def _sizes(entry: CountedGroup) -> tuple[int, int | None]:
    return entry.group.employees_from, entry.group.employees_to


def _grouped(members: Iterable[Member]) -> dict[str | None, list[Sized]]:
    """Every firm in one group: by sector and size, the sectors that are too small together."""
    by_sector: dict[str, list[Member]] = {}
    rest: list[Member] = []
    for member in members:
        (rest if member.sector is None else by_sector.setdefault(member.sector, [])).append(member)
    found: dict[str | None, list[Sized]] = {}
    for sector in sorted(by_sector):
        if len(by_sector[sector]) >= LEAST:
            found[sector], unsized = _divided(by_sector[sector])
            rest += unsized
        else:
            rest += by_sector[sector]
    while 0 < len(rest) < LEAST and found:  # what is left over would stand out: the smallest sector joins it
        least = min(found, key=lambda name: (len(by_sector[name or ""]), name or ""))
        rest += [member for _, _, some in found.pop(least) for member in some]
    if len(rest) >= LEAST:
        divided, unsized = _divided(rest)
        found[None] = [(*EVERY_SIZE, rest)] if unsized else divided
    return found


def _divided(members: list[Member]) -> tuple[list[Sized], list[Member]]:
    """Firms by size, each size joined with the next greater until there are enough, and those that do not say theirs.

    Where all are one group, those that do not say are in it, too.
    """
    ranges: list[Sized] = []
    least, some = 0, list[Member]()
    for first, last in SIZES:
        some += [
            member
            for member in members
            if member.employees is not None and first <= member.employees and (last is None or member.employees <= last)
        ]
        if len(some) >= LEAST:
            ranges.append((least, last, some))
            least, some = (last or 0) + 1, []
    if len(ranges) < 2:  # noqa: PLR2004 - divided is into two at least
        return [(*EVERY_SIZE, members)], []
    least, _, greatest = ranges.pop()
    ranges.append((least, None, greatest + some))
    return ranges, [member for member in members if member.employees is None]


def _counted(sized: Sized, sector: str | None, day: date, salt: str) -> CountedGroup:
    least, most, members = sized
    scores = sorted(member.score for member in members)
    first, many = members[0], len(members) >= LEAST_FOR_MEAN
    deviation = _deviation(scores) if many else None
    group = PeerGroup(
        checklist=first.checklist,
        depth=first.depth,
        kind=first.kind,
        on=day,
        firms=max(band for band in BANDS if band[0] <= len(members)),
        quartiles=(_quantile(scores, 1), _quantile(scores, 2), _quantile(scores, 3)),
        sector=sector,
        employees_from=least,
        employees_to=most,
        mean=nearest(Fraction(sum(scores), len(scores))) if deviation else None,
        deviation=deviation,
        areas=_areas(members) if many else {},
    )
    return CountedGroup(group, tuple(sorted(_mark(member, salt) for member in members)))


def _mark(member: Member, salt: str) -> str:
    """What a firm brings in, as a digest that says nothing without the salt."""
    told = repr((salt, member.score, sorted(member.areas)))
    return sha256(told.encode()).hexdigest()[:MARK_DIGITS]


def _quantile(ordered: Sequence[int], quarter: int) -> int:
    """The score below which so many quarters lie, between two firms' scores where it falls between them."""
    at = Fraction(quarter * (len(ordered) - 1), 4)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return nearest(ordered[low] + (at - low) * (ordered[high] - ordered[low]))


def _deviation(scores: Sequence[int]) -> int | None:
    """The standard deviation of all of them, to the nearest point; ``None`` where that is 0."""
    mean = Fraction(sum(scores), len(scores))
    variance = sum(((score - mean) ** 2 for score in scores), Fraction(0)) / len(scores)
    return (isqrt(int(4 * variance)) + 1) // 2 or None


def _areas(members: Sequence[Member]) -> dict[str, int]:
    """The mean of each area, to the nearest ten; of areas that ten firms have."""
    found: dict[str, list[int]] = {}
    for member in members:
        for area, points in member.areas:
            found.setdefault(area, []).append(points)
    return {
        area: 10 * nearest(Fraction(sum(points), 10 * len(points)))
        for area, points in sorted(found.items())
        if len(points) >= LEAST_FOR_MEAN
    }
