"""Whole ways from nothing to the owner's report, each as one person goes it, with the real command, browser, terminal.

Keys are counted: a way must not become longer unnoticed. Nothing is measured by the clock.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser import PATIENCE
from tests.conftest import environment_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


@dataclass
class Keyboard:
    """The keys that a person presses on a page; each of them counts."""

    page: "Page"
    keys: int = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += 1
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.keys += len(text)
        self.page.keyboard.type(text)

    def to(self, selector: str) -> None:
        """Go on with the Tab key until the element has the focus."""
        for _ in range(60):
            if self.page.evaluate("one => document.activeElement.matches(one)", selector):
                return
            self.press("Tab")
        raise AssertionError(selector)


@pytest.fixture
def context(browser: "Browser") -> "Iterator[BrowserContext]":
    """A browser of somebody's own, whose pages raise no error."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(PATIENCE)
    faults: list[str] = []
    context.on("weberror", lambda error: faults.append(str(error.error)))
    yield context
    context.close()
    assert faults == []


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Starts ``tenken web`` in the folder and brings back the address that it shows."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> str:
        process = subprocess.Popen(
            [sys.executable, "-m", "tenken", "web", *arguments, "--no-browser"],
            cwd=tmp_path,
            env=environment_of("ja"),
            text=True,
            encoding="utf-8",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        started.append(process)
        assert process.stdout
        return process.stdout.readline().strip()

    yield start
    for process in started:
        process.terminate()
        _, said = process.communicate()
        assert "予期しない" not in said
