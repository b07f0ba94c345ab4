"""Workbooks of others, read: a file becomes grids of cells, or a Problem that says why not.

Parsing happens in a process of its own (``workbook_parser``), which may be killed by what it reads. What the cells mean
is not known here. Nothing that comes out has passed the door for texts but for ``clean``: what may be kept of it is
decided where it becomes an answer (``editor.faults``).
"""

import json
import subprocess
import sys
from pathlib import Path

from tenken.core.merge.grid import CellKind, Grid, GridCell
from tenken.core.problem import FileProblems, Problem, Values
from tenken.store.incoming import workbook_parser
from tenken.store.validation.sanitize import clean

LARGEST = 5_000_000
"""Bytes of a workbook; an answer sheet of 119 questions has about 100,000."""
WALL_SECONDS = 30
"""For the other process. Where memory and CPU time cannot be bounded (Windows), this is the only bound."""


def read(path: Path) -> tuple[Grid, ...]:
    """The sheets of a workbook in their order; raises FileProblems."""
    return parse(_content(path), str(path))


def parse(content: bytes, name: str) -> tuple[Grid, ...]:
    """The same for a file that was read already."""
    command = [sys.executable, "-P", workbook_parser.__file__]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=WALL_SECONDS, check=False)  # noqa: S603 - our own program
    except subprocess.TimeoutExpired:
        raise _refused(name, "sheet-too-much") from None
    if done.returncode:
        what = "sheet-too-much" if done.returncode < 0 or b"MemoryError" in done.stderr else "sheet-damaged"
        raise _refused(name, what)
    answer = json.loads(done.stdout)
    if "refused" in answer:
        what, values = answer["refused"]
        raise _refused(
            name, what, {key: clean(value) if isinstance(value, str) else value for key, value in values.items()}
        )
    return tuple(
        Grid(
            clean(sheet["name"]),
            {(row, column): GridCell(CellKind(kind), clean(text)) for row, column, kind, text in sheet["cells"]},
        )
        for sheet in answer["sheets"]
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
        raise _refused(str(path), "unreadable", {"reason": reason.strerror or type(reason).__name__}) from None
    if len(content) > LARGEST:
        raise _refused(str(path), "sheet-too-big", {"most": LARGEST // 1_000_000})
    return content


def _refused(name: str, what: str, values: Values | None = None) -> FileProblems:
    return FileProblems([Problem(file=name, what=what, values=values or {})])
