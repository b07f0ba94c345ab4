"""The command ``cost``: what a leak would cost, from a file, from options, or for a real case."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tenken.cli import options
from tenken.cli.context import AppContext
from tenken.cli.options import known_figures
from tenken.core.cost import loss as losses
from tenken.core.cost.loss import Loss
from tenken.core.model import Checklist, Exposure
from tenken.core.problem import FileProblems, Problem, UsageProblem
from tenken.core.scoring.gaps import find
from tenken.core.scoring.score import score
from tenken.render.cost import as_json as as_data
from tenken.render.cost.as_text import cost_lines, outcome_lines
from tenken.screen import COLUMNS, wrap
from tenken.store.assessment import loader
from tenken.store.checklist import library


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
        app.data(as_data.cost(estimate, app.words))
        return
    title = app.words("report.cost.title")
    app.result(app.words("cli.cost.title", name=name, title=title) if name else title)
    app.result("\n".join(cost_lines(app.words, estimate, checklist)))
    if file:
        app.lead_to("next.to_report", file=str(file))


def _estimate(app: AppContext, file: Path | None, given: dict[str, Any]) -> tuple[str, Checklist | None, Loss]:
    """Whose estimate it is, the checklist its gaps belong to, and the estimate."""
    if file is None:
        estimate = losses.estimate(options.changed(app, Exposure(), **given), known_figures(app, app.today))
        assert estimate
        return "", None, estimate
    checklist, assessment = loader.load(file, app.checklist_path, app.today)
    exposure = options.changed(app, assessment.exposure or Exposure(), **given)
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
    played = losses.replay(scenario, known, options.changed(app, scenario.exposure, **given))
    assert played
    w = app.words
    if as_json:
        told = as_data.cost(played.loss, w) | {"case": as_data.replay(played, w)}
        app.data(told)
        return
    case = library.load(app.checklist_path).cases.get(case_id)
    if case:
        app.result(w("cli.cost.case_title", title=w.text(case.title), year=case.year))
        app.result(wrap(w.text(case.short), COLUMNS))
        app.result()
    app.result("\n".join(outcome_lines(w, played)))
    app.result()
    app.result("\n".join(cost_lines(w, played.loss, None)))
    app.result()
    app.result(w("cli.cost.today"))
