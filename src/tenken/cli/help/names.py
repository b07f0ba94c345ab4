"""What commands, arguments and options are called, for help pages, completion and usage errors.

Apart from those, which are loaded only where they are asked for.
"""

from enum import Enum
from typing import Any

from typer.core import TyperArgument

ASKED = "_TENKEN_COMPLETE"
"""The environment variable in which a shell says ``complete_bash``, by the name that Typer gives it."""


def path_of(ctx: Any) -> str:
    """A command by the names that lead to it, ``sheet.write``; empty for tenken itself."""
    return ".".join(ctx.command_path.split()[1:])


def name_of(parameter: Any) -> str:
    """An argument as the usage line names it, an option by its longest name."""
    if isinstance(parameter, TyperArgument):
        return str(parameter.metavar or parameter.name.upper())
    return str(max(parameter.opts, key=len))


def choices_of(parameter: Any) -> list[str]:
    """The values of a parameter that takes one of a few."""
    annotation = getattr(getattr(parameter, "type_descriptor", None), "annotation", None)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(choice.value) for choice in annotation]
    return []
