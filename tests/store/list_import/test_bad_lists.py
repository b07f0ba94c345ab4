"""The error gallery of lists: every mistake in a list of questions, and exactly what tenken says to it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from tests.conftest import Said
from tests.store.list_import.lists import HEADS, ROWS, book, fill, plain, separated, with_row

Tenken = Callable[..., Said]


def two_questions_merged(sheet: Any) -> None:
    """A question over two rows, of which the second says something of its own; one row below has no question at all."""
    fill(sheet, (HEADS, *ROWS))
    sheet.merge_range(5, 2, 6, 2, "鍵をかけていますか。")
    sheet.write(5, 0, "5")
    sheet.write(6, 3, "写真")
    sheet.write(7, 3, "質問のない証跡")


def formulas(sheet: Any) -> None:
    """A question that is a formula whose result was not saved, and one that failed."""
    fill(sheet, (HEADS, *ROWS))
    sheet.write_formula(1, 2, '=B2&"は?"', None, "")
    sheet.write_formula(2, 2, "=NA()", None, "#N/A")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

LISTS: dict[str, bytes] = {
    "empty.csv": b"\xef\xbb\xbf\r\n",
    "picture.csv": b"\x89PNG\r\n\x1a\n\0\0",
    "binary.csv": b"a,b\0\0c\x81\xff",
    "quotes.csv": '質問\n"鍵をかけていますか。\n'.encode(),
    "no-question-column.csv": "No,分野,備考\n1,組織,なし\n".encode(),
    "no-questions.csv": "No,質問\n".encode(),
    "several-sheets.xlsx": book((HEADS, *ROWS), (HEADS, *ROWS), names=("本社", "支店")),
    "two-headings.xlsx": book((HEADS, ("番号", "区分", "理由", "目的", "重み", "必須"), *ROWS)),
    "two-columns.csv": separated((("No", "質問", "設問"), ("1", "鍵はありますか。", "鍵は?"))).encode(),
    "merged.xlsx": book(two_questions_merged),
    "formulas.xlsx": book(formulas),
    "ids-twice.csv": separated((("ID", "質問"), ("a-1", "鍵はありますか。"), ("A-1", "戸はありますか。"))).encode(),
    "numbers-twice.csv": separated((HEADS, *ROWS, ("4", "", "窓はありますか。", "", "", ""))).encode(),
    "odd-id.csv": separated((("ID", "質問"), ("あ", "鍵はありますか。"))).encode(),
    "no-question.csv": with_row("5", "", "", "証跡だけ", "高", "").encode(),
    "values.csv": separated(
        (
            ("質問", "重み", "必須", "深さ", "手間", "費用", "担当", "期限", "有効期間"),
            ("鍵はありますか。", "10", "たぶん", "深い", "すこし", "たくさん", "隣の人", "いつか", "ずっと"),
        )
    ).encode(),
    "hostile.csv": with_row("5", "", "鍵は\x1bありますか。", "a\u3164b", "", "").encode(),
    "long.csv": with_row("5", "長い" * 60, "長" * 4001, "", "", "").encode(),
    "areas.csv": separated(
        (("分野", "質問"), *((f"分野{at}", f"質問{at}はありますか。") for at in range(101)))
    ).encode(),
    "sentences.csv": separated((("長い文。" * 500, "もう1つの長い文。" * 100), ("あ", "い"))).encode(),
    "wide.csv": (plain() + "," * 300).encode(),
    "broken.xlsx": book((HEADS, *ROWS))[:-200],
    "password.xlsx": OLE + "EncryptedPackage".encode("utf-16-le"),
    "old.xls": OLE,
    "page.xlsx": b"<html><table><tr><td>1</td></tr></table></html>",
}


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_cannot_be_read_is_explained(
    tenken: Tenken, tmp_path: Path, name: str, lang: str, snapshot: SnapshotAssertion
) -> None:
    (tmp_path / name).write_bytes(LISTS[name])
    said = tenken("checklist", "import", name, "ours", lang=lang)
    assert (said.code, said.out) == (3, "")
    assert not (tmp_path / "ours").exists()
    assert said.err == snapshot


def test_five_thousand_rows_are_refused_at_once(tenken: Tenken, tmp_path: Path) -> None:
    rows = [(str(at), "", f"対策{at}はありますか。", "", "", "") for at in range(5000)]
    (tmp_path / "a.csv").write_text(separated((HEADS, *rows)), encoding="utf-8")
    (tmp_path / "a.xlsx").write_bytes(book((HEADS, *rows)))
    for name in ("a.csv", "a.xlsx"):
        began = time.process_time()
        said = tenken("checklist", "import", name, "ours")
        assert time.process_time() - began < 10
        assert said.code == 3
        assert "5,000" in said.err
        assert "1,000" in said.err


def test_what_is_wrong_with_the_call_is_told(tenken: Tenken, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(plain(), encoding="utf-8")
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "x").touch()
    assert tenken("checklist", "import", "a.csv", "used").code == 2
    assert tenken("checklist", "import", "a.csv", "質問").code == 2  # an id has to be given
    assert tenken("checklist", "import", "a.csv", "ours", "--sheet", "x").code == 2
    assert tenken("checklist", "import", "a.csv", "ours", "--list-lang", "fr").code == 2
    assert tenken("checklist", "import", "b.csv", "ours").code == 3
    assert tenken("checklist", "import", ".", "ours").code == 3
    assert tenken("checklist", "import", "a.csv", "ours", "--title", "a\x1bb").code == 3
    assert tenken("checklist", "import", "a.csv", "ours", "--edition", "Ｘ").code == 3
    assert not (tmp_path / "ours").exists()
