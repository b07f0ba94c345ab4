"""Last year's assessment begun anew: every answer a suggestion, nothing taken for done.

What counted last year is suggested, unconfirmed, and so counts as unanswered until somebody confirms or changes it.
Notes, evidence and open promises come along; verdicts and the sign-off do not. What an auditor judged is suggested in
nobody's name, since the firm has not said it. Sentences are the caller's: the core knows no language. No file is read
or written here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tenken.core.model import (
    LONGEST_NOTE,
    Action,
    Answer,
    Assessment,
    AssessmentKind,
    Assessor,
    Checklist,
    Depth,
    Evidence,
    Previous,
    Question,
    Status,
)
from tenken.core.scoring.applicability import followed, holds
from tenken.core.scoring.score import ScoredAssessment
from tenken.core.years.changes import worst
from tenken.core.years.lineage import Lineage


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """One of last year's questions with its answer."""

    question: Question
    answer: Answer
    children: int
    """How many of this year's questions come from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inheritance:
    """A question of this year's edition and what it comes from."""

    question: Question
    parents: tuple[Parent, ...]
    status: Status | None
    """What is suggested: what counted last year, of several parents the worst."""

    @property
    def merged(self) -> bool:
        """Whether it takes the place of several questions."""
        return len(self.parents) > 1

    @property
    def split(self) -> bool:
        """Whether others come from the same question."""
        return any(parent.children > 1 for parent in self.parents)

    @property
    def overruled(self) -> bool:
        """Whether the suggestion is an assessor's judgement and not the firm's own answer."""
        judged = (parent.answer for parent in self.parents if parent.answer.verdict)
        return any(answer.counted is not answer.status for answer in judged)


Remark = Callable[[Inheritance], str]
"""What is added to a note, so that the next reader knows where a suggestion comes from; empty: nothing."""


def renew(
    last: ScoredAssessment,
    checklist: Checklist,
    lineage: Lineage,
    *,
    on: date,
    previous: Previous,
    remark: Remark,
    depth: Depth | None = None,
    facts: Mapping[str, bool] | None = None,
    kind: AssessmentKind = AssessmentKind.SELF,
    agreed: Mapping[str, Action] | None = None,
) -> Assessment:
    """The assessment of a new year, dated ``on``, that answers ``checklist`` and names last year's file.

    After an audit it is the firm that answers, unless ``kind`` says otherwise: who audited is then nobody's business.
    ``agreed`` are promises made since, by last year's question.
    """
    before = last.assessment
    answers = {}
    for inherited in inherit(last, checklist, lineage):
        answer = _suggestion(inherited, remark, agreed or {})
        if answer != Answer():
            answers[inherited.question.id] = answer
    return Assessment(
        checklist=checklist.reference,
        digest=checklist.digest,
        kind=kind,
        depth=depth or before.depth,
        date=on,
        organisation=before.organisation,
        assessor=before.assessor if before.kind is kind else Assessor(),
        profile=_profile(last, checklist) | dict(facts or {}),
        answers=answers,
        previous=previous,
        exposure=before.exposure,
        roles=before.roles,
        extra=before.extra,
    )


def _profile(last: ScoredAssessment, checklist: Checklist) -> dict[str, bool]:
    """What held last year; the edition's default for facts that are new; nothing where it follows from a figure."""
    known = {fact.id for fact in last.checklist.facts}
    return {
        fact.id: holds(last.checklist if fact.id in known else checklist, last.assessment, fact.id)
        for fact in checklist.facts
        if fact.id in last.assessment.profile or followed(last.checklist, last.assessment, fact.id) is None
    }


def inherit(last: ScoredAssessment, checklist: Checklist, lineage: Lineage) -> tuple[Inheritance, ...]:
    """Every question of the edition that comes from one of last year's, in checklist order."""
    parents = {question.id: question for _, question in last.checklist.questions}
    every = [parent for _, question in checklist.questions for parent in lineage.origins.get(question.id, ())]
    found = []
    for _, question in checklist.questions:
        origins = tuple(
            Parent(question=parents[parent], answer=last.assessment.answer(parent), children=every.count(parent))
            for parent in lineage.origins.get(question.id, ())
        )
        if origins:
            asked = [parent for parent in origins if parent.question.id in last.questions] or origins
            status = worst(parent.answer.counted for parent in asked)
            found.append(Inheritance(question=question, parents=origins, status=status))
    return tuple(found)


def confirmed(current: Answer, *, today: date, by: str | None) -> Answer:
    """Last year's answer, said again today; one that is confirmed already stays as it is."""
    if current.confirmed or current.status is None:
        return current
    return replace(current, confirmed=True, on=today, by=by)


def _suggestion(inherited: Inheritance, remark: Remark, agreed: Mapping[str, Action]) -> Answer:
    answers = [parent.answer for parent in inherited.parents]
    if all(answer == Answer() for answer in answers):
        return Answer()
    status = inherited.status
    speaks = next((answer for answer in answers if answer.counted is status), answers[0])
    needs_action = status not in (Status.YES, Status.NA)
    own = speaks.verdict is None or speaks.status is status
    return Answer(
        status=status,
        note=_note(answers, remark(inherited)),
        on=speaks.on if own or speaks.verdict is None else speaks.verdict.on,
        by=speaks.by if own else None,
        confirmed=status is None,
        evidence=_evidence(answers),
        action=_since(inherited, agreed) or _action(answers) if needs_action else None,
    )


def _note(answers: Sequence[Answer], remark: str) -> str | None:
    """The parents' notes and the remark, shortened to what fits; what an auditor wrote is the remark's to tell."""
    notes = [answer.note or "" for answer in answers]
    told = "\n".join(dict.fromkeys(note for note in notes if note))
    remark = remark[:LONGEST_NOTE]
    room = max(0, LONGEST_NOTE - len(remark) - 1)
    return "\n".join(part for part in (told[:room].strip(), remark) if part) or None


def _evidence(answers: Sequence[Answer]) -> tuple[Evidence, ...]:
    """Every piece; that an auditor accepted it was last year's business, that he did not is still to be mended."""
    kept = (
        replace(piece, checked_by=None) if piece.refused else piece.unchecked
        for answer in answers
        for piece in answer.evidence
    )
    return tuple(dict.fromkeys(kept))


def _since(inherited: Inheritance, agreed: Mapping[str, Action]) -> Action | None:
    """The promise made since then that is due first."""
    found = [agreed[parent.question.id] for parent in inherited.parents if parent.question.id in agreed]
    return min(found, key=lambda action: action.due or date.max, default=None)


def _action(answers: Sequence[Answer]) -> Action | None:
    """The promise that is due first."""
    promised = [answer.action for answer in answers if answer.action and answer.counted not in (Status.YES, Status.NA)]
    return min(promised, key=lambda action: action.due or date.max, default=None)
