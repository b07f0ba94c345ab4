"""A folder's benchmark, published again and again, and what has to be known of earlier files so that no firm is told.

Beside each published file the folder keeps, in ``.tenken`` and for its owner only, what went into its groups: salted
digests, no name and no number. The published file holds none of that, only a number drawn at random by which it is
known again. Where the folder does not know what went into a file, it stays as it is.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from secrets import token_hex
from typing import Any

from tenken.core.model import Benchmark
from tenken.core.portfolio.benchmark import Member, publish
from tenken.core.portfolio.differencing import CountedGroup, Publication
from tenken.core.problem import FileProblems, Problem, UsageProblem
from tenken.store import atomic_file
from tenken.store.portfolio.clients import OWN
from tenken.store.report.benchmark import interpret, load, text_of
from tenken.store.validation.toml_file import from_text

NAME = "benchmark.json"
FORMAT = 1
ID_BYTES, SALT_BYTES = 8, 16
LARGEST_STATE = 200_000_000
"""Bytes; a publication of 100,000 firms has some 3,000,000."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a run came to."""

    benchmark: Benchmark
    content: bytes
    """Of the file."""
    new: bool
    """Whether anything differs from what was published before."""


@dataclass(frozen=True, slots=True)
class _State:
    """Everything that was published from a folder, oldest first."""

    salt: str
    past: tuple[Publication, ...] = ()


def update(folder: Path, output: Path | None, members: Iterable[Member], today: date) -> Published:
    """What may be published now, noted as published; ``output`` is the file that stands where it is to go, if any.

    Raises FileProblems where that file is no benchmark, or none of this folder's; UsageProblem where there is no group.
    """
    place = folder / OWN
    atomic_file.make_folder(place)
    path = place / NAME
    with atomic_file.locked(path):
        state = _read(path)
        if output and load(output).id not in {publication.id for publication in state.past}:
            raise FileProblems([Problem(file=str(output), what="benchmark-unknown", values={"folder": str(folder)})])
        found = publish(members, today, state.past, salt=state.salt, new_id=token_hex(ID_BYTES))
        if not found.groups:
            raise UsageProblem("benchmark-too-few", {"folder": str(folder)})
        new = found not in state.past
        content = text_of(_benchmark(found))
        interpret(from_text(content, NAME))  # what could not be read again is refused before it is written
        if new:
            atomic_file.write(path, _written(_State(state.salt, (*state.past, found))), replace=True)
    return Published(_benchmark(found), content.encode(), new)


def _benchmark(publication: Publication) -> Benchmark:
    groups = tuple(entry.group for entry in publication.groups)
    return Benchmark(id=publication.id, first=publication.first, groups=groups)


def _read(path: Path) -> _State:
    """What was published; nothing where that is not known, or somebody else wrote into it."""
    anew = _State(token_hex(SALT_BYTES))
    try:
        with path.open("rb") as stream:
            plain = json.loads(stream.read(LARGEST_STATE))
        if plain["format"] != FORMAT:
            return anew
        return _State(str(plain["salt"]), tuple(_publication(entry) for entry in plain["publications"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, FileProblems):
        return anew


def _publication(plain: dict[str, Any]) -> Publication:
    known = interpret(from_text(plain["file"], NAME))
    counted = [
        CountedGroup(group, tuple(str(mark) for mark in marks))
        for group, marks in zip(known.groups, plain["marks"], strict=True)
    ]
    return Publication(id=known.id, groups=tuple(counted), first=known.first)


def _written(state: _State) -> bytes:
    publications: Sequence[dict[str, Any]] = [
        {"file": text_of(_benchmark(entry)), "marks": [list(group.marks) for group in entry.groups]}
        for entry in state.past
    ]
    return json.dumps({"format": FORMAT, "salt": state.salt, "publications": publications}).encode()
