"""Page 2, everything at a glance: every question and every gap is on it, and its figures are those of the Report."""

import re

import pytest
from tests.render.report.test_summary_page import USUAL, plain, printed, text_of
from tests.render.report.verdict_cases import CASES, case
from tests.wider import in_each

from tenken.core.model import Effort
from tenken.core.scoring.gaps import Importance
from tenken.core.scoring.score import shown
from tenken.render.owner.glance import glance_page
from tenken.render.owner.verdict import SYMBOLS, symbol
from tenken.words import LANGUAGES, Language, Words


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_every_gap_stands_in_the_matrix_once_in_its_row_and_column(name: str, lang: Language) -> None:
    report = case(name)
    page = glance_page(report, Words(lang))
    rows = {line.importance: line.cells for line in page.matrix}
    seen = 0
    for step in report.gaps:
        question = step.gap.question
        cell = rows[step.gap.importance][list(report.matrix.columns).index(question.remedy.effort)]
        item = f"{symbol(step.gap.status)} {report.numbers[question.id]}"
        assert len(re.findall(rf"{re.escape(item)}(?!\d)", cell)) == 1
        seen += 1
    told = sum(len(re.findall(r"[●◐○﹖・] \d+-\d+", cell)) for cells in rows.values() for cell in cells)
    assert told == seen == len(report.gaps)


@pytest.mark.parametrize("name", CASES)
def test_the_symbols_of_the_map_are_the_answers_in_order(name: str) -> None:
    report = case(name)
    page = glance_page(report, Words("ja"))
    drawn = [sign for line in page.symbols.split("\n") for sign in line]
    told = [
        SYMBOLS[str(cell.status)] if cell and cell.status else "\u3000"
        for entry in page.map.lines
        for cell in entry.cells
    ]
    assert drawn == told
    numbers = [cell.number for entry in page.map.lines for cell in entry.cells if cell]
    assert numbers == [line.number for area in report.areas for line in area.answers]


@pytest.mark.pdf
@pytest.mark.parametrize(("name", "lang"), in_each(("example", "draft", "all-no", "expiring", "own"), USUAL))
def test_the_counts_and_scores_are_those_of_the_report(name: str, lang: Language) -> None:
    report, words = case(name), Words(lang)
    text = text_of(printed(name, lang), 1)
    for status, n in report.statuses.items():
        if n:
            said = words(f"status.{status}")
            assert plain(f"{said[:1].upper()}{said[1:]}{n}") in text
    page = glance_page(report, words)
    assert plain(page.figures) in text
    assert [int(line) for line in page.figures.split("\n")] == [
        *(shown(row.page.score.tally.score) for row in report.glance),
        shown(report.scorecard.score),
    ]
    for effort, total in zip(report.matrix.columns, report.matrix.totals, strict=True):
        if report.gaps:
            assert plain(words(f"report.glance.column_{effort}", n=total)) in text
    if report.open:
        assert str(len(report.open)) in text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_who_hears_the_map_hears_its_figures(name: str, lang: Language) -> None:
    report, words = case(name), Words(lang)
    told = glance_page(report, words).alt
    for row in report.glance:
        score = row.page.score.tally
        assert words.text(row.page.score.area.title) in told
        for status, n in row.page.statuses.items():
            if n:
                assert words("report.areas.part", status=words(f"status.{status}"), n=n) in told
        if score.score is not None:
            assert str(shown(score.score)) in told
            assert str(shown(score.evidenced)) in told


def test_many_gaps_are_named_by_their_numbers_and_that_is_said() -> None:
    page = glance_page(case("all-no"), Words("ja"))
    assert "番号だけ" in page.gaps_note
    assert Importance.HIGH not in {line.importance for line in page.matrix}  # a row without a gap goes
    assert len(page.matrix[0].cells) == len(Effort)


def test_where_nothing_falls_short_the_evidence_that_expires_next_fills_the_page() -> None:
    report = case("expiring")
    page = glance_page(report, Words("ja"))
    assert page.matrix == ()
    first = page.lists[0]
    assert first.title == "足りない質問はありません"
    assert len(first.rows) > 10
    assert [row[1] for row in first.rows] == [piece.evidence.what for _, piece in report.expiring[: len(first.rows)]]
    assert str(len(report.expiring) - len(first.rows)) in first.more


@pytest.mark.parametrize("name", CASES)
def test_what_a_list_leaves_out_is_told_by_its_number(name: str) -> None:
    report = case(name)
    for listing in glance_page(report, Words("ja")).lists:
        if listing.rows and not listing.dated:
            whole = int(re.findall(r"\d+", listing.title)[0])
            assert len(listing.rows) == whole or str(len(listing.rows)) in listing.note
