"""``report --engine``: what makes the PDF, what is left where nothing does, what ``verify`` says of a browser's."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.browser import CHROMIUM, MISSING
from tests.conftest import EXAMPLES, PLACES, TODAY, Said

from tenken.core.problem import MachineLacks
from tenken.core.report.sections import ReportProfile
from tenken.render.pdf import browser, printer
from tenken.render.pdf.engines import Engine
from tenken.render.report.page import report_pdf
from tenken.store import years
from tenken.words import Words

Tenken = Callable[..., Said]
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    target = tmp_path / "a.toml"
    target.write_bytes((EXAMPLES / "2026.toml").read_bytes())
    return target


@pytest.fixture
def silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A browser that ends well and makes nothing."""
    program = tmp_path / "silent"
    program.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(browser, "HANDED_OVER", 0.2)
    return {browser.NAMED: str(program)}


@needs_browser
@pytest.mark.pdf
@pytest.mark.child
def test_a_browsers_report_is_verified_where_the_same_browser_is(tenken: Tenken, file: Path) -> None:
    made = tenken("report", file.name, "--engine", "browser", "-o", "b.pdf")
    assert made.code == 0, made.err
    said = tenken("verify", "b.pdf")
    assert (said.code, "1バイトも違いません" in said.out) == (0, True)
    elsewhere = tenken("verify", "b.pdf", env={browser.NAMED: "/nowhere"})
    assert elsewhere.code == 1
    assert "データ：合っています" in elsewhere.out
    assert "ページ：比べていません" in elsewhere.out
    assert "Skia/PDF" in elsewhere.out


@needs_browser
@pytest.mark.pdf
@pytest.mark.child
def test_other_characters_are_found_without_that_browser(tenken: Tenken, tmp_path: Path) -> None:
    this = years.load(EXAMPLES / "2026.toml", PLACES, TODAY)
    report = years.report_of(this, PLACES, profile=ReportProfile.OWNER, carries=True)
    named = replace(report.assessment, organisation=replace(report.assessment.organisation, name="北浜ゴルフスクール"))
    forged = report_pdf(replace(report, assessment=named), Words("ja"), engine=Engine.BROWSER)
    (tmp_path / "b.pdf").write_bytes(forged)
    said = tenken("verify", "b.pdf", env={browser.NAMED: "/nowhere"})
    assert said.code == 1
    assert "ページの文字が" in said.out or "合いません" in said.out


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_where_no_pdf_comes_the_page_is_left_and_the_way_is_said(
    tenken: Tenken, file: Path, silent: dict[str, str], lang: str
) -> None:
    said = tenken("report", file.name, "--engine", "browser", lang=lang, env=silent)
    assert said.code == 4
    assert "Ctrl+P" in said.err
    assert not file.with_suffix(".pdf").exists()
    page = file.with_suffix(".html").read_bytes()
    assert tenken("report", file.name, "-o", "b.html", lang=lang).code == 0
    assert page == (file.parent / "b.html").read_bytes()


def test_no_file_is_taken_the_place_of(tenken: Tenken, file: Path, silent: dict[str, str]) -> None:
    standing = file.with_suffix(".html")
    standing.write_text("mine", encoding="utf-8")
    said = tenken("report", file.name, "--engine", "browser", env=silent)
    assert (said.code, "Ctrl+P" in said.err) == (4, False)
    assert standing.read_text(encoding="utf-8") == "mine"
    assert tenken("report", file.name, "--engine", "browser", "--force", env=silent).code == 4
    assert standing.read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize(
    "options", [["--archive"], ["--format", "xlsx"], ["--format", "archive"], ["-o", "a.html"], ["-o", "a.json"]]
)
def test_what_a_browser_cannot_make_is_refused(tenken: Tenken, file: Path, options: list[str]) -> None:
    before = sorted(file.parent.iterdir())
    said = tenken("report", file.name, "--engine", "browser", *options)
    assert said.code == 2
    assert sorted(file.parent.iterdir()) == before


@pytest.mark.parametrize(("named", "code", "state"), [("/bin/sh", 0, "ok"), ("/nowhere", 4, "note")])
def test_doctor_says_what_makes_a_pdf(
    tenken: Tenken, monkeypatch: pytest.MonkeyPatch, named: str, code: int, state: str
) -> None:
    import json

    from tenken import sandbox

    monkeypatch.setattr(sandbox, "run", lambda *_: {"lacks": "no-weasyprint"})
    said = tenken("doctor", "--json", env={browser.NAMED: named})
    checks = {check["name"]: check for check in json.loads(said.out)["checks"]}
    assert (said.code, checks["browser"]["state"]) == (code, state)
    assert checks["weasyprint"]["state"] == ("note" if code == 0 else "lacks")


def test_a_machine_with_nothing_says_what_to_install(
    tenken: Tenken, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(*_: object, **__: object) -> bytes:
        raise MachineLacks("no-weasyprint", {"advice": ""})

    monkeypatch.setattr(printer, "print_page", nothing)
    monkeypatch.setattr(browser, "found", lambda *_: [])
    said = tenken("report", file.name)
    assert said.code == 4
    assert "WeasyPrint" in said.err
    assert "予期しない" not in said.err
    assert file.with_suffix(".html").exists()
