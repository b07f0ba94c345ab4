"""The schemas of an edition, its areas and questions; those of what stands beside it are ``library_schema``'s."""

from typing import Any

from tenken.core.model import Area, Cost, Effort, Fact, FirmRole, Gate, Grade, Question, Remedy, Text
from tenken.store.validation.schema import (
    DAY,
    EDITION,
    FLAG,
    FORMAT,
    ID,
    NAME,
    REFERENCE,
    TEXT,
    TIER,
    becomes,
    by,
    one_of,
    pattern,
    several,
    table,
    whole,
)

# An edition: checklist.toml, and one file for each area.

CHECKLIST = table(
    {
        "format": FORMAT,
        "id": ID,
        "edition": EDITION,
        "title": TEXT,
        "areas": several(ID, 100, 1),
        "grade": several(
            becomes(
                Grade, table({"letter": pattern("letter", "[A-Z][+-]?"), "from": whole(0, 100)}), {"from": "least"}
            ),
            10,
            1,
        ),
        "gate": becomes(Gate, table({"no": NAME, "partial": NAME})),
    },
    {
        "fact": several(becomes(Fact, table({"id": ID, "text": TEXT}, {"default": FLAG})), 100),
        "subject": TEXT,
        "personal_data": FLAG,
        "given_wording": FLAG,
        "light_when": several(ID, 20),
        "released": DAY,
        "predecessor": REFERENCE,
    },
)

REMEDY = becomes(
    Remedy,
    table(
        {
            "first": TEXT,
            "effort": one_of(*Effort),
            "cost": one_of(*Cost),
            "role": one_of(*FirmRole),
            "within_days": whole(1, 3650),
        }
    ),
)


def _question(means: dict[str, Text] | None = None, refs: dict[str, Any] | None = None, **others: Any) -> Question:
    answers: dict[str, Any] = {f"means_{answer}": text for answer, text in (means or {}).items()}
    refs = dict(sorted((refs or {}).items()))  # equal content, equal value, wherever it came from
    return Question(refs=refs, **answers, **others)


QUESTION = becomes(
    _question,
    table(
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
            "unless": ID,
            "replaces": several(ID, 50),
            "refs": by(ID, several(NAME, 50)),
        },
    ),
)

AREA = becomes(
    Area,
    table(
        {"format": FORMAT, "id": ID, "title": TEXT, "weight": whole(1, 100), "question": several(QUESTION, 5_000, 1)},
        {"intro": TEXT, "when": ID},
    ),
    {"question": "questions"},
)
