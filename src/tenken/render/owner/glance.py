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
ROW = 6.2
"""Height of a row of a list."""
HEADED = 20.0
"""Height of a list's heading with the heads of its columns and what is left out below."""
BARE_HEADING = 14.0
"""Height of a heading without a list."""
LEAST_ROOM = 46.0
"""Millimetres that must be left for a list to be worth its heading."""
EVIDENCE_EMS, LABEL_EMS, PROOF_EMS = 28.0, 20.0, 31.0
"""How much of a text a row of a list holds."""
NAME_EMS = 16.2
"""How much of an area's name the map holds."""


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """A row of the matrix as it is set: an importance with a text for each effort."""

    importance: Importance
    cells: tuple[str, ...]
    quick: bool
    """Whether what takes hours is shaded."""
    tall: bool
    """Whether there is room for the importance to take lines of its own."""


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
    drawn = chart.draw(report.glance, total, [grade.least for grade in report.checklist.grades])
    key = legend(report, words)
    open_note = ""
    if report.open and report.gaps:
        critical = sum(gap.question.critical for gap in report.open)
        open_note = words("report.glance.gaps_open", n=len(report.open), m=critical)
    used = 10 + 4 + 4 * line_count(key, 57) + 2 + drawn.height
    matrix, line_height, matrix_height, numbers = (), LINES[0], 0.0, False
    if report.gaps:
        used += 14 + 7 + (6 if open_note else 0)
        matrix, line_height, matrix_height, numbers = fit_matrix(report, words, PAGE - used)
    lists = tuple(lists_of(report, words, PAGE - used - matrix_height))
    return GlancePage(
        note=note(report, words),
        counts=tuple((name, n) for name in SYMBOLS if (n := report.statuses[name])),
        legend=key,
        map=drawn,
        names="\n".join(_names(drawn, words)),
        symbols="\n".join(_symbols(entry) for entry in drawn.lines),
        figures="\n".join(_figures(drawn, report)),
        alt=alt(report, words),
        matrix=matrix,
        line_height=line_height,
        gaps_note=_gaps_note(report, words, numbers),
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
        yield cut(f"{page.number} {words.text(page.score.area.title)}", NAME_EMS) if entry.first else ""
    yield words("report.glance.total")


def _symbols(entry: chart.CellLine) -> str:
    return "".join(symbol(cell.status) if cell else BLANK for cell in entry.cells)


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


def fit_matrix(report: Report, words: Words, room: float) -> tuple[tuple[MatrixLine, ...], float, float, bool]:
    """The matrix as full as the room allows, its line's height, its own height, and whether it names numbers only.

    First every label whole, then every label on one line, then numbers alone.
    """
    across = ((chart.WIDTH - FIRST_COLUMN) / len(report.matrix.columns) - 2.6) / SIZE
    for whole in ("label", "line", "number"):
        for height in LINES:
            lines = tuple(_matrix_lines(report, words, whole, across))
            total = sum(max(_tallest(entry), 3 if entry.tall else 1) * height + 3.2 for entry in lines)
            if total <= room:
                return lines, height, total, whole == "number"
    return lines, height, total, True


def _tallest(entry: MatrixLine) -> int:
    return max((text.count("\n") + 1 for text in entry.cells if text), default=1)


def _matrix_lines(report: Report, words: Words, whole: str, across: float) -> Iterator[MatrixLine]:
    for row in report.matrix.rows:
        if whole == "number" and not any(row.cells):
            continue
        cells = tuple(_cell(steps, report, words, whole, across) for steps in row.cells)
        tall = max(text.count("\n") for text in cells) > 0
        yield MatrixLine(row.importance, cells, row.importance is not Importance.LOW, tall)


def _cell(steps: Sequence[RoadmapStep], report: Report, words: Words, whole: str, across: float) -> str:
    if whole == "number":
        told, line = [], ""
        for step in steps:
            item = words("report.glance.item_number", symbol=symbol(step.gap.status), number=_number(step, report))
            if line and width(line) + 1 + width(item) > across:
                told.append(line)
                line = ""
            line += (BLANK if line else "") + item
        return "\n".join([*told, line] if line else told)
    items = []
    for step in steps:
        values = {"symbol": symbol(step.gap.status), "number": _number(step, report)}
        text = words("report.glance.item", label=words.text(step.gap.question.name), **values)
        items.append(on_lines(text, across, 2 if whole == "label" else 1))
    return "\n".join(items)


def _number(step: RoadmapStep, report: Report) -> str:
    return report.numbers[step.gap.question.id]


def lists_of(report: Report, words: Words, room: float) -> Iterator[Listing]:
    """What fills the page where few questions fall short: what is open, which evidence expires, what has none."""
    if report.open:
        if not report.gaps:
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
