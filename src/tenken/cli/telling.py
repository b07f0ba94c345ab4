"""What tells the numbers: the first screen, ``status`` and ``score``.

Typer does not get in here (its commands for these stand in ``numbers``), so that ``hall`` can come straight to them:
getting Typer ready takes longer than the score itself.
"""

import json
from pathlib import Path
from typing import Any

from tenken.cli.given import Hall
from tenken.core.model import Assessment, Checklist
from tenken.core.problem import CheckFailed
from tenken.core.scoring.gaps import find
from tenken.core.scoring.question_filters import Walk, on_walk
from tenken.core.scoring.roadmap import Step, plan
from tenken.core.scoring.score import Judged, Scorecard, shown
from tenken.core.scoring.score import score as score_of
from tenken.render.report.score_json import numbers as numbers_of
from tenken.screen import pad
from tenken.store.assessment import loader

JSON_FORMAT = 1
"""Of ``status --json``. 1: first form."""

EXAMPLE = "kitahama-2026.toml"
"""What the first screen calls the file."""

SHOWN = 5
"""How many gaps and capping questions ``score`` names."""


def start(hall: Hall) -> None:
    """What to do first."""
    w = hall.words
    hall.tell(w("cli.start.title"))
    hall.tell()
    hall.tell(w("cli.start.lead"))
    steps = [
        ("tenken demo", "see"),
        (f"tenken new {EXAMPLE}", "new"),
        (f"tenken answer {EXAMPLE}", "answer"),
        (f"tenken report {EXAMPLE}", "report"),
    ]
    for at, (command, key) in enumerate(steps, 1):
        hall.tell(f"  {at}. {pad(w(f'cli.start.{key}'), 42)}  {command}")
    if not hall.can_ask:
        hall.tell()
        hall.tell(w("cli.start.elsewhere", file=EXAMPLE))
    hall.tell()
    hall.tell(w("cli.start.more"))


def score(hall: Hall, file: Path, *, as_json: bool = False, fail_under: int | None = None) -> None:
    """Tell the score of a file; raises CheckFailed where it is below ``fail_under``."""
    checklist, assessment = loader.load(file, hall.places, hall.today)
    card = score_of(checklist, assessment)
    if as_json:
        hall.tell(json.dumps(numbers_of(checklist, assessment, card), ensure_ascii=False, indent=2))
    else:
        _show_score(hall, checklist, assessment, card)
    if fail_under is not None and card.score is None:
        raise CheckFailed("nothing-scored", {"least": fail_under})
    if fail_under is not None and card.score is not None and card.score * 100 < fail_under:
        raise CheckFailed("below", {"score": shown(card.score) or 0, "least": fail_under})


def _show_score(hall: Hall, checklist: Checklist, assessment: Assessment, card: Scorecard) -> None:
    w = hall.words
    tell = hall.tell
    numbers = checklist.numbers()
    title = {"name": assessment.organisation.name, "day": w.day(assessment.date), "reference": checklist.reference}
    tell(w("cli.score.title", **title))
    total, high = shown(card.score), shown(card.best)
    if total is None or high is None or card.grade is None:
        tell(w("cli.score.none"))
        return
    tell(w("cli.score.total", score=total, grade=card.grade))
    if card.draft:
        open_questions = card.tally.applicable - card.tally.answered
        tell(w("cli.score.draft", n=open_questions, low=total, high=high))
    tell(w("cli.score.evidenced", score=shown(card.evidenced) or 0))
    counts = {"answered": card.tally.answered, "applicable": card.tally.applicable}
    tell(w("cli.score.coverage", **counts, total=card.tally.total, na=card.tally.na))
    tell()
    for entry in card.areas:
        points = shown(entry.tally.score)
        figure = w("cli.score.no_points") if points is None else str(points)
        area = f"{checklist.areas.index(entry.area) + 1} {w.text(entry.area.title)}"
        counted = f"{entry.tally.answered}/{entry.tally.applicable}"
        tell(w("cli.score.row", points=f"{figure:>4}", answered=f"{counted:>7}", area=area))
    if card.gate and card.cap:
        tell()
        tell(w("cli.score.gate", cap=card.cap))
        for item in card.gate[:SHOWN]:
            name = w.text(item.question.name)
            tell(
                "  "
                + w("cli.score.gate_item", number=numbers[item.question.id], label=name, status=w.status(item.status))
            )
    gaps = [finding for finding in find(card) if finding.status is not None][:SHOWN]
    if gaps:
        tell()
        tell(w("cli.score.gaps"))
        for rank, finding in enumerate(gaps, 1):
            values = {"first": w.text(finding.question.remedy.first), "number": numbers[finding.question.id]}
            tell("  " + w("cli.score.gap_item", rank=rank, **values, status=w.status(finding.status)))


def status(hall: Hall, file: Path, *, as_json: bool = False) -> None:
    """Tell what is open, unconfirmed, stale or overdue in a file."""
    w = hall.words
    checklist, assessment = loader.load(file, hall.places, hall.today)
    card = score_of(checklist, assessment)
    groups = {str(walk): on_walk(card, walk, assessment.date) for walk in (Walk.OPEN, Walk.UNCONFIRMED, Walk.STALE)}
    overdue = [step for step in plan(find(card), assessment.date) if step.overdue]
    counts = {"answered": card.tally.answered, "applicable": card.tally.applicable}
    if as_json:
        told: dict[str, Any] = {"format": JSON_FORMAT, "checklist": checklist.reference, "draft": card.draft}
        told["coverage"] = {**counts, "total": card.tally.total}
        told |= {name: [item.question.id for item in items] for name, items in groups.items()}
        told["overdue"] = [{"id": step.finding.question.id, "due": step.due.isoformat()} for step in overdue]
        hall.tell(json.dumps(told, ensure_ascii=False, indent=2))
        return
    numbers = checklist.numbers()
    hall.tell(w("cli.status.title", name=assessment.organisation.name, day=w.day(assessment.date)))
    hall.tell(w("cli.status.coverage", **counts, na=card.tally.na))
    if not card.draft:
        hall.tell(w("cli.status.all_answered"))
    for name, items in groups.items():
        if items:
            hall.tell()
            hall.tell(w(f"cli.status.{name}", n=len(items)))
        for item in items:
            hall.tell("  " + w("cli.status.line", **_named(hall, numbers, item)))
    if overdue:
        hall.tell()
        hall.tell(w("cli.status.overdue", n=len(overdue)))
        for step in overdue:
            hall.tell("  " + _overdue_line(hall, numbers, step))


def _named(hall: Hall, numbers: dict[str, str], item: Judged) -> dict[str, str]:
    question = item.question
    return {"number": numbers[question.id], "id": question.id, "label": hall.words.text(question.name)}


def _overdue_line(hall: Hall, numbers: dict[str, str], step: Step) -> str:
    day = hall.words.day(step.due)
    return hall.words("cli.status.due", day=day, **_named(hall, numbers, step.finding.judged))
