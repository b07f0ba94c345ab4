"""What page 1 says in words: what caps the grade, what it takes to the next, what was asked, and what was not.

Takes a finished ``Report`` and the Words of a language. Nothing is scored here; where each text stands on the page is
the template's, and how closely the page is set so that it stays one page is worked out at the end.
"""

from datetime import date, timedelta

from tenken.core.cost.loss import Loss
from tenken.core.model import AssessmentKind, Status
from tenken.core.report.areas import AnswerLine, EvidenceLine
from tenken.core.report.next_grade import NextGrade
from tenken.core.report.report import Report
from tenken.core.report.sections import ReportProfile
from tenken.core.scoring.gaps import Gap
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.core.scoring.score import shown
from tenken.render.cost import sentences
from tenken.render.owner.fitting import cut
from tenken.words import Words

SYMBOLS = {"yes": "●", "partial": "◐", "no": "○", "unknown": "﹖", "na": "－", "unanswered": "・"}
"""How an answer is drawn where there is no room for its word."""
NAME_EMS = 8.0
"""How much of a person's name a line holds."""
AREAS_NAMED = 6
KEPT = 3
"""Pieces of evidence that page 1 names where nothing falls short."""
FAR = timedelta(days=366)
"""A day farther off than that is told with its year."""


def symbol(status: Status | None) -> str:
    """The sign of an answer."""
    return SYMBOLS[str(status or "unanswered")]


def person(step: RoadmapStep, words: Words) -> str:
    """Who closes a gap: a name, or the owner whose name is not known."""
    return step.person or words("role.owner")


def near_day(day: date, on: date, words: Words) -> str:
    """A day without its year, unless it is more than twelve months away from ``on``."""
    return words.short_day(day, day) if abs(day - on) <= FAR else words.day(day)


def due(step: RoadmapStep, on: date, words: Words) -> str:
    """A day with its weekday where the language tells it."""
    return words("report.verdict.day", day=near_day(step.due, on, words), weekday=weekday(step.due, words))


def weekday(day: date, words: Words) -> str:
    """The weekday in short."""
    return words(f"report.verdict.weekday{day.weekday()}")


def states(report: Report, words: Words) -> str:
    """The answers of the questions that cap the grade, each once."""
    order = list(SYMBOLS)
    gate = sorted(report.scorecard.gate, key=lambda item: order.index(str(item.status or "unanswered")))
    found = dict.fromkeys(words.counted(item.answer) for item in gate)
    return words("report.verdict.state_join").join(words("report.verdict.state", status=status) for status in found)


def cap(report: Report, words: Words) -> str:
    """Why the grade is what it is, in one sentence or two."""
    card, letters = report.scorecard, [grade.letter for grade in report.checklist.grades]
    if card.grade is None:
        return words("report.verdict.not_scored_why")
    if card.draft:
        open_critical = sum(gap.question.critical for gap in report.open)
        return words("report.verdict.draft", n=len(report.open), m=open_critical)
    if card.cap is not None and letters.index(card.cap) >= letters.index(card.grade):
        values: dict[str, str | int] = {"n": len(card.gate), "state": states(report, words), "grade": card.grade}
        if card.grade_before_gate != card.grade:
            return words("report.verdict.capped", before=card.grade_before_gate or "", **values)
        return words("report.verdict.capped_at", **values)
    if card.gate:  # the score alone keeps the grade below what the critical questions would allow
        above = report.checklist.grades[letters.index(card.grade) - 1]
        return words("report.verdict.below", least=above.least, grade=card.grade)
    missing = report.scope.all_critical
    if report.every_critical_in_place:
        return words("report.verdict.by_score")
    if report.critical_asked:
        return words("report.verdict.by_score_asked", n=report.critical_asked, m=missing)
    return words("report.verdict.by_score_unasked", m=missing) if missing else words("report.verdict.by_score_none")


def reached(way: NextGrade, report: Report, words: Words) -> tuple[str, str]:
    """Whether promises lead to the next grade: what is printed bold, and what follows it."""
    on = report.assessment.date
    if way.reached_on is not None:
        day = near_day(way.reached_on, on, words)
        score = shown(way.reached_score) or 0
        return (
            words("report.verdict.kept", day=day, letter=way.letter),
            words("report.verdict.kept_how", n=way.promises, score=score),
        )
    found = [entry for entry in report.plan.reached if entry.letter == way.letter and not entry.promises_only]
    said = words("report.verdict.kept_not" if report.plan.promised else "report.verdict.no_promise", letter=way.letter)
    if not found:
        return said, ""
    key = "report.verdict.proposed_too" if report.plan.promised else "report.verdict.proposed"
    day = near_day(found[0].on, on, words)
    return said, words(key, day=day, score=shown(found[0].score) or 0)


def shortest(way: NextGrade, report: Report, words: Words) -> str:
    """The fewest questions that lead to the next grade."""
    score = shown(way.shortest_score) or 0
    others = [step for step in way.shortest if step not in way.gate]
    if not others:
        return words("report.verdict.shortest_gate", n=len(way.gate), score=score)
    join = words("report.join")
    named = [
        words(
            "report.verdict.shortest_named",
            label=words.text(step.gap.question.name),
            number=report.numbers[step.gap.question.id],
        )
        for step in others[:2]
    ]
    if len(others) > len(named):
        named.append(words("report.verdict.shortest_more", n=len(others) - len(named)))
    gate = words("report.verdict.shortest_with", n=len(way.gate)) if way.gate else ""
    return words("report.verdict.shortest", n=len(way.shortest), gate=gate, names=join.join(named), score=score)


def after_first(report: Report, words: Words) -> str:
    """What the five actions make of score and grade."""
    card, n = report.scorecard, len(report.actions)
    if card.draft or card.grade is None or report.score_after_first is None:
        return words("report.verdict.first_note_draft")
    after, way = shown(report.score_after_first) or 0, report.next_grade
    letter = report.grade_after_first or ""
    if letter != card.grade:
        grade = words("report.verdict.grade_rises", letter=letter)
    elif way and after < way.least:
        grade = words("report.verdict.grade_stays_points", letter=letter, next=way.letter, n=way.least - after)
    else:
        grade = words("report.verdict.grade_stays", letter=letter)
    values: dict[str, str | int] = {"n": n, "score": shown(card.score) or 0, "after": after, "grade": grade}
    return words("report.verdict.first_note" if n > 1 else "report.verdict.first_note_one", **values)


def cost_line(loss: Loss, words: Words) -> str:
    """What a leak would cost, in one line."""
    if not loss.exposure.persons:
        return sentences.summary(loss, words)
    total = loss.total
    held = {"of_cash": loss.against_cash, "of_profit": loss.against_profit}
    sums = [words(f"cost_breach.{key}", times=words.times(found.likely)) for key, found in held.items() if found][:1]
    return words(
        "report.verdict.cost_line",
        n=loss.exposure.persons,
        low=words.yen(total.low),
        likely=words.yen(total.likely),
        high=words.yen(total.high),
        held=words("report.verdict.cost_held", sums=sums[0]) if sums else "",
    )


def change_line(report: Report, words: Words) -> str:
    """What changed since last year, like for like, in one line; empty where last year is not known."""
    compared = report.comparison
    if compared is None:
        return ""
    alike = compared.like_for_like
    if alike.last is None or alike.this is None:
        return words("report.verdict.change_none")
    fell = len(compared.fell_critical)
    told = words(
        "report.verdict.change_line",
        n=compared.common,
        last=shown(alike.last) or 0,
        this=shown(alike.this) or 0,
        better=len(compared.of("improved")),
        worse=len(compared.of("worsened")),
        critical=words("report.verdict.change_critical", n=fell) if fell else "",
    )
    return told + words("report.summary.only_by_omission") if compared.only_rose_by_omission else told


def last_year(report: Report, words: Words) -> str:
    """Last year's score, and the same over the questions that both years share where that is another one."""
    compared = report.comparison
    if compared is None or compared.as_scored.last is None:
        return ""
    score, alike = shown(compared.as_scored.last) or 0, compared.like_for_like.last
    if alike is None or shown(alike) == score:
        return words("report.verdict.last", score=score)
    return words("report.verdict.last_alike", score=score, n=compared.common, alike=shown(alike) or 0)


def asked(report: Report, words: Words) -> str:
    """How much was asked and answered."""
    tally = report.scorecard.tally
    counts = {"answered": tally.answered, "na": tally.na, "open": len(report.open)}
    parts = [words(f"report.verdict.part_{name}", n=n) for name, n in counts.items() if n]
    areas = words("report.verdict.areas", n=len(report.glance))
    told = words("report.verdict.asked", areas=areas, n=tally.total, parts=words("report.join").join(parts))
    if report.assessment.kind is not AssessmentKind.AUDIT:
        return told
    seen = report.extent
    values = {"n": seen.checked, "share": shown(seen.share) or 0, "rest": seen.asked - seen.checked}
    return told + words("report.verdict.space") + words("report.verdict.asked_audit", **values)


def not_asked_areas(report: Report, words: Words) -> str:
    """The areas that apply and were not asked, with the number of their questions."""
    named = []
    for entry in report.scope.areas[:AREAS_NAMED]:
        key = "report.verdict.not_asked_area" if entry.critical else "report.verdict.not_asked_plain"
        values = {"n": entry.questions, "critical": entry.critical}
        named.append(words(key, number=str(entry.number), area=words.text(entry.area.title), **values))
    rest = report.scope.areas[AREAS_NAMED:]
    if rest:
        counts = {"questions": sum(e.questions for e in rest), "critical": sum(e.critical for e in rest)}
        named.append(words("report.verdict.not_asked_more", n=len(rest), **counts))
    return words("report.join").join(named)


def deeper(report: Report, words: Words) -> list[str]:
    """What else was not asked at this depth, and which depth asks it."""
    scope, told = report.scope, []
    depth = words(f"depth.{report.assessment.depth}")
    if scope.questions:
        told.append(words("report.verdict.not_asked_deeper", depth=depth, n=scope.questions, critical=scope.critical))
    if scope.next_depth:
        told.append(words("report.verdict.next_depth", depth=words(f"depth.{scope.next_depth}")))
    if not scope.all_questions:
        told.append(words("report.verdict.all_asked"))
    return told


def switched_off(report: Report, words: Words) -> str:
    """The areas that the firm says do not apply."""
    named = [f"{number} {words.text(area.title)}" for number, area in report.scope.switched_off]
    return words("report.verdict.switched_off", areas=words("report.join").join(named)) if named else ""


def bare(report: Report) -> list[AnswerLine]:
    """The answers without evidence in date that evidence could support, most important first."""
    found = [
        line
        for page in report.areas
        for line in page.answers
        if line.question_score.status in (Status.YES, Status.PARTIAL) and not line.question_score.evidenced
    ]

    def late(line: AnswerLine) -> tuple[bool, int]:
        question = line.question_score.question
        return not question.critical, -question.weight

    return sorted(found, key=late)


def keeps(report: Report) -> tuple[tuple[AnswerLine, EvidenceLine], ...]:
    """The pieces of evidence that expire first."""
    return report.expiring[:KEPT]


def gate_item(step: RoadmapStep, report: Report, words: Words) -> str:
    """A critical question in the way, whose it is, until when, and how often that was put off."""
    question, on = step.gap.question, report.assessment.date
    more = words("report.verdict.put_off", n=len(step.moved)) if step.moved else ""
    if step.overdue:
        more = words("report.verdict.days_late", n=step.days_late)
    if not step.promised:
        more = words("report.verdict.proposal")
    return words(
        "report.verdict.gate_item",
        symbol=symbol(step.gap.status),
        number=report.numbers[question.id],
        label=words.text(question.name),
        person=cut(person(step, words), NAME_EMS),
        day=near_day(step.due, on, words),
        more=more,
    )


def open_item(gap: Gap, report: Report, words: Words) -> str:
    """A question that is not answered."""
    key = "report.verdict.about_critical" if gap.question.critical else "report.verdict.about"
    return words(key, symbol=symbol(None), number=report.numbers[gap.question.id], label=words.text(gap.question.name))


def best(report: Report, words: Words) -> list[str]:
    """What is left to do at the best grade."""
    card = report.scorecard
    told = []
    if report.gaps and card.score is not None:
        values: dict[str, str | int] = {
            "letter": card.grade or "",
            "n": len(report.gaps),
            "score": shown(card.score) or 0,
        }
        told.append(words("report.verdict.best_gaps", full=100, **values))
    if report.evidenced_answers < report.evidence_possible:
        has = {bool(line.evidence) for line in bare(report)}
        how = "best_renew_and_add" if len(has) > 1 else "best_renew" if True in has else "best_add"
        values = {"score": shown(card.evidenced) or 0, "how": words(f"report.verdict.{how}")}
        told.append(words("report.verdict.best_evidence", **values))
    else:
        told.append(words("report.verdict.best_evidence_full"))
    return told


def overdue_item(step: RoadmapStep, report: Report, words: Words) -> str:
    """A promise whose day has passed; how many days ago is said behind it."""
    return words(
        "report.verdict.overdue_item",
        label=words.text(step.gap.question.name),
        number=report.numbers[step.gap.question.id],
        person=cut(person(step, words), NAME_EMS),
        day=near_day(step.due, report.assessment.date, words),
    )


def overdue_most(report: Report, words: Words) -> str:
    """Of many overdue promises the one that is latest, and where all of them stand."""
    step = report.overdue[0]
    return words(
        "report.verdict.overdue_more",
        label=words.text(step.gap.question.name),
        number=report.numbers[step.gap.question.id],
        days=step.days_late,
    )


def until(day: date, on: date, words: Words) -> str:
    """The last day on which a piece of evidence counts."""
    return words("report.verdict.day", day=near_day(day, on, words), weekday=weekday(day, words))


def honesty(report: Report, words: Words) -> list[str]:
    """What this document leaves out, and what it is not."""
    told = []
    if report.profile is ReportProfile.OWNER:
        key = "report.verdict.in_full" if report.evidence else "report.verdict.in_full_none"
        told.append(words(key, n=len(report.evidence)))
    if report.switched_off:
        names = words("report.join").join(words(f"report.{section}.title") for section in report.switched_off)
        told.append(words("report.verdict.without", name=report.brand.name, sections=names))
    return [*told, words("report.summary.limits")]
