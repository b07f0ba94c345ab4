"""The schemas of an edition, its areas and questions, of cases, standards, terms and figures."""

from typing import Any

from tenken.core.cost.figures import CostPartKind, Property, SourceKind, Unit, Verified
from tenken.core.library import Case, CaseFigure, CaseSource, Moment, ReferenceItem, Standard, Term
from tenken.core.model import Area, Cost, DataItem, Effort, Fact, FirmRole, Gate, Grade, Question, Remedy, Text
from tenken.store.validation.schema import (
    DAY,
    EDITION,
    EXPOSURE,
    FLAG,
    FORMAT,
    ID,
    NAME,
    NOTE,
    REFERENCE,
    TEXT,
    TIER,
    YEN,
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

# What stands beside the editions.

CASE = becomes(
    Case,
    table(
        {
            "id": ID,
            "title": TEXT,
            "year": NAME,
            "short": TEXT,
            "what": TEXT,
            "sources": several(
                becomes(
                    CaseSource,
                    table({"title": NAME, "date": NAME, "kind": one_of("primary", "secondary", "source-text")}),
                ),
                50,
                1,
            ),
        },
        {
            "corrected": TEXT,
            "timeline": several(becomes(Moment, table({"at": NAME, "text": TEXT})), 100),
            "figure": several(becomes(CaseFigure, table({"what": TEXT, "value": whole(0, 10**15), "unit": ID})), 100),
        },
    ),
    {"figure": "figures"},
)
CASES = table({"format": FORMAT, "case": several(CASE, 500)})

STANDARD = becomes(
    Standard,
    table(
        {
            "format": FORMAT,
            "id": ID,
            "key": ID,
            "title": TEXT,
            "edition": NAME,
            "dated": DAY,
            "source": NOTE,
            "item": several(becomes(ReferenceItem, table({"id": NAME, "title": TEXT}, {"light": TEXT})), 2_000, 1),
        },
        {"note": TEXT},
    ),
    {"item": "items"},
)


def _term(ja: str, en: str, **others: Any) -> Term:
    return Term(name=Text(ja, en), **others)


GLOSSARY = table(
    {
        "format": FORMAT,
        "term": several(
            becomes(
                _term,
                table(
                    {"id": ID, "ja": NAME, "en": NAME}, {"avoid_ja": several(NAME, 50), "avoid_en": several(NAME, 50)}
                ),
            ),
            500,
        ),
    }
)

# What a leak costs: figures/*.toml.

SOURCED = {"source": ID, "verified": one_of(*Verified)}
FIGURE = table(
    {"id": ID, "what": TEXT, "unit": one_of(*Unit), **SOURCED},
    {"value": YEN, "range": several(YEN, 3, 2), "note": TEXT},
)
KIND = table(
    {"id": one_of(*DataItem), "label": TEXT, "mental": whole(1, 3), "economic": whole(1, 3)},
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
        "source": several(
            table({"id": ID, "title": TEXT, "year": whole(1900, 2100), "kind": one_of(*SourceKind)}), 500, 1
        ),
        "figure": several(FIGURE, 500, 1),
        "kind": several(KIND, 100, 1),
    },
    {
        "statement": several(
            table({"id": ID, "about": one_of("law", "report", "exemption", "beside"), "text": TEXT, **SOURCED}), 100
        ),
        "link": several(table({"part": one_of(*CostPartKind), "text": TEXT, "questions": several(ID, 100, 1)}), 100),
        "scenario": several(SCENARIO, 100),
    },
)
