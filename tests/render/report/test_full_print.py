"""The full report's pages on paper: how many there are, how full they are, and how they read to a screen reader."""

import re
from dataclasses import replace
from functools import cache

import pypdfium2
import pytest
from tests.pages import MOST_EMPTY, assert_pages_full
from tests.pdf_structure import structure_problems
from tests.render.report.full_shell import full_pdf
from tests.render.report.owner_cases import case, changed
from tests.wider import slow

from tenken.core.model import Answer, Assessment, AssessmentKind, Checklist, Depth, Status, Verdict
from tenken.core.report.report import Report
from tenken.core.scoring.applicability import asked
from tenken.words import LANGUAGES, Language, Words


def every_area(checklist: Checklist, assessment: Assessment) -> Assessment:
    """All 119 questions asked: the example's answers, and for the others notes like its own."""
    deeper = replace(assessment, depth=Depth.FULL, profile={fact.id: True for fact in checklist.facts})
    answers = dict(assessment.answers)
    statuses = (Status.YES, Status.PARTIAL, Status.YES, Status.NO)
    note = "決めた手順どおりにしているが、記録が残っていない月がある。来月から一覧にして確かめる予定。"
    for at, (_, question) in enumerate(asked(checklist, deeper)):
        answers.setdefault(question.id, Answer(status=statuses[at % 4], note=note, by="木村 健", on=assessment.date))
    return replace(deeper, answers=answers)


def long_notes(_: Checklist, assessment: Assessment) -> Assessment:
    """Two answers with as long a note as there may be."""
    note = ("会員システムの操作ログは6か月で消える。今年に入って誰も見ていない。" * 130)[:4000]
    short = [key for key, answer in assessment.answers.items() if answer.status is Status.NO][1:6:4]
    return replace(
        assessment,
        answers={
            key: replace(answer, note=note) if key in short else answer for key, answer in assessment.answers.items()
        },
    )


def audited(_: Checklist, assessment: Assessment) -> Assessment:
    """Every fourth yes overruled with a finding."""
    finding = "8月以降に加わったクラウドの2件が台帳に載っていない。画面で確かめたところ、共有の設定も台帳と違っていた。"
    verdict = Verdict(status=Status.PARTIAL, finding=finding, severity="major", by="佐藤 花", on=assessment.date)
    answers = {
        key: replace(answer, verdict=verdict) if answer.status is Status.YES and at % 4 == 0 else answer
        for at, (key, answer) in enumerate(assessment.answers.items())
    }
    return replace(assessment, answers=answers, kind=AssessmentKind.AUDIT)


@cache
def report(name: str) -> Report:
    changes = {"119": every_area, "long-notes": long_notes, "audit": audited}
    return changed(changes[name], last=True) if name in changes else case(name)


@cache
def printed(name: str, lang: Language = "ja") -> bytes:
    return full_pdf(report(name), Words(lang))


def page_texts(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("name", "most", "lang"), [("example", 25, "ja"), ("example", 25, "en"), ("119", 33, "ja"), slow("119", 33, "en")]
)
def test_the_file_stays_short(name: str, most: int, lang: Language) -> None:
    assert len(page_texts(printed(name, lang))) <= most
    assert len(report("119").scorecard.questions) == 119


@pytest.mark.pdf
@pytest.mark.parametrize(
    "name",
    [
        *("example", "119", *map(slow, ("audit", "draft", "all-yes", "no-exposure", "own"))),
        pytest.param("long-notes", marks=[pytest.mark.slow, pytest.mark.sparse]),
    ],
)
def test_no_page_is_nearly_empty_and_nothing_is_stumbled_over(name: str) -> None:
    content = printed(name)
    # The sign-off and the limits fill two fifths of a page and stay together, lest a last page be nearly empty: with a
    # hair's breadth too little room for them, the page before ends two hundredths emptier than any other may.
    # Three questions of which none is critical leave little to say on page 2.
    before_last = 0.43 if name == "long-notes" else MOST_EMPTY
    assert_pages_full(content, before_last, most=0.55 if name == "own" else MOST_EMPTY)
    assert not structure_problems(content, "ja")


@pytest.mark.pdf
def test_the_english_pages_are_as_full_and_as_whole() -> None:
    content = printed("example", "en")
    assert_pages_full(content)
    assert not structure_problems(content, "en")


@pytest.mark.pdf
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_head_of_an_area_stays_with_its_first_question(lang: Language) -> None:
    words = Words(lang)
    pages = ["".join(text.split()) for text in page_texts(printed("example", lang))]
    for area in report("example").areas:
        head = f"{area.number}{''.join(words.text(area.score.area.title).split())}"
        first = "".join(words.text(area.answers[0].question_score.question.name).split())
        assert any(head in page and first in page[page.rindex(head) :] for page in pages), area.number


@pytest.mark.pdf
def test_the_days_of_a_case_are_not_broken_over_two_lines() -> None:
    lines = [line.strip() for text in page_texts(printed("example")) for line in text.splitlines()]
    assert any(line.startswith("2018年2月21日の夜 ") for line in lines)
    assert [line for line in lines if re.search(r"^\d{4}年\d+月\d+$", line)] == []
