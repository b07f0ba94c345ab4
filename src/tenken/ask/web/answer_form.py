"""From an answer to a form and back: what is shown, what was sent and is wrong with it, and how it is merged.

A form remembers the marks of what stood in the file when it was shown. What differs from that is merged three-way, as
what comes back from a sheet is; where both changed the same part, nothing is saved, and both are shown. Evidence is one
part: whoever sees all of it decides on all of it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TypeVar

from tenken.ask.reading import Meant, NotUnderstood, read_day
from tenken.core.merge.answer_fields import (
    AnswerField,
    AnswerPart,
    FieldValue,
    FieldValues,
    WholeEvidence,
    evidence_of,
    said,
)
from tenken.core.merge.three_way import MergeOutcome, Stamp, merge, merge_evidence
from tenken.core.model import MOST_PIECES, Action, Answer, Status

STATUS, NOTE, OWNER, DUE = PLAIN = tuple(
    AnswerField(part) for part in (AnswerPart.STATUS, AnswerPart.NOTE, AnswerPart.OWNER, AnswerPart.DUE)
)
"""What can be changed apart from the rest, beside the evidence."""

_Value = TypeVar("_Value")


class ClashError(Exception):
    """Somebody else changed the same parts meanwhile."""

    def __init__(self, parts: tuple[str, ...], answer: Answer) -> None:
        """Keep which parts, and the answer as it now is."""
        super().__init__(*parts)
        self.parts = parts
        self.answer = answer


@dataclass(frozen=True, slots=True)
class EvidenceInput:
    """One piece of evidence as it stands in the form."""

    what: str = ""
    file: str = ""
    dated: str = ""
    drop: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing was written."""
        return not (self.what or self.file or self.dated)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormInput:
    """A form as a person sees it: text that may mean nothing yet."""

    status: str = ""
    note: str = ""
    reason: str = ""
    """Why a question does not apply: it is kept in the note, and shown apart from it as long as that is the answer."""
    evidence: tuple[EvidenceInput, ...] = ()
    owner: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedForm:
    """A form that was sent and read: what it says, what is wrong with it, and what it was shown with."""

    go: str
    """Which button: ``next``, ``later``, ``back``, ``save``, ``same``, ``clear``, ``promise``, or ``auto`` from a
    script."""
    typed: FormInput
    """As it is shown again."""
    fields: FieldValues
    evidence: WholeEvidence
    rows: tuple[int, ...]
    """From which row of the form each piece of evidence comes."""
    errors: Mapping[str, NotUnderstood]
    """By the name of the field why it is not taken."""
    completed: tuple[tuple[str, date], ...]
    """What was written and the day it was read as, where its year was worked out."""
    base: Mapping[str, str]
    """The mark of each part as it was when the form was shown.

    Merging only asks whether a part is still that, so a mark will do: it is as short for the longest answer, so that
    every answer that fits into a request can still be sent.
    """

    @property
    def marks(self) -> str:
        """The marks that it was shown with, as they came."""
        return ".".join(self.base.values())

    @property
    def status(self) -> FieldValue:
        """What was chosen, if anything."""
        return self.fields[STATUS]

    def into(self, current: Answer, stamp: Stamp) -> Answer:
        """The answer with what the person changed since the form was shown; raises ClashError where both changed it."""
        now = said(current)
        base = {field: self._before(field.part, self.fields[field], now[field]) for field in PLAIN}
        merged = merge(base, self.fields, current, lambda *_: None, stamp)
        clashes = [str(change.field.part) for change in merged.changes if change.outcome is MergeOutcome.CONFLICT]
        evidence = self._before("evidence", self.evidence, evidence_of(current))
        answer = merge_evidence(evidence, self.evidence, merged.answer)
        if clashes or answer is None:
            raise ClashError((*clashes, *(["evidence"] if answer is None else [])), current)
        return answer

    def _before(self, part: str, mine: _Value, now: _Value) -> _Value | str:
        """What the form was shown with, if that is what it or the file says; else its mark, which nobody says."""
        mark = self.base.get(part, "")
        return next((value for value in (mine, now) if _mark(value) == mark), mark)

    def still_shown(self, answer: Answer) -> str:
        """The marks of a form that stays open after it was saved: what others wrote in the file is not shown in it."""
        mine, now = _marks(self.fields, self.evidence), _marks(said(answer), evidence_of(answer))
        return ".".join(mark if mine[part] == mark else self.base.get(part, "") for part, mark in now.items())


def shown(answer: Answer) -> FormInput:
    """The form that shows an answer; what is not confirmed is not chosen yet."""
    action = answer.action or Action()
    return FormInput(
        status=str(answer.status) if answer.status and answer.confirmed else "",
        note="" if _reasoned(answer) else answer.note or "",
        reason=answer.note or "" if _reasoned(answer) else "",
        evidence=tuple(
            EvidenceInput(piece.what, piece.file or "", piece.dated.isoformat() if piece.dated else "")
            for piece in answer.evidence
        ),
        owner=action.owner or "",
        due=action.due.isoformat() if action.due else "",
    )


def _reasoned(answer: Answer) -> bool:
    """Whether the note says why the question does not apply."""
    return answer.status is Status.NA and answer.confirmed


def marks(answer: Answer) -> str:
    """A short mark of each part, by which the form remembers what it was shown with."""
    return ".".join(_marks(said(answer), evidence_of(answer)).values())


def _marks(fields: FieldValues, evidence: WholeEvidence) -> dict[str, str]:
    return {**{str(field.part): _mark(fields[field]) for field in PLAIN}, "evidence": _mark(evidence)}


def _mark(value: object) -> str:
    return sha256(repr(value).encode()).hexdigest()[:12]


def submitted(
    form: Mapping[str, str], clean: Callable[[str], str], today: date, name_of_file: Callable[[str], str] = str
) -> SubmittedForm:
    """A form as it was sent, read; a text without a visible character is none, a file is what ``name_of_file`` says."""
    errors: dict[str, NotUnderstood] = {}
    completed: list[tuple[str, date]] = []

    def text(written: str) -> str | None:
        return clean(written).strip() or None

    def day(written: str, name: str, meant: Meant) -> date | None:
        written = clean(written).strip()
        if not written:
            return None
        found = read_day(written, today, meant=meant)
        if isinstance(found, NotUnderstood):
            errors[name] = found
            return None
        if found.completed:
            completed.append((written, found.day))
        return found.day

    go = form.get("go", "save")
    typed = FormInput(
        status="" if go in ("clear", "same") else form.get("status", ""),
        note=_written(form, "note"),
        reason=_written(form, "reason"),
        evidence=tuple(_rows(form)),
        owner=_promised(form, "owner"),
        due=_promised(form, "due"),
    )
    pieces, rows = [], []
    for row, piece in enumerate(typed.evidence):
        if piece.blank or piece.drop:
            continue
        what = text(piece.what)
        if what is None:
            errors[f"evidence-{row}-what"] = NotUnderstood("web.error.what")
        file = text(piece.file)
        pieces.append((what or "", file and name_of_file(file), day(piece.dated, f"evidence-{row}-dated", "past")))
        rows.append(row)
    status = next((status for status in Status if status == typed.status), None)
    note = text("\n".join(part for part in (typed.reason, typed.note) if part))
    fields = {STATUS: status, NOTE: note, OWNER: text(typed.owner), DUE: day(typed.due, "due", "ahead")}
    if status is Status.NA and note is None:
        errors["reason"] = NotUnderstood("web.error.reason")
    names = [*(str(field.part) for field in PLAIN), "evidence"]
    return SubmittedForm(
        go=go,
        typed=typed,
        fields=fields,
        evidence=tuple(pieces),
        rows=tuple(rows),
        errors=errors,
        completed=tuple(completed),
        base=dict(zip(names, form.get("base", "").split("."), strict=False)),
    )


def _written(form: Mapping[str, str], name: str) -> str:
    """A text of several lines as it was typed."""
    return form.get(name, "").replace("\r\n", "\n").strip()


def _promised(form: Mapping[str, str], name: str) -> str:
    """Who or until when: what was typed; where nothing was and the proposal is promised, what the page proposed."""
    takes = form.get("go") == "promise" and form.get("status") not in (Status.YES, Status.NA)
    return form.get(name, "").strip() or (form.get(f"proposed-{name}", "").strip() if takes else "")


def _rows(form: Mapping[str, str]) -> Iterator[EvidenceInput]:
    """The evidence as it was sent, row by row."""
    for row in range(MOST_PIECES + 1):
        names = {name: f"evidence-{row}-{name}" for name in ("what", "file", "dated")}
        if not any(name in form for name in names.values()):
            return
        values = {name: form.get(key, "").strip() for name, key in names.items()}
        yield EvidenceInput(**values, drop=f"evidence-{row}-drop" in form)
