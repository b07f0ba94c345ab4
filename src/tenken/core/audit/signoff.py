"""Who signs what, in which order, and whether what was signed still stands.

The digests are the store's; this module is given them. Nothing is written here.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tenken.core.audit import findings, verdicts
from tenken.core.audit.verdicts import Fault
from tenken.core.model import Assessment, AssessmentKind, Audit, Reopening, Signoff, SignoffRole, SignoffStep, same_name
from tenken.core.scoring.score import Scorecard

ORDER = tuple(SignoffRole)


def sign(assessment: Assessment, step: SignoffStep, *, no_reviewer: bool = False) -> Assessment:
    """The assessment with one name more under it; whether it may be there is told by ``refusals``."""
    signed = assessment.signoff or Signoff()
    steps = (*signed.steps, step)
    alone = no_reviewer or signed.no_reviewer
    return replace(assessment, signoff=replace(signed, issue=signed.issue or 1, steps=steps, no_reviewer=alone or None))


def reopen(assessment: Assessment, *, by: str, on: date, reason: str, digest: str) -> Assessment:
    """The assessment without the names under it, which stay in the list of its issues; the next issue begins.

    Names of the four keys of old, which were under no digest, are kept as steps over what is taken back.
    """
    signed = assessment.signoff or Signoff()
    issue = signed.issue or 1
    steps = signed.steps or tuple(_steps_of_old(signed, digest))
    taken = Reopening(issue=issue, by=by, on=on, reason=reason, digest=digest, steps=steps)
    return replace(assessment, signoff=Signoff(issue=issue + 1, reopened=(*signed.reopened, taken)))


def _steps_of_old(signed: Signoff, digest: str) -> Iterator[SignoffStep]:
    for role, name in zip(ORDER, (signed.assessor, signed.reviewer, signed.approved_by), strict=True):
        if name and signed.on:
            yield SignoffStep(role=role, name=name, on=signed.on, digest=digest)


def unfit_to_reopen(assessment: Assessment, on: date) -> Iterator[Fault]:
    """Why a sign-off cannot be taken back on that day: there is none, or it is later."""
    last = assessment.signoff.signed_on if assessment.signoff else None
    if last is None:
        yield ("signoff",), "not-signed", {}
    elif on < last:
        yield ("signoff",), "sign-earlier", {"day": last.isoformat()}


def changed_after(signoff: Signoff | None, digest: str) -> tuple[SignoffStep, ...]:
    """The steps that were signed over other content than stands there now; empty where all of them hold."""
    return tuple(step for step in signoff.steps if step.digest != digest) if signoff else ()


def misordered(signoff: Signoff) -> Iterator[Fault]:
    """Steps that nobody can have signed in that order: a role twice, out of turn, or left out."""
    due = [role for role in ORDER if role is not SignoffRole.REVIEWER or not signoff.no_reviewer]
    for at, step in enumerate(signoff.steps):
        if at >= len(due) or step.role is not due[at]:
            yield ("signoff", "step", at, "role"), "signed-out-of-turn", {"name": step.name}
            return


def unfinished(scorecard: Scorecard, assessment: Assessment) -> Iterator[Fault]:
    """Everything that keeps an assessment from being signed at all."""
    missing = [item.question.id for item in scorecard.questions if item.status is None]
    if missing:
        yield ("answers",), "sign-unanswered", {"n": len(missing), "first": missing[0]}
    if assessment.kind is not AssessmentKind.AUDIT or assessment.audit is None:
        return
    audit = assessment.audit
    if not audit.independence:
        yield ("audit", "independence"), "sign-without-independence", {}
    yield from verdicts.incomplete(assessment, findings.covered(audit))
    yield from findings.incomplete(audit, assessment)


def refusals(
    scorecard: Scorecard, assessment: Assessment, step: SignoffStep, digest: str, *, no_reviewer: bool = False
) -> tuple[Fault, ...]:
    """Every reason why that person may not sign in that role now; empty where nothing stands in the way."""
    signed = assessment.signoff or Signoff()
    place = ("signoff", "step", len(signed.steps))
    found: list[Fault] = []
    if signed.on:
        found.append((("signoff", "on"), "signed-off", {"day": signed.on.isoformat()}))
    found += unfinished(scorecard, assessment)
    by_role = {entry.role: entry for entry in signed.steps}
    needed = ORDER[: ORDER.index(step.role)]
    if step.role in by_role:
        found.append(((*place, "role"), f"sign-twice-{step.role}", {"name": by_role[step.role].name}))
    if any(ORDER.index(role) > ORDER.index(step.role) for role in by_role):
        found.append(((*place, "role"), "sign-too-late", {}))
    alone = no_reviewer or bool(signed.no_reviewer)
    found += [
        ((*place, "role"), f"sign-before-{role}", {})
        for role in needed
        if role not in by_role and not (role is SignoffRole.REVIEWER and alone)
    ]
    if alone and step.role is SignoffRole.REVIEWER:
        found.append(((*place, "role"), "sign-no-reviewer", {}))
    if no_reviewer and SignoffRole.REVIEWER in by_role:
        found.append(((*place, "role"), "sign-has-reviewer", {"name": by_role[SignoffRole.REVIEWER].name}))
    if no_reviewer and assessment.audit and len(assessment.audit.team) > 1:
        found.append((("audit", "team"), "sign-not-alone", {"n": len(assessment.audit.team)}))
    found += [
        (("signoff", "step", at), "sign-changed", {"name": entry.name, "day": entry.on.isoformat()})
        for at, entry in enumerate(signed.steps)
        if entry.digest != digest
    ]
    if signed.steps and step.on < signed.steps[-1].on:
        found.append(((*place, "on"), "sign-earlier", {"day": signed.steps[-1].on.isoformat()}))
    if step.on < assessment.date:
        found.append(((*place, "on"), "sign-before-assessment", {"day": assessment.date.isoformat()}))
    found += _not_by_the_same(assessment, step, (*place, "name"))
    return tuple(found)


def _not_by_the_same(assessment: Assessment, step: SignoffStep, place: tuple[str | int, ...]) -> Iterator[Fault]:
    """Nobody judges what he answered himself, and nobody reviews or approves what is his own work."""
    signed = assessment.signoff or Signoff()
    values = {"name": step.name}
    own = [answer.by for answer in assessment.answers.values()] if assessment.audit and assessment.audit.of else []
    if step.role is not SignoffRole.APPROVER and any(same_name(name, step.name) for name in own):
        yield place, "sign-own-answers", values
    audit = assessment.audit
    if step.role is SignoffRole.ASSESSOR:
        auditors = [assessment.assessor.name, *(member.name for member in (audit.team if audit else ()))]
        if audit and not any(same_name(name, step.name) for name in auditors):
            yield place, "sign-not-the-auditor", values
        return
    if any(same_name(entry.name, step.name) for entry in signed.steps):
        yield place, "sign-same-person", values
    elif step.role is SignoffRole.REVIEWER and any(same_name(name, step.name) for name in workers(assessment)):
        yield place, "sign-own-work", values
    elif step.role is SignoffRole.APPROVER and any(
        same_name(name, step.name)
        for name in (*workers(assessment), *(member.name for member in (audit or Audit()).team))
    ):
        yield place, "sign-from-the-team", values


def workers(assessment: Assessment) -> tuple[str, ...]:
    """Everybody whose work the audit is: the assessor, and whoever gave a verdict or saw what it rests on."""
    names = [assessment.assessor.name]
    for answer in assessment.answers.values():
        if answer.verdict:
            names += [answer.verdict.by, *(basis.by for basis in answer.verdict.basis)]
    names += [finding.by for finding in (assessment.audit.findings if assessment.audit else ())]
    return tuple(dict.fromkeys(name for name in names if name))
