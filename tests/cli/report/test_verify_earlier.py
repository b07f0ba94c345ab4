"""Reports of an earlier version: their data are read and verified, their pages are said to be of another version."""

import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from tests.conftest import EXAMPLES, PLACES, Once, Said
from tests.verify.earlier import Record, as_earlier
from tests.wider import slow

from tenken.core.report.attachments import REPORT
from tenken.store.checklist import editions

Tenken = Callable[..., Said]
LAST, THIS = EXAMPLES / "2025.toml", EXAMPLES / "2026.toml"
CHECKLIST = editions.load_by_reference("member-data@2026", PLACES)
SENTENCES = {"ja": "以前の版の tenken のものなので、書き換えられていなくても", "en": "though nobody altered them"}


@pytest.fixture
def today(tenken: Tenken, once: Once, tmp_path: Path) -> Callable[[str, str], bytes]:
    """The example's report as this version makes it."""

    def report(profile: str, lang: str) -> bytes:
        said = tenken("report", THIS, "--previous", LAST, "--profile", profile, "-o", "new.pdf", "--force", lang=lang)
        assert said.code == 0
        return (tmp_path / "new.pdf").read_bytes()

    return lambda profile, lang: once(f"earlier-{profile}-{lang}.pdf", lambda: report(profile, lang))


def names_of(told: dict[str, object], state: str) -> list[str]:
    checks = told["checks"]
    assert isinstance(checks, list)
    return [check["name"] for check in checks if check["state"] == state]


@pytest.mark.parametrize(("profile", "lang"), [("owner", "ja"), slow("owner", "en")])
def test_data_of_an_earlier_version_fit_and_its_pages_are_said_to_be_of_another(
    tenken: Tenken, today: Callable[[str, str], bytes], tmp_path: Path, profile: str, lang: str
) -> None:
    (tmp_path / "old.pdf").write_bytes(as_earlier(today(profile, lang), CHECKLIST))
    said = tenken("verify", "old.pdf", "--json", lang=lang)
    told = json.loads(said.out)
    assert (said.code, told["data"], told["pages"]) == (1, "fit", "differ")
    assert names_of(told, "failed") == ["differs_earlier"]
    assert "record_earlier" in names_of(told, "ok")
    assert SENTENCES[lang] in said.out


def test_next_year_begins_with_a_report_of_an_earlier_version(
    tenken: Tenken, today: Callable[[str, str], bytes], tmp_path: Path
) -> None:
    (tmp_path / "old.pdf").write_bytes(as_earlier(today("owner", "ja"), CHECKLIST))
    assert tenken("renew", "old.pdf", "next.toml").code == 0
    assert "39点" in tenken("diff", LAST, "old.pdf").out
    assert "2026-11-14" in tenken("trend", LAST, "old.pdf").out


def painted(content: bytes, path: Path) -> None:
    path.write_bytes(content)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.pages[0].contents_add(b"q 1 1 1 rg 0 700 600 142 re f Q")
        document.save(path, fix_metadata_version=False)


def test_pages_painted_over_never_pass_for_those_of_an_earlier_version(
    tenken: Tenken, today: Callable[[str, str], bytes], tmp_path: Path
) -> None:
    painted(as_earlier(today("owner", "ja"), CHECKLIST), tmp_path / "old.pdf")
    said = tenken("verify", "old.pdf")
    assert said.code == 1
    assert "書き換えられたか、ほかの版の tenken" in said.out


def higher(told: Record) -> None:
    told["score"], told["grade"] = 90, "A"


def kept(told: Record) -> None:
    overdue = next(gap for gap in told["gaps"] if gap["overdue"])
    overdue.update(overdue=False, due="2027-03-31")


@pytest.mark.parametrize(("change", "name"), [(higher, "figures_other"), (kept, "record_other")])
def test_a_forged_record_of_an_earlier_version_is_found(
    tenken: Tenken, today: Callable[[str, str], bytes], tmp_path: Path, change: Callable[[Record], None], name: str
) -> None:
    (tmp_path / "old.pdf").write_bytes(as_earlier(today("owner", "ja"), CHECKLIST, change))
    said = tenken("verify", "old.pdf", "--json")
    told = json.loads(said.out)
    assert (said.code, told["data"]) == (1, "differ")
    assert name in names_of(told, "failed")


def test_a_record_that_holds_what_this_version_does_not_know_is_no_record_of_it(
    tenken: Tenken, today: Callable[[str, str], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "newer.pdf"
    path.write_bytes(today("owner", "ja"))
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        inside = document.attachments[REPORT].get_file().read_bytes()
        names = document.Root.Names.EmbeddedFiles.Names.as_list()
        entry = names[[str(name) for name in names[::2]].index(REPORT) * 2 + 1]
        entry.EF.F.write(json.dumps({**json.loads(inside), "certified": True}).encode())
        document.save(path, fix_metadata_version=False)
    said = tenken("verify", path, "--json")
    told = json.loads(said.out)
    assert (said.code, told["data"], told["pages"]) == (1, "differ", "differ")
    assert "record_newer" in names_of(told, "failed")


@pytest.mark.parametrize("lang", ["ja", slow("en")])
def test_an_attestation_with_an_earlier_record_is_checked_as_todays(
    tenken: Tenken, today: Callable[[str, str], bytes], tmp_path: Path, lang: str
) -> None:
    content = today("attestation", lang)
    (tmp_path / "new.pdf").write_bytes(content)
    (tmp_path / "old.pdf").write_bytes(as_earlier(content, CHECKLIST))
    now, then = (json.loads(tenken("verify", name, "--json").out) for name in ("new.pdf", "old.pdf"))
    assert then == now
    assert names_of(then, "failed") == []
    (tmp_path / "old.pdf").write_bytes(as_earlier(content, CHECKLIST, higher))
    assert names_of(json.loads(tenken("verify", "old.pdf", "--json").out), "failed")
