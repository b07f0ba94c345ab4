"""The command ``cost``: what a leak would cost, from a file, from options, or for a real case."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from tenken.cli import options
from tenken.cli.context import AppContext
from tenken.cli.options import known_figures
from tenken.core.cost import law
from tenken.core.cost import loss as losses
from tenken.core.cost.figures import Figures
from tenken.core.cost.law import Law
from tenken.core.cost.loss import Loss
from tenken.core.library import Case
from tenken.core.model import Checklist, Exposure
from tenken.core.problem import FileProblems, Problem, UsageProblem
from tenken.core.scoring.gaps import find
from tenken.core.scoring.score import score
from tenken.render.cost import as_json as as_data
from tenken.render.cost.as_text import case_lines, cost_lines, outcome_lines
from tenken.store.assessment import loader
from tenken.store.checklist import law as law_files
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
        exposure = options.changed(app, Exposure(), **given)
        estimate = losses.estimate(exposure, known_figures(app, app.today), law=_law(app, app.today))
        assert estimate
        return "", None, estimate
    checklist, assessment = loader.load(file, app.checklist_path, app.today)
    if not checklist.personal_data:
        raise FileProblems(
            [Problem(file=str(file), what="no-personal-data", values={"checklist": checklist.reference})]
        )
    exposure = options.changed(app, assessment.exposure or Exposure(), **given)
    known = known_figures(app, assessment.date)
    estimate = losses.estimate(exposure, known, find(score(checklist, assessment)), _law(app, assessment.date))
    if estimate is None:
        raise FileProblems([Problem(file=str(file), what="no-persons")])
    return assessment.organisation.name, checklist, estimate


def _law(app: AppContext, day: date) -> Law | None:
    return law.on(day, law_files.load(app.checklist_path))


def _tell_case(app: AppContext, case_id: str, given: dict[str, Any], *, as_json: bool) -> None:
    """A real case in full, and what it would cost with today's figures; of what was no leak only the first."""
    known = known_figures(app, app.today)
    scenario = known.scenario(case_id)
    beside = library.load(app.checklist_path)
    cases = beside.cases
    case = cases.get(case_id)
    if scenario is None and case is None:
        raise UsageProblem("unknown-case", {"written": case_id[:40], "choices": _choices(app, cases, known)})
    played = None
    if scenario:
        exposure = options.changed(app, scenario.exposure, **given)
        played = losses.replay(scenario, known, exposure, law.on(app.today, beside.law))
    w = app.words
    if as_json:
        estimate = as_data.cost(played.loss, w) if played else {"format": as_data.COST}
        told = as_data.told(case, w) if case else {}
        app.data(estimate | {"case": told | as_data.replay(played, w) if played else told})
        return
    if case:
        app.result(w.case_title(case))
        app.result("\n".join(case_lines(w, case)))
        app.result()
    if played is None:
        app.result(w("cli.cost.case_no_leak"))
        return
    app.result(w("cli.cost.case_again"))
    app.result("\n".join(outcome_lines(w, played)))
    app.result()
    app.result("\n".join(cost_lines(w, played.loss, None)))
    app.result()
    app.result(w("cli.cost.today"))


def _choices(app: AppContext, cases: Mapping[str, Case], known: Figures) -> str:
    """The cases there are, each with its title where it has one."""
    w = app.words
    ids = dict.fromkeys((*cases, *(scenario.case for scenario in known.scenarios)))
    return " / ".join(w("cli.cost.case_choice", id=i, title=w.text(cases[i].title)) if i in cases else i for i in ids)
