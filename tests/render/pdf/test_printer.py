"""The report as PDF, asked for what text extraction cannot see: fonts, pixels, structure, and what it reached for."""

import io
import os
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import page as page_checker
import pikepdf
import pypdfium2
import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY, Said
from tests.render.conftest import Printed

from tenken.core.model import Assessment, Checklist
from tenken.core.problem import MachineLacks
from tenken.core.report.report import Report, build
from tenken.core.report.sections import ReportProfile
from tenken.render.pdf import layout, printer
from tenken.render.report.page import report_pdf
from tenken.store.assessment import loader
from tenken.store.assessment.document import content_digest
from tenken.store.checklist import library
from tenken.words import Words

pytestmark = pytest.mark.pdf

Assess = Callable[[str], tuple[Checklist, Assessment]]


def made(case: tuple[Checklist, Assessment], lang: str = "ja", profile: ReportProfile = ReportProfile.FULL) -> bytes:
    digest = content_digest(case[1])
    report = build(*case, content_digest=digest, version="0", library=library.load(PLACES), profile=profile)
    return report_pdf(report, Words(lang))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def example(printed: Printed) -> bytes:
    return printed(ReportProfile.FULL, "ja")


def fonts(content: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(content)) as document:
        pages = [page.obj.Resources.Font.as_dict().values() for page in document.pages]
        return {str(font.BaseFont).split("+")[-1] for page in pages for font in page}


def texts(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_bounded() for page in document]


def test_only_the_japanese_font_is_used_everywhere_even_in_margins_and_charts(example: bytes) -> None:
    assert fonts(example), "no fonts at all"
    assert all(re.match(r"BIZ-?UDP?Gothic|NotoSansCJK|IPA|Tenken-Marks", name) for name in fonts(example)), fonts(
        example
    )


def test_page_one_is_one_page_and_says_what_to_do_first(example: bytes) -> None:
    first, second, *_ = texts(example)
    for part in ("北浜テニススクール", "判定", "100点満点", "まず行う5つのこと", "必須の対策3件", "証拠のある点数"):
        assert part in first
    assert "1枚で見る全体" in second


@pytest.mark.parametrize("name", ["2026.toml", "2026-draft.toml"])
def test_page_one_is_one_page_in_english_and_as_a_draft(name: str, example: bytes) -> None:
    case = loader.load(EXAMPLES / name, PLACES, TODAY)
    assert "Everything at a glance" in texts(made(case, "en", ReportProfile.OWNER))[1]
    assert "1枚で見る全体" in texts(example if name == "2026.toml" else made(case, profile=ReportProfile.OWNER))[1]


def test_no_page_is_nearly_empty_or_runs_over_its_edge(example: bytes) -> None:
    for page in pypdfium2.PdfDocument(example):
        ink = page.render(scale=0.5, grayscale=True).to_pil().point(lambda value: 255 if value < 200 else 0)
        width, height = ink.size
        left, right = ink.getbbox()[0], ink.getbbox()[2]
        assert width * 0.07 < left < right < width * 0.93
        body = ink.crop((0, int(height * 0.06), width, int(height * 0.94)))
        assert body.getbbox()[3] - body.getbbox()[1] > height * 0.1


def test_it_conforms_to_pdf_ua(example: bytes) -> None:
    report = page_checker.validate_pdf_bytes(example, profile=page_checker.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report.failures


@pytest.mark.child
def test_the_same_input_gives_the_same_bytes(reported: Callable[[ReportProfile], Report], example: bytes) -> None:
    assert report_pdf(reported(ReportProfile.FULL), Words("ja")) == example


def test_the_structure_serves_a_screen_reader(example: bytes) -> None:
    with pikepdf.open(io.BytesIO(example)) as document:
        root = document.Root
        assert str(root.Lang) == "ja"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert "北浜テニススクール" in str(document.docinfo["/Title"])
        kinds = [(str(node.S)[1:], node) for node in _nodes(root.StructTreeRoot)]
        headings = [int(kind[1]) for kind, _ in kinds if re.fullmatch(r"H[1-6]", kind)]
        assert headings[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(headings))
        assert all("/Alt" in node for kind, node in kinds if kind == "Figure")
        assert {"Figure", "Table", "TH", "P"} <= {kind for kind, _ in kinds}
        with document.open_outline() as outline:
            assert [entry.title for entry in outline.root]


def _nodes(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    if isinstance(node, pikepdf.Array):
        for member in node:
            yield from _nodes(member)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node and node.get("/Type") != "/MCR":
            yield node
        if "/K" in node:
            yield from _nodes(node.K)


NO_FONTS = "<?xml version='1.0'?><fontconfig><cachedir>{cache}</cachedir></fontconfig>"
LATIN = "<?xml version='1.0'?><fontconfig><dir>{dir}</dir><cachedir>{cache}</cachedir></fontconfig>"


@pytest.mark.parametrize("configuration", [NO_FONTS, LATIN], ids=["no font at all", "only a Latin font"])
def test_without_a_japanese_font_there_is_no_pdf(
    tenken_process: Callable[..., Said], tmp_path: Path, configuration: str
) -> None:
    latin = Path("/usr/share/fonts/truetype/dejavu")
    if configuration is LATIN and not latin.is_dir():
        pytest.skip("this machine has no Latin font of its own")
    settings = tmp_path / "fonts.conf"
    settings.write_text(configuration.format(dir=latin, cache=tmp_path / "cache"), encoding="utf-8")
    env = {"FONTCONFIG_FILE": str(settings), "FONTCONFIG_PATH": str(tmp_path)}
    said = tenken_process("report", EXAMPLES / "2026.toml", "-o", "x.pdf", env=env)
    assert said.code == 4
    assert "fonts-morisawa-bizud-gothic" in said.err
    assert not (tmp_path / "x.pdf").exists()
    assert tenken_process("doctor", env=env).code == 4
    assert tenken_process("report", EXAMPLES / "2026.toml", "-o", "x.html", env=env).code == 0


def test_a_character_that_no_font_has_becomes_a_mark_and_not_a_box(assess: Assess) -> None:
    strange = "\U00012345"  # cuneiform
    with pytest.warns(printer.MissingGlyphs) as warned:
        content = made(assess(f'[answers.people-01]\nstatus = "no"\nnote = "楔形文字{strange}です"\n'))
    assert [str(warning.message) for warning in warned] == [strange]
    assert "楔形文字〓です" in "".join("".join(texts(content)).split())


def test_nothing_is_fetched_whatever_the_page_asks_for(tmp_path: Path) -> None:
    canary = tmp_path / "canary.svg"
    canary.write_text("<svg xmlns='http://www.w3.org/2000/svg'><text>CANARY</text></svg>", encoding="utf-8")
    weasyprint = layout.load_weasyprint()
    at = canary.as_uri()
    for page in (
        f"<img src='{at}'>",
        f"<object data='{at}'></object><embed src='{at}'>",
        f"<link rel=stylesheet href='{at}'><link rel=attachment href='{at}'>",
        f"<a rel=attachment href='{at}'>x</a>",
        f"<style>@import url({at}); p {{ background: url({at}) }} p::before {{ content: url({at}) }}</style><p>x",
        f"<style>@font-face {{ font-family: f; src: url({at}) }} p {{ font-family: f }}</style><p>x",
        f"<svg><image href='{at}' /></svg><base href='{tmp_path.as_uri()}/'><img src='canary.svg'>",
        "<img src='http://127.0.0.1:9/'><img src='data:image/svg+xml,<svg/>'>",
    ):
        content, _, _ = layout.write(
            weasyprint, layout.Printable(f"<!doctype html><title>t</title>{page}", printer.TAGGED)
        )
        assert b"CANARY" not in content
        assert "CANARY" not in "".join(texts(content))
        with pikepdf.open(io.BytesIO(content)) as document:
            assert not document.attachments


def test_the_report_names_no_path_user_or_host(example: bytes) -> None:
    with pikepdf.open(io.BytesIO(example)) as document:
        streams = b"".join(o.read_bytes() for o in document.objects if isinstance(o, pikepdf.Stream) and _plain(o))
    for secret in (str(Path.home()), os.uname().nodename, str(EXAMPLES)):
        if len(secret) > 5:
            assert secret.encode() not in streams + example


def _plain(stream: pikepdf.Stream) -> bool:
    try:
        stream.read_bytes()
    except pikepdf.PdfError:
        return False
    return True


def test_missing_libraries_are_told_with_the_command_that_brings_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_name: str) -> None:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(layout, "import_module", broken)
    with pytest.raises(MachineLacks) as stopped:
        printer.print_page("<!doctype html><title>a page that no other test has laid out</title>", Words("ja"))
    assert stopped.value.what == "no-libraries"
    assert "libpango-1.0-0" in str(stopped.value.values["advice"])


def test_long_text_does_not_stop_the_layout(assess: Assess) -> None:
    notes = ["A" * 4000, "漢字" * 2000, "a\u00ad" * 1900, "é" * 1900, "行\n" * 1300]
    answers = "".join(
        f"[answers.{question_id}]\nstatus = 'no'\nnote = '''{note}'''\n"
        for question_id, note in zip(
            ["people-01", "people-02", "machines-01", "machines-02", "machines-03"], notes, strict=True
        )
    )
    content = made(assess("profile = { website = true }\n" + answers))
    assert len(texts(content)) < 120
