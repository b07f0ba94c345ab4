"""Sheets as they were before: their columns, their hidden keys and their words, written down as cells."""

from collections.abc import Callable
from datetime import date

from tests.conftest import TODAY

from tenken.ask.sheet.layout import META
from tenken.ask.sheet.read import understand
from tenken.core.merge.grid import CellKind, Grid, GridCell
from tenken.core.merge.incoming import MergeResult, take
from tenken.core.merge.three_way import Stamp
from tenken.core.model import Action, Answer, Assessment, Checklist, Evidence, Status
from tenken.store.assessment import editor
from tenken.store.assessment.document import identity

Assess = Callable[[str], tuple[Checklist, Assessment]]
FROM_2026_11 = """

tenken:id||||||tenken:status|tenken:note|tenken:what|tenken:file|tenken:dated||tenken:promise|tenken:owner|tenken:due|area_id
tenken:none|北浜クラブ 点検票||||||||||||||
tenken:none|質問|||||お答え||証拠(あれば)|||これから||||
tenken:none|番号|領域|必須|質問|答えの目安|答え|メモ|証拠|ファイル名|証拠の日付|案|約束|担当|期限|
people-01|1-1|1 人|必須|全員と約束を交わしていますか。|目安|一部できている|半分|名簿|n.pdf|2026/10/01||||
people-02|1-2|1 人||年に1回教えていますか。|目安||||||||森|2026-12-31|
machines-01|2-1|2 機械|必須|更新していますか。|目安|Not known|調べる|||||||
"""
"""The list as ``sheet write`` made it until the paper was to be read: area and mark between number and question, the
file's name between evidence and its date, proposal before promise."""


def grid(name: str, lines: str) -> Grid:
    cells = {
        (row, column): GridCell(CellKind.TEXT, text)
        for row, line in enumerate(lines.strip("\n").split("\n"))
        for column, text in enumerate(line.split("|"))
        if text
    }
    return Grid(name, cells)


def hidden(checklist: Checklist, whose: str) -> Grid:
    meta = {META: "1", "checklist": checklist.reference, "digest": checklist.digest, "identity": whose}
    meta |= {"organisation": "北浜クラブ", "content": "sha256:0", "written": "2026-11-21"}
    cells: dict[tuple[int, int], GridCell] = {}
    for row, (key, value) in enumerate(meta.items()):
        cells |= {(row, 0): GridCell(CellKind.TEXT, key), (row, 1): GridCell(CellKind.TEXT, value)}
    base = [("tenken:base",), ("people-01", "", "", ""), ("people-01", "status", "", "no"), ("people-02", "", "", "")]
    base += [("machines-01", "", "", "")]
    for row, line in enumerate(base):
        cells |= {(row, 6 + at): GridCell(CellKind.TEXT, text) for at, text in enumerate(line) if text}
    return Grid("tenken", cells)


def test_the_list_of_november_2026_is_read(assess: Assess) -> None:
    checklist, assessment = assess("[answers.people-01]\nstatus = 'no'\n")
    whose = identity(assessment)
    cover = Grid("はじめに", {(11, 0): GridCell(CellKind.TEXT, "tenken:by"), (11, 3): GridCell(CellKind.TEXT, "森")})
    pages = [cover, grid("点検票", FROM_2026_11), hidden(checklist, whose)]
    back = understand(pages, checklist, whose, assessment.organisation.name, "a.xlsx")

    def check(question_id: str, answer: Answer) -> list[object]:
        return list(editor.faults(question_id, answer, TODAY))

    outcome: MergeResult = take(
        back,
        checklist,
        assessment,
        decide=lambda _: None,
        stamp=Stamp(TODAY, back.who),
        check=check,  # type: ignore[arg-type]
    )
    assert not outcome.refused
    assert outcome.left_out == 0
    assert outcome.answers == {
        "people-01": Answer(
            status=Status.PARTIAL,
            note="半分",
            on=TODAY,
            by="森",
            evidence=(Evidence(what="名簿", file="n.pdf", dated=date(2026, 10, 1)),),
        ),
        "people-02": Answer(action=Action(owner="森", due=date(2026, 12, 31))),
        "machines-01": Answer(status=Status.UNKNOWN, note="調べる", on=TODAY, by="森"),
    }
