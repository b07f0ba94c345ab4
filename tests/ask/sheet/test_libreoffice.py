"""The real LibreOffice sorts, filters, copies, cuts and pastes rows of the sheet, locked and not; then it is read."""

import io
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string, get_column_letter
from tests.ask.sheet.excel import FIRST_ROW, LIST, MORE, Paper, read, whats, written

from tenken.ask.sheet.layout import ID, PROMISE, key
from tenken.core.merge.answer_fields import AnswerPart
from tenken.core.model import Assessment, Checklist, Status
from tenken.words import Words

SYSTEM_PYTHON = "/usr/bin/python3"
SESSION = Path(__file__).with_name("office_session.py")
ANSWERED = """
[answers.people-01]
status = "no"
note = "半分"
evidence = [{ what = "い 名簿" }, { what = "に 写真" }]
[answers.people-02]
status = "yes"
[answers.machines-01]
status = "na"
note = "機械がない"
evidence = [{ what = "は 鍵" }, { what = "ろ 台帳" }]
"""
HEADS = FIRST_ROW - 1
Club = tuple[Checklist, Assessment]
Step = list[Any]


@pytest.fixture
def firm(assess: Callable[[str], Club]) -> Club:
    return assess(ANSWERED)


def in_libreoffice(folder: Path, content: bytes, sessions: dict[str, list[Step]]) -> dict[str, bytes]:
    """The workbook after each of the sessions, by their names; skips where LibreOffice or its Python is missing."""
    if shutil.which("soffice") is None or not Path(SYSTEM_PYTHON).exists():
        pytest.skip("no LibreOffice on this machine (tools/test-office installs it)")
    if subprocess.run([SYSTEM_PYTHON, "-I", "-c", "import uno"], capture_output=True, check=False).returncode:
        pytest.skip("no python3-uno on this machine (tools/test-office installs it)")
    jobs = []
    for name, steps in sessions.items():
        source = folder / f"{name}-sent.xlsx"
        source.write_bytes(content)
        jobs.append((str(source), str(folder / f"{name}-back.xlsx"), steps))
    command = [SYSTEM_PYTHON, "-I", str(SESSION)]
    subprocess.run(command, input=json.dumps(jobs), text=True, check=True, capture_output=True, timeout=600)
    return {name: (folder / f"{name}-back.xlsx").read_bytes() for name in sessions}


def both(steps: list[Step], page: int = LIST) -> tuple[list[Step], list[Step]]:
    """The steps on the page as it comes, and with its lock taken off."""
    return [["page", page], *steps], [["page", page], ["unprotect"], *steps]


def seen(content: bytes, page: int, column: int) -> list[str]:
    """What stands in a column from the first question down."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[page]
    rows = sheet.iter_rows(min_row=FIRST_ROW, min_col=column, max_col=column, values_only=True)
    return [str(value) for (value,) in rows if value is not None]


@dataclass(frozen=True)
class Letters:
    """Where the columns of the list stand, in letters."""

    first: str
    """The first that is seen; the id before it is hidden."""
    question: str
    status: str
    note: str
    last: str
    """The last that is seen."""
    right: str
    """The last of all."""

    @classmethod
    def of(cls, content: bytes) -> "Letters":
        paper = Paper(content)
        page = paper.list
        heads = {str(page.cell(HEADS, at).value).split("\n")[0]: at for at in range(1, page.max_column + 1)}
        seen = [at for at in heads.values() if not page.column_dimensions[get_column_letter(at)].hidden]
        assert paper.column(page, ID) < min(seen)
        assert heads[Words("ja")("sheet.head.area")] == min(seen)
        parts = [paper.column(page, key(part)) for part in (AnswerPart.STATUS, AnswerPart.NOTE)]
        wanted = (min(seen), heads[Words("ja")("sheet.head.question")], *parts, paper.column(page, PROMISE))
        return cls(*map(get_column_letter, (*wanted, page.max_column)))


@pytest.mark.slow
def test_rows_that_libreoffice_moves_keep_their_answers_or_are_refused(firm: Club, tmp_path: Path) -> None:
    checklist, assessment = firm
    content = written(checklist, assessment)
    listed = openpyxl.load_workbook(io.BytesIO(content)).worksheets[LIST]
    whole = str(listed.auto_filter.ref)
    body = whole.replace(str(HEADS), str(FIRST_ROW), 1)
    bottom, free = listed.max_row, listed.max_row + 2
    by_id = {listed.cell(row, 1).value: row for row in range(FIRST_ROW, bottom + 1)}
    person, other = by_id["people-01"], by_id["people-02"]
    at = Letters.of(content)
    assert body == f"A{FIRST_ROW}:{at.right}{bottom}", "the filter covers the hidden columns too"
    status = column_index_from_string(at.status)
    fill = ["write", f"{at.status}{other}", "一部できている"]
    does: dict[str, list[Step]] = {
        "sort": [fill, ["sort", body, status]],
        "old": [fill, ["sort", f"{at.first}{FIRST_ROW}:{at.last}{bottom}", status]],
        "part": [["sort", f"{at.question}{FIRST_ROW}:{at.last}{bottom}", status]],
        "filter": [fill, ["filter", whole, status - 1, "一部できている"]],
        "copied": [["copy", f"A{person}:{at.right}{person}", f"A{free}"], ["write", f"{at.note}{free}", "別のメモ"]],
        "twice": [
            ["copy", f"A{person}:{at.right}{person}", f"A{free}"],
            ["write", f"{at.note}{free}", "a"],
            ["write", f"{at.note}{person}", "b"],
        ],
        "over": [["cut", f"{at.first}{person}:{at.last}{person}", f"{at.first}{other}"]],
        "away": [["cut", f"{at.first}{person}:{at.last}{person}", f"{at.first}{free}"]],
        "whole": [["cut", f"A{person}:{at.right}{person}", f"A{free}"]],
    }
    sessions = {f"{name}-{open_}": steps for name, doing in does.items() for open_, steps in enumerate(both(doing))}
    backs = in_libreoffice(tmp_path, content, sessions)
    told: dict[str, tuple[dict[str, object], set[str]]] = {}
    for name, back in backs.items():
        outcome = read(back, checklist, assessment)
        changes: dict[str, object] = {change.question.id: change.change.theirs for change in outcome.told}
        told[name] = (changes, {what for _, what in whats(outcome)})
    filled: dict[str, object] = {"people-02": Status.PARTIAL}
    nothing: dict[str, object] = {}
    mixed = {"sheet-mixed-row"}
    assert told["sort-0"] == (filled, set())
    assert seen(backs["sort-0"], LIST, 1) == seen(content, LIST, 1), "a locked sheet is not sorted"
    assert told["sort-1"] == (filled, set())
    assert seen(backs["sort-1"], LIST, 1) != seen(content, LIST, 1)
    assert sorted(seen(backs["sort-1"], LIST, status)) == seen(backs["sort-1"], LIST, status)[::-1]
    assert told["old-1"][1] == mixed
    assert told["old-1"][0].items() <= filled.items()
    assert told["part-1"] == (nothing, mixed)
    assert [told[f"filter-{open_}"] for open_ in range(2)] == [(filled, set())] * 2
    assert told["copied-1"] == ({"people-01": "別のメモ"}, set())
    assert told["twice-1"] == (nothing, {"sheet-two-rows"})
    assert told["over-1"] == (nothing, mixed)
    assert told["away-1"] == told["whole-1"] == (nothing, set())
    locked = {name: what for name, what in told.items() if name.endswith("-0")}
    assert all(what <= {"sheet-no-question"} for _, what in locked.values())
    assert not {name for name in ("part-0", "over-0", "away-0", "whole-0") if locked[name][0]}


@pytest.mark.slow
def test_evidence_that_libreoffice_moves_stays_with_its_question(firm: Club, tmp_path: Path) -> None:
    checklist, assessment = firm
    content = written(checklist, assessment)
    first, second, third = FIRST_ROW, FIRST_ROW + 1, FIRST_ROW + 2
    assert [str(value) for value in seen(content, MORE, 1)] == ["people-01", "machines-01"]
    does: dict[str, list[Step]] = {
        "whole": [["sort", f"A{first}:G{second}", 5]],
        "part": [["sort", f"C{first}:G{second}", 5]],
        "copied": [["copy", f"A{first}:G{first}", f"A{third}"], ["write", f"E{third}", "別の写真"]],
        "over": [["cut", f"C{first}:G{first}", f"C{second}"]],
    }
    sessions = {name: both(doing, MORE)[1] for name, doing in does.items()}
    told = {}
    for name, back in in_libreoffice(tmp_path, content, sessions).items():
        outcome = read(back, checklist, assessment)
        changes = [(change.question.id, change.change.theirs) for change in outcome.told]
        told[name] = (changes, {what for _, what in whats(outcome)})
    assert told == {
        "whole": ([], set()),
        "part": ([], {"sheet-mixed-row"}),
        "copied": ([("people-01", "別の写真")], set()),
        "over": ([], {"sheet-mixed-row"}),
    }
