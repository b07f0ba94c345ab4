"""Changing a file that a person may have edited: answers, subject, audit in one write, comments and order kept.

Each change takes the lock, reads the file anew, edits its text (``toml_edit``), reads the result back with the strict
loader and only then replaces the file, if nobody else has done so meanwhile: what would not load is never written, and
what is signed off is never changed.
"""

from codecs import BOM_UTF8
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

import tomli_w
from tomlkit.exceptions import TOMLKitError

from tenken.core.model import NO_ANSWER, Answer, Assessment, Checklist, Exposure
from tenken.core.problem import FileProblems, Problem, Values
from tenken.store import atomic_file
from tenken.store.assessment.document import answer_document, document, exposure_document
from tenken.store.assessment.loader import GRACE, beyond_shape, interpret, refuse_signed
from tenken.store.assessment.schema import ANSWERS
from tenken.store.assessment.toml_edit import edited
from tenken.store.checklist.editions import asked_digests
from tenken.store.validation.toml_file import LARGEST_FILE, TomlFile, decode, from_text, read_bytes
from tenken.store.validation.validate import fit

ATTEMPTS = 5
"""How often a change is made anew when another program has replaced the file meanwhile."""

TABLES = ("organisation", "assessor", "roles", "audit", "signoff")
"""Tables of the file that change as wholes."""

CHANGED = (*TABLES, "answers", "profile", "exposure", "depth")
"""What of an assessment may change in a file that exists."""

Facts: TypeAlias = Mapping[str, bool]
"""What is true of the firm, by fact."""


def create(path: Path, checklist: Checklist, assessment: Assessment, today: date, *, overwrite: bool = False) -> None:
    """Write a new assessment; refuses to overwrite unless told to, and to write what would not load.

    What is signed off is not overwritten, either.
    """
    name = str(path)
    if checklist.released is None:
        assessment = replace(assessment, asked=asked_digests(checklist))
    content = tomli_w.dumps(document(assessment)).encode()
    if assessment.date > today + GRACE:
        values = {"day": assessment.date.isoformat(), "today": today.isoformat()}
        raise FileProblems([Problem(file=name, what="day-ahead", path=("date",), values=values)])
    _read_back(content, name, today, checklist)
    with atomic_file.locked(path) if overwrite else nullcontext():
        standing = None
        if overwrite and path.exists():
            with suppress(FileProblems):  # what cannot be read is no assessment
                standing = from_text(decode(read_bytes(path, name), name), name)
        if standing:
            refuse_signed(standing)
        atomic_file.write(path, content, replace=overwrite)


def faults(question_id: str, answer: Answer, today: date, before: Answer = NO_ANSWER) -> list[Problem]:
    """Everything that would keep an answer out of a file, by the same checks with which the file is read.

    Days ahead are refused unless the answer named them already ``before``. Each problem names its place as
    ``answers.<id>.…``; its line and column mean nothing.
    """
    try:
        file = from_text(tomli_w.dumps({"answers": {question_id: answer_document(answer)}}), question_id)
        fit(file, ANSWERS, dict)
    except FileProblems as refused:
        return list(refused.problems)
    known = {day.isoformat() for day in _days(before)}
    return [fault for fault in beyond_shape(file, today) if fault.values.get("day") not in known]


def _days(answer: Answer) -> set[date]:
    """The days that an answer names as past."""
    bases = answer.verdict.basis if answer.verdict else ()
    seen = (*(piece.dated for piece in answer.evidence), *(piece.checked_on for piece in answer.evidence))
    return _worked_on(answer) | {day for day in (*seen, *(basis.on for basis in bases)) if day}


def _worked_on(answer: Answer) -> set[date]:
    """The days on which somebody answered or judged."""
    return {day for day in (answer.on, answer.verdict.on if answer.verdict else None) if day}


def _as_said(answer: Answer) -> Answer:
    """An answer as the firm gave it, without what an audit made of it."""
    return replace(answer, verdict=None, evidence=tuple(piece.unchecked for piece in answer.evidence))


def save(
    path: Path,
    change: Callable[[Checklist, Assessment], Assessment],
    places: Sequence[Path],
    today: date,
    edition: Checklist | None = None,
    *,
    signing: bool = False,
) -> tuple[Checklist, Assessment]:
    """Replace a file's answers, subject and audit by what ``change`` makes of them; returns what now stands.

    The file is always read anew, under its lock; ``edition`` is the one it answers where that is loaded already.
    ``change`` is shown the file as it stands, and may change nothing else; it is called again where another program
    replaced the file meanwhile. When this returns, the file is on the disk and survives a power cut; nothing is written
    where nothing changed. The assessment's date moves on only where an answer of a later day came in, to the latest day
    of its answers and verdicts. Raises FileProblems, with the file as it was, for what would not load, for what is
    signed off (but with ``signing``, which changes the sign-off and nothing else), and for an answer of the firm in the
    file of an audit: what the auditor saw is a verdict.
    """
    name = str(path)
    with atomic_file.locked(path):
        for _ in range(ATTEMPTS):
            content = read_bytes(path, name)
            file = from_text(decode(content, name), name)
            checklist, before = interpret(file, places, today, edition)
            if not signing:
                refuse_signed(file)
            edit = _Edit(before, change(checklist, before), signing=signing)
            if edit.empty:
                return checklist, before
            file.stop(edit.own_answers(file))
            edit.refuse_days_ahead(name, today)
            new, result = _best(file, content, edit, checklist, today)
            with suppress(atomic_file.ChangedMeanwhile):
                atomic_file.write(path, new, replace=True, instead_of=content)
                return result
    raise FileProblems([Problem(file=name, what="changed-meanwhile")])


class _Edit:
    """What is to change in a file."""

    def __init__(self, before: Assessment, after: Assessment, *, signing: bool = False) -> None:
        """Find the differences; an answer that says nothing is none."""
        self.changed = {
            key: after.answer(key)
            for key in (*after.answers, *before.answers)
            if after.answer(key) != before.answer(key) or (key in after.answers) != (key in before.answers)
        }
        kept = {key: answer for key, answer in after.answers.items() if key not in self.changed or answer != Answer()}
        self.facts = None if after.profile == before.profile else dict(after.profile)
        self.exposure = None if after.exposure == before.exposure else after.exposure or Exposure()
        now, was = (document(side) for side in (after, before))
        self.tables = {key: now.get(key) for key in TABLES if now.get(key) != was.get(key)}
        self.depth = None if after.depth is before.depth else after.depth
        kept_as_it_was = {field: getattr(before, field) for field in CHANGED}
        assert replace(after, **kept_as_it_was) == before
        assert not signing or not (self.changed or self.facts or self.exposure or self.depth)
        assert not self.tables.keys() - ({"signoff"} if signing else {*TABLES} - {"signoff"})
        assert after.organisation.id == before.organisation.id
        given = [
            day
            for key, answer in self.changed.items()
            for day in _worked_on(answer)
            if day not in _worked_on(before.answer(key))
        ]
        later = any(day > before.date for day in given)
        day = max(day for answer in kept.values() for day in _worked_on(answer)) if later else before.date
        self.before, self.after = before, replace(after, answers=kept, date=day)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.changed or self.tables or self.depth) and self.facts is None and self.exposure is None

    def own_answers(self, file: TomlFile) -> list[Problem]:
        """The firm's own answers that would change in the file of an audit of them."""
        if self.before.audit is None or self.before.audit.of is None:
            return []
        return [
            file.problem(("answers", key), "own-answer", {"id": key})
            for key, answer in self.changed.items()
            if _as_said(answer) != _as_said(self.before.answer(key))
        ]

    def refuse_days_ahead(self, name: str, today: date) -> None:
        """Raise FileProblems for days ahead that come in with this change; those that stood there already may stay."""
        ahead = [
            replace(fault, file=name, line=None, column=None, source=None)
            for key, answer in self.changed.items()
            if any(day > today + GRACE for day in _days(answer))
            for fault in faults(key, answer, today, self.before.answer(key))
            if fault.what == "day-ahead"
        ]
        if ahead:
            raise FileProblems(ahead)

    def made_in(self, text: str, *, gently: bool) -> str:
        """The text with the change carried out."""
        return edited(
            text,
            plain={
                **({"date": self.after.date} if self.after.date != self.before.date else {}),
                **({"depth": str(self.depth)} if self.depth else {}),
            },
            facts=self.facts,
            exposure=None if self.exposure is None else exposure_document(self.exposure),
            answers=self.after.answers,
            changed=self.changed,
            tables=self.tables,
            gently=gently,
        )

    def fits(self, result: Assessment) -> bool:
        """Whether a file says exactly what it should."""
        found, wanted = (replace(side, exposure=side.exposure or Exposure()) for side in (result, self.after))
        return found == wanted

    @property
    def lost(self) -> tuple[str, Values]:
        """The sentence for an edit that no layout of this file allows."""
        was, now = self.before.profile, self.facts or self.before.profile
        facts = [fact for fact in {**was, **now} if was.get(fact) != now.get(fact)]
        if facts and not self.changed:
            return "edit-lost-profile", {}
        return "edit-lost", {"id": " ".join([*self.changed, *facts, *self.tables]) or "exposure"}


def _best(
    file: TomlFile, before: bytes, edit: _Edit, checklist: Checklist, today: date
) -> tuple[bytes, tuple[Checklist, Assessment]]:
    """The gentlest edit after which the file says exactly what it should; raises FileProblems where none does."""
    what, values = edit.lost
    problems = [Problem(file=file.name, what=what, values=values)]
    for gently in (True, False):
        try:
            content = _laid_out_as(before, edit.made_in(file.text, gently=gently))
            result = _read_back(content, file.name, today, checklist)
        except FileProblems as refused:
            problems = list(refused.problems)
        except (TOMLKitError, ValueError, TypeError, KeyError, AttributeError):  # layouts that tomlkit cannot change
            continue
        else:
            if edit.fits(result[1]):
                return content, result
    raise FileProblems(problems)


def _read_back(content: bytes, name: str, today: date, checklist: Checklist) -> tuple[Checklist, Assessment]:
    """What a file of these bytes would say; raises FileProblems where it would not load."""
    if len(content) > LARGEST_FILE:
        raise FileProblems([Problem(file=name, what="too-big-to-save", values={"most": LARGEST_FILE // 1_000_000})])
    return interpret(from_text(decode(content, name), name), (), today, checklist)


def _laid_out_as(before: bytes, text: str) -> bytes:
    """The text with the byte-order mark and the ends of lines of the file that it replaces."""
    mark = BOM_UTF8 if before.startswith(BOM_UTF8) else b""
    windows = before.count(b"\r\n") * 2 > before.count(b"\n")
    return mark + (text.replace("\n", "\r\n") if windows else text).encode()
