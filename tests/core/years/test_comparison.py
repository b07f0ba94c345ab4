"""Two years of an edition small enough to check in one's head, and its successor with every kind of change."""

from datetime import date
from fractions import Fraction

import pytest
from tests.years import PLACES, now, then, year

from tenken.core.years.changes import ChangeKind
from tenken.core.years.comparison import Comparison, compare
from tenken.core.years.lineage import MatchedBy, relate
from tenken.core.years.promises import Promise, PromiseOutcome
from tenken.core.years.trend import follow
from tenken.core.years.waterfall import WaterfallReason
from tenken.store.checklist import editions


def kinds(found: Comparison) -> dict[str, str]:
    return {change.question.id: str(change.kind) for change in found.changes}


def test_each_step_of_the_waterfall_is_what_a_hand_works_out() -> None:
    found = compare(then(), now())
    people, machines = Fraction(4, 6), Fraction(5 + 2 * 3 + 2 * 1, 2 * 13)
    states = [
        (1 * people + 3 * machines) / 4,  # as scored
        (1 * people + 3 * Fraction(5 + 6, 24)) / 4,  # without machines-04
        (2 * Fraction(4, 7) + 3 * Fraction(3 + 4, 2 * 11)) / 5,  # club@2: people-05 the worse of two, 11 and 12 partial
        (2 * Fraction(4, 7) + 3 * Fraction(7, 14)) / 5,  # machines-03 is not asked without a shop
        (2 * Fraction(8 + 3, 14) + 3 * Fraction(6 + 4, 14)) / 5,  # people-05 and machines-11 are better
        (2 * Fraction(11, 14) + 3 * Fraction(6, 14)) / 5,  # machines-12 is worse
        (2 * Fraction(11, 14) + 3 * Fraction(6, 14)) / 5,  # nothing is unconfirmed
        (2 * Fraction(11, 14) + 3 * Fraction(6 + 4, 18)) / 5,  # machines-09 is new
    ]
    assert [fall.before for fall in found.steps] == states[:-1]
    assert [fall.after for fall in found.steps] == states[1:]
    assert [fall.step for fall in found.steps] == list(WaterfallReason)
    assert found.as_scored.last == Fraction(13, 24)
    assert found.as_scored.this == Fraction(68, 105)
    assert (found.like_for_like.last, found.like_for_like.this, found.common) == (states[3], states[6], 4)
    assert found.lineage.kinship is MatchedBy.TRACED


def test_the_printed_figures_add_up() -> None:
    found = compare(then(), now())
    assert found.printed_start == Fraction("54.17")
    assert [fall.printed_effect for fall in found.steps] == [
        Fraction(text) for text in ("-3.13", "-9.09", "10.91", "21.43", "-17.15", "0", "7.62")
    ]
    assert found.printed_end == Fraction("64.76")


def test_every_question_has_its_kind() -> None:
    assert kinds(compare(then(), now())) == {
        "people-01": "same",
        "people-05": "improved",
        "machines-11": "improved",
        "machines-12": "worsened",
        "machines-03": "no_longer_applicable",
        "machines-09": "new",
        "machines-04": "retired",
    }


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ({"machines_01": "yes"}, {"machines_12": "yes"}, "same"),
        ({"machines_01": "no"}, {"machines_12": "unknown"}, "same"),
        ({"machines_01": "na"}, {"machines_12": "yes"}, "newly_applicable"),
        ({"machines_01": "yes"}, {"machines_12": "na"}, "no_longer_applicable"),
        ({"machines_01": "na"}, {"machines_12": "na"}, "same"),
    ],
)
def test_a_change_of_value_decides(before: dict[str, str], after: dict[str, str], kind: str) -> None:
    found = compare(then(**before), now(**after))
    told = kinds(found)["machines-12"]
    assert told == ("reworded" if kind == "same" else kind)  # a part of a split question has other words


def test_what_is_worded_anew_and_answered_alike_is_reworded() -> None:
    found = compare(then(people_02="partial"), now())
    assert kinds(found)["people-05"] == "reworded"
    assert kinds(found)["people-01"] == "same"


def test_a_merged_question_begins_with_the_worst_of_its_parents() -> None:
    for first, second, worst in [
        ("yes", "no", "no"),
        ("partial", "yes", "partial"),
        ("na", "yes", "yes"),
        ("na", "na", "na"),
        ("unknown", "partial", "unknown"),
    ]:
        found = compare(then(people_02=first, machines_02=second), now())
        change = next(change for change in found.changes if change.question.id == "people-05")
        assert str(change.last.status) == worst
        assert [origin.id for origin in change.origins] == ["people-02", "machines-02"]


def test_unanswered_is_unconfirmed_and_never_worse() -> None:
    this = year("club@2", "2026-11-20", "profile = { shop = false }\n", people_01="yes")
    found = compare(then(people_02="yes"), this)
    assert kinds(found)["people-05"] == kinds(found)["machines-11"] == "unconfirmed"
    assert found.of(ChangeKind.WORSENED) == ()
    assert found.effect(WaterfallReason.WORSENED) == 0
    assert found.effect(WaterfallReason.UNCONFIRMED) < 0


def test_a_deeper_assessment_compares_what_is_common_and_calls_the_rest_new() -> None:
    last = year("club@1", "2025-11-20", depth="quick", people_01="yes", people_02="yes", machines_01="no")
    this = year("club@1", "2026-11-20", people_01="yes", people_02="yes", machines_01="no", machines_04="yes")
    assert kinds(compare(last, this)) == {
        "people-01": "same",
        "people-02": "same",
        "machines-01": "same",
        "machines-02": "same",
        "machines-04": "new",
    }
    assert kinds(compare(this, last))["machines-04"] == "no_longer_applicable"


def test_the_profile_makes_questions_apply_and_not_apply() -> None:
    said = {"people_01": "yes", "machines_03": "no"}
    without, with_site = (
        year("club@1", day, f"profile = {{ website = {site} }}\n", **said)
        for day, site in (("2025-11-20", "false"), ("2026-11-20", "true"))
    )
    assert kinds(compare(without, with_site))["machines-03"] == "newly_applicable"
    assert kinds(compare(with_site, without))["machines-03"] == "no_longer_applicable"


def test_what_rose_only_because_something_was_left_out_is_called_that() -> None:
    last = then()
    honest = compare(last, then(machines_03="partial"))
    left_out = compare(last, then(machines_03="na"))
    both = compare(last, then(machines_03="na", people_02="yes"))
    spoiled = compare(last, then(machines_03="na", people_02="partial", people_01="no"))
    assert [found.only_rose_by_omission for found in (honest, left_out, both, spoiled)] == [False, True, False, True]
    assert left_out.as_scored.difference
    assert left_out.as_scored.difference > 0


def test_not_scored_on_one_side_is_no_difference() -> None:
    nothing = dict.fromkeys(("people_01", "people_02", "machines_01", "machines_02"), "na")
    found = compare(then(), year("club@1", "2026-11-20", depth="quick", **nothing))
    assert (found.steps, found.as_scored.difference, found.as_scored.this) == ((), None, None)
    assert (found.printed_end, found.only_rose_by_omission) == (None, False)
    assert found.like_for_like.difference is None


def test_editions_without_lineage_compare_equal_ids_and_say_so() -> None:
    last = year("trio@1", "2025-11-20", all_01="yes", all_02="no", all_03="yes")
    found = compare(last, now())
    assert found.by_id_only
    assert {change.kind for change in found.changes} == {ChangeKind.NEW, ChangeKind.RETIRED}
    assert found.common == 0
    assert sum(fall.effect for fall in found.steps) == found.as_scored.difference
    back = compare(now(), then())
    assert back.by_id_only
    assert kinds(back)["people-01"] == "same"
    assert kinds(back)["machines-02"] == "new"


def test_a_dropped_failure_lifts_no_locked_result() -> None:
    """Elsewhere a locked audit of 100, 0, 100 went from 66.6 to 100.0 when its edition dropped the second question."""
    last = year("trio@1", "2025-11-20", all_01="yes", all_02="no", all_03="yes")
    found = compare(last, year("trio@2", "2026-11-20", all_01="yes", all_03="yes", all_04="yes"))
    assert (found.as_scored.shown_last, found.as_scored.shown_this) == (66, 100)
    assert (found.like_for_like.shown_last, found.like_for_like.shown_this) == (100, 100)
    assert found.effect(WaterfallReason.RETIRED) == Fraction(1, 3) == found.as_scored.difference
    assert found.only_rose_by_omission
    assert kinds(found) == {"all-01": "same", "all-03": "same", "all-04": "new", "all-02": "retired"}


def test_answers_stay_with_their_questions_when_one_goes() -> None:
    """Elsewhere answers were kept by place, and removing question 2 put them under other questions."""
    last = year("trio@1", "2025-11-20", all_01="no", all_02="yes", all_03="partial")
    this = year("trio@2", "2026-11-20", all_01="no", all_03="partial", all_04="yes")
    found = compare(last, this)
    assert {c.question.id: (c.last.status, c.this.status) for c in found.changes if c.kind is ChangeKind.SAME} == {
        "all-01": ("no", "no"),
        "all-03": ("partial", "partial"),
    }
    assert not found.of(ChangeKind.IMPROVED, ChangeKind.WORSENED)


ACTION = "[answers.{id}.action]\nowner = '木村'\ndue = {due}\nmoved = [{moved}]\n"
EVIDENCE = "[[answers.{id}.evidence]]\nwhat = '記録'\ndated = {dated}\n"


def promise(after: str, status: str = "no") -> Promise:
    before = "[answers.machines-01]\nstatus = 'no'\n" + ACTION.format(id="machines-01", due="2026-03-31", moved="")
    last = year("club@1", "2025-11-20", before)
    this = year("club@1", "2026-11-20", f"[answers.machines-01]\nstatus = '{status}'\nnote = 'none'\n" + after)
    (found,) = compare(last, this).promises
    return found


@pytest.mark.parametrize(
    ("status", "after", "outcome", "times", "late"),
    [
        ("yes", "", "kept", 0, 0),
        ("no", ACTION.format(id="machines-01", due="2026-12-31", moved="2026-03-31"), "slipped", 1, 0),
        ("partial", ACTION.format(id="machines-01", due="2026-12-31", moved="2026-03-31, 2026-06-30"), "slipped", 2, 0),
        ("no", ACTION.format(id="machines-01", due="2026-12-31", moved=""), "slipped", 1, 0),
        ("no", ACTION.format(id="machines-01", due="2026-11-01", moved="2026-03-31"), "slipped", 1, 19),
        ("no", ACTION.format(id="machines-01", due="2026-03-31", moved=""), "slipped", 0, 234),
        ("no", "", "dropped", 0, 0),
        ("no", "[answers.machines-01.action]\nowner = '木村'\n", "dropped", 0, 0),
        ("na", "", "moot", 0, 0),
    ],
)
def test_a_promise_is_kept_slipped_or_dropped(status: str, after: str, outcome: str, times: int, late: int) -> None:
    found = promise(after, status)
    assert (found.outcome, found.times, found.days_late) == (outcome, times, late)
    if outcome == "slipped" and times:
        assert found.first_due == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("dated", "shown", "in_time"),
    [
        ("2026-03-15", date(2026, 3, 15), True),
        ("2026-09-01", date(2026, 9, 1), False),
        ("2025-11-01", None, False),
    ],
)
def test_only_new_evidence_shows_when_a_promise_was_kept(dated: str, shown: date | None, in_time: bool) -> None:
    found = promise(EVIDENCE.format(id="machines-01", dated=dated), "yes")
    assert (found.outcome, found.shown_on, found.in_time) == (PromiseOutcome.KEPT, shown, in_time)


def test_a_promise_on_a_split_question_is_kept_when_all_parts_are_in_place() -> None:
    more = "profile = { website = true }\n[answers.machines-01]\nstatus = 'no'\n"
    last = year("club@1", "2025-11-20", more + ACTION.format(id="machines-01", due="2026-03-31", moved=""))
    half = compare(last, now(machines_11="yes", machines_12="no")).promises
    whole = compare(last, now(machines_11="yes", machines_12="yes")).promises
    unsaid = compare(last, year("club@2", "2026-11-20", machines_11="yes")).promises
    assert [found.outcome for found in (*half, *whole, *unsaid)] == ["dropped", "kept", "unconfirmed"]
    assert [change.question.id for change in whole[0].followed_by] == ["machines-11", "machines-12"]


def test_critical_questions_that_fell_and_gaps_that_stay_open_are_named() -> None:
    found = compare(then(people_01="yes", machines_01="no"), now(people_01="partial", machines_11="partial"))
    assert [change.question.id for change in found.fell_critical] == ["people-01"]
    assert [change.question.id for change in found.still_open] == ["people-05", "machines-11", "machines-12"]


def test_areas_stand_side_by_side() -> None:
    found = compare(then(), now())
    assert [(entry.area.id, entry.number) for entry in found.areas] == [("people", 1), ("machines", 2)]
    assert [(entry.as_scored.last, entry.as_scored.this) for entry in found.areas] == [
        (Fraction(2, 3), Fraction(11, 14)),
        (Fraction(1, 2), Fraction(5, 9)),
    ]
    assert [(entry.like_for_like.last, entry.like_for_like.this) for entry in found.areas] == [
        (Fraction(4, 7), Fraction(11, 14)),
        (Fraction(1, 2), Fraction(3, 7)),
    ]
    gone = compare(year("trio@1", "2025-11-20", all_01="yes"), now())
    assert [(entry.area.id, entry.as_scored.last is None) for entry in gone.areas] == [
        ("people", True),
        ("machines", True),
        ("all", False),
    ]


def test_many_years_keep_their_scores_and_name_what_never_closes() -> None:
    years = [
        then(machines_01="no", people_02="yes"),
        year("club@1", "2026-05-20", people_01="yes", people_02="no", machines_01="partial", machines_02="yes"),
        now(machines_11="partial", people_05="yes"),
    ]
    found = follow(years, [(), ()])
    assert [point.card.score for point in found.points] == [entry.scorecard.score for entry in years]
    assert found.common == 4
    assert [point.like_for_like for point in found.points] == [
        (2 * Fraction(7, 7) + 3 * Fraction(0)) / 5,
        (2 * Fraction(4, 7) + 3 * Fraction(1, 2)) / 5,
        (2 * Fraction(7, 7) + 3 * Fraction(3, 14)) / 5,
    ]
    assert [(entry.question.id, entry.years, entry.never_closed) for entry in found.long_open] == [
        ("machines-11", 3, True),
        ("machines-12", 3, True),
    ]
    assert [line.area.id for line in found.areas] == ["people", "machines"]
    assert found.crowded
    assert not found.by_id_only


def test_a_relapse_is_open_for_the_years_since_and_has_been_closed() -> None:
    said = [("2024-11-20", "yes"), ("2025-11-20", "no"), ("2026-11-20", "partial")]
    found = follow([year("club@1", day, people_01=status) for day, status in said], [(), ()])
    (entry,) = found.long_open
    assert (entry.question.id, entry.years, entry.never_closed) == ("people-01", 2, False)


def test_the_shipped_editions_are_related() -> None:
    last, this = (editions.load_by_reference(f"member-data@{name}", PLACES) for name in ("2025", "2026"))
    found = relate(last, this)
    assert found.kinship is MatchedBy.TRACED
    assert found.origins["access-02"] == ("access-c1", "access-c2")
    assert found.origins["policy-05"] == ("policy-05",)
    assert found.origins["card-01"] == ()
