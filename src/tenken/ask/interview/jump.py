"""Another area, another question: chosen from two menus, so that nobody has to know a number."""

from tenken.ask.interview.given import Setting
from tenken.core.scoring.score import Scorecard

STAY = ""


def elsewhere(setting: Setting, card: Scorecard, at: str) -> str | None:
    """The id of the question that was chosen, of any that this assessment asks; ``None`` to stay at ``at``."""
    w = setting.words
    hint = w("cli.answer.choose_hint")
    here = next(item.area for item in card.judged if item.question.id == at)
    areas = {entry.area.id: entry for entry in card.areas}
    choices = [
        (
            area_id,
            w(
                "cli.answer.area_choice",
                number=str(setting.checklist.areas.index(entry.area) + 1),
                area=w.text(entry.area.title),
                answered=entry.tally.answered,
                applicable=entry.tally.applicable,
            ),
        )
        for area_id, entry in areas.items()
    ]
    area_id = setting.asker.choose(w("cli.answer.choose_area"), [*choices, (STAY, w("cli.answer.stay"))], hint, here.id)
    if area_id == STAY:
        return None
    numbers = setting.checklist.numbers()
    items = [item for item in card.judged if item.area is areas[area_id].area]
    questions = [
        (
            item.question.id,
            w(
                "cli.answer.question_choice",
                number=numbers[item.question.id],
                label=w.text(item.question.name),
                status=w.status(item.status),
            ),
        )
        for item in items
    ]
    first = next((item for item in items if item.status is None), items[0])
    chosen = setting.asker.choose(
        w("cli.answer.choose_question"), [*questions, (STAY, w("cli.answer.stay"))], hint, first.question.id
    )
    return chosen if chosen != STAY else None
