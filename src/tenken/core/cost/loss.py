"""What a leak would cost: an exposure and the figures become parts in yen, each low, likely and high.

Every amount is a product of terms that can be printed and done again by hand; whole yen are rounded down. Nothing here
is a forecast: what is not known is named under ``assumed`` or left out, and gaps bear on a part as links, never as
percentages. The duty to report stands in ``reporting_duty``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tenken.core.cost.damages import Damages, damages
from tenken.core.cost.figures import (
    CostPartKind,
    Figure,
    Figures,
    FigureSource,
    Link,
    RealOutcome,
    Scenario,
    SourceKind,
    Statement,
    Unit,
)
from tenken.core.cost.formulas import NOTHING, CostLine, CostRange, Factor, FactorRole, Product, in_yen
from tenken.core.cost.law import Law
from tenken.core.cost.reporting_duty import ReportingDuty, duty
from tenken.core.model import Cause, DataItem, Exposure
from tenken.core.scoring.gaps import Gap

INTRUDER = ("investigation", "consulting", "recovery", "prevention")
"""Work for which somebody must have got in; after an accident it is needed at worst."""


class MissingNumber(StrEnum):
    """A number without which a part, or some of it, cannot be estimated."""

    SALES = "no_sales"
    """What the firm sells in a year."""
    LEAVERS = "no_leavers"
    """How many customers leave after a leak of these kinds of data."""


@dataclass(frozen=True, slots=True)
class CostPart:
    """A part of the cost; what it does not know is not in it."""

    kind: CostPartKind
    lines: tuple[CostLine, ...] = ()
    missing: MissingNumber | None = None
    """What is not known of it."""

    @property
    def known(self) -> bool:
        """Whether anything of it could be estimated; if not, it is no part of the sum."""
        return self.missing is None or bool(self.lines)

    @property
    def span(self) -> CostRange:
        """The sum of its lines."""
        return sum((line.span for line in self.lines), CostRange())


@dataclass(frozen=True, slots=True)
class Against:
    """The total held against a sum of money, as multiples of it."""

    money: int
    low: Fraction
    likely: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Bearing:
    """Gaps of this assessment that bear on a part of the cost."""

    link: Link
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What a leak of everything in the exposure would cost."""

    exposure: Exposure
    assumed: tuple[str, ...]
    """What was not known and taken as something: ``items``, ``cause``, ``card_share``."""
    parts: tuple[CostPart, ...]
    damages: Damages
    survey: Figure
    """What firms with such a leak said it cost them, on average."""
    duty: ReportingDuty
    bearings: tuple[Bearing, ...]
    figures: Figures
    law: Law | None = None
    """What the law says, as it was read last; without it only what the figures say of it."""

    @property
    def total(self) -> CostRange:
        """The sum of the parts that are known."""
        return sum((part.span for part in self.parts), CostRange())

    @property
    def against_cash(self) -> Against | None:
        """Held against the cash in hand; ``None`` where that is unknown or nothing."""
        return self._against(self.exposure.cash)

    @property
    def against_profit(self) -> Against | None:
        """Held against a year's profit; ``None`` where that is unknown or none was made."""
        return self._against(self.exposure.yearly_profit)

    @property
    def used(self) -> tuple[Figure, ...]:
        """Every figure behind the amounts, each once, in the order of the parts."""
        found = [figure for part in self.parts for line in part.lines for figure in line.figures]
        return tuple({figure.id: figure for figure in found}.values())

    @property
    def courts(self) -> tuple[Figure, ...]:
        """What courts have awarded elsewhere, for comparison."""
        awards = (figure for figure in self.figures.figures.values() if figure.source.kind is SourceKind.COURT)
        return tuple(figure for figure in awards if figure.unit is Unit.YEN_A_HEAD)

    @property
    def numbers(self) -> tuple[Figure, ...]:
        """Every figure that the estimate and its page rest on, in the order of the file."""
        more = ("jo-economic", "claimants-of", "award-intimate-level", "report-final", "report-final-wrongdoing")
        rest = (self.survey, self.duty.many, self.duty.first_from, self.duty.first_to, *self.courts)
        ids = {figure.id for figure in (*self.used, *rest)} | {*more}
        return tuple(figure for figure in self.figures.figures.values() if figure.id in ids)

    def said(self, about: str) -> tuple[Statement, ...]:
        """What the law says about something, or what the estimate leaves out."""
        return tuple(statement for statement in self.statements if statement.about == about)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Everything that is said of the law, as it was read last, then what only the figures say."""
        read = self.law.lines if self.law else ()
        known = {line.id for line in read}
        return (*read, *(said for said in self.figures.statements if said.id not in known))

    @property
    def sources(self) -> tuple[FigureSource, ...]:
        """Every source of those, and of what the law says, in the order of their printed numbers."""
        read = [figure.source for figure in self.numbers]
        read += [self.figures.levels_source, self.figures.sensitive_source]
        read += [statement.source for statement in self.statements]
        return tuple({source.id: source for source in read}.values())

    def source_number(self, source: FigureSource) -> int:
        """The printed number of a source, from 1."""
        return self.sources.index(source) + 1

    def _against(self, money: int | None) -> Against | None:
        if money is None or money <= 0:
            return None
        total = self.total
        return Against(money, *(Fraction(amount, money) for amount in (total.low, total.likely, total.high)))


@dataclass(frozen=True, slots=True)
class Replay:
    """A real case done again: what the estimate says beside what really happened."""

    scenario: Scenario
    loss: Loss

    @property
    def total(self) -> RealOutcome | None:
        """What the leak cost the firm in all, where that is known."""
        return next((outcome for outcome in self.scenario.outcomes if outcome.total), None)

    @property
    def a_head(self) -> int | None:
        """That, for each person."""
        persons = self.scenario.exposure.persons
        return self.total.value // persons if self.total and persons else None

    @property
    def place(self) -> str | None:
        """Whether that lies ``below``, ``within`` or ``above`` the estimate."""
        if self.total is None:
            return None
        span = self.loss.total
        return "below" if self.total.value < span.low else "above" if self.total.value > span.high else "within"


def replay(
    scenario: Scenario, figures: Figures, exposure: Exposure | None = None, law: Law | None = None
) -> Replay | None:
    """A real case with today's figures, or with another exposure; ``None`` if the number of persons is not known."""
    loss = estimate(exposure or scenario.exposure, figures, law=law)
    return Replay(scenario, loss) if loss else None


def estimate(exposure: Exposure, figures: Figures, gaps: Iterable[Gap] = (), law: Law | None = None) -> Loss | None:
    """What a leak of everything in the exposure would cost; ``None`` if the number of persons is not known."""
    if exposure.persons is None:
        return None
    persons = exposure.persons
    found = damages(exposure, figures)
    parts = (
        CostPart(CostPartKind.RESPONSE, tuple(_response(exposure, figures, persons)) if persons else ()),
        CostPart(CostPartKind.VOUCHERS, (_vouchers(exposure, figures, persons),) if persons else ()),
        CostPart(CostPartKind.CLAIMS, (_claims(found, figures, persons),) if persons else ()),
        _sales(exposure, figures, persons),
    )
    known = tuple(gaps)
    return Loss(
        exposure=exposure,
        assumed=tuple(_assumed(exposure, figures)),
        parts=parts,
        damages=found,
        survey=figures["survey-card" if DataItem.CARD in exposure.items else "survey-plain"],
        duty=duty(exposure, figures),
        bearings=tuple(bearing for link in figures.links if (bearing := _bearing(link, known)).gaps),
        figures=figures,
        law=law,
    )


def _assumed(exposure: Exposure, figures: Figures) -> Iterator[str]:
    if not exposure.items:
        yield "items"
    if exposure.cause is None:
        yield "cause"
    if exposure.yearly_sales and exposure.card_share is None and figures["leaving"].speaks_of(exposure.items):
        yield "card_share"


def _response(exposure: Exposure, figures: Figures, persons: int) -> Iterator[CostLine]:
    """Finding out, telling everybody, and putting things right."""
    accident = exposure.cause is Cause.ACCIDENT
    for name in ("investigation", "legal", "consulting"):
        yield _guide(figures[name], perhaps=accident and name in INTRUDER)
    letters = Product((Factor(FactorRole.PERSONS, persons), in_yen(figures["notice"])))
    yield CostLine("notice", letters, letters, letters)
    yield _guide(figures["newspaper"])
    yield _call_centre(figures, persons)
    for name in ("recovery", "prevention"):
        yield _guide(figures[name], perhaps=accident and name in INTRUDER)


def _guide(figure: Figure, *, perhaps: bool = False) -> CostLine:
    """A guide value that does not grow with the persons; work that is perhaps not needed costs its middle at worst."""
    low, likely, high = (
        Product((Factor(FactorRole.YEN, yen, figure),)) if yen else NOTHING
        for yen in (figure.low, figure.likely, figure.high)
    )
    return CostLine(figure.id, NOTHING, NOTHING, likely) if perhaps else CostLine(figure.id, low, likely, high)


def _call_centre(figures: Figures, persons: int) -> CostLine:
    """In proportion to the persons; high is never less than the whole guide value."""
    figure, size = figures["call-centre"], figures["call-centre-persons"]

    def share(yen: int) -> Product:
        return Product(
            (
                Factor(FactorRole.YEN, yen, figure),
                Factor(FactorRole.PERSONS, persons),
                Factor(FactorRole.PER, size.value, size),
            )
        )

    whole = Product((Factor(FactorRole.YEN, figure.high, figure),))
    return CostLine(
        figure.id, share(figure.low), share(figure.likely), max(share(figure.high), whole, key=lambda p: p.yen)
    )


def _vouchers(exposure: Exposure, figures: Figures, persons: int) -> CostLine:
    """The apology to each person; dearer where card numbers are among the data."""
    names = ("voucher-usual", "voucher-handled", "voucher-handled")
    if DataItem.CARD in exposure.items:
        names = ("voucher-card-least", "voucher-card-possible", "voucher-card-confirmed")
    return CostLine(
        "vouchers", *(Product((Factor(FactorRole.PERSONS, persons), in_yen(figures[name]))) for name in names)
    )


def _claims(found: Damages, figures: Figures, persons: int) -> CostLine:
    """Nobody; as many as went to court elsewhere, with a court's award; everybody, with the damages formula."""
    suing = Fraction(persons * figures["claimants"].value, figures["claimants-of"].value)
    intimate = found.mental >= figures["award-intimate-level"].value
    award = figures["award-intimate" if intimate else "award-ordinary"]
    count = Factor(FactorRole.CLAIMANTS, -(-suing.numerator // suing.denominator), figures["claimants"])
    likely = Product((count, in_yen(award)))
    everybody = Product((Factor(FactorRole.PERSONS, persons), *found.product.terms))
    return CostLine("claims", NOTHING, likely, max(everybody, likely, key=lambda product: product.yen))


def _sales(exposure: Exposure, figures: Figures, persons: int) -> CostPart:
    """Customers who leave; at worst, where somebody got in, also days without sales."""
    if not persons:
        return CostPart(CostPartKind.SALES)
    if exposure.yearly_sales is None:
        return CostPart(CostPartKind.SALES, missing=MissingNumber.SALES)
    sales = Factor(FactorRole.YEN, exposure.yearly_sales)
    share, leavers, days = (figures[name] for name in ("card-share", "leaving", "stopped-days"))
    own = exposure.card_share
    paying = Factor(FactorRole.SHARE, share.value, share) if own is None else Factor(FactorRole.SHARE, own)
    leaving = Product((sales, paying, Factor(FactorRole.LEAVING, leavers.value, leavers)))
    counted = leavers.speaks_of(exposure.items)
    lines = [CostLine("leaving", NOTHING, leaving, leaving)] if counted else []
    if exposure.cause is not Cause.ACCIDENT:
        lines.append(CostLine("stopped", NOTHING, NOTHING, Product((sales, Factor(FactorRole.DAYS, days.value, days)))))
    return CostPart(CostPartKind.SALES, tuple(lines), None if counted else MissingNumber.LEAVERS)


def _bearing(link: Link, gaps: tuple[Gap, ...]) -> Bearing:
    return Bearing(link, tuple(gap for gap in gaps if gap.question.id in link.questions))
