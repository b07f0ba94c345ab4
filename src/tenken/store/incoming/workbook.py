"""Workbooks of others, read: a file becomes grids of cells, or a Problem that says why not.

Parsing happens in the sandbox (``workbook_parser``), which may be killed by what it reads. What the cells mean
is not known here. Of the checks on texts, only ``clean`` has been applied to what comes out: what may be kept of it is
decided where it becomes an answer (``editor.faults``).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tenken import sandbox
from tenken.core.merge.grid import CellKind, Grid, GridCell
from tenken.core.problem import FileProblems, Problem, Values
from tenken.core.system_fault import reason_of
from tenken.store.incoming import workbook_parser
from tenken.store.validation.sanitize import clean, hides

LARGEST = 5_000_000
"""Bytes of a workbook; an answer sheet of 119 questions has about 100,000."""
BOUNDS = sandbox.Bounds(memory=500_000_000, cpu_seconds=2, wall_seconds=30)
"""An honest answer sheet needs a tenth of a second; the wall is for a machine that is busy."""


def read(path: Path) -> tuple[Grid, ...]:
    """The sheets of a workbook in their order; raises FileProblems."""
    return parse(_content(path), str(path))


def parse(content: bytes, name: str) -> tuple[Grid, ...]:
    """The same for a file that was read already."""
    try:
        answer = sandbox.run(workbook_parser.__file__, "grids", content, BOUNDS)
    except sandbox.OverBounds:
        raise _refused(name, "sheet-too-much") from None
    except sandbox.ChildFailed:
        raise _refused(name, "sheet-damaged") from None
    if "refused" in answer:
        what, values = answer["refused"]
        raise _refused(
            name, what, {key: clean(value) if isinstance(value, str) else value for key, value in values.items()}
        )
    return tuple(_grid(sheet) for sheet in answer["sheets"])


def _grid(sheet: Mapping[str, Any]) -> Grid:
    cells = {(row, column): GridCell(CellKind(kind), clean(text)) for row, column, kind, text in sheet["cells"]}
    return Grid(
        clean(sheet["name"]),
        cells,
        {(row, column): clean(text) for row, column, text in sheet["formulas"]},
        tuple(((top, left), (bottom, right)) for (top, left), (bottom, right) in sheet["merged"]),
        frozenset((row, column) for row, column, _, text in sheet["cells"] if hides(text)),
    )


def _content(path: Path) -> bytes:
    """The file's bytes, never more than the largest allowed."""
    if path.is_dir() or (path.exists() and not path.is_file()):
        raise _refused(str(path), "not-a-file")
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except FileNotFoundError:
        raise _refused(str(path), "not-found") from None
    except OSError as reason:
        raise _refused(str(path), "unreadable", reason_of(reason)) from None
    if len(content) > LARGEST:
        raise _refused(str(path), "sheet-too-big", {"most": LARGEST // 1_000_000})
    return content


def _refused(name: str, what: str, values: Values | None = None) -> FileProblems:
    return FileProblems([Problem(file=name, what=what, values=values or {})])
