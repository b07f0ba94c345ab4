"""From an answer to a form and back: what was typed, what is wrong with it, and what of it a person really changed.

A form remembers what stood in the file when it was shown. Only what differs from that is taken over, so that two
windows on one question keep each other's words; where both changed the same part, nothing is saved, both are shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import TypeAlias

from tenken.ask.parsing import day_of
from tenken.core.merge.three_way import moved_to
from tenken.core.model import Action, Answer, Evidence, Status

PARTS = ("status", "note", "evidence", "owner", "due")
"""What can be changed apart from the rest."""

Piece: TypeAlias = tuple[str, str | None, date | None]
"""Evidence as a person writes it: what, in which file, of which day."""

MOST_PIECES = 100


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
    """A form as a person left it: text that may mean nothing yet."""

    status: str = ""
    note: str = ""
    evidence: tuple[EvidenceInput, ...] = ()
    owner: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the form says, as values."""

    status: Status | None = None
    note: str | None = None
    evidence: tuple[Piece, ...] = ()
    owner: str | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class ParsedForm:
    """A form that was read: its values, and what is wrong by the name of the field and the key of a sentence."""

    said: Said
    errors: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[int, ...] = ()
    """From which row of the form each piece of evidence comes."""


def shown(answer: Answer) -> FormInput:
    """The form that shows an answer; what is not confirmed is not chosen yet."""
    action = answer.action or Action()
    return FormInput(
        status=str(answer.status) if answer.status and answer.confirmed else "",
        note=answer.note or "",
        evidence=tuple(
            EvidenceInput(piece.what, piece.file or "", piece.dated.isoformat() if piece.dated else "")
            for piece in answer.evidence
        ),
        owner=action.owner or "",
        due=action.due.isoformat() if action.due else "",
    )


def said_by(answer: Answer) -> Said:
    """What an answer in the file says, in the parts of a form."""
    action = answer.action or Action()
    return Said(
        status=answer.status if answer.confirmed else None,
        note=answer.note,
        evidence=tuple((piece.what, piece.file, piece.dated) for piece in answer.evidence),
        owner=action.owner,
        due=action.due,
    )


def marks(answer: Answer) -> str:
    """A short mark of each part, by which the form remembers what it was shown with."""
    said = said_by(answer)
    return ".".join(_mark(getattr(said, part)) for part in PARTS)


def still_shown(answer: Answer, said: Said, base: str) -> str:
    """The marks of a form that stays open after it was saved: another hand's words in the file are not shown in it."""
    now, before = said_by(answer), dict(zip(PARTS, base.split("."), strict=False))
    agreed = {part: _mark(getattr(now, part)) for part in PARTS if getattr(now, part) == getattr(said, part)}
    return ".".join(agreed.get(part, before.get(part, "")) for part in PARTS)


def _mark(value: object) -> str:
    return sha256(repr(value).encode()).hexdigest()[:12]


def typed(form: Mapping[str, str]) -> FormInput:
    """The form as it was sent."""
    pieces = []
    for row in range(MOST_PIECES + 1):
        names = {name: f"evidence-{row}-{name}" for name in ("what", "file", "dated")}
        if not any(name in form for name in names.values()):
            break
        values = {name: form.get(key, "").strip() for name, key in names.items()}
        pieces.append(EvidenceInput(**values, drop=f"evidence-{row}-drop" in form))
    return FormInput(
        status=form.get("status", ""),
        note=form.get("note", "").replace("\r\n", "\n").strip(),
        evidence=tuple(pieces),
        owner=form.get("owner", "").strip(),
        due=form.get("due", "").strip(),
    )


def read(form: FormInput, clean: Callable[[str], str]) -> ParsedForm:
    """The values of a form; a text without a visible character is none."""
    errors: dict[str, str] = {}

    def text(written: str) -> str | None:
        return clean(written).strip() or None

    def day(written: str, name: str) -> date | None:
        written = clean(written).strip()
        if not written:
            return None
        found = day_of(written)
        if found is None:
            errors[name] = "web.error.day"
        return found

    pieces, rows = [], []
    for row, piece in enumerate(form.evidence):
        if piece.blank or piece.drop:
            continue
        what = text(piece.what)
        if what is None:
            errors[f"evidence-{row}-what"] = "web.error.what"
        pieces.append((what or "", text(piece.file), day(piece.dated, f"evidence-{row}-dated")))
        rows.append(row)
    said = Said(
        status=next((status for status in Status if status == form.status), None),
        note=text(form.note),
        evidence=tuple(pieces),
        owner=text(form.owner),
        due=day(form.due, "due"),
    )
    if said.status is Status.NA and said.note is None:
        errors["note"] = "web.error.reason"
    return ParsedForm(said, errors, tuple(rows))


def merged(current: Answer, said: Said, base: str, *, today: date, by: str | None) -> Answer:
    """The answer with what the person changed since the form was shown; raises ClashError where somebody else did too.

    A changed or confirmed status carries the day and the name; an earlier promised date is remembered as moved.
    """
    now = said_by(current)
    before = dict(zip(PARTS, base.split("."), strict=False))
    changed, clashes = set(), []
    for part in PARTS:
        mine, theirs = getattr(said, part), getattr(now, part)
        if mine == theirs or before.get(part) == _mark(mine):
            continue
        changed.add(part)
        if before.get(part) != _mark(theirs):
            clashes.append(part)
    if clashes:
        raise ClashError(tuple(clashes), current)
    answer = current
    if "status" in changed:
        answer = replace(answer, status=said.status, on=today, by=by, confirmed=True)
        if said.status is None:
            answer = replace(answer, on=None, by=None)
    if "note" in changed:
        answer = replace(answer, note=said.note)
    if "evidence" in changed:
        answer = replace(answer, evidence=_pieces(current, said))
    if changed & {"owner", "due"}:
        answer = replace(answer, action=_promise(current.action or Action(), said, changed))
    return answer


def _pieces(current: Answer, said: Said) -> tuple[Evidence, ...]:
    """The evidence as written; a file that is still named keeps the digest taken of it."""
    digests = {piece.file: piece.sha256 for piece in current.evidence if piece.file}
    return tuple(
        Evidence(what=what, file=file, sha256=digests.get(file) if file else None, dated=dated)
        for what, file, dated in said.evidence
    )


def _promise(action: Action, said: Said, changed: set[str]) -> Action | None:
    if "owner" in changed:
        action = replace(action, owner=said.owner)
    if "due" in changed:
        action = moved_to(action, said.due)
    return None if action == Action() else action


def changed(current: Mapping[str, bool], form: Mapping[str, str]) -> dict[str, bool]:
    """The facts with what the person changed since the form was shown; a fact not stated yet is stated now."""
    facts = dict(current)
    for name, value in form.items():
        kind, _, fact = name.partition(".")
        if kind != "fact" or value not in ("yes", "no"):
            continue
        if fact not in facts or form.get(f"was.{fact}") != value:
            facts[fact] = value == "yes"
    return facts
