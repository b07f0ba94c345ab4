"""The shape of every file: which keys, of which kind, within which range.

A shape mirrors the file, key by key, and says which value of the core each of its tables becomes; what only shows when
tables are held against each other is checked by their loaders. Strict: nothing is converted, unknown keys are refused.
Shapes are schemas of pydantic's engine, written as plain data: classes would take longer to load than ``tenken score``
to answer.
"""

from collections.abc import Callable
from dataclasses import Field, fields, is_dataclass
from typing import Any, TypeAlias

from tenken.core.model import (
    LIMITS,
    LONGEST_NAME,
    LONGEST_NOTE,
    Cause,
    DataItem,
    Depth,
    Exposure,
    Finder,
    Response,
    SocialStanding,
    Status,
    Text,
)

Schema: TypeAlias = dict[str, Any]
"""A schema of ``pydantic_core``; its JSON Schema can be generated from it."""


PATTERNS: dict[str, str] = {}
"""Every pattern and the name of its sentence."""


def text(longest: int = LONGEST_NOTE) -> Schema:
    """Some text, not empty, of at most that many characters."""
    return {"type": "str", "min_length": 1, "max_length": longest, "strict": True}


def pattern(name: str, expression: str, longest: int = 80) -> Schema:
    """A text of which every character is spelled out; ``name`` is that of its sentence, ``[problem] wrong-<name>``."""
    bounded = rf"\A(?:{expression})\z"
    PATTERNS[bounded] = name
    return {"type": "str", "pattern": bounded, "max_length": longest, "strict": True}


def line(longest: int) -> Schema:
    """Some text on one line, of which something can be read."""
    return text(longest) | {"pattern": pattern("line", r"[^\n]*[^\s][^\n]*")["pattern"]}


def whole(least: int, most: int) -> Schema:
    """A whole number within a range."""
    return {"type": "int", "ge": least, "le": most, "strict": True}


def one_of(*choices: str | int) -> Schema:
    """One of a closed list; out comes the choice itself, so that the words of an enum become its members."""
    return {"type": "literal", "expected": list(choices)}


def several(member: Schema, most: int, least: int = 0) -> Schema:
    """A list."""
    size = {"min_length": least, "max_length": most}
    return {"type": "tuple", "items_schema": [member], "variadic_item_index": 0, "strict": True, **size}


def by(key: Schema, member: Schema) -> Schema:
    """A table whose keys are the user's own."""
    return {"type": "dict", "keys_schema": key, "values_schema": member, "strict": True}


def table(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    """A table closed to unknown keys."""
    fields = {key: {"type": "typed-dict-field", "schema": schema, "required": True} for key, schema in required.items()}
    for key, schema in (optional or {}).items():
        fields[key] = {"type": "typed-dict-field", "schema": schema, "required": False}
    return {"type": "typed-dict", "fields": fields, "extra_behavior": "forbid", "strict": True}


def key_of(entry: Field[Any]) -> str:
    """How a file names a field: its name, but where it says another ``key``."""
    key: str = entry.metadata.get("key", entry.name)
    return key


def becomes(kind: Callable[..., object], shape: Schema, named: dict[str, str] | None = None) -> Schema:
    """A table that becomes a value of that kind: its keys are the fields', but for those that are ``named``.

    What the file leaves out is what the kind says it is by default. ``format`` belongs to the file alone.
    """
    own = {key_of(entry): entry.name for entry in fields(kind)} if isinstance(kind, type) and is_dataclass(kind) else {}
    names = own | (named or {})

    def make(members: dict[str, Any]) -> object:
        return kind(**{names.get(key, key): member for key, member in members.items() if key != "format"})

    return {"type": "function-after", "function": {"type": "no-info", "function": make}, "schema": shape}


def fields_of(shape: Schema) -> dict[str, Schema]:
    """What may stand in a table, by key; nothing where the shape is of something else."""
    fields: dict[str, Schema] = bare(shape).get("fields", {})
    return {key: field["schema"] for key, field in fields.items()}


def bare(shape: Schema) -> Schema:
    """The shape in the file, whatever it becomes."""
    return bare(shape["schema"]) if shape["type"] == "function-after" else shape


NAME = text(LONGEST_NAME)
NOTE = text()
DAY: Schema = {"type": "date", "strict": True}
FLAG: Schema = {"type": "bool", "strict": True}
YEN = whole(0, 10**15)
ID = pattern("id", "[a-z][a-z0-9]*(?:-[a-z0-9]+)*", 40)
EDITION = pattern("edition", "[0-9a-z][0-9a-z.]*", 20)
REFERENCE = pattern("reference", "[a-z][a-z0-9-]*@[0-9a-z][0-9a-z.]*")
DIGEST = pattern("digest", "sha256:[0-9a-f]{64}")
SHA256 = pattern("sha256", "[0-9a-f]{64}")
STATUS = one_of(*Status)
TIER = one_of(*Depth)
FORMAT = one_of(1)
TEXT = becomes(Text, table({}, {"ja": NOTE, "en": NOTE}))

EXPOSURE = becomes(
    Exposure,
    table(
        {},
        {
            "persons": whole(*LIMITS["persons"]),
            "items": several(one_of(*DataItem), 50),
            **{key: whole(*LIMITS[key]) for key in ("yearly_sales", "card_share", "cash", "yearly_profit")},
            "standing": one_of(*SocialStanding),
            "cause": one_of(*Cause),
            "found_by": one_of(*Finder),
            "response": one_of(*Response),
            "known_on": DAY,
        },
    ),
)
