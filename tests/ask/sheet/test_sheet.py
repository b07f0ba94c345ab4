"""The Excel channel: what a person does to the workbook, and what tenken makes of it."""

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.ask.sheet.excel import FIRST_ROW, LIST, Paper, after, read, through_libreoffice, whats, written
from tests.conftest import EXAMPLES, PLACES, TODAY

from tenken import data
from tenken.ask.sheet.cell_parsing import UnclearError, value_of
from tenken.core.merge.answer_fields import AnswerPart
from tenken.core.merge.grid import CellKind, GridCell
from tenken.core.merge.incoming import PlacedChange
from tenken.core.merge.three_way import MergeOutcome
from tenken.core.model import Action, Answer, Assessment, Assessor, Checklist, Depth, Evidence, Previous, Status
from tenken.core.problem import FileProblems
from tenken.core.scoring.score import score, shown
from tenken.excel.safe_cells import MARGIN_SIZE
from tenken.store.assessment import loader
from tenken.words import LANGUAGES, Language, Words

Assess = Callable[[str], tuple[Checklist, Assessment]]
WORDS = {lang: Words(lang) for lang in LANGUAGES}

ANSWERED = """
[answers.people-01]
status = "partial"
note = "半分"
on = 2026-11-01
by = "木村"
evidence = [{ what = "名簿", file = "a.pdf", dated = 2026-09-01 }, { what = "写真" }]
action = { owner = "森", due = 2026-12-31 }
[answers.people-02]
status = "yes"
"""
HOSTILE = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "＝１", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "'quoted"),
    *("http://example.com/", "file:///etc/passwd", "internal:'x'!A1", "external:\\\\host\\share", "mailto:a@b.c"),
    *("<b>&amp;", "_x0041_", "1-1", "2026-11-21", "1e5", "TRUE", "#N/A", "tenken:id", "tenken:sheet", "tenken:by"),
    *("改\n行\n\nあり", "👪🏽", "x" * 4000, "𠮷" * 4000, "\ufffe", "&L&P", "{answered}", "\u3000全角"),
]


@pytest.fixture
def club_paper(assess: Assess) -> tuple[Paper, Checklist, Assessment]:
    """The club's workbook with two answers, and the file it came from."""
    checklist, assessment = assess(ANSWERED)
    return Paper(written(checklist, assessment)), checklist, assessment


Club = tuple[Paper, Checklist, Assessment]


def cells(book: Any) -> Iterable[Any]:
    return (cell for sheet in book for row in sheet.iter_rows() for cell in row)


# Out.


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_is_locked_but_for_where_one_writes(assess: Assess, lang: Language) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(*assess(ANSWERED), lang)))
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible", "visible", "veryHidden"]
    for sheet in book:
        assert sheet.protection.sheet
        assert not sheet.protection.password
    listed = book.worksheets[LIST]
    by_mark = {cell.value: cell.column for cell in listed[1] if cell.value}
    for mark, column in by_mark.items():
        cell = listed.cell(FIRST_ROW, column)
        assert cell.protection.locked == (mark in ("tenken:id", "tenken:proposed-owner", "tenken:proposed-due")), mark
    assert listed.column_dimensions["A"].hidden
    assert listed.row_dimensions[1].hidden
    assert listed.page_setup.paperSize == 9
    assert listed.page_setup.orientation == "landscape"
    fit = listed.sheet_properties.pageSetUpPr
    assert fit
    assert fit.fitToPage
    assert listed.page_setup.fitToHeight == 0
    rules = {str(rule.sqref): rule for rule in listed.data_validations.dataValidation}
    status = next(rule for rule in rules.values() if rule.type == "list")
    offered = str(status.formula1).strip('"').split(",")
    assert offered == [WORDS[lang].status(status) for status in Status]
    assert sum(rule.type == "date" for rule in rules.values()) == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_cover_explains_in_five_lines(assess: Assess, lang: Language) -> None:
    cover = openpyxl.load_workbook(io.BytesIO(written(*assess(""), lang))).worksheets[0]
    told = [str(cell.value) for row in cover.iter_rows() for cell in row if cell.value]
    assert [line for line in told if line in "12345"][:5] == ["1", "2", "3", "4", "5"]
    words = WORDS[lang]
    for name in ("open", "note", "evidence", "action", "send"):
        page, more = words("sheet.page.questions"), words("sheet.page.evidence")
        assert words(f"sheet.how.{name}", page=page, more=more) in told


def test_question_why_and_what_counts_stand_beside_each_other(assess: Assess) -> None:
    paper = Paper(written(*assess("")))
    row = [str(cell.value) for cell in paper.list[paper.row("people-01")]]
    (question,) = [text for text in row if "全員と約束を交わしていますか。" in text]
    assert "約束がないと守られません。" in question
    (guide,) = [text for text in row if "全員です。" in text]
    assert "一部です。" in guide
    assert "署名" in guide


def test_the_same_assessment_gives_the_same_bytes(assess: Assess) -> None:
    assert written(*assess(ANSWERED)) == written(*assess(ANSWERED))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_texts_of_others_stay_texts_and_come_back(assess: Assess, text: str) -> None:
    checklist, assessment = assess("")
    answer = Answer(status=Status.NO, note=text, evidence=(Evidence(what=text, file=text[:200]),) * 2)
    answer = replace(answer, action=Action(owner=text[:200]))
    organisation = replace(assessment.organisation, name=text[:200])
    assessment = replace(
        assessment, answers={"people-01": answer}, organisation=organisation, assessor=Assessor(name=text[:200])
    )
    content = written(checklist, assessment)
    book = openpyxl.load_workbook(io.BytesIO(content))
    ours = ("=IF(", "=SUMPRODUCT(", "=REPT(", "=はじめに!", '="', "='")
    for cell in cells(book):
        assert cell.hyperlink is None
        if cell.data_type == "f":
            assert str(cell.value).startswith(ours)
            assert text not in str(cell.value) or len(text) < 4
    outcome = read(content, checklist, assessment)
    assert not outcome.refused
    assert not outcome.told


def test_a_workbook_for_nobody_and_nothing_can_be_made(assess: Assess) -> None:
    checklist, assessment = assess("")
    unasked = replace(checklist.areas[0].questions[0], tier=Depth.FULL)
    empty = replace(checklist, areas=(replace(checklist.areas[0], questions=(unasked,)),))
    outcome = read(written(empty, assessment), empty, assessment)
    assert not outcome.told


@pytest.mark.parametrize("name", ["P&G", "A&[Picture]B", "3M", "&" * 90, "𠮷" * 90, "&&G&G", "8&8&P", "a" * 200])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_name_stands_in_the_footer(assess: Assess, name: str, lang: Language) -> None:
    checklist, assessment = assess(ANSWERED)
    named = replace(assessment, organisation=replace(assessment.organisation, name=name))
    book = zipfile.ZipFile(io.BytesIO(written(checklist, named, lang)))
    for at in range(1, 4):
        found = re.search(
            r"<oddFooter>(.*?)</oddFooter>", book.read(f"xl/worksheets/sheet{at}.xml").decode(), re.DOTALL
        )
        assert found
        footer = html.unescape(found.group(1))
        assert len(footer.encode("utf-16-le")) <= 2 * 255
        left = footer.removeprefix("&L").rsplit("&R", 1)[0]
        shown = re.sub(f'&&|&{MARGIN_SIZE}|&"[^"]*"', lambda command: "&" * (command.group() == "&&"), left)
        told = WORDS[lang]("sheet.footer", name=name)
        assert shown == told or (len(name) > 40 and "…" in shown)


# In.


def test_nothing_changed_is_nothing_read(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    outcome = read(paper.content, checklist, assessment)
    assert not outcome.told
    assert not outcome.refused
    assert not outcome.waits


def test_what_is_filled_in_is_taken(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    paper.put("machines-01", status="できていない", note="まだ", owner="林", due=date(2027, 1, 31))
    paper.put("people-02", what="出席簿", file="b.xlsx", dated=date(2026, 10, 1))
    outcome = read(paper.content, checklist, assessment)
    assert not outcome.refused
    assert outcome.answers == {
        "people-02": Answer(
            status=Status.YES, evidence=(Evidence(what="出席簿", file="b.xlsx", dated=date(2026, 10, 1)),)
        ),
        "machines-01": Answer(
            status=Status.NO, note="まだ", on=TODAY, by=None, action=Action(owner="林", due=date(2027, 1, 31))
        ),
    }
    assert [told.place for told in outcome.told][:1] == ["質問シート!I6"]


def test_the_name_on_the_cover_is_who_answered(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    row = next(cell.row for cell in paper.cover["A"] if cell.value == "tenken:by")
    paper.cover.cell(row, 4).value = "佐藤"
    paper.put("machines-01", status="できている")
    assert read(paper.content, checklist, assessment).answers["machines-01"].by == "佐藤"
    paper.cover.cell(row, 4).value = "佐" * 300
    outcome = read(paper.content, checklist, replace(assessment, assessor=Assessor(name="北浜")))
    assert outcome.answers["machines-01"].by == "北浜"
    assert whats(outcome) == [("はじめに!D12", "too-long-text")]


def test_changed_and_cleared_cells(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    paper.put("people-01", status="できている", note=None, due=date(2027, 3, 31), what=None, file=None, dated=None)
    paper.put("people-02", status=None)
    outcome = read(paper.content, checklist, assessment)
    assert outcome.answers["people-01"] == Answer(
        status=Status.YES,
        on=TODAY,
        evidence=(Evidence(what="写真"),),
        action=Action(owner="森", due=date(2027, 3, 31), moved=(date(2026, 12, 31),)),
    )
    assert outcome.answers["people-02"] == Answer()
    outcomes = [(told.question.id, str(told.change.field.part), told.change.outcome) for told in outcome.told]
    assert outcomes == [
        ("people-01", "status", MergeOutcome.CHANGED),
        ("people-01", "note", MergeOutcome.CLEARED),
        ("people-01", "due", MergeOutcome.CHANGED),
        ("people-01", "what", MergeOutcome.CLEARED),
        ("people-02", "status", MergeOutcome.CLEARED),
    ]
    assert "people-02" not in after(assessment, outcome).answers


def test_further_evidence_is_found_by_its_number(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    paper.add("2-1", what="更新の画面", dated="2026年11月3日").add("２−１", what="別の画面").add(
        "people-02", what="出席簿"
    )
    outcome = read(paper.content, checklist, assessment)
    assert not outcome.refused
    assert outcome.answers["machines-01"].evidence == (
        Evidence(what="更新の画面", dated=date(2026, 11, 3)),
        Evidence(what="別の画面"),
    )
    assert outcome.answers["people-02"].evidence == (Evidence(what="出席簿"),)


def test_evidence_without_a_question_or_without_a_word_is_refused(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    paper.add(None, what="何かの写真").add("9-9", what="x").add(date(2026, 4, 5), what="4-5 のつもり")
    paper.put("machines-01", dated=date(2026, 11, 1)).put("people-01", what=None)
    outcome = read(paper.content, checklist, assessment)
    assert not outcome.answers
    assert sorted(whats(outcome)) == [
        ("証拠の追加!E6", "sheet-no-number"),
        ("証拠の追加!E7", "sheet-no-number"),
        ("証拠の追加!E8", "sheet-no-number"),
        ("質問シート!I5", "sheet-needs-what"),
        ("質問シート!I7", "sheet-needs-what"),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("status", Status)
def test_answers_are_understood_in_both_languages_and_as_codes(lang: Language, status: Status) -> None:
    word = WORDS[lang].status(status)
    key = str(list(Status).index(status) + 1)
    for written_so in (
        word,
        f" {word}\u3000",
        word.upper(),
        str(status),
        str(status).upper(),
        key,
        "０１２３４５"[int(key)],
    ):
        assert value_of(AnswerPart.STATUS, GridCell(CellKind.TEXT, written_so)) is status
    assert value_of(AnswerPart.STATUS, GridCell(CellKind.TEXT, WORDS[lang].status(None))) is None


@pytest.mark.parametrize(
    "cell", [GridCell(CellKind.TEXT, "はい"), GridCell(CellKind.OTHER, "TRUE"), GridCell(CellKind.NUMBER, "6")]
)
def test_other_words_are_no_answers(cell: GridCell) -> None:
    with pytest.raises(UnclearError) as unclear:
        value_of(AnswerPart.STATUS, cell)
    assert unclear.value.what == "sheet-status"


@pytest.mark.parametrize(
    "written_so",
    [
        *(
            "2026/11/21",
            "2026-11-21",
            "2026.11.21",
            "2026年11月21日",
            "2026年 11月 21日",
            "２０２６／１１／２１",
            "20261121",
        ),
        *("2026年11月21日(土)", "令和8年11月21日", "R8.11.21", "r8/11/21", "21 November 2026", "21 Nov 2026"),
        *("November 21, 2026", "Nov. 21, 2026", " 2026/11/21 "),
    ],
)
def test_dates_are_understood_as_people_write_them(written_so: str) -> None:
    assert value_of(AnswerPart.DATED, GridCell(CellKind.TEXT, written_so)) == TODAY


@pytest.mark.parametrize(
    ("written_so", "what"),
    [
        ("11/21", "no-year"),
        ("昨日", "no-year"),
        ("11/12/2026", "two-readings"),
        ("2026/11", "day-missing"),
        ("2026/13/1", "no-such-month"),
        ("2026/2/29", "no-such-day"),
        ("46347", "not-a-day"),
        ("令和", "not-a-day"),
    ],
)
def test_what_could_be_another_day_is_refused(written_so: str, what: str) -> None:
    with pytest.raises(UnclearError) as unclear:
        value_of(AnswerPart.DUE, GridCell(CellKind.TEXT, written_so))
    assert unclear.value.what == f"reading.{what}"


def test_dates_of_excel_are_days(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    paper.put("people-02", what="x", dated=datetime(2026, 10, 1, 12, 30))  # noqa: DTZ001 - a cell knows no zone
    paper.put("machines-01", what="y", dated="令和元年5月1日")
    outcome = read(paper.content, checklist, assessment)
    assert outcome.answers["people-02"].evidence[0].dated == date(2026, 10, 1)
    assert outcome.answers["machines-01"].evidence[0].dated == date(2019, 5, 1)


def test_what_is_refused_is_refused_alone_and_named_by_its_cell(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    paper.put("people-02", note="受け取る", what="x", dated=date(2026, 12, 24), owner="x" * 201, due="来月")
    paper.put("machines-01", status="対象外")
    paper.put("machines-02", status="まあまあ", note="y" * 4001)
    outcome = read(paper.content, checklist, assessment)
    assert sorted(whats(outcome)) == [
        ("質問シート!G7", "sheet-na-reason"),
        ("質問シート!G8", "sheet-status"),
        ("質問シート!H8", "too-long"),
        ("質問シート!J6", "day-ahead"),
        ("質問シート!K6", "too-long-text"),
        ("質問シート!L6", "reading.not-a-day"),
    ]
    assert outcome.answers == {"people-02": Answer(status=Status.YES, note="受け取る")}


def test_a_reason_that_was_taken_away_from_what_does_not_apply_is_refused(assess: Assess) -> None:
    checklist, assessment = assess("[answers.people-01]\nstatus = 'na'\nnote = '理由'\n")
    paper = Paper(written(checklist, assessment)).put("people-01", note=None)
    outcome = read(paper.content, checklist, assessment)
    assert whats(outcome) == [("質問シート!H5", "sheet-na-reason")]
    assert not outcome.answers


def test_formulas_and_errors_are_refused_where_answers_are_wanted(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    paper.cell("machines-01", AnswerPart.STATUS).value = '="できている"'
    paper.cell("machines-01", AnswerPart.NOTE).value = "#N/A"
    paper.cell("machines-01", AnswerPart.NOTE).data_type = "e"
    outcome = read(paper.content, checklist, assessment)
    assert whats(outcome) == [("質問シート!G7", "sheet-formula"), ("質問シート!H7", "sheet-error")]
    assert not outcome.answers


def test_a_control_character_is_refused(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    paper.put("people-02", note="_x001B_[2J")
    assert whats(read(paper.content, checklist, assessment)) == [("質問シート!H6", "control-character")]


def test_an_empty_answer_beside_a_note_is_pointed_out(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    paper.put("machines-02", note="調べている")
    outcome = read(paper.content, checklist, assessment)
    assert [(question.id, place) for question, place in outcome.waits] == [("machines-02", "質問シート!G8")]


# What people and programs do to a workbook.


def test_sorted_renamed_and_with_rows_and_columns_put_in_between(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    paper.put("machines-01", status="できている").put("people-01", note="全部").add("2-2", what="鍵の写真")
    paper.sort()
    for at, sheet in enumerate((paper.list, paper.more, paper.cover)):
        sheet.title = f"シート{at} ' !"
        sheet.insert_rows(1, 2)
        sheet.insert_cols(2)
    paper.list.insert_rows(paper.row("people-02"))
    outcome = read(paper.content, checklist, assessment)
    assert not outcome.refused
    assert {told.question.id: told.change.theirs for told in outcome.told} == {
        "machines-01": Status.YES,
        "people-01": "全部",
        "machines-02": "鍵の写真",
    }
    assert outcome.told[0].place.startswith("シート0 ' !!")


def test_a_row_of_ones_own_is_told_to_belong_nowhere(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    paper.list.insert_rows(6)
    paper.list.cell(6, 8).value = "ここにも書きたい"
    assert whats(read(paper.content, checklist, assessment)) == [("質問シート!H6", "sheet-no-question")]


def test_a_row_that_was_deleted_leaves_its_answer_alone(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    paper.list.delete_rows(paper.row("people-02"))
    paper.list.delete_rows(paper.row("machines-01"))
    outcome = read(paper.content, checklist, assessment)
    assert not outcome.told
    assert outcome.left_out == 2


def test_a_column_that_was_deleted_says_nothing(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    paper.list.delete_cols(paper.column(paper.list, "tenken:note"))
    paper.put("people-02", status="できていない")
    assert [told.change.theirs for told in read(paper.content, checklist, assessment).told] == [Status.NO]


def test_of_two_rows_of_a_question_the_changed_one_counts(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    copy = paper.book.copy_worksheet(paper.list)
    assert not read(paper.content, checklist, assessment).told
    paper.put("machines-01", status="できている")
    assert [told.change.theirs for told in read(paper.content, checklist, assessment).told] == [Status.YES]
    copy.cell(paper.row("machines-01"), paper.column(paper.list, "tenken:status")).value = "できていない"
    outcome = read(paper.content, checklist, assessment)
    assert not outcome.told
    assert [what for _, what in whats(outcome)] == ["sheet-two-rows", "sheet-two-rows"]
    assert outcome.refused[0].values["cells"] == "質問シート!G7, 質問シート Copy!G7"


@pytest.mark.slow
def test_libreoffice_saves_it_and_nothing_is_lost(club_paper: Club, tmp_path: Path) -> None:
    paper, checklist, assessment = club_paper
    texts = {f"machines-0{at}": text for at, text in enumerate(("=1+1", "改\n行 _x0041_ <b>"), 1)}
    for question_id, text in texts.items():
        paper.put(question_id, status="一部できている", note=text, what=text, dated=date(2026, 10, 1))
    files = [tmp_path / name for name in ("untouched.xlsx", "filled.xlsx")]
    files[0].write_bytes(written(checklist, assessment))
    files[1].write_bytes(paper.content)
    (tmp_path / "saved").mkdir()
    untouched, filled = (path.read_bytes() for path in through_libreoffice(files, tmp_path / "saved"))
    assert not read(untouched, checklist, assessment).told
    outcome = read(filled, checklist, assessment)
    assert not outcome.refused
    assert {question_id: answer.note for question_id, answer in outcome.answers.items()} == texts
    book = openpyxl.load_workbook(io.BytesIO(untouched))
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible", "visible", "hidden"]
    assert book.worksheets[LIST].column_dimensions["A"].hidden
    assert book.worksheets[LIST].protection.sheet


# Two people, two changes.


def test_two_peoples_sheets_come_together(club_paper: Club) -> None:
    one, checklist, assessment = club_paper
    other = Paper(one.content)
    one.put("machines-01", status="できている", note="全台").put("people-02", note="毎年4月")
    other.put("machines-02", status="できていない").put("machines-01", owner="林").add("1-2", what="出席簿")
    for order in ((one, other), (other, one)):
        now = assessment
        for sheet in order:
            outcome = read(sheet.content, checklist, now)
            assert not outcome.with_outcome(MergeOutcome.CONFLICT)
            now = after(now, outcome)
        assert now.answer("machines-01").status is Status.YES
        assert now.answer("machines-01").action == Action(owner="林")
        assert now.answer("machines-02").status is Status.NO
        assert now.answer("people-02").note == "毎年4月"
        assert now.answer("people-02").evidence == (Evidence(what="出席簿"),)


def test_what_two_changed_differently_waits_for_a_decision(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    paper.put("people-01", status="できている", note="シート").put("machines-01", status="できていない")
    ours = {
        **assessment.answers,
        "people-01": replace(assessment.answer("people-01"), status=Status.NO, note="ファイル"),
    }
    ours["machines-01"] = Answer(status=Status.NO)
    now = replace(assessment, answers=ours)
    outcome = read(paper.content, checklist, now)
    assert not outcome.answers
    assert [(told.place, told.change.ours, told.change.theirs) for told in outcome.told] == [
        ("質問シート!G5", Status.NO, Status.YES),
        ("質問シート!H5", "ファイル", "シート"),
    ]
    assert not read(paper.content, checklist, now, lambda _: False).answers
    taken = read(
        paper.content,
        checklist,
        now,
        lambda told: isinstance(told, PlacedChange) and told.change.field.part is AnswerPart.STATUS,
    )
    assert taken.answers["people-01"].status is Status.YES
    assert taken.answers["people-01"].note == "ファイル"
    assert [told.change.outcome for told in taken.told] == [MergeOutcome.CHANGED, MergeOutcome.KEPT]


def test_reading_the_same_sheet_again_changes_nothing(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    paper.put("people-01", status="できている", what="参加者名簿").add("2-1", what="画面")
    now = after(assessment, read(paper.content, checklist, assessment))
    assert not read(paper.content, checklist, now).told


# Last year's answers, and an assessor's.


def test_last_years_answer_is_shown_and_counts_when_it_is_chosen_again(assess: Assess) -> None:
    checklist, assessment = assess("[answers.people-01]\nstatus = 'yes'\nnote = '去年'\nconfirmed = false\n")
    paper = Paper(written(checklist, assessment))
    assert "できている" in [cell.value for cell in paper.list[paper.row("people-01")]]
    assert paper.cell("people-01", AnswerPart.STATUS).value is None
    assert not read(paper.content, checklist, assessment).told
    outcome = read(paper.put("people-01", status="できている").content, checklist, assessment)
    assert outcome.answers["people-01"] == Answer(status=Status.YES, note="去年", on=TODAY)


@pytest.mark.parametrize("said", ["0", "０", "昨年と同じ", "Same as last year", 0])
def test_last_years_answer_is_repeated_with_a_key(assess: Assess, said: Any) -> None:
    checklist, assessment = assess("[answers.people-01]\nstatus = 'partial'\nnote = '去年'\nconfirmed = false\n")
    paper = Paper(written(checklist, assessment)).put("people-01", status=said).put("people-02", status=said)
    outcome = read(paper.content, checklist, assessment)
    assert outcome.answers == {"people-01": Answer(status=Status.PARTIAL, note="去年", on=TODAY)}
    assert [what for _, what in whats(outcome)] == ["sheet-no-last-year"]


def test_a_sheet_without_last_years_answers_refuses_their_repetition(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    assert whats(read(paper.put("machines-01", status="0").content, checklist, assessment)) == [
        ("質問シート!G7", "sheet-no-last-year")
    ]


@pytest.mark.slow
def test_libreoffice_counts_keys_and_repeated_answers_as_reading_does(assess: Assess, tmp_path: Path) -> None:
    checklist, assessment = assess("[answers.people-01]\nstatus = 'partial'\nconfirmed = false\n")
    paper = Paper(written(checklist, assessment)).put("people-01", status="0").put("people-02", status="1")
    paper.put("machines-01", status="まあまあ").put("machines-02", status="3")
    (tmp_path / "a.xlsx").write_bytes(paper.content)
    (tmp_path / "back").mkdir()
    (back,) = through_libreoffice([tmp_path / "a.xlsx"], tmp_path / "back")
    listed = openpyxl.load_workbook(back, data_only=True).worksheets[LIST]
    codes = {str(row[0].value): [cell.value for cell in row] for row in listed.iter_rows(min_row=FIRST_ROW)}
    assert "partial" in codes["people-01"]
    assert "yes" in codes["people-02"]
    assert "no" in codes["machines-02"]
    assert not {str(status) for status in Status} & set(codes["machines-01"])


def test_an_assessors_verdict_is_shown_and_cannot_be_changed(assess: Assess) -> None:
    checklist, assessment = assess(
        "[answers.people-01]\nstatus = 'yes'\nverdict = { status = 'partial', finding = '2人の署名がない' }\n"
    )
    paper = Paper(written(checklist, assessment))
    row = [str(cell.value) for cell in paper.list[paper.row("people-01")]]
    assert "一部できている\n2人の署名がない" in row
    outcome = read(paper.put("people-01", status="できていない").content, checklist, assessment)
    assert outcome.answers["people-01"].verdict == assessment.answer("people-01").verdict


# Whole workbooks that are refused.


def refused(content: bytes, checklist: Checklist, assessment: Assessment) -> str:
    with pytest.raises(FileProblems) as stopped:
        read(content, checklist, assessment)
    (problem,) = stopped.value.problems
    assert all(Words(lang).problem(problem) for lang in LANGUAGES)
    return problem.what


def test_sheets_of_other_firms_years_and_editions_are_refused(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    content = paper.content
    renamed = replace(assessment, organisation=replace(assessment.organisation, name="南浜クラブ"))
    assert refused(content, checklist, renamed) == "sheet-other-firm"
    next_year = replace(assessment, previous=Previous(file="a.toml", sha256="0" * 64))
    assert refused(content, checklist, next_year) == "sheet-other-year"
    assert refused(content, replace(checklist, edition="2"), assessment) == "sheet-other-edition"
    assert refused(content, replace(checklist, digest="sha256:" + "0" * 64), assessment) == "sheet-edition-changed"


def test_workbooks_that_are_not_ours_are_refused(club_paper: Club) -> None:
    paper, checklist, assessment = club_paper
    empty = openpyxl.Workbook()
    stream = io.BytesIO()
    empty.save(stream)
    assert refused(stream.getvalue(), checklist, assessment) == "sheet-not-ours"
    newer = Paper(paper.content)
    newer.hidden["B1"].value = "2"
    assert refused(newer.content, checklist, assessment) == "sheet-newer"
    bare = Paper(paper.content)
    bare.list.delete_rows(1)
    assert refused(bare.content, checklist, assessment) == "sheet-no-list"
    lost = Paper(paper.content)
    lost.book.remove(lost.hidden)
    assert refused(lost.content, checklist, assessment) == "sheet-not-ours"


def test_no_part_of_the_workbook_points_outside(assess: Assess) -> None:
    with zipfile.ZipFile(io.BytesIO(written(*assess(ANSWERED)))) as archive:
        names = archive.namelist()
        assert not [name for name in names if "external" in name.lower() or "media" in name.lower()]
        assert not [name for name in names if name.endswith(".rels") and b"TargetMode" in archive.read(name)]


# Live formulas.


def told(words: Words, checklist: Checklist, assessment: Assessment) -> list[object]:
    """What the cover should say, from the core's own score."""
    card = score(checklist, assessment)
    low, high = shown(card.score), shown(card.best)
    if low is None or high is None:
        so_far = words("sheet.score_none")
    elif card.draft:
        so_far = words("sheet.score_range", low=low, high=high)
    else:
        so_far = words("sheet.score", score=low)
    progress = words("sheet.progress", answered=card.tally.answered, applicable=card.tally.applicable)
    areas: list[object] = []
    for entry in card.areas:
        points = shown(entry.tally.score)
        areas += [f"{entry.tally.answered} / {entry.tally.applicable}"]
        areas += [words("cli.score.no_points") if points is None else points]
    return [progress, so_far, *areas]


def shown_by(content: bytes) -> list[object]:
    """What the cover says, as last calculated; and that the list says the same."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    cover, listed = book.worksheets[0], book.worksheets[LIST]
    values = [cover["B15"].value, cover["B16"].value]
    assert values == [value for value in (cell.value for cell in listed[2]) if value][2:]
    row = 20
    while cover.cell(row, 4).value is not None:
        values += [cover.cell(row, 4).value, cover.cell(row, 5).value]
        row += 1
    return values


LATIN = [
    *("yes", "partial", "no", "unknown", "na", None),
    *("yes", "partial", "yes"),
]


def cases() -> Iterable[tuple[Language, Assessment, dict[str, Status | None]]]:
    """Assessments and what is filled into their sheets: blank, all, mixed, nothing applies, verdicts, last year's."""
    places = (data.folder("checklist"),)
    finished = loader.load(EXAMPLES / "2026.toml", places, TODAY)[1]
    draft = loader.load(EXAMPLES / "2026-draft.toml", places, TODAY)[1]
    ids = list(finished.answers)
    yield "ja", draft, {}
    yield "en", finished, {}
    blank = replace(finished, answers={})
    for step in (1, 2, 5, 7):
        chosen = {name: LATIN[at * step % len(LATIN)] for at, name in enumerate(ids)}
        yield (
            ("ja" if step % 2 else "en"),
            blank,
            {name: Status(word) if word else None for name, word in chosen.items()},
        )
    yield "ja", blank, dict.fromkeys(ids, Status.YES)
    yield "en", blank, dict.fromkeys(ids, Status.NA)
    yield "ja", blank, {**dict.fromkeys(ids, Status.NO), ids[0]: Status.PARTIAL}
    carried = {name: replace(answer, confirmed=False) for name, answer in finished.answers.items()}
    yield "ja", replace(finished, answers=carried), {ids[0]: Status.YES, ids[1]: Status.NO}


def test_what_the_cells_hold_before_anything_is_calculated_is_the_cores_score() -> None:
    for lang, assessment, _ in cases():
        checklist = loader.load(EXAMPLES / "2026.toml", PLACES, TODAY)[0]
        assert shown_by(written(checklist, assessment, lang)) == told(Words(lang), checklist, assessment)


@pytest.mark.slow
def test_the_formulas_agree_with_the_core(assess: Assess, tmp_path: Path) -> None:
    checklist = loader.load(EXAMPLES / "2026.toml", PLACES, TODAY)[0]
    files, expected = [], []
    club, judged = assess(
        "[answers.people-01]\nstatus = 'yes'\nverdict = { status = 'no' }\n[answers.people-02]\nstatus = 'partial'\n"
    )
    everything = [("ja", club, judged, {"machines-01": Status.YES})]
    everything += [(lang, checklist, assessment, filled) for lang, assessment, filled in cases()]  # type: ignore[misc]
    for at, (lang, edition, assessment, filled) in enumerate(everything):
        words = Words(lang)  # type: ignore[arg-type]
        paper = Paper(written(edition, assessment, lang))  # type: ignore[arg-type]
        for question_id, status in filled.items():
            code = status if at % 3 == 0 else words.status(status)
            paper.put(question_id, status=code if status else None)
        answers = dict(assessment.answers)
        for name, status in filled.items():
            answers[name] = replace(assessment.answer(name), status=status, confirmed=True)
        files.append(tmp_path / f"{at}.xlsx")
        files[-1].write_bytes(paper.content)
        expected.append(told(words, edition, replace(assessment, answers=answers)))
    (tmp_path / "calculated").mkdir()
    calculated = through_libreoffice(files, tmp_path / "calculated")
    assert [shown_by(path.read_bytes()) for path in calculated] == expected
