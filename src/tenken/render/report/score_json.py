"""The numbers as other programs read them: what ``tenken score --json`` prints and the JSON report begins with.

History of ``NUMBERS``: 1, first form. Only additions keep the number. Exact figures are fractions of 1 as "p/q"; what
is not scored is null.
"""

from typing import Any

from tenken.core.model import Assessment, Checklist
from tenken.core.scoring.gaps import find
from tenken.core.scoring.score import Scorecard, shown
from tenken.render.json_values import exact

NUMBERS = 1


def numbers(checklist: Checklist, assessment: Assessment, card: Scorecard) -> dict[str, Any]:
    """What ``tenken score --json`` tells."""
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
                "id": finding.question.id,
                "priority": exact(finding.priority),
                "status": str(finding.status or "unanswered"),
            }
            for finding in find(card)
        ],
    }
