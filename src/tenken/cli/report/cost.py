"""The command ``cost``: what a leak would cost, from a file, from options, or for a real case."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from tenken.cli import options
from tenken.cli.context import AppContext
from tenken.cli.options import known_figures
from tenken.core.cost import loss as losses
from tenken.core.cost.figures import Unit
from tenken.core.cost.formulas import CostRange
from tenken.core.cost.loss import Loss, Replay
from tenken.core.model import Checklist, Exposure
from tenken.core.problem import FileProblems, Problem, UsageProblem
from tenken.core.scoring.gaps import find
from tenken.core.scoring.score import score
from tenken.render.cost import as_json as as_data
from tenken.render.cost import sentences
from tenken.render.cost.sentences import measure as amount
from tenken.screen import width, wrap
from tenken.store.assessment import loader
from tenken.store.checklist import library

COLUMNS = 78
NARROWEST = 12
"""Columns of an amount, at least."""


def cost(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="cli.cost.file")] = None,
    persons: options.Persons = None,
    items: options.Items = None,
    yearly_sales: options.YearlySales = None,
    card_share: options.CardShare = None,
    cash: options.Cash = None,
    yearly_profit: options.YearlyProfit = None,
    cause: options.CauseOf = None,
    found_by: options.FoundBy = None,
    known_on: options.KnownOn = None,
    standing: options.StandingOf = None,
    response: options.ResponseOf = None,
    case: Annotated[str | None, typer.Option("--case", help="cli.cost.case")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="cli.cost.json")] = False,
) -> None:
    """Tell what a leak would cost."""
    app: AppContext = ctx.obj
    if file and case:
        raise UsageProblem("cost-case-or-file")
    if not file and not case and persons is None:
        raise UsageProblem("cost-needs")
    money = {"yearly_sales": yearly_sales, "card_share": card_share, "cash": cash, "yearly_profit": yearly_profit}
    leak = {"cause": cause, "found_by": found_by, "known_on": known_on, "standing": standing, "response": response}
    given: dict[str, Any] = {"persons": persons, "items": items, **money, **leak}
    if case:
        _tell_case(app, case, given, as_json=as_json)
        return
    name, checklist, estimate = _estimate(app, file, given)
    if as_json:
        app.result(json.dumps(as_data.cost(estimate, app.words), ensure_ascii=False, indent=2))
        return
    title = app.words("report.cost.title")
    app.result(app.words("cli.cost.title", name=name, title=title) if name else title)
    _tell(app, estimate, checklist)


def _estimate(app: AppContext, file: Path | None, given: dict[str, Any]) -> tuple[str, Checklist | None, Loss]:
    """Whose estimate it is, the checklist its gaps belong to, and the estimate."""
    if file is None:
        estimate = losses.estimate(options.changed(Exposure(), app.today, **given), known_figures(app, app.today))
        assert estimate
        return "", None, estimate
    checklist, assessment = loader.load(file, app.checklist_path, app.today)
    exposure = options.changed(assessment.exposure or Exposure(), app.today, **given)
    known = known_figures(app, assessment.date)
    estimate = losses.estimate(exposure, known, find(score(checklist, assessment)))
    if estimate is None:
        raise FileProblems([Problem(file=str(file), what="no-persons")])
    return assessment.organisation.name, checklist, estimate


def _tell_case(app: AppContext, case_id: str, given: dict[str, Any], *, as_json: bool) -> None:
    known = known_figures(app, app.today)
    scenario = known.scenario(case_id)
    if scenario is None:
        choices = " / ".join(scenario.case for scenario in known.scenarios)
        raise UsageProblem("unknown-case", {"written": case_id[:40], "choices": choices})
    played = losses.replay(scenario, known, options.changed(scenario.exposure, app.today, **given))
    assert played
    w = app.words
    if as_json:
        told = as_data.cost(played.loss, w) | {"case": as_data.replay(played, w)}
        app.result(json.dumps(told, ensure_ascii=False, indent=2))
        return
    case = library.load(app.checklist_path).cases.get(case_id)
    if case:
        app.result(w("cli.cost.case_title", title=w.text(case.title), year=case.year))
        app.result(wrap(w.text(case.short), COLUMNS))
        app.result()
    _tell_outcome(app, played)
    app.result()
    _tell(app, played.loss, None)
    app.result()
    app.result(w("cli.cost.today"))


def _tell_outcome(app: AppContext, played: Replay) -> None:
    """The sums of the texts done again, and what really happened."""
    w = app.words
    app.result(w("cli.cost.case_sums"))
    for sum_ in played.scenario.reckonings:
        percent = sum_.unit is Unit.PERCENT
        factors = [[amount(sum_.unit, n, w) if percent else w.number(n) for n in term] for term in sum_.terms]
        formula = " + ".join(" × ".join(term) for term in factors)
        line = w("cli.cost.case_sum", what=w.text(sum_.what), formula=formula, amount=amount(sum_.unit, sum_.amount, w))
        if sum_.told is not None:
            line += " " + w("cli.cost.case_told", told=amount(sum_.unit, sum_.told, w))
        app.result(wrap(line, COLUMNS, "  "))
    app.result()
    app.result(w("cli.cost.case_outcomes"))
    for outcome in played.scenario.outcomes:
        line = w("cli.cost.case_outcome", what=w.text(outcome.what), amount=amount(outcome.unit, outcome.value, w))
        app.result(wrap(line, COLUMNS, "  "))
    if played.a_head is not None:
        app.result(wrap(w("cli.cost.case_a_head", amount=w.yen(played.a_head)), COLUMNS, "  "))
    app.result(wrap(w(f"cli.cost.case_{played.place or 'unknown'}"), COLUMNS, "  "))


def _tell(app: AppContext, loss: Loss, checklist: Checklist | None) -> None:
    """The whole estimate: in words, part by part with its working, the duty, the law, the gaps, the sources."""
    w = app.words
    _tell_texts(app, [sentences.summary(loss, w), *sentences.against(loss, w)])
    if not loss.exposure.persons:
        return
    _tell_texts(app, [sentences.scene(loss, w)])
    _tell_parts(app, loss)
    app.result()
    _tell_texts(app, [*sentences.notes(loss, w), *sentences.remarks(loss, w), w("cost_breach.not_a_quote")])
    found = loss.damages
    _tell_texts(app, [w("cli.cost.damages", formula=w.formula(found.product), yen=w.exact_yen(found.a_head))])
    _tell_texts(app, [w("cost_breach.model_sensitivity", mental=found.mental, economic=found.economic)])
    app.result()
    app.result(w("cost_breach.duty"))
    _tell_texts(app, sentences.duty(loss, w), "  ")
    for about in ("report", "exemption", "law", "beside"):
        app.result()
        app.result(w(f"cost_breach.{about}"))
        _tell_texts(app, [sentences.statement(said, loss, w) for said in loss.said(about)], "  ")
    if checklist and loss.bearings:
        _tell_bearings(app, loss, checklist)
    app.result()
    app.result(w("cost_breach.sources"))
    numbered = (f"{w('cost_breach.source', n=at)} {sentences.reading(s, w)}" for at, s in enumerate(loss.sources, 1))
    _tell_texts(app, numbered, "  ")


def _tell_texts(app: AppContext, texts: Iterable[str], indent: str = "") -> None:
    for text in texts:
        app.result(wrap(text, COLUMNS, indent))


def _tell_parts(app: AppContext, loss: Loss) -> None:
    w = app.words
    column = max(NARROWEST, len(w.number(loss.total.high)) + 2)

    def row(span: CostRange) -> str:
        return "".join(f"{w.number(amount):>{column}}" for amount in (span.low, span.likely, span.high))

    heads = [w(f"cost_breach.col_{name}") for name in ("low", "likely", "high")]
    app.result()
    app.result("".join(" " * (column - width(head)) + head for head in heads) + "  " + w("cost_breach.unit"))
    for part in loss.parts:
        app.result((row(part.span) if part.known else " " * 3 * column) + "  " + w(f"cost_breach.part.{part.kind}"))
        if not part.known:
            _tell_texts(app, [w("cost_breach.no_sales")], " " * 8)
        for line in part.lines:
            label = w(f"cost_breach.line.{line.id}") + sentences.marks(line, loss, w)
            app.result(f"{row(line.span)}    {label}")
            _tell_texts(app, sentences.workings(line, w), " " * 8)
    app.result(f"{row(loss.total)}  {sentences.total(loss, w)}")


def _tell_bearings(app: AppContext, loss: Loss, checklist: Checklist) -> None:
    w = app.words
    numbers = checklist.numbers()
    app.result()
    app.result(w("cli.cost.gaps"))
    for bearing in loss.bearings:
        app.result(wrap(f"{w(f'cost_breach.part.{bearing.link.part}')}: {w.text(bearing.link.text)}", COLUMNS, "  "))
        for gap in bearing.gaps:
            question = gap.question
            named = {"number": numbers[question.id], "label": w.text(question.name)}
            app.result("    " + w("cli.cost.gap", **named, status=w.status(gap.status)))
