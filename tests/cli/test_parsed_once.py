"""One command parses each file once: editions are large, and a file read twice can be two files."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli
from tests.conftest import EXAMPLES, Said

COMMANDS = (
    ("score", "2026.toml"),
    ("status", "2026.toml"),
    ("cost", "2026.toml"),
    ("report", "2026.toml", "-o", "report.html"),
    pytest.param(("report", "2026.toml", "--previous", "2025.toml", "-o", "report.pdf"), marks=pytest.mark.pdf),
    ("diff", "2025.toml", "2026.toml"),
    ("trend", "2025.toml", "2026.toml"),
    ("renew", "2025.toml", "2027.toml"),
    ("set", "2026.toml", "policy-01", "partial"),
    ("sheet", "write", "2026.toml", "-o", "sheet.xlsx"),
    ("form", "write", "2026.toml", "-o", "form.html"),
    ("checklist", "show", "member-data@2026"),
)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_parses_no_file_twice(
    command: tuple[str, ...], tenken: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("2025.toml", "2026.toml"):
        (tmp_path / name).write_bytes((EXAMPLES / name).read_bytes())
    monkeypatch.chdir(tmp_path)
    parsed: Counter[str] = Counter()
    loads = tomli.loads

    def counted(text: str) -> object:
        parsed[text] += 1
        return loads(text)

    monkeypatch.setattr(tomli, "loads", counted)
    assert tenken(*command).code in (0, 1)
    assert parsed
    if command[0] == "set":  # reads the file anew under its lock, so that nobody else's answer is lost
        parsed.subtract([(EXAMPLES / "2026.toml").read_text(encoding="utf-8")])
    heads = {
        text for text in parsed if "\ngrade = " in text or "\n[[grade]]" in text
    }  # small; who looks for an edition reads all of them
    assert {text[:80]: times for text, times in parsed.items() if times > 1 and text not in heads} == {}
