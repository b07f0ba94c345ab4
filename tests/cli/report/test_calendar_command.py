"""``tenken calendar`` as a person uses it: where the file goes, what is said, what is refused."""

import json
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest
from tests.conftest import EXAMPLES, Said

Tenken = Callable[..., Said]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a b.toml"
    path.write_bytes((EXAMPLES / "2026.toml").read_bytes())
    return path


def test_the_file_lies_beside_the_assessment_and_one_line_says_what_is_in_it(tenken: Tenken, file: Path) -> None:
    said = tenken("calendar", file)
    assert said.code == 0
    read = icalendar.Calendar.from_ical(file.with_name("a b.ics").read_bytes())
    data = json.loads(tenken("calendar", file, "--json").out)
    assert [str(event["UID"]) for event in read.walk("VEVENT")] == [entry["uid"] for entry in data["dates"]]
    kinds = [entry["kind"] for entry in data["dates"] if not entry["cancelled"]]
    told = f"約束の期限 {kinds.count('promise')}件、証拠の期限 {kinds.count('evidence')}件、次の点検 1件"
    assert told in said.err
    assert "インポート" in said.err.splitlines()[-2]
    again = tenken("calendar", file)
    assert again.code == 2
    assert "--force" in again.err
    assert tenken("calendar", file, "--force").code == 0


def test_it_comes_on_standard_output_and_in_english(tenken: Tenken, file: Path) -> None:
    said = tenken("calendar", file, "-o", "-", "--remind", "7", lang="en")
    assert said.code == 0
    assert said.err.splitlines() == [said.err.strip()]
    assert "tenken report" in said.err
    assert said.out.startswith("BEGIN:VCALENDAR\r\n")
    assert "SUMMARY:Assessment 4-5 promise due (" in said.out
    assert "TRIGGER:-P7D" in said.out


def test_one_persons_days_or_who_has_some(tenken: Tenken, file: Path) -> None:
    data = json.loads(tenken("calendar", file, "--person", "木 村", "--json").out)
    assert {entry["person"] for entry in data["dates"]} == {"木村"}
    refused = tenken("calendar", file, "--person", "田中")
    assert refused.code == 2
    assert "木村 / 北浜" in refused.err
    assert not file.with_name("a b.ics").exists()


@pytest.mark.parametrize("options", [["-o", "x.docx"], ["--remind", "61"], ["--remind", "soon"], ["-o", "no/x.ics"]])
def test_what_makes_no_sense_is_refused_before_anything_is_written(
    tenken: Tenken, file: Path, options: list[str]
) -> None:
    assert tenken("calendar", file, *options).code == 2
    assert not list(file.parent.glob("**/*.ics"))
