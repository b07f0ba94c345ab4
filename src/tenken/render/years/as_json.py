"""Two years, or many, as JSON: shapes of their own that other programs may rely on.

History of ``DIFF`` and ``TREND``: 1, first form. Only additions keep a number. Exact figures are fractions of 1 as
"p/q", days are ISO, scores are as they are printed; what is not scored, and the status of what was not asked, is null.
"""

from fractions import Fraction
from typing import Any, assert_never

from tenken.core.scoring.score import shown
from tenken.core.years.changes import StatusInYear
from tenken.core.years.comparison import Comparison
from tenken.core.years.promises import Promise, PromiseOutcome
from tenken.core.years.trend import Trend, TrendPoint
from tenken.core.years.waterfall import ScorePair
from tenken.render.json_values import exact, iso, json_bytes
from tenken.words import Words

DIFF = 1
TREND = 1


def diff(comparison: Comparison) -> dict[str, Any]:
    """What ``tenken diff --json`` tells."""
    return {
        "format": DIFF,
        "as_scored": _pair(comparison.as_scored),
        "like_for_like": _pair(comparison.like_for_like),
        "waterfall": [{"step": str(fall.step), "exact": exact(fall.effect)} for fall in comparison.steps],
        "changes": [
            {
                "id": change.question.id,
                "from": [origin.id for origin in change.origins],
                "kind": str(change.kind),
                "last": status_of(change.last),
                "this": status_of(change.this),
            }
            for change in comparison.changes
        ],
        "actions": {
            str(outcome): [_promise(entry) for entry in comparison.promised(outcome)] for outcome in PromiseOutcome
        },
    }


def diff_json(comparison: Comparison, words: Words) -> bytes:
    """The same as a document, equal in every language."""
    del words
    return json_bytes(diff(comparison))


def trend(found: Trend) -> dict[str, Any]:
    """What ``tenken trend --json`` tells."""
    return {
        "format": TREND,
        "points": [_point(point) for point in found.points],
        "common": found.common,
        "areas": [{"id": line.area.id, "scores": [shown(score) for score in line.scores]} for line in found.areas],
        "open": [
            {
                "id": entry.question.id,
                "years": entry.years,
                "never_closed": entry.never_closed,
                "statuses": [status_of(standing) for standing in entry.standings],
            }
            for entry in found.long_open
        ],
    }


def trend_json(found: Trend, words: Words) -> bytes:
    """The same as a document, equal in every language."""
    del words
    return json_bytes(trend(found))


def status_of(standing: StatusInYear) -> str | None:
    """The word of a status; ``unanswered`` without one, null where the question was not asked."""
    return str(standing.status or "unanswered") if standing.asked else None


def _pair(pair: ScorePair) -> dict[str, Any]:
    return {
        "last": pair.shown_last,
        "this": pair.shown_this,
        "exact_last": exact(pair.last),
        "exact_this": exact(pair.this),
    }


def _promise(promise: Promise) -> dict[str, Any]:
    told = {
        "id": promise.question.id,
        "now": [change.question.id for change in promise.followed_by],
        "owner": promise.owner,
        "due": iso(promise.due),
    }
    match promise.outcome:
        case PromiseOutcome.KEPT:
            return {**told, "shown_on": iso(promise.shown_on), "in_time": promise.in_time}
        case PromiseOutcome.SLIPPED:
            moved = {"times": promise.times, "from": iso(promise.first_due), "to": iso(promise.now_due)}
            return {**told, **moved, "days_late": promise.days_late}
        case PromiseOutcome.RUNNING:
            return {**told, "to": iso(promise.now_due)}
        case PromiseOutcome.DROPPED | PromiseOutcome.UNCONFIRMED | PromiseOutcome.MOOT:
            return told
        case _:
            assert_never(promise.outcome)


def _point(point: TrendPoint) -> dict[str, Any]:
    card, assessment = point.card, point.side.assessment
    return {
        "date": assessment.date.isoformat(),
        "checklist": assessment.checklist,
        "depth": str(assessment.depth),
        **_score("score", "exact", card.score),
        **_score("like_for_like", "exact_like_for_like", point.like_for_like),
        "grade": card.grade,
        "evidenced": shown(card.evidenced),
        "evidence": {"backed": point.backed, "claimed": point.claimed},
        "coverage": {
            "answered": card.tally.answered,
            "applicable": card.tally.applicable,
            "total": card.tally.total,
        },
        "draft": card.draft,
        "kind": str(point.side.assessment.kind),
    }


def _score(name: str, exact_name: str, score: Fraction | None) -> dict[str, Any]:
    return {name: shown(score), exact_name: exact(score)}
