"""The report as HTML: complete, escaped, and the same page in both languages."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from markupsafe import escape
from syrupy.assertion import SnapshotAssertion

from tenken.core.model import Assessment, Checklist
from tenken.core.report.report import build
from tenken.render.report.page import report_html
from tenken.templating import ems
from tenken.words import LANGUAGES, Language, Words

Assess = Callable[[str], tuple[Checklist, Assessment]]

ANSWERS = """
[assessor]
name = "北浜 みどり"
role = "代表"

[exposure]
persons = 1200

[answers.people-01]
status = "no"
note = "まだです。"
on = 2026-11-19
by = "木村"
action = { owner = "木村", due = 2026-10-31, moved = [2026-06-30] }
evidence = [{ what = "署名簿", dated = 2025-01-31 }]

[answers.people-02]
status = "yes"
verdict = { status = "partial", finding = "3名が名簿にありません。", severity = "major", by = "監査人" }

[answers.machines-01]
status = "yes"
confirmed = false

[answers.machines-02]
status = "na"
note = "機械は置いていません。"
"""

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=file:///etc/passwd onerror=alert(1)>",
    "</style><style>*{background:url(http://127.0.0.1:9/x)}",
    '"><svg onload=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "=cmd|' /C calc'!A0",
    "javascript:alert(1)",
    "A" * 4000,
    "\n".join(["行"] * 1300),
    "é" * 200,
    "𠮷野家 髙﨑 👪 ☃",
]


def page_of(case: tuple[Checklist, Assessment], lang: Language = "ja") -> str:
    return report_html(build(*case, content_digest="sha256:" + "ab" * 32, version="0"), Words(lang)).decode()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_whole_page(assess: Assess, lang: Language, snapshot: SnapshotAssertion) -> None:
    page = page_of(assess(ANSWERS), lang)
    body = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", page, flags=re.DOTALL)
    assert re.sub(r"\n\s*\n+", "\n", body) == snapshot


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_text_of_others_is_text(assess: Assess, text: str) -> None:
    name = text.split("\n", 1)[0][:180]
    answers = f"""
assessor = {{ name = '''{name}''' }}
[answers.people-01]
status = "no"
note = '''{text}'''
evidence = [{{ what = '''{text}''', dated = 2026-11-01 }}]
verdict = {{ status = "no", finding = '''{text}''' }}
"""
    page = page_of(assess(answers))
    for forbidden in ("<script", "<img", "<svg onload", "<style>*"):
        assert forbidden not in page
    assert page.count("<style>") == 1
    readable = page.replace("<wbr>", "")
    assert str(escape(text.split("\n", 1)[0])) in readable


def test_no_address_is_left_in_the_page(assess: Assess) -> None:
    page = re.sub(r"<style>.*?</style>|<meta [^>]*>", "", page_of(assess(ANSWERS)), flags=re.DOTALL)
    assert not re.search(r"(src|href|url\()\s*=?\s*[\"']?(?!#)(https?:|file:|//|data:)", page)


def test_a_language_that_a_checklist_lacks_falls_back(assess: Assess) -> None:
    from dataclasses import replace

    from tenken.core.model import Text

    checklist, assessment = assess(ANSWERS)
    english = replace(checklist.areas[0].questions[0], text=Text(en="Only English?"), label=Text(en="Only English"))
    area = replace(checklist.areas[0], questions=(english, *checklist.areas[0].questions[1:]))
    page = page_of((replace(checklist, areas=(area, *checklist.areas[1:])), assessment))
    assert "Only English?" in page


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["北" * 200, "Kitahama " * 22])
def test_a_long_name_is_cut_in_the_running_head_and_whole_on_page_1(assess: Assess, lang: Language, name: str) -> None:
    checklist, assessment = assess(ANSWERS)
    organisation = replace(assessment.organisation, name=name.strip())
    report = build(checklist, replace(assessment, organisation=organisation), content_digest="0" * 64, version="x")
    page = report_html(report, Words(lang)).decode()
    (head,) = re.findall(r'data-head="([^"]*)"', page)
    assert "…" in head
    assert ems(unescape(head)) < 49
    (title,) = re.findall(r"<h1[^>]*>(.*?)</h1>", page)
    assert re.sub(r"<[^>]+>", "", title) == name.strip()
