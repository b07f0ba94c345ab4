"""Names in a command that a person is told to type, written so that the shell at hand reads them as they are.

The words mark the place of such a name, ``tenken answer {file:shell}``; nobody who fills in a sentence has to think of
it. Documents never name a command with a name in it: their bytes must not depend on the shell of the moment.
"""

import os
import re
from collections.abc import Callable, Mapping
from enum import StrEnum


class Shell(StrEnum):
    """What reads the command line; bash, zsh and fish agree on what is needed here."""

    POSIX = "posix"
    POWERSHELL = "powershell"
    CMD = "cmd"


SETTING = "TENKEN_SHELL"
"""The environment variable with which somebody says which shell it is."""

_AS_IT_IS = {
    Shell.POSIX: re.compile(r"(?!=)[\w@%+=:,./-]+"),
    Shell.POWERSHELL: re.compile(r"(?!@)[\w@+=:./\\-]+"),
    Shell.CMD: re.compile(r"[\w@+:./\\-]+"),
}
"""What needs no quotes, Japanese letters among it."""
_GOES_ON = {Shell.POSIX: " \\", Shell.POWERSHELL: " `", Shell.CMD: " ^"}
"""What ends a line after which the command goes on."""
_DOUBLE_QUOTED = str.maketrans({"'": "'\"'\"'", "\\": "'\"\\\\\"'"})
"""What single quotes cannot hold; fish takes a backslash in them for more than itself."""
_SINGLE_QUOTES = re.compile("['‘’‚‛]")
"""PowerShell takes curly ones for the same thing."""


def at_hand(environment: Mapping[str, str] = os.environ, system: str = os.name) -> Shell:
    """The shell in which tenken was probably called.

    On Windows every process knows ``PSModulePath``; only PowerShell adds a folder of the user to it.
    """
    for shell in Shell:
        if environment.get(SETTING, "").lower() == shell:
            return shell
    if system != "nt" or environment.get("MSYSTEM"):  # MSYSTEM: the bash that comes with Git
        return Shell.POSIX
    home = environment.get("USERPROFILE", "").lower()
    return Shell.POWERSHELL if home and home in environment.get("PSModulePath", "").lower() else Shell.CMD


def in_lines(command: str, columns: int, width: Callable[[str], int], shell: Shell | None = None) -> list[str]:
    """A command in lines of at most that many columns, broken before options, to be copied as a whole."""
    mark = _GOES_ON[shell or at_hand()]
    lines = [""]
    for part in re.split(r" (?=--[a-z])", command):
        longer = f"{lines[-1]} {part}" if lines[-1] else part
        if lines[-1] and width(longer + mark) > columns:
            lines[-1] += mark
            lines.append(f"  {part}")
        else:
            lines[-1] = longer
    return lines


def quoted(name: str, shell: Shell | None = None) -> str:
    """A name as it is typed in a command: one argument, and never an option."""
    shell = shell or at_hand()
    if name.startswith("-") and name != "-":
        name = f"./{name}" if shell is Shell.POSIX else f".\\{name}"
    return quoted_value(name, shell)


def quoted_value(value: str, shell: Shell | None = None) -> str:
    """A value behind an option and ``=``, as it is typed: one argument together with them."""
    shell = shell or at_hand()
    if _AS_IT_IS[shell].fullmatch(value):
        return value
    match shell:
        case Shell.POSIX:
            return "'" + value.translate(_DOUBLE_QUOTED) + "'"
        case Shell.POWERSHELL:
            return "'" + _SINGLE_QUOTES.sub(r"\g<0>\g<0>", value) + "'"
        case Shell.CMD:
            return '"' + value.replace('"', '""') + '"'
