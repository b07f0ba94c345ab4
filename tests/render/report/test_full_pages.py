"""What the full report's pages work out for themselves: gists, cards, pairs, and products that add up."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.render.report.owner_cases import CASES, case

from tenken.core.model import Answer, Status, Verdict
from tenken.render.owner.fitting import LONGEST_GIST, gist
from tenken.render.report.full_pages import (
    is_long,
    law,
    now,
    pairs,
    products,
    tenths,
    with_cards,
    without_cards,
)
from tenken.templating import ems
from tenken.words import Words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "3台とも無効。大会にも持って行く。来年の春までに、持ち出すノートの全台を暗号化し終えたいと考えている。",
            "3台とも無効。大会にも持って行く。",
        ),
        ("手順書がない。", "手順書がない。"),
        ("手順書がない。\n二行目。", "手順書がない。"),
        ("All laptops are open. They go to every match of the season and back again.", "All laptops are open."),
        ("", "…"),
    ],
)
def test_a_gist_is_the_first_whole_sentences_that_fit(text: str, told: str) -> None:
    assert gist(text) == told


def test_a_first_sentence_that_is_too_long_is_cut_at_a_phrase() -> None:
    told = gist(
        "この1年に辞めた4名のIDは、辞めてから平均23日使えたことが、十月二十日になってようやく分かり、すぐに止めた。"
    )
    assert told.endswith("…")
    assert (
        told[:-1]
        in "この1年に辞めた4名のIDは、辞めてから平均23日使えたことが、十月二十日になってようやく分かり、すぐに止めた。"
    )
    assert ems(told) > LONGEST_GIST / 2


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=300))
def test_a_gist_never_takes_more_than_its_room_and_never_adds_words(text: str) -> None:
    told = gist(text)
    assert ems(told) <= LONGEST_GIST + 1
    assert "".join(told.removesuffix("…").split()) in "".join(text.split())


def test_what_an_assessor_found_comes_before_the_note() -> None:
    said = Answer(
        status=Status.YES, note="すべて済み。", verdict=Verdict(status=Status.NO, finding="2台が抜けている。")
    )
    assert now(said) == "2台が抜けている。"
    assert now(replace(said, verdict=None)) == "すべて済み。"
    assert now(Answer(status=Status.NO)) == ""


def test_long_texts_take_a_row_of_their_own() -> None:
    assert not is_long(Answer(status=Status.NO, note="短い。" * 20))
    assert is_long(Answer(status=Status.NO, note="長い。" * 120))
    assert is_long(Answer(status=Status.NO, note="一\n" * 40))
    assert is_long(Answer(status=Status.NO, verdict=Verdict(status=Status.NO, finding="長い。" * 120)))


@pytest.mark.parametrize("name", CASES)
def test_every_gap_is_told_once_on_a_card_or_after_them(name: str) -> None:
    report = case(name)
    told, others = with_cards(report), without_cards(report)
    assert sorted(map(id, (*told, *others))) == sorted(map(id, report.gaps))
    assert all(step.gap.question.critical for step in told[10:])
    assert not any(step.gap.question.critical for step in others)
    for steps in (told, others):
        rows = pairs(steps, Words("ja"))
        assert sorted(id(step) for row in rows for step in row) == sorted(map(id, steps))
        assert all(len(row) == 2 for row in rows[:-1])
        order = [steps.index(row[0]) for row in rows]
        assert order == sorted(order)


@pytest.mark.parametrize("name", CASES)
def test_printed_products_add_up_to_the_printed_total(name: str) -> None:
    workings = case(name).arithmetic
    told = products(workings)
    assert sum(told.rows.values(), Fraction(0)) == told.total
    assert abs(told.total - workings.product) <= Fraction(1, 200)
    exact = {row.number: row.product for row in workings.rows if row.product is not None}
    assert told.rows.keys() == exact.keys()
    assert all(abs(value - exact[number]) < Fraction(1, 100) for number, value in told.rows.items())


def test_tenths_have_one_place_and_round_halves_up() -> None:
    assert [tenths(Fraction(n, 100)) for n in (0, 4, 5, 250, 999, 1000)] == ["0.0", "0.0", "0.1", "2.5", "10.0", "10.0"]


def test_articles_are_named_in_the_readers_words() -> None:
    question = case("example").gaps[0].gap.question
    coded = replace(question, refs={"appi": ("GL10-6(1)", "L26", "R7")})
    assert law(coded, Words("ja")) == ["10-6(1)", "法26条", "規則7条"]
    assert law(coded, Words("en")) == ["10-6(1)", "Act 26", "Rules 7"]
    assert law(replace(question, refs={}), Words("ja")) == []
