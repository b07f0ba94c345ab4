"""The score and the state of an assessment, told on a terminal: ``score``, ``status`` and the end of an interview."""

from collections.abc import Iterator, Mapping, Sequence

from tenken.core.model import Assessment, Checklist
from tenken.core.report.left_out import find_scope
from tenken.core.scoring.gaps import find
from tenken.core.scoring.question_filters import QuestionFilter, filtered
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.core.scoring.score import QuestionScore, Scorecard, score, shown
from tenken.words import Words

SHOWN = 5
"""How many gaps and capping questions ``score`` names."""

NAMED = 3
"""How many critical questions the end of an interview names."""


def score_lines(
    w: Words, checklist: Checklist, assessment: Assessment, card: Scorecard, *, every: bool = False
) -> Iterator[str]:
    """What ``tenken score`` tells: total, areas, what caps the grade, the first gaps; with ``every`` all of both."""
    numbers = checklist.numbers()
    title = {"name": assessment.organisation.name, "day": w.day(assessment.date), "reference": checklist.reference}
    yield w("cli.score.title", **title)
    total, high = shown(card.score), shown(card.best)
    if total is None or high is None or card.grade is None:
        yield w("cli.score.none")
        return
    yield w("cli.score.total", score=total, grade=card.grade)
    if card.draft:
        yield w("cli.score.draft", n=card.tally.applicable - card.tally.answered, low=total, high=high)
    yield w("cli.score.evidenced", score=shown(card.evidenced) or 0)
    counts = {"answered": card.tally.answered, "applicable": card.tally.applicable}
    yield w("cli.score.coverage", **counts, total=card.tally.total, na=card.tally.na)
    yield from w.not_asked(find_scope(checklist, assessment))
    yield ""
    for entry in card.areas:
        points = shown(entry.tally.score)
        figure = w("cli.score.no_points") if points is None else str(points)
        area = f"{checklist.areas.index(entry.area) + 1} {w.text(entry.area.title)}"
        counted = f"{entry.tally.answered}/{entry.tally.applicable}"
        yield w("cli.score.row", points=f"{figure:>4}", answered=f"{counted:>7}", area=area)
    if card.gate and card.cap:
        yield ""
        yield w("cli.score.head", told=w("gate.holds", n=len(card.gate), cap=card.cap))
        for item in card.gate if every else card.gate[:SHOWN]:
            named = {"number": numbers[item.question.id], "label": w.text(item.question.name)}
            yield "  " + w("cli.score.gate_item", **named, status=w.status(item.status))
        yield from _shown_of(w, len(card.gate), every=every)
        yield from _for_the_best(w, checklist, card)
    gaps = [gap for gap in find(card) if gap.status is not None]
    if gaps:
        yield ""
        yield w("cli.score.gaps")
    for rank, gap in enumerate(gaps if every else gaps[:SHOWN], 1):
        values = {"first": w.text(gap.question.remedy.first), "number": numbers[gap.question.id]}
        yield "  " + w("cli.score.gap_item", rank=rank, **values, status=w.status(gap.status))
    yield from _shown_of(w, len(gaps), every=every)


def _shown_of(w: Words, total: int, *, every: bool) -> Iterator[str]:
    """How many of a list were shown, and how to see the rest."""
    if total > SHOWN and not every:
        yield "  " + w("cli.score.shown_of", n=SHOWN, total=total)


def _for_the_best(w: Words, checklist: Checklist, card: Scorecard) -> Iterator[str]:
    """How many critical questions stand before the best grade, where those that hold the grade now are not all."""
    if len(card.critical_open) > len(card.gate):
        yield w("gate.best", n=len(card.critical_open), best=checklist.grades[0].letter)


def status_lines(
    w: Words,
    checklist: Checklist,
    assessment: Assessment,
    card: Scorecard,
    *,
    lists: Mapping[str, Sequence[QuestionScore]],
    overdue: Sequence[RoadmapStep],
) -> Iterator[str]:
    """What ``tenken status`` tells: how far one has come, the lists of questions by name, and overdue promises."""
    numbers = checklist.numbers()
    yield w("cli.status.title", name=assessment.organisation.name, day=w.day(assessment.date))
    yield w("cli.status.coverage", answered=card.tally.answered, applicable=card.tally.applicable, na=card.tally.na)
    yield from w.not_asked(find_scope(checklist, assessment))
    if card.gate and card.cap and card.tally.answered:
        yield w("cli.status.gate", told=w("gate.holds", n=len(card.gate), cap=card.cap))
        yield from _for_the_best(w, checklist, card)
    if not card.draft:
        yield w("cli.status.all_answered")
    for name, items in lists.items():
        if items:
            yield ""
            yield w(f"cli.status.{name}", n=len(items))
        for item in items:
            yield "  " + w("cli.status.line", **_named(w, numbers, item))
    if overdue:
        yield ""
        yield w("cli.status.overdue", n=len(overdue))
    for step in overdue:
        yield "  " + w("cli.status.due", day=w.day(step.due), **_named(w, numbers, step.gap.question_score))


def interview_lines(w: Words, checklist: Checklist, assessment: Assessment) -> Iterator[str]:
    """The end of an interview: how far one has come, what the score is, what caps it."""
    card = score(checklist, assessment)
    tally = card.tally
    yield w("cli.status.coverage", answered=tally.answered, applicable=tally.applicable, na=tally.na)
    low, high = shown(card.score), shown(card.best)
    if low is None or high is None or card.grade is None:
        yield w("cli.score.none")
        return
    yield w("cli.score.total", score=low, grade=card.grade)
    if card.draft:
        yield w("cli.score.draft", n=tally.applicable - tally.answered, low=low, high=high)
    if card.cap:
        names = w("cli.answer.comma").join(w.text(item.question.name) for item in card.gate[:NAMED])
        key = "cli.answer.capped" if len(card.gate) <= NAMED else "cli.answer.capped_more"
        yield w(key, told=w("gate.holds", n=len(card.gate), cap=card.cap), names=names)
        yield from _for_the_best(w, checklist, card)
    stale = filtered(card, QuestionFilter.STALE, assessment.date)
    if stale:
        yield w("cli.status.stale", n=len(stale))


def _named(w: Words, numbers: Mapping[str, str], item: QuestionScore) -> dict[str, str]:
    return {"number": numbers[item.question.id], "id": item.question.id, "label": w.text(item.question.name)}
