"""What several pages of an audit's report say in the same words: statuses, people, days, methods, digests.

What the firm answers and what the auditor judged are told apart everywhere: ``said`` is the firm's, ``judged`` the
auditor's, in whose mouth "unknown" means that it could not be verified.
"""

from collections.abc import Iterable
from datetime import date

from tenken.core.audit.records import record_result, sample_faults
from tenken.core.model import Basis, BasisMethod, Status
from tenken.core.report.audit_report import AuditReport
from tenken.core.report.report import Report
from tenken.core.scoring.score import Scorecard, shown
from tenken.render.audit.sample import result_told
from tenken.render.owner.verdict import symbol
from tenken.templating import capital
from tenken.words import Words


def audit_of(report: Report) -> AuditReport:
    """What is told of the audit; a report of that profile always has it."""
    assert report.audit is not None
    return report.audit


def said(status: Status | None, words: Words) -> str:
    """The sign and the word of what the firm answered."""
    return words("audit_pages.marked", mark=symbol(status), status=capital(words.status(status)))


def judged(status: Status, words: Words) -> str:
    """The sign and the word of what the auditor judged."""
    return words("audit_pages.marked", mark=symbol(status), status=capital(words(f"judged.{status}")))


def together(parts: Iterable[str], words: Words) -> str:
    """Several words as one list."""
    return words("report.join").join(part for part in parts if part)


def person(name: str, firm: str | None, words: Words) -> str:
    """A name with the firm behind it."""
    return words("report.who", name=name, detail=firm) if firm else name


def noted(by: str | None, on: date | None, report: Report, words: Words) -> str:
    """Who wrote or saw something, and when, as short as it may be told."""
    day = words.short_day(on, report.assessment.date) if on else ""
    return words("audit_pages.noted", name=by, day=day) if by and day else by or day


def methods(audit: AuditReport, words: Words) -> str:
    """On how many questions each method was used."""
    return together(
        (
            words("audit_pages.method", method=words(f"basis_method.{method}"), n=n)
            for method, n in audit.methods.items()
            if n
        ),
        words,
    )


def basis(entry: Basis, report: Report, words: Words) -> str:
    """What a verdict rests on: how, what, which paper, by whom, and what a sample came to."""
    told = words("audit_pages.basis", method=method(entry.method, words), what=entry.what)
    detail = [entry.ref or "", noted(entry.by, entry.on, report, words)]
    if entry.evidence:
        numbers = words("report.join").join(map(str, entry.evidence))
        detail.insert(0, words("audit_pages.evidence_ref", numbers=numbers))
    behind = together(detail, words)
    told = words("report.who", name=told, detail=behind) if behind else told
    if entry.sample and not any(sample_faults(entry.sample)):
        told += "\n" + result_told(words, record_result(entry.sample))
    return told


def method(which: BasisMethod, words: Words) -> str:
    """The word of a method."""
    return words(f"basis_method.{which}")


def points(card: Scorecard, words: Words) -> str:
    """A whole score in points, as a range while something is not answered."""
    low, high = shown(card.score), shown(card.best)
    if low is None or high is None:
        return words("audit_pages.unscored")
    return words("audit_pages.range", low=low, high=high) if card.draft else words("audit_pages.points", n=low)


def days(report: Report) -> tuple[date, ...]:
    """The days of the audit: its sessions', else those of the verdicts."""
    audit = audit_of(report)
    found = {session.on for session in audit.audit.sessions}
    found |= {line.verdict.on for line in audit.checked if line.verdict.on} if not found else set()
    return tuple(sorted(found)) or (report.assessment.date,)


def period(report: Report, words: Words) -> str:
    """From the first day of the audit to the last."""
    first, *rest = days(report)
    if not rest:
        return words.day(first)
    return words("audit_pages.period_text", first=words.day(first), last=words.day(rest[-1]))


def numbers(ids: Iterable[str], report: Report) -> str:
    """The printed numbers of questions; the id of one that is not asked."""
    return " ".join(report.numbers.get(question_id, question_id) for question_id in ids)
