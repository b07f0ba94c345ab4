"""The first page of an assessment that is begun: what this is, how long it takes, where to go on."""

from starlette.responses import HTMLResponse

from tenken.ask.web.pages.frame import Frame, Snapshot
from tenken.core.scoring.applicability import minutes_for
from tenken.core.scoring.question_filters import QuestionFilter, filtered


def start_page(frame: Frame, snapshot: Snapshot) -> HTMLResponse:
    """What this is, how long it takes, and where to go on."""
    waiting = filtered(snapshot.card, QuestionFilter.WAITING, snapshot.assessment.date)
    carried = filtered(snapshot.card, QuestionFilter.UNCONFIRMED, snapshot.assessment.date)
    return frame.page(
        "start",
        snapshot,
        waiting=len(waiting),
        carried=len(carried),
        begun=len(waiting) < snapshot.card.tally.total,
        minutes=minutes_for(item.question for item in waiting),
        next_id=waiting[0].question.id if waiting else None,
        first_carried=carried[0].question.id if carried else None,
        first_id=snapshot.card.questions[0].question.id if snapshot.card.questions else None,
    )
