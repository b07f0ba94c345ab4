"""Changing a file that a person may have edited: answers, facts and exposure in one write, comments and order kept.

Each change takes the lock, reads the file anew, edits it with tomlkit, reads the result back with the strict loader and
only then replaces the file: what would not load is never written.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import tomli_w
import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table

from tenken.core.model import Answer, Assessment, Checklist, Exposure
from tenken.core.problem import FileProblems, Problem, Values
from tenken.store import atomic_file
from tenken.store.assessment.document import answer_document, document, exposure_document
from tenken.store.assessment.loader import beyond_shape, interpret
from tenken.store.assessment.schema import ANSWERS
from tenken.store.validation.toml_file import TomlFile, from_text, read
from tenken.store.validation.validate import fit

Facts: TypeAlias = Mapping[str, bool]
"""What is true of the firm, by fact."""


def create(path: Path, checklist: Checklist, assessment: Assessment, today: date, *, overwrite: bool = False) -> None:
    """Write a new assessment; refuses to overwrite unless told to, and to write what would not load."""
    text = tomli_w.dumps(document(assessment))
    interpret(from_text(text, str(path)), (), today, checklist)
    atomic_file.write(path, text.encode(), replace=overwrite)


def faults(question_id: str, answer: Answer, today: date) -> list[Problem]:
    """Everything that would keep an answer out of a file, by the same checks with which the file is read.

    Each names its place as ``answers.<id>.…``; its line and column mean nothing.
    """
    try:
        file = from_text(tomli_w.dumps({"answers": {question_id: answer_document(answer)}}), question_id)
        fit(file, ANSWERS, dict)
    except FileProblems as refused:
        return list(refused.problems)
    return beyond_shape(file, today)


def save(
    path: Path,
    change: Callable[[Checklist, Assessment], Assessment],
    places: Sequence[Path],
    today: date,
    edition: Checklist | None = None,
) -> tuple[Checklist, Assessment]:
    """Replace a file's answers, facts and exposure by what ``change`` makes of them; returns what now stands on disk.

    The file is always read anew, under its lock; ``edition`` is the one it answers where that is loaded already.
    ``change`` is shown the file as it stands, and may change nothing else. When this returns, the file is on the disk
    and survives a power cut; nothing is written where nothing changed. The assessment's date moves on to ``today`` when
    an answer changed, unless it is signed off. Raises FileProblems, with the file as it was.
    """
    with atomic_file.locked(path):
        file = read(path)
        checklist, before = interpret(file, places, today, edition)
        edit = _Edit(before, change(checklist, before))
        if edit.empty:
            return checklist, before
        text, result = _best(file, edit, checklist, today)
        atomic_file.write(path, text.encode(), replace=True)
    return result


class _Edit:
    """What is to change in a file."""

    def __init__(self, before: Assessment, after: Assessment) -> None:
        """Find the differences; an answer that says nothing is none."""
        self.changed = {
            key: after.answer(key)
            for key in (*after.answers, *before.answers)
            if after.answer(key) != before.answer(key) or (key in after.answers) != (key in before.answers)
        }
        kept = {key: answer for key, answer in after.answers.items() if key not in self.changed or answer != Answer()}
        self.before, self.after = before, replace(after, answers=kept)
        self.facts = None if after.profile == before.profile else dict(after.profile)
        self.exposure = None if after.exposure == before.exposure else after.exposure or Exposure()
        assert replace(after, answers=before.answers, profile=before.profile, exposure=before.exposure) == before

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.changed and self.facts is None and self.exposure is None

    def made_in(self, page: Any, today: date, *, gently: bool) -> None:
        """Carry it out in a parsed file; not gently, what has no room for more is written anew as tables."""
        if self.changed and today > self.before.date and self.before.signoff is None:
            page["date"] = today
        if self.facts is not None:
            (_facts_gently if gently else _facts_anew)(page, self.facts)
        if self.exposure is not None:
            if not isinstance(page.get("exposure"), dict):
                page["exposure"] = tomlkit.table()
            _merge(page["exposure"], exposure_document(self.exposure))
        if self.changed:
            (_gently if gently else _anew)(page, self.after.answers, self.changed)

    def fits(self, result: Assessment) -> bool:
        """Whether a file says exactly what it should."""
        wanted = self.after
        exposures = [found.exposure or Exposure() for found in (result, wanted)]
        return (result.answers, result.profile, exposures[0]) == (wanted.answers, wanted.profile, exposures[1])

    @property
    def lost(self) -> tuple[str, Values]:
        """The sentence for an edit that no layout of this file allows."""
        was, now = self.before.profile, self.facts or self.before.profile
        facts = [fact for fact in {**was, **now} if was.get(fact) != now.get(fact)]
        if facts and not self.changed:
            return "edit-lost-profile", {}
        return "edit-lost", {"id": " ".join([*self.changed, *facts]) or "exposure"}


def _best(file: TomlFile, edit: _Edit, checklist: Checklist, today: date) -> tuple[str, tuple[Checklist, Assessment]]:
    """The gentlest edit after which the file says exactly what it should; raises FileProblems where none does."""
    what, values = edit.lost
    problems = [Problem(file=file.name, what=what, values=values)]
    for gently in (True, False):
        try:
            page = tomlkit.parse(file.text)
            edit.made_in(page, today, gently=gently)
            text = tomlkit.dumps(page)
            result = interpret(from_text(text, file.name), (), today, checklist)
        except FileProblems as refused:
            problems = list(refused.problems)
        except (TOMLKitError, ValueError, TypeError, KeyError, AttributeError):  # layouts that tomlkit cannot change
            continue
        else:
            if edit.fits(result[1]):
                return text, result
    raise FileProblems(problems)


def _gently(page: Any, wanted: Mapping[str, Answer], changed: Mapping[str, Answer]) -> None:  # noqa: ARG001 - see _anew
    """Change only these answers, so that comments and order stay."""
    if "answers" not in page:
        page["answers"] = tomlkit.table(is_super_table=True)
    answers: Any = page["answers"]
    for question_id, answer in changed.items():
        members = answer_document(answer)
        if not members:
            answers.pop(question_id, None)
        elif question_id in answers:
            _merge(answers[question_id], members)
        else:
            answers[question_id] = _table(members)


def _anew(page: Any, wanted: Mapping[str, Answer], changed: Mapping[str, Answer]) -> None:  # noqa: ARG001 - see _gently
    """Write all answers as tables at the end, for layouts (inline tables, dotted keys) that have no room for more."""
    page.pop("answers", None)
    answers = tomlkit.table(is_super_table=True)
    for key, answer in wanted.items():
        answers[key] = _table(answer_document(answer))
    page["answers"] = answers


def _table(members: Mapping[str, Any]) -> Table:
    """A table whose plain values stand before its tables, as TOML wants it."""
    table = tomlkit.table()
    for key, value in sorted(members.items(), key=lambda member: _is_table(member[1])):
        table[key] = _item(value)
    return table


def _item(value: Any) -> Any:
    if isinstance(value, dict):
        return _table(value)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        tables = tomlkit.aot()
        for member in value:
            tables.append(_table(member))
        return tables
    return value


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))


def _merge(table: Any, wanted: Mapping[str, Any]) -> None:
    """Make the table say what is wanted, touching only what differs, so that a hand's comments stay."""
    for key in [key for key in table if key not in wanted]:
        del table[key]
    for key, value in wanted.items():
        if key in table and _same(table[key], value):
            continue
        if key in table and isinstance(value, dict) and isinstance(table[key], dict):
            _merge(table[key], value)
        else:
            table[key] = _item(value)


def _same(written: Any, wanted: Any) -> bool:
    plain = written.unwrap() if hasattr(written, "unwrap") else written
    return bool(plain == wanted)


def _facts_gently(page: Any, facts: Facts) -> None:
    """Change only what differs."""
    if "profile" not in page:
        _facts_anew(page, facts)
        return
    profile: Any = page["profile"]
    for fact in [fact for fact in profile if fact not in facts]:
        del profile[fact]
    for fact, holds in facts.items():
        profile[fact] = holds


def _facts_anew(page: Any, facts: Facts) -> None:
    """Write all facts as one table, before the answers where there are any."""
    page.pop("profile", None)
    table = tomlkit.table()
    for fact, holds in facts.items():
        table[fact] = holds
    answers = page.pop("answers", None)
    page["profile"] = table
    if answers is not None:
        page["answers"] = answers
