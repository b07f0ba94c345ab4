"""The calendar file as other programs read it: valid, the same bytes, one UID for one thing, and nothing private."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.render.report.owner_cases import loaded

from tenken.core.model import Action, Assessment, AssessmentKind, Checklist, Status
from tenken.core.report.calendar import Calendar, CalendarEntry, CalendarEntryKind, calendar_of
from tenken.render.calendar import ics, told, uid
from tenken.words import LANGUAGES, Language, Words

LINE = 75
"""Octets of a line at most, RFC 5545 3.1."""
HOSTILE = (
    "森,北;浜\\n",
    "一行\n二行\r\nBEGIN:VALARM",
    "あ" * 200,
    "END:VEVENT\nBEGIN:VEVENT\nSUMMARY:x",
    '"引用:ATTACH"',
    "\u2028次の行",
)


def one(person: str) -> Calendar:
    entry = CalendarEntry(
        kind=CalendarEntryKind.PROMISE,
        day=date(2026, 12, 31),
        question_id="people-01",
        number="1-1",
        person=person,
        revision=1,
    )
    return Calendar("k", date(2026, 11, 20), (entry,))


def events(content: bytes) -> list[icalendar.Event]:
    read = icalendar.Calendar.from_ical(content)
    assert isinstance(read, icalendar.Calendar)
    return list(read.events)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_calendar_program_reads_every_entry_as_it_is(lang: Language) -> None:
    checklist, assessment = loaded("2026")
    words, made = Words(lang), calendar_of(checklist, assessment, "k")
    content = ics(made, words, 7)
    assert content == ics(made, words, 7)
    read = events(content)
    assert len(read) == len(made.entries) > 10
    for event, entry in zip(read, made.entries, strict=True):
        assert entry.day == event.DTSTART
        assert entry.day + timedelta(days=1) == event.DTEND
        assert (event["UID"], event["SUMMARY"]) == (uid(made, entry), told(entry, words))
        assert (event["SEQUENCE"], event["STATUS"]) == (entry.revision, "CANCELLED" if entry.cancelled else "CONFIRMED")
        alarms = [alarm["TRIGGER"].to_ical() for alarm in event.walk("VALARM")]
        assert alarms == ([] if entry.cancelled else [b"-P7D"])
        assert not event.errors
    assert len({event["UID"] for event in read}) == len(read)
    assert b"VALARM" not in ics(made, words)


@pytest.mark.parametrize("person", HOSTILE)
def test_a_name_never_becomes_another_line_or_property(person: str) -> None:
    content = ics(one(person), Words("ja"))
    lines = content.split(b"\r\n")
    assert all(len(line) <= LINE for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    (event,) = events(content)
    plain = events(ics(one("森"), Words("ja")))[0]
    assert set(event) == set(plain)
    assert not event.subcomponents
    assert str(event["SUMMARY"]).replace("\r\n", "\n") == told(one(person).entries[0], Words("ja")).replace(
        "\r\n", "\n"
    )


def test_it_says_numbers_persons_and_days_and_nothing_else() -> None:
    checklist, assessment = loaded("2026")
    canary = "カナリア"
    for question_id, answer in list(assessment.answers.items()):
        pieces = tuple(replace(piece, what=canary, file=f"{canary}.pdf") for piece in answer.evidence)
        assessment = assessment.with_answer(question_id, replace(answer, note=canary, by=canary, evidence=pieces))
    assessment = replace(
        assessment,
        organisation=replace(assessment.organisation, name=canary, sector=canary),
        assessor=replace(assessment.assessor, name=canary, firm=canary),
    )
    for lang in LANGUAGES:
        text = b"".join(ics(calendar_of(checklist, assessment, canary), Words(lang)).split(b"\r\n ")).decode()
        assert canary not in text
        assert "森" in text or "木村" in text
        for _, question in checklist.questions:
            assert question.id not in text
            for said in (question.name, question.text, question.remedy.first):
                assert Words(lang).text(said) not in text


def uids(checklist: Checklist, assessment: Assessment) -> dict[tuple[str, str | None], str]:
    made = calendar_of(checklist, assessment, "k")
    return {(str(entry.kind), entry.question_id): uid(made, entry) for entry in made.entries}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_an_entry_keeps_its_uid_whatever_else_is_changed(data: st.DataObject) -> None:
    checklist, assessment = loaded("2026")
    before = uids(checklist, assessment)
    ids = [question.id for _, question in checklist.questions]
    changes: list[Callable[[Assessment], Assessment]] = [
        lambda now: replace(now, organisation=replace(now.organisation, name="改名したクラブ")),
        lambda now: replace(now, date=now.date + timedelta(days=40)),
    ]
    for question_id in data.draw(st.lists(st.sampled_from(ids), max_size=6, unique=True)):
        status = data.draw(st.sampled_from(Status))
        due = data.draw(st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)))
        changes.append(
            lambda now, question_id=question_id, status=status, due=due: now.with_answer(  # type: ignore[misc]
                question_id,
                replace(now.answer(question_id), status=status, note="別の話", action=Action(owner="別人", due=due)),
            )
        )
    after = assessment
    for change in data.draw(st.permutations(changes)):
        after = change(after)
    found = uids(checklist, after)
    assert {key: found[key] for key in before.keys() & found.keys()} == {
        key: before[key] for key in before.keys() & found.keys()
    }
    assert len(set(found.values())) == len(found)


def test_a_firm_with_an_id_keeps_its_uids_over_name_and_year_and_its_audit_has_others() -> None:
    checklist, first = loaded("2026")
    first = replace(first, organisation=replace(first.organisation, id="f" * 20))
    renamed = replace(first, organisation=replace(first.organisation, name="改名したクラブ"))
    later = replace(renamed, date=date(2027, 11, 14))
    audit = replace(first, kind=AssessmentKind.AUDIT)
    found = []
    for identity, assessment in (("a", first), ("b", renamed), ("c", later), ("d", audit)):
        made = calendar_of(checklist, assessment, identity)
        assert "f" * 20 not in ics(made, Words("ja")).decode()
        found.append({uid(made, entry) for entry in made.of(CalendarEntryKind.ASSESSMENT)})
    assert found[0] == found[1] == found[2]
    assert not found[0] & found[3]


def test_calendars_of_two_firms_share_no_uid() -> None:
    checklist, assessment = loaded("2026")
    one, other = (calendar_of(checklist, assessment, whose) for whose in ("k", "l"))
    assert not {uid(one, entry) for entry in one.entries} & {uid(other, entry) for entry in other.entries}
