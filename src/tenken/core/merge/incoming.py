"""What came back from those who answer away from the file, merged into the answers as they stand.

Three-way: handed out, came back, stands in the file now. Every answer that comes out has passed the ``check`` of those
who keep the file; what it finds fault with is refused, place by place, and the rest is taken. How what came back is
understood is the business of each way of asking; here they are all the same.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from tenken.core.merge.answer_fields import PIECE, AnswerField, AnswerPart, FieldValue, FieldValues, said
from tenken.core.merge.three_way import FieldChange, MergedAnswer, MergeOutcome, Stamp, merge
from tenken.core.model import Answer, Assessment, Checklist, Fact, Question, Status
from tenken.core.problem import KeyPath, Notice, Problem

AnswerCheck: TypeAlias = Callable[[str, Answer], Sequence[Problem]]
"""Everything that would keep an answer out of the file, each problem with its key path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """What came back."""

    name: str
    """The file in which it came, as the user wrote it."""
    base: Mapping[str, FieldValues]
    """What was handed out of each question."""
    theirs: Mapping[str, FieldValues]
    places: Mapping[tuple[str, AnswerField], str]
    """Where each thing was said, as a reader finds it: a cell, or the number of the question."""
    by: str | None
    by_place: str
    reason_missing: str
    """Key of the sentence that asks for the reason of a "not applicable"."""
    refused: tuple[Problem, ...]
    base_facts: Mapping[str, bool] = field(default_factory=dict)
    """What was known of the firm when it was handed out."""
    facts: Mapping[str, bool] = field(default_factory=dict)
    """What they say of the firm, where they are asked."""
    role: str = ""
    """For whom it was handed out; empty where that was nobody in particular."""
    notices: tuple[Notice, ...] = ()
    """What had to be put right to read it, such as folded lines."""

    @property
    def who(self) -> str | None:
        """Who answered: the name that was written, else the person it was for."""
        return self.by or self.role or None

    def outdated(self, assessment: Assessment) -> bool:
        """Whether something that was handed out is another by now; what others were asked makes no difference."""
        return dict(self.base_facts) != {key: assessment.profile.get(key) for key in self.base_facts} or any(
            _filled(base) != _filled(said(assessment.answer(question_id))) for question_id, base in self.base.items()
        )


DecideConflict: TypeAlias = Callable[["PlacedChange | FactChange"], bool | None]
"""Shown a conflict; gives back whether theirs counts, or ``None`` where that stays open."""


@dataclass(frozen=True, slots=True)
class PlacedChange:
    """Something they had changed: the question, its place, and what became of it."""

    question: Question
    place: str
    change: FieldChange

    @property
    def key(self) -> Hashable:
        """What tells it from every other one."""
        return self.question.id, self.change


@dataclass(frozen=True, slots=True)
class FactChange:
    """Something about the firm that they had changed, and what became of it."""

    fact: Fact
    ours: bool | None
    theirs: bool
    outcome: MergeOutcome

    @property
    def key(self) -> Hashable:
        """What tells it from every other one."""
        return self.fact.id, self.ours, self.theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeResult:
    """What reading comes to."""

    answers: Mapping[str, Answer]
    """Those that are other than the file's."""
    told: tuple[PlacedChange, ...]
    stated: tuple[FactChange, ...]
    refused: tuple[Problem, ...]
    waits: tuple[tuple[Question, str], ...]
    """Questions with a note or the like, but no answer, and their places."""
    left_out: int
    """Questions that were handed out and did not come back."""

    def with_outcome(self, *outcomes: MergeOutcome) -> list[PlacedChange]:
        """What became that."""
        return [told for told in self.told if told.change.outcome in outcomes]

    @property
    def wrote(self) -> int:
        """How many things changed the answers."""
        return sum(told.change.wrote for told in self.told) + len(self.facts)

    @property
    def facts(self) -> dict[str, bool]:
        """What is to be known of the firm from now on, where that is something else."""
        return {
            stated.fact.id: stated.theirs
            for stated in self.stated
            if stated.outcome in (MergeOutcome.TAKEN, MergeOutcome.CHANGED)
        }

    @property
    def conflicts(self) -> int:
        """How many things nobody has decided yet."""
        return len(self.with_outcome(MergeOutcome.CONFLICT)) + sum(
            stated.outcome is MergeOutcome.CONFLICT for stated in self.stated
        )


def _filled(values: FieldValues) -> dict[AnswerField, FieldValue]:
    return {field: value for field, value in values.items() if value is not None}


def take(
    returned: Incoming,
    checklist: Checklist,
    assessment: Assessment,
    *,
    decide: DecideConflict,
    stamp: Stamp,
    check: AnswerCheck,
) -> MergeResult:
    """Merge everything that came back; in checklist order."""
    refused = list(returned.refused)
    faults = check("by", Answer(by=stamp.by))
    if faults:
        refused += [_at(returned, returned.by_place, fault) for fault in faults]
        stamp = Stamp(stamp.on, assessment.respondent)
    answers: dict[str, Answer] = {}
    told: list[PlacedChange] = []
    waits: list[tuple[Question, str]] = []
    here = [question for _, question in checklist.questions if question.id in returned.theirs]
    for question in here:
        taking = _Taking(returned, question, decide, stamp, check)
        merged = taking.merged(assessment.answer(question.id))
        refused += taking.refused
        told += [taking.told(change) for change in merged.changes]
        if any(change.wrote for change in merged.changes):
            answers[question.id] = merged.answer
        if taking.waits(merged):
            waits.append((question, taking.place(AnswerField(AnswerPart.STATUS))))
    left_out = sum(question_id not in returned.theirs for question_id in returned.base)
    return MergeResult(
        answers=answers,
        told=tuple(told),
        stated=tuple(_stated(returned, checklist, assessment, decide)),
        refused=tuple(refused),
        waits=tuple(waits),
        left_out=left_out,
    )


def _stated(
    returned: Incoming, checklist: Checklist, assessment: Assessment, decide: DecideConflict
) -> Iterator[FactChange]:
    """What they changed of the facts about the firm, three-way as well."""
    for fact in checklist.facts:
        base, ours = returned.base_facts.get(fact.id), assessment.profile.get(fact.id)
        theirs = returned.facts.get(fact.id)
        if theirs is None or theirs in (base, ours):
            continue
        outcome = MergeOutcome.TAKEN if ours is None else MergeOutcome.CHANGED
        if ours != base:
            chosen = decide(FactChange(fact, ours, theirs, MergeOutcome.CONFLICT))
            outcome = MergeOutcome.CONFLICT if chosen is None else outcome if chosen else MergeOutcome.KEPT
        yield FactChange(fact, ours, theirs, outcome)


def _at(returned: Incoming, place: str, fault: Problem) -> Problem:
    """What the check says of an answer, said of the place."""
    what = returned.reason_missing if fault.what == "na-without-note" else fault.what
    return Problem(file=returned.name, what=what, path=(place,), values=fault.values)


class _Taking:
    """One question while it is merged."""

    def __init__(
        self, returned: Incoming, question: Question, decide: DecideConflict, stamp: Stamp, check: AnswerCheck
    ) -> None:
        self._returned, self._question = returned, question
        self._decide, self._stamp, self._check = decide, stamp, check
        self._base = returned.base.get(question.id, {})
        self._theirs = dict(returned.theirs[question.id])
        self.refused: list[Problem] = []

    def merged(self, ours: Answer) -> MergedAnswer:
        """The answer with all that may be taken: what the check refuses is left out, and it is merged anew."""
        while True:
            merged = merge(self._base, self._theirs, ours, self._decided, self._stamp)
            written = [change.field for change in merged.changes if change.wrote]
            faults = self._check(self._question.id, merged.answer) if written else ()
            if not faults:
                return merged
            refused = {field: fault for fault in faults if (field := self._spot(fault.path, merged, written))}
            for field, fault in (refused or dict.fromkeys(written, faults[0])).items():
                self.refused.append(_at(self._returned, self.place(field), fault))
                self._forget(field)

    def _forget(self, field: AnswerField) -> None:
        """Let it say nothing; a piece of evidence goes as a whole."""
        for part in PIECE if field.piece else (field.part,):
            self._theirs.pop(AnswerField(part, field.piece), None)

    def _spot(self, path: KeyPath, merged: MergedAnswer, written: Sequence[AnswerField]) -> AnswerField | None:
        """Which of the written spots a key path below ``answers.<id>`` is about."""
        match path[2:]:
            case ("status",):
                spots = [AnswerField(AnswerPart.STATUS), AnswerField(AnswerPart.NOTE)]
            case ("note",):
                spots = [AnswerField(AnswerPart.NOTE)]
            case ("action", str(key), *_):
                spots = [AnswerField(AnswerPart.OWNER if key == "owner" else AnswerPart.DUE)]
            case ("evidence", int(position), *rest):
                name = merged.pieces[position]
                parts = [part for part in PIECE if rest[:1] == [str(part)]] or list(PIECE)
                spots = [AnswerField(part, name) for part in (*parts, *PIECE)]
            case _:
                spots = []
        return next((field for field in spots if field in written), None)

    def _decided(self, field: AnswerField, theirs: FieldValue, ours: FieldValue) -> bool | None:
        return self._decide(self.told(FieldChange(field, ours, theirs, MergeOutcome.CONFLICT)))

    def told(self, change: FieldChange) -> PlacedChange:
        return PlacedChange(self._question, self.place(change.field), change)

    def place(self, field: AnswerField) -> str:
        """The place of a field, or of another one of the same question."""
        places = self._returned.places
        beside = (place for (question_id, _), place in places.items() if question_id == self._question.id)
        return places.get((self._question.id, field)) or next(beside, "")

    def waits(self, merged: MergedAnswer) -> bool:
        """Whether somebody wrote something here, and still there is no answer."""
        others = [
            value for field, value in self._theirs.items() if field.part is not AnswerPart.STATUS and value is not None
        ]
        return (
            bool(others)
            and self._theirs.get(AnswerField(AnswerPart.STATUS), Status.NO) is None
            and merged.answer.counted is None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledForm:
    """What a form says."""

    checklist: str
    """The edition that was asked, e.g. ``member-data@2026``."""
    digest: str
    identity: str
    """Digest of whose assessment it is, and of which year."""
    organisation: str
    content: str
    """Digest of the answers as they were handed out."""
    by: str | None
    base: Mapping[str, FieldValues]
    """What was handed out, by question. A question that is missing was not answered then."""
    theirs: Mapping[str, FieldValues]
    """What the form says now. What it leaves out of a question is empty; a question that is missing says nothing."""
    base_facts: Mapping[str, bool]
    facts: Mapping[str, bool]
    token: str = ""
    """What was drawn at random when it was sent; empty where nobody keeps such a list."""
    notices: tuple[Notice, ...] = ()
    """What had to be put right to read it, such as folded lines."""
