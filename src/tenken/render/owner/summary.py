"""What page 1 holds beside its sentences: the scale, who assessed, and how closely the page is set to stay one page.

Takes a finished ``Report`` and the Words of a language; the sentences are ``verdict``'s.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from tenken.core.report.report import Report
from tenken.core.scoring.score import shown
from tenken.render.charts import scale as chart
from tenken.render.owner import verdict
from tenken.render.owner.fitting import line_count, width
from tenken.render.owner.seals import Seals, seals
from tenken.templating import ems
from tenken.words import Words

LETTERHEAD, COVER_LINE, COVER_EMS = 2.0, 4.0, 60.0
"""Millimetres that a letterhead takes from page 1, and each further line above it; ems of such a line."""
DENSITIES = (("airy", 200.0), ("roomy", 226.0), ("usual", 252.0), ("close", 260.5))
"""How closely the page is set, up to which estimated height in millimetres; beyond, ``closest``."""
LEAST_FROM = 284.0
"""Estimated height from which its last lines are set closer still: an audit in English says more than others."""
LONG_LETTER = 3
"""Characters of a grade of an edition of one's own that still stands as large letters."""
GATE_NAMED, OVERDUE = 4, 3
"""How many critical questions in the way, and how many overdue promises, the page names."""
FEW, OPEN_NAMED = 2, 10
"""Up to so few actions, so many unanswered questions are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPage:
    """Everything of page 1 that its template sets and no sentence of ``verdict`` says."""

    density: str
    long_cover: bool
    """Whether a brand's line above the page takes two."""
    name_size: str
    letter_size: str
    assessor: str
    size: str
    """How many members and staff the firm has, as far as it said."""
    last_year: str
    scale: chart.Scale | None
    scale_alt: str
    cap: str
    seals: Seals
    change: str
    gate_named: int
    """How many critical questions in the way are named."""
    open_named: int
    """How many unanswered questions are named."""


def summary_page(report: Report, words: Words) -> SummaryPage:
    """Page 1 of that report in that language."""
    card, named = report.scorecard, len(report.next_grade.gate) if report.next_grade else 0
    letter = card.grade or ""
    head = _letterhead(report)
    height = sum(_heights(report, words)) + head
    return SummaryPage(
        density=next((name for name, most in DENSITIES if height <= most), "closest")
        + (" least" if height > LEAST_FROM else ""),
        long_cover=head > LETTERHEAD,
        name_size=_name_size(report.assessment.organisation.name),
        letter_size="" if len(letter) == 1 else " long" if len(letter) <= LONG_LETTER else " words",
        assessor=assessor(report, words),
        size=size(report, words),
        last_year=verdict.last_year(report, words) if not card.draft else "",
        scale=_scale(report, words) if card.score is not None else None,
        scale_alt=_scale_alt(report, words) if card.score is not None else "",
        cap=verdict.cap(report, words),
        seals=seals(report, words),
        change=verdict.change_line(report, words),
        gate_named=min(named, GATE_NAMED),
        open_named=_open_named(report),
    )


def _letterhead(report: Report) -> float:
    """Millimetres that a brand's letterhead takes from page 1."""
    if not report.brand.name:
        return 0.0
    return LETTERHEAD + COVER_LINE * max(0, ceil(ems(report.brand.cover) / COVER_EMS) - 1)


def _open_named(report: Report) -> int:
    """How many unanswered questions the panel names: more where there is little else to do."""
    return GATE_NAMED if len(report.actions) > FEW else OPEN_NAMED


def assessor(report: Report, words: Words) -> str:
    """Who assessed: the name with role and firm, as far as they are known."""
    who = report.assessment.assessor
    if not who.name:
        return who.firm or ""
    detail = who.role or who.firm or ""
    if who.role and who.firm:
        detail = words("report.verdict.detail", role=who.role, firm=who.firm)
    return words("report.who", name=who.name, detail=detail) if detail else who.name


def size(report: Report, words: Words) -> str:
    """How many members and staff the firm has."""
    persons = report.assessment.exposure.persons if report.assessment.exposure else None
    employees = report.assessment.organisation.employees
    told = [words("report.verdict.size_persons", n=persons)] if persons is not None else []
    if employees is not None:
        told.append(words("report.verdict.size_employees", n=employees))
    return words("report.verdict.wide_space").join(told)


def _name_size(name: str) -> str:
    sizes = (("large", 15.0), ("middle", 41.0), ("small", 92.0))
    return next((size for size, most in sizes if width(name) <= most), "least")


def _goal(report: Report, words: Words) -> tuple[Fraction, str] | None:
    """Where the outline of the scale ends, and its label."""
    card, way = report.scorecard, report.next_grade
    if card.score is None or card.best is None:
        return None
    if card.draft:
        values = {"low": shown(card.score) or 0, "high": shown(card.best) or 0}
        return card.best, words("report.verdict.label_range", **values)
    if way and way.reached_on and way.reached_score is not None:
        day = verdict.near_day(way.reached_on, report.assessment.date, words)
        return way.reached_score, words("report.verdict.label_towards", day=day, score=shown(way.reached_score) or 0)
    kept = report.plan.track[-1].promised if report.plan.track else card.score
    return (kept, words("report.verdict.label_promised", score=shown(kept) or 0)) if kept > card.score else None


def _last(report: Report, words: Words) -> tuple[Fraction, str] | None:
    compared = report.comparison
    if compared is None or compared.like_for_like.last is None or report.scorecard.draft:
        return None
    last = compared.like_for_like.last
    return last, words("report.verdict.label_last", score=shown(last) or 0)


def _scale(report: Report, words: Words) -> chart.Scale:
    card = report.scorecard
    assert card.score is not None
    return chart.scale(
        card.score,
        report.checklist.grades,
        grade=None if card.draft else card.grade,
        cap=None if card.draft else card.cap,
        towards=_goal(report, words),
        last=_last(report, words),
    )


def _scale_alt(report: Report, words: Words) -> str:
    """The figures of the scale as text, for those who hear it."""
    card, grades = report.scorecard, report.checklist.grades
    bands = [
        words("report.verdict.scale_band", letter=grade.letter, least=grade.least)
        if grade.least
        else words("report.verdict.scale_band_rest", letter=grade.letter, least=grades[-2].least if grades[1:] else 100)
        for grade in grades
    ]
    told = [words("report.verdict.scale_alt", score=shown(card.score) or 0, bands=words("report.join").join(bands))]
    goal, last = _goal(report, words), _last(report, words)
    if goal:
        told.append(words("report.verdict.scale_goal", text=goal[1]))
    if last:
        told.append(words("report.verdict.scale_last", score=shown(last[0]) or 0))
    if card.cap is not None and not card.draft and card.cap != grades[0].letter:
        told.append(words("report.verdict.scale_barred", letter=card.cap))
    return words("report.verdict.space").join(told)


@dataclass(frozen=True, slots=True)
class Measures:
    """Of the page as it is set in one language: how much of a text a line holds, in times its size, and its height."""

    action: float
    action_line: float
    panel: float
    """The narrower column of the panel."""
    panel_line: float
    gate: float
    """The wider one."""
    fact: float
    foot: float
    foot_line: float
    cap: float


MEASURES = {
    "ja": Measures(32, 4.6, 24, 5, 30, 45, 36, 3.9, 35),
    "en": Measures(34.5, 4.2, 24.5, 4.4, 31, 48, 41, 3.7, 37),
}
WHEN, WHEN_EMS = 4.4, 14.0
"""Height of a line of who assessed when, and how much it holds."""
TITLE, TABLE_HEAD, ROW, SEALS = 14.0, 4.5, 3.4, 31.0
"""Heights in millimetres: a heading with its room, the heads of the actions, a row beside its lines, the seals."""


def _heights(report: Report, words: Words) -> Iterator[float]:
    """About how high each part of the page is in millimetres, set as usual."""
    set_in = MEASURES[words.lang]
    name = 2 + max(_name_height(report.assessment.organisation.name), 13) + (4 if words.lang == "en" else 0)
    yield max(name, WHEN * (2 + bool(report.issued) + line_count(assessor(report, words), WHEN_EMS)) - 4)
    yield 38 + 6 * line_count(verdict.cap(report, words), set_in.cap)
    yield _panel(report, words, set_in)
    if report.overdue:
        yield 4.5 + 5.6 * (len(report.overdue) if len(report.overdue) <= OVERDUE else 1)
    if report.actions or (report.scorecard.grade and not report.scorecard.draft):
        yield TITLE + TABLE_HEAD
    for step in report.actions:
        lines = 1 + line_count(words.text(step.gap.question.remedy.first), set_in.action)
        yield ROW + set_in.action_line * lines
    if not report.actions and report.scorecard.grade and not report.scorecard.draft:
        yield 3 * (ROW + 2 * set_in.action_line)
    facts = [verdict.cost_line(report.loss, words)] if report.loss else []
    facts += [change] if (change := verdict.change_line(report, words)) else []
    yield 3 + 5.4 * sum(line_count(text, set_in.fact) for text in facts)
    yield max(SEALS, 6.5 + sum(0.7 + set_in.foot_line * line_count(text, set_in.foot) for text in _foot(report, words)))


def _name_height(name: str) -> float:
    sizes = {"large": (14.4, 12.0), "middle": (19.8, 8.0), "small": (24.4, 6.5), "least": (31.7, 5.0)}
    room, height = sizes[_name_size(name)]
    return height * line_count(name, room)


def _panel(report: Report, words: Words, set_in: Measures) -> float:
    way = report.next_grade
    if way is None:
        if report.scorecard.grade is None:
            return 10 + set_in.panel_line * (2 + min(OPEN_NAMED, len(report.not_applicable)))
        lines = min(_open_named(report), len(report.open)) + 2 if report.scorecard.draft else 3
        return 10 + set_in.panel_line * lines
    gate = [verdict.gate_item(step, report, words) for step in way.gate[:GATE_NAMED]]
    left = sum(line_count(text, set_in.gate) for text in gate) + (len(way.gate) > GATE_NAMED)
    told = ("".join(verdict.reached(way, report, words)), verdict.shortest(way, report, words))
    right = sum(line_count(text, set_in.panel if gate else 2.2 * set_in.panel) for text in told)
    return 15 + set_in.panel_line * max(left, right)


def _foot(report: Report, words: Words) -> list[str]:
    told = [verdict.asked(report, words), "".join(verdict.honesty(report, words)), verdict.switched_off(report, words)]
    areas = words("report.verdict.not_asked") + verdict.not_asked_areas(report, words) if report.scope.areas else ""
    return [text for text in (*told, areas + "".join(verdict.deeper(report, words))) if text]
