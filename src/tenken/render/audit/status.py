"""How far an audit has come, on a terminal and as JSON: what ``audit status`` and ``audit finding list`` print.

What is done and left to do is ``core.audit.progress``'s. History of ``AUDIT_STATUS``: 1, first form. Only additions
keep the number.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from tenken.core.audit.progress import AuditProgress
from tenken.core.audit.recording import audit_of
from tenken.core.audit.verdicts import Outcome, count_outcomes, optimism
from tenken.core.model import Assessment, AuditFinding, Checklist, FindingGrade, RequestState
from tenken.core.problem import Problem
from tenken.core.scoring.score import QuestionScore, Scorecard, shown
from tenken.render.json_values import entry, exact
from tenken.words import Words

AUDIT_STATUS = 1

MOST_LISTED = 40
"""Lines of one list; of more only the number is told."""


def status_lines(
    w: Words, checklist: Checklist, assessment: Assessment, card: Scorecard, done: AuditProgress
) -> Iterator[str]:
    """What ``audit status`` tells."""
    audit, named = audit_of(assessment), _names(w, checklist)
    yield w("audit_status.title", name=assessment.organisation.name, who=w.person(assessment.assessor))
    reach = done.extent
    yield w("cli.audit.extent", n=reach.checked, asked=reach.asked, share=int(reach.share * 100))
    yield _counts(w, card)
    if gap := optimism(card.questions):
        yield w("audit_status.optimism", n=gap.questions, own=shown(gap.own) or 0, audited=shown(gap.audited) or 0)
    yield _grades(w, audit.findings)
    if not audit.sample:
        yield w("audit_status.no_sample")
    yield from _listed(w("audit_status.unchecked", n=len(done.unchecked)), [named[i] for i in _ids(done.unchecked)])
    yield from _listed(
        w("audit_status.no_basis", n=len(done.without_basis)), [named.get(i, i) for i in done.without_basis]
    )
    yield from _listed(w("audit_status.heard_only", n=len(done.heard_only)), [named.get(i, i) for i in done.heard_only])
    lacking = [lacking_told(w, found.id, keys) for found, keys in done.lacking]
    yield from _listed(w("audit_status.lacking", n=len(lacking)), lacking)
    requests = []
    for request in done.requests:
        told = w("audit_status.request", id=request.id, what=request.what, state=w(f"request_state.{request.state}"))
        if request.due:
            told += w("audit_status.due", day=w.day(request.due))
        requests.append(told + (w("audit_status.late") if request.id in done.overdue else ""))
    yield from _listed(w("audit_status.requests", n=len(requests)), requests)
    assuring = [w("audit_status.assuring", where=where, words=words) for where, words in done.assurance]
    yield from _listed(w("audit_status.assurance", n=len(assuring)), assuring)


def signing_lines(w: Words, assessment: Assessment, faults: Sequence[Problem]) -> Iterator[str]:
    """Who has signed, or what keeps the audit from being signed."""
    signed = assessment.signoff
    if signed and signed.signed_on:
        yield from signed_lines(w, assessment)
        if not faults:
            return
    told = [f"{problem.where}: {w.problem(problem)}" for problem in faults]
    yield from _listed(w("audit_status.faults", n=len(told)), told)
    if not told:
        yield w("audit_status.ready")


def signed_lines(w: Words, assessment: Assessment) -> Iterator[str]:
    """Who signed in which role and when, and which issues were taken back."""
    signed = assessment.signoff
    if signed is None:
        yield w("signed.nobody")
        return
    for taken in signed.reopened:
        yield w("signed.reopened", n=taken.issue, who=taken.by, day=w.day(taken.on), reason=taken.reason)
    if signed.issue:
        yield w("signed.issue", n=signed.issue)
    for step in signed.steps:
        who = f"{step.name}({step.firm})" if step.firm else step.name
        yield w("signed.step", role=w(f"signoff_role.{step.role}"), who=who, day=w.day(step.on))
    for role, name in (("assessor", signed.assessor), ("reviewer", signed.reviewer), ("approver", signed.approved_by)):
        if name and signed.on:
            yield w("signed.step", role=w(f"signoff_role.{role}"), who=name, day=w.day(signed.on))
    if signed.no_reviewer:
        yield w("signed.no_reviewer")
    if not signed.signed_on:
        yield w("signed.nobody")


def _counts(w: Words, card: Scorecard) -> str:
    counts = count_outcomes(card.questions)
    told = [f"{w(f'outcome.{kind}')} {n}" for kind, n in counts.items() if n and kind is not Outcome.UNCHECKED]
    return w("audit_status.outcomes", told=w("report.join").join(told)) if told else w("audit_status.no_verdicts")


def _grades(w: Words, found: Sequence[AuditFinding]) -> str:
    counts = {grade: sum(entry.grade is grade for entry in found) for grade in FindingGrade}
    told = [f"{w(f'finding_grade.{grade}')} {n}" for grade, n in counts.items() if n]
    return w("audit_status.findings", told=w("report.join").join(told)) if told else w("audit_status.no_findings")


def _names(w: Words, checklist: Checklist) -> dict[str, str]:
    """Every question of the edition by number, id and name."""
    numbers = checklist.numbers()
    return {q.id: f"{numbers[q.id]} {q.id} {w.text(q.name)}" for _, q in checklist.questions}


def _ids(items: Sequence[QuestionScore]) -> list[str]:
    return [item.question.id for item in items]


def _listed(head: str, entries: Sequence[str]) -> Iterator[str]:
    """A list under its head, nothing where it is empty."""
    if not entries:
        return
    yield ""
    yield head
    yield from (f"  {told}" for told in entries[:MOST_LISTED])
    if len(entries) > MOST_LISTED:
        yield f"  … +{len(entries) - MOST_LISTED}"


def finding_lines(w: Words, checklist: Checklist, found: Sequence[AuditFinding]) -> Iterator[str]:
    """A line or two for each finding, the gravest first."""
    numbers = checklist.numbers()
    if not found:
        yield w("audit_status.no_findings")
    for one in found:
        asked = w("report.join").join(f"{numbers.get(name, '')} {name}".strip() for name in one.questions)
        yield w("audit_status.finding", id=one.id, grade=w(f"finding_grade.{one.grade}"), title=one.title, asked=asked)
        if one.reply_by:
            yield "    " + w("audit_status.reply_by", day=w.day(one.reply_by))


def lacking_told(w: Words, finding_id: str, keys: Sequence[str]) -> str:
    """Which parts a finding still needs, in one sentence."""
    parts = w("report.join").join(w(f"finding_part.{key}") for key in keys)
    return w("audit_status.lacks", id=finding_id, parts=parts)


def changes_lines(w: Words, against: str, changes: Sequence[Problem]) -> Iterator[str]:
    """What stands otherwise in the file than in a report of it."""
    if not changes:
        yield w("audit_status.same_as", file=against)
        return
    yield w("audit_status.changed_since", file=against, n=len(changes))
    yield from (f"  {change.where}  {w(f'audit_status.{change.what}')}" for change in changes[:MOST_LISTED])
    if len(changes) > MOST_LISTED:
        yield f"  … +{len(changes) - MOST_LISTED}"


def status_document(
    assessment: Assessment, card: Scorecard, done: AuditProgress, faults: Sequence[Problem], *, own_state: str
) -> dict[str, Any]:
    """What ``audit status --json`` tells."""
    audit, gap = audit_of(assessment), optimism(card.questions)
    return {
        "format": AUDIT_STATUS,
        "extent": {
            "checked": done.extent.checked,
            "asked": done.extent.asked,
            "weight": done.extent.checked_weight,
            "of_weight": done.extent.weight,
        },
        "outcomes": {str(kind): n for kind, n in count_outcomes(card.questions).items()},
        "optimism": {"questions": gap.questions, "own": exact(gap.own), "audited": exact(gap.audited)} if gap else None,
        "self": {"file": audit.of.file, "state": own_state} if audit.of else None,
        "sample": entry(audit.sample),
        "unchecked": _ids(done.unchecked),
        "beyond": _ids(done.beyond),
        "without_basis": list(done.without_basis),
        "interview_only": list(done.heard_only),
        "findings": [{**entry(one), "lacks": list(keys)} for one, keys in _with_lacks(audit.findings, done)],
        "without_reply_date": list(done.without_reply_date),
        "requests": [{**entry(one), "overdue": one.id in done.overdue} for one in audit.requests],
        "open_requests": [one.id for one in audit.requests if one.state is RequestState.OPEN],
        "assurance": [{"where": where, "words": words} for where, words in done.assurance],
        "earlier": entry(audit.earlier),
        "signed": entry(assessment.signoff),
        "blocked_by": [{"where": one.where, "what": one.what, "line": one.line} for one in faults],
    }


def _with_lacks(found: Sequence[AuditFinding], done: AuditProgress) -> Iterator[tuple[AuditFinding, tuple[str, ...]]]:
    lacking = {one.id: keys for one, keys in done.lacking}
    yield from ((one, lacking.get(one.id, ())) for one in found)
