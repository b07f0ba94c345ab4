"""What page 2 holds: the text of the map, the matrix of the gaps, and what fills the page where few fall short.

Takes a finished ``Report`` and the Words of a language. How many rows and names find room is worked out from the height
of what stands above them, so that the page stays one page; nothing is left out without a number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tenken.core.model import Question
from tenken.core.report.areas import AreaPage
from tenken.core.report.report import Report
from tenken.core.scoring.gaps import Importance
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.core.scoring.score import shown
from tenken.render.charts import map as chart
from tenken.render.owner.fitting import BLANK, cut, line_count, on_lines, width
from tenken.render.owner.verdict import SYMBOLS, bare, near_day, symbol
from tenken.words import Words

PAGE = 258.0
"""Millimetres of a page that may be filled."""
FIRST_COLUMN = 24.0
SIZE = 2.822
"""Millimetres of 8 points, in which the matrix is set."""
LINES = (5.0, 4.3)
"""Heights of a line of the matrix, the roomier first."""
EDGE = 3.2
"""What a row is higher than its lines."""
LEAST_LINES = 3
"""Of a row, for the name of its importance."""
CELL_EDGE = 4.0
"""Millimetres of a cell that its text leaves free, for what the widths are rounded by, too."""
ROW = 6.2
"""Height of a row of a list."""
HEADED = 20.0
"""Height of a list's heading with the heads of its columns and what is left out below."""
BARE_HEADING = 14.0
"""Height of a heading without a list."""
LEAST_ROOM = 46.0
"""Millimetres that must be left for a list to be worth its heading."""
EVIDENCE_EMS, LABEL_EMS, PROOF_EMS = 28.0, 20.0, 29.5
"""How much of a text a row of a list holds."""
NAME_EMS, NAME_LINE = 16.2, 3.7
"""How much of an area's name a line of the map holds, and the height of a line where names take two."""


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """A row of the matrix as it is set: an importance with a text for each effort."""

    importance: Importance
    cells: tuple[str, ...]
    quick: bool
    """Whether what takes hours is shaded."""


@dataclass(frozen=True, slots=True)
class FittedMatrix:
    """The matrix as far as the page has room for it."""

    lines: tuple[MatrixLine, ...]
    line_height: float
    height: float
    """Millimetres of its rows."""
    whole: bool = False
    """Whether every label is whole."""
    numbers: bool = False
    """Whether the gaps are named by their numbers only."""


NO_MATRIX = FittedMatrix((), LINES[0], 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list below the map: its heading, the heads of its columns and its rows."""

    title: str
    note: str
    heads: tuple[str, str, str] | tuple[()] = ()
    rows: tuple[tuple[str, str, str], ...] = ()
    more: str = ""
    """What found no room, by its number."""
    dated: bool = False
    """Whether the first column holds dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GlancePage:
    """Everything of page 2 that its template sets."""

    note: str
    counts: tuple[tuple[str, int], ...]
    """How many questions stand at each status that occurs."""
    legend: str
    map: chart.Map
    names: str
    """Of the rows, a line each; empty where one is too long for a line."""
    long_names: tuple[tuple[float, str], ...]
    """In that case each name with the place of its upper edge in millimetres."""
    symbols: str
    figures: str
    alt: str
    matrix: tuple[MatrixLine, ...]
    line_height: float
    gaps_note: str
    open_note: str
    lists: tuple[Listing, ...]


def glance_page(report: Report, words: Words) -> GlancePage:
    """Page 2 of that report in that language."""
    card = report.scorecard
    total = None
    if card.score is not None and card.evidenced is not None:
        last = report.comparison.like_for_like.last if report.comparison else None
        total = chart.Bar(card.score, card.evidenced, last)
    notches = [grade.least for grade in report.checklist.grades]
    key = legend(report, words)
    open_note = ""
    if report.open and report.gaps:
        critical = sum(gap.question.critical for gap in report.open)
        open_note = words("report.glance.gaps_open", n=len(report.open), m=critical)
    drawn, fitted = chart.draw(report.glance, total, notches), NO_MATRIX
    for highest in (10.0, chart.LOWER):
        drawn = chart.draw(report.glance, total, notches, highest)
        used = 10 + 8 + 4 * line_count(key, 57) + 2 + drawn.height
        if not report.gaps:
            break
        used += 14 + 7 + (6 if open_note else 0)
        fitted = fit_matrix(report, words, PAGE - used)
        if fitted.whole:
            break
    names = list(_names(drawn, words))
    long = any(width(name) > NAME_EMS for name in names)
    lists = tuple(lists_of(report, words, PAGE - used - fitted.height))
    return GlancePage(
        note=note(report, words),
        counts=tuple((name, n) for name in SYMBOLS if (n := report.statuses[name])),
        legend=key,
        map=drawn,
        names="\n".join(names) if not long else "",
        long_names=tuple(_placed(drawn, names)) if long else (),
        symbols="\n".join(_symbols(entry) for entry in drawn.lines),
        figures="\n".join(_figures(drawn, report)),
        alt=alt(report, words),
        matrix=fitted.lines,
        line_height=fitted.line_height,
        gaps_note=_gaps_note(report, words, fitted.numbers),
        open_note=open_note,
        lists=lists,
    )


def note(report: Report, words: Words) -> str:
    """How to read the map, with a question of this firm as the example."""
    if not report.gaps:
        return words("report.glance.note_one")
    number = report.numbers[report.gaps[0].gap.question.id]
    rows = [row.page.score.area for row in report.glance]
    at = rows.index(report.gaps[0].gap.area) + 1
    return words("report.glance.note", row=at, column=int(number.rpartition("-")[2]), number=number)


def legend(report: Report, words: Words) -> str:
    """What frames, colours, dots and bars mean, with their numbers."""
    stop = words("report.glance.stop")
    if report.critical_asked:
        told = words("report.glance.critical", n=report.critical_asked)
        if report.critical_short:
            told += words("report.glance.critical_short", n=report.critical_short)
    else:
        told = words("report.glance.critical_none")
    parts = [told + stop]
    if report.evidence_possible:
        parts.append(words("report.glance.dots", all=report.evidence_possible, n=report.evidenced_answers))
    if report.scorecard.score is not None:
        bars = words("report.glance.bars")
        last = any(row.like_last is not None for row in report.glance)
        parts.append(bars + (words("report.glance.bars_last") if last else "") + stop)
    else:
        parts.append(words("report.glance.no_scores"))
    return words("report.verdict.space").join(parts)


def _names(drawn: chart.Map, words: Words) -> Iterator[str]:
    for entry in drawn.lines:
        page = entry.row.page
        yield f"{page.number} {words.text(page.score.area.title)}" if entry.first else ""
    yield words("report.glance.total")


def _placed(drawn: chart.Map, names: Sequence[str]) -> Iterator[tuple[float, str]]:
    """Each name on one line or two around the middle of its row, as far as the row is high enough."""
    most = 2 if drawn.pitch >= 2 * NAME_LINE else 1
    for at, name in enumerate(names):
        lines = min(most, line_count(name, NAME_EMS))
        yield chart.HEAD + (at + 0.5) * drawn.pitch - lines * NAME_LINE / 2, cut(name, most * (NAME_EMS - 1))


def _symbols(entry: chart.CellLine) -> str:
    return "".join(symbol(cell.status) if cell and cell.status else BLANK for cell in entry.cells)


def _figures(drawn: chart.Map, report: Report) -> Iterator[str]:
    for entry in drawn.lines:
        score = shown(entry.row.page.score.tally.score)
        yield ("" if not entry.first else "  –" if score is None else f"{score:>3}")
    total = shown(report.scorecard.score)
    yield "  –" if total is None else f"{total:>3}"


def alt(report: Report, words: Words) -> str:
    """The figures of the map as text, for those who hear it."""
    told = [_alt_row(row.page, shown(row.like_last), words) for row in report.glance]
    card = report.scorecard
    if card.score is not None:
        last = shown(report.comparison.like_for_like.last) if report.comparison else None
        values = {"score": shown(card.score) or 0, "evidenced": shown(card.evidenced) or 0}
        told.append(words("report.glance.alt_total", last=_alt_last(last, words), **values))
    return words("report.glance.alt", rows=words("report.verdict.space").join(told))


def _alt_row(page: AreaPage, last: int | None, words: Words) -> str:
    join, tally = words("report.join"), page.score.tally
    counts = join.join(
        words("report.areas.part", status=words(f"status.{k}"), n=n) for k, n in page.statuses.items() if n
    )
    values = {"number": str(page.number), "area": words.text(page.score.area.title), "counts": counts}
    if tally.score is None:
        return words("report.glance.alt_row_none", **values)
    scores = {"score": shown(tally.score) or 0, "evidenced": shown(tally.evidenced) or 0}
    return words("report.glance.alt_row", last=_alt_last(last, words), **scores, **values)


def _alt_last(last: int | None, words: Words) -> str:
    return "" if last is None else words("report.glance.alt_last", score=last)


def _gaps_note(report: Report, words: Words, numbers: bool) -> str:
    told = words("report.glance.gaps_note")
    if numbers:
        return told + words("report.glance.gaps_numbers")
    return told + (words("report.glance.gaps_quick", n=report.matrix.quick) if report.matrix.quick else "")


def fit_matrix(report: Report, words: Words, room: float) -> FittedMatrix:
    """The matrix as full as the room allows.

    A label that is too long for one line takes two where there is room, in the most important rows first, and is cut off
    where there is none. Where not even one line for each gap finds room, numbers stand alone.
    """
    across = ((chart.WIDTH - FIRST_COLUMN) / len(report.matrix.columns) - CELL_EDGE) / SIZE
    rows = report.matrix.rows
    items = [[[_item(step, report, words) for step in steps] for steps in row.cells] for row in rows]
    whole = [max(LEAST_LINES, *(sum(_takes(text, across) for text in cell) for cell in row)) for row in items]
    least = [max(LEAST_LINES, *(len(cell) for cell in row)) for row in items]
    edges = EDGE * len(rows)
    for height in LINES:
        most = int((room - edges) / height)
        if sum(whole) <= most or (height == LINES[-1] and sum(least) <= most):
            spare, lines = most - sum(least), []
            for row, cells, full, few in zip(rows, items, whole, least, strict=True):
                tall = min(full, few + spare)
                spare -= tall - few
                texts = tuple("\n".join(_set(cell, across, tall)) for cell in cells)
                lines.append(MatrixLine(row.importance, texts, row.importance is not Importance.LOW))
            full = sum(whole) <= most
            return FittedMatrix(tuple(lines), height, min(sum(whole), most) * height + edges, whole=full)
    height, used, lines = LINES[-1], 0.0, []
    for row in rows:
        if any(row.cells):
            texts = tuple(_numbers(steps, report, words, across) for steps in row.cells)
            lines.append(MatrixLine(row.importance, texts, row.importance is not Importance.LOW))
            used += max(LEAST_LINES, *(text.count("\n") + 1 for text in texts))
    height = next((height for height in LINES if used * height + EDGE * len(lines) <= room), height)
    return FittedMatrix(tuple(lines), height, used * height + EDGE * len(lines), numbers=True)


def _item(step: RoadmapStep, report: Report, words: Words) -> str:
    values = {"symbol": symbol(step.gap.status), "number": _number(step, report)}
    return words("report.glance.item", label=words.text(step.gap.question.name), **values)


def _takes(text: str, across: float) -> int:
    return on_lines(text, across, 2).count("\n") + 1


def _set(cell: Sequence[str], across: float, most: int) -> Iterator[str]:
    """The items of a cell on at most so many lines: the first ones whole, the others cut off."""
    spare = most - len(cell)
    for text in cell:
        lines = 2 if spare > 0 and _takes(text, across) > 1 else 1
        spare -= lines - 1
        yield on_lines(text, across, lines)


def _numbers(steps: Sequence[RoadmapStep], report: Report, words: Words, across: float) -> str:
    """The gaps of a cell by their numbers, as many on a line as it holds."""
    told, line = [], ""
    for step in steps:
        item = words("report.glance.item_number", symbol=symbol(step.gap.status), number=_number(step, report))
        if line and width(line) + 1 + width(item) > across:
            told.append(line)
            line = ""
        line += (BLANK if line else "") + item
    return "\n".join([*told, line] if line else told)


def _number(step: RoadmapStep, report: Report) -> str:
    return report.numbers[step.gap.question.id]


def lists_of(report: Report, words: Words, room: float) -> Iterator[Listing]:
    """What fills the page where few questions fall short: what is open, which evidence expires, what has none."""
    if report.open:
        if not report.gaps and report.scorecard.tally.answered:
            note = words("report.glance.no_gaps_draft_note", n=len(report.open))
            yield Listing(title=words("report.glance.no_gaps_draft"), note=note)
            room -= BARE_HEADING
        makers = (_open, _expiring, _bare)
    elif not report.gaps and report.scorecard.score is not None and not report.expiring:
        yield Listing(title=words("report.glance.no_gaps"), note=words("report.glance.no_expiry"))
        room -= BARE_HEADING
        makers = (_bare,)
    else:
        makers = (_expiring, _bare)
    for make in makers:
        if room < LEAST_ROOM:
            return
        listing = make(report, words, int((room - HEADED) / ROW))
        if listing is not None:
            yield listing
            room -= HEADED + len(listing.rows) * ROW


def _open(report: Report, words: Words, most: int) -> Listing:
    """What was not answered, most important first."""
    told = report.open[:most]
    return Listing(
        title=words("report.glance.open_title", n=len(report.open)),
        note=words("report.glance.open_note", n=len(told)),
        heads=_heads("question", "proof", "importance", words),
        rows=tuple(_row(symbol(None), report.numbers[gap.question.id], gap.question, words) for gap in told),
    )


def _bare(report: Report, words: Words, most: int) -> Listing | None:
    """The answers without evidence, most important first."""
    lines = bare(report)
    if not lines:
        return None
    told = lines[:most]
    return Listing(
        title=words("report.glance.bare", n=len(lines)),
        note=words("report.glance.bare_note", n=len(told)),
        heads=_heads("question", "proof", "importance", words),
        rows=tuple(
            _row(symbol(line.question_score.status), line.number, line.question_score.question, words) for line in told
        ),
    )


def _expiring(report: Report, words: Words, most: int) -> Listing | None:
    """The evidence that expires first."""
    if not report.expiring:
        return None
    told = report.expiring[:most]
    on, rest = report.assessment.date, len(report.expiring) - len(told)
    clean = not report.gaps and not report.open
    return Listing(
        title=words("report.glance.no_gaps" if clean else "report.glance.expiring"),
        note=words("report.glance.no_gaps_note" if clean else "report.glance.expiring_note"),
        heads=_heads("until", "evidence", "question", words),
        rows=tuple(
            (
                near_day(piece.until or on, on, words),
                cut(piece.evidence.what.replace("\n", " "), EVIDENCE_EMS),
                cut(f"{line.number} {words.text(line.question_score.question.name)}", LABEL_EMS),
            )
            for line, piece in told
        ),
        more=words("report.glance.expiring_more", n=rest) if rest else "",
        dated=True,
    )


def _heads(first: str, second: str, third: str, words: Words) -> tuple[str, str, str]:
    return (
        words(f"report.glance.col_{first}"),
        words(f"report.glance.col_{second}"),
        words(f"report.glance.col_{third}"),
    )


def _row(sign: str, number: str, question: Question, words: Words) -> tuple[str, str, str]:
    """A question with what would be its evidence."""
    label = cut(f"{sign} {number} {words.text(question.name)}", LABEL_EMS)
    critical = words("report.verdict.critical") if question.critical else ""
    return label, cut(words.text(question.proof), PROOF_EMS), critical
