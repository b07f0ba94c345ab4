"""The report as an Excel workbook, for the manager who works off the gaps all year: which sheets, which columns.

How a cell is written safely is the business of ``excel``, the first sheet ``xlsx_summary``'s. Nothing is locked, so
that rows can be sorted and filtered; what is to be filled in says so in its head. The only formulas are our own: they
hold the due dates against the day on which the workbook is opened, and count the progress.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tenken.core.model import FIRST_DAY, LAST_DAY, Status
from tenken.core.report.areas import AnswerLine
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.gaps import Gap
from tenken.core.scoring.roadmap import DAYS_OF_A_MONTH, Phase, RoadmapStep
from tenken.excel import addresses
from tenken.excel.book import CellValue, ReportBook, Sheet
from tenken.excel.row_heights import lines
from tenken.excel.safe_cells import LONGEST_NAME, capital, one_line, quoted
from tenken.excel.styles import PALE, PAPER, QUIET, WARNING
from tenken.render.audit.data.sentences import told_outcome
from tenken.render.report import xlsx_audit
from tenken.render.report.answer_sentences import carried, evidence
from tenken.render.report.xlsx_summary import Count, dress, summarise
from tenken.words import Words

HEAD = 2
"""The row of the column heads; a title and a note stand above it."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: the key of its head, its width in digits, how its cells look, whether the reader writes in it."""

    head: str
    width: int
    looks: tuple[str, ...] = ()
    fill_in: bool = False


RANK, NUMBER = TableColumn("workbook.rank", 5, ("center",)), TableColumn("workbook.number", 6, ("center", "literal"))
AREA = TableColumn("report.method.col_area", 15)
CRITICAL = TableColumn("report.summary.critical", 11, ("center", "strong"))
ANSWER, COUNTED = TableColumn("workbook.answer", 14), TableColumn("audit_data.counted", 14)
REMARKS = TableColumn("workbook.remarks", 22, fill_in=True)

PLAN = (
    RANK,
    NUMBER,
    TableColumn("workbook.gap", 20, ("strong",)),
    AREA,
    ANSWER,
    CRITICAL,
    TableColumn("report.gaps.first", 34),
    TableColumn("report.summary.col_who", 11, fill_in=True),
    TableColumn("report.summary.col_due", 12, ("center",), fill_in=True),
    TableColumn("workbook.promised", 8, ("center",)),
    TableColumn("workbook.deadline", 9, ("center",)),
    TableColumn("report.summary.col_effort", 8),
    TableColumn("workbook.cost", 9),
    TableColumn("workbook.priority", 8, ("center",)),
    TableColumn("workbook.progress", 10, ("center",), fill_in=True),
    REMARKS,
)
OPEN = (
    RANK,
    NUMBER,
    TableColumn("workbook.measure", 24, ("strong",)),
    AREA,
    CRITICAL,
    TableColumn("workbook.question", 56),
    TableColumn("workbook.last_year", 14),
    REMARKS,
)
ANSWERS = (
    NUMBER,
    AREA,
    TableColumn("workbook.question", 36),
    CRITICAL,
    TableColumn("workbook.weight", 7, ("center",)),
    ANSWER,
    TableColumn("workbook.note", 44),
    TableColumn("workbook.backed", 9, ("center",)),
    TableColumn("report.answers.evidence", 40),
    TableColumn("workbook.by", 12),
    TableColumn("workbook.on", 12, ("center",)),
    TableColumn("workbook.id", 13, ("literal",)),
)
JUDGED = (
    *ANSWERS[:5],
    TableColumn("audit_data.own", 14),
    TableColumn("workbook.note", 34),
    TableColumn("report.answers.evidence", 34),
    TableColumn("workbook.by", 12),
    TableColumn("workbook.on", 12, ("center",)),
    TableColumn("audit_data.verdict", 14),
    TableColumn("audit_data.outcome", 12),
    TableColumn("audit_data.reason", 26),
    TableColumn("audit_data.basis", 40),
    TableColumn("audit_data.judged_by", 12),
    TableColumn("audit_data.judged_on", 12, ("center",)),
    TableColumn("audit_data.findings", 9),
    TableColumn("workbook.backed", 9, ("center",)),
    TableColumn("workbook.id", 13, ("literal",)),
)
"""Where an assessor has judged: first all that is the firm's, then all that is hers."""


def render(report: Report, words: Words) -> bytes:
    """The workbook; an attestation's has the summary alone, an owner's gaps and open questions, no answers."""
    assessment = report.assessment
    properties = {
        "title": words("report.running", name=assessment.organisation.name, title=words("report.title")),
        "subject": words("workbook.subject", day=words.day(assessment.date), reference=assessment.checklist),
        "author": assessment.assessor.name or assessment.organisation.name,
        "company": assessment.assessor.firm or assessment.organisation.name,
        "comments": words("report.limits.made", version=report.version),
    }
    book = ReportBook(words, properties, assessment.date)
    summary = book.sheet(words("workbook.summary"))
    progress: tuple[Count, ...] = ()
    judged = any(item.answer.verdict for item in report.scorecard.questions)
    if "gaps" in report.sections:
        plan = tuple(COUNTED if judged and column is ANSWER else column for column in PLAN)
        table = _table(book, plan, "workbook.plan", "workbook.plan_note", report=report, words=words)
        progress = _plan(table, report, words)
    if "open" in report.sections:
        carried = any(gap.question_score.answer.status for gap in report.open)
        columns = tuple(column for column in OPEN if carried or column.head != "workbook.last_year")
        table = _table(book, columns, "workbook.open", "report.open.text", report=report, words=words)
        _open(table, report, words)
    xlsx_audit.write(book, report, words)
    if "answers" in report.sections or report.profile is ReportProfile.AUDIT:
        table = _table(
            book, JUDGED if judged else ANSWERS, "workbook.answers", "workbook.answers_note", report=report, words=words
        )
        _answers(table, report, words)
    summarise(summary, book, report, words, progress)
    return book.content()


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet that is one table below its title."""

    sheet: Sheet
    columns: tuple[TableColumn, ...]

    def add(self, at: int, cells: Mapping[str, CellValue], looks: Mapping[str, str]) -> None:
        """The row of that rank, from 0: cells and further looks by the keys of their heads."""
        for place, column in enumerate(self.columns):
            further = (*(("input",) if column.fill_in else ()), *column.looks, *looks.get(column.head, "").split())
            self.sheet.put(HEAD + 1 + at, place, cells.get(column.head), "cell", *further)
        texts = [(cells.get(column.head), column.width) for column in self.columns]
        highest = max(lines(text, width) for text, width in texts if isinstance(text, str))
        self.sheet.height(HEAD + 1 + at, highest)

    def finish(self, rows: int) -> None:
        """Filter and sort arrows over all rows."""
        self.sheet.raw.autofilter(HEAD, 0, HEAD + rows, len(self.columns) - 1)
        everything = addresses.cell_range(HEAD, 0, HEAD + rows, len(self.columns) - 1)
        self.sheet.raw.ignore_errors({"number_stored_as_text": everything, "two_digit_text_year": everything})

    def place(self, head: str) -> int:
        """Where the column of that head stands."""
        return next(place for place, column in enumerate(self.columns) if column.head == head)

    def letter(self, head: str) -> str:
        """The letters by which a formula names that column, which stays while rows change."""
        return f"${addresses.column_letters(self.place(head))}"

    def cells(self, head: str, rows: int, upto: str | None = None) -> str:
        """All cells of a column, or of neighbouring columns, as a rule names them."""
        return str(addresses.cell_range(HEAD + 1, self.place(head), HEAD + rows, self.place(upto or head)))


def _table(
    book: ReportBook, columns: tuple[TableColumn, ...], name: str, note: str, *, report: Report, words: Words
) -> SheetTable:
    """A sheet with title, note and heads, frozen and repeated on every printed page; a column only where it is used."""
    columns = tuple(column for column in columns if report.checklist.has_critical or column is not CRITICAL)
    sheet = book.sheet(words(name))
    dress(sheet, book, report, words)
    organisation = one_line(report.assessment.organisation.name, LONGEST_NAME // 2)
    day = words.day(report.assessment.date)
    sheet.text(0, 0, words("workbook.head", sheet=words(name), name=organisation, day=day), "title")
    sheet.text(1, 0, words(note), "quiet")
    heads = [words("workbook.fill_in", head=words(it.head)) if it.fill_in else words(it.head) for it in columns]
    for place, (column, head) in enumerate(zip(columns, heads, strict=True)):
        sheet.raw.set_column(place, place, column.width)
        sheet.text(HEAD, place, capital(head), "head", *(("input_head",) if column.fill_in else ()))
    sheet.raw.set_row(0, 26)
    sheet.height(HEAD, max(lines(head, it.width - 1) for it, head in zip(columns, heads, strict=True)))
    sheet.raw.freeze_panes(HEAD + 1, 3)
    sheet.raw.repeat_rows(HEAD)
    return SheetTable(sheet, columns)


def _plan(table: SheetTable, report: Report, words: Words) -> tuple[Count, ...]:
    """The gaps in order of priority, with what the manager keeps up to date; gives back the counts of the progress."""
    progress = [words(key) for key in ("workbook.not_begun", "workbook.under_way", "workbook.done")]
    overdue, near = words("report.summary.overdue_mark"), words(f"phase.{Phase.MONTH}")
    due, state = table.letter("report.summary.col_due"), table.letter("workbook.progress")
    for at, step in enumerate(report.gaps):
        table.add(at, _gap(at + 1, step, report, words), _gap_looks(step))
        row = HEAD + at + 2  # as a formula counts
        passed = f'{due}{row}<TODAY(),{quoted(overdue)},IF({due}{row}<=TODAY()+{DAYS_OF_A_MONTH},{quoted(near)},"")'
        formula = f'=IF(OR({due}{row}="",{state}{row}={quoted(progress[-1])}),"",IF({passed}))'
        value = overdue if step.overdue else near if step.phase is Phase.MONTH else ""
        table.sheet.formula(row - 1, table.place("workbook.deadline"), formula, value, "cell", "center")
    rows = len(report.gaps)
    table.finish(rows)
    _allow(table, rows, progress, words)
    _colour(table, rows, progress, overdue)
    counted = [(name, "workbook.progress", rows if name == progress[0] else 0) for name in progress]
    counted.append((overdue, "workbook.deadline", len(report.overdue)))
    return tuple(_count(table, rows, *entry) for entry in counted)


def _gap(rank: int, step: RoadmapStep, report: Report, words: Words) -> dict[str, CellValue]:
    question = step.gap.question
    return {
        "workbook.rank": rank,
        "workbook.number": report.numbers[question.id],
        "workbook.gap": words.text(question.name),
        "report.method.col_area": words.text(step.gap.area.title),
        "workbook.answer": words.status(step.gap.status),
        "audit_data.counted": words.counted(step.gap.question_score.answer),
        "report.summary.critical": words("report.summary.critical") if question.critical else None,
        "report.gaps.first": words.text(question.remedy.first),
        "report.summary.col_who": step.person or words("role.owner"),
        "report.summary.col_due": step.due,
        "workbook.promised": words(f"proposal.short_{'promised' if step.promised else 'proposed'}"),
        "report.summary.col_effort": words(f"effort.{question.remedy.effort}"),
        "workbook.cost": words(f"cost.{question.remedy.cost}"),
        "workbook.priority": step.gap.priority,
        "workbook.progress": words("workbook.not_begun"),
        "workbook.remarks": words("report.gaps.moved", n=len(step.moved)) if step.moved else None,
    }


def _gap_looks(step: RoadmapStep) -> dict[str, str]:
    due = "" if step.promised else "target"
    status = f"status_{step.gap.status}"
    return {"workbook.answer": status, "audit_data.counted": status, "report.summary.col_due": due}


def _allow(table: SheetTable, rows: int, progress: list[str], words: Words) -> None:
    """What may be entered: one of three words, and a day."""
    choice = {
        "validate": "list",
        "source": progress,
        "error_title": words("workbook.wrong"),
        "error_message": words("workbook.wrong_progress", choices=words("report.join").join(progress)),
    }
    day = {
        "validate": "date",
        "criteria": "between",
        "minimum": FIRST_DAY,
        "maximum": LAST_DAY,
        "error_title": words("workbook.wrong"),
        "error_message": words("workbook.wrong_day"),
    }
    for head, allowed in (("workbook.progress", choice), ("report.summary.col_due", day)):
        code = table.sheet.raw.data_validation(table.cells(head, rows), allowed)
        assert code == 0, (head, code)


def _colour(table: SheetTable, rows: int, progress: list[str], overdue: str) -> None:
    """What the manager enters and what the calendar does show in the whole row, the answer's own colour excepted."""
    sheet, first = table.sheet, HEAD + 2
    state, deadline = (f"{table.letter(head)}{first}" for head in ("workbook.progress", "workbook.deadline"))
    after = CRITICAL.head if CRITICAL in table.columns else "report.gaps.first"
    left, right = ("workbook.rank", "report.method.col_area"), (after, "workbook.remarks")
    both = " ".join(table.cells(start, rows, upto) for start, upto in (left, right))
    everything = table.cells("workbook.rank", rows, "workbook.remarks")
    sheet.rule(everything, f"={state}={quoted(progress[2])}", {"font_color": QUIET, "bg_color": PALE}, last=True)
    due = table.cells("report.summary.col_due", rows, "workbook.deadline")
    sheet.rule(due, f"={deadline}={quoted(overdue)}", {"font_color": PAPER, "bg_color": WARNING, "bold": True})
    sheet.rule(both.split()[0], f"={deadline}={quoted(overdue)}", {"bg_color": "#f9dfdb"}, several=both)
    column = table.cells("workbook.progress", rows)
    sheet.rule(column, f"={state}={quoted(progress[1])}", {"bg_color": "#cfe5e2", "bold": True})


def _count(table: SheetTable, rows: int, name: str, head: str, value: int) -> Count:
    place = table.place(head)
    cells = addresses.fixed_range(HEAD + 1, place, HEAD + rows, place)
    sheet = table.sheet.name.replace("'", "''")
    return Count(name, f"=COUNTIF('{sheet}'!{cells},{quoted(name)})", value)


def _open(table: SheetTable, report: Report, words: Words) -> None:
    """The questions that nobody has answered, most telling first."""
    for at, gap in enumerate(report.open):
        table.add(at, _unanswered(at + 1, gap, report, words), {})
    table.finish(len(report.open))


def _unanswered(rank: int, gap: Gap, report: Report, words: Words) -> dict[str, CellValue]:
    said = gap.question_score.answer.status
    return {
        "workbook.rank": rank,
        "workbook.number": report.numbers[gap.question.id],
        "workbook.measure": words.text(gap.question.name),
        "report.method.col_area": words.text(gap.area.title),
        "report.summary.critical": words("report.summary.critical") if gap.question.critical else None,
        "workbook.question": words.text(gap.question.text),
        "workbook.last_year": words.status(said) if said else None,
    }


def _answers(table: SheetTable, report: Report, words: Words) -> None:
    """Every question in the order of the checklist, answered or not."""
    asked = [line for page in report.areas for line in page.answers]
    for at, line in enumerate(asked):
        said = line.question_score.answer
        looks = {"workbook.answer": line.question_score.status, "audit_data.own": said.status}
        told = {head: f"status_{status or 'unanswered'}" for head, status in looks.items()}
        told |= {"audit_data.verdict": f"status_{said.verdict.status}"} if said.verdict else {}
        table.add(at, _answer(line, report, words) | xlsx_audit.verdict_cells(said, words), told)
    table.finish(len(asked))


def _answer(line: AnswerLine, report: Report, words: Words) -> dict[str, CellValue]:
    question, said, status = line.question_score.question, line.question_score.answer, line.question_score.status
    notes = [carried(line, words), said.note]
    shown = [words("workbook.evidence", evidence=evidence(piece, words)) for piece in line.evidence]
    findings = report.audit.findings if report.audit else ()
    found = [entry.id for entry in findings if question.id in entry.questions]
    backed = "workbook.backed_yes" if line.question_score.evidenced else "workbook.backed_no"
    return {
        "workbook.number": line.number,
        "report.method.col_area": words.text(line.question_score.area.title),
        "workbook.question": words.text(question.text),
        "report.summary.critical": words("report.summary.critical") if question.critical else None,
        "workbook.weight": question.weight,
        "workbook.answer": words.status(status),
        "audit_data.own": words.status(said.status),
        "audit_data.outcome": told_outcome(said, words),
        "audit_data.findings": " ".join(found) or None,
        "workbook.note": "\n".join(note for note in notes if note) or None,
        "workbook.backed": words(backed) if status in (Status.YES, Status.PARTIAL) else None,
        "report.answers.evidence": "\n".join(shown) or None,
        "workbook.by": said.by,
        "workbook.on": said.on,
        "workbook.id": question.id,
    }
