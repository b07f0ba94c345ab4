"""The interview: one question after the other, with back, later and a note; every answer is saved before the next.

Who draws the screen and reads the keys is passed in (``Asker``), so that a test can be the person. Where the interview
starts and what it asks again is decided by the answers themselves: stopping needs no extra file.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeAlias

from tenken.core.library import EMPTY, Library
from tenken.core.model import Answer, Assessment, Checklist, Question, Status
from tenken.core.scoring import Judged, score, shown
from tenken.screen import wrap
from tenken.words import Words

Save: TypeAlias = Callable[[str, Callable[[Answer], Answer]], Assessment]
"""Takes a question's id and what becomes of its answer; returns when that is safely on the disk."""


class Asker(Protocol):
    """Somebody who shows text and brings back what a person chose or wrote."""

    def show(self, text: str) -> None:
        """Show a text."""

    def choose(self, message: str, choices: list[tuple[str, str]], hint: str, preset: str | None) -> str:
        """Bring back the key of one of the choices (key, label)."""

    def write(self, message: str, preset: str = "") -> str:
        """Bring back a line of text, perhaps empty."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What stays the same during one interview."""

    checklist: Checklist
    words: Words
    asker: Asker
    save: Save
    today: date
    columns: int = 80
    library: Library = EMPTY
    everything: bool = False
    """Ask answered questions again, too."""


def interview(setting: Setting, assessment: Assessment) -> Assessment:
    """Ask until everything is answered or the person stops; returns the assessment as saved."""
    items = list(score(setting.checklist, assessment).judged)
    waiting = [at for at, item in enumerate(items) if _asks(setting, assessment, item)]
    if not waiting:
        return assessment
    visited: list[int] = []
    at = waiting[0]
    while True:
        question = items[at].question
        setting.asker.show(page(setting, assessment, items, at))
        choice = _choose(setting, assessment.answer(question.id))
        if choice == "stop":
            return assessment
        if choice == "back":
            at = visited.pop() if visited else max(0, at - 1)
            continue
        if choice == "note":
            assessment = _note(setting, assessment, question)
            continue
        if choice != "later":
            answered = _answer(setting, assessment, question, Status(choice))
            if answered is None:
                continue
            assessment = answered
        visited.append(at)
        following = [later for later in waiting if later > at and _asks(setting, assessment, items[later])]
        if not following:
            return assessment
        at = following[0]


def _asks(setting: Setting, assessment: Assessment, item: Judged) -> bool:
    return setting.everything or assessment.answer(item.question.id).counted is None


def page(setting: Setting, assessment: Assessment, items: list[Judged], at: int) -> str:
    """One question as it is shown: where we are, the question, why, what a yes means, what is proof."""
    w = setting.words
    item = items[at]
    question = item.question
    card = score(setting.checklist, assessment)
    siblings = [other for other in items if other.area is item.area]
    head = w(
        "cli.answer.head",
        area_number=str(setting.checklist.areas.index(item.area) + 1),
        area=w.text(item.area.title),
        at=siblings.index(item) + 1,
        of=len(siblings),
    )
    progress = w("cli.answer.progress", answered=card.tally.answered, applicable=card.tally.applicable)
    low, high = shown(card.score), shown(card.best)
    if low is not None and high is not None and card.tally.answered:
        progress += "  " + w("cli.answer.provisional", score=low, low=low, high=high)
    number = setting.checklist.numbers()[question.id]
    critical = w("cli.answer.critical") + " " if question.critical else ""
    parts = [
        "",
        wrap(head, setting.columns),
        wrap(progress, setting.columns),
        "-" * setting.columns,
        wrap(f"{number}  {critical}{w.text(question.text)}", setting.columns),
        "",
        *_explained(setting, question),
        *_current(setting, assessment.answer(question.id)),
    ]
    return "\n".join(parts)


def _explained(setting: Setting, question: Question) -> list[str]:
    w = setting.words
    case = setting.library.cases.get(question.case or "")
    told = {
        "why": w.text(question.why),
        "case": w.case(case) if case else "",
        "yes_means": w.text(question.means_yes),
        "partial_means": w.text(question.means_partial),
        "proof": w.text(question.proof),
    }
    lines = []
    for key, text in told.items():
        if text:
            lines += [f"{w(f'cli.answer.{key}')}:", wrap(text, setting.columns, "  ")]
    return [*lines, ""] if lines else []


def _current(setting: Setting, answer: Answer) -> list[str]:
    w = setting.words
    lines = []
    if answer.status:
        key = "cli.answer.current" if answer.confirmed else "cli.answer.carried"
        lines.append(wrap(w(key, status=w.status(answer.status)), setting.columns))
    if answer.note:
        lines.append(wrap(w("cli.answer.note_now", note=answer.note), setting.columns))
    return lines


def _choose(setting: Setting, answer: Answer) -> str:
    w = setting.words
    choices = [(str(status), w.status(status)) for status in Status]
    choices += [
        ("later", w("cli.answer.later")),
        ("back", w("cli.answer.back")),
        ("note", w("cli.answer.write_note")),
        ("stop", w("cli.answer.stop")),
    ]
    preset = str(answer.status) if answer.status else None
    return setting.asker.choose(w("cli.answer.choose"), choices, w("cli.answer.choose_hint"), preset)


def _answer(setting: Setting, assessment: Assessment, question: Question, status: Status) -> Assessment | None:
    """The assessment with the answer saved; ``None`` if a question left out was given no reason."""
    note = assessment.answer(question.id).note
    if status is Status.NA:
        note = setting.asker.write(setting.words("cli.answer.ask_reason"), note or "").strip()
        if not note:
            return None
    by = assessment.assessor.name

    def change(answer: Answer) -> Answer:
        return replace(answer, status=status, note=note, on=setting.today, by=by, confirmed=True)

    saved = setting.save(question.id, change)
    setting.asker.show(setting.words("cli.answer.saved"))
    return saved


def _note(setting: Setting, assessment: Assessment, question: Question) -> Assessment:
    written = setting.asker.write(
        setting.words("cli.answer.ask_note"), assessment.answer(question.id).note or ""
    ).strip()
    if not written:
        return assessment
    saved = setting.save(question.id, lambda answer: replace(answer, note=written))
    setting.asker.show(setting.words("cli.answer.saved"))
    return saved
