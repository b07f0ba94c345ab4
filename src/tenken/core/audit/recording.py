"""Writing down what an audit sees: each function gives the assessment with one thing more in it, or changed.

Nothing here refuses anything: what may not stand in a file is told by ``verdicts`` and ``findings``, and ``unfit`` asks
both. No file is read or written, and no language is known; sentences of the checklist come by the caller's ``say``.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from tenken.core.audit import findings, verdicts
from tenken.core.audit.verdicts import Fault
from tenken.core.model import (
    AddedQuestion,
    AnswerSample,
    Assessment,
    AssessmentKind,
    Assessor,
    Audit,
    AuditedFile,
    AuditFinding,
    Basis,
    Checklist,
    DocumentRequest,
    EarlierFinding,
    EvidenceCheck,
    FindingGrade,
    Session,
    TeamMember,
    Text,
    Verdict,
    same_name,
)

Numbered = TypeVar("Numbered", AuditFinding, DocumentRequest)


def begun(own: Assessment, of: AuditedFile, assessor: Assessor) -> Assessment:
    """The audit of a self-assessment, with nothing checked yet: it scores as that does.

    Its date stays that of the answers until the first verdict; who signed the answers is no part of it.
    """
    lead = (TeamMember(name=assessor.name, firm=assessor.firm),) if assessor.name else ()
    audit = Audit(of=of, criteria=(own.checklist,), team=lead)
    return replace(own, kind=AssessmentKind.AUDIT, assessor=assessor, audit=audit, signoff=None)


def with_earlier(
    assessment: Assessment,
    last: Assessment,
    after: AuditedFile,
    origins: Mapping[str, Collection[str]],
    closed: Collection[str] = (),
) -> Assessment:
    """The audit with the findings of the one before it that wanted a reply.

    ``origins`` tells from which questions of that edition each question of this one comes, ``closed`` the numbers of
    the findings that the firm has closed since.
    """
    before = (last.audit or Audit()).findings
    earlier = tuple(
        EarlierFinding(
            id=f"{last.date.year}:{finding.id}",
            grade=finding.grade,
            title=finding.title,
            questions=tuple(name for name, parents in origins.items() if {*parents} & {*finding.questions}),
            open=finding.id not in closed,
        )
        for finding in before
        if finding.grade.needs_reply
    )
    return with_audit(assessment, replace(audit_of(assessment), after=after, earlier=earlier))


def open_earlier(audit: Audit | None) -> tuple[str, ...]:
    """The questions of earlier findings that were still open, each once."""
    entries = audit.earlier if audit else ()
    return tuple(dict.fromkeys(name for entry in entries if entry.open for name in entry.questions))


def repeated(audit: Audit | None, questions: Collection[str]) -> str | None:
    """The earlier finding that a finding at these questions would repeat; an open one before a closed one."""
    entries = sorted(audit.earlier if audit else (), key=lambda entry: not entry.open)
    return next((entry.id for entry in entries if {*questions} & {*entry.questions}), None)


def audit_of(assessment: Assessment) -> Audit:
    """What the file says of the audit; an empty one where it says nothing yet."""
    return assessment.audit or Audit()


def with_audit(assessment: Assessment, audit: Audit) -> Assessment:
    """The assessment with another audit."""
    return replace(assessment, audit=audit)


def lead_of(assessment: Assessment) -> str | None:
    """Who judges where nobody is named: who leads the team, else the assessor of an audit."""
    lead = audit_of(assessment).lead
    if lead:
        return lead.name
    return assessment.assessor.name if assessment.kind is AssessmentKind.AUDIT else None


def with_verdict(assessment: Assessment, question_id: str, verdict: Verdict | None) -> Assessment:
    """The assessment with another verdict on one question, or without one; the firm's own answer stays as it is."""
    return assessment.with_answer(question_id, replace(assessment.answer(question_id), verdict=verdict))


def with_basis(verdict: Verdict, basis: Basis) -> Verdict:
    """The verdict with one thing more that it rests on."""
    return replace(verdict, basis=(*verdict.basis, basis))


def with_check(
    assessment: Assessment, question_id: str, number: int, check: EvidenceCheck | None, *, by: str | None, on: date
) -> Assessment:
    """The assessment with what became of one piece of evidence, counted from 1; ``None``: nobody has looked.

    Raises IndexError where the answer has no such piece.
    """
    answer = assessment.answer(question_id)
    pieces = list(answer.evidence)
    if not 1 <= number <= len(pieces):
        raise IndexError(number)
    who, when = (by, on) if check else (None, None)
    pieces[number - 1] = replace(pieces[number - 1], checked=check, checked_by=who, checked_on=when)
    return assessment.with_answer(question_id, replace(answer, evidence=tuple(pieces)))


def proposed_grade(checklist: Checklist, assessment: Assessment, questions: Collection[str]) -> FindingGrade:
    """The gravest grade that the verdicts on these questions suggest; an observation where there is none."""
    audit, found = audit_of(assessment), []
    for area, question in checklist.questions:
        verdict = assessment.answer(question.id).verdict
        if question.id in questions and verdict:
            found.append(findings.grade_for(question, verdict.status, findings.minors_in(checklist, audit, area.id)))
    grades = list(FindingGrade)
    known = [grades.index(grade) for grade in found if grade]
    return grades[min(known)] if known else FindingGrade.OBSERVATION


def new_finding(
    checklist: Checklist,
    assessment: Assessment,
    questions: tuple[str, ...],
    say: Callable[[Text], str],
    *,
    by: str | None,
    on: date,
    grade: FindingGrade | None = None,
) -> AuditFinding:
    """A finding at these questions under the next free number, with what checklist and verdicts know filled in.

    Without a grade it has the proposed one. A strength has no consequence and needs no advice.
    """
    audit = audit_of(assessment)
    judged = [verdict for name in questions if (verdict := assessment.answer(name).verdict)]
    told = dict.fromkeys(
        verdict.finding or verdict.basis[0].what for verdict in judged if verdict.finding or verdict.basis
    )
    papers = dict.fromkeys(basis.ref for verdict in judged for basis in verdict.basis if basis.ref)
    bare = AuditFinding(
        id=findings.next_id(tuple(entry.id for entry in audit.findings), "F"),
        grade=grade or proposed_grade(checklist, assessment, questions),
        title="",
        questions=questions,
        condition="\n".join(told) or None,
        proof=tuple(papers),
        repeats=repeated(audit, questions),
        by=by,
        on=on,
    )
    filled = findings.prefilled(bare, checklist, say)
    if filled.grade is FindingGrade.STRENGTH:
        return replace(filled, criteria=None, consequence=None, recommendation=None)
    return filled


def with_finding(assessment: Assessment, finding: AuditFinding) -> Assessment:
    """The assessment with that finding, in the place of the one of the same number if there is one."""
    audit = audit_of(assessment)
    return with_audit(assessment, replace(audit, findings=_in_place(audit.findings, finding)))


def finding_of(assessment: Assessment, finding_id: str) -> AuditFinding | None:
    """The finding of that number."""
    return next((entry for entry in audit_of(assessment).findings if entry.id == finding_id), None)


def with_request(assessment: Assessment, request: DocumentRequest) -> Assessment:
    """The assessment with that request, in the place of the one of the same number if there is one."""
    audit = audit_of(assessment)
    return with_audit(assessment, replace(audit, requests=_in_place(audit.requests, request)))


def request_of(assessment: Assessment, request_id: str) -> DocumentRequest | None:
    """The request of that number."""
    return next((entry for entry in audit_of(assessment).requests if entry.id == request_id), None)


def _in_place(entries: tuple[Numbered, ...], new: Numbered) -> tuple[Numbered, ...]:
    """The entries with that one, where the one of its number stood, else at the end."""
    by_number = {entry.id: entry for entry in entries}
    return tuple((by_number | {new.id: new}).values())


def with_sample(assessment: Assessment, sample: AnswerSample) -> Assessment:
    """The assessment with another list of questions to check."""
    return with_audit(assessment, replace(audit_of(assessment), sample=sample))


def with_added(sample: AnswerSample, question_id: str, why: str) -> AnswerSample:
    """The list with one question more, for a reason; a question that was added before gets the new one."""
    others = tuple(entry for entry in sample.added if entry.id != question_id)
    return replace(sample, added=(*others, AddedQuestion(question_id, why)))


def with_member(audit: Audit, member: TeamMember) -> Audit:
    """The audit with somebody in its team, in the place of whoever has the same name."""
    names = [same_name(entry.name, member.name) for entry in audit.team]
    if any(names):
        return replace(
            audit, team=tuple(member if same else entry for entry, same in zip(audit.team, names, strict=True))
        )
    return replace(audit, team=(*audit.team, member))


def with_session(audit: Audit, session: Session) -> Audit:
    """The audit with one meeting more, by day; one of the same day and kind is replaced."""
    others = tuple(entry for entry in audit.sessions if (entry.on, entry.how) != (session.on, session.how))
    return replace(audit, sessions=tuple(sorted((*others, session), key=lambda entry: entry.on)))


def unfit(checklist: Checklist, assessment: Assessment, question_id: str | None = None) -> Iterator[Fault]:
    """What may not stand in the file, and what the verdict on ``question_id`` still lacks."""
    yield from findings.wrong(checklist, assessment)
    yield from verdicts.wrong(assessment)
    answer = assessment.answer(question_id) if question_id else None
    if answer and answer.verdict and question_id:
        covered = question_id in findings.covered(assessment.audit)
        yield from verdicts.lacks(question_id, answer, answer.verdict, covered=covered)
