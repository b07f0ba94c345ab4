"""A tenken in a pseudo-terminal: keys in and screen out, always by waiting for what is expected."""

import codecs
import os
import sys
from collections.abc import Callable
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
        self.screen.write_process_input = self.child.send  # where is the cursor? a terminal answers
        self.child.delayafterclose = self.child.ptyproc.delayafterclose = 0  # whoever closes it has waited for its end

    def write(self, data: bytes) -> None:
        self.stream.feed(self.decoder.decode(data))

    def flush(self) -> None:
        pass

    def until(self, text: str) -> None:
        self.child.expect_exact(text.encode(self.encoding))

    def shows(self, *texts: str) -> None:
        """Wait until the screen shows all of them: what is drawn anew leaves out characters that stood there before."""
        self.waits(lambda: all(text in "".join(line.rstrip() for line in self.screen.display) for text in texts))

    def asks(self, prompt: str) -> None:
        """Wait until the cursor stands behind nothing but this prompt."""
        cursor = self.screen.cursor
        self.waits(lambda: (cursor.x, self.screen.display[cursor.y].rstrip()) == (len(prompt), prompt.rstrip()))

    def waits(self, condition: Callable[[], bool]) -> None:
        """Read until it is so: a screen comes in pieces, and no test may look at a part of one."""
        while not condition():
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
