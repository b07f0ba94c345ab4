"""The list of all questions with their answers, and the shorter lists of those that need a look."""

from starlette.responses import HTMLResponse

from tenken.ask.web.pages.frame import Frame, Snapshot
from tenken.core.scoring.gaps import find
from tenken.core.scoring.question_filters import SHOWN, QuestionFilter, filtered, is_stale
from tenken.core.scoring.roadmap import plan

LISTS = {
    QuestionFilter.ALL: "web.overview.all",
    QuestionFilter.OPEN: "web.overview.open",
    QuestionFilter.UNCONFIRMED: "web.overview.unconfirmed",
    QuestionFilter.CRITICAL: "web.overview.critical",
    QuestionFilter.STALE: "web.overview.stale",
    QuestionFilter.PROPOSED: "web.overview.proposed",
}


def overview_page(frame: Frame, snapshot: Snapshot, question_filter: QuestionFilter) -> HTMLResponse:
    """Every question with its answer, or those of one list."""
    on = snapshot.assessment.date
    question_filter = question_filter if question_filter in SHOWN else QuestionFilter.ALL
    listed = filtered(snapshot.card, question_filter, on)
    lists = [(entry, LISTS[entry], len(filtered(snapshot.card, entry, on))) for entry in SHOWN]
    steps = {step.gap.question.id: step for step in plan(find(snapshot.card), snapshot.assessment)}
    areas = [
        (
            snapshot.checklist.areas.index(entry.area) + 1,
            entry,
            [item for item in listed if item.area is entry.area],
        )
        for entry in snapshot.card.areas
    ]
    return frame.page(
        "overview",
        snapshot,
        query=f"?show={question_filter}",
        question_filter=question_filter,
        lists=[
            (entry, key, n)
            for entry, key, n in lists
            if n or entry in (question_filter, QuestionFilter.ALL, QuestionFilter.OPEN)
        ],
        areas=[entry for entry in areas if entry[2]],
        first_id=listed[0].question.id if listed else None,
        numbers=snapshot.checklist.numbers(),
        steps=steps,
        stale={item.question.id for item in listed if is_stale(item, on)},
    )
