"""Page 4: figures that add up and agree with each other and the Report, on one page in every case."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import PLACES, TODAY
from tests.render.report.owner_cases import CASES, case, changed, exposed
from tests.render.report.owner_pages import printed, texts

from tenken.core.cost import figures
from tenken.core.cost.loss import estimate
from tenken.core.model import Cause, DataItem, Exposure
from tenken.render.charts.cost import chart
from tenken.render.charts.cost import printed as printed_rows
from tenken.render.charts.waterfall import waterfall
from tenken.render.owner.money import money_page
from tenken.store.checklist import library
from tenken.words import Language, Words

LANGUAGES: tuple[Language, ...] = ("ja", "en")
KNOWN = figures.on(TODAY, library.load(PLACES).figures)
EXPOSURES = st.builds(
    Exposure,
    persons=st.integers(1, 10**10),
    items=st.lists(st.sampled_from(DataItem), max_size=4, unique=True).map(tuple),
    yearly_sales=st.none() | st.integers(0, 10**15),
    cash=st.none() | st.integers(0, 10**15),
    yearly_profit=st.none() | st.integers(-(10**15), 10**15),
    cause=st.none() | st.sampled_from(Cause),
)


@given(EXPOSURES)
def test_the_printed_rows_add_up_to_the_printed_total(exposure: Exposure) -> None:
    assert KNOWN is not None
    loss = estimate(exposure, KNOWN)
    assert loss is not None
    rows, total = printed_rows(loss)
    for lang in LANGUAGES:
        words = Words(lang)
        for name in ("low", "likely", "high"):
            assert sum(getattr(row, name) for row in rows) == getattr(total, name)
            assert words.yen(getattr(total, name)) == words.yen(getattr(loss.total, name))
        told = chart(loss, words)
        assert told.rows[-1].told[1] == words.yen(loss.total.likely)
        assert not told.axis.left_out
        assert len({len(row.text.split()) > 0 for row in told.rows}) == 1


def test_what_is_something_and_rounds_to_nothing_is_not_called_nothing() -> None:
    loss = case("example").loss
    assert loss is not None
    claims = chart(loss, Words("ja")).rows[2]
    assert claims.told[:2] == ("0円", "10万円未満")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("cause", [None, *Cause])
def test_the_leak_of_the_estimate_and_that_of_the_time_limit_are_the_same(cause: Cause | None, lang: Language) -> None:
    words = Words(lang)
    page = money_page(changed(exposed(Exposure(persons=1200, cause=cause))), words)
    assert page.money is not None
    assert page.duty is not None
    accident = cause is Cause.ACCIDENT
    days = 30 if accident else 60
    assert words(f"report.money_page.cause_{cause or 'assumed'}") in page.money.remarks
    assert int(re.findall(r"\d+", page.duty.lead)[0]) == days
    assert page.duty.found.imagined == ("accident" if accident else "wrongdoing")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["example", "draft", "worse"])
def test_the_waterfall_adds_up_to_what_the_report_says(name: str, lang: Language) -> None:
    comparison = case(name).comparison
    assert comparison is not None
    drawn = waterfall(comparison, Words(lang), 30)
    assert drawn is not None
    assert not drawn.names.left_out
    assert not drawn.figures.left_out
    first, *steps, last = [Fraction(figure.replace("−", "-").replace("+", "")) for _, figure in drawn.told]
    assert (first, last) == (comparison.printed_start, comparison.printed_end)
    assert first + sum(steps) == last


@pytest.mark.parametrize("name", ["example", "draft", "worse", "no-exposure"])
def test_promises_are_told_in_the_counts_of_the_report_and_add_up(name: str) -> None:
    report = case(name)
    lists = money_page(report, Words("ja")).lists
    assert lists is not None
    assert report.promises is not None
    assert report.comparison is not None
    last_year, _, besides = lists.promises.partition("。")
    told = {text: int(n) for text, n in re.findall(r"([^、 \d()]+?)(\d+)件", last_year)}
    counts = report.promises
    names = {"終えた": counts.kept, "延期した": counts.put_off, "期限を過ぎた": counts.overdue}
    names |= {"期限がなくなった": counts.dropped, "答えを確かめていない": counts.unconfirmed}
    assert told == {name: count for name, count in names.items() if count}
    assert sum(told.values()) == counts.total == lists.promises_count
    followed = {change.question.id for promise in report.comparison.promises for change in promise.followed_by}
    fresh = sum(bool(step.moved) and step.gap.question.id not in followed for step in report.gaps)
    assert (f"{fresh}件" in besides) is bool(fresh)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in CASES if case(name).comparison])
def test_every_question_that_moved_is_named_or_counted(name: str, lang: Language) -> None:
    report, words = case(name), Words(lang)
    lists = money_page(report, words).lists
    assert lists is not None
    assert report.comparison is not None
    for text, found in ((lists.improved, "improved"), (lists.worse_named, "worsened")):
        told = len(re.findall(r"(?<!\d)\d+-\d+ ", text))
        more = re.search(r"ほか(\d+)問$|and (\d+) more$", text)
        left = int(next(filter(None, more.groups()))) if more else 0
        with_notes = len(lists.worse) if found == "worsened" else 0
        assert told + left + with_notes == len(report.comparison.of(found))


def test_readiness_says_who_promised_what_until_when() -> None:
    duty = money_page(case("example"), Words("ja")).duty
    assert duty is not None
    assert duty.ready == "国への報告の判定と期限(6-5)は「できていない」。北浜が12月14日までに終える約束です。"
    proposed = money_page(case("all-no"), Words("ja")).duty
    assert proposed is not None
    assert "まだ約束になっていません" in proposed.ready
    own = money_page(case("own"), Words("en")).duty
    assert own is not None
    assert own.ready == ""


def test_without_a_number_of_members_the_time_limits_come_first() -> None:
    page = money_page(case("no-exposure"), Words("ja"))
    assert page.money is None
    assert page.duty_first
    assert "本人への通知など" not in {about for about, _ in page.law}
    assert [about for about, _ in page.law][:1] == ["report"]


def test_the_first_year_shows_the_answers_of_each_area() -> None:
    report = case("first-year")
    page = money_page(report, Words("ja"))
    assert page.lists is None
    assert page.areas is not None
    for row, area in zip(page.areas.rows, report.areas, strict=True):
        counts = [int(found) for found in re.findall(r"(?<= )\d+(?= |$)", row)]
        assert sum(counts) == len(area.answers)


def test_a_switched_off_part_leaves_the_other() -> None:
    report = case("example")
    off = replace(report, brand=replace(report.brand, without=("cost",)))
    page = money_page(off, Words("ja"))
    assert page.money is None
    assert page.duty is None
    assert page.lists is not None
    off = replace(report, brand=replace(report.brand, without=("years",)))
    page = money_page(off, Words("ja"))
    assert page.lists is None
    assert page.money is not None


@pytest.mark.pdf
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_the_figures_of_the_report(lang: Language) -> None:
    report, words = case("example"), Words(lang)
    text = "".join(texts(printed("example", lang))[-1].split())
    loss = report.loss
    assert loss is not None
    said = [words.yen(loss.total.likely), words.yen(loss.total.high), "39.32", "60.58", "+27.01"]
    for figure in said:
        assert "".join(figure.split()) in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_got_worse_stands_with_its_note_and_all_that_got_better_is_named(lang: Language) -> None:
    lists = money_page(case("example"), Words(lang)).lists
    assert lists is not None
    assert [item.number for item in lists.worse] == ["1-5", "4-11"]
    assert all(item.note and item.who for item in lists.worse)
    assert lang == "en" or len(re.findall(r"\d+-\d+ ", lists.improved)) == 14
