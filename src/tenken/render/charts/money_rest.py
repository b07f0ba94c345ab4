"""What is said around the drawings of the money page, cut to the room that one page has.

Every list that is cut says how many it leaves out. Drawings are ``cost``, ``deadlines`` and ``waterfall``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from tenken.core.cost.figures import CostPartKind
from tenken.core.cost.loss import Loss
from tenken.core.model import Status
from tenken.core.report.areas import AreaPage
from tenken.core.report.report import Report
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.core.years.changes import QuestionChange
from tenken.render.charts.deadlines import Readiness, known_figures
from tenken.render.charts.shapes import Shape, Sketch, box, columns, hatching
from tenken.render.charts.time_axis import WIDTH
from tenken.templating import ems, shortened
from tenken.words import Words

LINE = 56.0
"""Of a line of small text across the page, in times its size, a little less than it holds."""
LEAST_COLUMNS = 20.0
MOST_COLUMNS = 40.0
"""Millimetres of the waterfall's columns."""
PAGE = 254.0
"""Millimetres of a page that may be filled."""
LATIN_LINE = 63.0
"""The same for English, whose letters are narrower than they are counted."""
NOTE = 66.0
"""Of a note that is quoted; all of it stands with the answers in the full report."""
WAYS = 3
NUMBERS = 6
"""Of questions named for one way to lower the amount."""


@dataclass(frozen=True, slots=True)
class Room:
    """What one page has left for each of its parts."""

    columns: float
    """Millimetres of the waterfall's columns."""
    lines: int
    """For the lists of the year."""
    statements: int
    """For what the law says."""
    area_row: float = 0.0
    """Millimetres of an area's answers."""


def room(report: Report, words: Words) -> Room:
    """How much is left once the money and the time limits are told."""
    loss = report.loss
    shown = "cost" not in report.brand.without
    used = 0.0
    if shown and loss and loss.exposure.persons:
        told = [numbers + text for numbers, text in ways(report, loss, words)]
        used += 71 + 4 * lines_of("".join(remarks(loss, words)), words) + 4 * sum(lines_of(text, words) for text in told)
        used += 6 if told else 0
    elif shown:
        used += 14 + 4 * lines_of(words("report.money_page.no_exposure_how"), words)
    if shown:
        used += 47
    left = PAGE - used
    if report.comparison is None or "years" in report.brand.without:
        left -= 25
        row = max(LEAST_AREA_ROW, min(AREA_ROW, left / max(1, len(report.areas))))
        return Room(0, 0, max(0, int((left - row * len(report.areas)) / 4)), round(row, 1))
    left -= 14 + 14 + 4 + 10
    lines = max(8, int((left - LEAST_COLUMNS) / 4))
    columns = min(MOST_COLUMNS, max(LEAST_COLUMNS, left - 4 * _needed(report, words, lines)))
    return Room(columns, lines, max(0, int((left - columns) / 4) - _needed(report, words, lines) - 1))


def _needed(report: Report, words: Words, lines: int) -> int:
    """How many lines the lists of the year fill."""
    told = year_lists(report, words, lines)
    if told is None:
        return 0
    worse = [words.text(item.change.question.name) + item.note + "0" * 40 for item in told.worse]
    return sum(lines_of(text, words) for text in (*worse, told.worse_more, told.improved, promises(report, words)))


def sign(status: str | None) -> str:
    """The sign of an answer."""
    return dict(zip(("yes", "partial", "no", "unknown", "na"), SIGNS, strict=False)).get(status or "", SIGNS[-1])


def lines_of(text: str, words: Words) -> int:
    """About how many lines a text takes across the page."""
    return max(1, ceil(ems(text) / _line(words)))


def _line(words: Words) -> float:
    return LINE if words.lang == "ja" else LATIN_LINE


def against(loss: Loss, words: Words) -> str:
    """The likely amount held against cash and profit; empty where neither is known."""
    held = {"of_cash": loss.against_cash, "of_profit": loss.against_profit}
    sums = [words(f"cost_breach.{key}", times=words.times(found.likely)) for key, found in held.items() if found]
    return words("report.money_page.against", sums=words("report.join").join(sums)) if sums else ""


def remarks(loss: Loss, words: Words) -> list[str]:
    """How the chart is to be read, what was assumed, and what cannot be held against it."""
    exposure = loss.exposure
    told = [words("report.money_page.reading"), words("report.money_page.rounded")]
    told.append(words(f"report.money_page.cause_{exposure.cause or 'assumed'}"))
    if "card_share" in loss.assumed:
        told.append(words("report.money_page.share_assumed", n=loss.figures["card-share"].value))
    if any(not part.known for part in loss.parts):
        told.append(words("cost_breach.no_sales"))
    if exposure.cash is None and exposure.yearly_profit is None:
        told.append(words("cost_breach.no_money"))
    if exposure.yearly_profit is not None and exposure.yearly_profit <= 0:
        told.append(words("cost_breach.no_profit"))
    return told


def ways(report: Report, loss: Loss, words: Words) -> list[tuple[str, str]]:
    """What lowers the amount most, by the priority of the gaps that bear on it: their numbers, and how they do."""
    bearings = [bearing for bearing in loss.bearings if bearing.link.part != CostPartKind.LAW]
    bearings.sort(key=lambda bearing: -sum(gap.priority for gap in bearing.gaps))
    told = []
    for bearing in bearings[:WAYS]:
        numbers = [report.numbers[gap.question.id] for gap in bearing.gaps]
        named = words("report.join").join(numbers[:NUMBERS])
        if len(numbers) > NUMBERS:
            named += words("report.money_page.more", n=len(numbers) - NUMBERS)
        told.append((named, words.text(bearing.link.text)))
    return told


def ready(report: Report, found: Readiness, words: Words) -> str:
    """How far the firm can report in time, and who promised to see to it."""
    item, step = found.item, found.step
    question = words("report.money_page.question", label=words.text(item.question.name), number=found.number)
    values: dict[str, str | int] = {"question": question, "status": words.status(item.status)}
    if item.status is None:
        return words("report.money_page.ready_open", **values)
    if step is None:
        return words("report.money_page.ready_yes", **values)
    values["day"] = words.short_day(step.due, report.assessment.date)
    values["who"] = shortened(step.person, 14) if step.person else words("role.owner")
    if step.overdue:
        return words("report.money_page.ready_overdue", n=step.days_late, **values)
    return words(f"report.money_page.ready_{'promised' if step.promised else 'proposed'}", **values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worse:
    """A question that got worse, with what was noted this year."""

    change: QuestionChange
    note: str
    step: RoadmapStep | None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLists:
    """What the page has room to tell of the year."""

    worse: tuple[Worse, ...]
    worse_more: str
    """The names of those that are told without a note."""
    worse_left: int
    """How many those are."""
    improved: str


def year_lists(report: Report, words: Words, lines: int) -> YearLists | None:
    """Questions that got worse, with their notes, and those that got better, in about that many lines."""
    comparison = report.comparison
    if comparison is None:
        return None
    worse, improved = comparison.of("worsened"), comparison.of("improved")
    steps = {step.gap.question.id: step for step in report.gaps}
    better = listed(improved, words, min(4 if worse else 8, max(2, lines - 2 * len(worse) - 2)))
    left = lines - (lines_of(better, words) if improved else 1) - 2
    told: list[Worse] = []
    for change in sorted(worse, key=lambda change: not change.question.critical):
        answer = comparison.this.questions[change.question.id].answer
        note = (answer.verdict.finding if answer.verdict else answer.note) or ""
        entry = Worse(
            change=change,
            note=shortened(" ".join(note.split()), NOTE),
            step=steps.get(change.question.id),
        )
        takes = lines_of(words.text(change.question.name) + entry.note + "0" * 40, words)
        if left < takes + (2 if len(told) + 1 < len(worse) else 0):
            break
        told.append(entry)
        left -= takes
    rest = [change for change in worse if all(change is not entry.change for entry in told)]
    return YearLists(
        worse=tuple(told), worse_more=listed(rest, words, 2), worse_left=len(rest), improved=better
    )


def listed(changes: Sequence[QuestionChange], words: Words, lines: int) -> str:
    """Numbers and names of as many questions as those lines hold, and how many more there are."""
    names = [f"{change.number} {shortened(words.text(change.question.name), 22)}" for change in changes]
    told: list[str] = []
    for name in names:
        if ems(words("report.join").join([*told, name])) > lines * _line(words) - 10:
            break
        told.append(name)
    text = words("report.join").join(told)
    return text + (words("report.money_page.more", n=len(names) - len(told)) if len(told) < len(names) else "")


def promises(report: Report, words: Words) -> str:
    """What became of last year's promises, in the counts that every page tells."""
    counts, comparison = report.promises, report.comparison
    if counts is None or comparison is None:
        return ""
    parts = []
    for name in ("kept", "put_off", "overdue", "dropped", "running", "unconfirmed", "moot"):
        if n := getattr(counts, name):
            text = words(f"report.money_page.{name}", n=n)
            if name in ("overdue", "dropped"):
                text += words("report.money_page.numbers", numbers=words("report.join").join(_numbers(report, name)))
            parts.append(text)
    return words("report.join").join(parts)


def _numbers(report: Report, outcome: str) -> list[str]:
    comparison = report.comparison
    assert comparison is not None
    found = comparison.promised("dropped" if outcome == "dropped" else "slipped")
    late = [promise for promise in found if outcome == "dropped" or promise.days_late > 0]
    followed = [change.number for promise in late for change in promise.followed_by if change.this.gap]
    numbers = list(dict.fromkeys(followed))
    return numbers[:NUMBERS] + (["…"] if len(numbers) > NUMBERS else [])


def statements(report: Report, words: Words, lines: int) -> Iterator[tuple[str, list[str]]]:
    """What the law says about telling people, exemption and penalties, as much of it as those lines hold."""
    known = known_figures(report)
    for about in ("report", "exemption", "law") if known else ():
        assert known is not None
        told = []
        for statement in known.statements:
            text = words.text(statement.text)
            if statement.about == about and lines - lines_of(text, words) - 2 >= 0:
                told.append(text)
                lines -= lines_of(text, words)
        if told:
            lines -= 2
            yield about, told


AREA_LOOKS = ("yes", "partial", "no", "no_hatch", "unknown", "na", "unanswered")
COUNTED = (Status.YES, Status.PARTIAL, Status.NO, Status.UNKNOWN, Status.NA, None)
SIGNS = "●◐○﹖－・"
AREA_ROW = 6.0
LEAST_AREA_ROW = 4.4
"""Millimetres of an area's answers: where there is room, and where there is little."""
AREA_HALF_WIDTH = 8.4 * 25.4 / 72 / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaBars:
    """How many answers of each kind an area has: a line of text, and bars behind it."""

    rows: tuple[str, ...]
    told: tuple[str, ...]
    """Each area's name with its counts in words."""
    head: str
    pitch: float
    height: float
    shapes: tuple[Shape, ...]


def area_bars(areas: Sequence[AreaPage], words: Words, pitch: float) -> AreaBars:
    """The answers of every area side by side."""
    longest = 30 if words.lang == "ja" else 40
    used = [at for at, status in enumerate(COUNTED) if any(_count(page, status) for page in areas)]
    start = longest + 4
    names = [f"{page.number} {shortened(words.text(page.score.area.title), longest / 2 - 1)}" for page in areas]
    rows = []
    for name, page in zip(names, areas, strict=True):
        counts = [(start + 5 * at, f"{_count(page, COUNTED[kind]):>2}") for at, kind in enumerate(used)]
        rows.append(columns((0, name), *counts))
    left = (start + 5 * len(used) + 1) * AREA_HALF_WIDTH
    unit = (WIDTH - left - 1) / max(len(page.answers) for page in areas)
    sketch = Sketch()
    for row, page in enumerate(areas):
        x, y = left, pitch * row + 0.9
        for look, status in zip(("yes", "partial", "no", "unknown", "na", "unanswered"), COUNTED, strict=True):
            width = _count(page, status) * unit
            if width:
                part = (x, y, width, pitch - 1.8)
                sketch.add(look, box(*part))
                if look == "no":
                    sketch.add("no_hatch", hatching(*part, 1.6))
                x += width
    return AreaBars(
        rows=tuple(rows),
        told=tuple(_in_words(page, words) for page in areas),
        head=columns(*((start + 5 * at, SIGNS[kind]) for at, kind in enumerate(used))),
        pitch=pitch,
        height=pitch * len(areas),
        shapes=sketch.shapes(AREA_LOOKS),
    )


def _in_words(page: AreaPage, words: Words) -> str:
    counts = [f"{words.status(status)} {count}" for status in COUNTED if (count := _count(page, status))]
    return " ".join([words.text(page.score.area.title), *counts])


def _count(page: AreaPage, status: Status | None) -> int:
    return page.statuses[str(status) if status else "unanswered"]

