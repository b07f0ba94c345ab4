"""Findings: how grave they are, what the checklist can say in them beforehand, and what each of them needs.

A finding is one thing that went wrong (or well) at one question or several; what was judged at a single question is
``verdicts``' business.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tenken.core.audit.verdicts import Fault
from tenken.core.model import (
    LONGEST_NAME,
    LONGEST_NOTE,
    Assessment,
    Audit,
    AuditFinding,
    Checklist,
    DocumentRequest,
    FindingGrade,
    Question,
    Status,
    Text,
)
from tenken.core.problem import KeyPath

SYSTEMIC = 3
"""Minor findings in one area that together are a major one: the way it is run does not hold there."""
HEAVY = 3
"""Weight from which a partial is a minor finding."""

REQUIRED = ("criteria", "condition", "proof", "recommendation")
"""What a major or minor finding has: what is asked, what was found, what shows it, what is advised."""

ASSURANCE = re.compile(
    r"問題(?:は|が)(?:発見され|認められ|見つかり|見つから)(?:なかった|ない|なく|ませんでした|ません|ず)"
    r"|を除[いき].{0,8}問題(?:は|が)(?:な[いかく]|ありませ)|(?:保証|認証)(?:し|され|する(?!ものでは))|(?<!不)適合(?:し|する|を)"
    r"|\b(?:no (?:material|significant) (?:issue|problem|exception)|certif(?:y|ied)|assur(?:e|ance)"
    r"|conform(?:s|ing|ity))",
    re.IGNORECASE,
)
"""How an opinion sounds that gives assurance, which an advisory audit does not."""


def grade_for(question: Question, status: Status, minors: int = 0) -> FindingGrade | None:
    """The grade that fits a verdict, to be changed by whoever judges; ``None`` where there is nothing to find.

    ``minors`` are the minor findings that the question's area has already: with this one it may become systemic.
    """
    match status:
        case Status.NO | Status.UNKNOWN:
            grave = question.critical or minors + 1 >= SYSTEMIC
            return FindingGrade.MAJOR if grave else FindingGrade.MINOR
        case Status.PARTIAL:
            if question.critical or question.weight >= HEAVY:
                return FindingGrade.MAJOR if minors + 1 >= SYSTEMIC else FindingGrade.MINOR
            return FindingGrade.OBSERVATION
        case Status.YES:
            return FindingGrade.STRENGTH
        case Status.NA:
            return None


def minors_in(checklist: Checklist, audit: Audit, area_id: str) -> int:
    """How many minor findings speak of an area."""
    inside = {question.id for area, question in checklist.questions if area.id == area_id}
    return sum(entry.grade is FindingGrade.MINOR and bool(inside & set(entry.questions)) for entry in audit.findings)


def prefilled(finding: AuditFinding, checklist: Checklist, say: Callable[[Text], str]) -> AuditFinding:
    """The finding with what the checklist knows wherever nobody has written anything yet.

    Criteria come from what makes a yes, the consequence from why it is asked, the recommendation from the first step.
    """
    asked = [question for _, question in checklist.questions if question.id in finding.questions]

    def told(text_of: Callable[[Question], Text | None]) -> str | None:
        texts = (text_of(question) for question in asked)
        said = dict.fromkeys(say(text) for text in texts if text)
        return "\n".join(text for text in said if text)[:LONGEST_NOTE] or None

    return replace(
        finding,
        criteria=finding.criteria or told(lambda question: question.means_yes or question.text),
        consequence=finding.consequence or told(lambda question: question.why),
        recommendation=finding.recommendation or told(lambda question: question.remedy.first),
        title=finding.title or " / ".join(say(question.name) for question in asked)[:LONGEST_NAME],
    )


def next_id(taken: Iterator[str] | tuple[str, ...], letter: str) -> str:
    """The next free number of a finding (F) or a request (R); one that was taken once never comes back."""
    numbers = [int(found[1]) for name in taken if (found := re.fullmatch(rf"{letter}(\d+)", name))]
    return f"{letter}{max(numbers, default=0) + 1}"


def covered(audit: Audit | None) -> frozenset[str]:
    """Every question of which a finding speaks."""
    return frozenset(name for entry in audit.findings for name in entry.questions) if audit else frozenset()


def sorted_findings(audit: Audit) -> tuple[AuditFinding, ...]:
    """The gravest first, each grade in the order in which they were written."""
    grades = list(FindingGrade)
    return tuple(sorted(audit.findings, key=lambda entry: grades.index(entry.grade)))


def wrong(checklist: Checklist, assessment: Assessment) -> Iterator[Fault]:
    """What can stand in no audit: a number given twice, a question that is not asked, a fault where all is well."""
    audit = assessment.audit
    if audit is None:
        return
    yield from _wrongly_listed(("audit", "request"), audit.requests, checklist)
    yield from _wrongly_listed(("audit", "finding"), audit.findings, checklist)
    yield from _wrongly_sampled(audit, checklist)
    for at, finding in enumerate(audit.findings):
        yield from wrong_in(finding, assessment, ("audit", "finding", at))


def _wrongly_listed(
    place: KeyPath, entries: Sequence[AuditFinding | DocumentRequest], checklist: Checklist
) -> Iterator[Fault]:
    """Numbers that were given twice, and questions that the edition does not have."""
    known = {question.id for _, question in checklist.questions}
    seen: set[str] = set()
    for at, entry in enumerate(entries):
        if entry.id in seen:
            yield (*place, at, "id"), "listed-twice", {"id": entry.id}
        seen.add(entry.id)
        for position, name in enumerate(entry.questions):
            if name not in known:
                values = {"id": name, "reference": checklist.reference}
                yield (*place, at, "questions", position), "unknown-question", values


def _wrongly_sampled(audit: Audit, checklist: Checklist) -> Iterator[Fault]:
    """Questions on the list to check that the edition does not have."""
    known = {question.id for _, question in checklist.questions}
    sample, place = audit.sample, ("audit", "sample")
    if sample is None:
        return
    listed: list[tuple[KeyPath, str]] = [((*place, "always", at), name) for at, name in enumerate(sample.always)]
    listed += [((*place, "drawn", at), name) for at, name in enumerate(sample.drawn)]
    listed += [((*place, "added", at, "id"), one.id) for at, one in enumerate(sample.added)]
    for path, name in listed:
        if name not in known:
            yield path, "unknown-question", {"id": name, "reference": checklist.reference}


def wrong_in(finding: AuditFinding, assessment: Assessment, place: KeyPath) -> Iterator[Fault]:
    """A nonconformity where the auditor found that all is in place, or a strength where it is not."""
    judged = {name: assessment.answer(name).verdict for name in finding.questions}
    for name, verdict in judged.items():
        if verdict and finding.grade.needs_reply and verdict.status is Status.YES:
            yield (*place, "grade"), "finding-on-a-yes", {"finding": finding.id, "id": name}
        if verdict and finding.grade is FindingGrade.STRENGTH and verdict.status is not Status.YES:
            yield (*place, "grade"), "strength-on-a-gap", {"finding": finding.id, "id": name}


def incomplete(audit: Audit, assessment: Assessment) -> Iterator[Fault]:
    """What the findings still lack before they can be signed: parts, and a verdict on each question."""
    for at, finding in enumerate(audit.findings):
        for key in lacks(finding):
            yield ("audit", "finding", at, key), f"finding-without-{key.replace('_', '-')}", {"finding": finding.id}
        for position, name in enumerate(finding.questions if finding.grade.needs_reply else ()):
            if assessment.answer(name).verdict is None:
                values = {"finding": finding.id, "id": name}
                yield ("audit", "finding", at, "questions", position), "finding-unjudged", values


def lacks(finding: AuditFinding) -> tuple[str, ...]:
    """The keys that a finding of its grade needs and does not have."""
    if not finding.grade.needs_reply:
        return () if finding.condition else ("condition",)
    return tuple(key for key in (*REQUIRED, "reply_by") if not getattr(finding, key))


def sounds_like_assurance(text: str | None) -> str | None:
    """The words of an opinion that promise more than an advisory audit can; ``None`` where it does not."""
    found = dict.fromkeys(found.group() for found in ASSURANCE.finditer(text or ""))
    return " / ".join(found) or None
