"""Names of outputs say what lies there, and what is printed as JSON is JSON."""

import io
import json
import shutil
import sys
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from tests.conftest import CLUB, EXAMPLES, Said

from tenken.cli.context import AppContext
from tenken.screen import json_on_screen, plain
from tenken.words import Words

FAMILY = "👩\u200d👩\u200d👧 ❤\ufe0f\u200d🔥"

COMMANDS = {
    "report FILE": (
        ".pdf",
        ".html",
        ".txt",
        ".md",
        ".json",
        ".csv",
        ".oscal.json",
        ".plan.json",
        ".poam.json",
        ".xlsx",
    ),
    "diff LAST FILE": (".pdf", ".html", ".xlsx", ".json", ".txt"),
    "trend LAST FILE": (".pdf", ".html", ".json", ".txt"),
    "checklist show member-data@2026": (".md", ".html", ".pdf", ".csv", ".catalog.json"),
    "calendar FILE": (".ics",),
    "sheet write FILE": (".xlsx",),
    "form write FILE": (".html",),
}


@pytest.mark.parametrize("name", ["x.docx", "x.pdff", "x", ".pdf~"])
@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_ending_is_refused_with_the_known_ones(
    tenken: Callable[..., Said], tmp_path: Path, command: str, name: str
) -> None:
    files = {"FILE": str(EXAMPLES / "2026.toml"), "LAST": str(EXAMPLES / "2025.toml")}
    said = tenken(*(files.get(word, word) for word in command.split()), "-o", name)
    assert said.code == 2
    for ending in COMMANDS[command]:
        assert ending in said.err
    assert not (tmp_path / name).exists()


def test_a_format_that_was_named_needs_no_ending(tenken: Callable[..., Said], tmp_path: Path) -> None:
    assert tenken("report", EXAMPLES / "2026.toml", "--format", "text", "-o", "notes.log").code == 0
    assert (tmp_path / "notes.log").read_text(encoding="utf-8")


def test_an_attestation_is_made_beside_the_whole_and_a_pdf_with_the_answers_inside_says_so(
    tenken: Callable[..., Said], tmp_path: Path
) -> None:
    (tmp_path / "2026.toml").write_bytes((EXAMPLES / "2026.toml").read_bytes())
    carries = Words("ja")("cli.report.carries")
    for options, name, inside in (
        (("--profile", "owner"), "2026.pdf", True),
        (("--profile", "attestation"), "2026-attestation.pdf", False),
        (("--profile", "owner", "--no-attachments", "--force"), "2026.pdf", False),
        (("--format", "html", "--profile", "full"), "2026-full.html", False),
    ):
        said = tenken("report", "2026.toml", *options)
        assert said.code == 0, said.err
        assert name in said.err
        assert (carries in said.err) == inside, options
        assert (tmp_path / name).exists()


@pytest.mark.parametrize("other", [("--json",), ("--refs", "appi")])
def test_an_output_is_not_passed_over(tenken: Callable[..., Said], tmp_path: Path, other: tuple[str, ...]) -> None:
    assert tenken("checklist", "show", "member-data@2026", *other, "-o", "x.md").code == 2
    assert not (tmp_path / "x.md").exists()


def test_joined_emoji_stay_in_json(tenken: Callable[..., Said], tmp_path: Path) -> None:
    shutil.copytree(CLUB / "club-1", tmp_path / "own" / "club-1")
    page = tmp_path / "own" / "club-1" / "people.toml"
    page.write_text(page.read_text(encoding="utf-8").replace("Has everyone signed?", FAMILY), encoding="utf-8")
    said = tenken("checklist", "show", "club@1", "--json", "--checklist-path", "own", env={"TENKEN_CHECKLISTS": ""})
    assert FAMILY in said.out
    assert FAMILY in json.dumps(json.loads(said.out), ensure_ascii=False)


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stream", [Terminal(), io.StringIO()])
def test_json_is_json_on_every_stream(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO) -> None:
    told = {"a": f"\x1b[2J\x9b\u202e\u200d\U000e0041{FAMILY}\u3000"}
    monkeypatch.setattr(sys, "stdout", stream)
    AppContext(Words("ja"), date(2026, 11, 21), (), can_ask=False).data(told)
    assert json.loads(stream.getvalue()) == told
    if stream.isatty():
        assert all(c.isprintable() or c in "\n\u3000\u200d" for c in stream.getvalue())


def test_a_terminal_shows_joined_emoji_and_no_lone_joiner() -> None:
    assert plain(FAMILY) == FAMILY
    for text in ("\u200d", "a\u200db", "👩\u200db", "a\u200d👩", "👩\u200d", "👩\u200d\u200d👩"):
        assert "\u200d" not in plain(text)
        assert json.loads(json_on_screen(json.dumps(text, ensure_ascii=False))) == text


@pytest.mark.parametrize(
    ("options", "name", "profile"),
    [
        (("--format", "html"), "2026.html", "owner"),
        (("--format", "html", "--profile", "owner"), "2026.html", "owner"),
        (("--format", "html", "--profile", "full"), "2026-full.html", "full"),
        (("--format", "html", "--profile", "attestation"), "2026-attestation.html", "attestation"),
        (("--format", "json"), "2026.json", "full"),
        (("--format", "json", "--profile", "owner"), "2026.json", "owner"),
        (("--format", "md"), "2026.md", "full"),
        (("--format", "text"), "2026.txt", "full"),
        (("--format", "csv"), "2026.csv", "full"),
        (("--format", "xlsx"), "2026.xlsx", "full"),
        (("--format", "oscal"), "2026.oscal.json", "full"),
        (("--format", "oscal-plan"), "2026.plan.json", "full"),
        (("--format", "oscal-poam"), "2026.poam.json", "full"),
    ],
)
def test_the_name_of_a_file_says_for_whom_its_pages_are(
    tenken: Callable[..., Said], tmp_path: Path, options: tuple[str, ...], name: str, profile: str
) -> None:
    (tmp_path / "2026.toml").write_bytes((EXAMPLES / "2026.toml").read_bytes())
    assert tenken("report", "2026.toml", *options).code == 0
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {"2026.toml", name}
    named = [value for option, value in pairwise(options) if option == "--profile"]
    content = (tmp_path / name).read_bytes()
    assert tenken("report", "2026.toml", *options, *(() if named else ("--profile", profile)), "-o", "x").code == 0
    assert name.endswith("xlsx") or (tmp_path / "x").read_bytes() == content


@pytest.mark.parametrize(
    "command",
    [
        ["new", "no/a.toml", "--organisation", "x"],
        ["renew", "2026.toml", "no/a.toml"],
        ["audit", "begin", "2026.toml", "no/a.toml", "--assessor", "堺"],
        ["sheet", "write", "2026.toml", "-o", "no/a.xlsx"],
        ["form", "write", "2026.toml", "-o", "no/a.html"],
        ["calendar", "2026.toml", "-o", "no/a.ics"],
    ],
)
def test_a_folder_that_is_missing_is_named_in_the_readers_language(
    tenken: Callable[..., Said], tmp_path: Path, command: list[str]
) -> None:
    shutil.copy(EXAMPLES / "2026.toml", tmp_path / "2026.toml")
    japanese, english = tenken(*command), tenken(*command, lang="en")
    assert japanese.code in (2, 3)
    assert "no というフォルダ" in japanese.err
    assert "folder" in english.err
    assert "No such file" not in japanese.err + english.err


@pytest.mark.parametrize(("write", "ending"), [("sheet", "xlsx"), ("form", "html")])
def test_a_folder_in_the_place_of_a_file_is_not_said_to_be_replaceable(
    tenken: Callable[..., Said], tmp_path: Path, write: str, ending: str
) -> None:
    shutil.copy(EXAMPLES / "2026.toml", tmp_path / "2026.toml")
    (tmp_path / f"there.{ending}").mkdir()
    said = tenken(write, "write", "2026.toml", "-o", f"there.{ending}")
    assert said.code == 2
    assert "フォルダ" in said.err
    assert "--force" not in said.err
