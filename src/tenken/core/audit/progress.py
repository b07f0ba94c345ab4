"""How far an audit has come: what is still to be checked, what verdicts, findings and requests lack, who has signed.

What may stand in a file is ``verdicts``' and ``findings``' business, and who may sign ``signoff``'s; here it is
gathered for whoever wants to know what comes next.
"""

from dataclasses import dataclass
from datetime import date

from tenken.core.audit import findings, signoff
from tenken.core.audit.recording import audit_of, open_earlier
from tenken.core.audit.sampling import Why
from tenken.core.audit.verdicts import Extent, Fault, extent
from tenken.core.model import Assessment, Audit, AuditFinding, DocumentRequest, Status
from tenken.core.scoring.score import QuestionScore, Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditProgress:
    """Everything that is done and left to do in an audit."""

    extent: Extent
    listed: tuple[str, ...]
    """The questions to check: the sample, what was added, and open findings of the audit before."""
    unchecked: tuple[QuestionScore, ...]
    """Those of them without a verdict, in checklist order."""
    beyond: tuple[QuestionScore, ...]
    """Questions with a verdict that are on no list."""
    without_basis: tuple[str, ...]
    """Questions whose verdict rests on nothing that is written down."""
    heard_only: tuple[str, ...]
    """Questions whose verdict rests on interviews alone: they do not count as evidenced."""
    lacking: tuple[tuple[AuditFinding, tuple[str, ...]], ...]
    """Findings with the keys that they still need."""
    without_reply_date: tuple[str, ...]
    """Numbers of the findings that want a reply and name no day for it."""
    requests: tuple[DocumentRequest, ...]
    """What was asked for and has not come, or not all of it."""
    overdue: tuple[str, ...]
    """Numbers of those requests whose day has passed."""
    assurance: tuple[tuple[str, str], ...]
    """Texts that sound like assurance: the key or number, and the words."""
    faults: tuple[Fault, ...]
    """Everything that keeps it from being signed."""


def progress(scorecard: Scorecard, assessment: Assessment, today: date) -> AuditProgress:
    """What is done and left to do on that day."""
    audit = audit_of(assessment)
    listed = to_check(audit)
    judged = {item.question.id for item in scorecard.questions if item.answer.verdict}
    verdicts = {key: answer.verdict for key, answer in assessment.answers.items() if answer.verdict}
    waiting = tuple(entry for entry in audit.requests if entry.state.awaited)
    return AuditProgress(
        extent=extent(scorecard.questions),
        listed=listed,
        unchecked=tuple(
            item for item in scorecard.questions if item.question.id in listed and item.question.id not in judged
        ),
        beyond=tuple(
            item for item in scorecard.questions if item.question.id in judged and item.question.id not in listed
        ),
        without_basis=tuple(key for key, verdict in verdicts.items() if not verdict.basis),
        heard_only=tuple(
            key
            for key, verdict in verdicts.items()
            if verdict.basis and not verdict.checked and verdict.status is not Status.UNKNOWN
        ),
        lacking=tuple((entry, lacks) for entry in audit.findings if (lacks := findings.lacks(entry))),
        without_reply_date=tuple(
            entry.id for entry in audit.findings if entry.grade.needs_reply and entry.reply_by is None
        ),
        requests=waiting,
        overdue=tuple(entry.id for entry in waiting if entry.due and entry.due < today),
        assurance=assuring(audit),
        faults=tuple(signoff.unfinished(scorecard, assessment)),
    )


def why_listed(audit: Audit, question_id: str) -> Why | None:
    """The first reason why a question has to be looked at; ``None`` where it has not."""
    sample = audit.sample
    if question_id in open_earlier(audit):
        return Why.EARLIER
    if sample and question_id in sample.always:
        return Why.CRITICAL
    if sample and question_id in sample.drawn:
        return Why.DRAWN
    return Why.ADDED if sample and question_id in sample.questions else None


def to_check(audit: Audit) -> tuple[str, ...]:
    """Every question that somebody has to look at: the sample, what was added, open findings of the audit before."""
    sampled = audit.sample.questions if audit.sample else ()
    return tuple(dict.fromkeys((*sampled, *open_earlier(audit))))


def assuring(audit: Audit) -> tuple[tuple[str, str], ...]:
    """Texts of an audit that sound like assurance, which an advisory audit does not give."""
    texts = [(key, getattr(audit, key)) for key in ("objective", "opinion", "limits")]
    for entry in audit.findings:
        texts += [(entry.id, getattr(entry, key)) for key in ("title", "condition", "consequence", "recommendation")]
    found = ((key, findings.sounds_like_assurance(text)) for key, text in texts)
    return tuple((key, words) for key, words in found if words)
