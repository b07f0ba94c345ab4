"""A person with a spreadsheet program: fills in, sorts, inserts and renames. openpyxl holds the pen."""

import io
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.conftest import PLACES, TODAY

from tenken.ask.handout import Handout
from tenken.ask.sheet.layout import ID, key
from tenken.ask.sheet.read import understand
from tenken.ask.sheet.write import write
from tenken.core.merge.answer_fields import PIECE, AnswerField, AnswerPart, FieldValue, said
from tenken.core.merge.incoming import DecideConflict, FactChange, Incoming, MergeResult, PlacedChange, take
from tenken.core.merge.three_way import Stamp
from tenken.core.model import Answer, Assessment, Checklist
from tenken.store.assessment import editor
from tenken.store.assessment.document import content_digest, identity
from tenken.store.checklist import library
from tenken.store.incoming import workbook
from tenken.words import Language, Words

COVER, LIST, MORE, HIDDEN = range(4)
FIRST_ROW = 5


def written(checklist: Checklist, assessment: Assessment, lang: Language = "ja") -> bytes:
    """The workbook of an assessment, as the command makes it."""
    whose, content = identity(assessment), content_digest(assessment)
    handout = Handout(
        checklist=checklist,
        assessment=assessment,
        words=Words(lang),
        today=TODAY,
        identity=whose,
        content=content,
        library=library.load(PLACES),
    )
    return write(handout)


class Paper:
    """A workbook in a person's hands."""

    def __init__(self, content: bytes) -> None:
        self.book: Any = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
        self.cover, self.list, self.more, self.hidden = (self.book.worksheets[at] for at in range(4))

    def column(self, page: Any, mark: str) -> int:
        for row in page.iter_rows(max_row=FIRST_ROW):
            for cell in row:
                if cell.value == mark:
                    return int(cell.column)
        raise KeyError(mark)

    def row(self, question_id: str) -> int:
        column = self.column(self.list, ID)
        return next(row for row in range(1, self.list.max_row + 1) if self.list.cell(row, column).value == question_id)

    def cell(self, question_id: str, part: AnswerPart) -> Any:
        return self.list.cell(self.row(question_id), self.column(self.list, key(part)))

    def put(self, question_id: str, **values: FieldValue) -> "Paper":
        """Write into the list: ``put("policy-01", status="できている")``."""
        for name, value in values.items():
            pen(self.cell(question_id, AnswerPart(name)), value)
        return self

    def add(self, number: FieldValue, **values: FieldValue) -> "Paper":
        """Write a piece of evidence into the first empty row of its own page."""
        what = self.column(self.more, key(AnswerPart.WHAT))
        row = FIRST_ROW
        while self.more.cell(row, 1).value or self.more.cell(row, what).value or self.more.cell(row, 3).value:
            row += 1
        pen(self.more.cell(row, 3), number)
        for name, value in values.items():
            pen(self.more.cell(row, self.column(self.more, key(AnswerPart(name)))), value)
        return self

    def answer(self, checklist: Checklist, question_id: str, answer: Answer, words: Words) -> None:
        """Make the sheet say of a question what the answer says."""
        values = {field: value for field, value in said(answer).items() if not field.piece}
        status = values.pop(AnswerField(AnswerPart.STATUS))
        pen(self.cell(question_id, AnswerPart.STATUS), words.status(answer.status) if status else None)
        for field, value in values.items():
            pen(self.cell(question_id, field.part), value)
        pieces = [(piece.what, piece.file, piece.dated) for piece in answer.evidence]
        rows = [(self.list, self.row(question_id))]
        rows += [(self.more, row) for row in range(FIRST_ROW, 60) if self.more.cell(row, 1).value == question_id]
        for page, row in rows:
            values_here = pieces.pop(0) if pieces else (None, None, None)
            for part, content in zip(PIECE, values_here, strict=True):
                pen(page.cell(row, self.column(page, key(part))), content)
        for piece in pieces:
            self.add(checklist.numbers()[question_id], what=piece[0], file=piece[1], dated=piece[2])

    def sort(self) -> "Paper":
        """Turn the questions round."""
        rows = list(self.list.iter_rows(min_row=FIRST_ROW))
        contents = [[cell.value for cell in row] for row in rows]
        for row, content in zip(rows, reversed(contents), strict=True):
            for cell, value in zip(row, content, strict=True):
                cell.value = value
        return self

    @property
    def content(self) -> bytes:
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()


def pen(cell: Any, value: FieldValue) -> None:
    """Write as a person does: a text stays a text, whatever it begins with."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def returned(content: bytes, checklist: Checklist, assessment: Assessment) -> Incoming:
    """What came back, as the command reads it."""
    grids = workbook.parse(content, "a.xlsx")
    return understand(grids, checklist, identity(assessment), assessment.organisation.name, "a.xlsx")


def undecided(_: PlacedChange | FactChange) -> bool | None:
    return None


def read(
    content: bytes, checklist: Checklist, assessment: Assessment, decide: DecideConflict = undecided
) -> MergeResult:
    """What reading a workbook into an assessment comes to."""
    back = returned(content, checklist, assessment)
    stamp = Stamp(TODAY, back.by or assessment.assessor.name)

    def check(question_id: str, answer: Answer) -> Any:
        return editor.faults(question_id, answer, TODAY)

    return take(back, checklist, assessment, decide=decide, stamp=stamp, check=check)


def after(assessment: Assessment, outcome: MergeResult) -> Assessment:
    """The assessment with what was taken."""
    changed = {**assessment.answers, **outcome.answers}
    return replace(assessment, answers={key: answer for key, answer in changed.items() if answer != Answer()})


def whats(outcome: MergeResult) -> list[tuple[str, str]]:
    """What was refused, and where."""
    return [(problem.where, problem.what) for problem in outcome.refused]


def through_libreoffice(files: Sequence[Path], folder: Path) -> list[Path]:
    """The same workbooks, opened, calculated and saved by LibreOffice; skips where there is none.

    Tests of it are marked as slow.
    """
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("no LibreOffice on this machine")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=900)
    return [folder / file.name for file in files]
