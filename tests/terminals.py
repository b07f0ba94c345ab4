"""A tenken in a pseudo-terminal: keys in and screen out, always by waiting for what is expected."""

import codecs
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import environment_of

pexpect = pytest.importorskip("pexpect")
pyte = pytest.importorskip("pyte")

PATIENCE = 300
"""Seconds after which a terminal is taken to have stopped; no test fails for being slower than it was."""


def has_terminals() -> bool:
    try:
        os.close(os.openpty()[0])
    except (AttributeError, OSError):
        return False
    return True


class Terminal:
    """A command line of tenken in a terminal, and what its screen shows."""

    def __init__(
        self,
        folder: Path,
        *arguments: str,
        columns: int = 80,
        rows: int = 50,
        lang: str = "ja",
        encoding: str = "utf-8",
        term: str = "xterm",
    ) -> None:
        env = environment_of(lang, {"TERM": term, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding})
        self.screen = pyte.HistoryScreen(columns, rows, history=1_000)
        self.stream = pyte.Stream(self.screen)
        self.encoding = encoding
        self.decoder = codecs.getincrementaldecoder(encoding)()
        self.keys = 0
        self.child: Any = pexpect.spawn(
            sys.executable,
            ["-m", "tenken", *arguments],
            dimensions=(rows, columns),
            env=env,
            cwd=folder,
            timeout=PATIENCE,
        )
        self.child.logfile_read = self
        self.child.delayafterclose = self.child.ptyproc.delayafterclose = 0  # whoever closes it has waited for its end

    def write(self, data: bytes) -> None:
        self.stream.feed(self.decoder.decode(data))
        if b"\x1b[6n" in data:  # where is the cursor? a terminal answers
            self.child.send(f"\x1b[{self.screen.cursor.y + 1};{self.screen.cursor.x + 1}R")

    def flush(self) -> None:
        pass

    def until(self, text: str) -> None:
        self.child.expect_exact(text.encode(self.encoding))

    def shows(self, text: str) -> None:
        """Wait until the screen shows it: what is drawn anew leaves out characters that stood there before."""
        while text not in "".join(line.rstrip() for line in self.screen.display):
            self.child.expect(b".+")

    def send(self, text: str) -> None:
        """Press these keys, each of them one character."""
        self.keys += len(text)
        self.child.send(text.encode(self.encoding))

    def end(self) -> int:
        self.child.expect(pexpect.EOF)
        self.child.wait()
        self.child.close()
        return int(self.child.exitstatus)

    @property
    def lines(self) -> list[str]:
        """Everything that was shown and not erased, line by line as the terminal broke it."""
        past = ["".join(line[at].data for at in range(self.screen.columns)) for line in self.screen.history.top]
        return [line.rstrip() for line in (*past, *self.screen.display)]
