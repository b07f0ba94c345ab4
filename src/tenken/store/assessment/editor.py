"""Changing a file that a person may have edited: one answer or several in one write, comments and order kept.

Each change takes the lock, reads the file anew, edits it with tomlkit, reads the result back with the strict loader and
only then replaces the file: what would not load is never written.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import tomli_w
import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table

from tenken.core.model import Answer, Assessment, Checklist, Exposure
from tenken.core.problem import FileProblems, Problem
from tenken.store import atomic_file
from tenken.store.assessment.document import answer_document, document, exposure_document
from tenken.store.assessment.loader import beyond_shape, interpret
from tenken.store.assessment.schema import ANSWERS
from tenken.store.validation.toml_file import TomlFile, from_text, read
from tenken.store.validation.validate import fit


def create(path: Path, assessment: Assessment, places: Sequence[Path], today: date, *, replace: bool = False) -> None:
    """Write a new assessment; refuses to overwrite unless told to, and to write what would not load."""
    text = tomli_w.dumps(document(assessment))
    interpret(from_text(text, str(path)), places, today)
    atomic_file.write(path, text.encode(), replace=replace)


def faults(question_id: str, answer: Answer, today: date) -> list[Problem]:
    """Everything that would keep an answer out of a file, by the same doors through which the file is read.

    Each names its place as ``answers.<id>.…``; its line and column mean nothing.
    """
    try:
        file = from_text(tomli_w.dumps({"answers": {question_id: answer_document(answer)}}), question_id)
        fit(file, ANSWERS)
    except FileProblems as refused:
        return list(refused.problems)
    return beyond_shape(file, today)


def save_answer(
    path: Path,
    question_id: str,
    change: Callable[[Answer], Answer],
    places: Sequence[Path],
    today: date,
) -> tuple[Checklist, Assessment]:
    """Replace one answer by what ``change`` makes of it; returns the assessment as it now stands on disk.

    When this returns, the answer is on the disk and survives a power cut. The assessment's date moves on to the day of
    its latest answer, unless it is signed off. Raises FileProblems, with the file as it was.
    """
    return save_answers(
        path, lambda _, assessment: {question_id: change(assessment.answer(question_id))}, places, today
    )


def save_answers(
    path: Path,
    make: Callable[[Checklist, Assessment], Mapping[str, Answer]],
    places: Sequence[Path],
    today: date,
) -> tuple[Checklist, Assessment]:
    """The same for several answers in one write: ``make`` is shown the file as it stands and gives back what changes.

    Nothing is written where it gives back nothing.
    """
    return save_all(path, lambda checklist, assessment: (make(checklist, assessment), {}), places, today)


def save_all(
    path: Path,
    make: Callable[[Checklist, Assessment], tuple[Mapping[str, Answer], Mapping[str, bool]]],
    places: Sequence[Path],
    today: date,
) -> tuple[Checklist, Assessment]:
    """The same with what is true of the firm: ``make`` gives back the answers that change, and the facts."""
    with atomic_file.locked(path):
        file = read(path)
        checklist, assessment = interpret(file, places, today)
        changed, facts = make(checklist, assessment)
        if not changed and not facts:
            return checklist, assessment
        text, result = _best_edit(file, assessment, changed, facts, places=places, today=today)
        atomic_file.write(path, text.encode(), replace=True)
    return result


def save_exposure(path: Path, exposure: Exposure, places: Sequence[Path], today: date) -> None:
    """Replace what the file says under ``[exposure]``; raises FileProblems, with the file as it was."""
    with atomic_file.locked(path):
        file = read(path)
        interpret(file, places, today)
        wanted = exposure_document(exposure)
        try:
            page = tomlkit.parse(file.text)
            if not isinstance(page.get("exposure"), dict):
                page["exposure"] = tomlkit.table()
            _merge(page["exposure"], wanted)
            text = tomlkit.dumps(page)
            _, result = interpret(from_text(text, file.name), places, today)
        except (TOMLKitError, ValueError, TypeError, KeyError, AttributeError):  # layouts that tomlkit cannot change
            result = None
        if result is None or (result.exposure or Exposure()) != exposure:
            raise FileProblems([Problem(file=file.name, what="edit-lost", values={"id": "exposure"})])
        atomic_file.write(path, text.encode(), replace=True)


def _best_edit(
    file: TomlFile,
    assessment: Assessment,
    changed: Mapping[str, Answer],
    facts: Mapping[str, bool],
    *,
    places: Sequence[Path],
    today: date,
) -> tuple[str, tuple[Checklist, Assessment]]:
    """The gentlest edit after which the file says exactly what it should; raises FileProblems where none does."""
    wanted, profile = _answers(assessment, changed), {**assessment.profile, **facts}
    problems = [Problem(file=file.name, what="edit-lost", values={"id": " ".join([*changed, *facts])})]
    for edit, state in ((_gently, facts_gently), (_anew, facts_anew)):
        try:
            page = tomlkit.parse(file.text)
            if changed and today > assessment.date and assessment.signoff is None:
                page["date"] = today
            if facts:
                state(page, profile)
            edit(page, wanted, changed)
            text = tomlkit.dumps(page)
            result = interpret(from_text(text, file.name), places, today)
        except FileProblems as refused:
            problems = list(refused.problems)
        except (TOMLKitError, ValueError, TypeError, KeyError, AttributeError):  # layouts that tomlkit cannot change
            continue
        else:
            if result[1].answers == wanted and result[1].profile == profile:
                return text, result
    raise FileProblems(problems)


def _answers(assessment: Assessment, changed: Mapping[str, Answer]) -> dict[str, Answer]:
    """All answers as they should stand in the file: an empty one is none."""
    answers = {**assessment.answers, **changed}
    return {key: answer for key, answer in answers.items() if key not in changed or answer != Answer()}


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


Facts: TypeAlias = Mapping[str, bool]


def save_profile(
    path: Path, change: Callable[[Facts], Facts], places: Sequence[Path], today: date
) -> tuple[Checklist, Assessment]:
    """Replace the facts by what ``change`` makes of them; returns the assessment as it now stands on disk.

    When this returns, the facts are on the disk and survive a power cut. Raises FileProblems, with the file as it was.
    """
    with atomic_file.locked(path):
        file = read(path)
        _, assessment = interpret(file, places, today)
        facts = dict(change(assessment.profile))
        problems = [Problem(file=file.name, what="edit-lost-profile")]
        for edit in (facts_gently, facts_anew):
            try:
                page = tomlkit.parse(file.text)
                edit(page, facts)
                text = tomlkit.dumps(page)
                result = interpret(from_text(text, file.name), places, today)
            except FileProblems as refused:
                problems = list(refused.problems)
            except (TOMLKitError, ValueError, TypeError, KeyError, AttributeError):  # layouts tomlkit cannot change
                continue
            else:
                if result[1].profile == facts and result[1].answers == assessment.answers:
                    atomic_file.write(path, text.encode(), replace=True)
                    return result
        raise FileProblems(problems)


def facts_gently(page: Any, facts: Facts) -> None:
    """Change only what differs."""
    if "profile" not in page:
        facts_anew(page, facts)
        return
    profile: Any = page["profile"]
    for fact in [fact for fact in profile if fact not in facts]:
        del profile[fact]
    for fact, holds in facts.items():
        profile[fact] = holds


def facts_anew(page: Any, facts: Facts) -> None:
    """Write all facts as one table, before the answers where there are any."""
    page.pop("profile", None)
    table = tomlkit.table()
    for fact, holds in facts.items():
        table[fact] = holds
    answers = page.pop("answers", None)
    page["profile"] = table
    if answers is not None:
        page["answers"] = answers
