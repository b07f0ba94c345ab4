"""What firms still owe after their audits: by firm and by person, also before anybody replied, and as mail texts."""

import csv
import io
import json
import re
import shutil
import stat
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.cli.test_clients import audited
from tests.conftest import EXAMPLES, Said

Tenken = Callable[..., Said]
LATER = {"TENKEN_TODAY": "2026-12-14"}
CANARIES = ("天満", "堀江")


@pytest.fixture
def firms(tenken: Tenken, tmp_path: Path) -> Path:
    """One firm whose audit is followed up, and two to which nothing but the audit happened."""
    folder = tmp_path / "firms"
    audited(folder)
    for name in CANARIES:
        assert (
            tenken("clients", "new", "firms", name, "--contact", f"担当{name}", "--mail", f"{name}@example").code == 0
        )
        text = (EXAMPLES / "2026-audit.toml").read_text(encoding="utf-8")
        text = text.replace("受付で1つのIDを3人が使っている", f"CANARY{name}")
        (folder / name / "audit.toml").write_text(text.replace("2026.toml", "own.toml"), encoding="utf-8")
        shutil.copy(EXAMPLES / "2026.toml", folder / name / "own.toml")
    return folder


def listed(tenken: Tenken, *more: str, env: dict[str, str] = LATER) -> dict[str, Any]:
    said = tenken("clients", "findings", "firms", "--json", *more, env=env)
    assert said.code == 0, said.err
    found: dict[str, Any] = json.loads(said.out)
    return found


@pytest.mark.usefixtures("firms")
def test_findings_to_which_nobody_replied_are_listed_as_the_table_counts_them(tenken: Tenken) -> None:
    found = {one["folder"]: one["findings"] for one in listed(tenken)["firms"]}
    rows = json.loads(tenken("clients", "table", "firms", "--json", env=LATER).out)["firms"]
    assert set(found) == {row["folder"] for row in rows}
    for row in rows:
        theirs = found[row["folder"]]
        assert row["majors"] == sum(one["grade"] == "major" for one in theirs)
        assert row["overdue"] == sum(one["overdue_days"] > 0 for one in theirs)
    assert {one["stage"] for one in found[CANARIES[0]]} == {"issued"}
    assert {one["person"] for one in found[CANARIES[0]]} == {f"担当{CANARIES[0]}"}


@pytest.mark.usefixtures("firms")
def test_every_finding_is_with_one_person(tenken: Tenken) -> None:
    by_firm = [(one["folder"], finding["id"]) for one in listed(tenken)["firms"] for finding in one["findings"]]
    persons = listed(tenken, "--by", "person")["persons"]
    assert sorted((one["folder"], one["id"]) for person in persons for one in person["findings"]) == sorted(by_firm)
    assert [person["name"] for person in persons] == ["木村 健", *(f"担当{name}" for name in CANARIES[::-1]), "木村"]
    assert {one["stage"] for one in persons[0]["findings"]} == {"accepted", "returned"}  # who carries the action out
    for lang in ("ja", "en"):
        text = tenken("clients", "findings", "firms", "--by", "person", env=LATER, lang=lang).out
        assert all(person["name"] in text.splitlines() for person in persons)


@pytest.mark.parametrize("by", ["firm", "person"])
def test_a_list_in_every_form_has_the_same_findings_in_the_same_order(
    tenken: Tenken, firms: Path, tmp_path: Path, by: str
) -> None:
    audit = firms / CANARIES[0] / "audit.toml"
    hostile = audit.read_text(encoding="utf-8").replace(f"CANARY{CANARIES[0]}", "=1+1")
    audit.write_text(hostile, encoding="utf-8")
    for ending in ("csv", "xlsx", "json"):
        said = tenken("clients", "findings", "firms", "--by", by, "-o", f"f.{ending}", env=LATER)
        assert (said.code, said.out) == (0, ""), said.err
    told = json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))
    assert told == listed(tenken, "--by", by)
    wanted = [
        (one["name"] if by == "firm" else finding["firm"], finding["id"], finding["due"], finding["person"])
        for one in told[f"{by}s"]
        for finding in one["findings"]
    ]
    rows = list(csv.reader(io.StringIO((tmp_path / "f.csv").read_text(encoding="utf-8-sig"))))
    assert [(row[0], row[1], row[4] or None, row[6]) for row in rows[1:]] == wanted
    assert [row[7] for row in rows if "1+1" in row[7]] == ["'=1+1"]
    sheet = openpyxl.load_workbook(tmp_path / "f.xlsx").worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    days = [row[4].date().isoformat() if isinstance(row[4], datetime) else row[4] for row in cells]
    assert [(row[0], row[1], day, row[6]) for row, day in zip(cells, days, strict=True)] == wanted
    assert {cell.data_type for cell in sheet["H"]} == {"s"}
    assert {row[5] for row in cells} >= {None, 14}
    assert tenken("clients", "findings", "firms", "-o", "f.csv", env=LATER).code == 2
    assert tenken("clients", "findings", "firms", "-o", "f.pdf", env=LATER).code == 2
    assert tenken("clients", "findings", "firms", "--json", "--format", "csv", env=LATER).code == 2


def test_a_mail_tells_its_own_firm_what_to_send_and_by_when(tenken: Tenken, firms: Path, tmp_path: Path) -> None:
    said = tenken("clients", "findings", "firms", "--mails", "mails", env=LATER)
    assert said.code == 0, said.err
    mails = {path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "mails").iterdir()}
    assert set(mails) == {"kitahama", *CANARIES}
    assert stat.S_IMODE((tmp_path / "mails").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "mails").iterdir()} == {0o600}
    for one in listed(tenken)["firms"]:
        mail = mails[one["folder"]]
        assert all(f"・{finding['id']} {finding['title']}" in mail for finding in one["findings"])
        assert "2026年12月18日まで" in mail
        assert "\n\n\n" not in mail
        others = [name for name in ("北浜", "木村", *CANARIES) if name not in one["folder"] and name in mail]
        assert others == ([] if one["folder"] != "kitahama" else ["木村"])
    assert "(14日過ぎています)" in mails["kitahama"]
    before = dict(mails)
    (tmp_path / "mails" / "kitahama.txt").unlink()
    assert tenken("clients", "findings", "firms", "--mails", "mails", env=LATER).code == 2
    assert not (tmp_path / "mails" / "kitahama.txt").exists()  # none of them, where one lies there
    assert tenken("clients", "findings", "firms", "--mails", "mails", "--force", env=LATER).code == 0
    assert (tmp_path / "mails" / "kitahama.txt").read_text(encoding="utf-8") == before["kitahama"]
    late = tenken("clients", "findings", "firms", "--overdue", "--mails", "late", env=LATER, lang="en")
    assert late.code == 0
    assert "2 findings past their day" in late.out
    none = tenken("clients", "findings", "firms", "--overdue")  # others are open, so it is not said that none is
    assert none.out.strip() == "期限を過ぎた指摘はありません。"
    assert [path.name for path in (tmp_path / "late").iterdir()] == ["kitahama.txt"]
    assert "2 findings" in (tmp_path / "late" / "kitahama.txt").read_text(encoding="utf-8")
    (firms.parent / "file").write_text("x", encoding="utf-8")
    assert tenken("clients", "findings", "firms", "--mails", "file").code == 3
    assert tenken("clients", "findings", "firms", "--by", "colour").code == 2


def test_a_firm_that_has_nothing_to_do_gets_no_mail(tenken: Tenken, firms: Path, tmp_path: Path) -> None:
    for name in CANARIES:
        shutil.rmtree(firms / name)
    followup = firms / "kitahama" / "2026-followup.toml"
    text = followup.read_text(encoding="utf-8")
    replied = text.partition("[[event]]")[0]
    replied += '[[event]]\nfinding = "F1"\nkind = "reply"\non = 2026-11-25\nby = "木村 健"\ncause = "x"\naction = "x"\n'
    replied += 'owner = "木村 健"\ndue = 2026-12-30\n'
    for finding in ("F2", "F3", "F4", "F5", "F6"):
        replied += f'[[event]]\nfinding = "{finding}"\nkind = "withdrawn"\non = 2026-11-25\nby = "堺 直樹"\nwhy = "x"\n'
    followup.write_text(replied, encoding="utf-8")
    said = tenken("clients", "findings", "firms", "--mails", "mails", env=LATER)
    assert said.code == 0, said.err
    assert "1件" in said.out
    assert list((tmp_path / "mails").iterdir()) == []
    assert "1社" in said.err


def test_a_follow_up_is_of_its_own_audit_alone(tenken: Tenken, firms: Path) -> None:
    """Next year's audit is signed, and only last year's is followed up: all of this year's findings are open."""
    firm = firms / "kitahama"
    for name in ("2026.toml", "2026-audit.toml"):
        text = (firm / name).read_text(encoding="utf-8")
        (firm / name.replace("2026", "2027")).write_text(re.sub("2026([-.])", r"2027\1", text), encoding="utf-8")
    env = {"TENKEN_TODAY": "2027-12-14"}
    rows = json.loads(tenken("clients", "table", "firms", "--json", env=env).out)["firms"]
    row = next(row for row in rows if row["folder"] == "kitahama")
    found = {one["folder"]: one["findings"] for one in listed(tenken, env=env)["firms"]}["kitahama"]
    assert row["state"] == "signed"
    assert {one["stage"] for one in found} == {"issued"}
    assert row["majors"] == sum(one["grade"] == "major" for one in found)


@pytest.mark.usefixtures("firms")
def test_findings_stay_in_the_list_when_the_next_year_has_begun(tenken: Tenken) -> None:
    before = {one["folder"]: one["findings"] for one in listed(tenken)["firms"]}
    env = {"TENKEN_TODAY": "2027-10-20"}
    assert tenken("clients", "send", "firms", env=env).code == 0
    after = {one["folder"]: one["findings"] for one in listed(tenken, env=env)["firms"]}
    assert {name: [one["id"] for one in found] for name, found in after.items()} == {
        name: [one["id"] for one in found] for name, found in before.items()
    }
    rows = json.loads(tenken("clients", "table", "firms", "--json", env=env).out)["firms"]
    assert {row["state"] for row in rows} <= {"sent", "partly"}
    for row in rows:
        assert row["majors"] == sum(one["grade"] == "major" for one in after[row["folder"]])
        assert row["overdue"] == len(after[row["folder"]])


def test_a_broken_follow_up_is_told_and_its_findings_are_not_taken_for_new(tenken: Tenken, firms: Path) -> None:
    (firms / "kitahama" / "2026-followup.toml").write_text("not toml", encoding="utf-8")
    said = tenken("clients", "findings", "firms", "--json", env=LATER)
    assert said.code == 3
    assert "2026-followup.toml" in said.err
    assert {one["folder"] for one in json.loads(said.out)["firms"]} == set(CANARIES)
