"""The first sheet of the Excel workbook: where the firm stands, how far the plan is, what this is not.

Also what every sheet wears on paper: head and foot. The figures come finished from the Report; the columns below the
facts are those of the scores by area.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tenken.core.model import SignoffRole
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.score import shown
from tenken.excel.book import ReportBook, Sheet
from tenken.excel.row_heights import lines
from tenken.excel.safe_cells import LONGEST_NAME, capital, in_margin, one_line
from tenken.render.audit.data.sentences import figure_lines, signoff_lines
from tenken.render.report.page import gate_state
from tenken.words import Words, fours

WIDTHS = (42, 14, 14, 14, 13, 13, 13, 13, 13, 13)
LAST = len(WIDTHS) - 1
NAME_HEIGHT = 32
"""Points of a line of the organisation's name, which is about twice as large as other text."""
NAMED = 4
"""How many of the questions that cap the grade are named."""


@dataclass(frozen=True, slots=True)
class Count:
    """A count that goes with the plan: its name, the formula, and what it comes to at first."""

    name: str
    formula: str
    value: int


def dress(sheet: Sheet, book: ReportBook, report: Report, words: Words) -> None:
    """Whose it is and of which day at the head of each printed page, page and pages at its foot."""
    assessment = report.assessment
    digest = fours(report.content_digest)
    depth, total = words(f"depth.{assessment.depth}"), report.scorecard.tally.total
    edition = words("report.edition_line", reference=assessment.checklist, depth=depth, total=total, digest=digest)
    day = words.day(assessment.date)
    to_hand_out = report.profile is ReportProfile.ATTESTATION
    mark = day if to_hand_out else words("report.date_and_mark", day=day, mark=words("report.confidential"))
    sheet.raw.set_header(book.margin(in_margin(assessment.organisation.name), in_margin(mark)))
    sheet.raw.set_footer(book.margin(in_margin(edition, 120), "&P / &N"))


def summarise(sheet: Sheet, book: ReportBook, report: Report, words: Words, progress: Sequence[Count]) -> None:
    """Write the first sheet."""
    dress(sheet, book, report, words)
    for place, width in enumerate(WIDTHS):
        sheet.raw.set_column(place, place, width)
    sheet.raw.hide_gridlines(2)
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.center_horizontally()
    row = _opening(sheet, report, words)
    row = _facts(sheet, row, report, words)
    if progress:
        row = _progress(sheet, row, progress, words)
    row = _areas(sheet, row, report, words)
    if report.profile is ReportProfile.ATTESTATION or report.assessment.signoff:
        row = _signoff(sheet, row, report, words)
    _limits(sheet, row, report, words)


def _opening(sheet: Sheet, report: Report, words: Words) -> int:
    assessment = report.assessment
    sheet.text(0, 0, f"{words('report.title')} {words('report.year', year=str(assessment.date.year))}", "title")
    name = one_line(assessment.organisation.name)
    sheet.across(1, (0, LAST), name, "name")
    sheet.raw.set_row(1, NAME_HEIGHT * lines(name, sum(WIDTHS) // 2))
    depth, total = words(f"depth.{assessment.depth}"), report.scorecard.tally.total
    kind, day = words(f"kind.{assessment.kind}"), words.day(assessment.date)
    told = words("report.subtitle", kind=kind, depth=depth, total=total, day=day)
    if assessment.assessor.name:
        told += "  " + words("report.by", who=one_line(words.person(assessment.assessor), 3 * LONGEST_NAME))
    sheet.text(2, 0, told, "quiet")
    return 4


def _facts(sheet: Sheet, row: int, report: Report, words: Words) -> int:
    """The figures of page 1, a line each: name, figure, what it means."""
    for name, figure, meaning, look in _figures(report, words):
        sheet.text(row, 0, name, "fact", "strong")
        sheet.put(row, 1, figure, "fact", "figure", *look)
        _paragraph(sheet, row, (2, LAST), meaning, "fact", least=36 if look else 24)
        row += 1
    return row + 1


def _figures(report: Report, words: Words) -> Iterator[tuple[str, int | str, str, tuple[str, ...]]]:
    card, tally = report.scorecard, report.scorecard.tally
    total = shown(card.score)
    grade = words("report.summary.grade_draft" if card.draft else "report.summary.grade")
    yield grade, card.grade or words("report.summary.no_grade"), _cap(report, words), ("grade",)
    if total is not None:
        meaning = words("workbook.out_of")
        if card.draft:
            missing = tally.applicable - tally.answered
            meaning = words("cli.score.draft", n=missing, low=total, high=shown(card.best) or 0)
        yield words("workbook.score"), total, meaning, ()
    covered = words("report.summary.coverage", answered=tally.answered, applicable=tally.applicable)
    left_out = words("report.summary.coverage_more", n=tally.na) if tally.na else words("report.summary.coverage_none")
    yield words("report.summary.coverage_label"), covered, left_out, ()
    if total is not None:
        of = words("report.summary.evidenced_more", score=total)
        yield words("report.summary.evidenced_label"), shown(card.evidenced) or 0, of, ()
    critical = words("report.summary.gaps_more", n=report.critical_gaps) if report.checklist.has_critical else ""
    yield words("report.summary.gaps_label"), len(report.gaps), critical, ()
    if report.profile is not ReportProfile.ATTESTATION:
        late = len(report.overdue)
        meaning = words("workbook.overdue_more") if late else words("report.summary.overdue_none")
        yield words("report.summary.overdue_label"), late, meaning, ()
    for name, told in figure_lines(report, words):
        yield name, "", told, ()


def _cap(report: Report, words: Words) -> str:
    """What keeps the grade from being better; an attestation does not name the questions."""
    card = report.scorecard
    if card.grade is None:
        return words("report.summary.not_scored_why")
    if not card.gate:
        return words("scope.every_critical" if report.every_critical_in_place else "scope.no_cap")
    count, state = len(card.gate), words(f"report.summary.state_{gate_state(card.gate)}")
    if card.grade != card.grade_before_gate:
        before = card.grade_before_gate or ""
        told = words("report.summary.capped", before=before, n=count, state=state, grade=card.grade)
    else:
        told = words("report.summary.capped_at", n=count, state=state, cap=card.cap or "")
    if report.profile is ReportProfile.ATTESTATION:
        return told
    names = [
        words("report.summary.capped_by", label=words.text(item.question.name), number=report.numbers[item.question.id])
        for item in card.gate
    ]
    more = words("report.summary.and_more", n=count - NAMED) if count > NAMED else ""
    return f"{told}\n{words('report.join').join(names[:NAMED])}{more}"


def _progress(sheet: Sheet, row: int, progress: Sequence[Count], words: Words) -> int:
    """How far the plan is, counted anew whenever the workbook is opened."""
    sheet.across(row, (0, LAST), words("workbook.progress_title"), "section")
    sheet.text(row + 1, 0, words("workbook.progress_note"), "fact", "small")
    sheet.height(row + 1, 1, least=24)
    for place, count in enumerate(progress, 1):
        sheet.text(row + 1, place, count.name, "head", "center")
        sheet.formula(row + 2, place, count.formula, count.value, "cell", "figure")
    sheet.raw.set_row(row + 2, 24)
    return row + 4


def _areas(sheet: Sheet, row: int, report: Report, words: Words) -> int:
    """The score of each control area, with how its questions stand."""
    states = list(report.statuses)
    sheet.across(row, (0, LAST), words("report.areas.title"), "section")
    heads = (
        *("report.method.col_area", "report.areas.legend_score", "report.summary.evidenced_label"),
        *("report.summary.coverage_label", *(f"status.{state}" for state in states)),
    )
    for place, key in enumerate(heads):
        sheet.text(row + 1, place, capital(words(key)), "head", *(("center",) if place else ()))
    sheet.height(row + 1, 2)
    first = row + 2
    for at, page in enumerate(report.areas, first):
        tally = page.score.tally
        points = shown(tally.score)
        name = f"{page.number}  {words.text(page.score.area.title)}"
        sheet.text(at, 0, name, "cell", "middle")
        told = words("report.areas.no_score") if points is None else points
        low = points is not None and points < report.checklist.grades[-2].least
        sheet.put(at, 1, told, "cell", "middle", "center", "warn" if low else "strong")
        sheet.put(at, 2, shown(tally.evidenced) if points is not None else None, "cell", "middle", "center")
        answered = words("workbook.answered_of", answered=tally.answered, applicable=tally.applicable)
        sheet.text(at, 3, answered, "cell", "middle", "center")
        for place, state in enumerate(states, 4):
            count = page.statuses[state]
            look = (f"status_{state}",) if count else ()
            sheet.put(at, place, count or "–", "cell", "middle", "center", *look)
        sheet.height(at, lines(name, WIDTHS[0]))
    sheet.bars(first, 1, first + len(report.areas) - 1, 100)
    return first + len(report.areas) + 1


def _signoff(sheet: Sheet, row: int, report: Report, words: Words) -> int:
    """Who stands behind the result, as far as the file says."""
    signed = report.assessment.signoff
    sheet.across(row, (0, LAST), words("report.signoff.title"), "section")
    people = (
        ("report.signoff.assessor", SignoffRole.ASSESSOR, signed.assessor if signed else None),
        ("report.signoff.reviewer", SignoffRole.REVIEWER, signed.reviewer if signed else None),
        ("report.signoff.approved_by", SignoffRole.APPROVER, signed.approved_by if signed else None),
    )
    steps = {step.role: step for step in signed.steps} if signed else {}
    for at, (key, role, of_old) in enumerate(people, row + 1):
        step = steps.get(role)
        name, day = (step.name, step.on) if step else (of_old, signed.on if signed else None)
        sheet.text(at, 0, words(key), "fact")
        sheet.across(at, (1, 3), one_line(name or ""), "fact", "middle")
        sheet.across(at, (4, 5), words.day(day) if name and day else "", "fact", "middle")
        sheet.raw.set_row(at, 19)
    row += len(people) + 1
    for label, told in signoff_lines(signed, report, words) if signed else ():
        sheet.text(row, 0, label, "fact", "small")
        row = _paragraph(sheet, row, (1, LAST), told, "fact", "small")
    return row + 1


def _limits(sheet: Sheet, row: int, report: Report, words: Words) -> None:
    """What this is not, and by which digests it can be recognised."""
    if report.profile is ReportProfile.ATTESTATION:
        row = _paragraph(sheet, row, (0, LAST), words("report.summary.attestation"), "small")
    for told in words.not_asked(report.scope):
        row = _paragraph(sheet, row, (0, LAST), told, "small")
    row = _paragraph(sheet, row, (0, LAST), words("report.limits.not_mark"), "small")
    digests = words("report.limits.digests", edition=report.assessment.digest, content=report.content_digest)
    row = _paragraph(sheet, row, (0, LAST), digests, "small")
    check = f"{words('report.summary.digest')} {fours(report.content_digest)}"
    _paragraph(sheet, row, (0, LAST), check, "strong")


def _paragraph(sheet: Sheet, row: int, columns: tuple[int, int], text: str, *looks: str, least: int = 0) -> int:
    """Text over several columns, in a row as high as it needs; gives back the next row."""
    sheet.across(row, columns, text, *looks)
    sheet.height(row, lines(text, sum(WIDTHS[columns[0] : columns[1] + 1])), least)
    return row + 1
