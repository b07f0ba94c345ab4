"""The list of questions: one row each, to be read from left to right: question, what counts, answer, evidence, promise.

What the formulas need (area, weight, what counts) stands in hidden columns of the row itself, and the filter covers
every column: sorting does no harm.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tenken.ask.sheet.layout import CARRIED, CODES, FIRST, ID, NO_ID, PROMISE, PROPOSED, SPELLINGS, key, repeating
from tenken.ask.sheet.page import (
    HIGHEST,
    LANDSCAPE,
    LINE,
    MARGIN,
    MISSING,
    NARROW,
    SMALL,
    STATUS_COLOURS,
    WASH,
    InputPage,
    characters,
    pixels,
)
from tenken.core.library import guidance
from tenken.core.merge.answer_fields import PIECE, AnswerField, AnswerPart, said
from tenken.core.model import Question, Status
from tenken.core.report.brand import INK
from tenken.core.scoring.proposals import proposals
from tenken.core.scoring.score import QuestionScore, score
from tenken.excel import addresses
from tenken.excel.row_heights import Run, height
from tenken.excel.safe_cells import quoted
from tenken.excel.styles import DEEP, PAPER, QUIET
from tenken.words import Language

DENSITY: dict[Language, float] = {"ja": 1, "en": 1.25}
"""How many letters of our own texts stand where the height of a row is reckoned with one; Latin ones are narrow."""
KEYS, TITLE, BANDS, HEADS, TOP = range(5)
"""Rows: the hidden keys, the title, groups of columns, heads, the first question."""


HIDDEN = {f"proposed_{part}": part for part in PROPOSED}
"""The columns that hold what is proposed, for whoever promises it."""


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """One column of the list."""

    name: str
    """Its words are ``sheet.head.<name>`` and ``sheet.hint.<name>``."""
    width: int
    """In characters of the usual letters; 0: hidden."""
    band: str = ""
    part: AnswerPart | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that a formula of another page tells."""

    cell: str
    now: str
    """What it says before anything is calculated anew."""


@dataclass(frozen=True, slots=True)
class Ranges:
    """Where the formulas of other pages find what they count, as absolute references."""

    area: str
    weight: str
    critical: str
    code: str
    note: str


def columns(items: Sequence[QuestionScore], *, critical: bool = True) -> tuple[AnswerColumn, ...]:
    """The columns that these answers need: last year's answer and the assessor's verdict only where there is one.

    ``critical`` is whether the checklist has critical questions; without any, no column speaks of them.
    Those from the number to the verdict are printed, on one page across; the texts get the width that the others leave.
    What only helps to filter and to promise stands on either side of them.
    """
    carried = any(item.answer.status and not item.answer.confirmed for item in items)
    judged = any(item.answer.verdict for item in items)
    pieces = [piece.what for item in items for piece in item.answer.evidence[:1]]
    printed = (
        AnswerColumn("number", 5, "question"),
        AnswerColumn("question", 0, "question"),
        AnswerColumn("guide", 0, "question"),
        *([AnswerColumn("carried", 9, "answer")] if carried else []),
        AnswerColumn("status", 9, "answer", AnswerPart.STATUS),
        AnswerColumn("note", _fitting([item.answer.note or "" for item in items], 13, 23), "answer", AnswerPart.NOTE),
        AnswerColumn("what", _fitting(pieces, 12, 20), "evidence", AnswerPart.WHAT),
        AnswerColumn("dated", 10, "evidence", AnswerPart.DATED),
        *([AnswerColumn("verdict", 14, "verdict")] if judged else []),
        AnswerColumn("owner", 7, "action", AnswerPart.OWNER),
        AnswerColumn("due", 10, "action", AnswerPart.DUE),
    )
    text = characters((LANDSCAPE - sum(pixels(column.width) for column in printed if column.width)) // 2)
    return (
        AnswerColumn("id", 0),
        AnswerColumn("area", 11, "unprinted"),
        *([AnswerColumn("critical", 9, "unprinted")] if critical else []),
        *(replace(column, width=column.width or text) for column in printed),
        AnswerColumn("file", 15, "unprinted", AnswerPart.FILE),
        AnswerColumn("proposal", 15, "unprinted"),
        AnswerColumn("promise", 13, "unprinted"),
        *(AnswerColumn(name, 0) for name in ("area_id", "weight", "critical_flag", "verdict_code", "code", *HIDDEN)),
    )


def _fitting(texts: Sequence[str], least: int, most: int) -> int:
    """The least width at which no text is cut by the highest row, within the two."""
    tall = max(texts, key=len, default="")
    fits = (width for width in range(least, most) if height([({}, tall)], width - 1) + MARGIN < HIGHEST)
    return next(fits, most)


def _key(column: AnswerColumn) -> str:
    """What heads a column in the hidden row; empty for what reading does not look at."""
    keys = {"id": ID, "carried": CARRIED, "promise": PROMISE, **{name: PROPOSED[part] for name, part in HIDDEN.items()}}
    return key(column.part) if column.part else keys.get(column.name, "")


def write(page: InputPage, items: Sequence[QuestionScore], summary: Sequence[Told]) -> Ranges:
    """Fill the page; the summary tells how far one has come, and the score so far."""
    listed = _List(page, items)
    listed.heads(summary)
    for row, item in enumerate(items, TOP):
        listed.question(row, item)
    listed.rules()
    return listed.ranges()


class _List:
    """The list while it is written."""

    def __init__(self, page: InputPage, items: Sequence[QuestionScore]) -> None:
        self.page, self.words = page, page.words
        self.columns = columns(items, critical=page.handout.checklist.has_critical)
        self.at = {column.name: position for position, column in enumerate(self.columns)}
        self.last = TOP + max(len(items), 1) - 1
        self.numbers = page.handout.checklist.numbers()
        assessment = page.handout.assessment
        self.proposals = proposals(score(page.handout.checklist, assessment), assessment)

    def heads(self, summary: Sequence[Told]) -> None:
        """Everything above the first question, and how the page is shown and printed."""
        page, sheet, w = self.page, self.page.sheet, self.words
        for position, column in enumerate(self.columns):
            sheet.set_column(position, position, column.width or 3, None, {"hidden": not column.width})
            page.text(KEYS, position, _key(column))
        sheet.set_row(KEYS, None, None, {"hidden": True})
        for row in (TITLE, BANDS, HEADS):
            page.text(row, self.at["id"], NO_ID)
        sheet.set_row(TITLE, 28)
        line = {"text_wrap": False, "valign": "vcenter"}
        role = page.handout.role
        title = w("sheet.list_title", name=page.handout.assessment.organisation.name)
        title = f"{title}  {w('sheet.for', role=role)}" if role else title
        page.text(TITLE, self.at["number"], title, bold=True, font_size=12, font_color=DEEP, **line)
        for name, told in zip(("status", "what"), summary, strict=False):
            page.formula(TITLE, self.at[name], told.cell, told.now, bold=True, font_color=DEEP, **line)
        self._bands()
        heads = {position: self._head(column) for position, column in enumerate(self.columns) if column.width}
        sheet.set_row(
            HEADS, MARGIN + max(height(runs, self.columns[position].width - 1) for position, runs in heads.items())
        )
        for position, runs in heads.items():
            page.rich(HEADS, position, runs, bg_color=WASH, bottom=1, bottom_color=DEEP, valign="vcenter")
        sheet.freeze_panes(TOP, self.at["guide"])
        # Over the hidden columns too: what a filter sorts must take the id of each row along.
        sheet.autofilter(HEADS, 0, self.last, len(self.columns) - 1)
        sheet.repeat_rows(HEADS)
        page.finish((TITLE, self.at["number"], self.last, self.at["due"]), landscape=True)

    def _bands(self) -> None:
        self.page.sheet.set_row(BANDS, 18)
        style = {"bold": True, "font_size": SMALL, "font_color": PAPER, "bg_color": DEEP, "valign": "vcenter"}
        before = ""
        for position, column in enumerate(self.columns):
            if column.band:
                first = column.band != before
                told = self.words(f"sheet.band.{column.band}") if first else ""
                edge = {"left": 1, "left_color": PAPER} if first else {}
                self.page.text(BANDS, position, told, text_wrap=False, **style, **edge)
            before = column.band

    def _head(self, column: AnswerColumn) -> list[Run]:
        w, hint = self.words, f"sheet.hint.{column.name}"
        runs: list[Run] = [({"bold": True}, w(f"sheet.head.{column.name}"))]
        day = {"font_name": NARROW[w.lang]} if column.part in (AnswerPart.DATED, AnswerPart.DUE) else {}
        letters = {"font_size": SMALL, "font_color": QUIET, **day}
        return [*runs, (letters, "\n" + w(hint))] if w.knows(hint) else runs

    def question(self, row: int, item: QuestionScore) -> None:
        """One row."""
        page, w, at, question = self.page, self.words, self.at, item.question
        line = {"bottom": 1, "bottom_color": LINE, "valign": "vcenter"}
        small = {"font_size": SMALL, "font_color": QUIET, **line}
        place = page.handout.checklist.areas.index(item.area) + 1
        page.text(row, at["id"], question.id)
        page.text(row, at["number"], self.numbers[question.id], num_format="@", bold=True, align="center", **line)
        page.text(row, at["area"], f"{place} {w.text(item.area.title)}", **small)
        if "critical" in at:
            mark = w("sheet.critical") if question.critical else ""
            page.text(row, at["critical"], mark, font_size=SMALL, bold=True, **line)
        asks, guides = list(self._question(item)), list(self._guide(question))
        page.rich(row, at["question"], asks, indent=1, **line)
        page.rich(row, at["guide"], guides, font_size=SMALL, indent=1, **line)
        if "carried" in at:
            waits = item.answer.status and not item.answer.confirmed
            page.text(row, at["carried"], w.status(item.answer.status) if waits else "", **small)
        values = said(item.answer)
        for column in self.columns:
            if column.part is not None:
                field = AnswerField(column.part, FIRST if column.part in PIECE else "")
                page.fill(row, at[column.name], values.get(field), column.part, valign="vcenter")
        page.text(row, at["proposal"], self._proposal(item), **small)
        page.field(row, at["promise"], align="center", valign="vcenter")
        self._fit(row, asks, guides, item)
        if "verdict" in at:
            page.text(row, at["verdict"], self._verdict(item), **small)
        self._hidden(row, item)

    def _fit(self, row: int, asks: Sequence[Run], guides: Sequence[Run], item: QuestionScore) -> None:
        """As high as the highest text in the row."""
        values = said(item.answer)
        told = [(asks, "question"), (guides, "guide"), ([({"font_size": SMALL}, self._verdict(item))], "verdict")]
        told += [([({"font_size": SMALL}, self._proposal(item))], "proposal")]
        told += [([({}, str(values.get(AnswerField(AnswerPart.NOTE)) or ""))], "note")]
        told += [([({}, str(values.get(AnswerField(AnswerPart.WHAT, FIRST)) or ""))], "what")]
        widths = {column.name: column.width - 1 for column in self.columns}
        dense = DENSITY[self.words.lang]
        widths |= {name: round(widths[name] * dense) for name in ("question", "guide")}
        highest = max(height(runs, widths[name]) for runs, name in told if name in widths)
        self.page.sheet.set_row(row, min(HIGHEST, highest + MARGIN))

    def _question(self, item: QuestionScore) -> Iterator[Run]:
        w, question = self.words, item.question
        small = {"font_size": SMALL, "font_color": QUIET}
        yield {"bold": True, "font_size": 10}, w.text(question.text)
        if question.critical:
            yield {"font_size": SMALL, "bold": True, "font_color": DEEP}, "\n" + w("sheet.critical")
        if question.why:
            yield small, "\n" + w("sheet.why", text=w.text(question.why))
        case = self.page.handout.library.cases.get(question.case or "")
        if case:
            yield small, "\n" + w("sheet.case", text=w.case(case))
        more = len(item.answer.evidence) - 1
        if more > 0:
            yield (
                {"font_size": SMALL, "font_color": DEEP},
                "\n" + w("sheet.more", n=more, page=w("sheet.page.evidence")),
            )

    def _guide(self, question: Question) -> Iterator[Run]:
        w, before = self.words, ""
        for name, content in guidance(question, self.page.handout.library).items():
            if w.knows(f"sheet.guidance.{name}"):  # why and case stand under the question, the first step is for a gap
                yield {"font_size": SMALL, "bold": True, "font_color": DEEP}, f"{before}{w(f'sheet.guidance.{name}')} "
                yield {"font_size": SMALL, "font_color": INK}, w.guidance(content)
                before = "\n"

    def _verdict(self, item: QuestionScore) -> str:
        verdict = item.answer.verdict
        if verdict is None:
            return ""
        return "\n".join(part for part in (self.words.judged(verdict.status), verdict.finding) if part)

    def _proposal(self, item: QuestionScore) -> str:
        proposal = self.proposals.get(item.question.id)
        return self.words.proposal(proposal) if proposal else ""

    def _hidden(self, row: int, item: QuestionScore) -> None:
        """What the formulas count: area, weight, and the code of the answer, a verdict before the reader's own."""
        page, at = self.page, self.at
        verdict = item.answer.verdict
        page.text(row, at["area_id"], item.area.id)
        page.sheet.write_number(row, at["weight"], item.question.weight)
        page.sheet.write_number(row, at["critical_flag"], int(item.question.critical))
        page.text(row, at["verdict_code"], str(verdict.status) if verdict else "")
        if proposal := self.proposals.get(item.question.id):
            page.text(row, at["proposed_owner"], proposal.person or "")
            page.text(row, at["proposed_due"], proposal.due.isoformat())
        own = addresses.cell(row, at["status"], col_abs=True)
        judged = addresses.cell(row, at["verdict_code"], col_abs=True)
        said = f"TRIM({own})"
        if "carried" in at:
            same = ",".join(f"{said}={quoted(word)}" for word in repeating())
            said = f"IF(OR({same}),{addresses.cell(row, at['carried'], col_abs=True)},{said})"
        # LOOKUP takes every spelling that reading understands; MATCH would take * and ? for more than they are.
        meant = f'IFERROR(LOOKUP(2,1/({SPELLINGS}={said}),{CODES}),"")'
        page.formula(row, at["code"], f'IF({judged}<>"",{judged},{meant})', str(item.status or ""))

    def rules(self) -> None:
        """Drop-downs, and what colours by itself."""
        page, w, at = self.page, self.words, self.at
        offered = [w.status(status) for status in Status]
        offered += [w("sheet.same")] if "carried" in at else []
        page.choose(TOP, self.last, at["status"], offered)  # what else is understood, its keys 1 to 5, may be typed
        page.choose(TOP, self.last, at["promise"], [w("sheet.promise")], w("sheet.promise_error"))
        for name in ("dated", "due"):
            page.days(TOP, self.last, at[name])
        first = {name: addresses.cell(TOP, position, col_abs=True) for name, position in at.items()}
        for status, (ground, letters) in STATUS_COLOURS.items():
            told = {"bg_color": ground, "font_color": letters}
            page.when(self._down("status", "status"), f'{first["code"]}="{status}"', **told)
        unknown = f'AND(TRIM({first["status"]})<>"",{first["code"]}="")'
        page.when(self._down("status", "status"), unknown, bg_color=MISSING)
        reason = f'AND({first["code"]}="na",TRIM({first["note"]})="")'
        page.when(self._down("note", "note"), reason, bg_color=MISSING)
        above = addresses.cell(TOP - 1, at["area_id"], col_abs=True)
        edges = {"top": 1, "top_color": DEEP, "bottom": 1, "bottom_color": LINE}
        page.when(self._down("area", "guide"), f"{first['area_id']}<>{above}", **edges)

    def _down(self, left: str, right: str) -> tuple[int, int, int, int]:
        return (TOP, self.at[left], self.last, self.at[right])

    def ranges(self) -> Ranges:
        """The hidden columns, as other pages name them."""
        sheet = addresses.sheet_name(self.words("sheet.page.questions"))

        def whole(name: str) -> str:
            letters = addresses.column_letters(self.at[name])
            return f"{sheet}!${letters}${TOP + 1}:${letters}${self.last + 1}"

        return Ranges(whole("area_id"), whole("weight"), whole("critical_flag"), whole("code"), whole("note"))
