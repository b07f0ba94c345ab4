"""A PDF that is cheap to write and dear to read is refused before anybody looks at its pages."""

import io
from collections.abc import Callable
from typing import TypeAlias

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tenken.core.problem import FileProblems
from tenken.store.report import pdf_parser, pdf_report

resource = pytest.importorskip("resource")

Pages: TypeAlias = Callable[[pikepdf.Pdf], list[pikepdf.Object]]


def pdf(kids: Pages, count: int = 1) -> bytes:
    """A PDF whose page tree begins with those."""
    stream = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.attachments["report.json"] = b"{}"
        document.Root.Pages.Kids = Array(kids(document))
        document.Root.Pages.Count = count
        document.save(stream)
    return stream.getvalue()


def one_page_often(document: pikepdf.Pdf, times: int = 20_000) -> list[pikepdf.Object]:
    return [document.pages[0].obj] * times


def nested(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Twenty to the power of six pages in six objects."""
    node = document.pages[0].obj
    for _ in range(6):
        node = document.make_indirect(Dictionary(Type=Name.Pages, Kids=Array([node] * 20), Count=1))
    return [node]


def in_a_circle(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [document.Root.Pages]


def distinct(number: int) -> Pages:
    def pages(document: pikepdf.Pdf) -> list[pikepdf.Object]:
        return [document.make_indirect(Dictionary(Type=Name.Page, MediaBox=[0, 0, 9, 9])) for _ in range(number)]

    return pages


@pytest.mark.parametrize("pages", [False, True], ids=["files", "pages"])
@pytest.mark.parametrize("count", [1, 20_000])
@pytest.mark.parametrize(
    ("kids", "what"),
    [
        (one_page_often, "pdf-too-many-pages"),
        (distinct(20_000), "pdf-too-many-pages"),
        (nested, "pdf-broken"),
        (in_a_circle, "pdf-broken"),
        (lambda document: one_page_often(document, 2), "pdf-broken"),
    ],
    ids=["often", "distinct", "nested", "circle", "twice"],
)
def test_pages_without_end_are_refused_at_once(kids: Pages, what: str, count: int, pages: bool) -> None:
    content = pdf(kids, count)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with pytest.raises(FileProblems) as refused:
        pdf_report.parts("x.pdf", content, pages=pages)
    assert [problem.what for problem in refused.value.problems] == [what]
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 2


def test_as_many_pages_as_a_report_may_have_are_read() -> None:
    assert pdf_report.parts("x.pdf", pdf(distinct(1_500))).ours


def test_no_more_text_is_read_than_an_attestation_has() -> None:
    assert len(pdf_report.parts("x.pdf", pdf(distinct(pdf_parser.MOST_READ)), pages=True).pages) == pdf_parser.MOST_READ
    with pytest.raises(FileProblems):
        pdf_report.parts("x.pdf", pdf(distinct(pdf_parser.MOST_READ + 1)), pages=True)


def test_a_larger_pdf_may_take_longer_but_never_more_than_a_minute() -> None:
    sizes = (1, 1_000_000, 2_400_000, 6_000_000, pdf_report.LARGEST_PDF)
    bounds = [pdf_report.bounds_for(size) for size in sizes]
    assert [one.cpu_seconds for one in bounds] == [2, 2, 9, 27, 60]
    assert [one.memory // 1_000_000 for one in bounds] == [500, 500, 528, 600, 1480]
