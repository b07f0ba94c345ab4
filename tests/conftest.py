"""Small values for all tests: an edition of six questions, and assessments of it as a user would write them."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from tenken import data
from tenken.core.model import Assessment, Checklist
from tenken.store.assessment import loader
from tenken.store.checklist import editions
from tenken.store.validation.toml_file import from_text

TODAY = date(2026, 11, 21)
CASES = Path(__file__).parent / "cases"
CLUB = CASES / "club"
EXAMPLES = Path(__file__).parents[1] / "examples" / "kitahama"
PLACES = (CLUB, data.folder("checklist"))

settings.register_profile("same", derandomize=True)
settings.register_profile("search", max_examples=1000, deadline=None)
settings.load_profile("same")  # a run that fails, fails again; ``make laws`` looks further


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


@pytest.fixture
def tenken(tmp_path: Path) -> Callable[..., Said]:
    """Runs the real command in a folder of its own, as a user would, on 21 November 2026."""

    def run(*arguments: str | Path, lang: str = "ja", env: dict[str, str] | None = None, text: bytes = b"") -> Said:
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("TENKEN", "LC_", "LANG"))}
        environment |= {"TENKEN_LANG": lang, "TENKEN_TODAY": TODAY.isoformat(), "TENKEN_CHECKLISTS": str(CLUB)}
        environment |= {"PYTHONUTF8": "1", **(env or {})}
        command = [sys.executable, "-m", "tenken", *map(str, arguments)]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, input=text, capture_output=True, timeout=120, check=False
        )
        encoding = environment.get("PYTHONIOENCODING", "utf-8")
        return Said(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))

    return run


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--gallery`` writes the messages of the error gallery anew."""
    parser.addoption("--gallery", action="store_true", help="write the error gallery anew")


@pytest.fixture
def renew(request: pytest.FixtureRequest) -> bool:
    """Whether the error gallery is written anew."""
    return bool(request.config.getoption("--gallery"))
