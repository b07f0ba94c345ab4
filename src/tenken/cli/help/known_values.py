"""What may be written for an argument or an option beyond what its type says: for help pages and for completion.

Facts, areas and questions come from the newest edition, or from the one that a file names. Only its TOML is read, and
of that only what is an id; a broken edition gives no values here, and is told by the command that needs it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tenken.core.model import DataItem, FirmRole, Text
from tenken.core.problem import TenkenError
from tenken.words import Words

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"[A-Z][0-9]{1,4}")
_MOST_OF_A_HEAD = 20_000
_REFERENCE = re.compile(r"[a-z0-9][a-z0-9-]*@[A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class KnownValue:
    """A value as it is written, and what it means; empty where the value says it."""

    written: str
    meaning: str = ""
    choices: tuple[str, ...] = ()
    """Of a key what may stand behind it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where values come from: the user's editions and the packaged ones, a language, and the file of a command."""

    words: Words
    places: Sequence[Path]
    today: date
    """Editions released only later are not proposed first."""
    file: Path | None = None


def known_values(name: str, source: Source) -> list[KnownValue]:
    """The values of the argument or option of that name (``--fact``, ``ID``); none where they are not a list."""
    return list(_LISTS[name](source)) if name in _LISTS else []


def _items(_: Source) -> Iterator[KnownValue]:
    return (KnownValue(str(item)) for item in DataItem)


def _roles(source: Source) -> Iterator[KnownValue]:
    return (KnownValue(str(role), source.words(f"role.{role}")) for role in FirmRole)


def _facts(source: Source) -> Iterator[KnownValue]:
    for fact in _entries(_edition(source)[1], "fact"):
        yield KnownValue(fact["id"], _text(source, fact.get("text")))


def _areas(source: Source) -> Iterator[KnownValue]:
    for at, path in enumerate(_area_paths(source), 1):
        yield KnownValue(str(at), _text(source, _before_questions(path).get("title")))


def _questions(source: Source) -> Iterator[KnownValue]:
    for _, questions in _area_files(source):
        for question in questions:
            short = _text(source, question.get("label")) or _text(source, question.get("text"))
            yield KnownValue(question["id"], short)


def _editions(source: Source) -> Iterator[KnownValue]:
    from tenken.store.checklist.editions import find  # noqa: PLC0415 - most help pages name no edition

    seen = set()
    for folder in find(source.places):
        reference, head = _head(folder)
        if reference and reference not in seen:
            seen.add(reference)
            yield KnownValue(reference, _text(source, head.get("title")))


def _cases(source: Source) -> Iterator[KnownValue]:
    """The real cases that can be told, each once."""
    found: dict[str, KnownValue] = {}
    for place in source.places:
        for case in _entries(_table(place / "cases.toml", "cases.toml"), "case"):
            found.setdefault(case["id"], KnownValue(case["id"], _text(source, case.get("title"))))
    return iter(found.values())


def _keys(source: Source) -> Iterator[KnownValue]:
    """What ``about --set`` changes."""
    from tenken.ask.subject import FieldKind, fields_with  # noqa: PLC0415 - only completion asks for them

    w = source.words
    facts = {fact["id"]: _text(source, fact.get("text")) for fact in _entries(_edition(source)[1], "fact")}
    for key, entry in fields_with(facts).items():
        told = [name for name in (f"subject.asked.{entry.fact}", f"subject.{key}", f"role.{key}") if w.knows(name)]
        choices = ("yes", "no") if entry.kind is FieldKind.FLAG else entry.choices
        yield KnownValue(key, w(told[0]) if told else facts.get(entry.fact, ""), tuple(map(str, choices)))


def _findings(source: Source) -> Iterator[KnownValue]:
    """Findings of the audit in the file, or of the one beside it that a follow-up is about."""
    audit = _audit(source.file)
    if source.file and isinstance(audit.get("file"), str):
        audit = _audit(source.file.with_name(Path(audit["file"]).name))
    return _numbered(audit.get("finding"), "title")


def _requests(source: Source) -> Iterator[KnownValue]:
    return _numbered(_audit(source.file).get("request"), "what")


def _audit(file: Path | None) -> dict[str, Any]:
    audit = _table(file, str(file)).get("audit") if file else None
    return dict(audit) if isinstance(audit, Mapping) else {}


def _numbered(entries: object, told: str) -> Iterator[KnownValue]:
    """The entries of an audit that have a number such as F1, with what is said of them."""
    for entry in entries if isinstance(entries, list | tuple) else ():
        if isinstance(entry, Mapping) and isinstance(entry.get("id"), str) and _NUMBER.fullmatch(entry["id"]):
            yield KnownValue(entry["id"], str(entry.get(told, "")))


_LISTS: dict[str, Callable[[Source], Iterator[KnownValue]]] = {
    "--items": _items,
    "--in-charge": _roles,
    "--fact": _facts,
    "--area": _areas,
    "--question": _questions,
    "--questions": _questions,
    "--add": _questions,
    "--for": _questions,
    "ID": _questions,
    "FINDING": _findings,
    "F1": _findings,
    "--received": _requests,
    "--insufficient": _requests,
    "--withdrawn": _requests,
    "--again": _requests,
    "--set": _keys,
    "--case": _cases,
    "--checklist": _editions,
    "--from": _editions,
    "EDITION": _editions,
}
EXPLAINED = ("--fact", "--area")
"""Whose values a help page explains one by one; of the others it only lists them."""
LISTED = ("--items", "--in-charge", "--checklist", "EDITION")


def _edition(source: Source) -> tuple[Path, dict[str, Any]]:
    """The folder and the head of the edition that the file names, else of the newest."""
    from tenken.store.checklist.editions import find  # noqa: PLC0415 - most help pages name no edition

    heads = {
        reference: (folder, head) for folder in reversed(find(source.places)) for reference, head in [_head(folder)]
    }
    named = _table(source.file, str(source.file)).get("checklist") if source.file else None
    if isinstance(named, str) and named in heads:
        return heads[named]
    current = [name for name, (_, head) in heads.items() if name and _out(head.get("released"), source.today)]
    newest = max(current, key=lambda name: name.split("@")[::-1], default="")
    return heads[newest] if newest else (Path(), {})


def _out(released: object, today: date) -> bool:
    """Whether an edition is the author's own work in progress, or released by now."""
    return not isinstance(released, date) or released <= today


def _head(folder: Path) -> tuple[str, dict[str, Any]]:
    from tenken.store.checklist.editions import HEAD  # noqa: PLC0415 - see above

    head = _table(folder / HEAD, f"{folder.name}/{HEAD}")
    reference = f"{head.get('id')}@{head.get('edition')}"
    return (reference if _REFERENCE.fullmatch(reference) else "", head)


def _area_files(source: Source) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each area of the edition with its questions."""
    for path in _area_paths(source):
        area = _table(path, f"{path.parent.name}/{path.name}")
        yield area, list(_entries(area, "question"))


def _area_paths(source: Source) -> Iterator[Path]:
    folder, head = _edition(source)
    areas = head.get("areas")
    for name in areas if isinstance(areas, list | tuple) else ():
        if isinstance(name, str) and _ID.fullmatch(name):
            yield folder / f"{name}.toml"


def _before_questions(path: Path) -> dict[str, Any]:
    """What an area says of itself; its questions, nearly all of the file, are not parsed for that."""
    import tomli  # noqa: PLC0415 - most help pages name no edition

    try:
        with path.open(encoding="utf-8") as stream:
            return tomli.loads(stream.read(_MOST_OF_A_HEAD).partition("[[question]]")[0])
    except (OSError, ValueError):
        return {}


def _entries(table: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
    """The tables of a list that have an id."""
    entries = table.get(key)
    for entry in entries if isinstance(entries, list | tuple) else ():
        if isinstance(entry, dict) and isinstance(entry.get("id"), str) and _ID.fullmatch(entry["id"]):
            yield entry


def _text(source: Source, text: object) -> str:
    """A text of a checklist in the reader's language, in one line."""
    if not isinstance(text, dict):
        return ""
    said = {lang: text[lang] if isinstance(text.get(lang), str) else "" for lang in ("ja", "en")}
    return " ".join(source.words.text(Text(**said)).split())


def _table(path: Path, name: str) -> dict[str, Any]:
    from tenken.store.validation.toml_file import read  # noqa: PLC0415 - see above

    try:
        return dict(read(path, name).data)
    except (TenkenError, OSError, ValueError):
        return {}
