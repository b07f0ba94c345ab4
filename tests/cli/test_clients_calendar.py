"""The days of many firms on a terminal, as JSON and as a calendar file, with nothing that a finding says."""

import json
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest
import tomli
from tests.cli.test_clients import HOSTILE, audited
from tests.conftest import Said

Tenken = Callable[..., Said]
LATER = {"TENKEN_TODAY": "2026-11-28"}


@pytest.fixture
def firms(tenken: Tenken, tmp_path: Path) -> Path:
    audited(tmp_path / "firms")
    assert tenken("clients", "new", "firms", HOSTILE, "--contact", "森\u3000花子").code == 0
    assert tenken("clients", "send", "firms", "--where", "state=new", "--due", "2026-12-10").code == 0
    return tmp_path / "firms"


def events(content: bytes) -> list[icalendar.Event]:
    read = icalendar.Calendar.from_ical(content)
    assert isinstance(read, icalendar.Calendar)
    return list(read.events)


def test_a_calendar_names_the_firm_the_finding_and_the_contact_and_nothing_else(
    tenken: Tenken, firms: Path, tmp_path: Path
) -> None:
    said = tenken("clients", "calendar", "firms", "-o", "x.ics", env=LATER)
    assert said.code == 0, said.err
    content = (tmp_path / "x.ics").read_bytes()
    summaries = {str(event["SUMMARY"]) for event in events(content)}
    assert "点検 北浜テニススクール 指摘F2の回答の期限(木村)" in summaries
    assert f"点検 {HOSTILE} 返送の期限(森\u3000花子)" in summaries
    audit = tomli.loads((firms / "kitahama" / "2026-audit.toml").read_text(encoding="utf-8"))
    shown = content.replace(b"\r\n ", b"").decode()
    for finding in audit["audit"]["finding"]:
        assert finding["title"] not in shown
    told = json.loads(tenken("clients", "calendar", "firms", "--json", env=LATER).out)["dates"]
    assert [entry["uid"] for entry in told] == [str(event["UID"]) for event in events(content)]
    assert all(
        (event["STATUS"] == "CANCELLED") == entry["cancelled"]
        for event, entry in zip(events(content), told, strict=True)
    )
    assert tenken("clients", "calendar", "firms", "-o", "x.ics", env=LATER).code == 2
    assert tenken("clients", "calendar", "firms", "-o", "x.ics", "--force", env=LATER).code == 0
    assert (tmp_path / "x.ics").read_bytes() == content


def test_an_anonymous_calendar_has_the_same_entries_and_no_names(tenken: Tenken, firms: Path) -> None:
    named = json.loads(tenken("clients", "calendar", "firms", "--json", env=LATER).out)["dates"]
    begun = next(path.parent for path in firms.glob("*/client.toml") if path.parent.name != "kitahama")
    begun.rename(firms / "z")  # its file has an id
    said = tenken("clients", "calendar", "firms", "--anonymous", "--json", env=LATER).out
    assert [(one["uid"], one["day"], one["number"]) for one in json.loads(said)["dates"]] == [
        (one["uid"], one["day"], one["number"]) for one in named
    ]
    written = tenken("clients", "calendar", "firms", "--anonymous", "-o", "-", env=LATER).out
    listed = tenken("clients", "calendar", "firms", "--anonymous", env=LATER, lang="en").out
    for text in (said, written, listed):
        assert not [name for name in ("北浜", "木村", "森", "HYPERLINK") if name in text]
    assert "Firm 1" in listed


@pytest.mark.usefixtures("firms")
def test_importing_it_again_changes_what_has_moved(tenken: Tenken) -> None:
    def told(day: str) -> dict[str, int]:
        content = tenken("clients", "calendar", "firms", "-o", "-", env={"TENKEN_TODAY": day}).out.encode()
        return {str(event["UID"]): int(str(event["SEQUENCE"])) for event in events(content)}

    first, then = told("2026-11-28"), told("2026-11-29")
    assert set(first) == set(then)
    assert all(then[uid] > first[uid] for uid in first)


@pytest.mark.usefixtures("firms")
def test_a_list_shows_the_findings_of_a_day_in_one_line_and_firms_are_chosen(tenken: Tenken) -> None:
    lines = tenken("clients", "calendar", "firms", "--where", "state=correcting", env=LATER).out.splitlines()
    assert "2026-12-18  北浜テニススクール  回答 F2 F4 F5 (木村)" in lines
    assert not [line for line in lines if "HYPERLINK" in line]
    nobody = tenken("clients", "calendar", "firms", "--where", "tags=x")
    assert (nobody.code, nobody.out) == (0, "期限のある会社はありません。\n")


@pytest.mark.usefixtures("firms")
@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["-o", "x.txt"], 2),
        (["-o", "nowhere/x.ics"], 2),
        (["--json", "-o", "x.ics"], 2),
        (["--where", "color=red"], 2),
    ],
)
def test_what_makes_no_sense_is_refused(tenken: Tenken, more: list[str], code: int) -> None:
    for lang in ("ja", "en"):
        said = tenken("clients", "calendar", "firms", *more, lang=lang)
        assert (said.code, said.out) == (code, "")
    assert tenken("clients", "calendar", "nowhere").code == 3


def test_a_broken_firm_is_told_and_the_others_are_in_it(tenken: Tenken, firms: Path, tmp_path: Path) -> None:
    (firms / "kitahama" / "2026.toml").write_text("not toml", encoding="utf-8")
    said = tenken("clients", "calendar", "firms", "-o", "x.ics")
    assert said.code == 3
    assert "2026.toml" in said.err
    assert "HYPERLINK" in (tmp_path / "x.ics").read_text(encoding="utf-8")
