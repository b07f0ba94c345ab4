"""``tenken completion``: prints the script with which a shell completes command lines of tenken.

What is completed is decided in ``help.completion``, which the script asks.
"""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from tenken import data
from tenken.cli.context import AppContext


class CompletingShell(StrEnum):
    """A shell for which there is a script."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


INTO = {
    CompletingShell.BASH: ">> ~/.bashrc",
    CompletingShell.ZSH: ">> ~/.zshrc",
    CompletingShell.FISH: "> ~/.config/fish/completions/tenken.fish",
    CompletingShell.POWERSHELL: "| Add-Content $PROFILE",
}
"""How each shell puts the script into a file that it reads when it begins."""


def completion(
    ctx: typer.Context,
    shell: Annotated[CompletingShell, typer.Argument(metavar="SHELL", help="cli.completion.shell")],
) -> None:
    """Print the script; a person at a terminal is told where it belongs, a shell that reads it is not."""
    app: AppContext = ctx.obj
    app.result((data.folder("templates") / "completion" / shell).read_text(encoding="utf-8").rstrip())
    if sys.stdout.isatty():
        app.lead_to("cli.completion.keep", shell=str(shell), into=INTO[shell])
