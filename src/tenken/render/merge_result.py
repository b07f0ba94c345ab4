"""What became of a returned sheet or form, told on a terminal and as the JSON of ``sheet read`` and ``form read``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tenken.core.merge.answer_fields import PIECE, AnswerField, AnswerPart, FieldValue
from tenken.core.merge.incoming import FactChange, Incoming, MergeResult, PlacedChange
from tenken.core.merge.three_way import FieldChange, MergeOutcome
from tenken.core.model import Checklist, Question, Status
from tenken.core.problem import MOST_TOLD, Notice, Problem
from tenken.core.scoring.score import ScoredAssessment, shown
from tenken.words import Words

MERGE_FORMAT = 1
"""Of ``read --json``. 1: first form; of what was refused the first fifty are told, and how many there are."""
LONGEST_SHOWN = 40
"""Characters of a text that are shown where it is told what became of it."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One of the ways by which answers come back."""

    name: str
    """Its own sentences stand under ``cli.<name>``."""
    place: str
    """What the place of an answer is called in JSON."""
    conflict: str
    """Key of the sentence for what nobody has decided yet."""
    facts: bool = False
    """Whether it asks what is true of the firm, too."""


SHEET = Channel("sheet", "cell", "sheet-conflict")
FORM = Channel("form", "place", "form-conflict", facts=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSummary:
    """What came in, counted: what the five lines tell, and the JSON too."""

    who: str | None
    answers: Mapping[str, int]
    rest: Mapping[str, int]
    """What was written beside the answers."""
    not_taken: Mapping[str, int]
    before: int | None
    """Points; ``None`` without a score."""
    after: int | None
    left: int
    """Questions that nobody has answered yet."""
    notices: tuple[Notice, ...] = ()
    """What had to be put right to read it."""


def outcome_lines(w: Words, channel: Channel, checklist: Checklist, result: MergeResult) -> Iterator[str]:
    """What was taken, changed, cleared and left as it was, place by place."""
    numbers = checklist.numbers()
    for outcome, table in (
        (MergeOutcome.TAKEN, "returning"),
        (MergeOutcome.CHANGED, "returning"),
        (MergeOutcome.CLEARED, "returning"),
        (MergeOutcome.KEPT, channel.name),
    ):
        for told in result.with_outcome(outcome):
            number = numbers[told.question.id]
            yield _at(told.place, number, w(f"cli.{table}.{outcome}", **_change_values(w, number, told)))
    for stated in result.stated:
        if stated.outcome is not MergeOutcome.CONFLICT:
            yield w(f"cli.returning.fact_{stated.outcome}", **_fact_values(w, stated))


def summary_of(
    returned: Incoming, result: MergeResult, before: ScoredAssessment, after: ScoredAssessment
) -> ReadSummary:
    """What came in, counted; the assessment before and after it was merged."""

    def count(part: AnswerPart, *outcomes: MergeOutcome) -> int:
        return sum(told.change.field.part is part for told in result.with_outcome(*outcomes))

    new, changed, cleared, *open_ones = (count(AnswerPart.STATUS, outcome) for outcome in MergeOutcome)
    chosen = sum(said.get(AnswerField(AnswerPart.STATUS)) is not None for said in returned.theirs.values())
    same = max(0, chosen - new - changed - sum(open_ones))
    wrote = [(told.question.id, told.change.field) for told in result.told if told.change.wrote]
    evidence = {(question_id, field.piece) for question_id, field in wrote if field.part in PIECE}
    promises = {question_id for question_id, field in wrote if field.part in (AnswerPart.OWNER, AnswerPart.DUE)}
    notes = sum(field.part is AnswerPart.NOTE for _, field in wrote)
    tally = after.scorecard.tally
    return ReadSummary(
        who=returned.who,
        answers={"new": new, "changed": changed, "cleared": cleared, "same": same},
        rest={"notes": notes, "evidence": len(evidence), "promises": len(promises), "facts": len(result.facts)},
        not_taken={"refused": len(result.refused), "conflicts": result.conflicts, "waits": len(result.waits)},
        before=shown(before.scorecard.score),
        after=shown(after.scorecard.score),
        left=tally.applicable - tally.answered,
        notices=returned.notices,
    )


def summary_lines(w: Words, channel: Channel, read: ReadSummary) -> Iterator[str]:
    """What came in, in five lines: from whom, answers, the rest of it, what was not taken, and the score."""
    yield w("cli.read.who", who=read.who) if read.who else w("cli.read.nobody")
    yield w("cli.read.answers", **read.answers)
    yield w("cli.read.rest_facts" if channel.facts else "cli.read.rest", **read.rest)
    yield w("cli.read.open", **read.not_taken)
    was, now = ("–" if points is None else points for points in (read.before, read.after))
    yield w("cli.read.score", before=was, after=now, left=read.left)


def waiting_lines(w: Words, checklist: Checklist, result: MergeResult) -> Iterator[str]:
    """Where something was written beside an empty answer."""
    numbers = checklist.numbers()
    for question, place in result.waits:
        number = numbers[question.id]
        yield _at(place, number, w("cli.returning.waits", **_question_values(w, number, question)))


def message_lines(
    w: Words,
    channel: Channel,
    result: MergeResult,
    *,
    file: str,
    newer: bool,
) -> Iterator[str]:
    """What is worth knowing beside that; ``newer``: the file changed after it was handed out."""
    own = f"cli.{channel.name}"
    if result.left_out:
        yield w(f"{own}.left_out", n=result.left_out)
    wrote = result.wrote
    yield w("cli.returning.wrote", file=file, n=wrote) if wrote else w("cli.returning.nothing", file=file)
    if newer and wrote:
        yield w(f"{own}.newer", file=file)
    if result.refused:
        yield w(f"{own}.some_refused", n=len(result.refused))
    if result.conflicts:
        yield w(f"{own}.conflicts", n=result.conflicts)


def conflict_problems(
    w: Words, channel: Channel, checklist: Checklist, result: MergeResult, *, returned: str
) -> list[Problem]:
    """What nobody has decided yet, as problems of the returned file of that name."""
    numbers = checklist.numbers()
    answers = [
        Problem(
            file=returned,
            what=channel.conflict,
            path=(told.place,),
            values=_change_values(w, numbers[told.question.id], told),
        )
        for told in result.with_outcome(MergeOutcome.CONFLICT)
    ]
    facts = [
        Problem(file=returned, what="fact-conflict", path=("facts", stated.fact.id), values=_fact_values(w, stated))
        for stated in result.stated
        if stated.outcome is MergeOutcome.CONFLICT
    ]
    return answers + facts


def merge_document(channel: Channel, result: MergeResult, read: ReadSummary, *, file: str) -> dict[str, Any]:
    """What ``sheet read --json`` and ``form read --json`` tell."""
    at = channel.place
    told: dict[str, Any] = {"format": MERGE_FORMAT, "file": file}
    told |= {
        str(outcome): [{at: entry.place, **_change_document(entry)} for entry in result.with_outcome(outcome)]
        for outcome in MergeOutcome
    }
    told["refused"] = [
        {at: problem.where, "what": problem.what, "values": dict(problem.values)}
        for problem in result.refused[:MOST_TOLD]
    ]
    told["refused_total"] = len(result.refused)
    if channel.facts:
        told["facts"] = [
            {"id": stated.fact.id, "fate": str(stated.outcome), "ours": stated.ours, "theirs": stated.theirs}
            for stated in result.stated
        ]
    told["waits"] = [{at: place, "id": question.id} for question, place in result.waits]
    told["left_out"] = result.left_out
    counted = {name: n for name, n in read.rest.items() if channel.facts or name != "facts"}
    return told | {
        "who": read.who,
        "counts": {**read.answers, **counted, **read.not_taken},
        "score": {"before": read.before, "after": read.after, "left": read.left},
        "notices": [{"what": notice.what, "values": dict(notice.values)} for notice in read.notices],
    }


def conflict_question(w: Words, told: PlacedChange | FactChange) -> str:
    """The question to a person which of two values is right."""
    if isinstance(told, FactChange):
        return w("cli.returning.choose_fact", label=w.fact_asked(told.fact))
    part = w(f"sheet.part.{told.change.field.part}")
    return w("cli.returning.choose", place=told.place, label=w.text(told.question.name), part=part)


def conflict_choices(w: Words, channel: Channel, told: PlacedChange | FactChange) -> list[tuple[str, str]]:
    """The replies to that question, each with its words: ``theirs``, ``ours`` and ``later``."""
    values = _shown_values(w, told if isinstance(told, FactChange) else told.change)
    return [
        ("theirs", w(f"cli.{channel.name}.choose_theirs", value=values["theirs"])),
        ("ours", w("cli.returning.choose_ours", value=values["ours"])),
        ("later", w("cli.returning.choose_later")),
    ]


def _at(place: str, number: str, line: str) -> str:
    """A line that begins with its place, where the number of the question does not say that already."""
    return line if place == number else f"{place}  {line}"


def _question_values(w: Words, number: str, question: Question) -> dict[str, str]:
    return {"number": number, "label": w.text(question.name)}


def _change_values(w: Words, number: str, told: PlacedChange) -> dict[str, str]:
    part = w(f"sheet.part.{told.change.field.part}")
    return {"part": part, **_question_values(w, number, told.question), **_shown_values(w, told.change)}


def _fact_values(w: Words, stated: FactChange) -> dict[str, str]:
    return {"label": w.fact_asked(stated.fact), **_shown_values(w, stated)}


def _shown_values(w: Words, change: FieldChange | FactChange) -> dict[str, str]:
    if isinstance(change, FactChange):
        values = {"ours": change.ours, "theirs": change.theirs}
        return {
            side: _short(w, holds if holds is None else w.fact_answered(change.fact, holds))
            for side, holds in values.items()
        }
    return {"ours": _short(w, change.ours), "theirs": _short(w, change.theirs)}


def _change_document(told: PlacedChange) -> dict[str, Any]:
    change = told.change
    values = {"ours": change.ours, "theirs": change.theirs}
    texts = {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}
    return {"id": told.question.id, "part": str(change.field.part), **texts}


def _short(w: Words, value: FieldValue) -> str:
    """A value as it is told: in words, in one line, and not too long."""
    if value is None:
        return w("cli.returning.empty")
    if isinstance(value, Status):
        return w.status(value)
    if isinstance(value, date):
        return w.day(value)
    line = " ".join(value.split())
    return line if len(line) <= LONGEST_SHOWN else line[:LONGEST_SHOWN] + "…"
