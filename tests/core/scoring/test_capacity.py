"""Laws of proposed days: every task has one, promises stand, and no month holds more for a person than it bears."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tenken.core.scoring.capacity import MOST_A_MONTH, Task, spread

ON = date(2026, 11, 14)
day = st.integers(-400, 800).map(lambda days: ON + timedelta(days=days))
task = st.builds(
    Task,
    question_id=st.just(""),
    person=st.sampled_from(["木村", "北浜", None]),
    promised=st.none() | day,
    earliest=st.sampled_from([14, 30, 60, 90, 180]).map(lambda days: ON + timedelta(days=days)),
    critical=st.booleans(),
)
tasks = st.lists(task, max_size=60).map(
    lambda found: [
        Task(
            question_id=str(at),
            person=entry.person,
            promised=entry.promised,
            earliest=entry.earliest,
            critical=entry.critical,
        )
        for at, entry in enumerate(found)
    ]
)


def month(day: date) -> tuple[int, int]:
    return day.year, day.month


@given(tasks)
def test_every_task_has_one_day_and_a_promised_day_is_that_of_the_promise(found: list[Task]) -> None:
    days = spread(found, ON)
    assert set(days) == {entry.question_id for entry in found}
    assert all(days[entry.question_id] == entry.promised for entry in found if entry.promised)


@given(tasks)
def test_nothing_is_proposed_before_its_earliest_day_and_what_is_critical_never_waits(found: list[Task]) -> None:
    days = spread(found, ON)
    proposed = [entry for entry in found if not entry.promised]
    assert all(days[entry.question_id] >= entry.earliest for entry in proposed)
    assert all(days[entry.question_id] == entry.earliest for entry in proposed if entry.critical)


@given(tasks)
def test_no_month_holds_more_for_a_person_than_it_bears_but_by_promises_and_critical_gaps(found: list[Task]) -> None:
    days = spread(found, ON)
    every: Counter[object] = Counter()
    fixed: Counter[object] = Counter()
    for entry in found:
        at = entry.person, month(max(days[entry.question_id], ON))
        every[at] += 1
        fixed[at] += bool(entry.promised or entry.critical)
    assert all(count <= max(MOST_A_MONTH, fixed[at]) for at, count in every.items())


@given(tasks)
def test_of_two_proposals_for_one_person_the_more_urgent_is_in_no_later_month(found: list[Task]) -> None:
    days = spread(found, ON)
    waiting = [entry for entry in found if not entry.promised and not entry.critical]
    for at, first in enumerate(waiting):
        for second in waiting[at + 1 :]:
            if first.person == second.person and first.earliest <= second.earliest:
                assert month(days[first.question_id]) <= month(days[second.question_id])


@given(tasks)
def test_a_month_with_room_is_never_passed_over(found: list[Task]) -> None:
    days = spread(found, ON)
    load = Counter((entry.person, month(max(days[entry.question_id], ON))) for entry in found)
    for entry in found:
        at = entry.earliest
        while month(at) < month(days[entry.question_id]) and not entry.promised:
            assert load[entry.person, month(at)] >= MOST_A_MONTH
            at = at.replace(day=1) + timedelta(days=32)
