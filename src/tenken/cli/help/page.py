"""What the help page of a command or group looks like: examples, usage, arguments, options with values and defaults.

Everything is laid out in columns that fit Japanese, within ``COLUMNS``. Which values there are is ``known_values``'s.
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

from typer.core import TyperArgument

from tenken.cli.help.known_values import EXPLAINED, LISTED, KnownValue, Source, known_values
from tenken.cli.help.names import choices_of, name_of, path_of
from tenken.core.model import LIMITS
from tenken.screen import COLUMNS, pad, width, wrap
from tenken.shell import in_lines
from tenken.words import Words

COMMON = ("lang", "checklist_path", "no_input", "debug", "help")
WIDEST = 26
"""Columns of a name beside which its text still has room; a longer name has a line of its own."""

_TAKES = {
    "DATE": (
        "--on",
        "--date",
        "--due",
        "--dated",
        "--known-on",
        "--issued",
        "--session",
        "--no-session",
        "--reply-by",
        "--today",
    ),
    "NAME": ("--organisation", "--assessor", "--by", "--owner", "--member", "--no-member", "--name", "--firm"),
    "NUMBER": ("--employees", *(f"--{name.replace('_', '-')}" for name in LIMITS)),
    "QUESTION": ("--add", "--for", "--question", "--questions"),
    "REQUEST": ("--received", "--insufficient", "--withdrawn", "--again"),
    "FILE": ("--evidence-file", "--file"),
    "WHO": ("--found-by",),
    "WHICH": ("--only",),
    "ROLE": ("--as",),
    "METHOD": ("--how",),
    "AREA": ("--area",),
    "EDITION": ("--checklist", "--from"),
    "FACT=true|false": ("--fact",),
    "ROLE=NAME": ("--in-charge",),
    "KIND,KIND": ("--items",),
    "N=RESULT": ("--evidence-check",),
    "DIGEST": ("--expect",),
    "CASE": ("--case",),
    "STANDARD": ("--refs",),
}
_TAKEN = {option: takes for takes, names in _TAKES.items() for option in names}
"""What an option takes whose type does not tell: options of one name take the same everywhere."""


def examples(words: Words, path: str, listed: Sequence[tuple[str, str]] = ()) -> list[tuple[str, str]]:
    """Two examples of a command, each with what it is for; of a group the first ones of its first two commands."""
    if listed and not words.knows(f"example.{path}".rstrip(".")):
        names = [f"{path}.{name}".lstrip(".") for name, _ in listed]
        return [found for name in names for found in examples(words, name)[:1]][:2]
    lines = words(f"example.{path}".rstrip(".")).strip().split("\n") if words.knows(f"example.{path}") else []
    return [(what, command) for what, command in zip(lines[::2], lines[1::2], strict=True)]


def page(command: Any, ctx: Any, listed: Sequence[tuple[str, str]] = ()) -> str:
    """The page of a command, or of a group with the commands that it lists."""
    w: Words = ctx.obj.words
    source = Source(w, ctx.obj.checklist_path, ctx.obj.today)
    arguments = [p for p in command.params if isinstance(p, TyperArgument)]
    options = [p for p in command.params if not isinstance(p, TyperArgument) and p.name != "help"]
    blocks = [wrap(w(command.help), COLUMNS)]
    if shown := examples(w, path_of(ctx), listed):
        told = [line for what, typed in shown for line in (wrap(what, COLUMNS, "  "), *_typed(typed))]
        blocks.append("\n".join([w("cli.heading", title=w("cli.examples")), *told]))
    blocks.append(_usage(w, ctx.command_path, arguments, options, group=bool(listed)))
    if listed:
        blocks.append(_table(w, w("cli.commands"), [(name, w(about)) for name, about in listed]))
    if arguments:
        blocks.append(_table(w, w("cli.arguments"), [(name_of(p), _told(w, p, source)) for p in arguments]))
    for title, members in _panels(options):
        rows = [(_left(p), _told(w, p, source)) for p in members]
        blocks.append(_table(w, w(title), rows))
    blocks += _explained(w, options, source)
    common = [("-h, --help" if name == "help" else f"--{name.replace('_', '-')}", w(f"cli.{name}")) for name in COMMON]
    blocks.append(_table(w, w("cli.common"), common))
    if listed:
        blocks.append(w("cli.each", command=ctx.command_path))
    return "\n\n".join(blocks)


def _typed(command: str) -> list[str]:
    """A command as it is copied, set in from its explanation."""
    return [f"    {line}" for line in in_lines(command, COLUMNS - 4, width)]


def _usage(w: Words, path: str, arguments: Sequence[Any], options: Sequence[Any], *, group: bool) -> str:
    """The line that works: everything that must be given, and where the rest goes."""
    words = [name_of(p) if p.required else f"[{name_of(p)}]" for p in arguments]
    words += [f"{name_of(p)} {takes(p)}" for p in options if p.required]
    if group:
        words.append(w("cli.commands_meta"))
    elif any(not p.required for p in options):
        words.append(f"[{w('cli.options').upper()}]")
    lines = [w("cli.usage", command=path)]
    indent = " " * 4
    for word in words:
        if width(f"{lines[-1]} {word}") > COLUMNS:
            lines.append(indent + word)
        else:
            lines[-1] += f" {word}"
    return "\n".join(lines)


def _panels(options: Sequence[Any]) -> Iterator[tuple[str, list[Any]]]:
    """The options by what they are about, those for every day first."""
    panels: dict[str, list[Any]] = {"cli.options": []}
    for option in options:
        panels.setdefault(getattr(option, "rich_help_panel", None) or "cli.options", []).append(option)
    return ((title, members) for title, members in panels.items() if members)


def _left(parameter: Any) -> str:
    return " ".join(part for part in (", ".join(parameter.opts), takes(parameter)) if part)


def takes(parameter: Any) -> str:
    """What stands behind an option; nothing behind one that is only given or not."""
    annotation = parameter.type_descriptor.annotation
    if annotation is bool:
        return ""
    if parameter.metavar:
        return str(parameter.metavar)
    name = name_of(parameter)
    if name in _TAKEN:
        return _TAKEN[name]
    if annotation in (int, list[int]):
        return "NUMBER"
    if annotation is Path:
        return "FOLDER" if "folder" in str(parameter.name) else "FILE"
    return name.lstrip("-").upper() if choices_of(parameter) else "TEXT"


def _told(w: Words, parameter: Any, source: Source) -> str:
    """The help of a parameter with its values, its range and what counts where it is left out."""
    parts = [w(parameter.help)]
    name = name_of(parameter)
    values = choices_of(parameter) or (
        [value.written for value in known_values(name, source)] if name in LISTED else []
    )
    if values:
        parts.append(w("cli.values", choices=" / ".join(values)))
    info = parameter.type_descriptor.parameter_info
    if info.min is not None and info.max is not None:
        parts.append(w("cli.range", least=int(info.min), most=int(info.max)))
    default = parameter.default
    if default is not None and not isinstance(default, bool) and not callable(default) and default != []:
        parts.append(w("cli.default", value=str(default.value if isinstance(default, Enum) else default)))
    return "\n".join(parts)


def _explained(w: Words, options: Sequence[Any], source: Source) -> Iterator[str]:
    """The values of an option one by one, where they do not say what they mean."""
    for option in options:
        name = name_of(option)
        values: list[KnownValue] = known_values(name, source) if name in EXPLAINED else []
        if values:
            yield _table(w, w("cli.values_of", option=name), [(value.written, value.meaning) for value in values])


def _table(w: Words, title: str, rows: Sequence[tuple[str, str]]) -> str:
    column = max((width(name) for name, _ in rows if width(name) <= WIDEST), default=0) + 4
    lines = [w("cli.heading", title=title)]
    for name, text in rows:
        told = wrap(text, COLUMNS, " " * column)
        if width(name) + 4 > column:
            lines += [f"  {name}", told]
        else:
            lines.append(pad(f"  {name}", column) + told[column:])
    return "\n".join(lines)
