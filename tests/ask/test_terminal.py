"""The interview in a real terminal of 80 columns, keys in and screen out."""

import os
import sys
from pathlib import Path

import pytest
from tests.conftest import CLUB, PLACES, TODAY

pexpect = pytest.importorskip("pexpect")
pyte = pytest.importorskip("pyte")


def has_terminals() -> bool:
    try:
        os.close(os.openpty()[0])
    except (AttributeError, OSError):
        return False
    return True


pytestmark = pytest.mark.skipif(not has_terminals(), reason="this machine gives no pseudo-terminals")


class Terminal:
    """A tenken in a terminal, and what its screen shows."""

    def __init__(self, file: Path, columns: int, *options: str) -> None:
        env = {**os.environ, "TENKEN_LANG": "ja", "TENKEN_TODAY": TODAY.isoformat(), "TENKEN_CHECKLISTS": str(CLUB)}
        env |= {"TERM": "xterm", "PYTHONUTF8": "1"}
        self.screen = pyte.HistoryScreen(columns, 50)
        self.stream = pyte.ByteStream(self.screen)
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "tenken", "answer", str(file), *options],
            dimensions=(50, columns),
            env=env,
            timeout=30,
        )
        self.child.logfile_read = self

    def write(self, data: bytes) -> None:
        self.stream.feed(data)
        if b"\x1b[6n" in data:  # where is the cursor? a terminal answers
            self.child.send(f"\x1b[{self.screen.cursor.y + 1};{self.screen.cursor.x + 1}R")

    def flush(self) -> None:
        pass

    def until(self, text: str) -> None:
        self.child.expect_exact(text.encode())

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]


@pytest.fixture
def file(tmp_path: Path, head: str) -> Path:
    path = tmp_path / "club.toml"
    path.write_text(head, encoding="utf-8")
    return path


@pytest.mark.parametrize("columns", [60, 80])
def test_answering_by_keys_and_stopping_with_ctrl_c(file: Path, columns: int) -> None:
    terminal = Terminal(file, columns)
    terminal.until("約束を交わしていますか")
    terminal.until("終わる")
    terminal.child.send("2\r")
    terminal.until("教育していますか")
    terminal.until("終わる")
    assert 'status = "partial"' in file.read_text(encoding="utf-8")
    terminal.child.send("\x03")
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    assert terminal.child.exitstatus == 130
    assert any("4問のうち1問に回答" in line for line in terminal.lines)


def test_killed_in_the_middle_the_last_saved_answer_stands(file: Path) -> None:
    from tenken.store import assessments

    terminal = Terminal(file, 80)
    terminal.until("終わる")
    terminal.child.send("1\r")
    terminal.until("保存しました")
    terminal.child.kill(9)
    terminal.child.close(force=True)
    assert assessments.load(file, PLACES, TODAY)[1].answer("people-01").status == "yes"


@pytest.mark.parametrize("columns", [60, 80])
def test_kinds_of_data_are_ticked_and_the_rest_is_written_or_skipped(file: Path, columns: int) -> None:
    from tenken.core.exposure import Cause, Exposure, Item
    from tenken.store import assessments

    terminal = Terminal(file, columns, "--exposure")
    terminal.until("何人ですか")
    terminal.child.send("1200\r")
    terminal.until("犯罪の経歴")
    terminal.child.send(" \x1b[B\x1b[B \r")  # the first, and two further down the third
    for question, reply in (("売上は", "9800万"), ("カード払いは", ""), ("現預金は", "9,000,000"), ("利益は", "")):
        terminal.until(question)
        terminal.child.send(f"{reply}\r")
    terminal.until("飛ばす")
    terminal.child.send("2\r")
    terminal.until("社外の人")
    terminal.child.send("3\r")
    terminal.until("その日付")
    terminal.child.send("\r")
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    assert terminal.child.exitstatus == 0
    assert assessments.load(file, PLACES, TODAY)[1].exposure == Exposure(
        persons=1200, items=(Item.NAME, Item.PHONE), yearly_sales=98_000_000, cash=9_000_000, cause=Cause.ACCIDENT
    )


def test_whoever_has_answered_everything_is_offered_the_estimate_and_may_say_later(file: Path) -> None:
    answered = "".join(f"[answers.{name}]\nstatus = 'yes'\n" for name in ("people-01", "people-02", "machines-01"))
    file.write_text(file.read_text(encoding="utf-8") + answered, encoding="utf-8")
    terminal = Terminal(file, 80)
    terminal.until("終わる")
    terminal.child.send("1\r")
    terminal.until("何人ですか")
    terminal.child.send("\r")
    terminal.until("--exposure")
    terminal.child.send("2\r")
    terminal.until("tenken report")
    terminal.child.expect(pexpect.EOF)
    assert "exposure" not in file.read_text(encoding="utf-8")
