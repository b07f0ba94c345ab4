"""What a leak costs: every sum of the source texts and of the reference, and three firms worked out by hand."""

from datetime import date
from fractions import Fraction

import pytest

from tenken import data
from tenken.core.cost.figures import CostPartKind, Figures, Unit, Verified, on
from tenken.core.cost.formulas import CostRange
from tenken.core.cost.loss import Loss, estimate, replay
from tenken.core.cost.reporting_duty import Applies, Threshold
from tenken.core.model import Cause, DataItem, Exposure, Response, SocialStanding
from tenken.store.checklist import figures as store

KNOWN = store.load([data.folder("checklist")])
FIGURES = KNOWN[0]

NAME, ADDRESS, PHONE, EMAIL, CARD = DataItem.NAME, DataItem.ADDRESS, DataItem.PHONE, DataItem.EMAIL, DataItem.CARD
MILLION = 1_000_000


def loss(figures: Figures = FIGURES, **known: object) -> Loss:
    found = estimate(Exposure(**known), figures)  # type: ignore[arg-type]
    assert found
    return found


def part(found: Loss, kind: CostPartKind) -> CostRange:
    return next(part.span for part in found.parts if part.kind is kind)


def line(found: Loss, name: str) -> CostRange:
    return next(line.span for part in found.parts for line in part.lines if line.id == name)


# D.1: the damages formula, one test for each sum that the reference names.

IMPROPER, PROPER, HIGH = Response.IMPROPER, Response.PROPER, SocialStanding.HIGH


@pytest.mark.parametrize(
    ("items", "response", "standing", "a_head"),
    [
        pytest.param((EMAIL,), None, None, 500 * 2 * 1, id="email only 1,000"),
        pytest.param((NAME, ADDRESS), None, None, 500 * 2 * 6, id="name and address 6,000"),
        pytest.param((NAME, ADDRESS), IMPROPER, None, 500 * 2 * 6 * 2, id="name and address, improper 12,000"),
        pytest.param((EMAIL, DataItem.PASSWORD), None, None, 500 * 6 * 1, id="email and password (Porsche) 3,000"),
        pytest.param((EMAIL, DataItem.PURCHASE), IMPROPER, None, 500 * 6 * 1 * 2, id="Urawa, improper 6,000"),
        pytest.param((CARD,), None, None, 500 * 26 * 1, id="card number and expiry only 13,000"),
        pytest.param((CARD,), None, HIGH, 500 * 26 * 1 * 2, id="card, financial firm 26,000"),
        pytest.param((NAME, ADDRESS, CARD), None, None, 500 * 26 * 6, id="name, address, card 78,000"),
        pytest.param((NAME, ADDRESS, DataItem.INCOME), None, None, 500 * 15 * 6, id="name, address, income 45,000"),
        pytest.param((NAME,), PROPER, None, 500 * 2 * 3, id="name alone: ease 3"),
        pytest.param((ADDRESS, PHONE), None, None, 500 * 2 * 3, id="address and phone: ease 3"),
        pytest.param((ADDRESS,), None, None, 500 * 2 * 1, id="address alone: ease 1"),
    ],
)
def test_the_damages_formula(
    items: tuple[DataItem, ...], response: Response | None, standing: SocialStanding | None, a_head: int
) -> None:
    found = loss(persons=1, items=items, response=response, standing=standing)
    assert found.damages.a_head == a_head


@pytest.mark.parametrize(
    ("mental", "economic", "sensitivity"),
    [(1, 1, 2), (1, 2, 6), (1, 3, 26), (2, 1, 11), (2, 2, 15), (2, 3, 35), (3, 1, 101), (3, 3, 125)],
)
def test_the_sensitivity_is_that_of_the_printed_table(mental: int, economic: int, sensitivity: int) -> None:
    kinds = [kind.item for kind in FIGURES.kinds.values() if (kind.mental, kind.economic) == (mental, economic)]
    assert kinds
    for item in kinds:
        assert loss(persons=1, items=(item,)).damages.sensitivity == sensitivity


def test_the_highest_level_of_each_side_counts_even_if_no_kind_has_both() -> None:
    found = loss(persons=1, items=(DataItem.ILLNESS, DataItem.INCOME))  # (3, 1) and (2, 2)
    assert (found.damages.mental, found.damages.economic, found.damages.sensitivity) == (3, 2, 105)


# D.2 to D.5


def test_ten_thousand_members_ordinary_web_leak_costs_18_7_to_24_3_million_before_recovery_and_prevention() -> None:
    found = loss(persons=10_000, items=(NAME, ADDRESS, EMAIL), cause=Cause.WRONGDOING)
    lines = ("investigation", "legal", "consulting", "notice", "newspaper", "call-centre")
    vouchers = part(found, CostPartKind.VOUCHERS).likely
    assert vouchers == 10_000 * 650 == 6_500_000
    low = sum(line(found, name).low for name in lines) + vouchers
    high = sum(line(found, name).high for name in lines) + vouchers
    assert low == 3_000_000 + 300_000 + 100_000 + 1_300_000 + 500_000 + 7_000_000 + 6_500_000 == 18_700_000
    assert high == 4_000_000 + 1_000_000 + 1_000_000 + 1_300_000 + 500_000 + 10_000_000 + 6_500_000 == 24_300_000
    assert found.total.low < found.survey.value == 29_550_000 < found.total.high
    assert found.total.likely == 25_506_600


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("notice", 130),
        ("voucher-usual", 500),
        ("voucher-handled", 650),
        ("voucher-card-possible", 3_000),
        ("voucher-card-confirmed", 10_000),
        ("survey-plain", 29_550_000),
        ("survey-card", 38_430_000),
        ("court-uji", 10_000 + 5_000),
        ("court-waseda", 5_000),
        ("court-yahoo", 5_000 - 500 + 1_000),
        ("court-tbc", 30_000 + 5_000),
        ("award-intimate", 17_000 + 5_000),
        ("court-benesse-tokyo", 2_000),
        ("court-benesse-osaka", 1_000),
        ("court-synform", 3_000 + 300),
        ("award-ordinary", 3_300),
        ("court-benesse-none", 0),
        ("card-share", 50),
        ("leaving", 10),
        ("stopped-days", (date(2009, 10, 5) - date(2009, 7, 23)).days),
    ],
)
def test_a_figure_is_that_of_the_reference(figure: str, value: int) -> None:
    assert FIGURES[figure].value == value


def test_the_award_of_2023_times_its_claimants_is_about_the_13_million_of_the_press() -> None:
    assert FIGURES["award-ordinary"].value * FIGURES["claimants"].value == 13_289_100


def test_intimate_data_brings_the_higher_award() -> None:
    assert part(loss(persons=100, items=(NAME, DataItem.BODY)), CostPartKind.CLAIMS).likely == 1 * 22_000
    assert part(loss(persons=100, items=(NAME, DataItem.PURCHASE)), CostPartKind.CLAIMS).likely == 1 * 3_300


# A: the source texts


def sums(case: str) -> dict[str, int]:
    scenario = FIGURES.scenario(case)
    assert scenario
    return {reckoning.id: reckoning.amount for reckoning in scenario.reckonings}


def test_alico_vouchers_18184_confirmed_and_110000_possible_511_840_000() -> None:
    assert sums("alico-2009")["vouchers-reported"] == 18_184 * 10_000 + 110_000 * 3_000 == 511_840_000


def test_alico_vouchers_with_the_rest_of_130000_517_288_000() -> None:
    assert sums("alico-2009")["vouchers-of-all"] == 18_184 * 10_000 + (130_000 - 18_184) * 3_000 == 517_288_000


def test_a_hundred_thousand_people_at_10000_yen_1_billion() -> None:
    assert sums("alico-2009")["hundred-thousand"] == 100_000 * 10_000 == 1_000_000_000


def test_130000_people_at_1000_yen_130_million() -> None:
    assert sums("alico-2009")["thousand-each"] == 130_000 * 1_000 == 130_000_000


def test_half_pay_by_card_a_tenth_leaves_sales_fall_by_5_per_cent() -> None:
    assert sums("alico-2009")["sales-share"] == 5
    found = loss(persons=1, yearly_sales=100 * MILLION)
    assert line(found, "leaving") == CostRange(0, 5 * MILLION, 5 * MILLION)


def test_porsche_28700_addresses_and_the_final_31574() -> None:
    assert sums("porsche-2018")["email-password"] == 28_700 * 3_000 == 86_100_000
    assert 23_151 + 5_568 + 2_855 == 31_574
    assert sums("porsche-2018")["final-count"] == 23_151 * 3_000 + (5_568 + 2_855) * 1_000 == 77_876_000


def test_urawa_200_mails_to_200_people_40000_disclosures() -> None:
    assert sums("urawa-2017")["disclosures"] == 200 * 200 == 40_000
    assert sums("urawa-2017")["improper-response"] == 200 * 6_000 == 1_200_000


@pytest.mark.parametrize("case", ["alico-2009", "porsche-2018", "urawa-2017"])
def test_a_case_done_again_agrees_with_its_own_sums(case: str) -> None:
    scenario = FIGURES.scenario(case)
    assert scenario
    played = replay(scenario, FIGURES)
    assert played
    expected = {"alico-2009": 26_000, "porsche-2018": 3_000, "urawa-2017": 6_000}
    assert played.loss.damages.a_head == expected[case]
    persons = scenario.exposure.persons
    assert part(played.loss, CostPartKind.CLAIMS).high == (persons or 0) * expected[case]
    told = [(reckoning.amount, reckoning.told) for reckoning in scenario.reckonings if reckoning.told]
    assert all(abs(amount - said) * 20 < said for amount, said in told)  # within 5 per cent of what was written


def test_alico_really_cost_6_7_billion_which_lies_above_the_estimate() -> None:
    scenario = FIGURES.scenario("alico-2009")
    assert scenario
    played = replay(scenario, FIGURES)
    assert played
    assert played.total
    assert played.total.value == 6_700_000_000
    assert played.a_head == 6_700_000_000 // 130_000 == 51_538
    assert played.place == "above"
    assert Fraction(511_840_000, 6_700_000_000) < Fraction(8, 100)


def test_where_a_case_names_no_total_none_is_made_up() -> None:
    scenario = FIGURES.scenario("urawa-2017")
    assert scenario
    played = replay(scenario, FIGURES)
    assert played
    assert (played.total, played.a_head, played.place) == (None, None, None)
    assert FIGURES.scenario("aig-edison-2009") is None


# Three firms by hand. The guide values: JNSA 2024, likely is the middle of the range.


def test_the_example_club_by_hand() -> None:
    found = loss(
        persons=1_200,
        items=(NAME, ADDRESS, PHONE, EMAIL),
        yearly_sales=98 * MILLION,
        cash=9 * MILLION,
        yearly_profit=4_200_000,
    )
    assert line(found, "investigation") == CostRange(3_000_000, (3_000_000 + 4_000_000) // 2, 4_000_000)
    assert line(found, "legal") == CostRange(300_000, 650_000, 1_000_000)
    assert line(found, "consulting") == CostRange(100_000, 550_000, 1_000_000)
    assert line(found, "notice") == CostRange(*[1_200 * 130] * 3) == CostRange(156_000, 156_000, 156_000)
    assert line(found, "newspaper") == CostRange(500_000, 500_000, 500_000)
    assert line(found, "call-centre") == CostRange(
        1_200 * 700, 1_200 * 850, 10_000_000
    )  # 7, 8.5 and 10 million for 10,000
    assert line(found, "recovery") == line(found, "prevention") == CostRange(0, 2_000_000, 20_000_000)
    assert part(found, CostPartKind.RESPONSE) == CostRange(
        3_000_000 + 300_000 + 100_000 + 156_000 + 500_000 + 840_000,
        3_500_000 + 650_000 + 550_000 + 156_000 + 500_000 + 1_020_000 + 2 * 2_000_000,
        4_000_000 + 1_000_000 + 1_000_000 + 156_000 + 500_000 + 10_000_000 + 2 * 20_000_000,
    )
    assert part(found, CostPartKind.VOUCHERS) == CostRange(1_200 * 500, 1_200 * 650, 1_200 * 650)
    # 1,200 × 4,027 ÷ 28,950,000 is a sixth of a person: one person sues; at worst all of them, 500 × 2 × 6 each
    assert part(found, CostPartKind.CLAIMS) == CostRange(0, 1 * 3_300, 1_200 * 6_000)
    # 98 million × 50 % × 10 %; at worst also 74 of 365 days without sales
    assert part(found, CostPartKind.SALES) == CostRange(0, 4_900_000, 4_900_000 + 98 * MILLION * 74 // 365)
    assert found.total == CostRange(5_496_000, 16_059_300, 89_404_493)
    assert found.against_cash
    assert found.against_cash.likely == Fraction(16_059_300, 9_000_000)  # 1.78 times the cash
    assert found.against_profit
    assert found.against_profit.likely == Fraction(16_059_300, 4_200_000)
    assert found.assumed == ("cause", "card_share")
    assert found.duty.due is Applies.YES  # more than 1,000 persons


def test_a_salon_with_200_customers_by_hand() -> None:
    found = loss(
        persons=200,
        items=(NAME, PHONE, DataItem.BODY),
        yearly_sales=30 * MILLION,
        card_share=40,
        cause=Cause.ACCIDENT,
        cash=3 * MILLION,
    )
    # an accident: nobody has to be found inside the systems, so that work stands under high alone, with its middle
    for name, middle in (("investigation", 3_500_000), ("consulting", 550_000), ("recovery", 2_000_000)):
        assert line(found, name) == CostRange(0, 0, middle)
    assert line(found, "prevention") == CostRange(0, 0, 2_000_000)
    assert part(found, CostPartKind.RESPONSE) == CostRange(
        300_000 + 200 * 130 + 500_000 + 200 * 700,
        650_000 + 200 * 130 + 500_000 + 200 * 850,
        3_500_000 + 1_000_000 + 550_000 + 200 * 130 + 500_000 + 10_000_000 + 2_000_000 + 2_000_000,
    )
    assert part(found, CostPartKind.VOUCHERS) == CostRange(200 * 500, 200 * 650, 200 * 650)
    # body measurements: level 2 of mental pain, so (10 + 1) × 500 × 3 (name) each at worst, and the award of TBC
    assert part(found, CostPartKind.CLAIMS) == CostRange(0, 22_000, 200 * 500 * 11 * 3)
    assert part(found, CostPartKind.SALES) == CostRange(
        0, 1_200_000, 1_200_000
    )  # 30 million × 40 % × 10 %; no day is stopped
    assert found.total == CostRange(1_066_000, 2_698_000, 24_206_000)
    assert found.assumed == ()
    assert found.duty.due is Applies.NO  # 200 persons, nothing sensitive, no card, no wrongdoing


def test_a_mail_order_firm_with_130000_customers_by_hand() -> None:
    found = loss(
        persons=130_000,
        items=(NAME, ADDRESS, DataItem.PURCHASE, CARD),
        yearly_sales=2_000 * MILLION,
        card_share=60,
        cause=Cause.WRONGDOING,
        cash=300 * MILLION,
    )
    assert line(found, "notice").likely == 130_000 * 130 == 16_900_000
    assert line(found, "call-centre") == CostRange(13 * 7_000_000, 13 * 8_500_000, 13 * 10_000_000)
    assert part(found, CostPartKind.RESPONSE) == CostRange(
        3_000_000 + 300_000 + 100_000 + 16_900_000 + 500_000 + 91_000_000,
        3_500_000 + 650_000 + 550_000 + 16_900_000 + 500_000 + 110_500_000 + 4_000_000,
        4_000_000 + 1_000_000 + 1_000_000 + 16_900_000 + 500_000 + 130_000_000 + 40_000_000,
    )
    assert part(found, CostPartKind.VOUCHERS) == CostRange(130_000 * 1_000, 130_000 * 3_000, 130_000 * 10_000)
    # 130,000 × 4,027 ÷ 28,950,000 = 18.08: nineteen people; at worst all, (1 + 25) × 500 × 6 each
    assert part(found, CostPartKind.CLAIMS) == CostRange(0, 19 * 3_300, 130_000 * 78_000)
    leaving = 2_000 * MILLION * 60 // 100 * 10 // 100
    assert part(found, CostPartKind.SALES) == CostRange(0, leaving, leaving + 2_000 * MILLION * 74 // 365)
    assert found.total == CostRange(241_800_000, 646_662_700, 12_158_879_452)
    assert found.survey.id == "survey-card"
    assert found.duty.thresholds[Threshold.PROPERTY] is Applies.YES
    assert found.duty.final.value == 60


# What is not known


def test_without_the_number_of_persons_there_is_no_estimate() -> None:
    assert estimate(Exposure(yearly_sales=1), FIGURES) is None


def test_nobodys_data_costs_nothing() -> None:
    found = loss(persons=0, items=(CARD,), yearly_sales=MILLION, cash=1)
    assert found.total == CostRange(0, 0, 0)
    assert all(part.known for part in found.parts)
    assert found.duty.due is Applies.NO


def test_unknown_sales_are_left_out_of_the_sum_and_said_to_be() -> None:
    found = loss(persons=100)
    assert [part.kind for part in found.parts if not part.known] == [CostPartKind.SALES]
    assert found.total == part(found, CostPartKind.RESPONSE) + part(found, CostPartKind.VOUCHERS) + part(
        found, CostPartKind.CLAIMS
    )
    assert found.against_cash is found.against_profit is None


def test_no_cash_or_a_loss_is_no_measure() -> None:
    found = loss(persons=100, cash=0, yearly_profit=-5)
    assert (found.against_cash, found.against_profit) == (None, None)


def test_without_kinds_of_data_name_and_address_are_taken() -> None:
    found = loss(persons=100)
    assert found.assumed == ("items", "cause")
    assert found.damages.a_head == loss(persons=100, items=(NAME, ADDRESS)).damages.a_head


def test_absurd_numbers_stay_exact() -> None:
    found = loss(persons=10**10, items=(CARD, NAME, ADDRESS), yearly_sales=10**15, standing=SocialStanding.HIGH)
    assert part(found, CostPartKind.CLAIMS).high == 10**10 * 500 * 26 * 6 * 2
    assert found.total.low < found.total.likely < found.total.high


# The duty to report


@pytest.mark.parametrize(
    ("known", "due", "days"),
    [
        ({"persons": 1_000, "items": (NAME,), "cause": Cause.ACCIDENT}, Applies.NO, 30),
        ({"persons": 1_001, "items": (NAME,), "cause": Cause.ACCIDENT}, Applies.YES, 30),
        ({"persons": 1, "items": (DataItem.ILLNESS,), "cause": Cause.ACCIDENT}, Applies.YES, 30),
        ({"persons": 1, "items": (CARD,), "cause": Cause.ACCIDENT}, Applies.YES, 30),
        ({"persons": 1, "items": (NAME,), "cause": Cause.WRONGDOING}, Applies.YES, 60),
        ({"persons": 1, "items": (DataItem.PASSWORD,), "cause": Cause.ACCIDENT}, Applies.PERHAPS, 30),
        ({"persons": 1, "items": (NAME,)}, Applies.PERHAPS, 30),
        ({"persons": 0, "items": (CARD,), "cause": Cause.WRONGDOING}, Applies.NO, 60),
    ],
)
def test_a_report_is_due_from_the_thresholds_of_rule_7(known: dict[str, object], due: Applies, days: int) -> None:
    found = loss(**known).duty  # type: ignore[arg-type]
    assert (found.due, found.final.value) == (due, days)


def test_the_time_limits_become_dates_with_the_day_of_learning_as_the_first() -> None:
    found = loss(persons=5, cause=Cause.WRONGDOING, known_on=date(2026, 11, 20)).duty
    assert found.first_days == (date(2026, 11, 22), date(2026, 11, 24))
    assert found.final_day == date(2027, 1, 18)
    assert loss(persons=5).duty.first_days is None


# The figures themselves


def test_every_figure_has_a_source_with_year_and_kind() -> None:
    for figure in FIGURES.figures.values():
        assert figure.what.ja
        assert figure.what.en
        assert 2000 <= figure.source.year <= 2026
        assert figure.low <= figure.likely <= figure.high
        if figure.verified is Verified.NO:
            assert figure.note, figure.id


def test_what_the_reference_forbids_to_print_as_fact_is_no_figure_and_no_surcharge_is_added() -> None:
    values = {figure.value for figure in FIGURES.figures.values()}
    assert 300_000 not in values  # the outdated fine of the second source text
    assert 6_000 not in values  # the first-instance award that no judgment confirms
    assert set(CostPartKind) - {part.kind for part in loss(persons=1).parts} == {CostPartKind.LAW}
    said = "".join(statement.text.ja for statement in FIGURES.statements)
    assert "課徴金は、この見積もりに加えていません" in said
    assert "確かめていません" in said


def test_a_past_estimate_keeps_its_figures_when_new_ones_come() -> None:
    from dataclasses import replace

    newer = replace(FIGURES, edition="breach-cost@2027", dated=date(2027, 11, 20))
    both = (newer, FIGURES)
    assert on(date(2026, 11, 14), both) is FIGURES  # older than any: the oldest
    assert on(date(2027, 3, 1), both) is FIGURES
    assert on(date(2027, 12, 1), both) is newer
    assert on(date(2027, 12, 1), ()) is None


def test_factors_are_no_money() -> None:
    money = (Unit.YEN, Unit.YEN_A_HEAD)
    assert all((FIGURES[name].unit in money) == (name == "jo-base") for name in FIGURES.figures if name[:2] == "jo")
