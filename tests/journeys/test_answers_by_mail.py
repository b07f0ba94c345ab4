"""Answers given away from the file: a sheet kept by a spreadsheet program, a form whose answers come in a mail."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.ask.sheet.excel import Paper, through_libreoffice
from tests.browser import expect
from tests.conftest import PLACES, TODAY, Said
from tests.journeys.conftest import Keyboard
from tests.mails import GREETING, MANGLED, SIGNATURE

from tenken.core.model import Status
from tenken.store import years
from tenken.store.assessment import loader
from tenken.words import Words

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.slow

ANSWERS = {
    "people-01": Status.YES,
    "people-02": Status.PARTIAL,
    "machines-01": Status.NO,
    "machines-02": Status.YES,
}


@pytest.fixture
def file(tenken: Callable[..., Said], tmp_path: Path) -> Path:
    """What ``new`` made."""
    given = ("--organisation", "北浜クラブ", "--depth", "quick", "--checklist", "club@1")
    made = tenken("new", "2026.toml", *given)
    assert made.code == 0, made.err
    return tmp_path / "2026.toml"


@pytest.mark.parametrize("program", ["openpyxl", "LibreOffice"])
def test_a_sheet_filled_in_read_and_reported(
    tenken: Callable[..., Said], file: Path, tmp_path: Path, program: str
) -> None:
    assert tenken("sheet", "write", file.name).code == 0
    sheet = tmp_path / "2026-answers.xlsx"
    paper = Paper(sheet.read_bytes())
    for question_id, status in ANSWERS.items():
        paper.put(question_id, status=Words("ja").status(status))
    sheet.write_bytes(paper.content)
    if program == "LibreOffice":
        (kept := tmp_path / "kept").mkdir()
        (sheet,) = through_libreoffice([sheet], kept)
    read = tenken("sheet", "read", sheet, "--into", file.name)
    assert read.code == 0, read.err
    assert len(read.err.splitlines()) <= 6
    assert tenken("report", file.name).code == 0
    year = years.load(tmp_path / "2026.pdf", PLACES, TODAY)
    assert {name: answer.status for name, answer in year.assessment.answers.items()} == ANSWERS


def test_a_form_for_one_person_filled_in_by_keyboard_mailed_and_read(
    tenken: Callable[..., Said], file: Path, tmp_path: Path, context: "BrowserContext"
) -> None:
    written = tenken("form", "write", file.name, "--area", "machines", "--role", "システム担当", "-o", "form.html")
    assert written.code == 0, written.err
    page = context.new_page()
    page.goto((tmp_path / "form.html").as_uri())
    keyboard = Keyboard(page)
    expect(page.locator("#by")).to_have_value("")
    keyboard.to("#by")
    keyboard.type("森")
    keyboard.to("[name='s.machines-01']")
    keyboard.press("3", "Enter", "1")
    page.get_by_role("button", name="答えを文章としてコピー").click()
    page.locator("#done", has_text="コピーしました").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    before = file.read_bytes()
    for name, mangled in MANGLED.items():
        file.write_bytes(before)
        mail = mangled(GREETING + text + SIGNATURE)
        read = tenken("form", "read", "-", "--into", file.name, text=mail.encode())
        assert read.code == 0, (name, read.err)
        _, now = loader.load(file, PLACES, TODAY)
        said = {name: (answer.status, answer.by) for name, answer in now.answers.items()}
        assert said == {"machines-01": (Status.NO, "森"), "machines-02": (Status.YES, "森")}, name
