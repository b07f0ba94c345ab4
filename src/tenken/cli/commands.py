"""Which commands there are. A command's file is loaded when the command is called or its own help is asked for."""

from typing import Any, ClassVar

import typer

from tenken.cli.help import HelpfulGroup, group


class Root(HelpfulGroup):
    """``tenken`` itself."""

    targets: ClassVar[dict[str, str]] = {
        "demo": "reporting:demo",
        "new": "beginning:new",
        "answer": "answering:answer",
        "web": "browsing:web",
        "set": "setting:set_answer",
        "sheet": "sheets:Sheets",
        "form": "forms:Forms",
        "status": "numbers:status",
        "score": "numbers:score",
        "report": "reporting:report",
        "cost": "costs:cost",
        "renew": "years:renew",
        "diff": "years:diff",
        "trend": "years:trend",
        "verify": "verifying:verify",
        "checklist": "checklists:Checklists",
        "doctor": "doctor:doctor",
    }
    help_key: ClassVar[str] = "cli.{name}.help"


def root() -> Any:
    """The whole of tenken, ready to be called."""
    return group(Root, _start, "tenken", "cli.about")


def _start(ctx: typer.Context, version: bool = typer.Option(False, "--version", help="cli.version")) -> None:
    if version:
        from tenken import __version__  # noqa: PLC0415 - needed only here

        ctx.obj.tell(f"tenken {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        from tenken.cli.telling import start  # noqa: PLC0415 - the other commands do not need it

        start(ctx.obj)
