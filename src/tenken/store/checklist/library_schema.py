"""The schemas of what stands beside the editions: cases, standards, terms, the law, and the figures of a leak's cost.

Apart from ``schema``, which every command loads: only reports and costs look at these.
"""

from typing import Any

from tenken.core.cost.figures import CostPartKind, Property, SourceKind, Unit, Verified
from tenken.core.library import Case, CaseFigure, CaseSource, Moment, ReferenceItem, Standard, Term
from tenken.core.model import DataItem, Text
from tenken.store.validation.schema import (
    DAY,
    EDITION,
    EXPOSURE,
    FLAG,
    FORMAT,
    ID,
    NAME,
    NOTE,
    TEXT,
    YEN,
    becomes,
    one_of,
    several,
    table,
    whole,
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
                    table(
                        {"title": NAME, "date": NAME, "kind": one_of("primary", "secondary", "source-text")},
                        {"title_en": NAME},
                    ),
                ),
                50,
                1,
            ),
        },
        {
            "corrected": TEXT,
            "views": several(TEXT, 50),
            "timeline": several(becomes(Moment, table({"at": NAME, "text": TEXT}, {"at_en": NAME})), 100),
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
        {"note": TEXT, "complete": FLAG},
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
                    {"id": ID, "ja": NAME, "en": NAME},
                    {"avoid_ja": several(NAME, 50), "avoid_en": several(NAME, 50), "since": DAY},
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
    {"value": YEN, "range": several(YEN, 3, 2), "note": TEXT, "only_with": several(one_of(*DataItem), 50, 1)},
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
SOURCE = table({"id": ID, "title": TEXT, "year": whole(1900, 2100), "kind": one_of(*SourceKind)})
LAW = table(
    {
        "format": FORMAT,
        "id": ID,
        "edition": EDITION,
        "dated": DAY,
        "source": several(SOURCE, 500, 1),
        "line": several(
            table(
                {
                    "id": ID,
                    "about": one_of("law", "report", "exemption", "amendment"),
                    "text": TEXT,
                    "read": DAY,
                    **SOURCED,
                },
                {"starts": DAY, "by": DAY},
            ),
            500,
            1,
        ),
    }
)
FIGURES = table(
    {
        "format": FORMAT,
        "id": ID,
        "edition": EDITION,
        "dated": DAY,
        "levels_source": ID,
        "sensitive_source": ID,
        "source": several(SOURCE, 500, 1),
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
