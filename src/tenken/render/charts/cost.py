"""What a leak would cost, on an axis of which each step is ten times the one before.

The sums are set as text in lines of fixed pitch, so that a screen reader reads them row by row; the bars lie between.
What a leak costs is ``core.cost``'s business.
"""

from dataclasses import dataclass
from math import log10

from tenken.core.cost.formulas import CostRange
from tenken.core.cost.loss import Loss
from tenken.core.scoring.rounding import rounded_to_sum, unit_of
from tenken.render.charts.layers import WIDTH, Layers, arrow, columns
from tenken.render.charts.paths import Shape, Style, rect
from tenken.render.charts.paths import line as straight
from tenken.render.charts.ruler import POINT, Anchor, Mark, Ruler, half_widths, ruler
from tenken.words import Words

POINTS = 8.6
HALF_WIDTH = POINTS * POINT / 2
ALL_COLUMNS = int(WIDTH / HALF_WIDTH)
HEAD = 8.0
"""Millimetres above the rows: one line each for cash and profit, with the names of the columns."""
ROW = 7.0
FOOT = 4.6
DECADES = 4
"""Powers of ten on the axis."""

ORDER = (Style.RULE, Style.PROPOSAL, Style.MIDDLE, Style.DEEP, Style.CRITICAL)
LINES = {"cash": Style.AXIS, "profit": Style.DASHED}


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """A part, or their sum, in the amounts that are printed."""

    name: str
    told: tuple[str, str, str]
    """Low, likely and high in words."""
    text: str
    """All of it as one line in fixed pitch."""
    total: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CostChart:
    """The rows, and what is drawn behind them."""

    rows: tuple[CostRow, ...]
    height: float
    head: str
    """The names of the columns, as one line."""
    held: tuple[Ruler, ...]
    """Cash and profit, one line each, the larger sum first."""
    axis: Ruler
    shapes: tuple[Shape, ...]


def printed(loss: Loss) -> tuple[tuple[CostRange, ...], CostRange]:
    """The parts that are known and their total, each column rounded so that it adds up to its total.

    The unit of a column is that in which its total has three digits.
    """
    spans = [part.span for part in loss.parts if part.known]
    total = loss.total
    told = {}
    for name in ("low", "likely", "high"):
        unit = unit_of(getattr(total, name))
        told[name] = [int(amount) for amount in rounded_to_sum([getattr(span, name) for span in spans], unit)]
    rows = tuple(CostRange(*amounts) for amounts in zip(told["low"], told["likely"], told["high"], strict=True))
    return rows, sum(rows, CostRange())


def chart(loss: Loss, words: Words) -> CostChart:
    """The chart of a loss of more than nothing."""
    parts, total = printed(loss)
    known = [part for part in loss.parts if part.known]
    names = [words(f"cost_breach.part.{part.kind}") for part in known]
    exact = [part.span for part in known]
    sums = [_told(shown, span, loss.total, words) for shown, span in zip(parts, exact, strict=True)]
    sums.append(_told(total, loss.total, loss.total, words))
    names.append(words("cost_breach.total" if len(known) == len(loss.parts) else "cost_breach.total_without_sales"))
    heads = tuple(words(f"report.money_page.col_{name}") for name in ("low", "likely", "high"))
    widths = [max(half_widths(row[at]) for row in (heads, *sums)) for at in range(3)]
    starts = [ALL_COLUMNS - sum(widths[at:]) - 2 * (2 - at) for at in range(3)]
    left = (max(map(half_widths, names)) + 3) * HALF_WIDTH
    right = (starts[0] - 2) * HALF_WIDTH
    scale = _Scale.over(loss, left, right)
    return CostChart(
        rows=tuple(
            CostRow(name=name, told=told, text=_line(name, told, starts, widths), total=at == len(known))
            for at, (name, told) in enumerate(zip(names, sums, strict=True))
        ),
        height=HEAD + ROW * len(names) + FOOT,
        head=_line("", heads, starts, widths),
        held=_held(loss, scale, words),
        axis=_axis(scale, words),
        shapes=_drawn([*exact, loss.total], loss, scale),
    )


def _told(shown: CostRange, exact: CostRange, total: CostRange, words: Words) -> tuple[str, str, str]:
    """The amounts in words; what is something and rounds to nothing says so."""
    told = []
    for name in ("low", "likely", "high"):
        if not getattr(shown, name) and getattr(exact, name):
            told.append(words("report.money_page.under", yen=words.yen(unit_of(getattr(total, name)))))
        else:
            told.append(words.yen(getattr(shown, name)))
    low, likely, high = told
    return low, likely, high


def _line(name: str, told: tuple[str, ...], starts: list[int], widths: list[int]) -> str:
    """A name at the left and three columns set flush right."""
    ends = [start + width for start, width in zip(starts, widths, strict=True)]
    return columns((0, name), *((end - half_widths(sum_), sum_) for end, sum_ in zip(ends, told, strict=True)))


@dataclass(frozen=True, slots=True)
class _Scale:
    """Yen on the axis."""

    lowest: int
    highest: int
    left: float
    right: float

    @classmethod
    def over(cls, loss: Loss, left: float, right: float) -> "_Scale":
        """Up to the power of ten above the highest amount, or one more where cash or profit needs it."""
        digits = len(str(max(loss.total.high - 1, 1)))
        held = max(loss.exposure.cash or 0, loss.exposure.yearly_profit or 0)
        highest = 10 ** (digits + (held > 10**digits))
        return cls(max(1, highest // 10**DECADES), highest, left, right)

    @property
    def steps(self) -> list[int]:
        """The powers of ten on the axis."""
        return [self.lowest * 10**step for step in range(len(str(self.highest // self.lowest)))]

    def x(self, yen: int) -> float:
        """Where an amount stands, in millimetres; one beyond the axis stands at its edge."""
        within = min(max(yen, self.lowest), self.highest)
        share = log10(within / self.lowest) / log10(self.highest / self.lowest)
        return self.left + share * (self.right - self.left)


def _known(loss: Loss) -> list[tuple[str, int]]:
    """Cash and profit as far as they are known and more than nothing, the larger first."""
    held = (("cash", loss.exposure.cash), ("profit", loss.exposure.yearly_profit))
    return sorted(((kind, yen) for kind, yen in held if yen and yen > 0), key=lambda pair: -pair[1])


def _held(loss: Loss, scale: _Scale, words: Words) -> tuple[Ruler, ...]:
    """The larger sum is named right of its line where there is room, the smaller one, a line below, left of its own."""
    told = []
    for at, (kind, yen) in enumerate(_known(loss)):
        text = words(f"report.money_page.{kind}", yen=words.yen(yen))
        room = half_widths(text) * HALF_WIDTH + 2
        x = scale.x(yen)
        right = x + room < scale.right + 2 if not at else x < room
        told.append(ruler([Mark(x + 1, text, Anchor.START) if right else Mark(x - 1, text, Anchor.END)], WIDTH))
    return tuple(told)


def _axis(scale: _Scale, words: Words) -> Ruler:
    """The amounts below the axis; every second one where all of them have no room."""
    every = [Mark(scale.x(yen), words.yen(yen)) for yen in scale.steps]
    whole = ruler(every, WIDTH)
    return ruler(every[::2], WIDTH) if whole.left_out else whole


def _drawn(spans: list[CostRange], loss: Loss, scale: _Scale) -> tuple[Shape, ...]:
    layers = Layers()
    bottom = HEAD + ROW * len(spans)
    layers.add(Style.RULE, *(straight(scale.x(yen), HEAD - 1, scale.x(yen), bottom) for yen in scale.steps))
    for at, span in enumerate(spans):
        y = HEAD + ROW * (at + 0.5)
        half = 1.9 if at == len(spans) - 1 else 1.5
        low, likely, high = (scale.x(yen) for yen in (span.low, span.likely, span.high))
        if span.high:
            layers.add(Style.PROPOSAL, rect(likely, y - half, max(high - likely, 0.01), 2 * half))
            style = Style.DEEP if at == len(spans) - 1 else Style.MIDDLE
            layers.add(style, rect(low, y - half, max(likely - low, 0.01), 2 * half))
        if span.likely:
            layers.add(Style.CRITICAL, straight(likely, y - half - 0.8, likely, y + half + 0.8))
        if span.high and span.low < scale.lowest:
            layers.add(Style.DEEP, arrow(scale.left - 1.7, y, -1.6))
    for at, (kind, yen) in enumerate(_known(loss)):
        layers.add(LINES[kind], straight(scale.x(yen), 4.0 * at + 0.6, scale.x(yen), bottom))
    layers.add(Style.RULE_DEEP, straight(0, bottom - ROW, WIDTH, bottom - ROW))
    return layers.shapes(*ORDER)
