"""The score as it now is, and the page after the last question."""

from starlette.responses import HTMLResponse

from tenken.ask.web.pages.frame import Frame, Snapshot, is_saved
from tenken.core.report.left_out import find_scope
from tenken.core.report.report import FIRST
from tenken.core.scoring.gaps import find
from tenken.core.scoring.question_filters import QuestionFilter, filtered
from tenken.core.scoring.roadmap import RoadmapStep, plan

GAPS = 10
"""How many gaps the page of the score tells."""


def score_page(frame: Frame, snapshot: Snapshot) -> HTMLResponse:
    """The score and the gaps as they now are."""
    gaps = _gaps(snapshot)
    return frame.page(
        "score",
        snapshot,
        numbers=snapshot.checklist.numbers(),
        gaps=gaps[:GAPS],
        gaps_in_all=len(gaps),
        gate_shown=FIRST,
        best=snapshot.checklist.grades[0].letter,
        not_asked=snapshot.words.not_asked(find_scope(snapshot.checklist, snapshot.assessment)),
        area_numbers={entry.area.id: snapshot.checklist.areas.index(entry.area) + 1 for entry in snapshot.card.areas},
    )


def done_page(
    frame: Frame, snapshot: Snapshot, saved: str | None, *, moved: bool = False, read: tuple[str, ...] = ()
) -> HTMLResponse:
    """The end of the questions, and what comes after."""
    waiting = filtered(snapshot.card, QuestionFilter.WAITING, snapshot.assessment.date)
    numbers = snapshot.checklist.numbers()
    return frame.page(
        "done",
        snapshot,
        waiting=len(waiting),
        next_id=waiting[0].question.id if waiting else None,
        first=_gaps(snapshot)[:FIRST],
        best=snapshot.checklist.grades[0].letter,
        numbers=numbers,
        saved_number=numbers.get(saved or "") if is_saved(snapshot, saved) else None,
        moved_to=snapshot.assessment.date if moved else None,
        read_back=read,
    )


def _gaps(snapshot: Snapshot) -> tuple[RoadmapStep, ...]:
    """What was answered and falls short, most urgent first."""
    found = (gap for gap in find(snapshot.card) if gap.status is not None)
    return plan(found, snapshot.assessment)
