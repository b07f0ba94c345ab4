"""The fields of what an assessment is about: their keys, kinds and limits, and where an assessment keeps them.

How text becomes the value of one is ``read``'s, how it is told ``tell``'s.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeAlias

from tenken.ask.reading import Counted
from tenken.core.model import (
    LIMITS,
    Assessment,
    Cause,
    Checklist,
    DataItem,
    Depth,
    Exposure,
    Finder,
    FirmRole,
    Response,
    SocialStanding,
)
from tenken.core.scoring.applicability import INVERTED

EMPLOYEES = (0, 10_000_000)
"""How many people a firm may have."""

Put: TypeAlias = Callable[[Assessment, Any], Assessment]


class FieldKind(StrEnum):
    """What a field holds."""

    LINE = "line"
    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"
    SEVERAL = "several"
    FLAG = "flag"


class FieldGroup(StrEnum):
    """Which part of the subject a field belongs to."""

    FIRM = "firm"
    DEPTH = "depth"
    FACTS = "facts"
    ROLES = "roles"
    COST = "cost"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectField:
    """Something that an assessment says of its subject."""

    key: str
    """How an option names it, e.g. ``yearly-sales``; of a fact its id, inverted ones without "no-"."""
    group: FieldGroup
    kind: FieldKind
    get: Callable[[Assessment], Any]
    put: Put
    limits: tuple[int, int] = (0, 0)
    counted: Counted | None = None
    choices: tuple[str, ...] = ()
    spoken: str = ""
    """The section of the words in which a choice has its name."""
    required: bool = False
    owned: bool = True
    """Whether it is the firm's own: in the file of an audit only who audits is changed."""
    fact: str = ""
    """Of a fact its id in the edition."""


def subject_fields(checklist: Checklist) -> Mapping[str, SubjectField]:
    """Every field of the subject by its key, in the order in which a page shows them; facts as the edition has them."""
    fields = fields_with(fact.id for fact in checklist.facts)
    if checklist.personal_data:
        return fields
    return {key: it for key, it in fields.items() if it.group is not FieldGroup.COST and key != "persons"}


def fields_with(facts: Iterable[str]) -> Mapping[str, SubjectField]:
    """The same for somebody who knows of an edition only the ids of its facts."""
    return {entry.key: entry for entry in (*_of_firm(), *map(_fact, facts), *_of_roles(), *_of_cost())}


MONTH = "fiscal-year-starts"


def _of_firm() -> Iterator[SubjectField]:
    firm, line, number = FieldGroup.FIRM, FieldKind.LINE, FieldKind.NUMBER
    yield SubjectField(key="name", group=firm, kind=line, required=True, **_organisation("name"))
    yield SubjectField(key="sector", group=firm, kind=line, **_organisation("sector"))
    people = Counted.PEOPLE
    yield SubjectField(
        key="employees", group=firm, kind=number, limits=EMPLOYEES, counted=people, **_organisation("employees")
    )
    yield SubjectField(
        key="persons", group=firm, kind=number, limits=LIMITS["persons"], counted=people, **_exposure("persons")
    )
    for key, name in (("assessor", "name"), ("role", "role"), ("firm", "firm")):
        yield SubjectField(key=key, group=firm, kind=line, owned=False, **_assessor(name))
    yield SubjectField(key=MONTH, group=firm, kind=number, limits=(1, 12), **_organisation("fiscal_year_starts"))
    yield SubjectField(
        key="depth",
        group=FieldGroup.DEPTH,
        kind=FieldKind.CHOICE,
        choices=tuple(Depth),
        spoken="depth",
        required=True,
        get=lambda assessment: assessment.depth,
        put=lambda assessment, value: replace(assessment, depth=Depth(value)),
    )


def _of_roles() -> Iterator[SubjectField]:
    for role in FirmRole:

        def put(assessment: Assessment, name: str | None, role: FirmRole = role) -> Assessment:
            others = {other: who for other, who in assessment.roles.items() if other is not role}
            held = {**others, role: name} if name else others
            return replace(assessment, roles={other: held[other] for other in FirmRole if other in held})

        def get(assessment: Assessment, role: FirmRole = role) -> str | None:
            return assessment.roles.get(role)

        yield SubjectField(key=str(role), group=FieldGroup.ROLES, kind=FieldKind.LINE, get=get, put=put)


def _of_cost() -> Iterator[SubjectField]:
    cost, number, choice = FieldGroup.COST, FieldKind.NUMBER, FieldKind.CHOICE
    yield SubjectField(
        key="items",
        group=cost,
        kind=FieldKind.SEVERAL,
        choices=tuple(DataItem),
        **_exposure("items", lambda chosen: tuple(DataItem(item) for item in chosen)),
    )
    for name, counted in (
        ("yearly_sales", Counted.YEN),
        ("card_share", Counted.PERCENT),
        ("cash", Counted.YEN),
        ("yearly_profit", Counted.YEN),
    ):
        key = name.replace("_", "-")
        yield SubjectField(key=key, group=cost, kind=number, limits=LIMITS[name], counted=counted, **_exposure(name))
    for key, kind in (("cause", Cause), ("found_by", Finder), ("standing", SocialStanding), ("response", Response)):
        yield SubjectField(
            key=key.replace("_", "-"),
            group=cost,
            kind=choice,
            choices=tuple(map(str, kind)),
            spoken="cli.exposure",
            **_exposure(key, kind),
        )
    yield SubjectField(key="known-on", group=cost, kind=FieldKind.DAY, **_exposure("known_on"))


def _fact(fact: str) -> SubjectField:
    inverted = fact in INVERTED

    def put(assessment: Assessment, said: bool | None) -> Assessment:
        profile = {key: value for key, value in assessment.profile.items() if key != fact or said is not None}
        return replace(assessment, profile=profile if said is None else {**profile, fact: said is not inverted})

    def get(assessment: Assessment) -> bool | None:
        holds = assessment.profile.get(fact)
        return None if holds is None else holds is not inverted

    key = fact.removeprefix("no-") if inverted else fact
    return SubjectField(key=key, group=FieldGroup.FACTS, kind=FieldKind.FLAG, get=get, put=put, fact=fact)


def _organisation(name: str) -> dict[str, Any]:
    """How a field of the firm is read from an assessment and put into it."""
    return {
        "get": lambda assessment: getattr(assessment.organisation, name),
        "put": lambda assessment, value: replace(
            assessment, organisation=replace(assessment.organisation, **{name: value})
        ),
    }


def _assessor(name: str) -> dict[str, Any]:
    return {
        "get": lambda assessment: getattr(assessment.assessor, name),
        "put": lambda assessment, value: replace(assessment, assessor=replace(assessment.assessor, **{name: value})),
    }


def _exposure(name: str, made: Callable[[Any], Any] = lambda value: value) -> dict[str, Any]:
    def put(assessment: Assessment, value: Any) -> Assessment:
        given: dict[str, Any] = {name: value if value is None else made(value)}
        exposure = replace(assessment.exposure or Exposure(), **given)
        return replace(assessment, exposure=None if exposure == Exposure() else exposure)

    return {"get": lambda assessment: getattr(assessment.exposure or Exposure(), name), "put": put}
