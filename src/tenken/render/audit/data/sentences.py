"""An audit as lines of a label and a text, for formats that have no columns of their own for it.

How much of it each form of the report tells is the same as in ``as_json``. A verdict never stands in the line of the
firm's own answer, note, name or day.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

from tenken.core.audit.verdicts import Outcome, outcome
from tenken.core.model import Answer, AuditFinding, Basis, Signoff, SignoffStep, Verdict
from tenken.core.report.audit_report import AuditReport
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.score import shown
from tenken.words import Words

Line: TypeAlias = tuple[str, str]
"""A label and what it says."""

TEXTS = ("criteria", "condition", "cause", "consequence", "recommendation")
"""What a finding says, in the order in which it is read."""


def told_outcome(answer: Answer, words: Words) -> str:
    """What the audit did with the answer."""
    return words(f"outcome.{outcome(answer)}")


def with_detail(text: str, who: str | None, day: date | None, words: Words) -> str:
    """A text with whose it is and of which day, as far as the file says."""
    detail = words("report.join").join(part for part in (who, words.day(day) if day else None) if part)
    return words("report.who", name=text, detail=detail) if detail else text


def verdict_lines(answer: Answer, words: Words, *, audited: bool) -> Iterator[Line]:
    """What was judged, by whom, why and on what basis; in an audit also that nobody looked."""
    verdict = answer.verdict
    if verdict is None:
        if audited:
            yield words("audit_data.outcome"), words(f"outcome.{Outcome.UNCHECKED}")
        return
    yield words("audit_data.verdict"), with_detail(words.judged(verdict.status), verdict.by, verdict.on, words)
    if audited:
        yield words("audit_data.outcome"), told_outcome(answer, words)
    if reason := verdict_reason(verdict, words):
        yield words("audit_data.reason"), reason
    for basis in verdict.basis:
        yield words("audit_data.basis"), basis_line(basis, words)


def verdict_reason(verdict: Verdict, words: Words) -> str:
    """Why it was judged so, and how grave that is in files of old."""
    severity = words(f"severity.{verdict.severity}") if verdict.severity else None
    return "\n".join(part for part in (verdict.finding, severity) if part)


def basis_line(basis: Basis, words: Words) -> str:
    """What somebody saw, how, on which day, and where it is kept."""
    method = words(f"basis_method.{basis.method}")
    told = [with_detail(words("audit_data.basis_line", method=method, what=basis.what), basis.by, basis.on, words)]
    if sample := basis.sample:
        told.append(words("audit_data.records", population=sample.population, size=sample.size, failed=sample.failed))
        told += [words("audit_data.design", design=sample.design)] if sample.design else []
        told += [words("audit_data.seed", seed=sample.seed)] if sample.seed else []
        told += [words("audit_data.items", items=_joined(map(str, sample.items), words))] if sample.items else []
    if basis.evidence:
        told.append(words("audit_data.pieces", numbers=_joined(map(str, basis.evidence), words)))
    told += [words("audit_data.ref", ref=basis.ref)] if basis.ref else []
    if basis.file:
        told.append(with_detail(words("audit_data.file", file=basis.file), basis.sha256, None, words))
    return _joined(told, words)


def figure_lines(report: Report, words: Words) -> Iterator[Line]:
    """How much was looked at and what it came to; to hand out, extent and counts only."""
    audit = report.audit
    if audit is None:
        return
    extent = audit.extent
    yield (
        words("audit_data.extent"),
        words("audit_data.extent_line", n=extent.checked, of=extent.asked, share=shown(extent.share) or 0),
    )
    if report.profile is not ReportProfile.ATTESTATION:
        yield from _scores(report, audit, words)
    outcomes = [
        words("audit_data.count", name=words(f"outcome.{kind}"), n=count)
        for kind, count in audit.outcomes.items()
        if count
    ]
    yield words("audit_data.outcomes"), _joined(outcomes, words)
    grades = [
        words("audit_data.grade_count", grade=words(f"finding_grade.{grade}"), n=count)
        for grade, count in audit.grades.items()
    ]
    yield words("audit_data.grades"), _joined(grades, words)


def _scores(report: Report, audit: AuditReport, words: Words) -> Iterator[Line]:
    """The firm's own score beside the audited one, and how far it had judged itself too well."""
    for label, score in (("own_score", audit.own.score), ("audited_score", report.scorecard.score)):
        points = shown(score)
        if points is not None:
            yield words(f"audit_data.{label}"), words("audit_data.points", n=points)
    if gap := audit.optimism:
        own, judged_so = shown(gap.own) or 0, shown(gap.audited) or 0
        told = words(
            "audit_data.optimism_line",
            n=gap.questions,
            own=own,
            audited=judged_so,
            gap=words.signed(gap.printed_gap),
        )
        yield words("audit_data.optimism"), told


def frame_lines(report: Report, words: Words) -> Iterator[Line]:
    """What the audit is about, and who did it when; nothing of it is handed out."""
    if report.audit is None or report.profile is ReportProfile.ATTESTATION:
        return
    audit, whole = report.audit.audit, report.profile.whole
    if audit.of:
        yield words("audit_data.of"), with_detail(audit.of.file, audit.of.digest, None, words)
    yield from _people(report.audit, words)
    for name in ("objective", "scope", "excluded"):
        yield from _said(name, getattr(audit, name), words)
    yield from _said("criteria", _joined(audit.criteria, words), words)
    yield from _said("independence", audit.independence, words)
    if whole:
        for name in ("limits", "opinion", "disagreements"):
            yield from _said(name, getattr(audit, name), words)
        yield from _said("distribution", _joined(audit.distribution, words), words)
        yield from _asked_for(report.audit, words)


def _said(name: str, text: str | None, words: Words) -> Iterator[Line]:
    """A text of the audit, where somebody wrote one."""
    if text:
        yield words(f"audit_data.{name}"), text


def _people(told: AuditReport, words: Words) -> Iterator[Line]:
    """Who audits, and when they met whom."""
    if told.firm:
        yield words("audit_data.firm"), told.firm
    for member in told.audit.team:
        role = words(f"team_role.{member.role}")
        parts = [part for part in (member.name, member.firm, member.qualification) if part]
        yield words("audit_data.team"), _joined([role, *parts], words)
    for session in told.audit.sessions:
        how = [words(f"session_kind.{session.how}"), session.place, *session.people]
        yield words("audit_data.sessions"), _joined([words.day(session.on), *(part for part in how if part)], words)


def _asked_for(told: AuditReport, words: Words) -> Iterator[Line]:
    """How the questions to check were drawn, and what became of documents that were asked for."""
    audit = told.audit
    if sample := audit.sample:
        line = words("audit_data.sample_line", seed=sample.seed, size=sample.size, frame=sample.frame)
        yield words("audit_data.sample"), line
        for name, listed in (("always", sample.always), ("drawn", sample.drawn)):
            if listed:
                yield words(f"audit_data.{name}"), _joined(listed, words)
        for entry in sample.added:
            yield words("audit_data.added"), with_detail(entry.id, entry.why, None, words)
    for request in audit.requests:
        state = with_detail(words(f"request_state.{request.state}"), None, request.on, words)
        due = words("audit_data.due", day=words.day(request.due)) if request.due else None
        parts = (request.id, request.what, *request.questions, due, state, request.note)
        yield words("audit_data.requests"), _joined([part for part in parts if part], words)


def finding_lines(finding: AuditFinding, report: Report, words: Words) -> Iterator[Line]:
    """A finding below its number and title: grade, questions and reply; the rest in the whole report only."""
    yield words("audit_data.grade"), words(f"finding_grade.{finding.grade}")
    yield words("audit_data.questions"), questions_of(finding, report, words)
    if finding.reply_by:
        yield words("audit_data.reply_by"), words.day(finding.reply_by)
    if not report.profile.whole:
        return
    for name in TEXTS:
        yield from _said(name, getattr(finding, name), words)
    if finding.proof:
        yield words("audit_data.proof"), _joined(finding.proof, words)
    for name in ("repeats", "disagreement"):
        yield from _said(name, getattr(finding, name), words)
    if finding.by or finding.on:
        day = words.day(finding.on) if finding.on else None
        yield words("audit_data.recorded"), _joined([part for part in (finding.by, day) if part], words)


def questions_of(finding: AuditFinding, report: Report, words: Words) -> str:
    """The questions of which a finding speaks, by the numbers that are printed."""
    return _joined((report.numbers.get(name, name) for name in finding.questions), words)


def signoff_lines(signed: Signoff, report: Report, words: Words) -> Iterator[Line]:
    """Who signed what when, step by step, what was taken back and why, and the digest over all of it."""
    if signed.issue:
        yield words("audit_data.issue"), words("audit_data.issue_line", n=signed.issue)
    for step in signed.steps:
        yield words("audit_data.step"), step_line(step, words)
    if signed.no_reviewer:
        yield words("audit_data.step"), words("audit_data.no_reviewer")
    for entry in signed.reopened if report.profile.whole else ():
        told = words("audit_data.reopened_line", issue=entry.issue, reason=entry.reason)
        yield words("audit_data.reopened"), with_detail(told, entry.by, entry.on, words)
        yield words("audit_data.reopened"), words("audit_data.signed", digest=entry.digest)
        yield from ((words("audit_data.reopened"), step_line(step, words)) for step in entry.steps)
    if report.audit and report.audit.signed_digest:
        yield words("audit_data.second_digest"), report.audit.signed_digest


def step_line(step: SignoffStep, words: Words) -> str:
    """One signature with the digest of what was signed."""
    role = words(f"audit_data.signer.{step.role}")
    named = words("audit_data.step_line", role=role, name=step.name)
    signed = words("audit_data.signed", digest=step.digest)
    return _joined([with_detail(named, step.firm, step.on, words), signed], words)


def _joined(parts: Iterable[str], words: Words) -> str:
    return words("report.join").join(parts)
