"""What is said around the plan: its summary, its legend, and a list that fills the page where there is little to plan."""

from dataclasses import dataclass

from tenken.core.model import Status
from tenken.core.report.report import Report
from tenken.core.scoring.score import QuestionScore
from tenken.render.charts.plan import HEAD, ROOM_LAST, PlanPage, RowKind
from tenken.words import Words

LINE = 6.1
"""Millimetres of a row of that list."""
ABOVE = 22.0
"""Millimetres of its heading and of the row that names the columns."""
STRIPS = 44.0
"""Millimetres of the strips, which are not there where nothing is due."""
WORTH_IT = 20
"""More lines of plan than that fill the page by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRest:
    """Questions listed below a short plan."""

    kind: str
    """``open``: not answered yet; ``bare``: answered yes, without evidence in date."""
    lines: tuple[QuestionScore, ...] = ()
    more: int = 0
    """How many more there are."""


def beside(report: Report, page: PlanPage) -> PlanRest:
    """What to list below the plan on its last page, critical questions first: as many as there is room for."""
    found = [item.question_score for item in report.open]
    kind = "open" if found else "bare"
    if not found:
        answers = [answer for area in report.areas for answer in area.answers]
        bare = (answer for answer in answers if not any(piece.until for piece in answer.evidence))
        found = [answer.question_score for answer in bare if answer.question_score.status is Status.YES]
        found.sort(key=lambda item: (not item.question.critical, -item.question.weight))
    if len(page.rows) > WORTH_IT:
        return PlanRest(kind=kind)
    used = HEAD + page.pitch * len(page.rows) if page.rows else 0
    room = ROOM_LAST + HEAD + STRIPS - used - ABOVE - (STRIPS if report.plan.months else 0)
    fits = max(0, int(room / LINE) - 1)
    return PlanRest(kind=kind, lines=tuple(found[:fits]), more=max(0, len(found) - fits))


def summary(report: Report, words: Words) -> str:
    """What somebody has to know of the plan in a few sentences."""
    plan = report.plan
    told = []
    if plan.overdue:
        told.append(words("report.plan.overdue", n=plan.overdue))
    if plan.put_off_twice:
        told.append(words("report.plan.put_off_twice", n=plan.put_off, twice=plan.put_off_twice))
    elif plan.put_off:
        told.append(words("report.plan.put_off", n=plan.put_off))
    if plan.dropped:
        numbers = words("report.join").join(report.numbers[step.gap.question.id] for step in plan.dropped)
        told.append(words("report.plan.dropped_since", n=len(plan.dropped), numbers=numbers))
    if plan.proposed:
        told.append(words("report.plan.confirm", n=plan.proposed))
    if not plan.steps:
        answered = report.scorecard.tally.answered > 0
        key = "no_gaps" if report.expiring else "no_gaps_bare" if answered else "nothing_answered"
        told.append(words(f"report.plan.{key}"))
    return words("cost_breach.space").join(told)


def legend(report: Report, pages: tuple[PlanPage, ...], words: Words) -> list[str]:
    """What the marks on these pages mean; what is on none of them is not explained."""
    plan = report.plan
    steps = plan.steps
    past = any(step.moved or step.dropped or step.overdue for step in steps)
    shown = {
        "promise": plan.promised > 0,
        "earlier": any(step.moved or step.dropped for step in steps),
        "proposal": any(not step.promised for step in steps),
        "bar": bool(steps),
        "critical": any(step.gap.question.critical for step in steps),
        "evidence": any(row.kind is RowKind.EVIDENCE for page in pages for row in page.rows),
        "today_past" if past else "today": True,
    }
    return [words(f"report.plan.legend_{key}") for key, there in shown.items() if there]
