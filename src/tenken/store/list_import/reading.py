"""A list of questions as a file: a workbook or a table as text becomes the areas and questions that it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tenken.core.library import Library
from tenken.core.merge.grid import Grid
from tenken.core.problem import FileProblems, UsageProblem, Values
from tenken.core.question_list.questions import QuestionList, named_apart, question_list
from tenken.core.question_list.table import choose, fitness
from tenken.store.incoming import delimited, workbook
from tenken.store.validation.sanitize import Sanitizer
from tenken.store.validation.toml_file import read_bytes

_WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class ReadList:
    """What a file says, and how it was read."""

    questions: QuestionList
    encoding: str
    """``utf-8``, ``cp932`` and so on; empty for a workbook."""
    separator: str
    """What parts the columns; empty for a workbook."""
    other_sheets: tuple[str, ...]
    """The names of sheets that were not read."""


def read_list(path: Path, library: Library, *, sheet: str | None = None, language: str | None = None) -> ReadList:
    """The questions of a list; raises FileProblems with all that is wrong in it, UsageProblem where ``sheet`` is none.

    ``language`` is that of texts whose heading names none; left out, it follows from the questions.
    """
    name = str(path)
    content = read_bytes(path, name, workbook.LARGEST)
    encoding = separator = ""
    if content.startswith(_WORKBOOKS) or _is_page(content):
        grids: Sequence[Grid] = workbook.parse(content, name)
    else:
        text, encoding = delimited.decoded(content, name)
        grid, separator = _parted(text, name)
        grids = [grid]
    if sheet is not None:
        others = tuple(grid.name for grid in grids if grid.name != sheet)
        grids = [grid for grid in grids if grid.name == sheet]
        if not grids:
            raise UsageProblem("no-such-sheet", {"written": sheet[:60], "choices": " / ".join(others) or "-"})
        table, _ = choose(grids, name)
    else:
        table, others = choose(grids, name)

    holding: dict[str, list[str]] = {}
    for standard in library.standards:
        for item in standard.items:
            holding.setdefault(item.id, []).append(standard.key)

    def holders(item: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(holding.get(item, ())))

    found = question_list(table, name, _fault, holders, language)
    named_apart(found)
    return ReadList(found, encoding, separator, others)


def _is_page(content: bytes) -> bool:
    """Whether it is a web page or XML, which workbooks are saved as by mistake; the workbook's reader says so."""
    return content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _parted(text: str, name: str) -> tuple[Grid, str]:
    """The grid with the separator by which most columns are known."""
    found: list[tuple[int, int, Grid, str]] = []
    faults: list[FileProblems] = []
    for at, separator in enumerate(delimited.SEPARATORS):
        try:
            grid = delimited.parse(text, name, separator)
        except FileProblems as refused:
            faults.append(refused)
            continue
        found.append((fitness(grid), -at, grid, separator))
    if not found or (faults and not max(found)[0]):
        raise faults[0]
    _, _, grid, separator = max(found, key=lambda entry: entry[:2])
    return grid, separator


def _fault(text: str) -> tuple[str, Values] | None:
    """Why a text cannot be kept."""
    sanitizer = Sanitizer()
    sanitizer.cleaned(text)
    return (sanitizer.faults[0][1], sanitizer.faults[0][2]) if sanitizer.faults else None
