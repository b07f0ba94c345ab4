"""The Tab key: what may stand at the cursor, as tenken tells it and in real shells; nothing acts, nothing fails."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import CLUB, EXAMPLES, Said, environment_of

from tenken import data
from tenken.cli.completion import INTO, CompletingShell
from tenken.cli.help.completion import LINE, LONGEST_MEANING
from tenken.cli.help.names import ASKED

pexpect = pytest.importorskip("pexpect")

Tenken = Callable[..., Said]
PATIENCE = 60
"""Seconds after which a shell is taken to have stopped; no test fails for being slower than it was."""
ACTS = "\\$(touch acted)`touch acted`;touch acted;\"'(touch acted)%s"
"""A text that does something where a shell reads it as a command."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("2025.toml", "2026.toml", "2026-audit.toml"):
        shutil.copy(EXAMPLES / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def told(tenken: Tenken, folder: Path) -> Callable[..., dict[str, str]]:
    """Asks what may stand at the end of a line: the values with their meanings."""
    assert (folder / "2026.toml").is_file()

    def ask(line: str, shell: str = "bash", lang: str = "ja", **env: str) -> dict[str, str]:
        said = tenken(lang=lang, env={ASKED: f"complete_{shell}", LINE: line, **env})
        assert (said.code, said.err) == (0, "")
        rows = [row.partition("\t") for row in said.out.splitlines()]
        return {value: meaning for value, _, meaning in rows}

    return ask


@pytest.mark.parametrize(
    ("line", "first", "count"),
    [
        ("tenken sc", ["score"], 1),
        ("tenken sheet ", ["write", "read"], 2),
        ("tenken no-such ", [], 0),
        ("tenken set 2026.toml policy-01 ", ["yes", "partial", "no", "unknown", "na"], 5),
        ("tenken set 2026.toml nda-0", ["nda-01"], 9),
        ("tenken set 2025.toml policy-", ["policy-01", "policy-c1"], 6),
        ("tenken set none.toml policy-01 y", ["yes"], 1),
        ("TENKEN_LANG=en tenken sco", ["score"], 1),
        ("tenken set 2026.toml --no", ["--note", "--no-input"], 2),
        ("tenken set 2026.toml --note x --no", ["--no-input"], 1),
        ("tenken set 2026.toml 'a b' --note 'an open quote", [], 0),
        ("tenken evidence add 2026.toml access-01", ["access-01"], 1),
        ("tenken evidence add 2026.toml access-01 ", [":files"], 1),
        ("tenken audit verdict 2026-audit.toml access-01", ["access-01"], 1),
        ("tenken audit finding 2026-audit.toml edit ", ["F1", "F2"], 9),
        ("tenken audit requests 2026-audit.toml --received ", ["R1", "R2"], 4),
        ("tenken answer 2025.toml --question policy-c", ["policy-c1", "policy-c2"], 4),
        ("tenken answer 2026.toml --area 1", ["1", "10", "11", "12"], 4),
        ("tenken new a.toml --fact web", ["website=true", "website=false"], 2),
        ("tenken new a.toml --fact=website=f", ["--fact=website=false"], 1),
        ("tenken new a.toml --in-charge s", ["system="], 1),
        ("tenken new a.toml --items name,addr", ["name,address"], 1),
        ("tenken new a.toml --checklist member-data@", ["member-data@2025", "member-data@2026", "member-data@2027"], 3),
        ("tenken new a.toml --depth ", ["quick", "standard", "full"], 3),
        ("tenken cost --case a", ["alico-2009", "aig-edison-2009"], 2),
        ("tenken about 2026.toml --set yearly-s", ["yearly-sales="], 1),
        ("tenken about 2026.toml --set depth=", ["depth=quick", "depth=standard", "depth=full"], 3),
        ("tenken about 2026.toml --set card=", ["card=yes", "card=no"], 2),
        ("tenken report ", [":files"], 1),
        ("tenken report 2026.toml -o ", [":files"], 1),
        ("tenken report 2026.toml --output=r", [":files"], 1),
        ("tenken trend 2025.toml ", [":files"], 1),
        ("tenken checklist new ", [":folders"], 1),
        ("tenken --lang ", ["ja", "en"], 2),
        ("tenken score --lang=e", ["--lang=en"], 1),
        ("tenken score --checklist-path ", [":folders"], 1),
        ("tenken score --json=", [], 0),
        ("tenken score -- ", [":files"], 1),
        ("", [], 0),
    ],
)
def test_what_may_stand_at_the_cursor(
    told: Callable[..., dict[str, str]], line: str, first: list[str], count: int
) -> None:
    found = [*told(line)]
    assert (found[: len(first)], len(found)) == (first, count)


def test_the_findings_of_a_follow_up_are_those_of_its_audit(tenken: Tenken, told: Callable[..., Any]) -> None:
    assert tenken("followup", "begin", "2026-audit.toml", "followup.toml").code == 0
    assert [*told("tenken followup reply followup.toml ")][:2] == ["F1", "F2"]
    assert [*told("tenken followup followup.toml reply ")][:2] == ["F1", "F2"]


def test_values_are_told_with_their_meaning_in_the_readers_language(told: Callable[..., Any]) -> None:
    assert told("tenken set 2026.toml access-03")["access-03"] == "1人に1つのID"
    assert told("tenken set 2026.toml access-03", lang="en")["access-03"] == "One ID per person"
    assert told("tenken --lang en set 2026.toml access-03")["access-03"] == "One ID per person"
    assert told("tenken set 2026.toml access-03 un") == {"unknown": "わからない"}
    assert told("tenken score --fail")["--fail-under"].endswith("。")


def test_a_path_of_windows_keeps_its_backslashes(told: Callable[..., Any], folder: Path) -> None:
    (folder / "a\\2025.toml").write_bytes((folder / "2025.toml").read_bytes())
    assert "policy-c1" in told("tenken set a\\2025.toml policy-c", "powershell")
    assert "policy-c1" not in told("tenken set a\\2025.toml policy-c", "bash")


def test_a_file_that_cannot_be_read_costs_no_more_than_its_own_edition(told: Callable[..., Any], folder: Path) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.toml")
    (folder / "folder.toml").mkdir()
    (folder / "broken.toml").write_bytes(b"\xff\xfe[[[")
    (folder / "deep.toml").write_text(f"a = {'[' * 5000}", encoding="utf-8")
    (folder / "odd.toml").write_text(
        'checklist = ["member-data@2025"]\n'
        '[audit]\nfile = "../../../etc/passwd"\nfinding = ["F1", {id = "F1;x"}, {id = 3}]\n',
        encoding="utf-8",
    )
    for name in ("pipe", "folder", "broken", "deep", "odd", "\\u001b[2J"):
        assert "policy-01" in told(f"tenken set {name}.toml policy-0")
        assert told(f"tenken audit finding {name}.toml edit ") == {}


@pytest.fixture
def hostile(folder: Path) -> dict[str, str]:
    """An edition, found before ours, in which texts and ids try to act; and the environment that knows it."""
    own = folder / "own"
    shutil.copytree(CLUB / "club-1", own / "club-1")
    for file in own.rglob("*.toml"):
        text = file.read_text(encoding="utf-8")
        text = text.replace('id = "people-02"', 'id = "people-02$(touch acted)"')
        text = re.sub(r"(?m)^label = .*", lambda _: f"label = {{ ja = '''{ACTS} ''', en = 'x' }}", text)
        file.write_text(text, encoding="utf-8")
    (folder / "club.toml").write_text('checklist = "club@1"\n', encoding="utf-8")
    return {"TENKEN_CHECKLISTS": str(own)}


def test_texts_of_others_are_told_harmlessly(told: Callable[..., Any], hostile: dict[str, str]) -> None:
    found = told("tenken set club.toml people-0", **hostile)
    assert [*found] == ["people-01"]
    assert found["people-01"] == f"{ACTS[: LONGEST_MEANING - 1]}…"


def test_no_value_check_is_loaded_to_complete(folder: Path) -> None:
    program = "import sys; from tenken.cli.run import run; run([]); print(*sys.modules, file=sys.stderr)"
    env = environment_of("ja", {ASKED: "complete_bash", LINE: "tenken set 2026.toml nda-01"})
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("nda-01\t")
    assert not {"typer._adapters", "pydantic.types", "weasyprint", "wcwidth"} & set(done.stderr.split())


@pytest.mark.parametrize("shell", list(CompletingShell))
def test_the_script_is_printed_and_asks_as_tenken_answers(tenken: Tenken, shell: CompletingShell) -> None:
    said = tenken("completion", shell)
    assert (said.code, said.err) == (0, "")  # a shell reads it at every start, and needs no advice
    assert said.out == (data.folder("templates") / "completion" / shell).read_text(encoding="utf-8")
    assert said.out.isascii()
    assert f"complete_{shell}" in said.out
    assert LINE in said.out
    assert INTO[shell]


def test_powershell_is_given_values_and_leaves_other_programs_alone(tenken: Tenken) -> None:
    script = tenken("completion", "powershell").out
    assert "Register-ArgumentCompleter -Native -CommandName tenken" in script
    assert "[System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $meaning)" in script
    for other in ("Invoke-Expression", "iex ", "Set-PSReadLineKeyHandler", "Import-Module"):
        assert other not in script


BEGIN = {
    "bash": (["--norc", "--noprofile"], 'PS1="$ "; eval "$(tenken completion bash)"'),
    "zsh": (["-f"], 'unsetopt prompt_sp; PS1="$ "; eval "$(tenken completion zsh)"'),
    "fish": (["--no-config"], "function fish_prompt; echo '$ '; end; tenken completion fish | source"),
}


@pytest.fixture(params=list(BEGIN))
def typed(request: pytest.FixtureRequest, folder: Path) -> Iterator[Callable[..., Any]]:
    """A real shell with its script; types a line with Tab, and waits for what must come of it."""
    shell = request.param
    if not shutil.which(shell):
        pytest.skip(f"this machine has no {shell}")
    children = []

    def press(line: str, expected: str, tabs: int = 1, **env: str) -> None:
        bin_folder = Path(sys.executable).parent
        around = {"PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}", "TERM": "dumb", "HOME": str(folder), **env}
        environment = {**environment_of("ja"), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", **around}
        options, begin = BEGIN[shell]
        child = pexpect.spawn(
            shell, options, env=environment, cwd=folder, encoding="utf-8", timeout=PATIENCE, dimensions=(50, 100)
        )
        children.append(child)
        child.sendline(f"{begin}; echo rea''dy")
        child.expect("ready\r\n")
        if shell == "fish" and tabs > 1:
            pytest.skip("fish draws no list on a plain terminal")
        child.send(line + "\t" * tabs)
        child.expect("\a?".join(map(re.escape, expected)))  # a shell may ring between what was typed and what it adds

    yield press
    for child in children:
        child.close(force=True)


@pytest.mark.parametrize(
    ("line", "expected", "tabs"),
    [
        ("tenken sco", "tenken score ", 1),
        ("tenken set 2026.toml access-0", "access-09", 2),
        ("tenken new a.toml --checklist member-data@2", "member-data@202", 1),
        ("tenken new a.toml --fact=website=f", "website=false ", 1),
        ("tenken report 2026-a", "2026-audit.toml ", 1),
    ],
)
def test_tab_in_a_real_shell(typed: Callable[..., Any], line: str, expected: str, tabs: int) -> None:
    typed(line, expected, tabs)


def test_nothing_of_an_edition_acts_in_a_real_shell(
    typed: Callable[..., Any], folder: Path, hostile: dict[str, str]
) -> None:
    typed("tenken set club.toml people", "people-01", 2, **hostile)
    assert not (folder / "acted").exists()
