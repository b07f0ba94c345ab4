"""The one HTML file, made once a run from the parts that npm and pip bring; without npm its tests are skipped."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from tests.browser import CHROMIUM, PATIENCE, SWITCHES
from tests.conftest import TODAY, Once

from tenken.one_file.engine import answer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

ROOT = Path(__file__).parents[2]
LACKS = 4
"""Exit code where npm or a part of the file cannot be had."""
Ask: TypeAlias = Callable[..., tuple[dict[str, Any], bytes | None]]


def asked(do: str, content: bytes | None = None, last: bytes | None = None, **more: object) -> tuple[Any, bytes | None]:
    """What tenken answers to the page, in this process."""
    sent = {"lang": "ja", "today": TODAY.isoformat(), "last_name": None, "saved": None, **more, "do": do}
    told, made = answer(json.dumps(sent), content, last)
    return json.loads(told), made


def saved_by(form: Mapping[str, Any], **answers: Mapping[str, Any]) -> dict[str, Any]:
    """What the form says where somebody gave those answers; ``_`` stands for the ``-`` of a question's id."""
    base = form["data"]["base"]
    said = {**base["answers"], **{key.replace("_", "-"): dict(value) for key, value in answers.items()}}
    return {**form["data"]["head"], "facts": base["facts"], "answers": said, "base": base}


@pytest.fixture(scope="session")
def page_file(shared: Once, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file as ``make page`` makes it; its parts are kept in dist/parts as ``make page`` keeps them."""
    if shutil.which("npm") is None:
        pytest.skip("no npm here: install Node.js")

    file = tmp_path_factory.mktemp("one-file") / "tenken.html"
    file.write_bytes(shared("tenken.html", made_page))
    return file


def made_page() -> bytes:
    """The file, put together once more."""
    target = ROOT / "dist" / f"tested-{os.getpid()}.html"
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "page", target], capture_output=True, text=True, check=False
    )
    if done.returncode == LACKS:
        pytest.skip(done.stderr)
    assert done.returncode == 0, done.stderr
    content = target.read_bytes()
    target.unlink()
    return content


@pytest.fixture(scope="session")
def chromium(playwright: "Playwright") -> "Iterator[Browser]":
    """A browser for which no address of any name leads anywhere."""
    switches = [switch for switch in SWITCHES if not switch.startswith("--host-resolver-rules")]
    switches.append("--host-resolver-rules=MAP * ~NOTFOUND")
    found = playwright.chromium.launch(executable_path=CHROMIUM, args=switches)
    yield found
    found.close()


class Reader:
    """Somebody with the file: one browser profile, what the console said, which addresses were asked for."""

    def __init__(self, browser: "Browser", **wanted: Any) -> None:
        self.context = browser.new_context(**{"locale": "ja-JP", "viewport": {"width": 1280, "height": 800}, **wanted})
        self.context.set_default_timeout(PATIENCE)
        self.said: list[str] = []
        self.asked: list[str] = []
        self.expected: list[str] = []
        """What the console may say after something that the test has done itself."""

    def open(self, file: Path, before: str = "") -> "Page":
        """Open the file; ``before`` is a script that runs ahead of it."""
        page = self.context.new_page()
        if before:
            page.add_init_script(before)
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda fault: self.said.append(str(fault)))
        self.context.on("request", lambda request: self.asked.append(request.url))
        page.goto(file.as_uri())
        return page

    def close(self) -> None:
        """Close it; nothing but the file and what it made itself may have been asked for, and nothing gone wrong."""
        self.context.close()
        assert [said for said in self.said if not any(part in said for part in self.expected)] == []
        assert {url.partition(":")[0] for url in self.asked} <= {"file", "blob", "data"}
        assert {url for url in self.asked if url.startswith("file:") and not url.endswith(".html")} == set()


@pytest.fixture
def reader(chromium: "Browser") -> Iterator[Callable[..., Reader]]:
    """Sits somebody down with the file."""
    readers: list[Reader] = []

    def sit(**wanted: Any) -> Reader:
        readers.append(Reader(chromium, **wanted))
        return readers[-1]

    yield sit
    for one in readers:
        one.close()
