"""What is handed out: one page that says what was asked and what was not, by whom, until when, and nothing of gaps."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeAlias

import pypdfium2
import pytest
from tests.conftest import EXAMPLES, PLACES, TODAY
from tests.pages import assert_pages_full, measured
from tests.wider import in_each

from tenken.core.model import (
    Answer,
    Assessment,
    AssessmentKind,
    Assessor,
    Checklist,
    Depth,
    Organisation,
    Signoff,
    Status,
    Verdict,
)
from tenken.core.report.report import Report, build
from tenken.core.report.sections import ReportProfile
from tenken.render.charts.score_bars import PITCHES, TWO_LINES, score_bars
from tenken.render.report.page import report_html, report_pdf
from tenken.store.assessment import loader
from tenken.words import LANGUAGES, Language, Words

Change: TypeAlias = Callable[[Checklist, Assessment], Assessment]


def handed_out(change: Change = lambda _, assessment: assessment, issued: date | None = None) -> Report:
    checklist, assessment = loader.load(EXAMPLES / "2026.toml", PLACES, TODAY)
    return build(
        checklist,
        change(checklist, assessment),
        content_digest="sha256:" + "0123456789abcdef" * 4,
        version="0",
        profile=ReportProfile.ATTESTATION,
        issued=issued,
    )


def every(status: Status) -> Change:
    """All 119 questions with one answer."""

    def change(checklist: Checklist, assessment: Assessment) -> Assessment:
        answers = {question.id: Answer(status=status, note="-") for _, question in checklist.questions}
        profile = {fact.id: True for fact in checklist.facts}
        return replace(assessment, depth=Depth.FULL, profile=profile, answers=answers, exposure=None)

    return change


def draft(_: Checklist, assessment: Assessment) -> Assessment:
    return replace(assessment, answers=dict(list(assessment.answers.items())[::2]))


def audited(_: Checklist, assessment: Assessment) -> Assessment:
    verdict = Verdict(status=Status.PARTIAL, finding="-", by="山田 太郎")
    answers = {
        key: replace(answer, verdict=verdict) if at < 14 else answer
        for at, (key, answer) in enumerate(assessment.answers.items())
    }
    assessor = Assessor(name="山田 太郎", role="主任監査人", firm="みなと監査事務所")
    signoff = Signoff(assessor="山田 太郎", reviewer="鈴木 花子", on=date(2026, 11, 24))
    kind = AssessmentKind.AUDIT
    return replace(assessment, kind=kind, answers=answers, assessor=assessor, signoff=signoff)


def long_name(checklist: Checklist, assessment: Assessment) -> Assessment:
    name = "一般社団法人あおぞら子どもスポーツ文化教室連絡協議会" * 2
    signed = Signoff(assessor="北浜 みどり", reviewer="北浜 みどり", approved_by="ヴォルフガング・モーツァルト")
    return replace(every(Status.YES)(checklist, assessment), organisation=Organisation(name=name), signoff=signed)


CASES: dict[str, Change] = {
    "example": lambda _, assessment: assessment,
    "draft": draft,
    "audit": audited,
    "all no": every(Status.NO),
    "not scored": every(Status.NA),
    "long name": long_name,
}


def text_of(content: bytes) -> str:
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(content))


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("name", "lang"),
    in_each(CASES, {"ja": ("example", "draft", "long name"), "en": ("example", "audit", "all no", "not scored")}),
)
def test_it_is_one_page(name: str, lang: Language) -> None:
    content = report_pdf(handed_out(CASES[name]), Words(lang))
    assert len(measured(content)) == 1
    assert_pages_full(content)
    assert "0123456789abcdef0123456789abcdef" in text_of(content)  # the foot of the page is there


@pytest.mark.pdf
def test_it_says_what_was_asked_what_not_and_until_when() -> None:
    told = text_of(report_pdf(handed_out(issued=date(2026, 11, 26)), Words("ja")))
    for part in (
        "2026年11月26日",
        "点検結果のお知らせ",
        "自己点検です。第三者による監査や認証ではありません。",
        "標準の78問(7領域)",
        "8委託先の監督(9問、うち必須の対策3件)",
        "11誤送信防止(8問、うち必須の対策5件)",
        "10在宅・遠隔業務",
        "2027年11月13日まで。次の点検は2027年11月の予定です。",
        "答えた質問73問(ほかに対象外5問)",
    ):
        assert part in told
    assert "40" not in told.replace("4067", "")  # the number of its gaps


@pytest.mark.pdf
def test_what_was_asked_in_full_says_that_nothing_was_left_out() -> None:
    told = text_of(report_pdf(handed_out(every(Status.NO)), Words("ja")))
    assert "ありません。当てはまる質問は、すべて尋ねました。" in told


@pytest.mark.pdf
def test_an_audit_names_the_auditor_with_role_and_firm_and_how_much_was_judged() -> None:
    told = text_of(report_pdf(handed_out(audited), Words("ja")))
    assert "山田太郎(主任監査人、みなと監査事務所)" in told
    assert re.search(r"尋ねた78問のうち、14問\(重みで\d+%\)の答えを監査員が判断しました。", told)
    assert "ほかの64問は、当社の答えのままです。" in told
    assert "自己点検" not in told
    assert "鈴木花子" in told
    assert "2026年11月24日" in told


@pytest.mark.pdf
def test_a_draft_is_a_range_and_has_no_room_for_seals() -> None:
    report = handed_out(draft)
    told = text_of(report_pdf(report, Words("ja")))
    low, high = (int(score * 100) for score in (report.scorecard.score or 0, report.scorecard.best or 0))
    assert low < high
    assert f"{low}〜{high}点(100点満点)" in told
    assert "暫定の判定" in told
    assert "定めません(点検の途中のため)" in told
    assert "承認" not in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_person_twice_is_said(lang: Language) -> None:
    words = Words(lang)
    assert words("report.attest.same_person") in report_html(handed_out(long_name), words).decode()
    assert words("report.attest.same_person") not in report_html(handed_out(audited), words).decode()


def test_bars_are_as_long_as_the_scores_and_rows_as_high_as_there_is_room() -> None:
    words = Words("ja")
    few, many = (score_bars(handed_out(change), words) for change in (CASES["example"], every(Status.YES)))
    assert [few.pitch, many.pitch] == [6, PITCHES[-1][1]]
    assert many.pitch < TWO_LINES
    assert [row.points for row in few.rows] == [70, 71, 68, 63, 72, 48, 33, 60]
    assert few.rows[-1].number is None
    assert few.whole.count("M") == few.score.count("M") == len(few.rows)
    assert few.score != few.evidenced
    assert few.marks[0][0] == 0
    assert few.marks[-1] == (100, few.width - 3)
    assert score_bars(handed_out(every(Status.NO)), words).score == ""
