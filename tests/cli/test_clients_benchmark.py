"""A benchmark of many firms, from their folder to the line under the map of one firm's report."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import tomlkit
from tests.cli.report.test_verify import failures, forge, replaced
from tests.conftest import Said

from tenken.screen import width

Tenken = Callable[..., Said]
HOSTILE = '<script>alert(1)</script>{{ 7 * 7 }}"""=HYPERLINK("http://x")'
OWN = "report.toml"


@pytest.fixture
def firms(tenken: Tenken, tmp_path: Path) -> Path:
    """A folder of invented firms; the file of one that is complete lies beside it."""
    assert tenken("demo", "firms", "--clients", "60").code == 0
    rows = json.loads(tenken("clients", "table", "firms", "--json").out)["firms"]
    one = next(row for row in rows if row["state"] == "answered" and row["checklist"] == "member-data@2025")
    year = max((tmp_path / "firms" / one["folder"]).glob("2*.toml"))
    shutil.copy(year, tmp_path / OWN)
    return tmp_path / "firms"


def changed(firm: Path, **values: object) -> None:
    """Write other values into a firm's ``client.toml``."""
    page = tomlkit.parse((firm / "client.toml").read_text(encoding="utf-8"))
    page.update(values)
    (firm / "client.toml").write_text(tomlkit.dumps(page), encoding="utf-8")


def of_sector(firm: Path, sector: str) -> None:
    """Let a firm's assessments say that sector."""
    for file in firm.glob("2*.toml"):
        page = tomlkit.parse(file.read_text(encoding="utf-8"))
        page["organisation"]["sector"] = sector
        file.write_text(tomlkit.dumps(page), encoding="utf-8")


def agreed(firms: Path) -> list[Path]:
    heads = sorted(firms.glob("*/client.toml"))
    return [head.parent for head in heads if "benchmark = true" in head.read_text(encoding="utf-8")]


def test_a_benchmark_is_made_told_and_made_again(tenken: Tenken, firms: Path, tmp_path: Path) -> None:
    said = tenken("clients", "benchmark", "firms", "-o", "b.toml")
    assert said.code == 0, said.err
    assert "初回の集計" in said.out
    assert "当事務所の会社の中で" in said.out
    assert re.search(r"5〜9 +\d+ +\d+ +\d+ +– +2026-11-21", said.out)
    assert all(width(line) <= 78 for line in said.out.splitlines())
    assert "業界平均" not in said.out
    before = (tmp_path / "b.toml").read_bytes()
    names = {json.loads(json.dumps(path.name)) for path in firms.iterdir()}
    assert not [name for name in names if name in before.decode() + said.out]
    changed(agreed(firms)[0], benchmark=False)
    again = tenken("clients", "benchmark", "firms", "-o", "b.toml", "--json")
    assert again.code == 0
    told = json.loads(again.out)
    assert (told["new"], told["first"]) == (False, True)
    assert (tmp_path / "b.toml").read_bytes() == before
    assert "3社より少ない" in again.err
    for firm in firms.iterdir():
        if (firm / "client.toml").is_file():
            changed(firm, benchmark=True)
    renewed = tenken("clients", "benchmark", "firms", "-o", "b.toml", lang="en")
    assert renewed.code == 0
    assert (tmp_path / "b.toml").read_bytes() != before
    assert "first figures" not in renewed.out
    piped = tenken("clients", "benchmark", "firms", "-o", "-")
    assert piped.out.encode() == (tmp_path / "b.toml").read_bytes()


def test_earlier_answers_do_not_stand_for_those_that_cannot_be_read(tenken: Tenken, firms: Path) -> None:
    for firm in firms.iterdir():
        if (firm / "client.toml").is_file():
            changed(firm, benchmark=True)
    for firm in sorted(firms.glob("*/2025.toml"))[:12]:
        (firm.parent / "2026.toml").write_text("broken", encoding="utf-8")
    broken = {file.parent for file in firms.glob("*/2026.toml") if file.read_text(encoding="utf-8") == "broken"}
    told = tenken("clients", "benchmark", "firms", "-o", "b.toml", "--json")
    assert told.code == 3
    assert f"{len(broken)}社は、読めないファイルがあり" in told.err
    for firm in broken:
        shutil.rmtree(firm)
    shutil.rmtree(firms / ".tenken")
    without = tenken("clients", "benchmark", "firms", "-o", "c.toml", "--json")
    assert without.code == 0
    groups = [json.loads(said.out)["groups"] for said in (told, without)]
    assert groups[0] == groups[1]


def test_copies_of_a_folder_count_as_one_firm(tenken: Tenken, firms: Path, tmp_path: Path) -> None:
    head = agreed(firms)[0]
    shutil.copy(tmp_path / OWN, head / "2026.toml")
    for at in range(6):
        shutil.copytree(head, tmp_path / "copies" / str(at))
    said = tenken("clients", "benchmark", "copies", "-o", "b.toml")
    assert said.code == 2
    assert not (tmp_path / "b.toml").exists()
    before = tenken("clients", "benchmark", "firms", "-o", "b.toml").out
    shutil.copytree(head, firms / "copy")
    shutil.rmtree(firms / ".tenken")
    again = tenken("clients", "benchmark", "firms", "-o", "c.toml")
    assert again.out == before
    assert "1個のフォルダは" in again.err


@pytest.mark.usefixtures("firms")
def test_a_file_that_is_no_benchmark_is_left_alone(tenken: Tenken, tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text('name = "x"', encoding="utf-8")
    said = tenken("clients", "benchmark", "firms", "-o", "b.toml")
    assert said.code == 3
    assert "b.toml:1" in said.err
    assert (tmp_path / "b.toml").read_text(encoding="utf-8") == 'name = "x"'
    assert tenken("clients", "benchmark", "firms", "-o", "b.json").code == 2
    assert tenken("clients", "benchmark", "nowhere", "-o", "c.toml").code == 3
    shutil.rmtree(tmp_path / "firms" / ".tenken")
    for firm in (tmp_path / "firms").iterdir():
        changed(firm, benchmark=False)
    few = tenken("clients", "benchmark", "firms", "-o", "c.toml")
    assert few.code == 2
    assert "6社" in few.err
    assert not (tmp_path / "c.toml").exists()


@pytest.mark.parametrize(("lang", "line"), [("ja", "当事務所の5〜9社"), ("en", "Among the 5–9 firms of this office")])
@pytest.mark.usefixtures("firms")
def test_a_report_says_where_the_firm_stands(tenken: Tenken, tmp_path: Path, lang: str, line: str) -> None:
    assert tenken("clients", "benchmark", "firms", "-o", "b.toml").code == 0
    for form in ("text", "md", "html"):
        said = tenken("report", OWN, "--benchmark", "b.toml", "--format", form, "-o", "-", lang=lang)
        assert said.code == 0, said.err
        assert line in re.sub(r"<[^>]+>", "", said.out).replace("\u00a0", " ")
    peers = json.loads(tenken("report", OWN, "--benchmark", "b.toml", "--format", "json", "-o", "-").out)["peers"]
    assert (peers["standard"], peers["first"], peers["group"]["firms_to"]) == (None, True, 9)
    assert "peers" not in json.loads(tenken("report", OWN, "--format", "json", "-o", "-").out)
    for wrong in (("--format", "csv"), ("--profile", "attestation")):
        said = tenken("report", OWN, "--benchmark", "b.toml", *wrong)
        assert said.code == 2
        assert "--benchmark" in said.err
    assert not list(tmp_path.glob("report-*.pdf"))


@pytest.mark.usefixtures("firms")
def test_where_the_firm_has_no_group_the_report_is_made_without_and_that_is_said(
    tenken: Tenken, tmp_path: Path
) -> None:
    assert tenken("clients", "benchmark", "firms", "-o", "b.toml").code == 0
    text = (tmp_path / "b.toml").read_text(encoding="utf-8")
    (tmp_path / "b.toml").write_text(text.replace('depth = "quick"', 'depth = "full"'), encoding="utf-8")
    said = tenken("report", OWN, "--benchmark", "b.toml", "--format", "html", "-o", "-")
    assert said.code == 0
    assert "同じくわしさ" in said.err
    assert "当事務所" not in said.out
    (tmp_path / "b.toml").write_text(
        re.sub(r"quartiles = \[\n", "quartiles = [\n 100,", text, count=1), encoding="utf-8"
    )
    assert tenken("report", OWN, "--benchmark", "b.toml", "-o", "x.html").code == 3


def test_the_sector_of_one_firm_appears_nowhere_and_a_hostile_one_is_text(
    tenken: Tenken, firms: Path, tmp_path: Path
) -> None:
    some = agreed(firms)
    for firm in some[:-1]:
        of_sector(firm, HOSTILE)
    of_sector(some[-1], "CANARY飛行船教室")
    said = tenken("clients", "benchmark", "firms", "-o", "b.toml")
    assert said.code == 0, said.err
    text = (tmp_path / "b.toml").read_text(encoding="utf-8")
    assert "CANARY" not in text + said.out
    assert "<script>" in text
    own = tomlkit.parse((tmp_path / OWN).read_text(encoding="utf-8"))
    own["organisation"]["sector"] = HOSTILE
    (tmp_path / OWN).write_text(tomlkit.dumps(own), encoding="utf-8")
    page = tenken("report", OWN, "--benchmark", "b.toml", "--format", "html", "-o", "-")
    assert page.code == 0, page.err
    assert "&lt;script&gt;" in page.out
    assert "<script>alert" not in page.out
    assert "(49" not in page.out


@pytest.mark.usefixtures("firms")
def test_a_report_with_a_benchmark_is_verified_with_the_one_group_that_it_carries(
    tenken: Tenken, tmp_path: Path
) -> None:
    assert tenken("clients", "benchmark", "firms", "-o", "b.toml").code == 0
    assert tenken("report", OWN, "--benchmark", "b.toml", "-o", "r.pdf").code == 0
    document = pypdfium2.PdfDocument(tmp_path / "r.pdf")
    carried = {
        attachment.get_name(): bytes(attachment.get_data())
        for attachment in (document.get_attachment(at) for at in range(document.count_attachments()))
    }
    assert carried["benchmark.toml"].count(b"[[group]]") == 1
    assert b"id = " not in carried["benchmark.toml"]
    assert "当事務所の5" in document[1].get_textpage().get_text_bounded()
    said = tenken("verify", "r.pdf")
    assert said.code == 0, said.out
    assert "1バイトも違いません" in said.out
    forge(tmp_path / "r.pdf", "benchmark.toml", replaced('firms = "5-9"', 'firms = "500-"'))
    forged = tenken("verify", "r.pdf")
    assert forged.code == 1
    assert failures(forged)
    forge(tmp_path / "r.pdf", "benchmark.toml", replaced("quartiles", "quarters"))
    assert tenken("verify", "r.pdf").code == 1
