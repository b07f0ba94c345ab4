"""Laws of the cost of a leak: more people never cost less, low ≤ likely ≤ high, the sum is the sum."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tenken import data
from tenken.core.cost.formulas import CostRange
from tenken.core.cost.loss import Loss, estimate
from tenken.core.cost.reporting_duty import Applies
from tenken.core.model import LIMITS, Cause, DataItem, Exposure, Finder, Response, SocialStanding
from tenken.render.cost import as_json, sentences
from tenken.store.checklist import figures as store
from tenken.words import LANGUAGES, Words

FIGURES = store.load([data.folder("checklist")])[0]
WORDS = [Words(lang) for lang in LANGUAGES]

PERSONS = st.one_of(st.integers(0, 20_000), st.integers(*LIMITS["persons"]))
EXPOSURES = st.builds(
    Exposure,
    persons=PERSONS,
    items=st.lists(st.sampled_from(DataItem), max_size=6, unique=True).map(tuple),
    yearly_sales=st.none() | st.integers(*LIMITS["yearly_sales"]),
    card_share=st.none() | st.integers(*LIMITS["card_share"]),
    cash=st.none() | st.integers(*LIMITS["cash"]),
    yearly_profit=st.none() | st.integers(*LIMITS["yearly_profit"]),
    standing=st.none() | st.sampled_from(SocialStanding),
    cause=st.none() | st.sampled_from(Cause),
    found_by=st.none() | st.sampled_from(Finder),
    response=st.none() | st.sampled_from(Response),
    known_on=st.none() | st.dates(date(2000, 1, 1), date(2100, 12, 31)),
)


def of(exposure: Exposure) -> Loss:
    found = estimate(exposure, FIGURES)
    assert found
    return found


def in_order(span: CostRange) -> bool:
    return 0 <= span.low <= span.likely <= span.high


@given(EXPOSURES)
def test_low_is_at_most_likely_is_at_most_high_in_every_line_part_and_sum(exposure: Exposure) -> None:
    found = of(exposure)
    assert in_order(found.total)
    assert all(in_order(part.span) for part in found.parts)
    assert all(in_order(line.span) for part in found.parts for line in part.lines)


@given(EXPOSURES)
def test_the_sum_is_the_sum(exposure: Exposure) -> None:
    found = of(exposure)
    for name in ("low", "likely", "high"):
        lines = [getattr(line.span, name) for part in found.parts for line in part.lines]
        assert getattr(found.total, name) == sum(lines)
        assert getattr(found.total, name) == sum(getattr(part.span, name) for part in found.parts)


@given(EXPOSURES, PERSONS)
def test_more_persons_never_cost_less(exposure: Exposure, others: int) -> None:
    assert exposure.persons is not None
    fewer, more = sorted([exposure.persons, others])
    before, after = of(replace(exposure, persons=fewer)), of(replace(exposure, persons=more))
    for left, right in zip(before.parts, after.parts, strict=True):
        assert left.span.low <= right.span.low
        assert left.span.likely <= right.span.likely
        assert left.span.high <= right.span.high


@given(EXPOSURES, st.sampled_from(DataItem))
def test_another_kind_of_data_never_makes_the_leak_cheaper_or_less_reportable(
    exposure: Exposure, item: DataItem
) -> None:
    if not exposure.items:  # without any, name and address are taken
        return
    before, after = of(exposure), of(replace(exposure, items=(*exposure.items, item)))
    assert before.total.likely <= after.total.likely
    assert before.total.high <= after.total.high
    order = list(Applies)
    assert order.index(after.duty.due) <= order.index(before.duty.due)


@given(EXPOSURES)
def test_every_amount_is_its_printed_product(exposure: Exposure) -> None:
    for part in of(exposure).parts:
        for line in part.lines:
            for product in (line.low, line.likely, line.high):
                above, below = 1, 1
                for term in product.terms:
                    divides = {"per": (1, term.value), "share": (term.value, 100), "leaving": (term.value, 100)}
                    divides["days"] = (term.value, 365)
                    top, bottom = divides.get(term.role, (term.value, 1))
                    above, below = above * top, below * bottom
                assert product.yen == (above // below if product.terms else 0)


@given(EXPOSURES)
def test_everything_can_be_said_in_both_languages(exposure: Exposure) -> None:
    found = of(exposure)
    for words in WORDS:
        told = [sentences.summary(found, words), *sentences.against(found, words), sentences.scene(found, words)]
        told += [*sentences.notes(found, words), *sentences.remarks(found, words), *sentences.duty(found, words)]
        told += [sentences.line(found, words, brief=brief) for brief in (True, False)]
        told += [text for part in found.parts for line in part.lines for text in sentences.workings(line, words)]
        assert all(told)
        assert as_json.cost(found, words)["total"]["likely"] == found.total.likely
