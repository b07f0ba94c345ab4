"""The command that begins an assessment, ``new``: what it takes as options, and what it asks where one is missing."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tenken.ask.reading import Counted, NotUnderstood, read_number
from tenken.ask.subject.begin import blank, first_facts
from tenken.ask.subject.fields import EMPLOYEES
from tenken.ask.subject.read import line_of
from tenken.ask.subject.tell import contradictions
from tenken.cli import options
from tenken.cli import output as outputs
from tenken.cli.context import AppContext
from tenken.cli.options import LESS_OFTEN, given_facts, given_roles, maybe_day, number_option
from tenken.core.model import LIMITS, Assessment, AssessmentKind, Assessor, Checklist, Depth, Exposure, Organisation
from tenken.core.problem import Interrupted, UsageProblem
from tenken.core.scoring.applicability import INVERTED, FactState, asked, depth_counts, every_fact, followed
from tenken.screen import COLUMNS, wrap
from tenken.store.assessment.document import new_firm_id
from tenken.store.checklist import editions
from tenken.store.validation.sanitize import clean, line, maybe

if TYPE_CHECKING:
    from tenken.ask.prompter import Prompter


def new(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.new.file")],
    organisation: Annotated[str | None, typer.Option("--organisation", help="cli.new.organisation")] = None,
    sector: Annotated[str | None, typer.Option("--sector", help="cli.new.sector", rich_help_panel=LESS_OFTEN)] = None,
    employees: Annotated[str | None, typer.Option("--employees", help="cli.new.employees")] = None,
    fiscal_year_starts: Annotated[
        int | None, options.numeric("--fiscal-year-starts", "cli.new.fiscal_year_starts", 1, 12, group=LESS_OFTEN)
    ] = None,
    in_charge: Annotated[
        list[str] | None, typer.Option("--in-charge", help="cli.new.in_charge", rich_help_panel=LESS_OFTEN)
    ] = None,
    persons: options.Persons = None,
    items: options.Items = None,
    yearly_sales: options.YearlySales = None,
    card_share: options.CardShare = None,
    cash: options.Cash = None,
    yearly_profit: options.YearlyProfit = None,
    cause: options.CauseOf = None,
    found_by: options.FoundBy = None,
    known_on: options.KnownOn = None,
    assessor: Annotated[
        str | None, typer.Option("--assessor", help="cli.new.assessor", rich_help_panel=LESS_OFTEN)
    ] = None,
    role: Annotated[str | None, typer.Option("--role", help="cli.new.role", rich_help_panel=LESS_OFTEN)] = None,
    firm: Annotated[str | None, typer.Option("--firm", help="cli.new.firm", rich_help_panel=LESS_OFTEN)] = None,
    kind: Annotated[
        AssessmentKind, typer.Option("--kind", help="cli.new.kind", rich_help_panel=LESS_OFTEN)
    ] = AssessmentKind.SELF,
    depth: Annotated[Depth | None, typer.Option("--depth", help="cli.new.depth")] = None,
    checklist: Annotated[
        str | None, typer.Option("--checklist", help="cli.new.checklist", rich_help_panel=LESS_OFTEN)
    ] = None,
    on: Annotated[str | None, typer.Option("--date", help="cli.new.date", rich_help_panel=LESS_OFTEN)] = None,
    facts: Annotated[list[str] | None, typer.Option("--fact", help="cli.new.fact")] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.new.force")] = False,
) -> None:
    """Make the file of a new assessment."""
    from tenken.store.assessment import editor  # noqa: PLC0415 - the editing library is loaded only to write

    app: AppContext = ctx.obj
    file = named(file)
    outputs.refuse_standing(file, force=force)
    edition = (
        editions.load_by_reference(checklist, app.checklist_path)
        if checklist
        else editions.newest(app.checklist_path, app.today)
    )
    app = app.about(edition)
    money = {"yearly_sales": yearly_sales, "card_share": card_share, "cash": cash, "yearly_profit": yearly_profit}
    leak = {"cause": cause, "found_by": found_by, "known_on": known_on}
    assessment = replace(
        blank(edition, app.today, new_firm_id(), kind),
        date=maybe_day(app, "--date", on, meant="past") or app.today,
        assessor=Assessor(name=maybe(assessor), role=maybe(role), firm=maybe(firm)),
        exposure=options.changed(app, Exposure(), persons=persons, items=items, **money, **leak),
        roles=given_roles(in_charge or []),
        profile=given_facts(edition, facts or []),
    )
    if assessment.exposure != Exposure() and not edition.personal_data:
        raise UsageProblem("no-personal-data", {"checklist": edition.reference})
    people = number_option("--employees", employees, *EMPLOYEES, counted=Counted.PEOPLE) if employees else None
    said = Organisation(
        name=maybe(organisation) or "",
        sector=maybe(sector),
        employees=people,
        fiscal_year_starts=fiscal_year_starts,
        id=assessment.organisation.id,
    )
    assessment = _asked(app, file, edition, replace(assessment, organisation=said), depth)
    if assessment.exposure == Exposure():
        assessment = replace(assessment, exposure=None)
    editor.create(file, edition, assessment, app.today, overwrite=force)
    total = sum(1 for _ in asked(edition, assessment))
    app.message(app.words("cli.new.made", file=str(file), n=total))
    for sentence in contradictions(app.words, every_fact(edition, assessment), assessment, "cli.about.go_by_figure"):
        app.message(wrap(sentence, COLUMNS))
    app.lead_to("next.new", file=str(file))


def named(file: Path) -> Path:
    """The file with the ending of an assessment; raises UsageProblem where it has that of something else."""
    if not file.suffix:
        return file.with_name(f"{file.name}.toml")
    if file.suffix.lower() != ".toml":
        raise UsageProblem("not-an-assessment-name", {"file": str(file), "meant": f"{file.stem}.toml"})
    return file


def _asked(app: AppContext, file: Path, edition: Checklist, given: Assessment, depth: Depth | None) -> Assessment:
    """The assessment with what a person says where it was not given; raises UsageProblem where nobody can be asked."""
    if not app.can_ask:
        if not given.organisation.name:
            raise UsageProblem("cannot-ask-new", {"file": str(file)})
        return replace(given, depth=depth or given.depth)
    from tenken.ask.prompter import TerminalPrompter  # noqa: PLC0415 - loaded only where a person is asked

    app.message(wrap(app.words("cli.new.browser", file=str(file)), COLUMNS))
    app.message()
    try:
        return _Questions(app, TerminalPrompter(), edition).completed(given, depth)
    except KeyboardInterrupt:
        app.message()
        raise Interrupted("stopped-new", {"file": str(file)}) from None


class _Questions:
    """What ``new`` asks where an option is missing: the firm, its figures, the depth, the facts."""

    def __init__(self, app: AppContext, prompter: "Prompter", edition: Checklist) -> None:
        self._words = app.words
        self._prompter = prompter
        self._edition = edition

    def completed(self, given: Assessment, depth: Depth | None) -> Assessment:
        """The assessment with everything that was asked."""
        firm, exposure = given.organisation, given.exposure or Exposure()
        if not firm.name:
            firm = replace(firm, name=self._name())
        if firm.employees is None:
            firm = replace(firm, employees=self._number("employees", *EMPLOYEES))
        if exposure.persons is None and self._edition.personal_data:
            exposure = replace(exposure, persons=self._number("persons", *LIMITS["persons"]))
        told = replace(given, organisation=firm, exposure=exposure)
        told = replace(told, depth=depth or self._depth(told))
        return replace(told, profile={**self._facts(told), **given.profile})

    def _name(self) -> str:
        while True:
            written = clean(self._prompter.write(self._words("cli.new.ask_organisation"))).strip()
            name = line_of(written) if written else NotUnderstood("subject.error.needs-name")
            if isinstance(name, str):
                return line(name)
            self._prompter.show(wrap(self._words(name.what, **name.values), COLUMNS))

    def _number(self, key: str, least: int, most: int) -> int | None:
        """The number that was written, ``None`` where nothing was; asked again, with the reason, if it is none."""
        while True:
            written = clean(self._prompter.write(self._words(f"cli.new.ask_{key}"))).strip()
            if not written:
                return None
            found = read_number(written, least, most, counted=Counted.PEOPLE)
            if isinstance(found, int):
                self._prompter.show(self._words("cli.new.read_people", n=found))
                return found
            self._prompter.show(wrap(self._words(found.what, **found.values), COLUMNS))

    def _depth(self, told: Assessment) -> Depth:
        w = self._words
        choices = [
            (
                str(count.depth),
                w("cli.new.depth_choice", depth=w(f"depth.{count.depth}"), n=count.asked, minutes=count.minutes),
            )
            for count in depth_counts(self._edition, told)
        ]
        return Depth(self._prompter.choose(w("cli.new.ask_depth"), choices, w("cli.answer.choose_hint"), None))

    def _facts(self, told: Assessment) -> dict[str, bool]:
        """The facts that are asked first, but those that were given or follow from a figure."""
        w = self._words
        states = {state.fact.id: state for state in every_fact(self._edition, told)}
        open_facts = [
            states[fact.id]
            for fact in first_facts(self._edition)
            if fact.id not in told.profile and followed(self._edition, told, fact.id) is None
        ]
        if not open_facts:
            return {}
        preset = [state.fact.id for state in open_facts if _as_asked(state)]
        choices = [(state.fact.id, w.fact_asked(state.fact)) for state in open_facts]
        ticked = self._prompter.choose_several(w("cli.new.ask_facts"), choices, w("cli.new.facts_hint"), preset)
        return {state.fact.id: (state.fact.id in ticked) is not (state.fact.id in INVERTED) for state in open_facts}


def _as_asked(state: FactState) -> bool:
    return state.holds is not (state.fact.id in INVERTED)
