"""The fields of the subject as people type them and read them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken import data
from tenken.ask.subject import FieldKind, read_subject, subject_fields
from tenken.ask.subject.begin import begun, first_facts
from tenken.ask.subject.read import written
from tenken.ask.subject.tell import change_rows, contradictions
from tenken.core.cost import figures
from tenken.core.model import Depth, Exposure, FirmRole
from tenken.core.scoring.applicability import every_fact
from tenken.core.subject import changed_subject
from tenken.store.assessment import loader
from tenken.store.checklist.figures import load
from tenken.store.validation.sanitize import clean
from tenken.words import LANGUAGES, Words

EDITION, DRAFT = loader.load(EXAMPLES / "2026-draft.toml", PLACES, TODAY)
KNOWN = figures.on(TODAY, load((data.folder("checklist"),)))
assert KNOWN
KINDS = KNOWN.kinds
FIELDS = subject_fields(EDITION)


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("employees", "１２人", 12),
        ("persons", "1.2千", 1_200),
        ("persons", "１，２５０人", 1_250),
        ("yearly-sales", "9,800万円", 98_000_000),
        ("depth", "詳細", Depth.FULL),
        ("depth", "Quick", Depth.QUICK),
        ("remote", "はい", True),
        ("entrusted-data", "いいえ", False),
        ("items", "name、address", ("name", "address")),
        ("fiscal-year-starts", "4月", 4),
        ("officer", " 木村  健 ", "木村 健"),
        ("sector", "", None),
        ("cause", "事故(誤送信や紛失)", "accident"),
    ],
)
def test_a_field_takes_what_people_write(key: str, typed: str, kept: object) -> None:
    reading = read_subject(EDITION, DRAFT, {key: typed}, TODAY, clean)
    assert reading.refused == {}
    assert FIELDS[key].get(reading.assessment) == kept


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("employees", "十人くらいか二十人"),
        ("persons", "-5"),
        ("depth", "ふつう"),
        ("remote", "たぶん"),
        ("items", "name, shoes"),
        ("fiscal-year-starts", "13"),
        ("name", ""),
        ("name", "・・・"),
        ("sector", "あ" * 201),
        ("known-on", "2026-12-24"),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_cannot_be_taken_is_refused_with_what_was_read_and_nothing_changes(
    key: str, typed: str, lang: str
) -> None:
    reading = read_subject(EDITION, DRAFT, {key: typed}, TODAY, clean)
    assert reading.assessment == DRAFT
    fault = reading.refused[key]
    told = Words(lang)(fault.what, **fault.values)  # type: ignore[arg-type]
    assert typed.rsplit(", ", maxsplit=1)[-1][:40] in told


def test_the_rest_is_taken_where_one_field_is_refused() -> None:
    reading = read_subject(EDITION, DRAFT, {"employees": "abc", "sector": "フィットネス"}, TODAY, clean)
    assert list(reading.refused) == ["employees"]
    assert reading.assessment.organisation.sector == "フィットネス"


def test_an_inverted_fact_is_asked_without_the_not_and_kept_as_the_edition_has_it() -> None:
    reading = read_subject(EDITION, DRAFT, {"entrusted-data": "yes"}, TODAY, clean)
    assert reading.assessment.profile["no-entrusted-data"] is False
    assert read_subject(EDITION, reading.assessment, {"entrusted-data": ""}, TODAY, clean).assessment == DRAFT


@given(key=st.sampled_from(sorted(FIELDS)), typed=st.text(max_size=60))
def test_no_text_stops_the_reading_and_what_is_kept_reads_as_itself(key: str, typed: str) -> None:
    reading = read_subject(EDITION, DRAFT, {key: typed}, TODAY, clean)
    again = written(FIELDS[key], reading.assessment)
    if again:
        repeated = read_subject(EDITION, reading.assessment, {key: again}, TODAY, clean)
        assert repeated.refused == {}
        assert repeated.assessment == reading.assessment


def test_a_change_is_told_with_what_follows() -> None:
    w = Words("ja")
    reading = read_subject(EDITION, DRAFT, {"depth": "full", "persons": "１，２５０人"}, TODAY, clean)
    change = changed_subject(EDITION, DRAFT, reading.assessment)
    rows = {row.label: row for row in change_rows(w, change, KINDS, reading.said_otherwise)}
    assert (rows["くわしさ"].was, rows["くわしさ"].now) == ("標準", "詳細")
    assert rows["質問"].told[0] == "質問が26問増えます(うち必須の対策11件)。"
    assert rows["質問"].told[-1] == "いまの答え52問分は、そのまま数えます。"
    assert "「１，２５０人」を、こう読みました。" in rows["会員など、データを持っている人数"].told
    assert rows["点数"].told == ("残りしだいで30〜85点です。", "答えは1つも消えません。")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_is_told_in_each_language(lang: str) -> None:
    w = Words(lang)  # type: ignore[arg-type]
    full = {
        **{key: "3" for key, entry in FIELDS.items() if entry.kind is FieldKind.NUMBER},
        **{key: "yes" for key, entry in FIELDS.items() if entry.kind is FieldKind.FLAG},
        **{key: "x" for key, entry in FIELDS.items() if entry.kind is FieldKind.LINE},
        **{key: entry.choices[0] for key, entry in FIELDS.items() if entry.choices},
        "known-on": "2026-11-03",
    }
    assert full.keys() == FIELDS.keys()
    reading = read_subject(EDITION, DRAFT, full, TODAY, clean)
    assert reading.refused == {}
    assert list(change_rows(w, changed_subject(EDITION, DRAFT, reading.assessment), KINDS, {}))


def test_a_contradiction_names_both_and_the_way_out() -> None:
    said = replace(DRAFT, profile={**DRAFT.profile, "few-employees": False})
    (told,) = contradictions(Words("ja"), every_fact(EDITION, said), said, "cli.about.go_by_figure")
    for part in ("従業者は100人以下ですか。", "いいえ", "14人", "--set few-employees="):
        assert part in told


def test_an_assessment_begins_with_five_facts_and_needs_a_name_and_a_depth() -> None:
    assert [fact.id for fact in first_facts(EDITION)] == [
        "website",
        "contractor",
        "remote",
        "card",
        "no-entrusted-data",
    ]
    empty = begun(EDITION, {}, TODAY, clean, "0" * 16)
    assert list(empty.refused) == ["name", "depth"]
    given = {"name": "北浜", "depth": "standard", "employees": "12人", "persons": "1,200", "remote": "yes"}
    made = begun(EDITION, given, TODAY, clean, "0" * 16).assessment
    assert (made.organisation.employees, made.exposure, made.profile) == (12, Exposure(persons=1_200), {"remote": True})


def test_a_role_that_nobody_holds_any_more_is_taken_out() -> None:
    held = read_subject(EDITION, DRAFT, {"system": "木村", "officer": "木村"}, TODAY, clean).assessment
    assert held.roles == {FirmRole.OFFICER: "木村", FirmRole.SYSTEM: "木村"}
    assert read_subject(EDITION, held, {"system": ""}, TODAY, clean).assessment.roles == {FirmRole.OFFICER: "木村"}
