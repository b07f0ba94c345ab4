"""``tenken clients forget``: a firm's folder and what tenken keeps of it are removed, once a person has agreed."""

from typing import Annotated

import typer

from tenken.cli.clients.clients import Firms
from tenken.cli.context import AppContext
from tenken.core.problem import UsageProblem
from tenken.store.portfolio.forget import Leaving, leaving
from tenken.store.portfolio.forget import forget as removed

ELSEWHERE = ("mails", "inbox", "reports", "copies", "calendars", "benchmark")
"""Where something of the firm may be that tenken cannot reach, in the order in which it is told."""


def forget(
    ctx: typer.Context,
    folder: Firms,
    name: Annotated[str, typer.Argument(metavar="NAME", help="cli.clients.forget.name")],
    yes: Annotated[bool, typer.Option("--yes", help="cli.clients.forget.yes")] = False,
) -> None:
    """Remove a firm's folder and everything that tenken keeps of it, and say what that does not reach."""
    app: AppContext = ctx.obj
    found = leaving(folder, name)
    called = found.client.name if found.client else found.firm.name
    w = app.words
    app.message(w("cli.clients.forget.goes", name=called, folder=str(found.firm), n=found.files))
    if found.newest:
        app.message(w("cli.clients.forget.newest", day=w.day(found.newest)))
    app.message(w("cli.clients.forget.beside"))
    if not yes and not app.can_ask:
        raise UsageProblem("forget-yes", {"name": called})
    if not yes and not _agreed(app, called):
        app.message(w("cli.clients.forget.stays"))
        return
    removed(found)
    app.result(w("cli.clients.forget.gone", name=called))
    for line in _unreached(app, found):
        app.result(line)
    app.lead_to("next.to_clients", folder=str(folder))


def _agreed(app: AppContext, name: str) -> bool:
    from tenken.ask.prompter import TerminalPrompter  # noqa: PLC0415 - loaded only where a person is asked

    w = app.words
    choices = [
        (choice, w(f"cli.clients.forget.{choice}_{what}")) for choice, what in (("no", "keep"), ("yes", "remove"))
    ]
    asked = w("cli.clients.forget.ask", name=name)
    return TerminalPrompter().choose(asked, choices, w("cli.answer.choose_hint"), "no") == "yes"


def _unreached(app: AppContext, found: Leaving) -> list[str]:
    """What may be left of the firm elsewhere, with the days on which something went out."""
    w = app.words
    days = [w.day(sent.on) for sent in found.client.sent] if found.client else []
    told = [w("cli.clients.forget.elsewhere")]
    told += [f"- {w(f'cli.clients.forget.{place}')}" for place in ELSEWHERE]
    if days:
        told.append(w("cli.clients.forget.sent_on", days=w("report.join").join(dict.fromkeys(days))))
    return [*told, w("cli.clients.forget.disk")]
