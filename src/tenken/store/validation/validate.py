"""Holding a document against its shape, with every refusal turned into a Problem in the file's own terms.

The engine is pydantic's; its own English message is never shown: its type code chooses a sentence of
``templates/words``.
"""

from typing import TypeVar

from pydantic_core import ErrorDetails, SchemaValidator, ValidationError

from tenken.core.problem import FileProblems, Guesses, KeyPath, Problem, Values
from tenken.store.validation.schema import PATTERNS, Schema, bare
from tenken.store.validation.toml_file import TomlFile

Value = TypeVar("Value")

_SENTENCES = {
    "missing": "missing-key",
    "date_parsing": "no-such-day",
    "date_from_datetime_parsing": "no-such-day",
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
}
"""pydantic's type codes → keys under ``[problem]``."""


def fit(file: TomlFile, shape: Schema, kind: type[Value], *, place: bool = True) -> Value:
    """What the file's data becomes by that shape; raises FileProblems with everything that does not fit.

    Without ``place`` the problems have no lines yet, for a caller who has more to tell and places all of them at once.
    """
    validator = SchemaValidator(shape)
    try:
        fitting = validator.validate_python(file.data)
    except ValidationError as refused:
        errors = refused.errors(include_url=False, include_input=False)
        above = {error["loc"][:end] for error in errors for end in range(len(error["loc"]))}
        guesses = Guesses()
        problems = [_problem(file, shape, error, guesses) for error in errors if not _follows(error, above)]
        if not place:
            raise FileProblems(problems) from None
        file.stop(problems)
        raise
    assert isinstance(fitting, kind)
    return fitting


def _follows(error: ErrorDetails, above: set[tuple[int | str, ...]]) -> bool:
    """Whether a list only seems too short because its members were refused; ``above`` is all that has such members."""
    return error["type"] == "too_short" and error["loc"] in above


def _problem(file: TomlFile, shape: Schema, error: ErrorDetails, guesses: Guesses) -> Problem:
    path: KeyPath = tuple(part for part in error["loc"] if part != "[key]")
    context = error.get("ctx", {})
    written = _at(file.data, path)
    if error["type"] == "extra_forbidden":
        meant = guesses.close_to(str(path[-1]), _at_path(shape, path[:-1]).get("fields", {}))
        values: Values = {"key": str(path[-1]), **({"meant": meant} if meant else {})}
        return file.problem(path, "unknown-key-near" if meant else "unknown-key", values, on_key=True)
    if error["type"] == "literal_error":
        return _choice(file, path, _at_path(shape, path)["expected"], written, guesses)
    what = _SENTENCES.get(error["type"], "does-not-fit")
    if error["type"] == "string_pattern_mismatch":
        what = f"wrong-{PATTERNS[context['pattern']]}"
    values = {"key": str(path[-1]) if path else "", **{key: _plain(value) for key, value in context.items()}}
    on_key = error["type"] == "missing" or error["loc"][-1:] == ("[key]",)
    return file.problem(path, what, values, on_key=on_key)


def _choice(file: TomlFile, path: KeyPath, choices: list[str], written: object, guesses: Guesses) -> Problem:
    if path == ("format",):
        return file.problem(path, "newer-format")
    if not isinstance(written, str):
        return file.problem(path, "wants-text", {"key": str(path[-1])})
    kind = "not-an-answer" if path[-1] == "status" else "not-a-choice"
    meant = guesses.close_to(written.lower(), choices)
    values: dict[str, str | int] = {"written": written, "choices": " / ".join(choices)}
    if meant:
        return file.problem(path, f"{kind}-near", {**values, "meant": meant})
    return file.problem(path, kind, values)


def _plain(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)


def _at(data: object, path: KeyPath) -> object:
    for part in path:
        try:
            data = data[part]  # type: ignore[index]  # a document is dicts and tuples down to its leaves
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _at_path(shape: Schema, path: KeyPath) -> Schema:
    """The shape of what stands at that path."""
    for part in path:
        shape = bare(shape)
        if shape["type"] == "typed-dict":
            field = shape["fields"].get(str(part))
            shape = field["schema"] if field else {"type": "any"}
        elif shape["type"] == "dict":
            shape = shape["values_schema"]
        elif shape["type"] == "tuple":
            shape = shape["items_schema"][0]
    return bare(shape)
