"""What stands beside the editions: ``cases.toml``, ``references/*.toml`` and ``glossary.toml`` become one Library.

Looked for in the same places as the editions; what is found first counts. Its figures are read by ``figures``, its law
by ``law``.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from tenken.core.library import Case, Library, Standard, Term
from tenken.store.checklist import figures, law
from tenken.store.checklist.library_schema import CASES, GLOSSARY, STANDARD
from tenken.store.validation.toml_file import TomlFile, read
from tenken.store.validation.validate import fit

CASES_FILE = "cases.toml"
REFERENCES = "references"
GLOSSARY_FILE = "glossary.toml"
FOLDERS = (REFERENCES, figures.FOLDER, law.FOLDER)
"""What stands beside the editions in folders of its own."""


def load(places: Sequence[Path]) -> Library:
    """The library of those places; raises FileProblems with everything wrong in the first faulty file."""
    cases: dict[str, Case] = {}
    standards: dict[str, Standard] = {}
    terms: dict[str, Term] = {}
    for place in places:
        if (place / CASES_FILE).is_file():
            for case in fit(_read(place, CASES_FILE), CASES, dict)["case"]:
                cases.setdefault(case.id, case)
        for path in sorted((place / REFERENCES).glob("*.toml")):
            standard = fit(_read(place, f"{REFERENCES}/{path.name}"), STANDARD, Standard)
            standards.setdefault(standard.id, standard)
        if (place / GLOSSARY_FILE).is_file():
            for term in fit(_read(place, GLOSSARY_FILE), GLOSSARY, dict)["term"]:
                terms.setdefault(term.id, term)
    return Library(
        cases=cases,
        standards=tuple(standards.values()),
        terms=tuple(terms.values()),
        figures=figures.load(places),
        law=law.load(places),
    )


def digest(places: Sequence[Path]) -> str:
    """SHA-256 over all files of the library of those places: another library, another report."""
    whole = hashlib.sha256()
    for place in places:
        folders = (place, *(place / name for name in FOLDERS))
        for path in sorted(path for folder in folders for path in folder.glob("*.toml")):
            content = path.read_bytes()
            whole.update(f"{path.relative_to(place).as_posix()} {len(content)}\n".encode() + content)
    return whole.hexdigest()


def _read(place: Path, name: str) -> TomlFile:
    return read(place / name, f"{place.name}/{name}")
