"""Commands about a folder of firms, ``clients new``, ``table`` and ``gaps``, and what all of them share."""

from collections.abc import Iterable, Sequence
from enum import Enum
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from tenken.batch.executors import cores
from tenken.batch.tables import Gathered, gather, uncollected
from tenken.cli import output as outputs
from tenken.cli.context import AppContext
from tenken.cli.help import HelpfulGroup
from tenken.cli.options import LESS_OFTEN, numeric
from tenken.core.portfolio.clients import Client, Relation
from tenken.core.portfolio.standing import ClientState
from tenken.core.portfolio.table import ClientRow, ClientTable, anonymous, chosen, condition, ordered
from tenken.core.problem import FileProblems, Problem, UsageProblem
from tenken.render.formats import CLIENT_GAPS, CLIENT_TABLES, Formats, OutputFormat
from tenken.render.portfolio import gaps as gaps_told
from tenken.render.portfolio import table as table_told
from tenken.store.portfolio import clients
from tenken.store.portfolio.lists import gaps_of
from tenken.store.portfolio.synced import synced_by
from tenken.store.validation.sanitize import line, maybe

ClientTableFormat = Enum("ClientTableFormat", {name: name for name in CLIENT_TABLES})  # type: ignore[misc]  # one member for each format
ClientListFormat = Enum("ClientListFormat", {name: name for name in CLIENT_GAPS})  # type: ignore[misc]  # the same
Firms = Annotated[Path, typer.Argument(metavar="FOLDER", help="cli.clients.folder")]
Json = Annotated[bool, typer.Option("--json", help="cli.checklist.json")]
Where = Annotated[list[str] | None, typer.Option("--where", help="cli.clients.where")]
ListForm = Annotated[ClientListFormat | None, typer.Option("--format", help="cli.clients.format")]
ListFile = Annotated[Path | None, typer.Option("-o", "--output", help="cli.clients.list_output")]
Force = Annotated[bool, typer.Option("--force", help="cli.new.force")]
MOST_JOBS = 64


class Clients(HelpfulGroup):
    """``tenken clients``."""

    targets: ClassVar[dict[str, str]] = {
        "new": "clients.clients:new",
        "send": "clients.send:send",
        "receive": "clients.receive:receive",
        "table": "clients.clients:table",
        "report": "clients.report:report",
        "findings": "clients.findings:findings",
        "calendar": "clients.calendar:calendar",
        "gaps": "clients.clients:gaps",
        "benchmark": "clients.benchmark:benchmark",
        "web": "clients.web:web",
        "forget": "clients.forget:forget",
    }
    help_key: ClassVar[str] = "cli.clients.{name}_help"


def new(
    ctx: typer.Context,
    folder: Firms,
    name: Annotated[str, typer.Argument(metavar="NAME", help="cli.clients.name")],
    relation: Annotated[Relation, typer.Option("--relation", help="cli.clients.relation")] = Relation.CLIENT,
    sector: Annotated[str | None, typer.Option("--sector", help="cli.clients.sector")] = None,
    tags: Annotated[list[str] | None, typer.Option("--tag", help="cli.clients.tag")] = None,
    contact: Annotated[str | None, typer.Option("--contact", help="cli.clients.contact")] = None,
    mail: Annotated[str | None, typer.Option("--mail", help="cli.clients.mail")] = None,
    cycle: Annotated[int, numeric("--cycle-months", "cli.clients.cycle", 1, 60)] = 12,
    agreed: Annotated[bool, typer.Option("--benchmark", help="cli.clients.agreed")] = False,
) -> None:
    """Make a firm's folder with its ``client.toml``."""
    app: AppContext = ctx.obj
    if not maybe(name):
        raise UsageProblem("no-client-name")
    client = Client(
        name=line(name),
        relation=relation,
        sector=maybe(sector),
        tags=tuple(dict.fromkeys(line(tag) for tag in tags or () if maybe(tag))),
        contact=maybe(contact),
        mail=maybe(mail),
        cycle_months=cycle,
        benchmark=agreed,
    )
    begun = not folder.exists()
    firm = clients.new(folder, client)
    app.message(app.words("cli.clients.made", file=str(firm / clients.HEAD)))
    if begun and (service := synced_by(folder)):
        app.message(app.words("synced.there", folder=str(folder), service=service))
    app.lead_to("next.to_send_clients", folder=str(folder))


def table(
    ctx: typer.Context,
    folder: Firms,
    sort: Annotated[str, typer.Option("--sort", help="cli.clients.sort")] = "name",
    where: Where = None,
    unnamed: Annotated[bool, typer.Option("--anonymous", help="cli.clients.anonymous")] = False,
    as_json: Json = False,
    form: Annotated[ClientTableFormat | None, typer.Option("--format", help="cli.clients.format")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="cli.clients.output")] = None,
    force: Force = False,
    jobs: Annotated[int | None, numeric("--jobs", "cli.clients.jobs", 1, MOST_JOBS, group=LESS_OFTEN)] = None,
) -> None:
    """Show where each firm stands, what its answers come to and what is due next."""
    app: AppContext = ctx.obj
    asked = asked_form(CLIENT_TABLES, output, form, as_json=as_json, force=force)
    conditions = [condition(written) for written in where or ()]
    gathered = gathered_firms(app, folder, jobs)
    every = gathered.rows(app.today)
    rows = ordered(chosen(every, conditions), sort)
    shown = tuple(anonymous(rows) if unnamed else rows)
    found = ClientTable(rows=shown, day=app.today, left_out=len(every) - len(rows))
    if asked is None:
        app.result(table_told.text(found, app.words))
    else:
        give(app, asked, found, output, force=force)
    _lead_on(app, folder, every)
    tell_rest(app, folder, gathered)


def _lead_on(app: AppContext, folder: Path, rows: Sequence[ClientRow]) -> None:
    """What comes next where no firm has answered anything; else it is the usual step."""
    if not rows:
        app.lead_to("next.to_new_client", folder=str(folder))
    elif all(row.standing.state is ClientState.NEW for row in rows):
        app.lead_to("next.to_send_clients", folder=str(folder))
    elif not any(row.standing.own and row.standing.own.answered for row in rows):
        app.lead_to("next.to_receive_clients", folder=str(folder))


def gaps(
    ctx: typer.Context,
    folder: Firms,
    where: Where = None,
    most: Annotated[int, numeric("--most", "cli.clients.most", 1, 1_000)] = 20,
    as_json: Json = False,
    form: ListForm = None,
    output: ListFile = None,
    force: Force = False,
    jobs: Annotated[int | None, numeric("--jobs", "cli.clients.jobs", 1, MOST_JOBS, group=LESS_OFTEN)] = None,
) -> None:
    """Show which gaps most firms have in common, without naming a firm."""
    app: AppContext = ctx.obj
    asked = asked_form(CLIENT_GAPS, output, form, as_json=as_json, force=force)
    conditions = [condition(written) for written in where or ()]
    gathered = gathered_firms(app, folder, jobs)
    found, copies = gaps_of(chosen(gathered.rows(app.today), conditions), app.checklist_path, app.today)
    if asked:
        give(app, asked, found, output, force=force)
    elif found.editions:
        told = ["\n".join(gaps_told.lines(entry, most, app.about(entry.checklist).words)) for entry in found.editions]
        app.result("\n\n".join(told))
    else:
        app.result(app.words("clients.no_answers"))
    if copies:
        app.message(app.words("cli.clients.copies", n=copies))
    tell_rest(app, folder, gathered)


def asked_form(
    formats: Formats, output: Path | None, form: Enum | None, *, as_json: bool, force: bool
) -> OutputFormat | None:
    """The form of a list that was asked for, ``None`` for the terminal; raises UsageProblem where it cannot be made."""
    if as_json and form:
        raise UsageProblem("one-of", {"choices": "--json / --format"})
    asked = outputs.chosen(formats, output, "json" if as_json else form.value if form else None)
    outputs.refuse_early(output, force=force)
    return asked


def give(app: AppContext, form: OutputFormat, found: object, output: Path | None, *, force: bool) -> None:
    """Write the list in that form, and say where."""
    with uncollected():
        content = form.make(found, app.words)
    if outputs.deliver(content, output, force=force):
        app.message(app.words("cli.clients.made", file=str(output)))


def gathered_firms(app: AppContext, folder: Path, jobs: int | None = None) -> Gathered:
    """The firms of the folder; a cache that cannot be written is no reason to stop."""
    gathered = gather(folder, app.checklist_path, app.today, jobs or cores())
    if not gathered.files:
        app.message(app.words("cli.clients.none", folder=str(folder)))
    return gathered


def tell_rest(app: AppContext, folder: Path, gathered: Gathered, more: Iterable[Problem] = ()) -> None:
    """What lies there that is nobody's or none of tenken's; raises FileProblems for all that is wrong."""
    if gathered.foreign:
        app.message(app.words("cli.clients.foreign", n=gathered.foreign, folder=str(folder)))
    foreign = sum(files.foreign for files in gathered.files)
    if foreign:
        app.message(app.words("cli.clients.foreign_files", n=foreign))
    problems = [*(problem for files in gathered.files for problem in files.problems), *more]
    if problems:
        raise FileProblems(problems)
