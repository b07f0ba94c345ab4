"""The sheet on paper: A4, one page across, nothing smaller than 9 points, heads on every page, nothing technical."""

import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries
from tests.ask.sheet.excel import FIRST_ROW, LIST, written
from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken.core.model import LONGEST_NAME, Answer, Assessment, Checklist, Evidence, Status, Verdict
from tenken.excel.row_heights import HIGHEST, LEADING, USUAL
from tenken.store.assessment import loader
from tenken.words import LANGUAGES, Language

SMALLEST = 9.0
POINTS = 0.75
"""Of a pixel."""
ACROSS = {"portrait": 595, "landscape": 842}
Built = tuple[Checklist, Assessment]


def example() -> Built:
    return loader.load(EXAMPLES / "2026.toml", PLACES, TODAY)


def renewed() -> Built:
    """Last year's answers, all to be confirmed."""
    checklist, assessment = example()
    waiting = {key: replace(answer, confirmed=False) for key, answer in assessment.answers.items()}
    return checklist, replace(assessment, answers=waiting)


def judged() -> Built:
    """Every answer judged from outside, and last year's as well: as many columns as there can be."""
    checklist, assessment = renewed()
    verdict = Verdict(status=Status.PARTIAL, finding="名簿に2人の署名がない")
    ids = [question.id for _, question in checklist.questions]
    return checklist, replace(
        assessment, answers={key: replace(assessment.answers.get(key, Answer()), verdict=verdict) for key in ids}
    )


def wordy() -> Built:
    """One answer with a note of 280 characters and evidence of 200, beside all that can stand there."""
    checklist, assessment = judged()
    key = "policy-01"
    answer = replace(assessment.answers[key], note="あ" * 280, evidence=(Evidence(what="い" * LONGEST_NAME),) * 2)
    return checklist, replace(assessment, answers={**assessment.answers, key: answer})


def printed(page: Any) -> tuple[int, int, int, int]:
    """The corners of what is printed: left, top, right, bottom."""
    left, top, right, bottom = range_boundaries(str(page.print_area).rsplit("!", 1)[1])
    return int(left or 0), int(top or 0), int(right or 0), int(bottom or 0)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("build", [example, renewed, judged, wordy])
def test_each_page_fits_across_a4_without_being_made_smaller(build: Callable[[], Built], lang: Language) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(*build(), lang)), rich_text=True)
    pages: list[Any] = list(book.worksheets[:3])
    for page in pages:
        left, top, right, bottom = printed(page)
        letters = [get_column_letter(column) for column in range(left, right + 1)]
        widths = {}
        for described in page.column_dimensions.values():
            for column in range(described.min, described.max + 1):
                widths[get_column_letter(column)] = (described.width, described.hidden)
        assert not any(widths[letter][1] for letter in letters), "hidden columns are no part of it"
        wide = sum(int(widths[letter][0] * 7 + 0.5) for letter in letters) * POINTS
        margins = (page.page_margins.left + page.page_margins.right) * 72
        assert wide <= ACROSS[page.page_setup.orientation or "portrait"] - margins
        assert (page.page_setup.paperSize, page.page_setup.scale) == (9, None)
        assert "&P / &N" in page.oddFooter.right.text
        for row in page.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right):
            for cell in row:
                sizes = (
                    [part.font.sz for part in cell.value if hasattr(part, "font")]
                    if isinstance(cell.value, list)
                    else []
                )
                assert min([cell.font.sz, *(size for size in sizes if size)]) >= SMALLEST, cell.coordinate
    assert book.worksheets[LIST].print_title_rows
    assert book.worksheets[2].print_title_rows


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("build", [example, judged, wordy])
def test_no_row_of_a_question_is_higher_than_a_program_shows(build: Callable[[], Built], lang: Language) -> None:
    page: Any = openpyxl.load_workbook(io.BytesIO(written(*build(), lang))).worksheets[LIST]
    heights = [page.row_dimensions[row].height for row in range(FIRST_ROW, page.max_row + 1)]
    assert max(heights) < HIGHEST - 9


def test_what_is_written_on_the_other_pages_is_not_cut() -> None:
    pages: list[Any] = openpyxl.load_workbook(io.BytesIO(written(*wordy()))).worksheets
    cover, more = pages[0], pages[2]
    first = next(row for row in range(FIRST_ROW, more.max_row) if more.cell(row, 1).value == "policy-01")
    assert more.row_dimensions[first].height >= 2 * LONGEST_NAME / 32 * USUAL * LEADING, "lines of 32 digits at most"
    (belongs,) = (row[1] for row in cover.iter_rows() if str(row[1].value).startswith("member-data@2026"))
    assert belongs.alignment.wrap_text
    assert cover.row_dimensions[belongs.row].height >= 2 * 9 * LEADING, "two lines"


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_libreoffice_prints_nine_points_and_one_page_across(tmp_path: Path, lang: Language) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    raw = pytest.importorskip("pypdfium2.raw")
    import ctypes

    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("no LibreOffice on this machine")
    (tmp_path / "a.xlsx").write_bytes(written(*example(), lang))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=900)
    smallest, listed = 99.0, []
    for page in pdfium.PdfDocument(tmp_path / "a.pdf"):
        if page.get_width() > page.get_height():
            listed.append(page.get_textpage().get_text_range())
        for told in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            size = ctypes.c_float()
            raw.FPDFTextObj_GetFontSize(told, size)
            smallest = min(smallest, size.value * abs(told.get_matrix().d))
    assert smallest >= SMALLEST - 0.02
    head = {"ja": "答えの目安", "en": "What counts"}[lang]
    assert listed
    assert all(head in text for text in listed), "the heads stand on every page"
