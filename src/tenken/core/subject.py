"""What an assessment is about, and what changing it does: which questions come in and go, and what stays.

The firm, its people, its figures, the depth and who assesses are the subject; no answer is. How a change is read from
what somebody typed is ``ask.subject``'s, how it is told ``ask.subject.tell``'s.
"""

from dataclasses import dataclass

from tenken.core.model import Area, Assessment, Checklist
from tenken.core.scoring.applicability import FactState, every_fact, lighter
from tenken.core.scoring.score import QuestionScore, ScoredAssessment, scored


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectChange:
    """An assessment before and after what it is about is changed; every answer stays in the file."""

    before: ScoredAssessment
    after: ScoredAssessment
    added: tuple[QuestionScore, ...]
    """Questions that are asked from now on, in checklist order."""
    removed: tuple[QuestionScore, ...]
    """Questions that are asked no longer; their answers stay in the file and do not count."""
    areas_added: tuple[Area, ...]
    """Control areas of which nothing was asked before."""
    areas_removed: tuple[Area, ...]
    facts: tuple[FactState, ...]
    """Every fact as it counts after the change."""

    @property
    def kept(self) -> int:
        """How many answers count before and after."""
        added = {item.question.id for item in self.added}
        return sum(item.status is not None and key not in added for key, item in self.after.questions.items())

    @property
    def set_aside(self) -> int:
        """How many answers count no longer, though the file keeps them."""
        return sum(item.status is not None for item in self.removed)

    @property
    def brought_back(self) -> int:
        """How many of the questions that come in have an answer in the file already."""
        return sum(item.status is not None for item in self.added)

    @property
    def lighter(self) -> tuple[bool, bool]:
        """Whether the lighter methods for small businesses apply before and after."""
        sides = (self.before, self.after)
        was, now = (lighter(side.checklist, side.assessment) for side in sides)
        return was, now

    @property
    def contradicted(self) -> tuple[FactState, ...]:
        """Facts that the file states otherwise than its own figures."""
        return tuple(state for state in self.facts if state.contradicted)

    @property
    def parted(self) -> bool:
        """Whether sheets and forms that are out already will be taken for another firm's: it goes by its name only."""
        was, now = (side.assessment.organisation for side in (self.before, self.after))
        return now.id is None and was.name != now.name

    @property
    def empty(self) -> bool:
        """Whether nothing changes."""
        return self.before.assessment == self.after.assessment


def changed_subject(checklist: Checklist, before: Assessment, after: Assessment) -> SubjectChange:
    """What it does to an assessment to be about something else."""
    was, now = scored(checklist, before), scored(checklist, after)
    areas_was, areas_now = ([entry.area for entry in side.scorecard.areas] for side in (was, now))
    return SubjectChange(
        before=was,
        after=now,
        added=tuple(item for key, item in now.questions.items() if key not in was.questions),
        removed=tuple(item for key, item in was.questions.items() if key not in now.questions),
        areas_added=tuple(area for area in areas_now if area not in areas_was),
        areas_removed=tuple(area for area in areas_was if area not in areas_now),
        facts=every_fact(checklist, after),
    )
