"""The command that begins the year from the last one: ``renew``."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from tenken.cli import output as outputs
from tenken.cli.context import AppContext
from tenken.cli.options import given_facts
from tenken.cli.passwords import PasswordFile, unlocking
from tenken.core.audit.followup import agreed_actions
from tenken.core.model import Action, AssessmentKind, Depth, Previous
from tenken.core.problem import FileProblems, Problem, UsageProblem
from tenken.core.scoring.gaps import find
from tenken.core.scoring.question_filters import QuestionFilter, filtered
from tenken.core.scoring.roadmap import plan
from tenken.core.scoring.score import ScoredAssessment, scored
from tenken.core.years.changes import ChangeKind, find_changes
from tenken.core.years.lineage import Lineage, MatchedBy
from tenken.core.years.renewal import inherit
from tenken.core.years.renewal import renew as renewed
from tenken.render.years.remarks import remark
from tenken.store import years
from tenken.store.assessment import editor
from tenken.store.assessment.document import content_digest
from tenken.store.checklist import editions
from tenken.store.years import YearFile


def renew(
    ctx: typer.Context,
    last: Annotated[Path, typer.Argument(metavar="LAST", help="cli.renew.last")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="cli.renew.new")],
    checklist: Annotated[str | None, typer.Option("--checklist", help="cli.renew.checklist")] = None,
    depth: Annotated[Depth | None, typer.Option("--depth", help="cli.renew.depth")] = None,
    facts: Annotated[list[str] | None, typer.Option("--fact", help="cli.new.fact")] = None,
    kind: Annotated[AssessmentKind, typer.Option("--kind", help="cli.renew.kind")] = AssessmentKind.SELF,
    followup: Annotated[Path | None, typer.Option("--followup", help="cli.renew.followup")] = None,
    password_file: PasswordFile = None,
    force: Annotated[bool, typer.Option("--force", help="cli.new.force")] = False,
) -> None:
    """Begin this year's assessment with last year's answers, each to be confirmed."""
    app: AppContext = ctx.obj
    if new.exists() and last.exists() and new.samefile(last):
        raise UsageProblem("renew-over", {"file": str(new)})
    outputs.refuse_standing(new, force=force)
    year = years.load(last, app.checklist_path, app.today, unlocking(app, password_file))
    if year.assessment.date > app.today:
        days = {"today": app.today.isoformat(), "day": year.assessment.date.isoformat()}
        raise UsageProblem("renew-early", {"last": year.name, **days})
    before = scored(year.checklist, year.assessment)
    edition = (
        editions.load_by_reference(checklist, app.checklist_path)
        if checklist
        else editions.newest_after(year.checklist, app.checklist_path, app.today)
    )
    lineage = years.lineage_to(year, edition, app.checklist_path)
    given = given_facts(edition, facts or [])
    assessment = renewed(
        before,
        edition,
        lineage,
        on=app.today,
        previous=Previous(last.name, year.sha256),
        remark=partial(remark, app.words, year.assessment),
        depth=depth,
        facts=given,
        kind=kind,
        agreed=_agreed(app, followup, year),
    )
    editor.create(new, edition, assessment, app.today, overwrite=force)
    _tell_renewed(app, new, before, scored(edition, assessment), lineage, given)


def _agreed(app: AppContext, file: Path | None, year: YearFile) -> dict[str, Action]:
    """What was promised after an audit; raises FileProblems where the file follows another one."""
    if file is None:
        return {}
    from tenken.store.assessment import followup  # noqa: PLC0415 - loaded only where there was an audit

    loaded = followup.load(file, app.checklist_path, app.today)
    if content_digest(loaded.assessment) != content_digest(year.assessment):
        values = {"file": year.name}
        raise FileProblems([Problem(file=str(file), what="followup-of-another", path=("audit", "file"), values=values)])
    return agreed_actions(loaded.states)


def _tell_renewed(
    app: AppContext,
    file: Path,
    last: ScoredAssessment,
    this: ScoredAssessment,
    lineage: Lineage,
    given: Mapping[str, bool],
) -> None:
    w = app.words
    suggested = [answer for answer in this.assessment.answers.values() if answer.status is not None]
    app.message(w("cli.renew.made", file=str(file), n=len(suggested)))
    if last.checklist.reference != this.checklist.reference:
        _tell_edition(app, last, this, lineage)
    known = {fact.id for fact in last.checklist.facts} | set(given)
    profile = this.assessment.profile  # without what follows from a figure
    supposed = [fact.id for fact in this.checklist.facts if fact.id not in known and fact.id in profile]
    if supposed:
        told = [f"{fact}={str(profile[fact]).lower()}" for fact in supposed]
        opposite = f"{supposed[0]}={str(not profile[supposed[0]]).lower()}"
        app.message(w("cli.renew.facts", facts=" ".join(told), file=str(file), opposite=opposite))
    old = filtered(this.scorecard, QuestionFilter.STALE, this.assessment.date)
    if old:
        app.message(w("cli.renew.stale", n=len(old)))
    overdue = [step for step in plan(find(this.scorecard), this.assessment) if step.overdue]
    if overdue:
        app.message(w("cli.renew.overdue", n=len(overdue)))


def _tell_edition(app: AppContext, last: ScoredAssessment, this: ScoredAssessment, lineage: Lineage) -> None:
    references = {"last": last.checklist.reference, "this": this.checklist.reference}
    if lineage.kinship is MatchedBy.BY_ID:
        app.message(app.words("cli.renew.by_id_only", **references))
    inherited = inherit(last, this.checklist, lineage)
    changes = find_changes(last, this, lineage.origins)
    first_asked = [change for change in changes if change.kind is ChangeKind.NEW]
    known = sum(bool(change.origins) for change in first_asked)
    app.message(
        app.words(
            "cli.renew.edition",
            **references,
            new=len(first_asked) - known,
            retired=sum(change.kind is ChangeKind.RETIRED for change in changes),
            split=sum(entry.split and not entry.merged for entry in inherited),
            merged=sum(entry.merged for entry in inherited),
        )
    )
    if known:
        app.message(app.words("cli.renew.not_asked_before", n=known))
