"""Which days come into a calendar, and that an entry stays the same whatever is answered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tenken.core.model import Action, Assessment, Checklist, Status
from tenken.core.report.calendar import CalendarEntry, CalendarEntryKind, calendar_of

Assess = Callable[[str], tuple[Checklist, Assessment]]

ANSWERS = """
[answers.people-01]
status = "yes"
[[answers.people-01.evidence]]
what = "署名"
dated = 2026-03-01
[[answers.people-01.evidence]]
what = "前の署名"
dated = 2026-02-01
[answers.people-02]
status = "no"
[answers.people-02.action]
owner = "森"
due = 2027-01-31
[answers.machines-01]
status = "yes"
[answers.machines-01.action]
owner = "北浜"
due = 2026-10-31
[answers.machines-02]
status = "no"
[answers.machines-02.action]
owner = "北浜"
"""


def entries(assess: Assess, answers: str = ANSWERS) -> tuple[CalendarEntry, ...]:
    return calendar_of(*assess(answers), "k").entries


def test_promises_the_last_day_of_evidence_and_the_next_assessment_are_in_it(assess: Assess) -> None:
    found = [(str(entry.kind), entry.number, entry.day, entry.person, entry.cancelled) for entry in entries(assess)]
    assert found == [
        ("promise", "2-1", date(2026, 10, 31), "北浜", True),
        ("promise", "1-2", date(2027, 1, 31), "森", False),
        ("evidence", "1-1", date(2027, 3, 1), None, False),
        ("assessment", None, date(2027, 11, 20), None, False),
    ]


def test_evidence_that_is_out_of_date_or_supports_nothing_has_no_day(assess: Assess) -> None:
    for change in (("2026-03-01", "2024-03-01"), ('status = "yes"\n[[', 'status = "no"\n[[')):
        answers = ANSWERS.replace("2026-02-01", "2023-02-01").replace(*change)
        assert answers != ANSWERS
        assert not [entry for entry in entries(assess, answers) if entry.kind is CalendarEntryKind.EVIDENCE]


def test_a_person_finds_what_she_promised_however_the_name_is_written(assess: Assess) -> None:
    made = calendar_of(*assess(ANSWERS), "k")
    assert made.persons == ("北浜", "森")
    assert [entry.number for entry in made.of_person(" 森 ").entries] == ["1-2"]
    assert made.of_person("だれも").entries == ()


def test_what_the_file_says_later_has_a_higher_revision(assess: Assess) -> None:
    checklist, first = assess(ANSWERS)
    said = first.answer("people-02")
    moved = replace(said, action=Action(owner="森", due=date(2027, 2, 28), moved=(date(2027, 1, 31),)))
    steps = [
        first,
        first.with_answer("people-02", moved),
        first.with_answer("people-02", replace(moved, status=Status.YES)),
        replace(first.with_answer("people-02", moved), date=date(2026, 11, 21)),
    ]
    found = [
        next(entry for entry in calendar_of(checklist, step, "k").entries if entry.question_id == "people-02")
        for step in steps
    ]
    assert [entry.revision for entry in found] == sorted({entry.revision for entry in found})
    assert [entry.cancelled for entry in found] == [False, False, True, False]
