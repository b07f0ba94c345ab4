"""The group ``audit``, and what its commands share: which file, and who judges.

How a change is saved or refused is ``audit_record``'s.
"""

from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from tenken.cli.audit_record import refuse
from tenken.cli.context import AppContext
from tenken.cli.help import HelpfulGroup
from tenken.cli.options import maybe_day, question_of
from tenken.core.audit import findings
from tenken.core.audit.recording import lead_of
from tenken.core.model import Assessment, AssessmentKind, Checklist, Question
from tenken.core.problem import UsageProblem
from tenken.core.scoring.question_filters import place_of
from tenken.core.scoring.score import score
from tenken.store.assessment import loader
from tenken.store.validation import toml_file
from tenken.store.validation.sanitize import maybe

File = Annotated[Path, typer.Argument(metavar="FILE", help="cli.audit.file")]
By = Annotated[str | None, typer.Option("--by", help="cli.audit.by")]
On = Annotated[str | None, typer.Option("--on", help="cli.audit.on")]
Json = Annotated[bool, typer.Option("--json", help="cli.audit.json")]


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


def asked_of(checklist: Checklist, assessment: Assessment, written: str) -> Question:
    """The question of that id or number, if this audit asks it: what is not asked cannot be judged."""
    question = question_of(checklist, written)
    if place_of(score(checklist, assessment), question.id) is None:
        raise UsageProblem("cannot-jump", {"written": written})
    return question


def who_and_when(app: AppContext, assessment: Assessment, by: str | None, on: str | None) -> tuple[str | None, date]:
    """Who judges and on which day: as given, else who leads the audit, and today."""
    return maybe(by) or lead_of(assessment), maybe_day(app, "--on", on, meant="past") or app.today


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
