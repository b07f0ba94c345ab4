"""What an estimate says in words, for page, terminal and text alike: one place, so that all of them say the same.

Takes a finished ``Loss`` and the Words of a language. Nothing is counted here.
"""

from tenken.core.cost.figures import Figure, FigureSource, Statement
from tenken.core.cost.formulas import CostLine, CostRange
from tenken.core.cost.law import LawLine
from tenken.core.cost.loss import Loss
from tenken.core.cost.reporting_duty import Applies
from tenken.core.model import Cause, Finder
from tenken.words import Words


def summary(loss: Loss, words: Words, key: str = "cost_breach.summary") -> str:
    """The range in one sentence."""
    if not loss.exposure.persons:
        return words("cost_breach.nobody")
    total = loss.total
    amounts = {"low": words.yen(total.low), "likely": words.yen(total.likely), "high": words.yen(total.high)}
    return words(key, n=loss.exposure.persons, **amounts)


def line(loss: Loss, words: Words, *, brief: bool) -> str:
    """The range for page 1: brief where room is short, else held against cash and profit, too."""
    if brief:
        return summary(loss, words, "cost_breach.brief")
    held = against(loss, words) if loss.against_cash or loss.against_profit else []
    return words("cost_breach.space").join([summary(loss, words), *held[:1]])


def against(loss: Loss, words: Words) -> list[str]:
    """The total held against cash and profit, as far as they are known."""
    if not loss.exposure.persons:
        return []
    held = {"of_cash": loss.against_cash, "of_profit": loss.against_profit}
    sums = [words(f"cost_breach.{key}", times=words.times(found.likely)) for key, found in held.items() if found]
    told = [words("cost_breach.against", sums=words("report.join").join(sums))] if sums else []
    exposure = loss.exposure
    if exposure.cash is None and exposure.yearly_profit is None:
        told.append(words("cost_breach.no_money"))
    if exposure.cash == 0:
        told.append(words("cost_breach.no_cash"))
    if exposure.yearly_profit is not None and exposure.yearly_profit <= 0:
        told.append(words("cost_breach.no_profit"))
    return told


def scene(loss: Loss, words: Words) -> str:
    """Which leak is imagined."""
    kinds = loss.figures.kinds
    items = words("report.join").join(words.text(kinds[item].label) for item in loss.exposure.items)
    cause = words(f"cost_breach.cause_{loss.exposure.cause or 'assumed'}")
    return words("cost_breach.scene", items=items or words("cost_breach.items_assumed"), cause=cause)


def workings(line: CostLine, words: Words) -> list[str]:
    """How the amounts of a line are worked out: each formula once, with the columns it stands for."""
    columns = (("low", line.low), ("likely", line.likely), ("high", line.high))
    formulas: dict[str, list[str]] = {}
    for name, product in columns:
        if len(product.terms) > 1:
            formulas.setdefault(words.formula(product), []).append(words(f"cost_breach.col_{name}"))
    if [len(at) for at in formulas.values()] == [len(columns)]:
        return list(formulas)
    joint = words("cost_breach.join_which")
    return [words("cost_breach.working", which=joint.join(at), formula=formula) for formula, at in formulas.items()]


def notes(loss: Loss, words: Words) -> list[str]:
    """How the amounts are to be read."""
    told = [words("cost_breach.middle")]
    if "card_share" in loss.assumed:
        told.append(words("cost_breach.share_assumed", n=loss.figures["card-share"].value))
    if loss.exposure.cause is Cause.ACCIDENT:
        told.append(words("cost_breach.accident_note"))
    suing, of = (loss.figures[name].value for name in ("claimants", "claimants-of"))
    told.append(words("cost_breach.claims_how", claimants=suing, of=of))
    if any(line.assumed for part in loss.parts for line in part.lines):
        told.append(words("cost_breach.assumption_note"))
    if loss.exposure.cause is not Cause.ACCIDENT:
        source = words("cost_breach.source", n=loss.source_number(loss.survey.source))
        told.append(words("cost_breach.survey", yen=words.exact_yen(loss.survey.value), source=source))
    return told


def remarks(loss: Loss, words: Words) -> list[str]:
    """How the numbers themselves are to be read, each with its name."""
    noted = [figure for figure in loss.used if figure.note]
    return [words("cost_breach.working", which=words.text(f.what), formula=words.text(f.note)) for f in noted]


def duty(loss: Loss, words: Words) -> list[str]:
    """Whether a report is due, why, and by when."""
    found = loss.duty
    told = [words(f"cost_breach.due_{found.due}")]
    for threshold, applies in found.thresholds.items():
        case = words(f"cost_breach.threshold_{threshold}", n=found.many.value)
        told.append(words("cost_breach.working", which=case, formula=words(f"cost_breach.applies_{applies}")))
    return [*told, words("cost_breach.check_sensitive"), *periods(loss, words)]


def periods(loss: Loss, words: Words) -> list[str]:
    """The time limits, as dates where the day of learning is known."""
    found = loss.duty
    if found.due is Applies.NO:
        return []
    days = {"from_days": found.first_from.value, "to_days": found.first_to.value, "days": found.final.value}
    told = [words("cost_breach.periods", **days)]
    if found.perhaps_wrongful:
        told.append(words("cost_breach.periods_wrongdoing", days=loss.figures["report-final-wrongdoing"].value))
    if found.known_on and found.first_days and found.final_day:
        dates = (found.known_on, *found.first_days, found.final_day)
        names = ("known", "from_day", "to_day", "final_day")
        said = {name: words.day(day) for name, day in zip(names, dates, strict=True)}
        told.append(words("cost_breach.dates", **said))
    if loss.exposure.found_by:
        others = loss.exposure.found_by is Finder.OTHERS
        told.append(words("cost_breach.found_others" if others else "cost_breach.found_self"))
    return told


SAID = ("report", "exemption", "law", "amendment", "beside")
"""What is told of the law and of what the estimate leaves out, in order."""


def statement(said: Statement, loss: Loss, words: Words) -> str:
    """What the law says, with the number of its source; what is not in force for long, or not yet, with its day."""
    text = words.text(said.text)
    if isinstance(said, LawLine) and said.starts:
        text = words("cost_breach.law_starts", day=words.day(said.starts), text=text)
    elif isinstance(said, LawLine) and said.by:
        text = words("cost_breach.law_by", day=words.day(said.by), text=text)
    return text + words("cost_breach.source", n=loss.source_number(said.source))


def law_read(loss: Loss, words: Words) -> str:
    """On which day the lines of the law were read; empty where they bear none."""
    return words("cost_breach.law_read", day=words.day(loss.law.read)) if loss.law else ""


def marks(line: CostLine, loss: Loss, words: Words) -> str:
    """Where a line's numbers come from, and a star where one of them is an assumption."""
    sources = dict.fromkeys(loss.source_number(figure.source) for figure in line.figures)
    star = words("cost_breach.assumption") if line.assumed else ""
    return star + " " + "".join(words("cost_breach.source", n=number) for number in sources)


def rows(loss: Loss, words: Words) -> list[tuple[str, CostRange]]:
    """The parts that are known, and their sum, each with its name."""
    told = [(words(f"cost_breach.part.{part.kind}"), part.span) for part in loss.parts if part.known]
    return [*told, (total(loss, words), loss.total)]


def total(loss: Loss, words: Words) -> str:
    """What the sum is called: with or without the part that is not known."""
    return words("cost_breach.total" if all(part.known for part in loss.parts) else "cost_breach.total_without_sales")


def reading(source: FigureSource, words: Words) -> str:
    """Where something was read, with year and kind."""
    kind = words(f"cost_breach.origin_{source.kind}")
    return words("cost_breach.source_line", title=words.text(source.title), kind=kind, year=str(source.year))


def measure(unit: str, value: int, words: Words) -> str:
    """A number with its unit."""
    return words(f"cost_breach.measure.{unit}", n=value)


def measures(figure: Figure, words: Words) -> str:
    """A figure's number with its unit, or its range."""
    if figure.low == figure.high:
        return measure(figure.unit, figure.value, words)
    return words("cost_breach.range", low=words.yen(figure.low), high=words.yen(figure.high))
