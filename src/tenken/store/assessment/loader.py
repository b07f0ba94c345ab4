"""Assessments: one TOML file becomes one value, everything wrong in it told at once; and a value becomes a new file.

A file that exists is never written here as a whole: changing one answer of a file that a person may have edited is
``editor``'s business. Dates are checked against the day the command names, never against the machine's clock.
"""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tenken.core.model import Assessment, Checklist, says_something
from tenken.core.problem import DaysAhead, FileProblems, Guesses, KeyPath, Problem
from tenken.store.assessment.schema import ASSESSMENT
from tenken.store.checklist.editions import load_by_reference
from tenken.store.validation.toml_file import TomlFile, read
from tenken.store.validation.validate import fit

GRACE = timedelta(days=1)
"""How far ahead a day may lie, for time zones."""

SIGNED = {"assessor": "signed-by-assessor", "reviewer": "signed-by-reviewer", "approver": "signed-by-approver"}
"""The sentence that says who signed last, by role."""


def load(path: Path, places: Sequence[Path], today: date) -> tuple[Checklist, Assessment]:
    """An assessment and the edition it answers; raises FileProblems with everything that is wrong."""
    return interpret(read(path), places, today)


def interpret(
    file: TomlFile, places: Sequence[Path], today: date, edition: Checklist | None = None
) -> tuple[Checklist, Assessment]:
    """The same for a file that was read already, and against an edition that came with it.

    Days that lie ahead are no reason to refuse what was saved while a clock was wrong: they are warned of (DaysAhead).
    """
    problems: list[Problem] = []
    assessment: Assessment | None = None
    try:
        assessment = fit(file, ASSESSMENT, Assessment, place=False)
    except FileProblems as refused:
        problems += refused.problems
    checklist = edition or _edition(file, places, problems)
    wanted = (checklist.digest, checklist.reference) if checklist else None
    if checklist and assessment and (assessment.digest, assessment.checklist) != wanted:
        problems.append(_changed(file, assessment, checklist))
    elif checklist:
        problems = [_with_digest(problem, checklist) for problem in problems]
        problems += _unknown_ids(file, checklist)
    problems += _reasons(file)
    if checklist and assessment:
        problems += _audit(file, checklist, assessment)
    file.stop(problems)
    assert assessment
    assert checklist
    if ahead := list(_days_ahead(file, today)):
        warnings.warn(DaysAhead(file.name, len(ahead), max(day for _, day in ahead), today), stacklevel=2)
    return checklist, assessment


def refuse_signed(file: TomlFile) -> None:
    """Raise FileProblems, with the place, if a file is signed off: then nothing in it changes any more."""
    file.stop(signed(file))


def signed(file: TomlFile) -> list[Problem]:
    """The last name under a file as a problem, which says that it is signed; none where nobody has signed."""
    steps = _reach(file.data, ("signoff", "step"))
    last = _table(steps[-1]) if isinstance(steps, tuple) and steps else {}
    if last:
        values = {"name": str(last.get("name")), "day": str(last.get("on"))}
        what = SIGNED.get(str(last.get("role")), "signed-by-assessor")
        return [file.problem(("signoff", "step", len(steps) - 1, "name"), what, values)]
    day = _reach(file.data, ("signoff", "on"))
    if isinstance(day, date):
        return [file.problem(("signoff", "on"), "signed-off", {"day": day.isoformat()})]
    return []


def beyond_shape(file: TomlFile, today: date) -> list[Problem]:
    """What is wrong with answers that come in, though each has its shape: days ahead, left out without a reason."""
    ahead = [
        file.problem(path, "day-ahead", {"day": day.isoformat(), "today": today.isoformat()})
        for path, day in _days_ahead(file, today)
    ]
    return [*ahead, *_reasons(file)]


def _changed(file: TomlFile, assessment: Assessment, checklist: Checklist) -> Problem:
    """The answers belong to another content of the edition: then nothing else can be said of its questions."""
    answered, here = _short(assessment.digest), _short(checklist.digest)
    values: dict[str, str | int] = {"reference": assessment.checklist, "answered": answered, "here": here}
    if checklist.released is None and assessment.checklist == checklist.reference:
        return file.problem(("digest",), "edition-mended", values | {"digest": checklist.digest})
    return file.problem(("digest",), "edition-changed", values)


def _with_digest(problem: Problem, checklist: Checklist) -> Problem:
    """The problem, with the line to add where the digest is what is missing."""
    if problem.what != "missing-key" or problem.values.get("key") != "digest":
        return problem
    line = {"reference": checklist.reference, "digest": checklist.digest}
    return replace(problem, what="missing-digest", values=line)


def _edition(file: TomlFile, places: Sequence[Path], problems: list[Problem]) -> Checklist | None:
    """The edition the file names; its absence or faults join the problems, unless the name itself is at fault."""
    reference = file.data.get("checklist")
    if not isinstance(reference, str) or any(problem.path == ("checklist",) for problem in problems):
        return None
    try:
        return load_by_reference(reference, places, file)
    except FileProblems as refused:
        problems += refused.problems
        return None


def _unknown_ids(file: TomlFile, checklist: Checklist) -> Iterator[Problem]:
    guesses = Guesses()
    for key, known in (
        ("answers", {question.id for _, question in checklist.questions}),
        ("profile", {fact.id for fact in checklist.facts}),
    ):
        kind = "unknown-question" if key == "answers" else "unknown-fact"
        for written in _table(file.data.get(key)):
            if written in known:
                continue
            values: dict[str, str | int] = {"id": written, "reference": checklist.reference}
            meant = guesses.close_to(written, known)
            if meant:
                values["meant"] = meant
            yield file.problem((key, written), f"{kind}-near" if meant else kind, values, on_key=True)


def _audit(file: TomlFile, checklist: Checklist, assessment: Assessment) -> Iterator[Problem]:
    """What can stand in no audit, finished or not."""
    signed_off = assessment.signoff
    if not (signed_off or assessment.audit or any(answer.verdict for answer in assessment.answers.values())):
        return
    from tenken.core.audit import findings, signoff, verdicts  # noqa: PLC0415 - what only an audit needs is loaded for one

    if signed_off and signed_off.steps and signed_off.on:
        yield file.problem(("signoff", "on"), "signed-twice", on_key=True)
    faults = (*findings.wrong(checklist, assessment), *verdicts.wrong(assessment))
    for path, what, values in (*faults, *(signoff.misordered(signed_off) if signed_off else ())):
        yield file.problem(path, what, values)


def _days_ahead(file: TomlFile, today: date) -> Iterator[tuple[KeyPath, date]]:
    """Days on which something was already done cannot lie ahead: each that does, with its place."""
    latest = today + GRACE
    paths: list[KeyPath] = [("date",), ("signoff", "on"), ("exposure", "known_on")]
    for question_id, answer in _table(file.data.get("answers")).items():
        at = ("answers", question_id)
        paths += [(*at, "on"), (*at, "verdict", "on")]
        paths += [(*at, "evidence", n, key) for n in _each(answer, "evidence") for key in ("dated", "checked_on")]
        paths += [(*at, "verdict", "basis", n, "on") for n in _each(_table(answer).get("verdict"), "basis")]
    audit, signoff = (_table(file.data.get(key)) for key in ("audit", "signoff"))
    paths += [("audit", "finding", n, "on") for n in _each(audit, "finding")]
    paths += [("signoff", "step", n, "on") for n in _each(signoff, "step")]
    for path in paths:
        day = _reach(file.data, path)
        if isinstance(day, date) and day > latest:
            yield path, day


def _each(table: object, key: str) -> range:
    """The positions of the entries under a key."""
    entries = _table(table).get(key)
    return range(len(entries) if isinstance(entries, tuple) else 0)


def _reasons(file: TomlFile) -> Iterator[Problem]:
    """A question left out needs a note: a reader must see why."""
    for question_id, answer in _table(file.data.get("answers")).items():
        table = _table(answer)
        if table.get("status") == "na" and not says_something(table.get("note")):
            yield file.problem(("answers", question_id, "status"), "na-without-note", {"id": question_id})
        verdict = _table(table.get("verdict"))
        if verdict.get("status") == "na" and not says_something(verdict.get("finding")):
            yield file.problem(("answers", question_id, "verdict", "status"), "na-without-finding", {"id": question_id})


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _reach(data: Any, path: KeyPath) -> Any:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _short(digest_text: str) -> str:
    return digest_text[:15] + "…"
