"""The figures of ``figures/*.toml``: one dated file becomes one value, with everything that it contradicts itself in.

Looked for in the same places as the editions; what is found first counts. What the numbers add up to is ``core.loss``'s
business.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tenken.core.cost.figures import (
    NEEDED,
    DataKind,
    Figure,
    Figures,
    FigureSource,
    Link,
    Property,
    RealOutcome,
    Reckoning,
    Scenario,
    Statement,
)
from tenken.core.model import NO_TEXT, DataItem
from tenken.core.problem import KeyPath, Problem
from tenken.store.checklist.library_schema import FIGURES
from tenken.store.validation.toml_file import TomlFile, TomlTable, read
from tenken.store.validation.validate import fit

FOLDER = "figures"


def load(places: Sequence[Path]) -> tuple[Figures, ...]:
    """All figures of those places; raises FileProblems with everything wrong in the first faulty file."""
    found: dict[str, Figures] = {}
    for place in places:
        for path in sorted((place / FOLDER).glob("*.toml")):
            figures = interpret(read(path, f"{place.name}/{FOLDER}/{path.name}"))
            found.setdefault(figures.edition, figures)
    return tuple(found.values())


def interpret(file: TomlFile) -> Figures:
    """The figures of a file that was read already."""
    shape = fit(file, FIGURES, dict)
    file.stop([*_ids(file, shape), *_sources(file, shape), *_numbers(file, shape), *_missing(file, shape)])
    read_in = {source["id"]: _reading(source) for source in shape["source"]}
    return Figures(
        edition=f"{shape['id']}@{shape['edition']}",
        dated=shape["dated"],
        figures={figure["id"]: _figure(figure, read_in) for figure in shape["figure"]},
        kinds={kind["id"]: _kind(kind) for kind in shape["kind"]},
        levels_source=read_in[shape["levels_source"]],
        sensitive_source=read_in[shape["sensitive_source"]],
        statements=tuple(
            Statement(id=said["id"], about=said["about"], text=said["text"], **_sourced(said, read_in))
            for said in shape.get("statement", ())
        ),
        links=tuple(
            Link(part=link["part"], text=link["text"], questions=link["questions"]) for link in shape.get("link", ())
        ),
        scenarios=tuple(_scenario(scenario, read_in) for scenario in shape.get("scenario", ())),
    )


def _ids(file: TomlFile, shape: TomlTable) -> Iterator[Problem]:
    for key in ("source", "figure", "kind"):
        seen: set[str] = set()
        for at, entry in enumerate(shape[key]):
            if entry["id"] in seen:
                yield file.problem((key, at, "id"), "listed-twice", {"id": entry["id"]})
            seen.add(entry["id"])


def _sources(file: TomlFile, shape: TomlTable) -> Iterator[Problem]:
    known = {source["id"] for source in shape["source"]}
    for path, source in _named(shape):
        if source not in known:
            yield file.problem(path, "no-such-source", {"written": source})


def _named(shape: TomlTable) -> Iterator[tuple[KeyPath, str]]:
    """Every place where a source is named."""
    for key in ("levels_source", "sensitive_source"):
        yield (key,), shape[key]
    for key in ("figure", "statement"):
        for at, entry in enumerate(shape.get(key, ())):
            yield (key, at, "source"), entry["source"]
    for at, scenario in enumerate(shape.get("scenario", ())):
        for key in ("reckoning", "outcome"):
            for position, entry in enumerate(scenario.get(key, ())):
                yield ("scenario", at, key, position, "source"), entry["source"]


def _numbers(file: TomlFile, shape: TomlTable) -> Iterator[Problem]:
    for at, figure in enumerate(shape["figure"]):
        numbers = figure.get("range", ())
        if ("value" in figure) == ("range" in figure) or list(numbers) != sorted(numbers):
            yield file.problem(("figure", at, "id"), "value-or-range", {"id": figure["id"]})


def _missing(file: TomlFile, shape: TomlTable) -> Iterator[Problem]:
    for key, needed in (("figure", set(NEEDED)), ("kind", {str(item) for item in DataItem})):
        missing = needed - {entry["id"] for entry in shape[key]}
        if missing:
            yield file.problem((key,), "missing-figures", {"names": " / ".join(sorted(missing))}, on_key=True)


def _reading(shape: TomlTable) -> FigureSource:
    return FigureSource(id=shape["id"], title=shape["title"], year=shape["year"], kind=shape["kind"])


def _sourced(shape: TomlTable, read_in: dict[str, FigureSource]) -> dict[str, Any]:
    return {"source": read_in[shape["source"]], "verified": shape["verified"]}


def _figure(shape: TomlTable, read_in: dict[str, FigureSource]) -> Figure:
    numbers = shape.get("range") or (shape["value"],) * 3
    low, high = numbers[0], numbers[-1]
    return Figure(
        id=shape["id"],
        what=shape["what"],
        unit=shape["unit"],
        low=low,
        likely=numbers[1] if len(numbers) == 3 else (low + high) // 2,  # noqa: PLR2004 - low, likely, high
        high=high,
        note=shape.get("note", NO_TEXT),
        only_with=tuple(shape.get("only_with", ())),
        **_sourced(shape, read_in),
    )


def _kind(shape: TomlTable) -> DataKind:
    return DataKind(
        item=shape["id"],
        label=shape["label"],
        mental=shape["mental"],
        economic=shape["economic"],
        sensitive=shape.get("sensitive", False),
        property=shape.get("property", Property.NO),
    )


def _scenario(shape: TomlTable, read_in: dict[str, FigureSource]) -> Scenario:
    return Scenario(
        case=shape["case"],
        exposure=shape["exposure"],
        reckonings=tuple(
            Reckoning(
                id=entry["id"],
                what=entry["what"],
                unit=entry["unit"],
                terms=entry["terms"],
                told=entry.get("told"),
                **_sourced(entry, read_in),
            )
            for entry in shape.get("reckoning", ())
        ),
        outcomes=tuple(
            RealOutcome(
                what=entry["what"],
                value=entry["value"],
                unit=entry["unit"],
                total=entry.get("total", False),
                **_sourced(entry, read_in),
            )
            for entry in shape.get("outcome", ())
        ),
    )
