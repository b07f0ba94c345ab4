"""How exact numbers, days and whole documents are written as JSON, the same in every file."""

import json
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
