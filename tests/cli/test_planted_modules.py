"""Files beside a stranger's document are never run as modules, by no process that tenken starts."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import CLUB, EXAMPLES, TODAY

# Every module that a child process of ours loads, or might: its own, the standard library's, the libraries'.
PLANTED = ("json", "base64", "logging", "resource", "pypdf", "python_calamine", "zipfile", "weasyprint", "tenken")
MARK = "import pathlib, sys\npathlib.Path(__file__).with_name('RAN').write_text(sys.argv[0])\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which somebody has left modules beside a report, a workbook and an assessment."""
    for name in PLANTED:
        (tmp_path / f"{name}.py").write_text(MARK, encoding="utf-8")
    shutil.copy(EXAMPLES / "2026.toml", tmp_path / "this.toml")
    return tmp_path


def run(folder: Path, *arguments: str) -> int:
    """The installed command in that folder; ``python -m tenken`` would itself look for modules there."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("TENKEN", "PYTHON"))}
    environment = {**kept, "TENKEN_TODAY": TODAY.isoformat(), "TENKEN_CHECKLISTS": str(CLUB), "TENKEN_LANG": "ja"}
    command = [str(Path(sys.executable).parent / "tenken"), "--no-input", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False).returncode


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("verify", "last.pdf"), 3),
        (("renew", "last.pdf", "new.toml"), 3),
        (("diff", "last.pdf", "this.toml"), 3),
        (("report", "this.toml", "--format", "html", "--previous", "last.pdf"), 3),
        (("sheet", "read", "back.xlsx", "--into", "this.toml"), 3),
        (("doctor",), 0),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)
def test_modules_beside_a_document_are_not_run(folder: Path, arguments: tuple[str, ...], code: int) -> None:
    # Both documents are broken inside, so that the child processes have begun on them when they give up.
    (folder / "last.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    (folder / "back.xlsx").write_bytes(b"PK\x03\x04 nothing more")
    assert run(folder, *arguments) == code
    assert not (folder / "RAN").exists()
