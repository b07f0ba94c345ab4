"""Headings of lists as people write them, and the values below them."""

import pytest

from tenken.core.model import Cost, Depth, FirmRole
from tenken.core.question_list.headings import NAMES, STANDARDS, Heading, ListField, folded, heading_of
from tenken.core.question_list.references import references
from tenken.core.question_list.values import value_of


@pytest.mark.parametrize(
    ("written", "field", "language", "standard"),
    [
        ("No.", ListField.NUMBER, None, None),
        ("№", ListField.NUMBER, None, None),
        ("#", ListField.NUMBER, None, None),
        ("No.\n番号", ListField.NUMBER, None, None),
        ("カテゴリー", ListField.AREA, None, None),
        ("質　問", ListField.QUESTION, None, None),
        ("QUESTION", ListField.QUESTION, None, None),
        ("質問(日本語)", ListField.QUESTION, "ja", None),
        ("質問_ja", ListField.QUESTION, "ja", None),
        ("質問英語", ListField.QUESTION, "en", None),
        ("Question (EN)", ListField.QUESTION, "en", None),
        ("English question", ListField.QUESTION, "en", None),
        ("質問 / Question", ListField.QUESTION, None, None),
        ("重要度(1~5)", ListField.WEIGHT, None, None),
        ("証跡【例】", ListField.PROOF, None, None),
        ("Evidence expected", ListField.PROOF, None, None),
        ("必要な証跡", ListField.PROOF, None, None),
        ("必須", ListField.CRITICAL, None, None),
        ("ISO/IEC 27001:2022", ListField.REFS, None, "iso27001"),
        ("NIST CSF 2.0", ListField.REFS, None, "csf2"),
    ],
)
def test_a_heading_is_known_as_people_write_it(
    written: str, field: ListField, language: str | None, standard: str | None
) -> None:
    assert heading_of(written) == Heading(field, language, standard)


@pytest.mark.parametrize("written", ["", "備考", "貴社回答", "Remarks", "en", "質問" * 40, "理由 / 質問"])
def test_what_is_no_heading_stays_unknown(written: str) -> None:
    assert heading_of(written) is None


def test_no_word_heads_two_kinds_of_columns() -> None:
    fields: dict[str, set[object]] = {}
    for table in (NAMES, STANDARDS):
        for field, names in table.items():
            for word in names.split():
                fields.setdefault(folded(word) or word, set()).add(field)
    assert {word: found for word, found in fields.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("field", "written", "value"),
    [
        (ListField.WEIGHT, "５", 5),
        (ListField.WEIGHT, "高", 5),
        (ListField.WEIGHT, "Medium", 3),
        (ListField.WEIGHT, "★★★", 3),
        (ListField.WEIGHT, "3.0", 3),
        (ListField.WEIGHT, "10", None),
        (ListField.WEIGHT, "0", None),
        (ListField.CRITICAL, "○", True),
        (ListField.CRITICAL, "-", False),
        (ListField.CRITICAL, "TRUE", True),
        (ListField.CRITICAL, "たぶん", None),
        (ListField.DEPTH, "標準", Depth.STANDARD),
        (ListField.COST, "0円", Cost.NONE),
        (ListField.ROLE, "システム担当", FirmRole.SYSTEM),
        (ListField.WITHIN_DAYS, "３０日以内", 30),
        (ListField.WITHIN_DAYS, "4000", None),
        (ListField.RENEW_MONTHS, "年2回", 6),
        (ListField.RENEW_MONTHS, "1年", 12),
        (ListField.RENEW_MONTHS, "6ヶ月", 6),
        (ListField.RENEW_MONTHS, "年0回", None),
        (ListField.RENEW_MONTHS, "11年", None),
    ],
)
def test_a_value_is_read_as_people_write_it(field: ListField, written: str, value: object) -> None:
    assert value_of(field, written) == value


def holders(item: str) -> tuple[str, ...]:
    return {"A.5.2": ("iso27001",), "3.3": ("cis",), "1": ("ipa25", "cis"), "L24": ("appi",)}.get(item, ())


@pytest.mark.parametrize(
    ("part", "standard", "found", "whole"),
    [
        ("ISO/IEC 27001 A.5.2", None, [("iso27001", "A.5.2")], True),
        ("iso27001:A.5.2 cis:3.3", None, [("iso27001", "A.5.2"), ("cis", "3.3")], True),
        ("5.2", "iso27001", [("iso27001", "A.5.2")], True),
        ("A.5.2", None, [("iso27001", "A.5.2")], True),
        ("1", None, [], False),
        ("1", "cis", [("cis", "1")], True),
        ("社内規程4条", None, [], False),
        ("個人情報保護法 L24 ほか", None, [("appi", "L24")], False),
        ("", None, [], True),
    ],
)
def test_references_are_found_under_the_name_of_their_standard(
    part: str, standard: str | None, found: list[tuple[str, str]], whole: bool
) -> None:
    assert references(part, standard, holders) == (found, whole)
