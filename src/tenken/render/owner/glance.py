"""What page 2 holds: the text of the map, and how the page is shared by map, matrix and lists.

Takes a finished ``Report`` and the Words of a language. How many rows and names find room is worked out from the height
of what stands above them, so that the page stays one page; nothing is left out without a number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tenken.core.report.areas import AreaPage
from tenken.core.report.report import Report
from tenken.core.scoring.score import shown
from tenken.render.charts import map as chart
from tenken.render.owner.fitting import BLANK, cut, line_count, width
from tenken.render.owner.listings import Listing, lists_of
from tenken.render.owner.matrix import NO_MATRIX, MatrixLine, fit_matrix
from tenken.render.owner.verdict import SYMBOLS, symbol
from tenken.render.peers import peers_line
from tenken.words import Words

PAGE = 258.0
"""Millimetres of a page that may be filled."""
CRITICAL_NONE = "report.glance.critical_none"
NAME_EMS, NAME_LINE = 16.2, 3.5
"""How much of an area's name a line of the map holds, and the height of a line where names take two."""


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
    peers: str
    """Where the firm stands among others; empty where that is not known."""
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
    among = peers_line(report.peers, words) if report.peers else ""
    open_note = ""
    if report.open and report.gaps:
        critical = sum(gap.question.critical for gap in report.open)
        open_note = words("report.glance.gaps_open", n=len(report.open), m=critical)
    drawn, fitted = chart.draw(report.glance, total, notches), NO_MATRIX
    for highest in (10.0, chart.LOWER):
        drawn = chart.draw(report.glance, total, notches, highest)
        used = 10 + 8 + 4 * line_count(key, 57) + 2 + drawn.height
        if among:
            used += 2 + 4 * line_count(among, 57)
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
        peers=among,
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
        if report.scorecard.critical_open:
            told += words("report.glance.critical_short", n=len(report.scorecard.critical_open))
    else:
        asked = any(cell.critical for row in report.glance for cell in row.cells)
        told = "" if asked or not report.checklist.has_critical else words(CRITICAL_NONE)
    parts = [told + stop] if told else []
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
