"""What lint complains of, as problems of an edition's files.

Apart from ``editions``, which every command loads: the rules and what they look at are for ``checklist lint`` alone.
"""

from collections.abc import Iterable
from pathlib import Path

from tenken.core.lint import Violation
from tenken.core.problem import Problem
from tenken.store.validation.positions import placed
from tenken.store.validation.toml_file import read


def place_complaints(folder: Path, complaints: Iterable[Violation]) -> list[Problem]:
    """The complaints of lint as problems of their files, each with its line."""
    by_part: dict[str, list[Violation]] = {}
    for complaint in complaints:
        by_part.setdefault(complaint.part, []).append(complaint)
    problems: list[Problem] = []
    for part, found in by_part.items():
        file = read(folder / f"{part}.toml", f"{folder.name}/{part}.toml")
        told = [file.problem(entry.path, entry.rule, entry.values) for entry in found]
        problems += placed(told, file.text)
    return problems
