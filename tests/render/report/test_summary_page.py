"""Page 1, the verdict: one page in every case, with the Report's figures, and nothing claimed that was not asked."""

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pypdfium2
import pytest
from tests.pages import SMALLEST, measured
from tests.render.report.owner_cases import changed
from tests.render.report.verdict_cases import CASES, case
from tests.wider import in_each

from tenken.core.model import Answer, Assessment, Checklist, Evidence, Status, Text
from tenken.core.report.report import Report
from tenken.core.scoring.applicability import asked
from tenken.core.scoring.score import shown
from tenken.phrases import Medium
from tenken.render.owner import verdict
from tenken.render.owner.summary import summary_page
from tenken.render.pdf.printer import print_page
from tenken.render.report import page
from tenken.words import LANGUAGES, Language, Words

ONLY_TWO = ["report/owner/summary.html", "report/owner/areas.html"]
MOST_EMPTY = 0.40
USUAL: dict[Language, tuple[str, ...]] = {
    "ja": ("example", "all-no", "no-answer", "long", "audit", "overdue-many", "draft", "draft-long-name", "expiring"),
    "en": ("example", "first-year", "all-yes-proved", "huge", "own", "long-rows", "nothing-applies", "draft"),
}
"""What is printed each time: the example, much and nothing of everything, and the longest texts and figures."""
STAMP = {"ja": "確認の欄はありません", "en": "No sign-off"}


@cache
def printed(name: str, lang: Language) -> bytes:
    """Pages 1 and 2 of a case, and nothing else."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page, "pages", lambda _: ONLY_TWO)
        markup = page.report_markup(case(name), Words(lang), medium=Medium.PRINT)
    return print_page(markup, Words(lang))


def text_of(pdf: bytes, number: int) -> str:
    """What a page says, without the places where its lines end."""
    with pypdfium2.PdfDocument(pdf) as document:
        return re.sub(r"[\s\u200b\u2060\ufeff]+", "", document[number].get_textpage().get_text_bounded())


@pytest.mark.pdf
def test_what_stands_beside_a_long_title_goes_to_the_next_line_as_a_whole() -> None:
    usual, words = case("example"), Words("ja")
    own = replace(
        usual.checklist, title=Text("セキュアソフトウェア開発チェックリスト 第3版", "Own"), subject=Text("情報", "data")
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page, "pages", lambda _: ONLY_TWO)
        markup = page.report_markup(replace(usual, checklist=own), words.about(own), medium=Medium.PRINT)
    said = usual.assessment
    depth, n = words(f"depth.{said.depth}"), usual.scorecard.tally.total
    beside = plain(words("report.verdict.kind", kind=words(f"kind.{said.kind}"), depth=depth, n=n))
    with pypdfium2.PdfDocument(print_page(markup, words)) as document:
        lines = document[0].get_textpage().get_text_bounded().splitlines()
    head = lines[: next(at for at, line in enumerate(lines) if usual.assessment.organisation.name in line) + 1]
    assert [line for line in head if beside in plain(line)], head


def plain(told: str) -> str:
    return re.sub(r"\s+", "", told)


@pytest.mark.pdf
@pytest.mark.parametrize(("name", "lang"), in_each(CASES, USUAL))
def test_pages_one_and_two_are_one_page_each_and_full(name: str, lang: Language) -> None:
    pages = measured(printed(name, lang))
    assert len(pages) == len(ONLY_TWO)
    most = {"own": 0.6}.get(name, MOST_EMPTY)  # three questions, none critical, leave little to say
    assert [round(entry.empty, 2) for entry in pages if entry.empty > most] == []
    assert all(entry.smallest >= SMALLEST - 0.01 for entry in pages)


@pytest.mark.pdf
@pytest.mark.parametrize(("name", "lang"), in_each(CASES, USUAL))
def test_what_stands_at_the_foot_covers_nothing(name: str, lang: Language) -> None:
    """The last line above the foot, and the first line of the foot, are both whole and apart."""
    report, words = case(name), Words(lang)
    with pypdfium2.PdfDocument(printed(name, lang)) as document:
        sheet = document[0].get_textpage()
        foot = _top_of(sheet, words("report.verdict.asked_title"))
        above = [words("report.verdict.change")] if verdict.change_line(report, words) else []
        above += [words("report.verdict.cost")] if report.loss else []
        assert all(_top_of(sheet, told) - 3 > foot for told in above)


def _top_of(sheet: pypdfium2.PdfTextPage, told: str) -> float:
    """How high above the edge of the paper a text stands, in points."""
    found = sheet.search(told).get_next()
    assert found is not None, told
    return max(float(sheet.get_charbox(found[0] + at)[1]) for at in range(found[1]))


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("name", "lang"), in_each(("example", "first-year", "audit", "promised", "best-with-gaps", "own"), USUAL)
)
def test_the_figures_are_those_of_the_report(name: str, lang: Language) -> None:
    report, words = case(name), Words(lang)
    text = text_of(printed(name, lang), 0)
    card = report.scorecard
    assert f"{shown(card.score)}{plain(words('report.verdict.points'))}" in text
    assert plain(words("report.verdict.evidenced", score=shown(card.evidenced) or 0)) in text
    assert plain(verdict.cap(report, words)) in text
    assert plain(verdict.after_first(report, words)) in text
    assert plain(verdict.asked(report, words)) in text
    for step in report.actions:
        assert plain(words.text(step.gap.question.remedy.first)) in text
        assert plain(verdict.due(step, report.assessment.date, words)) in text
    if report.loss:
        assert plain(verdict.cost_line(report.loss, words)) in text
    for entry in report.scope.areas:
        assert f"{entry.number}{plain(words.text(entry.area.title))}" in text


def test_actions_stand_in_the_order_of_their_dates() -> None:
    days = [step.due for step in case("audit").actions]
    assert days == sorted(days)
    assert len(days) == 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_firm_whose_points_are_too_few_is_not_told_of_a_cap(lang: Language) -> None:
    report, words = case("all-no"), Words(lang)
    assert report.scorecard.grade == "D"
    assert report.scorecard.cap == "C"
    assert verdict.cap(report, words) == words("report.verdict.below", least=50, grade="D")


def test_what_caps_the_grade_is_named_with_the_answers_that_occur_and_no_others() -> None:
    words = Words("ja")
    said = "必須の対策3件が「できていない」ため、ほかが満点でも判定はCどまりです。"
    assert verdict.cap(case("example"), words) == said
    assert "未回答" not in verdict.cap(case("long-rows"), words)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_every_critical_question_is_only_said_to_be_in_place_where_all_were_asked(name: str, lang: Language) -> None:
    report, words = case(name), Words(lang)
    said = verdict.cap(report, words) == words("report.verdict.by_score")
    assert said <= report.every_critical_in_place
    if report.scope.areas:
        assert (
            str(sum(entry.critical for entry in report.scope.areas))
            in re.findall(r"\d+", "".join((verdict.cap(report, words), verdict.not_asked_areas(report, words))))
            or len(report.scope.areas) > 1
        )


@pytest.mark.pdf
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_draft_shows_a_range_and_a_stamp_in_place_of_the_seals(lang: Language) -> None:
    report, words = case("draft"), Words(lang)
    card = report.scorecard
    text = text_of(printed("draft", lang), 0)
    assert plain(words("report.verdict.range", low=shown(card.score) or 0, high=shown(card.best) or 0)) in text
    assert plain(STAMP[lang]) in text
    assert plain(words("report.verdict.seal_day")) not in text.replace(plain(words("report.verdict.asked_title")), "")
    seals = text_of(printed("example", lang), 0)
    assert all(plain(words(f"report.verdict.seal_{key}")) in seals for key in ("assessor", "reviewer", "approved_by"))


@pytest.mark.pdf
@pytest.mark.pdf
def test_all_five_actions_stand_on_page_one_of_a_draft_of_a_firm_with_a_long_name() -> None:
    report, words = case("draft-long-name"), Words("ja")
    text = text_of(printed("draft-long-name", "ja"), 0)
    assert len(report.actions) == 5
    for step in report.actions:
        assert plain(words.text(step.gap.question.remedy.first)) in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_evidence_is_to_be_renewed_only_where_there_is_some(lang: Language) -> None:
    words, said = Words(lang), {}
    old = (Evidence(what="古い記録", dated=date(2020, 1, 1)),)
    for name, every in (("add", 0), ("renew", 1), ("renew_and_add", 2)):

        def aged(checklist: Checklist, assessment: Assessment, every: int = every) -> Assessment:
            for at, (_, question) in enumerate(asked(checklist, assessment)):
                pieces = old if every and at % every == 0 else ()
                answer = Answer(status=Status.YES, evidence=pieces)
                assessment = assessment.with_answer(question.id, answer)
            return assessment

        report = changed(aged)
        told = verdict.best(report, words)
        said[name] = told
        score = shown(report.scorecard.evidenced) or 0
        how = words(f"report.verdict.best_{name}")
        assert told == [words("report.verdict.best_evidence", score=score, how=how)]
    assert "新しく" not in said["add"][0]
    assert "renew" not in said["add"][0]


def test_overdue_promises_are_named_up_to_three_and_counted_beyond() -> None:
    one, seven = (text_of(printed(name, "ja"), 0) for name in ("example", "overdue-many"))
    report = case("example")
    assert plain(verdict.overdue_item(report.overdue[0], report, Words("ja"))) in one
    assert "45日遅れ" in one
    assert "期限を過ぎた約束7件" in seven
    assert "3ページ" in seven


def test_an_assessor_is_told_with_role_and_firm() -> None:
    assert summary_page(case("audit"), Words("ja")).assessor == (
        "山田 太郎(情報処理安全確保支援士、株式会社ひがし情報監査事務所)"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_proposals_are_worded_as_proposals_and_promises_are_not(lang: Language) -> None:
    words = Words(lang)
    first, promised = (_markup(case(name), words) for name in ("all-no", "overdue-many"))
    assert words("report.verdict.proposed_mark") in first
    assert words("report.verdict.promised") not in first
    assert words("report.verdict.proposed_mark") not in promised


def _markup(report: Report, words: Words) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page, "pages", lambda _: ONLY_TWO[:1])
        return page.report_markup(report, words)
