"""What somebody got back from the offline form, as bytes: a saved file, a pasted mail, a mail saved as .eml.

Tells what it is where it is something else, finds the characters it is written in, and gives back the JSON in it as
plain data. A mail of its own format is taken apart in the sandbox (``mail_parser``). What the JSON says is
``saved_form``'s business.
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NoReturn, TypeAlias

from tenken import sandbox
from tenken.core.problem import FileProblems, Notice, Problem
from tenken.store.incoming import mail_parser, pasted_text
from tenken.store.validation.toml_file import LARGEST_FILE, decode

LARGEST = 3 * LARGEST_FILE
"""Bytes: what a file of the largest size hands out, once more as it was filled in, and as much again in JSON's keys."""
BOUNDS = sandbox.Bounds(memory=500_000_000, cpu_seconds=2, wall_seconds=30)
"""For a mail; an honest one needs a tenth of a second."""

MOST_LINES = 100_000
"""Of a mail; a copy of 119 answers with long notes has some hundred."""

Received: TypeAlias = tuple[object, Sequence[Notice]]
"""The JSON as plain data, and what had to be put right to read it."""

_KINDS = (
    (rb"PK\x03\x04|\{\\rtf", "form-is-office"),
    (rb"\xd0\xcf\x11\xe0|\xd0\xcf", "form-is-old-office"),
    (rb"%PDF", "form-is-pdf"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|.{4}ftyp", "form-is-picture"),
)
"""How a file begins that is something else altogether."""
_HEAD = re.compile(rb"^(?:mime-version|content-type|received|message-id):", re.IGNORECASE | re.MULTILINE)
_FIRST = re.compile(rb"(?:From [^\n]*\n)?[A-Za-z][A-Za-z-]*:")
_LONGEST_HEAD = 64_000
_OTHER_QUOTES = re.compile(r"[“”„＂]\s*(?:format|identity)\s*[“”„＂]")
_MISTAKES = ("form-syntax", "form-cut-off")
_NOT_JSON = (*_MISTAKES, "utf-16", "cp932", "not-utf-8")
"""What is said of a text that is not JSON as a whole; something that a form saved may stand in it all the same."""
_FORM_PAGE = 'type="application/json" id="data"'


class _TwiceError(ValueError):
    """A key stands twice in one object."""


def answers_in(content: bytes, name: str) -> Received:
    """What a form saved or copied, wherever in the content it stands; raises FileProblems that say what is wrong."""
    if not content.strip():
        raise refused(name, "form-empty")
    for begins, what in _KINDS:
        if re.match(begins, content, re.DOTALL):
            raise refused(name, what)
    if _is_mail(content):
        saved, text = _mail(content, name)
        if len(set(saved)) > 1:
            raise refused(name, "form-two-attached", n=len(set(saved)))
        return (_parsed(saved[0], name), ()) if saved else _in_text(text, text.encode(), name)
    return _in_text(_decoded(content), content, name)


def _in_text(text: str, content: bytes, name: str) -> Received:
    try:
        return _parsed(decode(content, name), name), ()
    except FileProblems as fault:
        whole = fault
    if whole.problems[0].what not in _NOT_JSON:
        raise whole
    if text.count("\n") > MOST_LINES:
        raise refused(name, "form-too-many-lines", most=MOST_LINES)
    found = pasted_text.from_lines(text, name, LARGEST)
    if found:
        return _parsed(found[0], name), found[1]
    if _FORM_PAGE in text:
        raise refused(name, "form-page")
    found = pasted_text.from_object(text, name)
    if found and (found[0].isascii() or whole.problems[0].what in _MISTAKES):
        with suppress(FileProblems):  # a mistake is told with the lines of the text as it was given
            return _parsed(found[0], name), found[1]
    if _OTHER_QUOTES.search(text):
        raise refused(name, "form-quotes-changed")
    if found is None and text.lstrip().startswith("<"):
        raise refused(name, "form-is-html")
    if found is None and not text.lstrip().startswith("{") and whole.problems[0].what in _MISTAKES:
        raise refused(name, "form-none-found")
    raise whole


def _is_mail(content: bytes) -> bool:
    """Whether it has the head of a mail as mail programs save it, and not only a few lines of one that were pasted."""
    head = content[:_LONGEST_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return bool(_FIRST.match(head) and _HEAD.search(head))


def _mail(content: bytes, name: str) -> tuple[list[str], str]:
    """The answers attached to a mail, and its text."""
    try:
        found: dict[str, Any] = sandbox.run(mail_parser.__file__, "parts", content, BOUNDS)
    except (sandbox.OverBounds, sandbox.ChildFailed):
        raise refused(name, "form-mail-damaged") from None
    return [text.removeprefix("\ufeff") for text in found["saved"]], found["text"].replace("\r\n", "\n")


def _decoded(content: bytes) -> str:
    """The text, in whatever characters a clipboard, a console or a mail program has written it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace").replace("\r\n", "\n")
    kinds = ("iso2022_jp_ext", "utf-8-sig", "cp932") if b"\x1b$" in content else ("utf-8-sig", "cp932")
    for kind in kinds:
        try:
            return content.decode(kind).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")


def _parsed(text: str, name: str) -> object:
    """The document as plain data; a mistake in it has its line and column."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as fault:
        lines = text.split("\n")
        line = min(fault.lineno, len(lines))
        place: dict[str, Any] = {"line": line, "column": fault.colno, "source": lines[line - 1]}
        what = "form-cut-off" if not text[fault.pos :].strip() else "form-syntax"
        raise FileProblems([Problem(file=name, what=what, **place)]) from None
    except _TwiceError as fault:
        raise refused(name, "form-twice", key=str(fault)[:80]) from None
    except (RecursionError, ValueError):
        raise refused(name, "tangled") from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        counted = Counter(name for name, _ in pairs)
        raise _TwiceError(next(name for name, times in counted.items() if times > 1))
    return table


def _no_number(written: str) -> NoReturn:
    raise ValueError(written)


def refused(name: str, what: str, **values: str | int) -> FileProblems:
    """The exception for one problem of the whole."""
    return FileProblems([Problem(file=name, what=what, values=values)])
