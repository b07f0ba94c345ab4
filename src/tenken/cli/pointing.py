"""Which area or question somebody means: by printed number, by id or by name; near misses are suggested."""

from tenken.cli.given import Hall
from tenken.core.model import Area, Checklist, Question
from tenken.core.problem import SayableError, UsageProblem, close_to


def question_of(checklist: Checklist, written: str) -> Question:
    """The question of that id or printed number (3-2); raises UsageProblem where there is none."""
    by_number = {number: question_id for question_id, number in checklist.numbers().items()}
    question = checklist.question(by_number.get(written, written))
    if question is None:
        raise _unknown(written, list(by_number.values()))
    return question


def area_of(hall: Hall, checklist: Checklist, written: str) -> Area:
    """The area of that printed number (3), id or name in either language; raises UsageProblem where there is none."""
    names: dict[str, Area] = {}
    for at, area in enumerate(checklist.areas, 1):
        names |= dict.fromkeys((str(at), area.id, area.title.ja, area.title.en), area)
    if written and written in names:
        return names[written]
    within = [area for area in checklist.areas if written and any(written in t for t in (area.title.ja, area.title.en))]
    if len(within) == 1:
        return within[0]
    values = {"written": written}
    meant = close_to(written, [name for name in names if name])
    if meant:
        raise UsageProblem("unknown-area-near", {**values, "meant": meant})
    choices = " / ".join(f"{at} {hall.words.text(area.title)}" for at, area in enumerate(checklist.areas, 1))
    raise UsageProblem("unknown-area", {**values, "choices": choices})


def _unknown(written: str, ids: list[str]) -> SayableError:
    meant = close_to(written, ids)
    if meant:
        return UsageProblem("unknown-question-near", {"id": written, "meant": meant})
    return UsageProblem("unknown-question", {"id": written})
