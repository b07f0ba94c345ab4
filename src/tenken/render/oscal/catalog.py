"""An edition as an OSCAL catalog: areas are groups, questions are controls, and what makes a yes is their objective.

Written by ``tenken checklist show EDITION --format oscal`` and not put into each assessment: tools import catalogs and
results separately, and one catalog serves every firm and year. The results name the catalog they mean by
identifier and SHA-256. Weights, grades and remedies go along as properties, so that a score can be recomputed.
"""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from tenken.core.library import Library
from tenken.core.model import Area, Checklist, Question, Text
from tenken.render.oscal import documents
from tenken.render.oscal.documents import OURS, Node
from tenken.words import Words

ENDING = "catalog.json"
"""How the name of the file ends."""

NO_DAY = date(1970, 1, 1)
"""OSCAL demands a date of every document, even of an edition that is not released."""

RMF = "http://csrc.nist.gov/ns/rmf"
"""The namespace in which OSCAL names methods of assessing."""

Sources: TypeAlias = Mapping[tuple[str, str], Node]
"""The law or standard that a question's reference (key and item) is found in."""


def render(checklist: Checklist, library: Library, words: Words) -> bytes:
    """The catalog of an edition as JSON, with the texts in one language."""
    return documents.written(catalog(checklist, library, words))


def catalog(checklist: Checklist, library: Library, words: Words) -> Node:
    """The same before it is written."""
    sources = _sources(checklist, library, words)
    cited = {node["uuid"]: node for node in sources.values()}
    body = {
        "metadata": documents.metadata(
            words.text(checklist.title) or checklist.reference,
            checklist.released or NO_DAY,
            checklist.edition,
            published=documents.start_of(checklist.released) if checklist.released else None,
            props=_head(checklist, words),
            remarks=None if checklist.released else documents.prose(words("oscal.unreleased")),
        ),
        "groups": [_group(at, area, library, sources, words) for at, area in enumerate(checklist.areas, 1)],
        "back-matter": documents.filled({"resources": list(cited.values())}),
    }
    return documents.document("catalog", body)


def file_name(checklist: Checklist) -> str:
    """What ``tenken checklist show`` calls the file where nobody says otherwise."""
    return f"{checklist.id}-{checklist.edition}.{ENDING}"


def objective_id(question_id: str) -> str:
    """The part of a control that a finding is about."""
    return f"{question_id}_obj"


def _head(checklist: Checklist, words: Words) -> list[Node]:
    told = documents.props(
        {
            "checklist": checklist.reference,
            "digest": checklist.digest,
            "language": words.lang,
            "predecessor": checklist.predecessor,
            "gate-no": checklist.gate.no,
            "gate-partial": checklist.gate.partial,
        }
    )
    return told + [documents.prop("grade", f"{grade.letter} {grade.least}") for grade in checklist.grades]


def _group(at: int, area: Area, library: Library, sources: Sources, words: Words) -> Node:
    intro = words.text(area.intro)
    controls = []
    for position, question in enumerate(area.questions, 1):
        places = {"label": f"{at}-{position}", "sort-id": f"{at:03}-{position:04}"}
        controls.append(_control(question, places, sources, words) | {"parts": _parts(question, library, words)})
    return documents.filled(
        {
            "id": f"{area.id}_area",
            "class": "area",
            "title": documents.line(words.text(area.title) or area.id),
            "props": [
                {"name": "label", "value": str(at)},
                {"name": "sort-id", "value": f"{at:03}"},
                *documents.props({"area": area.id, "weight": area.weight, "when": area.when}),
            ],
            "parts": [{"name": "overview", "prose": documents.prose(intro)}] if intro else [],
            "controls": controls,
        }
    )


def _control(question: Question, places: Mapping[str, str], sources: Sources, words: Words) -> Node:
    remedy = question.remedy
    own: dict[str, str | int | None] = {
        "weight": question.weight,
        "critical": question.critical,
        "tier": question.tier,
        "when": question.when,
        "unless": question.unless,
        "renew-months": question.renew_months,
        "effort": remedy.effort,
        "cost": remedy.cost,
        "role": remedy.role,
        "within-days": remedy.within_days,
    }
    return documents.filled(
        {
            "id": question.id,
            "class": "question",
            "title": documents.line(words.text(question.name) or question.id),
            "props": [
                *({"name": name, "value": value} for name, value in places.items()),
                *documents.props(own),
                *(documents.prop("replaces", before) for before in question.replaces),
            ],
            "links": [
                {"href": f"#{sources[key, item]['uuid']}", "rel": "reference", "text": documents.line(item)}
                for key, items in question.refs.items()
                for item in items
            ],
        }
    )


def _parts(question: Question, library: Library, words: Words) -> list[Node]:
    """What is asked, why, what makes a yes and what a partial, what good evidence is, the way out, a real case."""

    def part(name: str, ending: str, text: Text | str, **more: object) -> list[Node]:
        told = text if isinstance(text, str) else words.text(text)
        return [{"id": f"{question.id}_{ending}", "name": name, **more, "prose": documents.prose(told)}] if told else []

    proof = words.text(question.proof)
    method = {
        "id": f"{question.id}_asm",
        "name": "assessment-method",
        "props": [{"name": "method", "ns": RMF, "value": "EXAMINE"}],
        "parts": [{"name": "assessment-objects", "prose": documents.prose(proof)}],
    }
    case = library.cases.get(question.case or "")
    asked = words.text(question.text) or question.id
    return [
        *part("statement", "smt", asked),
        *part("guidance", "gdn", question.why),
        {
            "id": objective_id(question.id),
            "name": "assessment-objective",
            "prose": documents.prose(words.text(question.means_yes) or asked),
        },
        *([method] if proof else []),
        *part("partial", "partial", question.means_partial, ns=OURS),
        *part("first-step", "first", question.remedy.first, ns=OURS),
        *part("case", "case", words.case(case) if case else "", ns=OURS),
    ]


def _sources(checklist: Checklist, library: Library, words: Words) -> Sources:
    listed = {(standard.key, item.id): standard for standard in library.standards for item in standard.items}
    found: dict[tuple[str, str], Node] = {}
    for _, question in checklist.questions:
        for key, items in question.refs.items():
            for item in items:
                standard = listed.get((key, item))
                if standard is None:
                    found[key, item] = documents.resource(key, props=documents.props({"key": key}))
                    continue
                found[key, item] = documents.resource(
                    words.text(standard.title) or standard.id,
                    description=documents.prose(words.text(standard.note)) if standard.note else None,
                    props=[
                        {"name": "version", "value": documents.plain(standard.edition)},
                        *documents.props({"key": key, "checked-on": standard.dated.isoformat()}),
                    ],
                    document_ids=[{"identifier": standard.id}],
                    citation={"text": documents.line(standard.source)},
                )
    return found
