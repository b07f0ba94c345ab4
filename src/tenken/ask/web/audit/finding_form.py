"""From a finding to a form and back: grade, title, five parts, questions, proof, reply.

What may stand in the file is told by the core once the finding is in its place; here is only told what cannot be read.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from hashlib import sha256

from tenken.ask.reading import NotUnderstood, ReadDay, read_day
from tenken.core.audit.findings import HEAVY
from tenken.core.audit.recording import audit_of, with_finding
from tenken.core.model import Assessment, AuditFinding, Checklist, FindingGrade, Status

PARTS = ("criteria", "condition", "cause", "consequence", "recommendation")
"""The five parts, in the order of the form."""

SEPARATORS = re.compile(r"[、,,\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingInput:
    """A finding as it stands in the form."""

    grade: str = ""
    title: str = ""
    criteria: str = ""
    condition: str = ""
    cause: str = ""
    consequence: str = ""
    recommendation: str = ""
    questions: str = ""
    """Numbers or identifiers, with commas between them."""
    proof: str = ""
    reply_by: str = ""
    repeats: str = ""
    disagreement: str = ""


NAMES = tuple(field.name for field in fields(FindingInput))


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedFinding:
    """A form that was sent and read."""

    typed: FindingInput
    """As it is shown again."""
    said: FindingInput
    """As the file will keep it."""
    questions: tuple[str, ...]
    reply_by: date | None
    errors: Mapping[str, NotUnderstood]
    """By the name of the field why it is not taken."""

    @property
    def grade(self) -> FindingGrade | None:
        """The grade that was chosen."""
        return next((grade for grade in FindingGrade if grade == self.said.grade), None)

    def into(self, bare: AuditFinding) -> AuditFinding:
        """That finding, with everything that the form says; its number, author and day stay."""
        said = self.said
        return replace(
            bare,
            grade=self.grade or bare.grade,
            title=said.title,
            questions=self.questions or bare.questions,
            criteria=said.criteria or None,
            condition=said.condition or None,
            cause=said.cause or None,
            consequence=said.consequence or None,
            recommendation=said.recommendation or None,
            proof=_split(said.proof),
            reply_by=self.reply_by,
            repeats=said.repeats or None,
            disagreement=said.disagreement or None,
        )


def shown(finding: AuditFinding, checklist: Checklist, join: str) -> FindingInput:
    """The form that shows a finding."""
    numbers = checklist.numbers()
    texts = {name: getattr(finding, name) or "" for name in ("title", *PARTS, "repeats", "disagreement")}
    return FindingInput(
        grade=str(finding.grade),
        questions=join.join(numbers.get(name, name) for name in finding.questions),
        proof=join.join(finding.proof),
        reply_by=finding.reply_by.isoformat() if finding.reply_by else "",
        **texts,
    )


def mark(finding: AuditFinding | None) -> str:
    """A short mark by which the form remembers what it was shown with."""
    return sha256(repr(finding).encode()).hexdigest()[:12]


def submitted(
    form: Mapping[str, str], clean: Callable[[str], str], checklist: Checklist, today: date
) -> SubmittedFinding:
    """A form as it was sent, read."""
    typed = FindingInput(**{name: form.get(name, "").replace("\r\n", "\n").strip() for name in NAMES})
    said = FindingInput(**{name: clean(getattr(typed, name)).strip() for name in NAMES})
    questions, unknown = asked(said.questions, checklist)
    errors = {name: NotUnderstood(key) for name, key in _errors(said, all_known=bool(questions) and not unknown)}
    found = read_day(said.reply_by, today, meant="ahead") if said.reply_by else None
    if isinstance(found, NotUnderstood):
        errors["reply_by"] = found
    day = found.day if isinstance(found, ReadDay) else None
    return SubmittedFinding(typed=typed, said=said, questions=questions, reply_by=day, errors=errors)


def _errors(said: FindingInput, *, all_known: bool) -> Iterator[tuple[str, str]]:
    if said.grade not in tuple(FindingGrade):
        yield "grade", "web.audit.error.grade"
    if not said.title:
        yield "title", "web.audit.error.title"
    if not all_known:
        yield "questions", "web.audit.error.questions"


def asked(written: str, checklist: Checklist) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Questions as they were written, by number or identifier; and what is neither."""
    numbers = checklist.numbers()
    known = {number: name for name, number in numbers.items()} | {name: name for name in numbers}
    names = _split(unicodedata.normalize("NFKC", written).replace("−", "-"))
    found = dict.fromkeys(known[name] for name in names if name in known)
    return tuple(found), tuple(name for name in names if name not in known)


def _split(written: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in SEPARATORS.split(written) if part.strip()))


def with_question(assessment: Assessment, finding_id: str, question_id: str) -> Assessment:
    """The audit with one question more of which that finding speaks; as it was where there is no such finding."""
    found = next((entry for entry in audit_of(assessment).findings if entry.id == finding_id), None)
    if found is None or question_id in found.questions:
        return assessment
    return with_finding(assessment, replace(found, questions=(*found.questions, question_id)))


def why_proposed(checklist: Checklist, assessment: Assessment, finding: AuditFinding) -> str:
    """Which rule proposes its grade: the last part of the key of a sentence."""
    judged = [
        (question, verdict.status)
        for _, question in checklist.questions
        if question.id in finding.questions and (verdict := assessment.answer(question.id).verdict)
    ]
    gone = [question for question, status in judged if status in (Status.NO, Status.UNKNOWN)]
    match finding.grade:
        case FindingGrade.MAJOR:
            return "critical" if any(question.critical for question in gone) else "systemic"
        case FindingGrade.MINOR if gone:
            return "gone"
        case FindingGrade.MINOR:
            heavy = any(question.critical or question.weight >= HEAVY for question, _ in judged)
            return "heavy" if heavy else "chosen"
        case FindingGrade.OBSERVATION if judged:
            return "light"
        case FindingGrade.STRENGTH if judged:
            return "yes"
        case _:
            return "chosen"
