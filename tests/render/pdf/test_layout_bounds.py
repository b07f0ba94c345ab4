"""What is too much for a PDF: said with its number, before the layout where it can be known; nothing is written."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from tests.conftest import PLACES, TODAY, Said
from tests.processes import children, lives, state

from tenken import sandbox
from tenken.core.problem import TooLarge
from tenken.core.report.report import build
from tenken.core.report.sections import ReportProfile
from tenken.phrases import Medium
from tenken.render.pdf import printer
from tenken.render.report.page import report_markup
from tenken.store.assessment import loader
from tenken.store.assessment.document import content_digest
from tenken.store.checklist import editions, library
from tenken.store.validation.toml_file import from_text
from tenken.templating import BASE, style_sheet
from tenken.words import Words

HEAD = "<!doctype html><html lang=ja><title>点検</title><style>p { break-after: page }</style>"
PAGES = HEAD + "<p>点検の結果</p>" * 12
SLOW = HEAD + "<table style='width: auto'>" + ("<tr>" + "<td>点検の結果" * 40) * 500 + "</table>"


@pytest.fixture
def no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: object, **__: object) -> None:
        pytest.fail("laid out all the same")

    monkeypatch.setattr(sandbox, "Child", run)


@pytest.mark.usefixtures("no_child")
@pytest.mark.parametrize(
    ("page", "what", "number"),
    [
        ("あ" * (printer.MOST_CHARACTERS + 1), "pdf-characters", printer.MOST_CHARACTERS + 1),
        ("<br>" * (printer.MOST_LINES + 7), "pdf-lines", printer.MOST_LINES + 7),
        ("<tr><td>" * printer.MOST_LINES, "pdf-lines", printer.MOST_LINES * 2),
    ],
    ids=["characters", "line breaks", "cells"],
)
def test_what_can_be_counted_is_refused_before_the_layout(page: str, what: str, number: int) -> None:
    with pytest.raises(TooLarge) as refused:
        printer.print_page(page, Words("ja"))
    assert (refused.value.what, refused.value.values["n"]) == (what, number)


@pytest.mark.usefixtures("no_child")
def test_the_longest_report_of_a_firm_is_half_of_what_may_be() -> None:
    """All 119 questions answered with no, and notes as long and with as many lines as a file may have."""
    checklist = editions.load_by_reference("member-data@2026", PLACES)
    note = ("会員名簿\n" * 800)[:4000].rstrip()
    answers = {
        question.id: {"status": "no", "note": note, "on": date(2026, 11, 10)} for _, question in checklist.questions
    }
    document = {
        "format": 1,
        "checklist": checklist.reference,
        "digest": checklist.digest,
        "kind": "self",
        "depth": "full",
        "date": TODAY,
        "organisation": {"name": "北浜"},
        "profile": {fact.id: True for fact in checklist.facts},
        "answers": answers,
    }
    case = loader.interpret(from_text(tomli_w.dumps(document), "x.toml"), PLACES, TODAY)
    report = build(
        *case,
        content_digest=content_digest(case[1]),
        version="0",
        library=library.load(PLACES),
        profile=ReportProfile.FULL,
    )
    page = report_markup(report, Words("ja"))
    assert len(page) > 900_000
    assert len(page) * 2 < printer.MOST_CHARACTERS
    assert len(printer.LINE.findall(page)) * 2 < printer.MOST_LINES


@pytest.mark.pdf
@pytest.mark.child
def test_more_pages_than_a_pdf_may_have_are_not_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer, "MOST_PAGES", 12)
    assert printer.print_page(PAGES, Words("ja")).startswith(b"%PDF-")
    monkeypatch.setattr(printer, "MOST_PAGES", 11)
    with pytest.raises(TooLarge) as refused:
        printer.print_page(PAGES, Words("ja"))
    assert (refused.value.what, refused.value.values["most"]) == ("pdf-pages", 11)


@pytest.mark.pdf
@pytest.mark.child
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds them all")
@pytest.mark.parametrize(
    "bounds",
    [{"cpu_seconds": 2}, {"wall_seconds": 0.5}, {"memory": 450_000_000}],
    ids=["time", "clock", "memory"],
)
def test_a_layout_that_takes_too_much_is_ended(monkeypatch: pytest.MonkeyPatch, bounds: dict[str, int]) -> None:
    monkeypatch.setattr(printer, "BOUNDS", replace(printer.BOUNDS, **bounds))
    with pytest.raises(TooLarge) as refused:
        printer.print_page(SLOW, Words("ja"))
    assert (refused.value.what, refused.value.values["n"]) == ("pdf-bounds", len(SLOW))


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes of all children that are started."""
    pids: list[int] = []

    class Noted(sandbox.Child):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            pids.append(self._process.pid)

    monkeypatch.setattr(sandbox, "Child", Noted)
    return pids


ON_LINUX = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells of other processes")


@ON_LINUX
@pytest.mark.pdf
@pytest.mark.child
def test_a_child_begun_ahead_is_gone_where_nothing_was_printed(started: list[int]) -> None:
    with printer.started_ahead():
        (child,) = started
        assert lives(child)
        assert child in children(os.getpid())
    assert not state(child)
    with pytest.raises(ValueError, match="no report"), printer.started_ahead():
        raise ValueError("no report")
    assert not any(map(state, started))


@ON_LINUX
@pytest.mark.pdf
@pytest.mark.child
def test_a_child_begun_ahead_prints_and_is_gone(started: list[int]) -> None:
    with printer.started_ahead():
        assert printer.print_page(PAGES, Words("ja")).startswith(b"%PDF-")
        assert not any(map(state, started))
    assert len(started) == 1


@ON_LINUX
@pytest.mark.pdf
@pytest.mark.child
@pytest.mark.parametrize("text", ["status = いいえ", "", None], ids=["broken", "empty", "missing"])
def test_a_report_of_a_file_that_cannot_be_read_leaves_no_child(
    tenken: Callable[..., Said], started: list[int], tmp_path: Path, text: str | None
) -> None:
    if text is not None:
        (tmp_path / "club.toml").write_text(text, encoding="utf-8")
    said = tenken("report", "club.toml")
    assert said.code == 3, said
    assert len(started) == 1
    assert not any(map(state, started))
    assert [path.name for path in tmp_path.iterdir()] == (["club.toml"] if text is not None else [])


@pytest.mark.pdf  # a child is begun ahead
def test_the_command_says_what_to_do_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, tenken: Callable[..., Said], head: str, tmp_path: Path
) -> None:
    monkeypatch.setattr(printer, "MOST_CHARACTERS", 100)
    (tmp_path / "club.toml").write_text(head, encoding="utf-8")
    for lang, said in (("ja", "文字、100文字まで"), ("en", "characters, 100 at most")):
        done = tenken("report", "club.toml", lang=lang)
        assert (done.code, done.out) == (3, "")
        assert said in done.err
        assert "--format html" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["club.toml"]
    assert tenken("report", "club.toml", "--format", "html").code == 0


@pytest.mark.pdf
def test_the_process_that_asks_loads_no_weasyprint() -> None:
    program = (
        "import sys; from tenken.render.pdf.printer import print_page; from tenken.words import Words;"
        "assert print_page('<!doctype html><title>t</title>x', Words('ja')); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "tenken.render.pdf.printer" in done.stdout.split()
    assert not {"weasyprint", "pydyf", "tenken.render.pdf.layout"} & set(done.stdout.split())


@pytest.mark.pdf
def test_the_child_loads_nothing_but_what_it_needs() -> None:
    program = (
        "import sys; from tenken.render.pdf import layout; layout.lay_out(layout.Printable("
        "'<!doctype html><title>t</title>x', 'pdf/ua-1')); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "weasyprint" in loaded
    assert not {"typer", "pydantic", "jinja2", "tomli", "rich"} & loaded
    assert {name for name in loaded if name.startswith("tenken")} == {
        *("tenken", "tenken.phrases", "tenken.render", "tenken.render.pdf"),
        *(f"tenken.render.pdf.{name}" for name in ("glyphs", "layout", "tags", "library_lookup")),
    }


@pytest.mark.child
@pytest.mark.pdf
def test_a_child_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    fonts = f"<style>{style_sheet(BASE, medium=Medium.PRINT)}</style>"  # fonts of a page are put into files
    assert printer.print_page(f"<!doctype html><html lang=ja><title>点検</title>{fonts}<p>点検 ●◐○", Words("ja"))
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr(printer, "BOUNDS", replace(printer.BOUNDS, cpu_seconds=1))
    with pytest.raises(TooLarge):
        printer.print_page(SLOW, Words("ja"))
    assert not list(tmp_path.iterdir())
