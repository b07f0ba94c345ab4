"""The first page: what to do in five lines, who fills it in, and how far one has come, worked out by live formulas.

The formulas are those of ``core.scoring``, over the hidden columns of the list. A spreadsheet calculates in floating
point, so a billionth is added before rounding down; the score that counts is tenken's own, which is exact.
"""

from collections.abc import Iterator

from tenken.ask.handout import Handout, asked_now
from tenken.ask.sheet.layout import BY
from tenken.ask.sheet.page import LINE, MARGIN, SMALL, WASH, InputPage
from tenken.ask.sheet.questions import Ranges, Told
from tenken.core.model import Status
from tenken.core.scoring.applicability import asked
from tenken.core.scoring.score import AreaScore, Scorecard, halves, shown
from tenken.excel import addresses
from tenken.excel.row_heights import height
from tenken.excel.safe_cells import quoted
from tenken.excel.styles import DEEP, QUIET, WARNING
from tenken.words import Words

LINES = ("open", "note", "evidence", "action", "send")
"""The five lines of advice, ``sheet.how.<name>``."""
TITLE, WHOSE, FOR, HOW, NAME, SO_FAR = 1, 2, 3, 4, 11, 13
PROGRESS, SCORE, CRITICAL, REASONS, HEADS, TOP = range(14, 20)
_KEY, _AT, _TEXT, _ANSWERED, _POINTS, _BAR = range(6)
_WEIGHT, _POSSIBLE, _HALVES, _OPEN, _SHARE, _BEST = range(6, 12)
_WIDTHS = (3, 5, 46, 13, 9, 21)
BAR = 11
"""How many blocks are a full bar."""
MIDDLE = {"valign": "vcenter"}


def summary(handout: Handout, card: Scorecard) -> tuple[Told, ...]:
    """The sentences that the list of questions repeats: how far one has come, and the score of the whole."""
    page = addresses.sheet_name(handout.words("sheet.page.cover"))
    cells = [f"{page}!{addresses.cell(row, _AT, row_abs=True, col_abs=True)}" for row in (PROGRESS, SCORE)]
    progress = Told(cells[0], _progress(handout.words, card))
    return (progress,) if handout.partial else (progress, Told(cells[1], _score(handout.words, card)))


def _progress(words: Words, card: Scorecard) -> str:
    return words("sheet.progress", answered=card.tally.answered, applicable=card.tally.applicable)


def _score(words: Words, card: Scorecard) -> str:
    low, high = shown(card.score), shown(card.best)
    if low is None or high is None:
        return words("sheet.score_none")
    return words("sheet.score_range", low=low, high=high) if card.draft else words("sheet.score", score=low)


def write(page: InputPage, card: Scorecard, ranges: Ranges) -> None:
    """Fill the page."""
    w, sheet, handout = page.words, page.sheet, page.handout
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width, None, {"hidden": column == _KEY})
    sheet.set_column(_WEIGHT, _BEST, 8, None, {"hidden": True})
    _advice(page)
    _heading(page, SO_FAR, w("sheet.so_far"))
    for row, (formula, now, letters) in enumerate(_sentences(page, card, ranges), PROGRESS):
        sheet.set_row(row, 20)
        page.formula(row, _AT, formula, now, text_wrap=False, **MIDDLE, **letters)
    for column, name in ((_AT, "area"), (_TEXT, ""), (_ANSWERED, "answered"), (_POINTS, "points"), (_BAR, "")):
        style = {"font_size": SMALL, "bg_color": WASH, "font_color": QUIET, "bottom": 1, "bottom_color": LINE}
        align = "right" if column in (_ANSWERED, _POINTS) else "left"
        told = w(f"sheet.head.{name}") if name and not (name == "points" and handout.partial) else ""
        page.text(HEADS, column, told, align=align, text_wrap=False, **style)
    for row, entry in enumerate(card.areas, TOP):
        _area(page, row, entry, ranges)
    end = TOP + len(card.areas) + 2
    belongs = w("sheet.belongs", reference=handout.checklist.reference, day=w.day(handout.today))
    about = w("sheet.no_score" if handout.partial else "sheet.provisional")
    for row, told in ((end - 1, about), (end, belongs)):
        sheet.merge_range(row, _AT, row, _BAR, "", page.look())
        page.text(row, _AT, told, font_size=SMALL, font_color=QUIET)
        sheet.set_row(row, MARGIN + height([({"font_size": SMALL}, told)], sum(_WIDTHS[_AT:])))
    page.finish((TITLE, _AT, end, _BAR))


def _advice(page: InputPage) -> None:
    w, sheet, assessment = page.words, page.sheet, page.handout.assessment
    line = {"text_wrap": False, **MIDDLE}
    sheet.set_row(TITLE, 36)
    page.text(TITLE, _AT, w.text(page.handout.checklist.title), font_size=20, bold=True, font_color=DEEP, **line)
    whose = w("sheet.whose", name=assessment.organisation.name, depth=w(f"depth.{assessment.depth}"))
    page.text(WHOSE, _AT, whose, font_size=11, font_color=QUIET, **line)
    page.text(FOR, _AT, _share(page.handout), font_size=11, bold=True, font_color=DEEP, **line)
    _heading(page, HOW, w("sheet.how.title"))
    for at, name in enumerate(LINES, 1):
        sheet.set_row(HOW + at, 32)
        page.text(HOW + at, _AT, str(at), font_size=14, bold=True, font_color=DEEP, align="center", **MIDDLE)
        sheet.merge_range(HOW + at, _TEXT, HOW + at, _BAR, "", page.look(**MIDDLE))
        told = w(f"sheet.how.{name}", page=w("sheet.page.questions"), more=w("sheet.page.evidence"))
        page.text(HOW + at, _TEXT, told, **MIDDLE)
    sheet.set_row(NAME, 26)
    page.text(NAME, _KEY, BY)
    role = page.handout.role
    page.text(NAME, _AT, w("sheet.by_role", role=role) if role else w("sheet.by"), bold=True, **line)
    sheet.merge_range(NAME, _ANSWERED, NAME, _BAR, "", page.look())
    for column in (_BAR, _POINTS, _ANSWERED):
        page.field(
            NAME,
            column,
            page.handout.respondent if column == _ANSWERED else "",
            font_size=11,
            indent=1,
            **line,
        )


def _share(handout: Handout) -> str:
    """For whom it is, and how much of the whole; empty where it is everything and for nobody in particular."""
    w, here = handout.words, len(asked_now(handout))
    total = sum(1 for _ in asked(handout.checklist, handout.assessment))
    part = w("sheet.part_of", total=total, n=here) if handout.partial else ""
    return "  ".join(told for told in (w("sheet.for", role=handout.role) if handout.role else "", part) if told)


def _heading(page: InputPage, row: int, title: str) -> None:
    page.sheet.set_row(row, 24)
    style = {"bold": True, "font_size": 12, "font_color": DEEP, "bottom": 1, "bottom_color": DEEP, "text_wrap": False}
    for column in range(_AT, _BAR + 1):
        page.text(row, column, title if column == _AT else "", **style, **MIDDLE)


def _area(page: InputPage, row: int, entry: AreaScore, ranges: Ranges) -> None:
    """One area: the sums that ``core.scoring`` calls a tally, and what is shown of them."""
    w, tally = page.words, entry.tally
    mine = f"({ranges.area}={quoted(entry.area.id)})"
    code, weight = ranges.code, ranges.weight
    cell = {column: addresses.cell(row, column) for column in range(_WEIGHT, _BEST + 1)}
    possible, reached = cell[_POSSIBLE], cell[_HALVES]
    page.sheet.write_number(row, _WEIGHT, entry.area.weight)
    earned = "+".join(f'{halves(status)}*({code}="{status}")' for status in Status if halves(status))
    share, best = float(tally.score or 0), float(tally.best or 0)  # what a spreadsheet has: floats
    sums = {
        _POSSIBLE: (f'SUMPRODUCT({mine}*({code}<>"na")*{weight})', tally.weight),
        _HALVES: (f"SUMPRODUCT({mine}*{weight}*({earned}))", tally.earned_halves),
        _OPEN: (f'SUMPRODUCT({mine}*({code}="")*{weight})', tally.open_weight),
        _SHARE: (f"IF({possible}=0,0,{reached}/(2*{possible}))", share),
        _BEST: (f"IF({possible}=0,0,({reached}+2*{cell[_OPEN]})/(2*{possible}))", best),
    }
    for column, (formula, now) in sums.items():
        page.formula(row, column, formula, now)
    line = {"bottom": 1, "bottom_color": LINE, **MIDDLE}
    page.sheet.set_row(row, 20)
    number = page.handout.checklist.areas.index(entry.area) + 1
    page.text(row, _AT, str(number), font_color=QUIET, align="center", **line)
    page.text(row, _TEXT, w.text(entry.area.title), **line)
    answered = f'SUMPRODUCT({mine}*({code}<>"")*({code}<>"na"))&" / "&SUMPRODUCT({mine}*({code}<>"na"))'
    counted = f"{tally.answered} / {tally.applicable}"
    page.formula(row, _ANSWERED, answered, counted, align="right", font_color=QUIET, **line)
    if page.handout.partial:
        for column in (_POINTS, _BAR):
            page.text(row, column, "", **line)
        return
    none, points = w("cli.score.no_points"), shown(tally.score)
    told = f"IF({possible}=0,{quoted(none)},{_shown(cell[_SHARE], reached)})"
    page.formula(row, _POINTS, told, none if points is None else points, align="right", bold=True, **line)
    bar = {"font_color": DEEP, "font_size": 9, "text_wrap": False, "indent": 1}
    page.formula(row, _BAR, f'REPT("█",ROUND({BAR}*{cell[_SHARE]},0))', "█" * int(BAR * share + 0.5), **bar, **line)


def _shown(share: str, reached: str) -> str:
    """A share out of 100, rounded down, but at least 1 where there is anything, as ``core.scoring.shown`` has it."""
    return f"IF({reached}=0,0,MAX(1,INT(100*{share}+0.000000001)))"


def _sentences(page: InputPage, card: Scorecard, ranges: Ranges) -> Iterator[tuple[str, str, dict[str, object]]]:
    """How far one has come, the score so far, and what is still to be done: formula, what it says now, letters."""
    w, code = page.words, ranges.code

    answered = f'SUMPRODUCT(({code}<>"")*({code}<>"na"))'
    applicable = f'SUMPRODUCT(({ranges.area}<>"")*({code}<>"na"))'
    yield page.spoken("sheet.progress", answered=answered, applicable=applicable), _progress(w, card), {}
    whole = not page.handout.partial
    letters: dict[str, object] = {"bold": True, "font_size": 14, "font_color": DEEP}
    yield (_score_formula(page, card), _score(w, card), letters) if whole else ('""', "", {})
    if page.handout.checklist.has_critical:
        waiting = f'SUMPRODUCT({ranges.critical}*({code}<>"yes")*({code}<>"na"))'
        critical = len(card.critical_open)
        told = w("sheet.critical_open", n=critical) if critical else ""
        yield f'IF({waiting}=0,"",{page.spoken("sheet.critical_open", n=waiting)})', told, {}
    else:
        yield '""', "", {}
    missing = f'SUMPRODUCT(({code}="na")*(LEN(TRIM({ranges.note}))=0))'
    reasons = sum(item.status is Status.NA and not (item.answer.note or "").strip() for item in card.questions)
    told = w("sheet.reasons_missing", n=reasons) if reasons else ""
    yield f'IF({missing}=0,"",{page.spoken("sheet.reasons_missing", n=missing)})', told, {"font_color": WARNING}


def _score_formula(page: InputPage, card: Scorecard) -> str:
    """The score so far, and what it can still become."""

    def down(column: int) -> str:
        cells = (addresses.cell(row, column) for row in (TOP, TOP + max(len(card.areas), 1) - 1))
        return ":".join(cells)

    weights = f"({down(_POSSIBLE)}>0)*{down(_WEIGHT)}"
    best = f"SUMPRODUCT({weights}*{down(_BEST)})"
    low = _shown(f"SUMPRODUCT({weights}*{down(_SHARE)})/SUMPRODUCT({weights})", f"SUM({down(_HALVES)})")
    span = page.spoken("sheet.score_range", low=low, high=_shown(f"{best}/SUMPRODUCT({weights})", best))
    whole, none = page.spoken("sheet.score", score=low), page.spoken("sheet.score_none")
    return f"IF(SUMPRODUCT({weights})=0,{none},IF(SUM({down(_OPEN)})=0,{whole},{span}))"
