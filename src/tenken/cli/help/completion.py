"""What a shell is told when somebody presses Tab in a command line of tenken.

Typer knows the commands and their options, and is asked for nothing else. Its parser loads all that checks values,
which doubles the time, and stops where a value is missing. Its scripts are not used either: zsh's hands texts to
``eval``, and a checklist's texts are those of others; bash's takes ``member-data@2026`` apart, and PowerShell's changes
what Tab does for every program. Ours are in ``templates/completion``; all of them ask in one way: the line in
``_TENKEN_WORDS``, and as answer a value a line, what it means behind a tab.
"""

import io
import re
import shlex
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typer.core import TyperArgument

from tenken import data
from tenken.cli.context import global_options, language_of, own_places, today
from tenken.cli.help.command import HelpfulGroup
from tenken.cli.help.known_values import KnownValue, Source, known_values
from tenken.cli.help.names import ASKED, choices_of, name_of
from tenken.cli.help.page import COMMON, takes
from tenken.cli.machine import product, silence
from tenken.screen import plain
from tenken.words import LANGUAGES, Words

LINE = "_TENKEN_WORDS"
"""The one with the command line up to the cursor."""

FILES, FOLDERS = KnownValue(":files"), KnownValue(":folders")
"""Asks the shell to complete the name of a file or folder, which it does better."""
LONGEST_MEANING = 40
"""Characters that are told of a value."""

_FILES_BY_NAME = ("PATH", "--evidence-file", "--file")
"""Take the name of a file, but are no path to Typer, since the file may be elsewhere."""
_SAFE = re.compile(r"-{0,2}[A-Za-z0-9][A-Za-z0-9@.,=_-]*")
"""What is completed needs no quotes in any shell, and nothing in it acts."""
_BEFORE_COMMAND = re.compile(r"\w+=.*", re.DOTALL)


def answer(root: Any, environment: Mapping[str, str]) -> int:
    """Print what may stand at the cursor; whatever goes wrong, nothing is said and the exit code is 0."""
    with redirect_stderr(io.StringIO()), warnings.catch_warnings(), suppress(Exception):
        warnings.simplefilter("ignore")
        shell = environment.get(ASKED, "").rpartition("_")[2]
        lines = "".join(f"{line}\n" for line in _told(*_possible(root, *_words(environment.get(LINE, ""), shell))))
        try:
            with product():
                sys.stdout.write(lines)
                sys.stdout.flush()
        except BrokenPipeError:
            silence(sys.stdout)
    return 0


def _words(line: str, shell: str) -> tuple[list[str], str]:
    """The words of a line behind the command's name, and the one that is being typed."""
    reader = shlex.shlex(line, posix=True)
    reader.whitespace_split, reader.commenters = True, ""
    reader.escape = "`" if shell == "powershell" else "\\"
    words: list[str] = []
    still_open = not line[-1:].isspace()
    try:
        words.extend(iter(reader.get_token, None))
    except ValueError:  # a quote that is not closed yet
        words.append(reader.token)
        still_open = True
    while words and _BEFORE_COMMAND.fullmatch(words[0]):
        del words[0]
    return (words[1:-1], words[-1]) if still_open else (words[1:], "")


def _told(values: Iterable[KnownValue], before: str, typed: str) -> Iterator[str]:
    """The lines of an answer: what begins as what was typed, with what stands before it in the same word."""
    seen = set()
    for value in values:
        if value in (FILES, FOLDERS):
            yield value.written
        elif value.written.startswith(typed) and value.written not in seen and _SAFE.fullmatch(before + value.written):
            seen.add(value.written)
            meaning = plain(" ".join(value.meaning.split()))
            meaning = meaning if len(meaning) <= LONGEST_MEANING else f"{meaning[: LONGEST_MEANING - 1]}…"
            yield f"{before}{value.written}\t{meaning}".rstrip("\t")


@dataclass(slots=True)
class _Position:
    """Where in a command line the cursor stands."""

    command: Any
    path: str = ""
    given: list[str] = field(default_factory=list)
    """Words that are arguments."""
    options: set[str] = field(default_factory=set)
    """Names of the options that stand there already."""
    waiting: Any = None
    """The option whose value comes next."""

    def option(self, name: str) -> Any:
        """The option of that name, ``None`` where the command has none."""
        return next((o for o in self.command.params if not isinstance(o, TyperArgument) and name in o.opts), None)

    def argument(self) -> Any:
        """The argument that comes next, ``None`` where all are given."""
        arguments = [one for one in self.command.params if isinstance(one, TyperArgument)]
        if arguments and arguments[-1].nargs < 0:
            return arguments[min(len(self.given), len(arguments) - 1)]
        return arguments[len(self.given)] if len(self.given) < len(arguments) else None

    @property
    def file(self) -> Path | None:
        """The file that the command is about, where it is one that can be read."""
        arguments = [one for one in self.command.params if isinstance(one, TyperArgument)]
        for argument, written in zip(arguments, self.given, strict=False):
            if argument.type_descriptor.annotation is Path:
                file = Path(written).expanduser()
                return file if file.is_file() else None
        return None


def _position(root: Any, words: Sequence[str]) -> _Position | None:
    """Where the words lead; ``None`` where there is no such command."""
    at = _Position(root)
    only_arguments = False
    for word in words:
        if at.waiting is not None:
            at.waiting = None
        elif word == "--":
            only_arguments = True
        elif word.startswith("-") and word != "-" and not only_arguments:
            name, equals, _ = word.partition("=")
            at.options.add(name)
            option = at.option(name)
            at.waiting = option if option is not None and takes(option) and not equals else None
        elif not isinstance(at.command, HelpfulGroup):
            at.given.append(word)
        elif word in at.command.targets:
            at.command, at.path = at.command.get_command(None, word), f"{at.path}.{word}".lstrip(".")
        elif at.command.file_first and not at.given:
            at.given.append(word)
        else:
            return None
    return at


def _possible(root: Any, words: list[str], typed: str) -> tuple[Iterable[KnownValue], str, str]:
    """What may stand at the cursor, what stays before it, and what of it was typed."""
    name, equals, value = typed.partition("=") if typed.startswith("--") else (typed, "", "")
    before, rest = (f"{name}=", value) if equals else ("", typed)
    if everywhere := _of_every_command(name if equals else "".join(words[-1:])):
        return everywhere, before, rest
    common = global_options(words)
    w, places = Words(language_of(common.lang)), (*own_places(common.checklist_paths), data.folder("checklist"))
    at = _position(root, common.rest)
    if at is None:
        return (), before, rest
    parameter = at.option(name) if equals else at.waiting
    if parameter is None and not typed.startswith("-"):
        if isinstance(at.command, HelpfulGroup):
            return (KnownValue(name, _short(w, about)) for name, about in at.command.listed()), before, rest
        parameter = at.argument()
    if parameter is None:
        return () if equals else _options(at, w), before, rest
    if takes(parameter) == "KIND,KIND" and "," in rest:
        whole = rest.rpartition(",")[0] + ","
        before, rest = before + whole, rest.removeprefix(whole)
    return _values(parameter, at, Source(w, places, today(), at.file), rest), before, rest


def _of_every_command(option: str) -> tuple[KnownValue, ...]:
    """The values of an option that may stand anywhere."""
    if option == "--lang":
        return tuple(map(KnownValue, LANGUAGES))
    return (FOLDERS,) if option == "--checklist-path" else ()


def _options(at: _Position, w: Words) -> Iterator[KnownValue]:
    """The options of a command that may still be given, then those of every command."""
    for option in at.command.params:
        if isinstance(option, TyperArgument) or option.name == "help":
            continue
        if option.multiple or not at.options.intersection(option.opts):
            for name in sorted(option.opts, key=len, reverse=True):
                yield KnownValue(name, _short(w, str(option.help)))
    for name in COMMON:
        yield KnownValue(f"--{name.replace('_', '-')}", _short(w, f"cli.{name}"))


def _values(parameter: Any, at: _Position, source: Source, typed: str) -> Iterator[KnownValue]:
    """The values of an argument or option."""
    w = source.words
    name, kind = name_of(parameter), takes(parameter)
    if choices := choices_of(parameter):
        family = name.lstrip("-").lower()
        for choice in choices:
            key = f"{family}.{choice}"
            yield KnownValue(choice, w(key) if w.knows(key) else "")
        return
    annotation = parameter.type_descriptor.annotation
    if annotation is Path or name in _FILES_BY_NAME or kind == "FILE…":
        yield FOLDERS if kind == "FOLDER" else FILES
        return
    if name == "ID" and at.path.startswith("followup."):
        name = "FINDING"
    for value in known_values(name, source):
        yield from _as_written(kind, value, typed)


def _as_written(kind: str, value: KnownValue, typed: str) -> Iterator[KnownValue]:
    """A value as the option takes it: a fact with true or false, a role before a name, a key before its value."""
    match kind:
        case "FACT=true|false":
            for holds in ("true", "false"):
                yield KnownValue(f"{value.written}={holds}", value.meaning)
        case "ROLE=NAME":
            yield KnownValue(f"{value.written}=", value.meaning)
        case "KEY=VALUE":
            if typed.startswith(f"{value.written}="):
                yield from (KnownValue(f"{value.written}={choice}") for choice in value.choices)
            else:
                yield KnownValue(f"{value.written}=", value.meaning)
        case _:
            yield value


def _short(w: Words, key: str) -> str:
    """The first sentence of a help text."""
    return re.split(r"(?<=。)|(?<=\.) |\n", w(key), maxsplit=1)[0]
