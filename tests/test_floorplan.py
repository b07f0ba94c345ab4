"""The floor plan holds, and no room has grown past a screenful or nine."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_doors_are_where_the_plan_has_them() -> None:
    lint_imports = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint_imports], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_room_is_too_long() -> None:
    for path in (ROOT / "src").rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 350, path


def test_the_core_needs_only_the_standard_library() -> None:
    program = (
        "import sys; sys.path.insert(0, 'src'); import tenken.core.report.report, tenken.core.lint; print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-S", "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert not loaded - set(sys.stdlib_module_names) - {"tenken", "__main__"}
