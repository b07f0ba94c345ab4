"""The numbers behind the cost of a leak, each with where it was read and how far that is proved.

They stand in ``checklist/figures``, one dated file a year; how a file becomes these values is ``store``'s business,
what they add up to is ``loss``'s. No estimate uses a number that is not here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tenken.core.model import NO_TEXT, DataItem, Exposure, Text

NEEDED = (
    *("investigation", "legal", "consulting", "notice", "newspaper", "call-centre", "call-centre-persons"),
    *("recovery", "prevention", "survey-plain", "survey-card"),
    *("voucher-usual", "voucher-handled", "voucher-card-least", "voucher-card-possible", "voucher-card-confirmed"),
    *("claimants", "claimants-of", "award-ordinary", "award-intimate", "award-intimate-level"),
    *("jo-base", "jo-mental", "jo-economic", "jo-ease-both", "jo-ease-one", "jo-ease-none"),
    *("jo-standing-usual", "jo-standing-high", "jo-response-proper", "jo-response-improper"),
    *("card-share", "leaving", "stopped-days"),
    *("report-persons", "report-first-from", "report-first-to", "report-final", "report-final-wrongdoing"),
)
"""The figures without which nothing can be estimated."""


class SourceKind(StrEnum):
    """What kind of source a number comes from."""

    SURVEY = "survey"
    GUIDE = "guide"
    COURT = "court"
    PRESS = "press"
    ANNOUNCEMENT = "announcement"
    SOURCE_TEXT = "source-text"
    """One of the texts tenken began with."""
    LAW = "law"


class Verified(StrEnum):
    """How far a number is proved: read in the primary source, in a report about it, or not at all."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    NO = "no"


class Unit(StrEnum):
    """What a figure counts."""

    YEN = "yen"
    YEN_A_HEAD = "yen-a-head"
    PERSONS = "persons"
    RECORDS = "records"
    PERCENT = "percent"
    DAYS = "days"
    FACTOR = "factor"
    MAILS = "mails"
    HOURS = "hours"


class CostPartKind(StrEnum):
    """A part of what a leak costs."""

    RESPONSE = "response"
    VOUCHERS = "vouchers"
    CLAIMS = "claims"
    SALES = "sales"
    LAW = "law"
    """Told in words, never in yen."""


class Property(StrEnum):
    """Whether misuse of a kind of data can cost the person money."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSource:
    """Where something was read: title, year and kind of the source."""

    id: str
    title: Text
    year: int
    kind: SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number, or a range with what is likely in it."""

    id: str
    what: Text
    unit: Unit
    low: int
    likely: int
    high: int
    source: FigureSource
    verified: Verified
    note: Text = NO_TEXT
    only_with: tuple[DataItem, ...] = ()
    """Kinds of data for which it was found; it says nothing of a leak without them. Empty: of any leak."""

    def speaks_of(self, items: Iterable[DataItem]) -> bool:
        """Whether it holds for a leak of these kinds of data."""
        return not self.only_with or not set(self.only_with).isdisjoint(items)

    @property
    def value(self) -> int:
        """The number, where there is only one; of a range, what is likely."""
        return self.likely


@dataclass(frozen=True, slots=True, kw_only=True)
class DataKind:
    """A kind of data as the damages formula and the law see it."""

    item: DataItem
    label: Text
    mental: int
    """Level of mental pain, 1 to 3."""
    economic: int
    """Level of economic loss, 1 to 3."""
    sensitive: bool
    """Whether it may be personal information that needs special care by law."""
    property: Property


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the law says, or said, in a sentence or two."""

    id: str
    about: str
    """``law``, ``report``, ``exemption`` or ``beside`` (what an estimate leaves out)."""
    text: Text
    source: FigureSource
    verified: Verified


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Questions that bear on a part of the cost, and how: a link, never a percentage."""

    part: CostPartKind
    text: Text
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """A sum of a source text, to be done again: products that are added up."""

    id: str
    what: Text
    unit: Unit
    terms: tuple[tuple[int, ...], ...]
    told: int | None
    """What the source says comes out (often about)."""
    source: FigureSource
    verified: Verified

    @property
    def amount(self) -> int:
        """What comes out; percentages of percentages are percent again."""
        total = 0
        for factors in self.terms:
            product = 1
            for factor in factors:
                product *= factor
            total += product
        return total // 100 if self.unit is Unit.PERCENT else total


@dataclass(frozen=True, slots=True, kw_only=True)
class RealOutcome:
    """What really happened, as far as it is known."""

    what: Text
    value: int
    unit: Unit
    source: FigureSource
    verified: Verified
    total: bool = False
    """Whether this is all that the leak cost the firm, in yen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A real case that can be done again: its exposure, its sums, and what really happened."""

    case: str
    exposure: Exposure
    reckonings: tuple[Reckoning, ...]
    outcomes: tuple[RealOutcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One dated file of figures."""

    edition: str
    dated: date
    """The day on which the figures were checked."""
    figures: Mapping[str, Figure]
    kinds: Mapping[DataItem, DataKind]
    levels_source: FigureSource
    """Of the levels of the kinds of data."""
    sensitive_source: FigureSource
    """Of which kinds need special care by law."""
    statements: tuple[Statement, ...]
    links: tuple[Link, ...]
    scenarios: tuple[Scenario, ...]

    def __getitem__(self, figure_id: str) -> Figure:
        """The figure of that id, which must be there."""
        return self.figures[figure_id]

    def scenario(self, case_id: str) -> Scenario | None:
        """The scenario of a real case, if it can be done again."""
        return next((scenario for scenario in self.scenarios if scenario.case == case_id), None)


def on(day: date, known: Iterable[Figures]) -> Figures | None:
    """The figures of a day: the newest checked by then, else the oldest; so a past estimate stays as it was."""
    by_day = sorted(known, key=lambda figures: figures.dated)
    return next((figures for figures in reversed(by_day) if figures.dated <= day), by_day[0] if by_day else None)
