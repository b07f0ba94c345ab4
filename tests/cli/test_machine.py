"""What the machine refuses in any command: a plain sentence and an exit code, never "unexpected"."""

import builtins
import errno
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import EXAMPLES, Said, environment_of

GOOD = "2026.toml"
LONG = "x" * 300

READING = (
    *("score BAD", "status BAD", "cost BAD", "verify BAD", "report BAD --format html -o -", "answer BAD", "web BAD"),
    *("set BAD policy-01 yes", "sheet write BAD -o -", "sheet read BAD --into 2026.toml", "form write BAD -o -"),
    *("form read BAD --into 2026.toml", "trend BAD 2026.toml", "diff BAD 2026.toml", "renew BAD new.toml"),
    *("report 2026.toml --brand BAD --format html -o -", "report 2026.toml --previous BAD --format html -o -"),
)
WRITING = (
    *("report 2026.toml -o BAD.html", "diff 2025.toml 2026.toml -o BAD.txt", "trend 2025.toml 2026.toml -o BAD.json"),
    *("sheet write 2026.toml -o BAD.xlsx", "form write 2026.toml -o BAD.html", "renew 2025.toml BAD"),
    *("checklist show member-data@2026 -o BAD.md", "new BAD --organisation x --no-input"),
)
FOLDERS = ("demo BAD", "checklist schema BAD", "checklist new BAD --id own", "checklist lint BAD")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good files, and names that lead nowhere: a loop of links for each ending, a file where a folder should be."""
    for name in ("2025.toml", GOOD):
        shutil.copy(EXAMPLES / name, tmp_path)
    for ending in ("", ".toml", ".html", ".txt", ".json", ".xlsx", ".md"):
        (tmp_path / f"loop{ending}").symlink_to(f"loop{ending}")
    (tmp_path / "file").touch()
    return tmp_path


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder ``closed`` that one may not enter, also for an administrator."""

    def shut(module: Any, name: str) -> None:
        original = getattr(module, name)

        def call(path: Any, *more: Any, **named: Any) -> Any:
            if "closed" in Path(os.fsdecode(path)).parts if isinstance(path, str | bytes | os.PathLike) else False:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fsdecode(path))
            return original(path, *more, **named)

        monkeypatch.setattr(module, name, call)

    for name in ("stat", "lstat", "open", "mkdir", "scandir", "listdir"):
        shut(os, name)
    shut(io, "open")
    shut(builtins, "open")


def stopped(said: Said, *codes: int) -> None:
    assert said.code in codes, said
    assert "予期しない" not in said.err
    assert "Traceback" not in said.err
    assert said.err.strip()


@pytest.mark.parametrize("bad", [f"{LONG}.toml", "loop", "file/a.toml"], ids=["long", "loop", "below a file"])
@pytest.mark.parametrize("command", [*READING, *WRITING, *FOLDERS])
@pytest.mark.usefixtures("folder")
def test_a_name_that_leads_nowhere_is_said(tenken: Callable[..., Said], command: str, bad: str) -> None:
    stopped(tenken(*command.replace("BAD", bad).split()), 2, 3)


@pytest.mark.parametrize("command", [*READING, *WRITING, *FOLDERS])
@pytest.mark.usefixtures("folder", "closed")
def test_a_folder_that_one_may_not_enter_is_said(tenken: Callable[..., Said], command: str) -> None:
    said = tenken(*command.replace("BAD", "closed/a.toml").split())
    stopped(said, 3)
    assert "権限がありません" in said.err
    assert "Permission" not in said.err


@pytest.mark.parametrize("command", ["demo file", "checklist schema file", "checklist new file --id own"])
@pytest.mark.usefixtures("folder")
def test_a_file_where_a_folder_is_to_be_is_said(tenken: Callable[..., Said], command: str) -> None:
    stopped(tenken(*command.split()), 2, 3)


def test_a_name_in_another_encoding_is_used_or_refused(tenken: Callable[..., Said], folder: Path) -> None:
    name = os.fsdecode("点検.toml".encode("cp932"))
    try:
        shutil.copy(folder / GOOD, folder / name)
    except OSError:
        pytest.skip("this file system wants names in UTF-8")
    for command in ("score BAD", "report BAD -o out.html", "set BAD policy-01 yes", "renew BAD new.toml --json"):
        said = tenken(*command.replace("BAD", name).split())
        assert said.code in (0, 2, 3), said
        assert "予期しない" not in said.err
    (folder / "new.toml").unlink(missing_ok=True)
    for command in ("report 2026.toml -o BAD.html", "sheet write BAD", "form write BAD", "diff 2025.toml BAD"):
        said = tenken(*command.replace("BAD", name).split())
        assert said.code in (0, 2, 3), said
        assert "予期しない" not in said.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
@pytest.mark.parametrize(
    "command", ["score 2026.toml", "score 2026.toml --fail-under 100", "--help", "report 2026.toml --format md -o -"]
)
def test_a_full_disk_below_standard_output_is_said(folder: Path, command: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tenken", *command.split()],
            cwd=folder,
            env=environment_of("ja"),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    stopped(Said(done.returncode, "", done.stderr.decode()), 4)
    assert "空き容量" in done.stderr.decode()


@pytest.mark.skipif(os.name == "nt", reason="streams are closed by a shell")
def test_closed_streams_are_no_fault(folder: Path) -> None:
    def ended(closed: str) -> int:
        line = f'"{sys.executable}" -m tenken score 2026.toml {closed}'
        return subprocess.run(
            line, shell=True, cwd=folder, env=environment_of("ja"), check=False, capture_output=True
        ).returncode

    assert [ended(closed) for closed in (">&-", "2>&-", "<&-", "2>/dev/full")] == [4, 0, 0, 0]
