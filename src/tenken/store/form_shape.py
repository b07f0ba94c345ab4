"""The shape of what the offline form saves: JSON, and therefore days as texts. Made of the pieces of ``shapes``."""

from tenken.store.validation.schema import (
    DIGEST,
    FLAG,
    FORMAT,
    ID,
    NAME,
    NOTE,
    REFERENCE,
    STATUS,
    Schema,
    by,
    pattern,
    table,
)

WRITTEN_DAY: Schema = {
    "type": "chain",
    "steps": [pattern("day", "(?:20[0-9]{2}|2100)-[0-9]{2}-[0-9]{2}", 10), {"type": "date"}],
}
"""A day in JSON, which has only texts for it."""

FILLED = by(
    ID,
    table(
        {},
        {
            "status": STATUS,
            "note": NOTE,
            "owner": NAME,
            "due": WRITTEN_DAY,
            "evidence": by(
                pattern("piece", "[0-9]{1,4}|new-[0-9]{1,4}", 10),
                table({}, {"what": NOTE, "file": NAME, "dated": WRITTEN_DAY}),
            ),
        },
    ),
)
"""Answers in the parts that a person fills in."""

FORM = table(
    {
        "format": FORMAT,
        "checklist": REFERENCE,
        "digest": DIGEST,
        "identity": DIGEST,
        "organisation": NAME,
        "content": DIGEST,
        "base": table({"facts": by(ID, FLAG), "answers": FILLED}),
        "facts": by(ID, FLAG),
        "answers": FILLED,
    },
    {"by": NAME},
)
