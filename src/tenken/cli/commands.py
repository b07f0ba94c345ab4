"""Which commands there are. A command's file is loaded when the command is called or its own help is asked for."""

from typing import Any, ClassVar

import typer

from tenken.cli.help import HelpfulGroup, group


class Root(HelpfulGroup):
    """``tenken`` itself."""

    targets: ClassVar[dict[str, str]] = {
        "web": "assessment.web:web",
        "demo": "report.demo:demo",
        "new": "assessment.new:new",
        "answer": "assessment.answer:answer",
        "about": "assessment.about:about",
        "set": "assessment.set:set_answer",
        "sheet": "assessment.sheet:Sheets",
        "form": "assessment.form:Forms",
        "status": "report.score:status",
        "score": "report.score:score",
        "report": "report.report:report",
        "cost": "report.cost:cost",
        "calendar": "report.calendar:calendar",
        "audit": "audit.audit:Audits",
        "evidence": "assessment.evidence:EvidenceFiles",
        "signoff": "audit.signoff:signoff",
        "followup": "audit.followup.commands:Followups",
        "renew": "years.renew:renew",
        "diff": "years.diff:diff",
        "trend": "years.trend:trend",
        "verify": "report.verify:verify",
        "clients": "clients.clients:Clients",
        "checklist": "checklist.checklist:Checklists",
        "completion": "completion:completion",
        "doctor": "doctor:doctor",
    }
    help_key: ClassVar[str] = "cli.{name}.help"


def root() -> Any:
    """The whole of tenken, ready to be called."""
    return group(Root, _start, "tenken", "cli.tenken")


def _start(ctx: typer.Context, version: bool = typer.Option(False, "--version", help="cli.version")) -> None:
    if version:
        from tenken import __version__  # noqa: PLC0415 - needed only here

        ctx.obj.result(f"tenken {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        from tenken.cli.help.first_screen import start  # noqa: PLC0415 - the other commands do not need it

        start(ctx.obj)
