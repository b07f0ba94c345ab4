"""The record inside a PDF, its ``report.json``, held against the one that the answers give.

Every member is compared, in today's form and in the first one, which earlier versions of tenken wrote. A form is known
by what the record holds, never by the version that it names. What a difference means for the report is
``verification``'s business.
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any

from tenken.core.report.report import Report
from tenken.core.scoring.roadmap import RoadmapStep
from tenken.render.report import as_json
from tenken.store.report.attachments import object_of
from tenken.words import Words

ADDED = {"every_critical_in_place", "issued", "left_out", "not_asked"}
"""What a record has held since the first form."""
ADDED_TO_GAPS = {"person"}


class RecordForm(StrEnum):
    """In which form a record is what the answers give."""

    TODAY = "today"
    EARLIER = "earlier"
    """The first form, in which proposals were not yet spread over the months."""
    NEWER = "newer"
    """Everything that this version writes, and more that it does not know."""
    NONE = "none"
    """In none: something differs."""


def form_of(told: Mapping[str, Any], report: Report, words: Words) -> RecordForm:
    """The form in which every member that is told equals what the report gives; who made it is not compared."""
    ours = object_of(as_json.inside(report, words))
    theirs = {**told, "tenken": ours["tenken"]}
    if theirs == ours:
        return RecordForm.TODAY
    if theirs == _first(ours, report):
        return RecordForm.EARLIER
    return RecordForm.NEWER if _known(theirs, ours) == ours else RecordForm.NONE


def _first(ours: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """The record as the first form had it."""
    gaps = [_first_gap(gap, step, report) for gap, step in zip(ours["gaps"], report.gaps, strict=True)]
    return {key: value for key, value in ours.items() if key not in ADDED} | {"gaps": gaps}


def _first_gap(gap: Mapping[str, Any], step: RoadmapStep, report: Report) -> dict[str, Any]:
    """A gap with the day that its remedy allows where none is promised, and moved days of this year's answers only."""
    action = step.gap.question_score.answer.action
    due = step.due if step.promised else report.assessment.date + timedelta(step.gap.question.remedy.within_days)
    kept = {key: value for key, value in gap.items() if key not in ADDED_TO_GAPS}
    return kept | {"due": due.isoformat(), "moved": [day.isoformat() for day in (action.moved if action else ())]}


def _known(theirs: Any, ours: Any) -> Any:
    """What is told, without the members that this version does not write."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        return {key: _known(value, ours[key]) for key, value in theirs.items() if key in ours}
    if isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
        return [_known(one, other) for one, other in zip(theirs, ours, strict=True)]
    return theirs
