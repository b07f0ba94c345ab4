"""Page 3: every gap once, in the figures of the Report, on as few pages as hold it, whatever the firm answered."""

import re
from math import ceil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import rounds
from tests.pages import measured
from tests.render.report.owner_cases import CASES, at_random, case
from tests.render.report.owner_pages import printed, printed_at_random, texts
from tests.wider import in_each, usually

from tenken.render.charts.plan.rows import ALL_COLUMNS, RowKind
from tenken.render.charts.ruler import half_widths
from tenken.render.owner.money import money_page
from tenken.render.owner.plan import plan_sheets
from tenken.render.owner.plan_rows import ROOM, ROOM_LAST
from tenken.words import Language, Words

LANGUAGES: tuple[Language, ...] = ("ja", "en")
EVERY = [(name, lang) for name in CASES for lang in LANGUAGES]
USUAL: dict[Language, tuple[str, ...]] = {
    "ja": ("example", "all-no", "no-answer", "long", "huge"),
    "en": ("example", "all-yes-proved", "some-gaps", "no-exposure", "promised", "own"),
}
"""What is printed each time: the example, much and nothing of everything, and the longest texts and figures."""


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_every_gap_has_its_line_once_with_its_date(name: str, lang: Language) -> None:
    report, words = case(name), Words(lang)
    rows = [row for page in plan_sheets(report, words).pages for row in page.rows]
    tasks = [row for row in rows if row.kind is RowKind.TASK and row.step]
    soon = [step for step in report.gaps if not step.later]
    assert sorted(row.lead.split()[0] for row in tasks) == sorted(report.numbers[s.gap.question.id] for s in soon)
    for row in tasks:
        assert row.step is not None
        year, month, day = map(int, re.findall(r"\d+", row.rest)[:3])
        assert (year, month, day) == (row.step.due.year, row.step.due.month, row.step.due.day)
        assert (words("report.plan.proposal_short") in row.rest.split()) is not row.step.promised
    later = " ".join(row.lead for row in rows if row.kind is RowKind.LATER)
    numbers = [report.numbers[step.gap.question.id] for step in report.plan.later]
    assert re.findall(r"\d+-\d+", later) == numbers
    assert not numbers or words("report.plan.later", n=len(numbers)) in later


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_lines_fit_their_page_and_their_width(name: str, lang: Language) -> None:
    pages = plan_sheets(case(name), Words(lang)).pages
    lines = sum(len(page.rows) for page in pages)
    assert len(pages) <= max(1, ceil(lines / 44))
    assert [page.last for page in pages] == [False] * (len(pages) - 1) + [True]
    for page in pages:
        assert page.pitch >= 4
        assert len(page.rows) * page.pitch <= (ROOM_LAST if page.last else ROOM)
        assert not page.months.left_out
        for row in page.rows:
            assert half_widths(row.lead + row.rest + row.remark) <= ALL_COLUMNS
    for page in pages[1:]:
        assert page.rows[0].kind in (RowKind.HEAD, RowKind.LATER)
    for page in pages[:-1]:
        assert page.rows[-1].kind is not RowKind.HEAD


def test_more_than_44_lines_take_one_page_more() -> None:
    assert [len(plan_sheets(case(name), Words("ja")).pages) for name in ("example", "all-no", "promised")] == [1, 2, 2]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["example", "promised", "worse", "first-year", "draft"])
def test_the_summary_tells_the_counts_of_the_report(name: str, lang: Language) -> None:
    report, words = case(name), Words(lang)
    sheets, plan = plan_sheets(report, words), report.plan
    summary = sheets.summary.replace("2回以上", "")
    told = [int(found) for found in re.findall(r"(?<![-\d])\d+(?![-\d])", summary)]
    twice = [plan.put_off, plan.put_off_twice] if plan.put_off_twice else [plan.put_off]
    wanted = [plan.overdue, *twice, len(plan.dropped), plan.proposed]
    assert told == [count for count in wanted if count]
    assert str(plan.promised) in sheets.note or not plan.promised
    assert str(plan.proposed) in sheets.note or not plan.proposed


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_the_counts_under_the_months_are_all_there_and_add_up(name: str, lang: Language) -> None:
    report = case(name)
    bars = plan_sheets(report, Words(lang)).months
    assert (bars is None) is (not report.plan.groups)
    if bars:
        soon = [step for group in report.plan.groups for step in group.steps]
        for ruler, promised in ((bars.promised, True), (bars.proposed, False)):
            assert not ruler.left_out
            counts = [int(found) for found in re.findall(r"\d+", ruler.text)]
            assert sum(counts) == sum(step.promised is promised for step in soon)


def test_an_overdue_promise_says_how_late_it_is_and_a_postponed_one_how_often() -> None:
    rows = {row.lead.split()[0]: row for page in plan_sheets(case("example"), Words("ja")).pages for row in page.rows}
    assert rows["4-6"].remark == "45日遅れ"
    assert rows["4-5"].remark == "2回延期"
    assert rows["3-6"].remark == "期限がなくなった"
    assert not rows["1-9"].remark


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_track_tells_what_the_report_reaches(lang: Language) -> None:
    report = case("example")
    track = plan_sheets(report, Words(lang)).track
    assert track is not None
    assert (track.now, track.promised_end, track.all_end) == (60, 81, 100)
    assert [entry.letter for entry in track.thresholds] == ["A", "B", None]
    heights = [entry.y for entry in track.thresholds]
    assert heights == sorted(heights)


def test_without_gaps_evidence_is_to_be_renewed_by_its_last_day() -> None:
    report = case("all-yes-proved")
    sheets = plan_sheets(report, Words("ja"))
    rows = [row for row in sheets.pages[0].rows if row.kind is RowKind.EVIDENCE]
    assert len(rows) == 36
    days = [row.evidence.until for row in rows if row.evidence and row.evidence.until]
    assert days == sorted(days)
    assert days == [piece.until for _, piece in report.expiring[:36]]
    assert sheets.months is None
    assert f"{len(report.expiring)}件" in sheets.pages[0].rows[0].lead


def test_what_is_left_out_of_a_list_is_counted() -> None:
    for name, kind, of in (("all-yes", "bare", 78), ("no-answer", "open", 78), ("few-gaps", "first", 4)):
        rest = next(entry for entry in plan_sheets(case(name), Words("ja")).lists if entry.kind == kind)
        assert len(rest.rows) + rest.more == of


@pytest.mark.pdf
@pytest.mark.parametrize(("name", "lang"), in_each(CASES, USUAL))
def test_the_pages_are_as_many_as_planned_and_none_is_too_empty(name: str, lang: Language) -> None:
    pdf = printed(name, lang)
    pages = measured(pdf)
    assert len(pages) == len(plan_sheets(case(name), Words(lang)).pages) + 1
    for page in pages:
        assert page.empty <= 0.4, page
        assert page.smallest >= 7.95, page


@pytest.mark.pdf
def test_a_screen_reader_reads_each_task_on_one_line_in_order() -> None:
    page = texts(printed("example", "ja"))[0]
    lines = [" ".join(line.split()) for line in page.split("\n")]
    wanted = ["木村 約束 11・案 0・期限を過ぎた約束 1", "4-6 半年ごとの権限の棚卸し 2026/09/30 45日遅れ"]
    wanted += ["4-5 退職・異動時のID停止 2026/11/28 2回延期", "7-3 回復キーの保管 2027/01/13 案"]
    places = [lines.index(line) for line in wanted]
    assert places == sorted(places)


@given(st.integers(0, 10**6))
@settings(max_examples=rounds(12, 400), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_random_years_lose_no_gap_and_no_label(seed: int) -> None:
    report = at_random(seed)
    for lang in LANGUAGES:
        words = Words(lang)
        sheets, page4 = plan_sheets(report, words), money_page(report, words)
        tasks = [row.step for page in sheets.pages for row in page.rows if row.kind is RowKind.TASK]
        assert sorted(map(id, tasks)) == sorted(id(step) for step in report.gaps if not step.later)
        for page in sheets.pages:
            assert len(page.rows) * page.pitch <= (ROOM_LAST if page.last else ROOM)
            assert all(half_widths(row.lead + row.rest + row.remark) <= ALL_COLUMNS for row in page.rows)
        rulers = [page.months for page in sheets.pages]
        rulers += [sheets.months.promised, sheets.months.proposed] if sheets.months else []
        rulers += [page4.waterfall.names, page4.waterfall.figures] if page4.waterfall else []
        rulers += [page4.money.chart.axis] if page4.money else []
        assert not any(ruler.left_out for ruler in rulers)


@pytest.mark.pdf
@pytest.mark.parametrize("seed", usually(range(6), range(2)))
def test_random_years_keep_to_their_pages(seed: int) -> None:
    lang = LANGUAGES[seed % 2]
    pages = measured(printed_at_random(seed, lang))
    assert len(pages) == len(plan_sheets(at_random(seed), Words(lang)).pages) + 1
    assert all(page.empty <= 0.4 for page in pages), pages
