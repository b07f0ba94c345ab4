"""Saving what an audit saw: faults get their place in the file, and nothing is written where there is one.

What may stand in a file is the core's business, and how it is written the store's. The commands of an audit and the
pages in the browser both save through here, so that they refuse the same.
"""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TypeAlias

from tenken.cli.context import AppContext
from tenken.core.audit.recording import audit_of, unfit
from tenken.core.audit.verdicts import Fault
from tenken.core.model import Assessment, Audit, Checklist
from tenken.core.problem import FileProblems, KeyPath, Problem
from tenken.store.assessment import loader
from tenken.store.validation import toml_file

Change: TypeAlias = Callable[[Checklist, Assessment], Assessment]


def refuse(file: Path, faults: Iterable[Fault]) -> None:
    """Raise FileProblems with these faults, each in its place in the file as it stands; nothing where there is none."""
    if found := placed(file, faults):
        raise FileProblems(found)


def placed(file: Path, faults: Iterable[Fault]) -> list[Problem]:
    """The faults as problems of the file, each with its line; without lines where it is no TOML file but a report."""
    found = [Problem(file=str(file), what=what, path=path, values=values) for path, what, values in faults]
    try:
        toml_file.read(file).stop(found)
    except FileProblems as told:
        same = {(problem.path, problem.what) for problem in found}
        return [one for one in told.problems if (one.path, one.what) in same] or found
    return found


def record(
    app: AppContext, file: Path, change: Change, edition: Checklist, question_id: str | None = None
) -> tuple[Assessment, Assessment]:
    """Save what ``change`` makes of the audit; returns what stood there and what stands there now.

    Raises FileProblems, with nothing written, for what may not stand in the file, for days that lie ahead, and where a
    new verdict on ``question_id`` lacks something.
    """
    from tenken.store.assessment import editor  # noqa: PLC0415 - the editing library is loaded only to write

    stood: list[Assessment] = []

    def changed(checklist: Checklist, now: Assessment) -> Assessment:
        stood.append(now)
        after = change(checklist, now)
        judged = question_id and now.answer(question_id).verdict != after.answer(question_id).verdict
        faults = unfit(checklist, after, question_id if judged else None)
        refuse(file, [*faults, *_ahead(now, after, app.today)])
        return after

    _, after = editor.save(file, changed, app.checklist_path, app.today, edition)
    return stood[-1], after


def _ahead(before: Assessment, after: Assessment, today: date) -> Iterable[Fault]:
    """Days on which something was found or received, and which lie ahead."""
    known = {given for _, given in _days(audit_of(before))}
    for path, given in _days(audit_of(after)):
        if given > today + loader.GRACE and given not in known:
            yield path, "day-ahead", {"day": given.isoformat(), "today": today.isoformat()}


def _days(audit: Audit) -> Iterable[tuple[KeyPath, date]]:
    yield from ((("audit", "finding", at, "on"), one.on) for at, one in enumerate(audit.findings) if one.on)
    yield from ((("audit", "request", at, "on"), one.on) for at, one in enumerate(audit.requests) if one.on)
