"""Many firms in one folder, as somebody works with them: made, listed, and what they have in common."""

import csv
import io
import json
import os
import random
import shutil
import sqlite3
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY, Said
from tests.limits import at_most

from tenken.batch import tables
from tenken.core.portfolio.table import Column
from tenken.store.assessment import loader
from tenken.store.portfolio import cache, clients, entries, records
from tenken.store.validation.toml_file import TomlFile

Tenken = Callable[..., Said]
FIRMS = 40
HOSTILE = '=HYPERLINK("http://x")<script>'


@pytest.fixture
def firms(tenken: Tenken, tmp_path: Path) -> Path:
    """A folder of invented firms."""
    assert tenken("demo", "firms", "--clients", str(FIRMS)).code == 0
    return tmp_path / "firms"


def listed(tenken: Tenken, *more: str) -> list[dict[str, object]]:
    said = tenken("clients", "table", "firms", "--json", *more)
    assert said.code == 0, said.err
    found: list[dict[str, object]] = json.loads(said.out)["firms"]
    return found


def test_the_same_number_makes_the_same_firms(tenken: Tenken, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert tenken("demo", name, "--clients", "12").code == 0
    files = [
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.toml")}
        for name in ("one", "two")
    ]
    assert files[0] == files[1]
    assert len([path for path in files[0] if path.name == "client.toml"]) == 12
    assert tenken("demo", "one", "--clients", "3").code == 2
    assert tenken("demo", "other", "--clients", "3", "--audit").code == 2


def test_folders_and_files_are_their_owners_only(tenken: Tenken, firms: Path) -> None:
    listed(tenken)
    assert tenken("clients", "new", "firms", "北浜テニスクラブ").code == 0
    for path in (firms, *firms.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.usefixtures("firms")
def test_the_table_tells_every_firm_in_every_form(tenken: Tenken, tmp_path: Path) -> None:
    rows = listed(tenken)
    assert len(rows) == FIRMS == len({row["folder"] for row in rows})
    assert {row["state"] for row in rows} == {"new", "sent", "partly", "answered", "correcting"}
    for ending in ("csv", "xlsx", "json", "txt"):
        assert tenken("clients", "table", "firms", "-o", f"t.{ending}").code == 0
    table = list(csv.reader(io.StringIO((tmp_path / "t.csv").read_text(encoding="utf-8-sig"))))
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    assert [row[0] for row in table[1:]] == [row["name"] for row in rows]
    assert [cell.value for cell in sheet["A"]][1:] == [row["name"] for row in rows]
    assert json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))["firms"] == rows
    text = (tmp_path / "t.txt").read_text(encoding="utf-8")
    assert all(str(row["name"])[:8] in text for row in rows)
    assert text == tenken("clients", "table", "firms").out
    assert tenken("clients", "table", "firms", "-o", "t.csv").code == 2
    changes = [cells[list(Column).index(Column.CHANGE)] for cells in table[1:]]
    assert changes == ["" if row["change"] is None else str(row["change"]) for row in rows]
    assert any(change.startswith("-") for change in changes)  # a number below zero is no formula


def test_what_was_read_once_is_not_read_again(tenken: Tenken, firms: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(file: TomlFile, *more: Any) -> Any:
        read.append(file.name)
        return loader.interpret(file, *more)

    monkeypatch.setattr(records, "interpret", counted)
    first = listed(tenken)
    before = len(read)
    others = ("client.toml", "2026-followup.toml")
    assert before == len([path for path in firms.rglob("*.toml") if path.name not in others])
    assert (listed(tenken), len(read)) == (first, before)
    changed = next(path for path in sorted(firms.rglob("2026.toml")))
    changed.write_bytes(changed.read_bytes() + b"\n# touched\n")
    assert (listed(tenken), len(read)) == (first, before + 1)
    for broken in (b"", b"no database at all"):
        (firms / ".tenken" / cache.NAME).write_bytes(broken)
        assert listed(tenken) == first
    with closing(sqlite3.connect(firms / ".tenken" / cache.NAME)) as base, base:
        base.execute("update firm set entry = '{\"kind\": 3}'")
    assert listed(tenken) == first
    shutil.rmtree(firms / ".tenken")
    assert listed(tenken) == first


def test_only_folders_that_changed_are_read_again(tenken: Tenken, firms: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "SETTLED", 0)
    first = listed(tenken)
    read: list[str] = []

    def noted(firm: Path, *more: Any) -> Any:
        read.append(firm.name)
        return records.read_firm(firm, *more)

    monkeypatch.setattr(tables, "read_firm", noted)
    assert (listed(tenken), read) == (first, [])
    year = next(path for path in sorted(firms.rglob("2026.toml")) if b'"yes"' in path.read_bytes())
    before = year.stat()
    year.write_bytes(year.read_bytes().replace(b'status = "yes"', b'status = "no" '))
    os.utime(year, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert year.stat().st_size == before.st_size
    assert (listed(tenken) != first, read) == (True, [year.parent.name])
    shutil.move(year.parent, firms / "elsewhere")
    assert read == [year.parent.name]
    assert {row["folder"] for row in listed(tenken)} ^ {row["folder"] for row in first} == {
        "elsewhere",
        year.parent.name,
    }
    (firms / "elsewhere" / "client.toml").unlink()
    assert "elsewhere" not in {row["folder"] for row in listed(tenken)}


def test_the_order_of_folders_and_the_number_of_processes_change_nothing(
    tenken: Tenken, firms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = listed(tenken)
    other = tmp_path / "other"
    other.mkdir()
    folders = [path for path in firms.iterdir() if path.name != ".tenken"]
    random.Random(7).shuffle(folders)
    for folder in folders:
        shutil.copytree(folder, other / folder.name)
    monkeypatch.setattr(tables, "AT_ONCE", 15)
    monkeypatch.setattr(tables, "FEW", 1)
    said = tenken("clients", "table", "other", "--json", "--jobs", "2")
    assert json.loads(said.out)["firms"] == first


@pytest.mark.usefixtures("firms")
def test_rows_are_chosen_and_sorted(tenken: Tenken) -> None:
    high = listed(tenken, "--where", "score>=70", "--sort", "-score")
    scores = [int(str(row["score"])) for row in high]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) >= 70
    assert len(high) + len(listed(tenken, "--where", "score<70")) < FIRMS  # the others have no score
    assert len(listed(tenken, "--where", "score!=")) == len(listed(tenken, "--where", "score>=0"))
    assert len(listed(tenken, "--where", "score!=")) + len(listed(tenken, "--where", "score=")) == FIRMS
    tagged = listed(tenken, "--where", "tags=大阪", "--where", "state=answered")
    assert tagged
    assert all("大阪" in str(row["tags"]) and row["state"] == "answered" for row in tagged)
    waiting = listed(tenken, "--sort", "due")
    days = [str(row["due"]) for row in waiting if row["due"]]
    assert days == sorted(days)
    assert all(row["due"] is None for row in waiting[len(days) :])


@pytest.mark.usefixtures("firms")
@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    ("options", "part"),
    [
        (["--sort", "size"], "score"),
        (["--where", "score"], "score<60"),
        (["--where", "size>3"], "score"),
        (["--where", "state=asleep"], "answered"),
        (["--where", "score<many"], "score<60"),
        (["--where", "score<1²"], "score<60"),
        (["--where", "due<soon"], "2026-12-31"),
        (["--where", "tags<大阪"], "tags="),
    ],
)
def test_what_cannot_be_sorted_or_chosen_by_is_told_with_what_can(
    tenken: Tenken, options: list[str], part: str, lang: str
) -> None:
    said = tenken("clients", "table", "firms", *options, lang=lang)
    assert (said.code, said.out) == (2, "")
    assert part in said.err


@pytest.mark.usefixtures("firms")
def test_no_name_stands_in_an_anonymous_table(tenken: Tenken, tmp_path: Path) -> None:
    names = {str(row["name"]) for row in listed(tenken)} | {"大阪", "会員制", "顧問先の", "さん", "example.com"}
    for ending in ("csv", "json", "txt"):
        assert tenken("clients", "table", "firms", "--anonymous", "-o", f"t.{ending}").code == 0
        text = (tmp_path / f"t.{ending}").read_text(encoding="utf-8-sig")
        assert not [name for name in names if name in text]
    assert tenken("clients", "table", "firms", "--anonymous", "-o", "t.xlsx").code == 0
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    told = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert not names & told
    gaps = tenken("clients", "gaps", "firms").out + tenken("clients", "gaps", "firms", "--json").out
    assert not [name for name in names - {"会員制", "さん"} if name in gaps]


def test_a_broken_firm_is_told_and_the_others_are_listed(tenken: Tenken, firms: Path) -> None:
    rows = listed(tenken)
    answered = [str(row["folder"]) for row in rows if row["state"] == "answered"]
    (firms / answered[0] / "client.toml").write_text("name = 3\n", encoding="utf-8")
    (firms / answered[1] / "2026.toml").write_text("not toml", encoding="utf-8")
    twice = firms / answered[2] / "2026.toml"
    shutil.copy(twice, twice.with_name("copy.toml"))
    (firms / answered[3] / "notes.toml").write_text('mine = "x"\n', encoding="utf-8")
    (firms / "list.xlsx").write_bytes(b"x")
    (firms / "link").symlink_to(firms / answered[3])
    said = tenken("clients", "table", "firms")
    assert said.code == 3
    for name in ("client.toml", "2026.toml", "copy.toml"):
        assert name in said.err
    assert "list.xlsx" not in said.err
    assert "2個" in said.err
    assert "TOMLファイルが1個" in said.err
    assert str(rows[-1]["name"])[:8] in said.out
    # Nobody knows the state of a firm of which a file cannot be read: no list of any form names one.
    said = tenken("clients", "table", "firms", "--json", "--where", "state=unreadable")
    assert {row["folder"] for row in json.loads(said.out)["firms"]} == {answered[1], answered[2]}
    assert tenken("clients", "table", "firms", "--format", "csv").out.count("一部読めません") == 2
    made = tenken("clients", "report", "firms", "--format", "json", "--where", "state!=answered")
    assert "ファイルに直すところのある3社" in made.err
    assert "一部読めません" in tenken("clients", "table", "firms", "--sort", "-state").out.splitlines()[1]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_folder_that_is_not_there_or_holds_no_firm_is_told(tenken: Tenken, tmp_path: Path, lang: str) -> None:
    said = tenken("clients", "table", "nowhere", lang=lang)
    assert (said.code, said.out) == (3, "")
    assert "nowhere" in said.err
    (tmp_path / "empty").mkdir()
    said = tenken("clients", "table", "empty", lang=lang)
    assert said.code == 0
    assert "empty" in said.err
    assert said.out.splitlines()[-1] in ("表示する会社はありません。", "There is no firm to show.")


def test_a_new_firm_has_a_folder_of_its_own(tenken: Tenken, tmp_path: Path) -> None:
    made = tenken(
        "clients", "new", "firms", "北浜/../クラブ", "--tag", "大阪", "--tag", "大阪", "--relation", "contractor"
    )
    assert made.code == 0, made.err
    assert [path.name for path in (tmp_path / "firms").iterdir()] == ["北浜-クラブ"]
    assert tenken("clients", "new", "firms", "北浜/../クラブ").code == 2
    assert tenken("clients", "new", "firms", "  ").code == 2
    assert tenken("clients", "new", "devices", "Con", "--benchmark").code == 0
    (device,) = (tmp_path / "devices").iterdir()  # Windows has no folder of that name
    assert (device.name, "benchmark = true" in (device / "client.toml").read_text(encoding="utf-8")) == ("Con-1", True)
    refused = tenken("clients", "new", "firms", f"x{HOSTILE}\x1b[31m")
    assert refused.code == 3
    assert "\x1b" not in refused.err
    assert tenken("clients", "new", "firms", HOSTILE).code == 0
    assert tenken("clients", "table", "firms", "-o", "t.csv").code == 0
    written = list(csv.reader(io.StringIO((tmp_path / "t.csv").read_text(encoding="utf-8-sig"))))
    assert [row[0] for row in written[1:]] == [f"'{HOSTILE}", "北浜/../クラブ"]
    rows = listed(tenken)
    assert [row["relation"] for row in rows if row["name"] == "北浜/../クラブ"] == ["contractor"]
    assert all(set(row) >= {str(column) for column in Column} for row in rows)


@pytest.mark.usefixtures("firms")
def test_gaps_are_those_of_three_firms_or_more(tenken: Tenken) -> None:
    told = json.loads(tenken("clients", "gaps", "firms", "--json").out)["editions"]
    assert told
    for edition in told:
        counts = [gap["firms"] for gap in edition["gaps"]]
        assert counts == sorted(counts, reverse=True)
        assert all(3 <= count <= edition["firms"] for count in counts)
    few = tenken("clients", "gaps", "firms", "--where", "score>=95", "--json")
    assert all(not edition["gaps"] for edition in json.loads(few.out)["editions"] if edition["firms"] < 3)
    short = tenken("clients", "gaps", "firms", "--most", "2").out
    assert len(short.splitlines()) < len(tenken("clients", "gaps", "firms").out.splitlines())


def test_gaps_are_the_same_in_every_form_and_copies_are_told(tenken: Tenken, firms: Path, tmp_path: Path) -> None:
    before = tenken("clients", "gaps", "firms", "--json")
    assert "写し" not in before.err
    answered = next(str(row["folder"]) for row in listed(tenken) if row["state"] == "answered")
    shutil.copytree(firms / answered, firms / f"{answered}-copy")
    for ending in ("csv", "xlsx", "json"):
        said = tenken("clients", "gaps", "firms", "-o", f"g.{ending}")
        assert (said.code, said.out) == (0, "")
        assert "1個のフォルダは" in said.err
    text = (tmp_path / "g.json").read_text(encoding="utf-8")
    assert text == before.out
    wanted = [
        (
            edition["checklist"],
            gap["number"],
            gap["label"]["ja"],
            "必須" if gap["critical"] else None,
            gap["firms"],
            edition["firms"],
        )
        for edition in json.loads(text)["editions"]
        for gap in edition["gaps"]
    ]
    assert wanted
    rows = list(csv.reader(io.StringIO((tmp_path / "g.csv").read_text(encoding="utf-8-sig"))))
    assert [(*row[:3], row[3] or None, int(row[4]), int(row[5])) for row in rows[1:]] == wanted
    sheet = openpyxl.load_workbook(tmp_path / "g.xlsx").worksheets[0]
    assert [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)] == wanted


def audited(firms: Path) -> Path:
    """A firm with an audit that is followed up: the example's."""
    firm = firms / "kitahama"
    firm.mkdir(parents=True)
    for name in ("2024.toml", "2025.toml", "2026.toml", "2026-audit.toml", "2026-followup.toml"):
        shutil.copy(EXAMPLES / name, firm / name)
    head = 'format = 1\nname = "北浜テニススクール"\ncontact = "木村"\n'
    (firm / "client.toml").write_text(head, encoding="utf-8")
    return firm


def test_open_findings_are_listed_with_what_is_late_first(tenken: Tenken, tmp_path: Path) -> None:
    firm = audited(tmp_path / "firms")
    later = {"TENKEN_TODAY": "2026-12-20"}
    row = json.loads(tenken("clients", "table", "firms", "--json", env=later).out)["firms"][0]
    assert (row["state"], row["score"], row["audited"]) == ("correcting", 60, 55)
    said = tenken("clients", "findings", "firms", "--json", env=later)
    assert said.code == 0, said.err
    (told,) = json.loads(said.out)["firms"]
    days = [finding["due"] or "9" for finding in told["findings"]]
    assert days == sorted(days)
    majors = sum(finding["grade"] == "major" for finding in told["findings"])
    late = [finding for finding in told["findings"] if finding["overdue_days"]]
    assert (row["majors"], row["overdue"]) == (majors, len(late))
    assert late
    only = json.loads(tenken("clients", "findings", "firms", "--overdue", "--json", env=later).out)["firms"][0]
    assert only["findings"] == late
    text = tenken("clients", "findings", "firms", env=later).out
    assert all(finding["id"] in text for finding in told["findings"])
    (firm / "2026-followup.toml").unlink()
    assert tenken("clients", "findings", "firms", lang="en").code == 0
    row = json.loads(tenken("clients", "table", "firms", "--json", env=later).out)["firms"][0]
    assert row["state"] == "signed"
    assert row["majors"] > 0  # nobody has replied to them


def test_what_is_kept_of_a_firm_is_what_its_files_say(firms: Path) -> None:
    audited(firms)
    known = records.Known(PLACES, TODAY)
    for firm in clients.find(firms).firms:
        told, entry = records.read_firm(firm, known)
        assert entry
        text = entries.written(entry)
        assert records.files_of(firm.name, text) == told
        assert entries.read(text) == entry
        assert records.read_firm(firm, known, entry) == (told, entry)
    for broken in ("", "[]", "[1,2,3,4,5]", text.replace("[[", "[", 1), text[:-9], text.replace('"year"', '"years"')):
        with pytest.raises(entries.UnreadableEntry):
            entries.read(broken)
    for broken in ("", "[]", "[1,2,3,4,5]", text[:-9]):
        with pytest.raises(entries.UnreadableEntry):
            entries.told(broken)


def test_two_tables_at_once_are_the_same(tenken_process: Tenken, firms: Path) -> None:
    def run(_: int) -> Said:
        return tenken_process("clients", "table", "firms", "--json")

    with ThreadPoolExecutor(2) as both:
        one, other = both.map(run, range(2))
    assert (one.code, other.code, one.out) == (0, 0, other.out)
    with closing(sqlite3.connect(firms / ".tenken" / cache.NAME)) as base:
        assert base.execute("select count(*) from firm").fetchone() == (FIRMS,)


@pytest.mark.slow
def test_ten_thousand_folders_are_a_table(tenken: Tenken, tmp_path: Path) -> None:
    assert tenken("demo", "firms", "--clients", "10000").code == 0
    (tmp_path / "firms" / "link").symlink_to(tmp_path / "firms")
    first = listed(tenken)
    assert len(first) == 10_000
    with at_most(5):
        again = listed(tenken, "--sort", "-score")
    assert again[0]["score"] == max(int(str(row["score"])) for row in first if row["score"] is not None)
    assert not list((tmp_path / "firms" / ".tenken").glob("*-journal"))
