"""Consoles that lack characters, as on Windows: every command ends as elsewhere, every sentence can be read back."""

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Said

from tenken.screen import SUBSTITUTE

Tenken = Callable[..., Said]

ENCODINGS = ("cp932", "ascii", "latin-1")

HOSTILE = "café 髙橋\u001b[31m\u202e\U0001f600.toml"

CALLS = {
    "help": (["--help"], 0),
    "help of a command": (["answer", "--help"], 0),
    "start": ([], 0),
    "new": (["new", "new.toml", "--organisation", "北浜—髙橋 “é”"], 0),
    "new, refused": (["new", "b.toml"], 2),
    "status": (["status", "a.toml"], 0),
    "score": (["score", "a.toml"], 0),
    "answer, refused": (["answer", "a.toml"], 2),
    "error": (["score", "c.toml"], 3),
    "error with a hostile name": (["score", HOSTILE], 3),
    "usage": (["scor\u00e9\U0001f600"], 2),
}

REAL = ("error with a hostile name",)
"""Called in processes of their own, the others with streams of the same encoding in ours."""


@pytest.fixture
def ways(tenken: Tenken, tenken_process: Tenken) -> dict[bool, Tenken]:
    """How to call: whether in a process of its own."""
    return {False: tenken, True: tenken_process}


def read_back(text: str) -> str:
    """What a person makes of a text with substitutes: look-alikes count as equal, escapes as what they stand for."""
    units = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found.group(1), 16)), text)
    whole = units.encode("utf-16", "surrogatepass").decode("utf-16")
    bare = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", whole))
    alike = str.maketrans(
        {"–": "-", "—": "-", "―": "-", "−": "-", "〜": "~", "“": "'", "”": "'", "×": "x", "・": "*", "\n": None}
    )
    return "".join(c for c in bare.translate(alike) if not unicodedata.combining(c) and c != " ")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("call", CALLS)
def test_a_console_that_lacks_characters_loses_no_sentence(
    ways: dict[bool, Tenken], head: str, tmp_path: Path, call: str, encoding: str
) -> None:
    words, code = CALLS[call]
    for name in ("a.toml", HOSTILE):
        note = 'note = "—髙①\U0001f600é"\n'
        (tmp_path / name).write_text(head + f"[answers.people-01]\nstatus = 'yes'\n{note}", encoding="utf-8")
    for name in ("c.toml", HOSTILE):
        (tmp_path / name).write_text(head + "[answers.people-01]\nstatus = 'はい—é'\n", encoding="utf-8")
    said = ways[call in REAL](*words, env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    (tmp_path / "new.toml").unlink(missing_ok=True)
    elsewhere = ways[False](*words)
    assert (said.code, elsewhere.code) == (code, code)
    assert "Traceback" not in said.err
    assert read_back(said.out) == read_back(elsewhere.out)
    assert read_back(said.err) == read_back(elsewhere.err)
    assert said.out + said.err != ""


def test_what_cp932_has_is_shown_as_it_is(tenken: Tenken, tenken_process: Tenken, head: str, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(head, encoding="utf-8")
    said = tenken_process("score", "a.toml", env={"PYTHONIOENCODING": "cp932", "PYTHONUTF8": "0"})
    assert said.out == tenken("score", "a.toml").out.replace("\u301c", "\uff5e")  # one character, of two names


def test_json_stays_json(tenken: Tenken, tenken_process: Tenken, head: str, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(head, encoding="utf-8")
    for command in (["checklist", "list", "--json"], ["score", "a.toml", "--json"]):
        said = tenken_process(*command, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
        assert json.loads(said.out) == json.loads(tenken(*command).out)


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("16〜100 — −5", "ascii", "16~100 - -5"),
        ("¥130 million", "cp932", "￥130 million"),
        ("café", "cp932", "cafe"),
        ("点検", "ascii", r"\u70b9\u691c"),
        ("\U0001f600", "cp932", r"\ud83d\ude00"),
        ("“quoted”", "latin-1", "'quoted'"),
    ],
)
def test_the_substitute_of_a_character(text: str, encoding: str, shown: str) -> None:
    assert text.encode(encoding, SUBSTITUTE).decode(encoding) == shown
