"""Reading one TOML file into cleaned data, or raising everything that keeps it from being read.

Here live size, encoding and TOML syntax, each mistake with its own sentence: what an owner's editor does to a file
(byte-order mark, cp932, UTF-16, a full-width blank or quote outside a string) is told as what it is. Shape and meaning
come later.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import tomli

from tenken.core.problem import FileProblems, KeyPath, Problem, Values
from tenken.core.system_fault import reason_of
from tenken.store.validation.sanitize import MOST_VALUES, Fault, Sanitizer, TooManyValues

TomlTable: TypeAlias = dict[str, Any]
"""Cleaned data of a TOML table."""

LARGEST_FILE = 2_000_000
"""Bytes."""

_FULL_WIDTH = {
    "\u3000": "full-width-blank",
    "“": "full-width-quote",
    "”": "full-width-quote",
    "＂": "full-width-quote",
    "＝": "full-width-equals",
    "’": "full-width-quote",
    "‘": "full-width-quote",
}


# Every quote finds an end here, be it that of the line: none is tried again from its middle.
_QUOTED = re.compile(r""""[^"\\]*(?:\\.[^"\\]*)*(?:"|(?P<open>\\?\Z))|'[^']*'|#.*""")
_DAY = re.compile(r"=\s*(?:[0-9]{4}[/.年][0-9]{1,2}[/.月][0-9]|(?:令和|平成|昭和|[RHS])[0-9元])")


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A file that could be read: its name, its text and its cleaned data."""

    name: str
    text: str
    data: TomlTable

    def problem(self, path: KeyPath, what: str, values: Values | None = None, *, on_key: bool = False) -> Problem:
        """A problem in this file; line and column are added when it is raised."""
        return Problem(file=self.name, what=what, path=path, values=values or {}, on_key=on_key)

    def stop(self, problems: list[Problem]) -> None:
        """Raise the problems, each with its place, if there are any."""
        if problems:
            try:
                from tenken.store.validation.positions import placed  # noqa: PLC0415 - the parser with positions is loaded only to explain
            except ModuleNotFoundError:  # the one HTML file has no tree-sitter; there the key path has to do
                raise FileProblems(problems) from None

            raise FileProblems(placed(problems, self.text))


def read_bytes(path: Path, name: str, most: int = LARGEST_FILE) -> bytes:
    """A file's bytes, or the reason why there are none; never more than the largest allowed."""

    def refuse(what: str, values: Values | None = None) -> FileProblems:
        return FileProblems([Problem(file=name, what=what, values=values or {})])

    try:
        if path.is_dir():  # raises where the folder that it is in cannot be looked into
            raise refuse("is-a-folder")
        if path.exists() and not path.is_file():
            raise refuse("not-a-file")
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except FileNotFoundError:
        raise refuse("not-found") from None
    except OSError as reason:
        raise refuse("unreadable", reason_of(reason)) from None
    if len(content) > most:
        raise refuse("too-big", {"most": most // 1_000_000})
    if not content.strip():
        raise refuse("empty")
    return content


def decode(content: bytes, name: str) -> str:
    """UTF-8 text with or without a byte-order mark; other encodings are named in the problem."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileProblems([Problem(file=name, what="utf-16")])
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        before = content[: fault.start]
        place = {"line": before.count(b"\n") + 1, "column": 1}
        try:
            content.decode("cp932")
        except UnicodeDecodeError:
            raise FileProblems([Problem(file=name, what="not-utf-8", line=place["line"], column=1)]) from None
        raise FileProblems([Problem(file=name, what="cp932", line=place["line"], column=1)]) from None


def parse(text: str, name: str) -> TomlTable:
    """The document as plain data; every syntax error has its line, column and a sentence of its own."""
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as fault:
        raise FileProblems([_syntax(text, name, fault.lineno, fault.colno, fault.msg)]) from None
    except (RecursionError, MemoryError, ValueError):
        raise FileProblems([Problem(file=name, what="tangled")]) from None


def read(path: Path, name: str | None = None) -> TomlFile:
    """Read, decode, parse and clean one file; raises FileProblems with all that is wrong so far."""
    name = name or str(path)
    return from_text(decode(read_bytes(path, name), name), name)


def from_text(text: str, name: str) -> TomlFile:
    """Parse and clean a text; raises FileProblems with all that is wrong so far."""
    cleaned, faults = sanitized(parse(text, name), name)
    assert isinstance(cleaned, dict)
    file = TomlFile(name, text, cleaned)
    file.stop([file.problem(path, what, values) for path, what, values in faults])
    return file


def sanitized(value: object, name: str) -> tuple[object, list[Fault]]:
    """The document cleaned, and what is wrong with its values; raises FileProblems where it has too many of them."""
    sanitizer = Sanitizer()
    try:
        return sanitizer.cleaned(value), sanitizer.faults
    except TooManyValues:
        raise FileProblems([Problem(file=name, what="too-many-values", values={"most": MOST_VALUES})]) from None


def _syntax(text: str, name: str, line: int, column: int, message: str) -> Problem:
    lines = text.split("\n")
    line = min(line, len(lines))
    source = lines[line - 1]
    bare = _without_strings(source)
    for at, character in enumerate(bare):
        if character in _FULL_WIDTH:
            what = _FULL_WIDTH[character]
            return Problem(file=name, what=what, line=line, column=at + 1, source=source)
    if _DAY.search(bare):
        what = "no-such-day"
    elif re.match(r"\s*[^\x00-\x7f]", bare):
        what = "japanese-key"
    elif "overwrite" in message or "twice" in message or "already" in message.lower():
        what = "given-twice"
    elif "date" in message.lower() or "time" in message.lower():
        what = "no-such-day"
    elif "string" in message.lower() or "Illegal character" in message:
        what = "open-quote"
    else:
        what = "syntax"
    return Problem(file=name, what=what, line=line, column=column, source=source)


def _without_strings(line: str) -> str:
    """The line with everything inside quotes blanked, so that only what stands outside is looked at.

    What follows a quote that is not closed stays: a quote of another width may have been meant to close it.
    """
    return _QUOTED.sub(lambda found: "." * len(found.group()) if found["open"] is None else found.group(), line)
