"""A browser as the second engine for PDFs: what it prints and how that is finished, and every way in which it fails."""

import io
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import page as page_checker
import pikepdf
import pypdf
import pypdfium2
import pytest
from tests.browser import CHROMIUM, MISSING
from tests.conftest import Once
from tests.pdf_archive import attachment_problems
from tests.pdf_structure import structure_problems
from tests.render.conftest import Printed
from tests.render.report.owner_cases import CASES as STRESS
from tests.render.report.owner_cases import case
from tests.verapdf import VeraPDF
from tests.wider import usually

from tenken.core.problem import MachineLacks
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.phrases import Medium
from tenken.render.pdf import browser, browser_structure, engines, glyphs, layout, page_source, printer
from tenken.render.pdf.engines import Engine, engine_of, print_document
from tenken.render.report.page import report_pdf
from tenken.store.report import attachments
from tenken.words import LANGUAGES, Language, Words

Reported = Callable[[ReportProfile], Report]
Fake = Callable[[str], Path]
CASES = [(profile, lang) for profile in ReportProfile for lang in LANGUAGES]
PAGE = "<!doctype html><html lang=ja><head><title>点検</title></head><body><h1>点検</h1><p>{}</p></body></html>"
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """A program in the place of the browser; what it is to do is a shell's script, ``$PDF`` the file to make."""
    monkeypatch.setattr(browser, "HANDED_OVER", 0.3)
    monkeypatch.setattr(browser, "PATIENCE", 2.0)

    def make(script: str) -> Path:
        program = tmp_path / "browser"
        find = 'for a in "$@"; do case "$a" in --print-to-pdf=*) PDF="${a#--print-to-pdf=}";; esac; done\n'
        program.write_text(f"#!/bin/sh\n{find}{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv(browser.NAMED, str(program))
        return program

    return make


@pytest.fixture
def by_browser(reported: Reported, once: Once) -> Printed:
    """The example's report as the browser of this machine makes it."""

    def made(profile: ReportProfile, lang: Language) -> bytes:
        report = reported(profile)
        return once(f"browser-{profile}-{lang}.pdf", lambda: report_pdf(report, Words(lang), engine=Engine.BROWSER))

    return made


def pages_of(content: bytes) -> int:
    with pypdfium2.PdfDocument(content) as document:
        return len(document)


@needs_browser
@pytest.mark.pdf
@pytest.mark.child
@pytest.mark.parametrize(("profile", "lang"), usually(CASES, [(ReportProfile.OWNER, "ja")]))
def test_it_has_the_pages_of_the_first_engine_and_their_structure(
    by_browser: Printed, printed: Printed, profile: ReportProfile, lang: Language
) -> None:
    content = by_browser(profile, lang)
    by_the_first = pages_of(printed(profile, lang))
    # In the full report a long table may break a row earlier in one engine than in the other.
    assert abs(pages_of(content) - by_the_first) <= (profile is ReportProfile.FULL)
    assert structure_problems(content, lang) == []
    checked = page_checker.validate_pdf_bytes(content, profile=page_checker.ValidationProfile.PDF_UA_1)
    assert [item.rule_id for item in checked.failures] == []
    with pikepdf.open(io.BytesIO(content)) as document:
        assert attachment_problems(document) == []


@needs_browser
@pytest.mark.slow
@pytest.mark.pdf
@pytest.mark.child
@pytest.mark.filterwarnings("ignore::tenken.render.pdf.printer.MissingGlyphs")
@pytest.mark.parametrize("name", STRESS)
def test_the_owners_pages_break_alike_under_stress(name: str) -> None:
    first, second = (
        report_pdf(case(name), Words("ja"), engine=engine) for engine in (Engine.WEASYPRINT, Engine.BROWSER)
    )
    assert pages_of(second) == pages_of(first)


@needs_browser
@pytest.mark.pdf
@pytest.mark.child
@pytest.mark.parametrize(("profile", "lang"), CASES)
def test_verapdf_finds_every_report_accessible(
    by_browser: Printed, verapdf: VeraPDF, profile: ReportProfile, lang: Language
) -> None:
    assert verapdf.broken(by_browser(profile, lang), "ua1") == {}


@needs_browser
@pytest.mark.pdf
@pytest.mark.child
def test_the_same_report_gives_the_same_bytes_and_tells_nothing_of_the_moment(
    reported: Reported, by_browser: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = by_browser(ReportProfile.OWNER, "ja")
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("TZ", "America/New_York")
    assert report_pdf(reported(ReportProfile.OWNER), Words("ja"), engine=Engine.BROWSER) == before
    with pikepdf.open(io.BytesIO(before)) as document:
        info = document.docinfo
        assert str(info.CreationDate) == str(info.ModDate) == "D:20261114"
        assert "2026" not in str(info.Producer)
        assert str(document.Root.Lang) == "ja"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert document.Root.StructTreeRoot is not None
        assert len(document.open_outline().root[0].children) > 3


@needs_browser
@pytest.mark.pdf
@pytest.mark.child
def test_it_carries_what_it_was_made_from(reported: Reported) -> None:
    from dataclasses import replace

    report = reported(ReportProfile.OWNER)
    whole = replace(report, attachments=attachments.enclose(report.checklist, report.assessment))
    reader = pypdf.PdfReader(io.BytesIO(report_pdf(whole, Words("ja"), engine=Engine.BROWSER)))
    carried = {one.name: one.content for one in reader.attachment_list}
    assert {one.name: carried[one.name] for one in whole.attachments} == {
        one.name: one.content for one in whole.attachments
    }
    assert [str(one["/AFRelationship"]) for one in reader.trailer["/Root"]["/AF"]] == ["/Source", "/Source", "/Data"]  # type: ignore[index]
    assert reader.metadata is not None
    assert engine_of(str(reader.metadata.producer)) is Engine.BROWSER


@needs_browser
@pytest.mark.child
def test_nothing_is_fetched() -> None:
    """No name is looked up, and no address asked, not even one of this machine, whatever a page says."""
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    asked.append(server.accept())
                except TimeoutError:
                    continue

        listener = threading.Thread(target=listen)
        listener.start()
        port = server.getsockname()[1]
        image = "".join(f'<img src="http://{host}:{port}/x.png">' for host in ("127.0.0.1", "localhost", "[::1]"))
        content = browser.printed(PAGE.format(image))
        done.set()
        listener.join()
    assert content.startswith(b"%PDF")
    assert asked == []


@needs_browser
@pytest.mark.pdf
@pytest.mark.child
def test_a_character_that_no_font_has_becomes_a_mark_and_is_named() -> None:
    strange = "\U0001f8ff"  # no font draws what Unicode has not given out
    with pytest.warns(printer.MissingGlyphs) as warned:
        content = print_document(lambda _: PAGE.format(f"点検 {strange} 済み"), Words("ja"), engine=Engine.BROWSER)
    assert str(warned[0].message) == strange
    with pypdfium2.PdfDocument(content) as document:
        assert glyphs.SUBSTITUTE in document[0].get_textpage().get_text_bounded()


def test_glyph_0_is_seen_wherever_it_stands() -> None:
    for line in (b"<0000> Tj", b"1 0 Td <00010000> Tj", b"12 0 Td <00> Tj"):
        assert browser_structure._marked([b"BT", line, b"ET"])[1], line
    for line in (b"<0001> Tj", b"1 0 Td <10000001> Tj", b"<0100> Tj"):
        assert not browser_structure._marked([b"BT", line, b"ET"])[1], line


def test_only_what_is_outside_the_structure_becomes_decoration() -> None:
    lines = b"q|0 0 1 rg|BT|<0001> Tj|ET|/P <</MCID 0>> BDC|BT|<0002> Tj|ET|0 0 m|1 1 l|S|EMC|0 0 9 9 re|f|1 1 re|n|Q"
    marked, _ = browser_structure._marked(lines.split(b"|"))
    assert b"|".join(marked) == (
        b"q|0 0 1 rg|/Artifact BMC|BT|<0001> Tj|ET|EMC|/P <</MCID 0>> BDC|BT|<0002> Tj|ET|0 0 m|1 1 l|S|EMC|"
        b"/Artifact BMC|0 0 9 9 re|f|EMC|1 1 re|n|Q"
    )


def test_a_page_is_taken_apart_before_it_is_printed() -> None:
    page = (
        '<html lang="ja" style="--head: &quot;頭&quot;"><head><title>題</title><meta name="author" content="木村">'
        "<style>p { color: red }</style></head><body><table><thead><tr><th>列</th></tr></thead></table>a &amp; b</body>"
    )
    found = page_source.read(page)
    assert (found.title, found.lang, found.meta) == ("題", "ja", {"author": "木村"})
    assert (found.text.split(), found.repeated, "頭" in found.margins) == (["列a", "&", "b"], "列", True)


@pytest.mark.parametrize(
    ("script", "what"),
    [
        ("exit 0", "silent-browser"),
        ("exit 3", "silent-browser"),
        ("sleep 60", "silent-browser"),
        ('printf "%%PDF-1.4 half" > "$PDF"; exit 0', "silent-browser"),
        ('printf "%%PDF-1.4\\nbroken\\n%%%%EOF" > "$PDF"', "silent-browser"),
    ],
)
def test_what_counts_is_the_file_and_nothing_is_left_running(fake: Fake, script: str, what: str) -> None:
    program = fake(script)
    with pytest.raises(MachineLacks) as lack:
        print_document(lambda _: PAGE, Words("ja"), engine=Engine.BROWSER)
    assert lack.value.what == what
    assert lack.value.values["named"] == str(program)


def test_a_browser_that_hands_over_and_ends_is_waited_for(fake: Fake, tmp_path: Path) -> None:
    made = tmp_path / "made.pdf"
    pypdf.PdfWriter().write(made)
    fake(f'(sleep 0.1; cp "{made}" "$PDF.new"; mv "$PDF.new" "$PDF") & exit 0')
    assert browser.printed(PAGE) == made.read_bytes()


def test_it_is_ended_with_all_that_it_started(fake: Fake, tmp_path: Path) -> None:
    fake(f'sleep 77 & echo $! > "{tmp_path}/pid"; wait')
    with pytest.raises(browser.NoPdf):
        browser.printed(PAGE)
    child = int((tmp_path / "pid").read_text())
    for _ in range(100):
        try:
            os.kill(child, signal.SIG_DFL)
        except ProcessLookupError:
            return
        if Path(f"/proc/{child}/stat").read_text(encoding="utf-8").split()[2] == "Z":
            return
        time.sleep(0.02)
    pytest.fail("it still runs")


def test_a_browser_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(browser.NAMED, "/nowhere/browser")
    with pytest.raises(MachineLacks) as lack:
        print_document(lambda _: PAGE, Words("ja"), engine=Engine.BROWSER)
    assert (lack.value.what, lack.value.values["named"]) == ("named-browser", "/nowhere/browser")


def test_edge_comes_before_chrome_and_chromium(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert browser.found({"PATH": str(tmp_path)}) == []
    for name in ("chromium", "microsoft-edge", "google-chrome"):
        (tmp_path / name).write_text("#!/bin/sh\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    found = [path.name for path in browser.found({"PATH": str(tmp_path)})]
    assert found == ["microsoft-edge", "google-chrome", "chromium"]


def lacking(what: str) -> Callable[..., bytes]:
    def print_page(*_: object, **__: object) -> bytes:
        raise MachineLacks(what, {"advice": ""})

    return print_page


@pytest.mark.parametrize("what", engines.LACKING)
def test_where_the_first_engine_is_missing_the_browser_prints(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    monkeypatch.setattr(printer, "print_page", lacking(what))
    monkeypatch.setattr(engines, "_by_browser", lambda page, *_, **__: page.encode())
    assert print_document(lambda medium: medium, Words("ja")) == Medium.SCREEN.encode()
    for engine, variant in ((Engine.WEASYPRINT, printer.TAGGED), (Engine.AUTO, printer.ARCHIVED)):
        with pytest.raises(MachineLacks) as lack:
            print_document(lambda medium: medium, Words("ja"), variant=variant, engine=engine)
        assert lack.value.what == what


def test_without_a_font_no_other_engine_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer, "print_page", lacking("no-font"))
    monkeypatch.setattr(engines, "_by_browser", lambda *_, **__: pytest.fail("tried"))
    with pytest.raises(MachineLacks):
        print_document(lambda medium: medium, Words("ja"))


def test_where_both_are_missing_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer, "print_page", lacking("no-libraries"))
    monkeypatch.setattr(browser, "found", lambda *_: [])
    with pytest.raises(MachineLacks) as lack:
        print_document(lambda medium: medium, Words("ja"))
    assert lack.value.what == "no-engine"


@pytest.mark.parametrize(("raised", "what"), [(ModuleNotFoundError, "no-weasyprint"), (OSError, "no-libraries")])
def test_an_absent_library_is_no_fault(monkeypatch: pytest.MonkeyPatch, raised: type[Exception], what: str) -> None:
    def absent(_: str) -> None:
        raise raised

    monkeypatch.setattr(layout, "import_module", absent)
    with pytest.raises(layout.Lacks) as lack:
        layout.load_weasyprint()
    assert str(lack.value) == what
