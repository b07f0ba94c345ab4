"""Ctrl-C while something slow goes on: one sentence, 130, no half-written file, no child left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import EXAMPLES, Once
from tests.processes import Start, child_of, ended, starting, state
from tests.wider import slow

from tenken import cli

pytestmark = [
    pytest.mark.pdf,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux lists the children of a process"),
]

LAYING_OUT = 130
"""Hundredths of a second of CPU after which the library is loaded and the page is there."""
SAID = "中断しました。書きかけのファイルは残っていません。"


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    with starting(tmp_path) as run:
        yield run


def interrupt(process: "subprocess.Popen[str]", whole_group: bool) -> tuple[int, str, str]:
    """Ctrl-C as a terminal sends it, or as ``kill -INT`` does."""
    (os.killpg if whole_group else os.kill)(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err


@pytest.fixture
def report(tmp_path: Path, start: Start, once: Once) -> Path:
    """A report of the example, written anew by another library, so that its pages have to be compared."""
    import pikepdf

    def again() -> bytes:
        made = start("report", EXAMPLES / "2026.toml", "-o", "made.pdf", "--profile", "owner")
        made.communicate()
        with pikepdf.open(tmp_path / "made.pdf") as document:
            document.save(tmp_path / "again.pdf")
        return (tmp_path / "again.pdf").read_bytes()

    file = tmp_path / "again.pdf"
    file.write_bytes(once("written-anew.pdf", again))
    return file


@pytest.mark.parametrize("whole_group", [False, True], ids=["process", "group"])
def test_a_layout_is_stopped(start: Start, tmp_path: Path, whole_group: bool) -> None:
    process = start("report", EXAMPLES / "2026.toml", "-o", "x.pdf", "--profile", "full")
    child = child_of(process, "layout.py")
    while sum(map(int, state(child)[11:13])) < LAYING_OUT:  # it loads its library while the command still reads
        pass
    assert interrupt(process, whole_group) == (130, "", f"\n{SAID}\n")
    assert ended(child)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("program", "whole_group"),
    [
        ("pdf_parser.py", False),
        ("layout.py", True),
        ("pdf_compare.py", False),
        slow("pdf_parser.py", True),
        slow("layout.py", False),
        slow("pdf_compare.py", True),
    ],
)
def test_verifying_is_stopped_at_each_step(start: Start, report: Path, program: str, whole_group: bool) -> None:
    process = start("verify", report)
    child = child_of(process, program)
    code, _, err = interrupt(process, whole_group)
    assert (code, err) == (130, f"\n{SAID}\n")
    assert ended(child)


def test_a_workbook_is_no_longer_read(start: Start, tmp_path: Path) -> None:
    (tmp_path / "this.toml").write_bytes((EXAMPLES / "2026.toml").read_bytes())
    start("sheet", "write", "this.toml", "-o", "x.xlsx").communicate()
    before = (tmp_path / "this.toml").read_bytes()
    process = start("sheet", "read", "x.xlsx", "--into", "this.toml")
    child = child_of(process, "workbook_parser.py")
    code, out, err = interrupt(process, whole_group=True)
    assert (code, out, err) == (130, "", f"\n{SAID}\n")
    assert ended(child)
    assert (tmp_path / "this.toml").read_bytes() == before


def test_a_child_ends_with_a_process_that_is_killed(start: Start, tmp_path: Path) -> None:
    process = start("report", EXAMPLES / "2026.toml", "-o", "x.pdf", "--profile", "full")
    child = child_of(process, "layout.py")
    process.kill()
    process.communicate()
    assert ended(child)
    assert list(tmp_path.iterdir()) == []


def test_before_a_command_has_begun_it_is_the_same_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped() -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_run", stopped)
    monkeypatch.setattr(os, "_exit", sys.exit)  # it would end the tests
    monkeypatch.setenv("TENKEN_LANG", "ja")
    before = signal.getsignal(signal.SIGINT)
    try:
        with pytest.raises(SystemExit) as end:
            cli.main()
    finally:
        signal.signal(signal.SIGINT, before)
    assert end.value.code == 130
    assert capsys.readouterr().err == f"\n{SAID}\n"
