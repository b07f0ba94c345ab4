"""What the offline form saves, read: JSON from a file or pasted text, held to the same checks as every other file.

``sanitize`` cleans it, a schema holds it strictly, and a FilledForm comes out. A mistake in the JSON itself is shown
with its line; what does not fit the schema is named by its key path. What the form says is ``ask.form``'s business.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from tenken.core.merge.answer_fields import PIECE, AnswerField, AnswerPart, FieldValue, FieldValues
from tenken.core.merge.incoming import FilledForm
from tenken.core.model import Status
from tenken.core.problem import FileProblems, Problem
from tenken.store.validation.schema import (
    DIGEST,
    FLAG,
    FORMAT,
    ID,
    NAME,
    NOTE,
    REFERENCE,
    STATUS,
    Schema,
    by,
    pattern,
    table,
)
from tenken.store.validation.toml_file import LARGEST_FILE, TomlFile, TomlTable, decode, read_bytes, sanitized
from tenken.store.validation.validate import fit

LARGEST = 3 * LARGEST_FILE
"""Bytes: what a file of the largest size hands out, once more as it was filled in, and as much again in JSON's keys."""
FORM_FORMAT = 1


@dataclass(frozen=True, slots=True)
class _Json(TomlFile):
    """JSON in the place of TOML: problems name their key path, without a line."""

    def stop(self, problems: list[Problem]) -> None:
        if problems:
            raise FileProblems(problems)


class _TwiceError(ValueError):
    """A key stands twice in one object."""


def read(path: Path) -> FilledForm:
    """A saved form; raises FileProblems with all that is wrong with it."""
    name = str(path)
    try:
        content = read_bytes(path, name, LARGEST)
    except FileProblems as refused:
        if refused.problems[0].what == "empty":
            raise _refused(name, "form-empty") from None
        raise
    return parse(content, name)


def read_stream(stream: BinaryIO, name: str) -> FilledForm:
    """The same from pasted text; never more of it than the largest allowed."""
    content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise _refused(name, "too-big", most=LARGEST // 1_000_000)
    return parse(content, name)


def parse(content: bytes, name: str) -> FilledForm:
    """The same for what was read already."""
    if not content.strip():
        raise _refused(name, "form-empty")
    if content.startswith((b"PK", b"%PDF", b"\xd0\xcf")):
        raise _refused(name, "form-not-ours")
    text = decode(content, name)
    if text.lstrip().startswith("<"):
        raise _refused(name, "form-page")
    cleaned, faults = sanitized(_json(text, name), name)
    if not isinstance(cleaned, dict) or "identity" not in cleaned or "answers" not in cleaned:
        raise _refused(name, "form-not-ours")
    written = cleaned.get("format")
    if type(written) is int and written > FORM_FORMAT:
        raise _refused(name, "form-newer")
    file = _Json(name, text, cleaned)
    file.stop([file.problem(path, what, values) for path, what, values in faults])
    return _filled(fit(file, FORM, dict))


def _json(text: str, name: str) -> object:
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
        raise _refused(name, "form-twice", key=str(fault)[:80]) from None
    except (RecursionError, ValueError):
        raise _refused(name, "tangled") from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        counted = Counter(name for name, _ in pairs)
        raise _TwiceError(next(name for name, times in counted.items() if times > 1))
    return table


def _no_number(written: str) -> NoReturn:
    raise ValueError(written)


def _refused(name: str, what: str, **values: str | int) -> FileProblems:
    return FileProblems([Problem(file=name, what=what, values=values)])


def _filled(shape: TomlTable) -> FilledForm:
    base = shape["base"]
    return FilledForm(
        checklist=shape["checklist"],
        digest=shape["digest"],
        identity=shape["identity"],
        organisation=shape["organisation"],
        content=shape["content"],
        by=(shape.get("by") or "").strip() or None,
        base={question_id: _said(answer) for question_id, answer in base["answers"].items()},
        theirs={question_id: _said(answer) for question_id, answer in shape["answers"].items()},
        base_facts=base["facts"],
        facts=shape["facts"],
    )


def _said(answer: Mapping[str, Any]) -> FieldValues:
    """What an answer says, field by field."""
    status: str | None = answer.get("status")
    values: dict[AnswerField, FieldValue] = {
        AnswerField(AnswerPart.STATUS): Status(status) if status else None,
        AnswerField(AnswerPart.NOTE): _tidy(answer.get("note")),
        AnswerField(AnswerPart.OWNER): _tidy(answer.get("owner")),
        AnswerField(AnswerPart.DUE): answer.get("due"),
    }
    for name, piece in answer.get("evidence", {}).items():
        values |= {AnswerField(part, name): _tidy(piece.get(str(part))) for part in PIECE}
    return values


def _tidy(value: str | date | None) -> FieldValue:
    return (value.strip() or None) if isinstance(value, str) else value


WRITTEN_DAY: Schema = {
    "type": "chain",
    "steps": [pattern("day", "(?:20[0-9]{2}|2100)-[0-9]{2}-[0-9]{2}", 10), {"type": "date"}],
}
"""A day in JSON, which has only texts for it."""

FILLED = by(
    ID,
    table(
        {},
        {
            "status": STATUS,
            "note": NOTE,
            "owner": NAME,
            "due": WRITTEN_DAY,
            "evidence": by(
                pattern("piece", "[0-9]{1,4}|new-[0-9]{1,4}", 10),
                table({}, {"what": NOTE, "file": NAME, "dated": WRITTEN_DAY}),
            ),
        },
    ),
)
"""Answers in the parts that a person fills in."""

FORM = table(
    {
        "format": FORMAT,
        "checklist": REFERENCE,
        "digest": DIGEST,
        "identity": DIGEST,
        "organisation": NAME,
        "content": DIGEST,
        "base": table({"facts": by(ID, FLAG), "answers": FILLED}),
        "facts": by(ID, FLAG),
        "answers": FILLED,
    },
    {"by": NAME},
)
