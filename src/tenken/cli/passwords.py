"""Passwords of PDFs and keys: from a file, from a person at the terminal, or made here. None is ever an argument.

What stands on a command line, everybody on the machine can read, and the shell remembers it.
"""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from tenken.cli.context import AppContext
from tenken.core.problem import FileProblems, Problem
from tenken.store.report.pdf_report import Unlock
from tenken.store.validation.toml_file import decode, read_bytes

LARGEST = 10_000
"""Bytes of a file with a password in it."""

PasswordFile: TypeAlias = Annotated[Path | None, typer.Option("--password-file", help="cli.password.file")]


def from_file(path: Path) -> str:
    """The one line of a file, without its end; raises FileProblems for a file that cannot be read or has more lines."""
    name = str(path)
    password = decode(read_bytes(path, name, LARGEST), name).removesuffix("\n").removesuffix("\r")
    if not password.isprintable():
        raise FileProblems([Problem(file=name, what="password-line")])
    return password


def asked(app: AppContext, question: str, **values: str) -> str:
    """What a person writes at the terminal, unseen; perhaps nothing. Only where somebody can be asked."""
    from tenken.ask.prompter import TerminalPrompter  # noqa: PLC0415 - loaded only where a person is asked

    return TerminalPrompter().secret(app.words(f"cli.password.{question}", **values))


def unlocking(app: AppContext, path: Path | None) -> Unlock:
    """How locked PDFs are opened: by the file's password, else by asking the person, if there is one.

    Raises FileProblems at once where the file cannot be read.
    """
    password = from_file(path) if path else None

    def unlock(name: str) -> str | None:
        if password is None and app.can_ask:
            return asked(app, "of_pdf", file=name)
        return password

    return unlock
