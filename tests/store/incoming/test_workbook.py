"""Workbooks of others: what is in them comes out as cells, and the odd, the broken and the hostile as a sentence.

The broken ones are made here by code: a repository that held zip bombs would be taken for malware.
"""

import io
import struct
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.limits import at_most
from xlsxwriter import Workbook

from tenken.core.merge.grid import CellKind, Grid, GridCell, letters
from tenken.core.problem import FileProblems, Problem
from tenken.store.incoming import workbook, workbook_parser
from tenken.words import LANGUAGES, Words

OOXML = "http://schemas.openxmlformats.org"
SHEET = "xl/worksheets/sheet1.xml"
PARTS = {
    "[Content_Types].xml": f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{OOXML}/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{OOXML}/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{OOXML}/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{OOXML}/spreadsheetml/2006/main" '
    f'xmlns:r="{OOXML}/officeDocument/2006/relationships">'
    '<sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{OOXML}/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{OOXML}/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}


def data(rows: str) -> str:
    return f'<worksheet xmlns="{OOXML}/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'


def cell(place: str, content: str = "<v>1</v>", more: str = "") -> str:
    return f'<c r="{place}"{more}>{content}</c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def zipped(parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def book(rows: str, **more: str | bytes) -> bytes:
    return zipped({**PARTS, SHEET: data(rows), **more})


GOOD = book(row(1, cell("A1"), cell("B1", "<is><t>字</t></is>", ' t="inlineStr"')))


def refused(content: bytes, name: str = "a.xlsx") -> Problem:
    with pytest.raises(FileProblems) as stopped:
        workbook.parse(content, name)
    (problem,) = stopped.value.problems
    assert problem.file == name
    for lang in LANGUAGES:
        assert Words(lang).problem(problem)
    return problem


def test_a_good_one_comes_out_as_cells() -> None:
    (grid,) = workbook.parse(GOOD, "a.xlsx")
    assert grid == Grid("表", {(0, 0): GridCell(CellKind.NUMBER, "1"), (0, 1): GridCell(CellKind.TEXT, "字")})
    assert grid.address((0, 1)) == "表!B1"


def test_every_kind_of_cell_is_told_apart() -> None:
    stream = io.BytesIO()
    made = Workbook(stream, {"in_memory": True})
    sheet = made.add_worksheet("x")
    day = made.add_format({"num_format": "yyyy/m/d"})
    hour = made.add_format({"num_format": "h:mm"})
    sheet.write_string(0, 0, "=1+1\x1b")
    sheet.write_number(1, 0, 12)
    sheet.write_number(2, 0, 1.5)
    sheet.write_datetime(3, 0, date(2026, 11, 21), day)
    sheet.write_datetime(4, 0, datetime(2026, 11, 21, 9, 30), day)  # noqa: DTZ001 - a cell knows no zone
    sheet.write_boolean(5, 0, True)
    sheet.write_datetime(6, 0, time(12, 30), hour)
    sheet.write_formula(7, 0, "=A1", None, "cached")
    sheet.write_number(8, 0, 1e300)
    sheet.write_string(9, 0, "e\u0301\u200b")
    made.close()
    (grid,) = workbook.parse(stream.getvalue(), "a.xlsx")
    assert {at[0]: (str(found.kind), found.text) for at, found in grid.cells.items()} == {
        0: ("text", "=1+1\x1b"),
        1: ("number", "12"),
        2: ("number", "1.5"),
        3: ("day", "2026-11-21"),
        4: ("day", "2026-11-21"),
        5: ("other", "TRUE"),
        6: ("other", "12:30:00"),
        7: ("formula", ""),
        8: ("number", "1e+300"),
        9: ("text", "é"),
    }


def test_an_error_of_excels_is_not_an_empty_cell() -> None:
    (grid,) = workbook.parse(book(row(1, cell("A1", "<v>#N/A</v>", ' t="e"'))), "a.xlsx")
    assert grid.cells == {(0, 0): GridCell(CellKind.ERROR, "")}


def test_cells_without_a_place_count_on() -> None:
    rows = "<row><c><v>1</v></c><c><f>A1</f></c></row><row><c><v>2</v></c></row>"
    (grid,) = workbook.parse(book(rows), "a.xlsx")
    assert {at: found.kind for at, found in grid.cells.items()} == {
        (0, 0): CellKind.NUMBER,
        (0, 1): CellKind.FORMULA,
        (1, 0): CellKind.NUMBER,
    }


def test_columns_have_the_names_that_excel_gives_them() -> None:
    assert [letters(column) for column in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


def patched(content: bytes, name: str, offset: int, value: bytes) -> bytes:
    """The archive with a field of one member's central entry overwritten."""
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(name.encode()))
    return content[: at + offset] + value + content[at + offset + len(value) :]


def twice() -> bytes:
    stream = io.BytesIO(GOOD)
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, data(row(1, cell("A1", "<v>2</v>"))))
    return stream.getvalue()


def lying(size: int) -> bytes:
    """A part that says it is small, and is not."""
    big = book(row(1, cell("A1", f"<is><t>{'あ' * 50_000}</t></is>", ' t="inlineStr"')))
    return patched(big, SHEET, 24, struct.pack("<I", size))


DTD = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
BIG = b" " * (workbook_parser.MOST_BYTES + 1)

BROKEN: dict[str, tuple[str, Callable[[], bytes]]] = {
    "two corners": ("sheet-far", lambda: book(row(1, cell("A1")) + row(1048576, cell("XFD1048576")))),
    "single quotes": (
        "sheet-far",
        lambda: book("<row r='1'><c r='A1'><v>1</v></c></row><row r='99999'><c r='XFD99999'><v>1</v></c></row>"),
    ),
    "far below": ("sheet-far", lambda: book(row(1, cell("A1")) + row(20000, cell("A20000")))),
    "implied cells": ("sheet-far", lambda: book(row(1, cell("A1")) + '<row r="5000">' + "<c/>" * 16000 + "</row>")),
    "implied rows": ("sheet-far", lambda: book("<row/>" * 10_000 + "<row><c><v>1</v></c></row>")),
    "UTF-16": ("sheet-odd", lambda: book("", **{SHEET: data(row(9, cell("XFD9"))).encode("utf-16")})),
    "UTF-16 by name": ("sheet-odd", lambda: book("", **{SHEET: '<?xml version="1.0" encoding="UTF-16"?>' + data("")})),
    "bomb": ("sheet-bomb", lambda: book("", **{"xl/media/image1.png": BIG})),
    "bomb of many": ("sheet-bomb", lambda: book("", **{f"xl/x{at}.xml": "" for at in range(300)})),
    "bomb of halves": ("sheet-bomb", lambda: book("", **{f"xl/x{at}.bin": BIG[: len(BIG) // 4] for at in range(5)})),
    "bomb of one text": (
        "sheet-bomb",
        lambda: book(
            "".join(row(at, cell(f"A{at}", "<v>0</v>", ' t="s"')) for at in range(1, 1001)),
            **{
                "xl/sharedStrings.xml": f'<sst xmlns="{OOXML}/spreadsheetml/2006/main"><si><t>'
                + "x" * 30_000
                + "</t></si></sst>",
                "xl/_rels/workbook.xml.rels": PARTS["xl/_rels/workbook.xml.rels"].replace(
                    "</Relationships>",
                    f'<Relationship Id="r2" Type="{OOXML}/officeDocument/2006/relationships/sharedStrings" '
                    'Target="sharedStrings.xml"/></Relationships>',
                ),
            },
        ),
    ),
    "huge outline": ("sheet-odd", lambda: book("", **{"xl/workbook.xml": PARTS["xl/workbook.xml"] + " " * 2_000_000})),
    "external entity": ("sheet-odd", lambda: book("", **{SHEET: DTD + data(row(1, cell("A1", "<v>&e;</v>")))})),
    "external entity elsewhere": ("sheet-odd", lambda: book("", **{"docProps/app.xml": DTD + "<x>&e;</x>"})),
    "laughs": ("sheet-odd", lambda: book("", **{SHEET: LAUGHS + data(row(1, cell("A1", "<v>&b;</v>")))})),
    "undefined entity": ("sheet-damaged", lambda: book(row(1, cell("A1", "<is><t>&e;</t></is>", ' t="inlineStr"')))),
    "twice": ("sheet-twice", twice),
    "twice but for capitals": ("sheet-twice", lambda: book("", **{SHEET.upper(): "<x/>"})),
    "size too small": ("sheet-damaged", lambda: lying(10)),
    "size too great": ("sheet-damaged", lambda: lying(1_000_000)),
    "unknown packing": ("sheet-damaged", lambda: patched(GOOD, SHEET, 10, b"\x63\x00")),
    "locked part": ("sheet-password", lambda: patched(GOOD, SHEET, 8, b"\x01\x00")),
    "unbalanced": ("sheet-damaged", lambda: book("<row><c>")),
    "no such sheet": ("sheet-damaged", lambda: zipped(PARTS)),
    "another workbook": (
        "sheet-odd",
        lambda: book("", **{"_rels/.rels": PARTS["_rels/.rels"].replace("xl/workbook.xml", "xl/other.xml")}),
    ),
    "outline unbalanced": ("sheet-damaged", lambda: book("", **{"xl/workbook.xml": "<workbook>"})),
    "text that is not there": ("sheet-damaged", lambda: book(row(1, cell("A1", "<v>7</v>", ' t="s"')))),
    "half": ("sheet-damaged", lambda: GOOD[: len(GOOD) // 2]),
    "only the name": ("sheet-no-workbook", lambda: b"hello"),
    "a zip of something else": ("sheet-no-workbook", lambda: zipped({"a.txt": "hello"})),
    "empty": ("sheet-empty", lambda: b""),
    "HTML": ("sheet-html", lambda: b"\xef\xbb\xbf\r\n<html><table><tr><td>1</table>"),
    "HTML in UTF-16": ("sheet-html", lambda: "<html>".encode("utf-16")),
    "old Excel": (
        "sheet-xls",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"),
    ),
    "password": (
        "sheet-password",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
    ),
    "macros": ("sheet-macros", lambda: book("", **{"xl/vbaProject.bin": b"\0"})),
    "OpenDocument": ("sheet-other-kind", lambda: zipped({"mimetype": "x", "content.xml": "<x/>"})),
    "binary Excel": ("sheet-other-kind", lambda: zipped({**PARTS, "xl/workbook.bin": b"\0"})),
}


@pytest.mark.parametrize(("what", "make"), BROKEN.values(), ids=list(BROKEN))
def test_a_broken_one_is_refused_with_the_reason(what: str, make: Callable[[], bytes]) -> None:
    assert refused(make()).what == what


def test_a_part_whose_packing_is_spoiled_is_refused_and_is_no_fault_of_the_parser() -> None:
    at = GOOD.index(SHEET.encode()) + len(SHEET)
    spoiled = GOOD[:at] + b"\xff" + GOOD[at + 1 :]
    assert workbook_parser.grids(spoiled) == {"refused": ("sheet-damaged", {})}
    assert refused(spoiled).what == "sheet-damaged"


def test_the_far_cell_is_named() -> None:
    problem = refused(BROKEN["two corners"][1]())
    assert dict(problem.values) == {"sheet": "表", "cell": "XFD1048576"}


def test_a_date_that_is_none_is_a_number() -> None:
    stream = io.BytesIO()
    made = Workbook(stream, {"in_memory": True})
    made.add_worksheet("x").write_number(0, 0, 99999999, made.add_format({"num_format": "yyyy/m/d"}))
    made.close()
    (grid,) = workbook.parse(stream.getvalue(), "a.xlsx")
    assert grid.cells == {(0, 0): GridCell(CellKind.NUMBER, "99999999")}


def test_a_huge_attribute_is_no_delay() -> None:
    workbook.parse(book(f'<row z="{"A" * 15_000_000}" r="1">{cell("A1")}</row>'), "a.xlsx")


def test_a_chart_beside_the_sheets_is_passed_over() -> None:
    stream = io.BytesIO()
    made = Workbook(stream, {"in_memory": True})
    made.add_worksheet("x").write_number(0, 0, 1)
    chart = made.add_chart({"type": "column"})
    chart.add_series({"values": "=x!$A$1:$A$1"})
    made.add_chartsheet("図").set_chart(chart)
    made.close()
    assert [grid.name for grid in workbook.parse(stream.getvalue(), "a.xlsx")] == ["x"]


def other_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[str], str]) -> None:
    """Let another program take workbooks apart."""
    program = tmp_path / "child.py"
    program.write_text(change(Path(workbook_parser.__file__).read_text(encoding="utf-8")), encoding="utf-8")
    monkeypatch.setattr(workbook_parser, "__file__", str(program))


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded only there")
@pytest.mark.parametrize("name", ["two corners", "single quotes"])
def test_what_slips_past_the_checks_kills_only_the_other_process(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unwary(program: str) -> str:
        return program.replace("MOST_ROWS = 10_000", "MOST_ROWS = 10**9").replace(
            "MOST_COLUMNS = 256", "MOST_COLUMNS = 10**9"
        )

    other_child(tmp_path, monkeypatch, unwary)
    assert workbook.parse(GOOD, "a.xlsx")
    assert refused(BROKEN[name][1]()).what == "sheet-too-much"


def test_a_process_that_does_not_come_to_an_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "BOUNDS", replace(workbook.BOUNDS, wall_seconds=0.5))
    other_child(tmp_path, monkeypatch, lambda _: "import time; time.sleep(60)")
    assert refused(GOOD).what == "sheet-too-much"


def test_a_process_that_fails_otherwise_is_no_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other_child(tmp_path, monkeypatch, lambda _: "raise ZeroDivisionError")
    assert refused(GOOD).what == "sheet-damaged"


MARKED = cell("A1", f"<is><t>e{chr(0x301) * 200_000}</t></is>", ' t="inlineStr"')


def test_marks_in_a_cell_are_no_delay() -> None:
    with at_most(1):
        (grid,) = workbook.parse(book(row(1, MARKED)), "a.xlsx")
    assert len(grid.cells[0, 0].text) <= 9


CELLS = workbook_parser.MOST_CELLS // 100
FULL = {
    "cells": "".join(row(at, *[cell(f"{letters(column)}{at}") for column in range(101)]) for at in range(1, CELLS + 1)),
    "formulas": "".join(
        row(at, *[cell(f"{letters(column)}{at}", "<f>1</f>") for column in range(101)]) for at in range(1, CELLS + 1)
    ),
}


@pytest.mark.parametrize("rows", FULL.values(), ids=FULL)
def test_a_sheet_full_of_cells_is_refused(rows: str) -> None:
    content = book(rows)
    with at_most(1):  # nothing of it comes over
        assert refused(content).what == "sheet-too-much"


def test_a_file_that_cannot_be_a_workbook_is_not_even_opened(tmp_path: Path) -> None:
    huge = tmp_path / "huge.xlsx"
    with huge.open("wb") as stream:
        stream.truncate(100_000_000)
    for path, what in (
        (huge, "sheet-too-big"),
        (tmp_path, "not-a-file"),
        (tmp_path / "none.xlsx", "not-found"),
    ):
        with pytest.raises(FileProblems) as stopped:
            workbook.read(path)
        assert [problem.what for problem in stopped.value.problems] == [what]
    good = tmp_path / "北浜 2026.xlsx"
    good.write_bytes(GOOD)
    assert workbook.read(good)


@given(st.data())
def test_a_mutilated_one_is_a_problem_and_never_a_crash(data: st.DataObject) -> None:
    parts = {**PARTS, SHEET: globals()["data"](row(1, cell("A1"), cell("B2", "<f>A1</f>")))}
    name = data.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[name].encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=4))
    whole = bytearray(zipped({**parts, name: bytes(content)}, method=zipfile.ZIP_STORED))
    if data.draw(st.booleans()):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        workbook.parse(bytes(whole), "a.xlsx")
    except FileProblems as problems:
        assert len(problems.problems) == 1  # noqa: PT017 - either is right
