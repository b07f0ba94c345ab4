"""The shapes as JSON Schemas, for editors that complete and check TOML while it is written."""

import json
import re
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from tenken.store.validation import schema

FILES: dict[str, schema.Schema] = {
    "checklist.schema.json": schema.CHECKLIST,
    "area.schema.json": schema.AREA,
    "assessment.schema.json": schema.ASSESSMENT,
    "cases.schema.json": schema.CASES,
    "standard.schema.json": schema.STANDARD,
    "glossary.schema.json": schema.GLOSSARY,
    "brand.schema.json": schema.BRAND,
    "figures.schema.json": schema.FIGURES,
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
