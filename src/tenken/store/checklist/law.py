"""The law of ``law/*.toml``: one dated file becomes one value, with everything that it contradicts itself in.

Looked for in the same places as the editions; what is found first counts.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tenken.core.cost.figures import FigureSource
from tenken.core.cost.law import Law, LawLine
from tenken.core.problem import Problem
from tenken.store.checklist.library_schema import LAW
from tenken.store.validation.toml_file import TomlFile, TomlTable, read
from tenken.store.validation.validate import fit

FOLDER = "law"


def load(places: Sequence[Path]) -> tuple[Law, ...]:
    """The law of those places; raises FileProblems with everything wrong in the first faulty file."""
    found: dict[str, Law] = {}
    for place in places:
        for path in sorted((place / FOLDER).glob("*.toml")):
            law = interpret(read(path, f"{place.name}/{FOLDER}/{path.name}"))
            found.setdefault(law.edition, law)
    return tuple(found.values())


def interpret(file: TomlFile) -> Law:
    """The law of a file that was read already."""
    shape = fit(file, LAW, dict)
    file.stop([*_twice(file, shape), *_sources(file, shape), *_days(file, shape)])
    sources = {source["id"]: FigureSource(**source) for source in shape["source"]}
    lines = tuple(LawLine(**line | {"source": sources[line["source"]]}) for line in shape["line"])
    return Law(edition=f"{shape['id']}@{shape['edition']}", dated=shape["dated"], lines=lines)


def _twice(file: TomlFile, shape: TomlTable) -> Iterator[Problem]:
    for key in ("source", "line"):
        ids = [entry["id"] for entry in shape[key]]
        for at, name in enumerate(ids):
            if name in ids[:at]:
                yield file.problem((key, at, "id"), "listed-twice", {"id": name})


def _sources(file: TomlFile, shape: TomlTable) -> Iterator[Problem]:
    known = {source["id"] for source in shape["source"]}
    for at, line in enumerate(shape["line"]):
        if line["source"] not in known:
            yield file.problem(("line", at, "source"), "no-such-source", {"written": line["source"]})


def _days(file: TomlFile, shape: TomlTable) -> Iterator[Problem]:
    for at, line in enumerate(shape["line"]):
        if "starts" in line and "by" in line:
            yield file.problem(("line", at, "by"), "starts-or-by", {"id": line["id"]})
