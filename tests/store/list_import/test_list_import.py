"""A list of questions becomes an edition: every way in which a list may be written, and what is told about it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Said
from tests.store.list_import.lists import HEADS, ROWS, book, fill, plain, separated

from tenken import data
from tenken.core.lint import LintContext, lint
from tenken.core.model import Checklist, Text
from tenken.core.problem import FileProblems
from tenken.store.checklist import editions, library
from tenken.store.list_import.reading import read_list
from tenken.store.list_import.writing import EditionHead, edition_files

Tenken = Callable[..., Said]
LIBRARY = library.load((data.folder("checklist"),))


def edition_of(path: Path) -> Checklist:
    """The edition that a list makes, without a command."""
    found = read_list(path, LIBRARY).questions
    subject = Text(ja="情報", en="information")
    title = Text(**{found.languages[0]: "x"})
    head = EditionHead(
        id="x",
        edition="1",
        title=title,
        subject=subject,
        subject_is_default=True,
        personal_data=False,
        personal_data_is_default=True,
        source="x",
    )
    return editions.from_texts(edition_files(found, head), "x")


def texts(checklist: Checklist) -> list[tuple[str, str]]:
    """Each question with its area, in the language there is."""
    return [(area.title.ja or area.title.en, one.text.ja or one.text.en) for area, one in checklist.questions]


PLAIN = [
    ("組織", "責任者を決めていますか。"),
    ("組織", "ルールを文書にしていますか。"),
    ("組織", "年に1回、ルールを見直していますか。"),
    ("技術", "パスワードを使い回していませんか(使い回していない=はい)。"),
]


@pytest.mark.parametrize(
    "content",
    [
        plain().encode(),
        plain().replace("\n", "\r\n").encode("utf-8-sig"),
        plain().encode("cp932"),
        plain(separator=";").encode("cp932"),
        plain(separator="\t").encode(),
        plain(separator="\t").encode("utf-16"),
        plain().encode("utf-16-le"),
        plain().encode("utf-16-be"),
        book((HEADS, *ROWS)),
        book((("使い方",),), (HEADS, *ROWS)),
        book((("点検表",), (), HEADS, *ROWS)),
    ],
    ids=["utf-8", "bom", "cp932", "semicolon", "tab", "utf-16", "le", "be", "xlsx", "second-sheet", "title-above"],
)
def test_a_list_is_read_however_it_was_saved(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    checklist = edition_of(tmp_path / "a")
    assert texts(checklist) == PLAIN
    first, _, _, last = (question for _, question in checklist.questions)
    assert (first.weight, first.critical, first.proof.ja, first.id) == (5, True, "任命書", "area-1-1")
    assert (last.weight, last.critical, last.id) == (5, True, "area-2-4")


def merged_areas(sheet: Any) -> None:
    fill(sheet, (HEADS, *((row[0], "", *row[2:]) for row in ROWS)))
    sheet.merge_range(1, 1, 3, 1, "組織")
    sheet.write(4, 1, "技術")


def merged_across(sheet: Any) -> None:
    fill(sheet, (HEADS, ("",), *((row[0], "", *row[2:]) for row in ROWS[:3]), ("",), ("4", "", *ROWS[3][2:])))
    sheet.merge_range(1, 0, 1, 5, "1. 組織")
    sheet.merge_range(5, 0, 5, 5, "2. 技術")


BARE = tuple(row[:1] + row[2:] for row in ROWS)
BARE_HEADS = HEADS[:1] + HEADS[2:]


@pytest.mark.parametrize(
    "content",
    [
        book(merged_areas),
        book(merged_across),
        separated((BARE_HEADS, ("組織",), *BARE[:3], ("技術",), BARE[3])).encode(),
        separated((BARE_HEADS, ("", "組織"), *BARE[:3], ("", "技術"), BARE[3])).encode(),
        separated((("Ref", *BARE_HEADS[1:]), ("組織",), *BARE[:3], ("技術",), BARE[3])).encode(),
        separated((HEADS, ("", "組織"), *ROWS[:3], HEADS, ("",), ("9",), ROWS[3])).encode(),
    ],
    ids=["merged", "merged-across", "heading-rows", "headings-among-questions", "references", "repeated"],
)
def test_areas_are_found_wherever_their_names_stand(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    assert texts(edition_of(tmp_path / "a")) == PLAIN


def merged_question(sheet: Any) -> None:
    fill(sheet, (HEADS, *ROWS))
    sheet.merge_range(5, 2, 6, 2, "鍵をかけていますか。")
    sheet.merge_range(4, 4, 5, 4, "低")
    sheet.write(5, 0, "5")
    sheet.write(5, 3, "写真")
    sheet.write(6, 3, "鍵の一覧")


def test_a_question_over_two_rows_keeps_what_stands_beside_both(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(book(merged_question))
    *_, (_, last) = edition_of(tmp_path / "a").questions
    assert (last.text.ja, last.proof.ja, last.weight) == ("鍵をかけていますか。", "写真\n鍵の一覧", 1)


def test_both_languages_stand_in_columns_of_their_own(tmp_path: Path) -> None:
    heads = ("番号", "質問", "Question", "Why (en)", "理由", "ISO 27001", "参照")
    row = (
        "1-1",
        "鍵はありますか。",
        "Is there a key?",
        "It helps.",
        "役立つため。",
        "A.5.1, 5.2",
        "CIS 3.3; 社内規程4条",
    )
    (tmp_path / "a.csv").write_text("\t".join(heads) + "\n" + "\t".join(row) + "\n", encoding="utf-8")
    checklist = edition_of(tmp_path / "a.csv")
    ((_, only),) = checklist.questions
    assert (only.text, only.why) == (Text("鍵はありますか。", "Is there a key?"), Text("役立つため。", "It helps."))
    assert only.refs == {"iso27001": ("A.5.1", "A.5.2"), "cis": ("3.3",)}
    assert (checklist.areas[0].title, only.means_yes.en[:5]) == (Text("質問", "Questions"), "It is")


@pytest.mark.parametrize(
    ("heads", "why"),
    [
        ("Question,Guidance", "g"),
        ("質問,ガイダンス", "g"),
        ("質問,補足説明(任意)", "g"),
        ("Question,Guidance,Why", "w"),
        ("質問,理由,説明", "g"),
        ("Item,Description,Guidance,Hint", "w"),
    ],
)
def test_guidance_is_the_reason_where_no_column_is(tmp_path: Path, heads: str, why: str) -> None:
    (tmp_path / "a.csv").write_text(f"{heads}\nAre logs kept?,g,w,h\n", encoding="utf-8")
    _, question = next(edition_of(tmp_path / "a.csv").questions)
    assert question.why.ja + question.why.en == why


def test_two_rows_of_headings_in_two_languages_are_one(tmp_path: Path) -> None:
    rows = (HEADS, ("No.", "Area", "Question", "Evidence", "Weight", "Critical"), *ROWS)
    (tmp_path / "a").write_bytes(book(rows))
    assert texts(edition_of(tmp_path / "a")) == PLAIN


def test_our_own_catalogue_comes_back(tenken: Tenken, tmp_path: Path) -> None:
    assert tenken("checklist", "show", "member-data@2026", "--format", "csv", "-o", "a.csv").code == 0
    ours = editions.load_by_reference("member-data@2026", (data.folder("checklist"),))
    back = edition_of(tmp_path / "a.csv")
    told = [
        [
            (q.id, q.text.ja, q.tier, q.weight, q.critical, q.proof.ja, q.why.ja, q.remedy.first.ja)
            for _, q in e.questions
        ]
        for e in (ours, back)
    ]
    assert told[0] == told[1]
    assert [{key: items for key, items in q.refs.items() if items} for _, q in ours.questions] == [
        dict(q.refs) for _, q in back.questions
    ]


HOSTILE = ('=HYPERLINK("http://x")', "<b>太字</b><script>alert(1)</script>", "a\u202eb\u200bか。", '"""\\#', "'''")


def test_hostile_texts_stay_texts(tenken: Tenken, tmp_path: Path) -> None:
    rows = [(str(at), text, f"{text} はありますか。", text, "", "") for at, text in enumerate(HOSTILE)]
    (tmp_path / "a.xlsx").write_bytes(book((HEADS, *rows)))
    made = tenken("checklist", "import", "a.xlsx", "ours", "--json", "--title", HOSTILE[1])
    assert made.code == 0, made.err
    found = {notice["what"]: notice["values"] for notice in json.loads(made.out)["notices"]}
    assert found["rows_cleared"]["n"] == 3
    checklist = editions.load(tmp_path / "ours")
    assert texts(checklist)[0] == (HOSTILE[0], f"{HOSTILE[0]} はありますか。")
    assert texts(checklist)[2] == ("abか。", "abか。 はありますか。")
    assert tenken("--checklist-path", "ours", "new", "a.toml", "--checklist", "ours@1", "--organisation", "x").code == 0
    assert tenken("--checklist-path", "ours", "report", "a.toml", "--format", "html", "-o", "a.html").code == 0
    assert "<script>alert" not in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert tenken("--checklist-path", "ours", "report", "a.toml", "--format", "csv", "-o", "a.csv").code == 0
    assert ",=HYPERLINK" not in (tmp_path / "a.csv").read_text(encoding="utf-8")


def test_what_was_read_is_said_back(tenken: Tenken, tmp_path: Path) -> None:
    rows = (("点検表",), (*HEADS, "備考"), *ROWS, ("", "", "おわりに"))
    (tmp_path / "a.xlsx").write_bytes(book(rows, (("x",),), names=("点検", "説明")))
    said = tenken("checklist", "import", "a.xlsx", "ours", lang="en")
    assert (said.code, said.out) == (0, "")
    for told in (
        "'質問' → question",
        "'備考' → not used",
        "説明",
        "means.yes 4",
        "'information'",
        "点検表",
        "in row 2",
    ):
        assert told in said.err, told
    document = tenken("checklist", "import", "a.xlsx", "again", "--id", "ours", "--json")
    told = json.loads(document.out)
    assert (told["questions"], told["critical"], told["languages"]) == (4, 2, ["ja"])
    assert [column["field"] for column in told["columns"]][:3] == ["number", "area", "question"]
    assert told["not_used"] == [{"column": "G", "heading": "備考"}]
    for file in (tmp_path / "ours").rglob("*.*"):
        assert file.read_bytes() == (tmp_path / "again" / file.relative_to(tmp_path / "ours")).read_bytes()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_imported_list_is_used_at_once(tenken: Tenken, tmp_path: Path, lang: str) -> None:
    (tmp_path / "a.csv").write_text(plain(), encoding="utf-8")
    at = ("--checklist-path", "ours")
    assert tenken("checklist", "import", "a.csv", "ours", "--title", "Secure software check").code == 0
    assert tenken("checklist", "lint", "ours").code == 0
    made = tenken(*at, "new", "a.toml", "--checklist", "ours@1", "--organisation", "x", lang=lang)
    assert made.code == 0, made.err
    assert tenken(*at, "set", "a.toml", "1-1", "partial", lang=lang).code == 0
    documents = [tenken(*at, name, "a.toml", lang=lang).out for name in ("score", "status", "about")]
    for name, file in (("form", "a.html"), ("sheet", "a.xlsx")):
        assert tenken(*at, name, "write", "a.toml", "-o", file, lang=lang).code == 0
    documents.append((tmp_path / "a.html").read_text(encoding="utf-8"))
    for profile in ("owner", "full", "attestation"):
        for form in ("html", "md"):
            done = tenken(*at, "report", "a.toml", "--profile", profile, "-o", f"{profile}.{form}", lang=lang)
            assert done.code == 0, done.err
            documents.append((tmp_path / f"{profile}.{form}").read_text(encoding="utf-8"))
    told = "".join(documents)
    assert "責任者を決めていますか" in told.replace("<wbr>", "")
    assert "Secure software check" in told
    left = told.replace("<wbr>", "")
    assert not [word for word in ("会員", "members'", "Members'", " member ") if word in left]
    assert not [word for word in ("漏えい", "個人情報保護委員会", "personal data", "leak") if word in left]


def test_the_cost_of_a_leak_belongs_to_lists_about_personal_data_only(tenken: Tenken, tmp_path: Path) -> None:
    lists = {"code": "Is code reviewed?", "club": "Are members' data encrypted?"}
    for name, question in lists.items():
        (tmp_path / f"{name}.csv").write_text(f"Question\n{question}\nAre logs kept?\n", encoding="utf-8")
    imported = {name: tenken("checklist", "import", f"{name}.csv", name, lang="en").err for name in lists}
    assert "--no-personal-data" in imported["club"]
    assert "--personal-data" in imported["code"]
    given = tenken("checklist", "import", "code.csv", "told", "--personal-data", lang="en").err
    assert "personal-data" not in given
    of_persons = {name: editions.load(tmp_path / name).personal_data for name in ("code", "club", "told")}
    assert of_persons == {"code": False, "club": True, "told": True}

    def new(name: str, *options: str) -> Said:
        made = (f"{name}.toml", "--checklist", f"{name}@1", "--organisation", "x", "--force")
        return tenken("--checklist-path", name, "new", *made, *options, lang="en")

    refused = new("code", "--persons", "9")
    assert (refused.code, "not about personal data" in refused.err) == (2, True)
    refused = new("code", "--fact", "website=true")
    assert (refused.code, "has no facts" in refused.err) == (2, True)
    assert new("code").code == new("club", "--persons", "9").code == new("told", "--persons", "9").code == 0
    for name, holds in of_persons.items():
        at = ("--checklist-path", name)
        assert tenken(*at, "cost", f"{name}.toml").code == (0 if holds else 3)
        assert ("persons" in json.loads(tenken(*at, "about", f"{name}.toml", "--json").out)["subject"]) == holds
        assert tenken(*at, "report", f"{name}.toml", "-o", f"{name}.html", lang="en").code == 0
        page = (tmp_path / f"{name}.html").read_text(encoding="utf-8")
        assert ("within 30 days" in page, "fine" in page) == (holds, holds)


@pytest.mark.filterwarnings("ignore:.* extension is not supported")
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_workbooks_say_nothing_of_critical_questions_where_there_are_none(
    tenken: Tenken, tmp_path: Path, lang: str
) -> None:
    (tmp_path / "a.csv").write_text(
        "Question\nAre builds signed?\nIs code reviewed?\nAre logs kept?\n", encoding="utf-8"
    )
    at = ("--checklist-path", "ours")
    assert tenken("checklist", "import", "a.csv", "ours").code == 0
    assert tenken(*at, "new", "a.toml", "--checklist", "ours@1", "--organisation", "x").code == 0
    assert tenken(*at, "set", "a.toml", "1-1", "no").code == 0
    assert tenken(*at, "set", "a.toml", "1-2", "yes").code == 0
    assert tenken(*at, "sheet", "write", "a.toml", "-o", "sheet.xlsx", lang=lang).code == 0
    assert tenken(*at, "report", "a.toml", "-o", "report.xlsx", lang=lang).code == 0
    for file in ("sheet.xlsx", "report.xlsx"):
        written = openpyxl.load_workbook(tmp_path / file)
        told = " ".join(str(cell.value) for sheet in written for row in sheet.iter_rows() for cell in row if cell.value)
        assert "Are builds signed?" in told
        assert not [word for word in ("必須", "critical", "Critical") if word in told]
    answers = openpyxl.load_workbook(tmp_path / "sheet.xlsx")
    page = answers.worksheets[1]
    column = next(cell.column for cell in page[1] if cell.value == "tenken:status")
    page.cell(7, column).value = {"ja": "できている", "en": "In place"}[lang]
    answers.save(tmp_path / "back.xlsx")
    read = tenken(*at, "sheet", "read", "back.xlsx", "--into", "a.toml", lang=lang)
    assert read.code == 0, read.err
    assert (tmp_path / "a.toml").read_text(encoding="utf-8").count('status = "yes"') == 2


def test_a_thousand_questions_are_taken(tenken: Tenken, tmp_path: Path) -> None:
    rows = [(str(at), f"分野{at // 20}", f"対策{at}はありますか。", "", "", "") for at in range(1000)]
    (tmp_path / "a.csv").write_text(separated((HEADS, *rows)), encoding="utf-8")
    assert tenken("checklist", "import", "a.csv", "ours").code == 0
    assert tenken("checklist", "lint", "ours").code == 0
    made = tenken("--checklist-path", "ours", "new", "a.toml", "--checklist", "ours@1", "--organisation", "x")
    assert made.code == 0, made.err


CELLS = st.one_of(
    st.just(""),
    st.sampled_from(["鍵はありますか。", "Is there a key?", "組織", "1", "1-1", "高", "○", "30", *HOSTILE, *HEADS]),
    st.text(max_size=12),
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=7), max_size=9), st.sampled_from([",", ";", "\t"]))
def test_any_list_is_explained_or_becomes_an_edition_without_a_fault(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], separator: str
) -> None:
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in rows]
    heads = ["No", "分野", "質問", "証跡", "重要度", "必須", "深さ"]
    text = "\n".join(separator.join(row) for row in [heads, *quoted])
    path = tmp_path_factory.mktemp("lists") / "a.csv"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        checklist = edition_of(path)
    except FileProblems:
        return  # with all that is wrong; anything else is an error
    assert lint(LintContext(checklist=checklist, library=LIBRARY)) == ()
