"""Holding a document against its shape, with every refusal turned into a Problem in the file's own terms.

pydantic's own English message is never shown: its type code chooses a sentence of ``templates/words``.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tenken.core.problem import Path, Problem, Values
from tenken.store.toml_file import TomlFile

S = TypeVar("S", bound=BaseModel)

_SENTENCES = {
    "missing": "missing-key",
    "string_type": "wants-text",
    "int_type": "wants-number",
    "int_from_float": "wants-number",
    "bool_type": "wants-boolean",
    "date_type": "wants-day",
    "tuple_type": "wants-list",
    "dict_type": "wants-table",
    "model_type": "wants-table",
    "model_attributes_type": "wants-table",
    "greater_than_equal": "too-small",
    "less_than_equal": "too-great",
    "string_too_short": "empty-text",
    "string_too_long": "too-long-text",
    "too_short": "too-few",
    "too_long": "too-many",
    "string_pattern_mismatch": "wrong-pattern",
}
"""pydantic's type codes → keys under ``[problem]``."""


def fit(file: TomlFile, shape: type[S]) -> S:
    """The file as its shape; raises FileProblems with everything that does not fit."""
    try:
        return shape.model_validate(file.data)
    except ValidationError as refused:
        file.stop([_problem(file, shape, error) for error in refused.errors(include_url=False, include_input=False)])
        raise


def close_to(word: str, known: Iterable[str]) -> str | None:
    """The known word somebody probably meant."""
    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=0.6)), None)


def _problem(file: TomlFile, shape: type[BaseModel], error: ErrorDetails) -> Problem:
    path: Path = tuple(part for part in error["loc"] if part != "[key]")
    context = error.get("ctx", {})
    written = _at(file.data, path)
    if error["type"] == "extra_forbidden":
        meant = close_to(str(path[-1]), _keys(shape, path[:-1]))
        values: Values = {"key": str(path[-1]), **({"meant": meant} if meant else {})}
        return file.problem(path, "unknown-key-near" if meant else "unknown-key", values, on_key=True)
    if error["type"] == "literal_error":
        return _choice(file, path, str(context["expected"]), written)
    what = _SENTENCES.get(error["type"], "does-not-fit")
    values = {"key": str(path[-1]) if path else "", **{key: _plain(value) for key, value in context.items()}}
    on_key = error["type"] == "missing" or error["loc"][-1:] == ("[key]",)
    return file.problem(path, what, values, on_key=on_key)


def _choice(file: TomlFile, path: Path, expected: str, written: object) -> Problem:
    choices = [choice.strip().strip("'") for choice in expected.replace(" or ", ", ").split(",")]
    if path == ("format",):
        return file.problem(path, "newer-format")
    if not isinstance(written, str):
        return file.problem(path, "wants-text", {"key": str(path[-1])})
    kind = "not-an-answer" if path[-1] == "status" else "not-a-choice"
    meant = close_to(written.lower(), choices)
    values: dict[str, str | int] = {"written": written, "choices": " / ".join(choices)}
    if meant:
        return file.problem(path, f"{kind}-near", {**values, "meant": meant})
    return file.problem(path, kind, values)


def _plain(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)


def _at(data: object, path: Path) -> object:
    for part in path:
        try:
            data = data[part]  # type: ignore[index]  # a document is dicts and tuples down to its leaves
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _keys(shape: Any, path: Path) -> list[str]:
    """The keys that may stand in the table at that path."""
    shape = _bare(shape)
    if not path:
        is_model = isinstance(shape, type) and issubclass(shape, BaseModel)
        return [field.alias or name for name, field in shape.model_fields.items()] if is_model else []
    if get_origin(shape) is dict:
        return _keys(get_args(shape)[1], path[1:])
    if get_origin(shape) is tuple:
        return _keys(get_args(shape)[0], path[1:])
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        for name, field in shape.model_fields.items():
            if (field.alias or name) == path[0]:
                return _keys(field.annotation, path[1:])
    return []


def _bare(shape: Any) -> Any:
    """A type without ``| None`` and annotations."""
    while get_origin(shape) in (Union, UnionType) or hasattr(shape, "__metadata__"):
        shape = get_args(shape)[0]
    return shape
