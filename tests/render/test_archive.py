"""PDF/A-3a: what an archive asks for, tried on the whole report with stand-ins for its attachments."""

import io
import warnings
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from typing import Any

import page as page_checker
import pikepdf
import pytest
from tests.conftest import EXAMPLES
from tests.pdf_archive import FALSE_ALARMS, archive_problems, attachment_problems
from tests.pdf_structure import structure_problems
from tests.verapdf import VeraPDF

from tenken.core.report import Profile, Report
from tenken.render import html, pdf, structure
from tenken.words import Words

DAY = datetime(2026, 11, 14)  # noqa: DTZ001 - WeasyPrint writes a day without a zone as UTC


def attachments(weasyprint: Any) -> list[Any]:
    """Made anew for each writing: what is attached is read once."""
    made = []
    for name, kind, relationship, content in (
        ("assessment.toml", "application/toml", "Source", (EXAMPLES / "2026.toml").read_bytes()),
        ("report.json", "application/json", "Data", b'{"score": 60}'),
    ):
        attachment = weasyprint.Attachment(
            file_obj=io.BytesIO(), name=name, description=name, created=DAY, modified=DAY, relationship=relationship
        )
        attachment.source = nullcontext((io.BytesIO(content), None, None, kind))
        made.append(attachment)
    return made


def written(page: str, variant: str, **options: Any) -> bytes:
    weasyprint = pdf.load_weasyprint(Words("ja"))
    source = weasyprint.HTML(string=page, base_url=None, url_fetcher=pdf._fence(weasyprint))
    options = {"finisher": structure.complete, "attachments": attachments(weasyprint)} | options
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its colour profile open
        content = source.write_pdf(pdf_variant=variant, **options)
    assert isinstance(content, bytes)
    return content


@pytest.fixture(scope="module")
def archived(reported: Callable[[Profile], Report]) -> bytes:
    return written(html.render(reported(Profile.FULL), Words("ja")).decode(), "pdf/a-3a")


def test_the_whole_report_can_be_archived_and_stays_accessible(archived: bytes) -> None:
    assert archive_problems(archived) == []


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_verapdf_finds_the_archive_valid_as_both(archived: bytes, verapdf: VeraPDF, flavour: str) -> None:
    assert verapdf.broken(archived, flavour) == {}


def test_attachments_do_not_make_the_usual_report_less_accessible(
    reported: Callable[[Profile], Report], verapdf: VeraPDF
) -> None:
    content = written(html.render(reported(Profile.OWNER), Words("ja")).decode(), "pdf/ua-1")
    with pikepdf.open(io.BytesIO(content)) as document:
        assert attachment_problems(document) == []
        assert sorted(document.attachments) == ["assessment.toml", "report.json"]
    assert structure_problems(content, "ja") == []
    assert verapdf.broken(content, "ua1") == {}


def test_page_validation_still_minds_compressed_metadata(archived: bytes) -> None:
    found = page_checker.validate_pdf_bytes(archived, profile=page_checker.ValidationProfile.PDF_A_3A).failures
    assert {item.rule_id for item in found} == FALSE_ALARMS


SMALL = (
    '<!doctype html><html lang="ja"><meta name="dcterms.created" content="2026-11-14"><title>点検</title><h1>点検</h1>'
)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"finisher": None}, "PDFUA1-ID-SCHEMA"),
        ({"finisher": None}, "report.json is associated 2 times"),
        ({"attachments": "undated"}, "another day"),
        ({"attachments": "unrelated"}, "not said what it is to the report"),
        ({"attachments": "toml"}, "unknown kind"),
        ({"attachments": "disorder"}, "order of their names"),
        ({"attachments": "日本"}, "has several names"),
    ],
)
def test_what_is_left_out_is_found(options: dict[str, Any], problem: str) -> None:
    """The traps on the way, so that whoever builds ``--archive`` differently hears of it."""
    weasyprint = pdf.load_weasyprint(Words("ja"))
    given: dict[str, Any] = {"created": DAY, "modified": DAY, "relationship": "Data", "description": "x", "string": "x"}
    chosen: dict[str, list[dict[str, Any]]] = {
        "undated": [{"name": "x.txt", "created": None}],
        "unrelated": [{"name": "x.txt", "relationship": "Unspecified"}],
        "toml": [{"name": "x.unheardof"}],
        "disorder": [{"name": "y.txt"}, {"name": "x.txt", "string": "other"}],
        "日本": [{"name": "点検.txt"}],
    }
    if options.get("attachments"):
        made = [weasyprint.Attachment(**(given | one)) for one in chosen[options["attachments"]]]
        options = {"attachments": made}
    assert problem in "\n".join(archive_problems(written(SMALL, "pdf/a-3a", **options)))


def test_an_attestation_can_be_archived_too(reported: Callable[[Profile], Report], verapdf: VeraPDF) -> None:
    content = written(html.render(reported(Profile.ATTESTATION), Words("en")).decode(), "pdf/a-3a", attachments=[])
    assert archive_problems(content) == []
    assert verapdf.broken(content, "3a") == {}


def test_the_archive_is_the_same_bytes_each_time() -> None:
    assert written(SMALL, "pdf/a-3a") == written(SMALL, "pdf/a-3a")
