"""The installed wheel, not only the checkout: it finds its checklists, templates and example."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tenken.templating import FONTS

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    target = folder / "site"
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(target)
    return target


def run(installed: Path, cwd: Path, *words: str) -> str:
    env = {**os.environ, "PYTHONPATH": str(installed), "TENKEN_LANG": "ja", "TENKEN_TODAY": "2026-11-21"}
    done = subprocess.run(
        [sys.executable, *words], cwd=cwd, env=env, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return done.stdout


@pytest.mark.pdf
def test_the_wheel_scores_and_reports_by_itself(installed: Path, tmp_path: Path) -> None:
    where = run(
        installed, tmp_path, "-c", "import tenken, tenken.data; print(tenken.__file__, tenken.data.folder('templates'))"
    )
    assert where.count(str(installed)) == 2
    assert "member-data@2026" in run(installed, tmp_path, "-m", "tenken", "checklist", "list")
    run(installed, tmp_path, "-m", "tenken", "demo", "demo")
    assert (tmp_path / "demo" / "kitahama-2026.pdf").read_bytes().startswith(b"%PDF")


def test_the_wheel_carries_the_licence_the_fonts_of_marks_and_no_tests(installed: Path) -> None:
    names = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    assert {f"tenken/templates/report/fonts/{name}" for name in FONTS.values()} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any("tests/" in name or name.endswith(".png") for name in names)
