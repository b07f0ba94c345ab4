"""The Excel form: read back by two other libraries; nothing of others runs in it; one can work in it and print it."""

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from itertools import pairwise
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from tests.conftest import EXAMPLES, PLACES, TODAY, Said

from tenken.core.model import Assessment, Checklist
from tenken.core.report.report import Report, build
from tenken.core.report.sections import ReportProfile
from tenken.excel.book import ReportBook
from tenken.excel.row_heights import HIGHEST
from tenken.excel.safe_cells import LONGEST, MOST_LINES, one_line
from tenken.excel.styles import LOOKS
from tenken.render.report import as_xlsx
from tenken.store.assessment import loader
from tenken.store.assessment.document import content_digest
from tenken.words import LANGUAGES, Language, Words

Assess = Callable[[str], tuple[Checklist, Assessment]]

ANSWERS = """
[answers.people-01]
status = "no"
note = "四人が\\nまだ"
action = { owner = "木村", due = 2026-10-01, moved = [2026-06-30] }
[answers.people-02]
status = "partial"
by = "森"
on = 2026-11-19
evidence = [{ what = "名簿", file = "list.pdf", dated = 2026-09-01 }]
[answers.machines-01]
status = "yes"
confirmed = false
"""

PAYLOADS = (
    *("=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.test","y")', "=WEBSERVICE(A1)", "+1", "-2+3", "@SUM(A1)"),
    *("＝１＋１", "＋1", "－1", "＠x", "{=1+1}", "'=1", "http://x.test/", "https://x.test", "mailto:a@x.test"),
    *("file:///etc/passwd", "internal:'まとめ'!A1", "external:\\\\x\\share", "1e5", "0123", "2026-01-01", "TRUE"),
)
"""What a spreadsheet could take for something else."""

SPEAKABLE = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")


def report_of(assess: Assess, answers: str = ANSWERS, profile: ReportProfile = ReportProfile.FULL) -> Report:
    return build(*assess(answers), content_digest="sha256:" + "0123456789abcdef" * 4, version="9", profile=profile)


def kitahama(profile: ReportProfile = ReportProfile.FULL, name: str = "2026.toml") -> Report:
    checklist, assessment = loader.load(EXAMPLES / name, PLACES, TODAY)
    digest = content_digest(assessment)
    return build(checklist, assessment, content_digest=digest, version="9", profile=profile)


def opened(content: bytes) -> Any:
    """The workbook as openpyxl reads it; it does not know the newer kind of bars and says so."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".* extension is not supported")
        return openpyxl.load_workbook(io.BytesIO(content))


def second(content: bytes, sheet: str) -> list[list[Any]]:
    """A sheet's values as calamine reads them, from its first cell on."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def table(content: bytes, sheet: str) -> list[dict[str, Any]]:
    """The rows below the heads, by the first line of each head."""
    rows = second(content, sheet)[as_xlsx.HEAD :]
    return [dict(zip((head.split("\n")[0] for head in rows[0]), row, strict=True)) for row in rows[1:]]


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def cells(book: Any) -> Iterator[Any]:
    return (cell for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_plan_lists_the_gaps_with_what_a_manager_fills_in(assess: Assess) -> None:
    first, then = table(as_xlsx.render(report_of(assess), Words("ja")), "足りないところと予定")
    assert (first["順"], first["番号"], first["足りないところ"], first["領域"]) == (1, "1-1", "約束", "人")
    assert (first["いまの答え"], first["必須の対策"]) == ("できていない", "必須の対策")
    assert first["最初の一歩"] == "今週署名をもらう"
    assert (first["担当"], first["期限"], first["期限まで"]) == ("木村", date(2026, 10, 1), "期限超過")
    assert (first["約束か案か"], then["約束か案か"]) == ("約束", "案")
    assert (first["手間"], first["費用"], first["優先度"]) == ("数時間", "費用なし", 8)
    assert (first["進み具合"], first["備考"]) == ("未着手", "1回延期")
    assert (then["担当"], then["期限"], then["期限まで"], then["必須の対策"]) == ("代表者", date(2027, 1, 19), "", "")
    assert then["優先度"] == Fraction(1, 2)


def test_every_question_is_there_answered_or_not(assess: Assess) -> None:
    rows = table(as_xlsx.render(report_of(assess), Words("ja")), "すべての質問")
    assert [row["ID"] for row in rows] == ["people-01", "people-02", "machines-01", "machines-02"]
    assert [row["いまの答え"] for row in rows] == ["できていない", "一部できている", "未回答", "未回答"]
    assert rows[0]["メモ"] == "四人が\nまだ"
    assert (rows[1]["証拠"], rows[1]["期限内の証拠"]) == (
        "・名簿(list.pdf)：2026年9月1日付、2027年9月1日まで有効",
        "あり",
    )
    assert (rows[1]["答えた人"], rows[1]["答えた日"], rows[0]["答えた日"]) == ("森", date(2026, 11, 19), "")
    assert "確認されていません" in rows[2]["メモ"]
    assert "点検者の所見" not in rows[0]


def test_open_questions_have_a_sheet_of_their_own_in_order_of_priority(assess: Assess) -> None:
    rows = table(as_xlsx.render(report_of(assess), Words("ja")), "未回答の質問")
    assert {row["番号"]: row["昨年の答え(未確認)"] for row in rows} == {"2-1": "できている", "2-2": ""}
    owners = table(as_xlsx.render(report_of(assess, profile=ReportProfile.OWNER), Words("ja")), "未回答の質問")
    assert [row["番号"] for row in owners] == [row["番号"] for row in rows]
    assert "昨年の答え(未確認)" not in owners[0]
    unconfirmed = report_of(assess, ANSWERS.replace("confirmed = false", ""))
    assert "昨年の答え(未確認)" not in table(as_xlsx.render(unconfirmed, Words("ja")), "未回答の質問")[0]


def test_an_assessors_finding_stands_beside_the_firms_own_answer(assess: Assess) -> None:
    judged = ANSWERS + '[answers.machines-02]\nstatus = "yes"\n'
    judged += 'verdict = { status = "no", finding = "鍵がない", severity = "major" }\n'
    rows = table(as_xlsx.render(report_of(assess, judged), Words("ja")), "すべての質問")
    told = ("会社の答え", "監査の判断", "判断の理由")
    assert [rows[3][head] for head in told] == ["できている", "できていない", "鍵がない\n重大"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("profile", "sheets"), [(ReportProfile.FULL, 3), (ReportProfile.OWNER, 2), (ReportProfile.ATTESTATION, 1)]
)
def test_each_profile_has_its_sheets_and_the_summary_its_figures(
    profile: ReportProfile, sheets: int, lang: Language
) -> None:
    report, words = kitahama(profile), Words(lang)
    content = as_xlsx.render(report, words)
    book = opened(content)
    names = [words(key) for key in ("workbook.summary", "workbook.plan", "workbook.answers")]
    assert book.sheetnames == names[:sheets]
    told = {row[0]: row[1:3] for row in second(content, names[0])}
    assert told[words("report.summary.grade")][0] == "C"
    assert told[words("workbook.score")][0] == 60
    assert told[words("report.summary.coverage_label")][0] == "73 / 73"
    assert told[words("report.summary.evidenced_label")][0] == 42
    assert told[words("report.summary.gaps_label")][0] == 40
    assert (words("report.summary.overdue_label") in told) is (profile is not ReportProfile.ATTESTATION)
    areas = {row[0].split("  ")[-1]: row[1:3] for row in second(content, names[0]) if row[0]}
    assert areas[words.text(report.checklist.areas[0].title)] == [70, 46]
    text = "".join(parts(content).values())
    assert words("report.limits.not_mark").split(".")[0] in text.replace("&apos;", "'")
    assert " ".join(re.findall("....", report.content_digest[7:23])) in text
    for sheet in book:
        assert len(sheet.title) <= 31


def test_a_summary_says_what_is_missing_instead_of_a_score(assess: Assess) -> None:
    nothing = "".join(
        f'[answers.{name}]\nstatus = "na"\nnote = "x"\n'
        for name in ("people-01", "people-02", "machines-01", "machines-02")
    )
    content = as_xlsx.render(report_of(assess, nothing), Words("ja"))
    assert opened(content).sheetnames == ["まとめ", "すべての質問"]
    told = {row[0]: row[1:3] for row in second(content, "まとめ")}
    assert told["判定"] == ["判定なし", "当てはまる質問がないため、点数をつけていません。"]
    assert "点数" not in told
    draft = {row[0]: row[1:3] for row in second(as_xlsx.render(report_of(assess), Words("ja")), "まとめ")}
    assert "暫定：2問" in draft["点数"][1]


def test_days_are_days_for_both_readers() -> None:
    content = as_xlsx.render(kitahama(), Words("en"))
    column = [row[8] for row in opened(content)["Gaps and plan"].iter_rows(min_row=as_xlsx.HEAD + 2)]
    assert len(column) == 40
    assert all(cell.is_date and isinstance(cell.value, datetime) for cell in column)
    assert {type(row["Due"]) for row in table(content, "Gaps and plan")} == {date}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_of_others_stays_text(assess: Assess, payload: str) -> None:
    written = payload.replace("\\", "\\\\").replace('"', '\\"')
    answers = f"""
[assessor]
name = "{written}"
[answers.people-01]
status = "no"
note = "{written}"
by = "{written}"
action = {{ owner = "{written}" }}
evidence = [{{ what = "x", file = "{written}" }}]
verdict = {{ status = "no", finding = "{written}" }}
[signoff]
assessor = "{written}"
"""
    content = as_xlsx.render(report_of(assess, answers), Words("ja"))
    book = opened(content)
    found = [cell for cell in cells(book) if cell.value == payload]
    assert len(found) == 5  # note, by, owner, finding, sign-off
    assert {cell.data_type for cell in found} == {"s"}
    assert {bool(cell.quotePrefix) for cell in found} == {payload[0] in "=+-@＝＋－＠'"}
    assert not any(cell.hyperlink for cell in cells(book))
    read = [cell for sheet in book.sheetnames for row in second(content, sheet) for cell in row]
    assert sum(cell == payload and isinstance(cell, str) for cell in read) == 5
    files = parts(content)
    assert not any("hyperlink" in text for name, text in files.items() if "sheet" in name)
    assert not any("External" in text for text in files.values())


def test_the_only_formulas_are_our_own(assess: Assess) -> None:
    for report in (kitahama(), report_of(assess, ANSWERS.replace("木村", '=1+1\\"&A1'))):
        book = opened(as_xlsx.render(report, Words("ja")))
        formulas = {cell.coordinate: cell.value for cell in cells(book) if cell.data_type == "f"}
        for formula in formulas.values():
            assert re.fullmatch(
                r'=IF\(OR\(\$I(\d+)="",\$O\1="完了"\),"",IF\(\$I\1<TODAY\(\),"期限超過",IF\(\$I\1<=TODAY\(\)\+30,"30日以内",""\)\)\)'
                r"|=COUNTIF\('足りないところと予定'!\$[KO]\$4:\$[KO]\$\d+,\"(未着手|着手中|完了|期限超過)\"\)",
                formula,
            )
        assert len(formulas) == len(report.gaps) + 4


def test_the_counts_of_the_plan_stand_on_the_first_sheet(assess: Assess) -> None:
    rows = second(as_xlsx.render(report_of(assess), Words("ja")), "まとめ")
    at = next(place for place, row in enumerate(rows) if row[1] == "未着手")
    assert rows[at][1:5] == ["未着手", "着手中", "完了", "期限超過"]
    assert rows[at + 1][1:5] == [2, 0, 0, 1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_entered_is_checked(lang: Language) -> None:
    words = Words(lang)
    plan = opened(as_xlsx.render(kitahama(), words))[words("workbook.plan")]
    allowed = {str(rule.sqref): rule for rule in plan.data_validations.dataValidation}
    choice, day = allowed["O4:O43"], allowed["I4:I43"]
    three = [words(key) for key in ("workbook.not_begun", "workbook.under_way", "workbook.done")]
    assert choice.formula1 == f'"{",".join(three)}"'
    assert (choice.type, day.type, day.operator or "between") == ("list", "date", "between")
    assert choice.showErrorMessage
    assert all(state in choice.error for state in three)
    assert {cell.value for (cell,) in plan["O4:O43"]} == {three[0]}


def test_overdue_and_finished_rows_are_marked_by_a_rule_that_a_word_goes_with() -> None:
    plan = opened(as_xlsx.render(kitahama(), Words("ja")))["足りないところと予定"]
    rules = {
        str(area.sqref): [rule.formula[0] for rule in found]
        for area, found in plan.conditional_formatting._cf_rules.items()
    }
    assert rules["A4:D43 F4:P43"] == ['$K4="期限超過"']
    assert rules["I4:K43"] == ['$K4="期限超過"']
    assert rules["A4:P43"] == ['$O4="完了"']
    assert rules["O4:O43"] == ['$O4="着手中"']


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheets_filter_freeze_and_print(lang: Language) -> None:
    words = Words(lang)
    book = opened(as_xlsx.render(kitahama(name="2026-draft.toml"), words))
    assert len(book.sheetnames) == 4
    for sheet in book:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddHeader.left.text == "北浜テニススクール"
        assert sheet.oddFooter.right.text == "&P / &N"
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "D4"
        assert sheet.auto_filter.ref == f"A3:{sheet.dimensions.split(':')[1]}"
        assert sheet.print_title_rows == "$3:$3"
        assert int(sheet.page_setup.fitToHeight) == 0
        heads = [cell.value for cell in sheet[3]]
        assert all(heads)
        assert len(set(heads)) == len(heads)
        assert all(cell.alignment.wrap_text for cell in sheet[4])


def test_only_what_is_handed_out_is_not_confidential() -> None:
    for profile in ReportProfile:
        header = opened(as_xlsx.render(kitahama(profile), Words("ja")))["まとめ"].oddHeader
        assert ("社外秘" in header.right.text) is (profile is not ReportProfile.ATTESTATION)


def test_the_file_says_whose_it_is() -> None:
    told = opened(as_xlsx.render(kitahama(), Words("ja"))).properties
    assert told.title == "北浜テニススクール 会員データ保護 点検報告書"
    assert (told.creator, told.created.isoformat()) == ("北浜 みどり", "2026-11-14T00:00:00")
    assert told.subject == "member-data@2026 2026年11月14日"


def test_the_same_input_gives_the_same_bytes() -> None:
    content = as_xlsx.render(kitahama(), Words("ja"))
    assert as_xlsx.render(kitahama(), Words("ja")) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    days = set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+", "".join(parts(content).values())))
    assert days == {"2026-11-14T00:00:00"}


def test_rows_begin_high_enough_and_may_still_grow() -> None:
    sheet = parts(as_xlsx.render(kitahama(), Words("ja")))["xl/worksheets/sheet3.xml"]
    heights = [int(height) for height in re.findall(r'<row [^>]*ht="(\d+)', sheet)]
    assert "customHeight" not in sheet
    assert len(heights) >= 78
    assert 60 < max(heights) <= HIGHEST


def test_no_row_is_higher_than_excel_knows(assess: Assess) -> None:
    report = report_of(assess, ANSWERS.replace("四人が\\nまだ", "あ" * 4000))
    sheet = parts(as_xlsx.render(report, Words("ja")))["xl/worksheets/sheet4.xml"]
    assert HIGHEST * 9 // 10 < max(map(float, re.findall(r'<row [^>]*ht="([\d.]+)', sheet))) <= HIGHEST


def test_no_theme_comes_before_the_named_font() -> None:
    for lang, name in (("ja", "游ゴシック"), ("en", "Yu Gothic")):
        styles = parts(as_xlsx.render(kitahama(), Words(lang)))["xl/styles.xml"]  # type: ignore[arg-type]
        assert set(re.findall(r'<name val="([^"]+)"', styles)) == {name}
        assert "<scheme" not in styles


def test_answers_can_be_told_apart_on_grey_paper() -> None:
    def light(colour: str) -> int:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return (299 * red + 587 * green + 114 * blue) // 1000

    fills = [light(str(LOOKS[f"status_{status}"]["bg_color"])) for status in ("yes", "partial", "unknown", "no")]
    assert all(above - below >= 20 for above, below in pairwise(fills))


def test_a_name_commands_nothing_at_the_head_of_a_page(assess: Assess) -> None:
    checklist, assessment = assess("")
    for name in ("1&P&F & Söhne", "&" * 200, "𠮷" * 200):
        named = replace(assessment, organisation=replace(assessment.organisation, name=name))
        report = build(checklist, named, content_digest="sha256:" + "0" * 64, version="9")
        sheet = parts(as_xlsx.render(report, Words("en")))["xl/worksheets/sheet1.xml"]
        (header,) = re.findall("<oddHeader>(.*)</oddHeader>", sheet)
        told = header.replace("&amp;", "&")
        left = re.fullmatch(r'&L&10&"Yu Gothic,Regular"(.*)&R&10&"Yu Gothic,Regular".*', told)
        assert left
        assert left[1].replace("&&", "") == one_line(name, 80).replace("&", "")
        assert len(told.encode("utf-16-le")) <= 2 * 255


def written_and_read(*texts: str) -> list[str]:
    book = ReportBook(Words("ja"), {}, date(2026, 11, 20))
    sheet = book.sheet("x")
    for row, text in enumerate(texts):
        sheet.text(row, 0, text, "cell")
    content = book.content()
    first = [cell.value for cell in cells(opened(content))]
    assert first == [row[0] for row in second(content, "x")]
    return first


def test_what_a_cell_cannot_hold_is_cut_with_a_mark_and_never_in_silence() -> None:
    fits, cut = written_and_read("x" * LONGEST, "x" + "𠮷" * LONGEST)
    assert fits == "x" * LONGEST
    assert cut.startswith("x𠮷")
    assert cut.endswith("𠮷…(長いため、ここから先は載せていません)")
    assert LONGEST - 1 <= len(cut.encode("utf-16-le")) // 2 <= LONGEST
    (folded,) = written_and_read("\n".join(map(str, range(1000))))
    assert folded.count("\n") == MOST_LINES
    assert folded.split() == [str(number) for number in range(1000)]


def test_what_cannot_be_written_is_written_out() -> None:
    assert written_and_read("a\x1b[2Jb", "\x00", "\ud800", "\uffff", "\x85", "a\rb") == [
        *("a\\u{1b}[2Jb", "\\u{0}", "\\u{d800}", "\\u{ffff}", "\\u{85}", "a\\u{d}b"),
    ]


@example(["_x0041_", "_x005F_", " a ", "\n", "a\nb"])
@given(st.lists(st.text(SPEAKABLE, min_size=1), min_size=1, max_size=40))
def test_every_text_comes_back_as_it_went_in(texts: list[str]) -> None:
    book = ReportBook(Words("ja"), {}, date(2026, 11, 20))
    sheet = book.sheet("x")
    for row, text in enumerate(texts):
        sheet.text(row, 0, text, "cell")
    assert [row[0] for row in second(book.content(), "x")] == texts


def test_the_command_makes_it_by_format_and_by_ending(tenken: Callable[..., Said], tmp_path: Any) -> None:
    assert tenken("report", EXAMPLES / "2026.toml", "-o", "plan.xlsx", lang="en").code == 0
    assert opened((tmp_path / "plan.xlsx").read_bytes()).sheetnames == ["Summary", "Gaps and plan", "All questions"]
    said = tenken("report", EXAMPLES / "2026.toml", "-o", "plan.xls", "--format", "xlsx", "--profile", "attestation")
    assert said.code == 0
    assert opened((tmp_path / "plan.xls").read_bytes()).sheetnames == ["まとめ"]
