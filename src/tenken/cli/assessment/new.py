"""The command that begins an assessment, ``new``: what it takes as options, and what it asks where one is missing."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tenken.cli import options
from tenken.cli.context import SECONDS_A_QUESTION, AppContext
from tenken.cli.options import given_facts, given_roles, maybe_day
from tenken.core.model import Assessment, AssessmentKind, Assessor, Checklist, Depth, Exposure, Organisation
from tenken.core.problem import FileProblems, Problem, UsageProblem
from tenken.core.scoring.applicability import asked
from tenken.store.checklist import editions
from tenken.store.validation.sanitize import clean, line, maybe

if TYPE_CHECKING:
    from tenken.ask.prompter import Prompter

MOST_DIGITS = 10


def new(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.new.file")],
    organisation: Annotated[str | None, typer.Option("--organisation", help="cli.new.organisation")] = None,
    sector: Annotated[str | None, typer.Option("--sector", help="cli.new.sector")] = None,
    employees: Annotated[int | None, typer.Option("--employees", help="cli.new.employees")] = None,
    fiscal_year_starts: Annotated[
        int | None, typer.Option("--fiscal-year-starts", min=1, max=12, help="cli.new.fiscal_year_starts")
    ] = None,
    in_charge: Annotated[list[str] | None, typer.Option("--in-charge", help="cli.new.in_charge")] = None,
    persons: options.Persons = None,
    items: options.Items = None,
    yearly_sales: options.YearlySales = None,
    card_share: options.CardShare = None,
    cash: options.Cash = None,
    yearly_profit: options.YearlyProfit = None,
    cause: options.CauseOf = None,
    found_by: options.FoundBy = None,
    known_on: options.KnownOn = None,
    assessor: Annotated[str | None, typer.Option("--assessor", help="cli.new.assessor")] = None,
    role: Annotated[str | None, typer.Option("--role", help="cli.new.role")] = None,
    firm: Annotated[str | None, typer.Option("--firm", help="cli.new.firm")] = None,
    kind: Annotated[AssessmentKind, typer.Option("--kind", help="cli.new.kind")] = AssessmentKind.SELF,
    depth: Annotated[Depth | None, typer.Option("--depth", help="cli.new.depth")] = None,
    checklist: Annotated[str | None, typer.Option("--checklist", help="cli.new.checklist")] = None,
    on: Annotated[str | None, typer.Option("--date", help="cli.new.date")] = None,
    facts: Annotated[list[str] | None, typer.Option("--fact", help="cli.new.fact")] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.new.force")] = False,
) -> None:
    """Make the file of a new assessment."""
    from tenken.store.assessment import editor  # noqa: PLC0415 - the editing library is loaded only to write

    app: AppContext = ctx.obj
    if file.exists() and not force:
        raise UsageProblem("exists", {"file": str(file)})
    edition = _edition(app, checklist)
    asks = _Questions(app)
    money = {"yearly_sales": yearly_sales, "card_share": card_share, "cash": cash, "yearly_profit": yearly_profit}
    leak = {"cause": cause, "found_by": found_by, "known_on": known_on}
    exposure = options.changed(app, Exposure(), persons=persons, items=items, **money, **leak)
    roles = given_roles(in_charge or [])
    name = organisation or asks.line("organisation")
    if not name:
        if app.can_ask:
            raise UsageProblem("needs", {"option": "--organisation"})
        raise UsageProblem("cannot-ask-new", {"file": str(file)})
    if organisation is None:
        assessor = assessor or asks.line("assessor")
        employees = employees if employees is not None else asks.number("employees")
        exposure = asks.exposure(exposure)
    depth = depth or asks.depth(edition) or Depth.STANDARD
    assessment = Assessment(
        checklist=edition.reference,
        digest=edition.digest,
        kind=kind,
        depth=depth,
        date=maybe_day(app, "--date", on, meant="past") or app.today,
        organisation=Organisation(
            name=line(name), sector=maybe(sector), employees=employees, fiscal_year_starts=fiscal_year_starts
        ),
        assessor=Assessor(name=maybe(assessor), role=maybe(role), firm=maybe(firm)),
        profile=asks.facts(edition, depth, given_facts(edition, facts or [])),
        exposure=exposure if exposure != Exposure() else None,
        roles=roles,
    )
    editor.create(file, edition, assessment, app.today, overwrite=force)
    total = sum(1 for _ in asked(edition, assessment))
    app.message(app.words("cli.new.made", file=str(file), n=total))


class _Questions:
    """What ``new`` asks where an option is missing; without a person nothing is asked."""

    def __init__(self, app: AppContext) -> None:
        self._app = app
        self._prompter: Prompter | None = None
        if app.can_ask:
            from tenken.ask.prompter import TerminalPrompter  # noqa: PLC0415 - loaded only where a person is asked

            self._prompter = TerminalPrompter()

    def line(self, key: str) -> str | None:
        if self._prompter is None:
            return None
        return self._prompter.write(self._app.words(f"cli.new.ask_{key}")).strip() or None

    def number(self, key: str) -> int | None:
        while (written := self.line(key)) is not None:
            digits = clean(written).replace(",", "")
            if digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS:
                return int(digits)
        return None

    def exposure(self, exposure: Exposure) -> Exposure:
        return options.asked(self._app, self._prompter, exposure) if self._prompter else exposure

    def depth(self, edition: Checklist) -> Depth | None:
        if self._prompter is None:
            return None
        w = self._app.words
        choices = []
        counts: set[int] = set()
        for depth in Depth:
            count = sum(depth.includes(question.tier) for _, question in edition.questions)
            if count in counts:
                continue
            counts.add(count)
            minutes = round(count * SECONDS_A_QUESTION / 60)
            label = w("cli.new.depth_choice", depth=w(f"depth.{depth}"), n=count, minutes=minutes)
            choices.append((str(depth), label))
        return Depth(self._prompter.choose(w("cli.new.ask_depth"), choices, w("cli.answer.choose_hint"), None))

    def facts(self, edition: Checklist, depth: Depth, given: dict[str, bool]) -> dict[str, bool]:
        """Every fact of the edition; a person is asked only what matters at this depth."""
        w = self._app.words
        asked_here = [pair for pair in edition.questions if depth.includes(pair[1].tier)]
        matters = {fact for area, question in asked_here for fact in (area.when, question.when)} | {*edition.light_when}
        profile = {}
        for fact in edition.facts:
            if fact.id in given or fact.id not in matters or self._prompter is None:
                profile[fact.id] = given.get(fact.id, fact.default)
                continue
            choices = [("yes", w("cli.new.yes")), ("no", w("cli.new.no"))]
            chosen = self._prompter.choose(
                w.text(fact.text), choices, w("cli.answer.choose_hint"), "yes" if fact.default else "no"
            )
            profile[fact.id] = chosen == "yes"
        return profile


def _edition(app: AppContext, reference: str | None) -> Checklist:
    """The edition asked for, or the newest of those there are."""
    if reference:
        return editions.load_by_reference(reference, app.checklist_path)
    folders = editions.find(app.checklist_path)
    if not folders:
        raise FileProblems([Problem(file="checklist", what="not-found")])
    loaded = [editions.load(folder) for folder in folders]
    return max(loaded, key=lambda checklist: (checklist.edition, checklist.id))
