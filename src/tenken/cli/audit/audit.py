"""The group ``audit``, and what its commands share: which file, who judges, how a change is saved or refused.

What may stand in a file is the core's business; here its faults are given their place in the file.
"""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar, TypeAlias

import typer

from tenken.cli.context import AppContext
from tenken.cli.help import HelpfulGroup
from tenken.cli.options import day
from tenken.core.audit import findings
from tenken.core.audit.recording import audit_of, lead_of, unfit
from tenken.core.audit.verdicts import Fault
from tenken.core.model import Assessment, AssessmentKind, Audit, Checklist
from tenken.core.problem import FileProblems, KeyPath, Problem, UsageProblem
from tenken.store.assessment import loader
from tenken.store.validation import toml_file
from tenken.store.validation.sanitize import maybe

File = Annotated[Path, typer.Argument(metavar="FILE", help="cli.audit.file")]
By = Annotated[str | None, typer.Option("--by", help="cli.audit.by")]
On = Annotated[str | None, typer.Option("--on", help="cli.audit.on")]
Json = Annotated[bool, typer.Option("--json", help="cli.audit.json")]

Change: TypeAlias = Callable[[Checklist, Assessment], Assessment]


class Audits(HelpfulGroup):
    """``tenken audit``."""

    targets: ClassVar[dict[str, str]] = {
        "begin": "audit.begin:begin",
        "sample": "audit.sample:sample",
        "requests": "audit.requests:requests",
        "check": "audit.check:check",
        "verdict": "audit.verdict:verdict",
        "finding": "audit.finding:finding",
        "about": "audit.about:about",
        "status": "audit.status:status",
    }
    help_key: ClassVar[str] = "cli.audit.{name}_help"


def opened(app: AppContext, file: Path, *, to_write: bool = True) -> tuple[Checklist, Assessment]:
    """The audit in a file; raises FileProblems where it is none, or is signed and something is to be written."""
    checklist, assessment = loader.load(file, app.checklist_path, app.today)
    if assessment.kind is not AssessmentKind.AUDIT:
        refuse(file, [(("kind",), "no-audit", {})])
    if to_write:
        loader.refuse_signed(toml_file.read(file))
    return checklist, assessment


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


def who_and_when(app: AppContext, assessment: Assessment, by: str | None, on: str | None) -> tuple[str | None, date]:
    """Who judges and on which day: as given, else who leads the audit, and today."""
    return maybe(by) or lead_of(assessment), day(on) if on else app.today


def warn_of_assurance(app: AppContext, *texts: str | None) -> None:
    """Say which words of a text promise more than an advisory audit can."""
    for text in texts:
        if words := findings.sounds_like_assurance(text):
            app.message(app.words("cli.audit.assurance", words=words))


def goes_with(needed: object, option: str, *others: object) -> None:
    """Raise UsageProblem where others were given that say nothing without that option."""
    if any(other not in (None, False, []) for other in others) and not needed:
        raise UsageProblem("goes-with", {"option": option})


def one_of(**given: object) -> None:
    """Raise UsageProblem where more than one of these options was given."""
    chosen = [name for name, value in given.items() if value]
    if len(chosen) > 1:
        raise UsageProblem("one-of", {"choices": " / ".join(f"--{name.replace('_', '-')}" for name in chosen)})
