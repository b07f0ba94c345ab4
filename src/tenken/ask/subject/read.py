"""What was typed for the fields of an assessment's subject, understood or refused by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from tenken.ask.reading import NotUnderstood, ReadDay, read_day, read_number
from tenken.ask.reading.spelling import beginning_of
from tenken.ask.subject.fields import MONTH, FieldKind, SubjectField, subject_fields
from tenken.core.model import FIRST_DAY, LONGEST_NAME, Assessment, Checklist, says_something
from tenken.words import LANGUAGES, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectReading:
    """What was typed, understood."""

    assessment: Assessment
    """With everything that was understood in it."""
    refused: Mapping[str, NotUnderstood] = field(default_factory=dict)
    """Why a field was not taken, by its key."""
    said_otherwise: Mapping[str, str] = field(default_factory=dict)
    """Fields that were written otherwise than they are kept, with what was typed."""


def read_subject(
    checklist: Checklist, assessment: Assessment, given: Mapping[str, str], today: date, clean: Callable[[str], str]
) -> SubjectReading:
    """The assessment with what was typed for some of its fields; an empty text takes a field out.

    ``clean`` makes of a text what the file will keep. Keys that are none of the subject's raise KeyError.
    """
    fields = subject_fields(checklist)
    refused: dict[str, NotUnderstood] = {}
    otherwise: dict[str, str] = {}
    for key, text in given.items():
        entry, written = fields[key], clean(text).strip()
        value = _read(entry, written, today)
        if isinstance(value, NotUnderstood):
            refused[key] = value
            continue
        if entry.get(assessment) != value:
            assessment = entry.put(assessment, value)
            if written and entry.kind in (FieldKind.NUMBER, FieldKind.DAY) and written != _as_kept(value):
                otherwise[key] = written
    return SubjectReading(assessment=assessment, refused=refused, said_otherwise=otherwise)


def written(entry: SubjectField, assessment: Assessment) -> str:
    """What a field says, as somebody would type it again; empty where nothing is said."""
    value = entry.get(assessment)
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else _as_kept(value)


def _as_kept(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case int():
            return f"{value:,}"
        case _:
            return str(value)


def _read(entry: SubjectField, text: str, today: date) -> Any:
    """The value of a field; ``None`` where nothing was written, NotUnderstood where it is not taken."""
    if not text:
        return _nothing(entry)
    match entry.kind:
        case FieldKind.LINE:
            return line_of(text)
        case FieldKind.NUMBER:
            return read_number(
                text.removesuffix("月") if entry.key == MONTH else text, *entry.limits, counted=entry.counted
            )
        case FieldKind.DAY:
            day = read_day(text, today, meant="past", first=FIRST_DAY, last=today)
            return day.day if isinstance(day, ReadDay) else day
        case FieldKind.CHOICE:
            return _chosen(entry, text)
        case FieldKind.SEVERAL:
            several = [_chosen(entry, part.strip()) for part in text.replace("、", ",").split(",") if part.strip()]
            wrong = next((one for one in several if isinstance(one, NotUnderstood)), None)
            return wrong or tuple(dict.fromkeys(several))
        case FieldKind.FLAG:
            return _flag(text)


def _nothing(entry: SubjectField) -> Any:
    if entry.required:
        return NotUnderstood(f"subject.error.needs-{entry.key}", {"written": ""})
    return () if entry.kind is FieldKind.SEVERAL else None


def line_of(text: str) -> str | NotUnderstood:
    """A name or line as the file keeps it: blanks made one, of at most 200 characters, with something to read."""
    line = " ".join(text.split())
    if len(line) > LONGEST_NAME:
        return NotUnderstood("subject.error.too-long", {"written": beginning_of(line), "most": LONGEST_NAME})
    if not says_something(line):
        return NotUnderstood("subject.error.says-nothing", {"written": beginning_of(line)})
    return line


def _chosen(entry: SubjectField, text: str) -> str | NotUnderstood:
    """The choice of that key or name, in any language."""
    known = spellings(entry.spoken, entry.choices)
    found = known.get(_folded(text))
    if found is None:
        return NotUnderstood(
            "subject.error.no-choice", {"written": beginning_of(text), "choices": " / ".join(entry.choices)}
        )
    return found


@cache
def spellings(section: str, choices: tuple[str, ...]) -> Mapping[str, str]:
    """How a choice may be written: its key, or its name in the words of any language."""
    keys = {_folded(choice): choice for choice in choices}
    if not section:
        return keys
    return {_folded(Words(lang)(f"{section}.{choice}")): choice for lang in LANGUAGES for choice in choices} | keys


def _flag(text: str) -> bool | NotUnderstood:
    said = {**spellings("web.profile", ("yes", "no")), "true": "yes", "false": "no", "y": "yes", "n": "no"}
    found = said.get(_folded(text))
    return (
        NotUnderstood("subject.error.yes-or-no", {"written": beginning_of(text)}) if found is None else found == "yes"
    )


def _folded(text: str) -> str:
    return "".join(text.casefold().split())
