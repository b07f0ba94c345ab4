"""What page 4 holds: the money, the time limits, and the year or the areas, measured so that it stays one page.

Takes a finished ``Report`` and the Words of a language. Drawings are ``render.charts``', the lists of the year
``years``'.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from tenken.core.cost.figures import CostPartKind
from tenken.core.cost.loss import Loss
from tenken.core.cost.reporting_duty import Applies
from tenken.core.report.report import Report
from tenken.render.charts import cost, deadlines
from tenken.render.charts.area_bars import SIGNS, AreaBars, area_bars
from tenken.render.charts.waterfall import ABOVE, BENEATH, Waterfall, waterfall
from tenken.render.owner.years import PERSON_EMS, YearLists, lines_of, year_lists
from tenken.templating import ems, shortened
from tenken.words import Words

PAGE = 255.0
"""Millimetres that may be filled."""
HEADLINE_EMS = 50.0
HEADED = 14.0
"""Of a heading with the blank above and below it."""
LINE = 4.0
LEAST_COLUMNS, MOST_COLUMNS = 16.0, 40.0
"""Millimetres of the waterfall's columns."""
LEAST_ROW, ROW = 4.4, 6.0
"""Millimetres of an area's answers."""
WAY_LINES = 4
"""Lines of ways to lower the amount, those that bear on it most."""
NUMBERS = 6
"""Of questions named for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """What a leak would cost."""

    chart: cost.CostChart
    against: str
    """The likely amount held against cash and profit; empty where neither is known."""
    remarks: str
    """How the chart is to be read, and what was assumed."""
    ways: tuple[tuple[str, str], ...]
    """Numbers of questions that fall short, and how closing them lowers the amount."""
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """By when a leak has to be reported, and how far the firm is ready for it."""

    found: deadlines.Deadlines
    note: str
    lead: str
    """Which limit holds for the leak that is imagined."""
    ready: str
    """Empty where the edition does not ask."""
    limits: float
    """Millimetres of line and texts."""
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyPage:
    """Everything of page 4."""

    money: Money | None
    """``None`` where nobody is at risk, nobody said how many, or the page is switched off."""
    duty: Duty | None
    duty_first: bool
    """Whether the time limits come before the money, of which nothing is known."""
    lists: YearLists | None
    waterfall: Waterfall | None
    areas: AreaBars | None
    """Where there is no year to compare with."""
    legend: tuple[str, ...]
    law: tuple[tuple[str, tuple[str, ...]], ...]
    """What the law says, as much as there is room for: about what, and its sentences."""


def money_page(report: Report, words: Words) -> MoneyPage:
    """What page 4 holds."""
    shown = report.tells_of_leaks
    loss = report.loss if shown else None
    money = _money(report, loss, words) if loss and loss.exposure.persons else None
    duty = _duty(report, words) if shown else None
    left = PAGE - (money.height if money else 0.0) - (duty.height if duty else 0.0)
    if shown and not money:
        how = "nobody" if loss else "no_exposure_how"
        left -= HEADED + LINE * lines_of(words(f"report.money_page.{how}"), words) + 2
    lists, columns, bars = None, None, None
    comparison = report.comparison if "years" not in report.brand.without else None
    if comparison:
        left -= HEADED + 4 * 2 + 3
        scored = bool(comparison.steps)
        fixed = ABOVE + BENEATH if scored else LINE
        lists = year_lists(report, comparison, words, int((left - fixed - LEAST_COLUMNS * scored - 4) / LINE))
        left -= fixed + LINE * lists.lines + (2 if lists.remarks else 0) + 0.6 * len(lists.worse)
        columns = waterfall(comparison, words, max(LEAST_COLUMNS, min(MOST_COLUMNS, left)))
        left -= min(MOST_COLUMNS, left) if columns else 0
    else:
        left -= HEADED + LINE + 6
        pitch = round(max(LEAST_ROW, min(ROW, left / max(1, len(report.areas)))), 1)
        bars = area_bars(report.areas, words, pitch) if report.areas else None
        left -= bars.height if bars else 0
    return MoneyPage(
        money=money,
        duty=duty,
        duty_first=shown and report.loss is None,
        lists=lists,
        waterfall=columns,
        areas=bars,
        legend=tuple(_legend(report, words)),
        law=tuple(_law(report, words, left)) if shown else (),
    )


def _legend(report: Report, words: Words) -> Iterator[str]:
    for status, sign in SIGNS.items():
        if n := report.statuses[str(status or "unanswered")]:
            yield f"{sign} {words.status(status)} {words.number(n)}"


def _money(report: Report, loss: Loss, words: Words) -> Money:
    chart = cost.chart(loss, words)
    told = words("cost_breach.space").join(_remarks(loss, words))
    ways = tuple(_ways(report, loss, words))
    headline = words("report.money_page.likely", likely=words.yen(loss.total.likely)) + _against(loss, words)
    lines = lines_of(told, words) + sum(lines_of(f"{numbers}  {text}", words) for numbers, text in ways)
    return Money(
        chart=chart,
        against=_against(loss, words),
        remarks=told,
        ways=ways,
        height=10 + 6 * ceil(ems(headline) / HEADLINE_EMS) + 2 + chart.height + 2 + LINE * lines + (6 if ways else 0),
    )


def _against(loss: Loss, words: Words) -> str:
    held = {"of_cash": loss.against_cash, "of_profit": loss.against_profit}
    sums = [words(f"cost_breach.{key}", times=words.times(found.likely)) for key, found in held.items() if found]
    return words("report.money_page.against", sums=words("report.join").join(sums)) if sums else ""


def _remarks(loss: Loss, words: Words) -> Iterator[str]:
    exposure = loss.exposure
    yield words("report.money_page.reading")
    yield words(f"report.money_page.cause_{exposure.cause or 'assumed'}")
    if "card_share" in loss.assumed:
        yield words("report.money_page.share_assumed", n=loss.figures["card-share"].value)
    for part in loss.parts:
        if part.missing:
            yield words(f"cost_breach.{part.missing}")
    if exposure.cash is None and exposure.yearly_profit is None:
        yield words("cost_breach.no_money")
    if exposure.cash == 0:
        yield words("cost_breach.no_cash")
    if exposure.yearly_profit is not None and exposure.yearly_profit <= 0:
        yield words("cost_breach.no_profit")


def _ways(report: Report, loss: Loss, words: Words) -> Iterator[tuple[str, str]]:
    bearings = [bearing for bearing in loss.bearings if bearing.link.part != CostPartKind.LAW]
    bearings.sort(key=lambda bearing: -sum(gap.priority for gap in bearing.gaps))
    lines = 0
    for bearing in bearings:
        numbers = [report.numbers[gap.question.id] for gap in bearing.gaps]
        named = words("report.join").join(numbers[:NUMBERS])
        if len(numbers) > NUMBERS:
            named += words("report.money_page.more", n=len(numbers) - NUMBERS)
        text = words.text(bearing.link.text)
        lines += lines_of(f"{named}  {text}", words)
        if lines > WAY_LINES:
            return
        yield named, text


def _duty(report: Report, words: Words) -> Duty | None:
    found = deadlines.deadlines(report)
    if found is None:
        return None
    estimated = report.loss is not None and bool(report.loss.exposure.persons)
    lead = words(f"report.money_page.lead_{found.imagined if estimated else 'any'}", days=found.days, wrong=found.wrong)
    lead += words("cost_breach.space") + words("report.money_page.people")
    asked = deadlines.readiness(report)
    ready = _ready(report, asked, words) if asked else ""
    limits = 24.4 if found.duty.known_on else 20.4
    lines = lines_of(lead, words) + (lines_of(words("report.money_page.ready") + "00" + ready, words) if ready else 0)
    return Duty(
        found=found,
        note=_duty_note(report, found, words),
        lead=lead,
        ready=ready,
        limits=limits,
        height=HEADED + limits + 1.6 + LINE * lines + (2 if ready else 0),
    )


def _duty_note(report: Report, found: deadlines.Deadlines, words: Words) -> str:
    if report.loss is None:
        return words("report.money_page.duty_any")
    persons = report.loss.exposure.persons or 0
    if found.duty.due is not Applies.YES:
        return words(f"report.money_page.duty_{found.duty.due}", n=persons)
    why = words(f"report.money_page.why_{found.why}", n=found.duty.many.value)
    return words("report.money_page.duty_yes", n=persons, why=why)


def _ready(report: Report, found: deadlines.Readiness, words: Words) -> str:
    item, step = found.item, found.step
    name = words("report.money_page.question", label=words.text(item.question.name), number=found.number)
    values: dict[str, str | int] = {"question": name, "status": words.status(item.status)}
    if item.status is None:
        return words("report.money_page.ready_open", **values)
    if step is None:
        return words("report.money_page.ready_yes", **values)
    values["day"] = words.short_day(step.due, report.assessment.date)
    values["who"] = shortened(step.person, PERSON_EMS) if step.person else words("role.owner")
    if step.overdue:
        return words("report.money_page.ready_overdue", n=step.days_late, **values)
    return words(f"report.money_page.ready_{'promised' if step.promised else 'proposed'}", **values)


def _law(report: Report, words: Words, room: float) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the law says about telling people, exemption and penalties; a statement that does not fit is left out."""
    known = deadlines.known_figures(report)
    lines = int(room / LINE)
    for about in ("report", "exemption", "law") if known else ():
        told = []
        lines -= 2
        for statement in known.statements if known else ():
            text = words.text(statement.text)
            if statement.about == about and lines_of(text, words) <= lines:
                told.append(text)
                lines -= lines_of(text, words)
        if told:
            yield about, tuple(told)
