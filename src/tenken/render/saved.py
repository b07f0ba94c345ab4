"""What a save has changed in an assessment, as sentences for whoever saved: which answers and fields, and its date.

What became of a returned sheet or form, place by place, is ``merge_result``'s.
"""

from collections.abc import Iterator

from tenken.core.merge.answer_fields import AnswerPart, said
from tenken.core.model import Answer, Assessment, Checklist
from tenken.words import Words

MOST_NAMED = 5
"""How many answers are named one by one; of more only their number is told."""


def saved_lines(w: Words, checklist: Checklist, before: Assessment, after: Assessment) -> Iterator[str]:
    """One sentence on what the save changed, and one more where the assessment's date has moved."""
    changed = [
        question for _, question in checklist.questions if before.answer(question.id) != after.answer(question.id)
    ]
    numbers = checklist.numbers()
    told = []
    if len(changed) > MOST_NAMED:
        told.append(w("saved.answers", n=len(changed)))
    else:
        for question in changed:
            parts = _parts(w, before.answer(question.id), after.answer(question.id))
            told.append(w("saved.answer", number=numbers[question.id], parts=w("report.join").join(parts)))
    if before.profile != after.profile:
        told.append(w("saved.facts"))
    if before.exposure != after.exposure:
        told.append(w("saved.exposure"))
    yield w("saved.changed", what=w("report.join").join(told)) if told else w("saved.nothing")
    yield from date_lines(w, before, after)


def date_lines(w: Words, before: Assessment, after: Assessment) -> Iterator[str]:
    """The sentence on the assessment's date, if it has moved."""
    if before.date != after.date:
        yield w("saved.date", before=w.day(before.date), after=w.day(after.date))


def _parts(w: Words, before: Answer, after: Answer) -> list[str]:
    """The fields in which two answers differ, by their words, each once."""
    was, now = said(before), said(after)
    differ = {field.part for field in was.keys() | now.keys() if was.get(field) != now.get(field)}
    named = [w(f"sheet.part.{part}") for part in AnswerPart if part in differ]
    if (before.by, before.on, before.confirmed) != (after.by, after.on, after.confirmed):
        named.append(w("saved.who_and_when"))
    return named or [w("saved.more")]
