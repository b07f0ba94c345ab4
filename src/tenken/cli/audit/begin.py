"""The command that begins an audit: ``audit begin``. The self-assessment stays as it is; the audit names its digest."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from tenken.cli import output as outputs
from tenken.cli.audit.audit import goes_with
from tenken.cli.audit_record import refuse
from tenken.cli.comparable import refuse_unlike
from tenken.cli.context import AppContext
from tenken.core.audit import sampling
from tenken.core.audit.recording import audit_of, begun, open_earlier, with_earlier, with_sample
from tenken.core.audit.verdicts import Fault
from tenken.core.model import Assessment, AssessmentKind, Assessor, AuditedFile, Checklist, same_name
from tenken.core.problem import UsageProblem
from tenken.core.scoring.score import score
from tenken.core.years.lineage import relate
from tenken.store import years
from tenken.store.assessment import editor, followup
from tenken.store.assessment.document import content_digest
from tenken.store.checklist import editions
from tenken.store.validation.sanitize import maybe
from tenken.store.years import YearFile


def begin(
    ctx: typer.Context,
    own: Annotated[Path, typer.Argument(metavar="SELF", help="cli.audit.own")],
    new: Annotated[Path, typer.Argument(metavar="AUDIT", help="cli.audit.new")],
    assessor: Annotated[str, typer.Option("--assessor", help="cli.audit.assessor")],
    firm: Annotated[str | None, typer.Option("--firm", help="cli.audit.firm")] = None,
    role: Annotated[str | None, typer.Option("--role", help="cli.audit.assessor_role")] = None,
    after: Annotated[Path | None, typer.Option("--after", help="cli.audit.after")] = None,
    followed: Annotated[Path | None, typer.Option("--followup", help="cli.audit.after_followup")] = None,
    draft: Annotated[bool, typer.Option("--draft", help="cli.audit.draft")] = False,
    force: Annotated[bool, typer.Option("--force", help="cli.new.force")] = False,
) -> None:
    """Begin the audit of a self-assessment in a file of its own."""
    app: AppContext = ctx.obj
    w = app.words
    goes_with(after, "--after", followed)
    if new.exists() and any(path and path.exists() and new.samefile(path) for path in (own, after)):
        raise UsageProblem("audit-over-source", {"file": str(new)})
    outputs.refuse_standing(new, force=force)
    who = maybe(assessor)
    if who is None:
        raise UsageProblem("needs", {"option": "--assessor"})
    year = years.load(own, app.checklist_path, app.today)
    refuse(own, _unfit(year, who, draft=draft))
    assessment = begun(year.assessment, audited(year), Assessor(name=who, role=maybe(role), firm=maybe(firm)))
    if after:
        assessment = _after(app, assessment, year, (after, followed), new)
    editor.create(new, year.checklist, assessment, app.today, overwrite=force)
    app.message(w("cli.audit.begun", file=str(new), own=str(own), n=len(score(year.checklist, assessment).questions)))
    if assessment.audit and assessment.audit.earlier:
        left = sum(entry.open for entry in assessment.audit.earlier)
        app.message(w("cli.audit.begun_after", n=len(assessment.audit.earlier), open=left))


def audited(year: YearFile) -> AuditedFile:
    """A file as an audit names it: without its folder, with the digest of its bytes and of what it says."""
    digest = content_digest(year.assessment)
    return AuditedFile(Path(year.name).name, year.sha256, digest, year.assessment.date)


def _unfit(year: YearFile, who: str, *, draft: bool) -> Iterator[Fault]:
    """What keeps a self-assessment from being audited by that person."""
    own = year.assessment
    if own.kind is not AssessmentKind.SELF:
        yield ("kind",), "audit-of-an-audit", {}
    waiting = [item.question.id for item in score(year.checklist, own).questions if item.status is None]
    if waiting and not draft:
        yield ("answers",), "audit-of-a-draft", {"n": len(waiting), "first": waiting[0]}
    if same_name(own.assessor.name, who):
        yield ("assessor", "name"), "audit-of-own-work", {"name": who}
    mine = [question_id for question_id, answer in own.answers.items() if same_name(answer.by, who)]
    if mine:
        yield ("answers", mine[0], "by"), "audit-of-own-answer", {"name": who, "n": len(mine), "first": mine[0]}


def _after(
    app: AppContext, assessment: Assessment, year: YearFile, before: tuple[Path, Path | None], new: Path
) -> Assessment:
    """The audit with the findings of the one before it, and a list on which the open ones stand."""
    after, followed = before
    last = years.load(after, app.checklist_path, app.today)
    if last.assessment.kind is not AssessmentKind.AUDIT:
        refuse(after, [(("kind",), "no-audit", {})])
    if last.assessment.date > year.assessment.date:
        days = {"this_day": year.assessment.date.isoformat(), "last_day": last.assessment.date.isoformat()}
        raise UsageProblem("older", {"this": year.name, "last": last.name, **days})
    refuse_unlike(app, last, year, force=False)
    lineage = relate(
        last.checklist, year.checklist, editions.between(last.checklist, year.checklist, app.checklist_path)
    )
    closed = _closed(app, last, followed) if followed else ()
    assessment = with_earlier(assessment, last.assessment, audited(last), lineage.origins, closed)
    return drawn_first(app, year.checklist, assessment, new)


def _closed(app: AppContext, last: YearFile, followed: Path) -> tuple[str, ...]:
    """The numbers of the findings that the firm has closed since; raises FileProblems for another audit's follow-up."""
    found = followup.load(followed, app.checklist_path, app.today)
    if found.followup.audit.digest != content_digest(last.assessment):
        refuse(followed, [(("audit", "digest"), "followup-of-another", {"file": last.name})])
    return tuple(state.finding.id for state in found.states if not state.open)


def drawn_first(app: AppContext, checklist: Checklist, assessment: Assessment, file: Path) -> Assessment:
    """The audit with a list of the usual size, drawn from the seed that nobody chose."""
    seed = sampling.default_seed(file.stem, app.today)
    earlier = open_earlier(audit_of(assessment))
    return with_sample(assessment, sampling.draw_answers(checklist, assessment, seed, earlier=earlier).sample)
