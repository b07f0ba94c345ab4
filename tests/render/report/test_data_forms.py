"""The report as JSON, CSV, Markdown and plain text: same figures, harmless cells, and nothing handed out by mistake."""

import csv
import html
import io
import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.limits import at_most

from tenken.core.model import Assessment, Checklist
from tenken.core.report.report import Report, build
from tenken.core.report.sections import ReportProfile
from tenken.render.formats import REPORTS
from tenken.render.report import as_csv, as_json
from tenken.render.report.as_markdown import escaped, report_markdown, report_text
from tenken.screen import width
from tenken.words import LANGUAGES, Language, Words

Assess = Callable[[str], tuple[Checklist, Assessment]]

ANSWERS = """
[answers.people-01]
status = "no"
note = "=cmd|' /C calc'!A0"
action = { owner = "<b>木村</b>", due = 2026-10-01, moved = [2026-06-30] }
[answers.people-02]
status = "yes"
note = "+1"
evidence = [{ what = "名簿", dated = 2026-09-01 }]
"""


def report_of(assess: Assess, profile: ReportProfile = ReportProfile.FULL, answers: str = ANSWERS) -> Report:
    return build(*assess(answers), content_digest="sha256:" + "0" * 64, version="9", profile=profile)


def test_the_json_has_its_own_shape(assess: Assess) -> None:
    told = json.loads(as_json.render(report_of(assess), Words("ja")))
    assert (told["format"], told["tenken"], told["profile"], told["language"]) == (1, "9", "full", "ja")
    assert told["score"] == 8
    assert told["exact"] == "1/12"
    assert told["gaps"] == [
        {
            "id": "people-01",
            "number": "1-1",
            "label": "約束",
            "status": "no",
            "critical": True,
            "priority": "8/1",
            "first": "今週署名をもらう",
            "owner": "<b>木村</b>",
            "role": "owner",
            "person": "<b>木村</b>",
            "due": "2026-10-01",
            "promised": True,
            "overdue": True,
            "moved": ["2026-06-30"],
            "effort": "hours",
            "cost": "none",
        }
    ]
    assert told["unanswered"] == ["machines-01", "machines-02"]
    second = told["answers"][1]
    assert (second["status"], second["note"], second["evidenced"]) == ("yes", "+1", True)
    assert second["evidence"][0] | {"file": None} == {
        "what": "名簿",
        "file": None,
        "sha256": None,
        "dated": "2026-09-01",
        "state": "valid",
        "until": "2027-09-01",
        **dict.fromkeys(("checked", "checked_by", "checked_on")),
    }


def test_the_csv_opens_in_excel_and_runs_nothing(assess: Assess) -> None:
    content = as_csv.render(report_of(assess), Words("ja"))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == ["people-01", "people-02", "machines-01", "machines-02"]
    assert rows[0]["note"] == "'=cmd|' /C calc'!A0"
    assert rows[1]["note"] == "'+1"
    assert (rows[0]["owner"], rows[0]["due"], rows[0]["priority"]) == ("<b>木村</b>", "2026-10-01", "8")
    assert rows[2]["status"] == "未回答"


def test_markdown_takes_no_markup_from_others(assess: Assess) -> None:
    text = report_markdown(report_of(assess), Words("ja")).decode()
    assert "<b>" not in text
    assert "\\<b\\>木村" in text
    assert "1. **約束** (1-1, できていない)" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_text_fits_a_terminal(assess: Assess, lang: Language) -> None:
    text = report_text(report_of(assess), Words(lang)).decode()
    assert max(width(line) for line in text.splitlines()) <= 78
    assert "**" not in text
    assert "<b>木村</b>" in text


@pytest.mark.parametrize("form", ["json", "csv", "md", "text", "html", "oscal"])
def test_an_attestation_hands_out_no_gap_in_any_form(assess: Assess, form: str) -> None:
    answers = ANSWERS.replace("+1", "CANARY").replace("木村", "CANARY").replace("名簿", "CANARY")
    content = REPORTS[form].make(report_of(assess, ReportProfile.ATTESTATION, answers), Words("ja")).decode()
    for secret in ("CANARY", "calc", "今週署名をもらう"):
        assert secret not in content


def test_the_owners_json_has_no_answers(assess: Assess) -> None:
    told = json.loads(as_json.render(report_of(assess, ReportProfile.OWNER), Words("en")))
    assert "answers" not in told
    assert told["gaps"][0]["label"] == "Promise"


ADDRESSES = (
    "https://example.com/a_b?c=*d*",
    "詳しくはhttp://example.com/x、を",
    "www.example.com",
    "1https://example.com",
    "kimura@example.com",
    "_kimura.ken@example.co.jp_",
    "mailto:a@b",
    "example.com/a|b`c",
    "ftp://a\\",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_in_markdown_becomes_a_link(assess: Assess, address: str) -> None:
    answers = f"[answers.people-01]\nstatus = \"no\"\nnote = '''{address}'''\naction = {{ owner = '''{address}''' }}\n"
    text = report_markdown(report_of(assess, answers=answers), Words("ja")).decode()
    bare = re.sub(r"(?<!\\)(`)[^`]+`", "", text)
    assert not re.search(r"://|www\.|@|mailto:|example\.com", bare), bare


@given(st.text(alphabet="a1.@:/w_-+`|\\\\ 日*", max_size=40))
def test_a_text_in_markdown_reads_as_it_was_written(written: str) -> None:
    page = MarkdownIt("commonmark").renderInline(f"x {escaped(written)} x")
    assert html.unescape(re.sub(r"</?code>", "", page)) == f"x {' '.join(written.split())} x"


def test_a_long_text_without_an_address_is_read_once() -> None:
    with at_most(1):
        for written in ("a" * 4000, "a." * 2000, "a-" * 2000, "a@" * 2000, "w" * 4000, "a1+" * 1300):
            escaped(written)
