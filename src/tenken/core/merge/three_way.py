"""Three-way merging of answers that were given away from the file: on a sheet, in a form, by two people at once.

Base is what was handed out, theirs what came back, ours what the file says now. What they left alone stays ours, what
only they changed is theirs, and what both changed in different ways is a conflict that somebody has to decide. Where
the three come from, and how a person is asked, is the business of those who call.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias, assert_never

from tenken.core.merge.answer_fields import (
    PIECE,
    AnswerField,
    AnswerPart,
    FieldValue,
    FieldValues,
    WholeEvidence,
    _Three,
    _three,
    evidence_of,
    said,
)
from tenken.core.model import Action, Answer, Evidence, Status


class MergeOutcome(StrEnum):
    """What became of something that they had changed."""

    TAKEN = "taken"
    """The file had nothing there."""
    CHANGED = "changed"
    CLEARED = "cleared"
    KEPT = "kept"
    """Both had changed it, and the file's own was chosen."""
    CONFLICT = "conflict"
    """Both had changed it, and nobody has decided yet: the file's own stays."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that they had changed, and what became of it."""

    field: AnswerField
    ours: FieldValue
    theirs: FieldValue
    outcome: MergeOutcome

    @property
    def wrote(self) -> bool:
        """Whether the answer is another than before."""
        return self.outcome in (MergeOutcome.TAKEN, MergeOutcome.CHANGED, MergeOutcome.CLEARED)


@dataclass(frozen=True, slots=True)
class MergedAnswer:
    """The answer that came out, with every change that was asked for."""

    answer: Answer
    changes: tuple[FieldChange, ...]
    pieces: tuple[str, ...]
    """For each piece of evidence of the answer the word by which it was handed out; empty for others."""


DecideField: TypeAlias = Callable[[AnswerField, FieldValue, FieldValue], bool | None]
"""Decides a conflict: takes the field, theirs and ours; gives back whether theirs counts, ``None`` if it stays open."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who gave the answers that are taken, and the day on which they come into the file."""

    on: date
    by: str | None


def merge(base: FieldValues, theirs: FieldValues, ours: Answer, decide: DecideField, stamp: Stamp) -> MergedAnswer:
    """Our answer with what they changed since it was handed out."""
    now = said(ours)
    changes: list[FieldChange] = []
    answer = ours
    for part in (AnswerPart.STATUS, AnswerPart.NOTE, AnswerPart.OWNER, AnswerPart.DUE):
        field = AnswerField(part)
        change = _change(field, base.get(field), theirs.get(field, base.get(field)), now[field], decide)
        if change is not None:
            changes.append(change)
            answer = _with(answer, change, stamp) if change.wrote else answer
    pieces = _Pieces(base, theirs, ours.evidence, decide)
    changes += pieces.changes
    return MergedAnswer(replace(answer, evidence=tuple(pieces.evidence)), tuple(changes), tuple(pieces.names))


def merge_evidence(base: WholeEvidence | str, theirs: WholeEvidence, ours: Answer) -> Answer | None:
    """Our answer with the evidence just as they left it, where they saw all of it; ``None`` where both changed it.

    Order and repetition stay as written. A file that is still named keeps the digest taken of it.
    """
    now = evidence_of(ours)
    if theirs in (base, now):
        return ours
    if now != base:
        return None
    digests = {piece.file: piece.sha256 for piece in ours.evidence if piece.file}
    pieces = ((str(what), _text(file), _day(dated)) for what, file, dated in theirs)
    evidence = (
        Evidence(what=what, file=file, sha256=digests.get(file) if file else None, dated=dated)
        for what, file, dated in pieces
    )
    return replace(ours, evidence=tuple(evidence))


def _change(
    field: AnswerField, base: FieldValue, theirs: FieldValue, ours: FieldValue, decide: DecideField
) -> FieldChange | None:
    """What becomes of one field; ``None`` where they left it alone or both say the same."""
    if theirs in (base, ours):
        return None
    return _decided(field, theirs, ours, decide if ours != base else _theirs)


def _theirs(*_: object) -> bool:
    """What they say holds, whatever it is."""
    return True


def _decided(field: AnswerField, theirs: FieldValue, ours: FieldValue, decide: DecideField) -> FieldChange:
    chosen = decide(field, theirs, ours)
    if chosen is None:
        outcome = MergeOutcome.CONFLICT
    elif not chosen:
        outcome = MergeOutcome.KEPT
    elif theirs is None:
        outcome = MergeOutcome.CLEARED
    else:
        outcome = MergeOutcome.TAKEN if ours is None else MergeOutcome.CHANGED
    return FieldChange(field, ours, theirs, outcome)


def _with(answer: Answer, change: FieldChange, stamp: Stamp) -> Answer:
    """The answer with one change of its own parts carried out."""
    value = change.theirs
    match change.field.part:
        case AnswerPart.STATUS if value is None:
            return replace(answer, status=None, on=None, by=None, confirmed=True)
        case AnswerPart.STATUS:
            return replace(answer, status=Status(str(value)), on=stamp.on, by=stamp.by, confirmed=True)
        case AnswerPart.NOTE:
            return replace(answer, note=_text(value))
        case AnswerPart.OWNER:
            return _promising(answer, replace(answer.action or Action(), owner=_text(value)))
        case AnswerPart.DUE:
            return _promising(answer, moved_to(answer.action or Action(), _day(value)))
        case AnswerPart.WHAT | AnswerPart.FILE | AnswerPart.DATED:
            raise AssertionError(change)
        case _:
            assert_never(change.field.part)


def moved_to(action: Action, due: date | None) -> Action:
    """The promise with another date; an earlier one is remembered as moved."""
    if action.due is not None and due not in (None, action.due):
        return replace(action, due=due, moved=(*action.moved, action.due))
    return replace(action, due=due)


def _promising(answer: Answer, action: Action) -> Answer:
    return replace(answer, action=None if action == Action() else action)


_EMPTY: _Three = (None, None, None)


class _Pieces:
    """The evidence while it is merged.

    What counts is which pieces went and which came, not in which row they stand: a piece that moved to another row has
    not changed. Where one went and another came in the same row, the one became the other.
    """

    def __init__(self, base: FieldValues, theirs: FieldValues, ours: tuple[Evidence, ...], decide: DecideField) -> None:
        self.evidence = list(ours)
        self.names = [""] * len(ours)
        self.changes: list[FieldChange] = []
        self._decide = decide
        before = {name: _piece(base, name) for name in _names(base)}
        after = _once({**before, **{name: _piece({**base, **theirs}, name) for name in _names(theirs)}}, before)
        handed_out = Counter(piece for piece in before.values() if piece != _EMPTY)
        back = Counter(piece for piece in after.values() if piece != _EMPTY)
        went, came = handed_out - back, back - handed_out
        self._known = {*handed_out, *back}
        for name, piece in after.items():
            old = before.get(name, _EMPTY)
            gone, new = (_take(went, old), _take(came, piece)) if piece != old else (False, False)
            if gone and new:
                self._alter(name, old, piece)
            elif gone:
                self._remove(name, old)
            elif new:
                self._add(name, piece)

    def _alter(self, name: str, old: _Three, piece: _Three) -> None:
        """A piece that became another; or one that we took away while they changed it."""
        if self._equal(piece) is not None:
            return
        at = self._equal(old, free=True)
        for what in (old[0], piece[0]):
            at = self._called(what) if at is None else at
        if at is None:
            self._append(name, piece, self._decide)
        else:
            self._fill(name, old, piece, at)

    def _remove(self, name: str, old: _Three) -> None:
        """A piece that they took away: it goes where we left it as it was."""
        equal = self._equal(old, free=True)
        at = self._called(old[0]) if equal is None else equal
        if at is None:
            return
        decide = self._decide if equal is None else _theirs
        change = _decided(AnswerField(AnswerPart.WHAT, name), None, _three(self.evidence[at])[0], decide)
        self.changes.append(change)
        if change.wrote:
            del self.evidence[at], self.names[at]

    def _add(self, name: str, piece: _Three) -> None:
        """A new piece; or what is still to be said of one that we have."""
        if self._equal(piece) is not None:
            return
        at = self._called(piece[0])
        if at is None:
            self._append(name, piece, _theirs)
        else:
            self._fill(name, _EMPTY, piece, at)

    def _append(self, name: str, piece: _Three, decide: DecideField) -> None:
        change = _decided(AnswerField(AnswerPart.WHAT, name), piece[0], None, decide)
        self.changes.append(change)
        if not change.wrote:
            return
        for part, value in zip(PIECE[1:], piece[1:], strict=True):
            if value is not None:
                self.changes.append(FieldChange(AnswerField(part, name), None, value, MergeOutcome.TAKEN))
        self.evidence.append(Evidence(what=str(piece[0]), file=_text(piece[1]), dated=_day(piece[2])))
        self.names.append(name)

    def _fill(self, name: str, old: _Three, piece: _Three, at: int) -> None:
        """A piece that both have, part by part. Another file has another digest, so the old one goes."""
        self.names[at] = name
        for part, base, theirs, ours in zip(PIECE, old, piece, _three(self.evidence[at]), strict=True):
            change = _change(AnswerField(part, name), base, theirs, ours, self._decide)
            if change is None:
                continue
            self.changes.append(change)
            mine = self.evidence[at]
            if not change.wrote:
                continue
            if part is AnswerPart.WHAT:
                self.evidence[at] = replace(mine, what=str(theirs))
            elif part is AnswerPart.FILE:
                self.evidence[at] = replace(mine, file=_text(theirs), sha256=None)
            else:
                self.evidence[at] = replace(mine, dated=_day(theirs))

    def _equal(self, piece: _Three, *, free: bool = False) -> int | None:
        """Where we have just this piece; with ``free`` not one that became so only now."""
        ours = enumerate(zip(self.evidence, self.names, strict=True))
        return next((at for at, (mine, name) in ours if _three(mine) == piece and not (free and name)), None)

    def _called(self, what: FieldValue) -> int | None:
        """Where we have a piece that is called the same and that they do not know as it is."""
        ours = enumerate(zip(self.evidence, self.names, strict=True))
        pieces = ((at, _three(mine)) for at, (mine, name) in ours if not name)
        return next((at for at, piece in pieces if piece[0] == what and piece not in self._known), None)


def _take(pieces: Counter[_Three], piece: _Three) -> bool:
    """Whether the piece is among them; if so, once less from now on."""
    there = pieces[piece] > 0
    pieces[piece] -= there
    return there


def _once(after: Mapping[str, _Three], before: Mapping[str, _Three]) -> dict[str, _Three]:
    """Without a new piece that says just what another one says: somebody copied a row or a page."""
    first: dict[_Three, str] = {}
    for name in sorted(after, key=lambda name: name not in before):
        first.setdefault(after[name], name)
    return {name: piece for name, piece in after.items() if name in before or first[piece] == name}


def _names(values: FieldValues) -> list[str]:
    return list(dict.fromkeys(field.piece for field in values if field.piece))


def _piece(values: FieldValues, name: str) -> _Three:
    return (
        values.get(AnswerField(AnswerPart.WHAT, name)),
        values.get(AnswerField(AnswerPart.FILE, name)),
        values.get(AnswerField(AnswerPart.DATED, name)),
    )


def _text(value: FieldValue) -> str | None:
    return None if value is None else str(value)


def _day(value: FieldValue) -> date | None:
    return value if isinstance(value, date) else None
