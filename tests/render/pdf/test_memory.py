"""A process that makes one report after another stays as large as it was, whether it lays them out itself or not."""

import gc
import importlib
import os
from pathlib import Path

import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY, rounds

from tenken.core.report.sections import ReportProfile
from tenken.render.pdf import layout, printer
from tenken.render.report.page import report_pdf
from tenken.store import years
from tenken.words import Words

pytestmark = pytest.mark.pdf

STATM = Path("/proc/self/statm")
MOST = 40_000_000
"""Bytes by which a process may grow after its tenth report."""
PAGE = "<!doctype html><html lang=ja><title>点検</title><p>点検の結果</p>"


def resident() -> int:
    """Bytes of memory that this process holds."""
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_what_lived_during_a_layout_is_no_garbage_for_ever() -> None:
    """Objects are counted as they lie there: nobody but the layout looks for garbage here."""
    counts = []
    for _ in range(6):
        assessed: list[object] = [[number] for number in range(5000)]
        assessed.append(assessed)  # as finished values know each other
        assert layout.lay_out(layout.Printable(PAGE, printer.TAGGED)).content
        del assessed
        counts.append(len(gc.get_objects()))
    assert counts[-1] - counts[1] < 5000, counts


def test_fonts_are_looked_for_once_in_a_process_that_makes_many_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts = importlib.import_module("weasyprint.text.fonts")
    made: list[object] = []

    class Counted(fonts.FontConfiguration):  # type: ignore[name-defined,misc]  # WeasyPrint has no types
        def __init__(self) -> None:
            made.append(self)
            super().__init__()

    def laid_out() -> bytes:
        return layout.lay_out(layout.Printable(PAGE, printer.TAGGED)).content

    for module in (fonts, importlib.import_module("weasyprint"), importlib.import_module("weasyprint.document")):
        monkeypatch.setattr(module, "FontConfiguration", Counted, raising=False)
    monkeypatch.setattr(layout, "_fonts", [])
    alone = [laid_out(), laid_out()]
    assert len(made) == 2
    made.clear()
    layout.prepare()
    layout.prepare()
    assert [laid_out(), laid_out()] == alone
    assert len(made) == 1


@pytest.mark.child
@pytest.mark.soak
@pytest.mark.skipif(not STATM.exists(), reason="only Linux says how large a process is")
@pytest.mark.skipif(rounds(0, 1) == 0, reason="takes minutes: make soak")
def test_two_hundred_reports_need_no_more_memory_than_ten() -> None:
    sizes = []
    for _ in range(200):
        this = years.load(EXAMPLES / "2026.toml", PLACES, TODAY)
        report = years.report_of(this, PLACES, profile=ReportProfile.FULL, carries=True)
        assert report_pdf(report, Words("ja"))
        sizes.append(resident())
    print([size // 1_000_000 for size in sizes[9::10]])  # noqa: T201 - the curve, for whoever asks with -s
    assert max(sizes) - max(sizes[:10]) < MOST
