"""The list of all questions with their answers, the shorter lists of those that need a look, promises and proposals."""

from dataclasses import dataclass

from starlette.responses import HTMLResponse

from tenken.ask.web.pages.frame import Frame, Snapshot
from tenken.core.scoring.gaps import find
from tenken.core.scoring.question_filters import SHOWN, QuestionFilter, filtered, is_stale
from tenken.core.scoring.roadmap import plan
from tenken.core.scoring.score import AreaScore, QuestionScore

PROMISES = 5
"""How many promises stand open beside the list; the rest are folded."""

LISTS = {
    QuestionFilter.ALL: "web.overview.all",
    QuestionFilter.OPEN: "web.overview.open",
    QuestionFilter.UNCONFIRMED: "web.overview.unconfirmed",
    QuestionFilter.CRITICAL: "web.overview.critical",
    QuestionFilter.STALE: "web.overview.stale",
    QuestionFilter.OVERDUE: "web.overview.late",
    QuestionFilter.PROPOSED: "web.overview.proposed",
}


@dataclass(frozen=True, slots=True)
class ListedArea:
    """An area with those of its questions that are on the list."""

    number: int
    score: AreaScore
    items: list[QuestionScore]
    lacking: int
    """How many of its critical questions are not in place, whatever the list."""
    is_open: bool
    """Whether its questions are shown at once."""


def overview_page(frame: Frame, snapshot: Snapshot, question_filter: QuestionFilter) -> HTMLResponse:
    """Every question with its answer, or those of one list."""
    on = snapshot.assessment.date
    question_filter = question_filter if question_filter in SHOWN else QuestionFilter.ALL
    listed = filtered(snapshot.card, question_filter, on)
    lists = [(entry, LISTS[entry], len(filtered(snapshot.card, entry, on))) for entry in SHOWN]
    steps = plan((gap for gap in find(snapshot.card) if gap.status is not None), snapshot.assessment)
    promises = sorted((step for step in steps if step.promised), key=lambda step: step.due)
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
        areas=_areas(snapshot, listed, all_open=question_filter is not QuestionFilter.ALL),
        first_id=listed[0].question.id if listed else None,
        numbers=snapshot.checklist.numbers(),
        steps={step.gap.question.id: step for step in steps},
        stale={item.question.id for item in listed if is_stale(item, on)},
        promises=[promises[:PROMISES], promises[PROMISES:]],
        late=sum(step.overdue for step in promises),
        proposed=len(filtered(snapshot.card, QuestionFilter.PROPOSED, on)),
        critical_why=snapshot.words("web.critical_why", cap=snapshot.checklist.gate.no),
    )


def _areas(snapshot: Snapshot, listed: tuple[QuestionScore, ...], *, all_open: bool) -> list[ListedArea]:
    """The areas with something on the list; of all questions, the first area that still needs something is open."""
    areas: list[ListedArea] = []
    for entry in snapshot.card.areas:
        items = [item for item in listed if item.area is entry.area]
        lacking = sum(item.critical_open for item in snapshot.card.questions if item.area is entry.area)
        needs = lacking > 0 or entry.tally.answered < entry.tally.applicable
        is_open = all_open or (needs and not any(area.is_open for area in areas))
        if items:
            number = snapshot.checklist.areas.index(entry.area) + 1
            areas.append(ListedArea(number, entry, items, lacking, is_open))
    return areas
