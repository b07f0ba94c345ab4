"""The lines of the plan: each person with the tasks by date, what comes later, and evidence where there is room.

Lines are laid out over as many pages as they need, and none is dropped. What is drawn beside them is
``render.charts.plan``.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import accumulate

from tenken.core.report.areas import AnswerLine, EvidenceLine
from tenken.core.report.plan import PlanGroup
from tenken.core.report.report import Report
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.render.charts.layers import columns, cut
from tenken.render.charts.plan.rows import (
    ALL_COLUMNS,
    EFFORT_DAYS,
    HALF_WIDTH,
    HEAD,
    PlanPage,
    PlanRow,
    RowKind,
    TimeAxis,
    draw,
    months_of,
    years_of,
)
from tenken.render.charts.ruler import half_widths
from tenken.words import Words

ROOM_LAST = 176.0
"""Millimetres for lines on the last page, which has the strips, too: 44 lines of 4 mm."""
ROOM = 220.0
"""Millimetres for lines on the pages before."""
PITCHES = (6.0, 5.0, 4.5, 4.0)
"""Millimetres a line, the most comfortable first."""
VERY_FEW = 8
HIGH = Fraction(9, 10)
"""A score from which there is little to climb."""
FEW = 15
"""Fewer lines than that leave room for evidence to be renewed."""
MOST_EVIDENCE = 36
"""Lines of a plan that evidence fills."""
TALLER = 24.0
"""Millimetres by which the score's strip is taller where there is little to plan."""


def pages_of(report: Report, words: Words) -> tuple[PlanPage, ...]:
    """The plan on as many pages as its lines need; one without lines where there is nothing to plan."""
    axis = axis_of(report, words)
    lines = list(rows_of(report, words, axis))
    told = _divide(lines, words)
    pitch = _pitch(told)
    return tuple(
        PlanPage(
            rows=tuple(rows),
            pitch=pitch,
            height=HEAD + pitch * len(rows),
            years=years_of(axis, words),
            months=months_of(axis, words),
            shapes=draw(rows, axis, pitch),
            last=at == len(told),
            taller=TALLER if len(lines) < VERY_FEW and (report.scorecard.score or 0) < HIGH else 0.0,
        )
        for at, rows in enumerate(told, 1)
    )


def axis_of(report: Report, words: Words) -> TimeAxis:
    """The time axis on which everything of the plan has room."""
    on = report.assessment.date
    steps = [step for group in report.plan.groups for step in group.steps]
    days = [day for step in steps for day in (step.due, *step.moved, *((step.dropped,) if step.dropped else ()))]
    if len(steps) < FEW:
        days += [piece.until for _, piece in report.expiring[:MOST_EVIDENCE] if piece.until]
    return TimeAxis.over(days, on, first_column(words))


def first_column(words: Words) -> float:
    """Where the time axis begins, in millimetres: a label in English takes more room."""
    return _columns(words)[-1] * HALF_WIDTH + 2


def _columns(words: Words) -> tuple[int, int, int, int]:
    """Where label, date and the word for a proposal begin, and where the text ends, in half-widths."""
    label = 6
    longest = 32 if words.lang == "ja" else 41
    dated = label + longest + 1
    said = dated + 11
    return label, dated, said, said + half_widths(words("report.plan.proposal_short"))


def rows_of(report: Report, words: Words, axis: TimeAxis) -> Iterator[PlanRow]:
    """Every line: each person with the tasks by date, what comes later, and evidence where there is room."""
    plan = report.plan
    tasks = 0
    for group in plan.groups:
        yield PlanRow(kind=RowKind.HEAD, lead=head_of(group, words), strong=True)
        for step in group.steps:
            yield _task(step, report.numbers[step.gap.question.id], words, axis)
        tasks += len(group.steps) + 1
    if plan.later:
        lead = words("report.plan.later", n=len(plan.later))
        yield from _later(lead, [report.numbers[step.gap.question.id] for step in plan.later])
    if tasks < FEW and report.expiring:
        told = report.expiring[: MOST_EVIDENCE - tasks - (8 if tasks else 0)]
        key = "report.plan.evidence" if len(told) == len(report.expiring) else "report.plan.evidence_first"
        lead = words(key, n=len(report.expiring), told=len(told))
        yield PlanRow(kind=RowKind.HEAD, lead=lead, strong=True)
        yield from (_renewal(answer, piece, words) for answer, piece in told)


def head_of(group: PlanGroup, words: Words) -> str:
    """Whose tasks follow, and how many of them are promised, proposed and overdue."""
    person = cut(group.person, 40) if group.person else words("report.plan.nobody")
    counts = {"promised": group.promised, "proposed": len(group.steps) - group.promised}
    told = words("report.plan.head", person=person, **counts)
    return told + words("report.plan.head_overdue", n=group.overdue) if group.overdue else told


def _task(step: RoadmapStep, number: str, words: Words, axis: TimeAxis) -> PlanRow:
    label, dated, said, _ = _columns(words)
    question = step.gap.question
    lead = columns((0, number), (label, cut(words.text(question.name), dated - label - 1)))
    proposal = "" if step.promised else words("report.plan.proposal_short")
    whole = columns((0, lead), (dated, day_in_digits(step.due, words)), (said, proposal))
    remark = _remark(step, words)
    blanks = _blanks(remark, step, axis, half_widths(whole))
    return PlanRow(
        kind=RowKind.TASK,
        lead=lead,
        rest=whole[len(lead) :] + blanks,
        strong=question.critical,
        remark=remark if blanks else "",
        step=step,
    )


def _remark(step: RoadmapStep, words: Words) -> str:
    if step.days_late:
        return words("report.plan.late", n=step.days_late)
    if step.dropped:
        return words("report.plan.dropped")
    times = len(step.moved)
    return words("report.plan.moved", n=times) if times > 1 else ""  # of once its mark says so


def _blanks(remark: str, step: RoadmapStep, axis: TimeAxis, taken: int) -> str:
    """The blanks that put a remark right of all marks, else left of them, else between two; none without room."""
    if not remark:
        return ""
    wide = half_widths(remark)
    spans = sorted(_taken_by(step, axis))
    ends = accumulate((end for _, end in spans), max, initial=taken)
    starts = [*(start for start, _ in spans), ALL_COLUMNS + 1]
    gaps = [(end + 1, start - 1) for end, start in zip(ends, starts, strict=True)]
    rooms = [(start, end) for start, end in (gaps[-1], *reversed(gaps[:-1])) if end - start >= wide]
    if not rooms:
        return ""
    start, end = rooms[0]
    return " " * ((start if rooms[0] == gaps[-1] else end - wide) - taken)


def _taken_by(step: RoadmapStep, axis: TimeAxis) -> Iterator[tuple[int, int]]:
    """From where to where each mark of a task, its lines and the day of the assessment reach, in half-widths."""
    bar = EFFORT_DAYS[step.gap.question.remedy.effort] * axis.a_day
    spans = [(axis.x(step.due) - bar, max(axis.x(step.due), axis.today if step.overdue else 0.0))]
    if step.moved:
        spans = [(min(spans[0][0], *map(axis.x, step.moved)), spans[0][1])]
    if step.dropped:
        spans.append((axis.x(step.dropped), axis.x(step.dropped)))
    yield int((axis.today - 0.5) / HALF_WIDTH), -int(-(axis.today + 0.5) // HALF_WIDTH)
    for start, end in spans:
        yield int((start - 2) / HALF_WIDTH), -int(-(end + 2) // HALF_WIDTH)


def _later(lead: str, numbers: Sequence[str]) -> Iterator[PlanRow]:
    """The number of what comes later, and which questions they are, on as many lines as that takes."""
    text = lead
    for number in numbers:
        if half_widths(f"{text}  {number}") > ALL_COLUMNS:
            yield PlanRow(kind=RowKind.LATER, lead=text)
            text = "     "
        text += f"  {number}"
    yield PlanRow(kind=RowKind.LATER, lead=text)


def _renewal(answer: AnswerLine, piece: EvidenceLine, words: Words) -> PlanRow:
    label, dated, _, _ = _columns(words)
    name = cut(words.text(answer.question_score.question.name), dated - label - 1)
    lead = columns((0, answer.number), (label, name))
    assert piece.until is not None  # only evidence in date is told
    whole = columns((0, lead), (dated, day_in_digits(piece.until, words)))
    return PlanRow(kind=RowKind.EVIDENCE, lead=lead, rest=whole[len(lead) :], evidence=piece)


def day_in_digits(day: date, words: Words) -> str:
    """A day in ten characters, always with its year."""
    return words("report.plan.day", year=f"{day.year:04}", month=f"{day.month:02}", day=f"{day.day:02}")


def _divide(rows: Sequence[PlanRow], words: Words) -> list[list[PlanRow]]:
    """The lines of each page: as few pages as hold them all at 4 mm, filled alike, no heading alone at a foot."""
    least = PITCHES[-1]
    count = 1
    while (ROOM_LAST + ROOM * (count - 1)) / least < len(rows) + count - 1:
        count += 1
    whole = ROOM_LAST + ROOM * (count - 1)
    told: list[list[PlanRow]] = []
    rest = list(rows)
    for left in range(count, 1, -1):
        room = int(ROOM // least)
        wanted = min(room, round((len(rows) + count - 1) * ROOM / whole))
        fits = int((ROOM_LAST + ROOM * (left - 2)) // least) - 1
        here = min(room, max(wanted, len(rest) - fits))
        while here > 1 and rest[here - 1].kind is RowKind.HEAD:
            here -= 1
        page, rest = rest[:here], rest[here:]
        told.append(page)
        if rest and rest[0].kind is not RowKind.HEAD and rest[0].kind is not RowKind.LATER:
            above = next(row for row in reversed(page) if row.kind is RowKind.HEAD)
            lead = words("report.plan.continued", head=above.lead.removesuffix(words("report.plan.continued", head="")))
            rest.insert(0, PlanRow(kind=RowKind.HEAD, lead=lead, strong=True))
    return [*told, rest]


def _pitch(pages: Sequence[Sequence[PlanRow]]) -> float:
    """The most comfortable pitch at which every page holds its lines."""
    rooms = [ROOM] * (len(pages) - 1) + [ROOM_LAST]
    return next(
        (pitch for pitch in PITCHES if all(len(page) * pitch <= room for page, room in zip(pages, rooms, strict=True))),
        PITCHES[-1],
    )
