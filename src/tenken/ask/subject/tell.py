"""A field of the subject as a reader sees it, and what a change does, said before it is done.

The sentences are the words'; which questions come and go is ``core.subject``'s.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tenken.ask.reading import Counted
from tenken.ask.subject.fields import FieldGroup, FieldKind, SubjectField, subject_fields
from tenken.core.cost.figures import DataKind
from tenken.core.model import Assessment, DataItem
from tenken.core.scoring.applicability import FactState, SizeRule, every_fact, figure
from tenken.core.scoring.score import shown
from tenken.core.subject import SubjectChange
from tenken.words import Words

Kinds = Mapping[DataItem, DataKind]
"""The kinds of data with their names, as the figures of a year have them."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of what a change does."""

    label: str
    was: str
    now: str
    told: tuple[str, ...] = ()
    """Sentences on what follows."""


def label(w: Words, entry: SubjectField, state: FactState | None) -> str:
    """What a field is called; ``state`` is that of its fact, where it is one."""
    if state is not None:
        return w.fact_asked(state.fact)
    match entry.group:
        case FieldGroup.ROLES:
            return w(f"role.{entry.key}")
        case FieldGroup.FIRM | FieldGroup.DEPTH | FieldGroup.COST | FieldGroup.FACTS:
            return w(f"subject.{entry.key}")


def value(w: Words, entry: SubjectField, assessment: Assessment, kinds: Kinds, facts: Mapping[str, FactState]) -> str:
    """What a field says, with its unit; a fact that the file does not state, as it counts."""
    if entry.kind is FieldKind.FLAG:
        return _fact_value(w, facts[entry.fact])
    said = entry.get(assessment)
    match said:
        case None | ():
            return w("subject.nothing")
        case tuple():
            return w("report.join").join(w.text(kinds[item].label) for item in said)
        case date():
            return w.day(said)
        case int():
            return _number(w, entry, said)
        case _:
            return w(f"{entry.spoken}.{said}") if entry.kind is FieldKind.CHOICE else str(said)


def _fact_value(w: Words, state: FactState) -> str:
    told = w.fact_answered(state.fact, state.holds)
    if state.derived and state.rule:
        return w("subject.derived", answer=told, figure=w(f"subject.{state.rule.figure}"))
    return told if state.said else w("subject.supposed", answer=told)


def _number(w: Words, entry: SubjectField, number: int) -> str:
    match entry.counted:
        case Counted.PEOPLE:
            return w("subject.people", n=number)
        case Counted.YEN:
            return w.exact_yen(number)
        case Counted.PERCENT:
            return w("subject.percent", n=number)
        case None:
            return w("subject.month", n=str(number))


def subject_lines(
    w: Words, assessment: Assessment, facts: tuple[FactState, ...], fields: Mapping[str, SubjectField], kinds: Kinds
) -> Iterator[tuple[FieldGroup, str, str, str]]:
    """Every field with its group, key, label and value."""
    states = {state.fact.id: state for state in facts}
    for entry in fields.values():
        yield (
            entry.group,
            entry.key,
            label(w, entry, states.get(entry.fact)),
            value(w, entry, assessment, kinds, states),
        )


def change_rows(w: Words, change: SubjectChange, kinds: Kinds, typed: Mapping[str, str]) -> Iterator[ChangeRow]:
    """What a change does, line by line: each field, then the questions, the score and the lighter methods.

    ``typed`` are fields that were written otherwise than they are kept, with what was typed.
    """
    checklist, before, after = change.before.checklist, change.before.assessment, change.after.assessment
    was, now = ({state.fact.id: state for state in every_fact(checklist, side)} for side in (before, after))
    for entry in subject_fields(checklist).values():
        if entry.get(before) == entry.get(after):
            continue
        told = [w("subject.read", written=typed[entry.key])] if entry.key in typed else []
        told += _followed(w, entry, was, now)
        if entry.key == "name" and change.parted:
            told.append(w("subject.parted"))
        yield ChangeRow(
            label(w, entry, now.get(entry.fact)),
            value(w, entry, before, kinds, was),
            value(w, entry, after, kinds, now),
            tuple(told),
        )
    if change.added or change.removed:
        yield _questions(w, change)
        yield _score(w, change)
    light = change.lighter
    if light[0] != light[1]:
        applies = {True: w("subject.lighter_yes"), False: w("subject.lighter_no")}
        yield ChangeRow(w("subject.lighter"), applies[light[0]], applies[light[1]], (w("subject.lighter_told"),))


def _followed(
    w: Words, entry: SubjectField, was: Mapping[str, FactState], now: Mapping[str, FactState]
) -> Iterator[str]:
    """What follows from a figure: a fact that it decides, whether that changes or stays."""
    for state in now.values():
        if state.rule is None or state.rule.figure != entry.key or not state.derived:
            continue
        key = "subject.at_most" if state.holds else "subject.more_than"
        sentence = w(key, limit=_limit(w, state.rule))
        yield sentence if was[state.fact.id].holds is not state.holds else w("subject.as_before", told=sentence)


def _limit(w: Words, rule: SizeRule) -> str:
    return w("subject.people", n=rule.most)


def contradictions(w: Words, facts: tuple[FactState, ...], assessment: Assessment, how: str) -> Iterator[str]:
    """Each fact that the file states otherwise than its own figure, and how to put it right.

    ``how`` is the key of the sentence on the latter, which is another one on a page than in a command.
    """
    for state in facts:
        if state.contradicted and state.rule:
            yield w(
                "subject.contradiction",
                question=w.fact_asked(state.fact),
                answer=w.fact_answered(state.fact, state.holds),
                figure=w(f"subject.{state.rule.figure}"),
                number=w("subject.people", n=figure(assessment, state.rule.figure) or 0),
                how=w(how, id=state.fact.id),
            )


def _questions(w: Words, change: SubjectChange) -> ChangeRow:
    told = []
    for way, items, areas in (
        ("added", change.added, change.areas_added),
        ("removed", change.removed, change.areas_removed),
    ):
        if not items:
            continue
        critical = sum(item.question.critical for item in items)
        told.append(
            w(f"subject.{way}_critical", n=len(items), critical=critical)
            if critical
            else w(f"subject.{way}", n=len(items))
        )
        if areas:
            numbered = (
                w("subject.area", number=str(change.after.checklist.areas.index(area) + 1), title=w.text(area.title))
                for area in areas
            )
            told.append(w(f"subject.areas_{way}", areas=w("report.join").join(numbered)))
    if change.kept:
        told.append(w("subject.kept", n=change.kept))
    if change.set_aside:
        told.append(w("subject.set_aside", n=change.set_aside))
    if change.brought_back:
        told.append(w("subject.brought_back", n=change.brought_back))
    was, now = (w("subject.asked_n", n=side.scorecard.tally.total) for side in (change.before, change.after))
    return ChangeRow(w("subject.questions"), was, now, tuple(told))


def _score(w: Words, change: SubjectChange) -> ChangeRow:
    cards = (change.before.scorecard, change.after.scorecard)
    was, now = (_points(w, card.score) for card in cards)
    told = []
    if cards[1].draft:
        low, high = shown(cards[1].score), shown(cards[1].best)
        told.append(w("subject.range", low=low or 0, high=high or 0))
    told.append(w("subject.none_lost"))
    return ChangeRow(w("subject.score"), was, now, tuple(told))


def _points(w: Words, score: Fraction | None) -> str:
    whole = shown(score)
    return w("subject.nothing") if whole is None else w("subject.points", n=whole)
