"""What the sections of the full report tell: everything of every answer once, every gap, every case, every code."""

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from tests.render.report.full_shell import full_markup, plain
from tests.render.report.owner_cases import CASES, case
from tests.render.report.test_facts import ANSWERED, FACTS, reported, told
from tests.wider import usually

from tenken.core.model import Assessment, Checklist, Status
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.evidence_validity import EvidenceValidity
from tenken.phrases import Medium
from tenken.render.owner.fitting import gist
from tenken.render.report.full_pages import codes
from tenken.words import LANGUAGES, Language, Words


def section(markup: str, name: str) -> str:
    """One section of a page, from its first tag to its last."""
    start = markup.index(f'<section id="{name}"')
    return markup[start : markup.index("</section>", start)]


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("medium", usually(Medium, [Medium.PRINT]))
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_every_case_can_be_told(name: str, lang: Language, medium: Medium) -> None:
    page = full_markup(case(name), Words(lang), medium)
    assert page.count("<section ") == page.count("</section>") > 4
    assert "None" not in plain(page)


def test_each_fact_of_an_answer_stands_in_the_full_report(
    assess: Callable[[str], tuple[Checklist, Assessment]],
) -> None:
    assert "CANARY" in ANSWERED
    page = plain(full_markup(reported(assess, ReportProfile.FULL), Words("ja")))
    for fact, parts in FACTS.items():
        for part in parts:
            figures = f"{part:%Y/%m/%d}" if isinstance(part, date) else ""
            assert told(fact, part, "html", page, Words("ja")) or (figures and figures in page), (fact, part)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_note_and_every_case_stands_once(lang: Language) -> None:
    report = case("example")
    page = plain(full_markup(report, Words(lang)))
    for line in (line for area in report.areas for line in area.answers):
        if note := line.question_score.answer.note:
            gap = line.question_score.status in (Status.PARTIAL, Status.NO, Status.UNKNOWN)
            assert page.count(bare(note)) == 1 + (gap and gist(note) == note), (
                line.number
            )  # a short one is its own gist
    for use in report.cases:
        assert page.count(bare(Words(lang).text(use.case.what))) == 1
        assert all(bare(Words(lang).case_source(source)) in page for source in use.case.sources)


def test_each_case_behind_an_asked_question_stands_once_with_those_questions() -> None:
    report, words = case("example"), Words("ja")
    told = section(full_markup(report, words), "cases")
    wanted = {item.question.case for item in report.scorecard.questions} - {None}
    assert re.findall(r'<h3 id="case-([^"]+)"', told) == [use.case.id for use in report.cases]
    assert {use.case.id for use in report.cases} == wanted
    for item in report.scorecard.questions:
        named = f"{report.numbers[item.question.id]}{bare(words.text(item.question.name))}"
        assert (named in plain(f"<body>{told}")) == (item.question.case is not None)
    links = re.findall(r'href="#case-([^"]+)"', full_markup(report, words))
    assert sorted(links) == sorted(step.gap.question.case for step in report.gaps if step.gap.question.case)


def test_every_gap_has_its_row_with_who_and_until_when() -> None:
    report = case("example")
    words = Words("ja")
    rows = re.findall(r"<tr>.*?</tr>", section(full_markup(report, words), "gaps"), re.DOTALL)[1:]
    assert len(rows) == len(report.gaps)
    for row, step in zip(rows, report.gaps, strict=True):
        seen = plain(f"<body>{row}")
        assert report.numbers[step.gap.question.id] in seen
        assert f"{'◆' if step.promised else '□'}{step.due:%Y/%m/%d}" in seen
        assert bare(words.text(step.gap.question.remedy.first)) in seen
        assert bare(step.person or "代表者") in seen
        assert (f"{step.days_late}日遅れ" in seen) == step.overdue


def test_evidence_that_does_not_count_is_marked_alike_everywhere() -> None:
    report = case("example")
    page = section(full_markup(report, Words("ja")), "answers")
    ages = [piece.age for _, piece in report.evidence]
    assert page.count('<b class="warn">') == sum(age is not EvidenceValidity.VALID for age in ages) > 0
    assert plain(f"<body>{page}").count("で期限切れ)") == ages.count(EvidenceValidity.STALE)


def test_a_question_that_does_not_apply_gives_its_reason_inline() -> None:
    report = case("example")
    page = plain(full_markup(report, Words("ja")))
    assert report.statuses[Status.NA] == page.count("対象外理由")


def test_the_matrix_holds_every_code_of_every_gap() -> None:
    report = case("example")
    rows = section(full_markup(report, Words("ja")), "coverage").split("<tr>")
    for step in report.gaps:
        question = step.gap.question
        row = next(row for row in rows if f" {report.numbers[question.id]}</th>" in row)
        for entry in report.coverage:
            for code in codes(question, entry.standard.id, entry.standard.key):
                assert code in row


@pytest.mark.parametrize("name", ["example", "draft", "all-no", "own"])
def test_the_score_can_be_worked_out_from_the_page(name: str) -> None:
    report = case(name)
    page = section(full_markup(report, Words("ja")), "method")
    rows = re.findall(r"<tr><th.*?</tr>", page, re.DOTALL)[1:]
    products = weights = Fraction(0)
    for row in rows:
        earned, weight, points, area_weight, product = (
            Fraction(cell.replace(",", "")) for cell in re.findall(r'<td class="num">([^<]*)</td>', row)
        )
        assert abs(earned / weight * 100 - points) < Fraction(1, 100)
        assert abs(points * area_weight - product) < Fraction(area_weight + 1, 100)
        products += product
        weights += area_weight
    assert f">{weights}<" in page
    assert f">{Words('ja').hundredths(products)}<" in page
    assert report.scorecard.score is not None
    assert int(products / weights) == int(report.scorecard.score * 100)


def test_open_questions_are_listed_in_order_with_last_years_answers() -> None:
    report = case("draft")
    page = plain(full_markup(report, Words("ja")))
    start = page.index("まだ答えていない質問")
    places = [page.index(report.numbers[gap.question.id] + bare(gap.question.name.ja), start) for gap in report.open]
    assert places == sorted(places)
