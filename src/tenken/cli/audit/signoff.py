"""The command with which people put their names under an assessment, or take them back: ``signoff``."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from tenken.cli.audit.audit import one_of
from tenken.cli.audit_record import refuse
from tenken.cli.context import AppContext
from tenken.cli.options import maybe_day
from tenken.core.audit import signoff as signing
from tenken.core.audit.recording import audit_of
from tenken.core.audit.verdicts import Fault
from tenken.core.model import Assessment, Checklist, SignoffRole, SignoffStep
from tenken.core.problem import UsageProblem
from tenken.core.scoring.score import score
from tenken.render.audit.status import signed_lines
from tenken.render.json_values import entry
from tenken.store import years
from tenken.store.assessment import editor, loader
from tenken.store.assessment.document import content_digest, signed_digest
from tenken.store.validation.sanitize import maybe
from tenken.words import fours


def signoff(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.signoff.file")],
    role: Annotated[SignoffRole | None, typer.Option("--as", help="cli.signoff.as")] = None,
    name: Annotated[str | None, typer.Option("--name", help="cli.signoff.name")] = None,
    firm: Annotated[str | None, typer.Option("--firm", help="cli.signoff.firm")] = None,
    on: Annotated[str | None, typer.Option("--on", help="cli.signoff.on")] = None,
    no_reviewer: Annotated[bool, typer.Option("--no-reviewer", help="cli.signoff.no_reviewer")] = False,
    reopen: Annotated[bool, typer.Option("--reopen", help="cli.signoff.reopen")] = False,
    by: Annotated[str | None, typer.Option("--by", help="cli.signoff.by")] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="cli.signoff.reason")] = None,
    show: Annotated[bool, typer.Option("--show", help="cli.signoff.show")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="cli.audit.json")] = False,
) -> None:
    """Sign, take a sign-off back, or show who signed."""
    app: AppContext = ctx.obj
    one_of(**{"as": role, "reopen": reopen, "show": show})
    if (name or firm or no_reviewer) and not role:
        raise UsageProblem("goes-with", {"option": "--as"})
    if (by or reason) and not reopen:
        raise UsageProblem("goes-with", {"option": "--reopen"})
    if role and not maybe(name):
        raise UsageProblem("goes-with", {"option": "--name"})
    if reopen and not (maybe(by) and maybe(reason)):
        raise UsageProblem("goes-with", {"option": "--reason" if maybe(by) else "--by"})
    when = maybe_day(app, "--on", on, meant="past") or app.today
    loader.load(file, app.checklist_path, app.today)
    if role and (who := maybe(name)):
        _sign(
            app, file, SignoffStep(role=role, name=who, firm=maybe(firm), on=when, digest=""), no_reviewer=no_reviewer
        )
    elif reopen:
        _reopen(app, file, maybe(by) or "", maybe(reason) or "", when)
    else:
        _show(app, file, as_json=as_json)


def _sign(app: AppContext, file: Path, step: SignoffStep, *, no_reviewer: bool) -> None:
    def signed(edition: Checklist, now: Assessment) -> Assessment:
        digest = content_digest(now)
        over = replace(step, digest=digest)
        faults = signing.refusals(score(edition, now), now, over, digest, no_reviewer=no_reviewer)
        refuse(file, [*faults, *_ahead(app, over.on), *_own_changed(app, file, now)])
        return signing.sign(now, over, no_reviewer=no_reviewer)

    _, after = editor.save(file, signed, app.checklist_path, app.today, signing=True)
    w = app.words
    app.message(w("cli.signoff.signed", name=step.name, role=w(f"signoff_role.{step.role}"), day=w.day(step.on)))
    _tell_own(app, file, after)
    _tell_digests(app, after)


def _ahead(app: AppContext, on: date) -> list[Fault]:
    """Nobody signs on a day to come."""
    if on <= app.today + loader.GRACE:
        return []
    return [(("signoff", "step"), "day-ahead", {"day": on.isoformat(), "today": app.today.isoformat()})]


def _own_changed(app: AppContext, file: Path, now: Assessment) -> list[Fault]:
    """The audited answers have changed beneath the audit."""
    of = audit_of(now).of
    if years.own_file(file, now, app.checklist_path, app.today) is not years.OwnFile.CHANGED:
        return []
    return [(("audit", "of", "digest"), "audited-changed", {"file": of.file if of else ""})]


def _tell_own(app: AppContext, file: Path, now: Assessment) -> None:
    """That nobody could tell whether the audited answers are still the same."""
    of = audit_of(now).of
    if of and years.own_file(file, now, app.checklist_path, app.today) is years.OwnFile.MISSING:
        app.message(app.words("audit_status.own_missing", file=of.file))


def _reopen(app: AppContext, file: Path, by: str, reason: str, when: date) -> None:
    def reopened(_: Checklist, now: Assessment) -> Assessment:
        refuse(file, [*signing.unfit_to_reopen(now, when), *_ahead(app, when)])
        return signing.reopen(now, by=by, on=when, reason=reason, digest=content_digest(now))

    _, after = editor.save(file, reopened, app.checklist_path, app.today, signing=True)
    issue = after.signoff.issue if after.signoff else None
    app.message(app.words("cli.signoff.reopened", n=issue or 1))
    app.lead_to("next.to_signoff", file=str(file))


def _show(app: AppContext, file: Path, *, as_json: bool) -> None:
    """Who has signed over what, and whether that still stands there."""
    _, assessment = loader.load(file, app.checklist_path, app.today)
    digest = content_digest(assessment)
    changed = signing.changed_after(assessment.signoff, digest)
    if as_json:
        told = {"format": 1, "signoff": entry(assessment.signoff), "content_digest": digest}
        app.data({**told, "signed_digest": signed_digest(assessment), "changed": [step.name for step in changed]})
        return
    app.result("\n".join(signed_lines(app.words, assessment)))
    if changed:
        app.result(app.words("signed.changed", names=app.words("report.join").join(step.name for step in changed)))
    _tell_digests(app, assessment, asked=True)


def _tell_digests(app: AppContext, assessment: Assessment, *, asked: bool = False) -> None:
    say = app.result if asked else app.message
    say(app.words("signed.content", digest=fours(content_digest(assessment))))
    if signed := signed_digest(assessment):
        say(app.words("signed.names", digest=fours(signed)))
