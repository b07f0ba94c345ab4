"""The numbers as other programs read them: what ``score --json`` and ``status --json`` print.

The JSON report begins with those of the score. History of ``NUMBERS`` and ``STATUS``: 1, first form. Only additions
keep the number. Exact figures are fractions of 1 as "p/q"; what is not scored is null.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tenken.core.model import Assessment, Checklist
from tenken.core.report.left_out import Scope, find_scope
from tenken.core.scoring.gaps import find
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.core.scoring.score import QuestionScore, Scorecard, shown
from tenken.render.json_values import exact

NUMBERS = 1
STATUS = 1


def score_document(checklist: Checklist, assessment: Assessment, card: Scorecard) -> dict[str, Any]:
    """What ``tenken score --json`` tells, but for ``critical_document``."""
    return {
        "format": NUMBERS,
        "checklist": checklist.reference,
        "digest": assessment.digest,
        "score": shown(card.score),
        "exact": exact(card.score),
        "grade": card.grade,
        "grade_before_gate": card.grade_before_gate,
        "gate": [item.question.id for item in card.gate],
        "coverage": {
            "answered": card.tally.answered,
            "applicable": card.tally.applicable,
            "total": card.tally.total,
        },
        "not_asked": not_asked(find_scope(checklist, assessment)),
        "range": [shown(card.score), shown(card.best)],
        "evidenced": shown(card.evidenced),
        "draft": card.draft,
        "areas": [
            {
                "id": entry.area.id,
                "score": shown(entry.tally.score),
                "exact": exact(entry.tally.score),
                "answered": entry.tally.answered,
                "applicable": entry.tally.applicable,
            }
            for entry in card.areas
        ],
        "gaps": [
            {
                "id": gap.question.id,
                "priority": exact(gap.priority),
                "status": str(gap.status or "unanswered"),
            }
            for gap in find(card)
        ],
    }


def critical_document(card: Scorecard) -> dict[str, Any]:
    """Which critical questions hold the grade, at which letter, and all that are not in place.

    ``score --json`` and ``status --json`` tell it; the JSON report keeps the members that it always had.
    """
    return {
        "cap": card.cap,
        "gate": [item.question.id for item in card.gate],
        "critical_open": [item.question.id for item in card.critical_open],
    }


def not_asked(scope: Scope) -> dict[str, Any]:
    """What applies and was not asked: whole areas, deeper questions of the others, areas that do not apply."""
    return {
        "areas": [
            {"id": entry.area.id, "questions": entry.questions, "critical": entry.critical} for entry in scope.areas
        ],
        "questions": scope.questions,
        "critical": scope.critical,
        "not_applicable_areas": [area.id for _, area in scope.switched_off],
    }


def status_document(
    checklist: Checklist, card: Scorecard, lists: Mapping[str, Sequence[QuestionScore]], overdue: Sequence[RoadmapStep]
) -> dict[str, Any]:
    """What ``tenken status --json`` tells."""
    tally = card.tally
    return {
        "format": STATUS,
        "checklist": checklist.reference,
        "draft": card.draft,
        "coverage": {"answered": tally.answered, "applicable": tally.applicable, "total": tally.total},
        **{name: [item.question.id for item in items] for name, items in lists.items()},
        **critical_document(card),
        "overdue": [{"id": step.gap.question.id, "due": step.due.isoformat()} for step in overdue],
    }
