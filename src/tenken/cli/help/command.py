"""Commands and groups whose help and usage errors are in the user's language; Typer's own wording is never shown.

Commands carry keys of the interface words as their help texts. What a page looks like is ``page``'s business.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from tenken.cli.help.names import choices_of, name_of, path_of
from tenken.core.problem import UsageProblem
from tenken.screen import fitting

SETTINGS = {"help_option_names": ["-h", "--help"]}


class HelpfulCommand(TyperCommand):
    """A command whose help and errors are in words."""

    allow_extra_args = True

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Refuse what is left over, by name."""
        rest: list[str] = super().parse_args(ctx, args)
        if ctx.args and not ctx.resilient_parsing:
            raise UsageProblem("extra-argument", {"written": str(ctx.args[0])})
        return rest

    def invoke(self, ctx: Any) -> Any:
        """Run the command; where it did what it was asked for, the next step is told."""
        done = super().invoke(ctx)
        ctx.obj.tell_next(path_of(ctx), ctx.params)
        return done

    def get_help(self, ctx: Any) -> str:
        """The page of one command."""
        from tenken.cli.help.page import page  # noqa: PLC0415 - only where somebody reads it

        return fitting(page(self, ctx), sys.stdout.encoding)  # Typer would write UTF-8 to an ASCII stream


class HelpfulGroup(TyperGroup):
    """A group whose help and errors are in words."""

    targets: ClassVar[dict[str, str]] = {}
    """Name → file in ``tenken.cli`` and function (or group) in it, in the order of the help page."""
    help_key: ClassVar[str] = ""
    """Where in the words the help of a command stands."""
    file_first: ClassVar[bool] = False
    """Whether the file may stand before the command's name."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Let the file stand before the command's name where it may."""
        if self.file_first and len(args) > 1 and args[0] not in self.targets and args[1] in self.targets:
            args = [args[1], args[0], *args[2:]]
        rest: list[str] = super().parse_args(ctx, args)
        return rest

    def about(self, name: str) -> str:
        """The key of a command's help."""
        return self.help_key.format(name=name)

    def listed(self) -> list[tuple[str, str]]:
        """The commands with the keys of their help, as the page lists them."""
        return [(name, self.about(name)) for name in self.targets]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - the signature is Typer's
        """The command of that name; an unknown one is refused with the nearest name."""
        if cmd_name not in self.targets:
            raise _near("no-such-command", cmd_name, list(self.targets))
        module, name = self.targets[cmd_name].split(":")
        target = getattr(import_module(f"tenken.cli.{module}"), name)
        if isinstance(target, type) and issubclass(target, HelpfulGroup):
            return group(target, _show_help, cmd_name, self.about(cmd_name))
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(cmd_name, cls=HelpfulCommand, help=self.about(cmd_name), context_settings=SETTINGS)(target)
        return get_command(app)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the signature is Typer's
        """The commands in the order of the help page."""
        return list(self.targets)

    def get_help(self, ctx: Any) -> str:
        """The page of the group, with its commands."""
        from tenken.cli.help.page import page  # noqa: PLC0415 - see above

        return fitting(
            page(self, ctx, self.listed()), sys.stdout.encoding
        )  # Typer would write UTF-8 to an ASCII stream


def group(kind: type[HelpfulGroup], callback: Callable[..., None], name: str, about: str) -> Any:
    """A group of commands, ready to be called."""
    app = typer.Typer(
        cls=kind, name=name, help=about, invoke_without_command=True, add_completion=False, rich_markup_mode=None
    )
    app.callback(help=about, context_settings=SETTINGS)(callback)
    return get_command(app)


def _show_help(ctx: typer.Context) -> None:
    if ctx.invoked_subcommand is None:
        ctx.obj.result(ctx.get_help())


def usage_problem(fault: Exception) -> UsageProblem | None:
    """What Typer stopped for, as a sentence of ours; ``None`` if it was not Typer."""
    kind = type(fault).__name__
    parameter = getattr(fault, "param", None)
    name = name_of(parameter) if parameter is not None else ""
    if kind == "NoSuchOption":
        return _near("no-such-option", str(getattr(fault, "option_name", "")), _options(getattr(fault, "ctx", None)))
    if kind == "MissingParameter":
        return UsageProblem("missing-argument", {"name": name})
    if kind == "BadOptionUsage":
        return UsageProblem("option-value", {"name": str(getattr(fault, "option_name", ""))})
    if kind == "BadParameter":
        choices = choices_of(parameter)
        if choices:
            return UsageProblem("bad-choice", {"name": name, "choices": " / ".join(choices)})
        return UsageProblem("bad-value", {"name": name})
    if isinstance(fault, typer.BadParameter) or kind in ("UsageError", "BadArgumentUsage"):
        return UsageProblem("usage", {"reason": str(fault)})
    return None


def _near(what: str, written: str, known: list[str]) -> UsageProblem:
    from difflib import get_close_matches  # noqa: PLC0415 - only where there is something to explain

    meant = get_close_matches(written, known, n=1)
    if meant:
        return UsageProblem(f"{what}-near", {"name": written, "meant": meant[0]})
    return UsageProblem(what, {"name": written})


def _options(ctx: Any) -> list[str]:
    return [option for parameter in ctx.command.params for option in parameter.opts] if ctx else []
