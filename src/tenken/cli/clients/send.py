"""``tenken clients send``: a sheet or form for each firm, with a mail text beside it. tenken itself sends nothing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from os.path import lexists
from pathlib import Path
from typing import Annotated

import typer

from tenken.ask.handout import Handout, asked_now
from tenken.ask.subject.begin import blank
from tenken.batch.tables import Gathered
from tenken.cli.clients.clients import Firms, Json, Where, gathered_firms, tell_rest
from tenken.cli.context import AppContext
from tenken.cli.handouts import handout_of
from tenken.cli.options import maybe_day
from tenken.core.library import Library
from tenken.core.model import Depth
from tenken.core.portfolio.clients import Client, Sent
from tenken.core.portfolio.standing import Outgoing, outgoing
from tenken.core.portfolio.table import ClientRow, Condition, chosen, condition
from tenken.core.problem import FileProblems, Problem, UsageProblem
from tenken.core.scoring.applicability import minutes_for
from tenken.render.portfolio.mails import Attached, sent_mail
from tenken.render.years.remarks import remark
from tenken.store import atomic_file, years
from tenken.store.assessment import editor
from tenken.store.assessment.document import new_firm_id
from tenken.store.checklist import editions, library
from tenken.store.portfolio import clients, manifest
from tenken.store.portfolio.clients import SENT_FOLDER

MAIL = ".txt"
"""How the file of a mail text ends; it is called after what goes out with it."""


FORMAT = 1


class SendAs(StrEnum):
    """In which way a firm answers."""

    SHEET = "sheet"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class _Order:
    """What was asked for, the same for every firm."""

    due: date | None
    way: SendAs
    depth: Depth
    known: Library


def send(
    ctx: typer.Context,
    folder: Firms,
    where: Where = None,
    only: Annotated[str | None, typer.Option("--only", metavar="TAG", help="cli.clients.only")] = None,
    due: Annotated[str | None, typer.Option("--due", help="cli.clients.due")] = None,
    way: Annotated[SendAs, typer.Option("--as", help="cli.clients.way")] = SendAs.SHEET,
    depth: Annotated[Depth, typer.Option("--depth", help="cli.clients.depth")] = Depth.STANDARD,
    again: Annotated[bool, typer.Option("--again", help="cli.clients.again")] = False,
    as_json: Json = False,
) -> None:
    """Make what goes out to each firm: its assessment begun or renewed, a sheet or form of it, and a mail text."""
    app: AppContext = ctx.obj
    day = maybe_day(app, "--due", due, meant="ahead")
    if day and day < app.today:
        raise UsageProblem("clients-due-past", {"day": day.isoformat(), "today": app.today.isoformat()})
    order = _Order(day, way, depth, library.load(app.checklist_path))
    conditions = [condition(written) for written in (*(where or ()), *([f"tags={only}"] if only else ()))]
    clients.candidates(folder)  # says where there is no such folder
    with manifest.alone(folder):  # two at once would begin one year twice
        gathered = gathered_firms(app, folder)
        problems: list[Problem] = []
        counted: Counter[Outgoing] = Counter()
        went: list[dict[str, str]] = []
        for row, latest, what in _wanted(app, gathered, conditions, again=again):
            if what.goes:
                try:
                    file = _sent(app, folder / row.folder, row, latest, what, order)
                except FileProblems as refused:
                    problems += refused.problems
                    continue
                went.append({"folder": row.folder, "name": row.client.name, "what": str(what), "file": str(file)})
                if not as_json:
                    told = app.words(f"clients.out.{what}")
                    app.result(app.words("cli.clients.sent_one", name=row.client.name, what=told, file=str(file)))
            counted[what] += 1
    if as_json:
        app.data({"format": FORMAT, "sent": went})
    if went or not problems:  # else there was something to send, and why it is not there is told below
        app.message(app.words("cli.clients.sent", n=len(went)) if went else app.words("cli.clients.sent_none"))
    for what in (Outgoing.WAITING, Outgoing.ANSWERED):
        if counted[what]:
            app.message(app.words(f"cli.clients.not_sent_{what}", n=counted[what]))
    tell_rest(app, folder, gathered, problems)


def _wanted(
    app: AppContext, gathered: Gathered, conditions: Sequence[Condition], *, again: bool
) -> Iterator[tuple[ClientRow, str | None, Outgoing]]:
    """The firms that were chosen, the file of each one's last assessment, and what goes out to it.

    Where a file cannot be read, nobody knows what is to be sent: another one would be a second for the year.
    """
    latest = {files.folder: files.latest for files in gathered.files if not files.problems}
    for row in sorted(chosen(gathered.rows(app.today), conditions), key=lambda row: row.folder):
        if row.folder in latest:
            yield row, latest[row.folder], outgoing(row.client, row.standing.own, app.today, again=again)


def _sent(app: AppContext, firm: Path, row: ClientRow, latest: str | None, what: Outgoing, order: _Order) -> Path:
    """Make one firm's file, sheet or form and mail text, and note what goes out; gives back the sheet or form."""
    folder = firm / SENT_FOLDER
    if folder.is_symlink():  # it leads to what need not be this firm's
        raise FileProblems([Problem(file=f"{firm.name}/{SENT_FOLDER}", what="out-is-link")])
    file = firm / latest if latest and what is Outgoing.GO_ON else _free(firm, app.today, ".toml")
    if what is Outgoing.BEGIN:
        edition = editions.newest(app.checklist_path, app.today)
        begun = blank(edition, app.today, new_firm_id())
        named = replace(begun.organisation, name=row.client.name, sector=row.client.sector)
        editor.create(file, edition, replace(begun, organisation=named, depth=order.depth), app.today)
    elif what is Outgoing.RENEW and latest:
        last = years.load(firm / latest, app.checklist_path, app.today)
        edition, begun = years.renewed(last, app.checklist_path, app.today, partial(remark, app.words, last.assessment))
        editor.create(file, edition, begun, app.today)
    sent = Sent(on=app.today, file="", token=clients.new_token(), due=order.due)
    handout = handout_of(app, file, known=order.known, token=sent.token)
    atomic_file.make_folder(folder)
    ending = ".xlsx" if order.way is SendAs.SHEET else ".html"
    target = _free(folder, app.today, ending)
    atomic_file.write(target, _content(handout, file.stem, order.way))
    atomic_file.write(target.with_suffix(MAIL), _mail(app, row.client, handout, target.name, order).encode())
    clients.add_sent(firm, replace(sent, file=f"{SENT_FOLDER}/{target.name}"))
    return target


def _content(handout: Handout, name: str, way: SendAs) -> bytes:
    if way is SendAs.SHEET:
        from tenken.ask.sheet.write import write as write_sheet  # noqa: PLC0415 - only one of the two is needed

        return write_sheet(handout)
    from tenken.ask.form.write import write as write_form  # noqa: PLC0415 - only one of the two is needed

    return write_form(handout, name)


def _mail(app: AppContext, client: Client, handout: Handout, file: str, order: _Order) -> str:
    asked = [question for _, question in asked_now(handout)]
    attached = Attached(
        edition=app.words.edition(handout.checklist),
        file=file,
        way=str(order.way),
        questions=len(asked),
        minutes=minutes_for(asked),
        due=order.due,
    )
    return sent_mail(client, attached, app.words)


def _free(folder: Path, day: date, ending: str) -> Path:
    """A name that nothing bears yet, and no mail text: the year or day, with a number where that is taken."""
    names = [f"{day.year}{ending}"] if ending == ".toml" else []
    names += [f"{day.isoformat()}{ending}", *(f"{day.isoformat()}-{at}{ending}" for at in range(2, 1_000))]
    places = (folder / name for name in names)
    return next(place for place in places if not lexists(place) and not lexists(place.with_suffix(MAIL)))
