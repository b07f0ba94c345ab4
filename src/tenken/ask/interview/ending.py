"""The end of an interview in a few lines: how far one has come, what the score is, what caps it."""

from collections.abc import Iterator

from tenken.core.model import Assessment, Checklist
from tenken.core.scoring.question_filters import Walk, on_walk
from tenken.core.scoring.score import Scorecard, score, shown
from tenken.words import Words

NAMED = 3
"""How many critical questions are named."""


def summary(words: Words, checklist: Checklist, assessment: Assessment) -> list[str]:
    """The lines, in the words of ``tenken score`` and ``tenken status``."""
    return list(_lines(words, assessment, score(checklist, assessment)))


def _lines(w: Words, assessment: Assessment, card: Scorecard) -> Iterator[str]:
    tally = card.tally
    yield w("cli.status.coverage", answered=tally.answered, applicable=tally.applicable, na=tally.na)
    low, high = shown(card.score), shown(card.best)
    if low is None or high is None or card.grade is None:
        yield w("cli.score.none")
        return
    yield w("cli.score.total", score=low, grade=card.grade)
    if card.draft:
        yield w("cli.score.draft", n=tally.applicable - tally.answered, low=low, high=high)
    capping = on_walk(card, Walk.CAPPING, assessment.date)
    if card.cap:
        names = w("cli.answer.comma").join(w.text(item.question.name) for item in card.gate[:NAMED])
        key = "cli.answer.capped" if len(card.gate) <= NAMED else "cli.answer.capped_more"
        yield w(key, n=len(capping), cap=card.cap, names=names)
    stale = on_walk(card, Walk.STALE, assessment.date)
    if stale:
        yield w("cli.status.stale", n=len(stale))
