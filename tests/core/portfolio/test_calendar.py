"""Which days of many firms come into one calendar, and that an entry stays the same whatever becomes of it."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.core.portfolio.test_standing import FIRM, LATE, MAJOR, OUT, OWN, REPLIED, SIGNED, TODAY

from tenken.core.audit.followup import FindingStage
from tenken.core.portfolio.calendar import FirmEntry, firms_calendar
from tenken.core.portfolio.clients import Client, FollowupSummary, OpenFinding
from tenken.core.portfolio.standing import DueKind, Records, standing
from tenken.core.portfolio.table import ClientRow

AUDITED = replace(SIGNED, findings=(MAJOR, replace(LATE, stage=FindingStage.ISSUED)), firm="0123456789abcdef")


def row(records: Records, client: Client = FIRM, folder: str = "a") -> ClientRow:
    return ClientRow(folder=folder, client=client, standing=standing(client, records, TODAY))


def entries(*rows: ClientRow, named: bool = True) -> tuple[FirmEntry, ...]:
    return firms_calendar(rows, TODAY, named=named).entries


def test_what_is_due_is_there_and_what_fell_away_is_struck_out() -> None:
    sent = replace(FIRM, sent=(replace(OUT, token="1" * 24, received=OUT.on), OUT))
    assert [(entry.kind, entry.cancelled) for entry in entries(row(Records(), sent))] == [
        (DueKind.RETURN, True),
        (DueKind.RETURN, False),
    ]
    followup = FollowupSummary(open=(replace(LATE, due=date(2026, 12, 20)),), total=2, last=REPLIED)
    found = entries(row(Records(selves=(OWN,), audits=(AUDITED,), followup=followup)))
    assert [(entry.kind, entry.finding, entry.day, entry.cancelled) for entry in found] == [
        (DueKind.ACTION, "F-1", date(2026, 12, 1), True),
        (DueKind.ACTION, "F-2", date(2026, 12, 20), False),
        (DueKind.ASSESS, None, date(2027, 11, 10), False),
    ]


def test_all_that_is_due_is_in_the_standing_the_first_day_first() -> None:
    found = standing(FIRM, Records(selves=(OWN,), audits=(AUDITED,)), TODAY)
    assert [(due.kind, due.findings) for due in found.dues] == [
        (DueKind.REPLY, ("F-2",)),
        (DueKind.REPLY, ("F-1",)),
        (DueKind.ASSESS, ()),
    ]
    assert found.due == found.dues[0]


FINDING = st.builds(
    OpenFinding,
    id=st.sampled_from(["F-1", "F-2"]),
    grade=st.just(MAJOR.grade),
    stage=st.sampled_from([stage for stage in FindingStage if not stage.closed]),
    due=st.none() | st.dates(TODAY - timedelta(90), TODAY + timedelta(400)),
)


@given(st.lists(FINDING, max_size=2, unique_by=lambda finding: finding.id), st.booleans(), st.text(max_size=9))
def test_a_finding_is_the_same_entry_until_it_is_closed(open_: list[OpenFinding], named: bool, folder: str) -> None:
    """Every finding that a calendar may have had comes again under the same UID, once and whatever became of it."""
    first = entries(row(Records(selves=(OWN,), audits=(AUDITED,))))
    followup = FollowupSummary(open=tuple(open_), total=2, last=REPLIED)
    later = row(Records(selves=(OWN,), audits=(AUDITED,), followup=followup), replace(FIRM, name="新名"), folder)
    then = entries(later, named=named)
    known = [entry.known for entry in then]
    assert len(known) == len(set(known))
    assert {entry.known for entry in first if entry.finding} <= set(known)
    due = {finding.id for finding in open_ if finding.due}
    assert {entry.finding for entry in then if entry.finding and not entry.cancelled} == due


def test_two_firms_never_share_an_entry_even_where_one_is_a_copy_of_the_other() -> None:
    records = Records(selves=(replace(OWN, firm="0123456789abcdef"),))
    copied = entries(row(records), row(records, folder="b"))
    assert len({entry.known for entry in copied}) == 2
    assert copied[:1] == entries(row(records))  # what a calendar has already stays the same entry
    old = Records(selves=(OWN,))
    without_id = entries(row(old), row(old, folder="b"))
    assert len({entry.known for entry in without_id}) == 2
    both = (row(records), row(records, folder="b"))
    alone = firms_calendar(both[:1], TODAY, named=True, among=both)
    assert alone.entries == firms_calendar(both, TODAY, named=True).entries[:1]
