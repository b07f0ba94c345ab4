"""Small values for all tests: an edition of six questions, and assessments of it as a user would write them."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from tenken import data, sandbox
from tenken.cli.run import run as run_in_process
from tenken.core.model import Answer, Assessment, Checklist
from tenken.render.pdf.printer import LAYOUT
from tenken.store.assessment import editor, loader
from tenken.store.checklist import editions
from tenken.store.validation.toml_file import from_text
from tests.browser import CHROMIUM, MISSING, SWITCHES
from tests.layouts import LaidOutHere

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

TODAY = date(2026, 11, 21)
CASES = Path(__file__).parent / "cases"
CLUB = CASES / "club"
EXAMPLES = Path(__file__).parents[1] / "examples" / "kitahama"
Once: TypeAlias = Callable[[str, Callable[[], bytes]], bytes]
PLACES = (CLUB, data.folder("checklist"))

CALM = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
"""No law depends on how busy the machine is."""
settings.register_profile("same", derandomize=True, max_examples=25, **CALM)  # type: ignore[arg-type]
settings.register_profile("soak", max_examples=1000, **CALM)  # type: ignore[arg-type]
settings.load_profile("same")  # a run that fails, fails again; ``make soak`` looks further


def rounds(usual: int, soak: int) -> int:
    """How often a test tries something: the first number in ``make test``, the second in ``make soak``."""
    return soak if settings.get_current_profile_name() == "soak" else usual


def save_answer(
    path: Path, question_id: str, change: Callable[[Answer], Answer], places: Sequence[Path], today: date
) -> tuple[Checklist, Assessment]:
    """Change one answer of a file."""
    return editor.save(
        path, lambda _, now: now.with_answer(question_id, change(now.answer(question_id))), places, today
    )


@pytest.fixture(scope="session")
def club() -> Checklist:
    """The edition in tests/cases/club."""
    return editions.load(CLUB / "club-1")


@pytest.fixture(scope="session")
def head(club: Checklist) -> str:
    """The first lines of an assessment of the club."""
    return f"""format = 1
checklist = "club@1"
digest = "{club.digest}"
kind = "self"
depth = "standard"
date = 2026-11-20
organisation = {{ name = "北浜クラブ" }}
"""


@pytest.fixture
def assess(head: str) -> Callable[[str], tuple[Checklist, Assessment]]:
    """Loads an assessment of the club from what follows its first lines."""

    def load(answers: str) -> tuple[Checklist, Assessment]:
        return loader.interpret(from_text(head + answers, "club.toml"), PLACES, TODAY)

    return load


@dataclass(frozen=True)
class Said:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


def environment_of(lang: str, more: dict[str, str] | None = None) -> dict[str, str]:
    """The environment of a command on 21 November 2026; nothing of this machine's language and window is left in it."""
    ours = ("TENKEN", "LC_", "LANG", "COLUMNS", "LINES")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    environment |= {"TENKEN_LANG": lang, "TENKEN_TODAY": TODAY.isoformat(), "TENKEN_CHECKLISTS": str(CLUB)}
    return environment | {"PYTHONUTF8": "1", **(more or {})}


@contextmanager
def in_place_of_ours(folder: Path, environment: dict[str, str], *streams: io.TextIOWrapper) -> Iterator[None]:
    """A process's folder, environment and three streams instead of those of the tests."""
    ours = Path.cwd(), dict(os.environ), (sys.stdin, sys.stdout, sys.stderr)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.stdin, sys.stdout, sys.stderr = streams
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = ours[2]
        os.environ.clear()
        os.environ.update(ours[1])
        os.chdir(ours[0])


@pytest.fixture
def tenken(tmp_path: Path) -> Callable[..., Said]:
    """Runs a command line in this process as ``tenken`` would, in a folder of its own, on 21 November 2026.

    Streams are made as Python makes them for a process whose output is piped, in the encoding of PYTHONIOENCODING.
    """

    def run(*arguments: str | Path, lang: str = "ja", env: dict[str, str] | None = None, text: bytes = b"") -> Said:
        environment = environment_of(lang, env)
        encoding = environment.get("PYTHONIOENCODING", "utf-8")
        errors = "surrogateescape" if encoding == "utf-8" else "strict"
        given, out, err = io.BytesIO(text), io.BytesIO(), io.BytesIO()
        streams = (
            io.TextIOWrapper(given, encoding, errors, newline="\n"),
            io.TextIOWrapper(out, encoding, errors, newline="\n"),
            io.TextIOWrapper(err, encoding, "backslashreplace", newline="\n", line_buffering=True),
        )
        with in_place_of_ours(tmp_path, environment, *streams):
            code = run_in_process([str(argument) for argument in arguments])
        for stream in streams[1:]:
            stream.flush()
        return Said(code, out.getvalue().decode(encoding), err.getvalue().decode(encoding))

    return run


@pytest.fixture
def tenken_process(tmp_path: Path) -> Callable[..., Said]:
    """Runs the same in a process of its own: for start-up, consoles and libraries that a process sets up once."""

    def run(*arguments: str | Path, lang: str = "ja", env: dict[str, str] | None = None, text: bytes = b"") -> Said:
        environment = environment_of(lang, env)
        command = [sys.executable, "-m", "tenken", *map(str, arguments)]
        done = subprocess.run(command, cwd=tmp_path, env=environment, input=text, capture_output=True, check=False)
        encoding = environment.get("PYTHONIOENCODING", "utf-8")
        return Said(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))

    return run


@pytest.fixture(scope="session")
def once(shared: Once) -> Once:
    """Makes what many tests look at, a PDF mostly, once a run: ``once("club.pdf", make)``."""
    return shared


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """The same for fixtures that every test has: who asks for ``once`` is marked as one that needs a PDF.

    It lies in the run's own folder, where the other worker finds it; the next run has another folder.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # a worker's folder lies in that of the run

    def kept(name: str, make: Callable[[], bytes]) -> bytes:
        file = folder / f"once-{name}"
        with FileLock(f"{file}.lock"):
            if not file.exists():
                content = make()
                begun = file.with_suffix(".begun")
                begun.write_bytes(content)
                begun.replace(file)
            return file.read_bytes()

    return kept


NEEDS = {"verapdf": "slow", "browser": "browser", "once": "pdf"}
"""The marker of a test by a fixture that it uses; whatever else is marked says so itself."""
LEFT_OUT = {"slow", "browser", "pdf"}
"""What ``make quick`` does without."""
HEAVY = ("weasyprint", "playwright")


class Quick:
    """Stops a test of ``make quick`` that loads what it should have been marked for."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name in HEAVY:
            pytest.fail(
                f"{name} is loaded in a quick run: mark the test with pytest.mark.pdf or use a fixture of NEEDS"
            )


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--gallery`` writes the messages of the error gallery anew, ``--quick`` leaves out browsers and PDFs."""
    parser.addoption("--gallery", action="store_true", help="write the error gallery anew")
    parser.addoption("--quick", action="store_true", help="no test with a browser, a PDF or a second engine")


def pytest_configure(config: pytest.Config) -> None:
    """Keep a quick run quick."""
    if config.getoption("--quick"):
        sys.meta_path.insert(0, Quick)


@pytest.fixture(autouse=True)
def layouts_happen_here(
    request: pytest.FixtureRequest, shared: Once, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Lay pages out in this process and each page once, but for tests of the child itself; a quick run lays out none.

    Each child loads WeasyPrint anew, for 0.6 s, and the tests make some 500 PDFs. Every report among them is looked at.
    """
    if request.node.get_closest_marker("child"):
        yield
        return
    start, faults = sandbox.Child, list[str]()

    def child(program: str, function: str, *arguments: Any) -> object:
        if program != LAYOUT or function != "answered":
            return start(program, function, *arguments)
        if request.config.getoption("--quick"):
            pytest.fail("a PDF is laid out in a quick run: mark the test with pytest.mark.pdf")
        return LaidOutHere(shared, faults)

    monkeypatch.setattr(sandbox, "Child", child)
    yield
    assert request.node.get_closest_marker("sparse") or not faults, faults


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark each test with what it needs, before any are chosen by their markers."""
    for item in items:
        for name in NEEDS.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(NEEDS[name])
        if "verapdf" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("verapdf"))  # one Java, and nobody else whom Maven fetches it for
    if config.getoption("--quick"):
        sorted_out: dict[bool, list[pytest.Item]] = {True: [], False: []}
        for item in items:
            sorted_out[LEFT_OUT.isdisjoint(mark.name for mark in item.iter_markers())].append(item)
        config.hook.pytest_deselected(items=sorted_out[False])
        items[:] = sorted_out[True]


@pytest.fixture
def renew(request: pytest.FixtureRequest) -> bool:
    """Whether the error gallery is written anew."""
    return bool(request.config.getoption("--gallery"))


@pytest.fixture(scope="session")
def playwright() -> "Iterator[Playwright]":
    """What drives browsers; a process can have only one."""
    if CHROMIUM is None:
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: "Playwright") -> "Iterator[Browser]":
    """One browser for all tests of a process; each test has windows of its own in it."""
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
    yield chromium
    chromium.close()
