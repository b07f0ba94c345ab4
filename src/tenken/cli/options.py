"""Options that several commands share, and what a person means by them: a firm's exposure, facts, areas, questions."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from tenken.ask.reading import Counted, Meant, NotUnderstood, read_day, read_number, read_of_exposure, told
from tenken.cli.context import AppContext
from tenken.core.cost import figures
from tenken.core.model import (
    LAST_DAY,
    LIMITS,
    Area,
    Assessment,
    Cause,
    Checklist,
    DataItem,
    Exposure,
    Finder,
    FirmRole,
    Question,
    Response,
    SocialStanding,
)
from tenken.core.problem import FileProblems, Interrupted, Problem, SayableError, UsageProblem, close_to
from tenken.render.saved import saved_lines
from tenken.store.assessment import loader
from tenken.store.checklist.figures import FOLDER, load
from tenken.store.validation import toml_file
from tenken.store.validation.sanitize import line, maybe

if TYPE_CHECKING:
    from tenken.ask.prompter import Prompter

_Read = TypeVar("_Read")

COST, LESS_OFTEN, PROTECTION = "cli.panel.cost", "cli.panel.less_often", "cli.panel.protection"
EVIDENCE, PROMISE = "cli.panel.evidence", "cli.panel.promise"
TEAM, SESSIONS, RECORDS, RECEIVED = "cli.panel.team", "cli.panel.sessions", "cli.panel.records", "cli.panel.received"
"""What a help page calls a group of options; those of no group, for every day, stand first."""

Persons = Annotated[str | None, typer.Option("--persons", help="cli.exposure.persons")]
Items = Annotated[str | None, typer.Option("--items", help="cli.exposure.items", rich_help_panel=COST)]
YearlySales = Annotated[
    str | None, typer.Option("--yearly-sales", help="cli.exposure.yearly_sales", rich_help_panel=COST)
]
CardShare = Annotated[str | None, typer.Option("--card-share", help="cli.exposure.card_share", rich_help_panel=COST)]
Cash = Annotated[str | None, typer.Option("--cash", help="cli.exposure.cash", rich_help_panel=COST)]
YearlyProfit = Annotated[
    str | None, typer.Option("--yearly-profit", help="cli.exposure.yearly_profit", rich_help_panel=COST)
]
CauseOf = Annotated[Cause | None, typer.Option("--cause", help="cli.exposure.cause", rich_help_panel=COST)]
FoundBy = Annotated[Finder | None, typer.Option("--found-by", help="cli.exposure.found_by", rich_help_panel=COST)]
KnownOn = Annotated[str | None, typer.Option("--known-on", help="cli.exposure.known_on", rich_help_panel=COST)]
StandingOf = Annotated[
    SocialStanding | None, typer.Option("--standing", help="cli.exposure.standing", rich_help_panel=COST)
]
ResponseOf = Annotated[Response | None, typer.Option("--response", help="cli.exposure.response", rich_help_panel=COST)]


def changed(app: AppContext, exposure: Exposure, **given: Any) -> Exposure:
    """The exposure with what was given on the command line; raises UsageProblem for what makes no sense."""
    said: dict[str, Any] = {}
    for name, written in given.items():
        if written is None:
            continue
        option = f"--{name.replace('_', '-')}"
        if name in LIMITS:
            said[name] = _taken(option, read_of_exposure(name, written))
        elif name == "items":
            said[name] = _items(written)
        elif name == "known_on":
            said[name] = day_option(app, option, written, meant="past", last=app.today)
        else:
            said[name] = written
    return replace(exposure, **said)


def day_option(app: AppContext, option: str, written: str, *, meant: Meant, last: date = LAST_DAY) -> date:
    """The day given with an option, said back where its year was worked out; raises UsageProblem."""
    found = _taken(option, read_day(written, app.today, meant=meant, last=last))
    if beside := told(app.words, written, found):
        app.message(app.words("reading.of_option", option=option, told=beside))
    return found.day


def maybe_day(app: AppContext, option: str, written: str | None, *, meant: Meant) -> date | None:
    """The same, ``None`` where nothing was given."""
    return day_option(app, option, written, meant=meant) if written else None


def number_option(option: str, written: str, least: int, most: int, *, counted: Counted | None = None) -> int:
    """The number given with an option, between two bounds; raises UsageProblem."""
    return _taken(option, read_number(written, least, most, counted=counted))


def numeric(option: str, about: str, least: int, most: int, *, group: str | None = None) -> Any:
    """An option for Typer whose value is such a number; its help tells the bounds, in that group of options."""

    def number(written: str) -> int:
        return number_option(option, str(written), least, most)  # Typer sends a default through here, too

    return typer.Option(option, help=about, parser=number, min=least, max=most, rich_help_panel=group)


def _taken(option: str, found: _Read | NotUnderstood) -> _Read:
    """What was read of an option; raises UsageProblem where it was not understood."""
    if isinstance(found, NotUnderstood):
        raise UsageProblem(found.what, {**found.values, "option": option})
    return found


def known_figures(app: AppContext, day: date) -> figures.Figures:
    """The figures that hold on a day; raises FileProblems where there are none at all."""
    known = figures.on(day, load(app.checklist_path))
    if known is None:
        raise FileProblems([Problem(file=FOLDER, what="not-found")])
    return known


def asked(app: AppContext, prompter: "Prompter", exposure: Exposure, *, offer: bool = True) -> Exposure:
    """What a person says beyond what is known; of the money only whoever takes up the offer is asked."""
    from tenken.ask.interview import exposure as asking  # noqa: PLC0415 - loaded only where a person is asked

    w = app.words
    if exposure.persons is None:
        exposure = asking.ask_persons(prompter, w, exposure)
    if offer:
        choices = [("yes", w("cli.new.yes")), ("later", w("cli.exposure.offer_later"))]
        if prompter.choose(w("cli.exposure.offer"), choices, w("cli.answer.choose_hint"), None) != "yes":
            return exposure
    return asking.ask(prompter, w, known_figures(app, app.today).kinds, exposure, app.today)


def refuse_signed(file: Path, assessment: Assessment) -> None:
    """Say at once that a signed file is not changed, before anybody is asked anything; raises FileProblems.

    The last name under it is told, with its place.
    """
    if assessment.signoff and assessment.signoff.signed_on:
        loader.refuse_signed(toml_file.read(file))


def refuse_audited(file: Path, assessment: Assessment) -> None:
    """Say at once that the firm's answers in the file of an audit do not change; raises FileProblems."""
    if assessment.audit and assessment.audit.of:
        page = toml_file.read(file)
        page.stop([page.problem(("audit", "of"), "own-answer", {"id": assessment.audit.of.file})])


def ask_and_save(app: AppContext, file: Path, assessment: Assessment, *, offer: bool = False) -> None:
    """Ask a person at the terminal, and put what was said into the file."""
    from tenken.ask.prompter import TerminalPrompter  # noqa: PLC0415 - loaded only where a person is asked
    from tenken.store.assessment import editor  # noqa: PLC0415 - the editing library is loaded only to write

    refuse_signed(file, assessment)
    before = assessment.exposure or Exposure()
    try:
        after = asked(app, TerminalPrompter(), before, offer=offer)
    except KeyboardInterrupt:
        app.message()
        raise Interrupted("stopped-exposure", {"file": str(file)}) from None
    if after != before:
        edition, now = editor.save(file, lambda _, now: replace(now, exposure=after), app.checklist_path, app.today)
        app.message(app.words("cli.exposure.saved", file=str(file)))
        for sentence in saved_lines(app.words, edition, replace(now, exposure=assessment.exposure), now):
            app.message(sentence)


def _items(written: str) -> tuple[DataItem, ...]:
    names = [name.strip() for name in written.replace("、", ",").split(",") if name.strip()]
    known = [str(item) for item in DataItem]
    for name in names:
        if name not in known:
            meant = close_to(name, known)
            if meant:
                raise UsageProblem("unknown-item-near", {"written": name[:40], "meant": meant})
            raise UsageProblem("unknown-item", {"written": name[:40], "choices": " / ".join(known)})
    return tuple(dict.fromkeys(DataItem(name) for name in names))


def given_facts(edition: Checklist, written: list[str]) -> dict[str, bool]:
    """Facts as they were written on the command line, ``website=true``."""
    known = {fact.id for fact in edition.facts}
    given = {}
    for entry in written:
        name, _, value = entry.partition("=")
        if value not in ("true", "false"):
            raise UsageProblem("bad-fact", {"written": entry})
        if not known:
            raise UsageProblem("no-facts", {"checklist": edition.reference})
        if name not in known:
            raise UsageProblem("unknown-fact", {"written": name, "choices": " / ".join(sorted(known))})
        given[name] = value == "true"
    return given


def given_roles(written: list[str]) -> dict[FirmRole, str]:
    """Who holds which role, as it was written on the command line, ``officer=木村``; raises UsageProblem."""
    given = {}
    for entry in written:
        role, _, name = entry.partition("=")
        if role not in list(FirmRole) or not maybe(name):
            raise UsageProblem("bad-role", {"written": entry[:40], "choices": " / ".join(FirmRole)})
        given[FirmRole(role)] = line(name)
    return given


def question_of(checklist: Checklist, written: str) -> Question:
    """The question of that id or printed number (3-2); raises UsageProblem where there is none."""
    by_number = {number: question_id for question_id, number in checklist.numbers().items()}
    question = checklist.question(by_number.get(written, written))
    if question is None:
        raise _unknown(written, list(by_number.values()))
    return question


def area_of(app: AppContext, checklist: Checklist, written: str) -> Area:
    """The area of that printed number (3), id or name in either language; raises UsageProblem where there is none."""
    names: dict[str, Area] = {}
    for at, area in enumerate(checklist.areas, 1):
        names |= dict.fromkeys((str(at), area.id, area.title.ja, area.title.en), area)
    if written and written in names:
        return names[written]
    within = [area for area in checklist.areas if written and any(written in t for t in (area.title.ja, area.title.en))]
    if len(within) == 1:
        return within[0]
    values = {"written": written}
    meant = close_to(written, [name for name in names if name])
    if meant:
        raise UsageProblem("unknown-area-near", {**values, "meant": meant})
    choices = " / ".join(f"{at} {app.words.text(area.title)}" for at, area in enumerate(checklist.areas, 1))
    raise UsageProblem("unknown-area", {**values, "choices": choices})


def _unknown(written: str, ids: list[str]) -> SayableError:
    meant = close_to(written, ids)
    if meant:
        return UsageProblem("unknown-question-near", {"id": written, "meant": meant})
    return UsageProblem("unknown-question", {"id": written})
