"""The shape of every file: which keys, of which kind, within which range.

A shape mirrors the file, key by key, and knows nothing beyond it; what the file means is decided where it becomes a
core value (``editions``, ``assessments``). Strict: nothing is converted, unknown keys are refused. Shapes are schemas
of pydantic's engine, written as plain data: classes would take longer to load than ``tenken score`` to answer.
"""

from typing import Any, TypeAlias

from tenken.core.cost.figures import Origin, PartKind, Property, Unit, Verified
from tenken.core.model import LIMITS, Cause, Exposure, Finder, Item, Response, Standing
from tenken.core.report.brand import OPTIONAL
from tenken.store.validation.toml_file import Table

Schema: TypeAlias = dict[str, Any]
"""A schema of ``pydantic_core``; its JSON Schema can be generated from it."""


PATTERNS: dict[str, str] = {}
"""Every pattern and the name of its sentence."""


def text(longest: int = 4_000) -> Schema:
    """Some text, not empty, of at most that many characters."""
    return {"type": "str", "min_length": 1, "max_length": longest, "strict": True}


def pattern(name: str, expression: str, longest: int = 80) -> Schema:
    """A text of which every character is spelled out; ``name`` is that of its sentence, ``[problem] wrong-<name>``."""
    bounded = rf"\A(?:{expression})\z"
    PATTERNS[bounded] = name
    return {"type": "str", "pattern": bounded, "max_length": longest, "strict": True}


def whole(least: int, most: int) -> Schema:
    """A whole number within a range."""
    return {"type": "int", "ge": least, "le": most, "strict": True}


def one_of(*choices: str | int) -> Schema:
    """One of a closed list."""
    return {"type": "literal", "expected": [str(choice) if isinstance(choice, str) else choice for choice in choices]}


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


NAME = text(200)
NOTE = text()
DAY: Schema = {"type": "date", "strict": True}
FLAG: Schema = {"type": "bool", "strict": True}
YEN = whole(0, 10**15)
ID = pattern("id", "[a-z][a-z0-9]*(?:-[a-z0-9]+)*", 40)
EDITION = pattern("edition", "[0-9a-z][0-9a-z.]*", 20)
REFERENCE = pattern("reference", "[a-z][a-z0-9-]*@[0-9a-z][0-9a-z.]*")
DIGEST = pattern("digest", "sha256:[0-9a-f]{64}")
SHA256 = pattern("sha256", "[0-9a-f]{64}")
STATUS = one_of("yes", "partial", "no", "unknown", "na")
TIER = one_of("quick", "standard", "full")
FORMAT = one_of(1)
TEXT = table({}, {"ja": NOTE, "en": NOTE})

# An edition: checklist.toml, and one file for each area.

CHECKLIST = table(
    {
        "format": FORMAT,
        "id": ID,
        "edition": EDITION,
        "title": TEXT,
        "areas": several(ID, 100, 1),
        "grade": several(table({"letter": pattern("letter", "[A-Z][+-]?"), "from": whole(0, 100)}), 10, 1),
        "gate": table({"no": NAME, "partial": NAME}),
    },
    {
        "fact": several(table({"id": ID, "text": TEXT}, {"default": FLAG}), 100),
        "light_when": several(ID, 20),
        "released": DAY,
        "predecessor": REFERENCE,
    },
)

REMEDY = table(
    {
        "first": TEXT,
        "effort": one_of("hours", "days", "weeks", "months"),
        "cost": one_of("none", "low", "medium", "high"),
        "role": one_of("owner", "officer", "admin", "system"),
        "within_days": whole(1, 3650),
    }
)

QUESTION = table(
    {"id": ID, "tier": TIER, "text": TEXT, "weight": whole(1, 5), "remedy": REMEDY},
    {
        "label": TEXT,
        "why": TEXT,
        "means": table({"yes": TEXT}, {"partial": TEXT}),
        "case": ID,
        "critical": FLAG,
        "proof": TEXT,
        "renew_months": whole(1, 120),
        "when": ID,
        "replaces": several(ID, 50),
        "refs": by(ID, several(NAME, 50)),
    },
)

AREA = table(
    {"format": FORMAT, "id": ID, "title": TEXT, "weight": whole(1, 100), "question": several(QUESTION, 5_000, 1)},
    {"intro": TEXT, "when": ID},
)

# An assessment.

EVIDENCE = table({"what": NOTE}, {"file": NAME, "sha256": SHA256, "dated": DAY})

VERDICT = table(
    {"status": STATUS},
    {"finding": NOTE, "severity": one_of("minor", "major", "critical"), "by": NAME, "on": DAY},
)

ANSWER = table(
    {},
    {
        "status": STATUS,
        "note": NOTE,
        "on": DAY,
        "by": NAME,
        "confirmed": FLAG,
        "evidence": several(EVIDENCE, 100),
        "action": table({}, {"owner": NAME, "due": DAY, "moved": several(DAY, 50)}),
        "verdict": VERDICT,
    },
)

BY_QUESTION = by(text(200), ANSWER)

ANSWERS = table({"answers": BY_QUESTION})
"""Answers alone, before they are in a file."""

EXPOSURE = table(
    {},
    {
        "persons": whole(*LIMITS["persons"]),
        "items": several(one_of(*Item), 50),
        **{key: whole(*LIMITS[key]) for key in ("yearly_sales", "card_share", "cash", "yearly_profit")},
        "standing": one_of(*Standing),
        "cause": one_of(*Cause),
        "found_by": one_of(*Finder),
        "response": one_of(*Response),
        "known_on": DAY,
    },
)

ASSESSMENT = table(
    {
        "format": FORMAT,
        "checklist": REFERENCE,
        "digest": DIGEST,
        "kind": one_of("self", "audit"),
        "depth": TIER,
        "date": DAY,
        "organisation": table({"name": NAME}, {"sector": NAME, "employees": whole(0, 10_000_000)}),
    },
    {
        "previous": table({"file": NAME, "sha256": SHA256}),
        "assessor": table({}, {"name": NAME, "role": NAME, "firm": NAME}),
        "profile": by(ID, FLAG),
        "exposure": EXPOSURE,
        "signoff": table({}, {"assessor": NAME, "reviewer": NAME, "approved_by": NAME, "on": DAY}),
        "answers": BY_QUESTION,
        "extra": by(text(200), {"type": "any"}),
    },
)
"""In the order in which tenken writes a new file."""

# What stands beside the editions.

CASE = table(
    {
        "id": ID,
        "title": TEXT,
        "year": NAME,
        "short": TEXT,
        "what": TEXT,
        "sources": several(
            table({"title": NAME, "date": NAME, "kind": one_of("primary", "secondary", "source-text")}), 50, 1
        ),
    },
    {
        "corrected": TEXT,
        "timeline": several(table({"at": NAME, "text": TEXT}), 100),
        "figure": several(table({"what": TEXT, "value": whole(0, 10**15), "unit": ID}), 100),
    },
)
CASES = table({"format": FORMAT, "case": several(CASE, 500)})

STANDARD = table(
    {
        "format": FORMAT,
        "id": ID,
        "key": ID,
        "title": TEXT,
        "edition": NAME,
        "dated": DAY,
        "source": NOTE,
        "item": several(table({"id": NAME, "title": TEXT}, {"light": TEXT}), 2_000, 1),
    },
    {"note": TEXT},
)

GLOSSARY = table(
    {
        "format": FORMAT,
        "term": several(
            table({"id": ID, "ja": NAME, "en": NAME}, {"avoid_ja": several(NAME, 50), "avoid_en": several(NAME, 50)}),
            500,
        ),
    }
)

# Whose name stands on the reports. Its texts have to fit on page 1, so they are short.

COLOUR = pattern("colour", "#[0-9A-Fa-f]{6}")


def line(longest: int) -> Schema:
    """Some text on one line."""
    return text(longest) | {"pattern": pattern("line", r"[^\n]*[^\s][^\n]*")["pattern"]}


BRAND = table(
    {"format": FORMAT, "brand": table({"name": line(40)})},
    {
        "colours": table({}, {"deep": COLOUR, "warning": COLOUR}),
        "logo": table({"file": line(200)}),
        "cover": table({"text": line(120)}),
        "footer": table({"text": line(80)}),
        "contact": table({"lines": several(line(60), 3, 1)}),
        "sections": table({}, dict.fromkeys(OPTIONAL, FLAG)),
        "extra": by(text(200), {"type": "any"}),
    },
)

# What a leak costs: figures/*.toml.

SOURCED = {"source": ID, "verified": one_of(*Verified)}
FIGURE = table(
    {"id": ID, "what": TEXT, "unit": one_of(*Unit), **SOURCED},
    {"value": YEN, "range": several(YEN, 3, 2), "note": TEXT},
)
KIND = table(
    {"id": one_of(*Item), "label": TEXT, "mental": whole(1, 3), "economic": whole(1, 3)},
    {"sensitive": FLAG, "property": one_of(*Property)},
)
RECKONING = table(
    {"id": ID, "what": TEXT, "unit": one_of(*Unit), "terms": several(several(YEN, 10, 1), 10, 1), **SOURCED},
    {"told": YEN},
)
SCENARIO = table(
    {"case": ID, "exposure": EXPOSURE},
    {
        "reckoning": several(RECKONING, 50),
        "outcome": several(
            table({"what": TEXT, "value": YEN, "unit": one_of(*Unit), **SOURCED}, {"total": FLAG}),
            50,
        ),
    },
)
FIGURES = table(
    {
        "format": FORMAT,
        "id": ID,
        "edition": EDITION,
        "dated": DAY,
        "levels_source": ID,
        "sensitive_source": ID,
        "source": several(table({"id": ID, "title": TEXT, "year": whole(1900, 2100), "kind": one_of(*Origin)}), 500, 1),
        "figure": several(FIGURE, 500, 1),
        "kind": several(KIND, 100, 1),
    },
    {
        "statement": several(
            table({"id": ID, "about": one_of("law", "report", "exemption", "beside"), "text": TEXT, **SOURCED}), 100
        ),
        "link": several(table({"part": one_of(*PartKind), "text": TEXT, "questions": several(ID, 100, 1)}), 100),
        "scenario": several(SCENARIO, 100),
    },
)


def exposure_of(shape: Table) -> Exposure:
    """The core value of what a firm has to lose."""
    words = {"standing": Standing, "cause": Cause, "found_by": Finder, "response": Response}
    chosen = {key: kind(shape[key]) for key, kind in words.items() if key in shape}
    return Exposure(**{**shape, **chosen, "items": tuple(Item(item) for item in shape.get("items", ()))})
