"""The statement of applicability as a workbook: its sheets, its rows, and text of others that stays text."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken.core.report.sections import ReportProfile
from tenken.render.report.as_soa import render
from tenken.store import years
from tenken.words import LANGUAGES, Language, Words

YEAR = years.load(EXAMPLES / "2026.toml", PLACES, TODAY)
HOSTILE = '=HYPERLINK("http://example.com","x")'


def rows(
    lang: Language, year: years.YearFile = YEAR, profile: ReportProfile = ReportProfile.FULL
) -> dict[str, list[list[Any]]]:
    content = render(years.report_of(year, PLACES, profile=profile), Words(lang))
    assert content == render(years.report_of(year, PLACES, profile=profile), Words(lang))
    book = load_workbook(BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_item_of_the_three_lists_is_a_row(lang: Language) -> None:
    first, *lists = rows(lang).values()
    assert [sum(isinstance(cell, str) for cell in row[:1]) for sheet in lists for row in sheet[:1]] == [1, 1, 1]
    assert [len(sheet) - 4 for sheet in lists] == [25, 93, 107]
    sums = [row[1:6] for row in first if isinstance(row[1], int)]
    assert [line[0] for line in sums] == [25, 93, 107]
    assert all(line[1] + line[4] == line[0] and line[2] + line[3] == line[1] for line in sums)


def test_a_line_says_what_the_answers_say() -> None:
    iso = {row[0]: row for row in rows("ja")["ISO 27001"]}
    assert iso["A.8.2"][2:8] == ["はい", "3-7 web-07、4-7 access-07、5-3 software-03", 3, 3, 0, 0]
    assert iso["A.7.14"][2:] == [
        "いいえ",
        "9-5 data-05、9-6 data-06",
        None,
        None,
        None,
        None,
        "今回の点検範囲では尋ねていません。",
    ]
    assert iso["A.7.4"][8] == "この質問票には、この項目に関わる質問がありません。"


def test_a_reason_of_the_firm_stays_text_and_is_kept_from_others() -> None:
    answers = dict(YEAR.assessment.answers)
    answers["encryption-02"] = replace(answers["encryption-02"], note=HOSTILE)
    hostile = replace(YEAR, assessment=replace(YEAR.assessment, answers=answers))
    for profile, seen in ((ReportProfile.FULL, True), (ReportProfile.OWNER, False), (ReportProfile.ATTESTATION, False)):
        cell = next(row for row in rows("ja", hostile, profile)["ISO 27001"] if row[0] == "A.7.8")[8]
        assert isinstance(cell, str)
        assert (HOSTILE in cell) is seen
        assert cell.startswith("関わる質問は")
