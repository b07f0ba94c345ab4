"""How exact numbers, days and whole documents are written as JSON, the same in every file."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any


def iso(day: date | None) -> str | None:
    """A day as ``2026-11-21``."""
    return day.isoformat() if day else None


def json_bytes(told: dict[str, Any]) -> bytes:
    """A whole document, characters as they are."""
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def exact(value: Fraction | None) -> str | None:
    """A fraction as ``p/q``."""
    return None if value is None else f"{value.numerator}/{value.denominator}"


def entry(value: Any) -> Any:
    """An entry of a file (a finding, a request, a step) under its keys in the file; what is not said is null."""
    if is_dataclass(value):
        names = {field.metadata.get("key", field.name): getattr(value, field.name) for field in fields(value)}
        return {key: entry(member) for key, member in names.items()}
    if isinstance(value, tuple):
        return [entry(member) for member in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
