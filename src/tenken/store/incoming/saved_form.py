"""What the offline form saves, read: JSON from a file or a mail, held to the same checks as every other file.

``received`` finds it, ``sanitize`` cleans it, a schema holds it strictly, and a FilledForm comes out. What does not fit
the schema is named by its key path. What the form says is ``ask.form``'s business.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from tenken.core.merge.answer_fields import PIECE, AnswerField, AnswerPart, FieldValue, FieldValues
from tenken.core.merge.incoming import FilledForm
from tenken.core.model import Status
from tenken.core.problem import FileProblems, Notice, Problem
from tenken.store.incoming.received import LARGEST, answers_in, refused
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
from tenken.store.validation.toml_file import TomlFile, TomlTable, read_bytes, sanitized
from tenken.store.validation.validate import fit

FORM_FORMAT = 1


@dataclass(frozen=True, slots=True)
class _Json(TomlFile):
    """JSON in the place of TOML: problems name their key path, without a line."""

    def stop(self, problems: list[Problem]) -> None:
        if problems:
            raise FileProblems(problems)


def read(path: Path) -> FilledForm:
    """A saved form; raises FileProblems with all that is wrong with it."""
    name = str(path)
    try:
        content = read_bytes(path, name, LARGEST)
    except FileProblems as fault:
        if fault.problems[0].what == "empty":
            raise refused(name, "form-empty") from None
        raise
    return parse(content, name)


def read_stream(stream: BinaryIO, name: str) -> FilledForm:
    """The same from pasted text; never more of it than the largest allowed."""
    content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise refused(name, "too-big", most=LARGEST // 1_000_000)
    return parse(content, name)


def parse(content: bytes, name: str) -> FilledForm:
    """The same for what was read already."""
    value, notices = answers_in(content, name)
    cleaned, faults = sanitized(value, name)
    if not isinstance(cleaned, dict) or "identity" not in cleaned or "answers" not in cleaned:
        raise refused(name, "form-not-ours")
    written = cleaned.get("format")
    if type(written) is int and written > FORM_FORMAT:
        raise refused(name, "form-newer")
    file = _Json(name, "", cleaned)
    file.stop([file.problem(path, what, values) for path, what, values in faults])
    return _filled(fit(file, FORM, dict), notices)


def _filled(shape: TomlTable, notices: Sequence[Notice]) -> FilledForm:
    base = shape["base"]
    return FilledForm(
        checklist=shape["checklist"],
        digest=shape["digest"],
        identity=shape["identity"],
        organisation=shape["organisation"],
        content=shape["content"],
        by=(shape.get("by") or "").strip() or None,
        token=shape.get("token", ""),
        base={question_id: _said(answer) for question_id, answer in base["answers"].items()},
        theirs={question_id: _said(answer) for question_id, answer in shape["answers"].items()},
        base_facts=base["facts"],
        facts=shape["facts"],
        notices=tuple(notices),
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
    {"by": NAME, "token": pattern("token", "[0-9a-f]{24}", 24)},
)
