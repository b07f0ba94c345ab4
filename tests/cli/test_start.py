"""The first screen, and what somebody is told who names an assessment that is not there."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import EXAMPLES, Said

from tenken.screen import width
from tenken.words import LANGUAGES, Language

Tenken = Callable[..., Said]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_screen_fits_and_names_the_browser_first(tenken: Tenken, lang: Language) -> None:
    lines = tenken(lang=lang).out.splitlines()
    assert max(map(width, lines)) <= 78
    steps = [re.match(r"  (tenken \S+(?: \S+)*?)  +(\S.*)", line) for line in lines]
    commands = [step[1] for step in steps if step]
    assert commands[:2] == ["tenken web", "tenken demo"]
    assert {width(line[: step.start(2)]) for line, step in zip(lines, steps, strict=True) if step} == {32}
    assert all(not line.startswith(" ") or step for line, step in zip(lines, steps, strict=True))


@pytest.mark.parametrize("command", [["score"], ["status"], ["report"], ["set", "FILE", "policy-05", "yes"]])
def test_a_missing_file_is_answered_with_those_that_are_there(
    tenken: Tenken, tmp_path: Path, command: list[str]
) -> None:
    shutil.copy(EXAMPLES / "2026.toml", tmp_path / "北浜\x1b[31m.toml")
    (tmp_path / "brand.toml").write_text("title = 'no assessment'", encoding="utf-8")
    group = "format = 1\n[[group]]\nchecklist = 'member-data@2027'\n"
    (tmp_path / "benchmark.toml").write_text(group, encoding="utf-8")
    name, *rest = command
    said = tenken(name, *(["2027.toml"] if not rest else ["2027.toml", *rest[1:]]))
    assert said.code == 3
    assert "北浜\\u{1b}[31m.toml" in said.err
    assert "brand.toml" not in said.err
    assert "benchmark.toml" not in said.err
    assert said.err.splitlines()[-1].endswith("tenken web")


def test_where_nothing_is_there_only_the_beginning_is_told(tenken: Tenken) -> None:
    said = tenken("score", "no/such.toml", lang="en")
    assert (said.code, said.err.splitlines()[-1]) == (3, "To begin an assessment: tenken web")
    assert "Assessments that are there" not in said.err
    assert "tenken web" not in tenken("sheet", "read", "no.xlsx", "--into", "a.toml").err


def test_what_was_given_for_this_command_stands_in_the_next(tenken: Tenken, tmp_path: Path) -> None:
    own = tmp_path / "my lists"
    own.mkdir()
    said = tenken("new", "a.toml", "--organisation", "x", "--checklist-path", str(own), "--lang", "en")
    assert said.err.splitlines()[-1].endswith(f"a.toml --checklist-path '{own}' --lang en")
