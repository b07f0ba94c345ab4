"""The tree keeps its plan: imports go downhill, files and folders stay small, and small files have a reason."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "tenken"

LONGEST, LEAST = 350, 40
"""Lines of a file."""
MOST_FILES = 12
"""In one folder, its ``__init__`` not counted."""

SMALL = {
    "batch/same_bytes.py": "what a machine is; a machine that is asked needs nothing else of the batch",
    "__main__.py": "Python wants it for python -m tenken",
    "ask/subject/begin.py": "used only where an assessment begins, not where one is changed",
    "ask/web/pages/start.py": "each kind of page has a file of its own",
    "store/assessment/nearby.py": "which assessments lie in a folder; without the loader, where one is missing",
    "case_text.py": "a real case told in full, for the terminal of the interview and that of cost",
    "cli/help/first_screen.py": "the first screen, loaded only there",
    "cli/help/names.py": "every command needs them; help and completion are loaded where they are asked for",
    "cli/handouts.py": "two groups of commands hand out, and know nothing of each other",
    "cli/web/serving.py": "how a server is run, for the commands of two groups",
    "core/scoring/rounding.py": "money, points and shares are rounded by one rule",
    "data.py": "where packaged folders are; below everything that reads one",
    "excel/addresses.py": "keeps XlsxWriter out of what writes CSV",
    "kept_templates.py": "a trick for speed has a file of its own, with its figure",
    "render/json_values.py": "how JSON says fractions and days, in every document",
    "render/pdf/library_lookup.py": "a trick for speed has a file of its own, with its figure",
    "store/checklist/complaints.py": "lint and all it looks at are loaded by checklist lint alone",
    "store/validation/digest.py": "the one definition of a content digest",
}
"""Files of less than 40 lines, and why each stands alone."""


def files() -> list[Path]:
    """Every module but the faces of packages."""
    return [path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py"]


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_imports_go_where_the_contracts_allow() -> None:
    lint_imports = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint_imports], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_file_is_longer_than_350_lines() -> None:
    assert {str(path): lines for path in PACKAGE.rglob("*.py") if (lines := lines_of(path)) > LONGEST} == {}


def test_no_folder_has_more_than_twelve_files() -> None:
    folders = [path for path in (PACKAGE, *PACKAGE.rglob("*")) if path.is_dir()]
    counts = {str(folder): sum(path.name != "__init__.py" for path in folder.glob("*.py")) for folder in folders}
    assert {folder: count for folder, count in counts.items() if count > MOST_FILES} == {}


def test_every_small_file_is_listed_with_its_reason() -> None:
    small = {path.relative_to(PACKAGE).as_posix() for path in files() if lines_of(path) < LEAST}
    assert small == set(SMALL)


def test_the_core_needs_only_the_standard_library() -> None:
    program = (
        "import sys; sys.path.insert(0, 'src'); import tenken.core.report.report, tenken.core.lint; print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-S", "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert not loaded - set(sys.stdlib_module_names) - {"tenken", "__main__"}
