"""Starting an edition of one's own: from the small one in ``templates/edition``, or as a copy of another.

A copy keeps the questions' ids, so that lineage holds: its predecessor is the edition it was copied from.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit
from pydantic.json_schema import GenerateJsonSchema

from tenken import data
from tenken.core.model import Checklist
from tenken.store import atomic_file
from tenken.store.assessment.schema import ASSESSMENT
from tenken.store.checklist.editions import HEAD
from tenken.store.checklist.library_schema import CASES, FIGURES, GLOSSARY, LAW, STANDARD
from tenken.store.checklist.schema import AREA, CHECKLIST
from tenken.store.portfolio.schema import CLIENT
from tenken.store.report.benchmark import BENCHMARK
from tenken.store.report.brand import BRAND
from tenken.store.validation import schema


def start(folder: Path, checklist_id: str) -> None:
    """A small edition that lints clean and can be assessed at once."""
    source = data.folder("templates") / "edition"
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(source.glob("*.toml"))}
    texts[HEAD] = texts[HEAD].replace('id = "ID"', f'id = "{checklist_id}"')
    write(folder, texts)


def copy(folder: Path, checklist_id: str, source: Path, original: Checklist) -> None:
    """An edition with the questions of another, ready to be changed."""
    texts = {}
    for name in (HEAD, *(f"{area.id}.toml" for area in original.areas)):
        page: Any = tomlkit.parse((source / name).read_text(encoding="utf-8"))
        if name == HEAD:
            page["id"], page["edition"], page["predecessor"] = checklist_id, "1", original.reference
            page.pop("released", None)
        for question in page.get("question", []):
            question.pop("replaces", None)
        texts[name] = tomlkit.dumps(page).replace("#:schema ../schema/", "#:schema ./schema/")
    write(folder, texts)


def write_schemas(folder: Path, *, replace: bool = False) -> list[Path]:
    """The JSON Schemas, for editors; returns the files."""
    atomic_file.make_folder(folder)
    targets = [folder / name for name in FILES]
    for target in targets:
        atomic_file.write(target, written(target.name), replace=replace)
    return targets


def write(folder: Path, texts: Mapping[str, str]) -> None:
    """An edition's files in their folder, with the JSON Schemas beside them."""
    atomic_file.make_folder(folder)
    for name, text in texts.items():
        atomic_file.write(folder / name, text.encode())
    write_schemas(folder / "schema")


FILES: dict[str, schema.Schema] = {
    "checklist.schema.json": CHECKLIST,
    "area.schema.json": AREA,
    "assessment.schema.json": ASSESSMENT,
    "cases.schema.json": CASES,
    "standard.schema.json": STANDARD,
    "glossary.schema.json": GLOSSARY,
    "brand.schema.json": BRAND,
    "benchmark.schema.json": BENCHMARK,
    "figures.schema.json": FIGURES,
    "law.schema.json": LAW,
    "client.schema.json": CLIENT,
}
"""File name → the shape it describes."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def written(name: str) -> bytes:
    """The content of one of the schema files."""
    schema = GenerateJsonSchema().generate(FILES[name])
    return (json.dumps({"$schema": DIALECT} | _portable(schema), indent=1, ensure_ascii=False) + "\n").encode()


def _portable(part: Any) -> Any:
    """With patterns as every editor knows them, and without titles that only repeat the key."""
    if isinstance(part, list):
        return [_portable(member) for member in part]
    if not isinstance(part, dict):
        return part
    members = {
        _bounded(key): _portable(value)
        for key, value in part.items()
        if not (key == "title" and isinstance(value, str))
    }
    if isinstance(members.get("pattern"), str):
        members["pattern"] = _bounded(members["pattern"])
    return members


def _bounded(expression: str) -> str:
    return re.sub(r"^\\A(.*)\\z$", r"^\1$", expression)
