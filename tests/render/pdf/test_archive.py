"""PDF/A-3a: what an archive asks for, of the whole report with its attachments, and what is found missing."""

import io
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import page as page_checker
import pikepdf
import pytest
from tests.conftest import Once
from tests.pdf_archive import FALSE_ALARMS, archive_problems, attachment_problems
from tests.pdf_structure import structure_problems
from tests.verapdf import VeraPDF

from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.render.pdf import layout, tags
from tenken.render.report.page import report_archive, report_pdf
from tenken.store.report import attachments
from tenken.words import Words

pytestmark = pytest.mark.pdf

DAY = datetime(2026, 11, 14)  # noqa: DTZ001 - WeasyPrint writes a day without a zone as UTC


def written(page: str, variant: str, **options: Any) -> bytes:
    weasyprint = layout.load_weasyprint()
    source = weasyprint.HTML(string=page, base_url=None, url_fetcher=layout.fenced(weasyprint, {}))
    options = {"finisher": tags.complete} | options
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its colour profile open
        content = source.write_pdf(pdf_variant=variant, **options)
    assert isinstance(content, bytes)
    return content


@pytest.fixture(scope="module")
def whole(reported: Callable[[ReportProfile], Report]) -> Report:
    """The full report with everything it carries."""
    report = reported(ReportProfile.FULL)
    return replace(report, attachments=attachments.enclose(report.checklist, report.assessment))


@pytest.fixture(scope="module")
def archived(whole: Report, once: Once) -> bytes:
    return once("archived.pdf", lambda: report_archive(whole, Words("ja")))


def test_the_whole_report_can_be_archived_and_stays_accessible(archived: bytes) -> None:
    assert archive_problems(archived) == []
    with pikepdf.open(io.BytesIO(archived)) as document:
        assert list(document.attachments) == ["assessment.toml", "edition.json", "report.json"]


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_verapdf_finds_the_archive_valid_as_both(archived: bytes, verapdf: VeraPDF, flavour: str) -> None:
    assert verapdf.broken(archived, flavour) == {}


def test_attachments_do_not_make_the_usual_report_less_accessible(whole: Report, verapdf: VeraPDF) -> None:
    content = report_pdf(whole, Words("ja"))
    with pikepdf.open(io.BytesIO(content)) as document:
        assert attachment_problems(document) == []
    assert structure_problems(content, "ja") == []
    assert verapdf.broken(content, "ua1") == {}


def test_page_validation_still_minds_compressed_metadata(archived: bytes) -> None:
    found = page_checker.validate_pdf_bytes(archived, profile=page_checker.ValidationProfile.PDF_A_3A).failures
    assert "PDFA3A-METADATA-FILTER-001" in {item.rule_id for item in found} <= FALSE_ALARMS


SMALL = (
    '<!doctype html><html lang="ja"><meta name="dcterms.created" content="2026-11-14"><title>点検</title><h1>点検</h1>'
)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"finisher": None}, "PDFUA1-ID-SCHEMA"),
        ({"finisher": None, "attachments": "twice"}, "y.txt is associated 2 times"),
        ({"attachments": "undated"}, "another day"),
        ({"attachments": "unrelated"}, "not said what it is to the report"),
        ({"attachments": "toml"}, "unknown kind"),
        ({"attachments": "disorder"}, "order of their names"),
        ({"attachments": "日本"}, "has several names"),
    ],
)
def test_what_is_left_out_is_found(options: dict[str, Any], problem: str) -> None:
    """The traps on the way, so that whoever builds ``--archive`` differently hears of it."""
    weasyprint = layout.load_weasyprint()
    given: dict[str, Any] = {"created": DAY, "modified": DAY, "relationship": "Data", "description": "x", "string": "x"}
    chosen: dict[str, list[dict[str, Any]]] = {
        "twice": [{"name": "x.txt"}, {"name": "y.txt", "string": "other"}],
        "undated": [{"name": "x.txt", "created": None}],
        "unrelated": [{"name": "x.txt", "relationship": "Unspecified"}],
        "toml": [{"name": "x.unheardof"}],
        "disorder": [{"name": "y.txt"}, {"name": "x.txt", "string": "other"}],
        "日本": [{"name": "点検.txt"}],
    }
    if options.get("attachments"):
        made = [weasyprint.Attachment(**(given | one)) for one in chosen[options["attachments"]]]
        options = options | {"attachments": made}
    assert problem in "\n".join(archive_problems(written(SMALL, "pdf/a-3a", **options)))


def test_an_attestation_can_be_archived_too(reported: Callable[[ReportProfile], Report], verapdf: VeraPDF) -> None:
    content = report_archive(reported(ReportProfile.ATTESTATION), Words("en"))
    assert archive_problems(content) == []
    assert verapdf.broken(content, "3a") == {}


@pytest.mark.slow
@pytest.mark.child
def test_the_archive_is_the_same_bytes_each_time(archived: bytes, whole: Report) -> None:
    assert report_archive(whole, Words("ja")) == archived
