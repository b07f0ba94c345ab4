"""Answers that came back, taken into an assessment's file: merged, each file of evidence with its digest, saved.

How they are merged is ``core.merge``'s; how a file is changed is ``editor``'s. What becomes of it is told elsewhere.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from tenken.core.merge.incoming import DecideConflict, Incoming, MergeResult, take
from tenken.core.merge.three_way import Stamp
from tenken.core.model import Answer, Assessment, Checklist
from tenken.core.problem import Problem
from tenken.store.assessment import editor
from tenken.store.assessment.evidence import own_folder, with_digests


def merged(
    returned: Incoming, checklist: Checklist, assessment: Assessment, today: date, decide: DecideConflict
) -> MergeResult:
    """What the answers come to beside those that stand; what may not stand in a file is refused."""

    def check(question_id: str, answer: Answer) -> list[Problem]:
        return editor.faults(question_id, answer, today, assessment.answer(question_id))

    stamp = Stamp(today, returned.who or assessment.respondent)
    return take(returned, checklist, assessment, decide=decide, stamp=stamp, check=check)


def take_in(
    returned: Incoming,
    into: Path,
    places: Sequence[Path],
    today: date,
    *,
    decide: DecideConflict,
    checklist: Checklist | None = None,
) -> tuple[Checklist, Assessment, MergeResult]:
    """Merge into the file; gives back what it now says, and what became of each answer.

    Raises FileProblems where the file cannot be changed. What is refused alone stands in the result.
    """
    outcomes: list[MergeResult] = []

    def change(edition: Checklist, assessment: Assessment) -> Assessment:
        outcome = merged(returned, edition, assessment, today, decide)
        outcomes.append(outcome)
        sealed = {
            question_id: with_digests(answer, assessment.answer(question_id), into.parent, own_folder(into))
            for question_id, answer in outcome.answers.items()
        }
        facts = {**assessment.profile, **outcome.facts}
        return replace(assessment, answers={**assessment.answers, **sealed}, profile=facts)

    edition, assessment = editor.save(into, change, places, today, checklist)
    return edition, assessment, outcomes[-1]  # where another program replaced the file meanwhile, it was merged again
