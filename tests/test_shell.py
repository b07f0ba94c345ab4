"""Commands that a person is told to type: every name in them comes out of the shell as it went in."""

import re
import shlex
import shutil
import subprocess
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.cli.commands import Root
from tenken.screen import width
from tenken.sentences import sentences
from tenken.shell import SETTING, Shell, at_hand, in_lines, quoted
from tenken.words import LANGUAGES, Language, Words

NAMES = [
    "it's a $file.toml",
    "北浜テニス 2026.toml",
    "北浜\u3000テニス.toml",
    "-2026.toml",
    "--force",
    '"quoted".toml',
    "`id`.toml",
    "$(id).toml",
    "a!b!.toml",
    "a;b&c|d>e.toml",
    "*.toml",
    "~kimura.toml",
    "=ls",
    "a\\b.toml",
    "a\\\\b'\\'.toml",
    "a b\\",
    "two\nlines.toml",
    "#1.toml",
]
PLAIN = ["kitahama-2026.toml", "北浜テニス2026.toml", "folder/2026.toml", "member-data@2026", "-"]
COMMANDS = "|".join(Root.targets)
IN_A_COMMAND = re.compile(rf"tenken (?:{COMMANDS})\b((?:(?![。、]|\. |, | で|\n).)*)")
NO_NAME = {"n", "shell", "into"}
IN_DOCUMENTS = {"oscal.catalog_text"}
"""Sentences of documents, whose bytes do not depend on a shell: they name an edition, which needs no quotes."""


def every(lang: Language) -> list[tuple[str, str]]:
    return [
        (key, form)
        for key, said in sentences(lang).items()
        for form in ([said] if isinstance(said, str) else said.values())
        if key not in IN_DOCUMENTS
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_name_in_a_command_is_marked(lang: Language) -> None:
    found = 0
    for key, said in every(lang):
        for command in IN_A_COMMAND.finditer(said):
            names = re.findall(r"\{(\w+)(:shell)?\}", command.group(1))
            found += len(names)
            assert all(mark or name in NO_NAME for name, mark in names), key
    assert found > 20


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_suggested_command_gives_the_name_back(lang: Language, name: str) -> None:
    marked = [(key, form) for key, form in every(lang) if ":shell}" in form]
    for key, form in marked:
        names = set(re.findall(r"\{(\w+):shell\}", form))
        values = dict.fromkeys(re.findall(r"\{(\w+)", form), "x") | dict.fromkeys(names, name)
        told = Words(lang)(key, **values)
        commands = [told[at.start() :] for at in re.finditer(rf"tenken (?:{COMMANDS})\b", told)]
        read = [set(_arguments(command)) for command in commands]
        assert any(str(PurePosixPath(word)) == str(PurePosixPath(name)) for words in read for word in words), key


def _arguments(command: str) -> list[str]:
    """The command's words; an apostrophe in the prose behind it is nothing to the shell."""
    for end in range(len(command), 0, -1):
        try:
            return shlex.split(command[:end])
        except ValueError:
            continue
    return []


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("shell", Shell)
def test_a_plain_name_stays_as_it_is(shell: Shell, name: str) -> None:
    assert quoted(name, shell) in (name, f'"{name}"' if shell is Shell.CMD else name)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_posix_reads_one_argument(name: str) -> None:
    (read,) = shlex.split(quoted(name, Shell.POSIX))
    assert read.removeprefix("./") == name.removeprefix("./")
    assert not read.startswith("-") or read == "-"


@pytest.mark.parametrize("program", ["bash", "zsh", "fish", "dash"])
def test_the_shell_itself_reads_the_name(program: str) -> None:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed")
    for name in NAMES:
        told = subprocess.run([found, "-c", f"printf %s {quoted(name, Shell.POSIX)}"], capture_output=True, check=True)
        assert told.stdout.decode().removeprefix("./") == name


@pytest.mark.parametrize(
    ("name", "powershell", "cmd"),
    [
        ("a b.toml", "'a b.toml'", '"a b.toml"'),
        ("it's.toml", "'it''s.toml'", '"it\'s.toml"'),
        ("it’s.toml", "'it’’s.toml'", '"it’s.toml"'),
        ("$home.toml", "'$home.toml'", '"$home.toml"'),
        ("`n.toml", "'`n.toml'", '"`n.toml"'),
        ("a&b.toml", "'a&b.toml'", '"a&b.toml"'),
        ("-a.toml", ".\\-a.toml", ".\\-a.toml"),
        ("- a.toml", "'.\\- a.toml'", '".\\- a.toml"'),
        ("C:\\点検\\2026.toml", "C:\\点検\\2026.toml", "C:\\点検\\2026.toml"),
        ("@a.toml", "'@a.toml'", "@a.toml"),
        ("a,b.toml", "'a,b.toml'", '"a,b.toml"'),
    ],
)
def test_windows_reads_the_name(name: str, powershell: str, cmd: str) -> None:
    assert (quoted(name, Shell.POWERSHELL), quoted(name, Shell.CMD)) == (powershell, cmd)


@pytest.mark.parametrize(
    ("environment", "system", "shell"),
    [
        ({}, "posix", Shell.POSIX),
        ({"PSModulePath": "/usr/share/powershell"}, "posix", Shell.POSIX),
        ({SETTING: "PowerShell"}, "posix", Shell.POWERSHELL),
        ({SETTING: "nonsense"}, "posix", Shell.POSIX),
        ({"PSModulePath": "C:\\Windows\\Modules", "USERPROFILE": "C:\\Users\\kimura"}, "nt", Shell.CMD),
        (
            {"PSModulePath": "C:\\USERS\\kimura\\Modules;C:\\W", "USERPROFILE": "C:\\Users\\Kimura"},
            "nt",
            Shell.POWERSHELL,
        ),
        ({"MSYSTEM": "MINGW64", "PSModulePath": "C:\\Windows"}, "nt", Shell.POSIX),
        ({}, "nt", Shell.CMD),
    ],
)
def test_the_shell_at_hand_is_found(environment: dict[str, str], system: str, shell: Shell) -> None:
    assert at_hand(environment, system) is shell


@pytest.mark.parametrize(("shell", "mark"), [(Shell.POSIX, "\\"), (Shell.POWERSHELL, "`"), (Shell.CMD, "^")])
def test_a_long_command_is_one_command_in_several_lines(shell: Shell, mark: str) -> None:
    command = "tenken followup reply f.toml F1 --by 木村 --cause '- a --b' --owner 木村 --due 2027-01-15"
    lines = in_lines(command, 40, width, shell)
    assert len(lines) == 3
    assert all(line.endswith(f" {mark}") and width(line) <= 40 for line in lines[:-1])
    if shell is Shell.POSIX:
        assert shlex.split("\n".join(lines).replace("\\\n", " ")) == shlex.split(command)
    assert in_lines("tenken web", 40, width, shell) == ["tenken web"]
