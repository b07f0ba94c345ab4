"""What stands beside the editions: ``cases.toml``, ``references/*.toml`` and ``glossary.toml`` become one Library.

Looked for in the same places as the editions; what is found first counts. The figures in it are read by ``figures``.
"""

from collections.abc import Sequence
from pathlib import Path

from tenken.core.library import Case, CaseFigure, CaseSource, Library, Moment, ReferenceItem, Standard, Term
from tenken.core.model import Text
from tenken.store.checklist import figures
from tenken.store.checklist.schema import CASES, GLOSSARY, STANDARD
from tenken.store.validation.toml_file import TomlFile, TomlTable, read
from tenken.store.validation.validate import fit

CASES_FILE = "cases.toml"
REFERENCES = "references"
GLOSSARY_FILE = "glossary.toml"


def load(places: Sequence[Path]) -> Library:
    """The library of those places; raises FileProblems with everything wrong in the first faulty file."""
    cases: dict[str, Case] = {}
    standards: dict[str, Standard] = {}
    terms: dict[str, Term] = {}
    for place in places:
        if (place / CASES_FILE).is_file():
            for case in fit(_read(place, CASES_FILE), CASES)["case"]:
                cases.setdefault(case["id"], _case(case))
        for path in sorted((place / REFERENCES).glob("*.toml")):
            standard = fit(_read(place, f"{REFERENCES}/{path.name}"), STANDARD)
            standards.setdefault(standard["id"], _standard(standard))
        if (place / GLOSSARY_FILE).is_file():
            for term in fit(_read(place, GLOSSARY_FILE), GLOSSARY)["term"]:
                terms.setdefault(term["id"], _term(term))
    return Library(
        cases=cases, standards=tuple(standards.values()), terms=tuple(terms.values()), figures=figures.load(places)
    )


def _read(place: Path, name: str) -> TomlFile:
    return read(place / name, f"{place.name}/{name}")


def _case(shape: TomlTable) -> Case:
    return Case(
        id=shape["id"],
        title=Text(**shape["title"]),
        year=shape["year"],
        short=Text(**shape["short"]),
        what=Text(**shape["what"]),
        sources=tuple(CaseSource(**source) for source in shape["sources"]),
        timeline=tuple(Moment(at=moment["at"], text=Text(**moment["text"])) for moment in shape.get("timeline", ())),
        figures=tuple(
            CaseFigure(what=Text(**figure["what"]), value=figure["value"], unit=figure["unit"])
            for figure in shape.get("figure", ())
        ),
        corrected=Text(**shape.get("corrected", {})),
    )


def _standard(shape: TomlTable) -> Standard:
    return Standard(
        id=shape["id"],
        key=shape["key"],
        title=Text(**shape["title"]),
        edition=shape["edition"],
        dated=shape["dated"],
        source=shape["source"],
        items=tuple(
            ReferenceItem(id=item["id"], title=Text(**item["title"]), light=Text(**item.get("light", {})))
            for item in shape["item"]
        ),
        note=Text(**shape.get("note", {})),
    )


def _term(shape: TomlTable) -> Term:
    name = Text(ja=shape["ja"], en=shape["en"])
    return Term(id=shape["id"], name=name, avoid_ja=shape.get("avoid_ja", ()), avoid_en=shape.get("avoid_en", ()))
